"""What risk directs execution to do, on the wire."""

from decimal import Decimal

from tradewire.codec.decimals import decimal_from_wire, decimal_to_wire
from tradewire.codec.enums import DIRECTIVE_CAUSE, TRADING_STATE
from tradewire.codec.times import time_from_wire, time_to_wire
from tradewire.errors import InvalidArgumentError
from tradewire.risk.v1 import directive_pb2
from tradewire.verdicts import CloseRequested, Directive, Halted, Resumed

# The contract's bound on words.
MESSAGE_CHARACTERS_MAX = 500

_ACCOUNT = "account"
_STRATEGY = "strategy"
_EVERYTHING = "*"


def directive_to_wire(directive: Directive) -> directive_pb2.Directive:
    """The message of a directive, in its account.

    Raises:
        InvalidArgumentError: its scope is none of ``*``, ``account:<id>`` and
            ``strategy:<id>``, or it names no account to act in.
    """
    account, strategy = _place(directive)
    message = directive_pb2.Directive(
        directive=directive.directive_id,
        account=account,
        strategy=strategy,
        cause=DIRECTIVE_CAUSE.numbers[directive.cause],
        source=directive.source,
        message=directive.reason[:MESSAGE_CHARACTERS_MAX],
        create_time=time_to_wire(directive.created_ns),
        traceparent=directive.traceparent,
    )
    match directive:
        case CloseRequested(quantity=None):
            message.close_requested.CopyFrom(
                directive_pb2.CloseRequested(instrument=directive.instrument)
            )
        case CloseRequested():
            quantity = decimal_to_wire(directive.quantity, "quantity")
            message.reduce_requested.CopyFrom(
                directive_pb2.ReduceRequested(instrument=directive.instrument, quantity=quantity)
            )
        case Halted():
            message.halt.CopyFrom(
                directive_pb2.Halt(
                    trading_state=TRADING_STATE.numbers[directive.trading_state],
                    cancel_orders=directive.cancel_orders,
                    close_positions=directive.close_positions,
                )
            )
        case Resumed():
            message.resume.CopyFrom(
                directive_pb2.Resume(reason=directive.reason[:MESSAGE_CHARACTERS_MAX])
            )
    return message


def directive_from_wire(message: directive_pb2.Directive) -> Directive:
    """The directive of a message; a reduction is a close with a quantity.

    Raises:
        InvalidArgumentError: the message breaks the contract, or its action is of a
            newer version.
    """
    match message.WhichOneof("action"):
        case "close_requested":
            return _close_from_wire(message, message.close_requested.instrument, quantity=None)
        case "reduce_requested":
            reduce = message.reduce_requested
            quantity = decimal_from_wire(reduce.quantity, "quantity")
            return _close_from_wire(message, reduce.instrument, quantity)
        case "halt":
            return _halt_from_wire(message)
        case "resume":
            return _resume_from_wire(message)
        case _:
            raise InvalidArgumentError(
                f"directive {message.directive} has no action, or one unknown to this version",
                fields={"action": "must be set"},
            )


def _close_from_wire(
    message: directive_pb2.Directive, instrument: str, quantity: Decimal | None
) -> CloseRequested:
    return CloseRequested(
        directive_id=message.directive,
        account=message.account,
        instrument=instrument,
        quantity=quantity,
        reason=message.message,
        created_ns=time_from_wire(message.create_time, "create_time"),
        cause=DIRECTIVE_CAUSE.from_wire(message.cause, "cause"),
        strategy=message.strategy,
        source=message.source,
        traceparent=message.traceparent,
    )


def _halt_from_wire(message: directive_pb2.Directive) -> Halted:
    return Halted(
        directive_id=message.directive,
        scope=_scope(message),
        reason=message.message,
        created_ns=time_from_wire(message.create_time, "create_time"),
        cancel_orders=message.halt.cancel_orders,
        close_positions=message.halt.close_positions,
        account=message.account,
        trading_state=TRADING_STATE.from_wire(message.halt.trading_state, "trading_state"),
        cause=DIRECTIVE_CAUSE.from_wire(message.cause, "cause"),
        source=message.source,
        traceparent=message.traceparent,
    )


def _resume_from_wire(message: directive_pb2.Directive) -> Resumed:
    return Resumed(
        directive_id=message.directive,
        scope=_scope(message),
        reason=message.message,
        created_ns=time_from_wire(message.create_time, "create_time"),
        account=message.account,
        cause=DIRECTIVE_CAUSE.from_wire(message.cause, "cause"),
        source=message.source,
        traceparent=message.traceparent,
    )


def _scope(message: directive_pb2.Directive) -> str:
    """What a halt or its end concerns: a strategy where one is named, else the account."""
    if message.strategy:
        return f"{_STRATEGY}:{message.strategy}"
    return f"{_ACCOUNT}:{message.account}"


def _place(directive: Directive) -> tuple[str, str]:
    """Account and strategy of a directive; an empty strategy means the account whole."""
    if isinstance(directive, CloseRequested):
        return directive.account, directive.strategy
    kind, _, name = directive.scope.partition(":")
    account = name if kind == _ACCOUNT else directive.account
    if kind not in {_EVERYTHING, _ACCOUNT, _STRATEGY} or not account:
        raise InvalidArgumentError(
            f"directive {directive.directive_id} of scope {directive.scope!r} names no account to"
            " act in; a scope is *, account:<id> or strategy:<id>"
        )
    return account, name if kind == _STRATEGY else ""
