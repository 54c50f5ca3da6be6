"""A risk gate with every rule on and a hundred positions, and the orders that ask it."""

import random
from dataclasses import replace
from decimal import Decimal

from services.risk.gate import RiskGate
from services.risk.limits import Limits, OrderRate
from tradewire.instruments import Instrument, InstrumentKind
from tradewire.market import Quote
from tradewire.orders import (
    Balance,
    BalanceCause,
    BalanceChanged,
    Leg,
    Order,
    OrderEvent,
    OrderEventKind,
    OrderState,
    OrderType,
    Position,
    PositionChanged,
    Side,
    TimeInForce,
)
from tradewire.verdicts import Approved, VerdictRequest

POSITIONS = 100
START_NS = 1_704_110_400_000_000_000

D = Decimal


def every_rule(instruments: list[Instrument]) -> Limits:
    """Limits that set each field, wide enough that the orders pass."""
    return Limits(
        subject="account-paper",
        asset="USDT",
        position_value_max=D(10_000_000),
        position_fraction_max=D(1),
        exposure_max=D(1_000_000_000),
        exposure_fraction_max=D(100),
        position_count_max=1_000,
        free_capital_min=D(1),
        free_capital_fraction_min=D("0.001"),
        leverage_max=D(10),
        daily_loss_max=D(100_000_000),
        daily_loss_fraction_max=D(1),
        monthly_loss_max=D(100_000_000),
        monthly_loss_fraction_max=D(1),
        drawdown_fraction_max=D("0.9"),
        stop_required=True,
        target_required=True,
        duplicate_window_ns=1_000,
        data_age_ns_max=10**18,
        confidence_min=0.1,
        price_band_fraction_max=D("0.9"),
        order_rate=OrderRate(100_000, 1_000),
        open_order_count_max=1_000,
        allowed_instruments=tuple(instrument.id for instrument in instruments),
        short_allowed=True,
        reducing_only=False,
    )


def perpetuals() -> list[Instrument]:
    """A hundred linear contracts."""
    first = Instrument(
        id="S0-USDT-PERP.BINANCE",
        kind=InstrumentKind.PERPETUAL,
        venue_symbol="S0USDT",
        base="S0",
        quote="USDT",
        settlement="USDT",
        price_exponent=-2,
        size_exponent=-3,
        price_increment=D("0.01"),
        size_increment=D("0.001"),
        min_quantity=D("0.001"),
        min_notional=D(5),
        maker_fee=D("0.0002"),
        taker_fee=D("0.0005"),
        shortable=True,
        max_quantity=D(10_000),
    )
    return [replace(first, id=f"S{n}-USDT-PERP.BINANCE", base=f"S{n}") for n in range(POSITIONS)]


def gate_of(instruments: list[Instrument]) -> RiskGate:
    """An account of ten million with a position in each instrument."""
    gate = RiskGate(log_id="bench", instruments=instruments, limits=(every_rule(instruments),))
    gate.add_account("paper", "USDT")
    balance = Balance("paper", "USDT", D(10_000_000))
    gate.on_account_event(BalanceChanged(balance, START_NS, BalanceCause.OPENING, balance.total))
    for instrument in instruments:
        position = Position("paper", instrument.id, "USDT", D("10.5"), D("10123.45"))
        gate.on_account_event(PositionChanged(position, START_NS))
    return gate


def request_of(number: int, instrument: Instrument) -> VerdictRequest:
    """A limit order with both exits."""
    return VerdictRequest(
        request_id=f"request-{number}",
        cause=f"signal:{number}",
        account="paper",
        strategy="bench",
        instrument=instrument.id,
        side=Side.BUY,
        type=OrderType.LIMIT,
        time_in_force=TimeInForce.GTC,
        quantity=D("0.25"),
        price=D("999.5"),
        stop_price=D(900),
        target_price=D(1200),
        reduce_only=False,
        post_only=False,
        confidence=0.8,
        expires_ns=START_NS * 2,
    )


def canceled(request: VerdictRequest, verdict: Approved, now_ns: int) -> OrderEvent:
    """The end of the order, which frees what the verdict reserved."""
    order = Order(
        order_id=request.client_order_id[:16],
        client_order_id=request.client_order_id,
        account=request.account,
        instrument=request.instrument,
        side=request.side,
        type=request.type,
        time_in_force=request.time_in_force,
        quantity=verdict.quantity,
        cause=request.cause,
        leg=Leg.ENTRY,
        created_ns=now_ns,
        updated_ns=now_ns,
        state=OrderState.CANCELED,
        verdict_id=verdict.verdict_id,
    )
    return OrderEvent(OrderEventKind.CANCELED, order, now_ns)


def quote_of(instrument: Instrument, generator: random.Random, now_ns: int) -> Quote:
    """A quote near 1,000."""
    bid = 100_000 + generator.randrange(-500, 500)
    return Quote(instrument, bid, 1, bid + 1, 1, 1, now_ns, now_ns)
