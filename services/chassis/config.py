"""Settings: built-in YAML of the environment, then the operator's file, then the environment.

Later sources win, key by key::

    services/chassis/environments/<environment>.yaml    ships with the platform
    QUESTDB_URL                                          of marketdata, a name that others know
    the file that TRADEWIRE_CONFIG names                 the operator's
    TRADEWIRE_<KEY>, TRADEWIRE_<SERVICE>__<KEY>          variables; `__` descends one level
    TRADEWIRE_<KEY>_FILE                                 the same, read from a file: for secrets

A file's top level holds the keys that all services share and one section per service; a service
reads the shared keys and its own section, which may also override shared keys. A key that nobody
knows is an error that names it and its nearest neighbours: a misspelt limit must not be ignored.
"""

import difflib
import os
from collections.abc import Iterator, Mapping, Sequence
from importlib import resources
from pathlib import Path
from typing import Any, ClassVar, Literal, Self, TypeVar, get_args

import yaml
from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError, model_validator
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from tradewire.errors import ConfigurationError

Environment = Literal["development", "production"]
ENVIRONMENTS: tuple[Environment, ...] = get_args(Environment)
SERVICES = ("marketdata", "signal", "risk", "execution", "backtest", "gateway")
PREFIX = "TRADEWIRE_"
ENVIRONMENT_VARIABLE = "TRADEWIRE_ENVIRONMENT"
CONFIG_VARIABLE = "TRADEWIRE_CONFIG"
ALIASES: Mapping[str, Sequence[str]] = {"QUESTDB_URL": ("marketdata", "ticks", "questdb_url")}
"""Variables of other programs that are honoured, and the keys that they set. Every one of ours is
stronger: whoever has such a variable may not have meant us."""
EXIT_MISCONFIGURED = 78
"""A process ends with it where its settings are wrong: EX_CONFIG of sysexits.h."""
# More than three guesses no longer help whoever misspelt the key.
NEIGHBOURS_MAX = 3
# 127.0.0.0/8 and ::1, as a person writes them in a setting.
LOOPBACK_HOSTS = frozenset({"127.0.0.1", "localhost", "::1", "[::1]"})

S = TypeVar("S", bound="ServiceSettings")


class Section(BaseModel):
    """A group of keys; unknown ones are refused and none changes after start."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Addresses(Section):
    """Where each service listens for its peers, as host:port."""

    marketdata: str = "127.0.0.1:7301"
    signal: str = "127.0.0.1:7302"
    risk: str = "127.0.0.1:7303"
    execution: str = "127.0.0.1:7304"
    backtest: str = "127.0.0.1:7305"
    gateway: str = "127.0.0.1:7300"

    def of(self, service: str) -> str:
        """The address of ``service``; an unknown one raises ConfigurationError."""
        if service not in SERVICES:
            raise ConfigurationError(f"no service {service!r}; there are {', '.join(SERVICES)}")
        return str(getattr(self, service))


class LogSettings(Section):
    """How a process logs: ``level`` and above, as JSON lines or for a person's eyes."""

    level: Literal["debug", "info", "warning", "error"] = "info"
    format: Literal["json", "console"] = "json"


class ReplaySettings(Section):
    """The replay in lock-step that the process is part of.

    Attributes:
        run: the replay's id, of the subject ``tw.v1.clock.<run>``.
        begin_ns: tape time at which the clock stands before the first step, Unix nanoseconds.
        log_id: of this owner's log, from the tape: the same tape, the same ids.
        account: the tape's, the only one that trades; None where nobody said.
    """

    run: str = Field(pattern=r"^[a-z0-9][a-z0-9-]{0,62}$")
    begin_ns: int = Field(ge=0)
    log_id: str | None = Field(default=None, pattern=r"^[A-Za-z0-9_-]{1,64}$")
    account: str | None = Field(default=None, pattern=r"^[a-z0-9][a-z0-9-]{0,62}$")


class ServerSettings(Section):
    """How a gRPC server ends: times in seconds."""

    # Kubernetes removes an endpoint a moment after it signals; calls still arrive meanwhile.
    drain_s: float = Field(default=0.0, ge=0, le=60)
    # How long running calls may take to finish once the server has begun to stop.
    grace_s: float = Field(default=5.0, ge=0, le=60)


class AuthSettings(Section):
    """What proves a caller: the key that signs tokens, at least 32 bytes. Never in a file of ours.

    Without a key a production server admits nobody.
    """

    token_key: SecretStr | None = None

    @model_validator(mode="after")
    def _long_enough(self) -> Self:
        # RFC 7518, section 3.2: a key at least as long as the hash, 32 bytes for HS256.
        if self.token_key and len(self.token_key.get_secret_value().encode()) < 32:  # noqa: PLR2004
            raise ValueError("token_key is shorter than 32 bytes")
        return self


class TlsSettings(Section):
    """TLS between services: PEM files of this server and of the peers' CA; see ``chassis.tls``."""

    certificate_file: Path | None = None
    key_file: Path | None = None
    ca_file: Path | None = None


