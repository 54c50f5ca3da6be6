"""Requests that change something, each done once however often it is sent."""

import asyncio
import uuid
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

from google.protobuf.message import Message
from sqlalchemy import Connection

from services.chassis.answers import find_answer, store_answer
from services.chassis.failures import RequestIdReusedError
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
        self._told = b""
        self._reused: RequestIdReusedError | None = None

    async def first_answer(self, kind: type[M]) -> M | None:
        """The answer that the id got before; None where it is new.

        Raises:
            RequestIdReusedError: the id was used for another request.
        """
        if not self._kept:
            return None
        found = await self._owner.store.read(self._find)
        return None if found is None else kind.FromString(found)

    def keep(self, answer: Callable[[Connection, Numbers], Message]) -> Extra:
        """What makes the answer in the transaction of the effects, and stores it there.

        What the caller is told is read from the stored bytes (see ``answer``): an order goes on
        at once, and read a moment later it is no longer what a repeat will be told.
        """

        def store(connection: Connection, numbers: Numbers) -> None:
            try:
                # Two of one id may be under way at once; the second gets the first's answer.
                found = self._find(connection) if self._kept else None
            except RequestIdReusedError as error:
                # Raised to the caller, but not here: memory would be ahead of the disk, and
                # the account's writer would stop for a client's mistake.
                self._reused = error
                return
            if found is None:
                found = answer(connection, numbers).SerializeToString(deterministic=True)
                if self._kept:
                    store_answer(
                        connection,
                        self._scope,
                        self.id,
                        self._payload,
                        found,
                        now_ns=self._now_ns(),
                    )
            self._told = found

        return store

    def answer(self, kind: type[M]) -> M:
        """The answer as it was stored, once what ``keep`` gave was committed.

        Raises:
            RequestIdReusedError: another request of this id came first, while this was under way.
        """
        if self._reused is not None:
            raise self._reused
        return kind.FromString(self._told)

    def _find(self, connection: Connection) -> bytes | None:
        return find_answer(connection, self._scope, self.id, self._payload)


async def to_the_end(work: Coroutine[Any, Any, T]) -> T:
    """Let work finish even where its caller goes away: half of it must not be left."""
    return await asyncio.shield(asyncio.ensure_future(work))
