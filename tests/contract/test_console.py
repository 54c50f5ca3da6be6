"""The commands over real gRPC: what they ask, what they show, and how they end."""

import asyncio
import json
import os
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any, ClassVar

import pytest
from rich.console import Console
from typer.testing import CliRunner, Result

from console import explain, runtime
from console.main import app
from console.runtime import ProcessId, Runtime
from services.chassis.config import Addresses, ServiceSettings
from services.chassis.metrics import Metrics
from services.chassis.server import Server
from tradewire.codec.times import time_to_wire
from tradewire.errors import NotFoundError, PreconditionError
from tradewire.execution.v1 import (
    account_event_pb2,
    account_pb2,
    explanation_pb2,
    fill_pb2,
    order_command_pb2,
    order_pb2,
    position_pb2,
)
from tradewire.execution.v1.account_service_pb2_grpc import (
    AccountServiceServicer,
    add_AccountServiceServicer_to_server,
)
from tradewire.execution.v1.execution_service_pb2_grpc import (
    ExecutionServiceServicer,
    add_ExecutionServiceServicer_to_server,
)
from tradewire.risk.v1 import kill_switch_pb2
from tradewire.risk.v1.risk_service_pb2_grpc import (
    RiskServiceServicer,
    add_RiskServiceServicer_to_server,
)
from tradewire.signal.v1 import strategy_pb2, strategy_requests_pb2
from tradewire.signal.v1.signal_service_pb2_grpc import (
    SignalServiceServicer,
    add_SignalServiceServicer_to_server,
)
from tradewire.types.v1 import evidence_pb2, trading_pb2

ORDER = "00112233445566aa"
MOMENT = time_to_wire(1_795_240_522_232_000_000)


class ConsolePeer(ServiceSettings):
    """Of the one process of the test that stands for every service."""

    service: ClassVar[str] = "execution"


def order_of(state: int = order_pb2.ORDER_STATE_FILLED, **changes: Any) -> order_pb2.Order:
    """A filled market order of the demo."""
    values: dict[str, Any] = {
        "order": ORDER,
        "client_order_id": ORDER * 2,
        "account": "paper",
        "instrument": "BTC-USDT.SIM",
        "side": trading_pb2.SIDE_BUY,
        "type": trading_pb2.ORDER_TYPE_MARKET,
        "time_in_force": trading_pb2.TIME_IN_FORCE_IOC,
        "quantity": "0.17",
        "filled_quantity": "0.17",
        "filled_value": "9953.28",
        "average_price": "58548.710000000000",
        "cause": order_pb2.ORDER_CAUSE_SIGNAL,
        "create_time": MOMENT,
    }
    return order_pb2.Order(**(values | changes), state=state)


class Execution(ExecutionServiceServicer):
    """Knows one order; notes what it is asked."""

    def __init__(self) -> None:
        self.asked: list[Any] = []

    async def ListOrders(self, request: Any, context: Any) -> Any:
        self.asked.append(request)
        return order_command_pb2.ListOrdersResponse(orders=[order_of()])

    async def ListFills(self, request: Any, context: Any) -> Any:
        self.asked.append(request)
        return fill_pb2.ListFillsResponse(fills=[fill()])

    async def ListPositions(self, request: Any, context: Any) -> Any:
        self.asked.append(request)
        held = position_pb2.Position(
            account="paper",
            instrument="BTC-USDT.SIM",
            quantity="0.17",
            average_entry_price="58548.710000000000",
            unrealised_pnl="12.345",
            realised_pnl="-3.07",
            settlement_asset="USDT",
        )
        return position_pb2.ListPositionsResponse(positions=[held])

    async def GetOrder(self, request: Any, context: Any) -> Any:
        if request.order != ORDER:
            raise NotFoundError(f"order {request.order} does not exist; list the orders")
        return order_of()

    async def SubmitOrder(self, request: Any, context: Any) -> Any:
        self.asked.append(request)
        if request.ticket.WhichOneof("amount") == "sized_by_risk":
            return order_of(order_pb2.ORDER_STATE_SUBMITTED)
        return order_of(
            order_pb2.ORDER_STATE_DENIED,
            reasons=[trading_pb2.REFUSAL_REASON_STOP_REQUIRED],
            message="a stop is mandatory",
        )

    async def ReplaceOrder(self, request: Any, context: Any) -> Any:
        self.asked.append(request)
        if request.quantity == "99":
            return order_of(order_pb2.ORDER_STATE_ACCEPTED)
        return order_of(order_pb2.ORDER_STATE_PENDING_REPLACE)

    async def CancelOrder(self, request: Any, context: Any) -> Any:
        self.asked.append(request)
        return order_of(order_pb2.ORDER_STATE_PENDING_CANCEL)

    async def CancelAllOrders(self, request: Any, context: Any) -> Any:
        self.asked.append(request)
        return order_command_pb2.CancelAllOrdersResponse(orders=[order_of()])

    async def ClosePosition(self, request: Any, context: Any) -> Any:
        self.asked.append(request)
        return order_of(order_pb2.ORDER_STATE_SUBMITTED)

    async def CloseAllPositions(self, request: Any, context: Any) -> Any:
        self.asked.append(request)
        return position_pb2.CloseAllPositionsResponse(orders=[])

    async def ExplainOrder(self, request: Any, context: Any) -> Any:
        self.asked.append(request)
        return explanation()


