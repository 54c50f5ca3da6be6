"""What ``tradewire doctor`` looks at where ticks are kept in QuestDB."""

import os
from collections.abc import Sequence

from console.checks import MIB, Check
from console.runtime import Runtime
from console.tick_store import NAME, Store, is_started, server_of
from services.chassis.quest_server import SERVER
from services.chassis.quest_url import QuestUrl, fit
from tradewire.errors import TradewireError

# A server that keeps up applies what was written within milliseconds; so much is seconds of work.
BEHIND_MAX = 1_000
# Of what the server tells of its tables.
_TABLES = "select name, suspended, sequencerTxn - writerTxn, errorMessage from wal_tables()"
_SIZES = "select sum(diskSize) from table_storage()"


async def check_ticks(found: Runtime) -> list[Check]:
    """Whether the server answers, its version, its tables and what they take; empty for DuckDB."""
    if found.store.store != Store.QUESTDB:
        return []
    named = server_of(os.environ)
    at = (named.url or found.store.server) if found.store.server else found.ticks
    url = QuestUrl.parse(at, named.variable)
    remedy = (
        f"read its last words: tradewire logs {NAME}"
        if is_started(found.store)
        else f"start it there, or stop the mesh and set {named.variable} to where its rows are now"
    )
    try:
        version = await fit(url)
        tables = await url.ask(_TABLES)
        sizes = await url.ask(_SIZES)
    except TradewireError as error:
        return [Check("ticks", passed=False, found=error.message, remedy=remedy)]
    size_mib = (sizes[0][0] or 0) / MIB if sizes else 0.0
    return [
        Check(
            "ticks",
            passed=True,
            found=f"{url.page} QuestDB {version}, made for {SERVER.version}; {size_mib:,.1f} MiB",
        ),
        check_tables(tables),
    ]


def check_tables(tables: Sequence[Sequence[object]]) -> Check:
    """Whether what was written gets into each table: its name, suspended, how far behind, why."""
    suspended = {str(name): str(why or "") for name, stopped, _, why in tables if stopped}
    behind = {str(name): late for name, _, late, _ in tables if isinstance(late, int)}
    late = [f"{name} by {count}" for name, count in behind.items() if count > BEHIND_MAX]
    if suspended:
        named = (f"{name} ({why})" if why else name for name, why in suspended.items())
        return Check(
            "tick tables",
            passed=False,
            found=f"suspended: {', '.join(named)}; what is written there waits in its log",
            remedy="mend the cause; marketdata resumes after a full disk, else on its page: "
            + "; ".join(f"ALTER TABLE {name} RESUME WAL" for name in suspended),
        )
    return Check(
        "tick tables",
        not late,
        f"behind what was written: {', '.join(late)} transactions" if late else "none suspended",
        "wait: it catches up when less comes; where it never does, give the server more processor "
        "and a faster disk",
    )
