"""The paper venue at work: live market data and commands in, committed reports out."""

import asyncio
from collections.abc import Iterable, Sequence

from services.execution.paper import PaperVenue
from services.execution.paper_store import PaperStore
from services.execution.venue import (
    CancelOrder,
    PlaceOrder,
    PlaceOrderList,
    QueryOrder,
    ReplaceOrder,
    VenueCommand,
    VenueReport,
)
from services.execution.venue_link import Deliver, Holdings
from services.execution.writer import Clocks
from tradewire.instruments import Instrument
from tradewire.market import SECOND_NS, BookUpdate, MarketEvent, Quote
from tradewire.orders import Balance, Order

# How long a change that no report tells of, such as a place in a queue, may wait to be kept:
# losing it in a crash makes a fill a little later and nothing wrong.
SAVE_S = 1.0
# How long an order may wait for the first price after the venue has opened: a feed tells one
# within a second, and "no such order" is believed after five.
FIRST_PRICE_S_MAX = 3.0


class PaperLink:
    """One account at the paper venue of this process; implements ``venue_link.VenueLink``.

    Args:
        account: whose.
        log_id: of execution's log, which the venue's ids are hashed from.
        store: where the venue keeps the account.
        clocks: the venue lives by the run's.
        latency_ns: of every command, on the run's clock.
        opening: what the account begins with.
    """

    def __init__(
        self,
        account: str,
        log_id: str,
        store: PaperStore,
        clocks: Clocks,
        *,
        latency_ns: int,
        opening: Sequence[Balance],
    ) -> None:
        self._account = account
        self._log_id = log_id
        self._store = store
        self._clocks = clocks
        self._latency_ns = latency_ns
        self._opening = opening
        self._venue: PaperVenue | None = None
        self._traded: dict[str, Instrument] = {}
        self._deliver: Deliver | None = None
        self._busy = False
        self._wake = asyncio.Event()
        # What market events led to, until the task keeps it and hands it out.
        self._reports: list[VenueReport] = []
        # Commands that came before the venue had opened.
        self._early: list[tuple[Sequence[VenueCommand], int]] = []
        # Orders that wait for their instrument's first price, and until when.
        self._waiting: list[tuple[tuple[Order, ...], float]] = []
        self._priced: set[str] = set()
        self._loop = asyncio.get_running_loop()

    async def open(self, instruments: Iterable[Instrument]) -> None:
        """Open the venue for these instruments, or bring an open one to know them."""
        traded = {each.id: each for each in instruments}
        if self._venue is not None and traded == self._traded:
            return
        state = await self._store.load(traded) if self._venue is None else self._venue.export()
        first = state is None
        self._traded = traded
        self._venue = PaperVenue(
            account=self._account,
            log_id=self._log_id,
            instruments=traded.values(),
            balances=self._opening,
            latency_ns=self._latency_ns,
            state=state,
        )
        if first:
            await self._store.save(self._venue)
        early, self._early = self._early, []
        for commands, now_ns in early:
            self.send(commands, now_ns)

    def connect(self, deliver: Deliver) -> None:
        """Have reports delivered; they wait until this is called."""
        self._deliver = deliver
        self._wake.set()

    def send(self, commands: Sequence[VenueCommand], now_ns: int) -> None:
        """Send commands; each arrives after the latency."""
        venue = self._venue
        if venue is None:
            self._early.append((commands, now_ns))
            return
        for command in commands:
            match command:
                case PlaceOrder(order):
                    self._place(venue, (order,), now_ns)
                case PlaceOrderList(orders):
                    self._place(venue, orders, now_ns)
                case CancelOrder():
                    self._release(venue, command.client_order_id)
                    venue.cancel(command.client_order_id, now_ns)
                case ReplaceOrder():
                    self._release(venue, command.client_order_id)
                    venue.replace(command.client_order_id, command.terms, now_ns)
                case QueryOrder():
                    venue.query(command.client_order_id, now_ns)
        self._wake.set()

    def _place(self, venue: PaperVenue, orders: tuple[Order, ...], now_ns: int) -> None:
        """Place orders, once the venue knows a price; it has none right after its opening."""
        if orders[0].instrument in self._priced:
            _send(venue, orders, now_ns)
        else:
            self._waiting.append((orders, self._loop.time() + FIRST_PRICE_S_MAX))

    def _release(self, venue: PaperVenue, client_order_id: str = "") -> None:
        """Place what waited for a price and has one, has waited too long, or is asked for."""
        if not self._waiting:
            return
        kept: list[tuple[tuple[Order, ...], float]] = []
        now_s, now_ns = self._loop.time(), self._clocks.run.now_ns()
        for orders, until_s in self._waiting:
            named = any(each.client_order_id == client_order_id for each in orders)
            if named or now_s >= until_s or orders[0].instrument in self._priced:
                _send(venue, orders, now_ns)
            else:
                kept.append((orders, until_s))
        self._waiting = kept

    def on_market(self, events: Iterable[MarketEvent]) -> None:
        """Meet the open orders with market events, each at its time."""
        venue = self._venue
        if venue is None:
            return
        waited = bool(self._waiting)
        for event in events:
            venue.on_market(event)
            if isinstance(event, Quote | BookUpdate):
                self._priced.add(event.instrument.id)
        self._release(venue)
        self._reports += venue.take_reports()
        # Batches come by the thousand a second, and nearly none of them meets an order.
        if waited or self._reports:
            self._wake.set()

    async def holdings(self) -> Holdings:
        """What the account has at the venue now."""
        venue = self._venue
        if venue is None:
            return Holdings(settled=False)
        state = venue.export(displays=False, orders=())
        positions = {each.instrument: each.quantity for each in state.positions if each.quantity}
        balances = {each.asset: each.total for each in state.balances if each.total}
        moving = state.arrivals or self._waiting or self._busy or self._wake.is_set()
        settled = not moving
        return Holdings(positions, balances, settled)

    async def run(self) -> None:
        """Let time pass at the venue, and hand out what it reports, until cancelled."""
        saved_s = 0.0
        while True:
            await self._wait()
            venue, deliver = self._venue, self._deliver
            if venue is None or deliver is None:
                continue
            self._release(venue)
            venue.advance(self._clocks.run.now_ns())
            reports, self._reports = [*self._reports, *venue.take_reports()], []
            if not reports:
                self._store.note(venue.take_dirty())
                if not self._store.unsaved or self._loop.time() - saved_s < SAVE_S:
                    continue
            self._busy = True
            try:
                await self._store.save(venue)
                saved_s = self._loop.time()
                if reports:
                    await deliver(reports)
            finally:
                self._busy = False

    async def _wait(self) -> None:
        """Until something was sent or happened, or something is due."""
        due_ns = self._venue.next_due_ns() if self._venue is not None else None
        wait_s = SAVE_S
        if due_ns is not None:
            due_s = (due_ns - self._clocks.run.now_ns()) / SECOND_NS
            wait_s = min(SAVE_S, max(0.0, due_s))
        if wait_s > 0 and not self._wake.is_set():
            try:
                async with asyncio.timeout(wait_s):
                    await self._wake.wait()
            except TimeoutError:
                pass
        self._wake.clear()


def holdings_of(venue: PaperVenue, *, settled: bool = True) -> Holdings:
    """What the account has at a venue; never settled while commands are on their way to it."""
    state = venue.export(displays=False, orders=())
    positions = {each.instrument: each.quantity for each in state.positions if each.quantity}
    balances = {each.asset: each.total for each in state.balances if each.total}
    return Holdings(positions, balances, settled and not state.arrivals)


def _send(venue: PaperVenue, orders: tuple[Order, ...], now_ns: int) -> None:
    if len(orders) == 1:
        venue.place(orders[0], now_ns)
    else:
        venue.place_list(orders, now_ns)
