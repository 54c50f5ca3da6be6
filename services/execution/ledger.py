"""The ledger of one account: positions, balances and P&L, exact and netting.

Every quantity of money is a ``Decimal`` that is never silently rounded. Two things
must be divided, each once: the cost that a partial close releases, and the coin
value of an inverse contract (quantity * multiplier / price; the formula of
coin-margined contracts at Binance, OKX and Bybit). Both are rounded half-even to
the instrument's ``settlement_scale``; what a close does not release stays in the
basis, so that sums stay exact and a closed position has cost 0.

How cash moves:
  - spot and shares: by the whole value; spot's base asset moves against it,
  - contracts: by realised P&L alone,
  - both: by the fee, in the fee's asset.

Profit or loss of closed quantity is in settlement and before fees. A spot fee
taken in the base asset (as some venues do on buys) is a disposal of that much base
at the fill's price, which the position pays for.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from tradewire.decimals import ZERO, Rounding, divide
from tradewire.instruments import Instrument, InstrumentKind
from tradewire.orders import (
    Balance,
    BalanceCause,
    BalanceChanged,
    Fill,
    Position,
    PositionChanged,
)
from tradewire.values import quickly_made, replace

_PAID_WHOLE = frozenset({InstrumentKind.SPOT, InstrumentKind.EQUITY})


@quickly_made
@dataclass(frozen=True, slots=True)
class Netting:
    """What a signed quantity at a price makes of a position, in settlement."""

    quantity: Decimal
    cost: Decimal
    realized: Decimal


@quickly_made
@dataclass(frozen=True, slots=True)
class Booked:
    """A fill as booked, with what it realised, and what it changed, in order."""

    fill: Fill
    events: tuple[PositionChanged | BalanceChanged, ...]


def value_of(instrument: Instrument, quantity: Decimal, price: Decimal) -> Decimal:
    """The value of ``quantity`` at ``price`` in settlement; signed as the quantity is."""
    face = quantity * instrument.multiplier
    if instrument.inverse:
        return divide(face, price, instrument.settlement_scale, Rounding.HALF_EVEN)
    return face * price


def net(instrument: Instrument, position: Position, delta: Decimal, price: Decimal) -> Netting:
    """Add a signed quantity to a position.

    A turn through zero closes what was held and opens the rest at the price; each
    of the two parts is valued, and where inverse rounded, by itself.
    """
    held = position.quantity
    quantity = held + delta
    if held == 0 or (held > 0) == (delta > 0):
        return Netting(quantity, position.cost + value_of(instrument, abs(delta), price), ZERO)
    closed = min(abs(delta), abs(held))
    released = _released(instrument, position, closed)
    gained = value_of(instrument, closed, price) - released
    # A long gains when its value rises; an inverse contract's coin value falls then.
    realized = gained if (held > 0) != instrument.inverse else -gained
    opened = abs(delta) - closed
    cost = value_of(instrument, opened, price) if opened else position.cost - released
    return Netting(quantity, cost, realized)


def unrealized_of(instrument: Instrument, position: Position, mark: Decimal) -> Decimal:
    """P&L of the open quantity at ``mark``, before fees, in settlement."""
    if position.quantity == 0:
        return ZERO
    gained = value_of(instrument, abs(position.quantity), mark) - position.cost
    return gained if (position.quantity > 0) != instrument.inverse else -gained


class Ledger:
    """Positions and balances of one account, changed by fills alone."""

    def __init__(
        self,
        account: str,
        instrument_of: Callable[[str], Instrument],
        balances: Iterable[Balance] = (),
        positions: Iterable[Position] = (),
    ) -> None:
        """Begin with what the account has; ``instrument_of`` raises NotFoundError."""
        self.account = account
        self._instrument_of = instrument_of
        self._balances = {balance.asset: balance for balance in balances}
        self._positions = {position.instrument: position for position in positions}

    def apply_fill(self, fill: Fill) -> Booked:
        """Book a fill; the caller knows that it is not a repeat.

        Events: the position, then each balance that moved: base, settlement, and
        the fee's asset where it is a third. A balance may go below zero: the
        ledger records what happened and refuses nothing.

        Raises:
            NotFoundError: the instrument is unknown.
        """
        instrument = self._instrument_of(fill.instrument)
        before = self.position(fill.instrument)
        fee_in_base = instrument.kind is InstrumentKind.SPOT and fill.fee_asset == instrument.base
        delta = fill.quantity * fill.side.sign - (fill.fee if fee_in_base else ZERO)
        netting = net(instrument, before, delta, fill.price)
        after = replace(
            before,
            quantity=netting.quantity,
            cost=netting.cost,
            realized=before.realized + netting.realized,
            fees=before.fees + _fee_in_settlement(instrument, fill, fee_in_base=fee_in_base),
            opened_ns=_opened_ns(before, netting.quantity, fill.event_ns),
            updated_ns=fill.event_ns,
        )
        self._positions[fill.instrument] = after
        events: list[PositionChanged | BalanceChanged] = [
            PositionChanged(after, fill.event_ns, fill.fill_id)
        ]
        for asset, change in _movements(instrument, fill, netting.realized).items():
            if change != 0:
                events.append(self._move(asset, change, fill))
        return Booked(replace(fill, realized=netting.realized), tuple(events))

    def position(self, instrument: str) -> Position:
        """The position in an instrument; flat where there never was one.

        Raises:
            NotFoundError: the instrument is unknown.
        """
        found = self._positions.get(instrument)
        if found is not None:
            return found
        return Position(self.account, instrument, self._instrument_of(instrument).settlement)

    def positions(self) -> tuple[Position, ...]:
        """Every position that there ever was, flat ones too, in order of first trade."""
        return tuple(self._positions.values())

    def balance(self, asset: str) -> Balance:
        """The balance of an asset; zero where there never was one."""
        return self._balances.get(asset) or Balance(self.account, asset, ZERO)

    def balances(self) -> tuple[Balance, ...]:
        """Every balance, in order of first use."""
        return tuple(self._balances.values())

    def unrealized(self, instrument: str, mark: Decimal) -> Decimal:
        """P&L of the open quantity at ``mark``, before fees, in settlement."""
        return unrealized_of(self._instrument_of(instrument), self.position(instrument), mark)

    def realized(self, asset: str) -> Decimal:
        """P&L of closed quantity before fees, over what settles in ``asset``."""
        settled = (p.realized for p in self._positions.values() if p.settlement == asset)
        return sum(settled, ZERO)

    def fees(self, asset: str) -> Decimal:
        """Fees paid, over what settles in ``asset``; fees in a third asset are not in it."""
        return sum((p.fees for p in self._positions.values() if p.settlement == asset), ZERO)

    def equity(self, asset: str, marks: Mapping[str, Decimal]) -> Decimal:
        """What the account is worth in ``asset``, counting what settles in it.

        The balance, plus the unrealised P&L of contracts, plus the value of spot
        positions and shares. ``marks`` has a price for every open position.

        Raises:
            KeyError: a mark is missing: an equity without it would be a lie.
        """
        worth = self.balance(asset).total
        for position in self._positions.values():
            if position.settlement != asset or position.quantity == 0:
                continue
            instrument = self._instrument_of(position.instrument)
            mark = marks[position.instrument]
            if instrument.kind in _PAID_WHOLE:
                worth += value_of(instrument, position.quantity, mark)
            else:
                worth += unrealized_of(instrument, position, mark)
        return worth

    def _move(self, asset: str, change: Decimal, fill: Fill) -> BalanceChanged:
        balance = self.balance(asset)
        balance = replace(balance, total=balance.total + change)
        self._balances[asset] = balance
        return BalanceChanged(balance, fill.event_ns, BalanceCause.FILL, change, fill.fill_id)


def _released(instrument: Instrument, position: Position, closed: Decimal) -> Decimal:
    """The part of the basis that closing ``closed`` of the position frees."""
    held = abs(position.quantity)
    if closed == held:
        return position.cost
    scale = instrument.settlement_scale
    return divide(position.cost * closed, held, scale, Rounding.HALF_EVEN)


def _movements(instrument: Instrument, fill: Fill, realized: Decimal) -> dict[str, Decimal]:
    """How much each asset's balance changes, in the order of their events."""
    moved: dict[str, Decimal] = {}
    if instrument.kind is InstrumentKind.SPOT:
        moved[instrument.base] = fill.quantity * fill.side.sign
    if instrument.kind in _PAID_WHOLE:
        cash = -value_of(instrument, fill.quantity, fill.price) * fill.side.sign
    else:
        cash = realized
    moved[instrument.settlement] = moved.get(instrument.settlement, ZERO) + cash
    moved[fill.fee_asset] = moved.get(fill.fee_asset, ZERO) - fill.fee
    return moved


def _fee_in_settlement(instrument: Instrument, fill: Fill, *, fee_in_base: bool) -> Decimal:
    """The fee as the position counts it; a third asset has no price here, so zero."""
    if fill.fee_asset == instrument.settlement:
        return fill.fee
    return value_of(instrument, fill.fee, fill.price) if fee_in_base else ZERO


def _opened_ns(before: Position, quantity: Decimal, event_ns: int) -> int:
    """When the position was last opened from flat; 0 while flat. A turn opens anew."""
    if quantity == 0:
        return 0
    same_side = before.quantity != 0 and (before.quantity > 0) == (quantity > 0)
    return before.opened_ns if same_side else event_ns
