"""Accounts at the start: taken up from the store, or opened with their balances."""

import uuid
from collections.abc import Callable, Coroutine, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import Connection, insert, select

from services.chassis import logs, subjects
from services.chassis.events import append_all, head
from services.chassis.process import Owner
from services.execution.account import Account
from services.execution.catalog import Catalog
from services.execution.desk import DeskState, ExecutionDesk
from services.execution.halts import Halts, load_holds
from services.execution.judge import Judge
from services.execution.reconciliation import Reconciler
from services.execution.recording import Place, record
from services.execution.replacer import Replacer
from services.execution.risk_port import RiskPort
from services.execution.settings import AccountSettings
from services.execution.stages import Stages
from services.execution.standing import Hold, Standing
from services.execution.store import load_desk, write_balances
from services.execution.tables import accounts_table
from services.execution.tally import Tally, count_orders
from services.execution.traceparents import load_ways
from services.execution.venue_link import VenueLink
from services.execution.wishes import load_cancels
from services.execution.writer import AccountWriter, Clocks
from tradewire.codec.amounts import amount_to_wire
from tradewire.codec.times import time_to_wire
from tradewire.execution.v1 import account_pb2
from tradewire.ids import check_resource_id, digest
from tradewire.orders import Balance, BalanceCause, BalanceChanged, OrderState
from tradewire.types.v1 import trading_pb2

Ways = dict[str, tuple[str, int]]
"""Of orders, by client order id: W3C traceparent and wall clock of the sending; see the store."""

_log = logs.logger(__name__)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What every account of a process works with.

    ``is_replay``: an account begins as it was opened, whatever is recorded of it: the rounds of
    the replay bring it to where it is.
    """

    owner: Owner
    catalog: Catalog
    clocks: Clocks
    risk: RiskPort
    fail: Callable[[BaseException], None]
    spawn: Callable[[Coroutine[Any, Any, None]], None]
    stages: Stages
    is_replay: bool = False


@dataclass(frozen=True, slots=True)
class _Beginning:
    """What an account goes on from: its desk, how its orders went, how many, what holds it."""

    message: account_pb2.Account
    head: int
    state: DeskState
    ways: Ways = field(default_factory=dict)
    counts: Mapping[OrderState, int] = field(default_factory=dict)
    holds: Sequence[Hold] = ()


async def open_account(
    around: Surroundings, account: str, settings: AccountSettings, venue: VenueLink
) -> Account:
    """Take up an account where it was left, or open it.

    Raises:
        InvalidArgumentError: its id is not 1 to 63 of a-z, 0-9 and '-'.
    """
    check_resource_id(account, "account")
    begun = await around.owner.commit(lambda c: _take_up(c, around, account, settings))
    state, ways = begun.state, begun.ways
    _log.info("account taken up", account=account, orders=len(state.records), head=begun.head)
    writer = AccountWriter(
        around.owner,
        ExecutionDesk(account, around.catalog.get, state),
        stream=subjects.orders(account),
        head=begun.head,
        venue=venue,
        catalog=around.catalog,
        clocks=around.clocks,
        fail=around.fail,
        tally=Tally(begun.counts),
        stages=around.stages,
    )
    for each in state.records:
        writer.traces.take_up(each.order, *ways.get(each.order.client_order_id, ("", 0)))
    halts = Halts(account, writer, Standing(begun.holds))
    reconciler = Reconciler(writer, venue, halts)
    judge = Judge(writer, around.risk, halts.standing)
    replacer = Replacer(writer, around.risk, halts.standing)
    message = begun.message
    return Account(account, message, writer, judge, halts, reconciler, replacer, around.spawn)


def _take_up(
    connection: Connection, around: Surroundings, account: str, settings: AccountSettings
) -> _Beginning:
    stream = subjects.orders(account)
    query = select(accounts_table.c.payload).where(accounts_table.c.account == account)
    payload = connection.execute(query).scalar_one_or_none()
    if payload is None:
        now_ns = around.clocks.run.now_ns()
        place = Place(around.owner.log_id, account, stream, 0, now_ns)
        message = _create(connection, place, settings)
    else:
        message = account_pb2.Account.FromString(bytes(payload))
    if around.is_replay:
        opening = opening_balances(account, settings)
        return _Beginning(message, len(opening), DeskState(balances=tuple(opening)))
    return _Beginning(
        message,
        head(connection, stream),
        replace(load_desk(connection, account), cancels=load_cancels(connection, account, stream)),
        load_ways(connection, account, stream),
        count_orders(connection, account),
        load_holds(connection, account),
    )


def opening_balances(account: str, settings: AccountSettings) -> list[Balance]:
    """What a new account begins with, by asset."""
    return [
        Balance(account, asset, amount)
        for asset, amount in sorted(settings.opening_balances.items())
    ]


def _create(connection: Connection, place: Place, settings: AccountSettings) -> account_pb2.Account:
    """Record a new account, its opening balances and the events that tell of them."""
    balances = opening_balances(place.account, settings)
    events = [
        BalanceChanged(each, place.now_ns, BalanceCause.OPENING, each.total) for each in balances
    ]
    recording = record(place, events, _unneeded, {}, lambda _order: "")
    append_all(connection, place.stream, recording.events)
    write_balances(connection, balances, recording.numbers)
    uid = uuid.UUID(digest("account", place.log_id, place.account))
    message = account_pb2.Account(
        account=place.account,
        uid=str(uid),
        display_name=settings.display_name,
        environment=trading_pb2.ENVIRONMENT_PAPER,
        venues=settings.venues,
        reporting_asset=settings.reporting_asset,
        opening_balances=[amount_to_wire(each.total, each.asset) for each in balances],
        create_time=time_to_wire(place.now_ns),
        update_time=time_to_wire(place.now_ns),
    )
    message.etag = digest("etag", message.SerializeToString(deterministic=True).hex(), digits=16)
    row = {
        "account": place.account,
        "payload": message.SerializeToString(deterministic=True),
        "created_ns": place.now_ns,
    }
    connection.execute(insert(accounts_table), row)
    return message


def _unneeded(instrument: str) -> Any:
    raise AssertionError(f"balances name no instrument, and yet {instrument}")
