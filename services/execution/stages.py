"""How long each stage of an order's way took, counted as it happens, on two clocks apart.

The wall clock says what the platform and its machine took. The run's clock says what the market
and the venue's modelled latency took: in a replay the two have nothing to do with each other.
The stages are the hops that ``ExplainOrder`` tells of a single order, and the whole to the venue's
acceptance besides.
"""

from dataclasses import dataclass

from services.chassis.metrics import Distribution, Kind, Measure, Metrics, Series

ORDERS_MAX = 10_000
"""Orders on their way that are remembered, the oldest forgotten: as many as may be open. One that
rests for long and is forgotten lacks its fill's stage here, and nowhere else."""

NS_A_S = 1e9

WAY = Measure(
    "tradewire_order_stage_duration_seconds",
    Kind.HISTOGRAM,
    "What each stage of an order's way took on the wall clock, tick to fill.",
    ("stage",),
)
EVENT_WAY = Measure(
    "tradewire_order_stage_event_time_seconds",
    Kind.HISTOGRAM,
    "The same by the stamps of the run's clock: what a replay modelled, not what it took.",
    ("stage",),
)


@dataclass(slots=True)
class Way:
    """Stamps of one order so far, Unix nanoseconds, 0 where one is not known.

    Attributes:
        received_ns: the feed had the tick, wall clock; 0 in a replay that has no wall clock.
        received_run_ns: the same on the run's clock.
        judged_ns, committed_ns, sent_ns, answered_ns: wall clock.
        created_ns, accepted_ns: of the order, on the run's clock.
    """

    received_ns: int = 0
    received_run_ns: int = 0
    judged_ns: int = 0
    committed_ns: int = 0
    sent_ns: int = 0
    answered_ns: int = 0
    created_ns: int = 0
    accepted_ns: int = 0


class Stages:
    """The ways of one account's orders, by client order id.

    Args:
        metrics: where they are counted.
    """

    def __init__(self, metrics: Metrics) -> None:
        self._wall = metrics.histogram(WAY)
        self._event = metrics.histogram(EVENT_WAY)
        self._ways: dict[str, Way] = {}

    def upstream(self, stamps: dict[str, tuple[int, int]]) -> None:
        """What lay before the verdict: from and to of each stage, wall clock."""
        for stage, (began_ns, ended_ns) in stamps.items():
            _count(self._wall, stage, began_ns, ended_ns)

    def begin(self, client_order_id: str, way: Way) -> None:
        """An order is about to be made."""
        while len(self._ways) >= ORDERS_MAX:
            del self._ways[next(iter(self._ways))]
        self._ways[client_order_id] = way

    def judged(self, client_order_id: str, asked_ns: int, received_ns: int) -> None:
        """The verdict on it came."""
        _count(self._wall, "verdict", asked_ns, received_ns)
        way = self._ways.get(client_order_id)
        if way is None:
            self.begin(client_order_id, Way(judged_ns=received_ns))
        else:
            way.judged_ns = received_ns

    def committed(self, client_order_id: str, wall_ns: int, created_ns: int) -> None:
        """The order is in the log."""
        way = self._ways.get(client_order_id)
        if way is None:
            # A leg that an approved order was bound to: its way begins here.
            self.begin(client_order_id, Way(committed_ns=wall_ns, created_ns=created_ns))
            return
        way.committed_ns, way.created_ns = wall_ns, created_ns
        _count(self._wall, "commit", way.judged_ns, wall_ns)
        _count(self._event, "tick_to_order", way.received_run_ns, created_ns)

    def sent(self, client_order_id: str, wall_ns: int) -> None:
        """The order went to the venue; sent again after a restart it has no beginning here."""
        way = self._ways.get(client_order_id)
        if way is None or way.sent_ns:
            return
        way.sent_ns = wall_ns
        _count(self._wall, "send", way.committed_ns, wall_ns)
        _count(self._wall, "tick_to_order", way.received_ns, wall_ns)

    def answered(
        self, client_order_id: str, wall_ns: int, event_ns: int, *, accepted: bool
    ) -> None:
        """The venue's first word of the order."""
        way = self._ways.get(client_order_id)
        if way is None or way.answered_ns:
            return
        way.answered_ns = wall_ns
        _count(self._wall, "acknowledge", way.sent_ns, wall_ns)
        if accepted:
            way.accepted_ns = event_ns
            _count(self._wall, "tick_to_accepted", way.received_ns, wall_ns)
            _count(self._event, "acknowledge", way.created_ns, event_ns)

    def filled(self, client_order_id: str, wall_ns: int, event_ns: int) -> None:
        """The first fill: the last stage, so the order is let go."""
        way = self._ways.pop(client_order_id, None)
        if way is None:
            return
        _count(self._wall, "first_fill", way.answered_ns, wall_ns)
        _count(self._wall, "tick_to_fill", way.received_ns, wall_ns)
        _count(self._event, "first_fill", way.accepted_ns, event_ns)

    def ended(self, client_order_id: str) -> None:
        """Nothing more will come."""
        self._ways.pop(client_order_id, None)


def _count(series: Series[Distribution], stage: str, began_ns: int, ended_ns: int) -> None:
    """Count a stage of which both ends are known; clocks of two processes differ a little."""
    if began_ns and ended_ns:
        series.of(stage).observe(max(0, ended_ns - began_ns) / NS_A_S)
