"""What of a batch is new to a tick store: heads of streams, units of instruments, cursors as text.

No store has a key that would refuse a row twice in order; each stream's stored head does that.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from services.chassis.subjects import MarketData
from services.marketdata.store import Cursor, Lost, Rows, StreamKey
from tradewire.errors import PreconditionError
from tradewire.instruments import Instrument


class Exponents(NamedTuple):
    """Powers of ten of an instrument's units of price and size."""

    price: int
    size: int


@dataclass(frozen=True, slots=True)
class Fresh:
    """What is to be stored of a batch, and the heads once it is."""

    rows: Sequence[Rows]
    gaps: Sequence[Lost]
    heads: dict[StreamKey, int]

    @property
    def count(self) -> int:
        """How many rows."""
        return sum(len(batch.events) for batch in self.rows)


def fresh(rows: Sequence[Rows], lost: Sequence[Lost], stored: Mapping[StreamKey, int]) -> Fresh:
    """What is above the stored heads, and with its gaps the holes that nobody told of."""
    heads = dict(stored)
    gaps = [gap for gap in lost if gap.last > heads.get(gap.key, 0)]
    for gap in gaps:
        heads[gap.key] = gap.last
    new = []
    for batch in rows:
        head = heads.get(batch.key, 0)
        events = batch.events
        if events[0].sequence <= head:
            events = [event for event in events if event.sequence > head]
        if events:
            first = events[0].sequence
            if first > head + 1:
                # What lay between was in the memory of a process that died.
                gaps.append(Lost(batch.key, head + 1, first - 1, "crash"))
            heads[batch.key] = events[-1].sequence
            new.append(Rows(batch.key, batch.origin, events))
    return Fresh(new, gaps, heads)


def new_exponents(
    instruments: Iterable[Instrument], known: Mapping[str, Exponents], place: object
) -> dict[str, Exponents]:
    """The units of instruments that the store at ``place`` has no rows of yet, by id.

    Raises:
        PreconditionError: an instrument's units are not those of its stored rows.
    """
    new = {}
    for one in instruments:
        exponents = Exponents(one.price_exponent, one.size_exponent)
        stored = known.get(one.id)
        if stored is None:
            new[one.id] = exponents
        elif stored != exponents:
            raise PreconditionError(
                f"{place} holds {one.id} in units of exponents {tuple(stored)}, and the "
                f"instrument now has {tuple(exponents)}; restore them, or begin with a fresh "
                "data directory",
                reason="EXPONENTS_CHANGED",
            )
    return new


def bases_to_text(cursor: Cursor) -> str:
    """A cursor's bases as JSON, for one column."""
    return json.dumps(
        [[key.instrument, key.type.value, base] for key, base in cursor.bases.items()]
    )


def bases_from_text(text: str) -> dict[StreamKey, int]:
    """What ``bases_to_text`` wrote."""
    return {
        StreamKey(instrument, MarketData(kind)): base for instrument, kind, base in json.loads(text)
    }


def check_owner(place: object, found: str, log_id: str) -> None:
    """See that stored ticks are of this log.

    Raises:
        PreconditionError: they are another's.
    """
    if found != log_id:
        raise PreconditionError(
            f"{place} holds ticks of log {found}, and this is log {log_id}: its sequences mean "
            "nothing here; move the ticks away, or bring back their marketdata.db",
            reason="LOG_CHANGED",
        )
