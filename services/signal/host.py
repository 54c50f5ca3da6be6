"""One running strategy: events in, signals out, nothing else shared.

The host gives signals their ids, keeps the strategy's position from its own
fills, fires its timers, and stops it, alone, when a handler raises. It reads no
clock: ``now_ns`` comes in with every call.
"""

import decimal
import traceback
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from decimal import Decimal
from typing import ParamSpec

from tradewire import ids
from tradewire.decimals import RELAXED, ZERO, plain
from tradewire.errors import CorruptDataError, TradewireError
from tradewire.market import BookUpdate, Candle, Interval, MarketEvent, Quote, Trade
from tradewire.orders import OrderEvent, Position, TimeInForce
from tradewire.signals import Evidence, Signal, TickEvidence
from tradewire.strategy import Intent, Json, Strategy
from tradewire.values import Word

# The contract's bounds on a failure's message and traceback.
ERROR_CHARACTERS_MAX = 2_000
TRACEBACK_CHARACTERS_MAX = 10_000

_Input = ParamSpec("_Input")


class HostState(Word):
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


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a strategy failed.

    Attributes:
        handler: the handler that raised; ``load``, ``restore`` or ``save`` outside of one.
        error_type: the error's class.
        message: the error's text.
        where: file, line and function that it came from; empty where unknown.
        traceback: the way there, innermost last.
        input: the market event that was being handled; None where there was none.
        failed_ns: on the run's clock.
    """

    handler: str
    error_type: str
    message: str
    where: str = ""
    traceback: str = ""
    input: TickEvidence | None = None
    failed_ns: int = 0

    def __str__(self) -> str:
        """Error and place on one line."""
        return f"{self.error_type}: {self.message}{self.where}"[:ERROR_CHARACTERS_MAX]

    @classmethod
    def of(
        cls,
        error: BaseException,
        handler: str,
        failed_ns: int,
        tick: TickEvidence | None = None,
    ) -> "Failure":
        """What ``error`` tells, cut to the limits."""
        # The family's errors before a handler ran name file and remedy; our own lines would
        # only hide them.
        told = isinstance(error, TradewireError) and not handler.startswith("on_")
        frames = [] if told else traceback.extract_tb(error.__traceback__)
        last = frames[-1] if frames else None
        text = "" if told else "".join(traceback.format_exception(error))
        return cls(
            handler=handler,
            error_type=type(error).__name__,
            message=str(error)[:ERROR_CHARACTERS_MAX],
            where=f" at {last.filename}:{last.lineno} in {last.name}" if last else "",
            # The end is the innermost, and what the user looks for.
            traceback=text[-TRACEBACK_CHARACTERS_MAX:],
            input=tick,
            failed_ns=failed_ns,
        )


class StrategyHost:
    """Runs one strategy for one account."""

    def __init__(
        self,
        name: str,
        strategy: Strategy,
        account: str,
        log_id: str,
        instruments: Sequence[str] = (),
        *,
        bounded: Callable[[], AbstractContextManager[None]] = nullcontext,
    ) -> None:
        """Host ``strategy`` under the id ``name``.

        Args:
            name: the strategy's id.
            strategy: the instance.
            account: whom its signals are for.
            log_id: of the log that its signals' ids are hashed from.
            instruments: whose data it gets; empty for those that its class names.
            bounded: around each call of a handler, to end one that does not return.

        Raises:
            InvalidArgumentError: a name or candle interval is malformed.
        """
        self.name = ids.check_resource_id(name, "strategy")
        self.strategy = strategy
        self.account = account
        self.state = HostState.STOPPED
        self.failure: Failure | None = None
        self.ordinal = 0
        self._log_id = log_id
        self._bounded = bounded
        self._signals: list[Signal] = []
        self._intervals = frozenset(Interval.of(text) for text in strategy.intervals())
        self._instruments = frozenset(instruments or strategy.instruments)

    @property
    def error(self) -> str:
        """Why it failed, on one line; empty where it did not."""
        return "" if self.failure is None else str(self.failure)

    @property
    def intervals(self) -> list[Interval]:
        """The candle intervals that the strategy receives, shortest first."""
        return sorted(self._intervals, key=lambda interval: interval.ns)

    # -- life ----------------------------------------------------------------------

    def start(self, now_ns: int, *, paused: bool = False) -> None:
        """Begin: ``on_start`` runs and events are handled from now on."""
        self.failure = None
        self.state = HostState.PAUSED if paused else HostState.RUNNING
        self._call(now_ns, None, NO_STAMPS, self.strategy.on_start)

    def pause(self) -> None:
        """Drop signals until ``unpause``; events are handled, so indicators stay current."""
        if self.state is HostState.RUNNING:
            self.state = HostState.PAUSED

    def unpause(self) -> None:
        """Give signals again."""
        if self.state is HostState.PAUSED:
            self.state = HostState.RUNNING

    def fail(self, failure: Failure) -> None:
        """Stop for good: nothing is handled and nothing given until a new start."""
        self.state = HostState.FAILED
        self.failure = failure

    def stop(self, now_ns: int) -> None:
        """End: ``on_stop`` runs; the signals it gives are still taken, but for a pause's."""
        if self._handles:
            self._call(now_ns, None, NO_STAMPS, self.strategy.on_stop)
        if self.state is not HostState.FAILED:
            self.state = HostState.STOPPED

    # -- inputs --------------------------------------------------------------------

    def on_market(self, event: MarketEvent, now_ns: int, stamps: Stamps = NO_STAMPS) -> None:
        """Hand the event to its handler, if the strategy subscribes to it."""
        if not self._handles:
            return
        if self._instruments and event.instrument.id not in self._instruments:
            return
        strategy = self.strategy
        match event:
            case Candle():
                if event.interval in self._intervals:
                    self._call(now_ns, event, stamps, strategy.on_candle, event)
            case Trade():
                self._call(now_ns, event, stamps, strategy.on_trade, event)
            case Quote():
                self._call(now_ns, event, stamps, strategy.on_quote, event)
            case BookUpdate():
                self._call(now_ns, event, stamps, strategy.on_book, event)

    def warm(self, candle: Candle) -> None:
        """Let the strategy see history before it trades; what it asks for is dropped."""
        if candle.interval in self._intervals and self.state is not HostState.FAILED:
            state, self.state = self.state, HostState.PAUSED
            self._call(candle.close_ns, candle, NO_STAMPS, self.strategy.on_candle, candle)
            # A handler that raised has failed the host, and that stays.
            self.state = state if self._handles else self.state

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
        if self._handles:
            self._call(now_ns, None, NO_STAMPS, self.strategy.on_order, event)

    def on_position(self, position: Position) -> None:
        """Take the account's own word for what is held.

        A person, a directive or another strategy may have traded too, and a target is measured
        against what the account holds: a strategy that counted only its own fills would wait for
        a position that is gone.
        """
        if position.account == self.account:
            held = self.strategy._positions  # noqa: SLF001 - the host's side of the base class
            held[position.instrument] = position.quantity

    def on_clock(self, now_ns: int) -> None:
        """Fire the timers that are due, earliest first, equal ones by name."""
        timers = self.strategy._timers  # noqa: SLF001 - the host's side of the base class
        if not timers:
            return
        due = sorted((at_ns, name) for name, at_ns in timers.items() if at_ns <= now_ns)
        for at_ns, name in due:
            # A handler before may have moved it, and then it is not due any more.
            if self._handles and timers.get(name) == at_ns:
                del timers[name]
                self._call(now_ns, None, NO_STAMPS, self.strategy.on_timer, name)

    def next_due_ns(self) -> int | None:
        """When the next timer is due; None for no timer."""
        timers = self.strategy._timers  # noqa: SLF001 - the host's side of the base class
        return min(timers.values()) if timers and self._handles else None

    # -- outputs -------------------------------------------------------------------

    @property
    def has_signals(self) -> bool:
        """Whether ``take_signals`` would give any."""
        return bool(self._signals)

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
        """Take back a checkpoint, before ``start``; a ``state`` of None leaves the strategy new.

        Raises:
            CorruptDataError: it is no checkpoint of a host.
        """
        match saved:
            case {
                "ordinal": int(ordinal),
                "positions": dict(positions),
                "timers": dict(timers),
                "state": (dict() | None) as state,
            }:
                self.ordinal = ordinal
                held = {key: Decimal(str(text)) for key, text in positions.items()}
                self.strategy._positions = held  # noqa: SLF001 - the host's side of the base class
                due = {name: at for name, at in timers.items() if isinstance(at, int)}
                self.strategy._timers = due  # noqa: SLF001 - the host's side of the base class
                if state is not None:
                    self.strategy.load(state)
            case _:
                raise CorruptDataError(
                    f"strategy {self.name}: the saved state is damaged; start it with --fresh"
                )

    # -- inside --------------------------------------------------------------------

    def _call(
        self,
        now_ns: int,
        event: MarketEvent | None,
        stamps: Stamps,
        handler: Callable[_Input, None],
        *given: _Input.args,
        **named: _Input.kwargs,
    ) -> None:
        strategy = self.strategy
        strategy.now_ns = now_ns
        ours = decimal.getcontext()
        decimal.setcontext(RELAXED.copy())  # As ``localcontext`` does, at half its price.
        try:
            with self._bounded():
                handler(*given, **named)
            intents = strategy.take_intents()
        except (Exception, SystemExit) as error:  # noqa: BLE001 - the user's code may raise anything; it stops alone
            strategy.take_intents()
            tick = None if event is None else _tick(event, stamps)
            self.fail(Failure.of(error, _handler(error), now_ns, tick))
            return
        finally:
            decimal.setcontext(ours)
        if self.state is HostState.PAUSED:
            return
        for intent in intents:
            self._signals.append(self._signal(intent, now_ns, event, stamps))

    @property
    def _handles(self) -> bool:
        return self.state is HostState.RUNNING or self.state is HostState.PAUSED

    def _signal(
        self, intent: Intent, now_ns: int, event: MarketEvent | None, stamps: Stamps
    ) -> Signal:
        self.ordinal += 1
        expires_ns = now_ns + intent.expires_after_ns if intent.expires_after_ns else 0
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
            expires_ns=expires_ns,
            order_expires_ns=expires_ns if intent.time_in_force is TimeInForce.GTD else 0,
            evidence=Evidence(
                tick=None if event is None else _tick(event, stamps),
                indicators=intent.indicators,
                reason=intent.reason,
            ),
        )


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


def _handler(error: BaseException) -> str:
    """The outermost handler on the error's way, ``on_candle`` and the like."""
    names = (frame.name for frame in traceback.extract_tb(error.__traceback__))
    return next((name for name in names if name.startswith("on_")), "handler")
