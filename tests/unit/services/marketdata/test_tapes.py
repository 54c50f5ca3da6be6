"""Tapes: events in file order, spans, damage."""

import gzip
from pathlib import Path

import pytest

from services.marketdata.recordings import lines as lines_module
from services.marketdata.recordings.rows import BinanceKlines
from services.marketdata.tapes import Tape, open_tape, tape_time
from tests.unit.services.marketdata.written import (
    SECOND_NS,
    START_NS,
    depth_line,
    own_manifest,
    quote_line,
    snapshot_line,
    trade_line,
    write_lines,
)
from tradewire.book import OrderBook
from tradewire.errors import CorruptDataError, InvalidArgumentError, NotFoundError
from tradewire.market import BookUpdate, Candle, Interval, Quote, Trade


def test_events_come_in_file_order_with_tape_time_and_numbers(tmp_path: Path) -> None:
    """The tape's clock is the local one plus the skew; each type is numbered apart."""
    lines = [quote_line(START_NS), trade_line(START_NS + 5), quote_line(START_NS + 5)]
    path = write_lines(tmp_path / "t.gz", lines)
    events = list(open_tape(path, own_manifest(tmp_path, skew_ns="7")))
    assert [type(one) for one in events] == [Quote, Trade, Quote]
    assert [one.init_ns - START_NS for one in events] == [7, 12, 12]
    assert [one.sequence for one in events] == [1, 1, 2]


def test_a_tape_may_be_read_twice(tmp_path: Path) -> None:
    """Each iteration reads the files anew."""
    tape = open_tape(write_lines(tmp_path / "t.gz", [trade_line(START_NS)]), own_manifest(tmp_path))
    assert list(tape) == list(tape) != []


def test_a_span_includes_its_start_and_excludes_its_end(tmp_path: Path) -> None:
    """And what is numbered begins at one in it."""
    path = write_lines(tmp_path / "t.gz", [trade_line(START_NS + at) for at in range(5)])
    tape = open_tape(path, own_manifest(tmp_path), START_NS + 1, START_NS + 3)
    assert [(one.init_ns - START_NS, one.sequence) for one in tape] == [(1, 1), (2, 2)]


def test_a_span_begins_with_the_book_as_it_stands_then(tmp_path: Path) -> None:
    """The changes before are summed in one snapshot, and the later ones join it."""
    lines = [
        snapshot_line(START_NS, 10),
        depth_line(START_NS + 1, 11, 12, [("60999.00", "2")]),
        trade_line(START_NS + 2),
        depth_line(START_NS + 3, 13, 14, [("60998.00", "3")]),
    ]
    path = write_lines(tmp_path / "t.gz", lines)
    manifest = own_manifest(tmp_path)
    snapshot, change = open_tape(path, manifest, START_NS + 3)
    assert isinstance(snapshot, BookUpdate)
    assert (snapshot.is_snapshot, snapshot.init_ns, snapshot.sequence) == (True, START_NS + 3, 1)
    assert snapshot.last_update_id == 12
    assert change.sequence == 2
    whole, cut = (OrderBook(snapshot.instrument) for _ in range(2))
    for event in open_tape(path, manifest):
        if isinstance(event, BookUpdate):
            whole.apply(event)
    for event in (snapshot, change):
        assert isinstance(event, BookUpdate)
        cut.apply(event)
    assert list(cut.bids()) == list(whole.bids())


def test_a_span_before_any_snapshot_begins_without_a_book(tmp_path: Path) -> None:
    """There is nothing to sum up, so nothing is given."""
    lines = [depth_line(START_NS, 1, 2), trade_line(START_NS + 1)]
    path = write_lines(tmp_path / "t.gz", lines)
    assert [type(one) for one in open_tape(path, own_manifest(tmp_path), START_NS + 1)] == [Trade]


