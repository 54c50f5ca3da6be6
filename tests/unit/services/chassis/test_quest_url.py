"""The address of a QuestDB server, and the look whether it will do."""

import pytest

from services.chassis.quest_url import QuestUrl, fit, fits
from tests.free_ports import free_port
from tests.other_servers import answering, build
from tradewire.errors import ConfigurationError, UnavailableError


def test_an_address_has_quest_dbs_own_ports_unless_it_says_others() -> None:
    """And user and password are read as they were meant, and not shown."""
    assert QuestUrl.parse("http://quest") == QuestUrl("quest", 9000, 8812)
    found = QuestUrl.parse("http://me:p%40ss@quest:9001/?pg_port=8813")
    assert found == QuestUrl("quest", 9001, 8813, "me", "p@ss")
    assert found.shown == "http://quest:9001?pg_port=8813"
    assert "p@ss" not in repr(found)
    assert QuestUrl.parse("http://[::1]:9001").page == "http://[::1]:9001"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "quest:9000",
        "ws::addr=quest:9000;",
        "https://quest",
        "http://:9000",
        "http://quest:99999",
        "http://quest:port",
        "http://quest/exec",
        "http://quest?pg_port=0",
        "http://quest?pg_port=1&pg_port=2",
        "http://quest?pg=8812",
        "http://me:secret@quest?pg_port=x",
    ],
)
def test_what_is_no_address_is_refused_with_the_form_and_without_the_password(text: str) -> None:
    """A slip in an address must not print what is secret in it."""
    with pytest.raises(ConfigurationError, match=r"QUESTDB_URL .* http://\[user:password@\]") as no:
        QuestUrl.parse(text)
    assert "secret" not in no.value.message


async def test_nobody_at_the_address_is_told_with_the_address() -> None:
    """It may come: who waits can try again."""
    port = free_port()
    with pytest.raises(UnavailableError, match=f"http://127.0.0.1:{port} .*refused") as caught:
        await fit(QuestUrl("127.0.0.1", port, 8812))
    assert caught.value.reason == "QUESTDB_AWAY"


@pytest.mark.parametrize(
    ("body", "status", "words"),
    [
        (b"<html>Welcome</html>", 200, "is not QuestDB .its answer"),
        (b'{"dataset": 5}', 200, "is not QuestDB .its answer"),
        (b'{"dataset": [["PostgreSQL 18"]]}', 200, "is not QuestDB .it does not tell its build"),
        (b"Not Found", 404, "is not QuestDB .it answers with 404"),
        (b"Unauthorized", 401, "refuses the user or the password"),
        (b'{"error": "no such function"}', 400, "refuses a look: no such function"),
        (build("8.2.1"), 200, r"is 8\.2\.1, and this program is made for 9\.3\.4"),
        (build("10.0.0"), 200, r"is 10\.0\.0, and this program is made for 9\.3\.4"),
    ],
)
async def test_a_server_that_will_not_do_is_named_with_the_reason(
    body: bytes, status: int, words: str
) -> None:
    """Before anything is started on it."""
    with (
        answering(body, status) as address,
        pytest.raises(ConfigurationError, match=f"{address}.*{words}"),
    ):
        await fit(QuestUrl.parse(address))


def test_a_patch_of_the_version_fits_and_another_version_does_not() -> None:
    """Rows and statements are those of 9.3."""
    assert fits("9.3.4")
    assert fits("9.3.10")
    assert not fits("9.30.4")
    assert not fits("9.2.9")
