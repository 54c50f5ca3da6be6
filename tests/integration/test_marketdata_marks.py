"""A feed that is killed late goes on from its last mark on the tape, and nobody sees a difference.

A tape of some seconds is marked far more often than a real one, which a mark every two seconds
would never meet.
"""

import random
from pathlib import Path

import pytest

from services.chassis.nats_server import NatsServer
from tests.integration.replay_feed import Feed, feed_of, players_of
from tests.integration.test_marketdata_replay import Outcome, clean, outcome_of, same
from tradewire.system.v1.replay_pb2 import (
    REPLAY_STATE_ENDED,
    ReadReplayJournalRequest,
    Replay,
)
from tradewire.system.v1.replay_service_pb2_grpc import ReplayServiceStub

__all__ = ["clean"]

OFTEN = """
from services.marketdata import tape_marks
tape_marks.EVERY_S, tape_marks.SHARE_MAX, tape_marks.STEPS_MIN = 0.0, 1e9, 7
import runpy
runpy.run_module("services.marketdata", run_name="__main__")
"""


async def reborn(feed: Feed) -> None:
    """Kill the feed, and start it again."""
    await feed.stop()
    await feed.start()


async def held(feed: Feed, step: int) -> None:
    """Wait until the step behind this one is open, and all before it on disk, with a mark."""

    def is_stored(replay: Replay) -> bool:
        counts = replay.counts
        brought = counts.trades + counts.quotes + counts.book_updates + counts.candles
        marked = any((feed.folder / "marketdata.marks").glob("*.mark"))
        return replay.step.step > step and counts.ticks_stored >= brought and marked

    await feed.until(is_stored)
    # What is told of the journal is committed before.
    request = ReadReplayJournalRequest(run=feed.run, after_step=step)
    async for _ in ReplayServiceStub(feed.channels[0]).ReadReplayJournal(request):
        pass


@pytest.mark.parametrize("seed", [1])
async def test_a_feed_goes_on_from_a_mark_as_if_nothing_had_been(
    tmp_path: Path, nats_server: NatsServer, clean: Outcome, seed: int
) -> None:
    """Over several kills, with participants that come back from the beginning: byte for byte."""
    draw = random.Random(seed)
    print(f"seed {seed}")  # noqa: T201 - for who wants to run it again.
    async with (
        feed_of(tmp_path / "data", nats_server, program=("-c", OFTEN)) as feed,
        players_of(feed, nats_server, held_after=0) as players,
    ):
        for step in sorted(draw.sample(range(40, clean.replay.counts.steps - 5), 3)):
            players[1].away_after = step
            await held(feed, step)
            await reborn(feed)
            if draw.random() < 0.5:
                await players[2].die()
                players[2].start()
        players[1].away_after = None
        outcome = await outcome_of(feed, players)
    same(outcome, clean)
    assert "goes on from a mark on the tape" in feed.log.read_text()


async def test_marks_that_are_damaged_or_ahead_change_nothing(
    tmp_path: Path, nats_server: NatsServer, clean: Outcome
) -> None:
    """Whatever is in the folder, the tape is there; at the end of a replay too."""
    async with (
        feed_of(tmp_path / "data", nats_server, program=("-c", OFTEN)) as feed,
        players_of(feed, nats_server, held_after=100) as players,
    ):
        await held(feed, 100)
        await feed.stop()
        folder = tmp_path / "data" / "marketdata.marks"
        newest, *others = sorted(folder.glob("*.mark"), key=lambda one: -int(one.stem))
        (folder / "100000.mark").write_bytes(newest.read_bytes())
        for one in others:
            one.write_bytes(one.read_bytes()[:-1])
        newest.unlink()
        await feed.start()
        players[1].away_after = None
        ended = await feed.ended()
        assert ended.state == REPLAY_STATE_ENDED
        await reborn(feed)
        assert await feed.ended() == ended
        same(await outcome_of(feed, players), clean)
