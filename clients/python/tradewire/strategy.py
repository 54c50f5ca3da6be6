"""The strategy interface: all that a user's strategy imports.

A strategy is a class. Its annotated class attributes are its parameters; its
handlers are called with market and order events in the same order in a
backtest, on paper and live; it acts by ``buy``, ``sell``, ``target`` and
``close``, which give signals. It must not read a clock, the network or a random
number: ``now_ns`` and ``timer`` are its clock, or a replay would not repeat.

    from tradewire.strategy import Candle, Strategy

    class Dip(Strategy):
        drop: float = 0.001

        def on_candle(self, candle: Candle) -> None:
            previous = self.state.get("close", float(candle.close))
            if float(candle.close) < previous * (1 - self.drop):
                self.buy(candle, stop_offset="0.02", target_offset="0.04", reason="dip")
            self.state["close"] = float(candle.close)
"""

import inspect
import typing
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import ClassVar

from tradewire.errors import ConfigurationError, ExhaustedError
from tradewire.instruments import Instrument, InstrumentKind
from tradewire.market import (
    SECOND_NS,
    BookUpdate,
    Candle,
    Interval,
    MarketEvent,
    Quote,
    Trade,
)
from tradewire.orders import (
    Fill,
    Order,
    OrderEvent,
    OrderEventKind,
    OrderState,
    OrderType,
    Side,
    TimeInForce,
)
from tradewire.parameters import Parameter, coerced
from tradewire.values import quickly_made

__all__ = [
    "SECOND_NS",
    "BookUpdate",
    "Candle",
    "Fill",
    "Instrument",
    "InstrumentKind",
    "Intent",
    "Interval",
    "Json",
    "MarketEvent",
    "Order",
    "OrderEvent",
    "OrderEventKind",
    "OrderState",
    "OrderType",
    "Parameter",
    "Quote",
    "Side",
    "Strategy",
    "TimeInForce",
    "Trade",
]

# What a strategy's saved state may hold.
Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]

# One event may lead to a rebalance of a whole book, but not to a runaway loop.
INTENTS_PER_EVENT_MAX = 64
# A strategy that forgets its timers would otherwise grow for ever.
TIMERS_MAX = 256


@quickly_made
@dataclass(frozen=True, slots=True)
class Intent:
    """What a handler asked for, before the host gives it an id.

    Prices and quantities are decimals in quote and base units; see
    ``tradewire.signals.Signal``.
    """

    instrument: Instrument
    side: Side | None
    quantity: Decimal | None
    target_position: Decimal | None
    type: OrderType
    price: Decimal | None
    time_in_force: TimeInForce | None
    post_only: bool
    reduce_only: bool
    stop_price: Decimal | None
    target_price: Decimal | None
    confidence: float
    expires_after_ns: int
    indicators: tuple[tuple[str, float], ...]
    reason: str


