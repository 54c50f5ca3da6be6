"""The gRPC surface of risk: wire to domain and back, and nothing else."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from typing import Any, TypeAlias

import grpc

from services.chassis.auth import current_caller
from services.chassis.interceptors import remaining_s
from services.chassis.paging import page_request
from services.chassis.rounds import step_of
from services.chassis.telemetry import trace_headers, trace_id
from services.risk.catalog import Catalog
from services.risk.commands import Commands, asset_of
from services.risk.exposure import AccountView
from services.risk.feeds import Feeds
from services.risk.history import History
from services.risk.limits_wire import (
    Equity,
    effective_to_wire,
    environment_from_wire,
    limits_to_wire,
    sizing_from_wire,
)
from services.risk.losses import begin, roll
from services.risk.portfolios import Portfolios
from services.risk.reach import Reach
from services.risk.replaying import ReplayChecks
from services.risk.views_wire import (
    max_size_to_wire,
    scope_of,
    sizing_message,
    switch_to_wire,
    unused_switch,
)
from services.risk.watch import RiskWatch
from tradewire.codec.decimals import decimal_to_wire, optional_from_wire
from tradewire.codec.enums import SIDE
from tradewire.codec.times import time_to_wire
from tradewire.codec.verdicts import verdict_request_from_wire
from tradewire.errors import NotFoundError, PreconditionError, UnimplementedError
from tradewire.orders import OrderType, Side, TimeInForce
from tradewire.risk.v1 import (
    event_requests_pb2,
    kill_switch_pb2,
    limits_pb2,
    limits_requests_pb2,
    portfolio_pb2,
    verdict_pb2,
    verdict_requests_pb2,
)
from tradewire.risk.v1.risk_service_pb2_grpc import RiskServiceServicer
from tradewire.verdicts import VerdictRequest

# Quoted: it is generic for the type checker alone.
Context: TypeAlias = "grpc.aio.ServicerContext[Any, Any]"

SCOPES = ("", "account", "strategy", "environment")
"""Kinds of subjects by the number of LimitsScope."""


class RiskApi(RiskServiceServicer):
    """What of the contract is built; the rest answers UNIMPLEMENTED."""

    def __init__(
        self,
        watch: RiskWatch,
        catalog: Catalog,
        commands: Commands,
        history: History,
        feeds: Feeds,
        *,
        reach: Reach | None = None,
        replay: ReplayChecks | None = None,
    ) -> None:
        """Answer by these parts; ``reach`` where orders are followed, ``replay`` in a replay."""
        self._watch = watch
        self._reach = reach
        self._replay = replay
        self._gate = watch.gate
        self._catalog = catalog
        self._commands = commands
        self._history = history
        self._feeds = feeds
        self._portfolios = Portfolios(watch, history)

    # -- verdicts ----------------------------------------------------------------------

    async def CheckOrder(
        self, request: verdict_requests_pb2.CheckOrderRequest, context: Context
    ) -> verdict_pb2.Verdict:
        """A verdict, recorded unless it is a what-if."""
        order = verdict_request_from_wire(request)
        self._check_environment(request.order)
        await self._catalog.look_up(order.instrument)
        if self._reach is not None:
            await self._reach.up_to(order.account, request.orders_position, remaining_s())
        if request.validate_only:
            await self._watch.settled(order.account)
            return self._watch.what_if(order, trace_id())
        if self._replay is not None:
            return await self._replay.check(request, step_of(context))
        return await self._watch.judge(
            order,
            actor=_actor(),
            trace_id=trace_id(),
            traceparent=trace_headers().get("traceparent", ""),
        )

    async def SizePosition(
        self, request: verdict_requests_pb2.SizePositionRequest, context: Context
    ) -> verdict_pb2.Sizing:
        """How large an order would be made now."""
        policy = sizing_from_wire(request.policy)
        order = _question(request, SIDE.from_wire(request.side, "side"), request.stop_price)
        await self._catalog.look_up(order.instrument)
        if policy is not None:
            raise UnimplementedError(
                "sizing by a policy of the request's is in the contract and not built; set it by"
                " UpdateLimits",
                fields={"policy": "cannot be tried yet"},
            )
        sizing = self._gate.size_position(order, self._watch.clock.now_ns())
        return sizing_message(sizing, self._gate, order)

    async def GetMaxSize(
        self, request: verdict_requests_pb2.GetMaxSizeRequest, context: Context
    ) -> verdict_requests_pb2.GetMaxSizeResponse:
        """How much can be bought and sold at most."""
        buy = _question(request, Side.BUY)
        await self._catalog.look_up(buy.instrument)
        now_ns = self._watch.clock.now_ns()
        mark = self._gate.marks.get(buy.instrument)
        price = buy.price or (mark.price if mark is not None else None)
        return verdict_requests_pb2.GetMaxSizeResponse(
            buy=max_size_to_wire(*self._gate.max_size(buy, now_ns)),
            sell=max_size_to_wire(*self._gate.max_size(replace(buy, side=Side.SELL), now_ns)),
            price=decimal_to_wire(price),
            as_of_time=time_to_wire(now_ns),
        )

    async def GetVerdict(
        self, request: verdict_requests_pb2.GetVerdictRequest, context: Context
    ) -> verdict_pb2.Verdict:
        """A verdict as it was given."""
        return await self._history.verdict(request.verdict)

    async def ListVerdicts(
        self, request: verdict_requests_pb2.ListVerdictsRequest, context: Context
    ) -> verdict_requests_pb2.ListVerdictsResponse:
        """Verdicts, newest first."""
        return await self._history.verdicts(request)

    # -- limits ------------------------------------------------------------------------

    async def GetLimits(
        self, request: limits_requests_pb2.GetLimitsRequest, context: Context
    ) -> limits_pb2.Limits:
        """One subject's limits as they were set."""
        kept = self._watch.limits.get(request.limits)
        if kept is None:
            raise NotFoundError(
                f"there are no limits {request.limits}; UpdateLimits with allow_missing creates"
                " them",
                reason="LIMITS_NOT_FOUND",
                metadata={"limits": request.limits},
            )
        return limits_to_wire(kept, asset_of(self._watch, request.limits))

    async def ListLimits(
        self, request: limits_requests_pb2.ListLimitsRequest, context: Context
    ) -> limits_requests_pb2.ListLimitsResponse:
        """All limits, by id."""
        page = page_request(request)
        prefix = f"{SCOPES[request.scope]}-" if request.scope else ""
        names = [each for each in sorted(self._watch.limits) if each.startswith(prefix)]
        found = _after(names, page.after, page.size)
        cut = page.cut(found, found)
        return limits_requests_pb2.ListLimitsResponse(
            limits=[
                limits_to_wire(self._watch.limits[name], asset_of(self._watch, name))
                for name in cut.items
            ],
            next_page_token=cut.next_page_token,
        )

    async def UpdateLimits(
        self, request: limits_requests_pb2.UpdateLimitsRequest, context: Context
    ) -> limits_pb2.Limits:
        """Sets or changes limits."""
        return await self._commands.update_limits(request, _actor())

    async def GetEffectiveLimits(
        self, request: limits_requests_pb2.GetEffectiveLimitsRequest, context: Context
    ) -> limits_pb2.EffectiveLimits:
        """Which limits apply, and where each comes from."""
        view = self._gate.accounts.find(request.account)
        environment = environment_from_wire(request.environment)
        if not environment:
            if view is None:
                raise PreconditionError(
                    f"account {request.account} is unknown to risk, so its environment is; name"
                    " it in the request"
                )
            environment = view.environment
        effective = self._gate.limits.effective(request.account, request.strategy, environment)
        equity = self._equity(view) if view is not None else None
        message = effective_to_wire(
            effective, request.account, request.strategy, environment, equity
        )
        if view is not None:
            message.asset = view.asset
        return message

    # -- kill switches -----------------------------------------------------------------

    async def GetKillSwitch(
        self, request: kill_switch_pb2.GetKillSwitchRequest, context: Context
    ) -> kill_switch_pb2.KillSwitch:
        """One kill switch; one never engaged is not engaged."""
        found = self._watch.switches.get(scope_of(request.kill_switch))
        return switch_to_wire(found or unused_switch(request.kill_switch))

    async def ListKillSwitches(
        self, request: kill_switch_pb2.ListKillSwitchesRequest, context: Context
    ) -> kill_switch_pb2.ListKillSwitchesResponse:
        """Kill switches, by id."""
        page = page_request(request)
        known = {"all": switch_to_wire(unused_switch("all"))}
        for kept in self._watch.switches.values():
            message = switch_to_wire(kept)
            known[message.kill_switch] = message
        names = [name for name in sorted(known) if known[name].engaged or not request.engaged_only]
        found = _after(names, page.after, page.size)
        cut = page.cut(found, found)
        return kill_switch_pb2.ListKillSwitchesResponse(
            kill_switches=[known[name] for name in cut.items],
            next_page_token=cut.next_page_token,
        )

    async def EngageKillSwitch(
        self, request: kill_switch_pb2.EngageKillSwitchRequest, context: Context
    ) -> kill_switch_pb2.KillSwitch:
        """Stops everything, an account or a strategy at once."""
        return await self._commands.engage(request, _actor())

    async def ReleaseKillSwitch(
        self, request: kill_switch_pb2.ReleaseKillSwitchRequest, context: Context
    ) -> kill_switch_pb2.KillSwitch:
        """Takes an engagement back."""
        return await self._commands.release(request, _actor())

    # -- portfolio, events, audit ------------------------------------------------------

    async def GetPortfolioRisk(
        self, request: portfolio_pb2.GetPortfolioRiskRequest, context: Context
    ) -> portfolio_pb2.PortfolioRisk:
        """What risk sees of an account now."""
        return await self._portfolios.now(request.account)

    async def StreamPortfolioRisk(
        self, request: portfolio_pb2.StreamPortfolioRiskRequest, context: Context
    ) -> AsyncIterator[portfolio_pb2.StreamPortfolioRiskResponse]:
        """The same, again and again."""
        async for message in self._portfolios.follow(request):
            yield message

    async def StreamDirectives(
        self, request: event_requests_pb2.StreamDirectivesRequest, context: Context
    ) -> AsyncIterator[event_requests_pb2.StreamDirectivesResponse]:
        """An account's directives as they happen."""
        async for message in self._feeds.directives(request):
            yield message

    async def ListRiskEvents(
        self, request: event_requests_pb2.ListRiskEventsRequest, context: Context
    ) -> event_requests_pb2.ListRiskEventsResponse:
        """A range of an account's risk events, oldest first."""
        return await self._history.events(request)

    async def StreamRiskEvents(
        self, request: event_requests_pb2.StreamRiskEventsRequest, context: Context
    ) -> AsyncIterator[event_requests_pb2.StreamRiskEventsResponse]:
        """An account's risk events as they happen."""
        async for message in self._feeds.events(request):
            yield message

    async def ListAuditEntries(
        self, request: event_requests_pb2.ListAuditEntriesRequest, context: Context
    ) -> event_requests_pb2.ListAuditEntriesResponse:
        """Who changed what at risk, and when, newest first."""
        return await self._history.audit(request)

    def _equity(self, view: AccountView) -> Equity:
        """What an account's fractions are of now; one without a past begins now."""
        now_ns, equity = self._watch.clock.now_ns(), view.value().equity
        known = self._gate.accounts.baselines.get(view.account)
        baseline = roll(known, now_ns, equity) if known is not None else begin(now_ns, equity)
        return Equity(equity, baseline.day_equity, baseline.month_equity)

    def _check_environment(self, order: verdict_pb2.ProposedOrder) -> None:
        view = self._gate.accounts.find(order.account)
        told = environment_from_wire(order.environment)
        if view is not None and told and told != view.environment:
            raise PreconditionError(
                f"account {order.account} is {view.environment} to risk and {told} to execution;"
                " set the same environment for it in both",
                reason="ENVIRONMENT_MISMATCH",
            )


def _question(
    request: verdict_requests_pb2.SizePositionRequest | verdict_requests_pb2.GetMaxSizeRequest,
    side: Side,
    stop_price: str = "",
) -> VerdictRequest:
    """The order that a question of size is about."""
    price = optional_from_wire(request.price, "price")
    return VerdictRequest(
        request_id="",
        cause="",
        account=request.account,
        strategy=request.strategy,
        instrument=request.instrument,
        side=side,
        type=OrderType.MARKET if price is None else OrderType.LIMIT,
        time_in_force=TimeInForce.IOC if price is None else TimeInForce.GTC,
        quantity=None,
        price=price,
        stop_price=optional_from_wire(stop_price, "stop_price"),
        target_price=None,
        reduce_only=False,
        post_only=False,
        confidence=0.0,
        expires_ns=0,
    )


def _after(names: Sequence[str], after: str, size: int) -> list[str]:
    """The names of a page and one more, where there are more."""
    return [name for name in names if name > after][: size + 1]


def _actor() -> str:
    return current_caller.get().name
