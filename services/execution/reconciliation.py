"""Whether our books and the venue's agree: asked before trading starts, and ever after.

At a start the venue is asked for every order that we hold open. What it never got is sent
again where that is right: its client order id makes a second placing impossible. Then positions
and balances are compared; while they differ nothing opens, and cancels and closes work.
"""

import asyncio
from collections.abc import Sequence

from services.chassis import logs
from services.execution.halts import Halts
from services.execution.intents import PROTECTIVE
from services.execution.standing import BOOKS, of_books
from services.execution.venue import (
    OrderSnapshot,
    OrderUnknown,
    PlaceOrder,
    PlaceOrderList,
    QueryOrder,
    VenueCommand,
    VenueReport,
)
from services.execution.venue_link import Holdings, VenueLink
from services.execution.writer import AccountWriter
from tradewire.decimals import canonical
from tradewire.errors import UnavailableError
from tradewire.market import SECOND_NS
from tradewire.orders import Order, OrderState

# An order that opens is sent again only while the price it was approved at is about the same.
RESEND_NS_MAX = 60 * SECOND_NS
# Silence after which the venue is asked for the orders once more.
ANSWER_S_MAX = 5.0
# How often books are compared while they differ or things are under way, and otherwise.
COMPARE_S_MIN = 0.25
COMPARE_S_MAX = 15.0
# A difference that stands for so many looks is one; before, reports may be on their way.
LOOKS_MAX = 8
# Differences named in a message for a person; the log has no need for more either.
NAMED_MAX = 5

_log = logs.logger(__name__)


class Reconciler:
    """Settles an account with its venue at the start, and watches that it stays so."""

    def __init__(self, writer: AccountWriter, venue: VenueLink, halts: Halts) -> None:
        self._writer = writer
        self._venue = venue
        self._halts = halts
        self._asked: set[str] = set()
        self._unsent: dict[str, VenueCommand] = {}
        self._answered = asyncio.Event()

    async def take_reports(self, reports: Sequence[VenueReport]) -> None:
        """Record reports; an order that the venue never got is sent again."""
        again: list[VenueCommand] = []
        kept: list[VenueReport] = []
        for report in reports:
            key = report.client_order_id
            if isinstance(report, OrderUnknown) and key in self._unsent:
                again.append(self._unsent[key])
            else:
                kept.append(report)
            if isinstance(report, OrderSnapshot | OrderUnknown):
                self._asked.discard(key)
                self._unsent.pop(key, None)
        if kept:
            await self._writer.take_reports(kept)
        async with self._writer.lock:
            for command in _once(again):
                _log.warning("order sent again", account=self._writer.account, orders=_ids(command))
                self._writer.send([command])
        if not self._asked:
            self._answered.set()

    async def start(self) -> None:
        """Ask the venue for every open order; returns when it has answered for all of them."""
        writer = self._writer
        async with writer.lock:
            before = writer.desk.open_orders()
            now_ns = writer.now_ns()
            wished = {key for key, _ in writer.desk.export().cancels}
            lost = [each for each in before if each.client_order_id not in wished]
            self._unsent = _unsent(lost, now_ns)
            commands = writer.desk.on_restart(now_ns)
            asked = {each.client_order_id for each in commands if isinstance(each, QueryOrder)}
            commands += [_query(each) for each in before if each.client_order_id not in asked]
            self._asked = {each.client_order_id for each in before}
            await writer.commit(commands)
        while self._asked:
            self._answered.clear()
            try:
                async with asyncio.timeout(ANSWER_S_MAX):
                    await self._answered.wait()
            except TimeoutError:
                _log.warning("venue silent", account=writer.account, orders=len(self._asked))
                again = [each for each in before if each.client_order_id in self._asked]
                async with writer.lock:
                    writer.send([_query(each) for each in again])

    async def run(self) -> None:
        """Compare the books for ever; the first agreement lets the account trade."""
        looks = 0
        while True:
            difference = await self._compare()
            if difference == "":
                looks = 0
                await self._agree()
                await asyncio.sleep(COMPARE_S_MAX)
                continue
            looks += difference is not None
            if difference and looks >= LOOKS_MAX:
                await self._differ(difference)
            await asyncio.sleep(COMPARE_S_MIN)

    async def settle(self) -> str | None:
        """Compare the books now, until they agree or a difference has stood for LOOKS_MAX looks.

        What it finds counts as if it had been found in its time.

        Returns:
            What differs; empty for nothing, None where it could not be told.
        """
        difference: str | None = None
        for look in range(LOOKS_MAX):
            if look:
                await asyncio.sleep(COMPARE_S_MIN)
            difference = await self._compare()
            if difference == "":
                await self._agree()
                return ""
        if difference:
            await self._differ(difference)
        return difference

    async def _compare(self) -> str | None:
        """What differs; empty for nothing, None where it cannot be told now."""
        try:
            async with self._writer.lock:
                theirs = await self._venue.holdings()
                ours = _ours(self._writer)
        except UnavailableError as error:
            _log.warning("venue cannot be asked", account=self._writer.account, error=error.message)
            return None
        return _difference(ours, theirs) if theirs.settled else None

    async def _agree(self) -> None:
        standing = self._halts.standing
        if standing.find(BOOKS) is not None:
            await self._halts.lift([BOOKS], "reconciliation")
        if not standing.reconciled:
            standing.activate()
            _log.info("account reconciled", account=self._writer.account)

    async def _differ(self, difference: str) -> None:
        if self._halts.standing.find(BOOKS) is None:
            hold = of_books(difference, self._writer.now_ns())
            _log.error("account halted", account=self._writer.account, detail=hold.message)
            await self._halts.begin(hold)


