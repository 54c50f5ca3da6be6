import base64
import json
import math

import pytest
from google.protobuf import descriptor_pb2, descriptor_pool

from services.chassis import auth
from services.chassis.auth import (
    EVERY_SCOPE,
    Caller,
    LoopbackAuthenticator,
    NobodyAuthenticator,
    TokenAuthenticator,
    authorize,
    required_scopes,
)
from tradewire.errors import ConfigurationError, PermissionDeniedError, UnauthenticatedError
from tradewire.types.v1 import options_pb2

TOKENS = TokenAuthenticator("k" * 32)
FAR_S = 2**40


def bearer(token: str) -> dict[str, str]:
    return {"authorization": f"Bearer {token}"}


@pytest.mark.parametrize("peer", ["ipv4:127.0.0.1:5", "ipv6:%5B::1%5D:5", "unix:/tmp/s"])
def test_development_trusts_this_machine(peer: str) -> None:
    """Whoever reaches the loopback address is the developer."""
    assert LoopbackAuthenticator().authenticate({}, peer).may("anything:write")


@pytest.mark.parametrize("peer", ["ipv4:10.0.0.7:5", "ipv6:%5B2001:db8::1%5D:5", ""])
def test_development_trusts_nobody_else(peer: str) -> None:
    """A development server that is reached from outside is a mistake, not a service."""
    with pytest.raises(UnauthenticatedError, match="TRADEWIRE_ENVIRONMENT=production"):
        LoopbackAuthenticator().authenticate({}, peer)


def test_a_minted_token_is_believed_with_its_scopes() -> None:
    """Name and scopes come back as they were signed."""
    token = TOKENS.mint("ana", ["orders:write", "orders:read"], expires_at_s=FAR_S)
    caller = TOKENS.authenticate(bearer(token), "ipv4:10.0.0.7:5")
    assert caller == Caller("ana", frozenset({"orders:read", "orders:write"}))


def test_a_token_ends_when_it_says_but_for_the_skew(monkeypatch: pytest.MonkeyPatch) -> None:
    """Clocks differ by seconds; beyond that the end is the end."""
    token = TOKENS.mint("ana", [], expires_at_s=1_000)
    monkeypatch.setattr(auth.time, "time", lambda: 1_000 + auth.CLOCK_SKEW_S)
    assert TOKENS.authenticate(bearer(token), "").name == "ana"
    monkeypatch.setattr(auth.time, "time", lambda: 1_001 + auth.CLOCK_SKEW_S)
    with pytest.raises(UnauthenticatedError, match="expired"):
        TOKENS.authenticate(bearer(token), "")


def test_a_token_may_not_choose_its_own_algorithm() -> None:
    """The oldest trick: a header that says "none", or anything else than ours."""
    _, body, signature = TOKENS.mint("ana", ["*"], expires_at_s=FAR_S).split(".")
    none = base64.urlsafe_b64encode(json.dumps({"alg": "none"}).encode()).rstrip(b"=").decode()
    for forged in (f"{none}.{body}.", f"{none}.{body}.{signature}"):
        with pytest.raises(UnauthenticatedError):
            TOKENS.authenticate(bearer(forged), "")


@pytest.mark.parametrize(
    "text", ["", "Bearer", "Basic YTpi", "Bearer x", "Bearer a.b.c", "Bearer .."]
)
def test_what_is_no_token_is_refused_as_such(text: str) -> None:
    """Nothing a caller sends makes the check itself fail."""
    with pytest.raises(UnauthenticatedError):
        TOKENS.authenticate({"authorization": text}, "")


def signed_by_us(body: bytes, header: bytes = auth._json(auth._HEADER)) -> str:
    text = f"{auth._encode(header)}.{auth._encode(body)}"
    return f"{text}.{auth._encode(TOKENS._sign(text))}"


@pytest.mark.parametrize(
    "claims",
    [
        {"sub": "ana"},
        {"exp": FAR_S},
        {"sub": "a", "exp": "x"},
        [],
        {"sub": "ana", "exp": math.nan},
        {"sub": "ana", "exp": math.inf},
        {"sub": "ana", "exp": 10**400},
        {"sub": "ana", "exp": "nan"},
        {"sub": "ana", "exp": True},
        {"sub": "", "exp": FAR_S},
        {"sub": ["ana"], "exp": FAR_S},
        {"sub": "ana", "exp": FAR_S, "scope": ["*"]},
    ],
)
def test_a_signed_token_without_its_claims_is_malformed(claims: object) -> None:
    """A key in other hands of ours may sign nonsense; it admits nobody, and least of all for ever.

    NaN is later than no time, so a token that ended then never did.
    """
    with pytest.raises(UnauthenticatedError, match="malformed"):
        TOKENS.authenticate(bearer(signed_by_us(json.dumps(claims).encode())), "")


