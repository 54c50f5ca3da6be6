"""Ticks in QuestDB: the same rows, whoever dies, and a clear word on what is wrong.

The moments of the deaths follow from a seed, which is printed; ``CRASH_SEEDS`` names others.
"""

import random
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from services.chassis.quest_server import SERVER
from tests.e2e.killed_mesh import seeds
from tests.e2e.questdb_mesh import (
    DROPPED,
    PUBLISHED,
    QUEST,
    LiveMesh,
    bounded,
    figures_of,
    killed_in_turn,
    left_behind,
    live,
    refused,
)
from tests.e2e.replayed_mesh import Case, running
from tests.e2e.started_mesh import ask_in, wait
from tests.e2e.test_replay import recorded, same_ledgers, same_run, written_tape
from tests.e2e.tick_tables import TICKS, empty, of_duckdb, of_questdb
from tests.free_ports import free_port
from tests.other_servers import answering, build
from tests.quest_server import RunningQuest, running_quest

pytestmark = [pytest.mark.mesh, pytest.mark.questdb]

ON_QUEST = ("--store", QUEST)
# Ticks a second: any machine stores them.
QUIET = 200


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningQuest]:
    """One for all of these tests, for a start takes four seconds."""
    with running_quest(tmp_path_factory.mktemp("quest") / "root") as quest:
        yield quest


@pytest.fixture
def quest(server: RunningQuest) -> RunningQuest:
    """The server, with nothing on it."""
    empty(server)
    return server


@pytest.fixture(scope="module")
def tape(tmp_path_factory: pytest.TempPathFactory) -> Case:
    """A tape of our own."""
    return written_tape(tmp_path_factory.mktemp("tape"))


