"""Changing, deleting and undeleting strategies over real gRPC, and what a restart makes of it."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from google.protobuf.field_mask_pb2 import FieldMask

from tests.signal_world import BTC, SignalWorld, candle, signal_world
from tradewire.errors import (
    AlreadyExistsError,
    ConflictError,
    InvalidArgumentError,
    PreconditionError,
)
from tradewire.signal.v1 import (
    signal_requests_pb2,
    strategy_pb2,
)
from tradewire.signal.v1 import strategy_requests_pb2 as pb


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[SignalWorld]:
    """A running signal service with one strategy of the settings' and one that a caller made."""
    async with signal_world(tmp_path) as (made, _):
        await made.start(made.each("declared"))
        strategy = strategy_pb2.Strategy(
            strategy="mine",
            strategy_type="file",
            source=f"{made.file}:Each",
            parameters={"raises": "1"},
            instruments=[BTC.id],
            accounts=["paper"],
        )
        await made.stub.CreateStrategy(pb.CreateStrategyRequest(strategy=strategy))
        yield made


async def get(world: SignalWorld, strategy: str = "mine") -> Any:
    """Read it."""
    return await world.stub.GetStrategy(pb.GetStrategyRequest(strategy=strategy))


async def update(world: SignalWorld, *mask: str, strategy: str = "mine", **fields: Any) -> Any:
    """Change masked fields."""
    request_id = fields.pop("request_id", "")
    wanted = strategy_pb2.Strategy(strategy=strategy, **fields)
    request = pb.UpdateStrategyRequest(
        strategy=wanted, update_mask=FieldMask(paths=mask), request_id=request_id
    )
    return await world.stub.UpdateStrategy(request)


async def delete(world: SignalWorld, strategy: str = "mine", **fields: Any) -> Any:
    """Delete it."""
    return await world.stub.DeleteStrategy(pb.DeleteStrategyRequest(strategy=strategy, **fields))


async def listed(world: SignalWorld, **fields: Any) -> list[str]:
    """The ids of a list."""
    answer = await world.stub.ListStrategies(pb.ListStrategiesRequest(**fields))
    return [one.strategy for one in answer.strategies]


async def run(world: SignalWorld) -> None:
    """Start it, and wait until it runs."""
    await world.stub.StartStrategy(pb.StartStrategyRequest(strategy="mine"))
    await world.state("mine", "RUNNING")


async def test_settings_change_by_mask_and_etag_once_for_a_request(world: SignalWorld) -> None:
    """The masked ones alone; an older etag is refused; a repeat gets the first answer."""
    before = await get(world)
    first = await update(
        world, "parameters", parameters={"raises": "7"}, etag=before.etag, request_id="u-1"
    )
    assert dict(first.parameters) == {"raises": "7"}
    assert (first.instruments, first.source) == (before.instruments, before.source)
    assert first.etag != before.etag
    again = await update(
        world, "parameters", parameters={"raises": "7"}, etag=before.etag, request_id="u-1"
    )
    assert again == first
    with pytest.raises(ConflictError, match="read it again") as stale:
        await update(world, "display_name", display_name="x", etag=before.etag)
    assert stale.value.reason == "ETAG_MISMATCH"
    assert (await get(world)).display_name == ""


async def test_what_a_run_depends_on_changes_only_while_it_does_not_run(world: SignalWorld) -> None:
    """So it is always clear with which parameters it runs; its name and approval may change."""
    await run(world)
    with pytest.raises(PreconditionError, match="stop it first") as running:
        await update(world, "parameters", parameters={"raises": "7"})
    assert running.value.reason == "STRATEGY_RUNNING"
    named = await update(world, display_name="Mine", approval_required=True)
    assert (named.display_name, named.approval_required) == ("Mine", True)
    await world.publish(candle(1))
    (signal,) = await world.signals(1, "mine")
    assert signal.state == "PENDING_APPROVAL"


