"""The runtime file: written whole, read back, and not believed about processes that are gone."""

import dataclasses
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from console import runtime
from console.output import Exit, code_of
from console.runtime import (
    ComponentFacts,
    ProcessId,
    ReplayChoice,
    Runtime,
    StoreChoice,
    StrategyChoice,
)
from tradewire.errors import CorruptDataError, TradewireError


def own() -> ProcessId:
    """The process that runs the test."""
    found = ProcessId.of(os.getpid())
    assert found is not None
    return found


def runtime_of(folder: Path, **changes: object) -> Runtime:
    """A mesh that this process supervises."""
    made = Runtime(
        run="r1",
        version="0.1.0",
        data_dir=str(folder),
        feed="SIMULATED",
        feed_key="simulated",
        account="paper",
        nats_url="nats://127.0.0.1:1",
        addresses={"gateway": "127.0.0.1:8080", "risk": "127.0.0.1:2"},
        supervisor=own(),
        replay=ReplayChoice("/tape", speed=10.0),
        strategies=(StrategyChoice("cross", "cross", {"fast": "5"}, ("BTC-USDT.SIM",)),),
        components=(ComponentFacts("risk", "READY", "127.0.0.1:2", own(), 3, "", "risk.log"),),
        started_ns=5,
        store=StoreChoice("questdb", "http://quest:9000?pg_port=8812"),
    )
    return dataclasses.replace(made, **changes)  # type: ignore[arg-type]  # named by the tests.


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    """Every field, nested ones too; only the time of writing is new."""
    written = runtime_of(tmp_path)
    runtime.write(written)
    found = runtime.read(tmp_path)
    assert found is not None
    assert dataclasses.replace(found, updated_ns=0) == written
    assert found.updated_ns > 0
    assert [path.name for path in tmp_path.iterdir()] == ["runtime.json"]


def test_the_file_of_a_version_that_knew_one_store_is_read(tmp_path: Path) -> None:
    """Its ticks are in DuckDB."""
    runtime.write(runtime_of(tmp_path))
    path = tmp_path / runtime.FILE
    values = json.loads(path.read_text())
    del values["store"], values["ticks"]
    path.write_text(json.dumps(values))
    found = runtime.read(tmp_path)
    assert found is not None
    assert found.store == StoreChoice("duckdb")


def test_a_running_mesh_is_found_by_its_directory(tmp_path: Path) -> None:
    """The supervisor named there is this very process."""
    runtime.write(runtime_of(tmp_path))
    assert runtime.running(tmp_path).gateway_url == "http://127.0.0.1:8080"


def test_no_mesh_is_its_own_exit_code_and_names_the_remedy(tmp_path: Path) -> None:
    """Scripts tell it from a failure."""
    with pytest.raises(TradewireError, match="tradewire up") as raised:
        runtime.running(tmp_path)
    assert code_of(raised.value) is Exit.NO_MESH


@pytest.mark.parametrize("started_s", [1.0, None])
def test_a_process_id_of_another_process_is_no_mesh(
    tmp_path: Path, started_s: float | None
) -> None:
    """Ids are used again by the system; the time of start tells them apart."""
    supervisor = None if started_s is None else ProcessId(os.getpid(), started_s)
    runtime.write(runtime_of(tmp_path, supervisor=supervisor))
    with pytest.raises(TradewireError, match="has stopped"):
        runtime.running(tmp_path)


def test_a_process_that_has_ended_does_not_live() -> None:
    """Nor does one that nobody has reaped yet."""
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as child:
        found = ProcessId.of(child.pid)
        assert found is not None
        assert found.lives
        child.kill()
        while child.poll() is None and found.lives:
            pass
        assert not found.lives
    assert not found.lives


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"format": 1}', '{"format": 99, "components": []}']
)
def test_a_damaged_file_is_named_with_the_remedy(tmp_path: Path, text: str) -> None:
    """Never a traceback, and never a guess."""
    (tmp_path / "runtime.json").write_text(text)
    with pytest.raises(CorruptDataError, match="--fresh"):
        runtime.read(tmp_path)


def test_a_newer_key_is_refused(tmp_path: Path) -> None:
    """A file of another version is not read halfway."""
    runtime.write(runtime_of(tmp_path))
    path = tmp_path / "runtime.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | {"colour": "red"}))
    with pytest.raises(CorruptDataError, match="colour"):
        runtime.read(tmp_path)


def test_the_directory_is_the_option_the_variable_or_here(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """In this order."""
    monkeypatch.setenv(runtime.DATA_DIR_VARIABLE, "/named")
    assert runtime.chosen_dir(Path("/given")) == Path("/given")
    assert runtime.chosen_dir(None) == Path("/named")
    monkeypatch.delenv(runtime.DATA_DIR_VARIABLE)
    assert runtime.chosen_dir(None) == Path(".tradewire")
