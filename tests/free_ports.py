"""Ports for what tests start: no two get the same, and no mesh on this machine takes them."""

from console.ports import Ports

_ports = Ports()
_given: set[int] = set()


def free_port() -> int:
    """A port of loopback that nobody uses, kept for this process until it ends."""
    while (port := _ports.take({"a test": ()})["a test"]) in _given:
        pass
    _given.add(port)
    return port
