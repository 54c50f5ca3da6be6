"""One account as risk sees it: balances, positions at the newest prices, equity.

Values are kept as integers of ``10**-SCALE`` and revalued only where a price
moved since the last verdict: a hundred positions cost one integer product each,
where decimals would take the whole budget of a verdict.

Feed it all events of one of the owner's transactions before asking: between a
position and its balances the account is not whole.
"""

from decimal import Decimal
from typing import NamedTuple

from services.risk.marks import Mark, MarkBook
from services.risk.valuation import is_cash
from tradewire.decimals import EXACT, ZERO, Rounding, divide
from tradewire.instruments import Instrument
from tradewire.orders import Balance, Position

# Digits after the point of the integers: a size of 1e-18 at a price of 1e-17
# still counts exactly.
SCALE = 36
_HALF_UNIT = 1


class Valuation(NamedTuple):
    """An account at the newest prices, in its settlement asset.

    Attributes:
        equity: balances, cash holdings at their marks and unrealised P&L.
        collateral: what can be bound: settlement balance and unrealised P&L of
            margin positions.
        exposure: sum of the absolute values of positions.
        margin_exposure: the part of ``exposure`` that is held on margin.
    """

    equity: Decimal
    collateral: Decimal
    exposure: Decimal
    margin_exposure: Decimal


class Holding:
    """One position with its value as last reckoned, an integer of ``10**-SCALE``."""

    __slots__ = ("cash", "factor", "instrument", "inverse", "mantissa", "mark", "position", "value")

    def __init__(self, mark: Mark, position: Position) -> None:
        self.mark = mark
        self.instrument: Instrument = mark.instrument
        self.position = position
        self.cash = mark.cash
        self.inverse = mark.instrument.inverse
        self.mantissa = 0
        # Without a price a position counts at its cost, which is exact and signed.
        self.value = self.signed_cost
        # Truncating is exact for every size and price of up to 18 digits.
        unit = SCALE + self.instrument.price_exponent - _HALF_UNIT
        size = position.quantity * self.instrument.multiplier
        self.factor = int(size.scaleb(unit, EXACT))

    @property
    def signed_cost(self) -> int:
        """The basis, negative for a short, an integer of ``10**-SCALE``."""
        cost = int(self.position.cost.scaleb(SCALE, EXACT))
        return cost if self.position.quantity > ZERO else -cost

    def revalue(self) -> int:
        """The signed value of an inverse contract at the newest price, in its coin."""
        self.mantissa = self.mark.mantissa
        if self.mark.price is not None:
            size = self.position.quantity * self.instrument.multiplier
            scale = self.instrument.settlement_scale
            coins = divide(size, self.mark.price, scale, Rounding.HALF_EVEN)
            self.value = int(coins.scaleb(SCALE, EXACT))
        return self.value


