"""The replay's gRPC surface: how far it is, and its journal for who comes back."""

from collections.abc import AsyncIterator

from services.chassis.interceptors import Context
from services.marketdata.replay_board import ReplayBoard
from services.marketdata.replay_steps import Retelling
from tradewire.errors import NotFoundError
from tradewire.system.v1.replay_pb2 import (
    GetReplayRequest,
    ReadReplayJournalRequest,
    ReadReplayJournalResponse,
    Replay,
)
from tradewire.system.v1.replay_service_pb2_grpc import ReplayServiceServicer

STEPS_MAX = 1_000
"""The contract's bound on a message."""

MESSAGE_BYTES = 256 * 1024
"""From here on a message goes out: far below what a channel takes, and a step may be large."""


class ReplayApi(ReplayServiceServicer):
    """Answers for the replay of one process.

    Args:
        board: how far it is; None where none runs.
        retelling: its journal; None where the tape could not be opened.
    """

    def __init__(self, board: ReplayBoard | None, retelling: Retelling | None) -> None:
        self._board = board
        self._retelling = retelling

    async def GetReplay(self, request: GetReplayRequest, context: Context) -> Replay:
        """A replay and how far it is."""
        return await self._found(request.run).message()

    async def ReadReplayJournal(
        self, request: ReadReplayJournalRequest, context: Context
    ) -> AsyncIterator[ReadReplayJournalResponse]:
        """The steps so far, to the round that is open."""
        board = self._found(request.run)
        await board.known.wait()
        if self._retelling is None:
            return
        up_to = board.rounds.step, board.rounds.number
        response, size = ReadReplayJournalResponse(), 0
        async for step in self._retelling.steps(request.after_step, up_to):
            response.steps.append(step)
            size += step.ByteSize()
            if len(response.steps) >= STEPS_MAX or size >= MESSAGE_BYTES:
                yield response
                response, size = ReadReplayJournalResponse(), 0
        if response.steps:
            yield response

    def _found(self, run: str) -> ReplayBoard:
        if self._board is None or self._board.run != run:
            there = "none runs" if self._board is None else f"there is {self._board.run}"
            raise NotFoundError(
                f"replay {run[:64]!r} is unknown; {there} here", reason="REPLAY_NOT_FOUND"
            )
        return self._board
