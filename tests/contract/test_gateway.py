"""The gateway over real HTTP in front of real gRPC servers with the contract's own stubs."""

import asyncio
import json
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import grpc
import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families
from pydantic import SecretStr

from gateway import contract as contracts
from gateway.app import build
from gateway.calls import Peers
from gateway.server import Server as HttpServer
from gateway.server import listen
from gateway.settings import GatewaySettings
from gateway.streams import Streams
from services.chassis.config import Addresses, AuthSettings, ServerSettings, ServiceSettings
from services.chassis.metrics import Metrics
from services.chassis.server import Server
from tradewire.errors import NotFoundError, OutOfRangeError, UnavailableError
from tradewire.execution.v1 import (
    account_event_pb2,
    execution_service_pb2_grpc,
    order_command_pb2,
    order_pb2,
)
from tradewire.risk.v1 import limits_pb2, limits_requests_pb2, risk_service_pb2_grpc
from tradewire.types.v1 import trading_pb2

ORDERS = "/v1/accounts/paper/orders"
EVENTS = "/v1/accounts/paper/events:stream"
ORDER = "0123456789abcdef"
TICKET = {
    "instrument": "BTC-USDT.SIM",
    "side": "SIDE_BUY",
    "type": "ORDER_TYPE_LIMIT",
    "quantity": "0.10",
    "price": "65000.5",
}
LOG = "1f" * 16
# Nothing listens on port 1 of loopback, and nothing can without being root.
NOWHERE = "127.0.0.1:1"
# Long beside what anything here takes on a busy machine, so that only a fault reaches it.
PATIENCE_S = 60.0


class ExecutionSettings(ServiceSettings):
    """Settings of the test's execution service."""

    service = "execution"


class RiskSettings(ServiceSettings):
    """Settings of the test's risk service."""

    service = "risk"


class Execution(execution_service_pb2_grpc.ExecutionServiceServicer):
    """Answers with what it was asked, and remembers the metadata."""

    def __init__(self) -> None:
        self.requests: list[Any] = []
        self.metadata: dict[str, str] = {}
        self.time_left_s: float | None = None
        self.closed = asyncio.Event()

    async def SubmitOrder(
        self, request: order_command_pb2.SubmitOrderRequest, context: Any
    ) -> order_pb2.Order:
        """Record the request and make an order of it."""
        self.requests.append(request)
        self.metadata = {key: str(value) for key, value in context.invocation_metadata()}
        self.time_left_s = context.time_remaining()
        return order_pb2.Order(
            account=request.account, order=ORDER, quantity=request.ticket.quantity
        )

    async def ListOrders(
        self, request: order_command_pb2.ListOrdersRequest, context: Any
    ) -> order_command_pb2.ListOrdersResponse:
        """Record the filters; there is nothing to list."""
        self.requests.append(request)
        return order_command_pb2.ListOrdersResponse()

    async def GetOrder(
        self, request: order_command_pb2.GetOrderRequest, context: Any
    ) -> order_pb2.Order:
        """No order is known."""
        raise NotFoundError(
            f"account {request.account} has no order {request.order}", reason="ORDER_UNKNOWN"
        )

    async def StreamAccountEvents(
        self, request: account_event_pb2.StreamAccountEventsRequest, context: Any
    ) -> AsyncIterator[account_event_pb2.StreamAccountEventsResponse]:
        """Three events after the position, then a gap, a heartbeat, and what the account says."""
        if request.log_id not in {"", LOG}:
            raise OutOfRangeError("another log", reason="LOG_CHANGED")
        self.requests.append(request)
        try:
            for sequence in range(request.resume_after_sequence + 1, 4):
                answer = account_event_pb2.StreamAccountEventsResponse()
                answer.event.log_id = LOG
                answer.event.sequence = sequence
                answer.event.account = request.account
                yield answer
            if request.account == "broken":
                raise UnavailableError("the tape ended", reason="TAPE_ENDED", retry_after_ms=5_000)
            if request.account == "endless":
                await asyncio.Event().wait()
            answer = account_event_pb2.StreamAccountEventsResponse()
            answer.gap.from_sequence, answer.gap.to_sequence = 4, 6
            yield answer
            answer = account_event_pb2.StreamAccountEventsResponse()
            answer.heartbeat.position.log_id = LOG
            answer.heartbeat.position.sequence = 6
            yield answer
        finally:
            self.closed.set()


