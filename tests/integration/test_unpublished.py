"""The end of a replay waits for the bus: what it lacks of an owner's log is told by stream."""

import asyncio
from dataclasses import dataclass, field
from pathlib import Path
from typing import ClassVar

from console.unpublished import unpublished
from services.chassis.bus import Bus
from services.chassis.components import Components
from services.chassis.config import Addresses, ServiceSettings
from services.chassis.events import NewEvent, append
from services.chassis.metrics import Metrics
from services.chassis.outbox import Outbox
from services.chassis.server import Server
from services.chassis.shelf import Redeliver
from services.chassis.storage import Store
from services.chassis.subjects import orders
from services.chassis.system import SystemApi
from tests.free_ports import free_port
from tests.integration.conftest import NOW_NS
from tradewire.system.v1.system_service_pb2_grpc import add_SystemServiceServicer_to_server

STREAM = orders("paper")


class ExecutionSettings(ServiceSettings):
    """The owner."""

    service: ClassVar[str] = "execution"


@dataclass
class Owned:
    """What of it is asked for."""

    store: Store
    bus: Bus
    redeliver: dict[str, Redeliver] = field(default_factory=dict)


async def test_what_the_bus_has_not_acknowledged_is_waited_for_and_then_named(
    tmp_path: Path, owner: Store, bus: Bus
) -> None:
    """While nobody publishes it stays; then the wait ends by itself; one that is away is named."""
    for number in (1, 2):
        event = NewEvent(f"event {number}", "OrderAccepted", NOW_NS, NOW_NS, b"{}")
        await owner.write(lambda connection, event=event: append(connection, STREAM, event))  # type: ignore[misc]  # mypy does not infer a default's type.
    address = f"127.0.0.1:{free_port()}"
    settings = ExecutionSettings(addresses=Addresses(execution=address), data_dir=tmp_path)
    components, server = Components(settings), Server(settings, Metrics("execution"))
    api = SystemApi(components, lambda: NOW_NS, Owned(owner, bus))
    server.add(add_SystemServiceServicer_to_server, api)
    await server.start()
    addresses = {"execution": address}
    try:
        left = await unpublished(addresses, within_s=0.0)
        assert left == [f"execution: {STREAM} is acknowledged up to 0 of 2"]
        waiting = asyncio.create_task(unpublished(addresses, within_s=60.0))
        outbox = Outbox(owner, bus, log_id="log", now_ns=lambda: NOW_NS)
        publishing = asyncio.create_task(outbox.run())
        assert await waiting == []
        publishing.cancel()
        await asyncio.gather(publishing, return_exceptions=True)
    finally:
        await components.close()
        await server.stop()
    (away,) = await unpublished(addresses, within_s=0.0)
    assert away.startswith("execution does not answer")
