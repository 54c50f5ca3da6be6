"""The signal service by its contract: what callers get, and what they are told instead."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from google.protobuf.timestamp_pb2 import Timestamp

from tests.signal_world import BTC, SignalWorld, candle, signal_world
from tradewire.errors import (
    AlreadyExistsError,
    InvalidArgumentError,
    NotFoundError,
    OutOfRangeError,
    PermissionDeniedError,
    PreconditionError,
    UnimplementedError,
)
from tradewire.signal.v1 import (
    scanner_requests_pb2,
    signal_pb2,
    signal_requests_pb2,
    strategy_pb2,
    strategy_requests_pb2,
    strategy_type_pb2,
)
from tradewire.types.v1 import trading_pb2


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[SignalWorld]:
    """A running signal service without strategies."""
    async with signal_world(tmp_path) as (made, _):
        await made.start()
        yield made


def wanted(strategy: str = "mine", **fields: object) -> strategy_pb2.Strategy:
    """A strategy as a caller asks for it."""
    given = {"strategy_type": "external", "instruments": [BTC.id], "accounts": ["paper"], **fields}
    return strategy_pb2.Strategy(strategy=strategy, **given)  # type: ignore[arg-type]  # the test's fields


async def create(
    world: SignalWorld, request_id: str = "", **fields: object
) -> strategy_pb2.Strategy:
    """Create it."""
    request = strategy_requests_pb2.CreateStrategyRequest(
        strategy=wanted(**fields),  # type: ignore[arg-type]  # as above
        request_id=request_id,
    )
    answer: strategy_pb2.Strategy = await world.stub.CreateStrategy(request)
    return answer


async def start(world: SignalWorld, strategy: str = "mine") -> strategy_pb2.Strategy:
    """Start it."""
    request = strategy_requests_pb2.StartStrategyRequest(strategy=strategy)
    answer: strategy_pb2.Strategy = await world.stub.StartStrategy(request)
    return answer


async def read(stream: Any) -> signal_requests_pb2.StreamSignalsResponse:
    """The stream's next message."""
    message: signal_requests_pb2.StreamSignalsResponse = await stream.read()
    return message


def publish_request(request_id: str, **fields: object) -> signal_requests_pb2.PublishSignalRequest:
    """A buy of half a coin from outside."""
    intent = signal_pb2.TradeIntent(side=trading_pb2.SIDE_BUY, quantity="0.5")
    signal = signal_pb2.Signal(
        instrument=BTC.id,
        trade=intent,
        type=trading_pb2.ORDER_TYPE_MARKET,
        **fields,  # type: ignore[arg-type]  # as above
    )
    return signal_requests_pb2.PublishSignalRequest(
        strategy="mine", signal=signal, request_id=request_id
    )


async def test_types_are_listed_with_their_parameters(world: SignalWorld) -> None:
    """Enough to draw a form: name, type, default; and page by page."""
    pages = []
    token = ""
    while True:
        page = await world.stub.ListStrategyTypes(
            strategy_type_pb2.ListStrategyTypesRequest(page_size=2, page_token=token)
        )
        pages.append([one.strategy_type for one in page.strategy_types])
        if not (token := page.next_page_token):
            break
    assert pages == [["alternate", "breakout"], ["cross", "external"], ["file"]]
    types = await world.stub.ListStrategyTypes(strategy_type_pb2.ListStrategyTypesRequest())
    cross = {one.strategy_type: one for one in types.strategy_types}["cross"]
    (fast,) = [one for one in cross.parameters if one.name == "fast"]
    assert (fast.type, fast.default_value) == (strategy_type_pb2.PARAMETER_TYPE_INTEGER, "5")
    assert cross.inputs == ["candle"]


