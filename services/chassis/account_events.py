"""Reading an account's events from execution: what the bus did not bring, or brought in part."""

from services.chassis.delivery import Delivery
from services.chassis.events import Event
from services.chassis.subjects import orders, parse
from tradewire.codec.times import time_from_wire
from tradewire.errors import TradewireError, UnavailableError
from tradewire.execution.v1 import account_event_pb2
from tradewire.execution.v1.execution_service_pb2_grpc import ExecutionServiceStub
from tradewire.types.v1.stream_pb2 import StreamPosition

PAGE_SIZE = 1_000
"""The contract's largest page."""


async def account_events(
    stub: ExecutionServiceStub, stream: str, after_seq: int, up_to_seq: int
) -> list[Delivery]:
    """Events of an account's stream, in order, a page at most.

    Args:
        stub: of execution.
        stream: the account's bus subject.
        after_seq: the last sequence already known, 0 for none.
        up_to_seq: the last sequence wanted.

    Raises:
        UnavailableError: execution did not give them, whatever it said: without the missing
            events nothing after them may be handled.
    """
    request = account_event_pb2.ListAccountEventsRequest(
        account=parse(stream).tokens["account"],
        after_sequence=after_seq,
        until_sequence=up_to_seq,
        page_size=PAGE_SIZE,
    )
    try:
        page = await stub.ListAccountEvents(request)
    except TradewireError as error:
        raise UnavailableError(f"execution: {error.message}", reason=error.reason) from error
    return [_delivery(message) for message in page.events]


async def account_head(stub: ExecutionServiceStub, stream: str) -> StreamPosition:
    """Where an account's stream stands now; raises TradewireError.

    Args:
        stub: of execution.
        stream: the account's bus subject.
    """
    request = account_event_pb2.ListAccountEventsRequest(
        account=parse(stream).tokens["account"], page_size=1
    )
    page: account_event_pb2.ListAccountEventsResponse = await stub.ListAccountEvents(request)
    return page.as_of


def _delivery(message: account_event_pb2.AccountEvent) -> Delivery:
    event = Event(
        stream=orders(message.account),
        seq=message.sequence,
        event_id=message.event_id,
        type=message.WhichOneof("event") or "",
        event_ns=time_from_wire(message.event_time, "event_time"),
        recorded_ns=time_from_wire(message.record_time, "record_time"),
        traceparent="",
        payload=message.SerializeToString(),
    )
    return Delivery(message.log_id, event)
