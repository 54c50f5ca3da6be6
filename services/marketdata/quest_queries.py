"""What is asked of QuestDB for a span of rows, and its answers as other stores give them."""

from collections.abc import Sequence
from typing import Any

from services.chassis.subjects import MarketData
from services.marketdata.quest_reader import quoted
from services.marketdata.rows import LAYOUTS, column_names
from services.marketdata.store import ROWS_READ_MAX, Span
from tradewire.codec.enums import INTERVAL


def query_of(span: Span, floor_ns: int) -> tuple[str, int]:
    """The statement for a span, and how many rows it may give.

    Rows received before ``floor_ns`` are deleted, though their partition may still be there.
    """
    received = LAYOUTS[span.type].received
    interval = span.interval if span.type is MarketData.CANDLES else None
    time = received if interval is None else "open_ns"
    position = "open_ns" if span.by_open else "sequence"
    conditions = [f"instrument = {quoted(span.instrument.id)}", f"{received} >= {floor_ns}"]
    if interval is not None:
        conditions.append(f"interval_s = {INTERVAL.numbers[interval]}")
    conditions += [
        f"{condition} {value}"
        for condition, value in (
            (f"{time} >=", span.start_ns),
            (f"{time} <", span.end_ns),
            (f"{position} >", span.after),
            (f"{position} <", span.before),
        )
        if value is not None
    ]
    chosen = column_names(span.type).replace(received, f"{received}::long")
    order = "DESC" if span.newest_first else "ASC"
    rows = min(span.limit, ROWS_READ_MAX)
    query = (
        f"SELECT {chosen} FROM {span.type} WHERE {' AND '.join(conditions)} "
        f"ORDER BY {position} {order} LIMIT {rows}"
    )
    return query, rows


def decoded(kind: MarketData, found: Sequence[tuple[Any, ...]]) -> Sequence[Sequence[Any]]:
    """Rows whose sides of books are lists of integers again."""
    if kind is not MarketData.BOOKS:
        return found
    # Feed and its kind stand before the layout's columns.
    columns = LAYOUTS[kind].columns
    lists = [at for at, (_, held) in enumerate(columns, 2) if held == "BIGINT[]"]
    rows = []
    for row in found:
        values = list(row)
        for at in lists:
            values[at] = [int(digits) for digits in values[at].split(",")] if values[at] else []
        rows.append(values)
    return rows
