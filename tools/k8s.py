"""The secrets of an overlay: which it asks for, which a cluster lacks, and how they get there.

    python -m tools.k8s list staging                # names and keys that the pods ask for
    python -m tools.k8s check staging               # what the cluster lacks, each with its command
    python -m tools.k8s create staging DIR          # creates what it lacks from DIR/<name>/<key>

`create` first writes what DIR has not got: passwords and the key of tokens at random, addresses of
databases from the passwords. Keep DIR as you keep other secrets, or delete it: the cluster has
them then. What the cluster has is never replaced, for PostgreSQL reads its passwords only once.
"""

import argparse
import json
import re
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from secrets import token_urlsafe
from urllib.parse import quote

from tools.manifests import KUBECTL, Manifest, RenderError, overlays, render

# An API server that is well answers in milliseconds, one far away in seconds.
ASK_S_MAX = 60
# 256 bits: twice what anybody could search.
RANDOM_BYTES = 32
WORKLOADS = ("Deployment", "StatefulSet")
# What a program does whom Ctrl-C ends: 128 and the signal's number.
EXIT_INTERRUPTED = 130
# Lines of kubectl's own log, which say five times what its last line says once.
LOGGED = re.compile(r"[EWI]\d{4} ")
NO_CLUSTER = re.compile(r"connection to the server|Unable to connect|Error in configuration")
CHOOSE = (
    "choose the cluster first: `kubectl config use-context NAME`, or KUBECONFIG=FILE; "
    "`kubectl cluster-info` tells which it is and whether it answers"
)

Wanted = Mapping[str, frozenset[str]]
"""Secrets by name, with the keys that are asked for."""


class SecretsError(Exception):
    """The secrets cannot be listed or made; the message says why and what to do."""


def wanted(manifests: Sequence[Manifest]) -> dict[str, frozenset[str]]:
    """Secrets that the pods of an overlay ask for, as files or as variables."""
    found: dict[str, set[str]] = {}
    for manifest in manifests:
        if manifest["kind"] not in WORKLOADS:
            continue
        spec = manifest["spec"]["template"]["spec"]
        for volume in spec.get("volumes", ()):
            for source in (volume, *volume.get("projected", {}).get("sources", ())):
                if (secret := source.get("secret")) is not None:
                    name = secret.get("secretName") or secret["name"]
                    found.setdefault(name, set()).update(one["key"] for one in secret["items"])
        for container in (*spec.get("initContainers", ()), *spec["containers"]):
            for variable in container.get("env", ()):
                if (key := variable.get("valueFrom", {}).get("secretKeyRef")) is not None:
                    found.setdefault(key["name"], set()).add(key["key"])
    return {name: frozenset(keys) for name, keys in sorted(found.items())}


def namespace_of(manifests: Sequence[Manifest]) -> str:
    """The namespace that an overlay brings."""
    (name,) = (one["metadata"]["name"] for one in manifests if one["kind"] == "Namespace")
    return str(name)


def missing(asked: Wanted, there: Wanted) -> dict[str, frozenset[str]]:
    """What is asked for and not there, by name."""
    lacking = {name: keys - there.get(name, frozenset()) for name, keys in asked.items()}
    return {name: keys for name, keys in lacking.items() if keys}


def remedy(namespace: str, name: str, keys: frozenset[str], there: Wanted) -> str:
    """The command that brings a secret with its keys."""
    files = " ".join(f"--from-file={key}=FILE" for key in sorted(keys))
    create = f"kubectl --namespace {namespace} create secret generic {name} {files}"
    if name not in there:
        return create
    # Added to what the secret has: replacing it would lose the other keys.
    pairs = ", ".join(f'"{key}": "VALUE"' for key in sorted(keys))
    patch = f"'{{\"stringData\": {{{pairs}}}}}'"
    return f"kubectl --namespace {namespace} patch secret {name} --patch {patch}"


def fill(folder: Path, asked: Wanted, there: Wanted) -> list[Path]:
    """Write what ``folder`` lacks of the secrets that are to be created; answers what it wrote.

    Raises:
        SecretsError: a value is nobody's to make up: the address of a database elsewhere, or one
            whose password the cluster has and ``folder`` has not.
    """
    written = []
    # Passwords first: addresses are made of them.
    for name, key in sorted(_pairs(asked), key=lambda pair: pair[1].endswith("-url")):
        path = folder / name / key
        if name in there or path.exists():
            continue
        text = _value(folder, name, key, asked)
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        path.touch(mode=0o600)
        path.write_text(text)
        written.append(path)
    return written


def _pairs(asked: Wanted) -> list[tuple[str, str]]:
    return [(name, key) for name, keys in asked.items() for key in keys]


