"""Every subject of the bus and every JetStream stream, in one table.

A stream of events is one subject, read by RPC or by bus alike, and carries one envelope type.
Nobody writes a subject by hand: they are built and taken apart here, so the table is the truth.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from tradewire.errors import InvalidArgumentError

PREFIX: Final = "tw.v1"
"""The bus contract's version, at the head of every subject: two versions can live side by side."""

# Venues and symbols are upper case, ids of ours lower case; a dot would begin another token and
# '*' or '>' would be a wildcard.
_TOKEN = re.compile(r"[A-Za-z0-9_-]{1,64}")


class Topic(StrEnum):
    """The token after the version: what kind of thing a subject carries."""

    MARKET_DATA = "md"
    SIGNALS = "signals"
    SCANS = "scans"
    REGIMES = "regimes"
    ORDERS = "orders"
    RISK = "risk"
    FEEDS = "feeds"
    JOBS = "jobs"
    CLOCK = "clock"
    DEAD_LETTERS = "dlq"


class MarketData(StrEnum):
    """The ``<type>`` of a market data subject."""

    TRADES = "trades"
    QUOTES = "quotes"
    BOOKS = "books"
    CANDLES = "candles"
    LIQUIDATIONS = "liquidations"
    FUNDING = "funding"


class StreamName(StrEnum):
    """The JetStream streams."""

    MARKETDATA = "MARKETDATA"
    SIGNALS = "SIGNALS"
    ORDERS = "ORDERS"
    RISK = "RISK"
    JOBS = "JOBS"
    DLQ = "DLQ"


@dataclass(frozen=True, slots=True)
class SubjectRule:
    """One row of the table.

    Attributes:
        topic: the token after the version.
        tokens: names of the tokens after the topic, in order.
        envelope: full name of the Protobuf message that every payload on it is.
        owner: the service whose log or feed it is.
        stream: the JetStream stream that keeps it; None for what is only broadcast.
        durable: whether durable consumers may exist; the rest is read by core subscription.
        dead_letters: whether an event that cannot be handled may be put aside. Never where
            order matters: skipping one order event would corrupt the account.
    """

    topic: Topic
    tokens: tuple[str, ...]
    envelope: str
    owner: str
    stream: StreamName | None
    durable: bool = False
    dead_letters: bool = False

    @property
    def pattern(self) -> str:
        """As people write it: ``tw.v1.orders.<account>``."""
        return ".".join((PREFIX, self.topic, *(f"<{token}>" for token in self.tokens)))

    @property
    def wildcard(self) -> str:
        """As NATS subscribes to all of it: ``tw.v1.orders.*``."""
        return ".".join((PREFIX, self.topic, *("*" for _ in self.tokens)))


SUBJECTS: Final = (
    SubjectRule(
        Topic.MARKET_DATA,
        ("type", "venue", "symbol"),
        "tradewire.marketdata.v1.MarketDataEvent",
        "marketdata",
        StreamName.MARKETDATA,
    ),
    SubjectRule(
        Topic.FEEDS,
        ("venue",),
        "tradewire.marketdata.v1.FeedEvent",
        "marketdata",
        StreamName.MARKETDATA,
    ),
    SubjectRule(
        Topic.SIGNALS,
        ("strategy",),
        "tradewire.signal.v1.SignalEvent",
        "signal",
        StreamName.SIGNALS,
        durable=True,
        dead_letters=True,
    ),
    SubjectRule(
        Topic.SCANS,
        ("scanner",),
        "tradewire.signal.v1.ScanEvent",
        "signal",
        StreamName.SIGNALS,
        durable=True,
        dead_letters=True,
    ),
    SubjectRule(
        Topic.REGIMES,
        ("venue", "symbol"),
        "tradewire.signal.v1.RegimeEvent",
        "signal",
        StreamName.SIGNALS,
        durable=True,
        dead_letters=True,
    ),
    SubjectRule(
        Topic.ORDERS,
        ("account",),
        "tradewire.execution.v1.AccountEvent",
        "execution",
        StreamName.ORDERS,
        durable=True,
    ),
    SubjectRule(
        Topic.RISK,
        ("account",),
        "tradewire.risk.v1.RiskEvent",
        "risk",
        StreamName.RISK,
        durable=True,
    ),
    SubjectRule(
        Topic.JOBS, ("job",), "tradewire.backtest.v1.JobEvent", "backtest", StreamName.JOBS
    ),
    SubjectRule(Topic.CLOCK, ("run",), "tradewire.system.v1.ClockEvent", "marketdata", None),
    # A dead letter keeps the payload of the subject it came from; its headers name that subject.
    SubjectRule(Topic.DEAD_LETTERS, ("consumer",), "", "", StreamName.DLQ),
)
"""The table. One row a topic."""

