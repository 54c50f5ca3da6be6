"""Streams of market data: what is stored, in bulk, and what comes, without a hole between."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from services.chassis.clock import Clock
from services.chassis.failures import LogChangedError
from services.chassis.subjects import MarketData
from services.marketdata.desk import Market
from services.marketdata.store import Lost, Span, Stored, StreamKey
from services.marketdata.subscribers import (
    TYPE_NAMES,
    TYPE_NUMBERS,
    Subscriber,
    event_response,
    gap_event,
)
from tradewire.codec.enums import INTERVAL
from tradewire.codec.market import BatchStamp, market_to_wire
from tradewire.codec.times import time_from_wire, time_to_wire
from tradewire.errors import OutOfRangeError, UnimplementedError
from tradewire.instruments import Instrument
from tradewire.market import Interval
from tradewire.marketdata.v1 import event_pb2
from tradewire.marketdata.v1 import market_stream_pb2 as pb
from tradewire.types.v1 import stream_pb2

ROWS_DEFAULT = 5_000
"""Rows a message of a history, by the contract."""

ROWS_MAX = 10_000
"""The contract's bound on the rows of a batch."""

HEARTBEAT_S = 15.0
"""The contract's silence before a heartbeat."""

STORED = (MarketData.TRADES, MarketData.QUOTES, MarketData.BOOKS, MarketData.CANDLES)


@dataclass(frozen=True, slots=True)
class _Wanted:
    """One stream that a reader asked for; ``after`` is None where it begins now."""

    key: StreamKey
    instrument: Instrument
    after: int | None


