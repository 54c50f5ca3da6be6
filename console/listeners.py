"""The ports that a mesh listens on: those that people know or noted, where they are free."""

from collections.abc import Mapping, Sequence

from console import parts, tick_store, trace_ui
from console.ports import Ports
from console.runtime import Runtime, StoreChoice
from console.up_options import UpOptions
from tradewire.errors import UnavailableError


def listeners(
    ports: Ports, options: UpOptions, store: StoreChoice, yesterday: Runtime | None
) -> dict[str, int]:
    """A port for whatever listens; yesterday's where they are free, so that what was noted holds.

    Raises:
        TradewireError: the one that was asked for is in use, or none is free.
    """
    wanted: dict[str, Sequence[int]] = dict.fromkeys(parts.LISTENERS, ())
    wanted[parts.GATEWAY] = (parts.GATEWAY_PORT,)
    if tick_store.is_started(store):
        wanted |= tick_store.PORTS
    if yesterday is not None:
        for service, address in _addresses(yesterday).items():
            if service in wanted:
                wanted[service] = (int(address.rpartition(":")[2]), *wanted[service])
    if options.trace_ui:
        wanted[trace_ui.NAME] = (trace_ui.PORT,)
    port = options.port
    if port is not None:
        wanted[parts.GATEWAY] = (port,) if port else ()
    found = ports.take(wanted)
    if port and found[parts.GATEWAY] != port:
        raise UnavailableError(
            f"port {port} is in use; stop what listens there (`ss -ltnp 'sport = :{port}'` "
            "names it), give another --port, or leave it out for any free one",
            reason="PORT_IN_USE",
            metadata={"port": str(port)},
        )
    return found


def _addresses(yesterday: Runtime) -> Mapping[str, str]:
    """Of what had a port that people may have noted."""
    pages = {
        one.component: one.address
        for one in yesterday.components
        if one.component == tick_store.NAME
    }
    return {**yesterday.addresses, **pages}
