"""What a strategy can be given and can ask for."""

from decimal import Decimal

import pytest

from tradewire.errors import ConfigurationError, ExhaustedError
from tradewire.strategy import (
    BookUpdate,
    Candle,
    Fill,
    Instrument,
    InstrumentKind,
    Intent,
    Interval,
    MarketEvent,
    OrderType,
    Quote,
    Side,
    Strategy,
    TimeInForce,
    Trade,
)

from tradewire.strategy import INTENTS_PER_EVENT_MAX, TIMERS_MAX  # isort: skip

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
TRADE = Trade(SPOT, 10_000, 1, Side.BUY, "1", 0, 0)
QUOTE = Quote(SPOT, 9_999, 1, 10_001, 1, 1, 0, 0)
CANDLE = Candle(SPOT, Interval.M1, 0, 1, 1, 1, 10_000, 1, 1, 1, 0)
BOOK = BookUpdate(SPOT, True, 0, 1, 0, (), (), 0, 0)


class Tuned(Strategy):
    """One parameter of each kind."""

    fast: int = 5
    ratio: float = 0.5
    name: str = "x"
    eager: bool = False
    size: Decimal = Decimal("0.1")
    notes: list[str] = []  # noqa: RUF012 - no parameter, for its type is none of the five.


class Finer(Tuned):
    """Adds one, and overrides a default."""

    slow: int = 20
    fast: int = 7


def only(strategy: Strategy) -> Intent:
    """The one intent that was asked for."""
    (intent,) = strategy.take_intents()
    return intent


def test_parameters_are_the_annotated_attributes_in_order() -> None:
    """Base classes' first, with the default that counts."""
    assert [(found.name, found.type) for found in Tuned.parameters()] == [
        ("fast", int),
        ("ratio", float),
        ("name", str),
        ("eager", bool),
        ("size", Decimal),
    ]
    finer = {found.name: found.default for found in Finer.parameters()}
    assert list(finer) == ["fast", "ratio", "name", "eager", "size", "slow"]
    assert finer["fast"] == 7
    assert Strategy.parameters() == ()


def test_parameters_are_set_from_values_and_from_a_command_lines_text() -> None:
    """Each is coerced to its type."""
    tuned = Tuned(fast="9", ratio=1, eager="true", size="0.25", name="y")
    assert (tuned.fast, tuned.ratio, tuned.eager, tuned.size, tuned.name) == (
        9,
        1.0,
        True,
        Decimal("0.25"),
        "y",
    )
    assert Tuned(eager=True).eager is True
    assert Tuned(eager="0").eager is False
    assert Tuned().fast == 5


@pytest.mark.parametrize(
    ("name", "value"),
    [("fast", "many"), ("eager", "perhaps"), ("size", "lots"), ("fast", True), ("ratio", "")],
)
def test_a_value_of_another_type_is_refused(name: str, value: object) -> None:
    """The error names the parameter and what it must be."""
    with pytest.raises(ConfigurationError, match=f"parameter {name}="):
        Tuned(**{name: value})


def test_an_unknown_parameter_is_answered_with_those_there_are() -> None:
    """A misspelled one would otherwise run with the default."""
    with pytest.raises(ConfigurationError, match="no parameter 'fats'; it has: fast"):
        Tuned(fats=1)
    with pytest.raises(ConfigurationError, match="it has: none"):
        Strategy(x=1)


def test_every_wrong_parameter_is_named_at_once() -> None:
    """Whoever mistyped two need not try twice."""
    with pytest.raises(ConfigurationError) as refused:
        Tuned(fats=1, ratio="high", eager="true")
    assert set(refused.value.fields) == {"fats", "ratio"}


def test_intents_are_handed_over_once() -> None:
    """In the order they were asked for."""
    strategy = Strategy()
    strategy.buy(SPOT)
    strategy.sell(SPOT, 2)
    first, second = strategy.take_intents()
    assert (first.side, first.quantity, first.type) == (Side.BUY, None, OrderType.MARKET)
    assert (second.side, second.quantity) == (Side.SELL, Decimal(2))
    assert strategy.take_intents() == []


def test_a_price_makes_a_limit_order_and_terms_go_along() -> None:
    """All that a signal can say."""
    strategy = Strategy()
    strategy.buy(
        TRADE,
        "0.5",
        price="99.5",
        time_in_force=TimeInForce.IOC,
        post_only=True,
        reduce_only=True,
        stop_price="90",
        target_price=Decimal(120),
        confidence=0.5,
        expires_after_ns=9,
        indicators={"fast": 1.5},
        reason="dip",
    )
    assert only(strategy) == Intent(
        instrument=SPOT,
        side=Side.BUY,
        quantity=Decimal("0.5"),
        target_position=None,
        type=OrderType.LIMIT,
        price=Decimal("99.5"),
        time_in_force=TimeInForce.IOC,
        post_only=True,
        reduce_only=True,
        stop_price=Decimal(90),
        target_price=Decimal(120),
        confidence=0.5,
        expires_after_ns=9,
        indicators=(("fast", 1.5),),
        reason="dip",
    )


