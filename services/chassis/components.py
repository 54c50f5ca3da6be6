"""The platform's processes as one of them sees the others: asked, remembered, told on.

Any process can answer for all: it asks each service's health and whether the bus accepts
connections. On one machine a supervisor writes more into the runtime file of the data directory
(process ids, restarts, why one died), and that is told too. Nobody is asked while nobody asks.
"""

import asyncio
import contextlib
import json
import os
import secrets
import socket
import time
from collections import deque
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

import grpc
from grpc_health.v1 import health_pb2, health_pb2_grpc

from services.chassis import channels
from services.chassis.config import SERVICES, ServiceSettings
from services.chassis.failures import LogChangedError, position_without_log
from services.chassis.nats_client import without_password
from services.chassis.own import OF_ITSELF, resident_bytes
from tradewire.channel import Channel
from tradewire.codec.times import time_to_wire
from tradewire.errors import ExhaustedError, TradewireError
from tradewire.system.v1 import component_pb2
from tradewire.system.v1.system_service_pb2_grpc import SystemServiceStub

BUS: Final = "nats"
GATEWAY: Final = "gateway"
# Runs only where research is done; not listed while nobody listens there.
OPTIONAL: Final = frozenset({"backtest"})
RUNTIME_FILE: Final = "runtime.json"

LOOK_S = 2.0
"""Pause between two looks while somebody follows: a restart takes about so long."""

FRESH_S = 1.0
"""A list asked for again within this gets the same look."""

ASK_S_MAX = 1.0
"""A service that needs longer to say how it is, is not well."""

EVENTS_MAX = 1_000
"""Events kept for who comes back: changes are few, and this is hours of crashing."""

FOLLOWERS_MAX = 100
"""Each costs a wake-up a change; more dashboards than this on one machine are a fault."""

_READY = component_pb2.COMPONENT_STATE_READY
_STARTING = component_pb2.COMPONENT_STATE_STARTING
_CRASHED = component_pb2.COMPONENT_STATE_CRASHED
_STOPPED = component_pb2.COMPONENT_STATE_STOPPED


@dataclass(frozen=True, slots=True)
class Missing:
    """Events from ``first`` to ``last`` are no longer kept."""

    first: int
    last: int