class Risk(RiskServiceServicer):
    """Has kill switches."""

    async def EngageKillSwitch(self, request: Any, context: Any) -> Any:
        return kill_switch_pb2.KillSwitch(
            kill_switch=request.kill_switch,
            engaged=True,
            cancel_orders=request.cancel_orders,
            close_positions=request.close_positions,
            engage_time=MOMENT,
        )

    async def ReleaseKillSwitch(self, request: Any, context: Any) -> Any:
        return kill_switch_pb2.KillSwitch(kill_switch=request.kill_switch)


class Signal(SignalServiceServicer):
    """Runs two strategies, one of which failed."""

    async def ListStrategies(self, request: Any, context: Any) -> Any:
        failure = strategy_pb2.StrategyFailure(
            handler="on_candle", error_type="ZeroDivisionError", message="division by zero"
        )
        found = [
            strategy_pb2.Strategy(strategy="cross", state=strategy_pb2.STRATEGY_STATE_RUNNING),
            strategy_pb2.Strategy(
                strategy="mine", state=strategy_pb2.STRATEGY_STATE_FAILED, failure=failure
            ),
        ]
        return strategy_requests_pb2.ListStrategiesResponse(strategies=found)

    async def StartStrategy(self, request: Any, context: Any) -> Any:
        return strategy_pb2.Strategy(
            strategy=request.strategy, state=strategy_pb2.STRATEGY_STATE_STARTING
        )

    async def StopStrategy(self, request: Any, context: Any) -> Any:
        return strategy_pb2.Strategy(
            strategy=request.strategy, state=strategy_pb2.STRATEGY_STATE_STOPPED
        )


def fill() -> fill_pb2.Fill:
    """Of the order."""
    return fill_pb2.Fill(
        fill="ffeeddccbbaa0011",
        order=ORDER,
        instrument="BTC-USDT.SIM",
        side=trading_pb2.SIDE_BUY,
        price="58548.71",
        quantity="0.17",
        liquidity=fill_pb2.LIQUIDITY_TAKER,
        fee=trading_pb2.Amount(asset="USDT", amount="9.950"),
        event_time=MOMENT,
    )


