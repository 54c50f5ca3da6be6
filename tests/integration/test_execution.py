"""Execution as its processes run it: signals in, orders at the paper venue, nothing twice."""

from collections.abc import Sequence
from decimal import Decimal as D  # noqa: N817 - money in tests reads better short.
from pathlib import Path

import pytest

from services.chassis.nats_server import NatsServer
from services.chassis.subjects import StreamName
from services.execution import reconciliation, writer
from services.execution.paper_link import PaperLink
from services.execution.recording import Recording
from services.execution.settings import AccountSettings
from services.execution.standing import BOOKS
from services.execution.venue import VenueCommand
from services.execution.venue_link import Holdings
from tests.integration.execution_mesh import (
    SIM,
    Execution,
    Peers,
    execution,
    peers,
    priced,
    quote_at,
    settings_of,
    trading,
    until,
)
from tradewire.execution.v1 import order_command_pb2, order_pb2
from tradewire.execution.v1.fill_pb2 import ListFillsRequest
from tradewire.orders import Leg, OrderState, Side
from tradewire.types.v1.trading_pb2 import ORDER_TYPE_LIMIT, SIDE_BUY
from tradewire.verdicts import Halted


async def test_a_signal_on_the_bus_becomes_a_protected_fill(
    nats_server: NatsServer, tmp_path: Path
) -> None:
    """Signal, verdict, order, fill, and the stop and target that rest at the venue."""
    async with (
        peers(nats_server.url, tmp_path) as around,
        execution(settings_of(around, tmp_path)) as running,
    ):
        await trading(running)
        await priced(around, running)
        signal = await around.buy()
        await until(lambda: len(running.orders()) == 3, "entry, stop and target")
        entry = running.orders()[0]
        assert entry.signal_id == signal.signal_id
        await until(lambda: running.orders()[0].state is OrderState.FILLED, "a fill")
        await until(
            lambda: {o.state for o in running.orders()[1:]} == {OrderState.ACCEPTED},
            "protection rests",
        )
        assert [order.leg for order in running.orders()] == [Leg.ENTRY, Leg.STOP, Leg.TARGET]
        await until(lambda: len(around.events) >= 8, "events on the bus")
        sequences = [event.sequence for event in around.events]
        assert sequences == list(range(1, len(sequences) + 1))
        assert not running.failures


async def test_an_order_committed_and_never_sent_is_at_the_venue_once_after_the_restart(
    nats_server: NatsServer, tmp_path: Path
) -> None:
    """A crash between the commit and the sending: the venue is asked, and the order sent again."""
    async with peers(nats_server.url, tmp_path) as around:
        settings = settings_of(around, tmp_path)
        async with execution(settings) as running:
            await trading(running)
            await priced(around, running)
            # The way to the venue is cut; what is sent into it is lost as by a crash.
            running.account.writer.venue = Nowhere()
            await around.buy()
            await until(lambda: len(running.orders()) == 1, "an order recorded")
            assert running.orders()[0].state is OrderState.SUBMITTED
        async with around.quoting("50000.00", "50000.02"), execution(settings) as running:
            await until(lambda: len(running.orders()) == 3, "the entry and its protection")
            await until(lambda: running.orders()[0].state is OrderState.FILLED, "a fill")
            await until(lambda: not running.account.writer.lock.locked(), "the fill is recorded")
            await trading(running)
            fills = (
                await running.client.execution.ListFills(ListFillsRequest(account="paper"))
            ).fills
            assert len({fill.order for fill in fills}) == 1
            entry = running.orders()[0]
            assert entry.state is OrderState.FILLED
            assert sum((D(fill.quantity) for fill in fills), D(0)) == entry.quantity
        assert around.risk.asked == [entry.client_order_id]


async def test_an_order_never_sent_is_sent_after_a_second_crash_too(
    nats_server: NatsServer, tmp_path: Path
) -> None:
    """The first restart has doubted it, and died before the venue could answer."""
    async with peers(nats_server.url, tmp_path) as around:
        settings = settings_of(around, tmp_path)
        async with execution(settings) as running:
            await trading(running)
            await priced(around, running)
            account = running.account.writer
            account.venue = Nowhere()
            await around.buy()
            await until(lambda: len(running.orders()) == 1, "an order recorded")
            async with account.lock:
                await account.commit(account.desk.on_restart(account.now_ns()))
            assert running.orders()[0].state is OrderState.IN_DOUBT
        async with around.quoting("50000.00", "50000.02"), execution(settings) as running:
            await until(lambda: not running.orders()[0].state.is_open, "an end")
            assert running.orders()[0].state is OrderState.FILLED


