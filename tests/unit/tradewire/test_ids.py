"""Ids are hashes of their cause: the same again, and never another's."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tradewire import ids
from tradewire.errors import InvalidArgumentError

parts = st.lists(st.text(st.characters(exclude_characters="\x1f", codec="utf-8")), max_size=4)


@given(parts, parts)
def test_two_lists_of_parts_have_one_digest_only_if_they_are_one(
    left: list[str], right: list[str]
) -> None:
    """However the text is cut into parts."""
    same = ids.digest("kind", *left) == ids.digest("kind", *right)
    assert same == (left == right)


def test_the_kind_is_part_of_an_id() -> None:
    """An order and its list, hashed from the same, differ."""
    assert ids.digest("a", "x") != ids.digest("b", "x")
    assert ids.digest("a", "x", digits=16) == ids.digest("a", "x")[:16]


def test_a_part_that_could_collide_is_refused() -> None:
    """The separator would make two parts look like three."""
    with pytest.raises(InvalidArgumentError, match="control character"):
        ids.digest("kind", "a\x1fb")


def test_ids_have_not_changed() -> None:
    """A changed formula would place at the venue, again, what it has seen."""
    client = ids.client_order_id("signal:1", "paper", "entry")
    assert client == "a2bd21d1d1e63fb3304acd95992f301e"
    assert ids.order_id(client) == "e84375b41b3f5aeb"
    assert ids.signal_id("log", "cross", 1) == "4691d49ea1cb653785e811761ef1fc88"
    assert ids.fill_id("paper", "BTC-USDT.BINANCE", "42") == "cca2e1131a1b3e14"
    assert ids.order_list_id("signal:1", "paper", 1) == "e47d7afab8051a7b"


def test_a_client_order_id_differs_by_cause_account_and_leg() -> None:
    """Each of them is another order."""
    found = {
        ids.client_order_id(cause, account, leg)
        for cause in ("signal:1", "request:1")
        for account in ("a", "b")
        for leg in ("entry", "stop")
    }
    assert len(found) == 8
    assert all(ids.is_client_order_id(client) for client in found)


@pytest.mark.parametrize("text", ["", "0" * 31, "0" * 33, "G" * 32, "A" * 32, "0" * 32 + "\n"])
def test_what_is_no_client_order_id_is_told_apart(text: str) -> None:
    """32 lowercase hex digits and nothing else."""
    assert not ids.is_client_order_id(text)


@pytest.mark.parametrize("text", ["a", "paper", "a-1", "9" * 63])
def test_a_resource_id_is_given_back(text: str) -> None:
    """So that a check can stand where the value is used."""
    assert ids.check_resource_id(text, "account") == text


@pytest.mark.parametrize("text", ["", "-a", "a-", "A", "a_b", "a.b", "9" * 64, "a\n"])
def test_what_is_no_resource_id_is_refused(text: str) -> None:
    """The error names what it was for."""
    with pytest.raises(InvalidArgumentError, match="account") as caught:
        ids.check_resource_id(text, "account")
    assert "account" in caught.value.fields
