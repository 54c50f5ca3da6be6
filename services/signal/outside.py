"""Signals of strategies that live outside, taken in."""

import dataclasses
from collections.abc import Callable

from services.signal.records import EXTERNAL, Standing
from services.signal.seat import Seat
from tradewire import ids
from tradewire.codec.signals import signal_from_wire
from tradewire.errors import InvalidArgumentError, PreconditionError
from tradewire.signal.v1 import signal_pb2
from tradewire.signals import Signal


def signal_from_outside(
    seat: Seat, message: signal_pb2.Signal, now_ns: int
) -> Callable[[int], Signal]:
    """What makes the signal once its ordinal is known; the caller holds the seat's lock.

    Raises:
        PreconditionError: the strategy does not run, or runs inside.
        InvalidArgumentError: the signal is for another account or instrument than the
            strategy's, lapsed already, or breaks the contract.
    """
    record = seat.record
    if record.terms.strategy_type != EXTERNAL:
        raise PreconditionError(
            f"strategy {seat.name} runs here and gives its own signals; create one of type"
            f" {EXTERNAL}",
            reason="STRATEGY_NOT_EXTERNAL",
        )
    if record.state is not Standing.RUNNING:
        raise PreconditionError(
            f"strategy {seat.name} is {record.state} and gives no signals; start it",
            reason="STRATEGY_NOT_RUNNING",
            metadata={"state": record.state},
        )
    given = signal_from_wire(message)
    account = given.account or record.terms.account
    if account != record.terms.account:
        _refuse("signal.account", f"{seat.name} trades for {record.terms.account}")
    if given.instrument not in record.terms.instruments:
        _refuse("signal.instrument", f"{given.instrument} is none of {seat.name}'s instruments")
    if 0 < given.expires_ns <= now_ns:
        _refuse("signal.expire_time", "it lies in the past; give a later one, or none")

    def make(ordinal: int) -> Signal:
        return dataclasses.replace(
            given,
            signal_id=ids.signal_id(seat.parts.journal.log_id, seat.name, ordinal),
            strategy=seat.name,
            ordinal=ordinal,
            account=account,
            created_ns=now_ns,
            outcome=None,
        )

    return make


def _refuse(field: str, why: str) -> None:
    raise InvalidArgumentError(f"{field}: {why}", fields={field: why})
