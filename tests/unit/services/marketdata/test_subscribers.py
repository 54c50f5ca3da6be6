"""Readers in the process: bounded queues, and gaps that are told."""

import pytest

from services.chassis.subjects import MarketData
from services.marketdata import subscribers
from services.marketdata.store import StreamKey
from services.marketdata.subscribers import Subscribers, gap_event
from tradewire.errors import ExhaustedError
from tradewire.market import Interval
from tradewire.marketdata.v1 import candle_pb2, columns_pb2, event_pb2

TRADES = StreamKey("BTC-USDT.SIM", MarketData.TRADES)
QUOTES = StreamKey("BTC-USDT.SIM", MarketData.QUOTES)
CANDLES = StreamKey("BTC-USDT.SIM", MarketData.CANDLES)
SOON_S = 0.01


def batch(key: StreamKey, first: int, last: int) -> event_pb2.MarketDataEvent:
    return event_pb2.MarketDataEvent(
        log_id="log",
        instrument=key.instrument,
        type=subscribers.TYPE_NUMBERS[key.type],
        first_sequence=first,
        last_sequence=last,
        batch=event_pb2.TickBatch(feed="f"),
    )


async def test_a_reader_gets_what_it_asked_for_in_order() -> None:
    """Other streams are not its, and silence ends with nothing."""
    everybody = Subscribers("log")
    reader = everybody.add([TRADES])
    everybody.push(TRADES, batch(TRADES, 1, 5))
    everybody.push(QUOTES, batch(QUOTES, 1, 5))
    everybody.push(TRADES, batch(TRADES, 6, 6))
    first, second = await reader.next(SOON_S), await reader.next(SOON_S)
    assert first is not None
    assert second is not None
    assert (first.event.last_sequence, second.event.first_sequence) == (5, 6)
    assert (second.position.log_id, second.position.sequence) == ("log", 6)
    assert await reader.next(SOON_S) is None


async def test_one_batch_is_one_message_for_all_readers() -> None:
    """It is not built again for each."""
    everybody = Subscribers("log")
    readers = [everybody.add([TRADES]) for _ in range(3)]
    everybody.push(TRADES, batch(TRADES, 1, 5))
    got = [await reader.next(SOON_S) for reader in readers]
    assert got[0] is got[1] is got[2]


async def test_a_slow_reader_is_told_of_every_stream_that_it_missed() -> None:
    """It gets one gap a stream, then what came after; the fast one misses nothing."""
    everybody = Subscribers("log")
    slow, fast = everybody.add([TRADES, QUOTES]), everybody.add([TRADES, QUOTES])
    sent = 0
    for number in range(12):
        for key in (TRADES, QUOTES):
            everybody.push(key, batch(key, number * 1_000 + 1, (number + 1) * 1_000))
            assert await fast.next(SOON_S) is not None
            sent += 1_000
    got = [await slow.next(SOON_S) for _ in range(2)]
    gaps = {}
    for one in got:
        assert one is not None
        assert one.event.gap.cause == "slow_reader"
        gaps[one.event.type] = one.event.gap.from_sequence, one.event.gap.to_sequence
    received = 0
    while (response := await slow.next(SOON_S)) is not None:
        last_missing = gaps[response.event.type][1]
        assert response.event.first_sequence > last_missing
        received += 1_000
    assert slow.lost + received == sent
    assert fast.lost == 0
    assert {first for first, _ in gaps.values()} == {1}


async def test_candles_of_other_lengths_are_left_out() -> None:
    """A gap is for all of them."""
    everybody = Subscribers("log")
    reader = everybody.add([CANDLES], [Interval.M1])
    for interval in (candle_pb2.CANDLE_INTERVAL_1S, candle_pb2.CANDLE_INTERVAL_1M):
        message = batch(CANDLES, interval, interval)
        message.batch.candles.CopyFrom(columns_pb2.CandleColumns(interval=interval))
        everybody.push(CANDLES, message)
    everybody.push(CANDLES, gap_event("log", CANDLES, 61, 99, "crash"))
    got = [await reader.next(SOON_S) for _ in range(3)]
    assert [one.event.last_sequence for one in got if one is not None] == [60, 99]


async def test_readers_are_bounded_and_leave_no_trace(monkeypatch: pytest.MonkeyPatch) -> None:
    """A thousand and one is refused; one that left makes room."""
    monkeypatch.setattr(subscribers, "SUBSCRIBERS_MAX", 1)
    everybody = Subscribers("log")
    reader = everybody.add([TRADES])
    with pytest.raises(ExhaustedError, match="close some"):
        everybody.add([TRADES])
    everybody.remove([TRADES], reader)
    assert everybody.count == 0
    everybody.add([TRADES])
