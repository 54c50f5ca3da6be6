from pathlib import Path
from typing import ClassVar

import pytest

from services.chassis.config import Section, ServiceSettings, is_loopback, load
from tradewire.errors import ConfigurationError


class Window(Section):
    size_ms: int = 100


class RiskSettings(ServiceSettings):
    service: ClassVar[str] = "risk"

    positions_max: int = 10
    accounts: tuple[str, ...] = ()
    window: Window = Window()


def test_defaults_are_a_development_mesh_on_loopback() -> None:
    """Nothing set gives a laptop's mesh: no users, no real money, no port open to the outside."""
    settings = load(RiskSettings, {})
    assert settings.environment == "development"
    assert settings.address == "127.0.0.1:7303"
    assert settings.metrics == "127.0.0.1:7403"
    assert not settings.live_venues


def test_variables_win_over_the_operators_file_and_that_over_the_built_in(tmp_path: Path) -> None:
    """Later sources win key by key; keys they do not name stay."""
    file = tmp_path / "mesh.yaml"
    file.write_text(
        "nats_url: nats://other:4222\nlogs: {level: debug}\n"
        "risk: {positions_max: 20, window: {size_ms: 7}}\n"
    )
    settings = load(
        RiskSettings,
        {"TRADEWIRE_CONFIG": str(file), "TRADEWIRE_RISK__POSITIONS_MAX": "30"},
    )
    assert settings.nats_url == "nats://other:4222"
    assert (settings.logs.level, settings.logs.format) == ("debug", "json")
    assert (settings.positions_max, settings.window.size_ms) == (30, 7)


def test_a_section_may_override_shared_keys_for_its_service(tmp_path: Path) -> None:
    """One service can log more than the others."""
    file = tmp_path / "mesh.yaml"
    file.write_text("logs: {level: error}\nrisk: {logs: {level: debug}}\n")
    assert load(RiskSettings, {"TRADEWIRE_CONFIG": str(file)}).logs.level == "debug"


def test_other_services_sections_are_left_to_them() -> None:
    """A shared environment holds keys of every service; each checks its own."""
    assert load(RiskSettings, {"TRADEWIRE_SIGNAL__WHATEVER": "1"}).positions_max == 10


def test_lists_in_variables_are_written_as_yaml() -> None:
    """A list of one variable needs no file."""
    settings = load(RiskSettings, {"TRADEWIRE_RISK__ACCOUNTS": "[paper, live]"})
    assert settings.accounts == ("paper", "live")


@pytest.mark.parametrize(
    ("variable", "expected"),
    [
        (
            "TRADEWIRE_DATADIR",
            "TRADEWIRE_DATADIR: unknown setting 'datadir'; did you mean data_dir",
        ),
        ("TRADEWIRE_RISK__POSITION_MAX", "unknown setting 'position_max'; did you mean positions"),
        ("TRADEWIRE_RISK__WINDOW__SIZE", "unknown setting 'size'; did you mean size_ms"),
        ("TRADEWIRE_LOGS__LEVL", "logs: unknown setting 'levl'; did you mean level"),
        ("TRADEWIRE_ZZZ", "known are data_dir, addresses"),
    ],
)
def test_an_unknown_key_is_refused_with_its_neighbours(variable: str, expected: str) -> None:
    """A misspelt limit must not be ignored."""
    with pytest.raises(ConfigurationError, match=expected):
        load(RiskSettings, {variable: "1"})


