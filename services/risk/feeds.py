"""Following an account's risk events and directives: resumable, with heartbeats."""

import time
from collections.abc import AsyncIterator

from google.protobuf.duration_pb2 import Duration

from services.chassis.clock import Clock
from services.chassis.subjects import risk
from services.chassis.tails import Beat, Tails
from tradewire.codec.times import time_to_wire
from tradewire.risk.v1 import event_pb2, event_requests_pb2
from tradewire.types.v1.stream_pb2 import Heartbeat, StreamPosition

HEARTBEAT_S_DEFAULT = 15.0
"""The contract's."""


class Feeds:
    """Streams of the owner's log."""

    def __init__(self, tails: Tails, clock: Clock) -> None:
        self._tails = tails
        self._clock = clock

    async def events(
        self, request: event_requests_pb2.StreamRiskEventsRequest
    ) -> AsyncIterator[event_requests_pb2.StreamRiskEventsResponse]:
        """Every event of an account's after the position."""
        stream = risk(request.account)
        after = await self._tails.start_of(stream, request.log_id, request.resume_after_sequence)
        silence_s = _seconds(request.heartbeat_interval)
        async for item in self._tails.follow(stream, after, silence_s):
            if isinstance(item, Beat):
                heartbeat = self._heartbeat(item.seq)
                yield event_requests_pb2.StreamRiskEventsResponse(heartbeat=heartbeat)
            else:
                event = event_pb2.RiskEvent.FromString(item.payload)
                yield event_requests_pb2.StreamRiskEventsResponse(event=event)

    async def directives(
        self, request: event_requests_pb2.StreamDirectivesRequest
    ) -> AsyncIterator[event_requests_pb2.StreamDirectivesResponse]:
        """Every directive of an account's after the position, and signs of life in between."""
        stream = risk(request.account)
        after = await self._tails.start_of(stream, request.log_id, request.resume_after_sequence)
        silence_s = _seconds(request.heartbeat_interval)
        spoken_s = time.monotonic()
        async for item in self._tails.follow(stream, after, silence_s):
            if not isinstance(item, Beat):
                event = event_pb2.RiskEvent.FromString(item.payload)
                if event.WhichOneof("payload") == "directive":
                    yield event_requests_pb2.StreamDirectivesResponse(event=event)
                    spoken_s = time.monotonic()
                    continue
                # Verdicts go by: the reader is to hear all the same.
                if time.monotonic() < spoken_s + silence_s:
                    continue
            heartbeat = self._heartbeat(item.seq)
            yield event_requests_pb2.StreamDirectivesResponse(heartbeat=heartbeat)
            spoken_s = time.monotonic()

    def _heartbeat(self, seq: int) -> Heartbeat:
        return Heartbeat(
            time=time_to_wire(self._clock.now_ns()),
            position=StreamPosition(log_id=self._tails.log_id, sequence=seq),
        )


def _seconds(interval: Duration) -> float:
    return interval.seconds + interval.nanos / 1e9 or HEARTBEAT_S_DEFAULT