def explanation() -> explanation_pb2.OrderExplanation:
    """Of a filled order, with every part that there is."""
    evidence = evidence_pb2.Evidence(
        tick=evidence_pb2.TickEvidence(
            instrument="BTC-USDT.SIM",
            type="candle",
            sequence=77,
            price="58491.33",
            received_unix_nanos=1_795_240_522_000_000_000,
        ),
        indicators=[evidence_pb2.IndicatorValue(name="sma_fast", value=58472.246)],
        reason="SMA 5 rose through SMA 20",
    )
    event = account_event_pb2.AccountEvent(sequence=3, event_time=MOMENT)
    event.order_event.order.CopyFrom(order_of())
    event.order_event.leaves_quantity = "0"
    event.order_event.filled.fill.CopyFrom(fill())
    rules = [
        trading_pb2.RuleResult(
            rule="exposure", passed=True, value="9999", limit="80000", unit="USDT"
        ),
        trading_pb2.RuleResult(rule="stop", passed=False, value="-", limit="below 58491"),
    ]
    return explanation_pb2.OrderExplanation(
        order=order_of(),
        summary="Strategy cross signalled.",
        signal=explanation_pb2.SignalFacts(
            signal="ab" * 16, strategy="cross", ordinal=4, stop_price="57321.5", evidence=evidence
        ),
        verdict=explanation_pb2.VerdictFacts(verdict="v1", approved=True, rules=rules),
        events=[event],
        fills=[fill()],
        latencies=[
            explanation_pb2.LatencyStep(
                hop=explanation_pb2.LATENCY_HOP_TICK_TO_ORDER, wall_ns=1_500_000, event_ns=10_000
            )
        ],
        related_orders=[order_of(leg=order_pb2.ORDER_LEG_STOP, trigger_price="57321.5")],
        trace_id="cd" * 16,
        missing=["the venue's stamp is absent."],
    )


class Accounts(AccountServiceServicer):
    """Has one account, halted by event 7 until that is let pass."""

    async def ListAccounts(self, request: Any, context: Any) -> Any:
        halt = account_pb2.AccountHalt(
            cause=account_event_pb2.HALT_CAUSE_POISONED_EVENT,
            message="skip it with 7",
            start_time=MOMENT,
        )
        halted = account_pb2.Account(
            account="paper", state=account_pb2.ACCOUNT_STATE_HALTED, halts=[halt]
        )
        return account_pb2.ListAccountsResponse(accounts=[halted])

    async def ResumeAccount(self, request: Any, context: Any) -> Any:
        if request.skip_sequence != 7:
            raise PreconditionError("event 7 cannot be handled", reason="EVENT_POISONED")
        return account_pb2.Account(account="paper", state=account_pb2.ACCOUNT_STATE_ACTIVE)


@pytest.fixture
def execution() -> Execution:
    """The servicer, to look at what it was asked."""
    return Execution()


@pytest.fixture
def mesh(tmp_path: Path, execution: Execution) -> Iterator[Path]:
    """The data directory of a mesh whose services are all one server on a thread's loop."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()

    async def begin() -> Server:
        settings = ConsolePeer(addresses=Addresses(execution="127.0.0.1:0"))
        server = Server(settings, Metrics("execution"))
        server.add(add_ExecutionServiceServicer_to_server, execution)
        server.add(add_AccountServiceServicer_to_server, Accounts())
        server.add(add_RiskServiceServicer_to_server, Risk())
        server.add(add_SignalServiceServicer_to_server, Signal())
        await server.start()
        return server

    server = asyncio.run_coroutine_threadsafe(begin(), loop).result()
    address = f"127.0.0.1:{server.port}"
    names = ("marketdata", "signal", "risk", "execution", "gateway")
    runtime.write(
        Runtime(
            run="r",
            version="0.1.0",
            data_dir=str(tmp_path),
            feed="SIMULATED",
            feed_key="simulated",
            account="paper",
            nats_url="nats://127.0.0.1:1",
            addresses=dict.fromkeys(names, address),
            supervisor=ProcessId.of(os.getpid()),
        )
    )
    yield tmp_path
    asyncio.run_coroutine_threadsafe(server.stop(), loop).result()
    loop.call_soon_threadsafe(loop.stop)
    thread.join()
    loop.close()


def run(folder: Path, *words: str) -> Result:
    """A command against the mesh."""
    return CliRunner().invoke(app, [*words, "--data-dir", str(folder)])


def answer(folder: Path, *words: str) -> Any:
    """What a command answers as JSON; it must succeed."""
    result = run(folder, *words, "--json")
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        (["orders", "--open", "-n", "3"], [ORDER]),
        (["fills", "--order", ORDER], [ORDER]),
        (["positions"], ["0.17"]),
        (["cancel", "--all"], [ORDER]),
        (["close", "--all"], []),
    ],
)
def test_lists_are_json_arrays_of_the_contracts_messages(
    mesh: Path, words: list[str], shown: list[str]
) -> None:
    """As REST gives them; the table is the same without --json."""
    found = answer(mesh, *words)
    assert [one.get("order", one.get("quantity")) for one in found] == shown
    assert run(mesh, *words).exit_code == 0


def test_filters_reach_the_service(mesh: Path, execution: Execution) -> None:
    """The account is the mesh's own unless another is named."""
    answer(mesh, "orders", "--open", "-n", "3", "-i", "BTC-USDT.SIM", "--account", "other")
    request = execution.asked[-1]
    assert (request.account, request.open_only, request.page_size) == ("other", True, 3)
    answer(mesh, "positions", "--all")
    assert (execution.asked[-1].account, execution.asked[-1].show_flat) == ("paper", True)


