"""Production's settings over real processes: it trades, and nobody gets in without proof."""

from pathlib import Path

import httpx
import pytest

from services.chassis.auth import TokenAuthenticator
from tests.integration.production_mesh import (
    BUS_PASSWORD,
    KEY,
    PARTS,
    ProductionMesh,
    production_mesh,
)
from tradewire.client import Tradewire
from tradewire.errors import PermissionDeniedError, TradewireError, UnauthenticatedError
from tradewire.system.v1 import component_pb2

pytestmark = [pytest.mark.mesh, pytest.mark.postgres]

ORDERS = "/v1/accounts/paper/orders"
FAR_S = 2**40


@pytest.mark.timeout(900)
async def test_production_trades_and_admits_nobody_without_proof(
    tmp_path: Path, postgres_url: str
) -> None:
    """A strategy's order fills, over services that prove themselves to each other."""
    async with production_mesh(tmp_path, postgres_url) as mesh:
        await an_order_is_filled(mesh)
        await every_part_is_ready(mesh)
        await strangers_are_refused_by_grpc(mesh)
        await strangers_are_refused_by_rest(mesh)
        nothing_secret_was_said(mesh)
        assert await mesh.stop() == dict.fromkeys(PARTS, 0), mesh.last_words()


async def an_order_is_filled(mesh: ProductionMesh) -> None:
    """Tick, signal, verdict, order, fill: every link of it is a call or an event of a peer."""
    async with mesh.rest(mesh.token("orders:read", "risk:read")) as client:

        async def filled() -> bool:
            try:
                answer = await client.get(f"{ORDERS}?strategy=fast")
            except httpx.TransportError:
                return False
            orders = answer.json().get("orders", []) if answer.status_code == 200 else []
            return any(order["state"] == "ORDER_STATE_FILLED" for order in orders)

        await mesh.until(filled, "an order that is filled")
        order = (await client.get(f"{ORDERS}?strategy=fast")).json()["orders"][-1]
        explained = (await client.get(f"{ORDERS}/{order['order']}:explain")).json()
        assert all(rule["passed"] for rule in explained["verdict"]["rules"])


async def every_part_is_ready(mesh: ProductionMesh) -> None:
    """Each service asks the others how they are, and the bus's password is nobody's to read."""
    for service, address in mesh.addresses.items():
        async with Tradewire({service: address}, token=mesh.token("system:read")) as client:

            async def ready(of: Tradewire = client) -> bool:
                listed = await of.system.ListComponents(component_pb2.ListComponentsRequest())
                told = {each.component: each for each in listed.components}
                assert told.keys() == {*PARTS, "nats"}
                assert BUS_PASSWORD.split()[-1] not in str(listed)
                states = {each.state for each in listed.components}
                # Only a service that asks by a token of its own is told of another's log.
                told_logs = all(told[owner].log_id for owner in mesh.addresses)
                return told_logs and states == {component_pb2.COMPONENT_STATE_READY}

            await mesh.until(ready, f"all are ready, says {service}")


async def strangers_are_refused_by_grpc(mesh: ProductionMesh) -> None:
    """By every service, each time with the reason and what to do."""
    forged = TokenAuthenticator("x" * 32).mint("ana", ["*"], expires_at_s=FAR_S)
    few = mesh.token("marketdata:write")
    request = component_pb2.ListComponentsRequest()
    for address in mesh.addresses.values():
        for token, kind, reason, remedy in (
            (None, UnauthenticatedError, "TOKEN_MISSING", "tradewire token"),
            (forged, UnauthenticatedError, "TOKEN_INVALID", "another key"),
            (few, PermissionDeniedError, "PERMISSION_DENIED", "system:read"),
        ):
            async with Tradewire(address, token=token) as client:
                with pytest.raises(kind, match=remedy) as caught:
                    await client.system.ListComponents(request)
            refused: TradewireError = caught.value
            assert refused.reason == reason


async def strangers_are_refused_by_rest(mesh: ProductionMesh) -> None:
    """401 and 403 with the service's own words; what the gateway is does not help a stranger."""
    for token, status, words in (
        (None, 401, "no token"),
        ("x.y.z", 401, "malformed"),
        (mesh.token("orders:read"), 403, "orders:write"),
    ):
        async with mesh.rest(token) as client:
            answer = await client.post(f"{ORDERS}:cancelAll", json={})
        assert (answer.status_code, words in answer.json()["message"]) == (status, True), (
            answer.text
        )
    async with mesh.rest() as client:
        for path in ("/health", "/ready"):
            assert (await client.get(path)).status_code == 200
        assert (await client.get("/metrics")).status_code == 404


def nothing_secret_was_said(mesh: ProductionMesh) -> None:
    """Logs go to other machines."""
    for part in PARTS:
        said = mesh.log(part)
        assert KEY not in said, part
        assert BUS_PASSWORD.split()[-1] not in said, part
        assert "Traceback" not in said, part
