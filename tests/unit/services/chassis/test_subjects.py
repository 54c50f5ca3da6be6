"""The table of subjects and streams."""

import pytest

from services.chassis import subjects
from services.chassis.subjects import MarketData, StreamName, Topic
from tradewire.errors import InvalidArgumentError

BUILT = {
    "tw.v1.md.trades.BINANCE.BTC-USDT": subjects.market_data(MarketData.TRADES, "BTC-USDT.BINANCE"),
    "tw.v1.signals.cross-1": subjects.signals("cross-1"),
    "tw.v1.scans.breakout": subjects.scans("breakout"),
    "tw.v1.regimes.ALPACA.BRK_B": subjects.regimes("BRK_B.ALPACA"),
    "tw.v1.orders.paper": subjects.orders("paper"),
    "tw.v1.risk.paper": subjects.risk("paper"),
    "tw.v1.feeds.BINANCE": subjects.feeds("BINANCE"),
    "tw.v1.jobs.job-1": subjects.jobs("job-1"),
    "tw.v1.clock.run-1": subjects.clock("run-1"),
    "tw.v1.dlq.execution-signals": subjects.dead_letters("execution-signals"),
}


def test_the_table_is_the_designs() -> None:
    """Every subject that anybody may subscribe to, and no other."""
    assert [rule.pattern for rule in subjects.SUBJECTS] == [
        "tw.v1.md.<type>.<venue>.<symbol>",
        "tw.v1.feeds.<venue>",
        "tw.v1.signals.<strategy>",
        "tw.v1.scans.<scanner>",
        "tw.v1.regimes.<venue>.<symbol>",
        "tw.v1.orders.<account>",
        "tw.v1.risk.<account>",
        "tw.v1.jobs.<job>",
        "tw.v1.clock.<run>",
        "tw.v1.dlq.<consumer>",
    ]
    assert {rule.topic for rule in subjects.SUBJECTS} == set(Topic)


@pytest.mark.parametrize("subject", list(BUILT))
def test_what_is_built_is_taken_apart_again(subject: str) -> None:
    """Each builder's subject is its own row's."""
    assert BUILT[subject] == subject
    parsed = subjects.parse(subject)
    assert ".".join(("tw.v1", parsed.rule.topic, *parsed.tokens.values())) == subject


def test_a_subject_knows_its_instrument() -> None:
    """Venue and symbol stand the other way round in it."""
    parsed = subjects.parse("tw.v1.md.trades.BINANCE.BTC-USDT")
    assert parsed.instrument == "BTC-USDT.BINANCE"
    assert parsed.tokens == {"type": "trades", "venue": "BINANCE", "symbol": "BTC-USDT"}


@pytest.mark.parametrize(
    "subject",
    [
        "",
        "tw.v1",
        "tw.v1.",
        "tw.v2.orders.paper",
        "tw.v1.orders",
        "tw.v1.orders.",
        "tw.v1.orders.a.b",
        "tw.v1.orders.*",
        "tw.v1.orders.>",
        "tw.v1.cash.paper",
        "orders.paper",
        "tw.v1.orders.pa per",
        "tw.v1.orders." + "a" * 65,
    ],
)
def test_what_no_row_covers_is_refused(subject: str) -> None:
    """Wildcards too: they are for subscribing, not for publishing."""
    with pytest.raises(InvalidArgumentError, match="subject"):
        subjects.parse(subject)


@pytest.mark.parametrize("account", ["", "a.b", "*", ">", "a b", "pâper", "a\n"])
def test_a_token_that_would_change_the_subject_is_refused(account: str) -> None:
    """A dot begins another token, '*' and '>' are wildcards."""
    with pytest.raises(InvalidArgumentError, match="account") as caught:
        subjects.orders(account)
    assert "account" in caught.value.fields


def test_an_instrument_without_venue_is_refused() -> None:
    """The message shows what one looks like."""
    with pytest.raises(InvalidArgumentError, match=r"like BTC-USDT\.BINANCE"):
        subjects.market_data(MarketData.TRADES, "BTC-USDT")


def test_each_stream_keeps_the_subjects_that_the_table_gives_it() -> None:
    """And nothing is kept twice: two streams with one subject are refused by NATS."""
    kept = {stream.name: stream.subjects for stream in subjects.STREAMS}
    assert kept == {
        StreamName.MARKETDATA: ("tw.v1.md.*.*.*", "tw.v1.feeds.*"),
        StreamName.SIGNALS: ("tw.v1.signals.*", "tw.v1.scans.*", "tw.v1.regimes.*.*"),
        StreamName.ORDERS: ("tw.v1.orders.*",),
        StreamName.RISK: ("tw.v1.risk.*",),
        StreamName.JOBS: ("tw.v1.jobs.*",),
        StreamName.DLQ: ("tw.v1.dlq.*",),
    }


def test_dead_letters_are_never_for_streams_whose_order_matters() -> None:
    """Skipping an order's or a verdict's event would corrupt the account."""
    allowed = {rule.topic for rule in subjects.SUBJECTS if rule.dead_letters}
    assert allowed == {Topic.SIGNALS, Topic.SCANS, Topic.REGIMES}


def test_durables_exist_for_signals_orders_and_risk_only() -> None:
    """Live market data is read by core subscription."""
    streams = {rule.stream for rule in subjects.SUBJECTS if rule.durable}
    assert streams == {StreamName.SIGNALS, StreamName.ORDERS, StreamName.RISK}


def test_every_stream_has_limits_and_says_why() -> None:
    """The owner's log is the truth, so none needs to be kept for ever."""
    for stream in subjects.STREAMS:
        assert stream.age_s_max > 0
        assert stream.bytes_max > 0
        assert 0 < stream.dedup_window_s <= stream.age_s_max
        assert len(stream.reason) > 5


def test_the_file_store_has_room_for_every_stream() -> None:
    """The server's limit is above the sum of the streams' own."""
    from services.chassis.nats_server import FILE_STORE_MIB_MAX  # noqa: PLC0415 - one use.

    need = sum(stream.bytes_max for stream in subjects.STREAMS)
    assert need <= FILE_STORE_MIB_MAX * 1024 * 1024
