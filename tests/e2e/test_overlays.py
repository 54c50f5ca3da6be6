"""Both overlays on a real API server: accepted, Ready, rolled, drained, and what must be refused.

`make test-k8s` builds the control plane once and runs this; without it the module is left out.
"""

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.e2e.kube import NODES, PATIENCE_S, Kube

pytestmark = [pytest.mark.cluster, pytest.mark.timeout(900)]

ROOT = Path(__file__).resolve().parents[2]
K8S = ROOT / "deploy" / "k8s"
OVERLAYS = ("staging", "production")
WRITERS = ("marketdata", "signal", "risk", "execution")
NAME = "app.kubernetes.io/name"


class Overlay:
    """An overlay in the cluster."""

    def __init__(self, name: str, kube: Kube) -> None:
        self.folder = K8S / "overlays" / name
        self.kube = kube
        rendered = kube.kubectl("kustomize", str(self.folder))
        self.objects: list[dict[str, Any]] = [one for one in yaml.safe_load_all(rendered) if one]
        (self.namespace,) = (
            one["metadata"]["name"] for one in self.objects if one["kind"] == "Namespace"
        )

    def workloads(self) -> list[str]:
        """Deployments and stateful sets, as kubectl names them."""
        kinds = ("Deployment", "StatefulSet")
        return [
            f"{one['kind'].lower()}/{one['metadata']['name']}"
            for one in self.objects
            if one["kind"] in kinds
        ]

    def secrets(self) -> dict[str, set[str]]:
        """Secrets that pods ask for, with the keys that they name."""
        found: dict[str, set[str]] = {}
        for spec in self.pod_specs():
            for volume in spec.get("volumes", ()):
                for secret in _secrets_of(volume):
                    name = secret.get("secretName") or secret["name"]
                    keys = {item["key"] for item in secret.get("items", ())}
                    found.setdefault(name, set()).update(keys)
            for container in (*spec["containers"], *spec.get("initContainers", ())):
                for variable in container.get("env", ()):
                    reference = variable.get("valueFrom", {}).get("secretKeyRef")
                    if reference is not None:
                        found.setdefault(reference["name"], set()).add(reference["key"])
        return found

    def pod_specs(self) -> list[dict[str, Any]]:
        """The pods' templates."""
        kinds = ("Deployment", "StatefulSet", "Job")
        return [one["spec"]["template"]["spec"] for one in self.objects if one["kind"] in kinds]

    def kubectl(self, *words: str) -> str:
        """Kubectl in the overlay's namespace."""
        return self.kube.kubectl("--namespace", self.namespace, *words)

    def is_ready(self) -> None:
        """Return when every workload has rolled out."""
        for workload in self.workloads():
            self.kubectl("rollout", "status", workload, f"--timeout={PATIENCE_S}s")


def _secrets_of(volume: dict[str, Any]) -> list[dict[str, Any]]:
    projected = volume.get("projected", {}).get("sources", ())
    sources = [volume, *projected]
    return [source["secret"] for source in sources if "secret" in source]


@pytest.fixture(scope="module", params=OVERLAYS)
def overlay(request: pytest.FixtureRequest, kube: Kube) -> Overlay:
    """Installed as its page says: the namespace, the secrets, then all of it."""
    found = Overlay(request.param, kube)
    (namespace,) = (one for one in found.objects if one["kind"] == "Namespace")
    kube.apply(namespace)
    for name, keys in found.secrets().items():
        literals = [f"--from-literal={key}=of-a-test" for key in sorted(keys)]
        found.kubectl("create", "secret", "generic", name, *literals)
    dry = ("apply", "--server-side", "--dry-run=server", "--kustomize", str(found.folder))
    done = kube.attempt(*dry)
    assert done.returncode == 0, done.stderr
    # A policy that only warns would say so here.
    assert "Warning" not in done.stderr, done.stderr
    kube.kubectl("apply", "--server-side", "--kustomize", str(found.folder))
    found.is_ready()
    return found


