"""The life of a service's process."""

import inspect
from pathlib import Path
from typing import ClassVar

from services.chassis.config import ServiceSettings
from services.chassis.process import Process


class Settings(ServiceSettings):
    """Of a service that does nothing."""

    service: ClassVar[str] = "risk"


async def test_work_that_a_failed_start_never_began_is_put_away_silently(tmp_path: Path) -> None:
    """A start that fails ends tasks before their first step; nobody complains of their work."""

    async def work() -> None:
        raise AssertionError("it must not begin")

    begun = work()
    process = Process(Settings(data_dir=tmp_path))
    try:
        async with process:
            process.spawn("work", begun)
            raise ConnectionError("the start failed")
    except ConnectionError:
        pass
    assert inspect.getcoroutinestate(begun) == inspect.CORO_CLOSED
