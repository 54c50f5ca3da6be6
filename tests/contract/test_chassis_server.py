"""The chassis over the real wire: what a caller in any language meets."""

import asyncio
import json
import os
import re
import signal
import time
from typing import Any

import grpc
import pytest
from google.rpc.error_details_pb2 import BadRequest, ErrorInfo
from google.rpc.status_pb2 import Status
from grpc_health.v1 import health_pb2, health_pb2_grpc
from grpc_reflection.v1alpha import reflection_pb2, reflection_pb2_grpc
from structlog.testing import capture_logs

from services.chassis.auth import TokenAuthenticator
from services.chassis.config import Addresses, ReplaySettings
from services.chassis.metrics import Metrics
from services.chassis.rounds import step_metadata
from services.chassis.server import LIVENESS, Server
from services.chassis.telemetry import configure_tracing
from tradewire.channel import channel_options, open_channel
from tradewire.errors import (
    ConfigurationError,
    DeadlineError,
    InternalError,
    InvalidArgumentError,
    NotFoundError,
    PermissionDeniedError,
    PreconditionError,
    RefusedError,
    UnauthenticatedError,
    UnavailableError,
    UnimplementedError,
)
from tradewire.system.v1.clock_pb2 import ReplayStep

KEY = "k" * 32
# Long beside what anything here takes on a busy machine, so that only a fault reaches it.
PATIENCE_S = 60.0


async def test_all_four_kinds_of_call_are_answered(world: Any) -> None:
    """Unary, server, client and both-way streams pass through the chain."""
    stub = world.stub()

    async def requests() -> Any:
        for text in "abc":
            yield world.ask(text)

    assert (await stub.Echo(world.ask("a"))).text == "a"
    assert [m.text async for m in stub.Stream(world.ask("b"))] == ["first", "b"]
    assert (await stub.Collect(requests())).text == "abc"
    assert [m.text async for m in stub.Chat(requests())] == ["a", "b", "c"]


async def test_a_domain_error_arrives_as_the_error_that_was_raised(world: Any) -> None:
    """Class, message, reason and metadata survive the wire, from calls and from streams."""
    with pytest.raises(RefusedError, match="too much") as caught:
        await world.stub().Echo(world.ask("refuse"))
    assert (caught.value.reason, caught.value.metadata) == ("LIMIT", {"limit": "3"})
    seen = []
    with pytest.raises(RefusedError):
        async for message in world.stub().Stream(world.ask("refuse")):
            seen.append(message.text)  # noqa: PERF401 - the stream fails half-way.
    assert seen == ["first"]


async def test_a_status_on_the_wire_carries_the_standard_details(world: Any) -> None:
    """A caller without our library finds google.rpc.Status with ErrorInfo and BadRequest."""
    async with grpc.aio.insecure_channel(f"127.0.0.1:{world.server.port}") as channel:
        stub = world.stubs.EchoServiceStub(channel)
        with pytest.raises(grpc.aio.AioRpcError) as caught:
            await stub.Echo(world.ask("x" * 21), timeout=5)
    assert caught.value.code() is grpc.StatusCode.INVALID_ARGUMENT
    trailers = dict(caught.value.trailing_metadata())
    status = Status.FromString(trailers["grpc-status-details-bin"])
    info, bad_request = ErrorInfo(), BadRequest()
    assert status.details[0].Unpack(info)
    assert status.details[1].Unpack(bad_request)
    assert (info.reason, info.domain) == ("REQUEST_INVALID", "tradewire")
    assert [v.field for v in bad_request.field_violations] == ["text"]


async def test_an_unknown_fault_tells_the_caller_nothing_but_the_trace(world: Any) -> None:
    """The cause goes to the log; the caller gets a trace id to quote."""
    with capture_logs() as logged, pytest.raises(InternalError) as caught:
        await world.stub().Echo(world.ask("leak"))
    assert "hunter2" not in caught.value.message
    assert set(caught.value.metadata) == {"trace_id"}
    assert ["hunter2" in str(entry["exc_info"]) for entry in logged] == [True]


