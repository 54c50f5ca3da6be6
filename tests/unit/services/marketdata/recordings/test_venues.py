"""Messages of the venues as events."""

import json

import pytest

from services.marketdata.instruments import shipped_instruments
from services.marketdata.recordings.binance import BinanceMessages
from services.marketdata.recordings.damage import RecordError
from services.marketdata.recordings.hyperliquid import HyperliquidMessages
from services.marketdata.recordings.stamps import Stamps, millis_ns, natural
from tradewire.market import BookUpdate, Quote, Trade
from tradewire.orders import Side

KNOWN = shipped_instruments()
COINM = KNOWN.get("BTC-USD-PERP.BINANCE")
HYPER = KNOWN.get("BTC-USD-PERP.HYPERLIQUID")
AT_NS = 1_723_161_256_000_000_000


def line(message: object) -> bytes:
    """A line with the message."""
    return f"{AT_NS} {json.dumps(message)}".encode()


def futures(data: dict[str, object]) -> bytes:
    """A message of COIN-M's streams."""
    return line({"stream": "x", "data": {"s": "BTCUSD_PERP", "E": 5, "T": 4, **data}})


def coinm() -> BinanceMessages:
    """A reader of COIN-M."""
    return BinanceMessages({"BTCUSD_PERP": COINM}, Stamps(0))


def hyperliquid() -> HyperliquidMessages:
    """A reader of Hyperliquid."""
    return HyperliquidMessages({"BTC": HYPER}, Stamps(0))


def test_a_futures_trade_keeps_the_venues_stamp_and_the_aggressor() -> None:
    """A buyer who was maker means that a seller came."""
    data = {"e": "trade", "t": 9, "p": "61804.8", "q": "4", "X": "MARKET", "m": True}
    (trade,) = coinm().parse(futures(data))
    assert trade == Trade(COINM, 618048, 4, Side.SELL, "9", 4_000_000, AT_NS, 1)


def test_a_trade_of_the_insurance_fund_is_not_the_markets() -> None:
    """It was never in the book."""
    data = {"e": "trade", "t": 9, "p": "0", "q": "4", "X": "INSURANCE_FUND", "m": True}
    assert coinm().parse(futures(data)) == ()


def test_a_futures_book_change_names_the_one_before() -> None:
    """Size 0 stays: it removes a level."""
    data = {"e": "depthUpdate", "U": 5, "u": 6, "pu": 3, "b": [["61773.6", "0"]], "a": []}
    (update,) = coinm().parse(futures(data))
    assert update == BookUpdate(COINM, False, 5, 6, 3, ((617736, 0),), (), 4_000_000, AT_NS, 1)


def test_a_futures_quote_may_have_an_empty_side() -> None:
    """Price and size 0."""
    data = {"e": "bookTicker", "u": 1, "b": "0", "B": "0", "a": "61804.8", "A": "3"}
    (quote,) = coinm().parse(futures(data))
    assert quote == Quote(COINM, 0, 0, 618048, 3, 1, 4_000_000, AT_NS, 1)


def test_a_snapshot_names_its_symbol_or_is_of_the_only_one() -> None:
    """Another symbol, or none among two, is refused."""
    content = {"lastUpdateId": 7, "bids": [], "asks": [["1.0", "2"]]}
    for extra in ({}, {"symbol": "BTCUSD_PERP", "T": 4}):
        (snapshot,) = coinm().parse(line({**content, **extra}))
        assert isinstance(snapshot, BookUpdate)
        assert (snapshot.is_snapshot, snapshot.last_update_id) == (True, 7)
        assert snapshot.asks == ((10, 2),)
    with pytest.raises(RecordError, match="'ETHUSD' is unknown"):
        coinm().parse(line({**content, "symbol": "ETHUSD"}))
    two = BinanceMessages({"A": COINM, "B": HYPER}, Stamps(0))
    with pytest.raises(RecordError, match="the manifest names A, B"):
        two.parse(line(content))


