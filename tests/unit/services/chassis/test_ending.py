"""The end of tasks and processes, whatever hangs."""

import asyncio
import subprocess
import sys

import pytest

from services.chassis.ending import EXIT_CODE, end, exit_within, heeding, within

HANG = """
import time
from services.chassis.ending import exit_within, own_the_process
own_the_process()
exit_within(0.2)
time.sleep(60)
"""
"""A process whose end hangs in a library that knows no limit."""


async def _lost(answer: asyncio.Future[str]) -> str:
    """What a library does that loses a cancellation: it has its answer, so it returns it."""
    try:
        return await answer
    except asyncio.CancelledError:
        return "late"


async def test_a_loop_ends_though_its_library_lost_the_cancellation() -> None:
    """Cancelled in the very turn in which the answer came, as under load."""
    turns = 0

    async def work() -> None:
        nonlocal turns
        while True:
            turns += 1
            answer: asyncio.Future[str] = asyncio.get_running_loop().create_future()
            asyncio.get_running_loop().call_later(60, answer.cancel)
            await heeding(asyncio.wait_for(_lost(answer), 60))

    task = asyncio.create_task(work())
    await asyncio.sleep(0)
    assert await end([task]) == []
    assert task.cancelled()
    assert turns == 1


async def test_wait_for_loses_a_cancellation_and_heeding_does_not() -> None:
    """The fault of Python 3.11 that the module is about, provoked without luck."""
    loop = asyncio.get_running_loop()

    async def asked() -> str:
        answer: asyncio.Future[str] = loop.create_future()
        task = asyncio.current_task()
        assert task is not None
        # First the answer, then the cancellation, before the task has its turn.
        loop.call_soon(answer.set_result, "answer")
        loop.call_soon(task.cancel)
        return await heeding(asyncio.wait_for(answer, 60))

    task = asyncio.create_task(asked())
    with pytest.raises(asyncio.CancelledError):
        await task


async def test_a_timeout_that_a_library_lost_is_still_a_timeout() -> None:
    """The cancellation of ``asyncio.timeout`` is heeded like any other."""
    answer: asyncio.Future[str] = asyncio.get_running_loop().create_future()
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.01):
            await heeding(_lost(answer))


async def test_what_cleans_up_after_its_cancellation_may_still_call() -> None:
    """Only a cancellation that came during the call counts."""
    said: list[str] = []

    async def work() -> None:
        try:
            await asyncio.sleep(60)
        finally:
            said.append(await heeding(asyncio.sleep(0, "goodbye")))

    task = asyncio.create_task(work())
    await asyncio.sleep(0)
    assert await end([task]) == []
    assert said == ["goodbye"]


async def test_an_end_names_the_task_that_ignores_it(caplog: pytest.LogCaptureFixture) -> None:
    """It returns after its limit all the same."""
    task = asyncio.create_task(_stubborn(released := asyncio.Event()), name="stubborn")
    await asyncio.sleep(0)
    assert await end([task], within_s=0.01) == [task]
    assert "stubborn" in caplog.text
    released.set()
    await task


async def test_work_that_ignores_its_limit_is_given_up(caplog: pytest.LogCaptureFixture) -> None:
    """Closing a connection whose peer reads no more must not keep the process."""
    released = asyncio.Event()
    assert not await within(0.01, "farewell", _stubborn(released))
    assert "farewell has not ended" in caplog.text
    released.set()


async def test_work_within_its_limit_says_how_it_failed() -> None:
    """A failure is the caller's, not the log's."""

    async def fail() -> None:
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        await within(60, "farewell", fail())


def test_a_process_that_hangs_is_cut_off_and_says_where() -> None:
    """Even a thread that blocks in a library does not keep it."""
    ended = subprocess.run(
        [sys.executable, "-c", HANG], capture_output=True, text=True, timeout=50, check=False
    )
    assert ended.returncode == EXIT_CODE
    assert "has not ended in 0.2 s" in ended.stderr
    assert 'File "<string>", line 6' in ended.stderr


def test_a_process_that_is_not_a_services_alone_is_left_alone() -> None:
    """A test's process survives; were it not so, this one would end here."""
    exit_within(0.0)


async def _stubborn(released: asyncio.Event) -> None:
    while not released.is_set():
        try:
            await released.wait()
        except asyncio.CancelledError:
            continue
