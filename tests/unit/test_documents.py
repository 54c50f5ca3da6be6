"""The documents as tests: what they show runs, and what they name exists."""

import ast
import gzip
import importlib
import json
import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer

from console.main import app
from console.output import Exit
from gateway.settings import GatewaySettings
from services.backtest.replay import ReplayRun, ReplaySpec, replay
from services.chassis.config import ServiceSettings, load
from services.execution.settings import ExecutionSettings
from services.marketdata.manifests import load_manifest
from services.marketdata.settings import MarketDataSettings
from services.marketdata.tapes import open_tape
from services.risk.settings import RiskSettings
from services.signal.settings import SignalSettings
from tradewire import decimals
from tradewire.backtest.v1 import backtest_service_pb2
from tradewire.execution.v1 import (
    account_service_pb2,
    algo_service_pb2,
    execution_service_pb2,
    venue_service_pb2,
)
from tradewire.marketdata.v1 import marketdata_service_pb2
from tradewire.orders import Leg, OrderState
from tradewire.risk.v1 import risk_service_pb2
from tradewire.signal.v1 import signal_service_pb2
from tradewire.system.v1 import replay_service_pb2, system_service_pb2
from tradewire.types.v1 import options_pb2

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = sorted(
    [*ROOT.glob("docs/*.md"), ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md"]
)
README = (ROOT / "README.md").read_text()
SECOND_NS = 1_000_000_000
START_NS = 1_723_161_600 * SECOND_NS

FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
INLINE = re.compile(r"`([^`\n]+)`")
PATH = re.compile(
    r"(services|gateway|console|clients|proto|docs|tests|benchmarks|tools|examples|deploy|\.ci)"
    r"(/[\w.*-]+)*/?"
)
LINK = re.compile(r"\]\(([^)#:]+)\)")
SERVICES = [
    service
    for file in (
        backtest_service_pb2,
        account_service_pb2,
        algo_service_pb2,
        execution_service_pb2,
        venue_service_pb2,
        marketdata_service_pb2,
        risk_service_pb2,
        signal_service_pb2,
        replay_service_pb2,
        system_service_pb2,
    )
    for service in file.DESCRIPTOR.services_by_name.values()
]


def blocks(text: str, language: str) -> list[str]:
    """The fenced blocks of a language; an empty one is for those without."""
    return [body for name, body in FENCE.findall(text) if name == language]


def inline(text: str) -> list[str]:
    """The pieces of code within the text."""
    return INLINE.findall(FENCE.sub("", text))


def section(text: str, title: str) -> str:
    """From the heading with this title to the next one."""
    found = re.search(rf"^## {re.escape(title)}\n(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
    assert found is not None, f"no heading {title!r}"
    return found[1]


def rows(text: str) -> Iterator[list[str]]:
    """The cells of each row of the tables in the text, without code marks."""
    for line in text.splitlines():
        if line.startswith("|") and not set(line) <= set("|-: "):
            yield [cell.strip().strip("`") for cell in line.strip("|").split("|")]


def commands(text: str) -> Iterator[str]:
    """Every command line that begins with ``tradewire``, in blocks and within the text."""
    for language, body in FENCE.findall(text):
        if language == "python":
            continue
        for line in body.splitlines():
            found = re.match(r"\s*(?:\$ )?(tradewire [a-z].*)", line)
            if found:
                yield found[1].split("  ")[0]
    for code in inline(text):
        if code.startswith("tradewire ") and not code.startswith("tradewire |"):
            yield code


def without_docstrings(source: str) -> str:
    """The source's syntax tree, less its docstrings."""
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and ast.get_docstring(
            node
        ):
            del node.body[0]
    return ast.dump(tree)


def tape_of(folder: Path, closes: list[str]) -> Path:
    """A recording with a quote and a trade in each second, at these prices."""

    def line(stamp_ns: int, stream: str, data: dict[str, object]) -> str:
        return f"{stamp_ns} {json.dumps({'stream': stream, 'data': data})}\n"

    lines = []
    for number, close in enumerate(closes):
        at_ns = START_NS + number * SECOND_NS
        quote = {"u": number + 1, "s": "BTCUSDT", "b": close, "B": "9", "a": close + "1", "A": "9"}
        trade = {"e": "trade", "E": 1, "s": "BTCUSDT", "t": number + 1, "p": close, "q": "0.5"}
        trade |= {"T": 1, "m": False, "M": True}
        lines.append(line(at_ns + 100_000_000, "btcusdt@bookTicker", quote))
        lines.append(line(at_ns + 200_000_000, "btcusdt@trade", trade))
    path = folder / "own.gz"
    path.write_bytes(gzip.compress("".join(lines).encode()))
    (folder / "own.yaml").write_text(
        "name: own\nformat: binance_ws\ninstruments: {BTCUSDT: BTC-USDT.BINANCE}\n"
        'balances: {USDT: "100000"}\n'
    )
    return path


def run(folder: Path, source: str, name: str, closes: list[str]) -> ReplayRun:
    """The strategy of ``source`` through the kernel."""
    decimals.install()
    strategy = folder / "shown.py"
    strategy.write_text(source)
    tape = open_tape(tape_of(folder, closes), load_manifest(folder / "own.yaml"), None, None)
    return replay(tape, ReplaySpec(strategy=f"{strategy}:{name}"))


def test_the_readmes_strategy_has_ten_lines_and_is_the_example() -> None:
    """The block and the file can differ in docstrings only."""
    (block,) = blocks(section(README, "A first strategy"), "python")
    assert len([line for line in block.splitlines() if line.strip()]) <= 10
    assert without_docstrings(block) == without_docstrings((ROOT / "examples/dip.py").read_text())


def test_the_readmes_strategy_buys_a_dip_and_leaves_at_its_target(tmp_path: Path) -> None:
    """A fall of a hundredth of a percent is passed over, one of a tenth bought."""
    (block,) = blocks(section(README, "A first strategy"), "python")
    closes = ["61000.0"] * 5 + ["60995.0"] * 5 + ["60930.0"] * 5 + ["61100.0"] * 5
    orders = run(tmp_path, block, "Dip", closes).tally.orders.values()
    states = {order.leg: order.state for order in orders}
    assert states == {
        Leg.ENTRY: OrderState.FILLED,
        Leg.STOP: OrderState.CANCELED,
        Leg.TARGET: OrderState.FILLED,
    }


def test_the_strategy_pages_example_trades_and_leaves(tmp_path: Path) -> None:
    """Three rising minutes are bought."""
    source = blocks((ROOT / "docs/STRATEGIES.md").read_text(), "python")[0]
    closes = [f"{61000 + second // 60 * 10}.0" for second in range(300)]
    orders = run(tmp_path, source, "Rise", closes).tally.orders.values()
    assert Leg.ENTRY in {order.leg for order in orders if order.state is OrderState.FILLED}


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_every_command_of_the_documents_exists_with_its_options(path: Path) -> None:
    """A command or an option that was renamed must be renamed where people read of it."""
    wrong = []
    for line in commands(path.read_text()):
        words = shlex.split(line.split("#")[0])[1:]
        command: Any = typer.main.get_command(app)
        # Typer brings a click of its own, so a group is told by what it has.
        while hasattr(command, "commands") and words and words[0] in command.commands:
            command = command.commands[words.pop(0)]
        known = {name for one in command.params for name in (*one.opts, *one.secondary_opts)}
        options = {word.split("=")[0] for word in words if re.match(r"--?[a-z]", word)}
        if hasattr(command, "commands") or options - known - {"-h", "--help"}:
            wrong.append(line)
    assert not wrong


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_every_file_that_the_documents_name_exists(path: Path) -> None:
    """A path may hold ``*``, and a link is relative to its document."""
    text = path.read_text()
    named = [(ROOT, code) for code in inline(text) if PATH.fullmatch(code)]
    named += [(path.parent, link) for link in LINK.findall(FENCE.sub("", text))]
    assert not [name for base, name in named if not list(base.glob(name))]


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_every_make_verb_of_the_documents_exists(path: Path) -> None:
    """In code only: prose makes many things."""
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    text = path.read_text()
    code = "\n".join([*inline(text), *(body for _, body in FENCE.findall(text))])
    assert set(re.findall(r"(?:^|\s)make ([a-z]+)", code, re.MULTILINE)) <= targets


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_the_documents_name_no_folder_of_one_machine(path: Path) -> None:
    """What is shown must work wherever it is read."""
    assert not re.findall(r"(?<![\w.])/(?:home|root|tmp|work|Users)/\S*", path.read_text())


def test_the_table_of_limits_equals_the_code() -> None:
    """Name, number and place of each."""
    wrong = []
    table = section((ROOT / "docs/ARCHITECTURE.md").read_text(), "Limits")
    for name, value, place, *_why in list(rows(table))[1:]:
        module = place.removeprefix("clients/python/").removesuffix(".py").replace("/", ".")
        if getattr(importlib.import_module(module), name) != int(value):
            wrong.append((place, name))
    assert not wrong


def test_what_the_readme_calls_not_built_is_marked_so_in_the_contract() -> None:
    """A method that gets built must leave the list."""
    unbuilt = {
        method.name
        for service in SERVICES
        for method in service.methods
        if method.GetOptions().Extensions[options_pb2.unimplemented]
    }
    named = {
        code
        for code in inline(section(README, "What is not built"))
        if re.fullmatch(r"[A-Z][a-z]+[A-Z]\w+", code) and not code.endswith("Service")
    }
    assert named
    assert named <= unbuilt


def test_the_exit_codes_of_the_readme_are_the_consoles() -> None:
    """Scripts rely on them."""
    told = {int(cells[0]) for cells in rows(section(README, "Commands")) if cells[0].isdigit()}
    assert told == {int(code) for code in Exit}


@pytest.mark.parametrize(
    "settings",
    [MarketDataSettings, SignalSettings, RiskSettings, ExecutionSettings, GatewaySettings],
)
def test_the_settings_that_the_readme_shows_are_known_to_the_services(
    settings: type[ServiceSettings], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The block of YAML and the variables of the section on configuration are loaded whole."""
    text = section(README, "Configuration")
    (file,) = blocks(text, "yaml")
    path = tmp_path / "mine.yaml"
    path.write_text(file)
    shown = re.findall(r"^(TRADEWIRE_\w+)=(.+)$", "\n".join(blocks(text, "sh")), re.MULTILINE)
    variables = {name: shlex.split(value)[0] for name, value in shown}
    variables["TRADEWIRE_CONFIG"] = str(path)
    monkeypatch.chdir(tmp_path)
    load(settings, variables)
