"""The instruments that execution knows: asked from market data, kept for when it is away."""

import asyncio
from collections.abc import Iterator

from services.chassis import logs
from services.chassis.bus import doubling_backoff
from services.chassis.storage import Store
from services.execution.store import read_instruments, write_instruments
from tradewire.channel import Channel
from tradewire.codec.instruments import instrument_from_wire
from tradewire.errors import DeadlineError, NotFoundError, TradewireError, UnavailableError
from tradewire.instruments import Instrument
from tradewire.marketdata.v1 import instrument_pb2
from tradewire.marketdata.v1.marketdata_service_pb2_grpc import MarketDataServiceStub

PAGE_SIZE = 1_000
"""The contract's largest page."""

LOG_EVERY = 30
"""One line a minute while market data is away."""

_log = logs.logger(__name__)


class Catalog:
    """Instruments by id; a mapping that grows."""

    def __init__(self) -> None:
        self.known: dict[str, Instrument] = {}

    def get(self, instrument: str) -> Instrument:
        """The instrument of an id.

        Raises:
            NotFoundError: it is not known here.
        """
        found = self.known.get(instrument)
        if found is None:
            raise NotFoundError(
                f"instrument {instrument[:70]!r} is not known to execution; list the instruments"
                " of marketdata for those there are",
                reason="INSTRUMENT_NOT_FOUND",
                metadata={"instrument": instrument[:70]},
            )
        return found

    def __iter__(self) -> Iterator[Instrument]:
        return iter(self.known.values())

    def add(self, messages: list[instrument_pb2.Instrument]) -> None:
        """Take instruments as the contract has them; one that cannot be read is left out."""
        for message in messages:
            try:
                self.known[message.instrument] = instrument_from_wire(message)
            except TradewireError as error:
                _log.error("instrument left out", instrument=message.instrument, error=str(error))


async def load_catalog(store: Store) -> Catalog:
    """The instruments that were kept; none at the first start."""
    catalog = Catalog()
    payloads = await store.read(read_instruments)
    catalog.add([instrument_pb2.Instrument.FromString(payload) for payload in payloads])
    return catalog


async def refresh(catalog: Catalog, store: Store, channel: Channel) -> None:
    """Ask market data for every instrument until it answers, and keep them."""
    messages = await _list_patiently(channel)
    catalog.add(messages)
    payloads = {each.instrument: each.SerializeToString() for each in messages}
    await store.write(lambda connection: write_instruments(connection, payloads))


async def _list_patiently(channel: Channel) -> list[instrument_pb2.Instrument]:
    attempt = 0
    while True:
        try:
            return await _list(channel)
        except (UnavailableError, DeadlineError) as error:
            attempt += 1
            if attempt % LOG_EVERY == 1:
                _log.warning("waiting for marketdata's instruments", error=error.message)
            await asyncio.sleep(doubling_backoff(attempt))


async def _list(channel: Channel) -> list[instrument_pb2.Instrument]:
    stub = MarketDataServiceStub(channel)
    found: list[instrument_pb2.Instrument] = []
    token = ""
    while True:
        request = instrument_pb2.ListInstrumentsRequest(page_size=PAGE_SIZE, page_token=token)
        page: instrument_pb2.ListInstrumentsResponse = await stub.ListInstruments(request)
        found.extend(page.instruments)
        token = page.next_page_token
        if not token:
            return found
