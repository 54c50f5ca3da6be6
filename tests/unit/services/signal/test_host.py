"""A strategy alone with its host: ids, positions, timers, failures, checkpoints."""

import json
from decimal import Decimal

import pytest

from services.signal.host import HostState, StrategyHost
from tradewire.errors import CorruptDataError, InvalidArgumentError
from tradewire.instruments import Instrument, InstrumentKind
from tradewire.market import Candle, Interval, Quote, Trade
from tradewire.orders import (
    Fill,
    Leg,
    Liquidity,
    Order,
    OrderEvent,
    OrderEventKind,
    OrderType,
    Position,
    Side,
    TimeInForce,
)
from tradewire.strategy import Strategy

SECOND_NS = 1_000_000_000
BTC = Instrument(
    id="BTC-USDT.TEST",
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


def trade(price: int = 6_000_000, at_ns: int = SECOND_NS) -> Trade:
    """A trade at a price in cents."""
    return Trade(BTC, price, 1, Side.BUY, "1", at_ns - 5, at_ns, sequence=7)


def candle(close: int, index: int = 0) -> Candle:
    """The index-th one-second candle with all prices equal to ``close`` in cents."""
    open_ns = index * SECOND_NS
    close_ns = open_ns + SECOND_NS
    return Candle(BTC, Interval.S1, open_ns, close, close, close, close, 1, close, 1, close_ns)


def filled(strategy: str, side: Side, quantity: str) -> OrderEvent:
    """A fill of an order that ``strategy`` caused."""
    order = Order(
        order_id="a" * 16,
        client_order_id="b" * 32,
        account="paper",
        instrument=BTC.id,
        side=side,
        type=OrderType.MARKET,
        time_in_force=TimeInForce.IOC,
        quantity=Decimal(quantity),
        cause="signal:x",
        leg=Leg.ENTRY,
        created_ns=0,
        updated_ns=0,
        strategy=strategy,
    )
    fill = Fill(
        fill_id="f",
        venue_trade_id="t",
        order_id=order.order_id,
        client_order_id=order.client_order_id,
        venue_order_id="v",
        account="paper",
        instrument=BTC.id,
        side=side,
        price=Decimal(60_000),
        quantity=Decimal(quantity),
        fee=Decimal(0),
        fee_asset="USDT",
        liquidity=Liquidity.TAKER,
        event_ns=0,
        strategy=strategy,
    )
    return OrderEvent(OrderEventKind.FILLED, order, 0, fill=fill)


class Buyer(Strategy):
    """Buys at each trade; raises at a price of one cent."""

    def on_trade(self, trade: Trade) -> None:
        """Buy, or fail."""
        if trade.price_mantissa == 1:
            raise ValueError("one cent")
        self.buy(
            trade,
            "0.1",
            stop_offset="0.02",
            target_offset="0.04",
            indicators={"p": 1.5},
            reason="r",
        )

    def on_timer(self, name: str) -> None:
        """Remember the name, and sell."""
        self.state.setdefault("timers", []).append(name)
        self.sell(BTC, "0.1", reason=name)

    def on_order(self, event: OrderEvent) -> None:
        """Count."""
        self.state["orders"] = self.state.get("orders", 0) + 1


def running(strategy: Strategy) -> StrategyHost:
    """A host whose strategy has started."""
    host = StrategyHost("buyer", strategy, "paper", "log")
    host.start(0)
    return host


def test_a_signal_carries_its_tick_indicators_and_reason() -> None:
    """The evidence is what explain shows years later."""
    host = running(Buyer())
    host.on_market(trade(), now_ns=2 * SECOND_NS)
    (signal,) = host.take_signals()
    assert signal.side is Side.BUY
    assert signal.quantity == Decimal("0.1")
    assert signal.stop_price == Decimal("58800.00")
    assert signal.target_price == Decimal("62400.00")
    assert signal.created_ns == 2 * SECOND_NS
    assert signal.evidence.indicators == (("p", 1.5),)
    assert signal.evidence.reason == "r"
    assert signal.evidence.tick is not None
    assert signal.evidence.tick.sequence == 7
    assert signal.evidence.tick.price == Decimal("60000.00")


def test_ids_depend_on_log_strategy_and_ordinal_only() -> None:
    """A rerun gives the same ids; another log gives others."""
    hosts = [StrategyHost("buyer", Buyer(), "paper", log) for log in ("log", "log", "other")]
    found = []
    for host in hosts:
        host.start(0)
        host.on_market(trade(), 1)
        host.on_market(trade(), 2)
        found.append([signal.signal_id for signal in host.take_signals()])
    assert found[0] == found[1]
    assert len({*found[0], *found[2]}) == 4


def test_a_handler_that_raises_fails_its_strategy_and_names_the_line() -> None:
    """Nothing the failed event asked for is sent, and no event is handled later."""
    host = running(Buyer())
    host.on_market(trade(price=1), 1)
    assert host.state is HostState.FAILED
    assert "ValueError: one cent" in host.error
    assert "test_host.py:" in host.error
    host.on_market(trade(), 2)
    assert host.take_signals() == []
    host.start(3)
    assert str(host.state) == "RUNNING"


def test_own_fills_move_the_position_and_others_do_not() -> None:
    """A strategy knows what it holds, and what happens to its orders, also while paused."""
    host = running(Buyer())
    host.on_order_event(filled("buyer", Side.BUY, "0.3"), 1)
    host.on_order_event(filled("other", Side.BUY, "5"), 1)
    host.pause()
    host.on_order_event(filled("buyer", Side.SELL, "0.1"), 1)
    assert host.strategy.position(BTC) == Decimal("0.2")
    assert host.strategy.state["orders"] == 2


def test_a_paused_strategy_sees_everything_and_gives_nothing() -> None:
    """Its indicators stay current; the ordinal does not move, so no id is left out."""
    host = running(Buyer())
    host.pause()
    host.on_market(trade(), 1)
    host.strategy.timer("now", 1)
    host.on_clock(2)
    assert host.strategy.state["timers"] == ["now"]
    assert host.take_signals() == []
    host.unpause()
    host.on_market(trade(), 3)
    assert [signal.ordinal for signal in host.take_signals()] == [1]


def test_a_failure_tells_handler_error_input_and_the_way_there() -> None:
    """What a user needs to mend the strategy is in one place."""
    host = running(Buyer())
    host.on_market(trade(price=1), 7)
    failure = host.failure
    assert failure is not None
    assert (failure.handler, failure.error_type, failure.message) == (
        "on_trade",
        "ValueError",
        "one cent",
    )
    assert failure.failed_ns == 7
    assert failure.input is not None
    assert failure.input.sequence == 7
    assert 'raise ValueError("one cent")' in failure.traceback


def test_a_strategy_that_exits_fails_alone() -> None:
    """sys.exit in a handler must not take the process and its neighbours down."""

    class Quitter(Strategy):
        def on_trade(self, trade: Trade) -> None:
            raise SystemExit(3)

    host = running(Quitter())
    host.on_market(trade(), 1)
    assert host.state is HostState.FAILED
    assert "SystemExit: 3" in host.error


def test_a_restored_host_without_own_state_keeps_position_and_ordinal() -> None:
    """Changed parameters make the old windows meaningless, and change nothing that is held."""
    host = StrategyHost("buyer", Buyer(), "paper", "log")
    host.restore({"ordinal": 4, "positions": {BTC.id: "2"}, "timers": {}, "state": None})
    host.start(0)
    host.on_market(trade(), 1)
    assert host.strategy.position(BTC) == 2
    assert host.take_signals()[0].ordinal == 5


def test_the_accounts_word_for_a_position_is_the_last() -> None:
    """A person sold by hand: a strategy that counted its own fills alone would wait for ever."""
    host = running(Buyer())
    host.on_order_event(filled("buyer", Side.BUY, "0.3"), 1)
    for account, quantity in (("other", "9"), ("paper", "0")):
        host.on_position(Position(account, BTC.id, "USDT", Decimal(quantity)))
    assert host.strategy.position(BTC) == 0


def test_timers_fire_once_in_order_of_time_then_name() -> None:
    """The order is part of the determinism."""
    host = running(Buyer())
    host.strategy.timer("b", 10)
    host.strategy.timer("a", 10)
    host.strategy.timer("c", 5)
    host.strategy.timer("late", 11)
    assert host.next_due_ns() == 5
    host.on_clock(10)
    assert host.strategy.state["timers"] == ["c", "a", "b"]
    assert host.next_due_ns() == 11
    assert [signal.ordinal for signal in host.take_signals()] == [1, 2, 3]


def test_a_restored_host_goes_on_where_the_checkpoint_was() -> None:
    """State, position, timers and ordinal survive; no signal's id is given twice."""
    host = running(Buyer())
    host.on_market(trade(), 1)
    first = host.take_signals()[0]
    host.on_order_event(filled("buyer", Side.BUY, "0.3"), 1)
    host.strategy.timer("later", 99)
    saved = json.loads(json.dumps(host.checkpoint()))
    again = StrategyHost("buyer", Buyer(), "paper", "log")
    again.restore(saved)
    again.start(2)
    assert again.strategy.position(BTC) == Decimal("0.3")
    assert again.next_due_ns() == 99
    again.on_market(trade(), 3)
    second = again.take_signals()[0]
    assert second.ordinal == 2
    assert second.signal_id != first.signal_id


def test_a_damaged_checkpoint_is_refused_with_the_remedy() -> None:
    """Better to stop than to trade from half a state."""
    host = StrategyHost("buyer", Buyer(), "paper", "log")
    with pytest.raises(CorruptDataError, match="--fresh"):
        host.restore({"ordinal": "x"})


def test_warming_shows_history_and_sends_nothing() -> None:
    """The first live candle finds full windows, and no old signal is sent."""

    class OnCandle(Strategy):
        def on_candle(self, candle: Candle) -> None:
            self.state["seen"] = self.state.get("seen", 0) + 1
            self.buy(candle)

    host = StrategyHost("warm", OnCandle(), "paper", "log")
    host.warm(candle(100))
    assert host.strategy.state["seen"] == 1
    assert host.take_signals() == []
    host.start(0)
    host.on_market(candle(100, 1), 2 * SECOND_NS)
    assert host.take_signals()[0].ordinal == 1


def test_subscriptions_keep_other_instruments_and_intervals_away() -> None:
    """A strategy sees what it asked for."""

    class Narrow(Strategy):
        instruments = ("ETH-USDT.TEST",)

        def on_trade(self, trade: Trade) -> None:
            self.buy(trade)

    host = StrategyHost("narrow", Narrow(), "paper", "log")
    host.start(0)
    host.on_market(trade(), 1)
    assert host.take_signals() == []
    minute = running(Buyer())
    minute.on_market(candle(5)._replace(interval=Interval.M1), 1)
    assert minute.take_signals() == []


def test_stop_lets_the_strategy_say_its_last_word() -> None:
    """Signals of on_stop are sent, and nothing after."""

    class Closer(Strategy):
        def on_stop(self) -> None:
            self.close(BTC, reason="end")

    host = running(Closer())
    host.stop(5)
    (signal,) = host.take_signals()
    assert signal.target_position == 0
    assert signal.reduce_only
    assert host.state is HostState.STOPPED
    quote = Quote(BTC, 1, 1, 2, 1, 0, 0, 6)
    host.on_market(quote, 6)
    assert host.take_signals() == []


def test_a_name_that_is_no_resource_id_is_refused() -> None:
    """Names become subjects and paths."""
    with pytest.raises(InvalidArgumentError, match="strategy 'Bad Name'"):
        StrategyHost("Bad Name", Buyer(), "paper", "log")


def test_a_timer_that_another_one_moved_fires_at_its_new_time_only() -> None:
    """Both are due at once; what the first one's handler says holds."""

    class Mover(Strategy):
        def on_start(self) -> None:
            self.timer("a", 10)
            self.timer("b", 10)

        def on_timer(self, name: str) -> None:
            self.state.setdefault("fired", []).append([name, self.now_ns])
            if name == "a":
                self.timer("b", 50)

    host = StrategyHost("mover", Mover(), "paper", "log")
    host.start(0)
    host.on_clock(10)
    assert host.next_due_ns() == 50
    host.on_clock(60)
    assert host.strategy.state["fired"] == [["a", 10], ["b", 60]]


def test_a_good_till_date_order_ends_with_its_signal() -> None:
    """The wire demands an end of it; one without is the strategy's mistake."""

    class Resting(Strategy):
        def on_trade(self, trade: Trade) -> None:
            lasting = 0 if self.state else SECOND_NS
            self.state["seen"] = True
            terms = {"time_in_force": TimeInForce.GTD, "expires_after_ns": lasting}
            self.buy(trade, 1, price="50", **terms)  # type: ignore[arg-type]  # built above

    host = StrategyHost("resting", Resting(), "paper", "log")
    host.start(0)
    host.on_market(trade(), SECOND_NS)
    (signal,) = host.take_signals()
    assert signal.order_expires_ns == signal.expires_ns == 2 * SECOND_NS
    host.on_market(trade(), SECOND_NS)
    assert host.state is HostState.FAILED
    assert "expires_after_ns" in host.error
