"""An account that was halted: looked at, refused with the remedy, resumed."""

import asyncio
from collections.abc import AsyncIterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from services.chassis.nats_server import NatsServer
from services.execution import reconciliation
from services.execution.account import Account
from services.execution.venue_link import Holdings
from tests.integration.execution_mesh import (
    PATIENCE_S,
    Execution,
    Peers,
    execution,
    peers,
    settings_of,
    traded,
    trading,
    until,
)
from tradewire.errors import (
    AlreadyExistsError,
    InvalidArgumentError,
    PreconditionError,
    UnavailableError,
)
from tradewire.execution.v1 import account_event_pb2, account_pb2
from tradewire.verdicts import Halted, Resumed

POISONED = account_event_pb2.HALT_CAUSE_POISONED_EVENT


class Unfit:
    """Nothing follows a directive until it is mended."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.broken = True
        follow = Account.follow

        async def refuse(account: Account, *arguments: Any) -> None:
            if self.broken:
                raise ValueError("a scope nobody has heard of")
            await follow(account, *arguments)

        monkeypatch.setattr(Account, "follow", refuse)


class World:
    """A running service and what surrounds it."""

    def __init__(self, around: Peers, running: Execution) -> None:
        self.around = around
        self.running = running
        self.accounts = running.client.accounts

    async def read(self) -> account_pb2.Account:
        return await self.accounts.GetAccount(account_pb2.GetAccountRequest(account="paper"))

    async def resume(self, **more: Any) -> account_pb2.Account:
        request = account_pb2.ResumeAccountRequest(account="paper", note="looked into it", **more)
        return await self.accounts.ResumeAccount(request)

    async def events(self, kind: str) -> list[Any]:
        request = account_event_pb2.ListAccountEventsRequest(account="paper")
        page = await self.running.client.execution.ListAccountEvents(request)
        return [getattr(each, kind) for each in page.events if each.WhichOneof("event") == kind]

    async def halted(self) -> account_pb2.Account:
        await until(lambda: self.running.account.standing.own_holds, "a halt")
        async with asyncio.timeout(PATIENCE_S):
            while not await self.events("account_halted"):
                await asyncio.sleep(0.01)
        return await self.read()


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    """Execution with an account that may trade."""
    async with traded(tmp_path) as (around, running):
        yield World(around, running)


@pytest.fixture
def unfit(monkeypatch: pytest.MonkeyPatch) -> Unfit:
    """No directive can be followed until it is mended."""
    return Unfit(monkeypatch)


def halt(number: int) -> Halted:
    return Halted(f"d{number}", "account:paper", "enough", 1, account="paper")


async def test_a_poisoned_event_is_shown_refused_and_handled_once_its_cause_has_gone(
    world: World, unfit: Unfit
) -> None:
    """What, since when and the remedy; mended, nothing is left out and a repeat is known."""
    await world.around.direct(halt(1), 1)
    account = await world.halted()
    assert account.state == account_pb2.ACCOUNT_STATE_HALTED
    [why] = account.halts
    assert (why.cause, why.poisoned.sequence) == (POISONED, 1)
    assert why.poisoned_stream == "tw.v1.risk.paper"
    assert why.HasField("start_time")
    assert "a scope nobody has heard of" in why.message
    assert "skip_sequence 1" in account.halt_message
    [told] = await world.events("account_halted")
    assert told.poisoned == why.poisoned
    with pytest.raises(PreconditionError, match="skip_sequence 1") as refused:
        await world.resume(request_id="r-1")
    assert refused.value.reason == "EVENT_POISONED"
    unfit.broken = False
    await world.around.direct(Resumed("d2", "account:paper", "", 2, account="paper"), 2)
    first = await world.resume(request_id="r-1")
    assert (first.state, list(first.halts)) == (account_pb2.ACCOUNT_STATE_ACTIVE, [])
    assert await world.resume(request_id="r-1") == first
    with pytest.raises(AlreadyExistsError):
        await world.resume(request_id="r-1", skip_sequence=9)
    assert await world.read() == first
    resumed = (await world.events("account_resumed"))[-1]
    assert (resumed.by, resumed.note) == ("developer", "looked into it")
    assert not resumed.HasField("skipped")
    assert world.running.account.standing.may_open
    assert not world.running.account.writer.desk.halts


async def test_a_poisoned_event_passes_only_where_its_sequence_is_named(
    world: World, unfit: Unfit
) -> None:
    """Another's is refused; the event tells what was let pass, and what follows is followed."""
    await world.around.direct(halt(1), 1)
    await world.halted()
    with pytest.raises(PreconditionError, match="the poisoned event is 1") as refused:
        await world.resume(skip_sequence=2)
    assert refused.value.reason == "SEQUENCE_NOT_POISONED"
    account = await world.resume(skip_sequence=1)
    assert account.state == account_pb2.ACCOUNT_STATE_ACTIVE
    assert not world.running.account.writer.desk.halts
    [resumed] = await world.events("account_resumed")
    assert resumed.skipped.sequence == 1
    unfit.broken = False
    await world.around.direct(halt(2), 2)
    await until(lambda: world.running.account.writer.desk.halts, "the next one is followed")


