"""A market that is made up: ticks as a pure function of seed and time.

It serves where there is no recording and no connection, so that a first strategy
trades within a minute. Nothing in it is a market's: the instrument's venue is ``SIM``
and the feed's kind ``SIMULATED``, wherever either shows.

Any second can be computed without the ones before it, from hashes of the seed. A
restart therefore resumes the same market, and yesterday is still what it was.
"""

import hashlib
import random
from bisect import bisect_left
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from services.marketdata.candles import CandleBuilder
from tradewire.errors import InvalidArgumentError
from tradewire.instruments import Instrument
from tradewire.market import SECOND_NS, Candle, Interval, Quote, Trade
from tradewire.orders import Side

FEED_KIND = "SIMULATED"
SIMULATED_INSTRUMENT = "BTC-USDT.SIM"
# Two hours of one-second candles: enough for any demonstration's warm-up, and two
# seconds of work. Asking for more is refused rather than kept waiting for.
HISTORY_CANDLES_MAX = 7_200
# Trades and quotes of one second, drawn evenly from these bounds: 60 to 160 ticks in
# all, what a liquid spot market shows in its quieter hours.
_TRADES_MIN, _TRADES_MAX = 20, 50
_QUOTES_MIN, _QUOTES_MAX = 40, 110
# Ids are numbered within a second; the next second's begin a thousand further.
_IDS_A_SECOND = 1_000
# The same for the quotes of a market of a given rate.
_IDS_A_RATED_SECOND = 1_000_000
# Ticks a second that may be asked for: below, the market has them anyhow; above, making them up
# takes more than half of the processor.
RATE_MIN, RATE_MAX = 200, 50_000
# A rated second is made in pieces, so that none keeps the event loop for more than some ms.
SLICES_A_SECOND = 20
# Points of the price's path kept: three minutes' worth of the fastest wave.
_POINTS_MAX = 1_024
_BASE_PRICE = 60_000
_PARTS = 1_000_000
_SPREAD_TICKS_MAX = 40
# Lots per trade are drawn so that most are small and few are large.
_TRADE_LOTS_MAX = 40_000
# Never less than what the demonstration orders, so that its first orders fill whole.
_QUOTE_LOTS_MIN, _QUOTE_LOTS_MAX = 50_000, 300_000


class _Wave(NamedTuple):
    """One part of the price: a line through points that are ``period_s`` apart.

    ``height`` is the largest distance of a point from zero, in millionths of the
    price. An alternating wave's points lie above and below zero in turn, by at least
    half the height.
    """

    period_s: int
    height: int
    alternating: bool


# The alternating one turns each 15 s, so that a 5/20 cross on one-second candles
# meets a crossing each way every half minute; the slow ones are the trend, too flat
# to hide it.
_WAVES = (
    _Wave(1, 60, alternating=False),
    _Wave(15, 1_500, alternating=True),
    _Wave(600, 3_000, alternating=False),
    _Wave(7_200, 15_000, alternating=False),
    _Wave(86_400, 40_000, alternating=False),
)


