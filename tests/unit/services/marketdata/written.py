"""Recordings written by the tests themselves, line by line."""

import gzip
import json
from collections.abc import Iterable
from pathlib import Path

from services.marketdata.manifests import Manifest, load_manifest

SECOND_NS = 1_000_000_000
START_NS = 1_723_161_600 * SECOND_NS


def trade_line(
    stamp_ns: int, price: str = "61000.10", size: str = "0.00100", number: int = 1
) -> str:
    """A line with a trade of Binance Spot."""
    data = {"e": "trade", "E": 1, "s": "BTCUSDT", "t": number, "p": price, "q": size, "T": 1}
    return _line(stamp_ns, "btcusdt@trade", {**data, "m": False, "M": True})


def quote_line(stamp_ns: int, bid: str = "61000.00", ask: str = "61000.10") -> str:
    """A line with a best bid and offer of Binance Spot."""
    data = {"u": 5, "s": "BTCUSDT", "b": bid, "B": "1.5", "a": ask, "A": "2.5"}
    return _line(stamp_ns, "btcusdt@bookTicker", data)


def depth_line(stamp_ns: int, first: int, last: int, bids: Iterable[tuple[str, str]] = ()) -> str:
    """A line with changed levels of Binance Spot."""
    data = {"e": "depthUpdate", "E": 7, "s": "BTCUSDT", "U": first, "u": last}
    return _line(stamp_ns, "btcusdt@depth", {**data, "b": [list(one) for one in bids], "a": []})


def snapshot_line(stamp_ns: int, update_id: int) -> str:
    """A line with a depth snapshot of two levels."""
    content = {"lastUpdateId": update_id, "bids": [["61000.00", "1"]], "asks": [["61000.10", "1"]]}
    return f"{stamp_ns} {json.dumps(content)}"


def _line(stamp_ns: int, stream: str, data: object) -> str:
    return f"{stamp_ns} {json.dumps({'stream': stream, 'data': data})}"


def write_lines(path: Path, lines: Iterable[str]) -> Path:
    """A gzip file of the lines; gives the path."""
    path.write_bytes(gzip.compress("".join(f"{line}\n" for line in lines).encode()))
    return path


def own_manifest(folder: Path, **changes: str) -> Manifest:
    """A manifest of one's own for Binance Spot ticks, without skew."""
    fields = {
        "name": "own",
        "format": "binance_ws",
        "instruments": "{BTCUSDT: BTC-USDT.BINANCE}",
        "balances": '{USDT: "100000"}',
    }
    path = folder / "own.yaml"
    path.write_text("".join(f"{name}: {text}\n" for name, text in (fields | changes).items()))
    return load_manifest(path)
