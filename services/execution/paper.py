"""The paper venue: orders meet recorded or live data in event time, deterministically.

A command given at ``now_ns`` arrives ``latency_ns`` later. The venue lives by its events: before
a market event at T it handles every command that arrived by T, in order of arrival. What it does:

- A taker walks the synced book, else takes the quote; what it took stays taken until the venue
  says something new about that level. The rest of a market order is canceled.
- A resting limit fills as maker when a trade prints through its price, when one prints at its
  price after the queue that stood before it, or when the other side's quote crosses it. Better
  prices fill first.
- A stop that wakes where too little is shown takes what comes, quote by quote, until it is filled.
- Stops and take-profits wake by the last trade, or, where there are no trades, by the quote that
  they would meet. A trigger that the price has reached on arrival is refused, as venues do.
- On a tape of candles alone, takers fill at the next open; inside a bar stops go before targets,
  at their trigger, or at the open after a gap. Volume bounds nothing there. Of candles of several
  lengths only the shortest are met.
- Reduce-only orders are cut to the position and canceled when there is none left to reduce. The
  legs of an OCO list share one quantity: what one fills the other cannot, and one that wakes or
  has filled all cancels the other.
"""

from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from services.execution import candle_matching, tick_matching
from services.execution.admission import misshapen, too_cheap
from services.execution.liquidity import Liquidity
from services.execution.paper_account import PaperAccount, Problem
from services.execution.paper_orders import OPEN_MAX, PaperOrders
from services.execution.paper_replacing import amend, unfit
from services.execution.paper_state import Cancel, Command, PaperState, Place, Query, Replace
from services.execution.venue import (
    CancelRejected,
    OrderSnapshot,
    OrderUnknown,
    ReplaceRejected,
    Terms,
    VenueReport,
)
from services.execution.working import Working, begin
from tradewire.errors import InvalidArgumentError, NotFoundError
from tradewire.instruments import Instrument
from tradewire.market import BookUpdate, Candle, MarketEvent, Quote, Trade
from tradewire.orders import Balance, CancelCause, Order, Side
from tradewire.verdicts import RefusalReason

# Commands on their way; the desk has at most as many orders as the venue admits.
ARRIVALS_MAX = 4 * OPEN_MAX


