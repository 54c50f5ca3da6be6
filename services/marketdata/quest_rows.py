"""What is no market event, as rows of QuestDB's tables: gaps, units, cursors, horizons, owner."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from services.marketdata.heads import Exponents, bases_to_text
from services.marketdata.quest_schema import CURSORS, EXPONENTS, GAPS, HORIZONS, OWNER, Table
from services.marketdata.store import Cursor, Lost, StreamKey

if TYPE_CHECKING:
    import pyarrow as pa


def gaps_table(gaps: Mapping[Lost, int]) -> "pa.Table":
    """Gaps, each with the time that it is written at."""
    return _table(
        GAPS,
        [
            (at_ns, gap.key.type.value, gap.key.instrument, gap.first, gap.last, gap.cause)
            for gap, at_ns in gaps.items()
        ],
    )


def void_gaps_table(gaps: Sequence[tuple[int, Lost]]) -> "pa.Table":
    """The same gaps, each with the time that it was written at, made to hold nothing."""
    return _table(
        GAPS,
        [
            (at_ns, gap.key.type.value, gap.key.instrument, gap.first, gap.first - 1, gap.cause)
            for at_ns, gap in gaps
        ],
    )


def exponents_table(exponents: Mapping[str, Exponents]) -> "pa.Table":
    """Units of instruments, for the program and as factors for the views."""
    return _table(
        EXPONENTS,
        [
            (0, name, price, size, _unit(price), _unit(size), _unit(price + size))
            for name, (price, size) in exponents.items()
        ],
    )


def cursor_table(cursor: Cursor) -> "pa.Table":
    """How far a source was recorded."""
    row = (0, cursor.source, cursor.ordinal, bases_to_text(cursor), cursor.closed)
    return _table(CURSORS, [row])


def horizons_table(
    before_ns: Mapping[StreamKey, int], heads: Mapping[StreamKey, int]
) -> "pa.Table":
    """Until when streams are deleted, and their heads then."""
    return _table(
        HORIZONS,
        [(0, key.type.value, key.instrument, at, heads[key]) for key, at in before_ns.items()],
    )


def owner_table(log_id: str) -> "pa.Table":
    """Whose ticks these are."""
    return _table(OWNER, [(0, log_id)])


def _table(table: Table, rows: Sequence[tuple[Any, ...]]) -> "pa.Table":
    import pyarrow as pa  # noqa: PLC0415 - 25 MB that only the recorder's thread needs.

    kinds: dict[str, Any] = {
        "LONG": pa.int64(),
        "TIMESTAMP_NS": pa.int64(),
        "SYMBOL": pa.string(),
        "VARCHAR": pa.string(),
        "BOOLEAN": pa.bool_(),
        "DECIMAL(38,18)": pa.decimal128(38, 18),
        "DECIMAL(57,36)": pa.decimal256(57, 36),
    }
    values = zip(*rows, strict=True)
    arrays = [
        pa.array(column, kinds[kind])
        for (_, kind), column in zip(table.columns, values, strict=True)
    ]
    return pa.Table.from_arrays(arrays, names=[name for name, _ in table.columns])


def _unit(exponent: int) -> Decimal:
    return Decimal((0, (1,), exponent))
