"""The README's replay is what the command prints."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
DATA = Path(os.environ.get("RECORDINGS_DIR", ROOT.parent / "shared" / "data"))

pytestmark = pytest.mark.skipif(
    not DATA.is_dir(), reason="the recordings are not here; RECORDINGS_DIR names their folder"
)


def test_the_readme_shows_what_the_replay_prints() -> None:
    """Every line but the seconds, which are the machine's."""
    command = "$ tradewire replay recordings/ticks/binance_spot\n"
    _, found, after = (ROOT / "README.md").read_text().partition(command)
    assert found
    shown = after.partition("```")[0]
    printed = subprocess.run(
        [sys.executable, "-m", "console", "replay", str(DATA / "ticks" / "binance_spot")],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    seconds = re.compile(r"seconds +[0-9.]+")
    assert seconds.sub("", shown).split() == seconds.sub("", printed).split()
