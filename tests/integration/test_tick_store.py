"""A start of the mesh on a QuestDB that runs: whose rows are there already."""

from pathlib import Path

import pytest

from console import tick_store
from console.runtime import FILE
from console.tick_store import Store, Ticks, choose
from services.chassis.quest_url import QuestUrl
from services.marketdata import quest_schema
from services.marketdata.quest_ticks import QuestTicks
from tests.quest_server import RunningQuest
from tradewire.errors import PreconditionError

pytestmark = pytest.mark.questdb


async def prepared(quest: RunningQuest, data_dir: Path) -> Ticks:
    """What a start of the mesh finds."""
    environ = {"QUESTDB_URL": quest.url}
    choice = choose(Store.QUESTDB, environ, None)
    return await tick_store.prepare(choice, environ, data_dir, {}, print)


async def test_a_new_data_directory_takes_no_server_with_another_ones_ticks(
    quest: RunningQuest, tmp_path: Path
) -> None:
    """A replay begun anew has the log of the old one, and its rows would pass for stored ones."""
    found = await prepared(quest, tmp_path)
    assert found.page == quest.server.page
    store = await QuestTicks.open(QuestUrl.parse(quest.url), log_id="log")
    await store.close()
    words = "ticks of another data directory;.*DROP TABLE owner.*another server.*--store duckdb"
    with pytest.raises(PreconditionError, match=words) as caught:
        await prepared(quest, tmp_path)
    assert caught.value.reason == "OTHER_TICKS"
    (tmp_path / FILE).write_text("{}")
    assert await prepared(quest, tmp_path) == found


async def test_tables_that_the_remedy_takes_away_are_made_anew(quest: RunningQuest) -> None:
    """The views that asked them are still there."""
    assert set(tick_store.TABLES) == {table.name for table in quest_schema.TABLES}
    for log_id in ("one", "two"):
        store = await QuestTicks.open(QuestUrl.parse(quest.url), log_id=log_id)
        await store.close()
        for table in tick_store.TABLES:
            quest.ask(f"DROP TABLE {table}")
