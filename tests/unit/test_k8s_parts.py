"""What the mesh stands on in a cluster: data that last, on the volume, in the memory there is."""

import re
from typing import Any

import pytest

from services.chassis.kv import BUCKET_BYTES_MAX, Bucket
from services.chassis.subjects import STREAMS
from tests.manifest_objects import name_of, named, of_kind, pods, size
from tests.manifest_settings import WRITERS
from tools.manifests import K8S, overlays

PARTS = ("nats", "postgresql", "questdb")
# Where each image keeps what it writes: PostgreSQL's since 18 in a folder for each major version
# of this one, QuestDB's by its entry point.
DATA = {"postgresql": "/var/lib/postgresql", "questdb": "/var/lib/questdb"}
# Whom each image has for it: Alpine's postgres, QuestDB's own.
USERS = {"postgresql": 70, "questdb": 10001}

pytestmark = pytest.mark.parametrize("overlay", overlays())


def container(overlay: str, part: str) -> dict[str, Any]:
    """The one container of a part."""
    (found,) = pods(overlay)[part]["containers"]
    return dict(found)


def mounts(overlay: str, part: str) -> dict[str, str]:
    """Names of its volumes by path."""
    return {one["mountPath"]: one["name"] for one in container(overlay, part)["volumeMounts"]}


def variables(overlay: str, part: str) -> dict[str, str]:
    """Its variables that are written down."""
    return {
        one["name"]: one["value"]
        for one in container(overlay, part).get("env", ())
        if "value" in one
    }


def configured(overlay: str) -> str:
    """The bus's configuration."""
    (text,) = (
        one["data"]["nats.conf"]
        for one in of_kind(overlay, "ConfigMap")
        if name_of(one).startswith("nats-config")
    )
    return str(text)


def memory_bytes(overlay: str, part: str) -> int:
    """What the container may take."""
    return size(container(overlay, part)["resources"]["limits"]["memory"])


def test_whatever_keeps_data_is_alone_and_never_loses_them_with_its_set(overlay: str) -> None:
    """And gives way to the next change when it has never become ready."""
    assert {name_of(one) for one in of_kind(overlay, "StatefulSet")} == {*WRITERS, *PARTS}
    for one in of_kind(overlay, "StatefulSet"):
        spec, name = one["spec"], name_of(one)
        assert spec["replicas"] == 1, name
        assert spec["podManagementPolicy"] == "Parallel", name
        kept = {"whenDeleted": "Retain", "whenScaled": "Retain"}
        assert spec["persistentVolumeClaimRetentionPolicy"] == kept, name
        (claim,) = spec["volumeClaimTemplates"]
        assert claim["metadata"]["name"] == "data", name
        assert claim["spec"]["accessModes"] == ["ReadWriteOncePod"], name


def test_ports_are_those_that_the_programs_open(overlay: str) -> None:
    """The bus's by its configuration; QuestDB's and PostgreSQL's are their own."""
    bus = re.findall(r"^(?:port|http): (?:\S+:)?(\d+)$", configured(overlay), re.MULTILINE)
    opened = {
        "nats": dict(zip(("nats", "monitor"), map(int, bus), strict=True)),
        "postgresql": {"postgresql": 5432},
        "questdb": {"http": 9000, "postgresql": 8812, "health": 9003},
    }
    for part, ports in opened.items():
        listed = container(overlay, part)["ports"]
        assert {port["name"]: port["containerPort"] for port in listed} == ports


def test_data_go_to_the_volume(overlay: str) -> None:
    """Anywhere else they are gone with the pod, or cannot be written at all."""
    for part, folder in DATA.items():
        assert mounts(overlay, part)[folder] == "data"
        assert pods(overlay)[part]["securityContext"]["runAsUser"] == USERS[part]
    assert "PGDATA" not in variables(overlay, "postgresql")
    (folder,) = re.findall(r"store_dir: (\S+)", configured(overlay))
    assert mounts(overlay, "nats")[folder] == "data"


def test_passwords_of_the_databases_are_where_they_are_looked_for(overlay: str) -> None:
    """By the image's entry point, and by the script that makes a role for each service."""
    script = (K8S / "components" / "postgresql" / "databases.sh").read_text()
    (looked,) = re.findall(r"PASSWORDS:-(\S+)}", script)
    assert mounts(overlay, "postgresql")[looked] == "passwords"
    (source,) = (
        volume["secret"]
        for volume in pods(overlay)["postgresql"]["volumes"]
        if volume["name"] == "passwords"
    )
    files = {f"{looked}/{item['path']}" for item in source["items"]}
    superuser = variables(overlay, "postgresql")["POSTGRES_PASSWORD_FILE"]
    assert files == {superuser, *(f"{looked}/{name}-password" for name in WRITERS)}
    assert mounts(overlay, "postgresql")["/docker-entrypoint-initdb.d"] == "init"


def test_memory_that_is_told_to_a_program_is_less_than_its_container_has(overlay: str) -> None:
    """Each leaves room for what it does not count: heap, stacks, mapped files."""
    quest = int(variables(overlay, "questdb")["QDB_RAM_USAGE_LIMIT_BYTES"])
    assert quest <= memory_bytes(overlay, "questdb") / 2
    heap = int(variables(overlay, "nats")["GOMEMLIMIT"].removesuffix("MiB")) * 1024**2
    assert heap < memory_bytes(overlay, "nats") * 0.8
    for option in container(overlay, "postgresql").get("args", ()):
        shared_gb = re.fullmatch(r"-cshared_buffers=(\d+)GB", option)
        assert shared_gb is not None
        assert int(shared_gb[1]) * 1024**3 <= memory_bytes(overlay, "postgresql") / 4


def test_parallel_queries_have_shared_memory(overlay: str) -> None:
    """A container's own 64 MiB end one of many rows with an error."""
    name = mounts(overlay, "postgresql")["/dev/shm"]
    (volume,) = (one for one in pods(overlay)["postgresql"]["volumes"] if one["name"] == name)
    assert volume["emptyDir"]["medium"] == "Memory"
    assert size(volume["emptyDir"]["sizeLimit"]) >= 256 * 1024**2


def test_the_bus_has_room_for_every_stream(overlay: str) -> None:
    """Its store, on its volume; its buckets, in its memory."""
    found = re.findall(r"(max_\w+_store): (\d+)MB", configured(overlay))
    limits = {key: int(mib) * 1024**2 for key, mib in found}
    (claim,) = named(overlay, "StatefulSet", "nats")["spec"]["volumeClaimTemplates"]
    assert sum(stream.bytes_max for stream in STREAMS) < limits["max_file_store"]
    assert limits["max_file_store"] < size(claim["spec"]["resources"]["requests"]["storage"])
    assert len(Bucket) * BUCKET_BYTES_MAX <= limits["max_memory_store"]
    assert limits["max_memory_store"] < memory_bytes(overlay, "nats")
