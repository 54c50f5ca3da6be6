"""The desk's work beside the feed."""

import asyncio
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any, cast

import pytest

from services.chassis.failures import (
    StorageCorruptError,
    StorageFaultError,
    StorageFullError,
    StorageUnavailableError,
)
from services.chassis.process import Process
from services.marketdata import desk as desk_module
from services.marketdata.desk import Desk
from services.marketdata.settings import MarketDataSettings
from tradewire.marketdata.v1 import feed_pb2

LATER_S = 60.0
"""Longer than any of this takes: what never happens ends the test instead of hanging it."""


class Board:
    """A feed's state, and who waits for the next."""

    state = feed_pb2.FEED_STATE_STREAMING
    detail = ""
    spooled = 0
    unsynced = 0

    def __init__(self) -> None:
        self.changes: asyncio.Queue[tuple[feed_pb2.FeedState, str]] = asyncio.Queue()

    async def forget(self) -> int:
        return 0

    async def tell(self) -> None:
        pass

    async def change(self, state: feed_pb2.FeedState, detail: str = "") -> None:
        self.state, self.detail = state, detail
        self.changes.put_nowait((state, detail))


class Store:
    """A tick store that gives the next answer to a deletion when the last was looked at."""

    def __init__(self, *answers: Exception | int) -> None:
        self.asked: Callable[[], object] = object
        self.answers: asyncio.Queue[Exception | int] = asyncio.Queue()
        for answer in answers:
            self.answers.put_nowait(answer)

    async def expire(self, *_: object) -> int:
        self.asked()
        answer = await self.answers.get()
        if isinstance(answer, Exception):
            raise answer
        return answer


def retaining(store: Store, monkeypatch: pytest.MonkeyPatch) -> tuple[Desk, Board]:
    """A desk that has nothing but this store, and never waits."""
    monkeypatch.setattr(desk_module, "RETENTION_S", 0.0)
    monkeypatch.setattr(desk_module, "OVERDUE_S", 0.0)
    monkeypatch.setattr(desk_module, "FIGURES_S", 0.0)
    settings, board = MarketDataSettings(), Board()
    desk = Desk(Process(settings), settings, cast("Any", None))
    desk.market = cast(
        "Any",
        SimpleNamespace(
            store=store,
            recorder=SimpleNamespace(spooled=0, failure=""),
            latest=SimpleNamespace(unsynced=lambda: 0),
        ),
    )
    desk._board = cast("Any", board)
    return desk, board


@pytest.mark.parametrize(
    "error",
    [
        StorageUnavailableError("QuestDB does not answer"),
        StorageFullError("the disk is full"),
        StorageFaultError("table trades is suspended"),
    ],
)
async def test_a_store_that_cannot_delete_degrades_the_feed_until_it_can(
    monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    """An end would stop the feed for as long; silence would let the store grow for ever."""
    store = Store(error)
    # Nor does the next try wait for the next look at old rows.
    store.asked = lambda: monkeypatch.setattr(desk_module, "RETENTION_S", 2 * LATER_S)
    desk, board = retaining(store, monkeypatch)
    async with asyncio.timeout(LATER_S), asyncio.TaskGroup() as group:
        tasks = [group.create_task(desk._retain()), group.create_task(desk._tell())]
        told = [await board.changes.get()]
        store.answers.put_nowait(3)
        told.append(await board.changes.get())
        for task in tasks:
            task.cancel()
    assert told == [
        (feed_pb2.FEED_STATE_DEGRADED, f"old rows cannot be deleted: {error}"),
        (feed_pb2.FEED_STATE_STREAMING, ""),
    ]


async def test_a_store_that_is_damaged_ends_the_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """No next try would find it whole."""
    desk, _ = retaining(Store(StorageCorruptError("a page is unreadable")), monkeypatch)
    with pytest.raises(StorageCorruptError):
        async with asyncio.timeout(LATER_S):
            await desk._retain()
