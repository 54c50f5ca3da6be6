"""The secrets of an overlay: what is asked for, what is missing, and what is made up."""

import socket
import stat
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from services.chassis.config import load
from services.chassis.quest_url import QuestUrl
from services.risk.settings import RiskSettings
from tools import k8s, manifests
from tools.k8s import SecretsError, Wanted, fill, main, missing, namespace_of, remedy, wanted
from tools.manifests import overlays, render

NOTHING: Wanted = {}
NOBODY = """\
apiVersion: v1
kind: Config
current-context: here
clusters: [{name: here, cluster: {server: "SERVER"}}]
contexts: [{name: here, context: {cluster: here, user: ""}}]
"""
DATABASES = {f"tradewire-database-{name}" for name in ("marketdata", "signal", "risk", "execution")}


@pytest.fixture(params=overlays())
def asked(request: pytest.FixtureRequest) -> Wanted:
    return wanted(render(request.param))


def test_each_overlay_asks_for_a_key_for_databases_and_their_passwords(asked: Wanted) -> None:
    """Read from the rendered pods: volumes, projected volumes, and variables."""
    own = {"tradewire-token-key", "tradewire-questdb-url", "postgresql", "questdb"}
    assert set(asked) == own | DATABASES
    assert asked["postgresql"] >= {"superuser-password", "risk-password"}
    assert asked["questdb"] == {"password"}


def test_what_a_namespace_lacks_is_named_with_the_command(asked: Wanted) -> None:
    """A secret that is there without one of its keys is missing too, and keeps the others."""
    there = {**asked, "postgresql": frozenset({"superuser-password"})}
    del there["tradewire-token-key"]
    lacking = missing(asked, there)
    assert set(lacking) == {"tradewire-token-key", "postgresql"}
    command = remedy("a-space", "tradewire-token-key", lacking["tradewire-token-key"], there)
    assert command == (
        "kubectl --namespace a-space create secret generic tradewire-token-key "
        "--from-file=token-key=FILE"
    )
    command = remedy("a-space", "postgresql", lacking["postgresql"], there)
    assert command.startswith("kubectl --namespace a-space patch secret postgresql --patch ")
    assert "superuser-password" not in command
    assert missing(asked, asked) == {}


def test_a_new_folder_gets_every_value_and_the_addresses_have_their_passwords(
    tmp_path: Path, asked: Wanted
) -> None:
    """Nobody but its owner can read it, and the services' own loader takes it."""
    written = fill(tmp_path, asked, NOTHING)
    assert {path.relative_to(tmp_path) for path in written} == {
        Path(name) / key for name, keys in asked.items() for key in keys
    }
    assert {stat.S_IMODE(path.stat().st_mode) for path in written} == {0o600}
    url = urlsplit((tmp_path / "tradewire-database-risk" / "database-url").read_text())
    assert url.password == (tmp_path / "postgresql" / "risk-password").read_text()
    assert (url.username, url.hostname, url.port, url.path) == ("risk", "postgresql", 5432, "/risk")
    ticks = QuestUrl.parse((tmp_path / "tradewire-questdb-url" / "questdb-url").read_text())
    assert ticks.password == (tmp_path / "questdb" / "password").read_text()
    key = tmp_path / "tradewire-token-key" / "token-key"
    settings = load(RiskSettings, {"TRADEWIRE_AUTH__TOKEN_KEY_FILE": str(key)})
    assert settings.auth.token_key is not None


def test_what_a_folder_has_is_kept_and_a_password_of_ones_own_is_quoted(
    tmp_path: Path, asked: Wanted
) -> None:
    """Run again it writes nothing, so the cluster's secrets can be made from it once more."""
    (tmp_path / "postgresql").mkdir()
    (tmp_path / "postgresql" / "risk-password").write_text("p@ss/w:rd\n")
    fill(tmp_path, asked, NOTHING)
    text = (tmp_path / "tradewire-database-risk" / "database-url").read_text()
    assert "risk:p%40ss%2Fw%3Ard@" in text
    assert fill(tmp_path, asked, NOTHING) == []


def test_a_password_that_only_the_cluster_knows_is_not_made_up(
    tmp_path: Path, asked: Wanted
) -> None:
    """A new one would not open a database whose roles were made with the old one."""
    there = {"postgresql": asked["postgresql"]}
    with pytest.raises(SecretsError, match=r"execution-password.*kubectl get secret postgresql"):
        fill(tmp_path, asked, there)


def test_the_address_of_somebody_elses_database_is_asked_for(tmp_path: Path) -> None:
    """An overlay that brings no server cannot know where it is."""
    asked = {"tradewire-database-risk": frozenset({"database-url"})}
    with pytest.raises(SecretsError, match=r"tradewire-database-risk/database-url is not there"):
        fill(tmp_path, asked, NOTHING)


def test_a_cluster_that_cannot_be_asked_is_told_in_kubectls_words(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """No traceback, none of its log, exit code 1, and how a cluster is chosen."""
    config = tmp_path / "kubeconfig"
    config.write_text("apiVersion: v1\nkind: Config\ncurrent-context: nowhere\n")
    monkeypatch.setenv("KUBECONFIG", str(config))
    assert main(["check", "staging"]) == 1
    said = capsys.readouterr().err
    assert "nowhere" in said
    assert "kubectl config use-context" in said


def test_a_cluster_that_is_not_there_is_told_once(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without a context kubectl asks this machine, and logs each of its attempts."""
    with socket.socket() as taken:
        # Bound and not listened at: whoever asks there is refused, whatever runs here.
        taken.bind(("127.0.0.1", 0))
        server = f"http://127.0.0.1:{taken.getsockname()[1]}"
        config = tmp_path / "kubeconfig"
        config.write_text(NOBODY.replace("SERVER", server))
        monkeypatch.setenv("KUBECONFIG", str(config))
        assert main(["check", "staging"]) == 1
    said = capsys.readouterr().err
    assert said.count(server.removeprefix("http://")) == 1, said
    assert "kubectl config use-context" in said


def test_an_overlay_that_cannot_be_rendered_and_an_interrupt_are_told_without_a_traceback(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Kubectl's own words, and what Ctrl-C is answered by."""
    overlay = tmp_path / "overlays" / "mine"
    overlay.mkdir(parents=True)
    (overlay / "kustomization.yaml").write_text("resources: [nowhere.yaml]\n")
    monkeypatch.setattr(manifests, "K8S", tmp_path)
    assert main(["list", "mine"]) == 1
    assert "nowhere.yaml" in capsys.readouterr().err

    def interrupted(_overlay: str) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(k8s, "check", interrupted)
    assert main(["check", "mine"]) == 130
    assert "said again" in capsys.readouterr().err


@pytest.mark.parametrize("overlay", overlays())
def test_the_list_needs_no_cluster(overlay: str, capsys: pytest.CaptureFixture[str]) -> None:
    """It is read from the overlay alone."""
    assert main(["list", overlay]) == 0
    assert "tradewire-token-key: token-key" in capsys.readouterr().out
    assert namespace_of(render(overlay)) == f"tradewire-{overlay}"
