"""Servers that are not the QuestDB one wanted: of another version, or of another kind."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

BUILD = "Build Information: QuestDB {}, JDK 17.0.1, Commit Hash 0000"


@contextmanager
def answering(body: bytes, status: int = 200) -> Iterator[str]:
    """A server on loopback that answers every GET with the same; its address."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """A test's output is for its own words."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def build(version: str) -> bytes:
    """How QuestDB tells its version; no other one than the pinned can be had to ask."""
    return json.dumps({"dataset": [[BUILD.format(version)]], "count": 1}).encode()
