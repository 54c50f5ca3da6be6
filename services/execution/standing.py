"""Whether an account may open anything now, and everything that keeps it from it."""

from collections.abc import Iterable
from dataclasses import dataclass

from services.execution.guard import EVERYTHING
from tradewire.execution.v1 import account_event_pb2, account_pb2
from tradewire.verdicts import Halted, RefusalReason

BOOKS = "books"
"""The key of the hold of a difference to the venue."""

RISK_HALTS = account_event_pb2.HALT_CAUSE_DIRECTIVE
# Longest text of a hold: the contract's bound on words for a person.
MESSAGE_CHARACTERS_MAX = 500

_RECONCILING = "the account is being reconciled with its venue; order again in a few seconds"


@dataclass(frozen=True, slots=True)
class Hold:
    """One reason why an account opens nothing, until it is lifted.

    Attributes:
        key: tells it apart from the account's others; beginning it again changes nothing.
        since_ns: Unix nanoseconds on the run's clock; 0 where it is not known.
        log_id, stream, sequence: of a poisoned event, in its owner's log; empty otherwise.
    """

    key: str
    cause: account_event_pb2.HaltCause.ValueType
    message: str
    since_ns: int
    log_id: str = ""
    stream: str = ""
    sequence: int = 0


def of_books(difference: str, now_ns: int) -> Hold:
    """Books and venue differ."""
    message = (
        f"our books and the venue's differ: {difference}; the account trades again by itself"
        " once they agree"
    )
    return Hold(BOOKS, account_event_pb2.HALT_CAUSE_RECONCILIATION, _cut(message), now_ns)


def of_poison(log_id: str, stream: str, sequence: int, reason: str, now_ns: int) -> Hold:
    """An event of an ordered stream could not be handled."""
    words = _cut(reason, MESSAGE_CHARACTERS_MAX - 200)
    message = (
        f"{stream} {sequence} could not be handled: {words}; mend the cause and resume the"
        f" account, or let the event pass with skip_sequence {sequence}"
    )
    return Hold(
        f"poisoned:{stream}:{sequence}",
        account_event_pb2.HALT_CAUSE_POISONED_EVENT,
        _cut(message),
        now_ns,
        log_id,
        stream,
        sequence,
    )


def of_directive(scope: str, reason: str, now_ns: int) -> Hold:
    """Risk halted a scope that the account is in."""
    what = "everything" if scope == EVERYTHING else scope.replace(":", " ", 1)
    words = f" ({_cut(reason, MESSAGE_CHARACTERS_MAX - 200)})" if reason else ""
    message = f"risk halted {what}{words}; it goes on once that is released at risk"
    return Hold(f"directive:{scope}", RISK_HALTS, _cut(message), now_ns)


class Standing:
    """What an account may do; it begins unreconciled, with the holds that it was left with."""

    def __init__(self, holds: Iterable[Hold] = ()) -> None:
        self.reconciled = False
        """Whether books and venue have agreed since the start."""
        self._holds = {hold.key: hold for hold in holds}

    @property
    def holds(self) -> tuple[Hold, ...]:
        """Everything that keeps it from opening, oldest first."""
        return tuple(self._holds.values())

    @property
    def own_holds(self) -> tuple[Hold, ...]:
        """The holds that are execution's to lift; what risk halted, risk refuses by itself."""
        return tuple(hold for hold in self._holds.values() if hold.cause != RISK_HALTS)

    @property
    def may_open(self) -> bool:
        """Whether orders that open or enlarge may be put to risk and sent."""
        return self.reconciled and not self.own_holds

    @property
    def reason(self) -> RefusalReason:
        """What an order that may not be sent is refused for."""
        others = any(hold.key != BOOKS for hold in self.own_holds)
        return RefusalReason.ACCOUNT_HALTED if others else RefusalReason.VENUE_NOT_RECONCILED

    @property
    def message(self) -> str:
        """The same in words."""
        return "; ".join(hold.message for hold in self.own_holds) or _RECONCILING

    def state(self, halts: tuple[Hold, ...]) -> account_pb2.AccountState.ValueType:
        """As the contract has it, under these holds."""
        if halts:
            return account_pb2.ACCOUNT_STATE_HALTED
        if not self.reconciled:
            return account_pb2.ACCOUNT_STATE_RECONCILING
        return account_pb2.ACCOUNT_STATE_ACTIVE

    def halted_by(self, scopes: Iterable[str]) -> tuple[Hold, ...]:
        """Every hold, with those of risk's ``scopes`` that no directive was noted of."""
        known = [
            of_directive(scope, "", 0)
            for scope in scopes
            if is_whole(scope) and f"directive:{scope}" not in self._holds
        ]
        return (*self._holds.values(), *known)

    def find(self, key: str) -> Hold | None:
        """The hold of a key; None where there is none."""
        return self._holds.get(key)

    def begin(self, hold: Hold) -> bool:
        """Open nothing from now on; False where it is held by this already."""
        if hold.key in self._holds:
            return False
        self._holds[hold.key] = hold
        return True

    def lift(self, key: str) -> Hold | None:
        """End a hold; None where there is none of this key."""
        return self._holds.pop(key, None)

    def activate(self) -> None:
        """Books and venue agree."""
        self.reconciled = True


def is_whole(scope: str) -> bool:
    """Whether a scope of risk's is the whole account's, and no strategy's alone."""
    return not scope.startswith("strategy:")


def hold_of(directive: Halted) -> Hold:
    """The hold that a directive of risk's is."""
    return of_directive(directive.scope, directive.reason, directive.created_ns)


def _cut(text: str, most: int = MESSAGE_CHARACTERS_MAX) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"