class Risk(risk_service_pb2_grpc.RiskServiceServicer):
    """Remembers an update."""

    def __init__(self) -> None:
        self.updates: list[limits_requests_pb2.UpdateLimitsRequest] = []

    async def UpdateLimits(
        self, request: limits_requests_pb2.UpdateLimitsRequest, context: Any
    ) -> limits_pb2.Limits:
        """Record the request and answer its limits."""
        self.updates.append(request)
        return request.limits


@dataclass
class Mesh:
    """A gateway, the services behind it, and a client in front of it."""

    client: httpx.AsyncClient
    execution: Execution
    risk: Risk
    server: HttpServer
    port: int
    streams: Streams = field(default_factory=Streams)


@pytest.fixture
async def mesh() -> AsyncIterator[Mesh]:
    """Execution and risk run, marketdata and signal are away."""
    contracts.shipped()  # Loads the descriptors, by which the servers know the scopes.
    execution, risk = Execution(), Risk()
    servers = []
    ports = {}
    for settings_of, add, servicer in (
        (
            ExecutionSettings,
            execution_service_pb2_grpc.add_ExecutionServiceServicer_to_server,
            execution,
        ),
        (RiskSettings, risk_service_pb2_grpc.add_RiskServiceServicer_to_server, risk),
    ):
        settings = settings_of(
            addresses=Addresses(execution="127.0.0.1:0", risk="127.0.0.1:0"),
            server=ServerSettings(grace_s=0.1),
        )
        server = Server(settings, Metrics(settings.service))
        server.add(add, servicer)
        ports[settings.service] = await server.start()
        servers.append(server)
    addresses = Addresses(
        execution=f"127.0.0.1:{ports['execution']}",
        risk=f"127.0.0.1:{ports['risk']}",
        marketdata=NOWHERE,
        signal=NOWHERE,
        gateway="127.0.0.1:0",
    )
    at_edge = GatewaySettings(
        addresses=addresses, server=ServerSettings(grace_s=5), stream_first_s=10
    )
    async with running(at_edge, execution, risk) as running_mesh:
        yield running_mesh
    for server in servers:
        await server.stop()


class running:  # noqa: N801 - used as a function.
    """A gateway that serves while the block runs."""

    def __init__(self, settings: GatewaySettings, execution: Execution, risk: Risk) -> None:
        self._settings = settings
        self._execution, self._risk = execution, risk

    async def __aenter__(self) -> Mesh:
        contract = contracts.shipped()
        streams = Streams()
        metrics = Metrics("gateway")
        peers = Peers(contract, self._settings, metrics)
        app = build(contract, peers, self._settings, streams, metrics)
        listener = listen(self._settings.address)
        port = listener.getsockname()[1]
        self._server = HttpServer(app, self._settings, streams)
        self._task = asyncio.create_task(self._server.run_until_stopped(listener))
        self._client = httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", timeout=20)
        return Mesh(self._client, self._execution, self._risk, self._server, port, streams)

    async def __aexit__(self, *_exception: object) -> None:
        await self._client.aclose()
        self._server.should_exit = True
        await self._task


def reason_of(answer: httpx.Response) -> str:
    """The reason of an error's ErrorInfo."""
    return next(str(each["reason"]) for each in answer.json()["details"] if "reason" in each)


async def test_an_order_goes_in_and_comes_back_exactly(mesh: Mesh) -> None:
    """Body and path become the request; the answer is the order, with its decimals untouched."""
    answer = await mesh.client.post(ORDERS, json=TICKET, params={"validateOnly": "true"})
    assert answer.status_code == 200, answer.text
    assert answer.json()["account"] == "paper"
    assert answer.json()["quantity"] == "0.10"
    (request,) = mesh.execution.requests
    assert request.ticket.side == trading_pb2.SIDE_BUY
    assert request.ticket.price == "65000.5"
    assert request.validate_only is True


async def test_token_trace_and_key_go_along_and_nothing_else(mesh: Mesh) -> None:
    """The caller's own metadata ends at the edge: it could pass for a service's."""
    trace_id = "0af7651916cd43dd8448eb211c80319c"
    answer = await mesh.client.post(
        ORDERS,
        json=TICKET,
        headers={
            "authorization": "Bearer abc",
            "traceparent": f"00-{trace_id}-b7ad6b7169203331-01",
            "idempotency-key": '"key-1"',
            "grpc-timeout": "2S",
            "tradewire-run": "forged",
            "grpc-metadata-tradewire-run": "forged",
        },
    )
    assert answer.status_code == 200, answer.text
    assert mesh.execution.requests[0].request_id == "key-1"
    sent = mesh.execution.metadata
    assert sent["authorization"] == "Bearer abc"
    assert sent["tradewire-via"] == "gateway"
    assert sent["traceparent"].split("-")[1] == trace_id == answer.headers["x-trace-id"]
    assert not [key for key in sent if "run" in key]
    assert mesh.execution.time_left_s is not None
    assert mesh.execution.time_left_s <= 2