class ServiceSettings(BaseSettings):
    """What every process needs; a service's own settings class adds its keys.

    Attributes:
        service: the name of the service, set by the subclass.
        environment: development binds to loopback, has no users and refuses live venues.
        run: the id of the mesh; its services refuse the calls of another's. Empty asks nobody.
        data_dir: the folder of databases, logs and runtime files.
        addresses: where the services find each other, host:port each.
        listen: where this process listens, when that is not its own entry of ``addresses``.
        nats_url: the bus.
        database_url: None means the service's own SQLite file in ``data_dir``.
        metrics: host:port of the Prometheus page; None means no page.
        live_venues: whether real money may be traded.
        replay: the replay in lock-step that the process is part of; None outside of one.
    """

    model_config = SettingsConfigDict(extra="forbid", frozen=True)
    service: ClassVar[str] = ""

    environment: Environment = "development"
    data_dir: Path = Path(".tradewire")
    addresses: Addresses = Addresses()
    listen: str | None = None
    nats_url: str = "nats://127.0.0.1:7322"
    database_url: SecretStr | None = None
    metrics: str | None = None
    live_venues: bool = False
    replay: ReplaySettings | None = None
    run: str = Field(default="", max_length=64)
    logs: LogSettings = LogSettings()
    server: ServerSettings = ServerSettings()
    auth: AuthSettings = AuthSettings()
    tls: TlsSettings = TlsSettings()

    @property
    def address(self) -> str:
        """Where this service listens, host:port."""
        return self.listen or self.addresses.of(self.service)

    @property
    def database(self) -> str:
        """The URL of the service's database, password included."""
        if self.database_url is not None:
            return self.database_url.get_secret_value()
        return f"sqlite:///{self.data_dir.resolve() / self.service}.db"

    @property
    def databases_beside(self) -> Mapping[str, str]:
        """Databases that are never migrated: the service's module of their tables -> URL."""
        return {}

    @model_validator(mode="after")
    def _keep_development_at_home(self) -> Self:
        if self.environment != "development":
            return self
        if self.live_venues:
            raise ValueError(
                "live_venues is refused in development, which has no users to answer for real "
                "money; set TRADEWIRE_ENVIRONMENT=production"
            )
        for field, address in (
            ("listen", self.address if self.service else None),
            ("metrics", self.metrics),
        ):
            if address is not None and not is_loopback(address):
                raise ValueError(
                    f"{field}: {address} is reachable from outside, and development has no users; "
                    "listen on 127.0.0.1 or set TRADEWIRE_ENVIRONMENT=production"
                )
        return self

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],  # noqa: ARG003 - named so by pydantic.
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - named so by pydantic.
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - as above.
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - as above.
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Values come through `load` alone, so that every key is checked in one place."""
        return (init_settings,)


def is_loopback(address: str) -> bool:
    """Whether host:port can be reached from this machine alone."""
    return address.rpartition(":")[0] in LOOPBACK_HOSTS


def load(settings: type[S], environ: Mapping[str, str] | None = None) -> S:
    """Settings of a service from YAML and variables; ``environ`` defaults to the process's own.

    Raises:
        ConfigurationError: a key is unknown, a value is wrong, or a file cannot be read. The
            message names the key, where it stands, and what to write instead.
    """
    environ = os.environ if environ is None else environ
    environment = environ.get(ENVIRONMENT_VARIABLE, ENVIRONMENTS[0])
    if environment not in ENVIRONMENTS:
        known = ", ".join(ENVIRONMENTS)
        raise ConfigurationError(f"{ENVIRONMENT_VARIABLE}={environment}: known are {known}")
    merged: dict[str, Any] = {"environment": environment}
    origins: dict[tuple[str, ...], str] = {}
    for origin, values in _sources(environment, environ):
        selected = _select(settings, origin, values)
        _merge(merged, selected)
        origins |= dict.fromkeys(_leaves(selected), origin)
    try:
        return settings(**merged)
    except ValidationError as error:
        raise ConfigurationError(_explain(settings, error, origins)) from error


def _sources(environment: str, environ: Mapping[str, str]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Origin and values of each source, the weakest first."""
    built_in = resources.files("services.chassis") / "environments" / f"{environment}.yaml"
    yield f"{environment}.yaml", _parse(f"{environment}.yaml", built_in.read_text())
    for name, keys in ALIASES.items():
        if text := environ.get(name):
            yield name, _nested(keys, text)
    if path := environ.get(CONFIG_VARIABLE):
        try:
            text = Path(path).read_text()
        except OSError as error:
            raise ConfigurationError(
                f"{CONFIG_VARIABLE}={path}: cannot be read ({error.strerror}); "
                "name an existing file or unset the variable"
            ) from error
        yield path, _parse(path, text)
    for name in sorted(environ):
        if name.startswith(PREFIX) and name not in {ENVIRONMENT_VARIABLE, CONFIG_VARIABLE}:
            yield name, _from_variable(name, environ[name])


