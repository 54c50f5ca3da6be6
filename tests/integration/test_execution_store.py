"""What execution keeps comes back digit for digit, on SQLite and PostgreSQL alike."""

from collections.abc import Sequence
from decimal import Decimal
from functools import partial

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
from services.execution.dispatch import Why
from services.execution.recording import Place, record
from services.execution.tables import metadata
from services.execution.wishes import load_cancels
from tests.integration.conftest import OpenStore
from tests.unit.services.execution.floor import NOW, PERP, PROTECTED, Floor, lookup
from tradewire.orders import AccountEvent, CancelCause, OrderState, Side
from tradewire.verdicts import Halted

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


async def test_the_wish_to_cancel_an_order_in_doubt_is_in_the_log(open_empty: OpenStore) -> None:
    """Its last cause; the cancels of orders that are not in doubt are told by their states."""
    book = Book(await opened(open_empty))
    floor = book.floor
    lost, canceled = (floor.send(side=Side.BUY, quantity=Decimal(1)) for _ in range(2))
    floor.desk.on_submit_lost(lost.client_order_id, NOW)
    for order in (lost, canceled):
        floor.desk.cancel_order(order.order_id, "r1", NOW)
    await book.keep()
    found = await book.store.read(lambda each: load_cancels(each, "paper", STREAM))
    assert found == floor.desk.export().cancels
    assert found == ((lost.client_order_id, Why(CancelCause.REQUEST, "r1")),)


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
