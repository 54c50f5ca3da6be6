"""The page of traces: what it needs is said before anything starts, and it is bounded."""

from pathlib import Path

import pytest

from console import trace_ui
from console.trace_ui import TraceUi
from tradewire.errors import ConfigurationError, PreconditionError, UnavailableError

PAGE = TraceUi(Path("/java"), Path("/zipkin.jar"), 9411)


def test_what_is_not_installed_is_named_with_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    """An optional extra that is missing is no traceback."""
    monkeypatch.setattr(trace_ui, "_PACKAGES", ("jgo", "no_such_package", "no.such.package"))
    with pytest.raises(PreconditionError, match=r"no_such_package, no\.such\.package; run `pip "):
        trace_ui.check({})


@pytest.mark.parametrize(
    "environ",
    [
        {"OTEL_TRACES_EXPORTER": "otlp"},
        {"OTEL_EXPORTER_ZIPKIN_ENDPOINT": "http://127.0.0.1:1/api/v2/spans"},
    ],
)
def test_traces_that_are_sent_elsewhere_are_not_taken_away(environ: dict[str, str]) -> None:
    """The variable is named, and nobody wonders why his collector gets nothing."""
    with pytest.raises(ConfigurationError, match=f"{next(iter(environ))}=.*--trace-ui"):
        trace_ui.check(environ)


def test_every_service_sends_its_spans_to_the_page() -> None:
    """By the standard variables; what the user has set of the rest stays."""
    trace_ui.check({"OTEL_TRACES_EXPORTER": "none"})
    settings = PAGE.settings({"OTEL_BSP_SCHEDULE_DELAY": "9"})
    assert settings["OTEL_TRACES_EXPORTER"] == "zipkin"
    assert settings["OTEL_EXPORTER_ZIPKIN_ENDPOINT"] == "http://127.0.0.1:9411/api/v2/spans"
    assert settings["OTEL_BSP_SCHEDULE_DELAY"] == "9"


def test_a_trace_has_an_address_where_there_is_a_page() -> None:
    """Nothing is printed that leads nowhere."""
    address = trace_ui.trace_url(PAGE.url, "ab" * 16)
    assert address == f"http://127.0.0.1:9411/zipkin/traces/{'ab' * 16}"
    assert trace_ui.trace_url("", "ab" * 16) == ""
    assert trace_ui.trace_url(PAGE.url, "") == ""


def test_a_call_that_is_one_of_thousands_asks_not_to_be_recorded() -> None:
    """A W3C traceparent without the flag, another with each call."""
    ((name, first),), ((_, second),) = trace_ui.unrecorded(), trace_ui.unrecorded()
    assert name == "traceparent"
    assert first != second
    assert [len(each) for each in first.split("-")] == [2, 32, 16, 2]
    assert first.endswith("-00")


async def test_a_server_that_cannot_be_fetched_is_named_with_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without a line to the repository: which artifact, and where to put it by hand."""
    monkeypatch.setenv("M2_REPO", str(tmp_path))
    for name in ("HTTPS_PROXY", "https_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    said: list[str] = []
    with pytest.raises(UnavailableError, match=r"io\.zipkin:zipkin-server:") as caught:
        await trace_ui.prepare(9411, {}, said.append)
    assert caught.value.reason == "ARTIFACT_NOT_FETCHED"
    assert str(tmp_path) in caught.value.message
    assert "135 MB" in said[0]
