"""The supervisor over real processes: started, found dead, started again, ended without a rest."""

import asyncio
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

from console import sentinel
from console.child import LOG_BYTES_MAX, Child, rotate, tail
from console.supervisor import Limits, Part, State, Supervisor, ended_how, last_words
from tradewire.errors import UnavailableError

SLEEPER = "import time\nwhile True: time.sleep(1)"
STUBBORN = """
import signal, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
print('up', flush=True)
while True: time.sleep(1)
"""
CRASHER = "import sys\nsys.exit('PORT_IN_USE: stop what listens')"
# Long beside what anything here takes, so that only a fault reaches it.
PATIENCE_S = 30.0
QUICK = Limits(backoff_s_min=0.01, backoff_s_max=0.02, deaths_max=3, failed_pause_s=3600.0)


async def well() -> bool:
    """A part that is always ready."""
    return True


async def away() -> bool:
    """A part that nobody reaches."""
    return False


def part(folder: Path, name: str, code: str, rank: int = 0, stop_s_max: float = 10.0) -> Part:
    """A component that runs ``code``."""
    log = folder / f"{name}.log"
    command = (sys.executable, "-S", "-c", code)
    child = Child(command, environ=dict(os.environ), log=log, stop_s_max=stop_s_max)
    return Part(name, child, well, rank, "127.0.0.1:1", log)


async def until(true: Callable[[], bool]) -> None:
    """Wait until it is so."""
    async with asyncio.timeout(PATIENCE_S):
        while not true():
            await asyncio.sleep(0.01)


async def test_parts_become_ready_and_none_is_left_after_the_end(tmp_path: Path) -> None:
    """The first is the bus; the others follow, and all end."""
    parts = [part(tmp_path, "bus", SLEEPER, 1), part(tmp_path, "risk", SLEEPER)]
    changes: list[tuple[str, State]] = []
    supervisor = Supervisor(parts, lambda one: changes.append((one.component, one.state)), QUICK)
    async with supervisor:
        await supervisor.start_bus()
        assert parts[0].state is State.READY
        assert parts[1].process.pid is None
        supervisor.start_services()
        await until(lambda: supervisor.ready)
        pids = [one.process.pid for one in parts]
    assert not any(psutil.pid_exists(pid) for pid in pids if pid)
    stopped = [name for name, state in changes if state is State.STOPPED]
    assert stopped == ["risk", "bus"]


async def test_what_others_need_is_ready_before_they_are_started(tmp_path: Path) -> None:
    """And one that cannot start is told with its last words instead of waited for."""
    parts = [part(tmp_path, name, SLEEPER) for name in ("bus", "database", "risk")]
    async with Supervisor(parts, lambda _: None, QUICK) as supervisor:
        await supervisor.start_bus()
        await supervisor.start_first("database")
        assert parts[1].state is State.READY
        assert parts[2].process.pid is None
        first = parts[1].process.pid
        supervisor.start_services()
        await until(lambda: supervisor.ready)
        assert parts[1].process.pid == first
    parts[1] = part(tmp_path, "database", CRASHER)
    parts[1].probe = away
    async with Supervisor(parts, lambda _: None, QUICK) as supervisor:
        await supervisor.start_bus()
        with pytest.raises(UnavailableError, match=r"database does not start: .*stop what listens"):
            await supervisor.start_first("database")


async def test_a_part_that_is_not_needed_keeps_nobody_waiting(tmp_path: Path) -> None:
    """A page of traces that cannot start is tried again beside a mesh that is ready."""
    parts = [part(tmp_path, "bus", SLEEPER, 1), part(tmp_path, "page", CRASHER)]
    parts[1].needed = False
    async with Supervisor(parts, lambda _: None, QUICK) as supervisor:
        await supervisor.start_bus()
        supervisor.start_services()
        await until(lambda: parts[1].state is State.FAILED)
        assert supervisor.ready


async def test_a_killed_part_is_started_again(tmp_path: Path) -> None:
    """With another process id, and the restart is counted and explained."""
    parts = [part(tmp_path, "bus", SLEEPER, 1), part(tmp_path, "risk", SLEEPER)]
    said: list[str] = []
    async with Supervisor(parts, lambda one: said.append(one.detail), QUICK) as supervisor:
        await supervisor.start_bus()
        supervisor.start_services()
        await until(lambda: supervisor.ready)
        first = parts[1].process.pid
        assert first is not None
        os.kill(first, signal.SIGKILL)
        await until(lambda: parts[1].restarts == 1 and supervisor.ready)
        assert parts[1].process.pid not in {None, first}
    assert any("killed by SIGKILL" in text for text in said)


