"""What is wrong with a recording, and where."""

from dataclasses import dataclass

from tradewire.errors import CorruptDataError


class RecordError(ValueError):
    """A line of a recording cannot be used; the text says what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Damage:
    """One fault of a recording.

    Attributes:
        origin: the file, or ``file!member`` inside an archive.
        line: counted from 1; 0 where the archive itself is damaged.
        problem: what is wrong, e.g. ``price '-1' is no plain decimal``.
        last_good_line: lines read before the fault, of this origin.
    """

    origin: str
    line: int
    problem: str
    last_good_line: int = 0

    def __str__(self) -> str:
        place = f"line {self.line}" if self.line else f"after line {self.last_good_line}"
        return f"{self.origin}, {place}: {self.problem}"

    def error(self) -> CorruptDataError:
        """The error for readers that stop at damage."""
        return CorruptDataError(
            f"{self}; fetch the recording again, or replay what is whole with --skip-damaged",
            metadata={"file": self.origin, "line": str(self.line)},
        )
