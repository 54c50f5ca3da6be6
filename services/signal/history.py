"""What strategies ask of marketdata: instruments, and the candles that the bus did not bring."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from services.chassis import logs
from services.chassis.bus import doubling_backoff
from tradewire.channel import Channel
from tradewire.codec.decimals import decimal_from_wire
from tradewire.codec.enums import INTERVAL
from tradewire.codec.instruments import instrument_from_wire
from tradewire.codec.times import time_from_wire, time_to_wire
from tradewire.decimals import mantissa_of
from tradewire.errors import DeadlineError, TradewireError, UnavailableError
from tradewire.instruments import Instrument
from tradewire.market import Candle, Interval
from tradewire.marketdata.v1 import candle_pb2, instrument_pb2, marketdata_service_pb2_grpc

T = TypeVar("T")

CALL_S_MAX = 3.0
"""One page of candles takes milliseconds; a marketdata that starts may take a moment more."""

_log = logs.logger(__name__)


@dataclass(frozen=True, slots=True)
class Page:
    """Closed candles of one length, oldest first.

    Attributes:
        log_id: marketdata's log; empty where it did not answer.
        sequence: up to here, of the stream of all the instrument's candles, none is missing.
    """

    candles: Sequence[Candle] = ()
    log_id: str = ""
    sequence: int = 0


class MarketHistory:
    """The marketdata service as strategies see it."""

    def __init__(self, channel: Channel, wait_s: float) -> None:
        """Ask over ``channel``, and wait ``wait_s`` at most for candles."""
        self._stub = marketdata_service_pb2_grpc.MarketDataServiceStub(channel)
        self._wait_s = wait_s
        self._known: dict[str, Instrument] = {}

    async def instruments(self, names: Sequence[str]) -> dict[str, Instrument]:
        """The instruments by id.

        It waits for a marketdata that is away: nothing can be done without them.

        Raises:
            NotFoundError: marketdata does not have one.
        """
        for name in names:
            if name not in self._known:
                self._known[name] = await _persist(partial(self._get, name), name, None)
        return {name: self._known[name] for name in names}

    async def candles(
        self, instrument: Instrument, interval: Interval, *, after_ns: int, count: int
    ) -> Page:
        """The last ``count`` closed candles that closed after ``after_ns``.

        Where marketdata stays away for the time to wait, or refuses, there are none, and the log
        says why. One that has just begun refuses longer candles until the first one is closed.
        """
        if count == 0:
            return Page()
        what = f"{instrument.id} {interval}"
        try:
            page = await _persist(
                lambda: self._newest(instrument, interval, after_ns, count), what, self._wait_s
            )
            found = [candle_from_wire(one, instrument, interval) for one in page.candles]
        except TradewireError as error:
            _log.warning("no history", candles=what, error=str(error))
            return Page()
        candles = [candle for candle in reversed(found) if candle.close_ns > after_ns]
        if after_ns and len(candles) == count and candles[0].open_ns > after_ns:
            _log.warning("older candles are left out", candles=what, limit=count)
        return Page(candles, page.as_of.log_id, page.as_of.sequence)

    async def _get(self, name: str) -> Instrument:
        message = await self._stub.GetInstrument(
            instrument_pb2.GetInstrumentRequest(instrument=name), timeout=CALL_S_MAX
        )
        return instrument_from_wire(message)

    async def _newest(
        self, instrument: Instrument, interval: Interval, after_ns: int, count: int
    ) -> candle_pb2.ListCandlesResponse:
        request = candle_pb2.ListCandlesRequest(
            instrument=instrument.id,
            interval=INTERVAL.numbers[interval],
            newest_first=True,
            page_size=count,
        )
        if after_ns:
            request.start_time.CopyFrom(time_to_wire(after_ns))
        return await self._stub.ListCandles(request, timeout=CALL_S_MAX)


async def _persist(ask: Callable[[], Awaitable[T]], what: str, wait_s: float | None) -> T:
    """Ask until there is an answer; give up after ``wait_s``, or never for None.

    Raises:
        TradewireError: the answer is a refusal, or the peer stayed away.
    """
    until_s = None if wait_s is None else time.monotonic() + wait_s
    attempt = 0
    while True:
        try:
            return await ask()
        except (UnavailableError, DeadlineError) as error:
            attempt += 1
            pause_s = doubling_backoff(attempt)
            if until_s is not None and time.monotonic() + pause_s > until_s:
                raise
            if attempt == 1:
                _log.info("waiting for marketdata", asked=what, error=str(error))
            await asyncio.sleep(pause_s)


def candle_from_wire(
    message: candle_pb2.Candle, instrument: Instrument, interval: Interval
) -> Candle:
    """The candle of a message.

    Raises:
        InvalidArgumentError: a price or quantity that the instrument cannot have.
    """

    def price(text: str, what: str) -> int:
        return instrument.price_mantissa(decimal_from_wire(text, what))

    turnover_exponent = instrument.price_exponent + instrument.size_exponent
    open_ns = time_from_wire(message.open_time, "open_time")
    return Candle(
        instrument=instrument,
        interval=interval,
        open_ns=open_ns,
        open_mantissa=price(message.open, "open"),
        high_mantissa=price(message.high, "high"),
        low_mantissa=price(message.low, "low"),
        close_mantissa=price(message.close, "close"),
        volume_mantissa=instrument.size_mantissa(decimal_from_wire(message.volume, "volume")),
        turnover_mantissa=mantissa_of(
            decimal_from_wire(message.turnover, "turnover"), turnover_exponent, "turnover"
        ),
        trade_count=message.trade_count,
        init_ns=open_ns + interval.ns,
        sequence=message.sequence,
    )
