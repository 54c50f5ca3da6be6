"""How rows go into QuestDB: the client's sender over HTTP, a table and a batch a request.

A request is stored whole or not at all, and its answer means that it is stored. Where there is no
answer nobody knows: the frame is kept, the connection dropped, and the same frame sent again, which
changes nothing where it had arrived (the tables upsert by keys of their own).

The client reads nothing but pandas frames over this protocol; ours keep Arrow's arrays inside, so
no number becomes a float on the way. It and the client are imported by whoever opens a sender.
"""

import time
from math import ceil
from typing import TYPE_CHECKING, Any, Final

from services.chassis.failures import StorageError, StorageFaultError
from services.chassis.quest_url import QuestUrl
from services.marketdata import quest_failures
from services.marketdata.quest_schema import Table
from tradewire.errors import PreconditionError

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa
    from questdb import Sender

ATTEMPTS_MAX: Final = 3
"""Of one frame: a kept connection that the server closed, and a server that was just started
again. The recorder goes on trying after that, and says so."""

RETRY_S: Final = 0.2
"""Before the second; twice as long before each further one."""

FLUSH_S_MAX: Final = 10.0
"""For an answer: 20,000 rows take a tenth of a second, on a busy machine one."""

PART_BYTES_MAX: Final = 32 * 1024 * 1024
"""Of one request, as integers: 20,000 trades take two MiB, as many books of a hundred levels sixty,
and text has up to three times the bytes. A batch that no request could hold would be tried for
ever."""

BUFFER_BYTES_MAX: Final = 256 * 1024 * 1024
"""Of one request as text: a part with twice as many levels as its neighbours still fits."""

INSTALL: Final = "pip install -c constraints.txt -e '.[questdb]'"

# The client's codes for a connection that failed; all others are answers of the server.
_LOST: Final = frozenset({"SocketError", "CouldNotResolveAddr", "TlsError", "ProtocolVersionError"})


class QuestSender:
    """Sends frames; used by one thread at a time.

    Raises:
        PreconditionError: the client is not installed.
    """

    def __init__(self, url: QuestUrl) -> None:
        try:
            import pandas as pd  # noqa: F401, PLC0415 - 60 MB that only this store needs.
            import questdb  # noqa: F401, PLC0415 - as above.
        except ImportError as error:
            raise PreconditionError(
                f"rows go into QuestDB by its client, which is not installed; run {INSTALL}",
                reason="NOT_INSTALLED",
            ) from error
        self.closing = False
        """Set to have a frame that finds no server given up at once."""
        self._url = url
        self._sender: Sender | None = None

    def send(self, table: Table, rows: "pa.Table") -> None:
        """Have a batch stored; returns when it is.

        A large one goes in parts, and those before the one that fails stay stored.

        Raises:
            StorageUnavailableError: nobody knows whether it is; sending it again does no harm.
            StorageFaultError: the server refuses a row, or we do; nothing of the part is stored.
            StorageError: of another kind by name; nothing of the part is stored.
        """
        parts = max(1, ceil(rows.nbytes / PART_BYTES_MAX))
        size = max(1, ceil(len(rows) / parts))
        for first in range(0, len(rows), size):
            self._send(table, frame(table, rows.slice(first, size)))

    def _send(self, table: Table, batch: "pd.DataFrame") -> None:
        attempt = 1
        while True:
            try:
                self._flush(table, batch)
            except _UnknownOutcomeError as error:
                self.drop()
                if attempt == ATTEMPTS_MAX or self.closing:
                    raise quest_failures.unavailable(self._url.page, error) from error
                time.sleep(RETRY_S * 2 ** (attempt - 1))
                attempt += 1
            else:
                return

    def drop(self) -> None:
        """Close the connection; the next frame opens another."""
        if self._sender is not None:
            self._sender.close(flush=False)
            self._sender = None

    def _flush(self, table: Table, batch: "pd.DataFrame") -> None:
        from questdb import QuestDBError  # noqa: PLC0415 - as above.

        try:
            if self._sender is None:
                self._sender = self._connect()
            self._sender.dataframe(
                batch, table_name=table.name, symbols=table.symbols, at=table.time
            )
            self._sender.flush(transactional=True)
        except QuestDBError as error:
            if error.code.name in _LOST:
                raise _UnknownOutcomeError(str(error)) from error
            self.drop()
            raise self._rejected(table, batch, str(error)) from error

    def _connect(self) -> "Sender":
        from questdb import Protocol, Sender  # noqa: PLC0415 - as above.

        url = self._url
        known: dict[str, Any] = {}
        if url.user:
            known = {"username": url.user, "password": url.password}
        sender = Sender(
            Protocol.Http,
            url.authority_host,
            url.port,
            auto_flush=False,
            # Ours: the client's own would not try again what a killed server refuses.
            retry_timeout=0,
            request_timeout=int(FLUSH_S_MAX * 1000),
            max_buf_size=BUFFER_BYTES_MAX,
            **known,
        )
        sender.establish()  # type: ignore[no-untyped-call]  # its stub says nothing.
        return sender

    def _rejected(self, table: Table, batch: "pd.DataFrame", said: str) -> StorageError:
        line = quest_failures.line_of(said)
        row = f"one of {len(batch)}"
        if line is not None and 0 < line <= len(batch):
            values = batch.iloc[line - 1]
            keys = (*table.keys, table.time)
            row = ", ".join(f"{name} {_plain(values[name])}" for name in keys)
        reason = quest_failures.reason_of(said)
        return quest_failures.rejected(self._url.page, table.name, row, reason)


