"""The rules of risk, in the order of their reasons' numbers in the contract.

Each is a function of an ``Assessment``; every one is evaluated whatever the others
say, and prints the value it measured beside the limit it held it against.
An order that only reduces passes all but those on form.
"""

from collections.abc import Callable

from services.risk import rules_account, rules_form, rules_order
from services.risk.assessment import Assessment
from tradewire.verdicts import RuleResult

Rule = Callable[[Assessment], RuleResult]

RULES: tuple[Rule, ...] = (
    rules_account.position_size,
    rules_account.exposure,
    rules_account.position_count,
    rules_account.capital,
    rules_account.leverage,
    rules_account.daily_loss,
    rules_account.monthly_loss,
    rules_order.stop,
    rules_order.target,
    rules_form.price_increment,
    rules_form.size_increment,
    rules_form.min_quantity,
    rules_form.max_quantity,
    rules_form.min_notional,
    rules_order.duplicate_order,
    rules_order.data_age,
    rules_order.price_known,
    rules_order.kill_switch,
    rules_order.reducing_only,
    rules_order.nothing_to_reduce,
    rules_order.price_band,
    rules_order.order_rate,
    rules_account.open_order_count,
    rules_account.drawdown,
    rules_order.short,
    rules_order.instrument,
    rules_order.limits_set,
    rules_order.sized,
    rules_order.signal_expiry,
    rules_order.confidence,
    rules_order.reconciled,
)


def evaluate(order: Assessment) -> tuple[RuleResult, ...]:
    """Every rule's result, in their order."""
    return tuple([rule(order) for rule in RULES])