async def test_a_strategy_is_created_once_and_a_repeat_gets_the_first_answer(
    world: SignalWorld,
) -> None:
    """AIP-155; another content under the id, and another request for the name, are refused."""
    first = await create(world, "r-1")
    assert first.state == strategy_pb2.STRATEGY_STATE_STOPPED
    assert await create(world, "r-1") == first
    with pytest.raises(AlreadyExistsError, match="mine exists"):
        await create(world)
    with pytest.raises(AlreadyExistsError, match="request_id") as reused:
        await create(world, "r-1", display_name="other")
    assert reused.value.reason == "REQUEST_ID_REUSED"
    read = await world.stub.GetStrategy(strategy_requests_pb2.GetStrategyRequest(strategy="mine"))
    assert (read.uid, read.etag) == (first.uid, first.etag)
    assert (read.as_of.log_id, read.as_of.sequence) == ("log-of-the-test", 1)
    listed = await world.stub.ListStrategies(
        strategy_requests_pb2.ListStrategiesRequest(strategy_type="external", account="paper")
    )
    assert [one.strategy for one in listed.strategies] == ["mine"]


async def test_what_cannot_run_is_refused_with_the_loaders_words(world: SignalWorld) -> None:
    """A file that does not import, a parameter, a type, a folder, a second account."""
    broken = world.folder / "broken.py"
    broken.write_text("import no_such_module\n")
    with pytest.raises(InvalidArgumentError, match=r"broken\.py:1 does not import"):
        await create(world, strategy_type="file", source=f"{broken}:Mine")
    with pytest.raises(InvalidArgumentError, match="no parameter 'fasst'"):
        await create(world, strategy_type="cross", parameters={"fasst": "3"})
    with pytest.raises(InvalidArgumentError, match="'magic' is unknown"):
        await create(world, strategy_type="magic")
    with pytest.raises(PermissionDeniedError, match="STRATEGY_FOLDERS"):
        await create(world, strategy_type="file", source="/elsewhere/mine.py:Mine")
    with pytest.raises(UnimplementedError, match="each account"):
        await create(world, accounts=["paper", "other"])
    with pytest.raises(NotFoundError, match="nobody"):
        await start(world, "nobody")


async def test_a_strategy_outside_publishes_once_for_a_request_id(world: SignalWorld) -> None:
    """Only while it runs, only for its own account and instruments."""
    await create(world)
    with pytest.raises(PreconditionError, match="STOPPED"):
        await world.stub.PublishSignal(publish_request("p-1"))
    await start(world)
    first = await world.stub.PublishSignal(publish_request("p-1"))
    assert await world.stub.PublishSignal(publish_request("p-1")) == first
    assert (first.ordinal, first.account) == (1, "paper")
    assert first.state == signal_pb2.SIGNAL_STATE_PUBLISHED
    assert first.traceparent
    with pytest.raises(InvalidArgumentError, match="trades for paper"):
        await world.stub.PublishSignal(publish_request("p-2", account="other"))
    with pytest.raises(InvalidArgumentError, match="in the past"):
        await world.stub.PublishSignal(publish_request("p-3", expire_time=Timestamp(seconds=1)))
    await world.stub.PauseStrategy(strategy_requests_pb2.PauseStrategyRequest(strategy="mine"))
    with pytest.raises(PreconditionError, match="PAUSED"):
        await world.stub.PublishSignal(publish_request("p-4"))
    read = await world.stub.GetSignal(signal_requests_pb2.GetSignalRequest(signal=first.signal))
    assert read == first


async def test_a_signal_waits_for_a_persons_word(world: SignalWorld) -> None:
    """Approved it is whole in the event, declined it stays; neither can be taken back."""
    await create(world, approval_required=True)
    await start(world)
    asked = [await world.stub.PublishSignal(publish_request(f"p-{n}")) for n in (1, 2)]
    assert {one.state for one in asked} == {signal_pb2.SIGNAL_STATE_PENDING_APPROVAL}
    yes = signal_requests_pb2.ApproveSignalRequest(
        signal=asked[0].signal, comment="fine", request_id="a-1"
    )
    approved = await world.stub.ApproveSignal(yes)
    assert approved.state == signal_pb2.SIGNAL_STATE_PUBLISHED
    assert await world.stub.ApproveSignal(yes) == approved
    no = signal_requests_pb2.DeclineSignalRequest(signal=asked[1].signal)
    assert (await world.stub.DeclineSignal(no)).state == signal_pb2.SIGNAL_STATE_DECLINED
    with pytest.raises(PreconditionError, match="DECLINED"):
        await world.stub.ApproveSignal(
            signal_requests_pb2.ApproveSignalRequest(signal=asked[1].signal)
        )
    listed = await world.stub.ListSignals(
        signal_requests_pb2.ListSignalsRequest(state=signal_pb2.SIGNAL_STATE_DECLINED)
    )
    assert [one.signal for one in listed.signals] == [asked[1].signal]
    stream = world.stub.StreamSignals(
        signal_requests_pb2.StreamSignalsRequest(
            strategy="mine", log_id="log-of-the-test", resume_after_sequence=4
        )
    )
    decided = [(await read(stream)).event.signal_decided for _ in range(2)]
    stream.cancel()
    assert decided[0].signal == approved
    assert (decided[0].actor, decided[0].comment) == ("developer", "fine")


