"""Manifests: found by content, checked, and the source of a replay's identity."""

from decimal import Decimal
from pathlib import Path

import pytest

from services.marketdata.instruments import shipped_instruments
from services.marketdata.manifests import (
    RecordingFile,
    RecordingFormat,
    files_of,
    load_manifest,
    match,
    shipped_manifests,
)
from services.marketdata.recordings.lines import fingerprint
from tests.unit.services.marketdata.written import START_NS, own_manifest, quote_line, write_lines
from tradewire.errors import (
    ConfigurationError,
    CorruptDataError,
    InvalidArgumentError,
    NotFoundError,
)
from tradewire.market import Interval


def test_shipped_manifests_name_known_instruments_and_unique_content() -> None:
    """No two tapes share a name or a file, and each settles in what it starts with."""
    manifests = shipped_manifests()
    assert len({one.name for one in manifests}) == len(manifests) == 32
    prints = [file.fingerprint for one in manifests for file in one.files]
    assert len(set(prints)) == len(prints) == 34
    for manifest in manifests:
        for _, instrument in manifest.instruments:
            settlement = shipped_instruments().get(instrument).settlement
            assert settlement in dict(manifest.balances)


def test_what_a_manifest_leaves_out_has_its_default(tmp_path: Path) -> None:
    """Ticks: steps of 10 ms, a latency of one, a second's margin, account paper."""
    manifest = own_manifest(tmp_path)
    assert (manifest.step_ns, manifest.latency_ns) == (10_000_000, 10_000_000)
    assert manifest.end_margin_ns == 1_000_000_000
    assert (manifest.skew_ns, manifest.account) == (0, "paper")
    assert manifest.balances == (("USDT", Decimal(100_000)),)


def test_a_manifest_of_candles_steps_from_close_to_close(tmp_path: Path) -> None:
    """The step is the interval and the latency nothing: orders meet the next open."""
    manifest = own_manifest(tmp_path, format="candles_csv", interval="1h")
    assert manifest.format is RecordingFormat.CANDLES_CSV
    assert (manifest.step_ns, manifest.latency_ns) == (Interval.H1.ns, 0)


@pytest.mark.parametrize(
    ("field", "value", "problem"),
    [
        ("format", "csv", "format 'csv' is unknown; one of binance_ws"),
        ("interval", "7s", "interval '7s' is unknown"),
        ("interval", "1m", "has no interval"),
        ("latency_ns", "1", "at least step_ns"),
        ("end_margin_ns", "1", "end_margin_ns must be at least"),
        ("step_ns", "0", "step_ns must be above zero"),
        ("balances", "{}", "must not be empty"),
        ("balances", '{USDT: "-"}', "no plain decimal"),
        ("balances", "{USDT: 1}", "must be text"),
        ("name", "Own Tape", "manifest name"),
        ("skew", "1", "'skew' is unknown; near ones are skew_ns"),
        ("files", "[{nam: x}]", "'name' is missing"),
        ("format", "candles_csv", "needs its interval"),
    ],
)
def test_a_manifest_that_cannot_be_replayed_is_refused(
    tmp_path: Path, field: str, value: str, problem: str
) -> None:
    """The message names the field and what would be right."""
    with pytest.raises(ConfigurationError, match=problem):
        own_manifest(tmp_path, **{field: value})


def test_a_manifest_of_ones_own_describes_one_tape(tmp_path: Path) -> None:
    """Of two it could not be said which was meant."""
    path = tmp_path / "two.yaml"
    entry = "  - {name: NAME, format: binance_ws, instruments: {A: B-C.X}, balances: {C: '1'}}\n"
    path.write_text("tapes:\n" + entry.replace("NAME", "one") + entry.replace("NAME", "two"))
    with pytest.raises(ConfigurationError, match="describes one, two"):
        load_manifest(path)


def test_whatever_changes_an_outcome_changes_the_identity(tmp_path: Path) -> None:
    """A description does not; a balance does."""
    base = own_manifest(tmp_path).identity()
    assert own_manifest(tmp_path, description="words").identity() == base
    assert own_manifest(tmp_path, balances='{USDT: "1"}').identity() != base
    assert own_manifest(tmp_path, skew_ns="1").identity() != base


