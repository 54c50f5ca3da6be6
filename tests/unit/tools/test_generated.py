"""Stale code is found by digests alone, and by making it again."""

from pathlib import Path

import pytest

from tools.generated import differences, inputs, install, manifest, outdated
from tools.languages import Language, languages, read

DESCRIPTION = """
language = "Shell"
install = "a shell"
needs = ["sh"]
run = "sh say.sh"
pins = ["versions"]
template = "buf.gen.yaml"
generated = ["src/gen"]
"""


@pytest.fixture
def language(tmp_path: Path) -> Language:
    """A language of a small repository, its code generated from ``made``."""
    folder = tmp_path / "clients" / "shell"
    files = {
        tmp_path / "buf.yaml": "version: v2",
        tmp_path / "proto" / "order.proto": "message Order {}",
        folder / "client.toml": DESCRIPTION,
        folder / "versions": "1",
        folder / "buf.gen.yaml": "version: v2",
        folder / "src" / "written_by_hand.sh": "",
        tmp_path / "made" / "src" / "gen" / "order.sh": "order=1",
    }
    for path, text in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    found = read(folder / "client.toml")
    install(found, tmp_path / "made")
    return found


@pytest.mark.parametrize(
    "path",
    [
        "buf.yaml",
        "proto/order.proto",
        "clients/shell/buf.gen.yaml",
        "clients/shell/versions",
        "clients/shell/client.toml",
        "clients/shell/src/gen/order.sh",
    ],
)
def test_a_change_to_what_was_made_or_what_it_was_made_from_is_found(
    language: Language, path: str
) -> None:
    """By its digest, without any toolchain."""
    assert outdated(language) == []
    changed = language.root / path
    changed.write_text(changed.read_text() + " ")
    assert outdated(language) == [path]


def test_missing_and_left_over_files_are_found(language: Language) -> None:
    """A file that the contract gave and gives no more is stale too."""
    gen = language.folder / "src" / "gen"
    (gen / "order.sh").rename(gen / "old.sh")
    (language.root / "proto" / "fill.proto").write_text("message Fill {}")
    assert outdated(language) == [
        "clients/shell/src/gen/old.sh",
        "clients/shell/src/gen/order.sh",
        "proto/fill.proto",
    ]


def test_code_without_its_digests_is_stale(language: Language) -> None:
    """The file is named."""
    (language.folder / "generated.sha256").unlink()
    assert outdated(language) == ["clients/shell/generated.sha256"]


def test_digests_written_by_hand_do_not_pass_where_the_code_is_made_again(
    language: Language, tmp_path: Path
) -> None:
    """Whoever edits both is found by the comparison with what was made."""
    (language.folder / "src" / "gen" / "order.sh").write_text("order=2")
    (language.folder / "generated.sha256").write_text(manifest(language))
    assert outdated(language) == []
    assert differences(language, tmp_path / "made") == ["clients/shell/src/gen/order.sh"]


def test_installing_removes_what_is_no_longer_made_and_nothing_else(
    language: Language, tmp_path: Path
) -> None:
    """The generator's folder is its own; beside it is not."""
    made = tmp_path / "made" / "src" / "gen"
    (made / "order.sh").rename(made / "fill.sh")
    install(language, tmp_path / "made")
    assert [path.name for path in (language.folder / "src" / "gen").iterdir()] == ["fill.sh"]
    assert (language.folder / "src" / "written_by_hand.sh").exists()
    assert outdated(language) == []


def test_the_digests_cover_the_whole_contract() -> None:
    """Of each real language: the contract, the template, the versions."""
    for language in languages():
        if language.template:
            names = {path.name for path in inputs(language)}
            assert {"order.proto", "client.toml", language.template, "buf.yaml"} <= names
