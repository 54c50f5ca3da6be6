"""The secrets of an overlay in a cluster that has none of them, by the command that makes them.

`make test-k8s` starts the control plane for it; without one the module is left out.
"""

import json
import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from tests.e2e.kube import PATIENCE_S, Kube
from tools.k8s import namespace_of, wanted
from tools.manifests import ROOT, render

pytestmark = [pytest.mark.cluster, pytest.mark.timeout(900)]

OVERLAY = "staging"
NAMESPACE = namespace_of(render(OVERLAY))
ASKED = wanted(render(OVERLAY))


def run(kube: Kube, *words: str) -> "subprocess.CompletedProcess[str]":
    """The command of the page, as a person has it."""
    return subprocess.run(
        [sys.executable, "-m", "tools.k8s", *words],
        cwd=ROOT,
        env={**os.environ, "KUBECONFIG": str(kube.config)},
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
        check=False,
    )


def test_an_overlay_gets_its_secrets_and_is_told_which_it_lacks(kube: Kube, tmp_path: Path) -> None:
    """None, then all, then all but a key: each missing one is named with what brings it."""
    before = run(kube, "check", OVERLAY)
    assert before.returncode == 1
    for name, keys in ASKED.items():
        assert f"lacks secret {name} ({', '.join(sorted(keys))}):" in before.stdout

    made = run(kube, "create", OVERLAY, str(tmp_path / "secrets"))
    assert made.returncode == 0, made.stderr
    assert run(kube, "check", OVERLAY).returncode == 0
    dry = ("apply", "--server-side", "--dry-run=server", "--kustomize")
    kube.kubectl(*dry, str(ROOT / "deploy" / "k8s" / "overlays" / OVERLAY))

    # Made again from the same folder, a secret is what it was.
    key = ("get", "secret", "tradewire-token-key", "--namespace", NAMESPACE)
    (first,) = kube.get(*key[1:])
    kube.kubectl("delete", *key[1:])
    assert run(kube, "create", OVERLAY, str(tmp_path / "secrets")).returncode == 0
    assert kube.get(*key[1:])[0]["data"] == first["data"]

    # The command that is told does what it says.
    lose = json.dumps({"data": {"risk-password": None}})
    kube.kubectl("patch", "secret", "postgresql", "--namespace", NAMESPACE, "--patch", lose)
    lacking = run(kube, "check", OVERLAY)
    assert lacking.returncode == 1
    (told,) = (line for line in lacking.stdout.splitlines() if " patch secret " in line)
    kube.kubectl(*shlex.split(told)[1:])
    assert run(kube, "check", OVERLAY).returncode == 0
