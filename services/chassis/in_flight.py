"""The calls that a server is answering, so that its stop can end each of them with a word.

What gRPC breaks off by itself says neither that the server stopped nor when to ask again.
"""

import asyncio
from dataclasses import dataclass
from typing import Any, cast

from tradewire.errors import UnavailableError

# Gaps after which a client of a stopped server asks again: its successor needs about as long.
RETRY_AFTER_STOP_MS = 1_000

Task = asyncio.Task[Any]


@dataclass(slots=True, eq=False)
class OpenStream:
    """An open stream: its task, and whether that waits in the handler (else in gRPC's write)."""

    task: Task | None
    in_handler: bool = False


class InFlight:
    """The open streams and the unary calls of one server.

    Attributes:
        is_stopping: whether streams are ended, and new ones refused.
    """

    def __init__(self) -> None:
        self.is_stopping = False
        self.streams: set[OpenStream] = set()
        self.calls: set[Task] = set()
        self._cut_off: set[Task] = set()

    def begin(self) -> Task:
        """The task of a unary call that begins; whoever ends it discards it from ``calls``."""
        task = cast("Task", asyncio.current_task())
        self.calls.add(task)
        return task

    def end_streams(self) -> None:
        """Begin to stop: every open stream ends with UNAVAILABLE, and so does every new one."""
        self.is_stopping = True
        for stream in tuple(self.streams):
            # One that waits in gRPC's write sees the flag when it returns; cancelled there, its
            # client would never learn why.
            if stream.in_handler and stream.task is not None:
                stream.task.cancel()

    def end_calls(self) -> None:
        """Cut off the unary calls that have outlived the grace."""
        for task in tuple(self.calls):
            self._cut_off.add(task)
            task.cancel()

    def was_cut_off(self, task: Task) -> bool:
        """Whether ``end_calls`` alone cancelled the task of a call; it may then answer.

        A client that has left cancels its call too, and is told nothing.
        """
        if task not in self._cut_off:
            return False
        self._cut_off.discard(task)
        return task.uncancel() == 0


def stopping(method: str, remedy: str) -> UnavailableError:
    """The error of a call that the server's stop has ended."""
    return UnavailableError(
        f"{method}: the server is stopping; {remedy}",
        reason="SERVER_STOPPING",
        retry_after_ms=RETRY_AFTER_STOP_MS,
    )