class _UnknownOutcomeError(Exception):
    """The connection failed; what was sent may be stored or not."""


def frame(table: Table, rows: "pa.Table") -> "pd.DataFrame":
    """The rows as the client takes them, after what QuestDB would take without a word.

    Raises:
        StorageFaultError: a column is of another type than ours is stored from, has no value
            somewhere, or an integer that QuestDB means nothing by.
    """
    import pandas as pd  # noqa: PLC0415 - as above.
    import pyarrow as pa  # noqa: PLC0415 - as above.

    kinds = dict(table.columns)
    columns = [_column(table, name, kinds[name], rows[name]) for name in rows.column_names]
    return pa.table(columns, rows.column_names).to_pandas(types_mapper=pd.ArrowDtype)


def _column(table: Table, name: str, kind: str, values: Any) -> Any:
    import pyarrow as pa  # noqa: PLC0415 - as above.
    import pyarrow.compute as pc  # noqa: PLC0415 - as above.

    if values.null_count:
        raise _unfit(table, name, "has a row without a value")
    held = values.type
    match kind:
        case "LONG" if pa.types.is_int64(held):
            # QuestDB's null: it would come back as nothing.
            if len(values) and pc.min(values).as_py() == -(2**63):
                raise _unfit(table, name, f"holds {-(2**63)}, which is QuestDB's word for nothing")
            return values
        case "TIMESTAMP_NS" if pa.types.is_int64(held):
            if len(values) and pc.min(values).as_py() < 0:
                raise _unfit(table, name, "is before 1970, where QuestDB's time begins")
            return values.cast(pa.timestamp("ns"))
        case "VARCHAR" if pa.types.is_list(held):
            return _text(values.combine_chunks())
        case "VARCHAR" | "SYMBOL" if pa.types.is_string(held):
            return values
        case "BOOLEAN" if pa.types.is_boolean(held):
            return values
        case _ if kind.startswith("DECIMAL") and pa.types.is_decimal(held):
            return values
    raise _unfit(table, name, f"is {held}, and goes into {kind}")


def _text(lists: "pa.ListArray[Any]") -> Any:
    """Lists of integers as their digits with commas between."""
    import pyarrow as pa  # noqa: PLC0415 - as above.
    import pyarrow.compute as pc  # noqa: PLC0415 - as above.

    integers = lists.flatten()
    # Of a part, the offsets are those of the whole, and the integers its own.
    offsets = pc.subtract(lists.offsets, lists.offsets[0])
    digits = pa.ListArray.from_arrays(offsets, integers.cast(pa.string()))
    return pc.binary_join(digits, ",")


def _unfit(table: Table, name: str, why: str) -> StorageFaultError:
    return StorageFaultError(f"rows of {table.name} cannot be stored: column {name} {why}")


def _plain(value: object) -> str:
    stamp = getattr(value, "value", None)
    return str(value if stamp is None else stamp)