async def test_every_call_has_a_deadline(mesh: Mesh) -> None:
    """The gateway gives one where the caller does not."""
    await mesh.client.post(ORDERS, json=TICKET)
    assert mesh.execution.time_left_s is not None
    assert mesh.execution.time_left_s <= 10


async def test_filters_of_a_list_are_its_query(mesh: Mesh) -> None:
    """Repeated enums, booleans and times."""
    answer = await mesh.client.get(
        ORDERS,
        params=[
            ("states", "ORDER_STATE_FILLED"),
            ("states", "ORDER_STATE_CANCELED"),
            ("openOnly", "true"),
            ("start_time", "2026-01-31T12:00:00Z"),
        ],
    )
    assert answer.status_code == 200, answer.text
    (request,) = mesh.execution.requests
    assert list(request.states) == [order_pb2.ORDER_STATE_FILLED, order_pb2.ORDER_STATE_CANCELED]
    assert request.open_only is True
    assert request.start_time.seconds == 1_769_860_800


@pytest.mark.parametrize(
    ("ticket", "field"),
    [
        ({"quantity": "-1"}, "ticket.quantity"),
        ({"quantity": "NaN"}, "ticket.quantity"),
        ({"quantity": "1e3"}, "ticket.quantity"),
        ({"quantity": 0.1}, "ticket.quantity"),
        ({"side": "SIDE_UNSPECIFIED"}, "ticket.side"),
        ({"side": "up"}, "ticket.side"),
        ({"instrument": "btc/usdt"}, "ticket.instrument"),
        ({"quantitty": "1"}, "ticket.quantitty"),
    ],
)
async def test_what_is_wrong_with_an_order_is_named(
    mesh: Mesh, ticket: dict[str, Any], field: str
) -> None:
    """By the gateway's reading or by the contract's rules, in one form."""
    answer = await mesh.client.post(ORDERS, json=TICKET | ticket)
    assert answer.status_code == 400
    assert answer.json()["code"] == 3
    violations = [
        each["field"]
        for detail in answer.json()["details"]
        for each in detail.get("fieldViolations", [])
    ]
    assert violations == [field]
    assert not mesh.execution.requests


async def test_a_patch_sends_the_mask_of_what_it_names(mesh: Mesh) -> None:
    """Without it, a limit could not be taken away by REST."""
    answer = await mesh.client.patch(
        "/v1/limits/account-paper?requestId=r-1",
        json={"asset": "USDT", "rules": {"exposureMax": None}, "etag": "e-1"},
    )
    assert answer.status_code == 200, answer.text
    (update,) = mesh.risk.updates
    assert update.limits.limits == "account-paper"
    assert list(update.update_mask.paths) == ["asset", "rules.exposure_max"]
    assert update.limits.etag == "e-1"


async def test_a_service_s_error_keeps_status_reason_and_words(mesh: Mesh) -> None:
    """A refusal of the service's is its own to explain."""
    answer = await mesh.client.get(f"{ORDERS}/{ORDER}")
    assert answer.status_code == 404
    assert reason_of(answer) == "ORDER_UNKNOWN"
    assert ORDER in answer.json()["message"]


async def test_a_service_that_is_away_is_named_with_a_retry(mesh: Mesh) -> None:
    """503 says who is missing and when to come back."""
    answer = await mesh.client.get("/v1/strategies")
    assert answer.status_code == 503
    assert answer.headers["retry-after"] == "1"
    assert "signal" in answer.json()["message"]
    assert reason_of(answer) == "SERVICE_AWAY"


async def test_what_is_not_built_says_so_even_without_its_service(mesh: Mesh) -> None:
    """501 with the RPC's name."""
    answer = await mesh.client.get("/v1/breakers")
    assert answer.status_code == 501
    assert "RiskService.ListBreakers" in answer.json()["message"]


