"""What a participant of a replay keeps beside its own rows: where it is, and the calls it answered.

Written in the transaction of the effects, so that after a crash either both are there or neither.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, insert, select, update

from services.chassis.rounds import Position
from services.chassis.tables import replay_calls_table, replay_position_table


@dataclass(frozen=True, slots=True)
class Begun:
    """A participant's replay as its database knows it.

    Attributes:
        marker: the last round with effects; (0, 0) before the first.
        heads: of the owner's streams before the first round.
    """

    marker: Position
    heads: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class StoredCall:
    """A call of another participant's, answered after a round."""

    request: bytes
    answer: bytes


def begin_replay(connection: Connection, run: str, heads: Mapping[str, int]) -> Begun:
    """Take up the replay ``run``, or begin it where the owner's streams are at ``heads``."""
    table = replay_position_table
    row = connection.execute(select(table).where(table.c.run == run)).one_or_none()
    if row is not None:
        return Begun((row.step, row.round), json.loads(row.heads))
    values = {"run": run, "step": 0, "round": 0, "heads": json.dumps(dict(sorted(heads.items())))}
    connection.execute(insert(table), values)
    return Begun((0, 0), dict(heads))


def mark_round(connection: Connection, run: str, position: Position) -> None:
    """Store that the effects of a round are in this transaction."""
    table = replay_position_table
    step, number = position
    connection.execute(update(table).where(table.c.run == run).values(step=step, round=number))


def store_call(
    connection: Connection, run: str, position: Position, ordinal: int, call: StoredCall
) -> None:
    """Store a call with its answer, the ``ordinal``-th after a round."""
    step, number = position
    connection.execute(
        insert(replay_calls_table),
        {
            "run": run,
            "step": step,
            "round": number,
            "ordinal": ordinal,
            "request": call.request,
            "answer": call.answer,
        },
    )


def rounds_with_calls(connection: Connection, run: str) -> set[Position]:
    """The rounds after which calls were answered."""
    table = replay_calls_table
    query = select(table.c.step, table.c.round).where(table.c.run == run).distinct()
    return {(row.step, row.round) for row in connection.execute(query)}


def calls_after(connection: Connection, run: str, position: Position) -> list[StoredCall]:
    """The calls answered after a round, in their order."""
    table = replay_calls_table
    step, number = position
    query = (
        select(table.c.request, table.c.answer)
        .where(table.c.run == run, table.c.step == step, table.c.round == number)
        .order_by(table.c.ordinal)
    )
    return [StoredCall(bytes(row.request), bytes(row.answer)) for row in connection.execute(query)]