async def test_a_call_without_a_deadline_is_refused_and_a_stream_is_not(world: Any) -> None:
    """A unary call that may wait for ever is a leak in the making."""
    async with grpc.aio.insecure_channel(f"127.0.0.1:{world.server.port}") as channel:
        stub = world.stubs.EchoServiceStub(channel)
        with pytest.raises(grpc.aio.AioRpcError, match="without a deadline"):
            await stub.Echo(world.ask())
        assert [m.text async for m in stub.Stream(world.ask("b"))] == ["first", "b"]


async def test_broken_rules_of_the_contract_name_their_fields(world: Any) -> None:
    """Every violation comes at once, elements by their index; streams are checked as well."""
    with pytest.raises(InvalidArgumentError) as caught:
        await world.stub().Echo(world.ask("x" * 21, numbers=[1, -1]))
    assert set(caught.value.fields) == {"text", "numbers[1]"}
    assert world.calls == []
    with pytest.raises(InvalidArgumentError):
        await world.stub().Collect(iter([world.ask("x" * 21)]))


async def test_a_method_that_is_not_built_says_so(world: Any) -> None:
    """UNIMPLEMENTED arrives as the family's error, in and outside of the contract."""
    with pytest.raises(UnimplementedError, match="not built"):
        await world.stub().Missing(world.ask())
    with pytest.raises(UnimplementedError, match="not built"):
        _ = [m async for m in world.stub().MissingStream(world.ask())]


@pytest.mark.parametrize(
    ("method", "reason", "words"),
    [
        ("/tests.echo.v1.EchoService/Nowhere", "METHOD_UNKNOWN", "it has Echo, Unsafe, "),
        (
            "/tests.echo.v2.EchoService/Echo",
            "CONTRACT_UNKNOWN",
            "use a client of v1",
        ),
        ("/tests.echo.v0.OldService/Echo", "CONTRACT_UNKNOWN", "knows v1"),
        (
            "/tradewire.execution.v1.ExecutionService/GetOrder",
            "SERVICE_ELSEWHERE",
            "execution is at 127.0.0.1:7304 (TRADEWIRE_ADDRESSES__EXECUTION)",
        ),
        ("/tests.other.v1.OtherService/Do", "SERVICE_UNKNOWN", "serves tests.echo.v1.EchoService"),
        ("/nonsense", "SERVICE_UNKNOWN", "look whether name and port are right"),
    ],
)
async def test_what_is_not_served_is_refused_with_what_is(
    world: Any, method: str, reason: str, words: str
) -> None:
    """A wrong port, another version or a newer method: every language learns what to do."""
    for call in (world.channel.unary_unary(method), world.channel.stream_unary(method)):
        with pytest.raises(UnimplementedError, match=re.escape(words)) as caught:
            await call(b"")
        assert caught.value.reason == reason
        assert caught.value.metadata["serves"] == "tests.echo.v1"
        assert caught.value.metadata["method"] == method
    with pytest.raises(UnimplementedError):
        _ = [each async for each in world.channel.unary_stream(method)(b"")]
    counted = world.samples("rpc_server_call_duration_seconds_count")
    assert counted == {("_OTHER", "UNIMPLEMENTED"): 3}


async def test_a_change_with_a_field_that_is_not_known_is_refused_and_a_stream_is_not(
    world: Any,
) -> None:
    """A newer client's limit would be lost in silence; who only reads loses nothing."""
    newer = world.ask("hello").SerializeToString() + b"\xfa\x3e\x01a"
    with pytest.raises(InvalidArgumentError, match="upgrade the server") as caught:
        await world.channel.unary_unary("/tests.echo.v1.EchoService/Unsafe")(newer)
    assert (caught.value.reason, set(caught.value.fields)) == ("FIELD_UNKNOWN", {"1007"})
    assert world.calls == []
    stream = world.channel.unary_stream("/tests.echo.v1.EchoService/Stream")(newer)
    assert len([each async for each in stream]) == 2


