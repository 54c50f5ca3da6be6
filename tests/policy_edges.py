"""What the network policies of an overlay allow, as edges between its pods and the outside."""

from dataclasses import dataclass
from itertools import product
from typing import Any

from tools.manifests import Manifest, render

# Namespaces that are not ours, by what a policy selects them by.
OUTSIDE = {
    ("kubernetes.io/metadata.name", "kube-system"): "kube-dns",
    ("kubernetes.io/metadata.name", "monitoring"): "monitoring",
    ("tradewire/edge", "allowed"): "edge",
}
DNS = 53


@dataclass(frozen=True, slots=True, order=True)
class Edge:
    """One may open connections to a port of another."""

    source: str
    target: str
    port: int


def pods(overlay: str) -> dict[str, dict[str, str]]:
    """Labels of the pods, by workload."""
    return {
        one["metadata"]["name"]: one["spec"]["template"]["metadata"]["labels"]
        for one in render(overlay)
        if one["kind"] in {"Deployment", "StatefulSet"}
    }


def policies(overlay: str) -> list[Manifest]:
    """The network policies."""
    return [one for one in render(overlay) if one["kind"] == "NetworkPolicy"]


def matches(selector: dict[str, Any], labels: dict[str, str]) -> bool:
    """Whether a label selector takes these labels; an operator that is not known here fails."""
    assert set(selector) <= {"matchLabels", "matchExpressions"}
    assert all(one["operator"] == "In" for one in selector.get("matchExpressions", ()))
    return selector.get("matchLabels", {}).items() <= labels.items() and all(
        labels.get(one["key"]) in one["values"] for one in selector.get("matchExpressions", ())
    )


def selected(overlay: str, selector: dict[str, Any]) -> list[str]:
    """Names of the pods that a selector takes."""
    return [name for name, labels in pods(overlay).items() if matches(selector, labels)]


def ends(overlay: str, peer: dict[str, Any]) -> list[str]:
    """Whom one entry of `from` or `to` names; nobody by address."""
    assert "ipBlock" not in peer
    if "namespaceSelector" not in peer:
        return selected(overlay, peer["podSelector"])
    ((key, value),) = peer["namespaceSelector"]["matchLabels"].items()
    outside = OUTSIDE[key, value]
    assert (outside == "kube-dns") is ("podSelector" in peer)
    return [outside]


def numbers(ports: list[dict[str, Any]]) -> list[int]:
    """Ports of a rule: TCP, one by one; names are asked for by UDP besides."""
    for port in ports:
        assert set(port) == {"protocol", "port"}, port
    protocols = {
        number: {one["protocol"] for one in ports if one["port"] == number}
        for number in (port["port"] for port in ports)
    }
    for number, found in protocols.items():
        assert found == ({"TCP", "UDP"} if number == DNS else {"TCP"}), (number, found)
    return list(protocols)


def allowed(overlay: str, direction: str) -> set[Edge]:
    """Edges that the policies allow at their begin (egress) or at their end (ingress)."""
    key = "to" if direction == "egress" else "from"
    found = set()
    for policy in policies(overlay):
        own = selected(overlay, policy["spec"]["podSelector"])
        for rule in policy["spec"].get(direction, ()):
            others = [name for peer in rule[key] for name in ends(overlay, peer)]
            ports = numbers(rule["ports"])
            assert others, f"{policy['metadata']['name']} allows somebody who is not there"
            for one, other, port in product(own, others, ports):
                here, there = (one, other) if direction == "egress" else (other, one)
                found.add(Edge(here, there, port))
    return found
