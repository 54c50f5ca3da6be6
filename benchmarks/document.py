"""The tables of ``docs/PERFORMANCE.md`` and ``docs/DATACLASSES.md``, made of the stored run."""

from collections.abc import Mapping
from pathlib import Path

from benchmarks.results import Report, Result, read_stored
from benchmarks.table import TABLE, Row

DOCUMENT = Path(__file__).parents[1] / "docs" / "PERFORMANCE.md"
DATACLASSES = DOCUMENT.with_name("DATACLASSES.md")
BEGIN = "<!-- The table is written by `python -m benchmarks --document`. -->"
END = "<!-- End of the table. -->"


def write() -> None:
    """Put the stored run's tables into the documents.

    Raises:
        SystemExit: there is no stored run, or a document has lost its marks.
    """
    stored = read_stored()
    if stored is None:
        raise SystemExit("there is no stored run; make one with --store")
    for document, content in ((DOCUMENT, table(stored)), (DATACLASSES, prices(stored))):
        text = document.read_text()
        if BEGIN not in text or END not in text:
            raise SystemExit(f"{document.name} lacks the marks of its table: {BEGIN} and {END}")
        before, _, rest = text.partition(BEGIN)
        document.write_text(f"{before}{content}{rest.partition(END)[2]}")


def prices(report: Report) -> str:
    """What dataclasses cost, a line for each thing that was encoded or decoded."""
    row, processor = report.rows["dataclasses"], report.machine["processor"]
    lines = [
        BEGIN,
        "",
        f"Measured {report.taken} on {processor}, microseconds of processor time:",
        "",
        "| | protobuf | dataclasses | times |",
        "|---|---|---|---|",
        *(
            f"| {name.removesuffix(', us')} | {floor:g} | {row.ours[name]:g} |"
            f" {row.ratio[name]:.0f} |"
            for name, floor in row.floor.items()
        ),
        "",
        END,
    ]
    return "\n".join(lines)


def table(report: Report) -> str:
    """Machine, date and every row, marks included."""
    facts = report.machine
    measured = (
        f"Measured {report.taken} on {facts['processor']}, {facts['cores']} cores,"
        f" {facts['memory_gb']} GB, {facts['system']}, Python {facts['python']}."
    )
    lines = [
        BEGIN,
        "",
        measured,
        "",
        "| row | path | floor | ours | ratio | budget | | load |",
        "|---|---|---|---|---|---|---|---|",
        *(_line(row, report.rows.get(row.name)) for row in TABLE),
        "",
        END,
    ]
    return "\n".join(lines)


def _line(row: Row, result: Result | None) -> str:
    if result is None:
        cells = [f"{row.floor}", "not measured", "", row.budget, "", ""]
    elif result.status != "measured":
        cells = [row.floor, result.note, "", row.budget, result.status, ""]
    else:
        cells = [
            f"{row.floor}: {_figures(result.floor)}",
            _figures(result.ours),
            ", ".join(f"{value:g}" for value in result.ratio.values()),
            row.budget,
            _verdict(result),
            f"{result.load:.1f}",
        ]
    return f"| `{row.name}` | {row.path} | " + " | ".join(cells) + " |"


def _figures(figures: Mapping[str, float]) -> str:
    return "; ".join(f"{name} {value:,.10g}" for name, value in figures.items())


def _verdict(result: Result) -> str:
    held = [check for check in result.checks if check.met is not None]
    if not held:
        return ""
    missed = [f"{check.what} {check.value:,.10g}" for check in held if not check.met]
    return f"**misses: {'; '.join(missed)}**" if missed else "within"