async def test_a_status_that_a_handler_sets_itself_is_left_alone(world: Any) -> None:
    """context.abort passes through the chain and is counted by its code."""
    with pytest.raises(NotFoundError, match="own words"):
        await world.stub().Echo(world.ask("abort"))
    counted = world.samples("rpc_server_call_duration_seconds_count")
    assert counted == {("tests.echo.v1.EchoService/Echo", "NOT_FOUND"): 1}


async def test_a_service_with_a_method_without_a_scope_is_refused(world: Any) -> None:
    """Default deny: the server does not start with it."""
    server = Server(world.settings, Metrics("risk"))
    unscoped = world.stubs.UnscopedServiceServicer()
    with pytest.raises(
        ConfigurationError, match=r"UnscopedService\.Anything has no required_scope"
    ):
        server.add(world.stubs.add_UnscopedServiceServicer_to_server, unscoped)


async def test_a_token_admits_to_its_scopes_only(start: Any) -> None:
    """No token and a wrong one are UNAUTHENTICATED, a missing scope is PERMISSION_DENIED."""
    tokens = TokenAuthenticator(KEY)
    good = tokens.mint("ana", ["echo:read"], expires_at_s=int(time.time()) + 60)
    old = tokens.mint("ana", ["echo:read"], expires_at_s=1)
    forged = TokenAuthenticator("x" * 32).mint("ana", ["*"], expires_at_s=2**40)
    async with start(tokens) as world:
        stub = world.stub()
        for bad in ({}, {"authorization": f"Bearer {old}"}, {"authorization": f"Bearer {forged}"}):
            with pytest.raises(UnauthenticatedError):
                await stub.Echo(world.ask(), metadata=tuple(bad.items()))
        own = (("authorization", f"Bearer {good}"),)
        assert (await stub.Echo(world.ask("caller"), metadata=own)).text == "ana"
        with pytest.raises(PermissionDeniedError) as caught:
            await stub.Unsafe(world.ask(), metadata=own)
        assert caught.value.metadata["scope"] == "echo:write"
        with pytest.raises(UnauthenticatedError):
            _ = [m async for m in stub.Stream(world.ask())]


async def test_production_without_a_key_admits_nobody(start: Any) -> None:
    """A forgotten secret closes the door instead of opening it."""
    async with start(environment="production") as world:
        with pytest.raises(UnauthenticatedError, match="TOKEN_KEY"):
            await world.stub().Echo(world.ask())


async def test_health_and_reflection_need_no_token_and_no_deadline(start: Any) -> None:
    """Probes and grpcurl work without credentials."""
    async with (
        start(TokenAuthenticator(KEY)) as world,
        grpc.aio.insecure_channel(f"127.0.0.1:{world.server.port}") as channel,
    ):
        health = health_pb2_grpc.HealthStub(channel)
        for name in ("", "tests.echo.v1.EchoService"):
            answer = await health.Check(health_pb2.HealthCheckRequest(service=name))
            assert answer.status == health_pb2.HealthCheckResponse.SERVING
        await world.server.set_ready(False)
        answer = await health.Check(health_pb2.HealthCheckRequest())
        assert answer.status == health_pb2.HealthCheckResponse.NOT_SERVING
        listing = reflection_pb2.ServerReflectionRequest(list_services="")
        call = reflection_pb2_grpc.ServerReflectionStub(channel).ServerReflectionInfo([listing])
        names = [s.name async for m in call for s in m.list_services_response.service]
        assert "tests.echo.v1.EchoService" in names


async def test_a_service_that_is_not_ready_is_alive(start: Any) -> None:
    """Whoever restarts what does not live must not end a service that waits for another."""
    async with (
        start() as world,
        grpc.aio.insecure_channel(f"127.0.0.1:{world.server.port}") as channel,
    ):
        await world.server.set_ready(False)
        look = health_pb2_grpc.HealthStub(channel).Check
        ready = await look(health_pb2.HealthCheckRequest())
        alive = await look(health_pb2.HealthCheckRequest(service=LIVENESS))
        assert ready.status == health_pb2.HealthCheckResponse.NOT_SERVING
        assert alive.status == health_pb2.HealthCheckResponse.SERVING