class Strategy:
    """Base of every strategy; override the handlers you need.

    Class attributes:
        instruments: ids to subscribe to; empty means all that the run has.
        candles: candle intervals to receive, e.g. ``("1s", "1m")``.
    """

    instruments: ClassVar[tuple[str, ...]] = ()
    candles: ClassVar[tuple[str, ...]] = ("1s",)

    def __init__(self, **parameters: object) -> None:
        """Set parameters; one that the class does not declare is refused.

        Raises:
            ConfigurationError: an unknown parameter, or a value of a wrong type.
            ValueError: ``check`` refuses them.
        """
        for name, value in coerced(type(self).__name__, self.parameters(), parameters).items():
            setattr(self, name, value)
        # JSON only, for it is saved; typed loosely, for users index deep into it.
        self.state: dict[str, typing.Any] = {}
        self.now_ns = 0
        self._intents: list[Intent] = []
        self._timers: dict[str, int] = {}
        self._positions: dict[str, Decimal] = {}
        self.check()

    # -- handlers, for the user to override --------------------------------------

    def check(self) -> None:
        """Called first, the parameters set; raise ValueError where they make no sense.

        Whoever creates the strategy is told the words, before anything runs.
        """

    def on_start(self) -> None:
        """Called once before the first event, after ``load``."""

    def on_stop(self) -> None:
        """Called once after the last event; intents given here are still sent."""

    def on_trade(self, trade: Trade) -> None:
        """Called with each trade."""

    def on_quote(self, quote: Quote) -> None:
        """Called with each change of the best bid or offer."""

    def on_book(self, update: BookUpdate) -> None:
        """Called with each change of the book's levels."""

    def on_candle(self, candle: Candle) -> None:
        """Called with each candle when the clock reaches its close."""

    def on_order(self, event: OrderEvent) -> None:
        """Called with each event of an order that this strategy caused."""

    def on_timer(self, name: str) -> None:
        """Called when a timer set by ``timer`` is due."""

    def intervals(self) -> tuple[str, ...]:
        """The candle intervals to receive; ``candles`` unless a parameter decides."""
        return self.candles

    def save(self) -> dict[str, Json]:
        """What to keep over a restart, as JSON; ``state`` unless overridden."""
        return self.state

    def load(self, saved: dict[str, Json]) -> None:
        """Take back what ``save`` gave."""
        self.state = saved

    # -- actions, for the user to call -------------------------------------------

    def buy(
        self,
        of: Instrument | MarketEvent,
        quantity: Decimal | str | int | None = None,
        **terms: typing.Unpack["Terms"],
    ) -> None:
        """Ask to buy; without a quantity risk sizes the order by the limits."""
        self._ask(of, Side.BUY, _decimal(quantity), None, terms)

    def sell(
        self,
        of: Instrument | MarketEvent,
        quantity: Decimal | str | int | None = None,
        **terms: typing.Unpack["Terms"],
    ) -> None:
        """Ask to sell; without a quantity risk sizes the order by the limits."""
        self._ask(of, Side.SELL, _decimal(quantity), None, terms)

    def target(
        self,
        of: Instrument | MarketEvent,
        position: Decimal | str | int,
        **terms: typing.Unpack["Terms"],
    ) -> None:
        """Ask to hold ``position`` (signed) afterwards; 0 closes."""
        self._ask(of, None, None, _decimal(position), terms)

    def close(self, of: Instrument | MarketEvent, reason: str = "") -> None:
        """Ask to close the whole position; nothing happens where there is none."""
        self._ask(of, None, None, Decimal(0), {"reason": reason})

    def position(self, of: Instrument | MarketEvent) -> Decimal:
        """What the account holds of the instrument, signed; its strategies share it."""
        return self._positions.get(_instrument(of).id, Decimal(0))

    def timer(self, name: str, at_ns: int) -> None:
        """Have ``on_timer(name)`` called at ``at_ns``; the same name again moves it.

        Raises:
            ExhaustedError: more than 256 timers are pending.
        """
        if name not in self._timers and len(self._timers) >= TIMERS_MAX:
            raise ExhaustedError(f"more than {TIMERS_MAX} timers pending; reuse names")
        self._timers[name] = at_ns

    # -- for the host ------------------------------------------------------------

    @classmethod
    def parameters(cls) -> tuple[Parameter, ...]:
        """The annotated class attributes, base classes' first, in order of definition."""
        found: dict[str, Parameter] = {}
        for base in reversed(cls.__mro__):
            if not issubclass(base, Strategy) or base is Strategy:
                continue
            for name, kind in typing.get_type_hints(base).items():
                if name in inspect.get_annotations(base) and kind in _KINDS:
                    found[name] = Parameter(name, kind, getattr(base, name, None))
        return tuple(found.values())

    def take_intents(self) -> list[Intent]:
        """Hand over what the handlers asked for since the last call."""
        taken, self._intents = self._intents, []
        return taken

    def _ask(
        self,
        of: Instrument | MarketEvent,
        side: Side | None,
        quantity: Decimal | None,
        target: Decimal | None,
        terms: "Terms",
    ) -> None:
        if len(self._intents) >= INTENTS_PER_EVENT_MAX:
            raise ExhaustedError(
                f"{type(self).__name__} gave more than {INTENTS_PER_EVENT_MAX} signals for one"
                " event; is there an endless loop?"
            )
        if terms.get("time_in_force") is TimeInForce.GTD and not terms.get("expires_after_ns"):
            raise ConfigurationError("a GTD order needs expires_after_ns: when is it to end?")
        price = _decimal(terms.get("price"))
        buys = side is Side.BUY or (target is not None and target > 0)
        self._intents.append(
            Intent(
                instrument=_instrument(of),
                side=side,
                quantity=quantity,
                target_position=target,
                type=terms.get("type", OrderType.MARKET if price is None else OrderType.LIMIT),
                price=price,
                time_in_force=terms.get("time_in_force"),
                post_only=terms.get("post_only", False),
                reduce_only=terms.get("reduce_only", False),
                stop_price=_protective(of, terms, "stop", price, below=buys),
                target_price=_protective(of, terms, "target", price, below=not buys),
                confidence=terms.get("confidence", 1.0),
                expires_after_ns=terms.get("expires_after_ns", 0),
                indicators=tuple(terms.get("indicators", {}).items()),
                reason=terms.get("reason", ""),
            )
        )


