"""What is made of the compiler's dataclasses."""

from tools.dataclass_code import HOME, ours
from tools.generate import CLIENT

WRITTEN = """\
import datetime
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import betterproto2
from betterproto2 import grpclib as betterproto2_grpclib

from ....message_pool import default_message_pool

if TYPE_CHECKING:
    from betterproto2.grpclib.grpclib_client import MetadataLike
    from grpclib.metadata import Deadline


@dataclass(eq=False, repr=False)
class Order(betterproto2.Message):
    create_time: "datetime.datetime | None" = betterproto2.field(
        32, betterproto2.TYPE_MESSAGE, unwrap=lambda: ___google__protobuf__.Timestamp, optional=True
    )
    age: "datetime.timedelta | None" = betterproto2.field(
        33, betterproto2.TYPE_MESSAGE, unwrap=lambda: ___google__protobuf__.Duration, optional=True
    )


default_message_pool.register_message("tradewire.execution.v1", "Order", Order)


class ExecutionServiceStub(betterproto2_grpclib.ServiceStub):
    async def stream_orders(
        self,
        message: "Order",
        *,
        timeout: "float | None" = None,
        deadline: "Deadline | None" = None,
        metadata: "MetadataLike | None" = None,
    ) -> "AsyncIterator[Order]":
        async for response in self._unary_stream(
            "/tradewire.execution.v1.ExecutionService/StreamOrders",
            message,
            Order,
            timeout=timeout,
            deadline=deadline,
            metadata=metadata,
        ):
            yield response


from ....google import protobuf as ___google__protobuf__
"""


def test_stubs_stand_on_grpc_and_times_stay_exact() -> None:
    """Of the other HTTP/2 and of datetime nothing is left."""
    text = ours(WRITTEN)
    gone = ("datetime", "timedelta", "unwrap", "grpclib", "eadline", "TYPE_CHECKING", "....")
    assert [word for word in gone if word in text] == []
    assert "class ExecutionServiceStub(ServiceStub):" in text
    assert 'create_time: "___google__protobuf__.Timestamp | None"' in text
    assert 'age: "___google__protobuf__.Duration | None"' in text
    assert '-> "AsyncGenerator[Order]"' in text
    compile(text, "ours", "exec")


def test_nothing_of_the_compilers_times_and_stubs_is_left_in_what_is_committed() -> None:
    """A form of theirs that the rules do not know would cut nanoseconds without a word."""
    modules = sorted((CLIENT / HOME).glob("*/v1/__init__.py"))
    assert modules
    left = [
        f"{path.parent.parent.name}: {word}"
        for path in modules
        for word in ("import datetime", "unwrap=", "grpclib")
        if word in path.read_text()
    ]
    assert left == []
