"""The candles that a strategy has not seen and marketdata has, before its start and after a loss.

Trades, quotes and books that were missed are not fetched: a strategy that acts on each of them has
no use for those of a minute ago, and a candle sums them up.
"""

from collections.abc import Iterable, Mapping

from services.chassis.live import Dropped
from services.chassis.subjects import MarketData, market_data
from services.signal.host import StrategyHost
from services.signal.messages import inputs_of
from services.signal.seat import Seat
from tradewire.instruments import Instrument
from tradewire.market import Candle


class Backlog:
    """What one strategy is behind."""

    def __init__(self, seat: Seat, instruments: Mapping[str, Instrument]) -> None:
        """Of the strategy of ``seat``, which gets the data of ``instruments``."""
        self.behind: set[str] = set()
        """Instruments of which candles may be missing."""
        self._seat = seat
        self._instruments = instruments
        # Of each instrument's candles, how far the answers that were found last reach.
        self._reached: dict[str, tuple[str, int]] = {}

    def lose(self, dropped: Dropped) -> None:
        """Note that messages did not arrive; without a bus nobody counts which."""
        for name in self._instruments:
            if dropped.disconnected or market_data(MarketData.CANDLES, name) in dropped.counts:
                self.behind.add(name)

    async def find(self, host: StrategyHost, names: Iterable[str], count: int) -> list[Candle]:
        """The newest ``count`` unseen candles of each length, in the order of their closes.

        Those that marketdata does not give now show as a hole again at the next candle.
        """
        wanted = list(names)
        self.behind.difference_update(wanted)
        self._reached = {}
        if "candle" not in inputs_of(type(host.strategy)):
            return []
        found: list[Candle] = []
        for instrument in map(self._instruments.__getitem__, wanted):
            pages = [
                await self._seat.parts.history.candles(
                    instrument,
                    interval,
                    after_ns=self._seat.marks.closes.get(f"{instrument.id} {interval}", 0),
                    count=count,
                )
                for interval in host.intervals
            ]
            # The first answer knows least: what closed after it is not in it.
            first = min(pages, key=lambda page: page.sequence)
            self._reached[instrument.id] = first.log_id, first.sequence
            found += [candle for page in pages for candle in page.candles]
        return sorted(found, key=lambda candle: (candle.close_ns, candle.interval.ns))

    def note(self, before_seq: int | None = None) -> None:
        """Mark what was found as handled, where it goes so far up to ``before_seq``.

        Candles that marketdata recorded since and did not publish then show as a hole.
        """
        sequences = self._seat.marks.sequences
        for name, (log_id, reached) in self._reached.items():
            subject = market_data(MarketData.CANDLES, name)
            known, last = sequences.get(subject, (log_id, 0))
            up_to = reached if before_seq is None else min(reached, before_seq - 1)
            if log_id and (known != log_id or up_to > last):
                sequences[subject] = log_id, up_to
        self._reached = {}
