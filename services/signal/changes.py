"""What people change about a strategy that is there: its settings, and whether it is there."""

import dataclasses
from collections.abc import Sequence

from sqlalchemy import Connection

from services.chassis.process import Owner
from services.signal.fleet import LIVE, AnswerWith, Fleet
from services.signal.journal import Journal
from services.signal.records import Standing, StrategyRecord, StrategyTerms
from services.signal.seat import Seat
from tradewire.errors import ConflictError, InvalidArgumentError, PreconditionError
from tradewire.signal.v1 import strategy_pb2

CHANGEABLE = ("display_name", "parameters", "instruments", "approval_required")
FIXED = ("strategy_type", "source", "accounts")
"""Whoever sends a strategy back as it was read names these too; they must be as they were."""


class Changes:
    """Updates, deletes and undeletes strategies on behalf of ``actor``."""

    def __init__(self, fleet: Fleet, owner: Owner, journal: Journal) -> None:
        self._fleet = fleet
        self._owner = owner
        self._journal = journal

    async def update(
        self,
        seat: Seat,
        wanted: strategy_pb2.Strategy,
        mask: Sequence[str],
        actor: str,
        answer: AnswerWith,
    ) -> None:
        """Change the masked settings; an empty mask names every field that is set.

        Raises:
            ConflictError: the etag is of older settings.
            InvalidArgumentError: a field cannot be changed, or a value is refused.
            PreconditionError: it runs with what is to change, is deleted, or is the settings' own.
        """
        async with seat.lock:
            _check_etag(seat, wanted.etag)
            if seat.record.state is Standing.DELETED:
                raise PreconditionError(
                    f"strategy {seat.name} is deleted; undelete it first",
                    reason="STRATEGY_DELETED",
                )
            before = seat.record.terms
            terms = _changed(before, wanted, mask or _set_fields(wanted))
            self._check_settings(seat, changes=_unnamed(terms) != _unnamed(before))
            if not terms.keeps_state_of(before):
                _check_stopped(seat)
                self._fleet.check(terms)
            await self._fleet.retain(seat, terms, actor, answer)

    async def delete(self, seat: Seat, etag: str, actor: str, answer: AnswerWith) -> None:
        """Put a strategy away; its id, signals and state stay.

        Raises:
            ConflictError: the etag is of older settings.
            PreconditionError: it runs, or is the settings' own.
        """
        async with seat.lock:
            if seat.record.state is not Standing.DELETED:
                _check_etag(seat, etag)
                self._check_settings(seat, changes=True)
                _check_stopped(seat)
            await self._put(seat, Standing.DELETED, actor, answer)

    async def undelete(self, seat: Seat, actor: str, answer: AnswerWith) -> None:
        """Take a deletion back; the strategy is STOPPED."""
        async with seat.lock:
            deleted = seat.record.state is Standing.DELETED
            state = Standing.STOPPED if deleted else seat.record.state
            await self._put(seat, state, actor, answer)

    async def _put(self, seat: Seat, state: Standing, actor: str, answer: AnswerWith) -> None:
        ordinal = seat.checkpoint.ordinal

        def transaction(connection: Connection) -> StrategyRecord:
            record = seat.record
            if state is not record.state:
                record = self._journal.put_away(connection, record, state, ordinal, actor)
            answer(record, ordinal)(connection)
            return record

        seat.record = await self._owner.commit(transaction)

    def _check_settings(self, seat: Seat, *, changes: bool) -> None:
        if changes and seat.name in self._fleet.declared:
            raise PreconditionError(
                f"strategy {seat.name} is declared by the service's settings, which would set it"
                " back at the next start; change it there (TRADEWIRE_SIGNAL__STRATEGIES, or the"
                " options of `tradewire up`)",
                reason="STRATEGY_OF_SETTINGS",
            )


def _changed(
    before: StrategyTerms, wanted: strategy_pb2.Strategy, mask: Sequence[str]
) -> StrategyTerms:
    """The settings with every field of the mask as it is wanted."""
    terms = before
    for path in mask:
        match path:
            case "display_name":
                terms = dataclasses.replace(terms, display_name=wanted.display_name)
            case "parameters":
                pairs = tuple(sorted(wanted.parameters.items()))
                terms = dataclasses.replace(terms, parameters=pairs)
            case "instruments":
                terms = dataclasses.replace(terms, instruments=tuple(wanted.instruments))
            case "approval_required":
                terms = dataclasses.replace(terms, approval_required=wanted.approval_required)
            case _ if path in FIXED and _value(before, path) == _given(wanted, path):
                continue
            case _:
                raise InvalidArgumentError(
                    f"update_mask names {path!r}, which cannot be changed; create another strategy,"
                    f" or change one of {', '.join(CHANGEABLE)}",
                    fields={"update_mask": f"{path} cannot be changed"},
                )
    return terms


def _value(terms: StrategyTerms, path: str) -> object:
    return [terms.account] if path == "accounts" else getattr(terms, path)


def _given(wanted: strategy_pb2.Strategy, path: str) -> object:
    return list(wanted.accounts) if path == "accounts" else getattr(wanted, path)


def _set_fields(wanted: strategy_pb2.Strategy) -> list[str]:
    return [field.name for field, _ in wanted.ListFields() if field.name in (*CHANGEABLE, *FIXED)]


def _unnamed(terms: StrategyTerms) -> StrategyTerms:
    """The settings without their name, which is nobody's but people's."""
    return dataclasses.replace(terms, display_name="")


def _check_etag(seat: Seat, etag: str) -> None:
    now = seat.record.terms.etag
    if etag and etag != now:
        raise ConflictError(
            f"strategy {seat.name} is at etag {now} and the call is based on {etag[:64]}; read it"
            " again, then repeat",
            reason="ETAG_MISMATCH",
            metadata={"etag": now},
        )


def _check_stopped(seat: Seat) -> None:
    if seat.record.state in LIVE:
        raise PreconditionError(
            f"strategy {seat.name} is {seat.record.state}; stop it first",
            reason="STRATEGY_RUNNING",
        )
