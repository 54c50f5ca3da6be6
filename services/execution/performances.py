"""The performance of every account, reckoned when it is first asked for and kept up from then."""

import asyncio

from sqlalchemy import Connection

from services.execution.archive import FillRow, fills_after
from services.execution.performance import Performance
from services.execution.shell import Shell

FILLS_AT_ONCE = 1_000
"""Fills read in one transaction, so that nobody waits long for the store."""


class Performances:
    """One fold an account; each fill is read once in a process's life."""

    def __init__(self, shell: Shell) -> None:
        self._shell = shell
        self._kept: dict[str, Performance] = {}
        self._read: dict[str, tuple[int, int]] = {}
        self._lock = asyncio.Lock()

    async def of(self, account: str) -> Performance:
        """The performance of an account, its newest fill counted.

        Raises:
            ExhaustedError: it is larger than what is kept.
        """
        async with self._lock:
            kept = self._kept.get(account)
            if kept is None:
                kept = self._kept[account] = Performance(self._shell.catalog.get)
            try:
                await self._go_on(account, kept)
            except BaseException:
                # Half of it would be wrong for ever: the next call begins anew.
                del self._kept[account]
                self._read.pop(account, None)
                raise
            return kept

    async def _go_on(self, account: str, kept: Performance) -> None:
        def next_fills(connection: Connection) -> list[FillRow]:
            after = self._read.get(account, (0, 0))
            return fills_after(connection, account, after, FILLS_AT_ONCE)

        while True:
            found = await self._shell.owner.store.read(next_fills)
            for row in found:
                kept.take(row.fill, row.settlement, row.recorded_ns)
                self._read[account] = row.recorded_ns, row.seq
            if len(found) < FILLS_AT_ONCE:
                return
