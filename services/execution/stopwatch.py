"""When orders went their way, on the wall clock: kept beside them and never in an event."""

from collections.abc import Callable, Iterable, Sequence

from services.execution.stages import Stages, Way
from services.execution.store import Reason, Stamps
from services.execution.venue import (
    CancelOrder,
    OrderAccepted,
    OrderCanceled,
    OrderExpired,
    OrderFilled,
    OrderRejected,
    OrderSnapshot,
    OrderUnknown,
    PlaceOrder,
    PlaceOrderList,
    ReplaceOrder,
    VenueCommand,
    VenueReport,
)
from tradewire.market import SECOND_NS
from tradewire.orders import OrderCommand
from tradewire.signals import Signal

# A venue answers within a second or says that it is overloaded; past this its answer is lost.
ANSWER_NS_MAX = 10 * SECOND_NS


class Stopwatch:
    """Stamps not yet kept, and the commands whose answer is awaited, by client order id."""

    def __init__(self, wall_ns: Callable[[], int], stages: Stages | None = None) -> None:
        self.stages = stages
        """Where the same stamps are counted; None counts nothing."""
        self._wall_ns = wall_ns
        self._stamps: dict[str, Stamps] = {}
        self._awaited: dict[tuple[str, OrderCommand], int] = {}

    def arrived(
        self,
        client_order_id: str,
        signal: Signal,
        reason: Reason,
        wall_of_run_ns: Callable[[int], int],
    ) -> None:
        """A signal is about to be judged; what came before it is on its stamps."""
        tick = signal.evidence.tick
        if self.stages is None or tick is None:
            return
        received_ns = wall_of_run_ns(tick.received_ns) if tick.received_ns else 0
        self.stages.upstream(
            {
                "feed_to_bus": (received_ns, tick.published_ns),
                "bus_to_strategy": (tick.published_ns, tick.handled_ns),
                "strategy_to_signal": (tick.handled_ns, reason.signal_committed_ns),
                "signal_to_execution": (reason.signal_committed_ns, reason.signal_received_ns),
            }
        )
        self.stages.begin(client_order_id, Way(received_ns, tick.received_ns))

    def judged(self, client_order_id: str, reason: Reason) -> None:
        """Risk's verdict came, if it was asked for one."""
        if self.stages is not None:
            asked_ns, received_ns = reason.verdict_asked_ns, reason.verdict_received_ns
            self.stages.judged(client_order_id, asked_ns, received_ns)

    def committed(self, client_order_id: str, created_ns: int = 0) -> None:
        """The order, created at ``created_ns`` of the run, and its first event were committed."""
        wall_ns = self._wall_ns()
        self._of(client_order_id).committed_ns = wall_ns
        if self.stages is not None:
            self.stages.committed(client_order_id, wall_ns, created_ns)

    def sent(self, commands: Sequence[VenueCommand], now_ns: int) -> None:
        """Commands were handed to the venue at ``now_ns`` of the run's clock."""
        wall_ns, due_ns = self._wall_ns(), now_ns + ANSWER_NS_MAX
        for command in commands:
            match command:
                case PlaceOrder(order):
                    self._sent(order.client_order_id, wall_ns, due_ns)
                case PlaceOrderList(orders):
                    for order in orders:
                        self._sent(order.client_order_id, wall_ns, due_ns)
                case CancelOrder(client_order_id=key):
                    self._awaited[key, OrderCommand.CANCEL] = due_ns
                case ReplaceOrder(client_order_id=key):
                    self._awaited[key, OrderCommand.REPLACE] = due_ns

    def reported(self, reports: Iterable[VenueReport]) -> None:
        """Reports of the venue came."""
        wall_ns = self._wall_ns()
        for report in reports:
            if isinstance(report, OrderUnknown):
                continue
            stamps = self._of(report.client_order_id)
            stamps.acknowledged_ns = stamps.acknowledged_ns or wall_ns
            self._count(report, wall_ns)
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

    def _sent(self, client_order_id: str, wall_ns: int, due_ns: int) -> None:
        self._of(client_order_id).sent_ns = wall_ns
        self._awaited[client_order_id, OrderCommand.SUBMIT] = due_ns
        if self.stages is not None:
            self.stages.sent(client_order_id, wall_ns)

    def _count(self, report: VenueReport, wall_ns: int) -> None:
        if self.stages is None:
            return
        key, accepted = report.client_order_id, isinstance(report, OrderAccepted)
        self.stages.answered(key, wall_ns, report.event_ns, accepted=accepted)
        match report:
            case OrderFilled():
                self.stages.filled(key, wall_ns, report.event_ns)
            case OrderRejected() | OrderCanceled() | OrderExpired():
                self.stages.ended(key)
            case _:
                pass

    def _of(self, client_order_id: str) -> Stamps:
        return self._stamps.setdefault(client_order_id, Stamps(client_order_id))
