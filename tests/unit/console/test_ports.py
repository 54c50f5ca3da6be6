"""The ports of a mesh: free, no other mesh's, and the wanted ones where they can be had."""

import multiprocessing
import socket
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from console.ports import DRAWS_MAX, HOST, PORTS, Ports, is_free
from tradewire.errors import TradewireError

NAMES = ("bus", "risk", "execution")


@pytest.fixture
def locks(tmp_path: Path) -> Path:
    """A file of locks that no mesh of this machine shares."""
    return tmp_path / "ports.lock"


def _take(locks: Path, wanted: dict[str, tuple[int, ...]], pipe: Connection) -> None:
    """Another mesh: takes its ports, tells them, and keeps them until it is told to end."""
    ports = Ports(locks)
    pipe.send(ports.take(wanted))
    pipe.recv()
    ports.close()
    pipe.send({})


def test_names_get_different_free_ports_outside_those_of_outgoing_connections(locks: Path) -> None:
    """Drawn, so two starts do not even want the same."""
    found = Ports(locks).take(dict.fromkeys(NAMES, ()))
    assert set(found) == set(NAMES)
    assert len(set(found.values())) == len(NAMES)
    assert all(port in PORTS and is_free(port) for port in found.values())


def test_the_first_wanted_port_that_is_free_is_taken(locks: Path) -> None:
    """A port where somebody listens is passed over."""
    free = Ports().take({"gateway": ()})["gateway"]
    with socket.create_server((HOST, 0)) as taken:
        busy = int(taken.getsockname()[1])
        assert Ports(locks).take({"gateway": (busy, free)}) == {"gateway": free}


def test_two_meshes_that_start_at_once_never_share_a_port(locks: Path) -> None:
    """Even where both want the same and neither has bound any yet; the second's end frees all."""
    wanted = {name: (PORTS.start + place,) for place, name in enumerate(NAMES)}
    here, there = multiprocessing.get_context("spawn").Pipe()
    process = multiprocessing.get_context("spawn").Process(
        target=_take, args=(locks, wanted, there)
    )
    process.start()
    theirs = here.recv()
    ports = Ports(locks)
    ours = ports.take(wanted)
    assert not set(ours.values()) & set(theirs.values())
    ports.close()
    here.send("end")
    assert here.recv() == {}
    process.join()
    again = Ports(locks)
    assert again.take({"one": (theirs["bus"],)}) == {"one": theirs["bus"]}
    again.close()


def test_no_free_port_is_an_error_that_says_for_whom(
    locks: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It ends after a bounded number of draws."""
    with socket.create_server((HOST, 0)) as taken:
        port = int(taken.getsockname()[1])
        monkeypatch.setattr("console.ports.PORTS", [port] * DRAWS_MAX)
        with pytest.raises(TradewireError, match="free for risk") as raised:
            Ports(locks).take({"risk": ()})
    assert raised.value.reason == "PORT_IN_USE"


def test_a_lock_file_that_cannot_be_had_keeps_no_mesh_from_starting(tmp_path: Path) -> None:
    """Ports are verified all the same."""
    found = Ports(tmp_path).take({"risk": ()})
    assert is_free(found["risk"])