class Terms(typing.TypedDict, total=False):
    """The terms of an intent that may be left out.

    ``price`` makes it a limit order; ``stop_price`` and ``target_price`` rest as
    one-cancels-other after the entry, and may be given as ``stop_offset`` and
    ``target_offset`` instead, a fraction of the entry's price such as ``"0.02"``;
    ``expires_after_ns`` ends the signal, and the order where that is GTD;
    ``indicators`` and ``reason`` are evidence.
    """

    type: OrderType
    price: Decimal | str
    time_in_force: TimeInForce
    post_only: bool
    reduce_only: bool
    stop_price: Decimal | str
    target_price: Decimal | str
    stop_offset: Decimal | str
    target_offset: Decimal | str
    confidence: float
    expires_after_ns: int
    indicators: Mapping[str, float]
    reason: str


_KINDS: tuple[type, ...] = (bool, int, float, str, Decimal)


def _instrument(of: Instrument | MarketEvent) -> Instrument:
    return of if isinstance(of, Instrument) else of.instrument


def _reference(of: Instrument | MarketEvent, price: Decimal | None) -> Decimal:
    """The price that offsets count from: the limit price, else the event's own."""
    match of:
        case _ if price is not None:
            return price
        case Trade():
            return of.price
        case Quote():
            return of.mid
        case Candle():
            return of.close
        case _:
            raise ConfigurationError(
                "stop_offset and target_offset need a price to count from: pass the trade, quote"
                " or candle to buy or sell, or give stop_price and target_price"
            )


def _protective(
    of: Instrument | MarketEvent,
    terms: "Terms",
    which: typing.Literal["stop", "target"],
    price: Decimal | None,
    *,
    below: bool,
) -> Decimal | None:
    """The stop's or target's price, from its price or from its offset."""
    if which == "stop":
        given, offset = terms.get("stop_price"), _decimal(terms.get("stop_offset"))
    else:
        given, offset = terms.get("target_price"), _decimal(terms.get("target_offset"))
    if given is not None or offset is None:
        return _decimal(given)
    distance = -offset if below else offset
    return _instrument(of).nearest_price(_reference(of, price) * (1 + distance))


def _decimal(value: Decimal | str | int | None) -> Decimal | None:
    if isinstance(value, float):
        raise ConfigurationError(
            f"{value} is a float; money takes a Decimal, a string or an int, e.g. Decimal('0.10')"
        )
    if value is None:
        return None
    try:
        number = Decimal(value)
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite():
        raise ConfigurationError(f"{str(value)[:40]!r} is no number; write it like '0.10'")
    return number
