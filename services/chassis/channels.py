"""Channels to the peers of a service.

A call made while handling another carries on its trace and has no more time than that has left.
One made of a service's own accord, such as a look for new instruments, asks not to be recorded.
"""

from collections.abc import Callable, Sequence

from google.protobuf.descriptor import ServiceDescriptor

from services.chassis import telemetry
from services.chassis.auth import AUTHORIZATION, RUN
from services.chassis.config import ServiceSettings
from services.chassis.interceptors import remaining_s
from services.chassis.measures import CLIENT_CALLS
from services.chassis.metrics import Metrics
from services.chassis.traced import TracedChannel
from tradewire.channel import DEADLINE_S_DEFAULT, Channel, Metadata, Observe, open_channel

# A peer in another service needs some milliseconds for its refusal to come back to us in time.
MARGIN_S = 0.005


def peer(
    settings: ServiceSettings,
    name: str,
    *,
    services: Sequence[ServiceDescriptor],
    deadline_s: float = DEADLINE_S_DEFAULT,
    token: Callable[[], str] | None = None,
    metrics: Metrics | None = None,
) -> Channel:
    """A channel to the service ``name`` of the same mesh; it connects at the first call.

    Args:
        settings: holds the peer's address.
        name: ``marketdata``, ``risk`` and so on; another raises ConfigurationError.
        services: the services to be called there; their retry_safe methods are retried.
        deadline_s: seconds of a unary call whose caller does not say.
        token: asked at each call for a bearer token; None where development needs none.
        metrics: where the calls are timed; None times nothing.
    """
    address = settings.addresses.of(name)
    channel = open_channel(
        address,
        services=services,
        deadline_s=deadline_s,
        metadata=lambda: _along(settings.run, token),
        remaining_s=_remaining_s,
        observe=None if metrics is None else _timed(metrics),
    )
    return TracedChannel(channel, address)


def _timed(metrics: Metrics) -> Observe:
    durations = metrics.histogram(CLIENT_CALLS)

    def observe(method: str, code: str, took_s: float) -> None:
        durations.of(method[1:], code).observe(took_s)

    return observe


def _along(run: str, token: Callable[[], str] | None) -> Metadata:
    headers = [*telemetry.trace_headers().items()] or [*telemetry.unrecorded_headers().items()]
    if run:
        headers.append((RUN, run))
    if token is not None:
        headers.append((AUTHORIZATION, f"Bearer {token()}"))
    return headers


def _remaining_s() -> float | None:
    left_s = remaining_s()
    return None if left_s is None else max(0.0, left_s - MARGIN_S)
