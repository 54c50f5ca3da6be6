"""The paper venue in a replay: it lives by the rounds, as in the kernel, and in memory.

A process that comes back runs the rounds again, so nothing of the venue is read from its database.
It is written there all the same, so that what is left of a replay is whole.
"""

from collections.abc import Iterable, Sequence

from services.execution.paper import PaperVenue
from services.execution.paper_link import holdings_of
from services.execution.paper_store import PaperStore
from services.execution.venue import VenueCommand, carry_out
from services.execution.venue_link import Deliver, Holdings
from tradewire.instruments import Instrument
from tradewire.orders import Balance

UNSAVED_MAX = 256
"""Orders that may have changed since the venue was written to its database: in memory they take
half a megabyte, and a write for each of them would take longer than the rounds."""


class TapeLink:
    """One account at the paper venue of a replay; implements ``venue_link.VenueLink``.

    Args:
        account: whose.
        log_id: that the venue's ids are hashed from.
        store: where the venue leaves the account.
        latency_ns: of every command, on the tape's clock.
        opening: what the account begins with.
    """

    def __init__(
        self,
        account: str,
        log_id: str,
        store: PaperStore,
        *,
        latency_ns: int,
        opening: Sequence[Balance],
    ) -> None:
        self._account = account
        self._log_id = log_id
        self._store = store
        self._latency_ns = latency_ns
        self._opening = opening
        self.venue = self._open(())

    def open(self, instruments: Iterable[Instrument]) -> None:
        """Open the venue for the tape's instruments, before the first round."""
        self.venue = self._open(instruments)

    def connect(self, deliver: Deliver) -> None:
        """Nothing is delivered: a round takes the reports."""

    def send(self, commands: Sequence[VenueCommand], now_ns: int) -> None:
        """Send commands; each arrives after the latency."""
        carry_out(self.venue, commands, now_ns)

    async def holdings(self) -> Holdings:
        """What the account has at the venue now."""
        return holdings_of(self.venue)

    async def save(self, *, closing: bool, closed: bool) -> None:
        """Write what changed.

        Args:
            closing: the tape is drained in this round: whatever is there is written.
            closed: it is, now or before: every change is written.
        """
        self._store.note(self.venue.take_dirty())
        enough = 0 if closing else 1 if closed else UNSAVED_MAX
        if self._store.unsaved >= enough:
            await self._store.save(self.venue)

    def go_on(self, venue: PaperVenue) -> None:
        """Go on with the venue of an earlier process."""
        self.venue = venue
        # Its database may have lost what was saved last, which nothing else would write again.
        self._store.note(venue.export(displays=False).orders)

    def _open(self, instruments: Iterable[Instrument]) -> PaperVenue:
        return PaperVenue(
            account=self._account,
            log_id=self._log_id,
            instruments=instruments,
            balances=self._opening,
            latency_ns=self._latency_ns,
        )
