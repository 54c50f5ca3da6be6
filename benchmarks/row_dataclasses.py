"""An order, an account event and 100 trades as dataclasses, beside protobuf's own messages.

Both read and write the same bytes. Decoding includes what a reader reads of each: protobuf's upb
makes Python objects only of what is asked for, a dataclass of everything.
"""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

from benchmarks.results import Check, Result
from tradewire.dataclasses.execution.v1 import AccountEvent, Order
from tradewire.dataclasses.marketdata.v1 import TickBatch
from tradewire.execution.v1 import account_event_pb2, order_event_pb2, order_pb2
from tradewire.marketdata.v1 import columns_pb2, event_pb2
from tradewire.types.v1 import trading_pb2

TURNS = 11
TURN_S = 0.1
TURN_S_QUICK = 0.02
TRADES = 100
START_NS = 1_723_161_600_000_000_000

Operation = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Pair:
    """The same work both ways.

    Attributes:
        name: as the table calls it.
        floor: with protobuf's messages.
        ours: with dataclasses.
    """

    name: str
    floor: Operation
    ours: Operation


async def measure(*, quick: bool) -> Result:
    """Microseconds of processor time of each, in turns, and their ratio."""
    floor: dict[str, float] = {}
    ours: dict[str, float] = {}
    checks: list[Check] = []
    for pair in pairs():
        name = f"{pair.name}, us"
        floor[name], ours[name] = in_turns(pair, TURN_S_QUICK if quick else TURN_S)
        checks.append(Check(f"{pair.name}, times", round(ours[name] / floor[name], 1)))
    return Result(floor, ours, tuple(checks))


def in_turns(pair: Pair, turn_s: float) -> tuple[float, float]:
    """Microseconds a call, the median of ``TURNS`` turns of each."""
    sides = [(each, calls_in(each, turn_s)) for each in (pair.floor, pair.ours)]
    samples: tuple[list[float], list[float]] = ([], [])
    for _ in range(TURNS):
        for taken, (operation, calls) in zip(samples, sides, strict=True):
            taken.append(seconds(operation, calls) / calls)
    first, second = (round(statistics.median(taken) * 1e6, 2) for taken in samples)
    return first, second


def calls_in(operation: Operation, turn_s: float) -> int:
    """How many calls make a turn; they warm it too."""
    calls = 1
    while (took_s := seconds(operation, calls)) < turn_s / 4:
        calls *= 2
    return max(1, int(calls * turn_s / took_s))


def seconds(operation: Operation, calls: int) -> float:
    """Of processor time for so many calls: nothing here waits, and others share the machine."""
    began_s = time.process_time()
    for _ in range(calls):
        operation()
    return time.process_time() - began_s


def pairs() -> tuple[Pair, ...]:
    """Encoding and decoding of the three."""
    order, event, ticks = order_message(), event_message(), ticks_message()
    order_wire, event_wire, ticks_wire = (
        message.SerializeToString() for message in (order, event, ticks)
    )
    order_class, event_class = Order.parse(order_wire), AccountEvent.parse(event_wire)
    ticks_class = TickBatch.parse(ticks_wire)
    if (bytes(order_class), bytes(event_class)) != (order_wire, event_wire):
        raise SystemExit("a dataclass does not write the bytes that it read")

    def read_order(read: Callable[[bytes], Order | order_pb2.Order]) -> object:
        found = read(order_wire)
        return found.state, found.quantity, found.filled_quantity

    def read_event(
        read: Callable[[bytes], AccountEvent | account_event_pb2.AccountEvent],
    ) -> object:
        found = read(event_wire)
        happened = found.order_event
        return found.sequence, happened and happened.order and happened.order.state

    def read_ticks(read: Callable[[bytes], TickBatch | event_pb2.TickBatch]) -> object:
        trades = read(ticks_wire).trades
        return trades and (list(trades.prices), list(trades.sizes))

    return (
        Pair("order encoded", order.SerializeToString, order_class.__bytes__),
        Pair(
            "order decoded",
            lambda: read_order(order_pb2.Order.FromString),
            lambda: read_order(Order.parse),
        ),
        Pair("event encoded", event.SerializeToString, event_class.__bytes__),
        Pair(
            "event decoded",
            lambda: read_event(account_event_pb2.AccountEvent.FromString),
            lambda: read_event(AccountEvent.parse),
        ),
        Pair(f"{TRADES} trades encoded", ticks.SerializeToString, ticks_class.__bytes__),
        Pair(
            f"{TRADES} trades decoded",
            lambda: read_ticks(event_pb2.TickBatch.FromString),
            lambda: read_ticks(TickBatch.parse),
        ),
    )


def order_message() -> order_pb2.Order:
    """A protected limit order, filled in part."""
    order = order_pb2.Order(
        order="31d477fdc333550b",
        client_order_id="9f86d081884c7d659a2feaa0c55ad015",
        venue_order_id="1234567890",
        account="paper",
        instrument="BTC-USDT.SIM",
        side=trading_pb2.SIDE_BUY,
        type=trading_pb2.ORDER_TYPE_LIMIT,
        time_in_force=trading_pb2.TIME_IN_FORCE_GTC,
        quantity="0.012",
        price="57108.65",
        protection=order_pb2.Protection(stop_price="56000", target_price="59000"),
        cause=order_pb2.ORDER_CAUSE_REQUEST,
        cause_id="run-1-works",
        state=order_pb2.ORDER_STATE_PARTIALLY_FILLED,
        filled_quantity="0.004",
        filled_value="228.4346",
        average_price="57108.65",
        fees=[trading_pb2.Amount(asset="USDT", amount="0.2284346")],
        revision=3,
        sequence=42,
        trace_id="0af7651916cd43dd8448eb211c80319c",
    )
    order.create_time.FromNanoseconds(START_NS)
    order.update_time.FromNanoseconds(START_NS + 123_456_789)
    return order


def event_message() -> account_event_pb2.AccountEvent:
    """The order accepted by its venue: the event holds the whole order."""
    happened = order_event_pb2.OrderEvent(
        order=order_message(), accepted=order_event_pb2.OrderAccepted()
    )
    event = account_event_pb2.AccountEvent(
        log_id="0af7651916cd43dd8448eb211c80319c",
        sequence=42,
        event_id="9f86d081884c7d659a2feaa0c55ad015",
        account="paper",
        order_event=happened,
    )
    event.event_time.FromNanoseconds(START_NS)
    event.record_time.FromNanoseconds(START_NS + 1_000_001)
    return event


def ticks_message() -> event_pb2.TickBatch:
    """Trades in columns, a millisecond and a tick of the price apart."""
    numbers = range(TRADES)
    stamps = [START_NS + number * 1_000_000 for number in numbers]
    trades = columns_pb2.TradeColumns(
        prices=[5_710_865 + number % 7 for number in numbers],
        sizes=[1_000 + number for number in numbers],
        aggressor_sides=[trading_pb2.SIDE_BUY] * TRADES,
        trade_numbers=[3_000_000_000 + number for number in numbers],
        venue_unix_nanos=stamps,
        received_unix_nanos=[stamp + 250_000 for stamp in stamps],
    )
    return event_pb2.TickBatch(feed="simulated", price_exponent=-2, size_exponent=-6, trades=trades)
