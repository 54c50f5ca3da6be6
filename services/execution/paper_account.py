"""The account at the paper venue, kept by the venue itself: it refuses what a venue would.

Spot and shares are paid whole: resting buys bind what they would cost with the taker's fee,
resting sells of spot the base they would give. Contracts and short sales need
``value / leverage``; of a contract's orders on both sides only the dearer side counts, as only
one can grow the position (Binance's initial margin of open orders). What a position has lost so
far is not free either. Whatever only reduces is never refused.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal

from services.execution.ledger import Ledger, value_of
from services.execution.working import Working
from tradewire.decimals import ZERO, Rounding, divide
from tradewire.instruments import Instrument, InstrumentKind
from tradewire.orders import Balance, Fill, Order, Position, Side
from tradewire.verdicts import RefusalReason

_PAID_WHOLE = frozenset({InstrumentKind.SPOT, InstrumentKind.EQUITY})

Problem = tuple[RefusalReason, str]
Claim = tuple[Side, Decimal, Decimal]
"""What an order would bind something for: side, price, quantity."""
MarkOf = Callable[[str, Side], Decimal | None]
"""The last price of an instrument, or what a taker on a side would get; None before any."""


class PaperAccount:
    """Balances, positions and margin of one account at the paper venue."""

    def __init__(
        self,
        account: str,
        instrument_of: Callable[[str], Instrument],
        balances: Iterable[Balance],
        *,
        leverage: Decimal,
        mark_of: MarkOf,
        positions: Iterable[Position] = (),
    ) -> None:
        self.ledger = Ledger(account, instrument_of, balances, positions)
        self._leverage = leverage
        self._mark_of = mark_of
        self._instrument_of = instrument_of

    def quantity(self, instrument: str) -> Decimal:
        """The signed position."""
        return self.ledger.position(instrument).quantity

    def apply(self, fill: Fill) -> None:
        """Book a fill."""
        self.ledger.apply_fill(fill)

    def reducible(self, order: Order) -> Decimal:
        """How much of the position an order on this side could close."""
        held = self.quantity(order.instrument)
        return max(ZERO, -held * order.side.sign)

    def sellable(self, order: Order, instrument: Instrument) -> Decimal | None:
        """The most that ``order`` may still sell of what is held; None where nothing bounds it."""
        if order.reduce_only:
            return self.reducible(order)
        if order.side is Side.BUY or not _must_hold(instrument):
            return None
        return max(ZERO, self._holding(instrument))

    def afford(
        self,
        order: Order,
        instrument: Instrument,
        takes: Sequence[tuple[Decimal, Decimal]],
        others: Iterable[Working],
    ) -> Problem | None:
        """Why the account cannot pay for fills of (price, quantity); None where it can.

        ``others`` are the open orders but this one.
        """
        if order.reduce_only:
            return None
        resting = [each for each in others if _binds(each)]
        problem = self._unheld(order, instrument, takes, resting)
        if problem is not None:
            return problem
        asset = instrument.settlement
        claims: dict[str, list[Claim]] = {}
        for each in resting:
            if each.instrument.settlement == asset:
                claims.setdefault(each.instrument.id, []).append(_claim_of(each))
        mine = claims.get(instrument.id, [])
        before = self._bound(instrument, mine)
        after = self._bound(instrument, [*mine, *((order.side, *take) for take in takes)])
        if after <= before:
            return None
        return _short(after - before, self._free(asset, claims), asset)

    def _unheld(
        self,
        order: Order,
        instrument: Instrument,
        takes: Sequence[tuple[Decimal, Decimal]],
        resting: Iterable[Working],
    ) -> Problem | None:
        """What is sold must be held, and not be on sale already, where it cannot be borrowed."""
        if order.side is Side.BUY or not _must_hold(instrument):
            return None
        wanted = sum((size for _, size in takes), ZERO)
        held = self._holding(instrument)
        for each in resting:
            if each.side is Side.SELL and _shares_holding(each.instrument, instrument):
                held -= each.instrument.size(each.remaining)
        if wanted <= held:
            return None
        spot = instrument.kind is InstrumentKind.SPOT
        return (
            RefusalReason.VENUE_INSUFFICIENT_BALANCE if spot else RefusalReason.VENUE_NOT_SHORTABLE,
            f"{wanted:f} {instrument.base} to sell, {held:f} held and not on sale",
        )

    def _free(self, asset: str, claims: Mapping[str, Sequence[Claim]]) -> Decimal:
        """What of an asset neither positions nor resting orders bind, less what is lost so far."""
        free = self.ledger.balance(asset).total
        held = [each.instrument for each in self.ledger.positions()]
        for name in dict.fromkeys([*held, *claims]):
            instrument = self._instrument_of(name)
            if instrument.settlement == asset:
                free -= self._bound(instrument, claims.get(name, ())) + self._lost(instrument)
        return free

    def _bound(self, instrument: Instrument, claims: Iterable[Claim]) -> Decimal:
        """What the position and resting orders of one instrument bind, in settlement."""
        # Spot's position is a record of trades: what can be sold is the balance.
        spot = instrument.kind is InstrumentKind.SPOT
        quantity = ZERO if spot else self.quantity(instrument.id)
        closing, growing, turning = abs(quantity), ZERO, ZERO
        for side, price, size in claims:
            if quantity * side.sign >= 0 and (quantity != 0 or side is Side.BUY):
                growing += self._cost(instrument, side, price, size)
            else:
                turning += self._cost(instrument, side, price, max(ZERO, size - closing))
                closing = max(ZERO, closing - size)
        held = self._held(instrument, quantity)
        if instrument.kind in _PAID_WHOLE:
            return held + growing + turning
        return max(held + growing, turning)

    def _cost(self, instrument: Instrument, side: Side, price: Decimal, size: Decimal) -> Decimal:
        """What opening binds: the price of what is paid whole, else margin; and the fee."""
        whole = instrument.kind in _PAID_WHOLE
        if size == 0 or (side is Side.SELL and instrument.kind is InstrumentKind.SPOT):
            return ZERO
        fee = fee_of(instrument, price, size, instrument.taker_fee)
        value = value_of(instrument, size, price)
        if whole and side is Side.BUY:
            return value + fee
        return divide(value, self._leverage, instrument.settlement_scale, Rounding.UP) + fee

    def _held(self, instrument: Instrument, quantity: Decimal) -> Decimal:
        """What the position itself binds; of a short sale of shares its proceeds too."""
        whole = instrument.kind in _PAID_WHOLE
        if quantity == 0 or (whole and quantity > 0):
            return ZERO
        cost = self.ledger.position(instrument.id).cost
        margin = divide(cost, self._leverage, instrument.settlement_scale, Rounding.UP)
        return margin + cost if whole else margin

    def _lost(self, instrument: Instrument) -> Decimal:
        """The unrealised loss of a position on margin, above zero; a gain is not free to spend."""
        quantity = self.quantity(instrument.id)
        whole = instrument.kind in _PAID_WHOLE
        if quantity == 0 or (whole and (quantity > 0 or instrument.kind is InstrumentKind.SPOT)):
            return ZERO
        mark = self._mark_of(instrument.id, Side.SELL if quantity > 0 else Side.BUY)
        if mark is None:
            return ZERO
        return max(ZERO, -self.ledger.unrealized(instrument.id, mark))

    def _holding(self, instrument: Instrument) -> Decimal:
        if instrument.kind is InstrumentKind.SPOT:
            return self.ledger.balance(instrument.base).total
        return self.quantity(instrument.id)


def _must_hold(instrument: Instrument) -> bool:
    """Whether only what is held can be sold."""
    if instrument.kind is InstrumentKind.EQUITY:
        return not instrument.shortable
    return instrument.kind is InstrumentKind.SPOT


def _shares_holding(one: Instrument, other: Instrument) -> bool:
    """Whether sells of both draw on one holding: a spot balance serves every pair of its asset."""
    if one.kind is InstrumentKind.SPOT and other.kind is InstrumentKind.SPOT:
        return one.base == other.base
    return one.id == other.id


def _binds(order: Working) -> bool:
    """Whether a resting order binds anything: only what opens, and only once it is awake."""
    return order.limit is not None and not order.is_asleep and not order.order.reduce_only


def _claim_of(order: Working) -> Claim:
    instrument = order.instrument
    return order.side, instrument.price(order.limit or 0), instrument.size(order.remaining)


def fee_of(instrument: Instrument, price: Decimal, quantity: Decimal, rate: Decimal) -> Decimal:
    """The fee of a fill, in settlement; an inverse contract's is rounded to the coin's scale."""
    if instrument.inverse:
        face = quantity * instrument.multiplier * rate
        return divide(face, price, instrument.settlement_scale, Rounding.HALF_EVEN)
    return value_of(instrument, quantity, price) * rate


def _short(need: Decimal, free: Decimal, asset: str) -> Problem | None:
    if need <= free:
        return None
    return (
        RefusalReason.VENUE_INSUFFICIENT_BALANCE,
        f"{need:f} {asset} needed, {free:f} free",
    )
