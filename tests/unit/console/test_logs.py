"""Logs as people read them: merged by time, bounded, followed over a rotation."""

import json
from pathlib import Path

import pytest

from console import logs


def line(second: int, message: str, **facts: object) -> str:
    """A structured line."""
    return json.dumps({"time": f"2026-01-01T00:00:0{second}Z", "message": message, **facts}) + "\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A data directory with two services' logs and the bus's."""
    (tmp_path / "logs").mkdir()
    (tmp_path / "nats").mkdir()
    (tmp_path / "logs" / "risk.log").write_text(line(1, "one") + line(3, "three", level="error"))
    (tmp_path / "logs" / "signal.log").write_text(line(2, "two", account="paper"))
    (tmp_path / "nats" / "nats.log").write_text("[1] Server is ready\n")
    return tmp_path


def test_every_log_of_the_directory_is_known_by_its_service(folder: Path) -> None:
    """The bus's too, though it keeps its own."""
    assert sorted(logs.files_of(folder)) == ["nats", "risk", "signal"]


def test_the_last_lines_of_all_come_in_the_order_of_their_times(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """As JSON a line each; a plain line is wrapped with its service's name."""
    logs.show(logs.files_of(folder), lines=10, follow=False, as_json=True)
    told = [json.loads(text) for text in capsys.readouterr().out.splitlines()]
    assert [one["message"] for one in told] == ["[1] Server is ready", "one", "two", "three"]
    assert told[0]["service"] == "nats"
    logs.show(logs.files_of(folder), lines=1, follow=False, as_json=True)
    assert "three" in capsys.readouterr().out


def test_what_comes_is_followed_line_by_line_and_over_a_rotation(folder: Path) -> None:
    """Half a line waits for its other half; a file that was emptied begins anew."""
    path = folder / "logs" / "risk.log"
    offsets = {"risk": path.stat().st_size}
    assert list(logs._grown(path, offsets, "risk")) == []
    with path.open("a") as file:
        file.write("four\nfi")
    assert list(logs._grown(path, offsets, "risk")) == ["four"]
    with path.open("a") as file:
        file.write("ve\n")
    assert list(logs._grown(path, offsets, "risk")) == ["five"]
    path.write_text("anew\n")
    assert list(logs._grown(path, offsets, "risk")) == ["anew"]
    path.unlink()
    assert list(logs._grown(path, offsets, "risk")) == []
