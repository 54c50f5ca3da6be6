"""The real recordings, read whole: every number exact, every book in its chain."""

import os
from collections import Counter
from pathlib import Path

import pytest

from services.marketdata.manifests import Manifest, shipped_manifests
from services.marketdata.recordings.lines import fingerprint
from services.marketdata.tapes import open_tape
from tradewire.book import OrderBook, Synced
from tradewire.market import BookUpdate, Candle, Quote, Trade

_ROOT = Path(__file__).parents[2]
DATA = Path(os.environ.get("RECORDINGS_DIR", _ROOT.parent / "shared" / "data"))
pytestmark = pytest.mark.skipif(
    not DATA.is_dir(), reason="the recordings are not here; RECORDINGS_DIR names their folder"
)

TICKS = {
    "binance_spot": {Trade: 19_904, Quote: 73_174, BookUpdate: 6_496},
    "binance_usdm": {Trade: 21_313, Quote: 66_089, BookUpdate: 6_552},
    "binance_coinm": {Trade: 5_235, Quote: 48_355, BookUpdate: 44_796},
    "hyperliquid": {Trade: 34, Quote: 46, BookUpdate: 46},
}


@pytest.mark.parametrize("folder", TICKS)
def test_a_tick_tape_is_whole_ordered_and_its_book_never_breaks(folder: str) -> None:
    """Over both files; once synced the book stays so, and no stamp precedes the venue's."""
    tape = open_tape(DATA / "ticks" / folder)
    (instrument,) = tape.instruments
    book, counts, last_ns, unsynced_after = OrderBook(instrument), Counter[type](), 0, 0
    for event in tape:
        counts[type(event)] += 1
        assert not isinstance(event, Candle)
        assert event.init_ns >= max(last_ns, event.event_ns)
        assert event.sequence == counts[type(event)]
        last_ns = event.init_ns
        if isinstance(event, BookUpdate):
            was_synced = book.is_synced
            unsynced_after += not isinstance(book.apply(event), Synced) and was_synced
    assert counts == TICKS[folder]
    assert (book.is_synced, book.gap_count, unsynced_after) == (True, 0, 0)


def test_the_second_file_alone_has_no_book() -> None:
    """Its snapshot is in the first."""
    tape = open_tape(DATA / "ticks" / "binance_spot" / "btcusdt_20240809.gz")
    book = OrderBook(tape.instruments[0])
    for event in tape:
        if isinstance(event, BookUpdate):
            book.apply(event)
    assert not book.is_synced
    assert tape.log_id("execution") != open_tape(DATA / "ticks" / "binance_spot").log_id(
        "execution"
    )


CANDLES = [one for one in shipped_manifests() if one.format.is_candles]


@pytest.mark.parametrize("manifest", CANDLES, ids=[one.name for one in CANDLES])
def test_every_candle_of_a_tape_is_read_exactly(manifest: Manifest) -> None:
    """Its volume times its range bounds its turnover, where the recording tells it."""
    (path,) = DATA.glob(f"candles/*/{manifest.files[0].name}")
    assert fingerprint(path) == manifest.files[0].fingerprint
    count = last_ns = 0
    for candle in open_tape(path):
        count += 1
        assert isinstance(candle, Candle)
        assert candle.open_ns >= last_ns
        last_ns = candle.init_ns
        if candle.turnover_mantissa:
            turnover, volume = candle.turnover_mantissa, candle.volume_mantissa
            assert candle.low_mantissa * volume <= turnover <= candle.high_mantissa * volume
    if manifest.name == "binance-spot-btcusdt-1m-2023":
        assert count == 525_520 - 72
    else:
        assert count > 1_200
