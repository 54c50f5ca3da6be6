"""Who may talk to whom in the cluster: the page's table, the policies and the code agree."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from graphlib import TopologicalSorter
from itertools import product
from pathlib import Path

import pytest

from gateway import contract
from gateway.calls import SYSTEM
from gateway.settings import GatewaySettings
from services.chassis.auth import required_scopes
from services.chassis.components import BUS, OPTIONAL
from services.chassis.config import SERVICES
from services.chassis.identity import SCOPES
from tests.manifest_settings import OURS, WRITERS, environment
from tests.policy_edges import Edge, allowed, pods, policies, selected
from tools.manifests import K8S, ROOT, overlays, render

# -- the table ---------------------------------------------------------------------------------


def table() -> Iterator[tuple[Edge, str, str]]:
    """Every edge of the page, with the part that brings it and its reason."""
    page = (K8S / "README.md").read_text()
    section = page.partition("\n## Who talks to whom\n")[2].partition("\n## ")[0]
    rows = [line.strip("|").split("|") for line in section.splitlines() if line.startswith("|")]
    for sources, targets, ports, part, why in ([cell.strip() for cell in row] for row in rows[2:]):
        for source, target, port in product(
            sources.split(", "), targets.split(", "), ports.split(", ")
        ):
            yield Edge(source, target, int(port)), part, why


def told(kind: str) -> set[tuple[str, str]]:
    """Edges whose reason begins so."""
    return {(edge.source, edge.target) for edge, _, why in table() if why.startswith(kind)}


# -- the policies ------------------------------------------------------------------------------


@pytest.mark.parametrize("overlay", overlays())
def test_everything_is_denied_that_is_not_allowed(overlay: str) -> None:
    """One policy takes every pod, in both directions, and allows nothing."""
    (deny,) = (one for one in policies(overlay) if one["metadata"]["name"] == "default-deny")
    assert deny["spec"] == {"podSelector": {}, "policyTypes": ["Ingress", "Egress"]}
    for policy in policies(overlay):
        spec = policy["spec"]
        assert {kind.lower() for kind in spec["policyTypes"]} >= {"ingress", "egress"} & set(spec)
        assert selected(overlay, spec["podSelector"]), policy["metadata"]["name"]


@pytest.mark.parametrize("overlay", overlays())
def test_the_policies_are_the_pages_edges_and_no_more(overlay: str) -> None:
    """Each edge is open at both ends; one that is open at one end leads nowhere, or waits."""
    parts = {"base"} | {
        part.name for part in (K8S / "components").iterdir() if _is_in(overlay, part.name)
    }
    expected = {edge for edge, part, _ in table() if part in parts}
    inside = set(pods(overlay))
    assert allowed(overlay, "egress") == {edge for edge in expected if edge.source in inside}
    assert allowed(overlay, "ingress") == {edge for edge in expected if edge.target in inside}


def _is_in(overlay: str, part: str) -> bool:
    text = (K8S / "overlays" / overlay / "kustomization.yaml").read_text()
    return f"../../components/{part}\n" in text


@pytest.mark.parametrize("overlay", overlays())
def test_every_edge_leads_to_a_port_that_is_there(overlay: str) -> None:
    """By the containers' own list of ports."""
    there = {
        (one["metadata"]["name"], port["containerPort"])
        for one in render(overlay)
        if one["kind"] in {"Deployment", "StatefulSet"}
        for each in one["spec"]["template"]["spec"]["containers"]
        for port in each["ports"]
    }
    edges = allowed(overlay, "ingress")
    assert {(edge.target, edge.port) for edge in edges} <= there
    assert edges


@pytest.mark.parametrize("overlay", overlays())
def test_traces_and_pages_use_the_edges_of_the_component_that_brings_them(overlay: str) -> None:
    """The collector's address in the variables, the page's port in the annotations."""
    ports = {
        "send": {edge.port for edge in allowed(overlay, "egress") if edge.target == "monitoring"},
        "read": {edge.port for edge in allowed(overlay, "ingress") if edge.source == "monitoring"},
    }
    for one in render(overlay):
        if one["metadata"]["name"] not in OURS or one["kind"] not in {"Deployment", "StatefulSet"}:
            continue
        template = one["spec"]["template"]
        environ = environment(render(overlay), template["spec"]["containers"][0])
        named = environ.get("OTEL_EXPORTER_OTLP_ENDPOINT")
        sent = {int(named.removeprefix("http://otel-collector.monitoring:"))} if named else set()
        annotated = template["metadata"]["annotations"].get("prometheus.io/port")
        assert {"send": sent, "read": {int(annotated)} if annotated else set()} == ports


