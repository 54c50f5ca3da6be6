"""Points in time, exact: the contract's are nanoseconds, ``datetime`` has microseconds only."""

from datetime import datetime

from tradewire.dataclasses.google.protobuf import Timestamp

SECOND_NS = 1_000_000_000


def unix_nanos(stamp: Timestamp) -> int:
    """Nanoseconds since 1970 in UTC."""
    return stamp.seconds * SECOND_NS + stamp.nanos


def timestamp(unix_nanos: int) -> Timestamp:
    """The message for nanoseconds since 1970 in UTC."""
    seconds, nanos = divmod(unix_nanos, SECOND_NS)
    return Timestamp(seconds=seconds, nanos=nanos)


def cut_to_datetime(stamp: Timestamp) -> datetime:
    """For showing: in UTC, without the last three digits."""
    return stamp.to_datetime()
