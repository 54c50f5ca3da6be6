"""What risk shows of itself on the wire: portfolios, sizings, kill switches."""

from decimal import Decimal

from services.risk.assessment import SizeCap, Sizing
from services.risk.directives import source_of
from services.risk.gate import RiskGate
from services.risk.killswitch import EVERYTHING, KillSwitch
from services.risk.limits_wire import environment_to_wire, sizing_to_wire
from services.risk.portfolio import Portfolio
from services.risk.store import KeptSwitch
from tradewire.codec.decimals import decimal_to_wire
from tradewire.codec.times import optional_time_to_wire, time_to_wire
from tradewire.decimals import ZERO, Rounding, canonical, divide
from tradewire.risk.v1 import (
    kill_switch_pb2,
    portfolio_pb2,
    trading_state_pb2,
    verdict_pb2,
    verdict_requests_pb2,
)
from tradewire.types.v1.stream_pb2 import StreamPosition
from tradewire.verdicts import VerdictRequest

# The contract's digits of a ratio.
RATIO_SCALE = 12
# Digits of a value in the settlement asset: the wire's most.
VALUE_SCALE = 30
CAPS_MAX = 64
POSITIONS_MAX = 10_000


def scope_of(kill_switch: str) -> str:
    """The domain's scope of the contract's id: ``all`` is ``*``, ``account-x`` ``account:x``."""
    kind, _, name = kill_switch.partition("-")
    return EVERYTHING if kill_switch == "all" else f"{kind}:{name}"


def switch_to_wire(kept: KeptSwitch) -> kill_switch_pb2.KillSwitch:
    """The message of a kill switch."""
    switch = kept.switch
    return kill_switch_pb2.KillSwitch(
        kill_switch=source_of(switch.scope).removeprefix("killSwitches/"),
        engaged=switch.engaged,
        cancel_orders=switch.cancel_orders,
        close_positions=switch.close_positions,
        reason=switch.reason,
        actor=kept.actor,
        engage_time=optional_time_to_wire(switch.engaged_ns),
        release_time=optional_time_to_wire(switch.released_ns),
    )


def unused_switch(kill_switch: str) -> KeptSwitch:
    """A switch that was never engaged."""
    scope = scope_of(kill_switch)
    return KeptSwitch(KillSwitch(scope, engaged=False, reason="", cancel_orders=False), "")


def sizing_message(sizing: Sizing, gate: RiskGate, request: VerdictRequest) -> verdict_pb2.Sizing:
    """How a quantity came about."""
    view = gate.accounts.find(request.account)
    mark = gate.marks.get(request.instrument)
    price = request.price or (mark.price if mark is not None else None)
    stop = request.stop_price
    distance = abs(price - stop) if price is not None and stop is not None else None
    return verdict_pb2.Sizing(
        policy=sizing_to_wire(sizing.policy),
        policy_source=sizing.policy_source,
        equity=decimal_to_wire(_short(view.value().equity)) if view is not None else "",
        asset=view.asset if view is not None else "",
        price=decimal_to_wire(price),
        stop_distance=decimal_to_wire(distance),
        policy_quantity=decimal_to_wire(_short(sizing.policy_quantity)),
        caps=caps_to_wire(sizing.caps),
        binding_rule=sizing.binding_rule,
        quantity=canonical(sizing.quantity),
        detail=sizing.detail,
    )


def caps_to_wire(caps: tuple[SizeCap, ...]) -> list[verdict_pb2.SizeCap]:
    """How much room each rule leaves, tightest first."""
    return [
        verdict_pb2.SizeCap(
            rule=cap.rule,
            quantity=canonical(max(cap.quantity, ZERO)),
            limit_source=cap.limit_source,
        )
        for cap in caps[:CAPS_MAX]
    ]


def max_size_to_wire(closable: Decimal, caps: tuple[SizeCap, ...]) -> verdict_requests_pb2.MaxSize:
    """How much can be traded on one side; without a price nothing opens."""
    return verdict_requests_pb2.MaxSize(
        opening_quantity=canonical(max(caps[0].quantity, ZERO)) if caps else "0",
        closing_quantity=canonical(closable),
        binding_rule=caps[0].rule if caps else "price_known",
        caps=caps_to_wire(caps),
    )


