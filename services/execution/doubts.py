"""Commands whose outcome is not known, and when to ask the venue about them.

A doubt ends by the venue's word alone. Asking goes on for as long as it takes, ever
less often: giving an order up for dead while it lives is what must not happen.
"""

from dataclasses import dataclass, replace

from tradewire.market import SECOND_NS
from tradewire.orders import OrderCommand

# The first question goes out at once; the next ones leave a venue that is down alone.
QUERY_INTERVAL_NS_MIN = SECOND_NS
QUERY_INTERVAL_NS_MAX = 60 * SECOND_NS
# "No such order" may be said while the submit is still on its way. Binance refuses a
# request older than its recvWindow, 5 s by default, so that later the word is final.
UNKNOWN_GRACE_NS = 5 * SECOND_NS


@dataclass(frozen=True, slots=True)
class Doubt:
    """One command in doubt, since when, how often asked, and when to ask again."""

    client_order_id: str
    command: OrderCommand
    since_ns: int
    queries: int
    next_query_ns: int

    def is_unknown_final(self, now_ns: int) -> bool:
        """Whether the venue's "no such order" may be believed."""
        return now_ns - self.since_ns >= UNKNOWN_GRACE_NS


class Doubts:
    """The doubts of one account, by client order id."""

    def __init__(self) -> None:
        self._doubts: dict[str, Doubt] = {}

    def raise_doubt(self, client_order_id: str, command: OrderCommand, now_ns: int) -> None:
        """Begin to doubt; the first query is the caller's to send now."""
        due_ns = now_ns + QUERY_INTERVAL_NS_MIN
        self._doubts[client_order_id] = Doubt(client_order_id, command, now_ns, 1, due_ns)

    def settle(self, client_order_id: str) -> None:
        """End the doubt, if there is one."""
        self._doubts.pop(client_order_id, None)

    def find(self, client_order_id: str) -> Doubt | None:
        """The doubt about an order; None where there is none."""
        return self._doubts.get(client_order_id)

    def take_due(self, now_ns: int) -> list[str]:
        """Client order ids to ask about now; each is put off, twice as long each time."""
        due = [doubt for doubt in self._doubts.values() if doubt.next_query_ns <= now_ns]
        for doubt in due:
            wait_ns = min(QUERY_INTERVAL_NS_MIN << min(doubt.queries, 6), QUERY_INTERVAL_NS_MAX)
            self._doubts[doubt.client_order_id] = replace(
                doubt, queries=doubt.queries + 1, next_query_ns=now_ns + wait_ns
            )
        return [doubt.client_order_id for doubt in due]

    def next_due_ns(self) -> int | None:
        """When the next query is due; None where nothing is in doubt."""
        if not self._doubts:
            return None
        return min(doubt.next_query_ns for doubt in self._doubts.values())