class Components:
    """Looks at every component of the mesh that ``settings`` describe, and keeps what changed.

    Args:
        settings: of the process that looks.
        version: of its code.
        owner_log_id: of the log that it keeps; empty where it keeps none.
    """

    def __init__(
        self, settings: ServiceSettings, version: str = "", owner_log_id: str = ""
    ) -> None:
        self.log_id = secrets.token_hex(16)
        """Of the stream of components' events."""
        self.own = settings.service
        self._settings = settings
        self._version = version
        self._owner_log_id = owner_log_id
        self._began_ns = time.time_ns()
        self._channels: dict[str, Channel] = {}
        self._seen: dict[str, component_pb2.Component] = {}
        self._looked_s = 0.0
        self._looking = asyncio.Lock()
        self._events: deque[component_pb2.ComponentEvent] = deque(maxlen=EVENTS_MAX)
        self._head = 0
        self._changed = asyncio.Event()
        self._followers = 0
        self._watcher: asyncio.Task[None] | None = None

    async def all(self) -> list[component_pb2.Component]:
        """Every component as it is now, by id."""
        async with self._looking:
            if time.monotonic() - self._looked_s > FRESH_S:
                await self._look()
                self._looked_s = time.monotonic()
        return [self._seen[name] for name in sorted(self._seen)]

    def me(self) -> component_pb2.Component:
        """What this process knows of itself; whether it is ready its health tells."""
        return component_pb2.Component(
            component=self.own,
            kind=_kind_of(self.own),
            state=_READY,
            version=self._version,
            host=socket.gethostname(),
            pid=os.getpid(),
            endpoints=[component_pb2.Endpoint(name="grpc", address=self._settings.address)],
            start_time=time_to_wire(self._began_ns),
            resident_bytes=resident_bytes(os.getpid()),
            log_id=self._owner_log_id,
        )

    async def close(self) -> None:
        """Close the channels to the others."""
        if self._watcher is not None:
            self._watcher.cancel()
            await asyncio.gather(self._watcher, return_exceptions=True)
        for channel in self._channels.values():
            await channel.close()
        self._channels.clear()

    # -- following -------------------------------------------------------------------------

    def start_of(self, log_id: str, after: int) -> int:
        """Where a reader begins: after its position, or, naming neither, after the newest.

        Raises:
            InvalidArgumentError: a position of no log: its reader would miss what came since.
            LogChangedError: the position is of another log or beyond the end.
        """
        if not log_id:
            if after:
                raise position_without_log(after)
            return self._head
        if log_id != self.log_id or after > self._head:
            raise LogChangedError(
                f"position {after} of log {log_id[:64]} is none of log {self.log_id}, which began "
                "with this process; list the components and follow from there",
                reason="LOG_CHANGED",
                metadata={"log_id": self.log_id, "head": str(self._head)},
            )
        return after

    async def follow(
        self, after: int, silence_s: float
    ) -> AsyncIterator[component_pb2.ComponentEvent | Missing | int]:
        """Events after ``after``, what is missing of them, and the head after each silence.

        Raises:
            ExhaustedError: too many follow already.
        """
        if self._followers >= FOLLOWERS_MAX:
            raise ExhaustedError(
                f"{FOLLOWERS_MAX} readers follow the components already; close some",
                retry_after_ms=1_000,
            )
        self._followers += 1
        if self._watcher is None or self._watcher.done():
            self._watcher = asyncio.create_task(self._watch(), name="components")
        try:
            async for item in self._follow(after, silence_s):
                yield item
        finally:
            self._followers -= 1

    async def _follow(
        self, after: int, silence_s: float
    ) -> AsyncIterator[component_pb2.ComponentEvent | Missing | int]:
        while True:
            # Taken before the look: a change in between sets it.
            changed = self._changed
            first = self._head - len(self._events) + 1
            if after + 1 < first:
                yield Missing(after + 1, first - 1)
                after = first - 1
            for event in [one for one in self._events if one.sequence > after]:
                yield event
                after = event.sequence
            try:
                async with asyncio.timeout(silence_s):
                    await changed.wait()
            except TimeoutError:
                yield self._head

    async def _watch(self) -> None:
        while self._followers:
            await self.all()
            await asyncio.sleep(LOOK_S)

    # -- looking ---------------------------------------------------------------------------

    async def _look(self) -> None:
        supervised = await asyncio.to_thread(read_runtime, self._settings.data_dir)
        names = (BUS, *SERVICES)
        found = await asyncio.gather(*(self._component(name, supervised) for name in names))
        for component in found:
            name = component.component
            away = component.state in {_CRASHED, _STOPPED}
            if name in OPTIONAL and away and name not in self._seen and name not in supervised:
                continue
            self._note(component, supervised.get(name, {}).get("exit_code"))

    def _append(self, name: str, **payload: Any) -> None:
        now = time_to_wire(time.time_ns())
        self._head += 1
        self._events.append(
            component_pb2.ComponentEvent(
                log_id=self.log_id,
                sequence=self._head,
                event_id=f"{self.log_id[:16]}{self._head:016x}",
                component=name,
                event_time=now,
                record_time=now,
                **payload,
            )
        )

    def _note(self, component: component_pb2.Component, exit_code: int | None = None) -> None:
        """Keep it, and tell on what changed: state, process or checks, not the look's time."""
        name, now = component.component, time_to_wire(time.time_ns())
        before = self._seen.get(name)
        if before is not None and _key(before) == _key(component):
            component.state_time.CopyFrom(before.state_time)
            self._seen[name] = component
            return
        component.state_time.CopyFrom(now)
        self._seen[name] = component
        if before is not None and (exited := _exit_of(before, component, exit_code)) is not None:
            self._append(name, component_exited=exited)
        previous = component_pb2.COMPONENT_STATE_UNSPECIFIED if before is None else before.state
        self._append(
            name,
            component_changed=component_pb2.ComponentChanged(
                previous_state=previous, component=component
            ),
        )
        changed, self._changed = self._changed, asyncio.Event()
        changed.set()

    async def _component(
        self, name: str, supervised: Mapping[str, Mapping[str, Any]]
    ) -> component_pb2.Component:
        # A password in the bus's URL is nobody's affair who asks how it is.
        bus = without_password(self._settings.nats_url)
        address = bus if name == BUS else self._settings.addresses.of(name)
        kept = supervised.get(name, {})
        state, detail = await self._state(name, address)
        if state != _READY and kept.get("state"):
            # Its supervisor knows whether it starts, died or was stopped, and why.
            state = _state_of(str(kept["state"]), state)
            detail = str(kept.get("detail") or detail)
        protocol = {BUS: "nats", GATEWAY: "http"}.get(name, "grpc")
        component = component_pb2.Component(
            component=name,
            kind=_kind_of(name),
            state=state,
            detail=detail[:1000],
            restart_count=int(kept.get("restarts") or 0),
            endpoints=[component_pb2.Endpoint(name=protocol, address=address)],
            checks=[
                component_pb2.Check(
                    name="health",
                    passed=state == _READY,
                    detail=detail[:1000] or "serving",
                    check_time=time_to_wire(time.time_ns()),
                )
            ],
        )
        self._add_process(component, kept)
        if state == _READY and name not in {BUS, GATEWAY, self.own}:
            await self._add_told(component)
        return component

    def _add_process(self, component: component_pb2.Component, kept: Mapping[str, Any]) -> None:
        """The process, where the supervisor wrote it down or it is this one."""
        process = kept.get("process") or {}
        if component.component == self.own:
            _take_process(component, self.me())
        elif process:
            component.pid = int(process["pid"])
            component.start_time.CopyFrom(time_to_wire(int(process["started_s"] * 1e9)))
            component.host = socket.gethostname()
            component.resident_bytes = resident_bytes(component.pid)
        if component.component == GATEWAY:
            # It speaks no gRPC that could be asked; it is of the supervisor's own installation.
            component.version = str(kept.get("version") or "")

    async def _add_told(self, component: component_pb2.Component) -> None:
        """What a service tells of its own process, on whatever host it is."""
        stub = SystemServiceStub(self._channels[component.component])
        request = component_pb2.GetComponentRequest(component=component.component)
        with contextlib.suppress(TradewireError, grpc.RpcError):
            told = await stub.GetComponent(request, timeout=ASK_S_MAX, metadata=(OF_ITSELF,))
            _take_process(component, told)

    async def _state(
        self, name: str, address: str
    ) -> "tuple[component_pb2.ComponentState.ValueType, str]":
        if name in {BUS, GATEWAY}:
            host, port = _host_port(address)
            if await _accepts(host, port):
                return _READY, ""
            return _CRASHED, f"nobody listens at {address}"
        status = await self._health(name)
        if status == health_pb2.HealthCheckResponse.SERVING:
            return _READY, ""
        if status is None:
            return _CRASHED, f"does not answer at {address}"
        return _STARTING, "it is up and says that it is not ready; its log says what it waits for"

    async def _health(self, name: str) -> int | None:
        if name not in self._channels:
            self._channels[name] = channels.looking(self._settings, name)
        # The stubs of grpcio-health-checking do not know their own methods.
        stub: Any = health_pb2_grpc.HealthStub(self._channels[name])
        try:
            answer = await stub.Check(health_pb2.HealthCheckRequest(), timeout=ASK_S_MAX)
        except (TradewireError, grpc.RpcError):
            return None
        return int(answer.status)


