"""A Python client that knocks at the wrong door: who is there is named, and what to do."""

import asyncio
import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import grpc
import pytest
import trustme

from tests.free_ports import free_port
from tradewire.client import Tradewire
from tradewire.errors import UnavailableError
from tradewire.execution.v1 import order_command_pb2


@asynccontextmanager
async def answering(answer: bytes) -> AsyncIterator[str]:
    """The address of a server that says this to whoever comes, and hangs up."""

    async def hang_up(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(1024)
        writer.write(answer)
        writer.write_eof()
        # All of it is read first: else the system throws the answer away with the connection.
        while await reader.read(1024):
            pass
        writer.close()

    server = await asyncio.start_server(hang_up, "127.0.0.1", 0)
    try:
        yield f"127.0.0.1:{server.sockets[0].getsockname()[1]}"
    finally:
        server.close()


@asynccontextmanager
async def guarded(names: tuple[str, ...] = ("127.0.0.1",)) -> AsyncIterator[tuple[str, bytes]]:
    """The address of a gRPC server that speaks TLS, and who signed its certificate."""
    authority = trustme.CA()
    certificate = authority.issue_cert(*names)
    chain = b"".join(each.bytes() for each in certificate.cert_chain_pems)
    server = grpc.aio.server()
    credentials = grpc.ssl_server_credentials([(certificate.private_key_pem.bytes(), chain)])
    port = server.add_secure_port("127.0.0.1:0", credentials)
    await server.start()
    try:
        yield f"127.0.0.1:{port}", authority.cert_pem.bytes()
    finally:
        await server.stop(0)


async def refusal(address: str, authority: bytes | None = None) -> UnavailableError:
    """What a call there fails with; it names the address."""
    async with Tradewire(address, authority=authority) as client:
        with pytest.raises(UnavailableError) as caught:
            await client.execution.SubmitOrder(order_command_pb2.SubmitOrderRequest())
    assert re.search(re.escape(address.rpartition(":")[2]), caught.value.message)
    return caught.value


async def test_a_port_where_nobody_listens_says_so() -> None:
    """The service does not run, or its port is another."""
    error = await refusal(f"127.0.0.1:{free_port()}")
    assert (error.reason, "nobody listens there" in error.message) == ("UNAVAILABLE", True)


async def test_an_http_server_is_told_from_a_service() -> None:
    """The gateway's port is the one that a person has seen in a browser."""
    page = b"HTTP/1.1 400 Bad Request\r\nconnection: close\r\n\r\nInvalid HTTP request received."
    async with answering(page) as address:
        error = await refusal(address)
    assert (error.reason, "the service's own port" in error.message) == ("NOT_GRPC", True)


async def test_plaintext_to_a_port_of_tls_says_what_is_missing() -> None:
    """Such a server hangs up without a word."""
    async with guarded() as (address, _):
        error = await refusal(address)
    assert (error.reason, "`authority`" in error.message) == ("CONNECTION_CLOSED", True)


async def test_tls_to_a_port_of_plaintext_says_what_is_too_much(world: Any) -> None:
    """The server has no certificate, or the client needs none."""
    authority = trustme.CA().cert_pem.bytes()
    error = await refusal(f"127.0.0.1:{world.server.port}", authority)
    assert (error.reason, "speaks no TLS" in error.message) == ("TLS_NOT_SPOKEN", True)


@pytest.mark.parametrize(
    ("names", "choose", "words"),
    [
        (("127.0.0.1",), lambda _: trustme.CA().cert_pem.bytes(), "give the CA that did"),
        (("execution.example",), lambda own: own, "another name"),
    ],
)
async def test_a_certificate_that_is_not_believed_is_named(
    names: tuple[str, ...], choose: Callable[[bytes], bytes], words: str
) -> None:
    """Signed by somebody else, or made out to another host."""
    async with guarded(names) as (address, authority):
        error = await refusal(address, choose(authority))
    assert (error.reason, words in error.message) == ("CERTIFICATE_REFUSED", True), error.message
