"""What can be read of an account: orders, positions, balances."""

from services.execution.guard import Guard
from services.execution.journal import Journal
from services.execution.ledger import Ledger
from tradewire.errors import NotFoundError
from tradewire.orders import Balance, Order, Position


class AccountView:
    """Reads one account's journal, and what guards it."""

    def __init__(self, account: str, journal: Journal, guard: Guard) -> None:
        """Read ``journal`` and ``guard``, which are of ``account``."""
        self.account = account
        self._journal = journal
        self._guard = guard

    def order(self, order: str) -> Order:
        """The order of our id or the client order id.

        Raises:
            NotFoundError: it is not in memory; an old one may be in the store.
        """
        found = self.find_order(order)
        if found is None:
            raise NotFoundError(f"account {self.account} has no order {order} in memory")
        return found

    def find_order(self, order: str) -> Order | None:
        """The order of our id or the client order id; None where not in memory."""
        return self._journal.blotter.find(order)

    def orders(self) -> tuple[Order, ...]:
        """Every order in memory, in order of creation."""
        return self._journal.blotter.orders()

    def open_orders(self, instrument: str = "") -> tuple[Order, ...]:
        """Orders that may still fill, in order of creation; of one instrument or all."""
        return self._journal.blotter.open_orders(instrument)

    def position(self, instrument: str) -> Position:
        """The position; flat where there never was one. Raises NotFoundError."""
        return self._journal.ledger.position(instrument)

    def positions(self) -> tuple[Position, ...]:
        """Every position, flat ones too, in order of first trade."""
        return self._journal.ledger.positions()

    def balances(self) -> tuple[Balance, ...]:
        """Every balance, in order of first use."""
        return self._journal.ledger.balances()

    @property
    def halts(self) -> tuple[str, ...]:
        """The scopes that risk has halted, oldest first; strategies' too."""
        return self._guard.halts()

    @property
    def is_halted(self) -> bool:
        """Whether risk lets nothing of the whole account open."""
        return self._guard.is_halted("")

    @property
    def ledger(self) -> Ledger:
        """The account's ledger, to read equity and P&L from."""
        return self._journal.ledger

    @property
    def fill_count(self) -> int:
        """Fills booked since this process began."""
        return self._journal.fill_count