def _take_process(component: component_pb2.Component, told: component_pb2.Component) -> None:
    component.version, component.host = told.version, told.host
    component.pid, component.log_id = told.pid, told.log_id
    component.resident_bytes = told.resident_bytes
    component.start_time.CopyFrom(told.start_time)


def _exit_of(
    before: component_pb2.Component, now: component_pb2.Component, exit_code: int | None
) -> component_pb2.ComponentExited | None:
    """That its process ended between two looks; None where it goes on, or never ran."""
    stopped = now.state == _STOPPED and before.state != _STOPPED
    if not before.pid or not (stopped or now.restart_count > before.restart_count):
        return None
    exited = component_pb2.ComponentExited(expected=stopped, error_output=now.detail)
    if exit_code is not None and exit_code < 0:
        exited.signal = -exit_code
    elif exit_code is not None:
        exited.exit_code = exit_code
    return exited


def read_runtime(data_dir: Path) -> dict[str, dict[str, Any]]:
    """What a supervisor wrote of each component; empty where there is none or it is not ours."""
    with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
        values = json.loads((data_dir / RUNTIME_FILE).read_text())
        if values["supervisor"] is not None:
            version = {"version": values.get("version")}
            return {str(one["component"]): {**one, **version} for one in values["components"]}
    return {}


async def _accepts(host: str, port: int) -> bool:
    with contextlib.suppress(OSError, TimeoutError):
        async with asyncio.timeout(ASK_S_MAX):
            _, writer = await asyncio.open_connection(host, port)
            writer.close()
            return True
    return False


def _host_port(address: str) -> tuple[str, int]:
    parts = urlsplit(address if "//" in address else f"//{address}")
    return parts.hostname or "", parts.port or 0


def _kind_of(name: str) -> "component_pb2.ComponentKind.ValueType":
    if name == BUS:
        return component_pb2.COMPONENT_KIND_BUS
    if name == GATEWAY:
        return component_pb2.COMPONENT_KIND_GATEWAY
    return component_pb2.COMPONENT_KIND_SERVICE


def _state_of(
    name: str, otherwise: "component_pb2.ComponentState.ValueType"
) -> "component_pb2.ComponentState.ValueType":
    """A supervisor's word; READY is not believed of one that does not answer."""
    value = component_pb2.ComponentState.items()
    known = {key.removeprefix("COMPONENT_STATE_"): number for key, number in value}
    return otherwise if name == "READY" else known.get(name, otherwise)


def _key(component: component_pb2.Component) -> tuple[object, ...]:
    checks = tuple((check.name, check.passed, check.detail) for check in component.checks)
    return component.state, component.detail, component.pid, component.restart_count, checks
