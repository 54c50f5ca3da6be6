"""What the generated stubs of dataclasses stand on: calls over gRPC's own channel.

::

    async with Tradewire("127.0.0.1:7304") as tradewire:
        execution = ExecutionServiceStub(tradewire.channel("execution"))
        page = await execution.list_orders(ListOrdersRequest(account="paper"))

Over a channel of ``tradewire.channel`` calls have its deadlines, retries, metadata and errors; over
any other channel of ``grpc.aio`` they are gRPC's own.
"""

from collections.abc import AsyncGenerator, Callable, Iterator
from dataclasses import fields
from typing import Any, TypeVar

import betterproto2
import grpc

from tradewire.channel import Metadata
from tradewire.errors import InvalidArgumentError

M = TypeVar("M", bound=betterproto2.Message)


class ServiceStub:
    """Calls of one service; the generated stubs name its methods.

    Args:
        channel: open, and closed by whoever opened it.
    """

    def __init__(self, channel: grpc.aio.Channel) -> None:
        self._channel = channel
        self._callables: dict[str, Any] = {}

    async def _unary_unary(
        self,
        method: str,
        request: betterproto2.Message,
        answer: type[M],
        *,
        timeout: float | None = None,
        metadata: Metadata | None = None,
    ) -> M:
        """One request, one answer.

        Raises:
            InvalidArgumentError: nothing was sent; see ``encode``.
        """
        call = self._callable(self._channel.unary_unary, method, answer)
        message: M = await call(encode(request), timeout=timeout, metadata=metadata)
        return message

    async def _unary_stream(
        self,
        method: str,
        request: betterproto2.Message,
        answer: type[M],
        *,
        timeout: float | None = None,
        metadata: Metadata | None = None,
    ) -> AsyncGenerator[M]:
        """One request, a stream of answers; closing the iterator cancels the call.

        Raises:
            InvalidArgumentError: nothing was sent; see ``encode``.
        """
        call = self._callable(self._channel.unary_stream, method, answer)
        stream = call(encode(request), timeout=timeout, metadata=metadata)
        try:
            async for message in stream:
                yield message
        finally:
            stream.cancel()

    def _callable(self, make: Callable[..., Any], method: str, answer: type[M]) -> Any:
        """gRPC's own for the method, made once."""
        if method not in self._callables:
            self._callables[method] = make(
                # Encoded before: gRPC logs what a serializer raises, and sends nothing in silence.
                method,
                request_serializer=None,
                response_deserializer=answer.parse,
            )
        return self._callables[method]


def encode(message: betterproto2.Message) -> bytes:
    """The message on the wire, each of its oneofs set once at most.

    A dataclass has a field for each member of a oneof, and would send all that are set; the server
    would take one of them. Which, nobody has decided.

    Raises:
        InvalidArgumentError: two members of a oneof are set.
    """
    for path, group, names in doubled(message):
        raise InvalidArgumentError(
            f"{path}{group}: {' and '.join(names)} are both set; leave all but one of them None",
            fields={f"{path}{group}": "set one of them"},
        )
    return bytes(message)


def doubled(message: Any, path: str = "") -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Each oneof with more than one member set: where it is, its name, the members."""
    groups: dict[str, list[str]] = {}
    for each in fields(message):
        value = getattr(message, each.name)
        group = each.metadata["betterproto"].group
        if group and value is not None:
            groups.setdefault(group, []).append(each.name)
        inner = value.values() if isinstance(value, dict) else value
        for one in inner if isinstance(value, list | dict) else [inner]:
            if isinstance(one, betterproto2.Message):
                yield from doubled(one, f"{path}{each.name}.")
    yield from ((path, group, tuple(names)) for group, names in groups.items() if len(names) > 1)
