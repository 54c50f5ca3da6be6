"""What a NATS URL says to its server, and what of it may be shown."""

import pytest

from services.chassis.nats_client import login_of, without_password


@pytest.mark.parametrize(
    ("url", "login"),
    [
        ("nats://nats:4222", {}),
        ("nats://mesh:pass%20word@nats:4222", {"user": "mesh", "password": "pass word"}),
        ("nats://t%2Fk@nats:4222", {"token": "t/k"}),
    ],
)
def test_a_login_is_sent_as_it_is_and_never_shown(url: str, login: dict[str, str]) -> None:
    """nats-py sends what stands in the URL, and a password with a slash cannot stand there."""
    assert login_of(url) == login
    assert without_password(url) == "nats://nats:4222"
