"""Reading risk's log: verdicts, events of an account, the audit."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, select

from services.chassis.events import find_event, head, read_range
from services.chassis.failures import LogChangedError
from services.chassis.paging import PageRequest, page_request
from services.chassis.storage import Store
from services.chassis.subjects import risk
from services.chassis.tables import events_table
from services.risk.records import verdict_of
from services.risk.tables import entries_table
from tradewire.codec.times import time_from_wire, time_to_wire
from tradewire.errors import NotFoundError
from tradewire.risk.v1 import (
    event_pb2,
    event_requests_pb2,
    verdict_pb2,
    verdict_requests_pb2,
)
from tradewire.types.v1.stream_pb2 import StreamPosition
from tradewire.types.v1.trading_pb2 import RefusalReason

KIND = event_requests_pb2.RiskEventKind
# What the audit leaves out unless it is asked for.
ROUTINE = (
    KIND.RISK_EVENT_KIND_VERDICT,
    KIND.RISK_EVENT_KIND_RESERVATION_RELEASED,
    KIND.RISK_EVENT_KIND_PORTFOLIO_SNAPSHOT,
)

BYTES_MAX = 3_000_000
"""A page ends before gRPC's 4 MB: a verdict with its rules is some 4 KB, and a page may be asked
for with a thousand of them."""


class History:
    """Queries on the log; each reads one consistent snapshot."""

    def __init__(self, store: Store, log_id: str) -> None:
        self._store = store
        self._log_id = log_id

    async def verdict(self, verdict_id: str) -> verdict_pb2.Verdict:
        """One verdict, as it was given.

        Raises:
            NotFoundError: there is none of this id.
        """
        event = await self._store.read(lambda connection: find_event(connection, verdict_id))
        found = None if event is None else event_pb2.RiskEvent.FromString(event.payload)
        if found is None or found.WhichOneof("payload") != "verdict":
            raise NotFoundError(
                f"there is no verdict {verdict_id}; list the verdicts",
                reason="VERDICT_NOT_FOUND",
                metadata={"verdict": verdict_id},
            )
        return verdict_of(found)

    async def verdicts(
        self, request: verdict_requests_pb2.ListVerdictsRequest
    ) -> verdict_requests_pb2.ListVerdictsResponse:
        """Verdicts, newest first."""
        page = page_request(request)
        query = _newest(page.size + 1, page.after).where(*_verdict_filters(request))
        rows = await self._store.read(lambda connection: connection.execute(query).all())
        page = _fitting(page, [len(row.payload) for row in rows])
        cut = page.cut(rows[: page.size + 1], [str(row.ordinal) for row in rows])
        return verdict_requests_pb2.ListVerdictsResponse(
            verdicts=[verdict_of(_event_of(row)) for row in cut.items],
            next_page_token=cut.next_page_token,
        )

    async def audit(
        self, request: event_requests_pb2.ListAuditEntriesRequest
    ) -> event_requests_pb2.ListAuditEntriesResponse:
        """Who changed what, newest first."""
        page = page_request(request)
        entry = entries_table.c
        wanted: list[ColumnElement[bool]] = [
            entry.kind == request.kind if request.kind else entry.kind.not_in(ROUTINE)
        ]
        if request.account:
            wanted.append(entry.account == request.account)
        if request.actor:
            wanted.append(entry.actor == request.actor)
        wanted += _between(request)
        query = _newest(page.size + 1, page.after).where(*wanted)
        rows = await self._store.read(lambda connection: connection.execute(query).all())
        page = _fitting(page, [len(row.payload) for row in rows])
        cut = page.cut(rows[: page.size + 1], [str(row.ordinal) for row in rows])
        return event_requests_pb2.ListAuditEntriesResponse(
            entries=[_audit_entry(row) for row in cut.items], next_page_token=cut.next_page_token
        )

    async def events(
        self, request: event_requests_pb2.ListRiskEventsRequest
    ) -> event_requests_pb2.ListRiskEventsResponse:
        """A range of an account's events, oldest first.

        Raises:
            LogChangedError: the sequences are of another log.
        """
        if request.log_id not in {"", self._log_id}:
            raise LogChangedError(
                f"the sequences are of log {request.log_id}, this is log {self._log_id}; read the"
                " state anew and begin from there",
                metadata={"log_id": self._log_id},
            )
        page, stream = page_request(request), risk(request.account)
        after = int(page.after) if page.after else request.after_sequence
        until = request.until_sequence or None

        def read(connection: Connection) -> tuple[list[event_pb2.RiskEvent], int]:
            newest = head(connection, stream)
            found: list[event_pb2.RiskEvent] = []
            at, size = after, 0
            while len(found) <= page.size and size <= BYTES_MAX:
                events = read_range(connection, stream, at, limit=page.size + 1, up_to_seq=until)
                if not events:
                    break
                at = events[-1].seq
                messages = map(event_pb2.RiskEvent.FromString, (each.payload for each in events))
                found += [each for each in messages if _is_kind(each, request.kind)]
                size = sum(each.ByteSize() for each in found)
            return found[: page.size + 1], newest

        found, newest = await self._store.read(read)
        page = _fitting(page, [event.ByteSize() for event in found])
        cut = page.cut(found[: page.size + 1], [str(event.sequence) for event in found])
        return event_requests_pb2.ListRiskEventsResponse(
            events=cut.items,
            next_page_token=cut.next_page_token,
            as_of=StreamPosition(log_id=self._log_id, sequence=newest),
        )

    async def position(self, account: str) -> StreamPosition:
        """The last position of an account's risk stream."""
        newest = await self._store.read(lambda connection: head(connection, risk(account)))
        return StreamPosition(log_id=self._log_id, sequence=newest)


