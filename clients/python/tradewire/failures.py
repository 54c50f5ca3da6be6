"""What a failed call means for the person who made it: its code, its reason, what to do.

::

    except TradewireError as error:
        print(error.message, "->", failure_of(error).remedy)

The table of remedies is that of every language, in clients/SCENARIO.md.
"""

from dataclasses import dataclass

from tradewire.errors import (
    PermissionDeniedError,
    TradewireError,
    UnauthenticatedError,
    UnimplementedError,
)
from tradewire.status import code_of, sent_status

CALL_UNKNOWN = (
    "the server does not know this call: update the server or use the client of its version,"
    " and check that the port is the execution service's"
)
NOT_LET_IN = "give a valid token with --token"
NOBODY_ANSWERED = (
    "no Tradewire service answered there: check host and port (tradewire status shows them);"
    " give --ca FILE where the server has TLS, leave it out where it has none"
)
SERVICE_ANSWERED = "the service answered: its message says what to change"


@dataclass(frozen=True, slots=True)
class Failure:
    """A failed call, for a person.

    Attributes:
        code: the name of its status, such as ``INVALID_ARGUMENT``.
        reason: the error's own reason; empty where it says no more than the code.
        remedy: what its reader can do about it, in the words of a program with the flags
            ``--token`` and ``--ca``.
    """

    code: str
    reason: str
    remedy: str


def failure_of(error: TradewireError) -> Failure:
    """What an error of a call tells the person who made it."""
    code = code_of(error).name
    return Failure(code, "" if error.reason == code else error.reason, _remedy(error))


def _remedy(error: TradewireError) -> str:
    """The first that fits."""
    match error:
        case UnimplementedError():
            return CALL_UNKNOWN
        case UnauthenticatedError() | PermissionDeniedError():
            return NOT_LET_IN
        case _ if sent_status(error) is None:
            return NOBODY_ANSWERED
        case _:
            return SERVICE_ANSWERED
