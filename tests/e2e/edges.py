"""What a client may meet at an address in place of a service that speaks as it does."""

import asyncio
import ssl
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

import grpc

# What an edge copies at once; a message of the scenario is far smaller.
CHUNK_BYTES = 65_536
READY_S_MAX = 30.0


@contextmanager
def stranger() -> Iterator[str]:
    """A gRPC server that serves nothing of the contract; its address."""
    server = grpc.server(ThreadPoolExecutor(max_workers=2))
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    try:
        yield f"127.0.0.1:{port}"
    finally:
        server.stop(None).wait()


@contextmanager
def of_tomorrow(behind: str) -> Iterator[str]:
    """Makes unary calls of the contract's v2 of what it is asked, and passes the answers back.

    So whoever calls through it is to the service behind a client of the next version.
    """
    channel = grpc.insecure_channel(behind)
    server = grpc.server(ThreadPoolExecutor(max_workers=2), [_Tomorrow(channel)])
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    try:
        yield f"127.0.0.1:{port}"
    finally:
        server.stop(None).wait()
        channel.close()


class _Tomorrow(grpc.GenericRpcHandler):
    """Every method, as bytes."""

    def __init__(self, channel: grpc.Channel) -> None:
        self._channel = channel

    def service(self, handler_call_details: grpc.HandlerCallDetails) -> Any:
        """What answers a call: the service behind, asked for the same method of v2."""
        method = handler_call_details.method.replace(".v1.", ".v2.")
        ask: Callable[..., bytes] = self._channel.unary_unary(method)

        def answer(request: bytes, context: grpc.ServicerContext) -> bytes:
            try:
                return ask(request, timeout=context.time_remaining())
            except grpc.RpcError as error:
                context.set_trailing_metadata(
                    tuple((each.key, each.value) for each in error.trailing_metadata())
                )
                context.abort(error.code(), error.details() or "")

        return grpc.unary_unary_rpc_method_handler(answer)


@contextmanager
def tls_edge(context: ssl.SSLContext, behind: str) -> Iterator[str]:
    """Ends TLS before a plaintext address, as the edge of a cluster does; its own address."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    context.set_alpn_protocols(["h2"])
    begun = asyncio.run_coroutine_threadsafe(_begin(context, behind), loop)
    server = begun.result(timeout=READY_S_MAX)
    try:
        yield f"127.0.0.1:{server.sockets[0].getsockname()[1]}"
    finally:
        asyncio.run_coroutine_threadsafe(_end(server), loop).result(timeout=READY_S_MAX)
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


async def _begin(context: ssl.SSLContext, behind: str) -> asyncio.Server:
    host, _, port = behind.rpartition(":")

    async def carry(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        back, forth = await asyncio.open_connection(host, int(port))
        await asyncio.gather(_copy(reader, forth), _copy(back, writer))

    return await asyncio.start_server(carry, "127.0.0.1", 0, ssl=context)


async def _copy(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Until one side ends; then the other is closed too."""
    try:
        while data := await reader.read(CHUNK_BYTES):
            writer.write(data)
            await writer.drain()
    except OSError:
        # Either side hung up: a client that is done, or one that speaks no TLS.
        pass
    finally:
        writer.close()


async def _end(server: asyncio.Server) -> None:
    """Listen no more, and end what still runs in the loop."""
    server.close()
    tasks = asyncio.all_tasks() - {asyncio.current_task()}
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
