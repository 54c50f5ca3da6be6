"""Accounts: views, baselines and open orders, kept up by the owner's events."""

from decimal import Decimal

from services.risk.exposure import AccountView
from services.risk.losses import DAY_NS, Baseline, begin, roll, shift
from services.risk.marks import Mark, MarkBook
from services.risk.reservations import Reservation, ReservationBook
from services.risk.valuation import ONE, capital_for, is_cash, value_of, worst_price
from tradewire.decimals import ZERO
from tradewire.errors import AlreadyExistsError, ExhaustedError, NotFoundError
from tradewire.ids import check_resource_id
from tradewire.orders import (
    BalanceCause,
    BalanceChanged,
    Leg,
    Order,
    OrderCommand,
    OrderEvent,
    OrderEventKind,
    PositionChanged,
    Side,
)
from tradewire.values import replace

# A fleet's accounts; each costs a few kilobytes beside its positions.
ACCOUNTS_MAX = 1_000
# Profit and loss they are not: they move what losses are counted from.
_TRANSFERS = (BalanceCause.OPENING, BalanceCause.TRANSFER)
# After these nothing of a replace is under way.
_REPLACE_ENDS = (OrderEventKind.REPLACED, OrderEventKind.REPLACE_REJECTED)
# They rest at the venue beside a position and only close it.
_PROTECTIVE = (Leg.STOP, Leg.TARGET)


