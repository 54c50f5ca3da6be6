"""The dataclasses are the contract: the same bytes, nothing cut, nothing sent twice."""

import asyncio
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import TypeAlias, cast

import grpc
import pytest

from tradewire.dataclasses import LINE
from tradewire.dataclasses.execution.v1 import (
    CancelAllOrdersResponse,
    ExecutionServiceStub,
    Order,
    OrderState,
    OrderTicket,
    StreamAccountEventsRequest,
    StreamAccountEventsResponse,
    SubmitOrderRequest,
    Trailing,
)
from tradewire.dataclasses.google.protobuf import Duration
from tradewire.dataclasses.stub import encode
from tradewire.dataclasses.times import cut_to_datetime, timestamp, unix_nanos
from tradewire.errors import InvalidArgumentError
from tradewire.execution.v1 import account_event_pb2, order_pb2
from tradewire.types.v1 import trading_pb2

Handler: TypeAlias = "grpc.RpcMethodHandler[bytes, bytes]"
ROOT = Path(__file__).resolve().parents[4]
AT_NS = 1_723_161_600_123_456_789
STREAM = "/tradewire.execution.v1.ExecutionService/StreamAccountEvents"


def order_message() -> order_pb2.Order:
    """An order with decimals, a time, a oneof, a submessage and an enum of tomorrow."""
    order = order_pb2.Order(
        order="00000000000000ab",
        quantity="0.001000000000000001",
        state=order_pb2.ORDER_STATE_DENIED,
        reasons=[
            trading_pb2.REFUSAL_REASON_PRICE_BAND,
            cast("trading_pb2.RefusalReason.ValueType", 9_999),
        ],
        trailing=order_pb2.Trailing(basis_points=25),
        fees=[trading_pb2.Amount(asset="USDT", amount="0.000000000000000001")],
        sequence=2**63 + 1,
    )
    order.create_time.FromNanoseconds(AT_NS)
    return order


def test_a_dataclass_reads_and_writes_the_bytes_of_a_message() -> None:
    """Nanoseconds, digits, values and fields that it does not know included."""
    unknown = b"\xfa\x3e\x02hi"
    wire = order_message().SerializeToString() + unknown
    order = Order.parse(wire)
    assert bytes(order) == wire
    assert order.create_time is not None
    assert unix_nanos(order.create_time) == AT_NS
    assert order.quantity == "0.001000000000000001"
    assert order.state is OrderState.DENIED
    assert order.state.proto_name == "ORDER_STATE_DENIED"
    assert order.trailing == Trailing(basis_points=25)


@pytest.mark.parametrize("at_ns", [0, 1, 999_999_999, AT_NS, -1])
def test_a_point_in_time_keeps_its_nanoseconds(at_ns: int) -> None:
    """There and back, before 1970 too."""
    assert unix_nanos(timestamp(at_ns)) == at_ns


def test_a_time_for_showing_is_cut_to_microseconds() -> None:
    """Which is why the fields are no datetime."""
    assert cut_to_datetime(timestamp(AT_NS)).isoformat() == "2024-08-09T00:00:00.123456+00:00"


def test_a_span_is_what_it_is_on_the_wire() -> None:
    """A timedelta would cut it as well."""
    request = StreamAccountEventsRequest(heartbeat_interval=Duration(seconds=1, nanos=1))
    known = account_event_pb2.StreamAccountEventsRequest.FromString(bytes(request))
    assert known.heartbeat_interval.ToNanoseconds() == 1_000_000_001


def test_two_amounts_are_sent_to_nobody() -> None:
    """The dataclass holds both, and the server would have taken the last."""
    request = SubmitOrderRequest(ticket=OrderTicket(quantity="1", notional="2"))
    with pytest.raises(InvalidArgumentError, match="quantity and notional") as caught:
        encode(request)
    assert caught.value.fields == {"ticket.amount": "set one of them"}


def test_two_members_of_a_oneof_are_found_within_a_list() -> None:
    """However deep it lies."""
    orders = [Order(), Order(trailing=Trailing(distance="1", basis_points=2))]
    with pytest.raises(InvalidArgumentError, match=r"orders\.trailing\.offset"):
        encode(CancelAllOrdersResponse(orders=orders))


def test_the_client_is_imported_without_the_extra_and_says_its_name_when_asked() -> None:
    """Whoever does not take the dataclasses needs no betterproto2."""
    program = (
        "import sys; sys.modules['betterproto2'] = None; import tradewire.client\n"
        "try:\n    import tradewire.dataclasses.execution.v1\n"
        "except ImportError as error:\n    print(error)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert "pip install 'tradewire[dataclasses]'" in done.stdout


def test_the_extra_is_the_line_that_the_code_was_generated_for() -> None:
    """In the published package, in the platform and in what the import says."""
    extras = [
        tomllib.loads((ROOT / path).read_text())["project"]["optional-dependencies"]["dataclasses"]
        for path in ("pyproject.toml", "clients/python/pyproject.toml")
    ]
    assert extras[0] == extras[1] == [f"betterproto2>={LINE.rstrip('.')},<0.11"]
    generated = (ROOT / "clients/python/tradewire/dataclasses/types/v1/__init__.py").read_text()
    assert f'_COMPILER_VERSION = "{LINE}' in generated


def test_the_example_of_the_page_finds_all_that_it_imports() -> None:
    """What a name has become must be told where people read of it."""
    (example,) = re.findall(
        r"^```python\n(.*?)^```$",
        (ROOT / "docs/DATACLASSES.md").read_text(),
        re.DOTALL | re.MULTILINE,
    )
    names: dict[str, object] = {}
    exec(example, names)  # noqa: S102 - it is ours.
    assert asyncio.iscoroutinefunction(names["watch"])


class Endless(grpc.GenericRpcHandler):
    """Answers one stream of events without an end, and tells when its reader has gone."""

    def __init__(self) -> None:
        self.left = asyncio.Event()
        self.asked: list[bytes] = []

    def service(self, details: grpc.HandlerCallDetails) -> "Handler | None":
        """The one method that there is."""
        if details.method != STREAM:
            return None
        return grpc.unary_stream_rpc_method_handler(self._events)

    async def _events(
        self, request: bytes, context: grpc.aio.ServicerContext[bytes, bytes]
    ) -> None:
        self.asked.append(request)
        sequence = 0
        try:
            while True:
                sequence += 1
                event = account_event_pb2.AccountEvent(sequence=sequence)
                answer = account_event_pb2.StreamAccountEventsResponse(event=event)
                await context.write(answer.SerializeToString())
        finally:
            self.left.set()


async def test_a_stream_that_is_closed_is_cancelled_at_the_server() -> None:
    """A reader that stops early leaves nobody streaming to nobody."""
    endless = Endless()
    server = grpc.aio.server()
    server.add_generic_rpc_handlers((endless,))
    port = server.add_insecure_port("127.0.0.1:0")
    await server.start()
    request = StreamAccountEventsRequest(account="paper", resume_after_sequence=7)
    seen: list[StreamAccountEventsResponse] = []
    async with grpc.aio.insecure_channel(f"127.0.0.1:{port}") as channel:
        stream = ExecutionServiceStub(channel).stream_account_events(request)
        async for message in stream:
            seen.append(message)
            if len(seen) == 3:
                break
        await stream.aclose()
        async with asyncio.timeout(60):
            await endless.left.wait()
    await server.stop(None)
    assert endless.asked == [bytes(request)]
    assert [message.event.sequence for message in seen if message.event] == [1, 2, 3]
