"""In development nobody but this machine, and no page but the gateway's own, may ask."""

import pytest

from gateway.security import Guard
from tradewire.errors import PermissionDeniedError

HOME = Guard(loopback_only=True, origins=frozenset({"http://127.0.0.1:5173"}))
CLUSTER = Guard(loopback_only=False, origins=frozenset())


@pytest.mark.parametrize(
    "headers",
    [
        {"host": "127.0.0.1:8080"},
        {"host": "localhost:8080"},
        {"host": "[::1]:8080"},
        {"host": "localhost:8080", "origin": "http://localhost:8080"},
        {"host": "127.0.0.1:8080", "origin": "http://127.0.0.1:5173"},
        {"host": "127.0.0.1:8080", "sec-fetch-site": "same-origin"},
        {"host": "127.0.0.1:8080", "sec-fetch-site": "none"},
    ],
)
def test_this_machine_and_its_own_pages_may_post(headers: dict[str, str]) -> None:
    """A script, the gateway's own page, and a page that is listed."""
    HOME.admit("POST", headers)


@pytest.mark.parametrize(
    ("headers", "reason"),
    [
        ({}, "HOST_REFUSED"),
        ({"host": "evil.example:8080"}, "HOST_REFUSED"),
        ({"host": "127.0.0.1.evil.example"}, "HOST_REFUSED"),
        ({"host": "127.0.0.1:8080", "origin": "http://evil.example"}, "ORIGIN_REFUSED"),
        ({"host": "127.0.0.1:8080", "origin": "null"}, "ORIGIN_REFUSED"),
        ({"host": "127.0.0.1:8080", "origin": "http://127.0.0.1:9999"}, "ORIGIN_REFUSED"),
        ({"host": "127.0.0.1:8080", "sec-fetch-site": "cross-site"}, "ORIGIN_REFUSED"),
        ({"host": "localhost:8080", "sec-fetch-site": "same-site"}, "ORIGIN_REFUSED"),
    ],
)
def test_a_web_page_of_another_site_may_not_post(headers: dict[str, str], reason: str) -> None:
    """By its origin, by a name that was bound to this machine, or without saying either."""
    with pytest.raises(PermissionDeniedError) as refused:
        HOME.admit("POST", headers)
    assert refused.value.reason == reason


def test_a_link_from_another_page_may_be_followed() -> None:
    """A GET changes nothing, and without CORS its answer stays unread."""
    HOME.admit("GET", {"host": "127.0.0.1:8080", "sec-fetch-site": "cross-site"})


def test_production_answers_to_any_host_and_still_to_no_foreign_page() -> None:
    """There the token proves the caller; a browser's page must still be ours."""
    CLUSTER.admit("POST", {"host": "api.desk.example"})
    with pytest.raises(PermissionDeniedError):
        CLUSTER.admit("POST", {"host": "api.desk.example", "origin": "http://evil.example"})
