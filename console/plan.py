"""What ``tradewire up`` will run: feed, clock, account and strategies, and yesterday's of each.

A data directory belongs to one feed: its log, clock and positions are of that market. A start
without options goes on with what the directory holds; another feed needs another directory.
"""

import ast
import json
import os
import time
from dataclasses import dataclass, field, replace
from pathlib import Path

from console import replay
from console.runtime import Clock, ReplayChoice, Runtime, StrategyChoice
from tradewire.errors import ConfigurationError, NotFoundError, PreconditionError

ACCOUNT = "paper"
SIMULATED = "SIMULATED"
SIMULATED_KEY = "simulated"
SIMULATED_INSTRUMENTS = ("BTC-USDT.SIM",)
DEMO = "cross"
DEMO_PARAMETERS = {"fast": "5", "slow": "20"}
# The services need some seconds to start; the tape's first ticks should meet a strategy.
LEAD_S = 8
# The runtime file is written at least this often; a crashed replay goes on after it.
WRITE_S = 5
# The contract's bounds of the run's clock.
SPEED_MAX = 1_000.0

_NS_A_S = 1_000_000_000
_SIGNAL_STRATEGIES = "TRADEWIRE_SIGNAL__STRATEGIES"
_CONFIG = "TRADEWIRE_CONFIG"


@dataclass(frozen=True, slots=True)
class StrategyOption:
    """``--strategy``, ``--param`` and ``--instrument``."""

    reference: str | None = None
    parameters: dict[str, str] = field(default_factory=dict)
    instruments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything that the mesh is told, beside its ports.

    Attributes:
        feed: for people: ``SIMULATED`` or ``REPLAY`` and of what.
        feed_key: what the data directory then belongs to.
        settings: environment variables of the services.
        strategies: those that it is started with; empty where the user's own settings say.
        replay: the recording; None for the simulated market.
    """

    feed: str
    feed_key: str
    account: str
    clock: Clock | None
    strategies: tuple[StrategyChoice, ...]
    settings: dict[str, str]
    replay: ReplayChoice | None = None


def plan(choice: ReplayChoice | None, option: StrategyOption, yesterday: Runtime | None) -> Plan:
    """The plan of a start.

    Raises:
        TradewireError: a recording or strategy cannot be read, or the directory is another
            feed's.
    """
    kept: tuple[StrategyChoice, ...] = ()
    if yesterday is not None:
        kept = yesterday.strategies
        choice = choice or yesterday.replay
    found = _simulated(option, kept) if choice is None else _replayed(choice, option, kept)
    if yesterday is not None and yesterday.feed_key != found.feed_key:
        raise PreconditionError(
            f"{yesterday.data_dir} holds the state of {yesterday.feed}, and positions of one "
            f"market mean nothing in another ({found.feed}); give another --data-dir, or move it "
            "aside with --fresh",
            reason="OTHER_FEED",
        )
    if yesterday is not None and found.clock is not None and choice is not None:
        found = replace(found, clock=_clock_again(yesterday, choice.speed) or found.clock)
    return replace(found, settings=found.settings | _clock_settings(found.clock))


def _simulated(option: StrategyOption, kept: tuple[StrategyChoice, ...]) -> Plan:
    chosen = _strategies(option, kept, SIMULATED_INSTRUMENTS)
    settings = {
        "TRADEWIRE_MARKETDATA__FEED__KIND": "simulated",
        **_strategy_settings(chosen, ACCOUNT),
    }
    return Plan(SIMULATED, SIMULATED_KEY, ACCOUNT, None, chosen, settings)


def _replayed(
    choice: ReplayChoice, option: StrategyOption, kept: tuple[StrategyChoice, ...]
) -> Plan:
    if not 0 < choice.speed <= SPEED_MAX:
        raise ConfigurationError(
            f"--speed {choice.speed:g} must be above 0 and at most {SPEED_MAX:g}; for as fast as "
            "possible use `tradewire replay`"
        )
    manifest = None if choice.manifest is None else Path(choice.manifest)
    tape = replay.tape_of(Path(choice.path), manifest, choice.start, choice.end)
    facts = replay.tape_facts(tape)
    chosen = tuple(
        replace(one, parameters=replay.tape_parameters(tape, one.source, one.parameters))
        for one in _strategies(option, kept, facts.instruments)
    )
    origin_wall_ns = time.time_ns() + LEAD_S * _NS_A_S
    asset = next(iter(facts.balances))
    account = {
        "venues": list(facts.venues),
        "reporting_asset": asset,
        "opening_balances": dict(facts.balances),
    }
    settings = {
        **_feed_settings(choice),
        "TRADEWIRE_EXECUTION__ACCOUNTS": json.dumps({facts.account: account}),
        "TRADEWIRE_EXECUTION__PAPER_LATENCY_MS": str(facts.latency_ms),
        "TRADEWIRE_RISK__ACCOUNTS": json.dumps([{"account": facts.account, "asset": asset}]),
        **_strategy_settings(chosen, facts.account),
    }
    return Plan(
        f"REPLAY of {facts.name} at {choice.speed:g}x",
        f"replay:{facts.key}",
        facts.account,
        Clock(origin_wall_ns, facts.begin_ns, choice.speed),
        chosen,
        settings,
        choice,
    )


def _feed_settings(choice: ReplayChoice) -> dict[str, str]:
    settings = {
        "TRADEWIRE_MARKETDATA__FEED__KIND": "replay",
        "TRADEWIRE_MARKETDATA__FEED__PATH": choice.path,
    }
    for name, value in (
        ("MANIFEST", choice.manifest),
        ("START", choice.start),
        ("END", choice.end),
    ):
        if value is not None:
            settings[f"TRADEWIRE_MARKETDATA__FEED__{name}"] = value
    return settings


def _clock_again(yesterday: Runtime, speed: float) -> Clock | None:
    """The run's clock, taken up where it was when the mesh was last seen."""
    if yesterday.clock is None:
        return None
    seen_ns = yesterday.updated_ns
    if yesterday.supervisor is not None:
        # It did not stop in order: what was stored may be as much later as a write was due.
        seen_ns += 2 * WRITE_S * _NS_A_S
    run_ns = max(yesterday.clock.run_ns(seen_ns), yesterday.clock.origin_run_ns)
    return Clock(time.time_ns(), run_ns, speed)


