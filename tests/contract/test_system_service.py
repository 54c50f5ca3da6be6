"""Components and subjects over real gRPC: who is ready, who is away, and what changed."""

import json
import os
from collections.abc import AsyncIterator
from pathlib import Path
from typing import ClassVar

import pytest

from services.chassis import components as watched
from services.chassis.components import Components
from services.chassis.config import Addresses, ServiceSettings
from services.chassis.metrics import Metrics
from services.chassis.server import Server
from services.chassis.subjects import SUBJECTS
from services.chassis.system import SystemApi
from tests.free_ports import free_port
from tradewire.channel import Channel, open_channel
from tradewire.errors import NotFoundError, OutOfRangeError
from tradewire.system.v1 import bus_pb2, component_pb2
from tradewire.system.v1.system_service_pb2_grpc import (
    SystemServiceStub,
    add_SystemServiceServicer_to_server,
)

READY = component_pb2.COMPONENT_STATE_READY
STARTING = component_pb2.COMPONENT_STATE_STARTING
CRASHED = component_pb2.COMPONENT_STATE_CRASHED


class RiskSettings(ServiceSettings):
    """The service that answers for all."""

    service: ClassVar[str] = "risk"


class ExecutionSettings(ServiceSettings):
    """Another service."""

    service: ClassVar[str] = "execution"


class Mesh:
    """One server that is risk, and execution whose health it can change."""

    def __init__(self, server: Server, other: Server, channel: Channel) -> None:
        self.server = server
        self.other = other
        self.stub = SystemServiceStub(channel)


@pytest.fixture
async def mesh(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Mesh]:
    """Risk and execution run, the others do not."""
    monkeypatch.setattr(watched, "FRESH_S", 0.0)
    monkeypatch.setattr(watched, "LOOK_S", 0.02)
    ports = {name: free_port() for name in Addresses.model_fields}
    addresses = Addresses(**{name: f"127.0.0.1:{port}" for name, port in ports.items()})
    settings = RiskSettings(
        addresses=addresses, data_dir=tmp_path, nats_url=f"nats://127.0.0.1:{free_port()}"
    )
    components = Components(settings, "0.1.0")
    server = Server(settings, Metrics("risk"))
    server.add(add_SystemServiceServicer_to_server, SystemApi(components, lambda: 1))
    await server.start()
    other_settings = ExecutionSettings(
        addresses=addresses, data_dir=tmp_path, nats_url=settings.nats_url
    )
    other = Server(other_settings, Metrics("execution"))
    others = Components(other_settings, "0.2.0", owner_log_id="execlog")
    other.add(add_SystemServiceServicer_to_server, SystemApi(others, lambda: 1))
    await other.start()
    async with open_channel(addresses.risk) as channel:
        yield Mesh(server, other, channel)
    await components.close()
    await others.close()
    await other.stop()
    await server.stop()


async def test_every_component_is_told_with_its_state(mesh: Mesh) -> None:
    """One that does not run is told too; one that nobody needs only where it runs."""
    answer = await mesh.stub.ListComponents(component_pb2.ListComponentsRequest())
    states = {one.component: one.state for one in answer.components}
    assert states == {
        "execution": READY,
        "gateway": CRASHED,
        "marketdata": CRASHED,
        "nats": CRASHED,
        "risk": READY,
        "signal": CRASHED,
    }
    by_name = {one.component: one for one in answer.components}
    assert by_name["risk"].pid == os.getpid()
    assert "does not answer" in by_name["signal"].detail
    assert not by_name["signal"].checks[0].passed


async def test_components_are_filtered_and_paged(mesh: Mesh) -> None:
    """By kind and state; a page's token leads to the rest."""
    request = component_pb2.ListComponentsRequest(
        kind=component_pb2.COMPONENT_KIND_SERVICE, state=READY, page_size=1
    )
    first = await mesh.stub.ListComponents(request)
    request.page_token = first.next_page_token
    second = await mesh.stub.ListComponents(request)
    names = [one.component for page in (first, second) for one in page.components]
    assert names == ["execution", "risk"]
    assert not second.next_page_token


async def test_one_component_is_read_by_its_name(mesh: Mesh) -> None:
    """An unknown one is an error that names those there are."""
    request = component_pb2.GetComponentRequest(component="execution")
    assert (await mesh.stub.GetComponent(request)).state == READY
    with pytest.raises(NotFoundError, match="execution, gateway"):
        await mesh.stub.GetComponent(component_pb2.GetComponentRequest(component="nobody"))


async def test_a_service_tells_of_its_own_process(mesh: Mesh) -> None:
    """Version, memory and log of another are its own word, on whatever host it runs."""
    request = component_pb2.GetComponentRequest(component="execution")
    other = await mesh.stub.GetComponent(request)
    assert (other.version, other.log_id, other.pid) == ("0.2.0", "execlog", os.getpid())
    assert other.resident_bytes > 10_000_000
    own = await mesh.stub.GetComponent(component_pb2.GetComponentRequest(component="risk"))
    assert (own.version, own.log_id) == ("0.1.0", "")
    assert own.resident_bytes > 10_000_000
    assert own.checks[0].passed


