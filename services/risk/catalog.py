"""The instruments that risk knows: its own copy first, then market data's list.

The copy lets risk go on after a restart while market data is away; prices are another
matter, and without one the rules refuse.
"""

import asyncio
from collections.abc import Callable, Iterable

from services.chassis import logs
from services.chassis.bus import doubling_backoff
from services.chassis.storage import Store
from services.risk.store import write_instruments
from tradewire.channel import Channel
from tradewire.codec.instruments import instrument_from_wire
from tradewire.errors import DeadlineError, NotFoundError, TradewireError, UnavailableError
from tradewire.instruments import Instrument
from tradewire.marketdata.v1 import instrument_pb2
from tradewire.marketdata.v1.marketdata_service_pb2_grpc import MarketDataServiceStub

PAGE_SIZE = 1_000
"""The contract's largest page: the fewest calls for the whole list."""

PAGES_MAX = 100
"""A hundred thousand instruments: no venue has more, and a list without end is a fault."""

ASK_S_MAX = 0.5
"""What a verdict waits for an unknown instrument at most; after it the rules refuse."""

MESSAGE_EVERY = 10
"""Attempts of one wait between two lines in the log: the first, then every half minute."""

_log = logs.logger(__name__)


class Catalog:
    """Instruments by id. ``on_new`` is told of each new one, before it is returned."""

    def __init__(
        self, channel: Channel, store: Store, on_new: Callable[[Instrument], None]
    ) -> None:
        self.listed = asyncio.Event()
        """Set once market data's whole list was read."""
        self.by_id: dict[str, Instrument] = {}
        self._stub = MarketDataServiceStub(channel)
        self._store = store
        self._on_new = on_new

    def take(self, payload: bytes) -> None:
        """Know an instrument from risk's own copy.

        Raises:
            InvalidArgumentError: the copy breaks the contract.
        """
        self._add(instrument_pb2.Instrument.FromString(payload))

    async def read_all(self) -> None:
        """Read market data's list, waiting for it as long as it takes."""
        attempt = 0
        while True:
            try:
                await self._list()
            except (UnavailableError, DeadlineError) as error:
                attempt += 1
                if attempt % MESSAGE_EVERY == 1:
                    _log.warning("instruments wait for market data", error=error.message)
                await asyncio.sleep(doubling_backoff(attempt))
                continue
            self.listed.set()
            return

    async def need(self, instrument: str) -> Instrument:
        """The instrument, asking market data where it is unknown, as long as it is away.

        Raises:
            NotFoundError: market data does not know it either.
        """
        attempt = 0
        while (found := self.by_id.get(instrument)) is None:
            try:
                await self._get(instrument)
            except (UnavailableError, DeadlineError) as error:
                attempt += 1
                if attempt % MESSAGE_EVERY == 1:
                    _log.warning("waiting for an instrument", id=instrument, error=error.message)
                await asyncio.sleep(doubling_backoff(attempt))
        return found

    async def look_up(self, instrument: str) -> None:
        """Ask for an unknown instrument once and briefly; what fails is left to the rules."""
        if instrument in self.by_id:
            return
        try:
            await self._get(instrument)
        except NotFoundError:
            return
        except TradewireError as error:
            _log.warning("instrument not known", id=instrument, error=error.message)

    async def _get(self, instrument: str) -> None:
        request = instrument_pb2.GetInstrumentRequest(instrument=instrument)
        await self._keep([await self._stub.GetInstrument(request, timeout=ASK_S_MAX)])

    async def _list(self) -> None:
        token = ""
        for _ in range(PAGES_MAX):
            request = instrument_pb2.ListInstrumentsRequest(page_size=PAGE_SIZE, page_token=token)
            page = await self._stub.ListInstruments(request)
            await self._keep(page.instruments)
            token = page.next_page_token
            if not token:
                return
        _log.error("instruments beyond the limit are left out", pages=PAGES_MAX)

    async def _keep(self, messages: Iterable[instrument_pb2.Instrument]) -> None:
        rows = {
            message.instrument: message.SerializeToString(deterministic=True)
            for message in messages
            if message.instrument not in self.by_id
        }
        if rows:
            await self._store.write(lambda connection: write_instruments(connection, rows))
        for message in messages:
            self._add(message)

    def _add(self, message: instrument_pb2.Instrument) -> None:
        if message.instrument in self.by_id:
            return
        found = instrument_from_wire(message)
        self._on_new(found)
        self.by_id[found.id] = found
