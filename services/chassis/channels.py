"""Channels to the peers of a service.

A call made while handling another carries on its trace and has no more time than that has left.
One made of a service's own accord, such as a look for new instruments, asks not to be recorded.

In production each carries the service's own token; the gateway's calls carry their user's, and its
own beside it.
"""

from collections.abc import Callable, Sequence

from google.protobuf.descriptor import ServiceDescriptor

from services.chassis import telemetry
from services.chassis.auth import AUTHORIZATION, RUN, VIA
from services.chassis.config import ServiceSettings
from services.chassis.identity import identity_of
from services.chassis.interceptors import remaining_s
from services.chassis.measures import CLIENT_CALLS
from services.chassis.metrics import Metrics
from services.chassis.tls import authority
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
    for_users: bool = False,
    metrics: Metrics | None = None,
) -> Channel:
    """A channel to the service ``name`` of the same mesh; it connects at the first call.

    Args:
        settings: holds the peer's address.
        name: ``marketdata``, ``risk`` and so on; another raises ConfigurationError.
        services: the services to be called there; their retry_safe methods are retried.
        deadline_s: seconds of a unary call whose caller does not say.
        for_users: the calls bear their users' tokens, sent along with each; ours goes beside them.
        metrics: where the calls are timed; None times nothing.

    Raises:
        ConfigurationError: no such service, or production without a key for tokens.
    """
    address = settings.addresses.of(name)
    channel = open_channel(
        address,
        services=services,
        deadline_s=deadline_s,
        metadata=_along(settings, for_users=for_users),
        remaining_s=_remaining_s,
        observe=None if metrics is None else _timed(metrics),
        authority=authority(settings.tls),
    )
    return TracedChannel(channel, address)


def looking(settings: ServiceSettings, name: str) -> Channel:
    """A channel for looks at how ``name`` is: of no call's trace, and of no call's deadline."""
    address, by = settings.addresses.of(name), authority(settings.tls)
    return open_channel(address, metadata=_own(settings), authority=by)


def _timed(metrics: Metrics) -> Observe:
    durations = metrics.histogram(CLIENT_CALLS)

    def observe(method: str, code: str, took_s: float) -> None:
        durations.of(method[1:], code).observe(took_s)

    return observe


def _along(settings: ServiceSettings, *, for_users: bool) -> Callable[[], Metadata]:
    """What tells of each call's trace, mesh and caller."""
    own = _passing_on(settings) if for_users else _own(settings)

    def along() -> Metadata:
        headers = telemetry.trace_headers() or telemetry.unrecorded_headers()
        return (*headers.items(), *own())

    return along


def _own(settings: ServiceSettings) -> Callable[[], Metadata]:
    """The mesh, and a token of ours that the peer admits."""
    run: Metadata = ((RUN, settings.run),) if settings.run else ()
    identity = identity_of(settings)
    if identity is None:
        return lambda: run
    return lambda: (*run, (AUTHORIZATION, f"Bearer {identity.token()}"))


def _passing_on(settings: ServiceSettings) -> Callable[[], Metadata]:
    """The mesh, and who we are beside the user whose token goes along."""
    run: Metadata = ((RUN, settings.run),) if settings.run else ()
    identity = identity_of(settings)
    if identity is None:
        return lambda: (*run, (VIA, settings.service))
    return lambda: (*run, (VIA, identity.token()))


def _remaining_s() -> float | None:
    left_s = remaining_s()
    return None if left_s is None else max(0.0, left_s - MARGIN_S)
