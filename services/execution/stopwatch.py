"""When orders went their way, on the wall clock: kept beside them and never in an event."""

from collections.abc import Callable, Iterable, Sequence

from services.execution.store import Stamps
from services.execution.venue import (
    CancelOrder,
    OrderFilled,
    OrderSnapshot,
    OrderUnknown,
    PlaceOrder,
    PlaceOrderList,
    VenueCommand,
    VenueReport,
)
from tradewire.market import SECOND_NS
from tradewire.orders import OrderCommand

# A venue answers within a second or says that it is overloaded; past this its answer is lost.
ANSWER_NS_MAX = 10 * SECOND_NS


class Stopwatch:
    """Stamps not yet kept, and the commands whose answer is awaited, by client order id."""

    def __init__(self, wall_ns: Callable[[], int]) -> None:
        self._wall_ns = wall_ns
        self._stamps: dict[str, Stamps] = {}
        self._awaited: dict[tuple[str, OrderCommand], int] = {}

    def committed(self, client_order_id: str) -> None:
        """The order and its first event were committed."""
        self._of(client_order_id).committed_ns = self._wall_ns()

    def sent(self, commands: Sequence[VenueCommand], now_ns: int) -> None:
        """Commands were handed to the venue at ``now_ns`` of the run's clock."""
        wall_ns, due_ns = self._wall_ns(), now_ns + ANSWER_NS_MAX
        for command in commands:
            match command:
                case PlaceOrder(order):
                    self._of(order.client_order_id).sent_ns = wall_ns
                    self._awaited[order.client_order_id, OrderCommand.SUBMIT] = due_ns
                case PlaceOrderList(orders):
                    for order in orders:
                        self._of(order.client_order_id).sent_ns = wall_ns
                        self._awaited[order.client_order_id, OrderCommand.SUBMIT] = due_ns
                case CancelOrder(client_order_id=key):
                    self._awaited[key, OrderCommand.CANCEL] = due_ns

    def reported(self, reports: Iterable[VenueReport]) -> None:
        """Reports of the venue came."""
        wall_ns = self._wall_ns()
        for report in reports:
            if isinstance(report, OrderUnknown):
                continue
            stamps = self._of(report.client_order_id)
            stamps.acknowledged_ns = stamps.acknowledged_ns or wall_ns
            snapshot_fills = report.fills if isinstance(report, OrderSnapshot) else ()
            if isinstance(report, OrderFilled) or snapshot_fills:
                stamps.first_fill_ns = stamps.first_fill_ns or wall_ns
                stamps.last_fill_ns = wall_ns

    def take(self) -> list[Stamps]:
        """Hand over the stamps since the last call, for the store."""
        taken, self._stamps = list(self._stamps.values()), {}
        return taken

    def take_overdue(self, now_ns: int) -> list[tuple[str, OrderCommand]]:
        """Commands sent too long ago for their answer still to come, each once."""
        overdue = [key for key, due_ns in self._awaited.items() if due_ns <= now_ns]
        for key in overdue:
            del self._awaited[key]
        return overdue

    def _of(self, client_order_id: str) -> Stamps:
        return self._stamps.setdefault(client_order_id, Stamps(client_order_id))