async def test_other_parameters_begin_with_a_state_of_their_own(world: SignalWorld) -> None:
    """What was saved under the old ones is dropped; ordinals go on, so no id comes twice."""
    await run(world)
    await world.publish(candle(1))
    await world.signals(1, "mine")
    await world.stub.StopStrategy(pb.StopStrategyRequest(strategy="mine"))
    await update(world, "parameters", parameters={"raises": "7"})
    await run(world)
    await world.publish(candle(2))
    signals = await world.signals(2, "mine")
    assert [dict(one.evidence.indicators)["count"] for one in signals] == [1, 1]
    assert [one.ordinal for one in signals] == [1, 2]


async def test_what_cannot_be_changed_is_named(world: SignalWorld) -> None:
    """A fixed field may come along as it was read; a wrong parameter is refused as at creation."""
    await update(world, "strategy_type", "accounts", strategy_type="file", accounts=["paper"])
    with pytest.raises(InvalidArgumentError, match="'accounts', which cannot be changed"):
        await update(world, "accounts", accounts=["other"])
    with pytest.raises(InvalidArgumentError, match="'state', which cannot be changed"):
        await update(world, "state")
    with pytest.raises(InvalidArgumentError) as wrong:
        await update(world, "parameters", parameters={"rises": "1", "raises": "x"})
    assert set(wrong.value.fields) == {"strategy.parameters.rises", "strategy.parameters.raises"}


async def test_what_the_settings_declare_is_changed_there(world: SignalWorld) -> None:
    """The next start would set it back; its name is nobody's but people's."""
    assert (await update(world, strategy="declared", display_name="Demo")).display_name == "Demo"
    for call in (
        update(world, strategy="declared", approval_required=True),
        delete(world, "declared"),
    ):
        with pytest.raises(PreconditionError, match="declared by the service's settings") as kept:
            await call
        assert kept.value.reason == "STRATEGY_OF_SETTINGS"


async def test_a_deleted_strategy_is_out_of_the_way_and_comes_back(world: SignalWorld) -> None:
    """Unlisted, never started, its id taken; undeleted it goes on where it was."""
    await run(world)
    with pytest.raises(PreconditionError, match="stop it first"):
        await delete(world)
    await world.publish(candle(1))
    await world.signals(1, "mine")
    await world.stub.StopStrategy(pb.StopStrategyRequest(strategy="mine"))
    gone = await delete(world)
    assert gone.HasField("delete_time")
    assert (await delete(world)).delete_time == gone.delete_time
    assert await listed(world) == ["declared"]
    assert await listed(world, show_deleted=True) == ["declared", "mine"]
    for refused in (
        world.stub.StartStrategy(pb.StartStrategyRequest(strategy="mine")),
        world.stub.StopStrategy(pb.StopStrategyRequest(strategy="mine")),
        update(world, display_name="x"),
    ):
        with pytest.raises(PreconditionError, match="undelete it first"):
            await refused
    with pytest.raises(AlreadyExistsError, match="keeps its id"):
        await world.stub.CreateStrategy(pb.CreateStrategyRequest(strategy=await get(world)))
    back = await world.stub.UndeleteStrategy(pb.UndeleteStrategyRequest(strategy="mine"))
    assert back.state == strategy_pb2.STRATEGY_STATE_STOPPED
    assert not back.HasField("delete_time")
    await run(world)
    await world.publish(candle(2))
    assert [one.ordinal for one in await world.signals(2, "mine")] == [1, 2]


async def test_a_restart_keeps_changes_and_deletions(world: SignalWorld) -> None:
    """They are rows and events like all else; a reader of the stream sees each."""
    await update(world, "parameters", parameters={"raises": "7"})
    await delete(world)
    await world.crash()
    await world.start(world.each("declared"))
    kept = await get(world)
    assert dict(kept.parameters) == {"raises": "7"}
    assert kept.HasField("delete_time")
    assert await listed(world) == ["declared"]
    stream = world.stub.StreamSignals(
        signal_requests_pb2.StreamSignalsRequest(strategy="mine", log_id="log-of-the-test")
    )
    changes = [(await stream.read()).event.strategy_changed.strategy for _ in range(3)]
    assert [each.HasField("delete_time") for each in changes] == [False, False, True]
    stream.cancel()