# -- the code ----------------------------------------------------------------------------------


def modules(*folders: str) -> Iterator[tuple[str, ast.Module]]:
    """Path and syntax tree of every module of ours in these folders."""
    for folder in folders:
        for path in sorted((ROOT / folder).rglob("*.py")):
            yield str(path.relative_to(ROOT)), tree_of(path)


@cache
def tree_of(path: Path) -> ast.Module:
    """Parsed once: several tests go through all of them."""
    return ast.parse(path.read_text())


def called(tree: ast.Module) -> Iterator[tuple[str, ast.Call]]:
    """Calls, by the last part of the name that is called."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            match node.func:
                case ast.Name(id=name) | ast.Attribute(attr=name):
                    yield name, node


def peers_of(service: str) -> set[str]:
    """Services to which this one opens a channel, by their names in its code."""
    return {
        argument.value
        for _, tree in modules(f"services/{service}")
        for name, call in called(tree)
        if name in {"peer", "_peer"}
        for argument in call.args
        if isinstance(argument, ast.Constant) and argument.value in SERVICES
    }


def test_calls_and_logs_are_the_channels_that_services_open() -> None:
    """Each by name in its code; the gateway's are the homes of the contract's methods."""
    opened = {(name, peer) for name in WRITERS for peer in peers_of(name)}
    system = GatewaySettings().system
    domains = {method.domain for method in contract.shipped().methods if not method.unimplemented}
    opened |= {("gateway", system if name == SYSTEM else name) for name in domains}
    assert told("call") | told("log") == opened


def test_channels_are_opened_nowhere_else() -> None:
    """Else the test above would not see them."""
    openers = {
        path
        for path, tree in modules("services", "gateway")
        for name, _ in called(tree)
        if name in {"open_channel", "insecure_channel", "secure_channel"}
    }
    assert openers <= {
        "services/chassis/channels.py",
        "services/chassis/components.py",
        # Asks the process beside it, in the same container.
        "services/chassis/probe.py",
    }


def test_the_graph_of_calls_has_no_cycle() -> None:
    """Commands and questions flow one way; risk never asks execution for anything."""
    calls: dict[str, set[str]] = {}
    for source, target in told("call"):
        calls.setdefault(source, set()).add(target)
    order = list(TopologicalSorter(calls).static_order())
    assert order.index("risk") < order.index("execution")


def test_readers_of_a_log_may_change_nothing() -> None:
    """Of all that the owner's methods ask for, their token has the scopes to read, and no other."""
    for reader, owner in told("log"):
        services = {
            method.service.full_name: method.service
            for method in contract.shipped().methods
            if method.domain == owner
        }
        scopes = {
            scope for service in services.values() for scope in required_scopes(service).values()
        }
        held = SCOPES[reader] & scopes
        assert held, f"{reader} may not read the log of {owner}"
        assert {scope.rpartition(":")[2] for scope in held} == {"read"}, f"{reader}: {held}"


def test_whoever_answers_for_the_platform_may_look_at_every_part() -> None:
    """It asks each component for its health: the services, the gateway, and the bus."""
    system = GatewaySettings().system
    parts = {*SERVICES, BUS} - OPTIONAL - {system}
    reached = {edge.target for edge, _, _ in table() if edge.source == system}
    assert told("look") <= {(system, part) for part in parts}
    assert parts <= reached


def test_the_bus_and_the_database_are_for_those_who_own_a_log() -> None:
    """A process that opens its owner's log has both; the gateway has neither."""
    owners = {
        path.split("/")[1]
        for path, tree in modules("services", "gateway")
        if path.endswith("__main__.py")
        for name, _ in called(tree)
        if name == "open_owner"
    }
    assert {source for source, _ in told("bus")} == owners == set(WRITERS)
    assert {source for source, target in told("store") if target == "postgresql"} == owners


def test_questdb_is_for_market_data_alone() -> None:
    """No other service imports what speaks to it."""
    users = {
        service
        for service in OURS
        for _, tree in modules(f"services/{service}")
        if any(re.search(r"\bquest(db|_)", line) for line in imports(tree))
    }
    assert users == {source for source, target in told("store") if target == "questdb"}


def imports(tree: ast.Module) -> list[str]:
    """Import statements, as they stand."""
    found = (node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom | ast.Import))
    return [ast.unparse(node) for node in found]
