"""A tape, a strategy and the demo's limits, run through the kernel to figures."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from services.backtest.kernel import Kernel, Observer, Round
from services.backtest.tally import Figures, Tally
from services.execution.desk import DeskState, ExecutionDesk
from services.execution.paper import PaperVenue
from services.marketdata.instruments import shipped_instruments
from services.marketdata.manifests import Manifest
from services.marketdata.steps import Step
from services.marketdata.tapes import Tape
from services.risk.gate import RiskGate
from services.risk.limits import DEMO_LIMITS, Limits
from services.signal.host import HostState, StrategyHost
from services.signal.loader import create_strategy, load_strategy
from tradewire.errors import ConfigurationError, InternalError
from tradewire.orders import Balance, BalanceCause, BalanceChanged

# Progress is told this often: a bar that moves, and no cost that shows in a profile.
STEPS_PER_PROGRESS = 1_000


class Progress(Protocol):
    """Told now and then where the run stands."""

    def __call__(self, clock_ns: int, steps: int) -> None:
        """``clock_ns`` of tape time is reached after ``steps`` steps."""
        ...


@dataclass(frozen=True, slots=True)
class ReplaySpec:
    """What to run: a built-in strategy's name or ``FILE:CLASS``, with its parameters."""

    strategy: str = "cross"
    parameters: Mapping[str, str] | None = None
    limits: Limits = DEMO_LIMITS


@dataclass(frozen=True, slots=True)
class ReplayRun:
    """A finished run: its figures, and the parts for whoever wants to look closer."""

    figures: Figures
    tally: Tally
    kernel: Kernel
    manifest: Manifest


def replay(
    tape: Tape,
    spec: ReplaySpec,
    *,
    progress: Progress | None = None,
    on_round: Callable[[Round, int], None] | None = None,
) -> ReplayRun:
    """Run the tape from its beginning to its end.

    Raises:
        ConfigurationError: the strategy cannot be made, or it failed on the way.
        CorruptDataError: the tape is damaged.
    """
    tally = Tally()

    def observe_round(gained: Round, clock_ns: int) -> None:
        tally.on_round(gained, clock_ns)
        if on_round is not None:
            on_round(gained, clock_ns)

    def observe_step(step: Step) -> None:
        tally.on_step(step)
        for host in kernel.hosts:
            _check(host)
            if step.index % STEPS_PER_PROGRESS == 1:
                _check_state(host)
        if progress is not None and step.index % STEPS_PER_PROGRESS == 0:
            progress(step.clock_ns, step.index)

    kernel = assemble(tape, spec, Observer(on_round=observe_round, on_step=observe_step))
    manifest = tape.manifest
    intervals = [interval for host in kernel.hosts for interval in host.intervals]
    kernel.run(tape.steps(intervals))
    for host in kernel.hosts:
        _check(host)
        _check_state(host)
    figures = {
        "tape": manifest.name,
        **tally.figures(_pnl(kernel, tally, manifest)),
        "steps": tally.steps,
        "damaged": tape.damage_count,
    }
    return ReplayRun(figures, tally, kernel, manifest)


def assemble(tape: Tape, spec: ReplaySpec, observer: Observer) -> Kernel:
    """The parts of a run, with the tape's account, balances and log ids."""
    manifest = tape.manifest
    known = shipped_instruments()
    account = manifest.account
    balances = tuple(Balance(account, asset, amount) for asset, amount in manifest.balances)
    gate = RiskGate(log_id=tape.log_id("risk"), instruments=tape.instruments, limits=(spec.limits,))
    gate.add_account(account, manifest.balances[0][0])
    for balance in balances:
        gate.on_account_event(BalanceChanged(balance, 0, BalanceCause.OPENING))
    desk = ExecutionDesk(account, known.get, DeskState(balances=balances))
    venue = PaperVenue(
        account=account,
        log_id=tape.log_id("paper"),
        instruments=tape.instruments,
        balances=balances,
        latency_ns=manifest.latency_ns,
    )
    return Kernel(
        gate=gate,
        hosts=(_host(tape, spec),),
        desk=desk,
        venue=venue,
        observer=observer,
        end_margin_ns=manifest.end_margin_ns,
    )


def parameters_for(tape: Tape, strategy: str, given: Mapping[str, str]) -> dict[str, str]:
    """A strategy's parameters for a tape.

    Raises:
        ConfigurationError: there is no such strategy.
    """
    parameters = dict(given)
    interval = tape.manifest.interval
    if interval is not None:
        declared = {one.name for one in load_strategy(strategy).parameters()}
        if "interval" in declared:
            # A tape of candles has no shorter ones; its own are what its user means.
            parameters.setdefault("interval", interval.value)
    return parameters


def _host(tape: Tape, spec: ReplaySpec) -> StrategyHost:
    parameters = parameters_for(tape, spec.strategy, spec.parameters or {})
    strategy = create_strategy(spec.strategy, parameters)
    name = spec.strategy.rpartition(":")[2].lower().replace("_", "-")
    return StrategyHost(name, strategy, tape.manifest.account, tape.log_id("signal"))


def _check(host: StrategyHost) -> None:
    """A run without its strategy is worth nothing, so the first failure ends it."""
    if host.state is HostState.FAILED:
        raise ConfigurationError(f"strategy {host.name} failed: {host.error}")


def _check_state(host: StrategyHost) -> None:
    """What could not be saved would pass here and fail live, at its first checkpoint."""
    try:
        json.dumps(host.checkpoint())
    except (TypeError, ValueError) as error:
        raise ConfigurationError(
            f"strategy {host.name}: its state cannot be saved as JSON ({error}); keep only"
            " texts, numbers, lists and dicts of them in it"
        ) from error


def _pnl(kernel: Kernel, tally: Tally, manifest: Manifest) -> list[tuple[str, Decimal]]:
    """What each starting balance's asset gained: equity at the last prices less the start."""
    marks = tally.last_prices
    for position in kernel.desk.positions():
        if position.quantity != 0 and position.instrument not in marks:
            mark = kernel.gate.marks.get(position.instrument)
            if mark is None or mark.price is None:
                raise InternalError(f"{position.instrument} is held and has no price")
            marks[position.instrument] = mark.price
    ledger = kernel.desk.ledger
    return [(asset, ledger.equity(asset, marks) - start) for asset, start in manifest.balances]
