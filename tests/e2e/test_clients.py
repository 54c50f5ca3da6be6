"""The clients of all languages against one mesh: they print the same, and the server saw it.

Each performs clients/SCENARIO.md. A language whose toolchain is not on this machine is skipped.
"""

import asyncio
import json
import socket
import ssl
import subprocess
import sys
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest
import trustme
from google.protobuf import field_mask_pb2

from tests.e2e.edges import of_tomorrow, stranger, tls_edge
from tests.e2e.started_mesh import Up
from tools.languages import ROOT, languages
from tradewire.client import Tradewire
from tradewire.execution.v1 import explanation_pb2, order_command_pb2, order_pb2
from tradewire.risk.v1 import limits_pb2, limits_requests_pb2
from tradewire.signal.v1 import strategy_requests_pb2

ACCOUNT = "paper"
INSTRUMENT = "BTC-USDT.SIM"
NAMES = [language.name for language in languages()]
# Where nobody answers, it is waited out: long enough to try more than once, short for a test.
PATIENCE_S = 2
# Where somebody answers, nobody waits for it: only a machine that builds beside it needs so long.
ANSWER_S_MAX = 60
# A program takes a second or two; beside a build it may take minutes.
PROGRAM_S_MAX = 180
REFUSED_EXACT = {"REFUSAL_REASON_PRICE_INCREMENT", "REFUSAL_REASON_SIZE_INCREMENT"}
EXPECTED: list[dict[str, Any]] = [
    {"step": "connect", "component": "execution", "version": version("tradewire-platform")},
    {
        "step": "exact",
        "state": "ORDER_STATE_DENIED",
        "quantity": Decimal("0.001000000000000001"),
        "price": Decimal("20000.000000000000000001"),
        "equal": True,
        "value": Decimal("20.000000000000020000001000000000000001"),
        "reasons": REFUSED_EXACT,
    },
    {"step": "submit", "state": "ORDER_STATE_SUBMITTED", "equal": True, "trace_id_equal": True},
    {"step": "repeat", "same_order": True, "orders": 1},
    {
        "step": "refusal",
        "code": "INVALID_ARGUMENT",
        "reason": "REQUEST_INVALID",
        "domain": "tradewire",
        "fields": {"ticket.side": "must be set to one of SIDE_BUY, SIDE_SELL"},
    },
    {"step": "stream", "events": ["exact denied", "works submitted", "works accepted"]},
    {"step": "cancel", "state": "ORDER_STATE_PENDING_CANCEL"},
    {"step": "resume", "events": ["works cancel_requested", "works canceled"]},
    {"step": "complete", "missed": 0, "doubled": 0},
    {
        "step": "other_log",
        "code": "OUT_OF_RANGE",
        "reason": "LOG_CHANGED",
        "domain": "tradewire",
        "fields": {},
    },
    {"step": "end"},
]
NOBODY_SPEAKS = "no Tradewire service answered there: check host and port"
CALL_UNKNOWN = "the server does not know this call: update the server or use the client of its"

pytestmark = [
    pytest.mark.mesh,
    # The first test waits for every build; a cold one of Rust alone took five minutes here.
    pytest.mark.timeout(2_400),
]


@dataclass(frozen=True, slots=True)
class Said:
    """What a program printed, and how it ended."""

    lines: list[dict[str, Any]]
    exit_code: int
    errors: str


@dataclass(frozen=True, slots=True)
class Mesh:
    """Where the mesh of this module answers."""

    execution: str
    risk: str
    gateway: str