async def test_a_part_that_dies_too_often_is_given_up_with_its_last_words(tmp_path: Path) -> None:
    """The others keep running; the report names words, log command and the next try."""
    parts = [part(tmp_path, "bus", SLEEPER, 1), part(tmp_path, "risk", CRASHER)]
    async with Supervisor(parts, lambda _one: None, QUICK) as supervisor:
        await supervisor.start_bus()
        supervisor.start_services()
        await until(lambda: parts[1].state is State.FAILED)
        assert parts[0].state is State.READY
        assert parts[1].restarts == QUICK.deaths_max
        for word in ("PORT_IN_USE: stop what listens", "tradewire logs risk", "3600 s"):
            assert word in parts[1].detail


async def test_a_program_that_does_not_exist_is_a_death_like_others(tmp_path: Path) -> None:
    """It is named; nothing else ends."""
    gone = Child(("/nowhere/program",), environ={}, log=tmp_path / "gone.log")
    parts = [
        part(tmp_path, "bus", SLEEPER, 1),
        Part("gone", gone, well, 0, "", tmp_path / "gone.log"),
    ]
    async with Supervisor(parts, lambda _one: None, QUICK) as supervisor:
        await supervisor.start_bus()
        supervisor.start_services()
        await until(lambda: parts[1].state is State.FAILED)
        assert "/nowhere/program" in parts[1].detail


async def test_a_part_that_does_not_answer_as_ready_is_degraded(tmp_path: Path) -> None:
    """It lives, so it is not started again; it is told with the remedy."""
    late = part(tmp_path, "risk", SLEEPER)
    late.probe = never
    parts = [part(tmp_path, "bus", SLEEPER, 1), late]
    limits = Limits(start_s_max=0.05)
    async with Supervisor(parts, lambda _one: None, limits) as supervisor:
        await supervisor.start_bus()
        supervisor.start_services()
        await until(lambda: late.state is State.DEGRADED)
        assert "see its log" in late.detail
        assert late.restarts == 0


async def never() -> bool:
    """A part that is never ready."""
    return False


async def test_what_ignores_sigterm_is_killed(tmp_path: Path) -> None:
    """A stop always ends."""
    stubborn = part(tmp_path, "risk", STUBBORN, stop_s_max=0.1)
    await stubborn.process.start(lambda _pid: None)
    await until(lambda: tail(stubborn.log) == ["up"])
    pid = stubborn.process.pid
    await stubborn.process.stop()
    assert stubborn.process.pid is None
    assert pid is not None
    assert not psutil.pid_exists(pid)


@pytest.mark.parametrize("stopping", [False, True])
def test_a_killed_supervisor_takes_every_process_with_it(tmp_path: Path, stopping: bool) -> None:
    """SIGKILL leaves it no last word, in the midst of a stop neither; its sentinel ends all."""
    code = f"""
import asyncio, json, sys
sys.path[:0] = {[str(Path(__file__).parents[3]), str(Path(__file__).parent)]!r}
from pathlib import Path
from console.child import tail
from console.supervisor import Limits, Supervisor
from test_supervisor import STUBBORN, part

async def main():
    parts = [part(Path({str(tmp_path)!r}), name, STUBBORN, 0, 3600.0) for name in ("bus", "risk")]
    async with Supervisor(parts, lambda one: None, Limits(orphan_s_max=0.1)) as supervisor:
        await supervisor.start_bus()
        supervisor.start_services()
        while not supervisor.ready or not all(tail(one.log) for one in parts):
            await asyncio.sleep(0.01)
        stop = asyncio.create_task(supervisor.stop()) if {stopping} else None
        await asyncio.sleep(0.1)
        print(json.dumps([one.process.pid for one in parts]), flush=True)
        await asyncio.sleep(3600)

asyncio.run(main())
"""
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE) as supervisor:
        assert supervisor.stdout is not None
        processes = [psutil.Process(pid) for pid in json.loads(supervisor.stdout.readline())]
        supervisor.kill()
    _, alive = psutil.wait_procs(processes, timeout=PATIENCE_S)
    assert not alive


def test_what_others_need_is_ended_after_them_when_nobody_else_can(tmp_path: Path) -> None:
    """A database that goes first would take the last rows of its writers with it."""
    ended, told = tmp_path / "ended", tmp_path / "told"
    recording = """
import signal, sys, time
from pathlib import Path
ended, told = map(Path, sys.argv[1:])
def end(*_):
    told.write_text(str(ended.exists()))
    sys.exit()
signal.signal(signal.SIGTERM, end)
print('up', flush=True)
while True: time.sleep(1)
"""
    script = (sys.executable, "-S", "-c", recording)
    guards = (sys.executable, sentinel.__file__, str(PATIENCE_S))
    pipe = subprocess.PIPE
    with (
        subprocess.Popen(
            [*script, str(ended), str(told)], stdout=pipe, start_new_session=True
        ) as database,
        subprocess.Popen(
            [*script, str(ended), str(ended)], stdout=pipe, start_new_session=True
        ) as writer,
        subprocess.Popen(guards, stdin=pipe) as guard,
    ):
        for each in (database, writer):
            assert each.stdout is not None
            assert each.stdout.readline() == b"up\n"
        assert guard.stdin is not None
        guard.stdin.write(f"={database.pid}\n+{writer.pid}\n".encode())
        guard.stdin.close()
        writer.wait(PATIENCE_S)
        database.wait(PATIENCE_S)
    assert told.read_text() == "True"