def test_a_type_that_is_given_wins_over_the_price() -> None:
    """A price alone means a limit order."""
    strategy = Strategy()
    strategy.sell(SPOT, price="1", type=OrderType.TAKE_PROFIT_LIMIT)
    assert only(strategy).type is OrderType.TAKE_PROFIT_LIMIT


def test_a_target_is_a_position_and_closing_is_a_target_of_zero() -> None:
    """Neither has a side or a quantity."""
    strategy = Strategy()
    strategy.target(SPOT, "-0.5")
    strategy.close(QUOTE, reason="enough")
    short, flat = strategy.take_intents()
    assert (short.side, short.quantity, short.target_position) == (None, None, Decimal("-0.5"))
    assert (flat.target_position, flat.reason) == (Decimal(0), "enough")


@pytest.mark.parametrize("of", [TRADE, QUOTE, CANDLE])
def test_offsets_count_from_the_events_price(of: MarketEvent) -> None:
    """A buy is stopped below and aims above, a sell the other way round."""
    strategy = Strategy()
    strategy.buy(of, stop_offset="0.02", target_offset="0.04")
    strategy.sell(of, stop_offset="0.02", target_offset="0.04")
    strategy.target(of, 1, stop_offset="0.02")
    long, short, target = strategy.take_intents()
    assert (long.stop_price, long.target_price) == (Decimal("98.00"), Decimal("104.00"))
    assert (short.stop_price, short.target_price) == (Decimal("102.00"), Decimal("96.00"))
    assert target.stop_price == Decimal("98.00")


def test_offsets_count_from_the_limit_price_where_there_is_one() -> None:
    """It is where the position would be opened; the result is a price that can be ordered."""
    strategy = Strategy()
    strategy.buy(SPOT, price="33.33", stop_offset="0.001")
    assert only(strategy).stop_price == Decimal("33.30")


@pytest.mark.parametrize("of", [SPOT, BOOK])
def test_an_offset_without_a_price_to_count_from_is_refused(of: Instrument | MarketEvent) -> None:
    """The error says what to pass."""
    with pytest.raises(ConfigurationError, match="need a price to count from"):
        Strategy().buy(of, stop_offset="0.02")


def test_a_float_is_no_money() -> None:
    """0.1 is not a tenth."""
    with pytest.raises(ConfigurationError, match="is a float"):
        Strategy().buy(SPOT, 0.1)  # type: ignore[arg-type]  # What the test is about.


def test_text_that_is_no_number_is_refused_by_name() -> None:
    """Not with an error of the decimal module."""
    for text in ("lots", "NaN", "Infinity"):
        with pytest.raises(ConfigurationError, match=text):
            Strategy().buy(SPOT, text)


def test_a_runaway_loop_is_stopped() -> None:
    """After as many signals as a rebalance of a whole book needs."""
    strategy = Strategy()
    for _ in range(INTENTS_PER_EVENT_MAX):
        strategy.buy(SPOT)
    with pytest.raises(ExhaustedError, match="endless loop"):
        strategy.buy(SPOT)


def test_timers_are_counted_by_name() -> None:
    """The same name again moves it, so it is no further one."""
    strategy = Strategy()
    for number in range(TIMERS_MAX):
        strategy.timer(str(number), 1)
    strategy.timer("0", 2)
    with pytest.raises(ExhaustedError, match="reuse names"):
        strategy.timer("one too many", 1)


def test_a_strategy_that_overrides_nothing_does_nothing() -> None:
    """Every handler may be left out; state is what is kept."""
    strategy = Strategy()
    strategy.on_start()
    strategy.on_trade(TRADE)
    strategy.on_quote(QUOTE)
    strategy.on_book(BOOK)
    strategy.on_candle(CANDLE)
    strategy.on_timer("t")
    strategy.on_order(None)  # type: ignore[arg-type]  # The base looks at nothing.
    strategy.on_stop()
    strategy.state["close"] = 1.5
    other = Strategy()
    other.load(strategy.save())
    assert other.state == {"close": 1.5}
    assert strategy.take_intents() == []
    assert strategy.intervals() == ("1s",)
    assert strategy.position(TRADE) == 0


def test_the_interface_brings_every_name_that_a_strategy_needs() -> None:
    """It imports nothing else of ours."""
    assert Fill.__module__ == "tradewire.orders"


@pytest.mark.parametrize("value", ["nan", "inf", "-Infinity", float("nan"), Decimal("NaN")])
@pytest.mark.parametrize("name", ["ratio", "amount"])
def test_a_parameter_that_is_no_finite_number_is_refused(name: str, value: object) -> None:
    """Every comparison with a NaN is false, so the strategy would sit there silently."""

    class Tuned(Strategy):
        ratio: float = 1.0
        amount: Decimal = Decimal(1)

    with pytest.raises(ConfigurationError, match=name):
        Tuned(**{name: value})
