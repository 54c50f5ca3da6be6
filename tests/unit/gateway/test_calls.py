import pytest

from gateway.calls import metadata_of
from tradewire.errors import UnauthenticatedError


def test_a_token_goes_along_as_it_came() -> None:
    """Of all headers it alone: nobody passes for a service by those that services send."""
    headers = {"authorization": "Bearer a.b-_.c", "tradewire-via": "execution", "tw-run": "x"}
    assert metadata_of(headers) == [("authorization", "Bearer a.b-_.c")]
    assert metadata_of({}) == []


@pytest.mark.parametrize("token", ["Bearer é", "Bearer a\udce9", "Bearer \x01", "Bearer a\tb"])
def test_what_grpc_cannot_carry_is_no_token(token: str) -> None:
    """It failed within gRPC otherwise: a fault of ours with its trace, at any stranger's wish."""
    with pytest.raises(UnauthenticatedError) as caught:
        metadata_of({"authorization": token})
    assert caught.value.reason == "TOKEN_INVALID"
    assert token not in str(caught.value)
