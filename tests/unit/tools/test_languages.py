"""What a client.toml may say, what is left out, and what fails."""

import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tools.clients import build
from tools.generate import unprepared
from tools.languages import ROOT, CommandFailedError, DescriptionError, Language, languages, read

WELL = """
language = "Shell"
install = "a shell"
needs = ["sh"]
run = "sh say.sh"
"""


def described(home: Path, text: str = WELL, name: str = "shell") -> Path:
    """A folder of clients/ with a client.toml of this text."""
    folder = home / "clients" / name
    folder.mkdir(parents=True)
    (folder / "client.toml").write_text(text)
    return folder / "client.toml"


@pytest.mark.parametrize("language", languages(), ids=lambda language: language.name)
def test_every_client_says_what_it_needs_and_owns(language: Language) -> None:
    """Each description is read, and its paths exist; what it generates is marked as such."""
    for name in (*language.pins, *language.generated, language.template or "client.toml"):
        assert (language.folder / name).exists(), name
    assert bool(language.template) == bool(language.generated)
    for name in language.generated:
        one = next(path for path in (language.folder / name).rglob("*") if path.is_file())
        asked = ["git", "check-attr", "linguist-generated", str(one)]
        told = subprocess.run(asked, cwd=ROOT, check=True, capture_output=True, text=True).stdout
        assert told.strip().endswith(": set"), told


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (WELL + "\ncompiler = 'x'", "unknown compiler in "),
        (WELL.replace('run = "sh say.sh"', ""), "missing run in "),
        (WELL + "\nbuild = 'make'", "build must be a list of text in "),
        (WELL + "\nbuild = [1]", "build must be a list of text in "),
        (WELL + "\ntemplate = ['x']", "template must be text in "),
    ],
)
def test_a_wrong_description_is_refused_by_file_and_key(
    tmp_path: Path, text: str, words: str
) -> None:
    """And with the page that has the keys."""
    path = described(tmp_path, text)
    with pytest.raises(DescriptionError) as error:
        read(path)
    assert words in str(error.value)
    assert str(path) in str(error.value)
    assert "clients/README.md" in str(error.value)


def test_an_unknown_name_is_told_the_names_there_are(tmp_path: Path) -> None:
    """A mistyped language builds nothing."""
    described(tmp_path)
    with pytest.raises(DescriptionError, match=r"for shel; there are shell"):
        languages(["shel"], tmp_path / "clients")


def test_a_language_without_its_toolchain_is_left_out_with_what_to_install(tmp_path: Path) -> None:
    """Left out is no failure."""
    text = WELL.replace('["sh"]', '["sh", "no-such-compiler"]') + "\nbuild = ['false']"
    outcome = build(read(described(tmp_path, text)))
    assert outcome.state == "left out"
    assert outcome.detail == "no-such-compiler is not on the PATH; install a shell"
    assert outcome.program == ()


def test_a_toolchain_that_is_of_no_use_is_left_out_with_its_words(tmp_path: Path) -> None:
    """A launcher without a toolchain behind it is on the PATH too."""
    text = WELL + "\nprobe = \"sh -c 'echo no toolchain is installed; exit 1'\"\nbuild = ['false']"
    outcome = build(read(described(tmp_path, text)))
    assert outcome.state == "left out"
    assert outcome.detail.endswith("ended with 1: no toolchain is installed; install a shell")


def test_two_builds_of_one_language_take_turns(tmp_path: Path) -> None:
    """Each finds the other's mark gone: never do both run."""
    words = "mkdir running && sleep 0.2 && rmdir running"
    language = read(described(tmp_path, WELL + f"\nbuild = [\"sh -c '{words}'\"]"))
    with ThreadPoolExecutor(max_workers=4) as builders:
        outcomes = list(builders.map(build, [language] * 4))
    assert [outcome.state for outcome in outcomes] == ["built"] * 4


def test_a_generator_that_is_gone_is_prepared_again(tmp_path: Path) -> None:
    """The mark of a preparation says nothing of a folder that was deleted since."""
    text = WELL + "\ntemplate = 'gen.yaml'\nplugins = ['touch plugin']"
    path = described(tmp_path, text)
    (path.parent / "gen.yaml").write_text("plugins:\n  - local: clients/shell/plugin\n")
    language = read(path)
    assert language.prepare()
    assert not language.prepare()
    (path.parent / "plugin").unlink()
    assert language.prepare()
    assert (path.parent / "plugin").is_file()


def test_a_generator_that_cannot_be_prepared_is_named_and_does_not_fail_a_check(
    tmp_path: Path,
) -> None:
    """Without a network the digests are what is left."""
    text = WELL + "\nplugins = [\"sh -c 'echo no network; exit 1'\"]"
    assert unprepared(read(described(tmp_path, text))).endswith("ended with 1: no network")


def test_a_build_that_fails_tells_the_command_and_its_words(tmp_path: Path) -> None:
    """The end of what it said, and where it ran."""
    path = described(tmp_path, WELL + "\nbuild = [\"sh -c 'echo no such header; exit 3'\"]")
    outcome = build(read(path))
    assert outcome.state == "failed"
    assert f"in {path.parent} ended with 3:\nno such header" in outcome.detail


def test_a_built_program_runs_from_any_folder(tmp_path: Path) -> None:
    """Its words are whole paths."""
    path = described(tmp_path, WELL + "\nbuild = [\"sh -c 'echo echo $((1+1)) > say.sh'\"]")
    outcome = build(read(path))
    assert outcome.state == "built"
    said = subprocess.run(outcome.program, cwd="/", check=True, capture_output=True, text=True)
    assert said.stdout == "2\n"


def test_a_generator_is_prepared_once_and_again_for_other_pins(tmp_path: Path) -> None:
    """A cold one takes minutes; another version must not go on with the old one."""
    text = WELL + "\npins = ['versions']\nplugins = [\"sh -c 'echo x >> made'\"]"
    path = described(tmp_path, text)
    (path.parent / "versions").write_text("1")
    language = read(path)
    assert [language.prepare(), language.prepare()] == [True, False]
    (path.parent / "versions").write_text("2")
    assert [language.prepare(), language.prepare()] == [True, False]
    assert (path.parent / "made").read_text() == "x\nx\n"


def test_a_generator_that_failed_is_prepared_again(tmp_path: Path) -> None:
    """Half of one is none."""
    language = read(described(tmp_path, WELL + "\nplugins = ['sh made.sh']"))
    with pytest.raises(CommandFailedError):
        language.prepare()
    (language.folder / "made.sh").write_text("")
    assert language.prepare()


def test_the_command_tells_each_language_as_json(tmp_path: Path) -> None:
    """One line each, for tests and scripts."""
    command = [sys.executable, "-m", "tools.clients", "--json", "python"]
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    (line,) = [json.loads(text) for text in done.stdout.splitlines()]
    assert (line["name"], line["language"], line["state"]) == ("python", "Python", "built")
    assert line["program"][1] == str(ROOT / "clients/python/examples/scenario.py")
    wrong = subprocess.run(
        [*command, "cobol"], cwd=ROOT, check=False, capture_output=True, text=True
    )
    assert wrong.returncode == 2
    assert "no clients/<name>/client.toml for cobol" in wrong.stderr