_RULES: Final[Mapping[str, SubjectRule]] = {rule.topic: rule for rule in SUBJECTS}


@dataclass(frozen=True, slots=True)
class StreamRule:
    """How JetStream keeps a stream. The owner's log is the truth, so every limit may be finite.

    Attributes:
        name: the JetStream name.
        age_s_max: seconds after which a message is discarded, the oldest first.
        bytes_max: bytes after which the oldest are discarded.
        dedup_window_s: seconds in which a repeated Nats-Msg-Id is swallowed; an optimisation,
            for consumers tell repeats apart by sequence.
        reason: why these numbers.
    """

    name: StreamName
    age_s_max: int
    bytes_max: int
    dedup_window_s: int
    reason: str

    @property
    def subjects(self) -> tuple[str, ...]:
        """Wildcards of every subject that the table gives to this stream."""
        return tuple(rule.wildcard for rule in SUBJECTS if rule.stream == self.name)


_MIB: Final = 1024 * 1024
_DAY_S: Final = 24 * 3600

STREAMS: Final = (
    StreamRule(
        StreamName.MARKETDATA,
        age_s_max=120,
        bytes_max=256 * _MIB,
        dedup_window_s=1,
        reason="Live readers subscribe; the stream only bridges a reader's reconnect, the tick "
        "store holds the history. Two minutes of 50k ticks/s at 40 bytes fill the room.",
    ),
    StreamRule(
        StreamName.SIGNALS,
        age_s_max=7 * _DAY_S,
        bytes_max=256 * _MIB,
        dedup_window_s=120,
        reason="A consumer that was down over a long weekend catches up from the bus; what is "
        "older it fetches from the owner.",
    ),
    StreamRule(
        StreamName.ORDERS,
        age_s_max=7 * _DAY_S,
        bytes_max=512 * _MIB,
        dedup_window_s=120,
        reason="As signals; several events an order, so twice the room. The audit reads the "
        "owner's log, not the bus.",
    ),
    StreamRule(
        StreamName.RISK,
        age_s_max=7 * _DAY_S,
        bytes_max=256 * _MIB,
        dedup_window_s=120,
        reason="As signals.",
    ),
    StreamRule(
        StreamName.JOBS,
        age_s_max=_DAY_S,
        bytes_max=64 * _MIB,
        dedup_window_s=120,
        reason="Progress is worth a day; results are the backtest service's.",
    ),
    StreamRule(
        StreamName.DLQ,
        age_s_max=14 * _DAY_S,
        bytes_max=128 * _MIB,
        dedup_window_s=120,
        reason="Two weeks for a person to look at a dead letter, mend the cause and replay it.",
    ),
)
"""The streams; every service may create them, all from this one table."""


def market_data(kind: MarketData, instrument: str) -> str:
    """``tw.v1.md.<type>.<venue>.<symbol>`` of an instrument ``<symbol>.<venue>``.

    Raises:
        InvalidArgumentError: the instrument is not of that form.
    """
    symbol, venue = _instrument(instrument)
    return _build(Topic.MARKET_DATA, kind, venue, symbol)


