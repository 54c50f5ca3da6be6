"""Enums by name: the value types' members and the contract's numbers."""

from collections.abc import Callable
from enum import Enum
from typing import Generic, Protocol, TypeVar

from tradewire import instruments, market, orders, signals, verdicts
from tradewire.errors import InvalidArgumentError
from tradewire.execution.v1 import account_event_pb2, fill_pb2, order_event_pb2, order_pb2
from tradewire.marketdata.v1 import candle_pb2, instrument_pb2
from tradewire.risk.v1 import directive_pb2, event_pb2, trading_state_pb2
from tradewire.signal.v1 import event_pb2 as signal_event_pb2
from tradewire.signal.v1 import signal_pb2
from tradewire.types.v1 import trading_pb2

M = TypeVar("M", bound=Enum)
N = TypeVar("N", bound=int)


_UNSET = "UNSPECIFIED"


def _name(member: Enum) -> str:
    return member.name


class WireEnum(Protocol[N]):
    """What a generated enum offers of itself."""

    def items(self) -> list[tuple[str, N]]:
        """Full names and numbers, in order of declaration."""
        ...


class EnumTable(Generic[M, N]):
    """One enum of the value types beside its enum in the contract.

    Args:
        members: the Python enum.
        wire: the generated enum.
        prefix: of the contract's names, e.g. ``SIDE_``.
        name: a member's name in the contract without prefix; its own by default.

    Raises:
        KeyError: a member has no number in the contract.
    """

    def __init__(
        self,
        members: type[M],
        wire: WireEnum[N],
        prefix: str,
        name: Callable[[M], str] = _name,
    ) -> None:
        numbers = {name.removeprefix(prefix): number for name, number in wire.items()}
        self.name = members.__name__
        self.unset: N = numbers.pop(_UNSET)
        self.numbers: dict[M, N] = {member: numbers[name(member)] for member in members}
        self.members: dict[int, M] = {number: member for member, number in self.numbers.items()}
        self.wire_only = frozenset(numbers) - {name(member) for member in members}
        """Names that only the contract has."""

    def to_wire(self, member: M | None) -> N:
        """The contract's number; that of UNSPECIFIED for None."""
        return self.unset if member is None else self.numbers[member]

    def from_wire(self, number: int, what: str) -> M:
        """The member of a number; ``what`` names the field.

        Raises:
            InvalidArgumentError: UNSPECIFIED, or a number unknown to this version.
        """
        try:
            return self.members[number]
        except KeyError:
            state = "unset" if number == self.unset else f"{number}, unknown to this version"
            raise InvalidArgumentError(
                f"{what} is {state}; it must be one of {', '.join(m.name for m in self.numbers)}",
                reason="INVALID_ENUM",
                fields={what: f"must be a {self.name}"},
            ) from None

    def optional_from_wire(self, number: int, what: str) -> M | None:
        """The member of a number, None for UNSPECIFIED; raises for an unknown one."""
        return None if number == self.unset else self.from_wire(number, what)


SIDE = EnumTable(orders.Side, trading_pb2.Side, "SIDE_")
ORDER_TYPE = EnumTable(orders.OrderType, trading_pb2.OrderType, "ORDER_TYPE_")
TIME_IN_FORCE = EnumTable(orders.TimeInForce, trading_pb2.TimeInForce, "TIME_IN_FORCE_")
REASON = EnumTable(verdicts.RefusalReason, trading_pb2.RefusalReason, "REFUSAL_REASON_")
LIQUIDITY = EnumTable(orders.Liquidity, fill_pb2.Liquidity, "LIQUIDITY_")
LEG = EnumTable(orders.Leg, order_pb2.OrderLeg, "ORDER_LEG_")
ORDER_STATE = EnumTable(orders.OrderState, order_pb2.OrderState, "ORDER_STATE_")
ORDER_COMMAND = EnumTable(orders.OrderCommand, order_event_pb2.OrderCommand, "ORDER_COMMAND_")
DOUBT_CAUSE = EnumTable(orders.DoubtCause, order_event_pb2.DoubtCause, "DOUBT_CAUSE_")
CANCEL_CAUSE = EnumTable(orders.CancelCause, order_event_pb2.CancelCause, "CANCEL_CAUSE_")
BALANCE_CAUSE = EnumTable(orders.BalanceCause, account_event_pb2.BalanceCause, "BALANCE_CAUSE_")
SIGNAL_STATE = EnumTable(signals.SignalState, signal_pb2.SignalState, "SIGNAL_STATE_")
SIGNAL_DECISION = EnumTable(
    signals.SignalDecision, signal_event_pb2.SignalDecision, "SIGNAL_DECISION_"
)
DIRECTIVE_CAUSE = EnumTable(
    verdicts.DirectiveCause, directive_pb2.DirectiveCause, "DIRECTIVE_CAUSE_"
)
RELEASE_CAUSE = EnumTable(verdicts.ReleaseCause, event_pb2.ReleaseCause, "RELEASE_CAUSE_")
INSTRUMENT_KIND = EnumTable(
    instruments.InstrumentKind, instrument_pb2.InstrumentKind, "INSTRUMENT_KIND_"
)
# An interval is named as users write it: 1m is CANDLE_INTERVAL_1M.
INTERVAL = EnumTable(
    market.Interval,
    candle_pb2.CandleInterval,
    "CANDLE_INTERVAL_",
    lambda interval: interval.value.upper(),
)
TRADING_STATE = EnumTable(verdicts.TradingState, trading_state_pb2.TradingState, "TRADING_STATE_")


def reason_to_wire(code: str) -> trading_pb2.RefusalReason.ValueType:
    """The number of a refusal's code, a ``RefusalReason`` or its text.

    Raises:
        InvalidArgumentError: a code that the contract does not have.
    """
    try:
        return REASON.to_wire(verdicts.RefusalReason(code))
    except ValueError:
        raise InvalidArgumentError(
            f"refusal reason {code[:60]!r} is not in the contract", reason="INVALID_ENUM"
        ) from None