class AccountView:
    """Balances and positions of one account, with running totals.

    Attributes:
        account, environment: whose it is; ``paper``, ``live`` and so on.
        asset: the settlement asset that everything is valued in.
        reconciled: False while positions are not known to agree with the venue's.
        holdings: instrument id -> position that is not flat.
        unvalued: instruments held that settle in another asset, for which no
            value in ``asset`` is known.
    """

    def __init__(self, account: str, asset: str, environment: str, marks: MarkBook) -> None:
        self.account = account
        self.asset = asset
        self.environment = environment
        self.reconciled = True
        self.holdings: dict[str, Holding] = {}
        self.unvalued: dict[str, Position] = {}
        self.balances: dict[str, Balance] = {}
        self._marks = marks
        self._positioned: dict[str, Decimal] = {}
        self._surplus: dict[str, Decimal] = {}
        self._gross = self._net = self._margin = self._cash = self._unrealized = 0
        self._settlement = ZERO

    def apply_position(self, position: Position, mark: Mark) -> None:
        """Take the position as it is after a fill; quantity zero forgets it."""
        key = position.instrument
        old = self.holdings.pop(key, None)
        if old is not None:
            self._count(old, -1)
            self._place(old, -old.position.quantity)
        self.unvalued.pop(key, None)
        if position.quantity == ZERO:
            return
        if mark.instrument.settlement != self.asset:
            self.unvalued[key] = position
            return
        holding = self.holdings[key] = Holding(mark, position)
        self._count(holding, 1)
        self._place(holding, position.quantity)

    def apply_balance(self, balance: Balance) -> Decimal:
        """Take a balance; the change of its total comes back."""
        old = self.balances.get(balance.asset)
        self.balances[balance.asset] = balance
        if balance.asset == self.asset:
            self._settlement = balance.total
        else:
            self._resettle(balance.asset)
        return balance.total - (old.total if old else ZERO)

    def held(self, instrument: Instrument) -> Decimal:
        """The signed quantity held; for cash instruments what is owned, if that is more."""
        holding = self.holdings.get(instrument.id)
        quantity = holding.position.quantity if holding else ZERO
        if holding is None and instrument.id in self.unvalued:
            quantity = self.unvalued[instrument.id].quantity
        if is_cash(instrument) and instrument.base in self.balances and quantity >= ZERO:
            return max(quantity, self.balances[instrument.base].total)
        return quantity

    def position_value(self, instrument_id: str) -> Decimal:
        """The signed value of one position, as of the last ``value``."""
        holding = self.holdings.get(instrument_id)
        return _decimal(holding.value) if holding else ZERO

    @property
    def settlement(self) -> Decimal:
        """The total of the settlement asset."""
        return self._settlement

    def value(self) -> Valuation:
        """Everything at the newest prices."""
        self._revalue_moved()
        collateral = self._settlement
        if self._unrealized:
            collateral += _decimal(self._unrealized)
        equity = collateral + _decimal(self._cash) if self._cash else collateral
        for asset, quantity in self._surplus.items():
            price = self._marks.asset_price(asset, self.asset)
            if price is not None:
                equity += quantity * price
        gross = _decimal(self._gross)
        margin = gross if self._margin == self._gross else _decimal(self._margin)
        return Valuation(equity, collateral, gross, margin)

    @property
    def net_exposure(self) -> Decimal:
        """Sum of the signed values of positions, as of the last ``value``."""
        return _decimal(self._net)

    def _revalue_moved(self) -> None:
        # One loop without a call, for it runs over every position of every verdict.
        gross = net = margin = cash = unrealized = 0
        for holding in self.holdings.values():
            mantissa = holding.mark.mantissa
            if holding.mantissa == mantissa:
                continue
            old = holding.value
            if holding.inverse:
                new = holding.revalue()
            else:
                new = holding.value = holding.factor * mantissa
                holding.mantissa = mantissa
            grown = abs(new) - abs(old)
            gross += grown
            net += new - old
            if holding.cash:
                cash += new - old
            else:
                margin += grown
                unrealized += old - new if holding.inverse else new - old
        self._gross += gross
        self._net += net
        self._margin += margin
        self._cash += cash
        self._unrealized += unrealized

    def _count(self, holding: Holding, sign: int) -> None:
        value = holding.value
        self._gross += sign * abs(value)
        self._net += sign * value
        if holding.cash:
            self._cash += sign * value
            return
        self._margin += sign * abs(value)
        # A coin-margined long gains as its value in coins falls below its cost.
        gain = value - holding.signed_cost
        self._unrealized += -sign * gain if holding.inverse else sign * gain

    def _place(self, holding: Holding, change: Decimal) -> None:
        if holding.cash:
            base = holding.instrument.base
            self._positioned[base] = self._positioned.get(base, ZERO) + change
            self._resettle(base)

    def _resettle(self, asset: str) -> None:
        # Base held beyond the positions in it (a deposit, a fee taken in base)
        # belongs to the equity too. A venue that keeps no balance of what is
        # held (equities) has nothing beyond.
        balance = self.balances.get(asset)
        surplus = balance.total - self._positioned.get(asset, ZERO) if balance else ZERO
        if surplus:
            self._surplus[asset] = surplus
        else:
            self._surplus.pop(asset, None)


def _decimal(value: int) -> Decimal:
    return Decimal(value).scaleb(-SCALE, EXACT).normalize(EXACT) if value else ZERO
