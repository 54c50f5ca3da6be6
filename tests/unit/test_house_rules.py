"""The house rules as tests: sizes, names, words that must not be committed, floors that agree."""

import ast
import re
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CODE = ("services", "gateway", "console")
FILE_LINES_MAX = 400
FUNCTION_LINES_MAX = 40
# One return or one match is a table, and a table is read by the row.
TABLE_LINES_MAX = 60
# Names that say nothing of what a module is about.
SHAPELESS = {"utils", "util", "common", "helpers", "helper", "misc", "manager"}
TEXT = {
    ".py",
    ".md",
    ".toml",
    ".yaml",
    ".yml",
    ".proto",
    ".sh",
    ".txt",
    ".json",
    ".html",
    ".js",
    "",
}

# Split, so that this file does not break its own rule.
UNFINISHED = re.compile(
    r"\b(TO"
    r"DO|FIX"
    r"ME|X"
    r"XX|place"
    r"holder(?!=)|not (yet )?imple"
    r"mented|for n"
    r"ow|"
    r"simpli"
    r"fied version|dum"
    r"my)\b",
    re.IGNORECASE,
)
REGISTRIES = re.compile(
    r"(pypi\.o"
    r"rg|files\.pythonhos"
    r"ted|registry\.npm"
    r"js|proxy\.golan"
    r"g|crates\.i"
    r"o|"
    r"repo1?\.maven|repo\.maven|docker\.i"
    r"o|ghcr\.i"
    r"o|quay\.i"
    r"o|gcr\.i"
    r"o|"
    r"(index|find|extra-index)-ur"
    r"l)",
    re.IGNORECASE,
)


def committed() -> list[Path]:
    """Files of the repository that people write: generated and third parties' ones are left out."""
    listing = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    ).stdout.splitlines()
    return [
        ROOT / name
        for name in listing
        if not generated(name) and "third_party/" not in name and (ROOT / name).is_file()
    ]


def generated(name: str) -> bool:
    """Whether a generator writes the file (see tools/generate.py, clients/README.md)."""
    written = (
        r"_pb2(_grpc)?\.pyi?$|contract\.binpb$|clients/[a-z-]+/(.*/)?gen/"
        r"|tradewire/dataclasses/([a-z]+/|message_pool)"
    )
    return re.search(written, name) is not None


def python_files() -> list[Path]:
    """Hand-written Python; tests are measured by function only, a long list of cases being fine."""
    return [path for path in committed() if path.suffix == ".py"]


def functions(path: Path) -> Iterator[tuple[str, int, int]]:
    """Name, length and allowed length of each function, less its docstring and inner functions."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            allowed = TABLE_LINES_MAX if _is_table(node) else FUNCTION_LINES_MAX
            yield node.name, _lines(node), allowed


def _is_table(node: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    body = node.body[1:] if ast.get_docstring(node) is not None else node.body
    return len(body) == 1 and isinstance(body[0], ast.Return | ast.Match)


def _lines(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    lines = (node.end_lineno or node.lineno) - node.lineno + 1
    if ast.get_docstring(node) is not None:
        text = node.body[0]
        lines -= (text.end_lineno or text.lineno) - text.lineno + 1
    for child in ast.walk(node):
        if child is not node and isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef):
            lines -= (child.end_lineno or child.lineno) - child.lineno + 1
    return lines


def relative(path: Path) -> str:
    return str(path.relative_to(ROOT))


def test_no_file_is_longer_than_it_can_be_read_in_one_go() -> None:
    """400 lines; a longer file holds two subjects."""
    long = {
        relative(path): lines
        for path in python_files()
        if "tests" not in path.parts
        and (lines := len(path.read_text().splitlines())) > FILE_LINES_MAX
    }
    assert long == {}


def test_no_function_is_longer_than_a_screen() -> None:
    """40 lines beside its docstring; a longer one does two things."""
    long = {
        f"{relative(path)}:{name}": lines
        for path in python_files()
        # A migration is a list of tables, in the order in which they are made.
        if "migrations" not in path.parts
        for name, lines, allowed in functions(path)
        if lines > allowed
    }
    assert long == {}


def test_every_folder_of_code_is_a_package() -> None:
    """import-linter does not look into a folder without __init__.py."""
    folders = {path.parent for path in python_files() if path.relative_to(ROOT).parts[0] in CODE}
    missing = {relative(folder) for folder in folders if not (folder / "__init__.py").is_file()}
    assert missing == set()


def test_no_module_has_a_shapeless_name() -> None:
    """A module is named for its noun."""
    named = {relative(path) for path in python_files() if path.stem in SHAPELESS}
    assert named == set()


@pytest.mark.parametrize(
    ("pattern", "why"),
    [
        (UNFINISHED, "what is not built answers UNIMPLEMENTED and is not excused in a comment"),
        (REGISTRIES, "where packages come from is the machine's affair"),
    ],
)
def test_no_committed_file_holds_words_that_must_not_be_there(
    pattern: re.Pattern[str], why: str
) -> None:
    """Unfinished work and download addresses stay out of the repository."""
    found = [
        f"{relative(path)}:{number}: {line.strip()[:80]}"
        for path in committed()
        if path.suffix in TEXT and path != Path(__file__)
        for number, line in enumerate(path.read_text(errors="replace").splitlines(), 1)
        if pattern.search(line)
    ]
    assert found == [], why


def test_every_test_says_in_one_line_what_it_shows() -> None:
    """A test's docstring is the behaviour; its name is the sentence's short form."""
    bare = [
        f"{relative(path)}:{node.name}"
        for path in python_files()
        if path.name.startswith("test_")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.name.startswith("test_")
        and ast.get_docstring(node) is None
    ]
    assert bare == []


def test_the_clients_floors_are_its_generators_versions() -> None:
    """Generated code refuses to load on a runtime older than its generator."""
    project = tomllib.loads((ROOT / "clients/python/pyproject.toml").read_text())["project"]
    floors = dict(item.split(">=") for item in project["dependencies"])
    pinned = dict(
        line.split("==")
        for line in (ROOT / "constraints.txt").read_text().splitlines()
        if "==" in line
    )
    stub = next((ROOT / "clients/python/tradewire").glob("*/v1/*_pb2_grpc.py")).read_text()
    messages = (ROOT / "clients/python/tradewire/types/v1/options_pb2.py").read_text()
    assert f"GRPC_GENERATED_VERSION = '{floors['grpcio']}'" in stub
    assert floors["grpcio"] == pinned["grpcio-tools"] == pinned["grpcio"]
    generator = re.search(r"Protobuf Python Version: (\S+)", messages)
    assert generator is not None
    assert _numbers(floors["protobuf"]) >= _numbers(generator[1])


def test_every_dependency_is_pinned() -> None:
    """`make install` gives the same versions tomorrow as today."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    pins = (ROOT / "constraints.txt").read_text().lower().replace("_", "-")
    names = [re.split(r"[\[<>=;]", item)[0].lower().replace("_", "-") for item in wanted]
    assert [name for name in names if f"\n{name}==" not in pins] == []


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split("."))
