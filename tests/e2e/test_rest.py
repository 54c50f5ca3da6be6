"""REST over a real mesh: after the first fill it tells of order, fill, position and reasons."""

import urllib.error
import urllib.request
from decimal import Decimal
from typing import Any

import pytest

from tests.e2e.books import Books
from tests.e2e.started_mesh import Start, Up, get, wait

pytestmark = pytest.mark.mesh


@pytest.mark.timeout(400)
def test_after_the_first_fill_rest_tells_all_of_it(start: Start) -> None:
    """The order, its reasons, and positions that are the sum of the fills; one mesh for all."""
    first = at_rest(start())
    account = f"{first['gateway']}/v1/accounts/paper"
    the_order(account, first["order"])
    positions(account)
    with pytest.raises(urllib.error.HTTPError) as missing:
        get(f"{account}/orders/0123456789abcdef")
    with missing.value:
        assert missing.value.code == 404


def the_order(account: str, name: str) -> None:
    """The same in every list; its explanation holds the tick, the rules and the fill."""
    order = get(f"{account}/orders/{name}")
    assert order in get(f"{account}/orders?strategy=cross")["orders"]
    assert Decimal(order["filledQuantity"]) > 0

    ours = [each for each in pages(f"{account}/fills", "fills") if each["order"] == name]
    assert sum(Decimal(each["quantity"]) for each in ours) == Decimal(order["filledQuantity"])
    assert {each["instrument"] for each in ours} == {order["instrument"]}

    explained = get(f"{account}/orders/{name}:explain")
    assert explained["order"]["order"] == name
    assert explained["signal"]["signal"] == order["signal"]
    assert explained["verdict"]["rules"]
    assert all(rule["passed"] for rule in explained["verdict"]["rules"])
    assert {each["fill"] for each in explained["fills"]} == {each["fill"] for each in ours}


def positions(account: str) -> None:
    """Bought less sold of every fill is what the position holds, and none is left at zero."""
    held: dict[str, Decimal] = {}
    for fill in pages(f"{account}/fills", "fills"):
        signed = Decimal(fill["quantity"]) * (1 if fill["side"] == "SIDE_BUY" else -1)
        held[fill["instrument"]] = held.get(fill["instrument"], Decimal(0)) + signed
    told = get(f"{account}/positions")["positions"]
    assert {each["instrument"]: Decimal(each["quantity"]) for each in told} == {
        instrument: quantity for instrument, quantity in held.items() if quantity
    }


def at_rest(up: Up) -> dict[str, Any]:
    """Wait for a fill and until nothing can move any more, so that lists can be compared.

    Returns:
        The line that tells of the first fill.
    """
    first = up.trading()
    gateway = first["gateway"]
    orders = f"{gateway}/v1/accounts/paper/orders"
    books = Books(up.data_dir)
    post(f"{gateway}/v1/strategies/cross:stop", b"")
    # What the strategy said last may still be on its way to an order.
    books.settle()
    post(f"{orders}:cancelAll", b"")
    wait(lambda: not get(f"{orders}?openOnly=true")["orders"], "no open order")
    books.settle()
    return first


def pages(url: str, collection: str) -> list[dict[str, str]]:
    """Every item of a list, two a page."""
    items: list[dict[str, str]] = []
    token = ""
    while True:
        page = get(f"{url}?pageSize=2&pageToken={token}")
        items += page[collection]
        token = page["nextPageToken"]
        if not token:
            return items


def post(url: str, body: bytes) -> None:
    """Call by POST; it must succeed."""
    headers = {"content-type": "application/json"} if body else {}
    request = urllib.request.Request(url, data=body, headers=headers, method="POST")  # noqa: S310 - a loopback address of the test's.
    with urllib.request.urlopen(request) as answer:  # noqa: S310 - the same.
        assert answer.status == 200