async def test_what_follows_a_skipped_event_may_be_poisoned_too(world: World, unfit: Unfit) -> None:
    """The answer says that the account is held still, and by which event."""
    await world.around.direct(halt(1), 1)
    await world.halted()
    await world.around.direct(halt(2), 2)
    account = await world.resume(skip_sequence=1)
    assert account.state == account_pb2.ACCOUNT_STATE_HALTED
    assert [each.poisoned.sequence for each in account.halts] == [2]
    assert not await world.events("account_resumed")
    account = await world.resume(skip_sequence=2)
    assert account.state == account_pb2.ACCOUNT_STATE_ACTIVE


async def test_what_risk_halted_is_shown_and_left_to_risk(world: World) -> None:
    """KILL_SWITCH_ENGAGED with the reason; a release resumes it, and the stream tells of both."""
    await world.around.direct(halt(1), 1)
    await until(lambda: world.running.account.held_by, "a halt")
    account = await world.read()
    assert account.state == account_pb2.ACCOUNT_STATE_HALTED
    assert [each.cause for each in account.halts] == [account_event_pb2.HALT_CAUSE_DIRECTIVE]
    assert "risk halted account paper (enough)" in account.halt_message
    with pytest.raises(PreconditionError, match="enough") as refused:
        await world.resume()
    assert refused.value.reason == "KILL_SWITCH_ENGAGED"
    await world.around.direct(Resumed("d2", "account:paper", "", 2, account="paper"), 2)
    await until(lambda: not world.running.account.held_by, "a release")
    assert (await world.read()).state == account_pb2.ACCOUNT_STATE_ACTIVE
    assert len(await world.events("account_halted")) == 1
    assert [each.by for each in await world.events("account_resumed")] == ["d2"]


async def test_books_that_differ_are_named_and_nothing_is_resumed(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """BOOKS_DIFFER while they do, VENUE_UNREACHABLE while nobody knows; agreeing ends it."""
    monkeypatch.setattr(reconciliation, "COMPARE_S_MIN", 0.01)
    reconciler = world.running.account.reconciler
    honest = reconciler._venue
    reconciler._venue = Venue(Holdings({}, {"USDT": Decimal(1)}))
    with pytest.raises(PreconditionError, match="USDT is 100000 here and 1 there") as refused:
        await world.resume()
    assert refused.value.reason == "BOOKS_DIFFER"
    account = await world.read()
    [why] = account.halts
    assert why.cause == account_event_pb2.HALT_CAUSE_RECONCILIATION
    reconciler._venue = Venue(Holdings(settled=False))
    with pytest.raises(UnavailableError) as silent:
        await world.resume()
    assert silent.value.reason == "VENUE_UNREACHABLE"
    reconciler._venue = honest
    assert (await world.resume()).state == account_pb2.ACCOUNT_STATE_ACTIVE
    assert [each.by for each in await world.events("account_resumed")] == ["reconciliation"]


async def test_an_account_that_trades_is_reconciled_and_answered_as_it_stands(
    world: World,
) -> None:
    """No event and no error; a note is required."""
    before = await world.read()
    assert await world.resume() == before
    assert not await world.events("account_resumed")
    with pytest.raises(InvalidArgumentError, match="note"):
        await world.accounts.ResumeAccount(account_pb2.ResumeAccountRequest(account="paper"))


async def test_a_poisoned_event_holds_its_account_over_a_restart(
    tmp_path: Path, unfit: Unfit
) -> None:
    """Nothing is forgotten by starting anew: why, since when, and that it may not open."""
    server = await NatsServer(tmp_path / "nats").start()
    try:
        async with peers(server.url, tmp_path) as around:
            settings = settings_of(around, tmp_path)
            async with execution(settings) as running:
                world = World(around, running)
                await trading(running)
                await around.direct(halt(1), 1)
                before = await world.halted()
            async with execution(settings) as running:
                world = World(around, running)
                await until(lambda: running.account.standing.reconciled, "books compared")
                after = await world.read()
                assert list(after.halts) == list(before.halts)
                assert not running.account.standing.may_open
                await until(lambda: running.shell.inputs is not None, "started")
                unfit.broken = False
                assert [each.cause for each in (await world.resume()).halts] == [
                    account_event_pb2.HALT_CAUSE_DIRECTIVE
                ]
    finally:
        await server.kill()


class Venue:
    """A venue that says this and nothing else."""

    def __init__(self, holdings: Holdings) -> None:
        self._holdings = holdings

    async def holdings(self) -> Holdings:
        return self._holdings
