"""The gateway's application: what is no RPC by hand, and every RPC by the contract."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Mapping, MutableMapping
from importlib import resources
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.routing import APIRoute
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse

from gateway import codec, media, openapi
from gateway.calls import Peers
from gateway.contract import Contract
from gateway.errors import problem_of, wrong_method
from gateway.exchange import Exchange, Receive, Scope, Send
from gateway.metrics import Requests, watch_streams
from gateway.rpc import RpcApp
from gateway.security import Guard
from gateway.settings import GatewaySettings
from gateway.streams import Streams
from services.chassis.figures import Figures
from services.chassis.metrics import Metrics
from tradewire.errors import NotFoundError, TradewireError

# A service that needs longer to say how it is, is not well.
HEALTH_TIMEOUT_S = 1.0
SERVING, DEGRADED, NOT_SERVING = "SERVING", "DEGRADED", "NOT_SERVING"
# The page of the documentation loads from here and nowhere else.
_PAGE_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_OTHER_METHODS = ("POST", "PUT", "PATCH", "DELETE", "OPTIONS")
_PAGE_FILES = {"page.js": "text/javascript", "page.css": "text/css"}


class Edge:
    """The outermost application: lets nobody pass whom the guard refuses."""

    def __init__(self, inner: FastAPI, guard: Guard, requests: Requests) -> None:
        self._inner = inner
        self._guard = guard
        self._requests = requests

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one connection."""
        if scope["type"] != "http":
            await self._inner(scope, receive, send)
            return
        request = self._requests.of(scope, send)
        try:
            await self._answer(scope, receive, request.send)
        finally:
            request.end()

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["method"] == "HEAD":
            scope, send = {**scope, "method": "GET"}, without_body(send)
        exchange = Exchange(scope, receive, send)
        try:
            self._guard.admit(exchange.method, exchange.headers)
        except TradewireError as error:
            await exchange.refuse(problem_of(error))
            return
        await self._inner(scope, receive, send)


def build(
    contract: Contract,
    peers: Peers,
    settings: GatewaySettings,
    open_streams: Streams,
    metrics: Metrics,
) -> Edge:
    """The application over ``peers``, which it closes at its end.

    Raises:
        ConfigurationError: two rules of the contract have the same paths.
    """
    figures = Figures(metrics)
    figures.of_process()
    watch_streams(figures, open_streams)

    @contextlib.asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        metrics.serve(settings.metrics)
        lag = asyncio.create_task(figures.watch_loop())
        yield
        lag.cancel()
        metrics.close()
        await peers.close()

    app = FastAPI(
        title="Tradewire",
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        lifespan=lifespan,
        # Requests have a span of ours, by the contract's route; FastAPI's own would double it,
        # and tell of every look at /health.
        telemetry={"tracing": False, "metrics": False, "logs": False, "auto_configure": False},
    )
    app.add_exception_handler(HTTPException, _refused)
    _add_health(app, peers, open_streams)
    if settings.environment == "development":
        _add_metrics(app, metrics)
    _add_documentation(app, contract)
    _refuse_other_methods(app)
    # Last, for it answers every path that nobody before it has.
    app.mount("/", RpcApp(contract, peers, settings, open_streams))
    guard = Guard(
        loopback_only=settings.environment == "development", origins=frozenset(settings.origins)
    )
    return Edge(app, guard, Requests(metrics))


def _add_health(app: FastAPI, peers: Peers, open_streams: Streams) -> None:
    @app.get("/health")
    async def health() -> Response:
        """Whether this process lives; it asks nobody else, or one service could end them all."""
        return _json({"status": SERVING})

    @app.get("/ready")
    async def ready() -> Response:
        """Whether calls can be answered, and by which services.

        One service away does not make the gateway unready: the kill switch must be reachable
        when execution is not.
        """
        states = await peers.states(HEALTH_TIMEOUT_S)
        serving = [state == SERVING for state in states.values()]
        if open_streams.is_ending or not any(serving):
            return _json({"status": NOT_SERVING, "services": states}, 503)
        return _json({"status": SERVING if all(serving) else DEGRADED, "services": states})


def _add_metrics(app: FastAPI, metrics: Metrics) -> None:
    @app.get("/metrics")
    async def page() -> Response:
        """Prometheus's page, as every service has one at its own port."""
        text = await asyncio.to_thread(generate_latest, metrics.registry)
        return Response(text, media_type=CONTENT_TYPE_LATEST)


def _add_documentation(app: FastAPI, contract: Contract) -> None:
    document = codec.dumps(openapi.document(contract))
    page = resources.files("gateway") / "page"

    @app.get("/openapi.json")
    async def document_of_the_contract() -> Response:
        """The OpenAPI document."""
        return Response(document, media_type=media.JSON)

    @app.get("/docs")
    async def documentation() -> Response:
        """The page that shows the OpenAPI document; all of it comes from here."""
        html = page.joinpath("index.html").read_bytes()
        policy = {"content-security-policy": _PAGE_POLICY}
        return Response(html, media_type="text/html", headers=policy)

    @app.get("/docs/{name}")
    async def part_of_the_page(name: str) -> Response:
        """A script or style sheet of the page."""
        if name not in _PAGE_FILES:
            raise HTTPException(404, f"/docs/{name}: no such file")
        return Response(page.joinpath(name).read_bytes(), media_type=_PAGE_FILES[name])

    @app.get("/")
    async def start() -> Response:
        """A person who types the address alone wants the documentation."""
        return RedirectResponse("/docs")


def without_body(send: Send) -> Send:
    """What answers HEAD: GET's status and headers, and an end (RFC 9110, section 9.3.2).

    A stream notices that its reader has gone, for the answer is complete at once.
    """

    async def send_head(event: MutableMapping[str, Any]) -> None:
        if event["type"] == "http.response.start":
            await send(event)
            await send({"type": "http.response.body"})

    return send_head


def _refuse_other_methods(app: FastAPI) -> None:
    """Make the routes above answer 405 to what is not GET, as those of the contract do."""

    async def refuse(request: Request) -> Response:
        problem = problem_of(wrong_method(request.method, request.url.path, ("GET", "HEAD")))
        return _json(problem.to_json(), problem.http_status, problem.headers)

    for route in list(app.routes):
        if isinstance(route, APIRoute):
            app.add_route(route.path, refuse, methods=list(_OTHER_METHODS))


async def _refused(request: Request, error: Exception) -> Response:
    """What Starlette itself refuses, in the form of every other error."""
    status = error.status_code if isinstance(error, HTTPException) else 500
    detail = error.detail if isinstance(error, HTTPException) else str(error)
    message = f"{request.method} {request.url.path}: {detail}"
    body = problem_of(NotFoundError(message, reason="HTTP_REFUSED")).to_json()
    headers = error.headers if isinstance(error, HTTPException) else None
    return Response(codec.dumps(body), status, headers, media.JSON)


def _json(value: object, status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    return Response(codec.dumps(value), status, headers, media.JSON)
