"""The kernel's rounds as risk and the strategies are given them, and what leads a participant."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

from services.chassis import subjects
from services.chassis.bus import Bus
from services.chassis.clock import ManualClock
from services.chassis.databases import open_store
from services.chassis.events import Event, NewEvent, open_log, read_range
from services.chassis.outbox import Outbox
from services.chassis.process import Owner
from services.chassis.rounds import Effects, Participant, Round
from services.chassis.tails import Tails
from tests.integration.kernel_rounds import BEGIN_NS, STREAM, Oracle


def rounds_of(oracle: Oracle) -> list[Round]:
    """The rounds with the orders' events in the place of execution's inputs."""
    found: list[Round] = []
    before: list[NewEvent] = []
    head = 1
    for round_, gained in zip(oracle.rounds, oracle.events, strict=True):
        inputs = [] if round_.is_first else _logged(before, head - len(before))
        found.append(replace(round_, events=inputs))
        before = gained
        head += len(gained)
    return found


def gained_by(oracle: Oracle, topic: subjects.Topic) -> list[list[Event]]:
    """For every round what it added to risk's or the strategies' streams."""
    prefix = subjects.every(topic).rstrip("*")
    inputs = [
        [event for event in round_.events if event.stream.startswith(prefix)]
        for round_ in oracle.rounds
    ]
    return [*inputs[1:], []]


def _logged(events: list[NewEvent], after_seq: int) -> list[Event]:
    found = []
    for seq, new in enumerate(events, after_seq + 1):
        payload = new.payload if isinstance(new.payload, bytes) else new.payload(seq)
        place = (new.event_id, new.type, new.event_ns, new.recorded_ns, "")
        found.append(Event(STREAM, seq, *place, payload))
    return found


@asynccontextmanager
async def owning(path: Path, bus: Bus, log_id: str) -> AsyncIterator[Owner]:
    """The owner of a database that was migrated; the database stays."""
    store = await open_store(f"sqlite:///{path}")
    await store.write(lambda c: open_log(c, now_ns=BEGIN_NS, draw_id=str, log_id=log_id))
    outbox = Outbox(store, bus, log_id=log_id, now_ns=lambda: BEGIN_NS)
    try:
        yield Owner(store, bus, outbox, Tails(store, log_id), log_id)
    finally:
        await store.close()


class Led:
    """A participant, led by hand.

    Args:
        again: what was committed before is compared to the byte, and not written.
    """

    def __init__(
        self, owner: Owner, clock: ManualClock, participant: Participant, *, again: bool = False
    ) -> None:
        self.participant = participant
        self._owner = owner
        self._clock = clock
        self.again = again
        self.heads: dict[str, int] = {}

    async def take(self, round_: Round) -> tuple[Effects, list[Event]]:
        """A round's effects, and its events as the log has them."""
        self._clock.set_ns(max(round_.clock_ns, self._clock.now_ns()))
        effects = await self.participant.take(round_)
        return effects, await self._settle(effects)

    async def repeat(self, call: bytes) -> tuple[bytes, list[Event]]:
        """A call's answer, and its events as the log has them."""
        effects, answer = await self.participant.repeat(call)
        return answer, await self._settle(effects)

    async def _settle(self, effects: Effects) -> list[Event]:
        if effects.write is not None and not self.again:
            await self._owner.commit(effects.write)
        found = []
        for stream, new in effects.events:
            seq = self.heads[stream] = self.heads.get(stream, 0) + 1
            payload = new.payload if isinstance(new.payload, bytes) else new.payload(seq)
            (logged,) = await self._owner.store.read(
                lambda c, stream=stream, seq=seq: read_range(c, stream, seq - 1, limit=1)  # type: ignore[misc]  # mypy does not infer a default's type.
            )
            assert (logged.event_id, logged.payload) == (new.event_id, payload)
            assert logged.traceparent == new.traceparent
            found.append(logged)
        return found
