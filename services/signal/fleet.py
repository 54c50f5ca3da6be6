"""All strategies of the process: each in its seat, the running ones with a task of their own."""

import asyncio
import dataclasses
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

from sqlalchemy import Connection

from services.chassis import logs
from services.signal import store
from services.signal.absent import strategy_not_found
from services.signal.host import HostState
from services.signal.loader import BUILT_IN, create_strategy
from services.signal.records import (
    EXTERNAL,
    FILE,
    Checkpoint,
    Standing,
    StrategyRecord,
    StrategyTerms,
    terms_of,
    without_own_state,
)
from services.signal.runner import Runner
from services.signal.seat import Also, Parts, Seat, nothing_else
from services.signal.settings import STRATEGIES_MAX, StrategySection
from tradewire import ids
from tradewire.errors import (
    AlreadyExistsError,
    ExhaustedError,
    InvalidArgumentError,
    PermissionDeniedError,
    PreconditionError,
    TradewireError,
)

ACTOR_OF_SETTINGS = "settings"
"""Who changed a strategy that the operator's settings changed."""

LIVE = frozenset({Standing.STARTING, Standing.RUNNING, Standing.PAUSED})
"""States in which a strategy's settings are in use."""

# Its owner has mended what failed, or names again what was deleted.
_BEGUN_ANEW = frozenset({Standing.FAILED, Standing.DELETED})

_log = logs.logger(__name__)

AnswerWith = Callable[[StrategyRecord, int], Also]
"""From a strategy's record and ordinal as they will be, what stores the answer."""


def no_answer(record: StrategyRecord, ordinal: int) -> Also:
    """Store no answer."""
    del record, ordinal
    return nothing_else


