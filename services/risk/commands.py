"""What people and programs change: limits and kill switches, each call's effects once.

The answer is stored in the transaction of the effects, so that a repeat of the request, after a
crash too, gets the first answer and does nothing.
"""

import dataclasses
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

from google.protobuf.message import Message
from sqlalchemy import Connection

from services.chassis.answers import find_answer, store_answer
from services.chassis.telemetry import trace_headers
from services.risk.limits import Limits
from services.risk.limits_wire import changed_limits, limits_to_wire
from services.risk.records import Context, limits_record, switch_record
from services.risk.store import Changes, KeptLimits, KeptSwitch
from services.risk.views_wire import scope_of, switch_to_wire, unused_switch
from services.risk.watch import RiskWatch
from tradewire.errors import ConflictError, InvalidArgumentError, NotFoundError
from tradewire.risk.v1 import event_pb2, kill_switch_pb2, limits_pb2, limits_requests_pb2

M = TypeVar("M", bound=Message)

Keep = Callable[[Connection], None]


class Commands:
    """Changes limits and kill switches on behalf of ``actor``."""

    def __init__(self, watch: RiskWatch) -> None:
        self._watch = watch

    async def update_limits(
        self, request: limits_requests_pb2.UpdateLimitsRequest, actor: str
    ) -> limits_pb2.Limits:
        """Change the masked fields.

        Raises:
            NotFoundError: there are none, and ``allow_missing`` is false.
            ConflictError: the etag is of an older version.
            InvalidArgumentError: a field is none, a value breaks its rule, or an amount has no
                asset.
            UnimplementedError: a rule is set that is not evaluated yet.
        """
        return await self._once(
            "UpdateLimits", request, limits_pb2.Limits, actor, self._update(request, actor)
        )

    async def engage(
        self, request: kill_switch_pb2.EngageKillSwitchRequest, actor: str
    ) -> kill_switch_pb2.KillSwitch:
        """Stop a scope; from the answer on no approval is given.

        Raises:
            NotFoundError: the account is unknown: a name that is mistyped must not look halted.
        """
        kind, _, name = request.kill_switch.partition("-")
        if kind == "account":
            self._watch.gate.accounts.get(name)

        def act(context: Context) -> None:
            self._watch.gate.engage_kill(
                scope_of(request.kill_switch),
                request.reason,
                context.now_ns,
                cancel_orders=request.cancel_orders,
                close_positions=request.close_positions,
            )

        work = self._switch("EngageKillSwitch", request, actor, act)
        return await self._once(
            "EngageKillSwitch", request, kill_switch_pb2.KillSwitch, actor, work
        )

    async def release(
        self, request: kill_switch_pb2.ReleaseKillSwitchRequest, actor: str
    ) -> kill_switch_pb2.KillSwitch:
        """Let a scope go on."""

        def act(context: Context) -> None:
            scope = scope_of(request.kill_switch)
            self._watch.gate.release_kill(scope, request.reason, context.now_ns)

        work = self._switch("ReleaseKillSwitch", request, actor, act)
        return await self._once(
            "ReleaseKillSwitch", request, kill_switch_pb2.KillSwitch, actor, work
        )

    async def _update(
        self, request: limits_requests_pb2.UpdateLimitsRequest, actor: str
    ) -> limits_pb2.Limits:
        watch, wanted = self._watch, request.limits
        kept, asset = watch.limits.get(wanted.limits), asset_of(watch, wanted.limits)
        _check_update(request, kept, asset)
        before = kept.limits if kept is not None else Limits(wanted.limits, wanted.asset)
        after, changed = changed_limits(before, wanted, request.update_mask.paths, asset)
        context = self._context("UpdateLimits", actor, request.reason)
        now_ns = context.now_ns
        if request.validate_only:
            return limits_to_wire(_as_if(after, kept, now_ns), asset)
        new = KeptLimits(
            after,
            (kept.version if kept is not None else 0) + 1,
            kept.created_ns if kept is not None else now_ns,
            now_ns,
        )
        answer = limits_to_wire(new, asset)
        told = event_pb2.LimitsChanged(
            limits=answer,
            previous=limits_to_wire(kept, asset) if kept is not None else None,
            changed_fields=changed,
        )
        watch.gate.set_limits(after)
        watch.limits[after.subject] = new
        changes = Changes(limits=[new], records=[limits_record(context, new.version, told)])
        also = self._keep("UpdateLimits", request, answer, actor, now_ns)
        await watch.commit(changes, context, also=also)
        return answer

    async def _switch(
        self,
        method: str,
        request: kill_switch_pb2.EngageKillSwitchRequest | kill_switch_pb2.ReleaseKillSwitchRequest,
        actor: str,
        act: Callable[[Context], None],
    ) -> kill_switch_pb2.KillSwitch:
        watch, scope = self._watch, scope_of(request.kill_switch)
        context = self._context(method, actor, request.reason)
        before = watch.switches.get(scope)
        act(context)
        found = {each.scope: each for each in watch.gate.kill_switches()}
        changes = Changes()
        if before is None and scope not in found:
            answer = switch_to_wire(unused_switch(request.kill_switch))
        elif before is not None and found[scope] == before.switch:
            answer = switch_to_wire(before)
        else:
            kept = watch.switches[scope] = KeptSwitch(found[scope], actor)
            answer = switch_to_wire(kept)
            changes.switches.append(kept)
            changes.records.append(switch_record(context, scope, answer))
        also = self._keep(method, request, answer, actor, context.now_ns)
        await watch.commit(changes, context, also=also)
        return answer

    async def _once(
        self,
        method: str,
        request: Message,
        kind: type[M],
        actor: str,
        work: Coroutine[Any, Any, M],
    ) -> M:
        """Do the work under the lock, or give the answer this very request got before."""
        return await self._watch.whole(self._locked(method, request, kind, actor, work))

    async def _locked(
        self,
        method: str,
        request: Message,
        kind: type[M],
        actor: str,
        work: Coroutine[Any, Any, M],
    ) -> M:
        request_id, content, scope = _request_id(request), _content(request), f"{actor}:{method}"
        try:
            async with self._watch.owner.lock:
                if request_id:
                    found = await self._watch.owner.store.read(
                        lambda connection: find_answer(connection, scope, request_id, content)
                    )
                    if found is not None:
                        return kind.FromString(found)
                return await work
        finally:
            # Of an answered repeat it was never begun.
            work.close()

    def _keep(
        self, method: str, request: Message, answer: Message, actor: str, now_ns: int
    ) -> Keep | None:
        """What stores the answer beside its effects; None where no repeat is asked for."""
        request_id, content = _request_id(request), _content(request)
        if not request_id:
            return None
        encoded = answer.SerializeToString(deterministic=True)

        def keep(connection: Connection) -> None:
            store_answer(
                connection, f"{actor}:{method}", request_id, content, encoded, now_ns=now_ns
            )

        return keep

    def _context(self, method: str, actor: str, reason: str) -> Context:
        now_ns = self._watch.clock.now_ns()
        traceparent = trace_headers().get("traceparent", "")
        return Context(self._watch.owner.log_id, now_ns, actor, method, reason, traceparent)


