"""Market events survive their columns, and instruments the wire."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import protovalidate
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tradewire.codec import market as codec
from tradewire.codec.instruments import instrument_from_wire, instrument_to_wire
from tradewire.codec.market import ROWS_MAX, BatchStamp, market_from_wire, market_to_wire
from tradewire.errors import InvalidArgumentError, NotFoundError, UnimplementedError
from tradewire.instruments import Instrument, InstrumentKind
from tradewire.market import BookUpdate, Candle, Interval, MarketEvent, Quote, Trade
from tradewire.marketdata.v1 import event_pb2, feed_kind_pb2, instrument_pb2
from tradewire.orders import Side

SPOT = Instrument(
    id="BTC-USDT.BINANCE",
    kind=InstrumentKind.SPOT,
    venue_symbol="BTCUSDT",
    base="BTC",
    quote="USDT",
    settlement="USDT",
    price_exponent=-2,
    size_exponent=-5,
    price_increment=Decimal("0.01"),
    size_increment=Decimal("0.00001"),
    min_quantity=Decimal("0.00001"),
    min_notional=Decimal(5),
    maker_fee=Decimal("0.001"),
    taker_fee=Decimal("0.001"),
)
KNOWN = {SPOT.id: SPOT}
STAMP = BatchStamp("log", "binance", feed_kind_pb2.FEED_KIND_REPLAY, published_ns=7, step=3)

mantissas = st.integers(-(2**62), 2**62)
stamps = st.integers(0, 2**62)
uint64 = st.integers(0, 2**64 - 1)
trade_ids = (
    st.lists(uint64.map(str), min_size=1, max_size=20)
    | st.lists(st.text(max_size=8), min_size=1, max_size=20)
    | st.just(["007", "7"])
)


def through_the_wire(events: Sequence[MarketEvent]) -> list[MarketEvent]:
    """Write, check against the contract, serialise, parse, read."""
    found: list[MarketEvent] = []
    for message in market_to_wire(STAMP, events):
        protovalidate.validate(message)
        parsed = event_pb2.MarketDataEvent.FromString(message.SerializeToString())
        found.extend(market_from_wire(parsed, KNOWN))
    return found


@given(st.data())
def test_trades_read_back_are_the_trades(data: st.DataObject) -> None:
    """Ids as numbers or as text, each as it was."""
    ids = data.draw(trade_ids)
    trades = [
        Trade(
            SPOT,
            data.draw(mantissas),
            data.draw(mantissas),
            data.draw(st.sampled_from(Side)),
            trade_id,
            data.draw(stamps),
            data.draw(stamps),
            sequence,
        )
        for sequence, trade_id in enumerate(ids, 5)
    ]
    assert through_the_wire(trades) == trades


@given(st.lists(st.tuples(*[mantissas] * 4, uint64, stamps, stamps), min_size=1, max_size=20))
def test_quotes_read_back_are_the_quotes(
    rows: list[tuple[int, int, int, int, int, int, int]],
) -> None:
    """With the venue's numbers where it has them."""
    quotes = [Quote(SPOT, *row, sequence) for sequence, row in enumerate(rows, 1)]
    assert through_the_wire(quotes) == quotes
    bare = [quote._replace(update_id=0) for quote in quotes]
    assert through_the_wire(bare) == bare


levels = st.lists(st.tuples(mantissas, mantissas), max_size=4).map(tuple)


@given(
    st.lists(
        st.tuples(st.booleans(), uint64, uint64, uint64, levels, levels, stamps, stamps),
        min_size=1,
        max_size=10,
    )
)
def test_book_updates_read_back_are_the_updates(rows: list[tuple[object, ...]]) -> None:
    """Each gets its own levels back out of the common columns."""
    updates = [
        BookUpdate(SPOT, *row, sequence)  # type: ignore[arg-type]  # The strategy draws the row's types.
        for sequence, row in enumerate(rows, 1)
    ]
    assert through_the_wire(updates) == updates


@given(
    st.lists(
        st.tuples(st.sampled_from(Interval), stamps, *[mantissas] * 6, uint64, stamps),
        min_size=1,
        max_size=10,
    )
)
def test_candles_of_several_lengths_read_back_are_the_candles(
    rows: list[tuple[Interval, int, int, int, int, int, int, int, int, int]],
) -> None:
    """They share a stream; each run of one length is a batch."""
    candles = [Candle(SPOT, *row, sequence) for sequence, row in enumerate(rows, 1)]
    assert through_the_wire(candles) == candles


def quote(sequence: int) -> Quote:
    """Any quote with that sequence."""
    return Quote(SPOT, 1, 2, 3, 4, 5, 6, 7, sequence)


