"""Ranges of other owners' streams, asked of the owner: what the bus did not bring."""

import asyncio

from services.chassis.delivery import Delivery
from services.chassis.events import Event
from services.chassis.subjects import Topic, parse
from tradewire.channel import Channel
from tradewire.risk.v1 import event_pb2 as risk_pb
from tradewire.risk.v1 import event_requests_pb2
from tradewire.risk.v1.risk_service_pb2_grpc import RiskServiceStub
from tradewire.signal.v1 import event_pb2 as signal_pb
from tradewire.signal.v1 import signal_requests_pb2, strategy_pb2, strategy_requests_pb2
from tradewire.signal.v1.signal_service_pb2_grpc import SignalServiceStub
from tradewire.types.v1.stream_pb2 import StreamPosition

# A gap is asked for in pieces, so that one answer stays small.
RANGE_MAX = 500
# How long an owner may take for one event of a gap: it reads its log.
RANGE_S_MAX = 5.0


class Ranges:
    """Asks signal for its strategies' streams, and risk for its accounts'."""

    def __init__(self, *, signal_channel: Channel, risk_channel: Channel) -> None:
        self._signals = SignalServiceStub(signal_channel)
        self._risk = RiskServiceStub(risk_channel)

    async def of(
        self, stream: str, after_seq: int, up_to_seq: int, log_id: str = ""
    ) -> list[Delivery]:
        """Events of a stream in order, RANGE_MAX at most.

        Args:
            stream: its bus subject.
            after_seq: the last sequence already known, 0 for none.
            up_to_seq: the last sequence wanted.
            log_id: of the log that the sequences are of; empty for the one there is.

        Raises:
            TradewireError: the owner is away or refuses.
            TimeoutError: nothing came within RANGE_S_MAX.
        """
        subject = parse(stream)
        last = min(up_to_seq, after_seq + RANGE_MAX)
        if subject.rule.topic is Topic.SIGNALS:
            strategy = subject.tokens["strategy"]
            return await self._of_strategy(stream, strategy, after_seq, last, log_id)
        return await self._of_account(stream, subject.tokens["account"], after_seq, last)

    async def head_of(self, stream: str) -> StreamPosition:
        """Where an account's stream of risk's stands now; raises TradewireError."""
        request = event_requests_pb2.ListRiskEventsRequest(
            account=parse(stream).tokens["account"], page_size=1
        )
        page: event_requests_pb2.ListRiskEventsResponse = await self._risk.ListRiskEvents(request)
        return page.as_of

    async def _of_strategy(
        self, stream: str, strategy: str, after_seq: int, last: int, log_id: str
    ) -> list[Delivery]:
        if not log_id:
            # Without a log the stream would begin with what comes next; and of what is not there
            # yet it would wait for the first event.
            there = await self._position_of(strategy)
            log_id, last = there.log_id, min(last, there.sequence)
        if last <= after_seq:
            return []
        request = signal_requests_pb2.StreamSignalsRequest(
            strategy=strategy, log_id=log_id, resume_after_sequence=after_seq
        )
        found: list[Delivery] = []
        try:
            async with asyncio.timeout(RANGE_S_MAX):
                async for answer in self._signals.StreamSignals(request):
                    if answer.WhichOneof("message") != "event":
                        break
                    event: signal_pb.SignalEvent = answer.event
                    found.append(_delivery(stream, event, event.signal.traceparent))
                    if event.sequence >= last:
                        break
        except TimeoutError:
            if not found:
                raise
        return found

    async def _position_of(self, strategy: str) -> StreamPosition:
        request = strategy_requests_pb2.GetStrategyRequest(strategy=strategy)
        found: strategy_pb2.Strategy = await self._signals.GetStrategy(request)
        return found.as_of

    async def _of_account(
        self, stream: str, account: str, after_seq: int, last: int
    ) -> list[Delivery]:
        request = event_requests_pb2.ListRiskEventsRequest(
            account=account, after_sequence=after_seq, until_sequence=last, page_size=RANGE_MAX
        )
        page: event_requests_pb2.ListRiskEventsResponse = await self._risk.ListRiskEvents(request)
        return [_delivery(stream, event, event.directive.traceparent) for event in page.events]


def _delivery(
    stream: str, event: signal_pb.SignalEvent | risk_pb.RiskEvent, traceparent: str
) -> Delivery:
    return Delivery(
        event.log_id,
        Event(
            stream=stream,
            seq=event.sequence,
            event_id=event.event_id,
            type=event.WhichOneof("payload") or "",
            event_ns=event.event_time.ToNanoseconds(),
            recorded_ns=event.record_time.ToNanoseconds(),
            traceparent=traceparent,
            payload=event.SerializeToString(deterministic=True),
        ),
    )