class SimulatedMarket:
    """The trades and quotes of one instrument under one seed.

    Args:
        instrument: prices around 60,000 in its units.
        seed: any integer; the same seed gives the same market, for ever.
        rate: ticks a second, ``RATE_MIN`` to ``RATE_MAX``; 0 for what a quiet market has. Trades
            and so candles are the same at every rate, the rest is quotes.
    """

    def __init__(self, instrument: Instrument, seed: int, rate: int = 0) -> None:
        self.instrument = instrument
        self.seed = seed
        self.rate = rate
        self._unit = 10**-instrument.price_exponent
        self._point = lru_cache(maxsize=_POINTS_MAX)(self._drawn_point)

    def ticks(self, start_ns: int, end_ns: int) -> Iterator[Trade | Quote]:
        """The ticks stamped in ``[start_ns, end_ns)``, in order, unnumbered."""
        for second in range(start_ns // SECOND_NS, -(-end_ns // SECOND_NS)):
            ticks = self.second(second)
            first = bisect_left(ticks, start_ns, key=_stamp)
            yield from ticks[first : bisect_left(ticks, end_ns, key=_stamp)]

    def slices(self, second: int) -> Iterator[list[Trade | Quote]]:
        """The ticks of one second since 1970, in pieces and in order, each made when asked for."""
        if not self.rate:
            yield self.second(second)
            return
        trades = self.trades(second)
        count = max(0, self.rate - len(trades)) // SLICES_A_SECOND
        span_ns = SECOND_NS // SLICES_A_SECOND
        for number in range(SLICES_A_SECOND):
            begin_ns = second * SECOND_NS + number * span_ns
            first = second * _IDS_A_RATED_SECOND + number * count
            ticks: list[Trade | Quote] = [
                trade for trade in trades if begin_ns <= trade.init_ns < begin_ns + span_ns
            ]
            draw = self._random("quotes", begin_ns)
            stamps = sorted(begin_ns + draw.randrange(span_ns) for _ in range(count))
            ticks += [self._quote(draw, at_ns, first + each) for each, at_ns in enumerate(stamps)]
            ticks.sort(key=_stamp)
            yield ticks

    def second(self, second: int) -> list[Trade | Quote]:
        """The ticks of one second since 1970, in order: 60 to 160."""
        ticks: list[Trade | Quote] = [*self.trades(second), *self._quotes(second)]
        # Of one stamp the trade comes first: it was what moved the quote.
        ticks.sort(key=_stamp)
        return ticks

    def trades(self, second: int) -> list[Trade]:
        """The trades of one second since 1970, in order: 20 to 50."""
        draw = self._random("trades", second)
        stamps = self._stamps(draw, second, _TRADES_MIN, _TRADES_MAX)
        trades = []
        for number, stamp_ns in enumerate(stamps):
            bid, ask = self._top(stamp_ns)
            buys = draw.random() < 0.5  # noqa: PLR2004 - a fair coin.
            lots = 1 + draw.randrange(_TRADE_LOTS_MAX) * draw.randrange(100) // 100
            trades.append(
                Trade(
                    instrument=self.instrument,
                    price_mantissa=ask if buys else bid,
                    size_mantissa=lots,
                    aggressor=Side.BUY if buys else Side.SELL,
                    trade_id=str(second * _IDS_A_SECOND + number),
                    event_ns=stamp_ns,
                    init_ns=stamp_ns,
                )
            )
        return trades

    def history(self, until_ns: int, count: int, interval: Interval = Interval.S1) -> list[Candle]:
        """The last ``count`` candles that closed at or before ``until_ns``, unnumbered.

        Raises:
            InvalidArgumentError: they span more than two hours.
        """
        span_s = count * interval.ns // SECOND_NS
        if not 0 <= span_s <= HISTORY_CANDLES_MAX:
            raise InvalidArgumentError(
                f"{count} candles of {interval} are more than the simulated feed gives: "
                f"ask for {HISTORY_CANDLES_MAX} seconds at most"
            )
        builder = CandleBuilder(self.instrument, interval)
        last = until_ns - until_ns % interval.ns
        candles = []
        for second in range(last // SECOND_NS - span_s, last // SECOND_NS):
            for trade in self.trades(second):
                builder.add(trade)
            if closed := builder.advance((second + 1) * SECOND_NS):
                candles.append(closed)
        return candles

    def _quotes(self, second: int) -> list[Quote]:
        draw = self._random("quotes", second)
        stamps = self._stamps(draw, second, _QUOTES_MIN, _QUOTES_MAX)
        first = second * _IDS_A_SECOND
        return [self._quote(draw, at_ns, first + each) for each, at_ns in enumerate(stamps)]

    def _quote(self, draw: random.Random, stamp_ns: int, update_id: int) -> Quote:
        bid, ask = self._top(stamp_ns)
        bid_lots = draw.randint(_QUOTE_LOTS_MIN, _QUOTE_LOTS_MAX)
        ask_lots = draw.randint(_QUOTE_LOTS_MIN, _QUOTE_LOTS_MAX)
        return Quote(self.instrument, bid, bid_lots, ask, ask_lots, update_id, stamp_ns, stamp_ns)

    def _top(self, stamp_ns: int) -> tuple[int, int]:
        """Bid and offer, as integers: those of a stamp are the same for all ticks."""
        parts = _PARTS + sum(
            self._height(number, wave, stamp_ns) for number, wave in enumerate(_WAVES)
        )
        bid = _BASE_PRICE * self._unit * parts // _PARTS
        spread = 1 + self._point(-1, stamp_ns // SECOND_NS) % _SPREAD_TICKS_MAX
        return bid, bid + spread

    def _height(self, number: int, wave: _Wave, stamp_ns: int) -> int:
        """A wave's distance from zero, in millionths of the price."""
        period_ns = wave.period_s * SECOND_NS
        place, into_ns = divmod(stamp_ns, period_ns)
        before, after = self._turn(number, wave, place), self._turn(number, wave, place + 1)
        return before + (after - before) * into_ns // period_ns

    def _turn(self, number: int, wave: _Wave, place: int) -> int:
        drawn = self._point(number, place)
        if wave.alternating:
            size = wave.height // 2 + drawn % (wave.height // 2 + 1)
            return -size if place % 2 else size
        return drawn % (2 * wave.height + 1) - wave.height

    def _drawn_point(self, number: int, place: int) -> int:
        text = f"{self.seed}/{number}/{place}".encode()
        return int.from_bytes(hashlib.blake2b(text, digest_size=8).digest(), "big")

    def _random(self, what: str, second: int) -> random.Random:
        # Seeded with text, which Python hashes the same way on every machine.
        return random.Random(f"{self.seed}/{what}/{second}")  # noqa: S311 - no secret.

    def _stamps(self, draw: random.Random, second: int, at_least: int, at_most: int) -> list[int]:
        count = draw.randint(at_least, at_most)
        return sorted(second * SECOND_NS + draw.randrange(SECOND_NS) for _ in range(count))


def _stamp(tick: Trade | Quote) -> int:
    return tick.init_ns