def test_an_empty_span_is_refused(tmp_path: Path) -> None:
    """Its end must lie after its start."""
    path = write_lines(tmp_path / "t.gz", [trade_line(START_NS)])
    with pytest.raises(InvalidArgumentError, match="must lie after its start"):
        open_tape(path, own_manifest(tmp_path), 5, 5)


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        (trade_line(START_NS + 1, price="-1"), "price '-1' is no plain decimal"),
        (trade_line(START_NS + 1, price="NaN"), "price 'NaN' is no plain decimal"),
        (trade_line(START_NS + 1, price="1e5"), "no plain decimal"),
        (trade_line(START_NS + 1, price="0"), "cannot be"),
        (trade_line(START_NS + 1, price="1.001"), "digits below 10"),
        (trade_line(START_NS + 1).replace('"61000.10"', "61000.10"), "AttributeError"),
        (trade_line(START_NS + 1).replace("BTCUSDT", "XRPUSDT"), "'XRPUSDT' is unknown"),
        (trade_line(START_NS + 1).replace('"q"', '"quantity"'), "field 'q' is missing"),
        (trade_line(START_NS + 1).replace("}", ""), "JSONDecodeError"),
        (trade_line(START_NS + 1).replace('"T": 1', '"T": "1"'), "stamp '1'"),
        (trade_line(START_NS + 1).replace('"m": false', '"m": 0'), "true or false"),
        (trade_line(START_NS - 1), "runs backwards by 1 ns"),
        (f"{START_NS + 1}", "no message"),
        (f"{START_NS + 1} []", "AttributeError"),
        ("words", "does not begin with a local stamp"),
        ("", "the line"),
    ],
)
def test_a_damaged_line_stops_the_tape_and_is_named(
    tmp_path: Path, line: str, problem: str
) -> None:
    """File, line, what is wrong and what to do; with skip_damaged the rest goes on."""
    lines = [trade_line(START_NS), line, trade_line(START_NS + 2, number=3)]
    path = write_lines(tmp_path / "t.gz", lines)
    manifest = own_manifest(tmp_path)
    with pytest.raises(CorruptDataError, match=problem) as caught:
        list(open_tape(path, manifest))
    assert f"{path}, line 2" in caught.value.message
    assert "--skip-damaged" in caught.value.message
    tape = open_tape(path, manifest, skip_damaged=True)
    assert [one.trade_id for one in tape if isinstance(one, Trade)] == ["1", "3"]
    assert tape.damage_count == 1
    assert problem.split(maxsplit=1)[0] in str(tape.damages[0])


