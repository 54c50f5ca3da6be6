"""The account at the paper venue, kept by the venue itself: it refuses what a venue would.

Spot and shares are paid whole: resting buys lock what they would cost with the taker's fee.
Contracts need ``value / leverage`` of margin for what they open.
"""

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal

from services.execution.ledger import Ledger, value_of
from services.execution.working import Working
from tradewire.decimals import ZERO, Rounding, divide, round_to
from tradewire.instruments import Instrument, InstrumentKind
from tradewire.orders import Balance, Fill, Order, Position, Side
from tradewire.verdicts import RefusalReason

_PAID_WHOLE = frozenset({InstrumentKind.SPOT, InstrumentKind.EQUITY})

Problem = tuple[RefusalReason, str]


class PaperAccount:
    """Balances, positions and margin of one account at the paper venue."""

    def __init__(
        self,
        account: str,
        instrument_of: Callable[[str], Instrument],
        balances: Iterable[Balance],
        *,
        leverage: Decimal,
        positions: Iterable[Position] = (),
    ) -> None:
        self.ledger = Ledger(account, instrument_of, balances, positions)
        self._leverage = leverage
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

    def afford(
        self,
        order: Order,
        instrument: Instrument,
        takes: Sequence[tuple[Decimal, Decimal]],
        others: Iterable[Working],
    ) -> Problem | None:
        """Why the account cannot pay for fills of (price, quantity); None where it can."""
        if order.reduce_only:
            return None
        if instrument.kind in _PAID_WHOLE:
            return self._afford_whole(order, instrument, takes, others)
        return self._afford_margin(order, instrument, takes, others)

    def _afford_whole(
        self,
        order: Order,
        instrument: Instrument,
        takes: Sequence[tuple[Decimal, Decimal]],
        others: Iterable[Working],
    ) -> Problem | None:
        if order.side is Side.SELL:
            held, wanted = self._holding(instrument), sum((size for _, size in takes), ZERO)
            if wanted > held:
                return (
                    RefusalReason.VENUE_INSUFFICIENT_BALANCE,
                    f"{wanted:f} {instrument.base} to sell, {held:f} held",
                )
            return None
        cost = sum((with_fee(instrument, price, size) for price, size in takes), ZERO)
        locked = sum((self._locked(other, instrument.settlement) for other in others), ZERO)
        free = self.ledger.balance(instrument.settlement).total - locked
        return _short(cost, free, instrument.settlement)

    def _afford_margin(
        self,
        order: Order,
        instrument: Instrument,
        takes: Sequence[tuple[Decimal, Decimal]],
        others: Iterable[Working],
    ) -> Problem | None:
        asset, scale = instrument.settlement, instrument.settlement_scale
        closing = self.reducible(order)
        need = ZERO
        for price, size in takes:
            opening = max(ZERO, size - closing)
            closing = max(ZERO, closing - size)
            value = value_of(instrument, opening, price)
            need += divide(value, self._leverage, scale, Rounding.UP)
            need += fee_of(instrument, price, size, instrument.taker_fee)
        used = sum((self._margin(p) for p in self.ledger.positions()), ZERO)
        used += sum((self._locked(other, asset) for other in others), ZERO)
        return _short(need, self.ledger.balance(asset).total - used, asset)

    def _holding(self, instrument: Instrument) -> Decimal:
        if instrument.kind is InstrumentKind.SPOT:
            return self.ledger.balance(instrument.base).total
        return self.quantity(instrument.id)

    def _margin(self, position: Position) -> Decimal:
        instrument = self._instrument_of(position.instrument)
        if instrument.kind in _PAID_WHOLE or position.quantity == 0:
            return ZERO
        return divide(position.cost, self._leverage, instrument.settlement_scale, Rounding.UP)

    def _locked(self, other: Working, asset: str) -> Decimal:
        """What a resting order binds of an asset: only what opens, and only once it is awake."""
        instrument = other.instrument
        if other.limit is None or other.is_asleep or other.order.reduce_only:
            return ZERO
        if instrument.settlement != asset:
            return ZERO
        price, size = instrument.price(other.limit), instrument.size(other.remaining)
        if instrument.kind in _PAID_WHOLE:
            return with_fee(instrument, price, size) if other.side is Side.BUY else ZERO
        value = value_of(instrument, size, price)
        return divide(value, self._leverage, instrument.settlement_scale, Rounding.UP)


def fee_of(instrument: Instrument, price: Decimal, quantity: Decimal, rate: Decimal) -> Decimal:
    """The fee of a fill, in settlement; an inverse contract's is rounded to the coin's scale."""
    fee = value_of(instrument, quantity, price) * rate
    if instrument.inverse:
        return round_to(fee, instrument.settlement_scale, Rounding.HALF_EVEN)
    return fee


def with_fee(instrument: Instrument, price: Decimal, quantity: Decimal) -> Decimal:
    """What a buy costs at most, in settlement."""
    fee = fee_of(instrument, price, quantity, instrument.taker_fee)
    return value_of(instrument, quantity, price) + fee


def _short(need: Decimal, free: Decimal, asset: str) -> Problem | None:
    if need <= free:
        return None
    return (
        RefusalReason.VENUE_INSUFFICIENT_BALANCE,
        f"{need:f} {asset} needed, {free:f} free",
    )
