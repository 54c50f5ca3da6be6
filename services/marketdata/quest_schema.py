"""QuestDB's tables of ticks: their definitions, their views for people, and the look at both.

The columns are DuckDB's, name by name; prices and sizes are the same integers in LONG. Three
things differ. The time that rows are received is the designated timestamp, in nanoseconds, for
partitions are dropped by it. A side of a book is text, ``100,99,98``: QuestDB's only arrays are of
DOUBLE, which holds no integer beyond 2**53, and a table of levels would be forty rows an update.
And every table upserts by keys that no two rows share, so a batch that is sent twice is stored
once.

For people who ask by SQL there are views with exact prices: ``trades_decimal``, ``quotes_decimal``
and ``candles_decimal`` multiply by the units of the table ``exponents``.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from services.chassis.failures import SchemaOutdatedError
from services.chassis.subjects import MarketData
from services.marketdata.rows import HEAD, LAYOUTS

Columns = tuple[tuple[str, str], ...]

_TYPES: Final = {
    "VARCHAR": "VARCHAR",
    "BIGINT": "LONG",
    "BOOLEAN": "BOOLEAN",
    "BIGINT[]": "VARCHAR",
}
"""QuestDB's type for each of the layouts'."""

# Few values, each kept once, and read by.
_SYMBOLS: Final = frozenset({"instrument", "feed"})

UNIT: Final = "DECIMAL(38,18)"
"""A unit of price or size: exponents are -18 to 18 by the contract."""

VALUE_UNIT: Final = "DECIMAL(57,36)"
"""Their product; with the 19 digits of a LONG it fills QuestDB's 76."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table of ours.

    Attributes:
        columns: names and types, in order.
        time: the designated timestamp.
        partition: what one partition holds.
        keys: columns that, with the time, are unique for each row.
    """

    name: str
    columns: Columns
    time: str
    partition: str
    keys: tuple[str, ...]

    @property
    def symbols(self) -> list[str]:
        """Columns whose few values are kept once each."""
        return [name for name, kind in self.columns if kind == "SYMBOL"]

    @property
    def definition(self) -> str:
        """The statement that makes it where it is missing."""
        columns = ", ".join(f"{name} {kind}" for name, kind in self.columns)
        return (
            f"CREATE TABLE IF NOT EXISTS {self.name} ({columns}) TIMESTAMP({self.time}) "
            f"PARTITION BY {self.partition} WAL "
            f"DEDUP UPSERT KEYS({', '.join((self.time, *self.keys))})"
        )


def _ticks(kind: MarketData) -> Table:
    layout = LAYOUTS[kind]
    columns = []
    for name, declared in (*HEAD, *layout.columns):
        if name == layout.received:
            columns.append((name, "TIMESTAMP_NS"))
        else:
            columns.append((name, "SYMBOL" if name in _SYMBOLS else _TYPES[declared]))
    # An hour of a busy feed is a gigabyte, and whole partitions are all that can be dropped.
    partition = "MONTH" if kind is MarketData.CANDLES else "HOUR"
    return Table(kind.value, tuple(columns), layout.received, partition, ("instrument", "sequence"))


TICKS: Final = {kind: _ticks(kind) for kind in LAYOUTS}
"""The tables of rows, by type."""

# What is told once has no time of its own: all of it stands at zero, and is replaced by its keys.
_AT: Final = ("at", "TIMESTAMP_NS")

GAPS: Final = Table(
    "gaps",
    (
        _AT,
        ("type", "SYMBOL"),
        ("instrument", "SYMBOL"),
        ("first", "LONG"),
        ("last", "LONG"),
        ("cause", "SYMBOL"),
    ),
    "at",
    "MONTH",
    ("type", "instrument", "first"),
)
"""Here ``at`` is when the gap was written, wall clock. One that ends before it begins is void."""

EXPONENTS: Final = Table(
    "exponents",
    (
        _AT,
        ("instrument", "SYMBOL"),
        ("price", "LONG"),
        ("size", "LONG"),
        ("price_unit", UNIT),
        ("size_unit", UNIT),
        ("value_unit", VALUE_UNIT),
    ),
    "at",
    "YEAR",
    ("instrument",),
)

CURSORS: Final = Table(
    "cursors",
    (
        _AT,
        ("source", "SYMBOL"),
        ("ordinal", "LONG"),
        ("bases", "VARCHAR"),
        ("closed", "BOOLEAN"),
    ),
    "at",
    "YEAR",
    ("source",),
)

HORIZONS: Final = Table(
    "horizons",
    (
        _AT,
        ("type", "SYMBOL"),
        ("instrument", "SYMBOL"),
        ("before_ns", "LONG"),
        ("head", "LONG"),
    ),
    "at",
    "YEAR",
    ("type", "instrument"),
)
"""What retention took: rows received before are gone for readers, and the stream's head then."""

OWNER: Final = Table("owner", (_AT, ("log_id", "SYMBOL")), "at", "YEAR", ("log_id",))

TABLES: Final = (OWNER, EXPONENTS, HORIZONS, CURSORS, GAPS, *TICKS.values())

_PRICES: Final[dict[MarketData, Columns]] = {
    MarketData.TRADES: (("price", "price_unit"), ("size", "size_unit")),
    MarketData.QUOTES: (
        ("bid_price", "price_unit"),
        ("bid_size", "size_unit"),
        ("ask_price", "price_unit"),
        ("ask_size", "size_unit"),
    ),
    MarketData.CANDLES: (
        ("open", "price_unit"),
        ("high", "price_unit"),
        ("low", "price_unit"),
        ("close", "price_unit"),
        ("volume", "size_unit"),
        ("turnover", "value_unit"),
    ),
}


def views() -> Iterable[str]:
    """The statements that make the views with exact prices where they are missing."""
    for kind, columns in _PRICES.items():
        units = dict(columns)
        chosen = [
            f"t.{name}::decimal(19,0) * e.{units[name]} AS {name}" if name in units else f"t.{name}"
            for name, _ in TICKS[kind].columns
        ]
        yield (
            f"CREATE VIEW IF NOT EXISTS {kind}_decimal AS (SELECT {', '.join(chosen)} "
            f"FROM {kind} t JOIN exponents e ON t.instrument = e.instrument)"
        )


def check_columns(place: str, table: Table, found: Sequence[tuple[str, str, bool, bool]]) -> None:
    """See that a table is ours as it is there: name, type, designated and key of each column.

    Raises:
        SchemaOutdatedError: it is not; names table, column, and both types.
    """
    there = {name: _described(kind, (at, key)) for name, kind, at, key in found}
    keys = {table.time, *table.keys}
    for name, kind in table.columns:
        wanted = _described(kind, (name == table.time, name in keys))
        has = there.pop(name, "not there")
        if has != wanted:
            raise _other(place, table, name, has, wanted)
    for name, has in there.items():
        raise _other(place, table, name, has, "not there")


def _described(kind: str, roles: tuple[bool, bool]) -> str:
    words = ("the designated timestamp", "a key of its upserts")
    return " and ".join((kind, *(word for word, has in zip(words, roles, strict=True) if has)))


def _other(place: str, table: Table, column: str, found: str, wanted: str) -> SchemaOutdatedError:
    return SchemaOutdatedError(
        f"table {table.name} of QuestDB at {place} is not of this program's making: its column "
        f"{column} is {found}, and wanted is {wanted}; rename the table (RENAME TABLE "
        f"{table.name} TO ...), or give the address of another QuestDB"
    )
