"""What was asked and approved lately: repeats, equal orders, rates.

Bounded memories. The log of verdicts is the truth; the service asks it for a
repeat older than what is kept here.
"""

from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass

from services.risk.limits import ORDER_RATE_COUNT_MAX
from tradewire.decimals import canonical
from tradewire.errors import AlreadyExistsError
from tradewire.verdicts import Verdict, VerdictGiven, VerdictRequest

# Verdicts kept for repeats, ten kilobytes each. A call is retried within seconds,
# in which even a fleet at the largest order rates asks for fewer.
VERDICTS_KEPT_MAX = 1024
# Equal orders remembered. The window is a fraction of a second to minutes; beyond
# this many the oldest is forgotten first.
EQUAL_ORDERS_MAX = 16_384


# What makes two orders equal: account, strategy, instrument, side, type, quantity and
# price as canonical text, joined. A string, because it is hashed for every verdict.
EqualOrder = str


@dataclass(frozen=True, slots=True)
class LastApproved:
    """When an equal order was last approved, and from which cause."""

    order: EqualOrder
    cause: str
    approved_ns: int


class Approvals:
    """The three memories of one gate."""

    def __init__(self) -> None:
        self._given: OrderedDict[str, VerdictGiven] = OrderedDict()
        self._equal: OrderedDict[EqualOrder, LastApproved] = OrderedDict()
        self._moments: dict[str, list[int]] = {}

    def repeat(self, request: VerdictRequest) -> Verdict | None:
        """The first answer to a request's id; None where it is new.

        Raises:
            AlreadyExistsError: the id was used for another order.
        """
        given = self._given.get(request.request_id)
        if given is None:
            return None
        if given.request != request:
            raise AlreadyExistsError(
                f"request {request.request_id} was used for another order; take a new id",
                reason="REQUEST_ID_REUSED",
                metadata={"request_id": request.request_id},
            )
        return given.verdict

    def remember(self, given: VerdictGiven) -> None:
        """Keep a verdict for repeats, until ``forget``."""
        self._given[given.request.request_id] = given

    def forget(self) -> None:
        """Drop the oldest verdicts beyond the limit.

        Apart from ``remember``, because tearing down a verdict's table takes as long
        as a tenth of a verdict, and nobody waits for it here.
        """
        while len(self._given) > VERDICTS_KEPT_MAX:
            self._given.popitem(last=False)

    def approve(self, request: VerdictRequest, key: EqualOrder, now_ns: int) -> None:
        """Count an approval for rates and equal orders."""
        self._equal.pop(key, None)
        self._equal[key] = LastApproved(key, request.cause, now_ns)
        if len(self._equal) > EQUAL_ORDERS_MAX:
            self._equal.popitem(last=False)
        moments = self._moments.setdefault(request.account, [])
        moments.append(now_ns)
        if len(moments) > 2 * ORDER_RATE_COUNT_MAX:
            del moments[:-ORDER_RATE_COUNT_MAX]

    def age_of_equal(self, request: VerdictRequest, key: EqualOrder, now_ns: int) -> int | None:
        """Nanoseconds since an equal order of another cause was approved; None for never."""
        found = self._equal.get(key)
        if found is None or found.cause == request.cause:
            return None
        return now_ns - found.approved_ns

    def moments(self, account: str) -> list[int]:
        """When the account's orders were approved, ascending."""
        return self._moments.get(account, [])

    def recent(self, account: str, window_ns: int) -> tuple[int, ...]:
        """The moments within ``window_ns`` of the newest one, for the checkpoint."""
        moments = self.moments(account)
        if not moments:
            return ()
        return tuple(moments[bisect_right(moments, moments[-1] - window_ns) :])

    def equals(self) -> tuple[LastApproved, ...]:
        """The equal orders remembered, oldest first."""
        return tuple(self._equal.values())

    def restore(
        self,
        equals: Iterable[LastApproved],
        moments: Iterable[tuple[str, tuple[int, ...]]],
        given: Iterable[VerdictGiven],
    ) -> None:
        """Take over what was kept; ``given`` oldest first."""
        self._equal = OrderedDict((last.order, last) for last in equals)
        self._moments = {account: list(stamps) for account, stamps in moments}
        self._given = OrderedDict()
        for verdict in given:
            self.remember(verdict)
        self.forget()


def equal_order(request: VerdictRequest, quantity: str) -> EqualOrder:
    """The key that equal orders share; ``quantity`` is canonical text."""
    price = canonical(request.price) if request.price is not None else ""
    return (
        f"{request.account} {request.strategy} {request.instrument}"
        f" {request.side} {request.type} {quantity} {price}"
    )
