"""Which verdicts were ever given: a yes may be wrong, a no never is.

Every order would otherwise cost a read of the log, 0.4 ms with its way over a thread, to find
that it was not asked for before. A Bloom filter (B. H. Bloom, "Space/time trade-offs in hash
coding with allowable errors", 1970) answers from one megabyte, however long the log is.
"""

from collections.abc import Iterable

BITS = 23
"""Width of a position: 2**23 bits are 1 MB. With a million verdicts one in forty new ones is
looked for in the log for nothing; with more it is slower, never wrong."""

HASHES = 4
"""Bits set for each: a verdict's id is itself a hash, of which each takes its own part."""

_MASK = (1 << BITS) - 1


class SeenVerdicts:
    """The filter over verdicts' ids, 32 hex digits each."""

    def __init__(self, ids: Iterable[str] = ()) -> None:
        self._bits = bytearray(1 << (BITS - 3))
        for verdict_id in ids:
            self.add(verdict_id)

    def add(self, verdict_id: str) -> None:
        """A verdict was given."""
        number = int(verdict_id, 16)
        for _ in range(HASHES):
            position = number & _MASK
            self._bits[position >> 3] |= 1 << (position & 7)
            number >>= BITS

    def may_hold(self, verdict_id: str) -> bool:
        """False where it was never given."""
        number = int(verdict_id, 16)
        for _ in range(HASHES):
            position = number & _MASK
            if not self._bits[position >> 3] & (1 << (position & 7)):
                return False
            number >>= BITS
        return True