@pytest.mark.parametrize(
    ("message", "problem"),
    [
        ({"result": None}, "neither a stream's nor a depth snapshot"),
        ({"data": {"s": "BTCUSD_PERP", "e": "kline"}}, "event 'kline' is unknown"),
        ({"data": {"s": "BTCUSD_PERP"}}, "event None is unknown"),
    ],
)
def test_a_message_of_another_kind_is_named(message: object, problem: str) -> None:
    """Rather than passed over in silence."""
    with pytest.raises(RecordError, match=problem):
        coinm().parse(line(message))


def test_a_whole_book_gives_a_snapshot_and_a_quote() -> None:
    """The quote is its top; an empty side is zero."""
    level = {"px": "105055.0", "sz": "3.03622", "n": 5}
    message = {
        "channel": "l2Book",
        "data": {"coin": "BTC", "levels": [[level], []], "time": 1_737_918_843_542},
    }
    book, quote = hyperliquid().parse(line(message))
    assert isinstance(book, BookUpdate)
    assert (book.is_snapshot, book.bids, book.asks) == (True, ((1050550, 303622),), ())
    stamp_ns = 1_737_918_843_542_000_000
    assert quote == Quote(HYPER, 1050550, 303622, 0, 0, 1_737_918_843_542, stamp_ns, AT_NS, 1)


def hyper_trade(time_ms: int, tid: int, size: str = "0.5") -> dict[str, object]:
    """A trade of Hyperliquid."""
    return {"coin": "BTC", "px": "105056", "sz": size, "side": "A", "tid": tid, "time": time_ms}


def test_trades_from_before_the_recording_are_history_and_not_flow() -> None:
    """Hyperliquid repeats them to each new subscriber."""
    at_ms = AT_NS // 1_000_000
    trades = [hyper_trade(at_ms - 50_000, 1), hyper_trade(at_ms + 1, 2)]
    reader = hyperliquid()
    (trade,) = reader.parse(line({"channel": "trades", "data": trades}))
    stamp_ns = (at_ms + 1) * 1_000_000
    assert trade == Trade(HYPER, 1050560, 50000, Side.SELL, "2", stamp_ns, AT_NS, 1)
    assert reader.ended is False


@pytest.mark.parametrize(
    ("message", "problem"),
    [
        ({"channel": "trades", "data": [hyper_trade(1, 1, "0")]}, "cannot be"),
        ({"channel": "trades", "data": [{**hyper_trade(1, 1), "coin": "X"}]}, "coin 'X'"),
        ({"channel": "candle"}, "channel 'candle' is unknown"),
    ],
)
def test_a_damaged_hyperliquid_message_is_named(message: object, problem: str) -> None:
    """Chatter about the connection is not damage."""
    with pytest.raises(RecordError, match=problem):
        hyperliquid().parse(line(message))
    assert hyperliquid().parse(line({"channel": "pong"})) == ()


def test_lines_outside_the_span_give_nothing() -> None:
    """Neither before nor after; after it the reader has ended."""
    message = line({"channel": "trades", "data": [hyper_trade(AT_NS, 1)]})
    assert HyperliquidMessages({"BTC": HYPER}, Stamps(0, AT_NS + 1)).parse(message) == ()
    reader = HyperliquidMessages({"BTC": HYPER}, Stamps(0, 0, AT_NS))
    assert reader.parse(message) == ()
    assert reader.ended


def test_stamps_are_whole_numbers_that_a_clock_can_show() -> None:
    """A text would be repeated by multiplication, and was no number anyway."""
    assert millis_ns(5) == 5_000_000
    for wrong in ("5", -5, 5.0, True, None):
        with pytest.raises(RecordError, match="no whole number"):
            natural(wrong, "stamp")
    with pytest.raises(RecordError, match="year 2262"):
        millis_ns(2**60)
