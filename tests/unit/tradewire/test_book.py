"""The order book: the venues' rules, honesty about gaps, agreement with a naive model."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.marketdata.instruments import shipped_instruments
from tradewire.book import (
    BUFFERED_UPDATES_MAX,
    LEVELS_MAX,
    BookState,
    OrderBook,
    Synced,
    Unsynced,
    UnsyncedReason,
    Walk,
)
from tradewire.errors import InvalidArgumentError
from tradewire.market import BookUpdate

BTC = shipped_instruments().get("BTC-USDT.BINANCE")
Levels = tuple[tuple[int, int], ...]
SYNCED = Synced()


def snapshot(last: int, bids: Levels = ((99, 5),), asks: Levels = ((101, 5),)) -> BookUpdate:
    """A snapshot up to ``last``."""
    return BookUpdate(BTC, True, last, last, 0, bids, asks, 0, 0)


def change(
    first: int, last: int, previous: int = 0, bids: Levels = (), asks: Levels = ()
) -> BookUpdate:
    """A change of ``first..last``; with ``previous`` one of futures."""
    return BookUpdate(BTC, False, first, last, previous, bids, asks, 0, 0)


def test_a_book_without_snapshot_has_no_levels() -> None:
    """Changes alone say nothing about the levels they leave alone."""
    book = OrderBook(BTC)
    outcome = book.apply(change(1, 2, bids=((99, 1),)))
    assert outcome == Unsynced(UnsyncedReason.NO_SNAPSHOT, found=2)
    assert (book.best_bid(), book.best_ask(), book.is_synced) == (None, None, False)
    assert book.snapshot(0) is None


def test_spot_changes_join_when_they_reach_past_the_snapshot() -> None:
    """Old ones are dropped; the first must span last + 1, the next begin there."""
    book = OrderBook(BTC)
    assert book.apply(snapshot(10)) == SYNCED
    assert book.apply(change(8, 10, bids=((98, 9),))) == SYNCED
    assert book.bid_size(98) == 0
    assert book.apply(change(9, 12, bids=((98, 1),))) == SYNCED
    assert book.apply(change(13, 13, asks=((101, 0), (102, 4)))) == SYNCED
    assert (book.bid_size(98), book.best_ask(), book.last_update_id) == (1, (102, 4), 13)


def test_futures_changes_join_by_the_one_before() -> None:
    """The first must hold the snapshot's id, each next name its predecessor."""
    book = OrderBook(BTC)
    book.apply(snapshot(10))
    assert book.apply(change(5, 9, 4, bids=((98, 9),))) == SYNCED
    assert book.bid_size(98) == 0
    assert book.apply(change(8, 12, 7)) == SYNCED
    assert book.apply(change(20, 22, 12)) == SYNCED
    assert book.apply(change(24, 25, 23)) == Unsynced(UnsyncedReason.GAP, 23, 24)


def test_a_gap_empties_the_book_until_a_snapshot_joins_what_was_kept() -> None:
    """The changes since the gap are applied on top of it."""
    book = OrderBook(BTC)
    book.apply(snapshot(10))
    book.apply(change(11, 11))
    assert book.apply(change(13, 13, bids=((98, 7),))) == Unsynced(UnsyncedReason.GAP, 12, 13)
    assert (book.state, book.reason, book.gap_count) == (
        BookState.UNSYNCED,
        UnsyncedReason.GAP,
        1,
    )
    assert list(book.bids()) == list(book.asks()) == []
    assert book.apply(change(14, 14)) == Unsynced(UnsyncedReason.GAP, found=14)
    assert book.apply(snapshot(12)) == SYNCED
    assert (book.last_update_id, book.bid_size(98), book.reason) == (14, 7, None)


def test_a_snapshot_that_ends_before_the_kept_changes_does_not_join() -> None:
    """A later one does, though the earlier failed."""
    book = OrderBook(BTC)
    for number in (20, 21, 22):
        book.apply(change(number, number))
    assert book.apply(snapshot(10)) == Unsynced(UnsyncedReason.SNAPSHOT_TOO_OLD, 11, 20)
    assert book.apply(snapshot(20)) == SYNCED
    assert book.last_update_id == 22


def test_a_crossed_book_is_not_believed() -> None:
    """A bid at the offer means that a removal was missed."""
    book = OrderBook(BTC)
    book.apply(snapshot(10))
    outcome = book.apply(change(11, 11, bids=((101, 1),)))
    assert outcome == Unsynced(UnsyncedReason.CROSSED, 0, 11)
    assert book.best_bid() is None
    assert book.apply(snapshot(12, bids=((5, 1),), asks=((4, 1),))) == Unsynced(
        UnsyncedReason.CROSSED, 0, 12
    )


def test_whole_books_replace_each_other() -> None:
    """Each snapshot stands alone, as Hyperliquid sends them."""
    book = OrderBook(BTC)
    book.apply(snapshot(10, bids=((99, 1), (98, 1))))
    book.apply(snapshot(11, bids=((97, 2), (96, 0))))
    assert list(book.bids()) == [(97, 2)]


