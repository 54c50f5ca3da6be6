"""What execution measures: orders by state, fills, positions, and what an order's way takes."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

from services.chassis.metrics import Kind, Measure, Metrics, Reading
from services.execution.account import Account
from services.execution.stages import EVENT_WAY, WAY

ORDERS = Measure(
    "tradewire_execution_orders",
    Kind.GAUGE,
    "Orders that there are, by the state that they are in now.",
    ("account", "state"),
)
FILLS = Measure(
    "tradewire_execution_fills_total",
    Kind.COUNTER,
    "Fills booked since the process began, each once.",
    ("account",),
)
POSITIONS = Measure(
    "tradewire_execution_positions", Kind.GAUGE, "Positions that are not flat.", ("account",)
)
MAY_OPEN = Measure(
    "tradewire_execution_account_may_open",
    Kind.GAUGE,
    "1 while an account may open, 0 while it is reconciled or halted.",
    ("account",),
)

MEASURES: Final = (WAY, EVENT_WAY, ORDERS, FILLS, POSITIONS, MAY_OPEN)
"""The table."""


def watch_accounts(metrics: Metrics, accounts: Mapping[str, Account]) -> None:
    """Show every account's orders, fills and positions."""

    def of(number: Callable[[Account], float]) -> Callable[[], Sequence[Reading]]:
        return lambda: [
            ((name,), float(number(account))) for name, account in list(accounts.items())
        ]

    def orders() -> Iterator[Reading]:
        for name, account in list(accounts.items()):
            for state, count in list(account.writer.tally.by_state.items()):
                yield (name, state.value.lower()), float(count)

    metrics.watch(ORDERS, orders)
    metrics.watch(FILLS, of(lambda account: account.writer.tally.fills))
    metrics.watch(POSITIONS, of(_held))
    metrics.watch(MAY_OPEN, of(lambda account: account.standing.may_open))


def _held(account: Account) -> int:
    return sum(1 for position in account.writer.desk.positions() if position.quantity)
