"""What ``tradewire up`` will run: feed, account and strategies, and yesterday's of each.

A data directory belongs to one feed: its log and positions are of that market. A start
without options goes on with what the directory holds; another feed needs another directory.
"""

import ast
import hashlib
import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from console import replay
from console.parts import OWNERS
from console.runtime import ReplayChoice, Runtime, StrategyChoice
from tradewire.errors import ConfigurationError, NotFoundError, PreconditionError

ACCOUNT = "paper"
SIMULATED = "SIMULATED"
SIMULATED_KEY = "simulated"
SIMULATED_INSTRUMENTS = ("BTC-USDT.SIM",)
DEMO = "cross"
DEMO_PARAMETERS = {"fast": "5", "slow": "20"}
# The runtime file is written at least this often: what ``status`` tells of a mesh that died.
WRITE_S = 5
# Forty milliseconds for a minute of tape: past that nothing is seen, and there is "max".
SPEED_MAX = 1_000.0
MAX = "max"

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
        replay_run: the replay's id; empty for the simulated market.
    """

    feed: str
    feed_key: str
    account: str
    strategies: tuple[StrategyChoice, ...]
    settings: dict[str, str]
    replay: ReplayChoice | None = None
    replay_run: str = ""


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
    if yesterday is not None and found.replay is not None:
        _check_strategies(found, yesterday)
    return found


def _check_strategies(found: Plan, yesterday: Runtime) -> None:
    """A replay is of its strategies as much as of its tape; what they did is in the logs."""
    if found.strategies != yesterday.strategies:
        raise PreconditionError(
            f"{yesterday.data_dir} holds a replay by {_told(yesterday.strategies)}, and this is one"
            f" by {_told(found.strategies)}: another strategy, or another file or parameters of it;"
            " give another --data-dir, or begin anew with --fresh",
            reason="OTHER_STRATEGY",
        )


def _told(strategies: tuple[StrategyChoice, ...]) -> str:
    named = (
        " ".join((one.source, *(f"{name}={value}" for name, value in one.parameters.items())))
        for one in strategies
    )
    return ", ".join(named) or "the strategies of the settings"


def _simulated(option: StrategyOption, kept: tuple[StrategyChoice, ...]) -> Plan:
    chosen = _strategies(option, kept, SIMULATED_INSTRUMENTS)
    settings = {
        "TRADEWIRE_MARKETDATA__FEED__KIND": "simulated",
        **_strategy_settings(chosen, ACCOUNT),
    }
    return Plan(SIMULATED, SIMULATED_KEY, ACCOUNT, chosen, settings)


def _replayed(
    choice: ReplayChoice, option: StrategyOption, kept: tuple[StrategyChoice, ...]
) -> Plan:
    manifest = None if choice.manifest is None else Path(choice.manifest)
    path, skips = Path(choice.path), choice.skip_damaged
    tape = replay.tape_of(path, manifest, choice.start, choice.end, skip_damaged=skips)
    facts = replay.tape_facts(tape)
    chosen = tuple(
        replace(
            one,
            parameters=replay.tape_parameters(tape, one.source, one.parameters),
            content=_content(one.source),
        )
        for one in _strategies(option, kept, facts.instruments)
    )
    settings = {
        **_feed_settings(choice),
        **_replay_settings(facts.key, facts.begin_ns, facts.log_ids),
        **_interval_settings([(one.source, one.parameters) for one in chosen] or _of_settings()),
        **_account_settings(facts.account, list(facts.venues), dict(facts.balances)),
        "TRADEWIRE_EXECUTION__PAPER_LATENCY_MS": str(facts.latency_ms),
        **_strategy_settings(chosen, facts.account),
    }
    return Plan(
        f"REPLAY of {facts.name}{_span_text(choice)} at {speed_text(choice.speed)}",
        # Where damaged lines are passed over, the steps after them are others.
        f"replay:{facts.key}{':skip-damaged' if skips else ''}",
        facts.account,
        chosen,
        settings,
        choice,
        facts.key,
    )


def _account_settings(account: str, venues: list[str], balances: dict[str, str]) -> dict[str, str]:
    """The one account of a replay, which its tape opens."""
    asset = next(iter(balances))
    opened = {"venues": venues, "reporting_asset": asset, "opening_balances": balances}
    return {
        "TRADEWIRE_REPLAY__ACCOUNT": account,
        "TRADEWIRE_EXECUTION__ACCOUNTS": json.dumps({account: opened}),
        "TRADEWIRE_RISK__ACCOUNTS": json.dumps([{"account": account, "asset": asset}]),
    }


def speed_of(text: str | None) -> float | None:
    """Of ``--speed``: times faster than recorded, 1 without; None for as fast as possible.

    Raises:
        ConfigurationError: it is neither ``max`` nor a number above 0 and up to 1000.
    """
    if text is None:
        return 1.0
    if text == MAX:
        return None
    try:
        speed = float(text)
    except ValueError:
        speed = 0.0
    if not 0 < speed <= SPEED_MAX:
        raise ConfigurationError(
            f"--speed {text} must be above 0 and at most {SPEED_MAX:g}, or {MAX} for as fast as"
            " this machine can"
        )
    return speed


def _span_text(choice: ReplayChoice) -> str:
    """The part of the tape, as it was asked for; empty for all of it."""
    span = (("from", choice.start), ("to", choice.end))
    return "".join(f" {word} {text}" for word, text in span if text is not None)


def speed_text(speed: float | None) -> str:
    """A speed as people read it."""
    return "full speed" if speed is None else f"{speed:g}x"


def _feed_settings(choice: ReplayChoice) -> dict[str, str]:
    settings = {
        "TRADEWIRE_MARKETDATA__FEED__KIND": "replay",
        "TRADEWIRE_MARKETDATA__FEED__PATH": choice.path,
    }
    for name, value in (
        ("MANIFEST", choice.manifest),
        ("START", choice.start),
        ("END", choice.end),
        ("SPEED", None if choice.speed is None else repr(choice.speed)),
        ("SKIP_DAMAGED", "true" if choice.skip_damaged else None),
    ):
        if value is not None:
            settings[f"TRADEWIRE_MARKETDATA__FEED__{name}"] = value
    return settings


def _replay_settings(run: str, begin_ns: int, log_ids: Mapping[str, str]) -> dict[str, str]:
    """The replay's id and clock, and the log ids that make its events' ids."""
    settings = {
        "TRADEWIRE_REPLAY__RUN": run,
        "TRADEWIRE_REPLAY__BEGIN_NS": str(begin_ns),
        "TRADEWIRE_EXECUTION__PAPER_LOG_ID": log_ids["paper"],
    }
    for owner in OWNERS:
        settings[f"TRADEWIRE_{owner.upper()}__REPLAY__LOG_ID"] = log_ids[owner]
    return settings


def _interval_settings(strategies: Sequence[tuple[str, dict[str, str]]]) -> dict[str, str]:
    """The candles that the strategies read: a replay makes no others.

    Nothing where the strategies are not known here: the user's settings say it then.
    """
    found = (one for strategy in strategies for one in replay.strategy_intervals(*strategy))
    intervals = json.dumps([*dict.fromkeys(found)])
    return {"TRADEWIRE_MARKETDATA__FEED__INTERVALS": intervals} if strategies else {}


def _of_settings() -> list[tuple[str, dict[str, str]]]:
    """Sources and parameters of the strategies in the user's environment."""
    try:
        sections = json.loads(os.environ.get(_SIGNAL_STRATEGIES, "[]"))
        return [(one["source"], one.get("parameters", {})) for one in sections]
    except (ValueError, TypeError, KeyError, AttributeError):
        # The signal service will say what is wrong with it.
        return []


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


def _content(source: str) -> str:
    """SHA-256 of a strategy's file; empty for a shipped one, which belongs to the version."""
    path = Path(source.rpartition(":")[0])
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""


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