def test_a_books_own_snapshot_is_joined_by_the_changes_after_it() -> None:
    """For spot and for futures, whose first change then spans nothing of it."""
    for previous in (0, 12):
        book, copy = OrderBook(BTC), OrderBook(BTC)
        book.apply(snapshot(10))
        book.apply(change(10, 12, 9 if previous else 0))
        made = book.snapshot(77, sequence=3)
        assert made is not None
        assert (made.init_ns, made.sequence, made.last_update_id) == (77, 3, 12)
        assert copy.apply(made) == SYNCED
        later = change(13, 15, previous, bids=((98, 2),))
        assert copy.apply(later) == book.apply(later) == SYNCED
        assert list(copy.bids()) == list(book.bids())


def test_walking_a_side_takes_the_best_levels_first() -> None:
    """Up to the size, the limit price, or what there is."""
    book = OrderBook(BTC)
    book.apply(snapshot(1, bids=((99, 2), (97, 5)), asks=((101, 2), (103, 5))))
    assert book.walk_asks(4) == Walk(4, 2 * 101 + 2 * 103, 103)
    assert book.walk_asks(4, limit_price=102) == Walk(2, 202, 101)
    assert book.walk_bids(4) == Walk(4, 2 * 99 + 2 * 97, 97)
    assert book.walk_bids(4, limit_price=98) == Walk(2, 198, 99)
    assert book.walk_bids(99) == Walk(7, 2 * 99 + 5 * 97, 97)
    assert book.walk_asks(1, limit_price=100) == Walk(0, 0, 0)
    assert (book.ask_size(103), list(book.asks(1)), list(book.bids(1))) == (
        5,
        [(101, 2)],
        [(99, 2)],
    )


def test_the_levels_and_the_kept_changes_are_bounded() -> None:
    """The farthest levels and the oldest changes go first."""
    book = OrderBook(BTC)
    far = LEVELS_MAX + 10
    book.apply(
        snapshot(
            1,
            bids=tuple((price, 1) for price in range(1, far + 1)),
            asks=tuple((far + price, 1) for price in range(1, far + 1)),
        )
    )
    assert len(list(book.bids())) == len(list(book.asks())) == LEVELS_MAX
    assert (book.best_bid(), book.best_ask()) == ((far, 1), (far + 1, 1))
    waiting = OrderBook(BTC)
    for number in range(1, BUFFERED_UPDATES_MAX + 3):
        waiting.apply(change(number, number))
    assert waiting.apply(snapshot(1)) == Unsynced(UnsyncedReason.SNAPSHOT_TOO_OLD, 2, 3)


def test_an_update_of_another_instrument_is_refused() -> None:
    """Its integers have other exponents."""
    other = shipped_instruments().get("ETH-USDT.BINANCE")
    with pytest.raises(InvalidArgumentError, match=r"given an update of ETH-USDT"):
        OrderBook(BTC).apply(snapshot(1)._replace(instrument=other))


def _levels(lowest: int, highest: int) -> st.SearchStrategy[Levels]:
    level = st.tuples(st.integers(lowest, highest), st.integers(0, 5))
    return st.lists(level, max_size=6).map(tuple)


@given(st.lists(st.tuples(_levels(1, 50), _levels(51, 100)), min_size=1, max_size=30))
def test_a_book_equals_a_dictionary_of_levels(drawn: list[tuple[Levels, Levels]]) -> None:
    """After any changes: the same levels, in order, and the same best ones."""
    book = OrderBook(BTC)
    bids: dict[int, int] = {}
    asks: dict[int, int] = {}
    for number, (bid_levels, ask_levels) in enumerate(drawn, 1):
        first = number == 1
        update = BookUpdate(BTC, first, number, number, 0, bid_levels, ask_levels, 0, 0)
        assert book.apply(update) == SYNCED
        for model, levels in ((bids, bid_levels), (asks, ask_levels)):
            for price, size in levels:
                model[price] = size
                if not size:
                    del model[price]
        assert list(book.bids()) == sorted(bids.items(), reverse=True)
        assert list(book.asks()) == sorted(asks.items())
        assert book.best_bid() == (max(bids.items()) if bids else None)
        assert book.best_ask() == (min(asks.items()) if asks else None)


@given(st.lists(st.integers(1, 4), min_size=2, max_size=20), st.data())
def test_a_missing_change_is_never_overlooked(lengths: list[int], data: st.DataObject) -> None:
    """Whichever is left out of a chain, the next one unsyncs the book."""
    updates, last = [], 10
    for length in lengths:
        updates.append(change(last + 1, last + length, last))
        last += length
    spot = [one._replace(previous_update_id=0) for one in updates]
    missing = data.draw(st.integers(0, len(lengths) - 2))
    for chain in (updates, spot):
        book = OrderBook(BTC)
        book.apply(snapshot(10))
        outcomes = [book.apply(one) for at, one in enumerate(chain) if at != missing]
        assert all(one == SYNCED for one in outcomes[:missing])
        assert not any(one == SYNCED for one in outcomes[missing:])
