"""A verdict with every rule on and 100 positions, against two floors; one JSON row a line.

    python -m benchmarks.bench_verdict

Rows: ``name``, ``p50_us``, ``p99_us``, and the floors' p99: ``empty`` builds the same
request and calls an empty function, ``one_rule`` evaluates a single rule. ``quiet``
moves one price between verdicts, ``moving`` all hundred. Ours and the floors take
turns, so a noisy machine hits all of them.
"""

import gc
import json
import random
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import count

from services.risk.gate import RiskGate
from services.risk.limits import Limits, OrderRate
from services.risk.rules_account import position_size
from tradewire import decimals
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
from tradewire.verdicts import Approved, Verdict, VerdictRequest

POSITIONS = 100
# Enough that the 99th percentile rests on hundreds of samples, in a few seconds.
VERDICTS = 20_000
START_NS = 1_704_110_400_000_000_000
BUDGET_P99_US = 100
Check = Callable[[VerdictRequest, int], Verdict | None]

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


def percentile_us(samples: list[int], fraction: float) -> float:
    """The sample below which ``fraction`` of them lie, in microseconds."""
    return sorted(samples)[int(len(samples) * fraction)] / 1_000


def measure(name: str, moving: int) -> dict[str, object]:
    """One row; ``moving`` prices change before each verdict, outside the clock."""
    instruments = perpetuals()
    gate = gate_of(instruments)
    generator = random.Random(7)
    numbers: Iterator[int] = count(1)
    checks = checks_of(gate, request_of(0, instruments[0]))
    samples: dict[str, list[int]] = {kind: [] for kind, _ in checks}
    for instrument in instruments:
        gate.on_market(quote_of(instrument, generator, START_NS))
    for turn in range(VERDICTS):
        now_ns = START_NS + turn * 1_000_000_000
        for _ in range(moving):
            gate.on_market(quote_of(generator.choice(instruments), generator, now_ns))
        for kind, check in checks:
            number, instrument = next(numbers), generator.choice(instruments)
            # The orders' ends are fed between verdicts, as in life, outside the clock.
            begun = time.perf_counter_ns()
            verdict = check(request_of(number, instrument), now_ns)
            samples[kind].append(time.perf_counter_ns() - begun)
            if kind == "ours":
                if not isinstance(verdict, Approved):
                    raise SystemExit(f"the benchmark's order was refused: {verdict}")
                gate.on_account_event(canceled(request_of(number, instrument), verdict, now_ns))
        gate.take_events()
    return row_of(name, samples)


def checks_of(gate: RiskGate, request: VerdictRequest) -> tuple[tuple[str, Check], ...]:
    """What takes turns: the gate, and the two floors."""
    order = gate._assess(request, START_NS, what_if=True)  # noqa: SLF001

    def empty(_request: VerdictRequest, _now_ns: int) -> None:
        return None

    def one_rule(_request: VerdictRequest, _now_ns: int) -> None:
        position_size(order)

    return ("ours", gate.check), ("empty", empty), ("one_rule", one_rule)


def row_of(name: str, samples: dict[str, list[int]]) -> dict[str, object]:
    """The percentiles of all samples, in microseconds."""
    return {
        "name": name,
        "positions": POSITIONS,
        "verdicts": VERDICTS,
        "p50_us": percentile_us(samples["ours"], 0.50),
        "p99_us": percentile_us(samples["ours"], 0.99),
        "empty_p50_us": percentile_us(samples["empty"], 0.50),
        "empty_p99_us": percentile_us(samples["empty"], 0.99),
        "one_rule_p99_us": percentile_us(samples["one_rule"], 0.99),
        "budget_p99_us": BUDGET_P99_US,
    }


def main() -> None:
    """Print a row for quiet and one for moving markets."""
    decimals.install()
    gc.freeze()
    for name, moving in (("verdict_quiet", 1), ("verdict_moving", POSITIONS)):
        print(json.dumps(measure(name, moving)))


if __name__ == "__main__":
    main()
