"""Objects of a rendered overlay, by kind and name."""

import re
from typing import Any

from tests.manifest_settings import OURS
from tools.manifests import Manifest, render

WORKLOADS = ("Deployment", "StatefulSet")
UNITS = {"Ki": 1024, "Mi": 1024**2, "Gi": 1024**3, "Ti": 1024**4}


def of_kind(overlay: str, *kinds: str) -> list[Manifest]:
    """Objects of these kinds."""
    return [one for one in render(overlay) if one["kind"] in kinds]


def name_of(manifest: Manifest) -> str:
    return str(manifest["metadata"]["name"])


def named(overlay: str, kind: str, name: str) -> Manifest:
    """The one object of this kind and name."""
    (found,) = (one for one in of_kind(overlay, kind) if name_of(one) == name)
    return found


def pods(overlay: str) -> dict[str, dict[str, Any]]:
    """Specs of the pods, by workload."""
    workloads = of_kind(overlay, *WORKLOADS)
    return {name_of(one): one["spec"]["template"]["spec"] for one in workloads}


def containers(overlay: str) -> dict[str, dict[str, Any]]:
    """Every container, those that come before the others too, by workload and name."""
    return {
        f"{name}/{each['name']}": each
        for name, pod in pods(overlay).items()
        for each in (*pod.get("initContainers", ()), *pod["containers"])
    }


def ours(overlay: str) -> dict[str, tuple[dict[str, Any], dict[str, Any]]]:
    """Pod and container of each process of ours, migrations too."""
    return {
        f"{name}/{each['name']}": (pod, each)
        for name, pod in pods(overlay).items()
        if name in OURS
        for each in (*pod.get("initContainers", ()), *pod["containers"])
    }


def size(text: str) -> int:
    """Bytes of a quantity."""
    number, unit = re.fullmatch(r"(\d+)([KMGT]i)", text, re.ASCII).groups()  # type: ignore[union-attr]
    return int(number) * UNITS[unit]
