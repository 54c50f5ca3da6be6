"""Answers kept by request id, so that a repeated request gets the first answer again.

See https://google.aip.dev/155. The answer is stored in the transaction of the effects: a client
that lost the answer asks again with the same id and learns what was done, and nothing is done
twice. An answer of another service to a call of ours is kept the same way by the caller.
"""

import hashlib

from sqlalchemy import Connection, delete, insert, select

from services.chassis.failures import RequestIdReusedError
from services.chassis.tables import answers_table

ANSWER_AGE_NS_MAX = 24 * 3600 * 1_000_000_000
"""A client that has not repeated within a day has settled the matter by reading the state."""

ANSWERS_MAX = 1_000_000
"""At about 1 KB each a gigabyte at most; 11 a second for a day before the age limit is cut."""

PRUNE_EVERY = 64
"""Pruning at every answer would double its cost; this many extra rows are nothing."""


def request_digest(request: bytes) -> bytes:
    """What tells two requests with one id apart: SHA-256 of the encoded request."""
    return hashlib.sha256(request).digest()


def find_answer(
    connection: Connection, scope: str, request_id: str, request: bytes
) -> bytes | None:
    """The encoded first answer to this request, or None when it is new.

    Args:
        connection: inside the write that will store the answer.
        scope: caller and method, so that two callers' ids cannot meet.
        request_id: the client's id of the request.
        request: the encoded request, deterministically serialised.

    Raises:
        RequestIdReusedError: the id was used for a different request.
    """
    query = select(answers_table.c.request_digest, answers_table.c.response).where(
        answers_table.c.scope == scope, answers_table.c.request_id == request_id
    )
    row = connection.execute(query).one_or_none()
    if row is None:
        return None
    if bytes(row.request_digest) != request_digest(request):
        raise RequestIdReusedError(
            f"request_id {request_id} was used for a different request; "
            "draw a new id for every new request",
            fields={"request_id": "was used for a different request"},
        )
    return bytes(row.response)


def store_answer(
    connection: Connection,
    scope: str,
    request_id: str,
    request: bytes,
    response: bytes,
    *,
    now_ns: int,
) -> None:
    """Keep the answer; call it in the transaction of the effects, after ``find_answer``.

    Raises:
        sqlalchemy.exc.IntegrityError: the id has an answer already.
    """
    statement = insert(answers_table).returning(answers_table.c.ordinal)
    values = {
        "scope": scope,
        "request_id": request_id,
        "request_digest": request_digest(request),
        "response": response,
        "recorded_ns": now_ns,
    }
    ordinal = connection.execute(statement, values).scalar_one()
    if ordinal % PRUNE_EVERY == 0:
        prune_answers(connection, now_ns=now_ns, newest=ordinal)


def prune_answers(connection: Connection, *, now_ns: int, newest: int) -> int:
    """Forget answers older than ``ANSWER_AGE_NS_MAX`` or beyond ``ANSWERS_MAX``.

    Args:
        connection: inside a write.
        now_ns: the time now.
        newest: the ordinal of the newest answer.

    Returns:
        How many were forgotten.
    """
    old = answers_table.c.recorded_ns < now_ns - ANSWER_AGE_NS_MAX
    beyond = answers_table.c.ordinal <= newest - ANSWERS_MAX
    aged = connection.execute(delete(answers_table).where(old)).rowcount
    return aged + connection.execute(delete(answers_table).where(beyond)).rowcount
