"""What is said of a refused value: what it must look like, in words and with an example."""

from collections.abc import Iterator
from importlib import resources

import pytest
from google.protobuf import descriptor_pb2
from google.protobuf.message import Message
from protovalidate import Validator

from services.chassis.errors import invalid
from tradewire.buf.validate import validate_pb2
from tradewire.errors import REQUEST_INVALID
from tradewire.execution.v1 import order_command_pb2, order_pb2
from tradewire.marketdata.v1 import candle_pb2
from tradewire.risk.v1 import kill_switch_pb2, limits_pb2, limits_requests_pb2
from tradewire.types.v1 import rules_pb2, trading_pb2


def said(request: Message) -> dict[str, str]:
    """What is said of each field of a request that breaks rules."""
    error = invalid(request, Validator().collect_violations(request))
    assert error.reason == REQUEST_INVALID
    assert all(text in error.message for text in error.fields.values())
    return error.fields


def limits(rules: limits_pb2.RuleLimits) -> limits_requests_pb2.UpdateLimitsRequest:
    """A change of the account's limits."""
    changed = limits_pb2.Limits(limits="account-paper", rules=rules)
    return limits_requests_pb2.UpdateLimitsRequest(limits=changed)


@pytest.mark.parametrize(
    ("request_", "field", "example"),
    [
        (
            order_command_pb2.GetOrderRequest(account="paper", order="zz"),
            "order",
            "31d477fdc333550b",
        ),
        (
            order_command_pb2.ListOrdersRequest(account="PAPER"),
            "account",
            "such as paper, or - for all",
        ),
        (
            kill_switch_pb2.EngageKillSwitchRequest(kill_switch="foo", reason="test"),
            "kill_switch",
            "account-paper",
        ),
        (
            limits(limits_pb2.RuleLimits(drawdown_fraction_max="2")),
            "limits.rules.drawdown_fraction_max",
            "from 0 to 1",
        ),
        (
            limits(limits_pb2.RuleLimits(leverage_max="abc")),
            "limits.rules.leverage_max",
            "under 1000",
        ),
    ],
)
def test_a_malformed_value_is_told_what_it_must_look_like(
    request_: Message, field: str, example: str
) -> None:
    """An example says in a glance what a regular expression hides."""
    fields = said(request_)
    assert example in fields[field]
    assert "^" not in "".join(fields.values())


def test_an_unset_choice_is_told_its_names_and_never_that_of_zero() -> None:
    """Nobody is asked to write UNSPECIFIED, which would be refused."""
    ticket = order_pb2.OrderTicket(instrument="BTC-USDT.SIM", side=7, quantity="1")  # type: ignore[arg-type]  # A wrong one is the point.
    fields = said(order_command_pb2.SubmitOrderRequest(account="paper", ticket=ticket))
    assert fields["ticket.side"] == "must be one of SIDE_BUY, SIDE_SELL"
    assert fields["ticket.type"].startswith("must be set to one of ORDER_TYPE_MARKET, ")
    candles = candle_pb2.ListCandlesRequest(instrument="BTC-USDT.SIM")
    assert "UNSPECIFIED" not in said(candles)["interval"]


def test_what_is_absent_is_not_called_too_short() -> None:
    """Whatever the least length is."""
    ticket = order_pb2.OrderTicket(side=trading_pb2.SIDE_BUY, quantity="1")
    fields = said(order_command_pb2.SubmitOrderRequest(account="", ticket=ticket))
    assert fields["account"] == "must not be empty"
    assert fields["ticket.instrument"] == "must not be empty"


def test_a_missing_alternative_is_told_its_names() -> None:
    """How much to trade can be said in three ways; whoever said none learns them."""
    ticket = order_pb2.OrderTicket(
        instrument="BTC-USDT.SIM",
        side=trading_pb2.SIDE_BUY,
        type=trading_pb2.ORDER_TYPE_MARKET,
    )
    fields = said(order_command_pb2.SubmitOrderRequest(account="paper", ticket=ticket))
    assert fields == {"ticket.amount": "give exactly one of quantity, notional, sized_by_risk"}


def test_no_rule_of_the_contract_answers_with_a_regular_expression() -> None:
    """Every pattern stands in types/v1/rules.proto, beside words for a person."""
    raw = [field.name for field in every_field() if list(patterns(field))]
    assert raw == []


def test_every_shared_rule_says_what_is_right() -> None:
    """Words in place of a pattern are worth nothing when they only say that it is wrong."""
    for rule in rules_pb2.DESCRIPTOR.extensions_by_name.values():
        (made,) = rule.GetOptions().Extensions[validate_pb2.predefined].cel
        assert made.message.startswith("must be "), rule.name


def every_field() -> Iterator[descriptor_pb2.FieldDescriptorProto]:
    """Every field of the contract's messages."""
    whole = resources.files("tradewire").joinpath("contract.binpb").read_bytes()
    for file in descriptor_pb2.FileDescriptorSet.FromString(whole).file:
        if file.package.startswith("tradewire."):
            for message in file.message_type:
                yield from fields_of(message)


def fields_of(
    message: descriptor_pb2.DescriptorProto,
) -> Iterator[descriptor_pb2.FieldDescriptorProto]:
    """Its fields, and those of the messages within it."""
    yield from message.field
    for nested in message.nested_type:
        yield from fields_of(nested)


def patterns(field: descriptor_pb2.FieldDescriptorProto) -> Iterator[str]:
    """The patterns of a field's own, of its items and of a map's keys."""
    rules = field.options.Extensions[validate_pb2.field]
    for text in (rules.string, rules.repeated.items.string, rules.map.keys.string):
        if text.pattern:
            yield text.pattern