def signals(strategy: str) -> str:
    """``tw.v1.signals.<strategy>``: a strategy's signals and its state."""
    return _build(Topic.SIGNALS, strategy)


def scans(scanner: str) -> str:
    """``tw.v1.scans.<scanner>``: a scanner's results."""
    return _build(Topic.SCANS, scanner)


def regimes(instrument: str) -> str:
    """``tw.v1.regimes.<venue>.<symbol>`` of an instrument ``<symbol>.<venue>``."""
    symbol, venue = _instrument(instrument)
    return _build(Topic.REGIMES, venue, symbol)


def orders(account: str) -> str:
    """``tw.v1.orders.<account>``: order events, fills, positions and balances."""
    return _build(Topic.ORDERS, account)


def risk(account: str) -> str:
    """``tw.v1.risk.<account>``: verdicts, directives, breakers and snapshots."""
    return _build(Topic.RISK, account)


def feeds(venue: str) -> str:
    """``tw.v1.feeds.<venue>``: a feed's status."""
    return _build(Topic.FEEDS, venue)


def jobs(job: str) -> str:
    """``tw.v1.jobs.<job>``: a research job's progress."""
    return _build(Topic.JOBS, job)


def clock(run: str) -> str:
    """``tw.v1.clock.<run>``: a replay's clock, broadcast and not kept."""
    return _build(Topic.CLOCK, run)


def dead_letters(consumer: str) -> str:
    """``tw.v1.dlq.<consumer>``: what a consumer put aside."""
    return _build(Topic.DEAD_LETTERS, consumer)


def every(topic: Topic) -> str:
    """The wildcard for all subjects of a topic."""
    return _RULES[topic].wildcard


@dataclass(frozen=True, slots=True)
class Subject:
    """A subject taken apart: its rule, and the tokens by their names."""

    rule: SubjectRule
    tokens: Mapping[str, str]

    @property
    def instrument(self) -> str:
        """``<symbol>.<venue>`` of a subject that has both.

        Raises:
            KeyError: it has not.
        """
        return f"{self.tokens['symbol']}.{self.tokens['venue']}"


def parse(subject: str) -> Subject:
    """Take a subject apart.

    Raises:
        InvalidArgumentError: no row of the table covers it.
    """
    head, _, rest = subject.removeprefix(f"{PREFIX}.").partition(".")
    rule = _RULES.get(head) if subject.startswith(f"{PREFIX}.") else None
    tokens = rest.split(".")
    if rule is None or len(tokens) != len(rule.tokens):
        known = ", ".join(row.pattern for row in SUBJECTS)
        raise InvalidArgumentError(f"subject {subject[:100]!r} is none of {known}")
    checked = [_check(name, token) for name, token in zip(rule.tokens, tokens, strict=True)]
    return Subject(rule, dict(zip(rule.tokens, checked, strict=True)))


def _build(topic: Topic, *tokens: str) -> str:
    rule = _RULES[topic]
    checked = [_check(name, token) for name, token in zip(rule.tokens, tokens, strict=True)]
    return ".".join((PREFIX, topic, *checked))


def _check(name: str, token: str) -> str:
    if not _TOKEN.fullmatch(token):
        raise InvalidArgumentError(
            f"{name} {token[:70]!r} cannot be part of a subject; "
            "use 1 to 64 letters, digits, '_' and '-'",
            fields={name: "must be 1 to 64 letters, digits, '_' and '-'"},
        )
    return token


def _instrument(instrument: str) -> tuple[str, str]:
    symbol, separator, venue = instrument.partition(".")
    if not separator:
        raise InvalidArgumentError(
            f"instrument {instrument[:100]!r} must be <symbol>.<venue>, like BTC-USDT.BINANCE",
            fields={"instrument": "must be <symbol>.<venue>"},
        )
    return symbol, venue