async def test_all_strategies_are_streamed_those_to_come_included(world: SignalWorld) -> None:
    """From now on, without a position; one strategy's stream refuses another log's."""
    await create(world)
    await start(world)
    stream = world.stub.StreamSignals(signal_requests_pb2.StreamSignalsRequest())
    await stream.initial_metadata()
    await create(world, strategy="later")
    # Its creation shows that the stream has begun to follow everybody.
    created = await read(stream)
    assert created.strategy == "later"
    assert created.event.strategy_changed.strategy.strategy == "later"
    signal = await world.stub.PublishSignal(publish_request("p-1"))
    given = await read(stream)
    assert (given.strategy, given.event.signal.signal) == ("mine", signal.signal)
    stream.cancel()
    other = world.stub.StreamSignals(
        signal_requests_pb2.StreamSignalsRequest(strategy="mine", log_id="other")
    )
    with pytest.raises(OutOfRangeError) as caught:
        await read(other)
    assert caught.value.reason == "LOG_CHANGED"


async def test_a_strategy_inside_is_started_stopped_and_started_again(
    world: SignalWorld,
) -> None:
    """It goes on with its state and ordinal; a repeat of the start is the first answer."""
    await create(world, strategy_type="file", source=f"{world.file}:Each")
    begun = await start(world)
    assert begun.state == strategy_pb2.STRATEGY_STATE_STARTING
    await world.state("mine", "RUNNING")
    await world.publish(candle(1))
    await world.signals(1)
    with pytest.raises(PreconditionError, match="external"):
        await world.stub.PublishSignal(publish_request("p-1"))
    stopped = await world.stub.StopStrategy(
        strategy_requests_pb2.StopStrategyRequest(strategy="mine", reason="lunch")
    )
    assert stopped.state == strategy_pb2.STRATEGY_STATE_STOPPED
    assert stopped.last_signal_ordinal == 1
    with pytest.raises(PreconditionError, match="STOPPED"):
        await world.stub.PauseStrategy(strategy_requests_pb2.PauseStrategyRequest(strategy="mine"))
    await start(world)
    await world.state("mine", "RUNNING")
    await world.publish(candle(2))
    signals = await world.signals(2)
    assert [dict(one.evidence.indicators)["count"] for one in signals] == [1, 2]


@pytest.mark.parametrize(
    ("missing", "named"),
    [
        ({"strategy_type": ""}, "strategy_type"),
        ({"instruments": []}, "instruments"),
        ({"accounts": []}, "accounts"),
    ],
)
async def test_a_creation_names_what_a_change_may_leave_out(
    world: SignalWorld, missing: dict[str, object], named: str
) -> None:
    """What every strategy has is demanded once, when it is made."""
    with pytest.raises(InvalidArgumentError, match=f"{named} must be set at creation"):
        await create(world, **missing)  # type: ignore[arg-type]  # the fields are data


async def test_what_is_not_built_says_so_by_name(world: SignalWorld) -> None:
    """The contract is whole, the service is not yet."""
    with pytest.raises(UnimplementedError, match="ListScanners"):
        await world.stub.ListScanners(scanner_requests_pb2.ListScannersRequest())