def test_every_part_of_an_overlay_becomes_ready(overlay: Overlay) -> None:
    """Scheduled within the nodes' size, with its volumes bound, by the real controllers."""
    pods = overlay.kube.get("pods", "--namespace", overlay.namespace)
    ready = {
        pod["metadata"]["labels"][NAME]
        for pod in pods
        for condition in pod["status"]["conditions"]
        if condition["type"] == "Ready" and condition["status"] == "True"
    }
    assert {*WRITERS, "gateway", "nats"} <= ready
    claims = overlay.kube.get("pvc", "--namespace", overlay.namespace)
    assert {claim["status"]["phase"] for claim in claims} == {"Bound"}


def test_a_roll_never_runs_two_writers_of_one_log_at_once(overlay: Overlay) -> None:
    """All workloads are started anew; the pods' own history is the witness."""
    history = Pods(overlay)
    before = _uids(overlay)
    for workload in overlay.workloads():
        overlay.kubectl("rollout", "restart", workload)
    overlay.is_ready()
    overlay.kube.wait(lambda: not before & _uids(overlay), "the old pods to be gone")
    history.end()
    for writer in WRITERS:
        assert history.alive_at_once(writer) == 1
    # What has no log of its own rolls without a pause, and shows that the witness can count.
    assert history.alive_at_once("gateway") > 1
    assert history.ready_at_least("gateway") >= 1


def test_a_change_that_cannot_start_gives_way_to_the_next(overlay: Overlay) -> None:
    """A person who mends a mistake applies again, and need not know which pod to delete."""
    selector = f"{NAME}=risk"
    (risk,) = (
        one
        for one in overlay.objects
        if one["kind"] == "StatefulSet" and one["metadata"]["name"] == "risk"
    )
    mistaken = json.loads(json.dumps(risk))
    mistaken["spec"]["template"]["spec"]["nodeSelector"] = {"nobody": "has-it"}
    overlay.kube.apply(mistaken)

    def stuck() -> bool:
        pods = overlay.kube.get("pods", "--namespace", overlay.namespace, "--selector", selector)
        return any("nodeSelector" in pod["spec"] for pod in pods)

    overlay.kube.wait(stuck, "the pod that no node takes")
    overlay.kube.kubectl("apply", "--server-side", "--kustomize", str(overlay.folder))
    overlay.is_ready()
    assert not stuck()


@pytest.mark.parametrize("node", range(NODES))
def test_a_node_is_drained_and_what_ran_there_runs_elsewhere(overlay: Overlay, node: int) -> None:
    """Evictions pass the disruption budgets, and the gateway keeps answering meanwhile."""
    history = Pods(overlay)
    name = f"node-{node}"
    drain = ("drain", name, "--ignore-daemonsets", "--delete-emptydir-data")
    try:
        overlay.kube.kubectl(*drain, f"--timeout={PATIENCE_S}s")
        overlay.is_ready()
        on_it = [
            pod["metadata"]["name"]
            for pod in overlay.kube.get("pods", "--namespace", overlay.namespace)
            if pod["spec"].get("nodeName") == name and "deletionTimestamp" not in pod["metadata"]
        ]
    finally:
        overlay.kube.kubectl("uncordon", name)
    history.end()
    assert on_it == []
    for writer in WRITERS:
        assert history.alive_at_once(writer) == 1
    assert history.ready_at_least("gateway") >= 1


def test_the_namespace_refuses_a_pod_that_may_do_more(overlay: Overlay) -> None:
    """Pod Security is enforced at `restricted`: no root shell beside the services."""
    done = overlay.kube.attempt(
        *("--namespace", overlay.namespace, "run", "shell", "--image=shell:1", "--privileged")
    )
    assert done.returncode != 0
    assert "violates PodSecurity" in done.stderr


def test_a_misspelt_field_is_refused(overlay: Overlay) -> None:
    """The server knows every field, so a setting that nobody reads cannot be applied."""
    (risk,) = (
        one
        for one in overlay.objects
        if one["kind"] == "StatefulSet" and one["metadata"]["name"] == "risk"
    )
    risk = json.loads(json.dumps(risk))
    risk["spec"]["replica"] = 2
    done = overlay.kube.attempt(
        *("apply", "--server-side", "--dry-run=server", "-f", "-"), given=json.dumps(risk)
    )
    assert done.returncode != 0
    assert "replica" in done.stderr


