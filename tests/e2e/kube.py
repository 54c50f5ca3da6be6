"""A Kubernetes cluster for tests: a real control plane on loopback, nodes that kwok plays.

Pods are scheduled, made ready, rolled and evicted by the real controllers; what a node would do
with a container, kwok answers for at once. So containers, probes, what volumes hold and the
enforcement of network policies are not seen here.
"""

import json
import secrets
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from services.chassis.orphans import dying_with_parent
from tests.free_ports import free_port

# What a busy machine may take for what takes ten seconds on a quiet one.
PATIENCE_S = 180
NODES = 3
ZONES = ("a", "b", "c")

_KUBECONFIG = """\
apiVersion: v1
kind: Config
current-context: test
clusters: [{{name: test, cluster: {{server: "https://127.0.0.1:{port}", \
insecure-skip-tls-verify: true}}}}]
users: [{{name: admin, user: {{token: "{token}"}}}}]
contexts: [{{name: test, context: {{cluster: test, user: admin}}}}]
"""


class Kube:
    """A running cluster; ``home`` has the binaries, ``folder`` gets its state and its logs."""

    def __init__(self, home: Path, folder: Path) -> None:
        self.home = home
        self.folder = folder
        self.config = folder / "kubeconfig"
        self._running: dict[str, subprocess.Popen[bytes]] = {}

    def start(self) -> None:
        """Start the control plane and the nodes; returns when every node is Ready."""
        api, token = free_port(), secrets.token_hex(16)
        key = self._write_keys(token)
        self.config.write_text(_KUBECONFIG.format(port=api, token=token))
        self._start_api_server(self._start_etcd(), api, key)
        self._start_controllers(key)
        self._join_nodes()

    def _start_etcd(self) -> str:
        client, between = (f"http://127.0.0.1:{free_port()}" for _ in range(2))
        self._spawn(
            "etcd",
            f"--data-dir={self.folder / 'etcd'}",
            *(f"--{side}-client-urls={client}" for side in ("listen", "advertise")),
            f"--listen-peer-urls={between}",
            f"--initial-advertise-peer-urls={between}",
            f"--initial-cluster=default={between}",
            # Nothing of this must outlive a crash.
            "--unsafe-no-fsync",
        )
        return client

    def _start_api_server(self, etcd: str, port: int, key: Path) -> None:
        self._spawn(
            "kube-apiserver",
            f"--etcd-servers={etcd}",
            "--bind-address=127.0.0.1",
            f"--secure-port={port}",
            f"--cert-dir={self.folder / 'certificates'}",
            f"--token-auth-file={self.folder / 'tokens.csv'}",
            "--authorization-mode=Node,RBAC",
            # As anywhere else: what refuses a pod that may too much is the namespace.
            "--allow-privileged",
            "--service-cluster-ip-range=10.96.0.0/16",
            "--service-account-issuer=https://kubernetes.default.svc",
            f"--service-account-key-file={key}",
            f"--service-account-signing-key-file={key}",
        )
        self.wait(lambda: self._answers("get", "--raw=/readyz"), "the API server to be ready")

    def _start_controllers(self, key: Path) -> None:
        alone = (f"--kubeconfig={self.config}", "--leader-elect=false", "--bind-address=127.0.0.1")
        self._spawn(
            "kube-controller-manager",
            *alone,
            # Addresses for pods are the nodes' affair, and these have none to give.
            "--controllers=*,-node-ipam-controller",
            f"--service-account-private-key-file={key}",
            f"--secure-port={free_port()}",
        )
        self._spawn("kube-scheduler", *alone, f"--secure-port={free_port()}")

    def kubectl(self, *words: str, given: str | None = None) -> str:
        """What kubectl prints; raises AssertionError with its own words where it fails."""
        done = self.attempt(*words, given=given)
        assert done.returncode == 0, f"kubectl {' '.join(words)}: {done.stderr}{done.stdout}"
        return done.stdout

    def attempt(self, *words: str, given: str | None = None) -> "subprocess.CompletedProcess[str]":
        """The same, whatever comes of it."""
        return subprocess.run(
            [str(self.home / "kubectl"), f"--kubeconfig={self.config}", *words],
            input=given,
            capture_output=True,
            text=True,
            timeout=PATIENCE_S,
            check=False,
        )

    def get(self, *words: str) -> list[dict[str, Any]]:
        """Objects, as JSON."""
        found = json.loads(self.kubectl("get", *words, "-o", "json"))
        items: list[dict[str, Any]] = found.get("items", [found])
        return items

    def apply(self, *objects: dict[str, Any]) -> None:
        """Create or change objects."""
        listed = {"apiVersion": "v1", "kind": "List", "items": list(objects)}
        self.kubectl("apply", "--server-side", "-f", "-", given=json.dumps(listed))

    def wait(self, true: Callable[[], bool], what: str) -> None:
        """Return when it is true; what died meanwhile is an error."""
        ends_s = time.monotonic() + PATIENCE_S
        while not true():
            for name, process in self._running.items():
                assert process.poll() is None, f"{name} ended: {self._said(name)}"
            assert time.monotonic() < ends_s, f"waited {PATIENCE_S} s for {what}"
            time.sleep(0.2)

    def stop(self) -> None:
        """End every process that this started."""
        for process in reversed(self._running.values()):
            process.kill()
            process.wait()

    def _spawn(self, name: str, *options: str) -> None:
        with (self.folder / f"{name}.log").open("wb") as log:
            self._running[name] = subprocess.Popen(
                dying_with_parent(str(self.home / name), *options), stdout=log, stderr=log
            )

    def _said(self, name: str) -> str:
        return (self.folder / f"{name}.log").read_text(errors="replace")[-2_000:]

    def _answers(self, *words: str) -> bool:
        return self.attempt("--request-timeout=5s", *words).returncode == 0

    def _write_keys(self, token: str) -> Path:
        """The tests' only user, and the key that signs service accounts' tokens."""
        (self.folder / "tokens.csv").write_text(f'{token},admin,admin,"system:masters"\n')
        key = rsa.generate_private_key(public_exponent=65_537, key_size=2_048)
        path = self.folder / "service-accounts.pem"
        path.write_bytes(
            key.private_bytes(
                serialization.Encoding.PEM,
                serialization.PrivateFormat.TraditionalOpenSSL,
                serialization.NoEncryption(),
            )
        )
        return path

    def _join_nodes(self) -> None:
        self._spawn(
            "kwok",
            f"--kubeconfig={self.config}",
            f"--config={self.home / 'stages.yaml'}",
            "--manage-all-nodes=true",
            "--node-lease-duration-seconds=40",
        )
        storage = [text for text in self._stages() if "\nkind: StorageClass\n" in f"\n{text}"]
        self.kubectl("apply", "-f", "-", given="\n---\n".join(storage))
        self.apply(*(_node(number) for number in range(NODES)))
        ready = ("wait", "--for=condition=Ready", "nodes", "--all", f"--timeout={PATIENCE_S}s")
        self.kubectl(*ready)

    def _stages(self) -> list[str]:
        return (self.home / "stages.yaml").read_text().split("\n---\n")


def _node(number: int) -> dict[str, Any]:
    """A node of a size that people rent: four cores and 16 GiB."""
    size = {"cpu": "4", "memory": "16Gi", "pods": "110"}
    name = f"node-{number}"
    return {
        "apiVersion": "v1",
        "kind": "Node",
        "metadata": {
            "name": name,
            "annotations": {"kwok.x-k8s.io/node": "fake"},
            "labels": {
                "kubernetes.io/hostname": name,
                "kubernetes.io/os": "linux",
                "topology.kubernetes.io/zone": ZONES[number % len(ZONES)],
            },
        },
        "status": {"allocatable": size, "capacity": size},
    }