def test_a_recording_is_known_by_content_and_not_by_name(tmp_path: Path) -> None:
    """Renamed and packed otherwise it is still the same recording."""
    lines = [quote_line(START_NS), quote_line(START_NS + 1), quote_line(START_NS + 2)]
    packed = write_lines(tmp_path / "a.gz", lines)
    plain = tmp_path / "anything"
    plain.write_text("\n".join(lines[:2]))
    known = own_manifest(tmp_path, files=f"[{{name: first, fingerprint: {fingerprint(packed)}}}]")
    for path in (packed, plain):
        manifest, files = match(path, [known])
        assert manifest is known
        assert files == ((RecordingFile("first", fingerprint(packed)), path),)


def test_a_folder_gives_its_tape_in_the_order_of_the_manifest(tmp_path: Path) -> None:
    """Names sort otherwise, and what is no recording is passed over."""
    late = write_lines(tmp_path / "a.gz", [quote_line(START_NS + 9)])
    early = write_lines(tmp_path / "b.gz", [quote_line(START_NS)])
    (tmp_path / "LICENSE").write_text("words\n")
    (tmp_path / "broken.gz").write_bytes(b"\x1f\x8b")
    known = own_manifest(
        tmp_path,
        files=f"[{{name: one, fingerprint: {fingerprint(early)}}}, "
        f"{{name: two, fingerprint: {fingerprint(late)}}}]",
    )
    assert [path for _, path in match(tmp_path, [known])[1]] == [early, late]


def test_a_folder_of_two_tapes_asks_for_one_file(tmp_path: Path) -> None:
    """It names the tapes and a file that would do."""
    one = write_lines(tmp_path / "a.gz", [quote_line(START_NS)])
    two = write_lines(tmp_path / "b.gz", [quote_line(START_NS + 1)])
    first = own_manifest(tmp_path, files=f"[{{name: a, fingerprint: {fingerprint(one)}}}]")
    other = own_manifest(
        tmp_path, name="other", files=f"[{{name: b, fingerprint: {fingerprint(two)}}}]"
    )
    with pytest.raises(InvalidArgumentError, match=r"holds 2 tapes \(own, other\).*a\.gz"):
        match(tmp_path, [first, other])


def test_an_unknown_recording_is_told_how_to_be_described(tmp_path: Path) -> None:
    """The message names --manifest and where its fields are listed."""
    path = write_lines(tmp_path / "a.gz", [quote_line(START_NS)])
    with pytest.raises(NotFoundError, match="--manifest") as caught:
        match(path, shipped_manifests())
    assert caught.value.reason == "MANIFEST_NOT_FOUND"


def test_a_path_that_is_not_there_is_named(tmp_path: Path) -> None:
    """Before anything is looked for in it."""
    with pytest.raises(NotFoundError, match="does not exist"):
        match(tmp_path / "none.gz", shipped_manifests())


def test_a_file_of_which_no_line_can_be_read_is_corrupt(tmp_path: Path) -> None:
    """An empty file and a cut one are not merely unknown."""
    for name, content in (("empty", b""), ("cut.gz", b"\x1f\x8b")):
        path = tmp_path / name
        path.write_bytes(content)
        with pytest.raises(CorruptDataError, match=name):
            match(path, shipped_manifests())


def test_a_manifest_named_outright_takes_the_folders_files_by_name(tmp_path: Path) -> None:
    """In its own order; one that is missing is named."""
    for name in ("b.gz", "a.gz"):
        write_lines(tmp_path / name, [quote_line(START_NS)])
    own = own_manifest(tmp_path, files="[{name: b.gz}, {name: a.gz}]")
    assert [path.name for _, path in files_of(tmp_path, own)] == ["b.gz", "a.gz"]
    assert files_of(tmp_path / "a.gz", own)[0][1].name == "a.gz"
    (tmp_path / "a.gz").unlink()
    with pytest.raises(NotFoundError, match=r"a\.gz does not exist"):
        files_of(tmp_path, own)
    with pytest.raises(InvalidArgumentError, match="names no files"):
        files_of(tmp_path, own_manifest(tmp_path))
