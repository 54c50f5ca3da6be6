"""What the paper venue makes of books and quotes: nothing is taken twice, no queue is skipped."""

from decimal import Decimal

from services.execution.paper import PaperVenue
from services.execution.venue import OrderFilled
from tests.unit.services.execution.pit import LATENCY_NS, MS, PERP, SPOT, Pit, fills, names, reason
from tradewire.market import Quote
from tradewire.orders import Liquidity, Side
from tradewire.verdicts import RefusalReason


def show(pit: Pit, update_id: int, *sides: int) -> None:
    """A quote with its update id: bid, size, offer, size."""
    pit.now += MS
    bid, bid_size, ask, ask_size = sides
    pit.venue.on_market(Quote(pit.of, bid, bid_size, ask, ask_size, update_id, pit.now, pit.now))


def test_two_orders_never_fill_from_the_same_liquidity() -> None:
    """What was taken stays taken until the venue speaks of that level again."""
    pit = Pit()
    pit.book([(9_990, 500)], [(10_000, 300), (10_010, 900)], snapshot=True)
    pit.place(pit.order(Side.BUY, "0.3"))
    assert fills(pit.place(pit.order(Side.BUY, "0.1"))) == [("100.10", "0.100")]
    pit.book([], [(10_000, 200)])
    assert fills(pit.place(pit.order(Side.BUY, "0.1"))) == [("100.00", "0.100")]


def test_a_quote_newer_than_the_book_corrects_its_top() -> None:
    """A book that comes every tenth of a second must not sell at a price that is gone."""
    pit = Pit()
    pit.book([(9_990, 500)], [(10_000, 300), (10_010, 900)], snapshot=True)
    pit.now += MS
    pit.venue.on_market(Quote(SPOT, 9_990, 500, 10_010, 100, 9, pit.now, pit.now))
    assert fills(pit.place(pit.order(Side.BUY, "0.2"))) == [("100.10", "0.100")]


def test_the_echo_of_a_size_that_was_taken_frees_nothing() -> None:
    """A late book repeats the quote, and some venues send the whole book each time."""
    pit = Pit(PERP)
    pit.book([(9_990, 50)], [(10_000, 50)], snapshot=True)
    show(pit, 2, 9_990, 50, 10_000, 30)
    assert fills(pit.place(pit.order(Side.BUY, "0.05"))) == [("100.00", "0.030")]
    pit.book([], [(10_000, 30)])
    assert reason(pit.place(pit.order(Side.BUY, "0.05"))) is RefusalReason.VENUE_NO_LIQUIDITY
    pit = Pit(PERP)
    pit.book([(9_990, 50)], [(10_000, 30)], snapshot=True)
    pit.place(pit.order(Side.BUY, "0.05"))
    pit.book([(9_990, 50)], [(10_000, 30)], snapshot=True)
    assert reason(pit.place(pit.order(Side.BUY, "0.05"))) is RefusalReason.VENUE_NO_LIQUIDITY
    pit.book([(9_990, 50)], [(10_000, 40)], snapshot=True)
    assert fills(pit.place(pit.order(Side.BUY, "0.05"))) == [("100.00", "0.040")]


def test_a_level_that_went_and_came_back_is_new() -> None:
    """But not one that a better quote hid for a while."""
    pit = Pit(PERP)
    for between, taken in ((10_010, [("100.00", "0.050")]), (9_995, [])):
        pit.quote(9_980, 500, 10_005, 500)
        pit.quote(9_980, 500, 10_000, 50)
        pit.place(pit.order(Side.BUY, "0.05"))
        pit.quote(9_980, 500, between, 70)
        pit.quote(9_980, 500, 10_000, 50)
        assert fills(pit.place(pit.order(Side.BUY, "0.05"))) == taken


def test_a_newer_quote_without_offers_means_that_there_are_none() -> None:
    """The book's levels are older than that."""
    pit = Pit(PERP)
    pit.book([(9_990, 50)], [(10_000, 50)], snapshot=True)
    show(pit, 9, 9_990, 50, 0, 0)
    assert reason(pit.place(pit.order(Side.BUY, "0.05"))) is RefusalReason.VENUE_NO_LIQUIDITY


def test_a_resting_order_waits_for_the_queue_before_it() -> None:
    """Trades at its price serve who came first; it pays the maker's fee."""
    pit = Pit()
    pit.book([(9_990, 500)], [(10_000, 300)], snapshot=True)
    assert names(pit.place(pit.order(Side.BUY, "0.4", price=Decimal("99.90")))) == ["OrderAccepted"]
    assert pit.trade(9_990, 450) == []
    assert fills(pit.trade(9_990, 150)) == [("99.90", "0.100")]
    (last,) = pit.trade(9_990, 900)
    assert isinstance(last, OrderFilled)
    assert last.quantity == Decimal("0.300")
    assert last.liquidity is Liquidity.MAKER
    assert last.fee == Decimal("99.90") * Decimal("0.300") * Decimal("0.001")


def test_only_trades_bring_a_queue_forward() -> None:
    """A shrinking display tells of the same trades as their prints do."""
    pit = Pit(PERP)
    pit.quote(9_990, 500, 10_000, 500)
    pit.place(pit.order(Side.BUY, "1", price=Decimal("99.90")))
    pit.quote(9_990, 200, 10_000, 500)
    assert pit.trade(9_990, 300) == []
    pit.quote(9_995, 10, 10_000, 500)
    pit.quote(9_990, 500, 10_000, 500)
    assert fills(pit.trade(9_990, 210)) == [("99.90", "0.010")]


def test_a_price_out_of_sight_fills_nothing_before_it_is_shown() -> None:
    """Whoever stands there came first; a trade through it needs no queue."""
    pit = Pit(PERP)
    pit.quote(9_990, 500, 10_000, 500)
    pit.place(pit.order(Side.BUY, "1", price=Decimal("99.80")))
    assert pit.trade(9_980, 5_000) == []
    pit.quote(9_980, 900, 10_000, 500)
    assert fills(pit.trade(9_980, 910)) == [("99.80", "0.010")]
    pit.quote(9_990, 500, 10_000, 500)
    pit.place(pit.order(Side.BUY, "0.1", price=Decimal("99.70")))
    assert fills(pit.trade(9_960, 5_000))[-1] == ("99.70", "0.100")


def test_a_short_book_does_not_know_what_is_below_it() -> None:
    """Within it, a price that it does not list is empty."""
    for price, expected in (("99.70", []), ("99.85", [("99.85", "0.010")])):
        pit = Pit(PERP)
        pit.book([(9_990, 50), (9_980, 50)], [(10_000, 50)], snapshot=True)
        pit.place(pit.order(Side.BUY, "1", price=Decimal(price)))
        assert fills(pit.trade(int(price.replace(".", "")), 10)) == expected


def test_a_restored_venue_knows_the_book_and_what_it_took_of_it() -> None:
    """A replay that goes on from a checkpoint is shown changes only."""
    pit = Pit(PERP)
    pit.book([(9_990, 50)], [(10_000, 50), (10_010, 50)], snapshot=True)
    pit.place(pit.order(Side.BUY, "0.05"))
    pit.venue = PaperVenue(
        account="paper",
        log_id="log",
        instruments=[PERP],
        balances=[],
        latency_ns=LATENCY_NS,
        state=pit.venue.export(),
    )
    pit.book([], [(10_020, 5)])
    reports = pit.place(pit.order(Side.BUY, "0.1"))
    assert fills(reports) == [("100.10", "0.050"), ("100.20", "0.005")]
    assert pit.venue.export(displays=False).displays == ()
