"""Settings of our services as a rendered pod would load them."""

from pathlib import Path
from typing import Any

from gateway.settings import GatewaySettings
from services.chassis.config import ServiceSettings, load
from services.execution.settings import ExecutionSettings
from services.marketdata.settings import MarketDataSettings
from services.risk.settings import RiskSettings
from services.signal.settings import SignalSettings
from tools.manifests import Manifest

SETTINGS: tuple[type[ServiceSettings], ...] = (
    MarketDataSettings,
    SignalSettings,
    RiskSettings,
    ExecutionSettings,
    GatewaySettings,
)
OURS = {settings.service: settings for settings in SETTINGS}
WRITERS = [name for name in OURS if name != "gateway"]
# What a secret holds decides nothing here but that it can be read.
SECRETS = {
    "token-key": "k" * 32,
    "database-url": "postgresql://risk:secret@postgresql:5432/risk",
    "questdb-url": "http://tradewire:secret@questdb:9000?pg_port=8812",
}


def loaded(
    manifests: list[Manifest], pod: dict[str, Any], container: dict[str, Any], folder: Path
) -> ServiceSettings:
    """The settings of a container, its files written to ``folder`` as its volumes have them."""
    environ = environment(manifests, container)
    files = mounted(manifests, pod, container)
    for name, value in environ.items():
        if value in files:
            path = folder / value.lstrip("/")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(files[value])
            environ[name] = str(path)
    name = container["args"][-1].removeprefix("services.")
    return load(OURS[name], environ)


def environment(manifests: list[Manifest], container: dict[str, Any]) -> dict[str, str]:
    """Variables of a container: of its ConfigMaps, then its own."""
    found: dict[str, str] = {}
    for source in container.get("envFrom", ()):
        found |= config_map(manifests, source["configMapRef"]["name"])
    return found | {one["name"]: one["value"] for one in container.get("env", ())}


def config_map(manifests: list[Manifest], name: str) -> dict[str, str]:
    """The content of a ConfigMap."""
    (data,) = (
        one["data"]
        for one in manifests
        if one["kind"] == "ConfigMap" and one["metadata"]["name"] == name
    )
    return dict(data)


def mounted(
    manifests: list[Manifest], pod: dict[str, Any], container: dict[str, Any]
) -> dict[str, str]:
    """Files that a container sees of ConfigMaps and secrets, by path."""
    volumes = {volume["name"]: volume for volume in pod["volumes"]}
    files: dict[str, str] = {}
    for mount in container["volumeMounts"]:
        volume = volumes.get(mount["name"], {})
        if "configMap" in volume:
            texts = config_map(manifests, volume["configMap"]["name"])
            files |= {f"{mount['mountPath']}/{key}": text for key, text in texts.items()}
        for source in volume.get("projected", {}).get("sources", ()):
            for item in source["secret"]["items"]:
                files[f"{mount['mountPath']}/{item['path']}"] = SECRETS[item["key"]]
    return files
