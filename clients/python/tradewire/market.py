"""What happened in a market: trades, quotes, book updates, candles.

Named tuples of integers, because they are made a hundred thousand times a
second; the decimals are computed when asked for. Two stamps, both Unix
nanoseconds: ``event_ns`` is the venue's own (0 where it sends none) and only an
attribute, for venues' stamps run backwards; ``init_ns`` is ours (on a tape: the
recording's local clock plus the manifest's skew) and is what orders events.
``sequence`` is the owner's number in the stream of that instrument and type,
from 1; 0 where it has none yet.
"""

from decimal import Decimal
from typing import NamedTuple, Self

from tradewire.decimals import from_mantissa
from tradewire.errors import InvalidArgumentError
from tradewire.instruments import Instrument
from tradewire.orders import Side
from tradewire.values import Word

SECOND_NS = 1_000_000_000


class Interval(Word):
    """A candle's length. The value is how users write it."""

    ns: int
    """Length in nanoseconds."""

    S1 = "1s"
    S5 = "5s"
    S15 = "15s"
    S30 = "30s"
    M1 = "1m"
    M3 = "3m"
    M5 = "5m"
    M15 = "15m"
    M30 = "30m"
    H1 = "1h"
    H2 = "2h"
    H4 = "4h"
    H6 = "6h"
    H8 = "8h"
    H12 = "12h"
    D1 = "1d"
    W1 = "1w"

    def __new__(cls, text: str) -> Self:
        """Read the length once: it is asked for with every candle."""
        member = str.__new__(cls, text)
        member._value_ = text
        unit = {"s": 1, "m": 60, "h": 3600, "d": 86_400, "w": 604_800}[text[-1]]
        member.ns = int(text[:-1]) * unit * SECOND_NS
        return member

    @classmethod
    def of(cls, text: str) -> "Interval":
        """The interval a user wrote, e.g. ``"1m"``; raises InvalidArgumentError."""
        try:
            return cls(text)
        except ValueError:
            known = ", ".join(cls)
            raise InvalidArgumentError(
                f"candle interval {text[:20]!r} is unknown; one of {known}"
            ) from None


class Trade(NamedTuple):
    """One trade at the venue."""

    instrument: Instrument
    price_mantissa: int
    size_mantissa: int
    aggressor: Side
    trade_id: str
    event_ns: int
    init_ns: int
    sequence: int = 0

    @property
    def price(self) -> Decimal:
        """Price in quote."""
        return self.instrument.price(self.price_mantissa)

    @property
    def size(self) -> Decimal:
        """Quantity in base or contracts."""
        return self.instrument.size(self.size_mantissa)


class Quote(NamedTuple):
    """Best bid and offer. A side that is empty has price and size 0."""

    instrument: Instrument
    bid_price_mantissa: int
    bid_size_mantissa: int
    ask_price_mantissa: int
    ask_size_mantissa: int
    update_id: int
    event_ns: int
    init_ns: int
    sequence: int = 0

    @property
    def bid(self) -> Decimal:
        """Best bid price in quote."""
        return self.instrument.price(self.bid_price_mantissa)

    @property
    def ask(self) -> Decimal:
        """Best offer price in quote."""
        return self.instrument.price(self.ask_price_mantissa)

    @property
    def bid_size(self) -> Decimal:
        """Quantity at the best bid."""
        return self.instrument.size(self.bid_size_mantissa)

    @property
    def ask_size(self) -> Decimal:
        """Quantity at the best offer."""
        return self.instrument.size(self.ask_size_mantissa)

    @property
    def mid(self) -> Decimal:
        """The middle of bid and offer, exact; of a one-sided quote, the side there is."""
        bid, ask = self.bid_price_mantissa, self.ask_price_mantissa
        total = bid + ask if bid and ask else 2 * (bid or ask)
        return from_mantissa(total * 5, self.instrument.price_exponent - 1)


class BookUpdate(NamedTuple):
    """Changed price levels, or all of them.

    A level is (price, size) as integers; size 0 removes it.
    ``first_update_id..last_update_id`` is the range of venue updates folded in;
    ``previous_update_id`` the last one of the update before (0 where the venue
    does not tell). A snapshot carries its own id as ``last_update_id``.
    """

    instrument: Instrument
    is_snapshot: bool
    first_update_id: int
    last_update_id: int
    previous_update_id: int
    bids: tuple[tuple[int, int], ...]
    asks: tuple[tuple[int, int], ...]
    event_ns: int
    init_ns: int
    sequence: int = 0


class Candle(NamedTuple):
    """Trades of one interval, which includes ``open_ns`` and excludes ``close_ns``.

    Turnover is the sum of price times size: an integer of exponent
    ``price_exponent + size_exponent``. Only closed candles exist, and only
    where there was a trade.
    """

    instrument: Instrument
    interval: Interval
    open_ns: int
    open_mantissa: int
    high_mantissa: int
    low_mantissa: int
    close_mantissa: int
    volume_mantissa: int
    turnover_mantissa: int
    trade_count: int
    init_ns: int
    sequence: int = 0

    @property
    def close_ns(self) -> int:
        """The first nanosecond after the interval."""
        return self.open_ns + self.interval.ns

    @property
    def open(self) -> Decimal:
        """First price, in quote."""
        return self.instrument.price(self.open_mantissa)

    @property
    def high(self) -> Decimal:
        """Highest price, in quote."""
        return self.instrument.price(self.high_mantissa)

    @property
    def low(self) -> Decimal:
        """Lowest price, in quote."""
        return self.instrument.price(self.low_mantissa)

    @property
    def close(self) -> Decimal:
        """Last price, in quote."""
        return self.instrument.price(self.close_mantissa)

    @property
    def volume(self) -> Decimal:
        """Traded quantity, in base or contracts."""
        return self.instrument.size(self.volume_mantissa)

    @property
    def turnover(self) -> Decimal:
        """Sum of price times quantity, in quote."""
        exponent = self.instrument.price_exponent + self.instrument.size_exponent
        return from_mantissa(self.turnover_mantissa, exponent)


MarketEvent = Trade | Quote | BookUpdate | Candle
