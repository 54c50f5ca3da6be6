"""A world for the gate: instruments, an account with money, prices, requests."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal, getcontext, setcontext
from itertools import count
from typing import Any

import pytest

from services.risk.gate import RiskGate
from services.risk.limits import Limits
from tradewire import decimals
from tradewire.decimals import ZERO
from tradewire.instruments import Instrument, InstrumentKind
from tradewire.market import Quote, Trade
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
from tradewire.verdicts import Approved, RefusalReason, Refused, Verdict, VerdictRequest

NOON_NS = 1_704_110_400_000_000_000  # 2024-01-01 12:00 UTC
D = Decimal

SPOT = Instrument(
    id="BTC-USDT.BINANCE",
    kind=InstrumentKind.SPOT,
    venue_symbol="BTCUSDT",
    base="BTC",
    quote="USDT",
    settlement="USDT",
    price_exponent=-2,
    size_exponent=-5,
    price_increment=D("0.01"),
    size_increment=D("0.00001"),
    min_quantity=D("0.00001"),
    min_notional=D(5),
    maker_fee=D("0.001"),
    taker_fee=D("0.001"),
    max_quantity=D(9000),
)
PERP = replace(
    SPOT,
    id="BTC-USDT-PERP.BINANCE",
    kind=InstrumentKind.PERPETUAL,
    price_exponent=-1,
    size_exponent=-3,
    price_increment=D("0.1"),
    size_increment=D("0.001"),
    min_quantity=D("0.001"),
    taker_fee=D("0.0005"),
    maker_fee=D("0.0002"),
    shortable=True,
)
COIN = replace(
    PERP,
    id="BTC-USD-PERP.BINANCE",
    quote="USD",
    settlement="BTC",
    multiplier=D(100),
    inverse=True,
    size_exponent=0,
    size_increment=D(1),
    min_quantity=D(1),
    min_notional=D(0),
)


@dataclass
class World:
    """A gate and the owner's events that it would follow."""

    gate: RiskGate
    account: str = "paper"
    asset: str = "USDT"
    now_ns: int = NOON_NS
    numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def fund(self, total: str, asset: str | None = None, cause: str = "OPENING") -> None:
        balance = Balance(self.account, asset or self.asset, D(total))
        self.gate.on_account_event(BalanceChanged(balance, self.now_ns, BalanceCause(cause), D(0)))

    def quote(self, instrument: Instrument, price: str, *, age_ns: int = 0) -> None:
        mantissa = instrument.price_mantissa(D(price))
        stamp = self.now_ns - age_ns
        self.gate.on_market(Quote(instrument, mantissa, 1, mantissa, 1, 1, stamp, stamp))

    def trade(self, instrument: Instrument, price: str) -> None:
        mantissa = instrument.price_mantissa(D(price))
        self.gate.on_market(Trade(instrument, mantissa, 1, Side.BUY, "t", 0, self.now_ns))

    def hold(self, instrument: Instrument, quantity: str, cost: str) -> None:
        position = Position(
            self.account, instrument.id, instrument.settlement, D(quantity), D(cost)
        )
        self.gate.on_account_event(PositionChanged(position, self.now_ns))

    def request(
        self, instrument: Instrument, side: Side, quantity: str | None, **more: Any
    ) -> VerdictRequest:
        number = next(self.numbers)
        fields: dict[str, Any] = {
            "request_id": f"r{number}",
            "cause": f"signal:{number}",
            "account": self.account,
            "strategy": "demo",
            "instrument": instrument.id,
            "side": side,
            "type": OrderType.LIMIT if more.get("price") is not None else OrderType.MARKET,
            "time_in_force": TimeInForce.GTC,
            "quantity": None if quantity is None else D(quantity),
            "price": None,
            "stop_price": None,
            "target_price": None,
            "reduce_only": False,
            "post_only": False,
            "confidence": 1.0,
            "expires_ns": 0,
        }
        return VerdictRequest(**{**fields, **more})

    def check(self, request: VerdictRequest, *, what_if: bool = False) -> Verdict:
        return self.gate.check(request, self.now_ns, what_if=what_if)

    def buy(self, instrument: Instrument, quantity: str | None, **more: Any) -> Verdict:
        return self.check(self.request(instrument, Side.BUY, quantity, **more))

    def sell(self, instrument: Instrument, quantity: str | None, **more: Any) -> Verdict:
        return self.check(self.request(instrument, Side.SELL, quantity, **more))

    def order_event(
        self,
        request: VerdictRequest,
        verdict_id: str,
        quantity: Decimal,
        *,
        kind: OrderEventKind = OrderEventKind.SUBMITTED,
        state: OrderState = OrderState.SUBMITTED,
        filled: Decimal = ZERO,
        asked: str = "",
        **more: Any,
    ) -> None:
        order = Order(
            order_id=request.client_order_id[:16],
            client_order_id=request.client_order_id,
            account=request.account,
            instrument=request.instrument,
            side=request.side,
            type=request.type,
            time_in_force=request.time_in_force,
            quantity=quantity,
            cause=request.cause,
            leg=Leg.ENTRY,
            created_ns=self.now_ns,
            updated_ns=self.now_ns,
            state=state,
            price=request.price,
            reduce_only=request.reduce_only,
            strategy=request.strategy,
            filled_quantity=filled,
            verdict_id=verdict_id,
        )
        order = replace(order, **more)
        self.gate.on_account_event(OrderEvent(kind, order, self.now_ns, verdict_id=asked))


@pytest.fixture(autouse=True)
def exact() -> Iterator[None]:
    """Every test computes in the exact context, as every process does."""
    before = getcontext().copy()
    setcontext(decimals.EXACT.copy())
    yield
    setcontext(before)


@pytest.fixture
def spot() -> Instrument:
    return SPOT


@pytest.fixture
def perp() -> Instrument:
    return PERP


@pytest.fixture
def coin() -> Instrument:
    return COIN


@pytest.fixture
def make_world() -> Callable[..., World]:
    """A world with 100,000 of its asset and a price of 50,000 everywhere."""

    def make(*, asset: str = "USDT", funds: str = "100000", **limits: Any) -> World:
        gate = RiskGate(
            log_id="log",
            instruments=(SPOT, PERP, COIN),
            limits=(Limits("account-paper", asset, **limits),),
        )
        gate.add_account("paper", asset)
        world = World(gate, asset=asset)
        world.fund(funds)
        for instrument in (SPOT, PERP, COIN):
            world.quote(instrument, "50000")
        return world

    return make


@pytest.fixture
def reasons() -> Callable[[Verdict], list[str]]:
    """The names of a verdict's reasons; empty where it approves."""

    def of(verdict: Verdict) -> list[str]:
        match verdict:
            case Approved():
                return []
            case Refused(reasons=found):
                return [RefusalReason(reason).value for reason in found]

    return of
