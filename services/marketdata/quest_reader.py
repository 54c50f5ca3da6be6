"""How rows come out of QuestDB: a few by PostgreSQL's protocol, many as Parquet over HTTP.

A row costs six microseconds by the one and one by the other, which has a few milliseconds more to
begin with; and both come back digit for digit.
"""

import asyncio
import io
from collections.abc import Awaitable, Callable
from typing import Any, Final, TypeVar

import asyncpg
import httpx

from services.chassis.failures import StorageError
from services.chassis.quest_url import QuestUrl
from services.marketdata import quest_failures

T = TypeVar("T")

CONNECTIONS_MAX: Final = 2
"""One for a large list, one so that a small one is not kept waiting by it."""

QUERY_S_MAX: Final = 60.0
"""The server's own limit on a query."""

CONNECT_S_MAX: Final = 5.0
"""On a network of a house it takes milliseconds; a port that nobody answers on is told soon."""

# The server's own, where the address names nobody: it demands a user on this protocol.
_USER, _PASSWORD, _DATABASE = "admin", "quest", "qdb"


class QuestReader:
    """Asks one server. ``close`` it at the end."""

    def __init__(self, url: QuestUrl) -> None:
        self._url = url
        self._pool: asyncpg.Pool[asyncpg.Record] | None = None
        self._opening = asyncio.Lock()
        auth = (url.user, url.password) if url.user else None
        # No proxy: the server is a neighbour.
        self._http = httpx.AsyncClient(
            base_url=url.page, auth=auth, timeout=QUERY_S_MAX, trust_env=False
        )

    async def rows(self, query: str) -> list[tuple[Any, ...]]:
        """A small answer.

        Raises:
            StorageError: by its name.
        """

        async def ask() -> list[tuple[Any, ...]]:
            pool = await self._connected()
            return [tuple(row) for row in await pool.fetch(query, timeout=QUERY_S_MAX)]

        return await self._translated(query, ask)

    async def bulk(self, query: str) -> list[tuple[Any, ...]]:
        """A large answer.

        Raises:
            StorageError: by its name.
        """

        async def ask() -> bytes:
            answer = await self._http.get("/exp", params={"query": query, "fmt": "parquet"})
            if answer.status_code != httpx.codes.OK:
                raise quest_failures.refused(self._url.page, _short(query), answer.text)
            return answer.content

        return await asyncio.to_thread(_from_parquet, await self._translated(query, ask))

    async def close(self) -> None:
        """Let go of the connections."""
        await self._http.aclose()
        if self._pool is not None:
            self._pool.terminate()

    async def _connected(self) -> "asyncpg.Pool[asyncpg.Record]":
        async with self._opening:
            if self._pool is None:
                url = self._url
                self._pool = await asyncpg.create_pool(
                    host=url.host,
                    port=url.pg_port,
                    user=url.user or _USER,
                    password=url.password if url.user else _PASSWORD,
                    database=_DATABASE,
                    min_size=0,
                    max_size=CONNECTIONS_MAX,
                    timeout=CONNECT_S_MAX,
                    # Nothing of ours stays on a connection, and the server knows no such statement.
                    reset=_nothing,
                    # Every query has its own positions in it; kept plans would serve nobody.
                    statement_cache_size=0,
                )
            return self._pool

    async def _translated(self, query: str, work: Callable[[], Awaitable[T]]) -> T:
        try:
            return await work()
        except StorageError:
            raise
        except asyncpg.PostgresConnectionError as error:
            # A server that dies with a question in hand: in this library's tree it is an answer.
            raise quest_failures.unavailable(self._url.page, error) from error
        except asyncpg.PostgresError as error:
            raise quest_failures.refused(self._url.page, _short(query), str(error)) from error
        except (OSError, asyncpg.InterfaceError, httpx.TransportError) as error:
            raise quest_failures.unavailable(self._url.page, error) from error


def quoted(text: str) -> str:
    """A text as a literal of SQL."""
    return "'" + text.replace("'", "''") + "'"


async def _nothing(_: object) -> None:
    return


def _short(query: str) -> str:
    return f"'{query[:120]}'"


def _from_parquet(content: bytes) -> list[tuple[Any, ...]]:
    import pyarrow.parquet as pq  # noqa: PLC0415 - 25 MB that only bulk reads need.

    table = pq.read_table(io.BytesIO(content))
    return list(zip(*(column.to_pylist() for column in table.columns), strict=True))
