"""Execution as its processes run it: signals in, orders at the paper venue, nothing twice."""

from pathlib import Path

from services.chassis.nats_server import NatsServer
from tests.integration.execution_mesh import (
    execution,
    peers,
    settings_of,
    trading,
    until,
)
from tradewire.orders import Leg, OrderState


async def test_a_signal_on_the_bus_becomes_a_protected_fill(
    nats_server: NatsServer, tmp_path: Path
) -> None:
    """Signal, verdict, order, fill, and the stop and target that rest at the venue."""
    async with (
        peers(nats_server.url, tmp_path) as around,
        execution(settings_of(around, tmp_path)) as running,
    ):
        await trading(running)
        await around.quote("50000.00", "50000.02")
        signal = await around.buy()
        await until(lambda: len(running.orders()) == 3, "entry, stop and target")
        entry = running.orders()[0]
        assert entry.signal_id == signal.signal_id
        await until(lambda: running.orders()[0].state is OrderState.FILLED, "a fill")
        await until(
            lambda: {o.state for o in running.orders()[1:]} == {OrderState.ACCEPTED},
            "protection rests",
        )
        assert [order.leg for order in running.orders()] == [Leg.ENTRY, Leg.STOP, Leg.TARGET]
        await until(lambda: len(around.events) >= 8, "events on the bus")
        sequences = [event.sequence for event in around.events]
        assert sequences == list(range(1, len(sequences) + 1))
        assert not running.failures
