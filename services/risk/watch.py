"""Risk's one actor: every input goes through one lock, its effects are committed, then told.

The gate decides in memory; what it changed is written in one transaction with the events that
tell of it. Where a commit fails the memory may be ahead of the disk, so the process ends and the
next start goes on from what was committed.
"""

import asyncio
import time
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

from sqlalchemy import Connection

from services.chassis import spans
from services.chassis.clock import Clock
from services.chassis.events import find_event
from services.chassis.metrics import Metrics
from services.chassis.process import Owner
from services.risk.followed import Followed
from services.risk.gate import RiskGate
from services.risk.metrics import Verdicts
from services.risk.notes import Notes
from services.risk.records import Context, placed, verdict_of
from services.risk.seen import SeenVerdicts
from services.risk.store import (
    Changes,
    Kept,
    KeptAccount,
    KeptLimits,
    KeptSwitch,
    write_changes,
)
from services.risk.traces import note_verdict
from tradewire.codec.verdicts import proposed_order_to_wire, verdict_from_wire, verdict_to_wire
from tradewire.errors import AlreadyExistsError, InternalError
from tradewire.ids import digest
from tradewire.market import MarketEvent
from tradewire.orders import (
    AccountEvent,
    BalanceCause,
    BalanceChanged,
    OrderEvent,
    PositionChanged,
)
from tradewire.risk.v1 import event_pb2, verdict_pb2
from tradewire.types.v1.stream_pb2 import StreamPosition
from tradewire.verdicts import VerdictGiven, VerdictRequest

T = TypeVar("T")

CONSUMER = "risk-orders"
"""The durable consumer of order events, whose positions the database keeps."""

QUIET_NS = 3_000_000
"""Between a fill and its balances an account is not whole. The events of one transaction arrive
within a millisecond; after three without another they are all here."""

QUIET_WAITS_MAX = 8
"""Waits of one verdict for a quiet moment: an account that fills without a pause must not starve
its own orders, and 24 ms are within the deadline of every caller."""


