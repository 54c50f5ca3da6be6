"""The error family says what happened and what helps."""

import pytest

from tradewire import errors
from tradewire.errors import InvalidArgumentError, TradewireError

FAMILY = [
    member
    for member in vars(errors).values()
    if isinstance(member, type) and issubclass(member, TradewireError)
]


@pytest.mark.parametrize("kind", FAMILY)
def test_every_error_has_a_reason_of_its_own(kind: type[TradewireError]) -> None:
    """In UPPER_SNAKE, for programs; the base is a fault of ours."""
    error = kind("it broke")
    assert str(error) == error.message == "it broke"
    assert error.reason == kind.default_reason
    assert error.reason.replace("_", "").isupper()
    assert (error.metadata, error.fields, error.retry_after_ms) == ({}, {}, None)


def test_reasons_tell_the_members_apart() -> None:
    """But for the base, whose reason is that of a fault of ours."""
    reasons = [kind.default_reason for kind in FAMILY if kind is not TradewireError]
    assert len(set(reasons)) == len(reasons)


def test_what_is_given_is_kept_and_copied() -> None:
    """A caller that goes on changing its dict changes no error."""
    metadata, fields = {"order": "1"}, {"price": "must be above zero"}
    error = InvalidArgumentError(
        "wrong", reason="ODD", metadata=metadata, fields=fields, retry_after_ms=5
    )
    metadata.clear()
    fields.clear()
    assert error.reason == "ODD"
    assert error.metadata == {"order": "1"}
    assert error.fields == {"price": "must be above zero"}
    assert error.retry_after_ms == 5


def test_the_docstrings_tree_names_every_member() -> None:
    """The tree at the top of the module is what people read."""
    tree = str(errors.__doc__)
    assert all(kind.__name__ in tree for kind in FAMILY)
