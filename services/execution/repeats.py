"""Requests that change something, each done once however often it is sent."""

import asyncio
import uuid
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

from google.protobuf.message import Message
from sqlalchemy import Connection

from services.chassis.answers import find_answer, store_answer
from services.chassis.process import Owner
from services.execution.store import Numbers
from services.execution.writer import Extra

M = TypeVar("M", bound=Message)
T = TypeVar("T")


class Request:
    """One request with its id; without one it is drawn here, and a repeat is another request.

    Args:
        owner: whose store has the answers.
        scope: method and account, so that the ids of two accounts cannot meet.
        message: the request as it came; it has ``request_id``.
        now_ns: the time that the answer is kept from.
    """

    def __init__(
        self, owner: Owner, scope: str, message: Message, now_ns: Callable[[], int]
    ) -> None:
        given = str(getattr(message, "request_id"))  # noqa: B009 - no common base class on the wire
        self.id = given or str(uuid.uuid4())
        self._owner = owner
        self._scope = scope
        self._kept = bool(given)
        self._payload = message.SerializeToString(deterministic=True)
        self._now_ns = now_ns

    async def first_answer(self, kind: type[M]) -> M | None:
        """The answer that the id got before; None where it is new.

        Raises:
            RequestIdReusedError: the id was used for another request.
        """
        if not self._kept:
            return None
        found = await self._owner.store.read(self._find)
        return None if found is None else kind.FromString(found)

    def keep(self, answer: Callable[[Numbers], Message]) -> Extra:
        """What stores the answer in the transaction of the effects."""

        def store(connection: Connection, numbers: Numbers) -> None:
            # Two of one id may be under way at once; the second changed nothing.
            if self._kept and self._find(connection) is None:
                payload = answer(numbers).SerializeToString(deterministic=True)
                store_answer(
                    connection,
                    self._scope,
                    self.id,
                    self._payload,
                    payload,
                    now_ns=self._now_ns(),
                )

        return store

    def _find(self, connection: Connection) -> bytes | None:
        return find_answer(connection, self._scope, self.id, self._payload)


async def to_the_end(work: Coroutine[Any, Any, T]) -> T:
    """Let work finish even where its caller goes away: half of it must not be left."""
    return await asyncio.shield(asyncio.ensure_future(work))
