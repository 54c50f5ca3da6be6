import grpc
import pytest
from google.protobuf import any_pb2
from google.rpc.status_pb2 import Status
from hypothesis import given
from hypothesis import strategies as st

from tradewire import errors
from tradewire.errors import (
    ConfigurationError,
    DeadlineError,
    InternalError,
    RefusedError,
    TradewireError,
    UnavailableError,
)
from tradewire.status import (
    FIELDS_MAX,
    MESSAGE_CHARS_MAX,
    code_of,
    from_rpc_error,
    from_status,
    to_status,
)

FAMILY = [
    member
    for member in vars(errors).values()
    if isinstance(member, type)
    and issubclass(member, TradewireError)
    and member is not TradewireError
]


@given(
    kind=st.sampled_from(FAMILY),
    message=st.text(max_size=200),
    reason=st.from_regex(r"[A-Z][A-Z_]{0,30}", fullmatch=True),
    metadata=st.dictionaries(st.sampled_from(["limit", "value"]), st.text(max_size=50)),
    fields=st.dictionaries(st.sampled_from(["price", "legs[1].size"]), st.text(max_size=50)),
    retry_after_ms=st.none() | st.integers(0, 10**6),
)
def test_every_error_of_the_family_survives_the_wire(
    kind: type[TradewireError],
    message: str,
    reason: str,
    metadata: dict[str, str],
    fields: dict[str, str],
    retry_after_ms: int | None,
) -> None:
    """Class, message, reason, metadata, fields and the time to retry all come back."""
    sent = kind(
        message, reason=reason, metadata=metadata, fields=fields, retry_after_ms=retry_after_ms
    )
    got = from_status(Status.FromString(to_status(sent).SerializeToString()))
    assert type(got) is kind
    assert vars(got) == vars(sent)


def test_a_leaf_outside_of_the_family_arrives_as_its_nearest_class() -> None:
    """A service's own subclass is its parent to the caller, and the reason tells more."""

    class DiskFullError(errors.ExhaustedError):
        default_reason = "DISK_FULL"

    got = from_status(to_status(DiskFullError("no room")))
    assert type(got) is errors.ExhaustedError
    assert got.reason == "DISK_FULL"
    assert code_of(TradewireError("bare")) is grpc.StatusCode.INTERNAL


def test_a_long_error_is_cut_to_what_trailers_may_hold() -> None:
    """Trailers hold 8 KB; beyond, gRPC refuses and the caller would learn nothing at all."""
    huge = errors.InvalidArgumentError(
        "x" * 100_000,
        fields={f"field{i}": "y" * 1_000 for i in range(1_000)},
        metadata={f"key{i}": "z" * 1_000 for i in range(1_000)},
    )
    status = to_status(huge)
    got = from_status(status)
    assert len(status.SerializeToString()) < 8_192
    assert len(got.message) == MESSAGE_CHARS_MAX
    assert len(got.fields) == FIELDS_MAX


@pytest.mark.parametrize(
    ("number", "kind"),
    [(1, DeadlineError), (2, InternalError), (14, UnavailableError), (99, InternalError)],
)
def test_a_status_of_others_becomes_the_class_of_its_code(
    number: int, kind: type[TradewireError]
) -> None:
    """Proxies send no details of ours; unknown ones are passed over."""
    status = Status(code=number, message="theirs")
    status.details.append(any_pb2.Any(type_url="type.example/unknown", value=b"\xff"))
    got = from_status(status)
    assert type(got) is kind
    assert got.message == "theirs"


def test_a_kind_is_believed_only_under_its_own_code() -> None:
    """A peer that claims a refusal under another code is taken by its code."""
    status = to_status(RefusedError("no"))
    status.code = grpc.StatusCode.NOT_FOUND.value[0]
    assert type(from_status(status)) is errors.NotFoundError
    assert type(from_status(to_status(ConfigurationError("no")))) is ConfigurationError


def test_a_host_that_nobody_knows_is_named() -> None:
    """A misspelt name fails at the first call, by the resolver's words and ours."""
    said = "errors resolving execution.invalid:7300: [field:hostname lookup error: not found]"
    none = grpc.aio.Metadata()
    failed = grpc.aio.AioRpcError(grpc.StatusCode.UNAVAILABLE, none, none, said)
    error = from_rpc_error(failed, "/a.B/C")
    assert error.reason == "HOST_UNKNOWN"
    assert (
        error.message == f"/a.B/C: nobody knows that host: look whether its name is right: {said}"
    )
