"""The execution service as a process of its own: started by its command, killed, started again."""

from pathlib import Path

from services.chassis.nats_server import NatsServer
from services.chassis.schema import migrate_databases
from tests.free_ports import free_port
from tests.integration.execution_mesh import peers, settings_of, start_process, until


async def test_the_process_fills_a_signal_and_goes_on_after_a_kill(
    nats_server: NatsServer, tmp_path: Path
) -> None:
    """`python -m services.execution`: the events of both lives are one stream without a hole."""
    port = free_port()
    async with peers(nats_server.url, tmp_path) as around:
        settings = settings_of(around, tmp_path)
        await migrate_databases({"execution": f"sqlite:///{tmp_path / 'execution.db'}"})
        process = await start_process(settings, port)
        try:
            async with around.quoting("50000.00", "50000.02"):
                await around.buy()
                await until(lambda: len(around.events) >= 11, "an entry, filled and protected")
            process.kill()
            await process.wait()
            process = await start_process(settings, port)
            async with around.quoting("50000.00", "50000.02"):
                await around.buy()
                await until(lambda: len(around.events) >= 21, "a second entry")
        finally:
            process.terminate()
            assert await process.wait() == 0
        sequences = [event.sequence for event in around.events]
        assert sequences == list(range(1, len(sequences) + 1))