async def test_a_cancel_outlives_a_second_crash_before_the_venue_has_answered(
    nats_server: NatsServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first restart has recorded a fill meanwhile, so that no state tells of the cancel."""
    async with peers(nats_server.url, tmp_path) as around:
        settings = settings_of(around, tmp_path)
        async with execution(settings) as running:
            await trading(running)
            await priced(around, running)
            order = await rest(running)
            running.account.writer.venue = Nowhere()
            await running.account.cancel(order.order, "r1")
            assert running.orders()[0].state is OrderState.PENDING_CANCEL
        with monkeypatch.context() as cut:
            # Neither a question nor a cancel arrives; the venue goes on trading.
            cut.setattr(PaperLink, "send", lambda *_: None)
            async with execution(settings) as running:
                await until(lambda: bool(running.orders()), "the order is taken up")
                await until(lambda: running.orders()[0].state is OrderState.IN_DOUBT, "doubt")
                link = running.shell.links["paper"]
                await until(lambda: link._venue is not None, "the venue is open")
                link.on_market([quote_at("48999.00", "0.004")])
                await until(
                    lambda: running.orders()[0].state is OrderState.PARTIALLY_FILLED, "a fill"
                )
                await until(lambda: not running.account.writer.lock.locked(), "it is recorded")
        async with around.quoting("50000.00", "50000.02"), execution(settings) as running:
            await until(lambda: running.orders()[0].state is OrderState.CANCELED, "canceled")
            assert running.orders()[0].filled_quantity == D("0.004")


async def test_what_cannot_be_put_into_words_ends_the_process_and_loses_no_signal(
    nats_server: NatsServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The desk has handed its events over: a second try would find none, and a signal handled."""
    async with peers(nats_server.url, tmp_path) as around:
        settings = settings_of(around, tmp_path)
        async with execution(settings) as running:
            await trading(running)
            await priced(around, running)
            with monkeypatch.context() as patch:
                patch.setattr(writer, "record", _unspeakable)
                await around.buy()
                await until(lambda: bool(running.failures), "the process ends")
            assert running.account.writer.is_broken
            running.failures.clear()
            running.crashed = True
        async with around.quoting("50000.00", "50000.02"), execution(settings) as running:
            await until(lambda: len(running.orders()) == 3, "the entry and its protection")
        assert len(set(around.risk.asked)) == 1


def _unspeakable(*_what: object) -> Recording:
    raise ValueError("it has no words")


async def test_a_signal_delivered_again_after_a_crash_places_nothing_twice(
    nats_server: NatsServer, tmp_path: Path
) -> None:
    """Killed while risk is asked: the same question again, one order in the end."""
    async with peers(nats_server.url, tmp_path) as around:
        settings = settings_of(around, tmp_path)
        around.risk.away = True
        async with execution(settings) as running:
            await trading(running)
            await priced(around, running)
            await around.buy()
            await until(running.account.writer.turn.locked, "risk is asked")
            running.crashed = True
        around.risk.away = False
        async with around.quoting("50000.00", "50000.02"), execution(settings) as running:
            await until(lambda: len(running.orders()) == 3, "the entry and its protection")
            assert len(around.risk.asked) == 1


async def test_silence_of_risk_denies_what_opens_and_lets_a_close_pass(
    nats_server: NatsServer, tmp_path: Path
) -> None:
    """RISK_UNAVAILABLE after the wait; a reduce-only close is sent without a verdict."""
    async with (
        peers(nats_server.url, tmp_path) as around,
        execution(settings_of(around, tmp_path, risk_wait_s=0.3)) as running,
    ):
        await trading(running)
        await priced(around, running)
        await around.buy()
        await until(lambda: len(running.orders()) == 3, "a position")
        around.risk.away = True
        await around.buy()
        await until(lambda: len(running.orders()) == 4, "a denied order")
        denied = running.orders()[3]
        assert denied.state is OrderState.DENIED
        assert denied.reasons == ("RISK_UNAVAILABLE",)
        await around.signal(Side.SELL)
        await until(lambda: not running.account.writer.desk.open_orders(), "flat")
        assert not running.account.writer.desk.position(SIM.id).quantity


async def test_a_halt_of_risk_cancels_and_closes_once(
    nats_server: NatsServer, tmp_path: Path
) -> None:
    """The directive comes twice; the position is closed by one order."""
    async with (
        peers(nats_server.url, tmp_path) as around,
        execution(settings_of(around, tmp_path)) as running,
    ):
        await trading(running)
        await priced(around, running)
        await around.buy()
        await until(lambda: len(running.orders()) == 3, "a position")
        halt = Halted("d1", "account:paper", "enough", 1, close_positions=True, account="paper")
        await around.direct(halt, 1)
        await around.direct(halt, 2)
        await until(lambda: not running.account.writer.desk.open_orders(), "flat")
        assert not running.account.writer.desk.position(SIM.id).quantity
        closes = [each for each in running.orders() if each.cause == "directive:d1"]
        assert len(closes) == 1
        await around.buy()
        await until(lambda: len(running.orders()) == 5, "an order while halted")
        assert running.orders()[4].reasons == ("KILL_SWITCH",)


async def lost_halt(around: Peers) -> None:
    """A halt of the account in risk's log, which the bus had and lost."""
    halt = Halted("d1", "account:paper", "enough", 1, account="paper")
    await around.direct(halt, 1)
    jetstream, lost = around.bus.jetstream, False
    while not lost:
        lost = (await jetstream.stream_info(StreamName.RISK)).state.messages == 1
    await jetstream.purge_stream(StreamName.RISK)


async def test_a_halt_that_the_bus_lost_while_execution_was_away_is_followed_at_its_start(
    nats_server: NatsServer, tmp_path: Path
) -> None:
    """It was the last of its stream, so that no later event would show the gap."""
    async with peers(nats_server.url, tmp_path) as around:
        await lost_halt(around)
        async with execution(settings_of(around, tmp_path)) as running:
            await trading(running)
            await until(lambda: running.account.writer.desk._guard.is_halted("demo"), "a halt")


async def test_an_account_that_risk_cannot_tell_of_keeps_no_other_from_its_last_events(
    nats_server: NatsServer, tmp_path: Path
) -> None:
    """It is asked about first, again and again."""
    accounts = {name: AccountSettings() for name in ("another", "paper")}
    async with peers(nats_server.url, tmp_path) as around:
        await lost_halt(around)
        around.risk.unreadable.add("another")
        async with execution(settings_of(around, tmp_path, accounts=accounts)) as running:
            await trading(running)
            await until(lambda: running.account.writer.desk._guard.is_halted("demo"), "a halt")


async def test_books_that_differ_from_the_venue_open_nothing_until_they_agree(
    nats_server: NatsServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The account halts with a message that names the difference, and resumes by itself."""
    monkeypatch.setattr(reconciliation, "COMPARE_S_MAX", 0.05)
    async with (
        peers(nats_server.url, tmp_path) as around,
        execution(settings_of(around, tmp_path)) as running,
    ):
        await trading(running)
        account = running.account
        honest = account.reconciler._venue
        account.reconciler._venue = Liar()
        await until(lambda: account.standing.find(BOOKS) is not None, "halted")
        assert "USDT is 100000 here and 1 there" in account.standing.message
        await priced(around, running)
        await around.buy()
        await until(lambda: len(running.orders()) == 1, "an order")
        assert running.orders()[0].reasons == ("VENUE_NOT_RECONCILED",)
        account.reconciler._venue = honest
        await trading(running)


async def rest(running: Execution) -> order_pb2.Order:
    """An order of a user's that rests below the market."""
    ticket = order_pb2.OrderTicket(
        instrument=SIM.id, side=SIDE_BUY, type=ORDER_TYPE_LIMIT, quantity="0.01", price="49000"
    )
    ticket.protection.stop_price, ticket.protection.target_price = "40000", "60000"
    placed: order_pb2.Order = await running.client.execution.SubmitOrder(
        order_command_pb2.SubmitOrderRequest(account="paper", ticket=ticket)
    )
    await until(lambda: running.orders()[0].state is OrderState.ACCEPTED, "it rests")
    return placed


class Nowhere:
    """A way to the venue on which everything is lost."""

    def send(self, commands: Sequence[VenueCommand], now_ns: int) -> None:
        """Lose them."""


class Liar:
    """A venue that says that nearly all of the money is gone."""

    async def holdings(self) -> Holdings:
        """One USDT."""
        return Holdings({}, {"USDT": D(1)})
