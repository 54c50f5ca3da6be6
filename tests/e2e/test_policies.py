"""The network policies of an overlay, enforced between real processes: they suffice to trade.

Each pod is a network namespace of its own. `make test-k8s` runs it; elsewhere it is left out.
"""

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from services.chassis.auth import TokenAuthenticator
from tests.e2e.pod_network import OUTSIDE, PodNetwork, missing
from tests.manifest_settings import OURS, SECRETS, environment, mounted
from tests.policy_edges import Edge, allowed
from tools.manifests import K8S, ROOT, render

pytestmark = [pytest.mark.cluster, pytest.mark.timeout(900)]

OVERLAY = "staging"
BUS = "nats"
PODS = (*OURS, BUS)
# A first fill comes within a minute on a quiet machine.
PATIENCE_S = 300
# Without databases: what each service keeps is on its own volume then.
LEFT_OUT = ("TRADEWIRE_DATABASE_URL_FILE", "TRADEWIRE_MARKETDATA__TICKS__")
SCOPES = ("orders:read", "system:read")


class Mesh:
    """The processes of an overlay, each in its pod, with the settings that it gives them."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.network = PodNetwork(PODS)
        self._running: dict[str, subprocess.Popen[bytes]] = {}
        self.client = httpx.Client(headers={"authorization": f"Bearer {_token()}"}, timeout=30)

    def start(self) -> None:
        """Policies first, then the bus, then each service after its migration."""
        self.network.open()
        egress, ingress = _within(allowed(OVERLAY, "egress")), _within(allowed(OVERLAY, "ingress"))
        for pod in PODS:
            self.network.enforce(
                pod,
                sorted(edge for edge in egress if edge.source == pod),
                sorted(edge for edge in ingress if edge.target == pod),
            )
        self._spawn(BUS, [_program("nats-server"), "--config", str(self._bus())], dict(os.environ))
        for name, pod in _specs().items():
            for container in (*pod.get("initContainers", ()), *pod["containers"]):
                command = [sys.executable, "-m", *container["args"]]
                environ = self._environ(name, pod, container)
                if container["name"] == "service":
                    self._spawn(name, command, environ)
                else:
                    within = [*self.network.within(name), *command]
                    subprocess.run(within, env=environ, cwd=ROOT, check=True)

    def ask(self, path: str) -> dict[str, Any]:
        """What the gateway answers a user; nothing while it does not."""
        try:
            answer = self.client.get(f"http://{self.network.address('gateway')}:7300{path}")
        except httpx.TransportError:
            return {}
        return dict(answer.json()) if answer.is_success else {}

    def wait(self, path: str, key: str, wanted: str = "") -> None:
        """Return when an answer has this value, or any."""
        ends_s = time.monotonic() + PATIENCE_S
        while not (found := self.ask(path).get(key)) or found != (wanted or found):
            for name, process in self._running.items():
                assert process.poll() is None, f"{name} ended: {self._said(name)}"
            assert time.monotonic() < ends_s, f"{path} has no {key} {wanted}"
            time.sleep(0.2)

    def end(self) -> dict[str, int]:
        """Tell all to end; answers their exit codes."""
        for process in self._running.values():
            process.terminate()
        return {name: process.wait(PATIENCE_S) for name, process in self._running.items()}

    def close(self) -> None:
        """Leave nothing behind, whatever happened."""
        for process in self._running.values():
            process.kill()
            process.wait()
        self.client.close()
        self.network.close()

    def _spawn(self, name: str, command: list[str], environ: dict[str, str]) -> None:
        log = self._folder / f"{name}.log"
        self._running[name] = self.network.spawn(name, command, environ, log)

    def _said(self, name: str) -> str:
        return (self._folder / f"{name}.log").read_text(errors="replace")[-2_000:]

    def _bus(self) -> Path:
        text = (K8S / "components" / "nats" / "nats.conf").read_text()
        path = self._folder / "nats.conf"
        path.write_text(text.replace("/data", str(self._folder / "nats")))
        return path

    def _environ(self, name: str, pod: dict[str, Any], container: dict[str, Any]) -> dict[str, str]:
        """As rendered, but that files are elsewhere and addresses numbers: nobody knows names."""
        home, found = self._folder / name, environment(render(OVERLAY), container)
        files = mounted(render(OVERLAY), pod, container)
        found = {key: text for key, text in found.items() if not key.startswith(LEFT_OUT)}
        for key, text in found.items():
            if text in files:
                path = home / text.lstrip("/")
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(files[text])
                found[key] = str(path)
        addresses = {each: f"{self.network.address(each)}:7300" for each in OURS}
        # No pod of that name runs, and a cluster would say so at once.
        addresses["backtest"] = "127.0.0.1:1"
        return {
            **found,
            "PATH": os.environ["PATH"],
            "PYTHONPATH": f"{ROOT}:{ROOT / 'clients/python'}",
            "TRADEWIRE_ADDRESSES": json.dumps(addresses),
            "TRADEWIRE_NATS_URL": f"nats://{self.network.address(BUS)}:4222",
            "TRADEWIRE_DATA_DIR": str(home / "data"),
        }


@pytest.fixture
def mesh(tmp_path: Path) -> Iterator[Mesh]:
    if reason := missing():
        pytest.skip(reason)
    found = Mesh(tmp_path)
    try:
        found.start()
        yield found
    finally:
        found.close()


def test_a_mesh_trades_through_the_edges_of_its_policies_alone(mesh: Mesh) -> None:
    """Every part becomes ready, an order fills, nothing knocks at a closed door, all end well."""
    mesh.wait("/ready", "status", "SERVING")
    mesh.wait("/v1/accounts/paper/fills", "fills")
    listed = mesh.ask("/v1/components")["components"]
    components = {one["component"]: one["state"] for one in listed}
    assert components == dict.fromkeys(PODS, "COMPONENT_STATE_READY")

    used = {edge for pod in PODS for edge in mesh.network.used(pod)}
    assert {pod: mesh.network.refused(pod) for pod in PODS} == dict.fromkeys(PODS, 0)
    # A log is read by its owner's RPC when the bus has lost something; here it has not.
    rare = {Edge("execution", "signal", 7300), Edge("risk", "execution", 7300)}
    rare.add(Edge("signal", "execution", 7300))
    needed = {edge for edge in _within(allowed(OVERLAY, "egress")) if edge.source != OUTSIDE}
    assert needed - rare <= used <= needed
    assert mesh.end() == dict.fromkeys(PODS, 0)


def _within(edges: set[Edge]) -> set[Edge]:
    """Edges between pods that run here, and from the outside to them."""
    return {edge for edge in edges if {edge.source, edge.target} <= {*PODS, OUTSIDE}}


def _specs() -> dict[str, dict[str, Any]]:
    """The pods of our services, writers first."""
    found = {
        one["metadata"]["name"]: one["spec"]["template"]["spec"]
        for one in render(OVERLAY)
        if one["kind"] in {"Deployment", "StatefulSet"}
    }
    return {name: found[name] for name in OURS}


def _token() -> str:
    """A user's, made with the key that the pods have."""
    ends_s = int(time.time()) + 3_600
    return TokenAuthenticator(SECRETS["token-key"]).mint("a-test", SCOPES, expires_at_s=ends_s)


def _program(name: str) -> str:
    found = shutil.which(name, path=Path(sys.executable).parent)
    assert found is not None, name
    return found
