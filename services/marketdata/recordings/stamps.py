"""The local stamp that leads each line of a raw recording, and what a stamp may be."""

from services.marketdata.recordings.damage import RecordError

_MILLISECOND_NS = 1_000_000
# Year 2262 in nanoseconds: what a signed 64-bit integer holds.
_STAMP_NS_MAX = 2**63 - 1
# Book changes before the start of a replay must be read all the same, for the book
# at its start is their sum.
_BOOK_MARKS = (b'"depthUpdate"', b'"lastUpdateId"')


def natural(value: object, what: str) -> int:
    """``value`` if it is a whole number of zero or above.

    Raises:
        RecordError: it is not; a text is refused too, since Python would repeat it
            where a number is multiplied.
    """
    if type(value) is not int or value < 0:
        raise RecordError(f"{what} {str(value)[:40]!r} is no whole number of zero or above")
    return value


def millis_ns(value: object) -> int:
    """A venue's stamp in milliseconds as nanoseconds; raises RecordError."""
    stamp_ns = natural(value, "the venue's stamp") * _MILLISECOND_NS
    if stamp_ns > _STAMP_NS_MAX:
        raise RecordError(f"the venue's stamp {value} is beyond the year 2262")
    return stamp_ns


class Stamps:
    """Reads local stamps, refuses that they run backwards, and cuts a tape to a span.

    Args:
        skew_ns: what is added to the local clock to get the tape's.
        start_ns: tape time of the first event wanted, inclusive.
        end_ns: tape time that all events wanted precede; None for all.

    Attributes:
        ended: True once a line at or after ``end_ns`` was read.
    """

    def __init__(self, skew_ns: int, start_ns: int = 0, end_ns: int | None = None) -> None:
        self._skew_ns = skew_ns
        self.start_ns = start_ns
        self._end_ns = _STAMP_NS_MAX if end_ns is None else end_ns
        self._last_ns = 0
        self.first_ns = 0
        self.ended = False

    def read(self, line: bytes) -> tuple[int, bytes]:
        """The tape time of a line and its payload, empty where it is outside the span.

        Raises:
            RecordError: there is no stamp, or it lies before the line's before.
        """
        stamp, _, payload = line.partition(b" ")
        if not stamp.isdigit() or len(stamp) > len(str(_STAMP_NS_MAX)):
            raise RecordError("the line does not begin with a local stamp in nanoseconds")
        init_ns = int(stamp) + self._skew_ns
        if init_ns < self._last_ns:
            raise RecordError(
                f"the local clock runs backwards by {self._last_ns - init_ns} ns; "
                "are the files in the order they were recorded?"
            )
        if not payload:
            raise RecordError("there is no message after the stamp")
        self._last_ns = init_ns
        self.first_ns = self.first_ns or init_ns
        if init_ns >= self._end_ns:
            self.ended = True
            return init_ns, b""
        if init_ns < self.start_ns and not any(mark in payload for mark in _BOOK_MARKS):
            return init_ns, b""
        return init_ns, payload

    def counters(self) -> tuple[int, ...]:
        """What is carried from line to line."""
        return self._last_ns, self.first_ns, self.ended

    def go_on(self, counters: tuple[int, ...]) -> None:
        """Carry on what another one of the same span had."""
        self._last_ns, self.first_ns, ended = counters
        self.ended = bool(ended)
