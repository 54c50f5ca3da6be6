"""One running strategy: events in, signals out, nothing else shared.

The host gives signals their ids, keeps the strategy's position from its own
fills, fires its timers, and stops it, alone, when a handler raises. It reads no
clock: ``now_ns`` comes in with every call.
"""

import decimal
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from tradewire import ids
from tradewire.decimals import RELAXED, ZERO, plain
from tradewire.errors import CorruptDataError
from tradewire.market import BookUpdate, Candle, Interval, MarketEvent, Quote, Trade
from tradewire.orders import OrderEvent
from tradewire.signals import Evidence, Signal, TickEvidence
from tradewire.strategy import Intent, Json, Strategy

# Enough of a traceback to find the line; more would fill the log.
ERROR_CHARACTERS_MAX = 2_000


class HostState(StrEnum):
    """Where a strategy stands."""

    STOPPED = "STOPPED"
    RUNNING = "RUNNING"
    PAUSED = "PAUSED"
    FAILED = "FAILED"


@dataclass(frozen=True, slots=True)
class Stamps:
    """The wall-clock stamps of an event's way here, Unix nanoseconds; 0 for none."""

    published_ns: int = 0
    handled_ns: int = 0


NO_STAMPS = Stamps()


class StrategyHost:
    """Runs one strategy for one account."""

    def __init__(self, name: str, strategy: Strategy, account: str, log_id: str) -> None:
        """Host ``strategy`` under the id ``name``.

        Raises:
            InvalidArgumentError: a name or candle interval is malformed.
        """
        self.name = ids.check_resource_id(name, "strategy")
        self.strategy = strategy
        self.account = account
        self.state = HostState.STOPPED
        self.error = ""
        self.ordinal = 0
        self._log_id = log_id
        self._signals: list[Signal] = []
        self._intervals = frozenset(Interval.of(text) for text in strategy.intervals())
        self._instruments = frozenset(strategy.instruments)

    @property
    def intervals(self) -> list[Interval]:
        """The candle intervals that the strategy receives, shortest first."""
        return sorted(self._intervals, key=lambda interval: interval.ns)

    # -- life ----------------------------------------------------------------------

    def start(self, now_ns: int) -> None:
        """Begin: ``on_start`` runs and events are handled from now on."""
        self.error = ""
        self.state = HostState.RUNNING
        self._call(now_ns, None, NO_STAMPS, self.strategy.on_start)

    def pause(self) -> None:
        """Handle no more events until ``start``; nothing is forgotten."""
        if self.state is HostState.RUNNING:
            self.state = HostState.PAUSED

    def stop(self, now_ns: int) -> None:
        """End: ``on_stop`` runs; the signals it gives are still taken."""
        if self.state is HostState.RUNNING:
            self._call(now_ns, None, NO_STAMPS, self.strategy.on_stop)
        if self.state is not HostState.FAILED:
            self.state = HostState.STOPPED

    # -- inputs --------------------------------------------------------------------

    def on_market(self, event: MarketEvent, now_ns: int, stamps: Stamps = NO_STAMPS) -> None:
        """Hand the event to its handler, if the strategy subscribes to it."""
        if self.state is not HostState.RUNNING:
            return
        if self._instruments and event.instrument.id not in self._instruments:
            return
        strategy = self.strategy
        match event:
            case Trade():
                self._call(now_ns, event, stamps, lambda: strategy.on_trade(event))
            case Quote():
                self._call(now_ns, event, stamps, lambda: strategy.on_quote(event))
            case BookUpdate():
                self._call(now_ns, event, stamps, lambda: strategy.on_book(event))
            case Candle():
                if event.interval in self._intervals:
                    self._call(now_ns, event, stamps, lambda: strategy.on_candle(event))

    def warm(self, candle: Candle) -> None:
        """Let the strategy see history before it starts; what it asks for is dropped."""
        if candle.interval in self._intervals and self.state is HostState.STOPPED:
            self._call(candle.close_ns, candle, NO_STAMPS, lambda: self.strategy.on_candle(candle))
            self.ordinal -= len(self.take_signals())

    def on_order_event(self, event: OrderEvent, now_ns: int) -> None:
        """Follow own fills, then tell the strategy; others' orders are not its business.

        Fills count in every state: a paused strategy still holds what it holds.
        """
        if event.order.strategy != self.name:
            return
        if event.fill is not None:
            held = self.strategy._positions  # noqa: SLF001 - the host's side of the base class
            signed = event.fill.side.sign * event.fill.quantity
            held[event.fill.instrument] = held.get(event.fill.instrument, ZERO) + signed
        if self.state is HostState.RUNNING:
            self._call(now_ns, None, NO_STAMPS, lambda: self.strategy.on_order(event))

    def on_clock(self, now_ns: int) -> None:
        """Fire the timers that are due, earliest first, equal ones by name."""
        timers = self.strategy._timers  # noqa: SLF001 - the host's side of the base class
        due = sorted((at_ns, name) for name, at_ns in timers.items() if at_ns <= now_ns)
        for _, name in due:
            if self.state is HostState.RUNNING:
                del timers[name]
                self._call(now_ns, None, NO_STAMPS, _fires(self.strategy, name))

    def next_due_ns(self) -> int | None:
        """When the next timer is due; None for no timer."""
        timers = self.strategy._timers  # noqa: SLF001 - the host's side of the base class
        return min(timers.values()) if timers and self.state is HostState.RUNNING else None

    # -- outputs -------------------------------------------------------------------

    def take_signals(self) -> list[Signal]:
        """Hand over the signals given since the last call."""
        taken, self._signals = self._signals, []
        return taken

    def checkpoint(self) -> dict[str, Json]:
        """All that a restart needs, as JSON: ordinal, positions, timers, own state."""
        strategy = self.strategy
        return {
            "ordinal": self.ordinal,
            "positions": {key: plain(held) for key, held in strategy._positions.items()},  # noqa: SLF001 - the host's side of the base class
            "timers": dict(strategy._timers),  # noqa: SLF001 - the host's side of the base class
            "state": strategy.save(),
        }

    def restore(self, saved: dict[str, Json]) -> None:
        """Take back a checkpoint, before ``start``.

        Raises:
            CorruptDataError: it is no checkpoint of a host.
        """
        match saved:
            case {
                "ordinal": int(ordinal),
                "positions": dict(positions),
                "timers": dict(timers),
                "state": dict(state),
            }:
                self.ordinal = ordinal
                held = {key: Decimal(str(text)) for key, text in positions.items()}
                self.strategy._positions = held  # noqa: SLF001 - the host's side of the base class
                due = {name: at for name, at in timers.items() if isinstance(at, int)}
                self.strategy._timers = due  # noqa: SLF001 - the host's side of the base class
                self.strategy.load(state)
            case _:
                raise CorruptDataError(
                    f"strategy {self.name}: the saved state is damaged; start it with --fresh"
                )

    # -- inside --------------------------------------------------------------------

    def _call(
        self, now_ns: int, event: MarketEvent | None, stamps: Stamps, handler: Callable[[], None]
    ) -> None:
        strategy = self.strategy
        strategy.now_ns = now_ns
        try:
            with decimal.localcontext(RELAXED):
                handler()
                intents = strategy.take_intents()
        except Exception as error:  # noqa: BLE001 - the user's code may raise anything; it stops alone
            strategy.take_intents()
            self.state = HostState.FAILED
            self.error = _describe(error)
            return
        for intent in intents:
            self._signals.append(self._signal(intent, now_ns, event, stamps))

    def _signal(
        self, intent: Intent, now_ns: int, event: MarketEvent | None, stamps: Stamps
    ) -> Signal:
        self.ordinal += 1
        return Signal(
            signal_id=ids.signal_id(self._log_id, self.name, self.ordinal),
            strategy=self.name,
            ordinal=self.ordinal,
            account=self.account,
            instrument=intent.instrument.id,
            created_ns=now_ns,
            side=intent.side,
            quantity=intent.quantity,
            target_position=intent.target_position,
            type=intent.type,
            price=intent.price,
            time_in_force=intent.time_in_force,
            post_only=intent.post_only,
            reduce_only=intent.reduce_only or intent.target_position == 0,
            stop_price=intent.stop_price,
            target_price=intent.target_price,
            confidence=intent.confidence,
            expires_ns=now_ns + intent.expires_after_ns if intent.expires_after_ns else 0,
            evidence=Evidence(
                tick=None if event is None else _tick(event, stamps),
                indicators=intent.indicators,
                reason=intent.reason,
            ),
        )


