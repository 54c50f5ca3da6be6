"""Streams: which form, which ids, where they resume."""

import pytest

from gateway import positions
from gateway.contract import Contract, Method
from gateway.errors import HttpError
from gateway.media import EVENT_STREAM, NDJSON
from gateway.streams import Streams, media_type
from tradewire.errors import ExhaustedError, InvalidArgumentError
from tradewire.execution.v1 import account_event_pb2
from tradewire.marketdata.v1 import event_pb2, market_stream_pb2
from tradewire.signal.v1 import signal_requests_pb2


def method(contract: Contract, name: str) -> Method:
    """A method of the platform's contract by its name."""
    return next(each for each in contract.methods if each.descriptor.name == name)


@pytest.mark.parametrize(
    ("accept", "form"),
    [
        ("", EVENT_STREAM),
        ("*/*", EVENT_STREAM),
        ("text/event-stream", EVENT_STREAM),
        ("application/x-ndjson", NDJSON),
        ("text/event-stream;q=0.5, application/x-ndjson", NDJSON),
        ("application/x-ndjson;q=0, */*;q=0.1", EVENT_STREAM),
        ("text/html, application/jsonl", NDJSON),
    ],
)
def test_accept_chooses_the_form(accept: str, form: str) -> None:
    """By preference, then by order; events where nobody minds."""
    assert media_type(accept) == form


@pytest.mark.parametrize("accept", ["text/html", "application/json", "image/png;q=x"])
def test_a_reader_that_takes_neither_form_is_told_both(accept: str) -> None:
    """406, and what there is."""
    with pytest.raises(HttpError, match=r"text/event-stream or application/x-ndjson") as refused:
        media_type(accept)
    assert refused.value.http_status == 406


def test_ids_hold_log_and_sequence_and_resume_after_them(shipped: Contract) -> None:
    """What an event is named, a reader sends back; a later log id is kept for gaps."""
    stream = method(shipped, "StreamAccountEvents")
    request = account_event_pb2.StreamAccountEventsRequest(account="paper")
    cursor = positions.cursor(stream, request)
    message = account_event_pb2.StreamAccountEventsResponse()
    message.event.log_id = "ab"
    message.event.sequence = 7
    assert cursor.event_id(message) == "7@ab"
    message.gap.to_sequence = 9
    assert cursor.event_id(message) == "9@ab"
    message.heartbeat.position.log_id = "ab"
    message.heartbeat.position.sequence = 12
    assert cursor.event_id(message) == "12@ab"
    positions.resume(stream, request, "12@ab")
    assert (request.log_id, request.resume_after_sequence) == ("ab", 12)


def test_a_header_beats_the_query_it_repeats(shipped: Contract) -> None:
    """A browser reconnects with the address it began with; a bare sequence keeps its log."""
    stream = method(shipped, "StreamAccountEvents")
    request = account_event_pb2.StreamAccountEventsRequest(
        account="paper", log_id="ab", resume_after_sequence=3
    )
    positions.resume(stream, request, "8")
    assert (request.log_id, request.resume_after_sequence) == ("ab", 8)


@pytest.mark.parametrize("last", ["x", "-1@ab", "1.5", "99999999999999999999@ab", "²"])
def test_an_id_that_is_none_is_refused(shipped: Contract, last: str) -> None:
    """Better a refusal than a stream from somewhere else."""
    request = account_event_pb2.StreamAccountEventsRequest(account="paper")
    with pytest.raises(InvalidArgumentError) as refused:
        positions.resume(method(shipped, "StreamAccountEvents"), request, last)
    assert refused.value.reason == "RESUME_MALFORMED"


def test_several_streams_in_one_have_no_ids(shipped: Contract) -> None:
    """Each strategy has sequences of its own, so one number would resume wrongly."""
    stream = method(shipped, "StreamSignals")
    request = signal_requests_pb2.StreamSignalsRequest()
    message = signal_requests_pb2.StreamSignalsResponse()
    message.event.log_id = "ab"
    message.event.sequence = 7
    assert positions.cursor(stream, request).event_id(message) == ""
    with pytest.raises(InvalidArgumentError) as refused:
        positions.resume(stream, request, "7@ab")
    assert refused.value.reason == "RESUME_UNSUPPORTED"
    request.strategy = "cross"
    assert positions.cursor(stream, request).event_id(message) == "7@ab"


def test_market_data_of_one_instrument_and_type_resumes(shipped: Contract) -> None:
    """Their position stands beside the event."""
    stream = method(shipped, "StreamMarketData")
    request = market_stream_pb2.StreamMarketDataRequest(
        instruments=["BTC-USDT.SIM"], types=[event_pb2.MARKET_DATA_TYPE_TRADES]
    )
    message = market_stream_pb2.StreamMarketDataResponse()
    message.position.log_id = "ab"
    message.position.sequence = 3
    assert positions.cursor(stream, request).event_id(message) == "3@ab"
    request.instruments.append("ETH-USDT.SIM")
    assert positions.cursor(stream, request).event_id(message) == ""


def test_no_more_streams_than_the_limit_are_open() -> None:
    """The next is refused with a time to come back, and a place that is left can be taken."""
    streams = Streams(streams_max=1)
    with streams.admit():
        with pytest.raises(ExhaustedError) as refused, streams.admit():
            pass
        assert refused.value.retry_after_ms == 1_000
    with streams.admit():
        assert streams.open == 1
