"""What risk's calls promise: over real gRPC, a real bus and a real database."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from google.protobuf.duration_pb2 import Duration

from services.chassis import tables
from services.chassis.bus import Bus
from services.chassis.clock import WallClock
from services.chassis.config import Addresses, ServerSettings
from services.chassis.events import open_log
from services.chassis.follower import Halt
from services.chassis.metrics import Metrics
from services.chassis.nats_server import NatsServer
from services.chassis.outbox import Outbox
from services.chassis.process import Owner
from services.chassis.server import Server
from services.chassis.sqlite import SqliteStore
from services.chassis.subjects import orders
from services.chassis.tails import Tails
from services.risk import decision, reach
from services.risk.catalog import Catalog
from services.risk.commands import Commands
from services.risk.feeds import Feeds
from services.risk.following import OrderFollower
from services.risk.gate import RiskGate
from services.risk.history import History
from services.risk.reach import Reach
from services.risk.restoring import resume
from services.risk.service import RiskApi
from services.risk.settings import AccountSettings, RiskSettings
from services.risk.store import metadata
from services.risk.watch import RiskWatch
from tests.integration.execution_mesh import PATIENCE_S, SIM, until
from tests.integration.risk_mesh import order
from tradewire.channel import open_channel
from tradewire.client import Tradewire
from tradewire.codec.instruments import instrument_to_wire
from tradewire.codec.verdicts import verdict_request_to_wire
from tradewire.errors import (
    AlreadyExistsError,
    ConflictError,
    InternalError,
    InvalidArgumentError,
    NotFoundError,
    OutOfRangeError,
    UnavailableError,
    UnimplementedError,
)
from tradewire.ids import digest
from tradewire.market import Quote
from tradewire.marketdata.v1 import marketdata_service_pb2
from tradewire.orders import (
    Balance,
    BalanceCause,
    BalanceChanged,
    Leg,
    Position,
    PositionChanged,
    Side,
)
from tradewire.risk.v1 import (
    breaker_pb2,
    event_requests_pb2,
    kill_switch_pb2,
    limits_pb2,
    limits_requests_pb2,
    portfolio_pb2,
    verdict_requests_pb2,
)
from tradewire.risk.v1.risk_service_pb2_grpc import add_RiskServiceServicer_to_server
from tradewire.types.v1 import trading_pb2
from tradewire.types.v1.stream_pb2 import StreamPosition

D = Decimal
KIND = event_requests_pb2.RiskEventKind


class World:
    """Risk's service in this process, on a database of its own; leaving is a crash."""

    def __init__(
        self, watch: RiskWatch, client: Tradewire, failures: list[BaseException], address: str
    ) -> None:
        self.watch = watch
        self.stub: Any = client.risk
        self.failures = failures
        self.address = address
        self.follower: OrderFollower

    async def fund(self, total: str = "100000") -> None:
        """An opening balance, as execution's log tells it."""
        balance = BalanceChanged(
            Balance("paper", "USDT", D(total)), time.time_ns(), BalanceCause.OPENING, D(total)
        )
        at = StreamPosition(log_id="execlog", sequence=1)
        await self.watch.follow(balance, at, "paper", lambda _: None)
        self.watch.gate.set_reconciled("paper", reconciled=True)

    def quote(self, price: str = "50000") -> None:
        """A price of now."""
        mantissa, now_ns = SIM.price_mantissa(D(price)), time.time_ns()
        self.watch.on_market(Quote(SIM, mantissa, 1, mantissa, 1, 1, now_ns, now_ns))

    async def check(
        self,
        number: int,
        *,
        what_if: bool = False,
        known: StreamPosition | None = None,
        **more: Any,
    ) -> Any:
        """Ask for a verdict."""
        message = verdict_request_to_wire(
            order(number, **more), validate_only=what_if, orders_position=known
        )
        return await self.stub.CheckOrder(message, timeout=PATIENCE_S)

    async def hold(self, quantity: str, seq: int) -> None:
        """A position, as the event ``seq`` of execution's log tells it."""
        position = Position("paper", SIM.id, "USDT", D(quantity), D("50000") * D(quantity))
        at = StreamPosition(log_id="execlog", sequence=seq)
        event = PositionChanged(position, time.time_ns())
        await self.watch.follow(event, at, "paper", lambda _: None)

    async def update(self, rules: limits_pb2.RuleLimits, **more: Any) -> Any:
        """Change rules of the account's limits."""
        limits: dict[str, Any] = {"limits": "account-paper", "asset": "USDT", "rules": rules}
        limits.update(more.pop("limits", {}))
        return await self.stub.UpdateLimits(
            limits_requests_pb2.UpdateLimitsRequest(limits=limits_pb2.Limits(**limits), **more)
        )


