"""The gate: every order asks here first, and what opens needs its approval.

Sans-IO: the shell feeds events and the clock, asks ``check``, and drains
``take_events`` into risk's log. The gate reads no clock and draws no random
number, so a replay gives the same verdicts.
"""

from collections.abc import Iterable
from decimal import Decimal

from services.risk.accounts import Accounts
from services.risk.approvals import Approvals, equal_order
from services.risk.assessment import FLAT, NO_BASELINE, Assessment, SizeCap, Sizing
from services.risk.checkpoint import GateParts, export_state, restore_state
from services.risk.decision import decide, holding_of
from services.risk.directives import Directives
from services.risk.exposure import AccountView
from services.risk.killswitch import KillSwitch, KillSwitches
from services.risk.limit_book import LimitBook
from services.risk.limits import Limits
from services.risk.losses import roll
from services.risk.marks import MarkBook
from services.risk.portfolio import Portfolio, portfolio_of
from services.risk.reservations import Reservation, ReservationBook
from services.risk.rules import evaluate
from services.risk.sizing import opening_caps, size
from services.risk.state import GateState
from tradewire.decimals import ZERO
from tradewire.errors import ExhaustedError
from tradewire.ids import digest
from tradewire.instruments import Instrument
from tradewire.market import MarketEvent
from tradewire.orders import AccountEvent, BalanceChanged, OrderEvent, PositionChanged
from tradewire.verdicts import (
    Approved,
    CloseRequested,
    DirectiveCause,
    ReleaseCause,
    ReservationReleased,
    RiskEvent,
    Verdict,
    VerdictGiven,
    VerdictRequest,
)

# Events waiting for the shell. A step gives a few for each order; with this many
# the shell has stopped draining, and going on would only use up the memory.
OUTBOX_MAX = 100_000


