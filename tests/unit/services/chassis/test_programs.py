"""The digest of the program: another for other code of a user's, or other terms."""

from pathlib import Path

from services.chassis.programs import program_digest
from services.signal.loader import load_strategy

MINE = "from tradewire.strategy import Strategy\n\nclass Mine(Strategy):\n    fast: int = {fast}\n"


def test_the_same_program_has_the_same_digest_and_other_terms_another() -> None:
    """Two starts agree; where a setting ends counts."""
    assert program_digest("a", "bc") == program_digest("a", "bc")
    assert program_digest("a", "bc") != program_digest("ab", "c")


def test_a_users_file_counts_by_its_content(tmp_path: Path) -> None:
    """The path and the class are the same, and the strategy is another."""
    digests = []
    for fast in (5, 6, 5):
        file = tmp_path / "mine.py"
        file.write_text(MINE.format(fast=fast))
        load_strategy(f"{file}:Mine")
        digests.append(program_digest("terms"))
    assert digests[0] == digests[2]
    assert digests[0] != digests[1]