@pytest.fixture(scope="module")
def in_duckdb(tape: Case, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data directory of its replay into DuckDB."""
    return replayed(tape, tmp_path_factory.mktemp("duckdb") / "data")


def replayed(case: Case, data_dir: Path, *options: str, url: str = "") -> Path:
    """Replay it through the mesh: the orders, fills and money must be the kernel's."""
    settings = {"QUESTDB_URL": url} if url else {}
    with running(case, data_dir, *options, settings=settings) as run:
        same_run(run.result(), case.expected())
    same_ledgers(data_dir)
    return data_dir


def same_tables(quest: RunningQuest, in_duckdb: Path) -> None:
    """Every table, every row, every column, and each row once."""
    expected, found = of_duckdb(in_duckdb), of_questdb(quest, in_duckdb)
    assert {name: len(rows) for name, rows in found.items()} == {
        name: len(rows) for name, rows in expected.items()
    }
    for name, rows in expected.items():
        assert found[name] == rows, name
    assert all(expected[name] for name in ("trades", "candles", "exponents", "cursors", "owner"))


def test_a_tape_of_ones_own_gives_equal_tables_in_both_stores(
    quest: RunningQuest, tape: Case, in_duckdb: Path, tmp_path: Path
) -> None:
    """Digit for digit; the variable chooses, it is kept, and another store is refused."""
    data_dir = replayed(tape, tmp_path / "data", url=quest.url)
    same_tables(quest, in_duckdb)
    code, said = refused(data_dir, "--store", "duckdb")
    assert code == 5
    assert f"has its ticks in QuestDB at {quest.url}" in said
    assert "--fresh" in said
    code, said = refused(tmp_path / "another", *ON_QUEST, QUESTDB_URL=quest.url)
    assert (code, "holds the ticks of another data directory" in said) == (5, True)


@recorded
def test_a_recording_gives_equal_tables_in_both_stores(quest: RunningQuest, tmp_path: Path) -> None:
    """Trades, quotes, changes of the book and candles as an exchange sent them."""
    case = Case("ticks/binance_spot", end="2024-08-08T23:54:40Z")
    in_duckdb = replayed(case, tmp_path / "duckdb")
    replayed(case, tmp_path / "quest", *ON_QUEST, url=quest.url)
    same_tables(quest, in_duckdb)
    assert all(of_duckdb(in_duckdb)[name] for name in TICKS)


@pytest.mark.timeout(600)
@pytest.mark.parametrize("seed", seeds(1))
def test_whoever_dies_every_row_is_there_exactly_once(
    seed: int, tape: Case, in_duckdb: Path, tmp_path: Path
) -> None:
    """``kill -9`` in mid-stream: a server of the mesh's own, marketdata, and who started both."""
    targets = [*random.Random(seed).sample([QUEST, "marketdata"], 2), "supervisor"]
    data_dir = tmp_path / "data"
    with running(tape, data_dir, *ON_QUEST, speed="1") as run:
        died = killed_in_turn(run, seed, targets)
        print(f"seed {seed}: {died}")  # noqa: T201 - what a failure is run again with.
        same_run(run.result(), tape.expected())
    assert died
    assert left_behind(data_dir) == []
    same_ledgers(data_dir)
    with running_quest(data_dir / QUEST) as quest:
        same_tables(quest, in_duckdb)


@pytest.mark.timeout(600)
@pytest.mark.parametrize("seed", seeds(1))
def test_a_live_market_goes_on_while_its_server_is_dead_and_is_recorded_whole(
    seed: int, quest: RunningQuest, tmp_path: Path
) -> None:
    """The feed says so meanwhile; then every row is there, each once, without a hole.

    That what the queue cannot hold waits on disk is tried in ``tests/integration``, for it takes
    a rate that not every machine stores.
    """
    moments = random.Random(seed)
    print(f"seed {seed}")  # noqa: T201 - as above.
    with live(tmp_path / "data", quest.url, QUIET) as mesh:
        checks = {one["name"]: one["passed"] for one in ask_in(mesh.data_dir, "doctor")}
        assert checks["ticks"]
        assert checks["tick tables"]
        assert ask_in(mesh.data_dir, "status")["ticks"] == quest.server.page
        time.sleep(moments.uniform(0.0, 1.0))
        quest.kill()
        degraded(mesh, quest)
        before = figures_of(mesh)[PUBLISHED]
        wait(lambda: figures_of(mesh)[PUBLISHED] > before, "ticks of a market that goes on")
        bounded(figures_of(mesh))
        quest.start()
        recovered(mesh)
        assert mesh.interrupt() == 0
    without_a_hole(quest)


def degraded(mesh: LiveMesh, quest: RunningQuest) -> None:
    """Wait until the feed says that its rows are not taken, and by whom."""
    wait(lambda: mesh.feed()["state"] == "FEED_STATE_DEGRADED", "a feed that says so")
    assert quest.server.page in mesh.feed()["detail"]


def recovered(mesh: LiveMesh) -> None:
    """Wait until the feed is well, and nothing was dropped."""
    wait(lambda: mesh.feed()["state"] == "FEED_STATE_STREAMING", "a feed that streams")
    assert figures_of(mesh)[DROPPED] == 0


def without_a_hole(quest: RunningQuest) -> None:
    """Each stream's sequences are there from 1 to the last, each once."""
    assert quest.ask("select count() from gaps where last >= first") == [[0]]
    for table in TICKS:
        quest.ask(f"select wait_wal_table('{table}')")
        rows = quest.ask(
            f"select instrument, count(), count_distinct(sequence), max(sequence) from {table}"  # noqa: S608 - ours.
        )
        assert rows or table == "books"
        assert all(one[1] == one[2] == one[3] for one in rows), (table, rows)


def test_a_server_that_will_not_do_is_refused_before_anything_is_started(tmp_path: Path) -> None:
    """Nobody there, and another version: named, with the remedy; no process is left."""
    nowhere = f"http://127.0.0.1:{free_port()}"
    code, said = refused(tmp_path / "a", *ON_QUEST, QUESTDB_URL=nowhere)
    assert (code, nowhere in said, "correct QUESTDB_URL" in said) == (6, True, True)
    with answering(build("8.2.1")) as address:
        code, said = refused(tmp_path / "b", *ON_QUEST, QUESTDB_URL=address)
    assert (code, f"is 8.2.1, and this program is made for {SERVER.version}" in said) == (2, True)


def test_a_server_with_other_tables_ends_the_start_with_the_tables_name(
    quest: RunningQuest, tmp_path: Path
) -> None:
    """Of somebody else's making; they stay as they are, and no process is left."""
    quest.ask("create table trades (price double, ts timestamp) timestamp(ts) partition by day wal")
    code, said = refused(tmp_path / "data", *ON_QUEST, QUESTDB_URL=quest.url)
    assert code == 2
    assert "table trades" in said
    assert "RENAME TABLE trades" in said
    assert [row[0] for row in quest.ask("show columns from trades")] == ["price", "ts"]


def test_a_server_that_may_only_be_read_is_refused_with_its_setting(tmp_path: Path) -> None:
    """Before a mesh begins that could record nothing."""
    with running_quest(tmp_path / "root", {"QDB_HTTP_SECURITY_READONLY": "true"}) as quest:
        code, said = refused(tmp_path / "data", *ON_QUEST, QUESTDB_URL=quest.url)
    assert code == 2
    assert "http.security.readonly is true there" in said
