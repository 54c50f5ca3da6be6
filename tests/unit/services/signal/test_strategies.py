"""The strategies that ship: when they signal, and when they do not."""

from decimal import Decimal
from pathlib import Path

import pytest

from services.signal.host import StrategyHost
from services.signal.loader import create_strategy, load_strategy
from services.signal.strategies.alternate import Alternate
from services.signal.strategies.breakout import Breakout
from services.signal.strategies.cross import MovingAverageCross
from tests.unit.services.signal.test_host import BTC, candle, filled, trade
from tradewire.errors import ConfigurationError
from tradewire.market import Candle, Interval
from tradewire.orders import Side
from tradewire.signals import Signal
from tradewire.strategy import Strategy

HOUR_NS = 3_600_000_000_000


def signals_of(host: StrategyHost, closes: list[int]) -> list[Signal]:
    """Feed one candle a second; the signals that came out."""
    for index, close in enumerate(closes):
        host.on_market(candle(close, index), (index + 1) * 1_000_000_000)
    return host.take_signals()


def test_the_cross_buys_when_the_fast_average_rises_through_the_slow_one() -> None:
    """It needs a sign before it can change: the first full window gives none."""
    host = StrategyHost("cross", MovingAverageCross(fast=2, slow=4), "paper", "log")
    host.start(0)
    falling_then_rising = [100, 90, 80, 70, 60, 80, 120, 160]
    (signal,) = signals_of(host, falling_then_rising)
    assert signal.side is Side.BUY
    assert signal.stop_price is not None
    assert signal.target_price is not None
    assert dict(signal.evidence.indicators)["sma_fast"] > 0.7


def test_the_cross_closes_only_what_it_holds() -> None:
    """A fall without a position is no signal: it is long-only."""
    host = StrategyHost("cross", MovingAverageCross(fast=2, slow=4), "paper", "log")
    host.start(0)
    assert signals_of(host, [100, 110, 120, 130, 140, 60, 50]) == []
    holder = StrategyHost("cross", MovingAverageCross(fast=2, slow=4), "paper", "log")
    holder.start(0)
    holder.on_order_event(filled("cross", Side.BUY, "1"), 0)
    (signal,) = signals_of(holder, [100, 110, 120, 130, 140, 60, 50])
    assert signal.target_position == Decimal(0)


def test_equal_averages_are_no_rise() -> None:
    """Sums are integers, so a tie is a tie."""
    host = StrategyHost("cross", MovingAverageCross(fast=2, slow=4), "paper", "log")
    host.start(0)
    assert signals_of(host, [100] * 12) == []


def hour(index: int, close: int, volume: int = 10) -> Candle:
    """The index-th hourly candle."""
    open_ns = index * HOUR_NS
    return Candle(
        BTC, Interval.H1, open_ns, close, close, close, close, volume, 0, 1, open_ns + HOUR_NS
    )


def test_the_breakout_wants_a_close_above_the_high_and_volume() -> None:
    """Neither alone is enough; the stop is 16 % below and the target 7 % above."""
    for volume, close, expected in ((10, 12_000, 0), (20, 9_000, 0), (20, 12_000, 1)):
        host = StrategyHost("breakout", Breakout(days=1), "paper", "log")
        host.start(0)
        for index in range(24):
            host.on_market(hour(index, 10_000), index)
        host.on_market(hour(24, close, volume), 25)
        signals = host.take_signals()
        assert len(signals) == expected
        if signals:
            assert signals[0].stop_price == Decimal("100.80")
            assert signals[0].target_price == Decimal("128.40")


def test_alternate_buys_and_closes_in_turn() -> None:
    """Every N inputs, whatever they are."""
    host = StrategyHost("alternate", Alternate(every=3), "paper", "log")
    host.start(0)
    for index in range(12):
        host.on_market(trade(at_ns=index + 10), index)
    intents = [(signal.side, signal.target_position) for signal in host.take_signals()]
    assert intents == [(Side.BUY, None), (None, 0), (Side.BUY, None), (None, 0)]


def test_a_users_file_is_loaded_and_its_parameters_are_set(tmp_path: Path) -> None:
    """Text of the command line becomes the parameter's type."""
    file = tmp_path / "mine.py"
    file.write_text(
        "from tradewire.strategy import Strategy\nclass Mine(Strategy):\n    width: int = 3\n"
    )
    strategy = create_strategy(f"{file}:Mine", {"width": "7"})
    assert isinstance(strategy, Strategy)
    assert vars(strategy)["width"] == 7


@pytest.mark.parametrize(
    ("text", "reference", "expected"),
    [
        ("import nowhere_at_all", "{}:Mine", r"mine.py:1 does not import: ModuleNotFoundError"),
        ("def broken(:\n", "{}:Mine", r"mine.py:1 does not import: SyntaxError"),
        ("Mine = 3", "{}:Mine", "has no strategy 'Mine'"),
        ("", "absent.py:Mine", "absent.py does not exist"),
        ("", "nonsense", "give FILE:CLASS"),
    ],
)
def test_a_file_that_cannot_be_used_is_named_with_line_and_remedy(
    tmp_path: Path, text: str, reference: str, expected: str
) -> None:
    """A newcomer's first error."""
    file = tmp_path / "mine.py"
    file.write_text(text)
    with pytest.raises(ConfigurationError, match=expected):
        load_strategy(reference.format(file))


def test_unknown_and_mistyped_parameters_are_refused() -> None:
    """The known ones are named."""
    with pytest.raises(ConfigurationError, match="it has: fast, slow, interval"):
        create_strategy("cross", {"fats": "3"})
    with pytest.raises(ConfigurationError, match="fast='x' is no int; write it like 5"):
        create_strategy("cross", {"fast": "x"})


def test_a_users_file_may_postpone_its_annotations_and_hold_dataclasses(tmp_path: Path) -> None:
    """Both look their module up among those imported."""
    path = tmp_path / "mine.py"
    path.write_text(
        "from __future__ import annotations\n"
        "from dataclasses import dataclass\n"
        "from decimal import Decimal\n"
        "from tradewire.strategy import Strategy\n"
        "@dataclass\n"
        "class Window:\n"
        "    last: Decimal\n"
        "class Mine(Strategy):\n"
        '    size: Decimal = Decimal("0.1")\n'
    )
    strategy = create_strategy(f"{path}:Mine", {"size": "0.2"})
    assert getattr(strategy, "size") == Decimal("0.2")  # noqa: B009 - the type is not known here


@pytest.mark.parametrize(
    ("source", "parameters", "words"),
    [
        ("cross", {"fast": "20", "slow": "5"}, "fast=20 must be at least 1 and below slow=5"),
        ("cross", {"fast": "-1"}, "fast=-1 must be"),
        ("breakout", {"days": "0"}, "days=0 must be at least 1"),
        ("alternate", {"every": "0"}, "every=0 must be at least 1"),
    ],
)
def test_parameters_that_make_no_sense_are_refused_before_anything_runs(
    source: str, parameters: dict[str, str], words: str
) -> None:
    """They would have led to no signal, or to a division by zero at the first tick."""
    with pytest.raises(ConfigurationError, match=words):
        create_strategy(source, parameters)
