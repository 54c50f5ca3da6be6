"""The desk's work beside the feed."""

import asyncio
from types import SimpleNamespace
from typing import Any, cast

import pytest

from services.chassis.failures import StorageFaultError, StorageUnavailableError
from services.chassis.process import Process
from services.marketdata import desk as desk_module
from services.marketdata.desk import Desk
from services.marketdata.settings import MarketDataSettings


class Board:
    """A feed's log of events."""

    async def forget(self) -> int:
        return 0


class Store:
    """A tick store with its answers to deletions, the last of them for ever."""

    def __init__(self, *answers: Exception | int) -> None:
        self.answers = list(answers)
        self.asked = asyncio.Event()

    async def expire(self, *_: object) -> int:
        if len(self.answers) == 1:
            self.asked.set()
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(answer, Exception):
            raise answer
        return answer


def retaining(store: Store) -> Desk:
    """A desk that has nothing but this store."""
    settings = MarketDataSettings()
    desk = Desk(Process(settings), settings, cast("Any", None))
    desk.market = cast("Any", SimpleNamespace(store=store))
    desk._board = cast("Any", Board())
    return desk


async def test_a_store_that_is_away_keeps_its_old_rows_until_it_is_back(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """It would have ended the feed: marketdata cannot start while its store is away."""
    monkeypatch.setattr(desk_module, "RETENTION_S", 0.0)
    store = Store(StorageUnavailableError("QuestDB does not answer"), 3, 0)
    tasks: list[asyncio.Task[Any]] = [asyncio.create_task(retaining(store)._retain())]
    tasks.append(asyncio.create_task(store.asked.wait(), name="asked again"))
    done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    tasks[0].cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    assert [task.get_name() for task in done] == ["asked again"]


async def test_a_store_that_refuses_a_deletion_ends_the_process(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """It would grow for ever, and nobody would know."""
    monkeypatch.setattr(desk_module, "RETENTION_S", 0.0)
    with pytest.raises(StorageFaultError):
        await retaining(Store(StorageFaultError("no such column")))._retain()
