"""The gRPC surface of the platform's own affairs; every process of ours serves it."""

from collections.abc import AsyncIterator, Callable
from typing import Any

from google.protobuf.duration_pb2 import Duration

from services.chassis.components import Components, Missing
from services.chassis.paging import page_request
from services.chassis.subjects import STREAMS, SUBJECTS, SubjectRule
from tradewire.codec.times import time_to_wire
from tradewire.errors import NotFoundError
from tradewire.system.v1 import bus_pb2, component_pb2
from tradewire.system.v1.system_service_pb2_grpc import SystemServiceServicer
from tradewire.types.v1.stream_pb2 import Gap, Heartbeat, StreamPosition

HEARTBEAT_S_DEFAULT = 15.0
"""The contract's, where a reader names none."""


class SystemApi(SystemServiceServicer):
    """Components and their events, and the table of the bus's subjects."""

    def __init__(self, components: Components, now_ns: Callable[[], int]) -> None:
        self._components = components
        self._now_ns = now_ns

    async def GetComponent(  # noqa: N802 - gRPC names its methods so.
        self,
        request: component_pb2.GetComponentRequest,
        context: Any,  # noqa: ARG002 - the same.
    ) -> component_pb2.Component:
        """One component."""
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
