"""What every change of a resource promises: its id and what changes are enough."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import protovalidate
import pytest
from google.protobuf.message import Message

from gateway import contract as contracts
from gateway.contract import Binding, Method
from gateway.settings import GatewaySettings
from services.chassis.config import Addresses, ServerSettings
from services.chassis.nats_server import NatsServer
from tests.contract.test_gateway import NOWHERE, Execution, Risk, running
from tests.contract.test_risk_service import World, risk
from tradewire.execution.v1 import account_pb2
from tradewire.signal.v1 import (
    scanner_pb2,
    scanner_requests_pb2,
    strategy_pb2,
    strategy_requests_pb2,
)
from tradewire.types.v1 import trading_pb2

LIMITS = "/v1/limits/account-paper"
UPDATES = [
    (method, binding)
    for method in contracts.shipped().methods
    for binding in method.bindings
    if binding.http_method == "PATCH"
]


@pytest.mark.parametrize(
    ("method", "binding"), UPDATES, ids=[method.descriptor.name for method, _ in UPDATES]
)
def test_an_update_demands_nothing_but_the_id(method: Method, binding: Binding) -> None:
    """Whatever the resource needs at creation: a change leaves out what does not change."""
    request: Any = method.input()
    for variable in binding.template.variables:
        owner, _, field = variable.path.partition(".")
        name = "account-paper" if field == "limits" else "mine"
        setattr(getattr(request, owner), field, name)
    protovalidate.validate(request)
    with pytest.raises(protovalidate.ValidationError):
        protovalidate.validate(method.input())


def test_every_resource_that_is_changed_is_looked_at() -> None:
    """The test above has something to test."""
    assert {method.descriptor.name for method, _ in UPDATES} == {
        "UpdateLimits",
        "UpdateStrategy",
        "UpdateScanner",
        "UpdateAccount",
        "UpdateFeed",
    }


CREATIONS: list[tuple[Message, str]] = [
    (
        strategy_requests_pb2.CreateStrategyRequest(
            strategy=strategy_pb2.Strategy(
                strategy="mine",
                strategy_type="cross",
                instruments=["BTC-USDT.SIM"],
                accounts=["paper"],
            )
        ),
        "strategy.strategy strategy.strategy_type strategy.instruments strategy.accounts",
    ),
    (
        scanner_requests_pb2.CreateScannerRequest(
            scanner=scanner_pb2.Scanner(scanner="mine", scanner_type="volume")
        ),
        "scanner.scanner scanner.scanner_type",
    ),
    (
        account_pb2.CreateAccountRequest(
            account=account_pb2.Account(account="mine", environment=trading_pb2.ENVIRONMENT_PAPER)
        ),
        "account.account account.environment",
    ),
]


@pytest.mark.parametrize(
    ("request_", "path"), [(made, path) for made, paths in CREATIONS for path in paths.split()]
)
def test_a_creation_demands_all_that_a_resource_needs(request_: Message, path: str) -> None:
    """What an update may leave out, a creation may not."""
    protovalidate.validate(request_)
    lacking = type(request_)()
    lacking.CopyFrom(request_)
    owner, _, field = path.partition(".")
    getattr(lacking, owner).ClearField(field)
    with pytest.raises(protovalidate.ValidationError):
        protovalidate.validate(lacking)


def test_what_a_strategy_needs_cannot_be_cleared() -> None:
    """A mask that names it comes with values; one that does not, needs none."""
    request = strategy_requests_pb2.UpdateStrategyRequest(
        strategy=strategy_pb2.Strategy(strategy="mine")
    )
    request.update_mask.paths.append("display_name")
    protovalidate.validate(request)
    request.update_mask.paths.append("instruments")
    with pytest.raises(protovalidate.ValidationError, match="instruments cannot be cleared"):
        protovalidate.validate(request)


@dataclass
class Edge:
    """The gateway's client, and risk behind it."""

    client: httpx.AsyncClient
    risk: World


@pytest.fixture
async def edge(tmp_path: Path) -> AsyncIterator[Edge]:
    """The real gateway before the real risk service, under the demo's limits."""
    nats = await NatsServer(tmp_path / "nats").start()
    try:
        async with risk(tmp_path, nats.url) as world:
            addresses = Addresses(
                risk=world.address,
                execution=NOWHERE,
                marketdata=NOWHERE,
                signal=NOWHERE,
                gateway="127.0.0.1:0",
            )
            settings = GatewaySettings(addresses=addresses, server=ServerSettings(grace_s=5))
            async with running(settings, Execution(), Risk()) as mesh:
                yield Edge(mesh.client, world)
    finally:
        await nats.kill()


async def test_one_limit_is_changed_and_cleared_by_rest(edge: Edge) -> None:
    """A body that names it and nothing else; every other limit stays as it was."""
    before = (await edge.client.get(LIMITS)).json()
    assert before["rules"]["positionFractionMax"] == "0.20"
    answer = await edge.client.patch(LIMITS, json={"rules": {"positionFractionMax": "0.1"}})
    assert answer.status_code == 200, answer.text
    after = (await edge.client.get(LIMITS)).json()
    assert after == answer.json()
    assert after["rules"] == before["rules"] | {"positionFractionMax": "0.1"}
    assert after["sizing"] == before["sizing"]
    effective = (await edge.client.get("/v1/accounts/paper/limits:effective")).json()
    assert effective["rules"]["positionFractionMax"] == "0.1"
    assert effective["rules"]["positionValueMax"] == "10000"
    cleared = await edge.client.patch(LIMITS, json={"rules": {"positionFractionMax": None}})
    assert not cleared.json()["rules"].get("positionFractionMax")
    assert cleared.json()["rules"]["exposureFractionMax"] == "0.80"


async def test_amounts_and_what_has_parts_are_changed_by_rest(edge: Edge) -> None:
    """An account's asset need not be said; a rate and a sizing are set as they are read."""
    body: dict[str, dict[str, Any]] = {
        "rules": {
            "positionValueMax": "250.5",
            "orderRate": {"countMax": 3, "window": "2s"},
            "allowedInstruments": {"instruments": ["BTC-USDT.SIM"]},
        },
        "sizing": {"fixedValue": "50"},
    }
    answer = await edge.client.patch(LIMITS, json=body)
    assert answer.status_code == 200, answer.text
    found = answer.json()
    assert found["asset"] == "USDT"
    assert {name: found["rules"][name] for name in body["rules"]} == body["rules"]
    assert found["sizing"] == body["sizing"]


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"rules": {"positionFractionMax": "1.5"}}, "limits.rules.position_fraction_max"),
        ({"asset": "usdt"}, "limits.asset"),
        ({"asset": "EUR"}, "limits.asset"),
        ({"rules": {"orderRate": {"countMax": 3}}}, "limits.rules.order_rate.window"),
    ],
)
async def test_a_change_that_is_wrong_names_its_field(
    edge: Edge, body: dict[str, Any], field: str
) -> None:
    """And changes nothing."""
    before = (await edge.client.get(LIMITS)).json()
    answer = await edge.client.patch(LIMITS, json=body)
    assert answer.status_code == 400, answer.text
    details = answer.json()["details"]
    named = [each["field"] for part in details for each in part.get("fieldViolations", [])]
    assert named == [field]
    assert (await edge.client.get(LIMITS)).json() == before