def _as_if(after: Limits, kept: KeptLimits | None, now_ns: int) -> KeptLimits:
    """Limits as they would be, at the version and times of those there are."""
    if kept is None:
        return KeptLimits(after, 0, now_ns, now_ns)
    return dataclasses.replace(kept, limits=after)


def _check_update(
    request: limits_requests_pb2.UpdateLimitsRequest, kept: KeptLimits | None, asset: str
) -> None:
    wanted = request.limits
    if kept is None and not request.allow_missing:
        raise NotFoundError(
            f"there are no limits {wanted.limits}; set allow_missing to create them",
            reason="LIMITS_NOT_FOUND",
            metadata={"limits": wanted.limits},
        )
    if kept is not None and wanted.etag and wanted.etag != kept.etag:
        raise ConflictError(
            f"limits {wanted.limits} are at {kept.etag} and the update is based on"
            f" {wanted.etag}; read them again, then repeat",
            reason="ETAG_MISMATCH",
            metadata={"etag": kept.etag},
        )
    if asset and wanted.asset not in {"", asset}:
        raise InvalidArgumentError(
            f"limits {wanted.limits} are in {asset}, what the account settles in, and not in"
            f" {wanted.asset}",
            fields={"limits.asset": f"must be {asset}"},
        )


def asset_of(watch: RiskWatch, subject: str) -> str:
    """What an account's limits are in: what the account settles in; empty for other subjects."""
    kind, _, name = subject.partition("-")
    view = watch.gate.accounts.find(name) if kind == "account" else None
    return view.asset if view is not None else ""


def _request_id(request: Message) -> str:
    return str(getattr(request, "request_id"))  # noqa: B009 - no common base on the wire


def _content(request: Message) -> bytes:
    return request.SerializeToString(deterministic=True)