def test_of_a_cut_archive_everything_before_the_cut_is_used(tmp_path: Path) -> None:
    """The cut is reported, and the part of a line at it is not taken for a line."""
    path = tmp_path / "t.gz"
    lines = "".join(f"{trade_line(START_NS + at, number=at)}\n" for at in range(20_000))
    packed = gzip.compress(lines.encode())
    path.write_bytes(packed[: len(packed) // 2])
    manifest = own_manifest(tmp_path)
    with pytest.raises(CorruptDataError, match="cut off"):
        list(open_tape(path, manifest))
    tape = open_tape(path, manifest, skip_damaged=True)
    count = sum(1 for _ in tape)
    assert 5_000 < count < 15_000
    assert [one.line for one in tape.damages] == [0]
    assert tape.damages[0].last_good_line == count


def test_damage_without_end_is_counted_but_not_kept(tmp_path: Path) -> None:
    """A report has a hundred lines at most."""
    path = write_lines(tmp_path / "t.gz", [trade_line(START_NS)] + ["words"] * 150)
    tape = open_tape(path, own_manifest(tmp_path), skip_damaged=True)
    assert len(list(tape)) == 1
    assert (tape.damage_count, len(tape.damages)) == (150, 100)


def test_an_instrument_that_nobody_knows_is_named(tmp_path: Path) -> None:
    """A manifest of one's own may be wrong about it."""
    path = write_lines(tmp_path / "t.gz", [trade_line(START_NS)])
    with pytest.raises(NotFoundError, match="near ones are"):
        open_tape(path, own_manifest(tmp_path, instruments="{BTCUSDT: BTC-USTD.BINANCE}"))


def test_logs_have_the_same_id_for_the_same_tape_only(tmp_path: Path) -> None:
    """Another owner, span or file gives another id."""
    path = write_lines(tmp_path / "t.gz", [trade_line(START_NS)])
    manifest = own_manifest(tmp_path)
    tape = open_tape(path, manifest)
    assert tape.log_id("execution") == open_tape(path, manifest).log_id("execution")
    assert tape.log_id("execution") != tape.log_id("risk")
    assert tape.log_id("execution") != open_tape(path, manifest, 1).log_id("execution")


def test_a_tape_of_candles_gives_each_at_its_close(tmp_path: Path) -> None:
    """Steps carry the tape's own candles and the longer ones asked for."""
    rows = [f"2024-01-01 0{hour}:00:00+00:00,1.0,2.0,1.0,2.0,5.0" for hour in range(4)]
    path = write_lines(tmp_path / "c.gz", ["Date,Open,High,Low,Close,Volume", *rows])
    tape = open_tape(path, own_manifest(tmp_path, format="candles_csv", interval="1h"))
    steps = tape.steps([Interval.H1, Interval.H2])
    seen = []
    while (step := steps.next_step()) is not None:
        seen += [(str(one.interval), one.init_ns) for one in step.events if isinstance(one, Candle)]
    midnight = tape_time("2024-01-01")
    hour = Interval.H1.ns
    assert [(name, (at - midnight) // hour) for name, at in seen] == [
        ("1h", 1),
        ("1h", 2),
        ("2h", 2),
        ("1h", 3),
        ("1h", 4),
        ("2h", 4),
    ]


def test_candles_are_cut_to_the_span_they_lie_in(tmp_path: Path) -> None:
    """Only a candle wholly inside is part of it."""
    rows = [f"2024-01-01 0{hour}:00:00+00:00,1,2,1,2,5" for hour in range(4)]
    path = write_lines(tmp_path / "c.gz", rows)
    manifest = own_manifest(tmp_path, format="candles_csv", interval="1h")
    start, end = tape_time("2024-01-01T01:00"), tape_time("2024-01-01T03:00")
    assert [one.sequence for one in open_tape(path, manifest, start, end)] == [1, 2]


@pytest.mark.parametrize(("hours", "blocks"), [(24, 0), (240, 1)])
def test_only_long_runs_of_rows_are_read_as_columns(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, hours: int, blocks: int
) -> None:
    """A day of hours in each zip took three times as long as columns than row by row."""
    asked = []

    def parse_block(parser: BinanceKlines, lines: list[bytes]) -> None:
        asked.append((parser, len(lines)))

    monkeypatch.setattr(BinanceKlines, "parse_block", parse_block)
    rows = [
        f"{1_704_067_200_000 + hour * 3_600_000},1,2,1,2,5,0,7,3,0,0,0" for hour in range(hours)
    ]
    path = write_lines(tmp_path / "c.gz", rows)
    manifest = own_manifest(tmp_path, format="binance_daily_zips", interval="1h")
    assert len(list(open_tape(path, manifest))) == hours
    assert len(asked) == blocks


def test_times_are_utc_unless_they_say_otherwise() -> None:
    """A date is its midnight; what is no time is refused."""
    assert tape_time("1970-01-02") == 86_400 * SECOND_NS
    assert tape_time("1970-01-01T01:00:00.000001+01:00") == 1_000
    with pytest.raises(InvalidArgumentError, match="is no date"):
        tape_time("yesterday")
    with pytest.raises(InvalidArgumentError, match="before 1970"):
        tape_time("1969-12-31")


@pytest.mark.parametrize("start_ns", [None, START_NS + 5 * SECOND_NS])
def test_a_reading_and_its_steps_go_on_behind_any_step_of_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, start_ns: int | None
) -> None:
    """Events, numbers, candles, clocks and damages are those of one reading from the beginning."""
    monkeypatch.setattr(lines_module, "READ_BYTES", 256)
    lines = [snapshot_line(START_NS, 10)]
    for at in range(200):
        stamp_ns = START_NS + at * SECOND_NS // 10
        lines += [trade_line(stamp_ns, number=at), quote_line(stamp_ns + 1), "words"]
        lines += [depth_line(stamp_ns + 2, 11 + at, 11 + at)] if at % 7 else []
    path, manifest = write_lines(tmp_path / "t.gz", lines), own_manifest(tmp_path)
    intervals = [Interval.S1, Interval.S5]

    def opened() -> Tape:
        return open_tape(path, manifest, start_ns, skip_damaged=True)

    whole = opened()
    steps, seen, marks = whole.steps(intervals), [], []
    while (step := steps.next_step()) is not None:
        seen.append(step)
        marks.append((whole.place, steps.state()))
    assert len({place.place for place, _ in marks if place is not None}) > 5
    for at, (place, state) in enumerate(marks[:-1]):
        tape = opened()
        again = tape.steps(intervals, place)
        again.go_on(state)
        rest = []
        while (step := again.next_step()) is not None:
            rest.append(step)
        assert rest == seen[at + 1 :]
        assert (tape.damage_count, tape.damages) == (whole.damage_count, whole.damages)


def test_a_reading_that_goes_on_behind_its_end_is_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What lies beyond the span is not looked at, and so its damage neither."""
    text = "".join(trade_line(START_NS + at) + "\n" for at in range(4))
    path, manifest = tmp_path / "t.txt", own_manifest(tmp_path)
    path.write_text(f"{text}words\n")
    monkeypatch.setattr(lines_module, "READ_BYTES", len(text))
    whole = open_tape(path, manifest, end_ns=START_NS + 3)
    assert len(list(whole)) == 3
    again = open_tape(path, manifest, end_ns=START_NS + 3)
    assert list(again.batches(whole.place)) == []


def test_files_that_were_changed_are_known_by_their_stamps(tmp_path: Path) -> None:
    """A place in them holds no longer."""
    path = write_lines(tmp_path / "t.gz", [trade_line(START_NS)])
    tape = open_tape(path, own_manifest(tmp_path))
    before = tape.file_stamps()
    assert tape.file_stamps() == before
    write_lines(path, [trade_line(START_NS), trade_line(START_NS + 1)])
    assert tape.file_stamps() != before
    path.unlink()
    with pytest.raises(NotFoundError, match=r"t\.gz cannot be read"):
        tape.file_stamps()