def server_of(watch: RiskWatch, catalog: Catalog, follower: OrderFollower) -> Server:
    """Risk's calls, to be started on a free port."""
    settings = RiskSettings(
        addresses=Addresses(risk="127.0.0.1:0"), server=ServerSettings(grace_s=0.1)
    )
    server = Server(settings, Metrics("risk"))
    owner = watch.owner
    api = RiskApi(
        watch,
        catalog,
        Commands(watch),
        History(owner.store, owner.log_id),
        Feeds(owner.tails, watch.clock),
        reach=Reach(watch, follower),
    )
    server.add(add_RiskServiceServicer_to_server, api)
    return server


@asynccontextmanager
async def risk(folder: Path, nats_url: str, *, fund: bool = True) -> AsyncIterator[World]:
    """The service, with an account that has money and a price."""
    store = await SqliteStore.open(folder / "risk.db")
    await store.write(tables.metadata.create_all)
    await store.write(metadata.create_all)
    bus = await Bus.open(nats_url, name="risk")
    clock = WallClock()
    log_id = await store.write(lambda c: open_log(c, now_ns=1, draw_id=lambda: "risklog"))
    outbox = Outbox(store, bus, log_id=log_id, now_ns=clock.now_ns)
    owner = Owner(store, bus, outbox, Tails(store, log_id), log_id)
    failures: list[BaseException] = []
    gate = RiskGate(log_id=log_id)
    watch = RiskWatch(owner, clock, gate, failures.append)
    services = tuple(marketdata_service_pb2.DESCRIPTOR.services_by_name.values())
    nobody = open_channel("127.0.0.1:1", services=services)
    catalog = Catalog(nobody, store, gate.add_instrument)
    catalog.take(instrument_to_wire(SIM).SerializeToString())
    await resume(watch, catalog, (AccountSettings(account="paper"),), demo=True)
    # Not run: the test itself brings the events, and nobody is there to be asked for others.
    follower = OrderFollower(watch, catalog, nobody, new_environment="paper")
    server = server_of(watch, catalog, follower)
    await server.start()
    async with Tradewire(f"127.0.0.1:{server.port}") as client:
        world = World(watch, client, failures, f"127.0.0.1:{server.port}")
        world.follower = follower
        if fund:
            await world.fund()
        world.quote()
        try:
            yield world
        finally:
            await server.stop()
            await nobody.close()
            await bus.close()
            await store.close()
    assert not failures


@pytest.fixture
async def nats_server(tmp_path: Path) -> AsyncIterator[NatsServer]:
    """A real NATS server on a free port."""
    server = await NatsServer(tmp_path / "nats").start()
    yield server
    await server.kill()


@pytest.fixture
async def world(nats_server: NatsServer, tmp_path: Path) -> AsyncIterator[World]:
    """Risk with an account of 100,000 USDT under the demo's limits, BTC at 50,000."""
    async with risk(tmp_path, nats_server.url) as running:
        yield running


async def test_an_approval_is_recorded_and_a_repeat_gets_it_again(world: World) -> None:
    """To the last byte, with its place in the log; another order under the id is refused."""
    first = await world.check(1)
    assert first.approved.quantity == "0.01"
    assert await world.check(1) == first
    second = await world.check(2, quantity="0.02")
    events = await world.stub.ListRiskEvents(
        event_requests_pb2.ListRiskEventsRequest(account="paper", kind=KIND.RISK_EVENT_KIND_VERDICT)
    )
    places = [(event.log_id, event.sequence) for event in events.events]
    told = [answer.risk_position for answer in (first, second)]
    assert places == [(place.log_id, place.sequence) for place in told]
    assert not any(event.verdict.HasField("risk_position") for event in events.events)
    named = verdict_requests_pb2.GetVerdictRequest(verdict=first.verdict)
    assert await world.stub.GetVerdict(named) == first
    with pytest.raises(AlreadyExistsError, match="another order"):
        await world.check(1, quantity="0.02")