def portfolio_to_wire(
    gate: RiskGate,
    portfolio: Portfolio,
    now_ns: int,
    orders_position: StreamPosition | None,
    as_of: StreamPosition,
) -> portfolio_pb2.PortfolioRisk:
    """The message of what risk sees of an account."""
    valuation, baseline = portfolio.valuation, portfolio.baseline
    equity = valuation.equity
    exposure = valuation.exposure + portfolio.reserved_value
    message = portfolio_pb2.PortfolioRisk(
        account=portfolio.account,
        environment=environment_to_wire(portfolio.environment),
        asset=portfolio.asset,
        as_of_time=time_to_wire(now_ns),
        orders_position=orders_position,
        as_of=as_of,
        reconciled=portfolio.reconciled,
        trading_state=_trading_state(gate, portfolio.account),
        equity=canonical(_short(equity)),
        free_capital=canonical(_short(portfolio.free)),
        reserved=canonical(_short(portfolio.reserved)),
        exposure=canonical(_short(exposure)),
        net_exposure=canonical(_short(portfolio.net_exposure)),
        leverage=_ratio(exposure, equity),
        open_order_count=portfolio.open_order_count,
        position_count=portfolio.position_count,
        positions=_positions(gate, portfolio),
    )
    if baseline is not None:
        peak = max(baseline.peak_equity, equity)
        message.daily_pnl = canonical(_short(-baseline.daily_loss(equity)))
        message.monthly_pnl = canonical(_short(-baseline.monthly_loss(equity)))
        message.peak_equity = canonical(_short(peak))
        message.drawdown_fraction = _ratio(peak - equity, peak)
    return message


def _positions(gate: RiskGate, portfolio: Portfolio) -> list[portfolio_pb2.PositionRisk]:
    view = gate.accounts.get(portfolio.account)
    found = []
    for instrument in sorted({*view.holdings, *view.unvalued})[:POSITIONS_MAX]:
        holding = view.holdings.get(instrument)
        position = holding.position if holding is not None else view.unvalued[instrument]
        message = portfolio_pb2.PositionRisk(
            instrument=instrument, quantity=canonical(position.quantity)
        )
        if holding is not None:
            value = view.position_value(instrument)
            cost = position.cost if position.quantity > ZERO else -position.cost
            gain = cost - value if holding.instrument.inverse else value - cost
            message.value = canonical(_short(value))
            message.unrealised_pnl = canonical(_short(gain))
            message.equity_fraction = _ratio(abs(value), portfolio.valuation.equity)
            if holding.mark.price is not None:
                message.price = canonical(holding.mark.price)
                message.price_time.CopyFrom(time_to_wire(holding.mark.init_ns))
        found.append(message)
    return found


def _trading_state(gate: RiskGate, account: str) -> trading_state_pb2.TradingState.ValueType:
    view = gate.accounts.get(account)
    effective = gate.limits.effective(account, "", view.environment)
    stopped = (
        gate.switches.engaged(account, "") is not None
        or effective.limits.reducing_only is True
        or not effective.limits_set
        or not view.reconciled
    )
    if stopped:
        return trading_state_pb2.TRADING_STATE_REDUCING
    return trading_state_pb2.TRADING_STATE_ACTIVE


def _ratio(top: Decimal, bottom: Decimal) -> str:
    if bottom <= ZERO:
        return ""
    return canonical(divide(max(top, ZERO), bottom, RATIO_SCALE, Rounding.HALF_EVEN))


def _short(value: Decimal) -> Decimal:
    """At most as many digits as the wire holds."""
    exponent = value.as_tuple().exponent
    if isinstance(exponent, int) and exponent >= -VALUE_SCALE:
        return value
    return divide(value, Decimal(1), VALUE_SCALE, Rounding.HALF_EVEN)
