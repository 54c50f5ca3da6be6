"""One account at work: its writer, and everything that wants something of it."""

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass
from typing import Any

from services.chassis import logs
from services.chassis.follower import Halt
from services.execution.halts import Halts
from services.execution.judge import Judge
from services.execution.reconciliation import Reconciler
from services.execution.replacer import Replacer
from services.execution.standing import Hold, Standing, of_poison
from services.execution.store import Reason
from services.execution.venue import VenueCommand
from services.execution.writer import AccountWriter, Extra, nothing
from tradewire.execution.v1 import account_pb2
from tradewire.orders import Order, OrderCommand, OrderState, Side
from tradewire.verdicts import Directive

# How often it is looked whether something is due: doubts are asked about once a second at most.
LOOK_S = 0.25
# The contract's bound on an order's note.
NOTE_CHARACTERS_MAX = 200

_log = logs.logger(__name__)


@dataclass(slots=True)
class Account:
    """An account of this process.

    Attributes:
        settings: the account as it was created: the contract's message, without what is
            set when it is read.
        spawn: runs something beside; when it raises, the process ends.
    """

    id: str
    settings: account_pb2.Account
    writer: AccountWriter
    judge: Judge
    halts: Halts
    reconciler: Reconciler
    replacer: Replacer
    spawn: Callable[[Coroutine[Any, Any, None]], None]

    @property
    def standing(self) -> Standing:
        """What it may do."""
        return self.halts.standing

    @property
    def held_by(self) -> tuple[Hold, ...]:
        """Everything that keeps it from opening, oldest first."""
        return self.standing.halted_by(self.writer.desk.halts)

    async def follow(self, directive: Directive, extra: Extra = nothing) -> None:
        """Follow a directive of risk; one that was followed already changes nothing."""
        writer = self.writer
        async with writer.lock:
            cause = f"directive:{directive.directive_id}"
            writer.traces.remember(cause, directive.traceparent)
            commands = writer.desk.on_directive(directive, writer.now_ns())
            reason = Reason(
                self.id,
                cause,
                note=directive.reason[:NOTE_CHARACTERS_MAX],
                trace_id=directive.traceparent.split("-")[1] if directive.traceparent else "",
            )
            told = self.halts.follow(directive)
            await writer.commit(
                commands, reason=reason, extra=self.halts.stored(told, extra), beside=told.events
            )

    async def cancel(self, order: str, request_id: str, extra: Extra = nothing) -> Order:
        """Cancel by our id or the client order id; one that is closed stays as it is.

        Raises:
            NotFoundError: the account has no such order.
        """
        writer = self.writer
        async with writer.lock:
            commands: list[VenueCommand] = []
            found = await writer.find_order(order)
            if found is None or found.state.is_open:
                commands = writer.desk.cancel_order(order, request_id, writer.now_ns())
            await writer.commit(commands, extra=extra)
            return writer.desk.find_order(order) or found or writer.desk.order(order)

    async def cancel_all(
        self,
        request_id: str,
        *,
        instrument: str = "",
        strategy: str = "",
        side: Side | None = None,
        keep: Callable[[Sequence[str]], Extra] = lambda _keys: nothing,
    ) -> list[Order]:
        """Cancel every open order that fits; gives those that are on their way out.

        ``keep`` gets their client order ids, and gives further effects of the same transaction.
        """
        writer = self.writer
        async with writer.lock:
            before = [
                each.client_order_id
                for each in writer.desk.open_orders(instrument)
                if strategy in {"", each.strategy} and side in {None, each.side}
            ]
            commands = writer.desk.cancel_all(
                request_id, writer.now_ns(), instrument=instrument, strategy=strategy, side=side
            )
            await writer.commit(commands, extra=keep(before))
            return [writer.desk.order(key) for key in before]

    def poisoned(self, halt: Halt, log_id: str) -> None:
        """An event of an ordered stream could not be handled: going on would corrupt."""
        hold = of_poison(log_id, halt.stream, halt.seq, halt.reason, self.writer.now_ns())
        _log.error("account halted", account=self.id, detail=hold.message)
        if self.standing.begin(hold):
            self.spawn(self.halts.tell(hold))

    async def stop_if_broken(self) -> None:
        """Never return where the writer cannot go on: nothing may be tried again or put aside."""
        if self.writer.is_broken:
            await asyncio.Event().wait()

    async def run(self) -> None:
        """Do what is due, until cancelled."""
        while True:
            await asyncio.sleep(LOOK_S)
            await self.look()

    async def look(self) -> None:
        """Ask about what is in doubt, and doubt what has been silent for too long."""
        writer = self.writer
        now_ns = writer.now_ns()
        overdue = writer.stopwatch.take_overdue(now_ns)
        due_ns = writer.desk.next_due_ns()
        if overdue or (due_ns is not None and due_ns <= now_ns):
            async with writer.lock:
                commands = writer.desk.advance(now_ns)
                for client_order_id, command in overdue:
                    commands += self._lost(client_order_id, command, now_ns)
                await writer.commit(commands)
        await writer.flush_stamps()

    def _lost(self, client_order_id: str, command: OrderCommand, now_ns: int) -> list[VenueCommand]:
        desk = self.writer.desk
        order = desk.find_order(client_order_id)
        if order is None:
            return []
        if command is OrderCommand.SUBMIT and order.state is OrderState.SUBMITTED:
            return desk.on_submit_lost(client_order_id, now_ns)
        if command is OrderCommand.CANCEL and order.state is OrderState.PENDING_CANCEL:
            return desk.on_cancel_lost(client_order_id, now_ns)
        if command is OrderCommand.REPLACE and order.state is OrderState.PENDING_REPLACE:
            return desk.on_replace_lost(client_order_id, now_ns)
        return []
