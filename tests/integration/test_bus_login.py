"""A bus that admits its users alone."""

import asyncio
from pathlib import Path

import pytest

from services.chassis.bus import Bus
from tests.integration.production_mesh import BUS_USER, GuardedNats


async def test_a_wrong_password_is_named_with_the_remedy_and_not_shown(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """It does not look like a bus that is away: waiting would help nobody."""
    server = await GuardedNats(tmp_path).start()
    bus = await Bus.open(
        f"nats://{BUS_USER}:hunter2@127.0.0.1:{server.port}", name="test", wait_s=0
    )
    try:
        while "does not admit us" not in caplog.text:
            await asyncio.sleep(0.01)
        assert not bus.connected
        assert "TRADEWIRE_NATS_URL_FILE" in caplog.text
        assert "hunter2" not in caplog.text
    finally:
        await bus.close()
        await server.kill()
