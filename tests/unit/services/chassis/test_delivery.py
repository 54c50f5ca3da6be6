"""What JetStream tells of a message in its reply subject, in both of its forms."""

import pytest

from services.chassis.delivery import counts, deliveries


@pytest.mark.parametrize(
    ("reply", "told"),
    [
        ("$JS.ACK.ORDERS.risk-orders.2.100.200.1700000000000000000.5", (2, 5)),
        ("$JS.ACK._.hash.ORDERS.risk-orders.3.100.200.1700000000000000000.7.token", (3, 7)),
        ("_INBOX.abc.1", (1, 0)),
        ("", (1, 0)),
    ],
)
def test_deliveries_and_what_waits_are_read_from_the_reply(
    reply: str, told: tuple[int, int]
) -> None:
    """A foreign reply is of a message that was delivered once."""
    assert counts(reply) == told
    assert deliveries(reply) == told[0]