@pytest.mark.parametrize("what_if", [False, True])
async def test_a_close_is_judged_once_risk_has_followed_the_fill_that_its_caller_knows(
    world: World, monkeypatch: pytest.MonkeyPatch, what_if: bool
) -> None:
    """Judged before, it would reduce nothing; the event comes while the check waits."""
    monkeypatch.setattr(reach, "WAIT_S_MAX", PATIENCE_S)
    await world.hold("0", 2)
    asking = asyncio.create_task(
        world.check(
            1,
            what_if=what_if,
            known=StreamPosition(log_id="execlog", sequence=3),
            side=Side.SELL,
            stop_price=None,
            target_price=None,
            reduce_only=True,
            leg=Leg.EXIT,
        )
    )
    await until(lambda: bool(world.follower._asked), "the check waits, and has the owner asked")
    assert not asking.done()
    await world.hold("0.01", 3)
    verdict = await asking
    assert verdict.HasField("approved"), verdict.refused
    assert verdict.orders_position == StreamPosition(log_id="execlog", sequence=3)


async def test_an_account_of_which_nothing_is_told_yet_is_judged_at_once(world: World) -> None:
    """Its log has no event to wait for; what risk lacks of it is a refusal, with every rule."""
    verdict = await world.check(1, known=StreamPosition(log_id="another", sequence=0))
    assert verdict.rules


@pytest.mark.parametrize(("log_id", "behind"), [("execlog", 4), ("another", 5)])
async def test_risk_that_is_behind_says_by_how_much_and_judges_nothing(
    world: World, monkeypatch: pytest.MonkeyPatch, log_id: str, behind: int
) -> None:
    """An error that a retry can mend; neither a verdict nor a reservation is left."""
    monkeypatch.setattr(reach, "WAIT_S_MAX", 0.1)
    with pytest.raises(UnavailableError, match=f"{behind} events behind") as refused:
        await world.check(1, known=StreamPosition(log_id=log_id, sequence=5))
    assert refused.value.reason == "RISK_BEHIND"
    assert refused.value.metadata["behind"] == str(behind)
    assert refused.value.retry_after_ms
    assert not world.watch.gate.reservations.all()
    await world.hold("0", 5)
    assert (await world.check(1, known=StreamPosition())).HasField("approved")


async def test_an_account_whose_events_are_halted_is_said_to_be(world: World) -> None:
    """Waiting would be no use: somebody has to look at it."""
    stream = orders("paper")
    world.follower.follower.halts[stream] = Halt(stream, 2, "it makes no sense")
    with pytest.raises(InternalError, match="halted at 2: it makes no sense") as refused:
        await world.check(1, known=StreamPosition(log_id="execlog", sequence=2))
    assert refused.value.reason == "POISONED_EVENT"


