"""Structured logs: one JSON object a line, with the trace and the call it belongs to.

Standard-library loggers (of nats, grpc, uvicorn) go the same way, so a process speaks one format.
"""

import logging
import sys
from typing import TextIO

import structlog
from opentelemetry import trace
from structlog.typing import EventDict, Processor, WrappedLogger

from services.chassis.auth import NOBODY, current_caller
from services.chassis.config import LogSettings


def configure(settings: LogSettings, service: str, stream: TextIO | None = None) -> None:
    """Send this process's logs to ``stream`` (standard error by default) as ``settings`` say."""
    level = getattr(logging, settings.level.upper())
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.PositionalArgumentsFormatter(),
        structlog.processors.TimeStamper(fmt="iso", utc=True, key="time"),
        structlog.processors.StackInfoRenderer(),
        add_trace,
        add_caller,
        _name_service(service),
    ]
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *shared,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        wrapper_class=structlog.stdlib.BoundLogger,
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=False,
    )
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                *_renderers(settings.format),
            ],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)


def logger(name: str) -> structlog.stdlib.BoundLogger:
    """A logger named ``name``; events are short sentences, values go in keywords."""
    bound: structlog.stdlib.BoundLogger = structlog.stdlib.get_logger(name)
    return bound


def add_trace(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Add trace_id and span_id (hex) where a span is current."""
    context = trace.get_current_span().get_span_context()
    if context.is_valid:
        event["trace_id"] = f"{context.trace_id:032x}"
        event["span_id"] = f"{context.span_id:016x}"
    return event


def add_caller(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Add who made the call that is being handled, and who passed it on for them."""
    caller = current_caller.get()
    if caller is not NOBODY:
        event["caller"] = caller.name
    if caller.via:
        event["via"] = caller.via
    return event


def _name_service(service: str) -> Processor:
    def name(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
        event["service"] = service
        return event

    return name


def _renderers(form: str) -> list[Processor]:
    if form == "console":
        # The pretty tracebacks print local variables, and those hold secrets.
        plain = structlog.dev.plain_traceback
        return [
            structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty(), exception_formatter=plain)
        ]
    return [
        structlog.processors.format_exc_info,
        structlog.processors.EventRenamer("message"),
        structlog.processors.JSONRenderer(default=str),
    ]