def test_nothing_of_a_token_is_read_before_its_signature_is_right() -> None:
    """Brackets within brackets made the check itself fail, for anybody who could reach the port."""
    deep = b"[" * 6_000
    with pytest.raises(UnauthenticatedError, match="signature is wrong"):
        TOKENS.authenticate(bearer(f"{auth._encode(deep)}.a.aaaa"), "")
    with pytest.raises(UnauthenticatedError, match="malformed"):
        TOKENS.authenticate(bearer(signed_by_us(b"{}", header=deep)), "")


def test_without_a_key_nobody_is_admitted() -> None:
    """The remedy is in the message."""
    with pytest.raises(UnauthenticatedError, match="TRADEWIRE_AUTH__TOKEN_KEY_FILE"):
        NobodyAuthenticator().authenticate({}, "")


def test_a_caller_passes_by_the_scope_or_by_holding_all() -> None:
    """Anything else is denied with the scope that is lacking."""
    authorize(Caller("ana", frozenset({"a:read"})), "a:read", "/x/Y")
    authorize(Caller("dev", frozenset({EVERY_SCOPE})), "a:read", "/x/Y")
    with pytest.raises(PermissionDeniedError, match="ana lacks the scope a:write") as caught:
        authorize(Caller("ana", frozenset({"a:read"})), "a:write", "/x/Y")
    assert caught.value.metadata == {"scope": "a:write", "method": "/x/Y"}


def test_scopes_are_read_from_the_contract_and_one_must_not_lack() -> None:
    """The proto file says who may call; a method that says nothing stops the server."""
    file = descriptor_pb2.FileDescriptorProto(name="tests/auth.proto", package="tests.auth")
    file.dependency.append("tradewire/types/v1/options.proto")
    file.message_type.add(name="Nothing")
    service = file.service.add(name="Desk")
    good = service.method.add(
        name="Read", input_type=".tests.auth.Nothing", output_type=".tests.auth.Nothing"
    )
    good.options.Extensions[options_pb2.required_scope] = "desk:read"
    bare = file.service.add(name="Bare")
    bare.method.add(
        name="Read", input_type=".tests.auth.Nothing", output_type=".tests.auth.Nothing"
    )
    pool = descriptor_pool.Default()
    pool.AddSerializedFile(file.SerializeToString())  # type: ignore[no-untyped-call, unused-ignore] # the stubs differ by backend.
    assert required_scopes(pool.FindServiceByName("tests.auth.Desk")) == {
        "/tests.auth.Desk/Read": "desk:read"
    }
    with pytest.raises(ConfigurationError, match=r"tests\.auth\.Bare\.Read has no required_scope"):
        required_scopes(pool.FindServiceByName("tests.auth.Bare"))


def test_who_passed_a_call_on_is_believed_by_its_own_token_and_adds_nothing() -> None:
    """The user's scopes decide; the gateway's token beside it names the way that the call came."""
    user = TOKENS.mint("ana", ["orders:read"], expires_at_s=FAR_S)
    gateway = TOKENS.mint("gateway", ["*"], expires_at_s=FAR_S)
    metadata = {**bearer(user), "tradewire-via": gateway}
    assert TOKENS.authenticate(metadata, "") == Caller("ana", frozenset({"orders:read"}), "gateway")
    with pytest.raises(UnauthenticatedError, match="malformed"):
        TOKENS.authenticate({**bearer(user), "tradewire-via": "gateway"}, "")
    with pytest.raises(UnauthenticatedError) as caught:
        TOKENS.authenticate({"tradewire-via": gateway}, "")
    assert caught.value.reason == "TOKEN_MISSING"


def test_a_token_that_was_believed_is_not_believed_beyond_its_end(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What is kept of a check ends with the sooner of the two tokens."""
    user = TOKENS.mint("ana", [], expires_at_s=2_000)
    gateway = TOKENS.mint("gateway", [], expires_at_s=1_000)
    metadata = {**bearer(user), "tradewire-via": gateway}
    monkeypatch.setattr(auth.time, "time", lambda: 1_000)
    assert TOKENS.authenticate(metadata, "") is TOKENS.authenticate(metadata, "")
    monkeypatch.setattr(auth.time, "time", lambda: 1_001 + auth.CLOCK_SKEW_S)
    with pytest.raises(UnauthenticatedError, match="expired"):
        TOKENS.authenticate(metadata, "")
    assert TOKENS.authenticate(bearer(user), "").name == "ana"


def test_what_is_kept_of_checks_is_bounded() -> None:
    """Whoever makes tokens without end must not fill the memory of every server."""
    tokens = TokenAuthenticator("k" * 32)
    for number in range(auth.BELIEVED_MAX + 10):
        tokens.authenticate(bearer(tokens.mint(str(number), [], expires_at_s=FAR_S)), "")
    assert len(tokens._believed) <= auth.BELIEVED_MAX
