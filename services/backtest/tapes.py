"""Tapes, for who is not allowed to reach into market data: opened, and described for a mesh."""

from collections.abc import Mapping
from dataclasses import dataclass

from services.backtest.replay import parameters_for
from services.marketdata.manifests import Manifest, load_manifest
from services.marketdata.tapes import Tape, open_tape, tape_time
from services.signal.host import StrategyHost
from services.signal.loader import create_strategy
from tradewire.errors import InvalidArgumentError

__all__ = [
    "Manifest",
    "Tape",
    "TapeFacts",
    "facts_of",
    "intervals_for",
    "load_manifest",
    "open_tape",
    "parameters_for",
    "tape_time",
]

_NS_A_MS = 1_000_000
# Owners of a log, and the paper venue, whose ids are hashed from one.
_OWNERS = ("marketdata", "signal", "risk", "execution", "paper")


@dataclass(frozen=True, slots=True)
class TapeFacts:
    """What a mesh must know of a tape before it starts.

    Attributes:
        name: of its manifest.
        key: names the tape and the part of it that is replayed; the same, always.
        begin_ns: tape time of its first event, Unix nanoseconds.
        instruments: their ids.
        venues: whose they are.
        account: that the manifest gives it.
        balances: asset -> amount, the reporting asset first.
        latency_ms: from a command to its arrival at the paper venue.
        log_ids: by owner; the same tape, the same ids.
    """

    name: str
    key: str
    begin_ns: int
    instruments: tuple[str, ...]
    venues: tuple[str, ...]
    account: str
    balances: Mapping[str, str]
    latency_ms: int
    log_ids: Mapping[str, str]


def facts_of(tape: Tape) -> TapeFacts:
    """Read as far as the first event.

    Raises:
        InvalidArgumentError: there is none in the span.
        CorruptDataError: the recording is damaged.
    """
    first = next((batch[0] for batch in tape.batches() if batch), None)
    if first is None:
        raise InvalidArgumentError(
            f"tape {tape.manifest.name} has no event in the span; widen --from and --to"
        )
    manifest = tape.manifest
    return TapeFacts(
        name=manifest.name,
        key=tape.log_id("marketdata"),
        begin_ns=first.init_ns,
        instruments=tuple(one.id for one in tape.instruments),
        venues=tuple(dict.fromkeys(one.venue for one in tape.instruments)),
        account=manifest.account,
        balances={asset: f"{amount:f}" for asset, amount in manifest.balances},
        latency_ms=manifest.latency_ns // _NS_A_MS,
        log_ids={owner: tape.log_id(owner) for owner in _OWNERS},
    )


def intervals_for(reference: str, parameters: Mapping[str, str]) -> tuple[str, ...]:
    """The candles that a strategy reads, as texts such as ``1m``, the shortest first.

    Raises:
        ConfigurationError: there is no such strategy, or a parameter is refused.
    """
    host = StrategyHost("intervals", create_strategy(reference, dict(parameters)), "", "")
    return tuple(one.value for one in sorted(host.intervals, key=lambda one: one.ns))
