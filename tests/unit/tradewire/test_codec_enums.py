"""Every enum of the values has its counterpart in the contract, and the other way round."""

import re
from pathlib import Path

import protovalidate
import pytest
from google.protobuf import descriptor_pb2

import tradewire
from tradewire.codec import enums
from tradewire.codec.enums import EnumTable
from tradewire.codec.verdicts import RETRYABLE
from tradewire.errors import InvalidArgumentError
from tradewire.execution.v1 import order_pb2
from tradewire.orders import Side

TABLES = [table for table in vars(enums).values() if isinstance(table, EnumTable)]

WIRE_ONLY: dict[str, set[str]] = {}
"""Names that only the contract has, by Python enum. None today."""


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_member_has_its_number_and_every_number_its_member(
    table: EnumTable,  # type: ignore[type-arg]  # Any enum's table.
) -> None:
    """What only the contract has is listed above, so that nothing is forgotten."""
    assert table.wire_only == WIRE_ONLY.get(table.name, set())
    for member, number in table.numbers.items():
        assert table.from_wire(number, "field") is member
        assert table.to_wire(member) == number


def test_none_is_unspecified_where_a_field_may_be_unset() -> None:
    """And an unknown number is an error there all the same."""
    assert enums.SIDE.to_wire(None) == 0
    assert enums.SIDE.optional_from_wire(0, "side") is None
    assert enums.SIDE.optional_from_wire(1, "side") is Side.BUY
    with pytest.raises(InvalidArgumentError, match="side is 99, unknown to this version"):
        enums.SIDE.optional_from_wire(99, "side")


def test_an_unset_enum_names_the_field_and_the_choices() -> None:
    """The caller sees what to send."""
    with pytest.raises(InvalidArgumentError, match="side is unset; it must be one of BUY, SELL"):
        enums.SIDE.from_wire(0, "side")


def test_reasons_that_can_be_retried_are_those_whose_comment_says_so() -> None:
    """The contract's comments are the source; the table follows them."""
    folder = Path(str(tradewire.__file__)).parent
    files = descriptor_pb2.FileDescriptorSet.FromString((folder / "contract.binpb").read_bytes())
    file = next(file for file in files.file if file.name == "tradewire/types/v1/trading.proto")
    index = next(i for i, enum in enumerate(file.enum_type) if enum.name == "RefusalReason")
    comments = {
        tuple(place.path): place.leading_comments for place in file.source_code_info.location
    }
    names = {
        value.name.removeprefix("REFUSAL_REASON_")
        # Path of an enum's value: field 5 of the file, field 2 of the enum.
        for i, value in enumerate(file.enum_type[index].value)
        if re.search(r"\bRetry\b", comments.get((5, index, 2, i), ""))
    }
    assert names == {reason.name for reason in RETRYABLE}


def test_the_contracts_rules_are_enforced_in_these_tests() -> None:
    """Were validation a no-op, every assertion by it would be empty."""
    with pytest.raises(protovalidate.ValidationError):
        protovalidate.validate(order_pb2.Order(order="x"))
