"""The gRPC surface of the platform's own affairs; every process of ours serves it."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from typing import Any, Protocol

from google.protobuf.duration_pb2 import Duration

from services.chassis.answers import find_answer, store_answer
from services.chassis.bus import Bus
from services.chassis.components import Components, Missing
from services.chassis.events import stream_states
from services.chassis.outbox import on_the_bus
from services.chassis.own import OF_ITSELF, OUTBOX
from services.chassis.paging import page_request
from services.chassis.shelf import Redeliver, Shelf
from services.chassis.storage import Store
from services.chassis.subjects import STREAMS, SUBJECTS, SubjectRule
from tradewire.codec.times import time_to_wire
from tradewire.errors import NotFoundError, PreconditionError
from tradewire.system.v1 import bus_pb2, component_pb2
from tradewire.system.v1.system_service_pb2_grpc import SystemServiceServicer
from tradewire.types.v1.stream_pb2 import Gap, Heartbeat, StreamPosition


class Owned(Protocol):
    """What of a service's owner is needed here."""

    store: Store
    bus: Bus
    redeliver: dict[str, Redeliver]


DETAIL_MAX = 1_000
"""The contract's bound on a check's detail."""

HEARTBEAT_S_DEFAULT = 15.0
"""The contract's, where a reader names none."""