@pytest.mark.parametrize("text", ["forever", "flood"])
async def test_a_stop_ends_streams_with_unavailable_and_a_time_to_retry(
    start: Any, text: str
) -> None:
    """A subscriber learns that it should resume elsewhere, whether it waited or was flooded."""
    async with start() as world:
        stream = world.stub().Stream(world.ask(text))
        first = asyncio.Event()

        async def follow() -> None:
            async for _ in stream:
                first.set()

        reader = asyncio.create_task(follow())
        await first.wait()
        await world.server.stop()
        with pytest.raises(UnavailableError, match="stopping") as caught:
            await reader
        assert caught.value.reason == "SERVER_STOPPING"
        assert caught.value.retry_after_ms == 1_000
        assert world.samples("rpc_server_streams_open")[("tests.echo.v1.EchoService/Stream",)] == 0


async def test_a_stop_lets_a_running_call_finish_its_grace(start: Any) -> None:
    """A call that outlives the grace learns who broke it off and when to ask again."""
    async with start() as world:
        call = asyncio.ensure_future(world.stub().Unsafe(world.ask("sleep")))
        while not world.calls:
            await asyncio.sleep(0.01)
        await world.server.stop()
        with pytest.raises(UnavailableError, match="stopping") as caught:
            await call
        assert caught.value.reason == "SERVER_STOPPING"
        assert caught.value.retry_after_ms == 1_000
        ended = world.samples("rpc_server_call_duration_seconds_count")
        assert [code for (_, code) in ended] == ["UNAVAILABLE"]


async def test_a_stream_that_its_reader_leaves_is_ended_at_the_server(world: Any) -> None:
    """Breaking out of the loop cancels the call; nothing streams to nobody."""
    async for _ in (stream := aiter(world.stub().Stream(world.ask("forever")))):
        break
    await stream.aclose()
    ended = ("tests.echo.v1.EchoService/Stream", "CANCELLED")
    while world.samples("rpc_server_streams_ended_total").get(ended) != 1:
        await asyncio.sleep(0.01)


async def test_a_taken_port_is_named_with_its_remedy(world: Any) -> None:
    """The second instance fails at once and says what to do."""
    taken = world.settings.model_copy(
        update={"addresses": Addresses(risk=f"127.0.0.1:{world.server.port}")}
    )
    with pytest.raises(UnavailableError, match=f"{world.server.port}.*ADDRESSES__RISK") as caught:
        await Server(taken, Metrics("risk")).start()
    assert caught.value.reason == "PORT_IN_USE"


async def test_an_unavailable_answer_is_retried_only_where_the_contract_allows(world: Any) -> None:
    """A read is asked again; a write without request_id is not."""
    world.failures = [UnavailableError("a moment"), UnavailableError("a moment")]
    assert (await world.stub().Echo(world.ask("fail"))).text == "fail"
    assert world.calls == ["fail"] * 3
    world.failures = [UnavailableError("a moment")]
    with pytest.raises(UnavailableError):
        await world.stub().Unsafe(world.ask("fail"))


async def test_a_call_has_the_default_deadline_and_no_more_than_its_caller_has_left(
    world: Any,
) -> None:
    """The shortest of default, wish and the caller's own remainder reaches the server."""
    default = float((await world.stub().Echo(world.ask("left"))).text)
    assert 5 < default < 11
    hurried = world.stub(world.open(remaining_s=lambda: 2.0))
    left = float((await hurried.Echo(world.ask("left"), timeout=60)).text)
    assert 0 < left < 3


async def test_a_deadline_that_passes_is_told_apart_from_a_refusal(world: Any) -> None:
    """No answer in time leaves the outcome unknown: DeadlineError."""
    with pytest.raises(DeadlineError):
        await world.stub().Echo(world.ask("sleep"), timeout=0.05)