def _fires(strategy: Strategy, name: str) -> Callable[[], None]:
    return lambda: strategy.on_timer(name)


def _tick(event: MarketEvent, stamps: Stamps) -> TickEvidence:
    """The evidence of a market event."""
    kind, price, venue_ns = _facts(event)
    return TickEvidence(
        instrument=event.instrument.id,
        type=kind,
        sequence=event.sequence,
        price=price,
        venue_ns=venue_ns,
        received_ns=event.init_ns,
        published_ns=stamps.published_ns,
        handled_ns=stamps.handled_ns,
    )


def _facts(event: MarketEvent) -> tuple[str, Decimal, int]:
    """Type, price and venue stamp; a book update shows its best changed bid."""
    match event:
        case Trade():
            return "trade", event.price, event.event_ns
        case Quote():
            return "quote", event.mid, event.event_ns
        case Candle():
            return "candle", event.close, event.close_ns
        case BookUpdate():
            best = max((level[0] for level in event.bids), default=0)
            return "book", event.instrument.price(best), event.event_ns


def _describe(error: Exception) -> str:
    """The error with the innermost line it came from, cut to the limit."""
    frames = traceback.extract_tb(error.__traceback__)
    where = f" at {frames[-1].filename}:{frames[-1].lineno} in {frames[-1].name}" if frames else ""
    return f"{type(error).__name__}: {error}{where}"[:ERROR_CHARACTERS_MAX]