def test_an_order_by_hand_is_sized_by_risk_or_says_why_it_was_refused(
    mesh: Path, execution: Execution
) -> None:
    """A refusal is exit code 5, with the order and the reason in the answer."""
    words = ("order", "submit", "-i", "BTC-USDT.SIM", "--side", "buy")
    assert answer(mesh, *words)["state"] == "ORDER_STATE_SUBMITTED"
    denied = run(mesh, *words, "--quantity", "0.1", "--stop-price", "50000", "--json")
    assert denied.exit_code == 5
    assert json.loads(denied.stdout)["reasons"] == ["REFUSAL_REASON_STOP_REQUIRED"]
    ticket = execution.asked[-1].ticket
    assert (ticket.quantity, ticket.protection.stop_price) == ("0.1", "50000")
    assert execution.asked[-1].request_id


def test_an_unknown_order_is_its_own_exit_code(mesh: Path) -> None:
    """The service's words, and code 4."""
    assert answer(mesh, "order", "get", ORDER)["order"] == ORDER
    assert run(mesh, "order", "get", ORDER).exit_code == 0
    missing = run(mesh, "order", "get", "f" * 16, "--json")
    assert missing.exit_code == 4
    assert "does not exist" in json.loads(missing.stdout)["error"]["message"]


def test_cancel_and_close_take_one_thing_or_all(mesh: Path, execution: Execution) -> None:
    """Both or neither is a wrong command line."""
    assert answer(mesh, "cancel", ORDER)["state"] == "ORDER_STATE_PENDING_CANCEL"
    assert answer(mesh, "close", "BTC-USDT.SIM", "--quantity", "0.1")["order"] == ORDER
    assert execution.asked[-1].quantity == "0.1"
    for words in (["cancel"], ["close"], ["cancel", ORDER, "--all"]):
        assert run(mesh, *words).exit_code == 2


def test_an_order_is_replaced_or_says_by_its_code_that_it_stays(
    mesh: Path, execution: Execution
) -> None:
    """What is not named is not sent; a refusal is its own exit code."""
    assert run(mesh, "order", "replace", ORDER, "--price", "58000").exit_code == 0
    asked = execution.asked[-1]
    assert (asked.order, asked.price) == (ORDER, "58000")
    assert not asked.HasField("quantity")
    assert run(mesh, "order", "replace", ORDER, "--quantity", "99").exit_code == 5
    assert run(mesh, "order", "replace", ORDER).exit_code == 2


def test_the_kill_switch_is_engaged_and_released(mesh: Path) -> None:
    """Everything, an account, or a strategy; never two at once."""
    assert answer(mesh, "kill")["killSwitch"] == "all"
    killed = answer(mesh, "kill", "--account", "paper", "--close-positions")
    assert (killed["killSwitch"], killed["closePositions"]) == ("account-paper", True)
    assert answer(mesh, "resume", "--strategy", "cross")["killSwitch"] == "strategy-cross"
    assert run(mesh, "resume").exit_code == 0
    assert run(mesh, "kill").exit_code == 0
    assert run(mesh, "kill", "--account", "a", "--strategy", "b").exit_code == 2


