import io
import json
import logging
from collections.abc import Iterator

import pytest
import structlog
from opentelemetry import context, trace
from opentelemetry.sdk.trace import TracerProvider

from services.chassis import logs
from services.chassis.config import LogSettings


@pytest.fixture(autouse=True)
def logging_as_it_was() -> Iterator[None]:
    """Configuring is global; each test leaves pytest's own handlers behind."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
    structlog.reset_defaults()


def lines(stream: io.StringIO) -> list[dict[str, object]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def test_every_logger_writes_json_lines_with_service_and_level() -> None:
    """Ours and third parties' come out alike."""
    stream = io.StringIO()
    logs.configure(LogSettings(), "risk", stream)
    logs.logger("ours").info("order sent", order="a1")
    logging.getLogger("theirs").warning("slow %d", 3)
    ours, theirs = lines(stream)
    assert (ours["message"], ours["order"], ours["service"]) == ("order sent", "a1", "risk")
    assert (theirs["message"], theirs["level"], theirs["logger"]) == ("slow 3", "warning", "theirs")


def test_a_line_within_a_trace_names_it() -> None:
    """From a log line one finds the trace, and from the trace the lines."""
    stream = io.StringIO()
    logs.configure(LogSettings(), "risk", stream)
    span = TracerProvider().get_tracer("test").start_span("call")
    token = context.attach(trace.set_span_in_context(span))
    logs.logger("ours").info("inside")
    context.detach(token)
    logs.logger("ours").info("outside")
    inside, outside = lines(stream)
    assert inside["trace_id"] == f"{span.get_span_context().trace_id:032x}"
    assert "trace_id" not in outside


def test_lines_below_the_level_are_dropped() -> None:
    """The level holds for every logger of the process."""
    stream = io.StringIO()
    logs.configure(LogSettings(level="warning"), "risk", stream)
    logs.logger("ours").info("quiet")
    logging.getLogger("theirs").info("quiet")
    assert stream.getvalue() == ""


@pytest.mark.parametrize("form", ["json", "console"])
def test_an_exception_is_logged_without_local_variables(form: str) -> None:
    """Local variables hold secrets."""
    stream = io.StringIO()
    logs.configure(LogSettings.model_validate({"format": form}), "risk", stream)
    password = "hunter" + str(2)
    try:
        raise ValueError("boom")
    except ValueError:
        logs.logger("ours").exception("failed")
    assert "ValueError: boom" in stream.getvalue()
    assert password not in stream.getvalue()
