"""Processes that end with their parent."""

import asyncio
import os
import signal
import subprocess
import sys
import threading

import psutil

from services.chassis.orphans import dying_with_parent, held, let_go

PARENT = """
import subprocess, sys, time
from services.chassis.orphans import dying_with_parent
child = subprocess.Popen(dying_with_parent(sys.executable, "-c", "import time; time.sleep(600)"))
print(child.pid, flush=True)
time.sleep(600)
"""
LIFE_S_MAX = 30.0


def test_a_killed_parent_takes_its_child_along() -> None:
    """Nothing of the parent runs any more that could end the child."""
    with subprocess.Popen([sys.executable, "-c", PARENT], stdout=subprocess.PIPE) as parent:
        assert parent.stdout is not None
        child = psutil.Process(int(parent.stdout.readline()))
        os.kill(parent.pid, signal.SIGKILL)
    assert psutil.wait_procs([child], timeout=LIFE_S_MAX)[1] == []


async def test_the_program_keeps_process_id_arguments_and_exit_code() -> None:
    """Whoever started it sees no difference."""
    code = "import os, sys; print(os.getpid(), *sys.argv[1:]); sys.exit(7)"
    process = await asyncio.create_subprocess_exec(
        *dying_with_parent(sys.executable, "-c", code, "one", "two words"),
        stdout=asyncio.subprocess.PIPE,
    )
    said, _ = await process.communicate()
    assert said.decode().split(maxsplit=1) == [str(process.pid), "one two words\n"]
    assert process.returncode == 7


def test_a_child_of_another_thread_is_left_alone() -> None:
    """The system would take the end of the thread for the death of the parent."""
    found: list[object] = []
    thread = threading.Thread(target=lambda: found.append(dying_with_parent("true")))
    thread.start()
    thread.join()
    assert found == [("true",)]


async def test_a_held_program_runs_when_it_is_let_go() -> None:
    """Under the same process id, with its arguments, and with no input of its own."""
    code = "import os, sys; print(os.getpid(), sys.stdin.read(), *sys.argv[1:]); sys.exit(7)"
    process = await asyncio.create_subprocess_exec(
        *held(sys.executable, "-c", code, "one", "two words"),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )
    let_go(process)
    assert process.stdout is not None
    said = await process.stdout.read()
    assert said.decode().split(maxsplit=1) == [str(process.pid), "one two words\n"]
    assert await process.wait() == 7


async def test_a_held_program_never_runs_where_nobody_lets_it_go() -> None:
    """The end of its input is its starter's death."""
    process = await asyncio.create_subprocess_exec(
        *held(sys.executable, "-c", "print('ran')"),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.close()
    assert await process.stdout.read() == b""
    assert await process.wait() != 0