def _clock_settings(clock: Clock | None) -> dict[str, str]:
    if clock is None:
        return {}
    return {
        "TRADEWIRE_CLOCK__ORIGIN_WALL_NS": str(clock.origin_wall_ns),
        "TRADEWIRE_CLOCK__ORIGIN_RUN_NS": str(clock.origin_run_ns),
        "TRADEWIRE_CLOCK__SPEED": repr(clock.speed),
    }


# -- strategies ------------------------------------------------------------------------------


def _strategies(
    option: StrategyOption, kept: tuple[StrategyChoice, ...], instruments: tuple[str, ...]
) -> tuple[StrategyChoice, ...]:
    if option.reference is None:
        if option.parameters or option.instruments:
            raise ConfigurationError(
                "--param and --instrument belong to a strategy; name it with --strategy"
            )
        if any(name in os.environ for name in (_SIGNAL_STRATEGIES, _CONFIG)):
            return ()
        return kept or (StrategyChoice(DEMO, DEMO, dict(DEMO_PARAMETERS), instruments),)
    reference, named = option.reference, option.reference.rpartition(":")[2]
    if ":" in reference:
        path = Path(reference.rpartition(":")[0]).resolve()
        if not path.is_file():
            raise NotFoundError(
                f"strategy file {path} does not exist; give FILE:CLASS, such as mine.py:Mine"
            )
        reference = f"{path}:{named}"
        if names_instruments(path, named):
            instruments = ()
    chosen = option.instruments or instruments
    name = named.lower().replace("_", "-")
    return (StrategyChoice(name, reference, dict(option.parameters), chosen),)


def names_instruments(path: Path, name: str) -> bool:
    """Whether the class in the file says itself what it trades; nothing of it is run."""
    try:
        tree = ast.parse(path.read_text())
    except (OSError, SyntaxError, ValueError):
        # The signal service will say what is wrong with it, and the rest runs.
        return False
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef) and node.name == name:
            return any(_sets(statement, "instruments") for statement in node.body)
    return False


def _sets(statement: ast.stmt, name: str) -> bool:
    if isinstance(statement, ast.AnnAssign):
        targets: list[ast.expr] = [statement.target]
    elif isinstance(statement, ast.Assign):
        targets = statement.targets
    else:
        return False
    return any(isinstance(target, ast.Name) and target.id == name for target in targets)


def _strategy_settings(chosen: tuple[StrategyChoice, ...], account: str) -> dict[str, str]:
    if not chosen:
        return {}
    sections = [
        {
            "strategy": one.strategy,
            "source": one.source,
            "parameters": one.parameters,
            "instruments": list(one.instruments),
            "account": account,
        }
        for one in chosen
    ]
    return {_SIGNAL_STRATEGIES: json.dumps(sections)}
