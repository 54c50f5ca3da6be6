"""Build the control plane that the overlays are tried on: `cluster.py` prints the folder it is in.

`deploy/k8s/cluster` is etcd and Kubernetes in one binary, `deploy/k8s/nodes` is kwok, which plays
nodes. Compiled once, some eight minutes on two cores, and kept by what they are made of.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CLUSTER = ROOT / "deploy" / "k8s" / "cluster"
NODES = ROOT / "deploy" / "k8s" / "nodes"
KWOK = "sigs.k8s.io/kwok"
PARTS = ("etcd", "kube-apiserver", "kube-controller-manager", "kube-scheduler", "kubectl")
# A cold build with one core of a busy machine; beyond it, something hangs.
BUILD_S_MAX = 3_600
# Without names of symbols and files the binary is a third smaller and says nothing of this machine.
FLAGS = ("-trimpath", "-ldflags=-s -w")
STAGES = ("node/fast", "node/heartbeat-with-lease", "pod/fast", "volume/fast")
"""What a node does with what is put on it, in kwok's words: at once, and without a container."""


def main() -> int:
    """Build what is not there yet; answers the exit code."""
    go = shutil.which("go")
    if go is None:
        sys.stderr.write("the cluster is built by Go, and it is not here: install Go 1.26\n")
        return 1
    home = folder()
    if not (home / "complete").exists():
        try:
            build(go, home)
        except subprocess.CalledProcessError as error:
            sys.stderr.write(f"not built, see above: {' '.join(error.cmd)} failed\n")
            return 1
    print(home)
    return 0


def folder() -> Path:
    """Where the binaries of these sources are kept: another pin, another folder."""
    made_of = [CLUSTER / "main.go", *sorted(CLUSTER.glob("go.*")), *sorted(NODES.glob("go.*"))]
    digest = hashlib.sha256(b"".join(path.read_bytes() for path in made_of)).hexdigest()
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return cache / "tradewire" / f"cluster-{digest[:16]}"


def build(go: str, home: Path) -> None:
    """Compile into ``home``; what a cut-off build left there is overwritten."""
    began_s = time.monotonic()
    home.mkdir(parents=True, exist_ok=True)
    sys.stderr.write("building etcd, Kubernetes and kwok, once: some eight minutes on two cores\n")
    compile_to(go, CLUSTER, home / "cluster", ".")
    for part in PARTS:
        (home / part).unlink(missing_ok=True)
        (home / part).symlink_to("cluster")
    sys.stderr.write(f"Kubernetes after {time.monotonic() - began_s:.0f} s; now kwok\n")
    compile_to(go, NODES, home / "kwok", f"{KWOK}/cmd/kwok")
    write_stages(go, home / "stages.yaml")
    (home / "complete").touch()
    sys.stderr.write(f"done after {time.monotonic() - began_s:.0f} s\n")


def compile_to(go: str, module: Path, target: Path, package: str) -> None:
    """Compile one package of a module of ours."""
    command = [go, "build", *FLAGS, "-o", str(target), package]
    subprocess.run(command, cwd=module, check=True, timeout=BUILD_S_MAX)


def write_stages(go: str, path: Path) -> None:
    """Write the stages of kwok's own, which travel in its module, as one file."""
    listed = [go, "list", "-m", "-f", "{{.Dir}}", KWOK]
    found = subprocess.run(listed, cwd=NODES, check=True, capture_output=True, text=True)
    stages = Path(found.stdout.strip()) / "kustomize" / "stage"
    files = [file for stage in STAGES for file in sorted((stages / stage).glob("*.yaml"))]
    texts = [file.read_text() for file in files if file.name != "kustomization.yaml"]
    path.write_text("\n---\n".join(texts))


if __name__ == "__main__":
    sys.exit(main())
