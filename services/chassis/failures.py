"""What goes wrong with a disk, a database or the bus: leaves of the one error family.

::

    StorageError (marker)       a database could not do its work
      |- StorageUnavailableError   UnavailableError: not reachable, or another process owns it
      |- StorageInvalidatedError   UnavailableError: it gave up and must be opened anew
      |- StorageFullError          ExhaustedError: no room left
      |- StorageReadOnlyError      PreconditionError: may be read and not written
      |- StorageRefusedError       PreconditionError: its server admits us not, or has no such one
      |- StorageCorruptError       CorruptDataError: its bytes are not a sound database
      |- SchemaOutdatedError       PreconditionError: tables are missing or of another version
      `- StorageFaultError         InternalError: anything else a database said
    LogChangedError             OutOfRangeError: a token or position belongs to another log
    PositionRefusedError        ConflictError: a consumer's position would go out of order
    RequestIdReusedError        AlreadyExistsError: one request id, two different requests
    BusUnavailableError         UnavailableError: NATS did not answer in time
    BusServerError              UnavailableError: the NATS server process did not start
    PoisonedEventError          InternalError: a consumer cannot handle an event, whatever it does

Over the wire they arrive as the family's class of their status; ``reason`` tells them apart.
"""

from tradewire.errors import (
    AlreadyExistsError,
    ConflictError,
    CorruptDataError,
    ExhaustedError,
    InternalError,
    InvalidArgumentError,
    OutOfRangeError,
    PreconditionError,
    TradewireError,
    UnavailableError,
)


class StorageError(TradewireError):
    """A database could not do its work; catch this to catch all of them."""

    default_reason = "STORAGE_FAULT"


class StorageUnavailableError(UnavailableError, StorageError):
    """A database cannot be reached or opened, or another process owns it."""

    default_reason = "STORAGE_UNAVAILABLE"


class StorageInvalidatedError(UnavailableError, StorageError):
    """A database gave up; it is sound and must be opened anew, which a new process does."""

    default_reason = "STORAGE_INVALIDATED"


class StorageFullError(ExhaustedError, StorageError):
    """A database has no room left; everything committed is intact."""

    default_reason = "STORAGE_FULL"


class StorageReadOnlyError(PreconditionError, StorageError):
    """A database may be read and not written."""

    default_reason = "STORAGE_READ_ONLY"


class StorageRefusedError(PreconditionError, StorageError):
    """A server refuses the user or knows no such database; asking again is no use."""

    default_reason = "STORAGE_REFUSED"


class StorageCorruptError(CorruptDataError, StorageError):
    """A file's bytes are not a sound database."""

    default_reason = "STORAGE_CORRUPT"


class SchemaOutdatedError(PreconditionError, StorageError):
    """Tables are missing or of another version than the program."""

    default_reason = "SCHEMA_OUTDATED"


class StorageFaultError(InternalError, StorageError):
    """A database refused a statement for a reason that is none of the others."""

    default_reason = "STORAGE_FAULT"


class LogChangedError(OutOfRangeError):
    """A token or position belongs to another log: read state anew, from its beginning."""

    default_reason = "LOG_CHANGED"


def position_without_log(sequence: int) -> InvalidArgumentError:
    """The error for a reader that says after which sequence to resume, and not of which log."""
    return InvalidArgumentError(
        f"resume_after_sequence is {sequence} and log_id is empty; name the log that the sequence "
        "belongs to, or leave both out to follow from now on",
        reason="RESUME_MALFORMED",
        fields={"log_id": "must be set with a resume_after_sequence"},
    )


class PositionRefusedError(ConflictError):
    """A consumer tried to store a position that does not follow the one it has."""

    default_reason = "POSITION_REFUSED"


class RequestIdReusedError(AlreadyExistsError):
    """A request id came back with a different request."""

    default_reason = "REQUEST_ID_REUSED"


class BusUnavailableError(UnavailableError):
    """NATS did not answer in time; what was to be published is in the owner's log."""

    default_reason = "BUS_UNAVAILABLE"


class BusServerError(UnavailableError):
    """The NATS server process did not start."""

    default_reason = "BUS_SERVER_FAILED"


class PoisonedEventError(InternalError):
    """An event that its consumer cannot handle, however often it is delivered."""

    default_reason = "POISONED_EVENT"