@pytest.mark.parametrize(
    ("method", "path", "options", "status"),
    [
        ("GET", "/v1/nothing", {}, 404),
        ("PUT", ORDERS, {}, 405),
        ("GET", f"{ORDERS}/{ORDER}:cancel", {}, 405),
        ("POST", "/health", {}, 405),
        ("POST", ORDERS, {"content": b"{}", "headers": {"content-type": "text/plain"}}, 415),
        ("POST", ORDERS, {"data": {"side": "SIDE_BUY"}}, 415),
        ("POST", ORDERS, {"content": b" " * 2_000_000}, 413),
        ("GET", ORDERS, {"headers": {"grpc-timeout": "soon"}}, 400),
        ("GET", EVENTS, {"headers": {"accept": "text/html"}}, 406),
        ("POST", ORDERS, {"json": TICKET, "headers": {"origin": "http://evil.example"}}, 403),
        ("GET", "/openapi.json", {"headers": {"host": "evil.example"}}, 403),
    ],
)
async def test_what_http_itself_refuses_has_the_same_form(
    mesh: Mesh, method: str, path: str, options: dict[str, Any], status: int
) -> None:
    """A Status with an ErrorInfo, whoever refused."""
    answer = await mesh.client.request(method, path, **options)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/json"
    assert reason_of(answer)
    assert not mesh.execution.requests


async def test_head_answers_as_get_without_a_body(mesh: Mesh) -> None:
    """On pages and on paths of the contract alike; a stream ends at once."""
    for path in ("/health", "/docs", "/openapi.json", ORDERS, EVENTS):
        answer = await mesh.client.head(path, timeout=5)
        assert answer.status_code == 200, path
        assert not answer.content
    assert (await mesh.client.head("/v1/nothing")).status_code == 404
    assert not mesh.streams.open


async def test_a_known_path_names_its_methods(mesh: Mesh) -> None:
    """In the header Allow, on what is an RPC and on what is none."""
    assert (await mesh.client.delete(ORDERS)).headers["allow"] == "GET, HEAD, POST"
    assert (await mesh.client.post("/docs")).headers["allow"] == "GET, HEAD"


def events_of(text: str) -> list[dict[str, str]]:
    """Server-sent events as the HTML standard reads them, without comments and retries."""
    events = []
    for block in text.split("\n\n"):
        pairs = [line.partition(": ")[::2] for line in block.splitlines() if line[:1] != ":"]
        fields = dict(pair for pair in pairs if pair[0] != "retry")
        if fields:
            events.append(fields)
    return events


async def test_a_stream_is_events_with_ids_that_resume(mesh: Mesh) -> None:
    """Sequence and log in the id; sent back as Last-Event-ID, nothing is missed or repeated."""
    answer = await mesh.client.get(EVENTS)
    assert answer.headers["content-type"].startswith("text/event-stream")
    events = events_of(answer.text)
    assert [event["id"] for event in events] == [f"{n}@{LOG}" for n in (1, 2, 3, 6, 6)]
    assert [event.get("event") for event in events] == [None, None, None, "gap", "heartbeat"]
    assert json.loads(events[0]["data"])["event"]["sequence"] == "1"

    answer = await mesh.client.get(EVENTS, headers={"last-event-id": events[1]["id"]})
    assert events_of(answer.text)[0]["id"] == f"3@{LOG}"
    assert mesh.execution.requests[1].log_id == LOG


async def test_a_stream_is_lines_where_these_are_asked_for(mesh: Mesh) -> None:
    """NDJSON: the messages as they are, each a line."""
    answer = await mesh.client.get(EVENTS, headers={"accept": "application/x-ndjson"})
    lines = [json.loads(line) for line in answer.text.splitlines()]
    assert [next(iter(line)) for line in lines] == ["event", "event", "event", "gap", "heartbeat"]


async def test_a_stream_that_is_refused_has_a_status_line(mesh: Mesh) -> None:
    """Before anything was sent an error is an answer like any other."""
    answer = await mesh.client.get(EVENTS, headers={"last-event-id": "1@another"})
    assert answer.status_code == 400
    assert reason_of(answer) == "LOG_CHANGED"


@pytest.mark.parametrize("accept", ["text/event-stream", "application/x-ndjson"])
async def test_a_stream_that_breaks_says_so_in_the_stream(mesh: Mesh, accept: str) -> None:
    """The status line has gone; the last thing in it is the error."""
    path = "/v1/accounts/broken/events:stream"
    answer = await mesh.client.get(path, headers={"accept": accept})
    assert answer.status_code == 200
    last = answer.text.strip().splitlines()[-1]
    error = json.loads(last.removeprefix("data: "))["error"]
    assert error["code"] == grpc.StatusCode.UNAVAILABLE.value[0]
    assert error["details"][0]["reason"] == "TAPE_ENDED"
    assert ("event: error" in answer.text) == (accept == "text/event-stream")


async def test_a_reader_that_leaves_ends_its_call(mesh: Mesh) -> None:
    """The service must not stream to nobody."""
    async with mesh.client.stream("GET", "/v1/accounts/endless/events:stream") as answer:
        async for line in answer.aiter_lines():
            if line.startswith(f"id: 3@{LOG}"):
                break
        assert not mesh.execution.closed.is_set()
    await asyncio.wait_for(mesh.execution.closed.wait(), timeout=PATIENCE_S)
    while mesh.streams.open:
        await asyncio.sleep(0.01)


