"""All that the rules look at: one order held against one account, reckoned once.

An order is split in what it closes and what it opens. What only closes is let
pass by every rule but those on form, so that no limit ever traps a position.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from services.risk.exposure import AccountView, Valuation
from services.risk.killswitch import KillSwitch
from services.risk.limit_book import Effective
from services.risk.limits import Limits, SizingPolicy
from services.risk.losses import Baseline
from services.risk.marks import Mark
from services.risk.reservations import AccountClaims
from services.risk.valuation import (
    MARGIN_SCALE,
    ONE,
    capital_for,
    is_cash,
    value_of,
    worst_price,
)
from tradewire.decimals import ZERO, Rounding, canonical, divide
from tradewire.instruments import Instrument
from tradewire.orders import Side
from tradewire.values import quickly_made
from tradewire.verdicts import VerdictRequest

FLAT = Valuation(ZERO, ZERO, ZERO, ZERO)
NO_BASELINE = Baseline(0, 0, ZERO, ZERO, ZERO)


class Bound(NamedTuple):
    """A limit as an amount, and the path of the limits it comes from."""

    amount: Decimal | None
    source: str


NO_BOUND = Bound(None, "")


@quickly_made
@dataclass(frozen=True, slots=True)
class SizeCap:
    """The largest opening quantity that one rule leaves room for."""

    rule: str
    quantity: Decimal
    limit_source: str = ""


@quickly_made
@dataclass(frozen=True, slots=True)
class Sizing:
    """How a quantity came about.

    Attributes:
        quantity: the result, a multiple of the size increment; 0 for no room.
        policy, policy_source: what was asked for, and whose; None for no policy.
        policy_quantity: what the policy gave before caps.
        caps: tightest first.
        binding_rule: the rule that decided; empty where the policy did.
        detail: one sentence for a person.
        stop_missing: True where the policy needs a stop price and has none.
    """

    quantity: Decimal
    detail: str
    policy: SizingPolicy | None = None
    policy_source: str = ""
    policy_quantity: Decimal = ZERO
    caps: tuple[SizeCap, ...] = ()
    binding_rule: str = ""
    stop_missing: bool = False


@dataclass(slots=True)
class Assessment:
    """One order against one account. Amounts are in ``asset``, prices in quote.

    Attributes:
        effective, limits: the strictest that apply, with and without their sources.
        instrument, mark: None where the instrument is unknown.
        sources: field of the limits -> path of those that decide it.
        entry: where the order means to fill: its own price, else the market's.
        price: what the order is valued at; None where nothing is known.
        at_market: True where the order names no worst price.
        held: signed quantity held of the instrument.
        closable: quantity that this side can close.
        same_side: value of the position on this side with what is to enlarge it.
        exposure: of all positions, approvals and open orders.
        free: capital not bound yet.
        position_bound, exposure_bound, free_bound: limits as amounts.
        quantity, opening, closing: of the order; see ``settle``.
        quantity_text: the quantity as rules print it.
        equal: what an equal order would share with it.
        reduces: True where the order can only make a position smaller.
        value, capital: what ``opening`` adds and binds.
        sizing: how the quantity came about; None where it was given.
        approvals_ns: moments of the account's newest approvals, ascending.
        duplicate_age_ns: since an equal order of another cause was approved.
    """

    request: VerdictRequest
    now_ns: int
    effective: Effective
    limits: Limits
    sources: Mapping[str, str]
    view: AccountView | None
    instrument: Instrument | None
    mark: Mark | None
    asset: str
    valuation: Valuation
    claims: AccountClaims
    baseline: Baseline
    entry: Decimal | None = None
    price: Decimal | None = None
    at_market: bool = True
    leverage: Decimal = ONE
    held: Decimal = ZERO
    closable: Decimal = ZERO
    same_side: Decimal = ZERO
    exposure: Decimal = ZERO
    free: Decimal = ZERO
    position_bound: Bound = NO_BOUND
    exposure_bound: Bound = NO_BOUND
    free_bound: Bound = NO_BOUND
    quantity: Decimal = ZERO
    quantity_text: str = "0"
    opening: Decimal = ZERO
    closing: Decimal = ZERO
    reduces: bool = False
    value: Decimal = ZERO
    capital: Decimal = ZERO
    sizing: Sizing | None = None
    open_order_count: int = 0
    approvals_ns: tuple[int, ...] | list[int] = ()
    equal: str = ""
    duplicate_age_ns: int | None = None
    switch: KillSwitch | None = None

    @property
    def equity(self) -> Decimal:
        """The account's equity at the newest prices."""
        return self.valuation.equity

    def reckon(self) -> None:
        """Fill in what does not depend on the quantity."""
        self._bound_amounts()
        self._reckon_capital()
        if self.instrument is not None and self.mark is not None and self.view is not None:
            self._reckon_order(self.instrument, self.mark, self.view)

    def settle(self, quantity: Decimal) -> None:
        """Split the quantity in what it closes and what it opens, and value that."""
        request, instrument = self.request, self.instrument
        self.quantity = quantity
        self.quantity_text = canonical(quantity)
        self.closing = min(quantity, self.closable)
        self.opening = quantity - self.closing
        if request.reduce_only and not (
            instrument is not None and is_cash(instrument) and self.closable > ZERO
        ):
            # The venue cuts a reduce-only order to the position. Where it has no
            # such flag (spot), what is more than is held would be a short sale.
            self.opening = ZERO
        self.reduces = self.opening == ZERO and (request.reduce_only or self.closing > ZERO)
        self.value = self.capital = ZERO
        if self.opening and instrument is not None and self.price is not None:
            self.value = value_of(instrument, self.opening, self.price)
            self.capital = capital_for(
                instrument, self.value, self.leverage, at_market=self.at_market
            )

    def _bound_amounts(self) -> None:
        limits, equity = self.limits, self.valuation.equity
        self.position_bound = self.least(
            limits.position_value_max,
            limits.position_fraction_max,
            equity,
            ("position_value_max", "position_fraction_max"),
        )
        self.exposure_bound = self.least(
            limits.exposure_max,
            limits.exposure_fraction_max,
            equity,
            ("exposure_max", "exposure_fraction_max"),
        )
        kept, fraction = limits.free_capital_min, limits.free_capital_fraction_min
        if fraction is not None and (kept is None or fraction * equity > kept):
            self.free_bound = Bound(fraction * equity, self.sources["free_capital_fraction_min"])
        elif kept is not None:
            self.free_bound = Bound(kept, self.sources["free_capital_min"])

    def least(
        self,
        amount: Decimal | None,
        fraction: Decimal | None,
        base: Decimal,
        names: tuple[str, str],
    ) -> Bound:
        """The smaller of an amount and a fraction of ``base``, with its source."""
        if fraction is not None and (amount is None or fraction * base < amount):
            return Bound(fraction * base, self.sources[names[1]])
        if amount is not None:
            return Bound(amount, self.sources[names[0]])
        return NO_BOUND

    def _reckon_capital(self) -> None:
        self.leverage = margin_leverage(self.limits)
        self.free = free_capital(self.valuation, self.claims, self.leverage)
        self.exposure = self.valuation.exposure + self.claims.value

    def _reckon_order(self, instrument: Instrument, mark: Mark, view: AccountView) -> None:
        request, claims = self.request, self.claims
        stated = request.price or request.trigger_price
        self.at_market = request.price is None
        self.entry = stated or mark.price
        self.price = worst_price(instrument, request.side, stated, mark.price)
        self.held = view.held(instrument)
        opposite = self.held if request.side is Side.SELL else -self.held
        if opposite > ZERO:
            self.closable = opposite
            if not request.reduce_only:
                key = (instrument.id, request.side is Side.BUY)
                pending = claims.closing.get(key, ZERO)
                if is_cash(instrument) and request.side is Side.SELL:
                    pending = max(pending, claims.selling.get(instrument.base, ZERO))
                self.closable = max(ZERO, opposite - pending)
        value = view.position_value(instrument.id) * request.side.sign
        reserved = claims.opening.get((instrument.id, request.side is Side.BUY), ZERO)
        self.same_side = max(ZERO, value) + reserved


def free_capital(valuation: Valuation, claims: AccountClaims, leverage: Decimal) -> Decimal:
    """What is bound by neither positions' margin nor reservations."""
    margin = valuation.margin_exposure
    if margin and leverage != ONE:
        margin = divide(margin, leverage, MARGIN_SCALE, Rounding.UP)
    return valuation.collateral - margin - claims.capital


def margin_leverage(limits: Limits) -> Decimal:
    """What margin is reckoned with: the limit, and 1 where there is none or a lower one.

    An account without a limit of leverage pays for everything in full; one below 1
    bounds the exposure by its own rule and makes nothing dearer.
    """
    return max(limits.leverage_max or ONE, ONE)
