"""Where the reading of a recording stands, so that another one can go on from there."""

from collections.abc import Mapping
from typing import NamedTuple, TypeAlias

Counters: TypeAlias = Mapping[str, tuple[int, ...]]
"""What a parser carries from line to line: the numbers given so far and the stamps seen last, by
symbol, and under the empty name what belongs to the whole recording."""


class Place(NamedTuple):
    """A place in a file, between two lines.

    Attributes:
        member: of an archive: how many members of the tar, and of the zip, lie before.
        offset: unpacked bytes before it, of the member or of a file that is no archive.
        line: the number of the line that follows, likewise, from 1.
    """

    member: tuple[int, int] = (0, 0)
    offset: int = 0
    line: int = 1


START = Place()
"""Before the first line of a file."""