async def test_an_absent_server_is_unavailable_and_names_the_method(world: Any) -> None:
    """The transport's own errors belong to the family as well."""
    channel = world.open(deadline_s=5)
    await world.server.stop()
    with pytest.raises(UnavailableError, match="EchoService/Unsafe"):
        await world.stub(channel).Unsafe(world.ask())


async def test_the_callers_trace_goes_on_in_the_handler(world: Any) -> None:
    """A W3C traceparent names the trace; without one the call starts its own."""
    configure_tracing("risk", {}).shutdown()
    parent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
    traced = world.stub(world.open(metadata=lambda: (("traceparent", parent),)))
    assert (await traced.Echo(world.ask("trace"))).text == "0af7651916cd43dd8448eb211c80319c"
    own = (await world.stub().Echo(world.ask("trace"))).text
    assert len(own) == 32
    assert own != "0" * 32


async def test_the_metrics_page_shows_calls_by_method_and_code(start: Any) -> None:
    """The page of a running server counts what was called, in Prometheus's text."""
    async with start(metrics="127.0.0.1:0") as world:
        await world.stub().Echo(world.ask())
        counted = world.samples("rpc_server_call_duration_seconds_count")
        assert counted[("tests.echo.v1.EchoService/Echo", "OK")] == 1


async def test_the_service_config_retries_what_is_safe_and_nothing_else(world: Any) -> None:
    """The names in the retry policy are those of the contract's retry_safe methods."""
    options = dict(channel_options([world.service]))
    policy = json.loads(options["grpc.service_config"])["methodConfig"][0]
    assert policy["name"] == [{"service": "tests.echo.v1.EchoService", "method": "Echo"}]
    assert policy["retryPolicy"]["retryableStatusCodes"] == ["UNAVAILABLE"]


async def test_serve_runs_until_a_signal_and_then_ends_in_order(world: Any) -> None:
    """SIGTERM, what an orchestrator sends, ends the process's server without an error."""
    server = Server(world.settings, Metrics("risk"))
    served = asyncio.create_task(server.serve())
    while not server.port:
        await asyncio.sleep(0.01)
    os.kill(os.getpid(), signal.SIGTERM)
    await asyncio.wait_for(served, PATIENCE_S)
    with pytest.raises(UnavailableError):
        await world.stub(open_channel(f"127.0.0.1:{server.port}")).Unsafe(world.ask())


async def test_an_address_that_is_none_is_named(world: Any) -> None:
    """A wrong setting is told apart from a port in use."""
    for listen, kind in (("nowhere", ConfigurationError), ("192.0.2.1:1", UnavailableError)):
        settings = world.settings.model_copy(update={"listen": listen})
        with pytest.raises(kind, match=listen):
            await Server(settings, Metrics("risk")).start()


async def test_a_blocking_handler_is_refused(world: Any) -> None:
    """A handler that is no coroutine would stop every other call while it runs."""

    class Blocking(world.stubs.EchoServiceServicer):
        def Echo(self, request: Any, context: Any) -> Any:
            return request

    server = Server(world.settings, Metrics("risk"))
    with pytest.raises(ConfigurationError, match="must be `async def`"):
        server.add(world.stubs.add_EchoServiceServicer_to_server, Blocking())


async def test_a_replay_is_changed_by_its_participants_alone(start: Any) -> None:
    """What came between from outside would not be of the tape."""
    replay = ReplaySettings(run="a-replay", begin_ns=1)
    async with start(replay=replay) as world:
        with pytest.raises(PreconditionError, match="replay runs") as raised:
            await world.stub().Echo(world.ask())
        assert raised.value.reason == "REPLAY_RUNNING"
        step = ReplayStep(run="a-replay", step=1, round=1)
        answer = await world.stub().Echo(world.ask(), metadata=step_metadata(step))
        assert (answer.text, world.calls) == ("hello", ["hello"])
