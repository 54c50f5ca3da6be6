"""What keeps an account from opening, kept over restarts and told in its stream.

A hold is in memory at once, and on the disk with the event that tells of it: an account that was
halted stays so however often the process starts, until what halted it has gone or is let pass.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from sqlalchemy import Connection, delete, select

from services.chassis.events import NewEvent
from services.execution.recording import Place, Recording, halted, resumed
from services.execution.standing import Hold, Standing, hold_of, is_whole
from services.execution.store import Numbers, upsert
from services.execution.tables import holds_table
from services.execution.writer import AccountWriter, Extra, nothing
from tradewire.types.v1.stream_pb2 import StreamPosition
from tradewire.verdicts import Directive, Halted, Resumed

_HOLD = tuple(Hold.__dataclass_fields__)


def load_holds(connection: Connection, account: str) -> list[Hold]:
    """What an account was held by, oldest first."""
    query = select(holds_table).where(holds_table.c.account == account)
    rows = connection.execute(query.order_by(holds_table.c.since_ns, holds_table.c.key)).mappings()
    return [Hold(**{name: row[name] for name in _HOLD}) for row in rows]


def kept_beside(_head: int) -> Extra:
    """No further effects."""
    return nothing


@dataclass(frozen=True, slots=True)
class Told:
    """What a directive does to an account's standing: rows, and the event that tells of it."""

    began: tuple[Hold, ...] = ()
    ended: tuple[str, ...] = ()
    resumed_by: str = ""

    def events(self, place: Place) -> list[NewEvent]:
        """What goes into the account's stream, first at ``place``."""
        if self.began:
            return [halted(place, self.began[0])]
        return [resumed(place, self.resumed_by)] if self.resumed_by else []


@dataclass(slots=True)
class Halts:
    """The holds of one account."""

    account: str
    writer: AccountWriter
    standing: Standing = field(default_factory=Standing)

    async def begin(self, hold: Hold) -> None:
        """Open nothing from now on; the caller does not hold the writer's lock."""
        if self.standing.begin(hold):
            await self.tell(hold)

    async def tell(self, hold: Hold) -> None:
        """Keep a hold that has just begun, and tell of it."""
        async with self.writer.lock:
            event = halted(self.writer.place(), hold)
            await self.writer.append(Recording([event]), self.stored(Told((hold,)), nothing))

    async def lift(
        self,
        keys: Iterable[str],
        by: str,
        *,
        note: str = "",
        skipped: Hold | None = None,
        keep: Callable[[int], Extra] = kept_beside,
    ) -> None:
        """End holds, and tell that the account trades again where nothing else holds it.

        Args:
            keys: of the holds.
            by: whom or what the event names.
            note: why, in the words of whom.
            skipped: whose poisoned event was let pass.
            keep: further effects of the same transaction, by the stream's last sequence then.
        """
        async with self.writer.lock:
            # Somebody else may have lifted it while this waited.
            ended = tuple(key for key in keys if self.standing.find(key) is not None)
            left = {hold.key for hold in self.standing.holds} - {*ended}
            position = None
            if skipped is not None:
                position = StreamPosition(log_id=skipped.log_id, sequence=skipped.sequence)
            again = bool(ended) and not left and not self.writer.desk.is_halted
            event = resumed(self.writer.place(), by, note, position)
            # The disk first: until it says so, an account that was halted opens nothing.
            recording = Recording([event] if again else [])
            extra = keep(self.writer.head + len(recording.events))
            await self.writer.append(recording, self.stored(Told(ended=ended), extra))
            for key in ended:
                self.standing.lift(key)

    def follow(self, directive: Directive) -> Told:
        """Note in memory what a directive, just followed, did to the account as a whole."""
        desk = self.writer.desk
        match directive:
            case Halted() if is_whole(directive.scope) and directive.scope in desk.halts:
                hold = hold_of(directive)
                return Told((hold,)) if self.standing.begin(hold) else Told()
            case Resumed() if is_whole(directive.scope) and directive.scope not in desk.halts:
                ended = self.standing.lift(f"directive:{directive.scope}")
                free = not self.standing.holds and not desk.is_halted
                by = directive.directive_id if free else ""
                return Told() if ended is None else Told(ended=(ended.key,), resumed_by=by)
            case _:
                return Told()

    def stored(self, told: Told, extra: Extra) -> Extra:
        """What keeps it, beside other effects of the same transaction."""

        def store(connection: Connection, numbers: Numbers) -> None:
            rows = [
                {"account": self.account, **{name: getattr(each, name) for name in _HOLD}}
                for each in told.began
            ]
            upsert(connection, holds_table, rows)
            for key in told.ended:
                mine = holds_table.c.account == self.account
                connection.execute(delete(holds_table).where(mine, holds_table.c.key == key))
            extra(connection, numbers)

        return store
