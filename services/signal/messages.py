"""Strategies and their types on the wire."""

import inspect
from decimal import Decimal

from services.signal.host import Failure
from services.signal.records import EXTERNAL, FILE, Standing, StrategyRecord, StrategyTerms
from tradewire.codec.signals import tick_to_wire
from tradewire.codec.times import optional_time_to_wire, time_to_wire
from tradewire.errors import UnimplementedError
from tradewire.signal.v1 import strategy_pb2, strategy_type_pb2
from tradewire.strategy import Parameter, Strategy
from tradewire.types.v1 import stream_pb2

# Whether it is deleted is told by a time of its own.
_STATES = {
    state: strategy_pb2.StrategyState.Value(f"STRATEGY_STATE_{state.name}")
    for state in Standing
    if state is not Standing.DELETED
} | {Standing.DELETED: strategy_pb2.STRATEGY_STATE_STOPPED}
_KINDS: dict[type, strategy_type_pb2.ParameterType.ValueType] = {
    bool: strategy_type_pb2.PARAMETER_TYPE_BOOLEAN,
    int: strategy_type_pb2.PARAMETER_TYPE_INTEGER,
    float: strategy_type_pb2.PARAMETER_TYPE_FLOAT,
    str: strategy_type_pb2.PARAMETER_TYPE_STRING,
    Decimal: strategy_type_pb2.PARAMETER_TYPE_DECIMAL,
}
# What a strategy is fed by the handler that it overrides.
INPUTS = {
    "trade": "on_trade",
    "quote": "on_quote",
    "book": "on_book",
    "candle": "on_candle",
    "timer": "on_timer",
}


def state_to_wire(state: Standing) -> strategy_pb2.StrategyState.ValueType:
    """The contract's number of a state."""
    return _STATES[state]


def failure_to_wire(failure: Failure | None) -> strategy_pb2.StrategyFailure | None:
    """The message of a failure; None where there is none."""
    if failure is None:
        return None
    return strategy_pb2.StrategyFailure(
        handler=failure.handler,
        error_type=failure.error_type,
        message=f"{failure.message}{failure.where}"[:2_000],
        traceback=failure.traceback,
        input=None if failure.input is None else tick_to_wire(failure.input),
        fail_time=time_to_wire(failure.failed_ns),
    )


def strategy_to_wire(
    record: StrategyRecord, ordinal: int, position: tuple[str, int] | None = None
) -> strategy_pb2.Strategy:
    """The message of a strategy; ``position`` is its stream's log id and last sequence."""
    terms = record.terms
    return strategy_pb2.Strategy(
        strategy=record.strategy,
        uid=record.uid,
        display_name=terms.display_name,
        strategy_type=terms.strategy_type,
        source=terms.source,
        parameters=dict(terms.parameters),
        instruments=terms.instruments,
        accounts=[terms.account],
        approval_required=terms.approval_required,
        state=_STATES[record.state],
        failure=failure_to_wire(record.failure),
        last_signal_ordinal=ordinal,
        create_time=time_to_wire(record.created_ns),
        update_time=time_to_wire(record.updated_ns),
        delete_time=optional_time_to_wire(record.deleted_ns),
        etag=terms.etag,
        as_of=None
        if position is None
        else stream_pb2.StreamPosition(log_id=position[0], sequence=position[1]),
    )


def terms_from_wire(message: strategy_pb2.Strategy) -> StrategyTerms:
    """What a caller wants of a new strategy.

    Raises:
        UnimplementedError: more than one account.
        InvalidArgumentError: an account or instrument is malformed.
    """
    if len(message.accounts) > 1:
        raise UnimplementedError(
            f"strategy {message.strategy} names {len(message.accounts)} accounts, and a strategy"
            " trades for one; create one strategy for each account"
        )
    return StrategyTerms(
        strategy_type=message.strategy_type,
        source=message.source,
        parameters=tuple(sorted(message.parameters.items())),
        instruments=tuple(message.instruments),
        account=message.accounts[0],
        approval_required=message.approval_required,
        display_name=message.display_name,
    )


def strategy_types(built_in: dict[str, type[Strategy]]) -> list[strategy_type_pb2.StrategyType]:
    """Every kind that can be run, by id."""
    found = [_type_to_wire(name, strategy) for name, strategy in built_in.items()]
    found.append(
        strategy_type_pb2.StrategyType(
            strategy_type=FILE,
            display_name="A class in a file",
            description="A class derived from tradewire.strategy.Strategy, at source.",
        )
    )
    found.append(
        strategy_type_pb2.StrategyType(
            strategy_type=EXTERNAL,
            display_name="A strategy elsewhere",
            description="It runs in its own process and gives its signals with PublishSignal.",
        )
    )
    return sorted(found, key=lambda one: one.strategy_type)


def inputs_of(strategy: type[Strategy]) -> tuple[str, ...]:
    """What the class must be fed, by the handlers that it overrides."""
    return tuple(
        name
        for name, handler in INPUTS.items()
        if getattr(strategy, handler) is not getattr(Strategy, handler)
    )


def _type_to_wire(name: str, strategy: type[Strategy]) -> strategy_type_pb2.StrategyType:
    documentation = inspect.getdoc(strategy) or ""
    return strategy_type_pb2.StrategyType(
        strategy_type=name,
        display_name=strategy.__name__,
        description=documentation[:2_000],
        parameters=[_parameter_to_wire(parameter) for parameter in strategy.parameters()],
        inputs=inputs_of(strategy),
    )


def _parameter_to_wire(parameter: Parameter) -> strategy_type_pb2.ParameterSchema:
    default = parameter.default
    text = str(default).lower() if isinstance(default, bool) else str(default)
    return strategy_type_pb2.ParameterSchema(
        name=parameter.name,
        type=_KINDS[parameter.type],
        default_value=None if default is None else text,
    )