@pytest.fixture(scope="module")
def built() -> dict[str, dict[str, Any]]:
    """What `make clients` says of each language, by name."""
    command = [sys.executable, "-m", "tools.clients", "--json"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    outcomes = [json.loads(line) for line in done.stdout.splitlines()]
    assert outcomes, done.stderr
    return {outcome["name"]: outcome for outcome in outcomes}


@pytest.fixture(scope="module")
def mesh(
    built: dict[str, dict[str, Any]], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Mesh]:
    """A mesh on the simulated market, started once nothing builds beside it."""
    up = Up(tmp_path_factory.mktemp("clients") / "data", "--port", "0")
    try:
        up.trading()
        runtime = json.loads((up.data_dir / "runtime.json").read_text())
        at = {one["component"]: one["address"] for one in runtime["components"]}
        asyncio.run(relax(at["risk"]))
        asyncio.run(stop_strategies(at["signal"]))
        yield Mesh(at["execution"], at["risk"], at["gateway"])
    finally:
        up.close()


async def relax(risk: str) -> None:
    """Refuse no order because another run placed its equal, or a busy machine's price is old."""
    limits = limits_pb2.Limits(limits=f"account-{ACCOUNT}")
    limits.rules.data_age_max.seconds = PROGRAM_S_MAX
    limits.rules.duplicate_window.seconds = 0
    request = limits_requests_pb2.UpdateLimitsRequest(
        limits=limits,
        update_mask=field_mask_pb2.FieldMask(
            paths=["rules.data_age_max", "rules.duplicate_window"]
        ),
    )
    async with Tradewire({"risk": risk}) as tradewire:
        await tradewire.risk.UpdateLimits(request)


async def stop_strategies(signal: str) -> None:
    """End what trades the same instrument of the account: its signal cancels others' orders."""
    async with Tradewire({"signal": signal}) as tradewire:
        everything = strategy_requests_pb2.ListStrategiesRequest()
        running = await tradewire.signal.ListStrategies(everything)
        assert running.strategies
        for one in running.strategies:
            await tradewire.signal.StopStrategy(
                strategy_requests_pb2.StopStrategyRequest(strategy=one.strategy)
            )


def program(built: dict[str, dict[str, Any]], name: str) -> list[str]:
    """The words that start a language's program; the test is skipped or fails without one."""
    outcome = built[name]
    if outcome["state"] == "left out":
        pytest.skip(f"{outcome['language']}: {outcome['detail']}")
    assert outcome["state"] == "built", outcome["detail"]
    return list(outcome["program"])


def flags(target: str, run: str, *more: str) -> list[str]:
    """A program's flags, with a trace of the run's own."""
    given = {"target": target, "account": ACCOUNT, "instrument": INSTRUMENT, "run": run}
    words = [word for name, value in given.items() for word in (f"--{name}", value)]
    return [*words, "--traceparent", f"00-{trace_id(run)}-b7ad6b7169203331-01", *more]


def trace_id(run: str) -> str:
    """The trace that a run's order belongs to: found again by its run, and no other's."""
    return uuid.uuid5(uuid.NAMESPACE_OID, run).hex


def new_run() -> str:
    """What the request ids of one run begin with."""
    return f"run-{uuid.uuid4().hex[:12]}"


def listen(process: subprocess.Popen[str]) -> Said:
    """Wait for a program's end."""
    try:
        out, errors = process.communicate(timeout=PROGRAM_S_MAX)
    finally:
        process.kill()
    return Said([json.loads(line) for line in out.splitlines()], process.returncode, errors)


def perform(words: list[str]) -> subprocess.Popen[str]:
    """Start a program."""
    return subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def read(lines: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Lines as values: decimals are numbers, and of reasons those that are the ticket's own."""
    values: list[dict[str, Any]] = []
    for line in lines:
        value = dict(line)
        if line["step"] == "exact":
            value |= {name: Decimal(line[name]) for name in ("quantity", "price", "value")}
            value["reasons"] = REFUSED_EXACT & set(line["reasons"])
        values.append(value)
    return values


async def orders_of(execution: str, run: str) -> dict[str, order_pb2.Order]:
    """The orders that the server has for a run, by the request that caused each."""
    async with Tradewire(execution) as tradewire:
        listed = await tradewire.execution.ListOrders(
            order_command_pb2.ListOrdersRequest(account=ACCOUNT, page_size=1_000)
        )
    found = [order for order in listed.orders if order.cause_id.startswith(run)]
    assert len({order.cause_id for order in found}) == len(found), "a request made two orders"
    return {order.cause_id.removeprefix(f"{run}-"): order for order in found}


async def explained(execution: str, order: str) -> explanation_pb2.OrderExplanation:
    """Why an order happened, as the server tells it."""
    async with Tradewire(execution) as tradewire:
        return await tradewire.execution.ExplainOrder(
            explanation_pb2.ExplainOrderRequest(account=ACCOUNT, order=order)
        )


@pytest.mark.parametrize("name", NAMES)
async def test_a_client_submits_repeats_decodes_streams_and_resumes(
    built: dict[str, dict[str, Any]], mesh: Mesh, name: str
) -> None:
    """It prints what every other prints, and the server has one order for each request."""
    words, run = program(built, name), new_run()
    said = listen(perform([*words, *flags(mesh.execution, run)]))
    assert read(said.lines) == EXPECTED, said.errors
    assert said.exit_code == 0
    orders = await orders_of(mesh.execution, run)
    assert orders.keys() == {"exact", "works"}
    assert orders["exact"].quantity == "0.001000000000000001"
    assert orders["exact"].price == "20000.000000000000000001"
    why = await explained(mesh.execution, orders["works"].order)
    assert why.trace_id == trace_id(run)
    kinds = [event.order_event.WhichOneof("kind") for event in why.events]
    assert kinds == ["submitted", "accepted", "cancel_requested", "canceled"]


@pytest.mark.parametrize("name", NAMES)
def test_a_client_does_the_same_over_tls_with_a_token(
    built: dict[str, dict[str, Any]], mesh: Mesh, authority: trustme.CA, tmp_path: Path, name: str
) -> None:
    """The authority's file alone makes the difference."""
    words = program(built, name)
    authority.cert_pem.write_to_path(tmp_path / "ca.pem")
    more = ("--ca", str(tmp_path / "ca.pem"), "--token", "of-no-use-in-development")
    with tls_edge(secured(authority), mesh.execution) as target:
        said = listen(perform([*words, *flags(target, new_run(), *more)]))
    assert read(said.lines) == EXPECTED, said.errors
    assert said.exit_code == 0


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    """Signs the certificates of this module's servers."""
    return trustme.CA()


def secured(authority: trustme.CA) -> ssl.SSLContext:
    """A server's side of TLS."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1", "localhost").configure_cert(context)
    return context


def failures(built: dict[str, dict[str, Any]], target: str, *more: str) -> dict[str, Said]:
    """What the program of every language says of an address, all at once: they mostly wait."""
    running = {
        name: perform([*outcome["program"], *flags(target, new_run(), *more)])
        for name, outcome in built.items()
        if outcome["state"] == "built"
    }
    return {name: listen(process) for name, process in running.items()}


def check_failures(said: dict[str, Said], target: str, remedy: str, before: list[str]) -> None:
    """Each names the target and the remedy in its last line, and did not get further."""
    assert said
    for name, one in said.items():
        assert one.lines, (name, one.errors)
        *earlier, last = one.lines
        assert last["step"] == "error", (name, one)
        assert last["message"].startswith(f"{target}: "), (name, last)
        assert last["remedy"].startswith(remedy), (name, last)
        assert ([line["step"] for line in earlier], one.exit_code) == (before, 1), (name, one)


def test_where_nobody_listens_every_client_names_the_address_and_what_to_look_at(
    built: dict[str, dict[str, Any]],
) -> None:
    """A port that is bound and does not listen: no other process can take it meanwhile."""
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        target = f"127.0.0.1:{bound.getsockname()[1]}"
        said = failures(built, target, "--patience", str(PATIENCE_S))
    check_failures(said, target, NOBODY_SPEAKS, [])


def test_at_an_http_port_every_client_names_the_address_and_what_to_look_at(
    built: dict[str, dict[str, Any]], mesh: Mesh
) -> None:
    """The gateway's: the one whose number people have seen."""
    said = failures(built, mesh.gateway, "--patience", str(PATIENCE_S))
    check_failures(said, mesh.gateway, NOBODY_SPEAKS, [])


def test_without_tls_at_a_server_that_has_it_every_client_says_what_to_give(
    built: dict[str, dict[str, Any]], mesh: Mesh, authority: trustme.CA
) -> None:
    """Plaintext to TLS."""
    with tls_edge(secured(authority), mesh.execution) as target:
        said = failures(built, target, "--patience", str(PATIENCE_S))
    check_failures(said, target, NOBODY_SPEAKS, [])


def test_with_tls_at_a_server_without_every_client_says_what_to_leave_out(
    built: dict[str, dict[str, Any]], mesh: Mesh, authority: trustme.CA, tmp_path: Path
) -> None:
    """TLS to plaintext."""
    authority.cert_pem.write_to_path(tmp_path / "ca.pem")
    more = ("--ca", str(tmp_path / "ca.pem"), "--patience", str(PATIENCE_S))
    said = failures(built, mesh.execution, *more)
    check_failures(said, mesh.execution, NOBODY_SPEAKS, [])


def test_at_a_server_without_the_contract_every_client_names_versions(
    built: dict[str, dict[str, Any]],
) -> None:
    """It speaks gRPC and knows none of the calls."""
    with stranger() as target:
        said = failures(built, target, "--patience", str(ANSWER_S_MAX))
    check_failures(said, target, CALL_UNKNOWN, [])


def test_a_client_of_the_next_version_is_told_which_the_server_knows(
    built: dict[str, dict[str, Any]], mesh: Mesh
) -> None:
    """The service's own words, read from the details of the status."""
    with of_tomorrow(mesh.execution) as target:
        said = failures(built, target, "--patience", str(ANSWER_S_MAX))
    check_failures(said, target, CALL_UNKNOWN, [])
    for name, one in said.items():
        assert one.lines[-1]["reason"] == "CONTRACT_UNKNOWN", (name, one)
        assert "version v2 of the contract" in one.lines[-1]["message"], (name, one)


def test_at_the_port_of_another_service_every_client_names_the_port(
    built: dict[str, dict[str, Any]], mesh: Mesh
) -> None:
    """Each service tells of components; orders are execution's alone."""
    said = failures(built, mesh.risk, "--patience", str(ANSWER_S_MAX))
    check_failures(said, mesh.risk, CALL_UNKNOWN, ["connect"])


def test_an_authority_that_cannot_be_read_is_a_wrong_flag_in_every_client(
    built: dict[str, dict[str, Any]], tmp_path: Path
) -> None:
    """Named, and nobody is asked: without it the call would be plaintext, or trust others."""
    missing = str(tmp_path / "missing.pem")
    said = failures(built, "127.0.0.1:1", "--ca", missing)
    assert said
    for name, one in said.items():
        assert (one.lines, one.exit_code) == ([], 2), (name, one)
        assert missing in one.errors, (name, one)