@pytest.mark.parametrize(
    ("environ", "expected"),
    [
        ({"TRADEWIRE_ENVIRONMENT": "prod"}, "known are development, production"),
        ({"TRADEWIRE_CONFIG": "/no/such.yaml"}, "/no/such.yaml: cannot be read"),
        ({"TRADEWIRE_AUTH__TOKEN_KEY_FILE": "/no/key"}, "TOKEN_KEY_FILE=/no/key: cannot be read"),
        ({"TRADEWIRE_RISK__ACCOUNTS": "[a"}, "TRADEWIRE_RISK__ACCOUNTS: is not YAML"),
        (
            {"TRADEWIRE_RISK__POSITIONS_MAX": "many"},
            "TRADEWIRE_RISK__POSITIONS_MAX: positions_max: Input should be a valid int",
        ),
        (
            {"TRADEWIRE_SERVER__GRACE_S": "long"},
            "TRADEWIRE_SERVER__GRACE_S: server.grace_s: Input should be a valid number",
        ),
        (
            {"TRADEWIRE_RISK__WINDOW": "{size_ms: wide}"},
            "TRADEWIRE_RISK__WINDOW: window.size_ms: Input should be a valid integer",
        ),
        ({"TRADEWIRE_RISK": "1"}, "risk must be a section"),
        ({"TRADEWIRE_LIVE_VENUES": "true"}, "live_venues is refused in development"),
        ({"TRADEWIRE_LISTEN": "0.0.0.0:7303"}, "listen: 0.0.0.0:7303 is reachable from outside"),
        ({"TRADEWIRE_METRICS": "0.0.0.0:1"}, "metrics: "),
        (
            {"TRADEWIRE_AUTH__TOKEN_KEY": "short"},
            "TRADEWIRE_AUTH__TOKEN_KEY: auth: token_key is shorter than 32 bytes",
        ),
    ],
)
def test_a_wrong_value_is_named_with_its_place(environ: dict[str, str], expected: str) -> None:
    """Whoever reads the message knows which line to change."""
    if "TRADEWIRE_METRICS" in environ:
        # The built-in file sets risk's own page; its section is the stronger source.
        environ = {"TRADEWIRE_RISK__METRICS": environ["TRADEWIRE_METRICS"]}
    with pytest.raises(ConfigurationError, match=expected):
        load(RiskSettings, environ)


@pytest.mark.parametrize("text", ["- a list\n", "{unclosed\n"])
def test_a_file_that_is_no_mapping_is_refused(tmp_path: Path, text: str) -> None:
    """The message names the file."""
    file = tmp_path / "mesh.yaml"
    file.write_text(text)
    with pytest.raises(ConfigurationError, match=r"mesh\.yaml: (must be a mapping|is not YAML)"):
        load(RiskSettings, {"TRADEWIRE_CONFIG": str(file)})


def test_production_listens_outside_and_may_trade_live() -> None:
    """What development refuses is production's purpose."""
    settings = load(
        RiskSettings, {"TRADEWIRE_ENVIRONMENT": "production", "TRADEWIRE_LIVE_VENUES": "true"}
    )
    assert settings.live_venues
    assert settings.address == "0.0.0.0:7300"
    assert settings.addresses.of("risk") == "risk:7300"


def test_a_secret_comes_from_a_file_and_never_shows(tmp_path: Path) -> None:
    """Neither the settings' text nor an error about them holds a secret."""
    key = tmp_path / "key"
    key.write_text("s" * 40 + "\n")
    settings = load(RiskSettings, {"TRADEWIRE_AUTH__TOKEN_KEY_FILE": str(key)})
    assert settings.auth.token_key is not None
    assert settings.auth.token_key.get_secret_value() == "s" * 40
    assert "sss" not in repr(settings)
    with pytest.raises(ConfigurationError) as caught:
        load(RiskSettings, {"TRADEWIRE_AUTH__TOKEN_KEY": "hunter2"})
    assert "hunter2" not in caught.value.message


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (None, "cannot be read (No such file or directory)"),
        (b"", "is empty"),
        (b"\n", "is empty"),
        (b"\xff\xfe", "is no text"),
    ],
)
def test_a_secret_that_is_not_in_its_file_is_named_with_the_remedy(
    tmp_path: Path, content: bytes | None, why: str
) -> None:
    """A key of no length would let everybody sign; it is as good as none."""
    path = tmp_path / "token-key"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(ConfigurationError) as caught:
        load(RiskSettings, {"TRADEWIRE_AUTH__TOKEN_KEY_FILE": str(path)})
    assert f"TRADEWIRE_AUTH__TOKEN_KEY_FILE={path}: {why}" in caught.value.message
    assert "put the value into that file" in caught.value.message


def test_addresses_of_unknown_services_are_refused() -> None:
    """A misspelt peer fails at start, by name."""
    with pytest.raises(ConfigurationError, match="no service 'riks'"):
        load(RiskSettings, {}).addresses.of("riks")


@pytest.mark.parametrize(
    ("address", "expected"),
    [("127.0.0.1:1", True), ("localhost:1", True), ("[::1]:1", True), ("0.0.0.0:1", False)],
)
def test_loopback_is_what_this_machine_alone_reaches(address: str, expected: bool) -> None:
    """Development binds nowhere else."""
    assert is_loopback(address) is expected