def _value(folder: Path, name: str, key: str, asked: Wanted) -> str:
    """A password or key at random, or an address of the database that the overlay brings."""
    if key == "database-url":
        service = name.removeprefix("tradewire-database-")
        password = _password(folder, name, key, ("postgresql", f"{service}-password"), asked)
        return f"postgresql://{service}:{password}@postgresql:5432/{service}"
    if key == "questdb-url":
        password = _password(folder, name, key, ("questdb", "password"), asked)
        return f"http://tradewire:{password}@questdb:9000?pg_port=8812"
    return token_urlsafe(RANDOM_BYTES)


def _password(folder: Path, name: str, key: str, of: tuple[str, str], asked: Wanted) -> str:
    """The password of a database of the overlay's own, as a URL takes it."""
    server, field = of
    path = folder / server / field
    if server not in asked:
        raise SecretsError(
            f"{folder / name / key} is not there, and the overlay brings no {server}: write the "
            "address of yours into it"
        )
    if not path.exists():
        raise SecretsError(
            f"{path} is not there, and the cluster has the secret {server} already: write its "
            f"{field} into that file (`kubectl get secret {server} --output yaml` has it in base64)"
        )
    return quote(path.read_text().strip(), safe="")


def kubectl(*words: str) -> str:
    """What kubectl prints, against the cluster of the current context.

    Raises:
        SecretsError: it failed; the message is its own, and what to do where no cluster answers.
    """
    try:
        done = subprocess.run(
            [str(KUBECTL), *words], capture_output=True, text=True, timeout=ASK_S_MAX, check=False
        )
    except subprocess.TimeoutExpired:
        raise SecretsError(f"the cluster has not answered for {ASK_S_MAX} s; {CHOOSE}") from None
    if done.returncode != 0:
        said = "\n".join(line for line in done.stderr.splitlines() if not LOGGED.match(line))
        advice = f"\n{CHOOSE}" if NO_CLUSTER.search(said) else ""
        raise SecretsError(f"kubectl {words[0]}: {said.strip()}{advice}")
    return done.stdout


def in_cluster(namespace: str) -> dict[str, frozenset[str]]:
    """Secrets of a namespace and their keys."""
    listed = json.loads(kubectl("get", "secrets", "--namespace", namespace, "--output", "json"))
    return {
        one["metadata"]["name"]: frozenset(
            key for key, value in one.get("data", {}).items() if value
        )
        for one in listed["items"]
    }


def check(overlay: str) -> int:
    """Say what the cluster lacks and how it gets there; answers the exit code."""
    manifests = render(overlay)
    namespace, there = namespace_of(manifests), in_cluster(namespace_of(manifests))
    lacking = missing(wanted(manifests), there)
    for name, keys in lacking.items():
        listed = ", ".join(sorted(keys))
        print(f"{namespace} lacks secret {name} ({listed}):")
        print(f"  {remedy(namespace, name, keys, there)}")
    if lacking:
        print(f"or all of them at once: python -m tools.k8s create {overlay} DIR")
        return 1
    print(f"{namespace} has every secret that {overlay} asks for")
    return 0


def create(overlay: str, folder: Path) -> int:
    """Bring the namespace and the secrets that it lacks; answers the exit code."""
    manifests = render(overlay)
    namespace, asked = namespace_of(manifests), wanted(manifests)
    if not kubectl("get", "namespace", namespace, "--ignore-not-found", "--output", "name"):
        kubectl("create", "namespace", namespace)
    there = in_cluster(namespace)
    for path in fill(folder, asked, there):
        print(f"wrote {path}")
    for name, keys in asked.items():
        if name in there:
            print(f"{namespace} has {name} already")
            continue
        files = [f"--from-file={key}={folder / name / key}" for key in sorted(keys)]
        kubectl("create", "secret", "generic", name, "--namespace", namespace, *files)
        print(f"{namespace} has {name} now")
    return check(overlay)


def listed(overlay: str) -> int:
    """Say what the overlay asks for; answers the exit code."""
    for name, keys in wanted(render(overlay)).items():
        print(f"{name}: {', '.join(sorted(keys))}")
    return 0


def main(arguments: Sequence[str] | None = None) -> int:
    """The command; answers its exit code."""
    parser = argparse.ArgumentParser(prog="python -m tools.k8s")
    commands = parser.add_subparsers(dest="command", required=True)
    for name in ("list", "check", "create"):
        commands.add_parser(name).add_argument("overlay", choices=overlays())
    commands.choices["create"].add_argument("folder", type=Path, metavar="DIR")
    options = parser.parse_args(arguments)
    try:
        match options.command:
            case "check":
                return check(options.overlay)
            case "create":
                return create(options.overlay, options.folder)
            case _:
                return listed(options.overlay)
    except (SecretsError, RenderError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("stopped; said again, it goes on where it was", file=sys.stderr)
        return EXIT_INTERRUPTED


if __name__ == "__main__":
    sys.exit(main())