def test_a_supervisor_killed_before_it_has_told_of_a_process_leaves_none(tmp_path: Path) -> None:
    """The sentinel cannot end what it never heard of, and a service would keep its database."""
    ran = tmp_path / "ran"
    code = f"""
import asyncio, os, signal, sys
from pathlib import Path
from console.child import Child

def told(pid):
    print(pid, flush=True)
    os.kill(os.getpid(), signal.SIGKILL)

command = (sys.executable, "-S", "-c", "open({str(ran)!r}, 'w'); import time; time.sleep(600)")
child = Child(command, environ=dict(os.environ), log=Path({str(tmp_path / "log")!r}))
asyncio.run(child.start(told))
"""
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE) as supervisor:
        assert supervisor.stdout is not None
        process = psutil.Process(int(supervisor.stdout.readline()))
    assert psutil.wait_procs([process], timeout=PATIENCE_S)[1] == []
    assert not ran.exists()


def test_a_log_is_bounded_and_one_older_file_is_kept(tmp_path: Path) -> None:
    """It is emptied in place, for its process goes on appending."""
    log = tmp_path / "risk.log"
    log.write_bytes(b"x" * 100)
    rotate(log, bytes_max=100)
    assert log.stat().st_size == 100
    rotate(log, bytes_max=99)
    assert log.stat().st_size == 0
    assert (tmp_path / "risk.log.1").stat().st_size == 100
    rotate(tmp_path / "none.log")
    assert LOG_BYTES_MAX > 0


def test_last_words_are_of_a_trouble_and_readable(tmp_path: Path) -> None:
    """A structured line of plain information is no trouble; a plain line is taken as it is."""
    log = tmp_path / "risk.log"
    assert last_words(log) == ""
    info = json.dumps({"level": "info", "message": "serving"})
    warning = json.dumps({"level": "warning", "message": "price left out", "error": "stale"})
    log.write_text(f"{warning}\n{info}\n")
    assert last_words(log) == "price left out: stale"
    log.write_text(f"{info}\n")
    assert last_words(log) == ""
    log.write_text(f"{warning}\nSTORAGE_FULL: free space\n\n")
    assert last_words(log) == "STORAGE_FULL: free space"
    with log.open("a") as file:
        file.write('nanobind: leaked 1 types!\n - leaked type "token_type"\n')
        file.write(" - ... skipped remainder\nSee https://nanobind.readthedocs.io for more.\n")
    assert last_words(log) == "STORAGE_FULL: free space"


def test_an_exit_is_told_in_words() -> None:
    """A code, a signal by its name, or by its number where it has none."""
    assert ended_how(1) == "exit code 1"
    assert ended_how(-9) == "killed by SIGKILL"
    assert ended_how(-200) == "killed by signal 200"


async def test_nothing_is_started_where_no_part_could_live(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It says what is to be done, counts no death, and starts the part once it has been done."""
    monkeypatch.setattr("console.supervisor.HINDRANCE_S", 0.01)
    parts = [part(tmp_path, "bus", SLEEPER, 1), part(tmp_path, "risk", SLEEPER)]
    full = "the disk is full: free some space on it"
    found = [""]
    said: list[str] = []
    async with Supervisor(
        parts, lambda one: said.append(one.detail), QUICK, hindrance=lambda: found[0]
    ) as supervisor:
        await supervisor.start_bus()
        supervisor.start_services()
        await until(lambda: supervisor.ready)
        found[0] = full
        await parts[1].process.kill()
        await until(lambda: parts[1].state is State.CRASHED)
        assert full in said[-1]
        assert parts[1].process.pid is None
        found[0] = ""
        await until(lambda: supervisor.ready)
        assert (parts[1].restarts, parts[1].deaths) == (1, 0)


async def test_a_part_that_cannot_come_round_by_itself_is_started_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It lives and answers, and would refuse its work for ever."""
    monkeypatch.setattr("console.supervisor.PROBE_READY_S", 0.01)
    bus = part(tmp_path, "bus", SLEEPER, 1)
    first: list[int | None] = []

    async def stuck() -> str:
        return "it takes nothing any more" if bus.process.pid in first else ""

    async def probe() -> bool:
        return not await stuck()

    bus.probe, bus.stuck = probe, stuck
    said: list[str] = []
    async with Supervisor([bus], lambda one: said.append(one.detail), QUICK) as supervisor:
        await supervisor.start_bus()
        first.append(bus.process.pid)
        await until(lambda: bus.restarts == 1 and bus.state is State.READY)
    assert any("takes nothing any more" in detail for detail in said)
