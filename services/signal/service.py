"""The gRPC surface of the signal service: wire to domain and back, and nothing else."""

from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any, TypeAlias, TypeVar

import grpc
from google.protobuf.message import Message
from sqlalchemy import Connection

from services.chassis import subjects
from services.chassis.answers import find_answer, store_answer
from services.chassis.auth import current_caller
from services.chassis.clock import Clock
from services.chassis.events import head
from services.chassis.paging import page_request
from services.chassis.process import Owner
from services.signal import store
from services.signal.absent import signal_not_found
from services.signal.approvals import Approvals
from services.signal.changes import Changes
from services.signal.feed import SignalFeed
from services.signal.fleet import AnswerWith, Fleet
from services.signal.loader import BUILT_IN
from services.signal.messages import (
    state_to_wire,
    strategy_to_wire,
    strategy_types,
    terms_from_wire,
)
from services.signal.outside import signal_from_outside
from services.signal.seat import Also, Seat, nothing_else
from services.signal.store import SignalFilter
from tradewire.codec.enums import SIGNAL_STATE
from tradewire.codec.signals import signal_to_wire
from tradewire.codec.times import time_from_wire
from tradewire.signal.v1 import (
    signal_pb2,
    signal_requests_pb2,
    signal_service_pb2_grpc,
    strategy_pb2,
    strategy_requests_pb2,
    strategy_type_pb2,
)
from tradewire.signals import Signal, SignalDecision

M = TypeVar("M", bound=Message)
# Quoted: it is generic for the type checker alone.
Context: TypeAlias = "grpc.aio.ServicerContext[Any, Any]"


