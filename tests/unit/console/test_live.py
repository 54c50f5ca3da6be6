"""The picture of a mesh: labelled, and never in the way of an orderly end."""

import io
import json
import sys
from decimal import Decimal
from pathlib import Path

import pytest
from rich.console import Console

from console.child import Child
from console.figures import Figures
from console.live import JsonView, LinesView, SafeView, next_steps, picture, summary
from console.runtime import Runtime
from console.supervisor import Part, State


async def well() -> bool:
    """A part that is always ready."""
    return True


def part(state: State = State.READY, detail: str = "") -> Part:
    """Risk, not started."""
    child = Child(("risk",), environ={}, log=Path("risk.log"))
    return Part(
        "risk", child, well, 0, "127.0.0.1:7303", Path("risk.log"), state=state, detail=detail
    )


def figures() -> Figures:
    """Of a mesh that trades."""
    return Figures(
        feed_state="STREAMING",
        ticks=1234,
        orders=3,
        denied=1,
        fills=2,
        pnl={"USDT": Decimal("-12.346")},
        positions=["0.1 BTC-USDT.SIM"],
        strategies={"mine": "FAILED: ZeroDivisionError: division by zero"},
    )


def test_the_market_is_labelled_wherever_its_figures_are() -> None:
    """Nobody shall take made-up prices for real ones."""
    assert summary("SIMULATED", figures()).startswith("SIMULATED streaming | 1,234 ticks")
    assert "3 orders (1 denied) | 2 fills | P&L -12.35 USDT" in summary("SIMULATED", figures())
    screen = Console(record=True, width=120, file=io.StringIO())
    screen.print(picture("tradewire", "SIMULATED", [part()], figures()))
    text = screen.export_text()
    for words in ("SIMULATED", "risk", "ready", "division by zero", "0.1 BTC-USDT.SIM"):
        assert words in text


def test_json_is_one_object_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    """With the event's name, its time and its facts."""
    view = JsonView()
    view.say("ready", "all are ready", gateway="here")
    view.part(part(State.CRASHED, "exit code 1"))
    view.figures([part()], figures())
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [line["event"] for line in lines] == ["ready", "component", "figures"]
    assert (lines[0]["gateway"], lines[0]["message"]) == ("here", "all are ready")
    assert (lines[1]["state"], lines[1]["detail"]) == ("CRASHED", "exit code 1")
    assert lines[2]["pnl"] == {"USDT": "-12.346"}


class Closed(LinesView):
    """A view whose terminal was closed."""

    def say(self, event: str, text: str, **facts: object) -> None:
        raise BrokenPipeError(event)


def test_a_closed_terminal_stops_the_mesh_and_breaks_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """It is noticed once; what is said afterwards goes nowhere."""
    monkeypatch.setattr(sys, "stdout", sys.stdout)
    lost: list[bool] = []
    view = SafeView(Closed("SIMULATED"), lambda: lost.append(True))
    for _ in range(2):
        view.say("stopping", "stopping")
    view.part(part())
    view.figures([part()], figures())
    view.close()
    assert lost == [True]
    sys.stdout.close()


def test_the_next_steps_name_the_directory_where_it_is_not_the_default(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each command works as it is printed."""
    mesh = Runtime(
        run="r",
        version="0.1.0",
        data_dir=str(tmp_path),
        feed="SIMULATED",
        feed_key="simulated",
        account="paper",
        nats_url="",
        addresses={"gateway": "127.0.0.1:8080"},
    )
    monkeypatch.delenv("TRADEWIRE_DATA_DIR", raising=False)
    steps = dict(next_steps(mesh, "abc"))
    assert steps["why this order"].endswith(f"explain abc --data-dir {tmp_path}")
    assert steps["REST, orders"] == "curl http://127.0.0.1:8080/v1/accounts/paper/orders"
    monkeypatch.setenv("TRADEWIRE_DATA_DIR", str(tmp_path))
    assert dict(next_steps(mesh, "abc"))["why this order"].endswith("explain abc")


def test_plain_lines_tell_of_a_strategy_that_failed_once(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """It stops alone, so nothing else would show it."""
    view = LinesView("SIMULATED")
    failed = figures()
    failed.strategies = {"mine": "FAILED: ValueError: no idea", "other": "RUNNING"}
    for _ in range(2):
        view.figures([part()], failed)
    said = capsys.readouterr().out
    assert said.count("strategy mine: FAILED: ValueError: no idea") == 1
    assert "other" not in said


def test_who_did_not_follow_the_orders_does_not_count_them() -> None:
    """A zero would be a lie."""
    assert "3 orders (1 denied) | 2 fills" in summary("SIMULATED", figures())
    assert "orders" not in summary("SIMULATED", figures(), counted=False)
