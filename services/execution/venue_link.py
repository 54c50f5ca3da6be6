"""How a running service talks to a venue: commands go out and may be lost, reports come in.

The venue of ``venue.py`` is driven in event time within one process; a link is what stands
between it, or an exchange, and the account's writer.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Protocol

from services.execution.venue import VenueCommand, VenueReport

Deliver = Callable[[Sequence[VenueReport]], Awaitable[None]]
"""Takes reports in their order; returns when they are recorded."""


@dataclass(frozen=True, slots=True)
class Holdings:
    """What the venue says that the account has, zero quantities left out.

    ``settled`` is False while commands or reports are under way, so that a difference
    to our books means nothing yet.
    """

    positions: dict[str, Decimal] = field(default_factory=dict)
    balances: dict[str, Decimal] = field(default_factory=dict)
    settled: bool = True


class VenueLink(Protocol):
    """One account's way to its venue."""

    def connect(self, deliver: Deliver) -> None:
        """Have reports delivered; they wait until this is called."""
        ...

    def send(self, commands: Sequence[VenueCommand], now_ns: int) -> None:
        """Hand commands over, in order. No answer means nothing: they may be lost."""
        ...

    async def holdings(self) -> Holdings:
        """What the account has there.

        Raises:
            UnavailableError: the venue does not answer.
        """
        ...
