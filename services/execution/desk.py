"""The desk: the engine that turns signals, verdicts and venue reports into orders.

One desk is the one writer of one account. It is sans-IO: every method takes values
and ``now_ns`` (Unix nanoseconds on the run's clock), changes memory, and appends to
three outboxes that the shell drains: ``take_events`` (the account's stream),
``take_dirty`` (aggregates to upsert, in the same transaction) and the commands to the
venue, which every method but ``intake`` and the like returns and ``take_commands``
hands over otherwise. The shell commits first and sends afterwards.

    intake -> VerdictRequest -> (risk) -> apply_verdict -> commands -> (venue)
           -> on_reports -> events, and the stop and target that protect a fill

What opens or enlarges needs an approval. Cancels need none, nor do the reduce-only
closes of a directive, nor the stop and target that an approved order was bound to.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from services.execution import directives
from services.execution.blotter import OrderRecord, Recent
from services.execution.dispatch import Cancels, Dispatch, Why
from services.execution.guard import Guard, objections
from services.execution.inbound import Inbound
from services.execution.intents import Ignored, IgnoredReason, Ticket, wanted_by
from services.execution.journal import Dirty, Journal
from services.execution.protection import Protection
from services.execution.protector import Protector
from services.execution.replacing import Replacing
from services.execution.tickets import (
    bound_to_close,
    order_of,
    question_of,
    request_of_ticket,
)
from services.execution.venue import VenueCommand, VenueReport
from tradewire.errors import InvalidArgumentError, NotFoundError, PreconditionError
from tradewire.instruments import Instrument
from tradewire.orders import (
    AccountEvent,
    Balance,
    CancelCause,
    DoubtCause,
    Order,
    OrderCommand,
    OrderType,
    Position,
    Side,
)
from tradewire.signals import Signal
from tradewire.verdicts import (
    CloseRequested,
    Directive,
    Halted,
    Refused,
    Resumed,
    Verdict,
    VerdictRequest,
)


@dataclass(frozen=True, slots=True)
class DeskState:
    """All that a desk begins with, from the store; ``export`` gives it.

    Attributes:
        records: open orders and the latest closed ones, in order of creation.
        causes: of signals, requests and directives handled, oldest first.
        halts: the scopes halted.
        protections: of the entries among the records; cancels: that were not answered.
    """

    records: tuple[OrderRecord, ...] = ()
    positions: tuple[Position, ...] = ()
    balances: tuple[Balance, ...] = ()
    causes: tuple[str, ...] = ()
    halts: tuple[str, ...] = ()
    protections: tuple[Protection, ...] = ()
    cancels: Cancels = ()


class ExecutionDesk(Replacing):
    """The orders, positions and balances of one account."""

    def __init__(
        self,
        account: str,
        instrument_of: Callable[[str], Instrument],
        state: DeskState | None = None,
    ) -> None:
        """Begin with ``state``; ``instrument_of`` raises NotFoundError."""
        state = state or DeskState()
        journal = Journal(account, instrument_of, state.records, state.positions, state.balances)
        used = (r.order.verdict_id for r in state.records if r.order.verdict_id)
        dispatch = Dispatch(journal, state.cancels)
        super().__init__(account, dispatch, Guard(account, state.halts, used), instrument_of)
        self._protector = Protector(self._dispatch, instrument_of, state.protections)
        self._handled = Recent(state.causes)
        self._new_causes: list[str] = []
        self._halts_changed = False
        self._inbound = Inbound(self._dispatch, self._protector)
        for record in state.records:
            self._dispatch.doubt_again(record.order)

    # -- signals and requests --------------------------------------------------------

    def intake(self, signal: Signal, now_ns: int) -> VerdictRequest | Ignored:
        """What to ask risk about a signal, or why nothing is asked.

        A target may cancel working orders that pull the other way, even where it is
        Ignored: the commands are handed over by ``take_commands``.
        """
        cause = f"signal:{signal.signal_id}"
        refusal = self._unfit(signal, cause, now_ns)
        if refusal is not None:
            return refusal
        try:
            instrument = self._instrument_of(signal.instrument)
        except NotFoundError as error:
            self._handle(cause)
            return Ignored(cause, IgnoredReason.UNKNOWN_INSTRUMENT, error.message)
        held = self.position(signal.instrument).quantity
        wanted = wanted_by(signal, instrument, held, self.open_orders(signal.instrument))
        asked = question_of(signal, wanted)
        # Nothing changes until what is wrong with a signal has shown: it will be tried again.
        self._handle(cause)
        why = Why(CancelCause.SIGNAL, signal.signal_id)
        for client_order_id in wanted.opposing:
            self._dispatch.cancel(self.order(client_order_id), why, now_ns)
        return asked

    def submit_request(self, ticket: Ticket, request_id: str) -> VerdictRequest | Order:
        """What to ask risk about a user's order, or the order that the id already led to.

        Raises:
            NotFoundError: the instrument is unknown.
        """
        self._instrument_of(ticket.instrument)
        request = request_of_ticket(ticket, self.account, request_id)
        if (known := self._journal.blotter.find(request.client_order_id)) is not None:
            return known
        self._handle(request.cause)
        held = self.position(ticket.instrument).quantity
        return bound_to_close(request, held, self.open_orders(ticket.instrument))

    def close_position(
        self, instrument: str, request_id: str, quantity: Decimal | None = None
    ) -> VerdictRequest | Order:
        """What to ask risk about a user's close: a reduce-only market order.

        Where risk is down, ``send_close`` sends it all the same.

        Raises:
            NotFoundError: the instrument is unknown.
            PreconditionError: the position is flat, or smaller than asked.
        """
        held = self.position(instrument).quantity
        side = Side.SELL if held > 0 else Side.BUY
        size = abs(held) if quantity is None else quantity
        ticket = Ticket(instrument, side, OrderType.MARKET, size, reduce_only=True)
        key = request_of_ticket(ticket, self.account, request_id).client_order_id
        if self.find_order(key) is None:
            if held == 0:
                raise PreconditionError(
                    f"account {self.account} holds nothing of {instrument}",
                    reason="POSITION_FLAT",
                )
            if not 0 < size <= abs(held):
                raise PreconditionError(
                    f"account {self.account} holds {abs(held):f} of {instrument};"
                    f" close that or less, not {size:f}",
                    reason="POSITION_SMALLER",
                )
        return self.submit_request(ticket, request_id)

    def apply_verdict(
        self, request: VerdictRequest, verdict: Verdict, now_ns: int
    ) -> list[VenueCommand]:
        """Send the order that risk approved, or record it as DENIED with every reason.

        A verdict for an order that there is already changes nothing.
        """
        if self._journal.blotter.find(request.client_order_id) is None:
            order = order_of(request, verdict, now_ns)
            reasons, message = self._objections(request, verdict, now_ns)
            if reasons:
                self._dispatch.deny(order, reasons, message)
            else:
                self._guard.used.add(verdict.verdict_id)
                self._dispatch.submit((order,))
        return self.take_commands()

    def send_close(self, request: VerdictRequest, now_ns: int) -> list[VenueCommand]:
        """Send a reduce-only market close without a verdict, as when risk is down.

        Raises:
            InvalidArgumentError: the request could open or enlarge.
        """
        held = self.position(request.instrument).quantity
        shrinks = request.reduce_only and held * request.side.sign < 0
        if not shrinks or request.type is not OrderType.MARKET or request.quantity is None:
            raise InvalidArgumentError(
                f"order {request.client_order_id} is no reduce-only market close;"
                " it needs an approval"
            )
        if self._journal.blotter.find(request.client_order_id) is None:
            self._dispatch.submit((order_of(request, Refused("", (), ()), now_ns),))
        return self.take_commands()

    def cancel_order(self, order: str, request_id: str, now_ns: int) -> list[VenueCommand]:
        """Cancel by our id or the client order id; nothing where it is closed already.

        Raises:
            NotFoundError: no such order is in memory.
        """
        why = Why(CancelCause.REQUEST, request_id)
        self._dispatch.cancel(self.order(order), why, now_ns)
        return self.take_commands()

    def cancel_all(
        self,
        request_id: str,
        now_ns: int,
        *,
        instrument: str = "",
        strategy: str = "",
        side: Side | None = None,
    ) -> list[VenueCommand]:
        """Cancel every open order that fits; empty and None fit all."""
        why = Why(CancelCause.REQUEST, request_id)
        for order in self.open_orders(instrument):
            if strategy in {"", order.strategy} and side in {None, order.side}:
                self._dispatch.cancel(order, why, now_ns)
        return self.take_commands()

    # -- risk's directives -----------------------------------------------------------

    def on_directive(self, directive: Directive, now_ns: int) -> list[VenueCommand]:
        """Follow a directive, once; one of another account is nothing."""
        if self._concerns(directive) and self._handle(f"directive:{directive.directive_id}"):
            match directive:
                case CloseRequested():
                    directives.close(self._dispatch, directive, now_ns)
                case Halted():
                    directives.halt(self._dispatch, self._guard, directive, now_ns)
                    self._halts_changed = True
                case Resumed():
                    self._guard.resume(directive.scope)
                    self._halts_changed = True
        return self.take_commands()

    # -- the venue -------------------------------------------------------------------

    def on_report(self, report: VenueReport, now_ns: int) -> list[VenueCommand]:
        """Take one report; see ``on_reports``."""
        return self.on_reports((report,), now_ns)

    def on_reports(self, reports: Iterable[VenueReport], now_ns: int) -> list[VenueCommand]:
        """Take what the venue reported in one turn; then protect what it filled."""
        for report in reports:
            self._inbound.take(report, now_ns)
        self._protector.settle(now_ns)
        return self.take_commands()

    def on_submit_lost(
        self, client_order_id: str, now_ns: int, cause: DoubtCause = DoubtCause.TIMEOUT
    ) -> list[VenueCommand]:
        """The venue's answer to a submit is lost: in doubt, and a query to send."""
        self._dispatch.lose(self.order(client_order_id), OrderCommand.SUBMIT, cause, now_ns)
        return self.take_commands()

    def on_cancel_lost(
        self, client_order_id: str, now_ns: int, cause: DoubtCause = DoubtCause.TIMEOUT
    ) -> list[VenueCommand]:
        """The venue's answer to a cancel is lost: in doubt, and a query to send."""
        self._dispatch.lose(self.order(client_order_id), OrderCommand.CANCEL, cause, now_ns)
        return self.take_commands()

    def on_restart(self, now_ns: int) -> list[VenueCommand]:
        """After a restart: doubt commands that were not answered, and cancel what is to be."""
        for order in self.open_orders():
            self._dispatch.take_up(order, now_ns)
        return self.take_commands()

    def readmit(self, record: OrderRecord) -> None:
        """Take back from the store an order that a stray report names."""
        self._journal.blotter.readmit(record)

    def take_strays(self) -> list[VenueReport]:
        """Hand over reports that name no order in memory.

        The shell looks them up in the store, readmits and repeats; what the store does
        not know either is reconciliation's.
        """
        return self._inbound.take_strays()

    # -- time and outboxes -----------------------------------------------------------

    def next_due_ns(self) -> int | None:
        """When the next query of an order in doubt is due; None where nothing waits."""
        return self._dispatch.doubts.next_due_ns()

    def advance(self, now_ns: int) -> list[VenueCommand]:
        """Ask again about what has been in doubt for long enough."""
        for client_order_id in self._dispatch.doubts.take_due(now_ns):
            order = self.find_order(client_order_id)
            if order is None:
                # Closed, and so long ago that memory let it go: nothing is owed any more.
                self._dispatch.doubts.settle(client_order_id)
            else:
                self._dispatch.query(order)
        return self.take_commands()

    def take_commands(self) -> list[VenueCommand]:
        """Hand over the commands that no method has returned yet, in order."""
        return self._dispatch.take_commands()

    def take_events(self) -> list[AccountEvent]:
        """Hand over the account's events since the last call, in order."""
        return self._journal.take_events()

    def take_causes(self) -> tuple[str, ...]:
        """Hand over the causes handled since the last drain, to be kept with their order.

        A shell that asks risk in between keeps them back, for a crash meanwhile must
        lead to the same question again.
        """
        causes, self._new_causes = tuple(self._new_causes), []
        return causes

    def take_dirty(self) -> Dirty:
        """Hand over what changed since the last call, for the store."""
        dirty = self._journal.take_dirty()
        causes, protections = self.take_causes(), self._protector.take_dirty()
        if not (causes or protections or self._halts_changed):
            return dirty
        halts = self._guard.halts() if self._halts_changed else None
        self._halts_changed = False
        return replace(dirty, protections=protections, causes=causes, halts=halts)

    def export(self) -> DeskState:
        """All that another desk needs to go on from here."""
        return DeskState(
            self._journal.blotter.records(),
            self.positions(),
            self.balances(),
            self._handled.ids(),
            self._guard.halts(),
            self._protector.protections(),
            self._dispatch.cancels(),
        )

    # -- within ----------------------------------------------------------------------

    def _unfit(self, signal: Signal, cause: str, now_ns: int) -> Ignored | None:
        """Why a signal is not looked at any further; None where it is."""
        if signal.account != self.account:
            reason = IgnoredReason.OTHER_ACCOUNT
            return Ignored(cause, reason, f"the signal is for account {signal.account}")
        if cause in self._handled:
            return Ignored(cause, IgnoredReason.REPEATED, "the signal was handled before")
        if 0 < signal.expires_ns <= now_ns:
            return Ignored(cause, IgnoredReason.EXPIRED, "the signal expired before it came")
        if signal.type not in {OrderType.MARKET, OrderType.LIMIT}:
            message = f"a signal has no field for what a {signal.type.value} order needs"
            return Ignored(cause, IgnoredReason.UNSUPPORTED, message)
        return None

    def _objections(
        self, request: VerdictRequest, verdict: Verdict, now_ns: int
    ) -> tuple[tuple[str, ...], str]:
        """Why the order is not sent; no reasons where it is."""
        if isinstance(verdict, Refused):
            return tuple(reason.value for reason in verdict.reasons), verdict.message
        full = self._journal.blotter.is_full
        reasons, message = objections(self._guard, request, verdict, now_ns, is_full=full)
        return tuple(reason.value for reason in reasons), message

    def _handle(self, cause: str) -> bool:
        """Remember a cause; False where it was handled before."""
        is_new = self._handled.add(cause)
        if is_new:
            self._new_causes.append(cause)
        return is_new

    def _concerns(self, directive: Directive) -> bool:
        if isinstance(directive, CloseRequested):
            return directive.account == self.account
        return self._guard.concerns(directive.scope)
