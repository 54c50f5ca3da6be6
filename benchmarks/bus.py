"""A real NATS server and an owner's store of a row's own."""

import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from services.chassis import tables
from services.chassis.bus import Bus
from services.chassis.nats_server import NatsServer
from services.chassis.sqlite import SqliteStore


@asynccontextmanager
async def bus_and_folder() -> AsyncIterator[tuple[Bus, Path]]:
    """A connected bus with its streams, and a folder that goes with it."""
    with tempfile.TemporaryDirectory() as name:
        server = await NatsServer(Path(name) / "nats").start()
        bus = await Bus.open(server.url, name="bench")
        try:
            await bus.ensure_streams()
            yield bus, Path(name)
        finally:
            await bus.close()
            await server.kill()


async def owner_store(path: Path) -> SqliteStore:
    """A store with the chassis's tables."""
    store = await SqliteStore.open(path)
    await store.write(tables.metadata.create_all)
    return store
