"""Pages: sizes are coerced, tokens belong to their list and filters."""

import pytest

from services.chassis.paging import PAGE_SIZE_DEFAULT, PAGE_SIZE_MAX, page_request
from tradewire.errors import InvalidArgumentError
from tradewire.execution.v1 import order_command_pb2


def request(**fields: object) -> order_command_pb2.ListOrdersRequest:
    """A list request."""
    return order_command_pb2.ListOrdersRequest(account="paper", **fields)  # type: ignore[arg-type]


def test_pages_together_give_every_item_once() -> None:
    """The last page has no token."""
    items = list(range(10))
    found: list[int] = []
    token = ""
    for _ in range(4):
        page = page_request(request(page_size=3, page_token=token))
        start = int(page.after) + 1 if page.after else 0
        cut = page.cut(items[start : start + page.size + 1], [str(i) for i in items[start:]])
        found += cut.items
        token = cut.next_page_token
    assert found == items
    assert token == ""


@pytest.mark.parametrize(
    ("asked", "given"), [(0, PAGE_SIZE_DEFAULT), (5, 5), (1_000_000, PAGE_SIZE_MAX)]
)
def test_the_size_is_coerced(asked: int, given: int) -> None:
    """Zero means the default, too many means the most there is."""
    assert page_request(request(page_size=asked)).size == given


def test_a_negative_size_is_refused() -> None:
    """AIP-158."""
    with pytest.raises(InvalidArgumentError, match="page_size -1 is negative"):
        page_request(request(page_size=-1))


def test_a_token_of_other_filters_or_none_of_ours_is_refused() -> None:
    """It would give a page of something else."""
    token = page_request(request()).cut(list(range(101)), [str(i) for i in range(101)])
    other = order_command_pb2.ListOrdersRequest(
        account="other", page_token=token.next_page_token, page_size=100
    )
    for wrong in (other, request(page_token="bm9uZQ=="), request(page_token="x")):
        with pytest.raises(InvalidArgumentError, match="begin again without it"):
            page_request(wrong)