def _unsent(orders: Sequence[Order], now_ns: int) -> dict[str, VenueCommand]:
    """The command that placed each order whose answer we do not have, where it may be repeated.

    One in doubt without an id of the venue's has been through a restart before this one.
    """
    lists: dict[str, list[Order]] = {}
    found: dict[str, VenueCommand] = {}
    for order in orders:
        safe = order.reduce_only or order.leg in PROTECTIVE
        recent = now_ns - order.created_ns <= RESEND_NS_MAX
        doubted = order.state is OrderState.IN_DOUBT and not order.venue_order_id
        if (doubted or order.state is OrderState.SUBMITTED) and (safe or recent):
            if order.order_list_id:
                lists.setdefault(order.order_list_id, []).append(order)
            else:
                found[order.client_order_id] = PlaceOrder(order)
    for legs in lists.values():
        command = PlaceOrderList(tuple(legs)) if len(legs) > 1 else PlaceOrder(legs[0])
        found.update({leg.client_order_id: command for leg in legs})
    return found


def _once(commands: Sequence[VenueCommand]) -> list[VenueCommand]:
    """Each command once: every leg of a pair names the pair."""
    seen: list[VenueCommand] = []
    for command in commands:
        if command not in seen:
            seen.append(command)
    return seen


def _ids(command: VenueCommand) -> list[str]:
    match command:
        case PlaceOrder(order):
            return [order.client_order_id]
        case PlaceOrderList(orders):
            return [order.client_order_id for order in orders]
        case _:
            return [command.client_order_id]


def _query(order: Order) -> QueryOrder:
    return QueryOrder(order.client_order_id, order.venue_order_id, order.instrument)


def _ours(writer: AccountWriter) -> Holdings:
    positions = {p.instrument: p.quantity for p in writer.desk.positions() if p.quantity}
    balances = {b.asset: b.total for b in writer.desk.balances() if b.total}
    return Holdings(positions, balances)


def _difference(ours: Holdings, theirs: Holdings) -> str:
    found = []
    for mine, venues in ((ours.positions, theirs.positions), (ours.balances, theirs.balances)):
        for name in sorted({*mine, *venues}):
            have, venue_has = mine.get(name), venues.get(name)
            if have != venue_has:
                texts = [
                    "nothing" if each is None else canonical(each) for each in (have, venue_has)
                ]
                found.append(f"{name} is {texts[0]} here and {texts[1]} there")
    return "; ".join(found[:NAMED_MAX])