class PaperVenue:
    """One account at one paper venue; implements ``venue.Venue``.

    Args:
        account: whose orders these are.
        log_id: of the venue's own log; its ids are hashed from it.
        instruments: what can be traded here.
        balances: at the beginning.
        latency_ns: of every command, on the run's clock.
        leverage: value over margin of contracts; 1 is fully paid.
        state: of an earlier run.
    """

    def __init__(
        self,
        *,
        account: str,
        log_id: str,
        instruments: Iterable[Instrument],
        balances: Iterable[Balance],
        latency_ns: int,
        leverage: Decimal = Decimal(1),
        state: PaperState | None = None,
    ) -> None:
        """Begin with ``balances``, or go on from ``state``."""
        self._instruments = {each.id: each for each in instruments}
        self._latency_ns = latency_ns
        self._displayed: dict[str, Liquidity] = {
            name: Liquidity(each) for name, each in self._instruments.items()
        }
        self._last: dict[str, int] = {}
        self._closes: dict[str, int] = {}
        self._bars: dict[str, int] = {}
        self._ticking: dict[str, bool] = {}
        self._arrivals: deque[tuple[int, Command]] = deque()
        holdings = balances if state is None else state.balances
        positions = () if state is None else state.positions
        money = PaperAccount(
            account,
            self._instrument,
            holdings,
            leverage=leverage,
            mark_of=self._mark,
            positions=positions,
        )
        self._orders = PaperOrders(money, log_id)
        if state is not None:
            self._restore(state)

    # -- commands ------------------------------------------------------------------

    def place(self, order: Order, now_ns: int) -> None:
        """Send one order."""
        self._send(Place((order,)), now_ns)

    def place_list(self, orders: Sequence[Order], now_ns: int) -> None:
        """Send orders that cancel each other: all are taken, or all are refused."""
        self._send(Place(tuple(orders)), now_ns)

    def cancel(self, client_order_id: str, now_ns: int) -> None:
        """Send a cancel."""
        self._send(Cancel(client_order_id), now_ns)

    def replace(self, client_order_id: str, terms: Terms, now_ns: int) -> None:
        """Send new terms of an order: it gets all of them at once, or stays as it is."""
        self._send(Replace(client_order_id, terms), now_ns)

    def query(self, client_order_id: str, now_ns: int) -> None:
        """Ask for an order."""
        self._send(Query(client_order_id), now_ns)

    # -- events --------------------------------------------------------------------

    def on_market(self, event: MarketEvent) -> None:
        """Meet the open orders with a market event, at its ``init_ns``."""
        if isinstance(event, Candle):
            self._on_candle(event)
            return
        now_ns, name = event.init_ns, event.instrument.id
        if self._arrivals:
            self._arrive(now_ns)
        displayed = self._displayed.get(name)
        if displayed is None:
            return
        self._ticking[name] = True
        match event:
            case Quote():
                displayed.on_quote(event)
            case BookUpdate():
                displayed.on_book(event)
            case Trade():
                self._last[name] = event.price_mantissa
        if self._orders.has_open(name):
            self._orders.end_due(self._orders.open_of(name), now_ns)
            self._meet(event, displayed, now_ns)

    def advance(self, now_ns: int) -> None:
        """Let everything due up to ``now_ns`` happen."""
        self._arrive(now_ns)
        self._orders.end_due(self._orders.all_open(), now_ns)

    def take_reports(self) -> list[VenueReport]:
        """Hand over the reports since the last call, in the order they happened."""
        return self._orders.take_reports()

    def next_due_ns(self) -> int | None:
        """When the next command arrives or order expires; None when nothing waits."""
        return self._orders.next_end_ns(self._arrivals[0][0] if self._arrivals else None)

    # -- state ---------------------------------------------------------------------

    def export(self, *, displays: bool = True, orders: Iterable[str] | None = None) -> PaperState:
        """All that another venue needs to go on from here.

        ``displays``: quotes, books and what is used of them, too; books are copied level by level.
        ``orders``: of the orders these alone, by client order id.
        """
        ledger = self._orders.account.ledger
        named = self._orders.known() if orders is None else map(self._orders.find, orders)
        shown = self._displayed.items() if displays else ()
        return PaperState(
            arrivals=tuple(self._arrivals),
            # Copies: a state is a moment, and these go on changing.
            orders=tuple(replace(each, fills=list(each.fills)) for each in named if each),
            positions=ledger.positions(),
            balances=ledger.balances(),
            last_prices=tuple(self._last.items()),
            ticking=tuple(self._ticking.items()),
            ordinal=self._orders.ordinal,
            closes=tuple(self._closes.items()),
            bars=tuple(self._bars.items()),
            displays=tuple((name, each.export()) for name, each in shown),
        )

    def take_dirty(self) -> list[Working]:
        """Hand over the orders that changed since the last call, for a store."""
        return self._orders.take_dirty()

    # -- within --------------------------------------------------------------------

    def _restore(self, state: PaperState) -> None:
        self._arrivals.extend(state.arrivals)
        self._last.update(state.last_prices)
        self._closes.update(state.closes)
        self._bars.update(state.bars)
        self._ticking.update(state.ticking)
        for name, shown in state.displays:
            if name in self._displayed:
                self._displayed[name].restore(shown)
        self._orders.ordinal = state.ordinal
        for working in state.orders:
            self._orders.adopt(working)

    def _instrument(self, name: str) -> Instrument:
        found = self._instruments.get(name)
        if found is None:
            raise NotFoundError(f"instrument {name} is not traded at the paper venue")
        return found

    def _mark(self, name: str, side: Side) -> Decimal | None:
        """The last trade's price, else what a taker on ``side`` gets, else the last close."""
        last = self._last.get(name, self._displayed[name].best(side))
        last = self._closes.get(name) if last is None else last
        return None if last is None else self._instruments[name].price(last)

    def _send(self, command: Command, now_ns: int) -> None:
        if len(self._arrivals) >= ARRIVALS_MAX and isinstance(command, Place):
            problem = (RefusalReason.VENUE_RATE_LIMIT, "too many commands on their way")
            for order in command.orders:
                self._orders.reject(order, self._instruments.get(order.instrument), problem, now_ns)
            return
        self._arrivals.append((now_ns + self._latency_ns, command))

    def _arrive(self, now_ns: int) -> None:
        arrivals = self._arrivals
        while arrivals and arrivals[0][0] <= now_ns:
            at_ns, command = arrivals.popleft()
            self._orders.end_due(
                [each for each in self._orders.all_open() if not self._waits(each)], at_ns
            )
            match command:
                case Place():
                    self._take(command.orders, at_ns)
                case Cancel():
                    self._cancel(command.client_order_id, at_ns)
                case Replace():
                    self._replace(command.client_order_id, command.terms, at_ns)
                case Query():
                    self._answer(command.client_order_id, at_ns)

    def _take(self, orders: tuple[Order, ...], now_ns: int) -> None:
        """Take the orders of one command, or refuse all of them for the first one's fault."""
        taken: list[Working] = []
        for order in orders:
            judged = self._judge(order, now_ns)
            if not isinstance(judged, Working):
                for each in orders:
                    known = self._instruments.get(each.instrument)
                    self._orders.reject(each, known, judged, now_ns)
                return
            taken.append(judged)
        for working in taken:
            self._orders.accept(working, now_ns)
        for working in taken:
            if working.is_open and not working.is_asleep and not self._waits(working):
                displayed = self._displayed[working.instrument.id]
                tick_matching.arrive(self._orders, displayed, working, now_ns)

    def _judge(self, order: Order, now_ns: int) -> Working | tuple[RefusalReason, str]:
        """The order as the venue takes it, or why it does not."""
        instrument = self._instruments.get(order.instrument)
        if instrument is None:
            return RefusalReason.VENUE_UNKNOWN_INSTRUMENT, f"{order.instrument} is not traded here"
        if self._orders.find(order.client_order_id) is not None:
            reason = RefusalReason.VENUE_DUPLICATE_CLIENT_ORDER_ID
            return reason, "the client order id was used before"
        if self._orders.open_count() >= OPEN_MAX:
            return RefusalReason.VENUE_TOO_MANY_ORDERS, f"{OPEN_MAX} orders are open"
        problem = misshapen(order, instrument) or too_cheap(
            order, instrument, self._mark(instrument.id, order.side)
        )
        if problem is not None:
            return problem
        if order.reduce_only and self._orders.account.reducible(order) <= 0:
            return RefusalReason.VENUE_REDUCE_ONLY, "there is no position to reduce"
        try:
            working = begin(order, instrument, self._orders.next_id("order"), now_ns)
        except InvalidArgumentError as error:
            return RefusalReason.VENUE_INVALID_QUANTITY, error.message
        if self._waits(working):
            return working
        displayed = self._displayed[instrument.id]
        last = self._last.get(instrument.id, displayed.best(working.side))
        if last is not None:
            working.trail(last)
        return tick_matching.refusal(self._orders, displayed, last, working) or working

    def _waits(self, working: Working) -> bool:
        """Whether nothing but candles is known, so that the order waits for the next open."""
        return self._ticking.get(working.instrument.id) is False

    def _cancel(self, client_order_id: str, now_ns: int) -> None:
        found = self._open(client_order_id, now_ns)
        if isinstance(found, Working):
            self._orders.cancel(found, CancelCause.REQUEST, now_ns)
        else:
            self._orders.report(CancelRejected(client_order_id, (found[0],), found[1], now_ns))

    def _replace(self, client_order_id: str, terms: Terms, now_ns: int) -> None:
        found = self._open(client_order_id, now_ns)
        problem = self._amend(found, terms, now_ns) if isinstance(found, Working) else found
        if problem is not None:
            reason, message = problem
            self._orders.report(ReplaceRejected(client_order_id, (reason,), message, now_ns))

    def _amend(self, working: Working, terms: Terms, now_ns: int) -> Problem | None:
        """Give an open order its new terms, or say why not and leave it as it is."""
        after, instrument = terms.of(working.order), working.instrument
        mark = self._mark(instrument.id, working.side)
        problem = misshapen(after, instrument) or too_cheap(after, instrument, mark)
        problem = problem or unfit(working, after)
        if problem is not None:
            return problem
        amendment = amend(working, after, now_ns)
        meets = amendment.moved and not self._waits(working)
        displayed = self._displayed[instrument.id]
        if meets:
            last = self._last.get(instrument.id, displayed.best(working.side))
            problem = tick_matching.refusal(self._orders, displayed, last, working)
        if problem is not None:
            amendment.undo()
            return problem
        self._orders.replaced(working, now_ns, moved=amendment.moved)
        if meets and not working.is_asleep:
            tick_matching.arrive(self._orders, displayed, working, now_ns)
        return None

    def _open(self, client_order_id: str, now_ns: int) -> Working | Problem:
        """The open order of an id, or why there is none."""
        working = self._orders.find(client_order_id)
        if working is not None and working.is_open:
            # On candles it may have ended inside a bar that nobody has seen yet.
            self._orders.end_due([working], now_ns)
        if working is None:
            return RefusalReason.VENUE_UNKNOWN_ORDER, "there is no such order"
        if not working.is_open:
            return RefusalReason.VENUE_ORDER_CLOSED, f"it is {working.state.value}"
        return working

    def _answer(self, client_order_id: str, now_ns: int) -> None:
        working = self._orders.find(client_order_id)
        if working is None:
            self._orders.report(OrderUnknown(client_order_id, now_ns))
            return
        self._orders.report(
            OrderSnapshot(
                client_order_id=client_order_id,
                venue_order_id=working.venue_order_id,
                event_ns=now_ns,
                state=working.state,
                filled_quantity=working.filled,
                fills=tuple(working.fills),
                cancel_cause=working.cancel_cause,
                reasons=working.reasons,
                message=working.message,
                terms=Terms.from_order(working.order),
            )
        )

    def _on_candle(self, candle: Candle) -> None:
        """Let a bar pass as it did: the open, what arrived and ended inside, the range, the end.

        What ends inside a bar is not filled by its range, for the range may have come later; what
        ends with the bar was there for all of it.
        """
        name = candle.instrument.id
        if name not in self._instruments:
            return
        length_ns = candle.interval.ns
        # A longer bar tells again what the shorter ones told.
        if self._ticking.setdefault(name, False) or length_ns > self._bars.get(name, length_ns):
            return
        self._bars[name] = length_ns
        # Most bars find nobody, or orders far from their range.
        if not self._arrivals and self._orders.sleep_through(candle):
            self._closes[name] = candle.close_mantissa
            return
        open_ns, close_ns = candle.open_ns, candle.open_ns + length_ns
        self._arrive(open_ns)
        self._orders.end_due(self._orders.open_of(name), open_ns)
        candle_matching.at_open(self._orders, candle)
        # What arrives with the close is for the next open.
        self._arrive(close_ns - 1)
        self._orders.end_due(self._orders.open_of(name), close_ns - 1)
        candle_matching.inside(self._orders, candle)
        self._closes[name] = candle.close_mantissa
        self._orders.end_due(self._orders.open_of(name), close_ns)

    def _meet(self, event: Trade | Quote | BookUpdate, displayed: Liquidity, now_ns: int) -> None:
        name = event.instrument.id
        match event:
            case Trade():
                tick_matching.on_trade(self._orders, displayed, event, now_ns)
            case Quote() | BookUpdate():
                last = self._last.get(name)
                tick_matching.on_display(self._orders, displayed, last, name, now_ns)