class RiskGate:
    """Verdicts, reservations, kill switches and the view of every account.

    Attributes:
        limits: the limits by subject; change them by ``set_limits``.
    """

    def __init__(
        self,
        *,
        log_id: str,
        instruments: Iterable[Instrument] = (),
        limits: Iterable[Limits] = (),
    ) -> None:
        self.log_id = log_id
        self.limits = LimitBook()
        self.marks = MarkBook()
        self.reservations = ReservationBook()
        self.accounts = Accounts(self.marks, self.reservations)
        self.approvals = Approvals()
        self.switches = KillSwitches()
        self.directives = Directives(log_id)
        self._outbox: list[RiskEvent] = []
        for instrument in instruments:
            self.marks.add(instrument)
        for each in limits:
            self.limits.set(each)

    # -- what it is told -------------------------------------------------------------

    def add_instrument(self, instrument: Instrument) -> None:
        """Make an instrument known before its first price."""
        self.marks.add(instrument)

    def add_account(self, account: str, asset: str, environment: str = "paper") -> None:
        """Make an account known, with its settlement asset and its environment.

        Raises:
            AlreadyExistsError: it is known with another asset or environment.
        """
        self.accounts.add(account, asset, environment)

    def set_reconciled(self, account: str, *, reconciled: bool) -> None:
        """Tell whether positions agree with the venue's; while not, nothing opens.

        Raises:
            NotFoundError: the account is unknown.
        """
        self.accounts.get(account).reconciled = reconciled

    def set_limits(self, limits: Limits) -> None:
        """Put limits in the place of those of the same subject."""
        self.limits.set(limits)

    def on_market(self, event: MarketEvent) -> None:
        """Take a price."""
        self.marks.on_market(event)

    def on_account_event(self, event: AccountEvent) -> None:
        """Follow an order, a position or a balance.

        Raises:
            NotFoundError: the account or the instrument is unknown.
        """
        match event:
            case OrderEvent():
                beside = self.accounts.on_replace(event)
                if beside is not None:
                    self._released(beside, ReleaseCause.REPLACED, event.event_ns)
                gone = self.accounts.on_order(event)
                if gone is not None:
                    self._released(gone, ReleaseCause.ORDER_CLOSED, event.event_ns)
            case PositionChanged():
                self.accounts.on_position(event)
            case BalanceChanged():
                self.accounts.on_balance(event)

    def on_clock(self, now_ns: int) -> None:
        """Release approvals that no order used in time; begin days and months."""
        for gone in self.reservations.expired(now_ns):
            self._released(gone, ReleaseCause.APPROVAL_EXPIRED, now_ns)
        self.accounts.roll(now_ns)

    def next_due_ns(self) -> int | None:
        """When the clock is needed next: the first approval's expiry.

        A day begins at the first clock or verdict after midnight and wakes nobody.
        """
        return self.reservations.next_due_ns

    # -- verdicts --------------------------------------------------------------------

    def check(self, request: VerdictRequest, now_ns: int, *, what_if: bool = False) -> Verdict:
        """Size the order, evaluate every rule, and approve or refuse it.

        An approval reserves what it opens until its order is final, or for
        ``reservations.APPROVAL_TTL_NS`` where none uses it, or until the same order is asked
        about under another id. A what-if records and reserves nothing, and has no id. A repeat
        of ``request_id`` gets the first answer.

        Raises:
            AlreadyExistsError: the request id was used for another order.
            ConflictError: it was answered with an approval that was released since.
        """
        if not what_if:
            earlier = self.approvals.repeat(request)
            if earlier is not None:
                self.reservations.check_repeat(earlier, now_ns)
                return earlier
            self.on_clock(now_ns)
            self._supersede(request, now_ns)
        order = self._assess(request, now_ns, what_if=what_if)
        rules = evaluate(order)
        if what_if:
            return decide(order, rules, "")
        verdict = decide(order, rules, digest("verdict", self.log_id, request.request_id))
        if isinstance(verdict, Approved):
            self.approvals.approve(request, order.equal, now_ns)
            self.reservations.reserve(holding_of(order, verdict, self.reservations))
        given = VerdictGiven(request, verdict, now_ns)
        self.approvals.remember(given)
        self._emit(given)
        return verdict

    def consume(self, verdict_id: str) -> bool:
        """Use an approval for its one order; False where it is used, expired or unknown.

        The SUBMITTED event of the order does it by itself.
        """
        return self.reservations.consume(verdict_id)

    def size_position(self, request: VerdictRequest, now_ns: int) -> Sizing:
        """How an order without a quantity would be sized now; reserves nothing."""
        order = self._assess(request, now_ns, what_if=True)
        return order.sizing or size(order)

    def max_size(self, request: VerdictRequest, now_ns: int) -> tuple[Decimal, tuple[SizeCap, ...]]:
        """What the side can close, and the room that each rule leaves to open beyond it.

        The caps come tightest first; none where no price is known.
        """
        order = self._assess(request, now_ns, what_if=True)
        if order.instrument is None or order.price is None:
            return order.closable, ()
        return order.closable, opening_caps(order, order.instrument, order.price)

    def portfolio(self, account: str) -> Portfolio:
        """What risk sees of an account now.

        Raises:
            NotFoundError: the account is unknown.
        """
        return portfolio_of(
            self.accounts.get(account), self.accounts, self.reservations, self.limits
        )

    # -- switches and directives -----------------------------------------------------

    def engage_kill(
        self,
        scope: str,
        reason: str,
        now_ns: int,
        *,
        cancel_orders: bool = True,
        close_positions: bool = False,
    ) -> None:
        """Let nothing open in ``*``, ``account:<id>`` or ``strategy:<id>``.

        Approvals given before are void. Closing stays allowed. One ``Halted`` for
        each account concerned; a repeat that asks for nothing more does nothing.

        Raises:
            InvalidArgumentError: the scope is malformed.
        """
        engaged = self.switches.engage(
            scope, reason, now_ns, cancel_orders=cancel_orders, close_positions=close_positions
        )
        if engaged is None:
            return
        for held in self.reservations.all():
            if not held.is_used and _concerns(scope, held):
                self.reservations.release(held.key)
                self._released(held, ReleaseCause.HALT, now_ns)
        for account in self._accounts_of(scope):
            self._emit(self.directives.halt(engaged, account, now_ns))

    def release_kill(self, scope: str, reason: str, now_ns: int) -> None:
        """Take an engagement back: one ``Resumed`` for each account concerned.

        One that is not engaged stays as it is.

        Raises:
            InvalidArgumentError: the scope is malformed.
        """
        if self.switches.release(scope, reason, now_ns):
            for account in self._accounts_of(scope):
                self._emit(self.directives.resume(scope, account, reason, now_ns))

    def kill_switches(self) -> tuple[KillSwitch, ...]:
        """Every switch ever engaged, by scope."""
        return self.switches.all()

    def request_close(
        self,
        account: str,
        instrument: str,
        reason: str,
        now_ns: int,
        *,
        quantity: Decimal | None = None,
        cause: DirectiveCause = DirectiveCause.LIMIT,
        strategy: str = "",
    ) -> CloseRequested:
        """Direct execution to close a position, where the venue cannot rest the exit itself.

        Raises:
            NotFoundError: the account is unknown.
        """
        self.accounts.get(account)
        directive = self.directives.close(
            account, instrument, quantity, reason, now_ns, cause=cause, strategy=strategy
        )
        self._emit(directive)
        return directive

    def take_events(self) -> list[RiskEvent]:
        """What happened since the last call, in order."""
        taken, self._outbox = self._outbox, []
        self.approvals.forget()
        return taken

    # -- checkpoint ------------------------------------------------------------------

    def export(self) -> GateState:
        """The checkpoint, less the verdicts, which are risk's own log. Drain events first."""
        return export_state(self._parts())

    def restore(self, state: GateState, verdicts: Iterable[VerdictGiven] = ()) -> None:
        """Go on from a checkpoint; instruments and limits are given as at the start.

        Args:
            state: of ``export``.
            verdicts: the log's newest, oldest first: what repeats are answered from.

        Raises:
            CorruptDataError: it is of another log, or names an unknown instrument.
        """
        restore_state(self._parts(), state, verdicts)

    # -- inside ----------------------------------------------------------------------

    def _supersede(self, request: VerdictRequest, now_ns: int) -> None:
        """Release what an earlier question about the same order, or a replace of it, holds."""
        held = self.reservations.unused(request.account, request.cause, request.leg)
        asked = None if held is None else self.reservations.release(held.key)
        for gone in (asked, self.reservations.end_replace(request.replaces)):
            if gone is not None:
                self._released(gone, ReleaseCause.REPLACED, now_ns)

    def _assess(self, request: VerdictRequest, now_ns: int, *, what_if: bool) -> Assessment:
        view = self.accounts.find(request.account)
        order = self._begin(request, now_ns, view)
        if view is not None:
            order.open_order_count = self.accounts.open_order_count(request.account)
            order.open_order_count -= 1 if request.replaces else 0
            baseline = self.accounts.baselines.get(request.account)
            if baseline is not None:
                order.baseline = roll(baseline, now_ns, order.equity)
                if not what_if:
                    self.accounts.baselines[request.account] = order.baseline
        order.switch = self.switches.engaged(request.account, request.strategy)
        order.approvals_ns = self.approvals.moments(request.account)
        quantity = request.quantity
        if quantity is None:
            order.sizing = size(order)
            quantity = order.sizing.quantity
        elif not quantity.is_finite():
            # Rules compare and print it; the one on increments refuses it.
            quantity = ZERO
        order.settle(max(quantity, ZERO))
        order.equal = equal_order(request, order.quantity_text)
        order.duplicate_age_ns = self.approvals.age_of_equal(request, order.equal, now_ns)
        return order

    def _begin(self, request: VerdictRequest, now_ns: int, view: AccountView | None) -> Assessment:
        mark = self.marks.get(request.instrument)
        environment = view.environment if view is not None else "paper"
        effective = self.limits.effective(request.account, request.strategy, environment)
        order = Assessment(
            request=request,
            now_ns=now_ns,
            effective=effective,
            limits=effective.limits,
            sources=effective.sources,
            view=view,
            instrument=mark.instrument if mark is not None else None,
            mark=mark,
            asset=view.asset if view is not None else "",
            valuation=view.value() if view is not None else FLAT,
            claims=self.reservations.claims(request.account, replaced=request.replaces),
            baseline=NO_BASELINE,
        )
        order.reckon()
        return order

    def _parts(self) -> GateParts:
        return GateParts(
            log_id=self.log_id,
            limits=self.limits,
            marks=self.marks,
            reservations=self.reservations,
            accounts=self.accounts,
            approvals=self.approvals,
            switches=self.switches,
            directives=self.directives,
        )

    def _accounts_of(self, scope: str) -> tuple[str, ...]:
        kind, _, name = scope.partition(":")
        every = tuple(view.account for view in self.accounts.all())
        return (
            tuple(account for account in every if account == name) if kind == "account" else every
        )

    def _released(self, held: Reservation, cause: ReleaseCause, now_ns: int) -> None:
        if held.key.startswith("order:"):
            return
        self._emit(
            ReservationReleased(
                verdict_id=held.key,
                account=held.account,
                cause=cause,
                created_ns=now_ns,
                client_order_id=held.client_order_id,
                released=held.capital,
                released_asset=held.asset,
            )
        )

    def _emit(self, event: RiskEvent) -> None:
        if len(self._outbox) >= OUTBOX_MAX:
            raise ExhaustedError(f"{OUTBOX_MAX} risk events wait; drain them by take_events")
        self._outbox.append(event)


def _concerns(scope: str, held: Reservation) -> bool:
    return scope in {"*", f"account:{held.account}", f"strategy:{held.strategy}"}
