"""Marks: the newest price of each instrument, and how old it is.

Fed with every tick, so a mark keeps the integers and computes the decimal when
a verdict asks for it. The newest of quote mid, trade and candle close counts;
book updates carry no price of their own.
"""

from decimal import Decimal
from typing import NamedTuple

from services.risk.valuation import ONE, is_cash
from tradewire.decimals import canonical, from_mantissa
from tradewire.instruments import Instrument
from tradewire.market import BookUpdate, Candle, MarketEvent, Quote, Trade


class FormTexts(NamedTuple):
    """What the rules on form print of an instrument, printed once."""

    price_increment: str
    size_increment: str
    min_quantity: str
    max_quantity: str
    min_notional: str
    unit: str


class Mark:
    """The newest price of one instrument.

    Attributes:
        mantissa: of exponent ``price_exponent - 1``, for a mid needs half a unit;
            0 before the first price.
        init_ns: when it was seen, on the run's clock.
        cash: True where holding means owning the base (spot, equities).
        texts: the instrument's increments and bounds as rules print them.
    """

    __slots__ = ("_price", "_priced", "cash", "init_ns", "instrument", "mantissa", "texts")

    def __init__(self, instrument: Instrument) -> None:
        self.instrument = instrument
        self.mantissa = 0
        self.init_ns = 0
        self._priced = 0
        self._price: Decimal | None = None
        self.cash = is_cash(instrument)
        self.texts = FormTexts(
            canonical(instrument.price_increment),
            canonical(instrument.size_increment),
            canonical(instrument.min_quantity),
            canonical(instrument.max_quantity) if instrument.max_quantity is not None else "",
            canonical(instrument.min_notional),
            instrument.base if instrument.multiplier == ONE else "contracts",
        )

    @property
    def price(self) -> Decimal | None:
        """In quote; None before the first price."""
        if self._priced != self.mantissa:
            self._priced = self.mantissa
            self._price = from_mantissa(self.mantissa, self.instrument.price_exponent - 1)
        return self._price


class MarkBook:
    """The marks of all instruments known, in the order they became known."""

    def __init__(self) -> None:
        self._marks: dict[str, Mark] = {}
        self._cash: dict[tuple[str, str], list[Mark]] = {}

    def add(self, instrument: Instrument) -> Mark:
        """The mark of an instrument, made where it is new."""
        mark = self._marks.get(instrument.id)
        if mark is None:
            mark = self._marks[instrument.id] = Mark(instrument)
            self._cash.setdefault((instrument.base, instrument.settlement), []).append(mark)
        return mark

    def get(self, instrument_id: str) -> Mark | None:
        """The mark of an instrument; None where it is unknown."""
        return self._marks.get(instrument_id)

    def all(self) -> tuple[Mark, ...]:
        """Every mark, in the order they became known."""
        return tuple(self._marks.values())

    def asset_price(self, asset: str, settlement: str) -> Decimal | None:
        """What one ``asset`` is worth in ``settlement``: by the first instrument with a price."""
        for mark in self._cash.get((asset, settlement), ()):
            if mark.mantissa and not mark.instrument.inverse:
                return mark.price
        return None

    def on_market(self, event: MarketEvent) -> None:
        """Take the event's price; one that is not above zero is none."""
        kind = type(event)
        if kind is BookUpdate:
            return
        mark = self._marks.get(event.instrument.id) or self.add(event.instrument)
        if isinstance(event, Quote):
            bid, ask = event.bid_price_mantissa, event.ask_price_mantissa
            if bid <= 0 or ask <= 0:
                return
            mantissa = (bid + ask) * 5
        elif isinstance(event, Trade):
            mantissa = event.price_mantissa * 10
        elif isinstance(event, Candle):
            mantissa = event.close_mantissa * 10
        else:
            return
        if mantissa > 0:
            mark.mantissa = mantissa
            mark.init_ns = event.init_ns