class RiskWatch:
    """The gate, its log and its tables. All methods that change state take the lock."""

    def __init__(
        self,
        owner: Owner,
        clock: Clock,
        gate: RiskGate,
        fail: Callable[[BaseException], None],
        verdicts: Verdicts | None = None,
    ) -> None:
        self.owner = owner
        self.clock = clock
        self.gate = gate
        self.seen = SeenVerdicts()
        """Spares the log a look-up for each new order."""
        self.limits: dict[str, KeptLimits] = {}
        """Limits with their versions, by subject."""
        self.switches: dict[str, KeptSwitch] = {}
        """Every kill switch ever engaged, by scope."""
        self.positions: dict[str, StreamPosition] = {}
        """Up to where each account's order events are counted."""
        self.followed = Followed()
        """Tells of each event once it is committed."""
        self.fail = fail
        self._broken = False
        self.verdicts = verdicts or Verdicts(Metrics("risk"))
        self.notes = Notes(gate)
        """What a transaction has to bring the tables to."""
        self._moved_ns: dict[str, int] = {}
        self._working: set[asyncio.Task[Any]] = set()

    def resume(self, kept: Kept) -> None:
        """Go on from what was restored into the gate."""
        self.limits = {each.limits.subject: each for each in kept.limits}
        self.switches = {each.switch.scope: each for each in kept.switches}
        self.notes.resume(kept)

    def context(self, *, actor: str = "", method: str = "", reason: str = "") -> Context:
        """What events of now happen in."""
        return Context(self.owner.log_id, self.clock.now_ns(), actor, method, reason)

    # -- what it is told ---------------------------------------------------------------------

    def on_market(self, event: MarketEvent) -> None:
        """Take a price; one that is older than what is known is passed over."""
        mark = self.gate.marks.get(event.instrument.id)
        if mark is None or event.init_ns >= mark.init_ns:
            self.gate.on_market(event)

    def knows(self, account: str) -> KeptAccount | None:
        """The account as it is kept; None where it is unknown."""
        return self.notes.accounts.get(account)

    def watch_account(self, account: str, asset: str, environment: str) -> None:
        """Know an account that nothing opens in until its orders are caught up.

        Raises:
            AlreadyExistsError: it is known with another asset or environment.
        """
        self.gate.add_account(account, asset, environment)
        if self.notes.know(account, asset, environment):
            self.gate.set_reconciled(account, reconciled=False)

    async def follow(
        self,
        event: AccountEvent | None,
        position: StreamPosition,
        account: str,
        advance: Callable[[Connection], None],
    ) -> None:
        """Take an event of execution's; ``advance`` stores that it is handled.

        Raises:
            NotFoundError: the account or the instrument is unknown.
        """
        async with self.owner.lock:
            changes = Changes()
            if event is not None:
                self.gate.on_account_event(event)
                self.notes.event(event, account, position.sequence, changes)
                if _moves(event):
                    # Wall time: it is the bus that is waited for, however fast the run's clock.
                    self._moved_ns[account] = time.monotonic_ns()
            self.positions[account] = position
            self.notes.log(account, position.log_id, changes)
            await self.commit(changes, self.context(), also=advance)
        self.followed.tell()

    async def on_clock(self) -> None:
        """Release what no order used in time, begin days, keep prices."""
        now_ns = self.clock.now_ns()
        async with self.owner.lock:
            self.gate.on_clock(now_ns)
            await self.commit(Changes(marks=self.notes.marks()), self.context())

    # -- verdicts ----------------------------------------------------------------------------

    async def judge(
        self, request: VerdictRequest, *, actor: str, trace_id: str, traceparent: str
    ) -> verdict_pb2.Verdict:
        """The verdict on an order, committed before it is given; a repeat gets the first one.

        Raises:
            AlreadyExistsError: the request id was used for another order.
            ConflictError: it was answered with an approval that was released since.
        """
        with spans.step("verdict") as span:
            await self.settled(request.account)
            message = await self.whole(self._judge(request, actor, trace_id, traceparent))
            note_verdict(span, request, message)
            return message

    async def whole(self, work: Coroutine[Any, Any, T]) -> T:
        """Do ``work`` to its end, though its caller be cancelled meanwhile.

        Cut off between the gate and the commit, what was decided would be known to neither.
        """
        task = asyncio.create_task(work)
        self._working.add(task)
        task.add_done_callback(self._working.discard)
        return await asyncio.shield(task)

    async def _judge(
        self, request: VerdictRequest, actor: str, trace_id: str, traceparent: str
    ) -> verdict_pb2.Verdict:
        async with self.owner.lock:
            now_ns = self.clock.now_ns()
            earlier = await self._earlier(request)
            if earlier is not None:
                self.gate.reservations.check_repeat(verdict_from_wire(earlier), now_ns)
                return earlier
            context = Context(
                self.owner.log_id, now_ns, actor, "CheckOrder", traceparent=traceparent
            )
            began_s = time.perf_counter()
            verdict = self.gate.check(request, now_ns)
            self.verdicts.took(began_s)
            given = VerdictGiven(request, verdict, now_ns)
            message = verdict_to_wire(
                given, trace_id=trace_id, orders_position=self.positions.get(request.account)
            )
            changes = Changes()
            self.notes.claim(verdict.verdict_id, changes)
            self.seen.add(verdict.verdict_id)
            numbers = await self.commit(changes, context, verdict=message)
        self.verdicts.given(verdict)
        return placed(message, self.owner.log_id, numbers[verdict.verdict_id])

    def what_if(self, request: VerdictRequest, trace_id: str) -> verdict_pb2.Verdict:
        """What the verdict would be now; nothing is recorded, nothing reserved."""
        now_ns = self.clock.now_ns()
        verdict = self.gate.check(request, now_ns, what_if=True)
        return verdict_to_wire(
            VerdictGiven(request, verdict, now_ns),
            trace_id=trace_id,
            orders_position=self.positions.get(request.account),
            validate_only=True,
        )

    async def settled(self, account: str) -> None:
        """Wait until the account is whole: no fill's events are still on their way."""
        for _ in range(QUIET_WAITS_MAX):
            left_ns = self._moved_ns.get(account, 0) + QUIET_NS - time.monotonic_ns()
            if left_ns <= 0:
                return
            await asyncio.sleep(left_ns / 1e9)

    async def _earlier(self, request: VerdictRequest) -> verdict_pb2.Verdict | None:
        # The verdict's id is made of the request's, so the log itself knows every repeat.
        verdict_id = digest("verdict", self.owner.log_id, request.request_id)
        if not self.seen.may_hold(verdict_id):
            return None
        event = await self.owner.store.read(lambda connection: find_event(connection, verdict_id))
        if event is None:
            return None
        message = verdict_of(event_pb2.RiskEvent.FromString(event.payload))
        if message.order != proposed_order_to_wire(request):
            raise AlreadyExistsError(
                f"request {request.request_id} was used for another order; take a new id",
                reason="REQUEST_ID_REUSED",
                metadata={"request_id": request.request_id},
            )
        return message

    # -- the commit --------------------------------------------------------------------------

    async def commit(
        self,
        changes: Changes,
        context: Context,
        *,
        verdict: verdict_pb2.Verdict | None = None,
        also: Callable[[Connection], None] | None = None,
    ) -> dict[str, int]:
        """Write what changed and what the gate tells of it, then publish. Holds the lock.

        Returns:
            The sequence of every event that was written, by its id.

        Raises:
            StorageError: nothing was committed, and the process ends.
        """
        self.notes.finish(changes, context, verdict)
        if also is None and changes.is_nothing:
            return {}

        def transaction(connection: Connection) -> dict[str, int]:
            numbers = write_changes(connection, changes, context.now_ns)
            if also is not None:
                also(connection)
            return numbers

        if self._broken:
            raise InternalError(
                "risk could not record what it decided and memory is ahead of the disk; the"
                " process ends and goes on from the disk at its next start"
            )
        try:
            return await self.owner.commit(transaction)
        except BaseException as error:
            # What another input would store now would leave out what this one has changed.
            self._broken = True
            self.fail(error)
            raise


def _moves(event: AccountEvent) -> bool:
    """Whether more of the same fill's events are on their way."""
    match event:
        case OrderEvent():
            return event.fill is not None
        case PositionChanged():
            return True
        case BalanceChanged():
            return event.cause is BalanceCause.FILL
