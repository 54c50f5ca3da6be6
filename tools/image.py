"""Build the image on a Debian that has no container engine and reaches no registry of images.

    make image                 build it, and say how large it is and of what

`docker build .` is all that anybody needs who has an engine. Without one, buildah builds the same
Dockerfile, unmodified; the base that it names is stood in for by a Debian of the same release with
Debian's own Python 3.11, and podman starts it. Installed by
``apt-get install buildah podman runc mmdebstrap``, and run as root.
"""

import os
import re
import shutil
import subprocess
import sys
import time
import tomllib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DOCKERFILE = ROOT / "Dockerfile"
TOOLS = ("buildah", "podman", "runc", "mmdebstrap")
RELEASE = "bookworm"
# What the base has beside a minimal Debian, as far as the Dockerfile uses it.
PACKAGES = ("ca-certificates", "netbase", "python3", "python3-pip", "python3-venv", "tzdata")
# A minute and a half on two quiet cores; beyond it something hangs.
BUILD_S_MAX = 1_800
# The names that this distribution's bundle has here and in the base.
CERTIFICATES = Path("/etc/ssl/certs/ca-certificates.crt")
PIP_CONF = Path("/etc/pip.conf")
# Of pip's settings, those of folders that the build does not see.
NOT_FOR_THE_BUILD = ("cache-dir", "find-links", "log", "target")
# What an engine sets by itself and this buildah's defaults do not: as few rights as can be.
LIMITS = ("--ulimit=nofile=4096:4096", "--ulimit=nproc=4096:4096")


@dataclass(frozen=True, slots=True)
class Built:
    """An image: its name, all of its bytes, those of its base, and how long it took."""

    name: str
    size_bytes: int
    base_bytes: int
    seconds: float


def missing() -> str:
    """Why no image can be built here, and what to do; empty where one can."""
    lacking = [name for name in TOOLS if shutil.which(name) is None]
    if lacking:
        return f"{', '.join(lacking)} not installed: apt-get install {' '.join(lacking)}"
    if os.geteuid() != 0:
        return "images are built as root here, for there is no engine that is"
    return ""


def main() -> int:
    """Build and tell; answers the exit code."""
    if reason := missing():
        sys.stderr.write(f"{reason}\n")
        return 1
    try:
        built = build(show=True)
    except subprocess.CalledProcessError as error:
        sys.stderr.write(f"not built, see above: {' '.join(error.cmd)} failed\n")
        return 1
    own_mb = (built.size_bytes - built.base_bytes) / 1e6
    print(f"{built.name}: {own_mb:.0f} MB over its base, in {built.seconds:.0f} s")
    return 0


def base_name() -> str:
    """The image that the Dockerfile begins with."""
    (name,) = set(re.findall(r"^FROM (\S+)", DOCKERFILE.read_text(), re.MULTILINE))
    return str(name)


def version() -> str:
    """Of the platform, as its project file says."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    return str(project["version"])


def home() -> Path:
    """Where images are kept between two builds."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return cache / "tradewire" / "image"


def build(*, show: bool = False) -> Built:
    """Build the Dockerfile as it stands; what has not changed since the last time is kept.

    Raises:
        CalledProcessError: a step failed; its words are on standard error.
    """
    home().mkdir(parents=True, exist_ok=True)
    (home() / "policy.json").write_text('{"default": [{"type": "insecureAcceptAnything"}]}\n')
    began_s = time.monotonic()
    base = f"localhost/{base_name()}"
    name = f"localhost/tradewire:{version()}"
    if not _exists(base):
        _stand_in(base)
    out = None if show else subprocess.DEVNULL
    with _pip_conf() as conf:
        mounted = [f"--volume={path}:{inside}:ro" for path, inside in conf]
        _run(
            *buildah("bud", _policy(), "--isolation=chroot", "--network=host", "--pull-never"),
            *("--layers", *mounted, "--tag", name, str(ROOT)),
            stdout=out,
        )
    return Built(name, _size(name), _size(base), time.monotonic() - began_s)


def buildah(command: str, *arguments: str) -> list[str]:
    """A command of buildah on this project's own images."""
    return ["buildah", *_store(), command, *arguments]


def podman(command: str, *arguments: str) -> list[str]:
    """A command of podman on them, without systemd's groups of processes."""
    engine = ("--runtime=runc", "--cgroup-manager=cgroupfs")
    return ["podman", *_store(), *engine, command, *arguments]


def run(name: str, *options: str) -> list[str]:
    """Start a container as production does: nothing to write to, no rights, no name of a user.

    On this machine's own network, for there is no engine that would make another.
    """
    hardened = ("--read-only", "--cap-drop=all", "--security-opt=no-new-privileges")
    return podman(
        "run",
        *("--name", name, "--network=host", "--pull=never", _policy(), "--tmpfs=/tmp:size=64m"),
        *(*hardened, *LIMITS, *options),
    )


def _store() -> tuple[str, ...]:
    folder = home()
    # Of the running system alone: locks and mounts, which no restart may find again.
    return ("--storage-driver=overlay", f"--root={folder / 'store'}", "--runroot=/run/tradewire")


def _policy() -> str:
    return f"--signature-policy={home() / 'policy.json'}"


def _run(*command: str, stdout: int | None = subprocess.PIPE) -> str:
    done = subprocess.run(command, check=True, stdout=stdout, text=True, timeout=BUILD_S_MAX)
    return (done.stdout or "").strip()


def _exists(name: str) -> bool:
    found = subprocess.run(
        podman("image", "exists", name), check=False, timeout=BUILD_S_MAX, capture_output=True
    )
    return found.returncode == 0


def _size(name: str) -> int:
    return int(_run(*podman("image", "inspect", "--format", "{{.Size}}", name)))


def _stand_in(name: str) -> None:
    """Make a Debian of the base's release, with Python where the base has it, and call it so."""
    archive = home() / "base.tar"
    packages = ",".join(PACKAGES)
    _run(
        *("mmdebstrap", "--quiet", "--variant=minbase", f"--include={packages}"),
        *(RELEASE, str(archive)),
    )
    container = _run(*buildah("from", _policy(), "scratch"))
    try:
        mounted = Path(_run(*buildah("mount", container)))
        _run("tar", "--extract", f"--file={archive}", f"--directory={mounted}")
        (mounted / "usr/local/bin/python").symlink_to("/usr/bin/python3")
        path = "PATH=/usr/local/bin:/usr/local/sbin:/usr/sbin:/usr/bin:/sbin:/bin"
        _run(*buildah("config", "--env", path, container))
        _run(*buildah("commit", "--quiet", _policy(), container, name))
    finally:
        _run(*buildah("rm", container))
        archive.unlink(missing_ok=True)


@contextmanager
def _pip_conf() -> Iterator[Sequence[tuple[Path, Path]]]:
    """What this machine's pip needs to reach its packages, for the build alone and in no layer."""
    listed = _run(sys.executable, "-m", "pip", "config", "list")
    found = dict(re.findall(r"^(?:global|:env:)\.([\w-]+)='(.*)'$", listed, re.MULTILINE))
    lines = [f"{name} = {value}" for name, value in found.items() if name not in NOT_FOR_THE_BUILD]
    path = home() / "pip.conf"
    path.touch(mode=0o600)
    path.write_text("\n".join(["[global]", *lines, ""]))
    try:
        bundle = Path(found.get("cert", CERTIFICATES))
        yield [(path, PIP_CONF), *([(bundle, bundle)] if bundle.exists() else [])]
    finally:
        path.unlink()


if __name__ == "__main__":
    sys.exit(main())