def _parse(origin: str, text: str) -> dict[str, Any]:
    try:
        values = yaml.safe_load(text) or {}
    except yaml.YAMLError as error:
        raise ConfigurationError(f"{origin}: is not YAML: {error}") from error
    if not isinstance(values, dict):
        raise ConfigurationError(f"{origin}: must be a mapping of keys to values")
    return values


def _from_variable(name: str, text: str) -> dict[str, Any]:
    """One variable as nested keys; a list or mapping is written as YAML."""
    # The settings of TLS are files themselves, which are read again when they change.
    if name.endswith("_FILE") and name.lower().rpartition("__")[2] not in TlsSettings.model_fields:
        name, text = name.removesuffix("_FILE"), secret_in(name, Path(text))
    keys = name.removeprefix(PREFIX).lower().split("__")
    value: Any = text
    if text[:1] in {"[", "{"}:
        try:
            value = yaml.safe_load(text)
        except yaml.YAMLError as error:
            raise ConfigurationError(f"{name}: is not YAML: {error}") from error
    return _nested(keys, value)


def _nested(keys: Sequence[str], value: Any) -> dict[str, Any]:
    """A value as the mapping that ``keys`` lead to it through."""
    for key in reversed(keys):
        value = {key: value}
    return dict(value)


def secret_in(name: str, path: Path) -> str:
    """What is in the file that a variable names; an empty one is a mistake (ConfigurationError)."""
    try:
        if text := path.read_text().strip():
            return text
        why = "is empty"
    except OSError as error:
        why = f"cannot be read ({error.strerror})"
    except UnicodeDecodeError:
        why = "is no text"
    raise ConfigurationError(
        f"{name}={path}: {why}; put the value into that file, which a cluster mounts from its "
        "secret (deploy/k8s/README.md), or unset the variable"
    )


def _select(settings: type[ServiceSettings], origin: str, values: dict[str, Any]) -> dict[str, Any]:
    """The shared keys and the service's own section; other services' sections are theirs."""
    shared = [key for key in ServiceSettings.model_fields if key != "environment"]
    selected: dict[str, Any] = {}
    for key, value in values.items():
        if key in SERVICES:
            continue
        if key not in shared:
            raise ConfigurationError(_unknown(origin, key, [*shared, *SERVICES]))
        selected[key] = value
    section = values.get(settings.service) or {}
    if not isinstance(section, dict):
        raise ConfigurationError(f"{origin}: {settings.service} must be a section of keys")
    own = [key for key in settings.model_fields if key != "environment"]
    for key in section:
        if key not in own:
            raise ConfigurationError(_unknown(f"{origin}: {settings.service}", key, own))
    _merge(selected, section)
    return selected


def _unknown(origin: str, key: str, known: list[str]) -> str:
    near = difflib.get_close_matches(key, known, n=NEIGHBOURS_MAX)
    hint = f"did you mean {' or '.join(near)}?" if near else f"known are {', '.join(known)}"
    return f"{origin}: unknown setting {key!r}; {hint}"


def _merge(into: dict[str, Any], values: Mapping[str, Any]) -> None:
    for key, value in values.items():
        if isinstance(value, dict) and isinstance(into.get(key), dict):
            into[key] = {**into[key]}
            _merge(into[key], value)
        else:
            into[key] = value


def _leaves(values: Mapping[str, Any], above: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """The path of every value, lists whole."""
    for key, value in values.items():
        here = (*above, key)
        if isinstance(value, Mapping):
            yield from _leaves(value, here)
        else:
            yield here


def _explain(
    settings: type[ServiceSettings],
    error: ValidationError,
    origins: Mapping[tuple[str, ...], str],
) -> str:
    """Every fault of the settings in one message; values of secrets are never in it.

    Args:
        settings: the class that was to be filled.
        error: what is wrong.
        origins: path of a value -> the variable or file that it came from.
    """
    faults = []
    for fault in error.errors(include_url=False, include_input=False):
        path = [str(part) for part in fault["loc"]]
        came = _origin(origins, path)
        if fault["type"] == "extra_forbidden":
            place = f"{came}{'.'.join(path[:-1])}"
            faults.append(_unknown(place, path[-1], _keys_at(settings, path[:-1])))
        else:
            text = fault["msg"].removeprefix("Value error, ")
            faults.append(f"{came}{'.'.join(path)}: {text}" if path else text)
    return "; ".join(faults)


def _origin(origins: Mapping[tuple[str, ...], str], path: list[str]) -> str:
    """Where the value at ``path`` came from, as a prefix; empty where it is nobody's."""
    # A fault within a list or a mapping is of the value that holds it.
    for length in range(len(path), 0, -1):
        if found := origins.get(tuple(path[:length])):
            return f"{found}: "
    # A fault of a whole section is of whoever wrote into it last.
    within = [came for key, came in origins.items() if path and list(key[: len(path)]) == path]
    return f"{within[-1]}: " if within else ""


def _keys_at(settings: type[BaseModel], path: list[str]) -> list[str]:
    for name in path:
        annotation = settings.model_fields[name].annotation
        if not (isinstance(annotation, type) and issubclass(annotation, BaseModel)):
            return []
        settings = annotation
    return list(settings.model_fields)
