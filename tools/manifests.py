"""The Kubernetes overlays as they would be applied, and what Kubernetes's schemas say to them.

kubectl does the rendering, as it will do it for whoever installs; the schemas are those of a
package, so nothing is asked of a network.
"""

import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from kubernetes_validate import ValidationError, validate

ROOT = Path(__file__).resolve().parent.parent
K8S = ROOT / "deploy" / "k8s"
KUBECTL = Path(sys.executable).with_name("kubectl")
# The one whose control plane `make test-k8s` runs; loading the schemas of each costs a second.
VERSION = "1.34"
# Rendering takes a tenth of a second.
RENDER_S_MAX = 60

Manifest = dict[str, Any]


class RenderError(Exception):
    """An overlay cannot be rendered; the message is kubectl's."""


def overlays() -> list[str]:
    """Names of the overlays."""
    return sorted(path.parent.name for path in K8S.glob("overlays/*/kustomization.yaml"))


@cache
def render(overlay: str) -> list[Manifest]:
    """Every object of an overlay, as kubectl would apply it.

    Raises:
        RenderError: it cannot be rendered.
    """
    done = subprocess.run(
        [str(KUBECTL), "kustomize", str(K8S / "overlays" / overlay)],
        capture_output=True,
        text=True,
        timeout=RENDER_S_MAX,
        check=False,
    )
    if done.returncode != 0:
        raise RenderError(f"{overlay}: {done.stderr.strip()}")
    # The C loader is libyaml's and ten times as quick.
    loaded = yaml.load_all(done.stdout, Loader=yaml.CSafeLoader)
    return [one for one in loaded if one is not None]


def faults(manifest: Manifest) -> list[str]:
    """What the schemas have against an object; unknown fields too, for they would be ignored."""
    try:
        validate(manifest, VERSION, strict=True)
    except ValidationError as error:
        where = ".".join(map(str, error.path)) or "it"
        return [f"{manifest['kind']} {manifest['metadata']['name']}: {where}: {error.message}"]
    return []