class Pods:
    """What happened to the pods of a namespace since this was made."""

    def __init__(self, overlay: Overlay) -> None:
        self.overlay = overlay
        kube = overlay.kube
        self._listed = kube.get("pods", "--namespace", overlay.namespace)
        self._path = kube.folder / f"pods-{id(self)}.json"
        with self._path.open("wb") as file:
            self._watch = subprocess.Popen(
                [
                    str(kube.home / "kubectl"),
                    f"--kubeconfig={kube.config}",
                    *("get", "pods", "--namespace", overlay.namespace),
                    *("--watch", "--output-watch-events", "--output=json"),
                ],
                stdout=file,
            )
        kube.wait(lambda: len(self._events()) >= len(self._listed), "the watch to begin")

    def end(self) -> None:
        """Read to here and no further."""
        marker = {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "a-marker"}}
        marker["metadata"] |= {"namespace": self.overlay.namespace}  # type: ignore[operator]
        marker["spec"] = {
            "automountServiceAccountToken": False,
            "containers": [{"name": "none", "image": "none:1", "securityContext": _RESTRICTED}],
            "securityContext": {"runAsNonRoot": True, "seccompProfile": _SECCOMP},
        }
        self.overlay.kube.apply(marker)
        self.overlay.kube.wait(
            lambda: any(_name(pod) == "a-marker" for _, pod in self._events()),
            "the watch to see the last pod",
        )
        self._watch.kill()
        self._watch.wait()
        self.overlay.kubectl("delete", "pod", "a-marker", "--wait")

    def alive_at_once(self, service: str) -> int:
        """How many pods of a service there were at most that had not ended."""
        alive: set[str] = set()
        most = 0
        for kind, pod in self._of(service):
            uid = pod["metadata"]["uid"]
            gone = kind == "DELETED" or pod["status"].get("phase") in {"Succeeded", "Failed"}
            (alive.discard if gone else alive.add)(uid)
            most = max(most, len(alive))
        return most

    def ready_at_least(self, service: str) -> int:
        """How many pods of a service were Ready at least, once all had been listed."""
        ready: set[str] = set()
        least = None
        listed = {pod["metadata"]["uid"] for pod in self._listed}
        for kind, pod in self._of(service):
            uid = pod["metadata"]["uid"]
            is_ready = kind != "DELETED" and _is_ready(pod)
            (ready.add if is_ready else ready.discard)(uid)
            listed.discard(uid)
            if not listed & {one["metadata"]["uid"] for one in self._listed if _of(one, service)}:
                least = len(ready) if least is None else min(least, len(ready))
        assert least is not None, f"no pod of {service} was seen"
        return least

    def _of(self, service: str) -> list[tuple[str, dict[str, Any]]]:
        return [(kind, pod) for kind, pod in self._events() if _of(pod, service)]

    def _events(self) -> list[tuple[str, dict[str, Any]]]:
        """Events so far; the last may be half written."""
        text, decoder, found, at = self._path.read_text(), json.JSONDecoder(), [], 0
        while at < len(text):
            try:
                event, at = decoder.raw_decode(text, at)
            except json.JSONDecodeError:
                break
            found.append((event["type"], event["object"]))
            at += len(text[at:]) - len(text[at:].lstrip())
        return found


_RESTRICTED = {"allowPrivilegeEscalation": False, "capabilities": {"drop": ["ALL"]}}
_SECCOMP = {"type": "RuntimeDefault"}


def _name(pod: dict[str, Any]) -> str:
    return str(pod["metadata"]["name"])


def _of(pod: dict[str, Any], service: str) -> bool:
    return bool(pod["metadata"].get("labels", {}).get(NAME) == service)


def _is_ready(pod: dict[str, Any]) -> bool:
    if "deletionTimestamp" in pod["metadata"]:
        return False
    conditions = pod["status"].get("conditions", ())
    return any(one["type"] == "Ready" and one["status"] == "True" for one in conditions)


def _uids(overlay: Overlay) -> set[str]:
    pods = overlay.kube.get("pods", "--namespace", overlay.namespace)
    return {pod["metadata"]["uid"] for pod in pods}
