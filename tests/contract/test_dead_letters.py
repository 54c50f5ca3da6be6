"""Dead letters over real gRPC and a real bus: listed, replayed once, kept where they still fail."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any, ClassVar

import pytest

from services.chassis import tables
from services.chassis.bus import Bus
from services.chassis.components import Components
from services.chassis.config import Addresses, ServiceSettings
from services.chassis.delivery import Delivery
from services.chassis.dlq import DeadLetters
from services.chassis.events import Event
from services.chassis.metrics import Metrics
from services.chassis.nats_server import NatsServer
from services.chassis.outbox import Outbox
from services.chassis.process import Owner
from services.chassis.server import Server
from services.chassis.sqlite import SqliteStore
from services.chassis.subjects import signals
from services.chassis.system import SystemApi
from services.chassis.tails import Tails
from tradewire.channel import open_channel
from tradewire.client import Tradewire
from tradewire.errors import NotFoundError, PreconditionError
from tradewire.system.v1 import bus_pb2
from tradewire.system.v1.system_service_pb2_grpc import (
    SystemServiceStub,
    add_SystemServiceServicer_to_server,
)

CONSUMER = "execution-signals"


class ExecutionSettings(ServiceSettings):
    """The service that has the consumer."""

    service: ClassVar[str] = "execution"


class World:
    """A service with a bus, and what its consumer took again."""

    def __init__(self, bus: Bus, stub: Any, address: str) -> None:
        self.bus = bus
        self.address = address
        self.stub = stub
        self.taken: list[int] = []
        self.broken = ""

    async def take(self, delivery: Delivery) -> None:
        """The consumer: raises while it is broken."""
        if self.broken:
            raise ValueError(self.broken)
        self.taken.append(delivery.seq)

    async def put_aside(self, seq: int, consumer: str = CONSUMER) -> None:
        """What a follower does with an event that it cannot handle."""
        event = Event(signals("cross"), seq, f"e{seq}", "SignalGiven", 1, 2, "", b"payload")
        await DeadLetters(self.bus, consumer)(Delivery("siglog", event, 5), "ValueError: no", 5)

    async def numbers(self, **fields: Any) -> list[tuple[str, int]]:
        """Consumer and sequence of the letters of a list."""
        found = await self.stub.ListDeadLetters(bus_pb2.ListDeadLettersRequest(**fields))
        return [(letter.consumer, letter.sequence) for letter in found.dead_letters]

    async def replay(self, number: str, request_id: str = "") -> Any:
        """Replay one."""
        request = bus_pb2.ReplayDeadLetterRequest(dead_letter=number, request_id=request_id)
        return await self.stub.ReplayDeadLetter(request)


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    """Execution's system service with a bus of its own."""
    nats = await NatsServer(tmp_path / "nats").start()
    store = await SqliteStore.open(tmp_path / "execution.db")
    await store.write(tables.metadata.create_all)
    bus = await Bus.open(nats.url, name="execution")
    outbox = Outbox(store, bus, log_id="log", now_ns=lambda: 1)
    owner = Owner(store, bus, outbox, Tails(store, "log"), "log")
    settings = ExecutionSettings(
        addresses=Addresses(execution="127.0.0.1:0"), data_dir=tmp_path, nats_url=nats.url
    )
    components = Components(settings)
    server = Server(settings, Metrics("execution"))
    api = SystemApi(components, lambda: 1, owner)
    server.add(add_SystemServiceServicer_to_server, api)
    await server.start()
    address = f"127.0.0.1:{server.port}"
    async with open_channel(address) as channel:
        made = World(bus, SystemServiceStub(channel), address)
        owner.redeliver[CONSUMER] = made.take
        yield made
    await components.close()
    await server.stop()
    await bus.close()
    await store.close()
    await nats.kill()


async def test_letters_are_listed_oldest_first_by_consumer_and_in_pages(world: World) -> None:
    """With where they come from, what they are, and why they are here."""
    assert await world.numbers() == []
    for seq, consumer in ((1, CONSUMER), (2, "other"), (3, CONSUMER)):
        await world.put_aside(seq, consumer)
    assert await world.numbers() == [(CONSUMER, 1), ("other", 2), (CONSUMER, 3)]
    assert await world.numbers(consumer=CONSUMER) == [(CONSUMER, 1), (CONSUMER, 3)]
    request = bus_pb2.ListDeadLettersRequest(page_size=2)
    page = await world.stub.ListDeadLetters(request)
    first = page.dead_letters[0]
    assert (first.subject, first.log_id, first.attempt_count) == (signals("cross"), "siglog", 5)
    assert first.message == "tradewire.signal.v1.SignalEvent"
    assert (first.payload, first.reason) == (b"payload", "ValueError: no")
    assert first.record_time.seconds > 1_700_000_000
    request.page_token = page.next_page_token
    rest = await world.stub.ListDeadLetters(request)
    assert [letter.sequence for letter in rest.dead_letters] == [3]
    assert not rest.next_page_token


async def test_a_letter_is_replayed_once_and_stays_while_it_fails(world: World) -> None:
    """The error says why it failed again; taken, it is gone; a repeat gets the first answer."""
    await world.put_aside(7)
    (letter,) = (await world.stub.ListDeadLetters(bus_pb2.ListDeadLettersRequest())).dead_letters
    world.broken = "a price below zero"
    with pytest.raises(PreconditionError, match="ValueError: a price below zero") as still:
        await world.replay(letter.dead_letter, "r-1")
    assert still.value.reason == "STILL_DEAD"
    assert await world.numbers() == [(CONSUMER, 7)]
    world.broken = ""
    assert await world.replay(letter.dead_letter, "r-1") == letter
    assert await world.replay(letter.dead_letter, "r-1") == letter
    assert world.taken == [7]
    assert await world.numbers() == []
    with pytest.raises(NotFoundError, match="list them for their numbers"):
        await world.replay(letter.dead_letter)


async def test_the_client_reads_them_of_any_service_it_knows(world: World) -> None:
    """The system's own affairs need no address of their own."""
    await world.put_aside(1)
    for addresses in (world.address, {"execution": world.address}, {"risk": world.address}):
        async with Tradewire(addresses) as client:
            found = await client.system.ListDeadLetters(bus_pb2.ListDeadLettersRequest())
            assert [letter.sequence for letter in found.dead_letters] == [1]


async def test_a_letter_of_another_process_is_not_taken(world: World) -> None:
    """Its consumer has the state that the event is for."""
    await world.put_aside(1, "other")
    with pytest.raises(PreconditionError, match=f"here there are: {CONSUMER}") as elsewhere:
        await world.replay("1")
    assert elsewhere.value.reason == "CONSUMER_ELSEWHERE"
    assert await world.numbers() == [("other", 1)]
