"""Requests that say more than the server understands."""

import pytest

from services.chassis.strict import refuse_unknown_fields
from tradewire.errors import InvalidArgumentError
from tradewire.execution.v1 import order_command_pb2, order_pb2
from tradewire.risk.v1 import limits_requests_pb2
from tradewire.status import FIELDS_MAX, to_status

# Field 1007 with one byte of text, and field 1008 with a number.
NEWER = b"\xfa\x3e\x01a"
NEWER_STILL = b"\x80\x3f\x05"


def newer_ticket(*extra: bytes) -> order_pb2.OrderTicket:
    """A ticket as a newer client would send it."""
    known = order_pb2.OrderTicket(instrument="BTC-USDT.SIM", price="1.10").SerializeToString()
    return order_pb2.OrderTicket.FromString(known + b"".join(extra))


def test_a_request_of_known_fields_passes_as_it_came() -> None:
    """With values inside values, and with nothing at all."""
    ticket = newer_ticket()
    request = order_command_pb2.SubmitOrderRequest(account="paper", ticket=ticket)
    before = request.SerializeToString()
    refuse_unknown_fields(request, "/a.B/C")
    assert request.SerializeToString() == before
    refuse_unknown_fields(order_command_pb2.SubmitOrderRequest(), "/a.B/C")


def test_every_unknown_field_is_named_with_where_it_stands() -> None:
    """At the top and inside of messages; the same one twice is one."""
    ticket = newer_ticket(NEWER, NEWER, NEWER_STILL)
    request = order_command_pb2.SubmitOrderRequest(account="paper", ticket=ticket)
    request = order_command_pb2.SubmitOrderRequest.FromString(request.SerializeToString() + NEWER)
    with pytest.raises(InvalidArgumentError) as caught:
        refuse_unknown_fields(request, "/a.B/C")
    assert caught.value.reason == "FIELD_UNKNOWN"
    assert set(caught.value.fields) == {"1007", "ticket.1007", "ticket.1008"}
    assert caught.value.metadata["method"] == "/a.B/C"


def test_a_flood_of_unknown_fields_is_told_in_part() -> None:
    """The answer has its limit, and so has the work for whoever sends nonsense."""
    # Numbers 64 to 199 take two bytes with the type of a number, which is 0.
    tags = (bytes([(each << 3 & 0x7F) | 0x80, each >> 4]) for each in range(64, 200))
    flood = b"".join(tag + b"\x01" for tag in tags)
    request = limits_requests_pb2.UpdateLimitsRequest.FromString(flood)
    with pytest.raises(InvalidArgumentError) as caught:
        refuse_unknown_fields(request, "/a.B/C")
    assert len(caught.value.fields) == FIELDS_MAX
    assert to_status(caught.value).ByteSize() < 8_000


def test_messages_in_lists_are_looked_into() -> None:
    """Whatever the depth, the path tells."""
    page = order_command_pb2.ListOrdersResponse(orders=[order_pb2.Order(), order_pb2.Order()])
    page.orders[1].MergeFromString(NEWER)
    with pytest.raises(InvalidArgumentError) as caught:
        refuse_unknown_fields(page, "/a.B/C")
    assert set(caught.value.fields) == {"orders[1].1007"}