def _fitting(page: PageRequest, sizes: Sequence[int]) -> PageRequest:
    """The page, smaller where so many items would be more bytes than a message may have."""
    total = 0
    for count, size in enumerate(sizes[: page.size]):
        total += size
        if total > BYTES_MAX and count:
            return replace(page, size=count)
    return page


def _newest(limit: int, after: str) -> Select[Any]:
    query = (
        select(entries_table, events_table.c.payload)
        .join(
            events_table,
            (entries_table.c.stream == events_table.c.stream)
            & (entries_table.c.seq == events_table.c.seq),
        )
        .order_by(entries_table.c.ordinal.desc())
        .limit(limit)
    )
    return query.where(entries_table.c.ordinal < int(after)) if after else query


def _verdict_filters(
    request: verdict_requests_pb2.ListVerdictsRequest,
) -> list[ColumnElement[bool]]:
    entry = entries_table.c
    wanted = [entry.kind == KIND.RISK_EVENT_KIND_VERDICT, *_between(request)]
    for name in ("account", "strategy", "cause", "client_order_id", "instrument"):
        value = getattr(request, name)
        if value:
            wanted.append(entry[name] == value)
    outcome = verdict_requests_pb2.VerdictOutcome
    if request.outcome:
        wanted.append(entry.approved.is_(request.outcome == outcome.VERDICT_OUTCOME_APPROVED))
    if request.reason:
        name = RefusalReason.Name(request.reason).removeprefix("REFUSAL_REASON_")
        wanted.append(entry.refusals.contains(f",{name},", autoescape=True))
    return wanted


def _between(
    request: verdict_requests_pb2.ListVerdictsRequest | event_requests_pb2.ListAuditEntriesRequest,
) -> list[ColumnElement[bool]]:
    recorded = entries_table.c.recorded_ns
    wanted = []
    if request.HasField("start_time"):
        wanted.append(recorded >= time_from_wire(request.start_time, "start_time"))
    if request.HasField("end_time"):
        wanted.append(recorded < time_from_wire(request.end_time, "end_time"))
    return wanted


def _audit_entry(row: Row[Any]) -> event_requests_pb2.AuditEntry:
    return event_requests_pb2.AuditEntry(
        record_time=time_to_wire(row.recorded_ns),
        actor=row.actor,
        method=row.method,
        resource=row.resource,
        reason=row.reason,
        event=_event_of(row),
    )


def _event_of(row: Row[Any]) -> event_pb2.RiskEvent:
    return event_pb2.RiskEvent.FromString(bytes(row.payload))


def _is_kind(event: event_pb2.RiskEvent, kind: int) -> bool:
    if not kind:
        return True
    name = KIND.Name(kind).removeprefix("RISK_EVENT_KIND_").lower()  # type: ignore[arg-type]  # its numbers are ints
    return event.WhichOneof("payload") == name
