"""`tradewire token`: what it makes is believed, and what it is asked wrongly is named."""

import json
import time
from datetime import datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from console import tokens
from console.main import app
from console.output import Exit
from services.chassis.auth import Caller, TokenAuthenticator

KEY = "0123456789abcdef0123456789abcdef"
GOOD = ("--name", "alice", "--scope", "orders:write", "--scope", "orders:read")


@pytest.fixture
def key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file with a key, as a secret is mounted, named by the variable."""
    path = tmp_path / "token-key"
    path.write_text(f"{KEY}\n")
    monkeypatch.setenv("TRADEWIRE_AUTH__TOKEN_KEY_FILE", str(path))
    return path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["token", *arguments])


@pytest.mark.usefixtures("key")
def test_a_token_is_printed_alone_and_is_believed_by_the_mesh_of_its_key() -> None:
    """Standard output is what goes into a header; who, what and until when are on the other."""
    result = run(*GOOD, "--days", "2")
    assert result.exit_code == Exit.DONE, result.output
    token = result.stdout.strip()
    metadata = {"authorization": f"Bearer {token}"}
    caller = TokenAuthenticator(KEY).authenticate(metadata, "")
    assert caller == Caller("alice", frozenset({"orders:read", "orders:write"}))
    assert "alice may orders:read, orders:write until 20" in result.stderr


@pytest.mark.usefixtures("key")
def test_a_token_lasts_the_days_that_were_asked_for() -> None:
    """As JSON with its end, for scripts that renew it."""
    before_s = time.time()
    value = json.loads(run(*GOOD, "--days", "2", "--json").stdout)
    left_s = datetime.fromisoformat(value["expireTime"]).timestamp() - before_s
    assert 2 * tokens.DAY_S - 1 <= left_s <= 2 * tokens.DAY_S + 60
    assert value["scopes"] == ["orders:read", "orders:write"]


@pytest.mark.usefixtures("key")
@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--name", "alice", "--scope", "orders:writ"), "orders:write"),
        (("--name", "risk", "--scope", "orders:read"), "is a service's"),
        (("--name", "a b", "--scope", "orders:read"), "--name"),
        (("--name", "alice"), "--scope"),
        ((*GOOD, "--days", "4000"), "--days"),
    ],
)
def test_what_is_asked_wrongly_is_named(arguments: tuple[str, ...], words: str) -> None:
    """A misspelt scope would be found only when an order is refused."""
    result = run(*arguments)
    assert result.exit_code == Exit.USAGE
    assert words in result.stderr


def test_without_a_key_it_says_where_the_key_belongs() -> None:
    """It cannot invent one: the services must have the same."""
    result = run(*GOOD)
    assert result.exit_code == Exit.USAGE
    assert "TRADEWIRE_AUTH__TOKEN_KEY_FILE" in result.stderr


def test_a_key_file_that_is_not_there_is_named_with_the_remedy(
    key: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A secret that was not mounted, or is empty or too short."""
    key.write_text("")
    assert "is empty" in run(*GOOD).stderr
    key.write_text("short")
    assert "shorter than 32 bytes" in run(*GOOD).stderr
    monkeypatch.setenv("TRADEWIRE_AUTH__TOKEN_KEY_FILE", "/nowhere/token-key")
    said = run(*GOOD).stderr
    assert "TRADEWIRE_AUTH__TOKEN_KEY_FILE=/nowhere/token-key" in said
    assert "put the value into that file" in said