async def test_the_end_of_a_process_is_told_before_what_became_of_it(
    mesh: Mesh, tmp_path: Path
) -> None:
    """By its code or its signal; a stop that was asked for is expected."""
    entry = {"component": "signal", "state": "READY", "process": {"pid": 7, "started_s": 1.5}}
    stream = mesh.stub.StreamComponentEvents(
        component_pb2.StreamComponentEventsRequest(component="signal")
    )

    async def become(**fields: object) -> None:
        told = {"supervisor": {"pid": 1}, "components": [entry | fields]}
        (tmp_path / "runtime.json").write_text(json.dumps(told))

    async def exited() -> component_pb2.ComponentExited:
        while True:
            event = (await stream.read()).event
            if event.HasField("component_exited"):
                return event.component_exited

    await become(state="STARTING")
    while not (await stream.read()).event.component_changed.component.pid:
        pass
    await become(state="CRASHED", restarts=1, exit_code=-9, detail="killed by SIGKILL")
    killed = await exited()
    assert (killed.signal, killed.expected, killed.HasField("exit_code")) == (9, False, False)
    assert killed.error_output == "killed by SIGKILL"
    await become(state="STOPPED", restarts=1, exit_code=0)
    stopped = await exited()
    assert (stopped.exit_code, stopped.expected) == (0, True)


async def test_a_service_that_is_not_ready_is_starting(mesh: Mesh) -> None:
    """It lives and says so."""
    await mesh.other.set_ready(False)
    request = component_pb2.GetComponentRequest(component="execution")
    assert (await mesh.stub.GetComponent(request)).state == STARTING


async def test_what_a_supervisor_knows_is_told_too(mesh: Mesh, tmp_path: Path) -> None:
    """Restarts, process ids and why it is down; but never that one is ready who is not."""
    entry = {
        "component": "signal",
        "state": "FAILED",
        "detail": "exit code 1",
        "restarts": 5,
        "process": {"pid": 7, "started_s": 1.5},
    }
    told = {"supervisor": {"pid": 1}, "components": [entry, entry | {"component": "nats"}]}
    told["components"][1]["state"] = "READY"
    (tmp_path / "runtime.json").write_text(json.dumps(told))
    signal = await mesh.stub.GetComponent(component_pb2.GetComponentRequest(component="signal"))
    assert signal.state == component_pb2.COMPONENT_STATE_FAILED
    assert (signal.detail, signal.restart_count, signal.pid) == ("exit code 1", 5, 7)
    bus = await mesh.stub.GetComponent(component_pb2.GetComponentRequest(component="nats"))
    assert bus.state == CRASHED
    (tmp_path / "runtime.json").write_text("{")
    again = await mesh.stub.GetComponent(component_pb2.GetComponentRequest(component="signal"))
    assert again.state == CRASHED


async def test_changes_are_streamed_and_a_reader_resumes_without_loss(mesh: Mesh) -> None:
    """From the log's beginning, then as they happen; a quiet stream beats."""
    first = mesh.stub.StreamComponentEvents(
        component_pb2.StreamComponentEventsRequest(component="execution")
    )
    told = (await first.read()).event
    await mesh.other.set_ready(False)
    while told.component_changed.component.state != STARTING:
        told = (await first.read()).event
    assert told.component == "execution"
    resumed = mesh.stub.StreamComponentEvents(
        component_pb2.StreamComponentEventsRequest(
            log_id=told.log_id, resume_after_sequence=told.sequence - 1
        )
    )
    async for message in resumed:
        assert message.event.event_id == told.event_id
        break


async def test_a_position_of_another_log_is_refused(mesh: Mesh) -> None:
    """Another start of the process is another log."""
    request = component_pb2.StreamComponentEventsRequest(log_id="gone", resume_after_sequence=1)
    with pytest.raises(OutOfRangeError) as raised:
        async for _ in mesh.stub.StreamComponentEvents(request):
            pass
    assert raised.value.reason == "LOG_CHANGED"


async def test_the_table_of_subjects_is_the_bus_adapters_own(mesh: Mesh) -> None:
    """Every row, in order, over pages."""
    request = bus_pb2.ListBusSubjectsRequest(page_size=4)
    patterns: list[str] = []
    while True:
        page = await mesh.stub.ListBusSubjects(request)
        patterns += [row.pattern for row in page.bus_subjects]
        if not page.next_page_token:
            break
        request.page_token = page.next_page_token
    assert patterns == [rule.pattern for rule in SUBJECTS]


async def test_events_that_are_no_longer_kept_are_a_gap(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The reader must list anew, and is told so."""
    monkeypatch.setattr(watched, "EVENTS_MAX", 2)
    components = Components(RiskSettings(data_dir=tmp_path))
    for restarts in range(5):
        components._note(component_pb2.Component(component="risk", restart_count=restarts))
    items = []
    async for item in components.follow(1, silence_s=0.01):
        items.append(item)
        if isinstance(item, int):
            break
    await components.close()
    assert items[0] == watched.Missing(2, 3)
    sequences = [item.sequence for item in items if isinstance(item, component_pb2.ComponentEvent)]
    assert sequences[:2] == [4, 5]