class SystemApi(SystemServiceServicer):
    """Components and their events, and the table of the bus's subjects."""

    def __init__(
        self, components: Components, now_ns: Callable[[], int], owner: Owned | None = None
    ) -> None:
        """Answer of ``components``; a process with a bus answers of dead letters too."""
        self._components = components
        self._now_ns = now_ns
        self._owner = owner
        self._replaying = asyncio.Lock()
        self._shelf = None if owner is None else Shelf(owner.bus, owner.redeliver)

    async def GetComponent(  # noqa: N802 - gRPC names its methods so.
        self,
        request: component_pb2.GetComponentRequest,
        context: Any,
    ) -> component_pb2.Component:
        """One component."""
        if OF_ITSELF in _texts(context) and request.component == self._components.own:
            return await self._myself()
        found = await self._components.all()
        for component in found:
            if component.component == request.component:
                return component
        known = ", ".join(component.component for component in found)
        raise NotFoundError(
            f"component {request.component} does not exist; there are {known}",
            reason="COMPONENT_NOT_FOUND",
            metadata={"component": request.component},
        )

    async def _myself(self) -> component_pb2.Component:
        """This process, and whether the bus has acknowledged all that its log has."""
        me = self._components.me()
        if self._owner is not None:
            states = await self._owner.store.read(stream_states)
            waits = [
                f"{one.stream} is acknowledged up to {one.published} of {one.head}"
                for one in states
                if on_the_bus(one.stream) and one.published < one.head
            ]
            me.checks.add(
                name=OUTBOX,
                passed=not waits,
                detail="; ".join(waits)[:DETAIL_MAX] or "all is published",
                check_time=time_to_wire(time.time_ns()),
            )
        return me

    async def ListComponents(  # noqa: N802 - gRPC names its methods so.
        self,
        request: component_pb2.ListComponentsRequest,
        context: Any,  # noqa: ARG002 - the same.
    ) -> component_pb2.ListComponentsResponse:
        """Every component that fits, by id."""
        page = page_request(request)
        found = [
            one
            for one in await self._components.all()
            if one.component > page.after
            and request.kind in {one.kind, component_pb2.COMPONENT_KIND_UNSPECIFIED}
            and request.state in {one.state, component_pb2.COMPONENT_STATE_UNSPECIFIED}
        ][: page.size + 1]
        cut = page.cut(found, [one.component for one in found])
        return component_pb2.ListComponentsResponse(
            components=cut.items, next_page_token=cut.next_page_token
        )

    async def StreamComponentEvents(  # noqa: N802 - gRPC names its methods so.
        self,
        request: component_pb2.StreamComponentEventsRequest,
        context: Any,  # noqa: ARG002 - the same.
    ) -> AsyncIterator[component_pb2.StreamComponentEventsResponse]:
        """What happens to components, from a position on."""
        components, respond = self._components, component_pb2.StreamComponentEventsResponse
        after = components.start_of(request.log_id, request.resume_after_sequence)
        silence_s = HEARTBEAT_S_DEFAULT
        if request.HasField("heartbeat_interval"):
            silence_s = request.heartbeat_interval.ToMilliseconds() / 1_000
        async for item in components.follow(after, silence_s):
            match item:
                case Missing(first, last):
                    gap = Gap(from_sequence=first, to_sequence=last, cause="expired")
                    yield respond(gap=gap)
                case int():
                    position = StreamPosition(log_id=components.log_id, sequence=item)
                    time = time_to_wire(self._now_ns())
                    yield respond(heartbeat=Heartbeat(time=time, position=position))
                case _ if request.component in {"", item.component}:
                    yield respond(event=item)
                case _:
                    pass

    async def ListBusSubjects(  # noqa: N802 - gRPC names its methods so.
        self,
        request: bus_pb2.ListBusSubjectsRequest,
        context: Any,  # noqa: ARG002 - the same.
    ) -> bus_pb2.ListBusSubjectsResponse:
        """The table of subjects, in its order."""
        page = page_request(request)
        start = int(page.after or 0)
        keys = [str(number) for number in range(start + 1, len(SUBJECTS) + 1)]
        rows = list(SUBJECTS[start : start + page.size + 1])
        cut = page.cut(rows, keys)
        return bus_pb2.ListBusSubjectsResponse(
            bus_subjects=map(_subject, cut.items), next_page_token=cut.next_page_token
        )

    async def ListDeadLetters(  # noqa: N802 - gRPC names its methods so.
        self,
        request: bus_pb2.ListDeadLettersRequest,
        context: Any,  # noqa: ARG002 - the same.
    ) -> bus_pb2.ListDeadLettersResponse:
        """What consumers could not handle, oldest first."""
        _, shelf = self._shelved()
        page = page_request(request)
        found = await shelf.list(request.consumer, int(page.after or 0), page.size + 1)
        cut = page.cut(found, [letter.dead_letter for letter in found])
        return bus_pb2.ListDeadLettersResponse(
            dead_letters=cut.items, next_page_token=cut.next_page_token
        )

    async def ReplayDeadLetter(  # noqa: N802 - gRPC names its methods so.
        self,
        request: bus_pb2.ReplayDeadLetterRequest,
        context: Any,  # noqa: ARG002 - the same.
    ) -> bus_pb2.DeadLetter:
        """One of them, once more."""
        owner, shelf = self._shelved()
        scope, content = "ReplayDeadLetter", request.SerializeToString(deterministic=True)
        async with self._replaying:
            if request.request_id:
                first = await owner.store.read(
                    lambda connection: find_answer(connection, scope, request.request_id, content)
                )
                if first is not None:
                    return bus_pb2.DeadLetter.FromString(first)
            letter = await shelf.replay(int(request.dead_letter))
            if request.request_id:
                answer = letter.SerializeToString(deterministic=True)
                await owner.store.write(
                    lambda connection: store_answer(
                        connection,
                        scope,
                        request.request_id,
                        content,
                        answer,
                        now_ns=self._now_ns(),
                    )
                )
            return letter

    def _shelved(self) -> tuple[Owned, Shelf]:
        if self._owner is None or self._shelf is None:
            raise PreconditionError(
                "this process has no bus, and so no dead letters; ask one that has",
                reason="NO_BUS",
            )
        return self._owner, self._shelf


def _texts(context: Any) -> set[tuple[str, str]]:
    """The metadata of a call, as far as this service looks at it."""
    return {(str(key), str(value)) for key, value in context.invocation_metadata() or ()}


def _subject(rule: SubjectRule) -> bus_pb2.BusSubject:
    row = bus_pb2.BusSubject(
        bus_subject=rule.topic,
        pattern=rule.pattern,
        wildcard=rule.wildcard,
        message=rule.envelope,
        owner=rule.owner,
        stream=rule.stream or "",
        durable=rule.durable,
        dead_letters=rule.dead_letters,
    )
    kept = next((stream for stream in STREAMS if stream.name == rule.stream), None)
    if kept is not None:
        row.max_age.CopyFrom(Duration(seconds=kept.age_s_max))
        row.max_bytes = kept.bytes_max
    return row