class Histories:
    """Reads the store in batches, and joins it to what is live."""

    def __init__(self, market: Market, clock: Clock) -> None:
        self._market = market
        self._clock = clock

    async def read(self, request: pb.ReadHistoryRequest) -> AsyncIterator[pb.ReadHistoryResponse]:
        """Stored events of one type, by sequence, and the end.

        Raises:
            NotFoundError: the instrument is unknown.
            UnimplementedError: the type is not recorded.
            LogChangedError: the position is of another log.
        """
        market = self._market
        instrument = market.instruments.get(request.instrument)
        key = StreamKey(instrument.id, stored_type(request.type))
        if request.after_sequence:
            self._check_log(request.log_id)
        await market.recorder.flush()
        head = await market.store.head(key)
        timed = request.HasField("start_time"), request.HasField("end_time")
        span = Span(
            instrument,
            key.type,
            INTERVAL.from_wire(request.interval, "interval") if request.interval else None,
            start_ns=time_from_wire(request.start_time) if timed[0] else None,
            end_ns=time_from_wire(request.end_time) if timed[1] else None,
            after=request.after_sequence,
            before=head + 1,
            limit=min(request.batch_size or ROWS_DEFAULT, ROWS_MAX),
        )
        count = 0
        async for message in self._stored(span, with_gaps=not any(timed)):
            count += _rows(message)
            yield pb.ReadHistoryResponse(event=message)
        as_of = stream_pb2.StreamPosition(log_id=market.log_id, sequence=head)
        yield pb.ReadHistoryResponse(end=pb.HistoryEnd(row_count=count, as_of=as_of))

    async def follow(
        self, request: pb.StreamMarketDataRequest
    ) -> AsyncIterator[pb.StreamMarketDataResponse]:
        """Streams from where the reader stands, and as they come.

        Raises:
            NotFoundError: an instrument is unknown.
            UnimplementedError: a type is not recorded.
            OutOfRangeError: a position is of another log, or no longer stored.
            ExhaustedError: too many readers.
        """
        market = self._market
        wanted = await self._wanted(request)
        intervals = [INTERVAL.from_wire(one, "intervals") for one in request.intervals]
        positions: dict[StreamKey, int] = {}
        for stream in wanted:
            positions[stream.key] = (
                await market.store.head(stream.key) if stream.after is None else stream.after
            )
        yield _started(wanted, positions)
        resumed = [stream for stream in wanted if stream.after is not None]
        # The long way first, while nothing live waits in a bounded queue.
        for stream in resumed:
            async for response in self._catch_up(stream, positions, intervals):
                yield response
        keys = [stream.key for stream in wanted]
        subscriber = market.subscribers.add(keys, intervals)
        try:
            # What was published before this line is stored after it, and all else is live.
            await market.recorder.flush()
            for stream in resumed:
                async for response in self._catch_up(stream, positions, intervals):
                    yield response
            async for response in self._live(request, subscriber, positions):
                yield response
        finally:
            market.subscribers.remove(keys, subscriber)

    async def _live(
        self,
        request: pb.StreamMarketDataRequest,
        subscriber: Subscriber,
        positions: dict[StreamKey, int],
    ) -> AsyncIterator[pb.StreamMarketDataResponse]:
        heartbeat_s = HEARTBEAT_S
        if request.HasField("heartbeat_interval"):
            heartbeat_s = request.heartbeat_interval.ToTimedelta().total_seconds()
        while True:
            response = await subscriber.next(heartbeat_s)
            if response is None:
                yield self._heartbeat(positions)
                continue
            event = response.event
            key = StreamKey(event.instrument, TYPE_NAMES[event.type])
            if event.last_sequence > positions[key]:
                positions[key] = event.last_sequence
                yield response

    async def _catch_up(
        self, stream: _Wanted, positions: dict[StreamKey, int], intervals: Sequence[Interval]
    ) -> AsyncIterator[pb.StreamMarketDataResponse]:
        """Everything stored after the reader's position, which moves along."""
        key = stream.key
        head = await self._market.store.head(key)
        span = Span(
            stream.instrument, key.type, after=positions[key], before=head + 1, limit=ROWS_DEFAULT
        )
        async for message in self._stored(span, with_gaps=True, intervals=intervals):
            yield event_response(message)
        positions[key] = max(head, positions[key])

    async def _stored(
        self, span: Span, *, with_gaps: bool, intervals: Sequence[Interval] | None = None
    ) -> AsyncIterator[event_pb2.MarketDataEvent]:
        """The span in batches of its limit, by sequence, with the gaps between."""
        store = self._market.store
        key = StreamKey(span.instrument.id, span.type)
        after, head = span.after or 0, (span.before or 1) - 1
        while True:
            rows = await store.read(
                Span(
                    span.instrument,
                    span.type,
                    span.interval,
                    span.start_ns,
                    span.end_ns,
                    after,
                    span.before,
                    limit=span.limit,
                )
            )
            up_to = rows[-1].event.sequence if len(rows) == span.limit else head
            gaps = await store.lost(key, after, up_to) if with_gaps else []
            for message in self._in_order(key, rows, gaps, intervals):
                yield message
            if len(rows) < span.limit:
                return
            after = up_to

    def _in_order(
        self,
        key: StreamKey,
        rows: Sequence[Stored],
        gaps: Sequence[Lost],
        intervals: Sequence[Interval] | None,
    ) -> list[event_pb2.MarketDataEvent]:
        messages: list[event_pb2.MarketDataEvent] = []
        if key.type is MarketData.CANDLES and intervals is not None:
            rows = [row for row in rows if getattr(row.event, "interval", None) in intervals]
        # Cut where the feed changes and where a gap lies between two rows.
        ends = [gap.first for gap in gaps]
        runs = groupby(
            rows, lambda row: (row.origin, sum(end <= row.event.sequence for end in ends))
        )
        for (origin, _), run in runs:
            stamp = BatchStamp(self._market.log_id, origin.feed, origin.kind)
            messages += market_to_wire(stamp, [row.event for row in run])
        messages += [
            gap_event(self._market.log_id, key, gap.first, gap.last, gap.cause) for gap in gaps
        ]
        messages.sort(key=lambda message: message.first_sequence)
        return messages

    async def _wanted(self, request: pb.StreamMarketDataRequest) -> list[_Wanted]:
        """Every combination of the instruments and types, by the order of the request."""
        if request.log_id:
            self._check_log(request.log_id)
        after = {}
        for text in request.resume_after:
            word, name, sequence = text.split(":")
            after[StreamKey(name, MarketData(word))] = int(sequence)
        wanted = []
        for name in request.instruments:
            instrument = self._market.instruments.get(name)
            for number in request.types:
                key = StreamKey(instrument.id, stored_type(number))
                position = after.get(key)
                if request.log_id and not request.resume_after:
                    position = request.resume_after_sequence
                if position is not None:
                    await self._check_position(key, position)
                wanted.append(_Wanted(key, instrument, position))
        return wanted

    def _check_log(self, log_id: str) -> None:
        if log_id != self._market.log_id:
            raise LogChangedError(
                f"the position is of log {log_id[:64]}, this is log {self._market.log_id}; "
                "read the state anew and follow from there",
                metadata={"log_id": self._market.log_id},
            )

    async def _check_position(self, key: StreamKey, position: int) -> None:
        market = self._market
        await market.recorder.flush()
        head = await market.store.head(key)
        if position > head:
            raise LogChangedError(
                f"position {position} is beyond the end of {key.type} of {key.instrument}, "
                f"which is {head}; read the state anew and follow from there",
                metadata={"log_id": market.log_id, "head": str(head)},
            )
        oldest = await market.store.oldest(key)
        if position and position + 1 < oldest:
            raise OutOfRangeError(
                f"position {position} of {key.type} of {key.instrument} is no longer stored: "
                f"the oldest is {oldest}; read the state anew and follow from there",
                reason="EXPIRED",
                metadata={"oldest": str(oldest)},
            )

    def _heartbeat(self, positions: dict[StreamKey, int]) -> pb.StreamMarketDataResponse:
        beat = stream_pb2.Heartbeat(time=time_to_wire(self._clock.now_ns()))
        if len(positions) == 1:
            beat.position.log_id = self._market.log_id
            beat.position.sequence = next(iter(positions.values()))
        return pb.StreamMarketDataResponse(heartbeat=beat)


def stored_type(number: int) -> MarketData:
    """The type of a number of the contract.

    Raises:
        UnimplementedError: it is not recorded.
    """
    kind = TYPE_NAMES[event_pb2.MarketDataType.ValueType(number)]
    if kind not in STORED:
        raise UnimplementedError(
            f"{kind} are not recorded by this version; {', '.join(STORED)} are",
            reason="TYPE_NOT_RECORDED",
        )
    return kind


def _started(
    wanted: Sequence[_Wanted], positions: dict[StreamKey, int]
) -> pb.StreamMarketDataResponse:
    streams = [
        pb.MarketStreamStart(
            instrument=one.key.instrument,
            type=TYPE_NUMBERS[one.key.type],
            after_sequence=positions[one.key],
        )
        for one in wanted
    ]
    return pb.StreamMarketDataResponse(started=pb.MarketStreamsStarted(streams=streams))


def _rows(message: event_pb2.MarketDataEvent) -> int:
    """How many rows a batch has; none where it is a gap."""
    if message.WhichOneof("payload") != "batch":
        return 0
    chosen = len(message.batch.sequences)
    return chosen or message.last_sequence - message.first_sequence + 1