class Accounts:
    """Every account that risk knows, in the order they became known."""

    def __init__(self, marks: MarkBook, reservations: ReservationBook) -> None:
        self._marks = marks
        self._reservations = reservations
        self._views: dict[str, AccountView] = {}
        self._open_orders: dict[str, dict[str, None]] = {}
        self.baselines: dict[str, Baseline] = {}
        self._day = 0

    def add(self, account: str, asset: str, environment: str) -> AccountView:
        """Make an account known; known with the same asset and environment, it stays.

        Raises:
            AlreadyExistsError: it is known with another asset or environment.
            ExhaustedError: ``ACCOUNTS_MAX`` are known.
        """
        known = self._views.get(account)
        if known is not None:
            if (known.asset, known.environment) != (asset, environment):
                raise AlreadyExistsError(
                    f"account {account} settles in {known.asset} ({known.environment}) already"
                )
            return known
        if len(self._views) >= ACCOUNTS_MAX:
            raise ExhaustedError(f"{ACCOUNTS_MAX} accounts are the most one risk service follows")
        check_resource_id(account, "account")
        view = self._views[account] = AccountView(account, asset, environment, self._marks)
        self._open_orders[account] = {}
        return view

    def find(self, account: str) -> AccountView | None:
        """The view of an account; None where it is unknown."""
        return self._views.get(account)

    def get(self, account: str) -> AccountView:
        """The view of an account.

        Raises:
            NotFoundError: it is unknown.
        """
        view = self._views.get(account)
        if view is None:
            raise NotFoundError(
                f"account {account} is unknown to risk; there are"
                f" {', '.join(sorted(self._views)) or 'none'}",
                reason="ACCOUNT_NOT_FOUND",
                metadata={"account": account},
            )
        return view

    def all(self) -> tuple[AccountView, ...]:
        """Every view, in the order they became known."""
        return tuple(self._views.values())

    def open_orders(self, account: str) -> tuple[str, ...]:
        """The ids of the account's open orders, oldest first."""
        return tuple(self._open_orders[account])

    def open_order_count(self, account: str) -> int:
        """Open orders, and approvals on their way to be one."""
        return len(self._open_orders[account]) + self._reservations.claims(account).approvals

    def roll(self, now_ns: int) -> None:
        """Begin the day and the month where one has come, at the equity of now."""
        day = now_ns // DAY_NS
        if day <= self._day:
            return
        self._day = day
        for account, baseline in self.baselines.items():
            if day > baseline.day:
                equity = self._views[account].value().equity
                self.baselines[account] = roll(baseline, now_ns, equity)

    def on_position(self, event: PositionChanged) -> None:
        """Take a position as it is now.

        Raises:
            NotFoundError: the account or the instrument is unknown.
        """
        position = event.position
        self.get(position.account).apply_position(position, self._mark(position.instrument))

    def on_balance(self, event: BalanceChanged) -> None:
        """Take a balance as it is now.

        Raises:
            NotFoundError: the account is unknown.
        """
        balance = event.balance
        view = self.get(balance.account)
        change = view.apply_balance(balance)
        baseline = self.baselines.get(balance.account)
        if baseline is None:
            self.baselines[balance.account] = begin(event.event_ns, view.value().equity)
        elif event.cause in _TRANSFERS and change:
            price = ONE
            if balance.asset != view.asset:
                price = self._marks.asset_price(balance.asset, view.asset) or ZERO
            self.baselines[balance.account] = shift(baseline, change * price)

    def on_order(self, event: OrderEvent) -> Reservation | None:
        """Follow an order; the reservation that its end released comes back.

        Raises:
            NotFoundError: the account or the instrument is unknown.
        """
        order = event.order
        self.get(order.account)
        open_orders = self._open_orders[order.account]
        held = self._claim_of(order)
        if order.state.is_final:
            open_orders.pop(order.order_id, None)
            return self._reservations.release(held.key) if held is not None else None
        open_orders[order.order_id] = None
        if event.kind is OrderEventKind.ANOMALY:
            return None
        if held is not None:
            self._reservations.consume(held.key)
            replaced = event.kind is OrderEventKind.REPLACED
            self._shrink(order, held, replaced=replaced)
        elif not order.reduce_only and order.leg not in _PROTECTIVE:
            self._adopt(order)
        return None

    def on_replace(self, event: OrderEvent) -> Reservation | None:
        """Follow what becomes of a replace; what it held beside its order comes back."""
        order = event.order
        if event.kind is OrderEventKind.REPLACE_REQUESTED:
            # One goes after the other: no event need have ended the one before.
            before = self._reservations.end_replace(order.client_order_id)
            self._reservations.consume(event.verdict_id)
            return before
        settled = event.kind is OrderEventKind.RESOLVED and event.command is OrderCommand.REPLACE
        if settled or event.kind in _REPLACE_ENDS or order.state.is_final:
            return self._reservations.end_replace(order.client_order_id)
        return None

    def _claim_of(self, order: Order) -> Reservation | None:
        for key in (order.verdict_id, f"order:{order.order_id}"):
            found = self._reservations.get(key) if key else None
            # The legs of a bracket carry the verdict of their entry.
            if found is not None and (found.cause, found.leg) == (order.cause, order.leg):
                return found
        return None

    def _shrink(self, order: Order, held: Reservation, *, replaced: bool) -> None:
        # A replace that is not told yet may have made room for more fills than there is rest.
        before, left = held.opening + held.closing, max(ZERO, order.remaining_quantity)
        if left == before and not replaced:
            return
        # What closes fills first; what a replace adds opens.
        closing = max(ZERO, held.closing - max(ZERO, before - left))
        opening = ZERO if order.reduce_only else left - closing
        closing = left - opening
        stated = (order.price or order.trigger_price) if replaced else None
        moved = replace(held, opening=opening, closing=closing)
        self._reservations.update(self._valued(moved, stated or held.price or None))

    def _adopt(self, order: Order) -> None:
        # Nobody here approved it, but it can open all the same.
        view, mark = self.get(order.account), self._mark(order.instrument)
        held = view.held(mark.instrument)
        opposite = held if order.side is Side.SELL else -held
        claims = self._reservations.claims(order.account)
        pending = claims.closing.get((order.instrument, order.side is Side.BUY), ZERO)
        left = max(ZERO, order.remaining_quantity)
        closing = min(left, max(ZERO, opposite - pending))
        claim = Reservation(
            key=f"order:{order.order_id}",
            account=order.account,
            strategy=order.strategy,
            instrument=order.instrument,
            base=mark.instrument.base if is_cash(mark.instrument) else "",
            asset=mark.instrument.settlement,
            side=order.side,
            cause=order.cause,
            leg=order.leg,
            opening=left - closing,
            closing=closing,
            price=ZERO,
            value=ZERO,
            capital=ZERO,
            leverage=ONE,
            at_market=order.price is None,
            expires_ns=0,
        )
        stated = order.price or order.trigger_price
        price = worst_price(mark.instrument, order.side, stated, mark.price)
        self._reservations.reserve(self._valued(claim, price))

    def _valued(self, claim: Reservation, price: Decimal | None) -> Reservation:
        instrument = self._mark(claim.instrument).instrument
        if not claim.opening or price is None:
            return replace(claim, value=ZERO, capital=ZERO)
        value = value_of(instrument, claim.opening, price)
        capital = capital_for(instrument, value, claim.leverage, at_market=claim.at_market)
        return replace(claim, price=price, value=value, capital=capital)

    def _mark(self, instrument: str) -> Mark:
        mark = self._marks.get(instrument)
        if mark is None:
            raise NotFoundError(
                f"instrument {instrument} is unknown to risk; list the instruments of marketdata",
                reason="INSTRUMENT_NOT_FOUND",
                metadata={"instrument": instrument},
            )
        return mark

    def restore_orders(self, account: str, open_orders: tuple[str, ...]) -> None:
        """Take over the ids of the account's open orders."""
        self._open_orders[account] = dict.fromkeys(open_orders)