def test_a_batch_tells_its_place_in_the_stream() -> None:
    """First and last sequence; a column of sequences only where some were left out."""
    (whole,) = market_to_wire(STAMP, [quote(4), quote(5)])
    assert (whole.first_sequence, whole.last_sequence, whole.step) == (4, 5, 3)
    assert not whole.batch.sequences
    assert whole.batch.published_unix_nanos == 7
    holed = [quote(4), quote(9)]
    (message,) = market_to_wire(STAMP, holed)
    assert list(message.batch.sequences) == [4, 9]
    assert market_from_wire(message, KNOWN) == holed


def test_more_rows_than_a_batch_may_have_become_several() -> None:
    """None is lost at the cut."""
    quotes = [quote(sequence) for sequence in range(1, ROWS_MAX + 3)]
    batches = market_to_wire(STAMP, quotes)
    assert [batch.last_sequence for batch in batches] == [ROWS_MAX, ROWS_MAX + 2]
    assert [event for batch in batches for event in market_from_wire(batch, KNOWN)] == quotes


def test_no_events_are_no_batch() -> None:
    """An empty batch breaks the contract."""
    assert market_to_wire(STAMP, []) == []


def test_a_batch_of_two_instruments_or_types_is_refused() -> None:
    """Columns hold one."""
    other = quote(2)._replace(instrument=replace(SPOT, id="ETH-USDT.BINANCE"))
    trade = Trade(SPOT, 1, 1, Side.BUY, "1", 0, 0, 2)
    for second in (other, trade):
        with pytest.raises(InvalidArgumentError, match="one instrument and one type"):
            market_to_wire(STAMP, [quote(1), second])


def test_events_without_a_sequence_do_not_travel() -> None:
    """Nobody could resume after them."""
    with pytest.raises(InvalidArgumentError, match="need sequences"):
        market_to_wire(STAMP, [quote(0)])


def test_a_gap_has_no_events() -> None:
    """Its sequences are in the message."""
    message = event_pb2.MarketDataEvent(log_id="log", instrument=SPOT.id)
    message.gap.from_sequence = 3
    assert market_from_wire(message, KNOWN) == []


def test_an_instrument_that_is_not_known_is_named() -> None:
    """The reader learns what to fetch."""
    (message,) = market_to_wire(STAMP, [quote(1)])
    with pytest.raises(NotFoundError, match=r"BTC-USDT\.BINANCE"):
        market_from_wire(message, {})


def test_a_batch_in_other_exponents_is_refused() -> None:
    """Read by the instrument's, its prices would be a power of ten off."""
    (message,) = market_to_wire(STAMP, [quote(1)])
    message.batch.price_exponent = -3
    with pytest.raises(InvalidArgumentError, match="exponents"):
        market_from_wire(message, KNOWN)


def test_columns_of_different_lengths_are_refused() -> None:
    """A row that is missing somewhere would shift all after it."""
    (message,) = market_to_wire(STAMP, [quote(1), quote(2)])
    del message.batch.quotes.ask_sizes[0]
    with pytest.raises(InvalidArgumentError, match="one length"):
        market_from_wire(message, KNOWN)


def test_what_has_no_value_type_is_said_and_not_dropped() -> None:
    """A trade without an aggressor, and liquidations."""
    (message,) = market_to_wire(STAMP, [Trade(SPOT, 1, 1, Side.BUY, "x", 0, 0, 1)])
    message.batch.trades.aggressor_sides[0] = 0  # type: ignore[call-overload]  # UNSPECIFIED.
    with pytest.raises(UnimplementedError, match="aggressor"):
        market_from_wire(message, KNOWN)
    message.batch.liquidations.SetInParent()
    with pytest.raises(UnimplementedError, match="liquidations"):
        market_from_wire(message, KNOWN)


def test_trades_without_ids_read_as_having_empty_ones() -> None:
    """The contract lets a venue have none."""
    (message,) = market_to_wire(STAMP, [Trade(SPOT, 1, 1, Side.SELL, "9", 0, 0, 1)])
    message.batch.trades.ClearField("trade_numbers")
    (event,) = market_from_wire(message, KNOWN)
    assert isinstance(event, Trade)
    assert event.trade_id == ""


@pytest.mark.parametrize("kind", InstrumentKind)
def test_an_instrument_read_back_is_the_instrument(kind: InstrumentKind) -> None:
    """Every field comes back, and the message keeps the contract's rules."""
    instrument = replace(
        SPOT,
        kind=kind,
        settlement="BTC",
        multiplier=Decimal(100),
        inverse=True,
        settlement_scale=9,
        shortable=True,
        max_quantity=Decimal(9000),
        maker_fee=Decimal("-0.0001"),
        trading_hours="XNYS",
    )
    for example in (instrument, SPOT):
        message = instrument_to_wire(example, trading_status=instrument_pb2.TRADING_STATUS_HALTED)
        protovalidate.validate(message)
        assert instrument_from_wire(message) == example


def test_every_type_of_market_event_has_its_number() -> None:
    """A type that is added must be added to the table."""
    assert set(codec._TYPES) == set(MarketEvent.__args__)