async def test_another_question_about_an_order_frees_what_the_first_one_held(
    nats_server: NatsServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Once, and over a restart too; the id of the first is answered with what became of it."""
    # Longer than the test may take, so that none of them expires in it.
    monkeypatch.setattr(decision, "APPROVAL_TTL_NS", 3_600 * 10**9)
    async with risk(tmp_path, nats_server.url) as world:
        first = await world.check(1)
        second = await world.check(1, request_id="again", quantity="0.02")
        assert [held.key for held in world.watch.gate.reservations.all()] == [second.verdict]
    async with risk(tmp_path, nats_server.url, fund=False) as world:
        assert await world.check(1, request_id="again", quantity="0.02") == second
        with pytest.raises(ConflictError, match="was released") as refused:
            await world.check(1)
        assert refused.value.reason == "APPROVAL_RELEASED"
        released = await world.stub.ListRiskEvents(
            event_requests_pb2.ListRiskEventsRequest(
                account="paper", kind=KIND.RISK_EVENT_KIND_RESERVATION_RELEASED
            )
        )
        told = [each.reservation_released for each in released.events]
        assert [each.reservation for each in told].count(first.verdict) == 1


async def test_a_what_if_records_and_reserves_nothing(world: World) -> None:
    """The same rules, and no trace of it."""
    verdict = await world.check(1, what_if=True)
    assert verdict.validate_only
    assert verdict.verdict == ""
    assert not verdict.HasField("risk_position")
    listed = await world.stub.ListVerdicts(verdict_requests_pb2.ListVerdictsRequest())
    assert not listed.verdicts
    assert not world.watch.gate.reservations.all()


async def test_a_cancelled_caller_leaves_gate_and_log_agreed(world: World) -> None:
    """A verdict begun is finished, and the repeat gets it."""
    calls = [asyncio.ensure_future(world.check(n)) for n in range(1, 6)]
    await asyncio.sleep(0.002)
    for call in calls:
        call.cancel()
    await asyncio.gather(*calls, return_exceptions=True)
    await world.check(9)
    for held in world.watch.gate.reservations.all():
        named = verdict_requests_pb2.GetVerdictRequest(verdict=held.key)
        assert (await world.stub.GetVerdict(named)).verdict == held.key


async def test_verdicts_are_listed_newest_first_and_by_what_they_are(world: World) -> None:
    """Pages follow each other; filters by outcome, cause and reason hold."""
    for number in range(1, 5):
        await world.check(number, quantity=f"0.0{number}")
    refused = await world.check(5, quantity="100")
    ask = verdict_requests_pb2.ListVerdictsRequest
    page = await world.stub.ListVerdicts(ask(page_size=3))
    rest = await world.stub.ListVerdicts(ask(page_size=3, page_token=page.next_page_token))
    causes = [each.order.cause for each in (*page.verdicts, *rest.verdicts)]
    assert causes == [f"signal:{n}" for n in (5, 4, 3, 2, 1)]
    assert rest.next_page_token == ""
    by_reason = ask(reason=trading_pb2.REFUSAL_REASON_POSITION_SIZE)
    assert list((await world.stub.ListVerdicts(by_reason)).verdicts) == [refused]
    approved = ask(outcome=verdict_requests_pb2.VERDICT_OUTCOME_APPROVED)
    assert len((await world.stub.ListVerdicts(approved)).verdicts) == 4
    assert not (await world.stub.ListVerdicts(ask(cause="signal:77"))).verdicts


async def test_limits_change_by_mask_and_etag(world: World) -> None:
    """The next verdict is held against them, and only the named fields moved."""
    before = await world.stub.GetLimits(
        limits_requests_pb2.GetLimitsRequest(limits="account-paper")
    )
    assert before.rules.leverage_max == "1"
    after = await world.update(
        limits_pb2.RuleLimits(position_value_max="100"),
        limits={"etag": before.etag},
        reason="smaller",
        request_id="u1",
    )
    assert after.rules.position_value_max == "100"
    assert after.rules.stop_required
    again = await world.update(
        limits_pb2.RuleLimits(position_value_max="100"),
        limits={"etag": before.etag},
        reason="smaller",
        request_id="u1",
    )
    assert again == after
    with pytest.raises(ConflictError, match="read them again"):
        await world.update(limits_pb2.RuleLimits(), limits={"etag": before.etag})
    refused = (await world.check(1)).refused
    assert trading_pb2.REFUSAL_REASON_POSITION_SIZE in refused.reasons
    cleared = await world.update(
        limits_pb2.RuleLimits(), update_mask={"paths": ["rules.position_value_max"]}
    )
    assert cleared.rules.position_value_max == ""
    assert (await world.check(2)).HasField("approved")


async def test_limits_can_be_tried_without_being_set(world: World) -> None:
    """The same checks and the same answer, and nothing changes."""
    before = await world.stub.GetLimits(
        limits_requests_pb2.GetLimitsRequest(limits="account-paper")
    )
    tried = await world.update(limits_pb2.RuleLimits(leverage_max="2"), validate_only=True)
    assert (tried.rules.leverage_max, tried.etag) == ("2", before.etag)
    assert before == await world.stub.GetLimits(
        limits_requests_pb2.GetLimitsRequest(limits="account-paper")
    )
    with pytest.raises(ConflictError):
        await world.update(
            limits_pb2.RuleLimits(leverage_max="2"), limits={"etag": "v9"}, validate_only=True
        )
    events = await world.stub.ListRiskEvents(
        event_requests_pb2.ListRiskEventsRequest(
            account="paper", kind=KIND.RISK_EVENT_KIND_LIMITS_CHANGED
        )
    )
    assert len(events.events) == 1


async def test_fractions_are_shown_set_and_cleared_like_amounts(world: World) -> None:
    """Each by its own name, beside the amount; a verdict is held against the stricter."""
    named = limits_requests_pb2.GetLimitsRequest(limits="account-paper")
    rules = (await world.stub.GetLimits(named)).rules
    assert rules.position_fraction_max == "0.20"
    assert rules.exposure_fraction_max == "0.80"
    assert rules.free_capital_fraction_min == "0.05"
    assert rules.daily_loss_fraction_max == "0.05"
    assert rules.monthly_loss_fraction_max == "0.10"
    assert rules.position_value_max == ""
    changed = await world.update(
        limits_pb2.RuleLimits(position_fraction_max="0.001", position_value_max="5000"),
        update_mask={"paths": ["rules.position_fraction_max", "rules.position_value_max"]},
    )
    assert changed.rules.position_fraction_max == "0.001"
    assert changed.rules.position_value_max == "5000"
    assert changed.rules.exposure_fraction_max == "0.80"
    refused = (await world.check(1)).refused
    assert trading_pb2.REFUSAL_REASON_POSITION_SIZE in refused.reasons
    path = {"paths": ["rules.position_fraction_max"]}
    cleared = await world.update(limits_pb2.RuleLimits(), update_mask=path)
    assert cleared.rules.position_fraction_max == ""
    assert cleared.rules.position_value_max == "5000"
    assert (await world.check(2)).HasField("approved")


@pytest.mark.parametrize(
    ("field", "right", "wrong"),
    [
        ("position_fraction_max", "1.000", "1.01"),
        ("exposure_fraction_max", "999.5", "1000"),
        ("free_capital_fraction_min", "0", "-0.1"),
        ("daily_loss_fraction_max", "0.5", "50"),
        ("monthly_loss_fraction_max", "0.5", "5e-1"),
    ],
)
async def test_a_fraction_has_its_bounds(world: World, field: str, right: str, wrong: str) -> None:
    """0 to 1, of exposure below 1,000; by the contract's rules, which name the field."""
    changed = await world.update(limits_pb2.RuleLimits(**{field: right}))  # type: ignore[arg-type]  # the field's name is data
    assert getattr(changed.rules, field) == right
    with pytest.raises(InvalidArgumentError) as caught:
        await world.update(limits_pb2.RuleLimits(**{field: wrong}))  # type: ignore[arg-type]  # as above
    assert list(caught.value.fields) == [f"limits.rules.{field}"]


async def test_what_has_parts_changes_as_a_whole(world: World) -> None:
    """A mask that names a part names its rule or policy; a part that there is not is refused."""
    rate = limits_pb2.OrderRate(count_max=7, window=Duration(seconds=2))
    changed = await world.update(
        limits_pb2.RuleLimits(order_rate=rate),
        limits={"sizing": limits_pb2.SizingPolicy(fixed_value="50")},
        update_mask={"paths": ["rules.order_rate.count_max", "sizing.fixed_value"]},
    )
    assert changed.rules.order_rate == rate
    assert changed.sizing.fixed_value == "50"
    with pytest.raises(InvalidArgumentError, match=r"rules\.order_rate\.nonsense"):
        await world.update(
            limits_pb2.RuleLimits(), update_mask={"paths": ["rules.order_rate.nonsense"]}
        )


async def test_an_asset_is_needed_for_amounts_alone(world: World) -> None:
    """An account's is known; a fleet's fractions fit every asset; else an amount names its own."""
    changed = await world.update(limits_pb2.RuleLimits(exposure_max="70000"), limits={"asset": ""})
    assert changed.asset == "USDT"
    fractions = await world.update(
        limits_pb2.RuleLimits(exposure_fraction_max="0.5"),
        limits={"limits": "environment-paper", "asset": ""},
        allow_missing=True,
    )
    assert fractions.asset == ""
    with pytest.raises(InvalidArgumentError, match="name its asset"):
        await world.update(
            limits_pb2.RuleLimits(exposure_max="5"),
            limits={"limits": "strategy-other", "asset": ""},
            allow_missing=True,
        )


async def test_limits_refuse_what_cannot_be_set(world: World) -> None:
    """A rule not evaluated yet, an unknown field, another asset, a missing subject."""
    with pytest.raises(UnimplementedError, match=r"rules\.funding_paid_max"):
        await world.update(limits_pb2.RuleLimits(funding_paid_max="5"))
    with pytest.raises(InvalidArgumentError, match=r"rules\.nonsense"):
        await world.update(limits_pb2.RuleLimits(), update_mask={"paths": ["rules.nonsense"]})
    with pytest.raises(InvalidArgumentError, match="are in USDT"):
        await world.update(limits_pb2.RuleLimits(), limits={"asset": "EUR"})
    with pytest.raises(NotFoundError, match="allow_missing"):
        await world.update(limits_pb2.RuleLimits(), limits={"limits": "strategy-other"})
    made = await world.update(
        limits_pb2.RuleLimits(exposure_max="10"),
        limits={"limits": "strategy-other"},
        allow_missing=True,
    )
    assert made.strategy == "other"
    listed = await world.stub.ListLimits(limits_requests_pb2.ListLimitsRequest(page_size=1))
    assert [each.limits for each in listed.limits] == ["account-paper"]
    assert listed.next_page_token


async def test_effective_limits_name_their_sources_in_amounts_of_now(world: World) -> None:
    """The demo's fractions as amounts of 100,000; the strictest of two wins."""
    await world.update(
        limits_pb2.RuleLimits(exposure_max="10"),
        limits={"limits": "strategy-demo"},
        allow_missing=True,
    )
    found = await world.stub.GetEffectiveLimits(
        limits_requests_pb2.GetEffectiveLimitsRequest(account="paper", strategy="demo")
    )
    assert found.rules.position_value_max == "20000"
    assert D(found.rules.exposure_max) == 10
    sources = {each.field: each.source for each in found.sources}
    assert sources["rules.position_value_max"] == "limits/account-paper"
    assert found.rules.position_fraction_max == "0.20"
    assert sources["rules.position_fraction_max"] == "limits/account-paper"
    exposure = next(each for each in found.sources if each.field == "rules.exposure_max")
    assert exposure.source == "limits/strategy-demo"
    assert list(exposure.overruled) == ["limits/account-paper"]
    assert found.rules.exposure_fraction_max == "0.80"
    assert D(found.rules.free_capital_min) == 5_000
    assert D(found.rules.daily_loss_max) == 5_000
    assert sources["sizing"] == "limits/account-paper"
    assert found.asset == "USDT"


async def test_effective_fractions_are_of_the_equity_that_their_rule_takes(world: World) -> None:
    """Of a loss that of the day's start; the larger free capital decides; none without equity."""
    baselines = world.watch.gate.accounts.baselines
    baselines["paper"] = replace(baselines["paper"], day_equity=D(200_000))
    await world.update(limits_pb2.RuleLimits(free_capital_min="6000", exposure_max="90000"))
    ask = limits_requests_pb2.GetEffectiveLimitsRequest
    found = await world.stub.GetEffectiveLimits(ask(account="paper"))
    assert D(found.rules.daily_loss_max) == 10_000
    assert D(found.rules.monthly_loss_max) == 10_000
    assert D(found.rules.free_capital_min) == 6_000
    assert D(found.rules.exposure_max) == 80_000
    await world.update(
        limits_pb2.RuleLimits(exposure_fraction_max="0.5"),
        limits={"limits": "environment-paper", "asset": ""},
        allow_missing=True,
    )
    unknown = await world.stub.GetEffectiveLimits(
        ask(account="nobody", environment=trading_pb2.ENVIRONMENT_PAPER)
    )
    assert unknown.rules.exposure_fraction_max == "0.5"
    assert unknown.rules.exposure_max == ""
    assert not unknown.limits_set


async def test_a_kill_switch_stops_directs_and_is_told(world: World) -> None:
    """Halt in the account's stream, the switch in the platform's, both in the audit."""
    request = kill_switch_pb2.EngageKillSwitchRequest(
        kill_switch="all", reason="enough", cancel_orders=True, request_id="k1"
    )
    engaged = await world.stub.EngageKillSwitch(request)
    assert await world.stub.EngageKillSwitch(request) == engaged
    refused = (await world.check(1)).refused
    assert trading_pb2.REFUSAL_REASON_KILL_SWITCH in refused.reasons
    stream = world.stub.StreamDirectives(
        event_requests_pb2.StreamDirectivesRequest(account="paper", log_id="risklog")
    )
    first = await anext(aiter(stream))
    assert first.event.directive.halt.cancel_orders
    stream.cancel()
    audit = await world.stub.ListAuditEntries(event_requests_pb2.ListAuditEntriesRequest())
    told = [(each.method, each.resource, each.actor) for each in audit.entries]
    assert told[:2] == [
        ("EngageKillSwitch", "killSwitches/all", "developer"),
        ("EngageKillSwitch", "killSwitches/all", "developer"),
    ]
    assert {each.event.account for each in audit.entries} == {"paper", "platform"}
    release = kill_switch_pb2.ReleaseKillSwitchRequest(kill_switch="all", reason="over")
    assert not (await world.stub.ReleaseKillSwitch(release)).engaged
    world.quote()
    assert (await world.check(2)).HasField("approved")
    listed = await world.stub.ListKillSwitches(kill_switch_pb2.ListKillSwitchesRequest())
    assert [each.kill_switch for each in listed.kill_switches] == ["all"]
    unused = kill_switch_pb2.GetKillSwitchRequest(kill_switch="strategy-demo")
    assert not (await world.stub.GetKillSwitch(unused)).engaged


async def test_a_halt_needs_no_bus(world: World, nats_server: NatsServer) -> None:
    """NATS is dead: the switch is engaged, and whoever follows risk itself hears of it."""
    stream = world.stub.StreamDirectives(
        event_requests_pb2.StreamDirectivesRequest(account="paper", log_id="risklog")
    )
    await nats_server.kill()
    await world.stub.EngageKillSwitch(
        kill_switch_pb2.EngageKillSwitchRequest(kill_switch="account-paper", reason="now")
    )
    told = (await anext(aiter(stream))).event
    stream.cancel()
    assert told.directive.source == "killSwitches/account-paper"


async def test_events_are_listed_and_followed_without_a_hole(world: World) -> None:
    """By range, by kind, by stream from a position; a position of another log is refused."""
    for number in range(1, 4):
        await world.check(number, quantity=f"0.0{number}")
    ask = event_requests_pb2.ListRiskEventsRequest
    page = await world.stub.ListRiskEvents(ask(account="paper", page_size=2))
    rest = await world.stub.ListRiskEvents(
        ask(account="paper", page_size=2, page_token=page.next_page_token)
    )
    assert [each.sequence for each in (*page.events, *rest.events)] == [1, 2, 3, 4]
    assert rest.as_of.sequence == 4
    kinds = ask(account="paper", kind=KIND.RISK_EVENT_KIND_LIMITS_CHANGED)
    assert [each.sequence for each in (await world.stub.ListRiskEvents(kinds)).events] == [1]
    stream = world.stub.StreamRiskEvents(
        event_requests_pb2.StreamRiskEventsRequest(
            account="paper", log_id="risklog", resume_after_sequence=2
        )
    )
    seen = aiter(stream)
    assert [(await anext(seen)).event.sequence for _ in range(2)] == [3, 4]
    await world.check(4, quantity="0.04")
    assert (await anext(seen)).event.sequence == 5
    stream.cancel()
    with pytest.raises(OutOfRangeError) as caught:
        await world.stub.ListRiskEvents(ask(account="paper", log_id="other"))
    assert caught.value.reason == "LOG_CHANGED"


async def test_sizes_and_the_portfolio_agree_with_the_verdict(world: World) -> None:
    """What sizing says is what a verdict without a quantity approves."""
    sizing = await world.stub.SizePosition(
        verdict_requests_pb2.SizePositionRequest(
            account="paper", strategy="demo", instrument=SIM.id, side=trading_pb2.SIDE_BUY
        )
    )
    most = await world.stub.GetMaxSize(
        verdict_requests_pb2.GetMaxSizeRequest(account="paper", instrument=SIM.id)
    )
    assert D(sizing.quantity) <= D(most.buy.opening_quantity)
    assert most.sell.closing_quantity == "0"
    # Coins that are not held cannot be sold, whatever the other limits leave room for.
    assert (most.sell.opening_quantity, most.sell.binding_rule) == ("0", "short")
    verdict = await world.check(1, quantity=None)
    assert D(verdict.approved.quantity) == D(sizing.quantity)
    found = await world.stub.GetPortfolioRisk(
        portfolio_pb2.GetPortfolioRiskRequest(account="paper")
    )
    assert found.equity == "100000"
    assert D(found.reserved) == D(verdict.approved.reserved.amount)
    assert found.open_order_count == 1
    with pytest.raises(NotFoundError, match="there are paper") as unknown:
        await world.stub.GetPortfolioRisk(portfolio_pb2.GetPortfolioRiskRequest(account="nobody"))
    assert unknown.value.reason == "ACCOUNT_NOT_FOUND"


async def test_the_portfolio_is_streamed_whole_when_it_changes(world: World) -> None:
    """The first at once; a quiet market is told by a heartbeat; a reservation by a snapshot."""
    asked = portfolio_pb2.StreamPortfolioRiskRequest(account="paper")
    asked.interval_min.FromMilliseconds(100)
    asked.heartbeat_interval.FromSeconds(1)
    stream = aiter(world.stub.StreamPortfolioRisk(asked))
    first = await anext(stream)
    assert first.portfolio.equity == "100000"
    assert (await anext(stream)).WhichOneof("message") == "heartbeat"
    verdict = await world.check(1)
    second = await anext(stream)
    assert D(second.portfolio.reserved) == D(verdict.approved.reserved.amount)
    unknown = portfolio_pb2.StreamPortfolioRiskRequest(account="nobody")
    with pytest.raises(NotFoundError):
        await anext(aiter(world.stub.StreamPortfolioRisk(unknown)))


async def test_a_mistyped_account_is_not_taken_for_halted(world: World) -> None:
    """Whoever stops an account must learn at once that there is none of that name."""
    request = kill_switch_pb2.EngageKillSwitchRequest(kill_switch="account-papr", reason="enough")
    with pytest.raises(NotFoundError, match="account papr is unknown to risk; there are paper"):
        await world.stub.EngageKillSwitch(request)


async def test_an_unused_approval_is_released_by_the_clock(world: World) -> None:
    """Told in the log, and free again on disk as in memory."""
    await world.check(1)
    held = world.watch.gate.reservations.all()[0]
    world.watch.gate.on_clock(held.expires_ns)
    await world.watch.on_clock()
    events = await world.stub.ListRiskEvents(
        event_requests_pb2.ListRiskEventsRequest(
            account="paper", kind=KIND.RISK_EVENT_KIND_RESERVATION_RELEASED
        )
    )
    assert [each.reservation_released.verdict for each in events.events] == [held.key]
    assert events.events[0].event_id == digest("released", held.key)


async def test_what_is_not_built_says_so(world: World) -> None:
    """By the method's name."""
    with pytest.raises(UnimplementedError, match="ListBreakers"):
        await world.stub.ListBreakers(breaker_pb2.ListBreakersRequest())


async def test_a_restart_goes_on_from_the_last_commit(
    nats_server: NatsServer, tmp_path: Path
) -> None:
    """Reservations, limits, switches, money and first answers; nothing is reconciled yet."""
    async with risk(tmp_path, nats_server.url) as world:
        await world.update(limits_pb2.RuleLimits(exposure_max="50000"))
        first = await world.check(1)
        await world.stub.EngageKillSwitch(
            kill_switch_pb2.EngageKillSwitchRequest(kill_switch="strategy-other", reason="r")
        )
        before = world.watch.gate.export()
    async with risk(tmp_path, nats_server.url, fund=False) as world:
        after = world.watch.gate.export()
        assert after.reservations == before.reservations
        assert after.switches == before.switches
        assert after.directive_count == before.directive_count
        assert after.accounts[0].balances == before.accounts[0].balances
        assert after.accounts[0].baseline == before.accounts[0].baseline
        assert after.accounts[0].approvals_ns == before.accounts[0].approvals_ns
        assert after.equals == before.equals
        assert not after.accounts[0].reconciled
        assert await world.check(1) == first
        refused = (await world.check(2)).refused
        assert trading_pb2.REFUSAL_REASON_NOT_RECONCILED in refused.reasons
        kept = world.watch.limits["account-paper"]
        assert kept.limits.exposure_max == D(50000)
        assert kept.version == 2