def test_a_halted_account_says_why_and_is_resumed(mesh: Path) -> None:
    """Cause, since when and remedy; a refusal is its own exit code, with the reason."""
    assert answer(mesh, "account", "list")[0]["state"] == "ACCOUNT_STATE_HALTED"
    shown = run(mesh, "account", "list")
    assert "poisoned event since 2026-11-21 05:55:22.232: skip it with 7" in shown.stdout
    refused = run(mesh, "account", "resume", "--json")
    assert refused.exit_code == 5
    assert json.loads(refused.stdout)["error"]["reason"] == "EVENT_POISONED"
    resumed = run(mesh, "account", "resume", "--skip-sequence", "7", "--note", "seen")
    assert (resumed.exit_code, resumed.stdout) == (0, "paper is active\n")


def test_strategies_are_listed_started_and_stopped(mesh: Path) -> None:
    """A failed one is told with its error."""
    states = {one["strategy"]: one["state"] for one in answer(mesh, "strategy", "list")}
    assert states == {"cross": "STRATEGY_STATE_RUNNING", "mine": "STRATEGY_STATE_FAILED"}
    assert run(mesh, "strategy", "list").exit_code == 0
    assert answer(mesh, "strategy", "start", "mine")["state"] == "STRATEGY_STATE_STARTING"
    assert answer(mesh, "strategy", "stop", "mine")["state"] == "STRATEGY_STATE_STOPPED"
    assert run(mesh, "strategy", "stop", "mine").exit_code == 0


def test_an_explanation_shows_every_part(
    mesh: Path, execution: Execution, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Tick, indicator, rules with value and limit, events, fills, latencies, trace."""
    recorder = Console(record=True, width=160)
    monkeypatch.setattr(explain, "out", recorder)
    assert run(mesh, "explain", "--last").exit_code == 0
    assert execution.asked[-1].order == ORDER
    text = recorder.export_text()
    for part in (
        "market: SIMULATED",
        "SMA 5 rose through SMA 20",
        "saw candle 77 of BTC-USDT.SIM at 58491.33",
        "sma_fast = 58472.246",
        "pass  exposure  9999 USDT, limit 80000",
        "FAIL  stop",
        "#3  filled",
        "fee 9.950 USDT",
        "1.5 ms",
        "stop: buy 0.17 at 57321.5",
        "cd" * 16,
        "not known: the venue's stamp is absent.",
    ):
        assert part in text, part
    assert answer(mesh, "explain", ORDER)["order"]["order"] == ORDER
    assert run(mesh, "explain").exit_code == 2


def test_without_a_mesh_every_command_ends_with_its_own_code(tmp_path: Path) -> None:
    """Scripts can tell it from a failure."""
    for words in (["orders"], ["status"], ["down"], ["kill"], ["explain", "--last"], ["logs"]):
        result = run(tmp_path, *words, "--json")
        assert result.exit_code == 3, words
        assert json.loads(result.stdout)["error"]["reason"] == "NO_MESH"


def test_wrong_flags_are_a_wrong_command_line(tmp_path: Path) -> None:
    """Named, and nothing is started."""
    for words in (
        ["orders", "--nonsense"],
        ["up", "--param", "fast"],
        ["up", "--speed", "3"],
        ["up", "--port", "99999"],
        ["order", "submit", "-i", "A.B", "--side", "sideways"],
        ["nonsense"],
    ):
        assert run(tmp_path, *words).exit_code == 2, words


@pytest.mark.parametrize(
    ("setting", "value", "words"),
    [
        ("OTEL_TRACES_EXPORTER", "jaegr", "known are otlp, zipkin and none"),
        ("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:1", "known is grpc"),
    ],
)
def test_up_refuses_traces_that_no_service_could_send(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, setting: str, value: str, words: str
) -> None:
    """At once and by name, instead of five services that die again and again."""
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_PROTOCOL", "http/json")
    monkeypatch.setenv(setting, value)
    answer = run(tmp_path / "data", "up")
    assert answer.exit_code == 2
    assert words in answer.output
    assert not (tmp_path / "data" / "runtime.json").exists()
