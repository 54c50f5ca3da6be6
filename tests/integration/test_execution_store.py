"""What execution keeps comes back digit for digit, on SQLite and PostgreSQL alike."""

from collections.abc import Sequence
from decimal import Decimal
from functools import partial

import pytest
from sqlalchemy import Connection

from services.chassis.events import append_all
from services.chassis.migrate import drift, upgrade
from services.chassis.storage import Store
from services.execution import store as kept
from services.execution.archive import (
    FillFilter,
    OrderFilter,
    events_of_order,
    fills_of_order,
    find_order,
    list_balances,
    list_fills,
    list_orders,
    list_positions,
)
from services.execution.desk import DeskState
from services.execution.dispatch import Why
from services.execution.recording import Place, record
from services.execution.tables import metadata
from services.execution.venue import (
    CancelOrder,
    CancelRejected,
    OrderSnapshot,
    OrderTriggered,
    QueryOrder,
    VenueReport,
)
from services.execution.wishes import load_cancels
from tests.integration.conftest import OpenStore
from tests.unit.services.execution.floor import NOW, PERP, PROTECTED, Floor, lookup
from tradewire.orders import AccountEvent, CancelCause, OrderState, Side
from tradewire.values import replace
from tradewire.verdicts import Halted
from tradewire.verdicts import RefusalReason as REASON  # noqa: N814 - read in tables.

STREAM = "tw.v1.orders.paper"


class Book:
    """A desk whose every turn is kept."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.floor = Floor()
        self.head = 0

    async def keep(self) -> None:
        """One transaction, as the writer makes it."""
        events: Sequence[AccountEvent] = self.floor.desk.take_events()
        dirty = self.floor.desk.take_dirty()
        place = Place("log", "paper", STREAM, self.head, NOW)
        recording = record(place, events, lookup, {}, lambda _order: "")
        self.head += len(recording.events)

        def write(connection: Connection) -> None:
            append_all(connection, STREAM, recording.events)
            kept.write_dirty(connection, "paper", dirty, recording.numbers)

        await self.store.write(write)

    async def crash(self) -> None:
        """Go on from what was kept: what was not is gone."""

        def load(connection: Connection) -> DeskState:
            cancels = load_cancels(connection, "paper", STREAM)
            return replace(kept.load_desk(connection, "paper"), cancels=cancels)

        trades = self.floor.trades
        self.floor = Floor(state=await self.store.read(load))
        self.floor.trades = trades


async def opened(open_empty: OpenStore) -> Store:
    """A database at the program's version, by its own migrations."""
    store = await open_empty()
    await store.write(lambda connection: upgrade(connection, "execution"))
    return store


async def test_the_migrations_make_the_tables_that_the_program_uses(open_empty: OpenStore) -> None:
    """No column, index or type differs."""
    store = await opened(open_empty)
    assert await store.read(lambda connection: drift(connection, metadata)) == []


async def test_a_desk_goes_on_from_the_store_as_it_was_left(open_empty: OpenStore) -> None:
    """Orders, trade ids, money, causes, halts and protections: all of its state."""
    book = Book(await opened(open_empty))
    floor = book.floor
    floor.buy("2.001", **PROTECTED)
    await book.keep()
    late = floor.send(side=Side.BUY, quantity=Decimal("0.5"))
    floor.report(floor.fill(late, "0.125", "100.07"))
    floor.desk.on_directive(
        Halted("d", "strategy:other", "too much", NOW, cancel_orders=False, account="paper"), NOW
    )
    await book.keep()
    state = await book.store.read(lambda connection: kept.load_desk(connection, "paper"))
    left = floor.desk.export()
    assert state.records == left.records
    assert state.positions == left.positions
    assert state.balances == left.balances
    assert state.causes == left.causes
    assert state.halts == left.halts == ("strategy:other",)
    assert state.protections == left.protections


async def test_the_wish_to_cancel_an_order_is_in_the_log(open_empty: OpenStore) -> None:
    """Its last cause, whether the order is in doubt or not; one that was refused is none."""
    book = Book(await opened(open_empty))
    floor = book.floor
    orders = [floor.send(side=Side.BUY, quantity=Decimal(1)) for _ in range(4)]
    lost, canceled, strange, refused = orders
    floor.desk.on_submit_lost(lost.client_order_id, NOW)
    for order in orders:
        floor.desk.cancel_order(order.order_id, "r1", NOW)
    floor.report(CancelRejected(refused.client_order_id, (REASON.VENUE_RATE_LIMIT,), "", NOW))
    # No refusal, for the order is open: the venue is asked, and the wish stands.
    floor.report(CancelRejected(strange.client_order_id, (REASON.VENUE_ORDER_CLOSED,), "", NOW))
    await book.keep()
    found = await book.store.read(lambda each: load_cancels(each, "paper", STREAM))
    assert found == floor.desk.export().cancels
    why = Why(CancelCause.REQUEST, "r1")
    assert found == tuple((each.client_order_id, why) for each in (lost, canceled, strange))


