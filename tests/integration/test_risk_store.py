"""Risk's tables: on both databases, what was written is what the gate goes on from."""

from dataclasses import replace
from decimal import Decimal

import pytest

from services.chassis import migrate
from services.chassis.events import NewEvent, find_event
from services.chassis.storage import Store
from services.risk import store as risk_store
from services.risk.killswitch import KillSwitch
from services.risk.limits import DEMO_LIMITS, FixedQuantity, Limits, StopRiskFraction
from services.risk.losses import begin
from services.risk.reservations import Reservation
from services.risk.state import MarkState
from services.risk.store import (
    Changes,
    Entry,
    KeptAccount,
    KeptLimits,
    KeptSwitch,
    Record,
    forget_account,
    is_new,
    read_kept,
    write_changes,
    write_instruments,
)
from tests.integration.conftest import OpenStore
from tradewire.orders import Balance, Leg, Position, Side

D = Decimal
HELD = Reservation(
    key="v1",
    account="paper",
    strategy="demo",
    instrument="BTC-USDT.SIM",
    base="BTC",
    asset="USDT",
    side=Side.BUY,
    cause="signal:1",
    leg=Leg.ENTRY,
    opening=D("0.10"),
    closing=D(0),
    price=D("50000.01"),
    value=D("5000.0010"),
    capital=D("5030.006015050"),
    leverage=D(1),
    at_market=True,
    expires_ns=7,
)
BALANCE = Balance("paper", "USDT", D("12345678901234567.12"), D("0.10"))
POSITION = Position("paper", "BTC-USDT.SIM", "USDT", D("0.10"), D("5000.0010"))
ACCOUNT = KeptAccount("paper", 1, "USDT", "paper", "execlog", begin(5, D("1.50")))


@pytest.fixture
async def store(open_empty: OpenStore) -> Store:
    """A database as the migration makes it; run on both kinds."""
    store = await open_empty()
    await store.write(lambda connection: migrate.upgrade(connection, "risk"))
    return store


async def write(store: Store, changes: Changes) -> None:
    """Commit changes."""
    await store.write(lambda connection: write_changes(connection, changes, 9))


def record(event_id: str) -> Record:
    """An event of the account's."""
    return Record("tw.v1.risk.paper", NewEvent(event_id, "T", 1, 1, b"x"), Entry("paper", 1))


async def test_the_migration_makes_what_the_program_expects(store: Store) -> None:
    """Nothing missing, nothing beside."""
    assert await store.write(lambda each: migrate.drift(each, risk_store.metadata)) == []


async def test_everything_comes_back_digit_for_digit(store: Store) -> None:
    """Decimals keep their scale, order is kept, a new database is known by its emptiness."""
    assert await store.read(is_new)
    limits = [
        KeptLimits(DEMO_LIMITS, 1, 2, 3),
        KeptLimits(Limits("strategy-a", sizing=FixedQuantity(D("0.10"))), 4, 5, 6),
        KeptLimits(Limits("strategy-b", sizing=StopRiskFraction(D("0.01"))), 1, 1, 1),
        KeptLimits(Limits("strategy-c", allowed_instruments=("A.X",), confidence_min=0.5), 1, 1, 1),
    ]
    switch = KeptSwitch(KillSwitch("*", engaged=True, reason="r", engaged_ns=4), "somebody")
    later = replace(HELD, key="a-later-one")
    await write(
        store,
        Changes(
            accounts=[ACCOUNT],
            balances=[BALANCE],
            positions=[POSITION],
            open_orders={("paper", "o2"): 8, ("paper", "o1"): 9},
            reservations={"v1": (1, HELD), "a-later-one": (2, later)},
            switches=[switch],
            limits=limits,
            marks=[MarkState("BTC-USDT.SIM", 5, 6)],
            directive_count=3,
            records=[record("e1")],
        ),
    )
    await store.write(lambda each: write_instruments(each, {"BTC-USDT.SIM": b"i"}))
    kept = await store.read(read_kept)
    assert not await store.read(is_new)
    assert sorted(kept.limits, key=lambda each: each.limits.subject) == limits
    assert kept.accounts == (ACCOUNT,)
    assert kept.balances == (BALANCE,)
    assert str(kept.balances[0].total) == "12345678901234567.12"
    assert kept.positions == (POSITION,)
    assert kept.open_orders == (("paper", "o2"), ("paper", "o1"))
    assert kept.reservations == (HELD, later)
    assert kept.reservation_ordinal == 2
    assert kept.switches == (switch,)
    assert kept.marks == (MarkState("BTC-USDT.SIM", 5, 6),)
    assert kept.directive_count == 3
    assert kept.instruments == (b"i",)


async def test_what_ended_is_forgotten_and_what_changed_keeps_its_place(store: Store) -> None:
    """A flat position, a final order, a released reservation; a used one stays the first."""
    second = replace(HELD, key="v2")
    changes = Changes(
        positions=[POSITION],
        open_orders={("paper", "o1"): 1},
        reservations={"v1": (1, HELD), "v2": (2, second)},
    )
    await write(store, changes)
    used = replace(HELD, expires_ns=0)
    await write(
        store,
        Changes(
            positions=[replace(POSITION, quantity=D(0), cost=D(0))],
            open_orders={("paper", "o1"): None},
            reservations={"v1": (99, used)},
        ),
    )
    kept = await store.read(read_kept)
    assert kept.positions == ()
    assert kept.open_orders == ()
    assert kept.reservations == (used, second)
    await write(store, Changes(reservations={"v1": None}))
    assert (await store.read(read_kept)).reservations == (second,)


async def test_an_event_is_written_once_with_all_that_it_explains(store: Store) -> None:
    """The same event again refuses the whole transaction."""
    await write(store, Changes(records=[record("e1")]))
    with pytest.raises(Exception, match=r"(?i)unique"):
        await write(store, Changes(balances=[BALANCE], records=[record("e1")]))
    assert (await store.read(read_kept)).balances == ()
    found = await store.read(lambda each: find_event(each, "e1"))
    assert found is not None
    assert found.seq == 1


async def test_an_account_of_another_log_is_forgotten_alone(store: Store) -> None:
    """The other account keeps everything."""
    await write(
        store,
        Changes(
            accounts=[ACCOUNT, replace(ACCOUNT, account="other", ordinal=2)],
            balances=[BALANCE, replace(BALANCE, account="other")],
            positions=[POSITION],
            reservations={"v1": (1, HELD), "v2": (2, replace(HELD, key="v2", account="other"))},
        ),
    )
    await store.write(lambda each: forget_account(each, "paper"))
    kept = await store.read(read_kept)
    assert [each.account for each in kept.accounts] == ["other"]
    assert [each.account for each in kept.balances] == ["other"]
    assert kept.positions == ()
    assert [each.key for each in kept.reservations] == ["v2"]
