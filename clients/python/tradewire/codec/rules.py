"""One rule's result on the wire: what orders and verdicts both carry."""

from collections.abc import Iterable

from tradewire.codec.enums import REASON
from tradewire.types.v1 import trading_pb2
from tradewire.verdicts import RuleResult


def rule_to_wire(rule: RuleResult) -> trading_pb2.RuleResult:
    """The message of a rule's result."""
    return trading_pb2.RuleResult(
        rule=rule.rule,
        passed=rule.passed,
        reason=REASON.numbers[rule.reason],
        value=rule.value,
        limit=rule.limit,
        unit=rule.unit,
        detail=rule.detail,
        limit_source=rule.limit_source,
    )


def rules_to_wire(rules: Iterable[RuleResult]) -> list[trading_pb2.RuleResult]:
    """The messages of rules' results, in their order."""
    return [rule_to_wire(rule) for rule in rules]


def rule_from_wire(message: trading_pb2.RuleResult) -> RuleResult:
    """The rule's result of a message.

    Raises:
        InvalidArgumentError: its reason is unset or unknown to this version.
    """
    return RuleResult(
        rule=message.rule,
        passed=message.passed,
        reason=REASON.from_wire(message.reason, "reason"),
        value=message.value,
        limit=message.limit,
        unit=message.unit,
        detail=message.detail,
        limit_source=message.limit_source,
    )


def rules_from_wire(messages: Iterable[trading_pb2.RuleResult]) -> tuple[RuleResult, ...]:
    """The rules' results of messages, in their order."""
    return tuple(rule_from_wire(message) for message in messages)
