"""The spool: first in, first out, bounded, and sound after a crash."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.marketdata.spool import Spool
from tradewire.errors import PreconditionError


def drain(spool: Spool, at_once: int) -> list[bytes]:
    taken: list[bytes] = []
    while not spool.empty:
        payloads, position = spool.peek(at_once)
        spool.drop(position, len(payloads))
        taken += payloads
    return taken


@given(st.lists(st.binary(max_size=50), max_size=20), st.integers(1, 5))
def test_batches_come_back_in_order_and_the_file_is_emptied(
    tmp_path_factory: pytest.TempPathFactory, payloads: list[bytes], at_once: int
) -> None:
    """Whatever their size, and however many are taken at once."""
    path = tmp_path_factory.mktemp("spool") / "spool"
    spool = Spool.open(path)
    assert all(spool.push(payload) for payload in payloads)
    assert spool.count == len(payloads)
    assert drain(spool, at_once) == payloads
    assert (spool.count, path.stat().st_size) == (0, 0)
    spool.close()


def test_what_a_process_left_is_there_for_the_next(tmp_path: Path) -> None:
    """Even when its last batch was cut short by the crash."""
    path = tmp_path / "spool"
    spool = Spool.open(path)
    spool.push(b"one")
    spool.push(b"two")
    spool.close()
    path.write_bytes(path.read_bytes()[:-1])
    again = Spool.open(path)
    assert drain(again, 10) == [b"one"]
    again.close()


def test_a_full_spool_says_so(tmp_path: Path) -> None:
    """The caller decides what becomes of a batch that found no room."""
    spool = Spool.open(tmp_path / "spool", bytes_max=20)
    assert spool.push(b"x" * 10)
    assert not spool.push(b"x" * 10)
    assert spool.push(b"xx")
    assert drain(spool, 10) == [b"x" * 10, b"xx"]
    spool.close()


@given(
    st.lists(st.binary(max_size=50), max_size=10),
    st.integers(0, 10),
    st.lists(st.binary(max_size=50), min_size=1, max_size=10),
)
def test_older_batches_are_put_before_those_that_wait(
    tmp_path_factory: pytest.TempPathFactory, newer: list[bytes], taken: int, older: list[bytes]
) -> None:
    """Whatever was taken of those already; the next process finds all of them in order."""
    path = tmp_path_factory.mktemp("spool") / "spool"
    spool = Spool.open(path)
    assert all(spool.push(payload) for payload in newer)
    first, position = spool.peek(taken)
    spool.drop(position, len(first))
    assert spool.put_first(older) == len(older)
    assert spool.count == len(older) + len(newer) - len(first)
    assert spool.push(b"last")
    spool.close()
    again = Spool.open(path)
    assert drain(again, 3) == [*older, *newer[len(first) :], b"last"]
    again.close()


def test_older_batches_have_the_room_that_is_left(tmp_path: Path) -> None:
    """As many as fit, from the first on; what waits stays."""
    spool = Spool.open(tmp_path / "spool", bytes_max=24)
    spool.push(b"x" * 4)
    assert spool.put_first([b"a" * 4, b"b" * 4, b"c"]) == 2
    assert drain(spool, 10) == [b"a" * 4, b"b" * 4, b"x" * 4]
    spool.close()


def test_a_disk_that_takes_no_more_says_so(tmp_path: Path) -> None:
    """A write that fails is no batch."""
    spool = Spool.open(tmp_path / "spool")
    spool.push(b"one")
    spool.close()
    assert not spool.push(b"two")


def test_a_folder_that_is_missing_is_named(tmp_path: Path) -> None:
    """The message names the file and the remedy."""
    with pytest.raises(PreconditionError, match="make its folder writable"):
        Spool.open(tmp_path / "missing" / "spool")
