"""What a service's channels to its peers carry along."""

import time
from collections.abc import AsyncIterator
from typing import Any

import pytest
from grpc_health.v1 import health_pb2, health_pb2_grpc
from opentelemetry import context, trace
from opentelemetry.trace import SpanKind
from pydantic import SecretStr

from services.chassis import interceptors, spans, telemetry
from services.chassis.auth import TokenAuthenticator
from services.chassis.channels import peer
from services.chassis.config import Addresses, AuthSettings
from tests.traced import attribute, recording
from tradewire.channel import Channel
from tradewire.errors import (
    ConfigurationError,
    DeadlineError,
    PermissionDeniedError,
    TradewireError,
    UnauthenticatedError,
    UnavailableError,
)
from tradewire.status import code_of

PARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"


def reaching(world: Any, **options: Any) -> Channel:
    """A channel as a service of the same mesh opens it."""
    here = Addresses(risk=f"127.0.0.1:{world.server.port}")
    settings = world.settings.model_copy(update={"addresses": here})
    return peer(settings, "risk", services=[world.service], **options)


@pytest.fixture
async def channel(world: Any) -> AsyncIterator[Channel]:
    """A channel to the running echo service."""
    async with reaching(world) as opened:
        yield opened


async def test_a_call_to_a_peer_goes_on_the_trace_of_the_call_being_handled(
    world: Any, channel: Channel
) -> None:
    """Order, verdict and fill are one trace over all processes."""
    token = context.attach(telemetry.trace_context({"traceparent": PARENT}))
    answer = await world.stub(channel).Echo(world.ask("trace"))
    context.detach(token)
    assert answer.text == PARENT.split("-")[1]


async def test_a_call_to_a_peer_has_no_more_time_than_its_own_call(
    world: Any, channel: Channel
) -> None:
    """The deadline is passed on: a peer must not work for a caller that has given up."""
    interceptors._deadline_s.set(time.monotonic() + 2)
    left_s = float((await world.stub(channel).Echo(world.ask("left"), timeout=60)).text)
    assert 0 < left_s < 3
    interceptors._deadline_s.set(time.monotonic() - 1)
    with pytest.raises(DeadlineError):
        await world.stub(channel).Echo(world.ask("left"))


def with_a_key(world: Any) -> None:
    """The world's settings as those of production."""
    key = AuthSettings(token_key=SecretStr("k" * 32))
    world.settings = world.settings.model_copy(update={"environment": "production", "auth": key})


async def test_a_service_proves_itself_to_its_peers_by_a_token(start: Any) -> None:
    """In production a peer's call bears the service's own token, with the scopes of its calls."""
    async with start(TokenAuthenticator("k" * 32)) as world:
        with_a_key(world)
        async with reaching(world) as opened:
            with pytest.raises(PermissionDeniedError, match="risk lacks the scope echo:read"):
                await world.stub(opened).Echo(world.ask("caller"))
            health = await health_pb2_grpc.HealthStub(opened).Check(health_pb2.HealthCheckRequest())
            assert health.status == health_pb2.HealthCheckResponse.SERVING


async def test_a_call_for_a_user_is_admitted_by_the_users_token_alone(start: Any) -> None:
    """Who passes it on proves itself beside it, and without a user's token nothing passes."""
    tokens = TokenAuthenticator("k" * 32)
    user = f"Bearer {tokens.mint('ana', ['echo:read'], expires_at_s=2**40)}"
    async with start(tokens) as world:
        with_a_key(world)
        async with reaching(world, for_users=True) as opened:
            stub = world.stub(opened)
            answer = await stub.Echo(world.ask("caller"), metadata=(("authorization", user),))
            assert answer.text == "ana via risk"
            with pytest.raises(PermissionDeniedError, match="ana lacks the scope echo:write"):
                await stub.Unsafe(world.ask(), metadata=(("authorization", user),))
            with pytest.raises(UnauthenticatedError) as caught:
                await stub.Echo(world.ask("caller"))
    assert caught.value.reason == "TOKEN_MISSING"


async def test_a_call_meant_for_another_mesh_is_refused(start: Any) -> None:
    """Two meshes on one machine: a port that one gave up may be the other's a moment later."""
    async with start(run="ours") as world:
        for run, admitted in (("ours", True), ("", True), ("theirs", False)):
            named = world.settings.model_copy(update={"run": run})
            world.settings = named
            async with reaching(world) as opened:
                asked = world.stub(opened).Echo(world.ask("trace"))
                if admitted:
                    await asked
                    continue
                with pytest.raises(UnavailableError, match="belongs to the mesh ours") as caught:
                    await asked
                assert caught.value.reason == "OTHER_MESH"


async def test_an_unknown_peer_is_refused_when_its_channel_is_opened(world: Any) -> None:
    """A misspelt peer fails at start and not at the first order."""
    with pytest.raises(ConfigurationError, match="no service 'riks'"):
        peer(world.settings, "riks", services=[])


async def test_a_raw_channel_state_is_the_wrapped_ones(world: Any, channel: Channel) -> None:
    """Waiting for a peer at start works as with gRPC's own channel."""
    before = channel.get_state(try_to_connect=True)
    await channel.wait_for_state_change(before)
    await channel.channel_ready()
    stream = world.stub(channel).Stream(world.ask("b"))
    assert [(await stream.read()).text, (await stream.read()).text] == ["first", "b"]


async def test_a_call_within_a_recorded_trace_is_a_step_of_it_with_its_error(
    world: Any, channel: Channel
) -> None:
    """The client's span is the server's parent; a failure has the family's reason."""
    with recording() as found:
        outside = await world.stub(channel).Echo(world.ask("trace"))
        with trace.use_span(spans.tracer.start_span("order"), end_on_exit=True):
            within = await world.stub(channel).Echo(world.ask("trace"))
            with pytest.raises(TradewireError) as refused:
                await world.stub(channel).Echo(world.ask("refuse"))
            remaining = interceptors._deadline_s.set(time.monotonic() - 1)
            with pytest.raises(DeadlineError):
                await world.stub(channel).Echo(world.ask("left"))
            interceptors._deadline_s.reset(remaining)
    order, *_ = [span for span in found if span.name == "order"]
    calls = [span for span in found if span.kind is SpanKind.CLIENT]
    assert [attribute(call, "rpc.response.status_code") for call in calls] == [
        "OK",
        code_of(refused.value).name,
        "DEADLINE_EXCEEDED",
    ]
    assert [attribute(call, "error.type") for call in calls] == [
        None,
        refused.value.reason,
        "DEADLINE_EXCEEDED",
    ]
    assert {call.context.trace_id for call in calls} == {order.context.trace_id}
    assert within.text == f"{order.context.trace_id:032x}"
    # Of its own accord: a trace of its own, which is in the logs and not recorded.
    assert outside.text not in {"", within.text}