class Fleet:
    """The strategies by id, and what people do with them."""

    def __init__(
        self, parts: Parts, draw_uid: Callable[[], str], folders: tuple[Path, ...] = ()
    ) -> None:
        """Run strategies with ``parts``; CreateStrategy loads files from ``folders`` alone."""
        self.seats: dict[str, Seat] = {}
        self.created = asyncio.Event()
        """Set, and replaced, when a strategy is created."""
        self.declared: frozenset[str] = frozenset()
        """Those of the operator's settings, which each start sets again."""
        self.journal = parts.journal
        self._parts = parts
        self._draw_uid = draw_uid
        self._folders = tuple(folder.resolve() for folder in folders)
        self._tasks: dict[str, asyncio.Task[None]] = {}

    def seat(self, strategy: str) -> Seat:
        """One strategy's seat.

        Raises:
            NotFoundError: there is no such strategy.
        """
        found = self.seats.get(strategy)
        if found is None:
            raise strategy_not_found(strategy)
        return found

    # -- the process's life ----------------------------------------------------------------

    async def open(self, sections: tuple[StrategySection, ...]) -> None:
        """Load every strategy, take the settings' over, and start what ran before or is new."""
        for record, checkpoint in await self._parts.owner.store.read(store.strategies):
            self.seats[record.strategy] = Seat(self._parts, record, checkpoint)
        again = {name for name, seat in self.seats.items() if seat.record.state in LIVE}
        self.declared = frozenset(section.strategy for section in sections)
        for section in sections:
            known = self.seats.get(section.strategy)
            # Its owner has mended the file, or will read why not once more.
            if known is None or known.record.state in _BEGUN_ANEW:
                again.add(section.strategy)
            await self._take_over(section)
        for name in sorted(again):
            paused = self.seats[name].record.state is Standing.PAUSED
            await self._launch(self.seats[name], paused=paused)

    async def close(self) -> None:
        """Leave every running strategy at a checkpoint; they run again at the next start."""
        for seat in self.seats.values():
            async with seat.lock:
                task = self._tasks.pop(seat.name, None)
                if task is not None:
                    task.cancel()
                if seat.host is not None and seat.marks.warmed:
                    await seat.commit()

    async def _take_over(self, section: StrategySection) -> None:
        terms = terms_of(
            section.source,
            section.parameters,
            section.instruments,
            section.account,
            approval_required=section.approval_required,
        )
        known = self.seats.get(section.strategy)
        if known is None:
            await self._add(ids.check_resource_id(section.strategy, "strategy"), terms)
            return
        terms = dataclasses.replace(terms, display_name=known.record.terms.display_name)
        if terms == known.record.terms:
            return
        await self.retain(known, terms, ACTOR_OF_SETTINGS)

    async def retain(
        self, seat: Seat, terms: StrategyTerms, actor: str, answer: AnswerWith = no_answer
    ) -> None:
        """Give a strategy other settings; what was saved under the old ones goes with them."""
        checkpoint = seat.checkpoint
        if not terms.keeps_state_of(seat.record.terms):
            saved = without_own_state(checkpoint.saved)
            checkpoint = Checkpoint(checkpoint.ordinal, saved)

        def transaction(connection: Connection) -> StrategyRecord:
            if checkpoint is not seat.checkpoint:
                store.put_checkpoint(connection, seat.name, checkpoint)
            ordinal = checkpoint.ordinal
            record = self._parts.journal.change(connection, seat.record, terms, ordinal, actor)
            answer(record, ordinal)(connection)
            return record

        seat.record = await self._parts.owner.commit(transaction)
        seat.checkpoint = checkpoint
        _log.info("strategy takes new settings", strategy=seat.name, actor=actor)

    # -- what people do --------------------------------------------------------------------

    async def create(
        self,
        strategy: str,
        terms: StrategyTerms,
        actor: str,
        answer: AnswerWith = no_answer,
    ) -> Seat:
        """A new strategy, STOPPED, after its code and parameters were tried.

        Raises:
            AlreadyExistsError: the id is taken.
            InvalidArgumentError: the type is unknown, the file does not import, or a
                parameter is refused; the message names it.
            PermissionDeniedError: the file lies outside of the settings' folders.
            ExhaustedError: there are as many as a process runs.
        """
        ids.check_resource_id(strategy, "strategy")
        if strategy in self.seats:
            deleted = self.seats[strategy].record.state is Standing.DELETED
            remedy = "is deleted and keeps its id; undelete it or" if deleted else "exists;"
            raise AlreadyExistsError(f"strategy {strategy} {remedy} choose another id")
        if len(self.seats) >= STRATEGIES_MAX:
            raise ExhaustedError(f"{STRATEGIES_MAX} strategies are there, as many as one runs")
        self.check(terms)
        return await self._add(strategy, terms, actor, answer)

    async def start(self, seat: Seat, actor: str, answer: AnswerWith = no_answer) -> None:
        """Start, take a pause back, or try a failed one again; a live one stays as it is."""
        state = seat.record.state
        _refuse_deleted(seat)
        if state is Standing.PAUSED:
            async with seat.lock:
                if seat.host is not None:
                    seat.host.unpause()
                await self._move(seat, Standing.RUNNING, actor, "", answer)
        elif state in LIVE:
            async with seat.lock:
                await self._move(seat, state, actor, "", answer)
        else:
            await self._launch(seat, paused=False, actor=actor, answer=answer)

    async def pause(
        self, seat: Seat, actor: str, reason: str, answer: AnswerWith = no_answer
    ) -> None:
        """Keep its input and drop its signals.

        Raises:
            PreconditionError: it does not run.
        """
        async with seat.lock:
            _refuse_deleted(seat)
            if seat.record.state not in {Standing.RUNNING, Standing.PAUSED}:
                raise PreconditionError(
                    f"strategy {seat.name} is {seat.record.state} and cannot be paused; start it",
                    reason="STRATEGY_NOT_RUNNING",
                )
            if seat.host is not None:
                seat.host.pause()
            await self._move(seat, Standing.PAUSED, actor, reason, answer)

    async def stop(
        self, seat: Seat, actor: str, reason: str, answer: AnswerWith = no_answer
    ) -> None:
        """Stop after the input that is being handled; orders and positions stay."""
        async with seat.lock:
            _refuse_deleted(seat)
            task = self._tasks.pop(seat.name, None)
            if task is not None:
                # It waits for this lock or for input: nothing is half done.
                task.cancel()
            host = seat.host
            if host is not None:
                with self._parts.watch.of(seat.name):
                    host.stop(self._parts.clock.now_ns())
            await self._move(seat, Standing.STOPPED, actor, reason, answer)
            seat.host = None

    # -- inside ----------------------------------------------------------------------------

    async def _move(
        self, seat: Seat, state: Standing, actor: str, reason: str, answer: AnswerWith
    ) -> None:
        """Another state, committed with its answer; the caller holds the seat's lock."""
        after = dataclasses.replace(seat.record, state=state, failure=None)
        if seat.host is not None and seat.host.state is HostState.FAILED:
            after = dataclasses.replace(after, state=Standing.FAILED, failure=seat.host.failure)
        ordinal = seat.checkpoint.ordinal if seat.host is None else seat.host.ordinal
        await seat.commit(state=state, actor=actor, reason=reason, also=answer(after, ordinal))

    async def _add(
        self,
        strategy: str,
        terms: StrategyTerms,
        actor: str = ACTOR_OF_SETTINGS,
        answer: AnswerWith = no_answer,
    ) -> Seat:
        uid = self._draw_uid()

        def transaction(connection: Connection) -> StrategyRecord:
            record = self._parts.journal.create(connection, strategy, uid, terms, actor)
            answer(record, 0)(connection)
            return record

        record = await self._parts.owner.commit(transaction)
        seat = self.seats[strategy] = Seat(self._parts, record, Checkpoint())
        created, self.created = self.created, asyncio.Event()
        created.set()
        return seat

    async def _launch(
        self,
        seat: Seat,
        *,
        paused: bool,
        actor: str = ACTOR_OF_SETTINGS,
        answer: AnswerWith = no_answer,
    ) -> None:
        """Put a strategy on its way; one that lives outside runs as soon as it is said to."""
        outside = seat.record.terms.strategy_type == EXTERNAL
        async with seat.lock:
            before = self._tasks.pop(seat.name, None)
            if before is not None:
                before.cancel()
            state = Standing.RUNNING if outside else Standing.STARTING
            if outside and paused:
                state = Standing.PAUSED
            await self._move(seat, state, actor, "", answer)
        if outside:
            return
        task = asyncio.create_task(self._run(seat, paused=paused), name=f"strategy-{seat.name}")
        self._tasks[seat.name] = task

    async def _run(self, seat: Seat, *, paused: bool) -> None:
        try:
            await Runner(seat, paused=paused).run()
        except Exception as error:  # noqa: BLE001 - what is not the strategy's fault ends the process
            _log.error("a strategy's runner failed", strategy=seat.name, exc_info=True)
            self._parts.fail(error)

    def check(self, terms: StrategyTerms) -> None:
        """Try the code with its parameters, without running it.

        Raises:
            InvalidArgumentError: type, source or a parameter is refused; each is named.
            PermissionDeniedError: the file lies outside of the settings' folders.
        """
        kind = terms.strategy_type
        if kind not in {*BUILT_IN, FILE, EXTERNAL}:
            known = ", ".join([*BUILT_IN, FILE, EXTERNAL])
            _refuse("strategy_type", f"strategy type {kind!r} is unknown; one of {known}")
        if (kind == FILE) != bool(terms.source):
            _refuse("source", "source is FILE.py:CLASS where the type is file, empty otherwise")
        if kind == EXTERNAL:
            return
        if kind == FILE:
            self._check_folder(terms.source)
        try:
            create_strategy(terms.reference, dict(terms.parameters))
        except TradewireError as error:
            named = {f"strategy.parameters.{name}": text for name, text in error.fields.items()}
            field = "strategy.source" if kind == FILE else "strategy.parameters"
            raise InvalidArgumentError(
                error.message, fields=named or {field: error.message}
            ) from error

    def _check_folder(self, source: str) -> None:
        path = Path(source.rpartition(":")[0]).resolve()
        if not any(path.is_relative_to(folder) for folder in self._folders):
            raise PermissionDeniedError(
                f"strategy file {path} lies outside of the folders that the service may load"
                " from; name its folder in TRADEWIRE_SIGNAL__STRATEGY_FOLDERS"
            )


def _refuse(field: str, message: str) -> NoReturn:
    raise InvalidArgumentError(message, fields={f"strategy.{field}": message})


def _refuse_deleted(seat: Seat) -> None:
    if seat.record.state is Standing.DELETED:
        raise PreconditionError(
            f"strategy {seat.name} is deleted; undelete it first", reason="STRATEGY_DELETED"
        )
