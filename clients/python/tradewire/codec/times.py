"""Unix nanoseconds and the contract's Timestamp, exact both ways."""

from google.protobuf.timestamp_pb2 import Timestamp

from tradewire.errors import InvalidArgumentError

_NANOS = 1_000_000_000


def time_to_wire(ns: int) -> Timestamp:
    """The Timestamp of Unix nanoseconds."""
    seconds, nanos = divmod(ns, _NANOS)
    return Timestamp(seconds=seconds, nanos=nanos)


def optional_time_to_wire(ns: int) -> Timestamp | None:
    """The Timestamp of Unix nanoseconds; None, which leaves a field absent, for 0."""
    return time_to_wire(ns) if ns else None


def time_from_wire(time: Timestamp, what: str = "time") -> int:
    """Unix nanoseconds; 0 where the field is absent.

    Raises:
        InvalidArgumentError: nanos outside of 0 to 999,999,999.
    """
    if not 0 <= time.nanos < _NANOS:
        raise InvalidArgumentError(
            f"{what}: nanos {time.nanos} is outside of 0 to 999999999",
            fields={what: "nanos must be 0 to 999999999"},
        )
    return time.seconds * _NANOS + time.nanos
