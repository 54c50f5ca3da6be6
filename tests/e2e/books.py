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

from tradewire.signal.v1.signal_pb2 import Signal
from tradewire.types.v1.trading_pb2 import SIDE_BUY

# Who follows whose log: a consumer's name, its database, the owner's.
CONSUMERS = (
    ("execution-signals", "execution", "signal"),
    ("execution-directives", "execution", "risk"),
    ("risk-orders", "risk", "execution"),
    ("signal-orders", "signal", "execution"),
)
OWNERS = ("signal", "risk", "execution")
# Of orders: something is under way or not known; ended; never at a venue.
UNDECIDED = frozenset({"SUBMITTED", "PENDING_CANCEL", "PENDING_REPLACE", "IN_DOUBT"})
ENDS = frozenset({"FILLED", "CANCELED", "EXPIRED", "REJECTED"})
NEVER_THERE = frozenset({"DENIED", "REJECTED", "CANCELED"})
# A busy machine takes its time to hand on what is under way, and a doubt waits for its venue.
SETTLE_S_MAX = 120.0
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
        """Wait until nothing differs and nothing happens any more.

        The databases are read one after the other: that they agree once may be chance.
        """
        end_s = time.monotonic() + SETTLE_S_MAX
        before: Rows = []
        while True:
            heads = self._heads()
            differences = self.differences()
            if not differences and heads == before:
                return
            assert time.monotonic() < end_s, differences or f"never still: {before}, {heads}"
            before = [] if differences else heads
            time.sleep(LOOK_S)

    def differences(self) -> list[str]:
        """Everything that is missing, doubled or not the same, in words."""
        return [
            *self._readers(),
            *self._unpublished(),
            *self._signals(),
            *self._orders(),
            *self._fills(),
            *self._holdings(),
        ]

    def _heads(self) -> Rows:
        """How long every log is."""
        heads = "SELECT stream, head FROM streams ORDER BY stream"
        return [(owner, *row) for owner in OWNERS for row in self.rows(owner, heads)]

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
                if (first, last) != (1, count):
                    yield f"{stream} has {count} events from {first} to {last}"
            for event, count in self.rows(
                owner, "SELECT event_id, count(*) FROM events GROUP BY event_id HAVING count(*) > 1"
            ):
                yield f"{owner} has {count} events of the id {event}"

    def _signals(self) -> Iterator[str]:
        """A signal that execution never took, or that led to more than one order."""
        taken = Counter(cause for (cause,) in self.rows("execution", "SELECT cause FROM causes"))
        orders = Counter(
            cause
            for (cause,) in self.rows(
                # Later slices are market closes where the venue refused the protection, as of a
                # stop that the price had passed while nobody was there to place it.
                "execution",
                "SELECT cause FROM orders WHERE leg IN ('entry', 'exit') AND slice = 0",
            )
        )
        query = "SELECT signal, message FROM signals WHERE expires_ns = 0"
        for signal, message in self.rows("signal", query):
            if taken[f"signal:{signal}"] != 1:
                yield f"signal {signal} was taken {taken[f'signal:{signal}']} times"
            # What closes leads to no order where nothing is held any more.
            least = int(Signal.FromString(message).trade.side == SIDE_BUY)
            if not least <= orders[f"signal:{signal}"] <= 1:
                yield f"signal {signal} led to {orders[f'signal:{signal}']} orders"
        for strategy, ordinal, count, last in self.rows(
            "signal",
            "SELECT strategy, c.ordinal, count(*), max(s.ordinal) FROM signals s"
            " JOIN checkpoints c USING (strategy) GROUP BY strategy",
        ):
            if not ordinal == count == last:
                yield f"{strategy} stands at {ordinal} after {count} signals up to {last}"

    def _orders(self) -> Iterator[str]:
        """An order whose fate is not known, or that the venue has otherwise than execution."""
        venue = {
            client_order_id: json.loads(payload)
            for client_order_id, payload in self.rows(
                "paper", "SELECT client_order_id, payload FROM paper_orders"
            )
        }
        for key, state, venue_id, is_open in self.rows(
            "execution", "SELECT client_order_id, state, venue_order_id, is_open FROM orders"
        ):
            theirs = venue.pop(key, None)
            if state in UNDECIDED:
                yield f"order {key} is {state}"
            if theirs is None and state not in NEVER_THERE:
                yield f"order {key} is {state}, and the venue does not know it"
            if theirs is not None and is_open != (theirs["state"] not in ENDS):
                yield f"order {key} is {state} here and {theirs['state']} there"
            if theirs is not None and venue_id not in {"", theirs["venue_order_id"]}:
                yield f"order {key} is {venue_id} here and {theirs['venue_order_id']} there"
        for key, theirs in venue.items():
            yield f"order {key} of the venue's, {theirs['state']}, is not known here"

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
        venue: dict[tuple[str, str], Decimal] = {}
        for account, payload in self.rows("paper", "SELECT account, payload FROM paper_accounts"):
            paper = json.loads(payload)
            venue |= {
                (account, one["instrument"]): _decimal(one["quantity"])
                for one in paper["positions"]
            }
            venue |= {(account, one["asset"]): _decimal(one["total"]) for one in paper["balances"]}
        execution = _sums(
            self.rows("execution", "SELECT account, instrument, quantity FROM positions")
            + self.rows("execution", "SELECT account, asset, total FROM balances")
        )
        risk = _sums(
            (account, name, json.loads(part)[key])
            for table, key, column in (
                ("holdings", "quantity", "instrument"),
                ("balances", "total", "asset"),
            )
            for account, name, part in self.rows(
                "risk",
                f"SELECT account, {column}, part FROM {table}",  # noqa: S608 - of the names above.
            )
        )
        for name in sorted({*venue, *execution, *risk}):
            told = [side.get(name, Decimal(0)) for side in (venue, execution, risk)]
            if len(set(told)) > 1:
                yield f"{name} is {told[0]} at the venue, {told[1]} in execution, {told[2]} in risk"


def _sums(rows: Any) -> dict[tuple[str, str], Decimal]:
    return {(account, name): Decimal(value) for account, name, value in rows}


def _decimal(value: dict[str, str]) -> Decimal:
    return Decimal(value["$d"])
