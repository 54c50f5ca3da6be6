"""How an account did, by day, strategy and instrument: a fold over its fills, in their order.

Amounts of different assets are never added: what is settled in one asset and fees paid in another
are figures of their own. A position is the account's, whichever strategies traded it: bringing it
back to flat counts to the fill that did.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from decimal import Decimal

from services.execution.ledger import value_of
from tradewire.decimals import ZERO
from tradewire.errors import ExhaustedError
from tradewire.instruments import Instrument
from tradewire.market import SECOND_NS
from tradewire.orders import Fill

CELLS_MAX = 100_000
"""Days times strategies times instruments that are kept: some 50 MB. Ten years of ten instruments
of two strategies need less."""


@dataclass(frozen=True, slots=True)
class Figures:
    """Sums in one asset; see the contract's PerformanceFigures."""

    realized: Decimal = ZERO
    fees: Decimal = ZERO
    turnover: Decimal = ZERO
    fills: int = 0
    closed: int = 0
    won: int = 0

    def __add__(self, other: "Figures") -> "Figures":
        return Figures(
            self.realized + other.realized,
            self.fees + other.fees,
            self.turnover + other.turnover,
            self.fills + other.fills,
            self.closed + other.closed,
            self.won + other.won,
        )

    @property
    def net(self) -> Decimal:
        """Realised less fees."""
        return self.realized - self.fees


@dataclass(frozen=True, slots=True)
class Cell:
    """What figures are of."""

    day: str
    strategy: str
    instrument: str
    asset: str


@dataclass(frozen=True, slots=True)
class _Trip:
    """A position on its way from flat to flat, and what it gained so far."""

    quantity: Decimal = ZERO
    gain: Decimal = ZERO


@dataclass(frozen=True, slots=True)
class Span:
    """Which figures: empty fits all; days are included at both ends."""

    strategy: str = ""
    start_day: str = ""
    end_day: str = ""

    def holds(self, cell: Cell) -> bool:
        """Whether figures of this cell are among them."""
        return (
            self.strategy in {"", cell.strategy}
            and self.start_day <= cell.day
            and (not self.end_day or cell.day <= self.end_day)
        )


class Performance:
    """The figures of one account's fills. Feed it each fill once, oldest first."""

    def __init__(self, instrument_of: Callable[[str], Instrument]) -> None:
        self._instrument_of = instrument_of
        self._cells: dict[Cell, Figures] = {}
        self._trips: dict[str, _Trip] = {}

    def take(self, fill: Fill, settlement: str, recorded_ns: int) -> None:
        """Count a fill.

        Raises:
            ExhaustedError: there are more days, strategies and instruments than are kept.
        """
        day = day_of(recorded_ns)
        value = abs(value_of(self._instrument_of(fill.instrument), fill.quantity, fill.price))
        paid_here = fill.fee_asset == settlement
        fee = fill.fee if paid_here else ZERO
        closed, won = self._travel(fill, fill.realized - fee)
        self._add(
            Cell(day, fill.strategy, fill.instrument, settlement),
            Figures(fill.realized, fee, value, 1, int(closed), int(won)),
        )
        if not paid_here and fill.fee:
            cell = Cell(day, fill.strategy, fill.instrument, fill.fee_asset)
            self._add(cell, Figures(fees=fill.fee))

    def days(self, span: Span) -> list[tuple[str, dict[str, Figures]]]:
        """Figures by asset of each day that has some, newest first."""
        return sorted(_summed(self._held(span), lambda cell: cell.day).items(), reverse=True)

    def instruments(self, span: Span) -> list[tuple[str, dict[str, Figures]]]:
        """Figures by asset of each instrument that has some, by id."""
        return sorted(_summed(self._held(span), lambda cell: cell.instrument).items())

    def _held(self, span: Span) -> Iterator[tuple[Cell, Figures]]:
        return ((cell, found) for cell, found in self._cells.items() if span.holds(cell))

    def _travel(self, fill: Fill, gain: Decimal) -> tuple[bool, bool]:
        """Whether the fill brings the position to flat or through it, and whether that gained."""
        before = self._trips.get(fill.instrument, _Trip())
        quantity = before.quantity + fill.side.sign * fill.quantity
        closed = before.quantity != ZERO and quantity * before.quantity <= ZERO
        total = before.gain + gain
        # What turns opens anew; its fee counts to what it closed, for it is one fill's.
        after = _Trip(quantity) if closed else replace(before, quantity=quantity, gain=total)
        self._trips[fill.instrument] = after
        return closed, closed and total > ZERO

    def _add(self, cell: Cell, figures: Figures) -> None:
        known = self._cells.get(cell)
        if known is None and len(self._cells) >= CELLS_MAX:
            raise ExhaustedError(
                f"the account traded on more days, by more strategies and in more instruments than"
                f" the {CELLS_MAX:,} sums that are kept; list its fills instead",
                reason="PERFORMANCE_TOO_LARGE",
            )
        self._cells[cell] = figures if known is None else known + figures


def day_of(time_ns: int) -> str:
    """The day in UTC, ``2026-01-31``."""
    return datetime.fromtimestamp(time_ns // SECOND_NS, UTC).date().isoformat()


def _summed(
    cells: Iterable[tuple[Cell, Figures]], name: Callable[[Cell], str]
) -> dict[str, dict[str, Figures]]:
    found: dict[str, dict[str, Figures]] = {}
    for cell, figures in cells:
        by_asset = found.setdefault(name(cell), {})
        by_asset[cell.asset] = by_asset.get(cell.asset, Figures()) + figures
    return found