class SignalApi(signal_service_pb2_grpc.SignalServiceServicer):
    """What of the contract is built; the rest answers UNIMPLEMENTED."""

    def __init__(
        self, owner: Owner, fleet: Fleet, approvals: Approvals, feed: SignalFeed, clock: Clock
    ) -> None:
        """Serve the strategies of ``fleet`` and the signals of ``owner``."""
        self._owner = owner
        self._fleet = fleet
        self._approvals = approvals
        self._feed = feed
        self._clock = clock
        self._changes = Changes(fleet, owner, fleet.journal)

    # -- strategies --------------------------------------------------------------------

    async def ListStrategyTypes(
        self, request: strategy_type_pb2.ListStrategyTypesRequest, context: Context
    ) -> strategy_type_pb2.ListStrategyTypesResponse:
        """Kinds of strategy, by id."""
        asked = page_request(request)
        later = [one for one in strategy_types(BUILT_IN) if one.strategy_type > asked.after]
        found = later[: asked.size + 1]
        page = asked.cut(found, [one.strategy_type for one in found])
        return strategy_type_pb2.ListStrategyTypesResponse(
            strategy_types=page.items, next_page_token=page.next_page_token
        )

    async def GetStrategy(
        self, request: strategy_requests_pb2.GetStrategyRequest, context: Context
    ) -> strategy_pb2.Strategy:
        """One strategy with its state."""
        return await self._strategy(self._fleet.seat(request.strategy))

    async def ListStrategies(
        self, request: strategy_requests_pb2.ListStrategiesRequest, context: Context
    ) -> strategy_requests_pb2.ListStrategiesResponse:
        """Strategies, by id."""
        asked = page_request(request)
        found = [
            seat
            for name, seat in sorted(self._fleet.seats.items())
            if name > asked.after
            and request.state in {0, state_to_wire(seat.record.state)}
            and (request.show_deleted or not seat.record.deleted_ns)
            and request.strategy_type in {"", seat.record.terms.strategy_type}
            and request.account in {"", seat.record.terms.account}
        ][: asked.size + 1]
        page = asked.cut(found, [seat.name for seat in found])
        return strategy_requests_pb2.ListStrategiesResponse(
            strategies=[await self._strategy(seat) for seat in page.items],
            next_page_token=page.next_page_token,
        )

    async def CreateStrategy(
        self, request: strategy_requests_pb2.CreateStrategyRequest, context: Context
    ) -> strategy_pb2.Strategy:
        """A new strategy, STOPPED."""

        async def create() -> strategy_pb2.Strategy:
            message = request.strategy
            terms = terms_from_wire(message)
            answer = self._answer("CreateStrategy", request)
            seat = await self._fleet.create(message.strategy, terms, _actor(), answer)
            return _told(seat)

        return await self._once("CreateStrategy", request, strategy_pb2.Strategy, create)

    async def UpdateStrategy(
        self, request: strategy_requests_pb2.UpdateStrategyRequest, context: Context
    ) -> strategy_pb2.Strategy:
        """Other settings."""

        async def change() -> strategy_pb2.Strategy:
            seat = self._fleet.seat(request.strategy.strategy)
            answer = self._answer("UpdateStrategy", request)
            mask = list(request.update_mask.paths)
            await self._changes.update(seat, request.strategy, mask, _actor(), answer)
            return _told(seat)

        return await self._once("UpdateStrategy", request, strategy_pb2.Strategy, change)

    async def DeleteStrategy(
        self, request: strategy_requests_pb2.DeleteStrategyRequest, context: Context
    ) -> strategy_pb2.Strategy:
        """Put one away."""

        async def delete() -> strategy_pb2.Strategy:
            seat = self._fleet.seat(request.strategy)
            answer = self._answer("DeleteStrategy", request)
            await self._changes.delete(seat, request.etag, _actor(), answer)
            return _told(seat)

        return await self._once("DeleteStrategy", request, strategy_pb2.Strategy, delete)

    async def UndeleteStrategy(
        self, request: strategy_requests_pb2.UndeleteStrategyRequest, context: Context
    ) -> strategy_pb2.Strategy:
        """Take that back."""

        async def undelete() -> strategy_pb2.Strategy:
            seat = self._fleet.seat(request.strategy)
            answer = self._answer("UndeleteStrategy", request)
            await self._changes.undelete(seat, _actor(), answer)
            return _told(seat)

        return await self._once("UndeleteStrategy", request, strategy_pb2.Strategy, undelete)

    async def StartStrategy(
        self, request: strategy_requests_pb2.StartStrategyRequest, context: Context
    ) -> strategy_pb2.Strategy:
        """Start, take a pause back, or try again."""

        async def start() -> strategy_pb2.Strategy:
            seat = self._fleet.seat(request.strategy)
            await self._fleet.start(seat, _actor(), self._answer("StartStrategy", request))
            return _told(seat)

        return await self._once("StartStrategy", request, strategy_pb2.Strategy, start)

    async def StopStrategy(
        self, request: strategy_requests_pb2.StopStrategyRequest, context: Context
    ) -> strategy_pb2.Strategy:
        """Stop after the input that is being handled."""

        async def stop() -> strategy_pb2.Strategy:
            seat = self._fleet.seat(request.strategy)
            answer = self._answer("StopStrategy", request)
            await self._fleet.stop(seat, _actor(), request.reason, answer)
            return _told(seat)

        return await self._once("StopStrategy", request, strategy_pb2.Strategy, stop)

    async def PauseStrategy(
        self, request: strategy_requests_pb2.PauseStrategyRequest, context: Context
    ) -> strategy_pb2.Strategy:
        """Keep its input, drop its signals."""

        async def pause() -> strategy_pb2.Strategy:
            seat = self._fleet.seat(request.strategy)
            answer = self._answer("PauseStrategy", request)
            await self._fleet.pause(seat, _actor(), request.reason, answer)
            return _told(seat)

        return await self._once("PauseStrategy", request, strategy_pb2.Strategy, pause)

    # -- signals -----------------------------------------------------------------------

    async def GetSignal(
        self, request: signal_requests_pb2.GetSignalRequest, context: Context
    ) -> signal_pb2.Signal:
        """One signal."""
        found = await self._owner.store.read(
            lambda connection: store.signal(connection, request.signal)
        )
        if found is None:
            raise signal_not_found(request.signal)
        return signal_to_wire(found)

    async def ListSignals(
        self, request: signal_requests_pb2.ListSignalsRequest, context: Context
    ) -> signal_requests_pb2.ListSignalsResponse:
        """Signals, newest first."""
        asked = page_request(request)
        wanted = SignalFilter(
            strategy=request.strategy,
            instrument=request.instrument,
            account=request.account,
            state=SIGNAL_STATE.optional_from_wire(request.state, "state"),
            since_ns=time_from_wire(request.start_time, "start_time"),
            before_ns=time_from_wire(request.end_time, "end_time"),
        )
        found = await self._owner.store.read(
            lambda connection: store.list_signals(
                connection, wanted, after=asked.after, limit=asked.size + 1
            )
        )
        page = asked.cut(found, [store.page_key(signal) for signal in found])
        return signal_requests_pb2.ListSignalsResponse(
            signals=[signal_to_wire(signal) for signal in page.items],
            next_page_token=page.next_page_token,
        )

    async def StreamSignals(
        self, request: signal_requests_pb2.StreamSignalsRequest, context: Context
    ) -> AsyncIterator[signal_requests_pb2.StreamSignalsResponse]:
        """Events of one strategy, or of all from now on."""
        async for message in self._feed.follow(request):
            yield message

    async def PublishSignal(
        self, request: signal_requests_pb2.PublishSignalRequest, context: Context
    ) -> signal_pb2.Signal:
        """A signal of a strategy that lives outside."""

        async def publish() -> signal_pb2.Signal:
            seat = self._fleet.seat(request.strategy)
            async with seat.lock:
                make = signal_from_outside(seat, request.signal, self._clock.now_ns())
                signal = await seat.give(make, self._signal_answer("PublishSignal", request))
            return signal_to_wire(signal)

        return await self._once("PublishSignal", request, signal_pb2.Signal, publish)

    async def ApproveSignal(
        self, request: signal_requests_pb2.ApproveSignalRequest, context: Context
    ) -> signal_pb2.Signal:
        """A person's yes."""
        return await self._decide("ApproveSignal", request, SignalDecision.APPROVED)

    async def DeclineSignal(
        self, request: signal_requests_pb2.DeclineSignalRequest, context: Context
    ) -> signal_pb2.Signal:
        """A person's no."""
        return await self._decide("DeclineSignal", request, SignalDecision.DECLINED)

    # -- inside ------------------------------------------------------------------------

    async def _decide(
        self,
        method: str,
        request: signal_requests_pb2.ApproveSignalRequest
        | signal_requests_pb2.DeclineSignalRequest,
        decision: SignalDecision,
    ) -> signal_pb2.Signal:
        async def decide() -> signal_pb2.Signal:
            signal = await self._approvals.decide(
                request.signal,
                decision,
                actor=_actor(),
                comment=request.comment,
                answer=self._signal_answer(method, request),
            )
            return signal_to_wire(signal)

        return await self._once(method, request, signal_pb2.Signal, decide)

    async def _strategy(self, seat: Seat) -> strategy_pb2.Strategy:
        stream = subjects.signals(seat.name)
        last = await self._owner.store.read(lambda connection: head(connection, stream))
        position = (self._owner.log_id, last)
        return strategy_to_wire(seat.record, seat.checkpoint.ordinal, position)

    async def _once(
        self, method: str, request: Message, kind: type[M], act: Callable[[], Awaitable[M]]
    ) -> M:
        """Act, or give the answer that this very request was given before."""
        async with self._owner.lock:
            request_id = _request_id(request)
            if request_id:
                scope, content = _scope(method), _content(request)
                found = await self._owner.store.read(
                    lambda connection: find_answer(connection, scope, request_id, content)
                )
                if found is not None:
                    return kind.FromString(found)
            return await act()

    def _answer(self, method: str, request: Message) -> AnswerWith:
        keep = self._keep(method, request)
        return lambda record, ordinal: keep(strategy_to_wire(record, ordinal))

    def _signal_answer(self, method: str, request: Message) -> Callable[[Signal], Also]:
        keep = self._keep(method, request)
        return lambda signal: keep(signal_to_wire(signal))

    def _keep(self, method: str, request: Message) -> Callable[[Message], Also]:
        """What stores an answer to ``request`` in the transaction of its effects."""
        request_id = _request_id(request)
        scope, content, now_ns = _scope(method), _content(request), self._clock.now_ns()

        def keep(answer: Message) -> Also:
            if not request_id:
                return nothing_else

            def also(connection: Connection) -> None:
                encoded = answer.SerializeToString(deterministic=True)
                store_answer(connection, scope, request_id, content, encoded, now_ns=now_ns)

            return also

        return keep


def _told(seat: Seat) -> strategy_pb2.Strategy:
    return strategy_to_wire(seat.record, seat.checkpoint.ordinal)


def _request_id(request: Message) -> str:
    return str(getattr(request, "request_id"))  # noqa: B009 - no common base on the wire


def _actor() -> str:
    return current_caller.get().name


def _scope(method: str) -> str:
    return f"{_actor()}:{method}"


def _content(request: Message) -> bytes:
    return request.SerializeToString(deterministic=True)
