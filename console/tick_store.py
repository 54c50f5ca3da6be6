"""Where the mesh keeps its ticks: DuckDB inside of marketdata, or a QuestDB server beside it.

The server is a part of the mesh like the bus: started before marketdata, stopped after it. One
that runs already is used instead where ``QUESTDB_URL`` names it, with ``--store`` or without. A
data directory stays with the store that it began with, for the rows are there.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from console.child import Child
from console.parts import listens, probe_of_http
from console.ports import HOST
from console.runtime import FILE, Runtime, StoreChoice
from console.supervisor import Part
from services.chassis import java, quest_server
from services.chassis.config import secret_in
from services.chassis.quest_server import EXTRA, SERVER, QuestServer
from services.chassis.quest_url import PG_PORT, PORT, VARIABLE, QuestUrl, fit
from tradewire.errors import ConfigurationError, PreconditionError

NAME = "questdb"
PG = f"{NAME}.pg"
HEALTH = f"{NAME}.health"
OPTION = "--store questdb"
INSTEAD = "keep ticks in DuckDB, by --store duckdb"
# The server's own ports, which people know; others where they are taken.
PORTS: Mapping[str, tuple[int, ...]] = {NAME: (PORT,), PG: (PG_PORT,), HEALTH: ()}
# A statement that every table's absence leaves well.
LOOK = "/exec?query=select%201"
# Of marketdata, which makes them; whose rows they hold is in the first.
TABLES = (
    *("owner", "exponents", "horizons", "cursors", "gaps"),
    *("trades", "quotes", "books", "candles"),
)
_OWNED = (
    "select count() from information_schema.columns() "
    "where table_name = 'owner' and column_name = 'log_id'"
)
# Beside the bus: whoever has rows to put away still finds it.
STOP_RANK = 3

_STORE = "TRADEWIRE_MARKETDATA__TICKS__STORE"
_URL = "TRADEWIRE_MARKETDATA__TICKS__QUESTDB_URL"
_URL_FILE = f"{_URL}_FILE"


class Store(StrEnum):
    """What ``--store`` can be."""

    DUCKDB = "duckdb"
    QUESTDB = "questdb"


@dataclass(frozen=True, slots=True)
class Named:
    """A server as the environment names it: the variable, and what it says; empty for none."""

    variable: str
    url: str


@dataclass(frozen=True, slots=True)
class Ticks:
    """A tick store that is ready to be used.

    Attributes:
        settings: environment variables of marketdata.
        page: where people see the tables; empty where there is none.
        server: to be started; None where there is none, or one runs.
    """

    settings: Mapping[str, str] = field(default_factory=dict)
    page: str = ""
    server: QuestServer | None = None

    def part(self, data_dir: Path) -> Part | None:
        """The server as a part of the mesh; None where nothing is to be started."""
        server = self.server
        if server is None:
            return None
        log = data_dir / "logs" / f"{NAME}.log"
        child = Child(server.command, environ=server.environ, log=log)
        asked = probe_of_http(server.port, LOOK)

        async def probe() -> bool:
            return await asked() and await listens(f"{HOST}:{server.pg_port}")

        url = f"http://{HOST}:{server.health_port}/metrics"
        return Part(NAME, child, probe, STOP_RANK, f"{HOST}:{server.port}", log, url)


def choose(
    option: Store | None, environ: Mapping[str, str], yesterday: Runtime | None
) -> StoreChoice:
    """Which store a start uses: what is asked for, or yesterday's, or DuckDB.

    ``--store`` asks for one, else the variable of the setting, else one that names a server.

    Raises:
        PreconditionError: the directory's rows are in another one (reason OTHER_STORE).
        ConfigurationError: a server's variable is no address, or the store's names no store.
    """
    kept = None if yesterday is None else yesterday.store
    named = server_of(environ)
    store = option or _asked(environ, named) or (Store(kept.store) if kept else Store.DUCKDB)
    server = ""
    if store is Store.QUESTDB:
        # Without the variable a server that is not ours is asked where it was yesterday.
        server = kept.server if kept else ""
        if named.url:
            server = QuestUrl.parse(named.url, named.variable).shown
    found = StoreChoice(store, server)
    if yesterday is not None and yesterday.store != found:
        raise PreconditionError(
            f"{yesterday.data_dir} has its ticks in {told(yesterday.store)}, and this start asks "
            f"for {told(found)}, where they are not; "
            f"{_way_back(yesterday.store, named.variable)}, begin anew with --fresh, or give "
            "another --data-dir",
            reason="OTHER_STORE",
        )
    return found


def _asked(environ: Mapping[str, str], named: Named) -> Store | None:
    """The store that the environment asks for, as marketdata by itself reads it; None for none."""
    name = environ.get(_STORE)
    if name is None:
        return Store.QUESTDB if named.url else None
    if name not in {*Store}:
        raise ConfigurationError(f"{_STORE} is {name!r}; set it to {' or '.join(Store)}")
    return Store(name)


def server_of(environ: Mapping[str, str]) -> Named:
    """The server that the environment names; ours are stronger than one that others know.

    Raises:
        ConfigurationError: the file of a variable cannot be read, or is empty.
    """
    if path := environ.get(_URL_FILE):
        return Named(_URL_FILE, secret_in(_URL_FILE, Path(path)))
    variable = _URL if environ.get(_URL) else VARIABLE
    return Named(variable, environ.get(variable, ""))


def is_started(choice: StoreChoice) -> bool:
    """Whether it is a server of the mesh's own."""
    return choice.store == Store.QUESTDB and not choice.server