@pytest.mark.parametrize("told", ["accepted", "triggered", "filled in part"])
async def test_a_wish_to_cancel_outlives_crashes_whatever_the_venue_says_first(
    open_empty: OpenStore, told: str
) -> None:
    """Its word of the order is none of the cancel: the next start asks for it again."""
    book = Book(await opened(open_empty))
    sent = book.floor.send(side=Side.BUY, quantity=Decimal(1))
    book.floor.desk.cancel_order(sent.order_id, "r1", NOW)
    await book.keep()
    await book.crash()
    book.floor.desk.on_restart(NOW)
    key, venue_id = sent.client_order_id, f"v{sent.order_id}"
    report: VenueReport = {
        "accepted": book.floor.accept(sent),
        "triggered": OrderTriggered(key, venue_id, NOW),
        "filled in part": book.floor.fill(sent, "0.25"),
    }[told]
    book.floor.report(report)
    await book.keep()
    assert book.floor.state(sent) not in {OrderState.IN_DOUBT, OrderState.PENDING_CANCEL}
    for _ in range(2):
        # The second finds it in a state that the first has left.
        await book.crash()
        commands = book.floor.desk.on_restart(NOW)
        await book.keep()
    assert book.floor.state(sent) is OrderState.IN_DOUBT
    assert commands == [QueryOrder(key, venue_id, sent.instrument)]
    state = OrderState.PARTIALLY_FILLED if "filled" in told else OrderState.ACCEPTED
    filled = Decimal("0.25") if "filled" in told else Decimal(0)
    commands = book.floor.report(OrderSnapshot(key, venue_id, NOW, state, filled))
    assert commands == [CancelOrder(key, venue_id, sent.instrument)]
    assert book.floor.desk.export().cancels == ((key, Why(CancelCause.REQUEST, "r1")),)


async def test_lists_are_newest_first_and_filters_fit(open_empty: OpenStore) -> None:
    """By state, by openness, by page; fills by their order."""
    book = Book(await opened(open_empty))
    floor = book.floor
    orders = []
    for number in range(5):
        floor.now = NOW + number
        orders.append(floor.buy("1") if number % 2 else floor.send(side=Side.BUY))
        await book.keep()
    store = book.store

    async def listed(wanted: OrderFilter, after: str = "", limit: int = 10) -> list[str]:
        rows = await store.read(lambda connection: list_orders(connection, wanted, after, limit))
        return [row.order.order_id for row in rows]

    newest = [order.order_id for order in reversed(orders)]
    assert await listed(OrderFilter("paper")) == newest
    assert await listed(OrderFilter("nobody")) == []
    assert await listed(OrderFilter(open_only=True)) == newest[::2]
    assert await listed(OrderFilter(states=(OrderState.FILLED.value,))) == newest[1::2]
    assert await listed(OrderFilter(start_ns=NOW + 1, end_ns=NOW + 3)) == newest[2:4]
    first = await store.read(lambda connection: list_orders(connection, OrderFilter(), "", 2))
    assert await listed(OrderFilter(), after=first[-1].key) == newest[2:]
    fills = await store.read(
        lambda connection: list_fills(connection, FillFilter(order=orders[1].order_id), "", 10)
    )
    assert [row.fill.order_id for row in fills] == [orders[1].order_id]
    assert fills[0].fill.price == Decimal(100)


async def test_an_order_is_found_with_its_events_and_fills(open_empty: OpenStore) -> None:
    """By our id and by the client order id; its events are those of the log, in order."""
    book = Book(await opened(open_empty))
    order = book.floor.buy("1")
    await book.keep()
    store = book.store
    for name in (order.order_id, order.client_order_id):
        row = await store.read(partial(find_order, account="", order=name))
        assert row is not None
        assert row.order == order
    key = order.client_order_id
    events = await store.read(lambda connection: events_of_order(connection, "paper", key, 10))
    assert [event.type for event in events] == ["OrderSubmitted", "OrderFilled"]
    fills = await store.read(lambda connection: fills_of_order(connection, key, 10))
    assert [fill.seq for fill in fills] == [events[1].seq]
    positions = await store.read(lambda connection: list_positions(connection, "paper"))
    assert [(row.position.instrument, row.position.quantity) for row in positions] == [
        (PERP.id, Decimal(1))
    ]
    balances = await store.read(lambda connection: list_balances(connection, ""))
    assert [row.balance.total for row in balances] == [Decimal("99999.99")]


async def test_stamps_keep_the_first_of_each_and_the_last_fill(open_empty: OpenStore) -> None:
    """Written in pieces, in any order of commits."""
    store = await opened(open_empty)
    pieces = [
        kept.Stamps("a", committed_ns=1, sent_ns=2),
        kept.Stamps("a", acknowledged_ns=3, first_fill_ns=4, last_fill_ns=4),
        kept.Stamps("a", acknowledged_ns=9, first_fill_ns=9, last_fill_ns=9),
    ]
    for piece in pieces:
        await store.write(partial(kept.write_stamps, stamps=[piece]))
    found = await store.read(lambda connection: kept.read_stamps(connection, "a"))
    assert found == kept.Stamps("a", 1, 2, 3, 4, 9)
