"""What a strategy is behind: which marks follow from the candles that were found."""

from dataclasses import dataclass, field, replace
from types import SimpleNamespace
from typing import cast

from services.chassis.subjects import MarketData, market_data
from services.signal.backlog import Backlog
from services.signal.history import Page
from services.signal.host import StrategyHost
from services.signal.records import Marks
from services.signal.seat import Seat
from tests.signal_world import BTC, candle
from tradewire.instruments import Instrument
from tradewire.market import Interval
from tradewire.strategy import Candle, Strategy

ETH = replace(BTC, id="ETH-USDT.TEST")


class Watcher(Strategy):
    """Is fed candles of a second."""

    instruments = (BTC.id, ETH.id)

    def on_candle(self, candle: Candle) -> None:
        """Note it."""


@dataclass
class History:
    """What marketdata holds, by instrument."""

    pages: dict[str, Page] = field(default_factory=dict)

    async def candles(
        self, instrument: Instrument, interval: Interval, *, after_ns: int, count: int
    ) -> Page:
        """The page of an instrument."""
        return self.pages[instrument.id]


async def test_an_answer_without_candles_marks_nothing_when_another_instrument_is_found() -> None:
    """What of the first still waits in the queue would pass for handled, and be lost."""
    history, marks = History(), Marks()
    seat = cast("Seat", SimpleNamespace(marks=marks, parts=SimpleNamespace(history=history)))
    backlog = Backlog(seat, {BTC.id: BTC, ETH.id: ETH})
    host = StrategyHost("watcher", Watcher(), "main", "log")
    history.pages[BTC.id] = Page((), "md", 60)
    # A hole of candles that nobody wants: there is nothing to hand over, and nothing to note.
    assert await backlog.find(host, [BTC.id], 10) == []
    found = candle(3)._replace(instrument=ETH)
    history.pages[ETH.id] = Page((found,), "md", 90)
    assert await backlog.find(host, [ETH.id], 10) == [found]
    backlog.note(80)
    assert marks.sequences == {market_data(MarketData.CANDLES, ETH.id): ("md", 79)}
