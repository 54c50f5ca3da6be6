"""The paper venue's own database: what it keeps comes back, and what it cannot read it names."""

import json

import pytest
from sqlalchemy import update

from services.chassis.storage import Store
from services.execution import paper_store
from services.execution.paper import PaperVenue
from services.execution.paper_store import PaperStore
from tests.unit.services.execution.pit import LATENCY_NS, PERP, SPOT, Pit
from tradewire.errors import CorruptDataError
from tradewire.orders import Side

INSTRUMENTS = {each.id: each for each in (SPOT, PERP)}


async def kept(open_store: Store) -> PaperStore:
    """The store of a venue that bought one."""
    await open_store.write(paper_store.metadata.create_all)
    pit = Pit()
    pit.quote(9_990, 5_000, 10_000, 5_000)
    pit.place(pit.order(Side.BUY, "1"))
    mine = PaperStore(open_store, "paper")
    await mine.save(pit.venue)
    return mine


async def test_a_venue_goes_on_from_what_was_kept(store: Store) -> None:
    """Money, positions, orders and the count of ids."""
    mine = await kept(store)
    state = await mine.load(INSTRUMENTS)
    assert state is not None
    again = PaperVenue(
        account="paper",
        log_id="log",
        instruments=INSTRUMENTS.values(),
        balances=[],
        latency_ns=LATENCY_NS,
        state=state,
    )
    assert again.export(displays=False) == state
    assert [f"{each.quantity:f}" for each in state.positions] == ["1.000"]


async def test_rows_of_another_version_are_refused_with_the_remedy(store: Store) -> None:
    """To guess at what is missing would be to guess at money."""
    mine = await kept(store)
    table = paper_store.accounts_table
    broken = update(table).values(payload=json.dumps({"positions": []}))
    await store.write(lambda connection: connection.execute(broken))
    with pytest.raises(CorruptDataError, match="--fresh"):
        await mine.load(INSTRUMENTS)