async def test_stopping_ends_open_streams_and_tells_them(mesh: Mesh) -> None:
    """An endless stream does not hold the process; its reader learns to come back."""
    async with mesh.client.stream("GET", "/v1/accounts/endless/events:stream") as answer:
        lines = []
        async for line in answer.aiter_lines():
            lines.append(line)
            if line.startswith(f"id: 3@{LOG}"):
                mesh.server.should_exit = True
    assert "event: error" in lines
    assert "STOPPING" in "".join(lines)
    await asyncio.wait_for(mesh.execution.closed.wait(), timeout=PATIENCE_S)


async def test_health_is_the_process_and_readiness_names_the_services(mesh: Mesh) -> None:
    """One service away leaves the rest reachable: the kill switch above all."""
    assert (await mesh.client.get("/health")).json() == {"status": "SERVING"}
    answer = await mesh.client.get("/ready")
    assert answer.status_code == 200
    assert answer.json() == {
        "status": "DEGRADED",
        "services": {
            "execution": "SERVING",
            "risk": "SERVING",
            "marketdata": "AWAY",
            "signal": "AWAY",
        },
    }


async def test_without_any_service_the_gateway_is_not_ready() -> None:
    """It lives, and nothing can be asked of it."""
    away = Addresses(
        execution=NOWHERE, risk=NOWHERE, marketdata=NOWHERE, signal=NOWHERE, gateway="127.0.0.1:0"
    )
    async with running(GatewaySettings(addresses=away), Execution(), Risk()) as alone:
        assert (await alone.client.get("/health")).status_code == 200
        answer = await alone.client.get("/ready")
        assert answer.status_code == 503
        assert answer.json()["status"] == "NOT_SERVING"


async def test_the_documentation_needs_nothing_from_outside(mesh: Mesh) -> None:
    """The page, its script and style name no other host, and the policy forbids one."""
    page = await mesh.client.get("/docs")
    assert page.headers["content-security-policy"].startswith("default-src 'none'")
    parts = re.findall(r'(?:src|href)="(/[^"]+)"', page.text)
    assert parts == ["/docs/page.css", "/docs/page.js"]
    for part in ("/docs", *parts):
        answer = await mesh.client.get(part)
        assert answer.status_code == 200
        assert not re.search(r"(https?:)?//[a-z]", answer.text.replace("// ", ""))
    document = (await mesh.client.get("/openapi.json")).json()
    assert document["openapi"] == "3.1.0"
    assert (await mesh.client.get("/docs/other")).status_code == 404
    start = await mesh.client.get("/")
    assert start.headers["location"] == "/docs"


async def test_the_page_of_metrics_counts_requests_by_route_and_never_by_path(mesh: Mesh) -> None:
    """Anybody may ask for any path: only the contract's templates are written on the page."""
    await mesh.client.get("/v1/accounts/paper/orders?pageSize=1")
    await mesh.client.get("/v1/accounts/other/orders?pageSize=1")
    await mesh.client.get("/v1/no/such/path")
    await mesh.client.request("BREW", "/coffee")
    await mesh.client.get("/health")
    page = (await mesh.client.get("/metrics")).text
    name = "http_server_request_duration_seconds_count"
    samples = [
        sample
        for family in text_string_to_metric_families(page)
        for sample in family.samples
        if sample.name == name
    ]
    counts = {
        (sample.labels["http_request_method"], sample.labels["http_route"]): sample.value
        for sample in samples
    }
    assert counts[("GET", "/v1/accounts/{account}/orders")] == 2
    assert counts[("GET", "none")] == 1
    assert counts[("GET", "/health")] == 1
    assert ("_OTHER", "none") in counts
    assert "/no/such/path" not in page
    assert 'rpc_method="tradewire.execution.v1.ExecutionService/ListOrders"' in page
    assert "tradewire_queue_limit" in page


async def test_in_production_the_page_is_not_the_worlds() -> None:
    """There the gateway is what everybody sees; the page has an address of its own."""
    settings = GatewaySettings(
        environment="production",
        auth=AuthSettings(token_key=SecretStr("k" * 32)),
        addresses=Addresses(execution=NOWHERE, risk=NOWHERE, gateway="127.0.0.1:0"),
        metrics="127.0.0.1:0",
    )
    async with running(settings, Execution(), Risk()) as mesh:
        answer = await mesh.client.get("/metrics")
        assert answer.status_code == 404
