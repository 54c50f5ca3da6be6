"""The databases of a mesh side by side: what one owner says happened, the others must know too.

They are read from outside and read only, at any time; once nothing is under way any more, no
difference may be left.
"""

import json
import sqlite3
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from decimal import Decimal
from pathlib import Path
from typing import Any

# Who follows whose log: a consumer's name, its database, the owner's.
CONSUMERS = (
    ("execution-signals", "execution", "signal"),
    ("execution-directives", "execution", "risk"),
    ("risk-orders", "risk", "execution"),
    ("signal-orders", "signal", "execution"),
)
OWNERS = ("signal", "risk", "execution")
# A busy machine takes its time to hand on what is under way.
SETTLE_S_MAX = 60.0
LOOK_S = 0.25

Rows = list[tuple[Any, ...]]


class Books:
    """The databases in a data directory."""

    def __init__(self, data_dir: Path) -> None:
        self._data_dir = data_dir

    def rows(self, owner: str, query: str) -> Rows:
        """What a query answers."""
        address = f"file:{self._data_dir / owner}.db?mode=ro"
        with closing(sqlite3.connect(address, uri=True)) as connection:
            return connection.execute(query).fetchall()

    def settle(self) -> None:
        """Wait until nothing differs."""
        end_s = time.monotonic() + SETTLE_S_MAX
        while differences := self.differences():
            assert time.monotonic() < end_s, differences
            time.sleep(LOOK_S)

    def differences(self) -> list[str]:
        """Everything that is missing, doubled or not the same, in words."""
        return [
            *self._readers(),
            *self._unpublished(),
            *self._signals(),
            *self._fills(),
            *self._holdings(),
        ]

    def _readers(self) -> Iterator[str]:
        """A consumer that has not come to the end of a log."""
        for consumer, reader, owner in CONSUMERS:
            ((log_id,),) = self.rows(owner, "SELECT log_id FROM log")
            stood = {
                stream: seq
                for name, log, stream, seq in self.rows(
                    reader, "SELECT consumer, log_id, stream, seq FROM consumer_positions"
                )
                if (name, log) == (consumer, log_id)
            }
            for stream, head in self.rows(owner, "SELECT stream, head FROM streams"):
                if stood.get(stream, 0) != head:
                    yield f"{consumer} stands at {stood.get(stream, 0)} of {stream}, not at {head}"

    def _unpublished(self) -> Iterator[str]:
        """An event that never came to the bus, or a hole in a log."""
        for owner in OWNERS:
            for stream, head, published in self.rows(
                owner, "SELECT stream, head, published FROM streams"
            ):
                if published != head:
                    yield f"{stream} is published up to {published} of {head}"
            for stream, first, last, count in self.rows(
                owner, "SELECT stream, min(seq), max(seq), count(*) FROM events GROUP BY stream"
            ):
                if last - first + 1 != count:
                    yield f"{stream} has {count} events from {first} to {last}"

    def _signals(self) -> Iterator[str]:
        """A signal that execution never took, or that led to more than one order."""
        taken = Counter(cause for (cause,) in self.rows("execution", "SELECT cause FROM causes"))
        orders = Counter(
            cause
            for (cause,) in self.rows(
                "execution", "SELECT cause FROM orders WHERE leg IN ('entry', 'exit')"
            )
        )
        for (signal,) in self.rows("signal", "SELECT signal FROM signals WHERE expires_ns = 0"):
            if taken[f"signal:{signal}"] != 1:
                yield f"signal {signal} was taken {taken[f'signal:{signal}']} times"
            if orders[f"signal:{signal}"] > 1:
                yield f"signal {signal} led to {orders[f'signal:{signal}']} orders"

    def _fills(self) -> Iterator[str]:
        """A fill of the venue's that execution lacks, has twice or otherwise."""
        ours = Counter(
            (trade, order, Decimal(price), Decimal(quantity), Decimal(fee))
            for trade, order, price, quantity, fee in self.rows(
                "execution",
                "SELECT venue_trade_id, client_order_id, price, quantity, fee FROM fills",
            )
        )
        theirs = Counter(
            (
                fill["venue_trade_id"],
                fill["client_order_id"],
                _decimal(fill["price"]),
                _decimal(fill["quantity"]),
                _decimal(fill["fee"]),
            )
            for (payload,) in self.rows("paper", "SELECT payload FROM paper_orders")
            for fill in json.loads(payload)["fills"]
        )
        for fill, count in ((ours - theirs) + (theirs - ours)).items():
            yield f"fill {fill} is {count} times with one side alone"

    def _holdings(self) -> Iterator[str]:
        """A position or balance that venue, execution and risk do not agree about."""
        ((payload,),) = self.rows("paper", "SELECT payload FROM paper_accounts")
        paper = json.loads(payload)
        venue = {
            **{one["instrument"]: _decimal(one["quantity"]) for one in paper["positions"]},
            **{one["asset"]: _decimal(one["total"]) for one in paper["balances"]},
        }
        execution = _sums(
            self.rows("execution", "SELECT instrument, quantity FROM positions")
            + self.rows("execution", "SELECT asset, total FROM balances")
        )
        risk = _sums(
            (name, json.loads(part)[key])
            for table, key, column in (
                ("holdings", "quantity", "instrument"),
                ("balances", "total", "asset"),
            )
            for name, part in self.rows("risk", f"SELECT {column}, part FROM {table}")  # noqa: S608 - of the names above.
        )
        for name in sorted({*venue, *execution, *risk}):
            told = [side.get(name, Decimal(0)) for side in (venue, execution, risk)]
            if len(set(told)) > 1:
                yield f"{name} is {told[0]} at the venue, {told[1]} in execution, {told[2]} in risk"


def _sums(rows: Any) -> dict[str, Decimal]:
    return {name: Decimal(value) for name, value in rows}


def _decimal(value: dict[str, str]) -> Decimal:
    return Decimal(value["$d"])
