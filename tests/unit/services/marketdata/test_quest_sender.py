"""Where rows for QuestDB are sent, and as whom."""

import base64
import socket
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from services.chassis.quest_url import QuestUrl
from services.marketdata.quest_rows import owner_table
from services.marketdata.quest_schema import OWNER
from services.marketdata.quest_sender import QuestSender

USER, PASSWORD = "m@e", "p:a%s s;x"


class _Neighbour(ThreadingHTTPServer):
    """Takes rows on IPv6's loopback; QuestDB itself is behind such an address by a proxy alone."""

    address_family = socket.AF_INET6
    said = ""


class _Handler(BaseHTTPRequestHandler):
    server: _Neighbour

    def do_GET(self) -> None:
        """Which versions of the protocol there are."""
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b'{"config":{"line.proto.support.versions":[1,2,3]}}')

    def do_POST(self) -> None:
        """Rows."""
        self.rfile.read(int(self.headers["Content-Length"]))
        self.server.said = self.headers["Authorization"]
        self.send_response(204)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def neighbour() -> Iterator[_Neighbour]:
    """One that listens."""
    try:
        server = _Neighbour(("::1", 0), _Handler)
    except OSError as error:
        pytest.skip(f"this machine has no IPv6: {error}")
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def test_rows_reach_an_address_of_ipv6_with_a_password_of_any_characters(
    neighbour: _Neighbour,
) -> None:
    """The address has them escaped; the server is told them as they are."""
    known = "m%40e:p%3Aa%25s%20s%3Bx"
    sender = QuestSender(QuestUrl.parse(f"http://{known}@[::1]:{neighbour.server_port}"))
    try:
        sender.send(OWNER, owner_table("log"))
    finally:
        sender.drop()
    assert base64.b64decode(neighbour.said.removeprefix("Basic ")) == f"{USER}:{PASSWORD}".encode()