def told(choice: StoreChoice) -> str:
    """A store as people read it."""
    if choice.store == Store.DUCKDB:
        return "DuckDB"
    return f"QuestDB at {choice.server}" if choice.server else "a QuestDB server of its own"


def _way_back(kept: StoreChoice, variable: str) -> str:
    if kept.store == Store.DUCKDB:
        return "use --store duckdb"
    return f"use {OPTION} with {variable} {'set to that server' if kept.server else 'unset'}"


def check(choice: StoreChoice) -> None:
    """See that what it needs is installed; cheap, and before anything is started.

    Raises:
        PreconditionError: the extra is not.
    """
    packages = ("questdb", "pandas")
    if choice.server:
        # Maybe by the variable alone, which whoever has it may have for another program.
        named = f"{told(choice)} (named by {VARIABLE}; {INSTEAD}, to do without)"
        java.require(named, EXTRA, packages)
    elif choice.store == Store.QUESTDB:
        java.require(OPTION, EXTRA, (*java.PACKAGES, *packages))


async def prepare(
    choice: StoreChoice,
    environ: Mapping[str, str],
    data_dir: Path,
    ports: Mapping[str, int],
    say: Callable[[str], None],
) -> Ticks:
    """Everything that the store needs; fetches the server where it is not there yet.

    Raises:
        ConfigurationError: the server that is named will not do.
        PreconditionError: the extra is not installed, or the server has another directory's rows.
        UnavailableError: the server cannot be fetched, or the one that is named is away.
    """
    if choice.store == Store.DUCKDB:
        # Only where the environment says otherwise: a file of the user's own has its say.
        told_otherwise = {_STORE, _URL, _URL_FILE, VARIABLE} & environ.keys()
        return Ticks({_STORE: Store.DUCKDB} if told_otherwise else {})
    if choice.server:
        named = server_of(environ)
        given = named.url or choice.server
        url = QuestUrl.parse(given, named.variable)
        await fit(url)
        if not (data_dir / FILE).exists():
            await _unowned(url)
        return Ticks({_STORE: Store.QUESTDB, _URL: given}, url.page)
    if not SERVER.cached().is_file():
        say(f"fetching QuestDB {SERVER.version} (30 MB, once)")
    jar = await quest_server.server_jar(INSTEAD)
    root = data_dir / NAME
    server = QuestServer(java.java(), jar, root, ports[NAME], ports[PG], ports[HEALTH])
    server.prepare()
    return Ticks({_STORE: Store.QUESTDB, _URL: server.url}, server.page, server)


async def _unowned(url: QuestUrl) -> None:
    """See that a server may take the rows of a new directory.

    Marketdata refuses another log's. Two replays of a tape have the same log, though, and the
    second would take the rows of the first, of other candles maybe, for its own.
    """
    if await url.ask(_OWNED) != [[0]] and await url.ask("select log_id from owner"):
        raise PreconditionError(
            f"QuestDB at {url.page} holds the ticks of another data directory; go on with that "
            f"one, take its tables away ({'; '.join(f'DROP TABLE {one}' for one in TABLES)}), "
            f"set {url.name} to another server, or {INSTEAD}",
            reason="OTHER_TICKS",
        )
