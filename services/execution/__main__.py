"""The execution service as a process: ``python -m services.execution``."""

from contextlib import AsyncExitStack

from services.chassis.config import load
from services.chassis.process import Process, run
from services.chassis.server import Server
from services.execution.service import add_services
from services.execution.settings import ExecutionSettings
from services.execution.shell import Shell
from services.execution.writer import Clocks


async def main() -> None:
    """Settings, database and bus, accounts, RPCs, and then everything that runs beside."""
    settings = load(ExecutionSettings)
    # Left after the process has ended its tasks: none of them may meet a closed venue or peer.
    async with AsyncExitStack() as last, Process(settings) as process:
        owner = await process.open_owner()
        clocks = Clocks(process.clock, process.wall)
        shell = await Shell.open(
            settings,
            owner,
            clocks,
            spawn=process.spawn,
            fail=process.fail,
            figures=process.figures,
        )
        last.push_async_callback(shell.close)
        server = Server(settings, process.metrics)
        add_services(server, shell)
        if process.steps is not None:
            process.spawn("replay", shell.replay(process.steps, server.set_ready))
        else:
            process.spawn("shell", shell.run(server.set_ready))
        await process.serve(server)


if __name__ == "__main__":
    run(main)
