"""What is kept of a strategy: terms, marks, checkpoints."""

from decimal import Decimal

import pytest

from services.signal.records import Marks, terms_of, with_fill, without_own_state
from services.signal.settings import SignalSettings
from tradewire.errors import CorruptDataError, InvalidArgumentError
from tradewire.orders import Fill, Liquidity, Side

BTC = "BTC-USDT.TEST"


def fill(side: Side, quantity: str) -> Fill:
    """A fill of some order."""
    return Fill(
        fill_id="f",
        venue_trade_id="t",
        order_id="o",
        client_order_id="c",
        venue_order_id="v",
        account="paper",
        instrument=BTC,
        side=side,
        price=Decimal(1),
        quantity=Decimal(quantity),
        fee=Decimal(0),
        fee_asset="USDT",
        liquidity=Liquidity.TAKER,
        event_ns=0,
    )


def test_a_source_is_a_name_or_a_file() -> None:
    """As a person writes it on the command line."""
    built_in = terms_of("cross", {"slow": "2", "fast": "1"}, (BTC,), "paper")
    assert (built_in.strategy_type, built_in.source, built_in.reference) == ("cross", "", "cross")
    assert built_in.parameters == (("fast", "1"), ("slow", "2"))
    own = terms_of("mine.py:Mine", {}, (BTC,), "paper")
    assert (own.strategy_type, own.reference) == ("file", "mine.py:Mine")
    assert own.etag != built_in.etag
    assert not own.keeps_state_of(built_in)
    with pytest.raises(InvalidArgumentError, match="account"):
        terms_of("cross", {}, (BTC,), "Not An Account")


def test_fills_of_a_stopped_strategy_are_added_exactly() -> None:
    """Decimals as text, signed, whatever was stored before."""
    once = with_fill(None, fill(Side.BUY, "0.1"))
    assert with_fill(once, fill(Side.SELL, "0.30"))["positions"] == {BTC: "-0.20"}
    assert once["positions"] == {BTC: "0.1"}


def test_a_checkpoint_without_own_state_keeps_what_is_held() -> None:
    """Positions and ordinal stay, timers and windows go."""
    saved = {"ordinal": 3, "positions": {BTC: "1"}, "timers": {"a": 1}, "state": {"x": 1}}
    assert without_own_state(saved) == {  # type: ignore[arg-type]  # a literal of Json values
        "ordinal": 3,
        "positions": {BTC: "1"},
        "timers": {},
        "state": None,
    }
    assert without_own_state(None) is None


def test_damaged_marks_are_refused_with_the_remedy() -> None:
    """Better to stop than to handle a candle twice."""
    with pytest.raises(CorruptDataError, match="--fresh"):
        Marks.from_json("{}")


def test_settings_take_numbers_as_text_and_refuse_a_name_twice() -> None:
    """YAML reads 5 as a number; a parameter travels as text."""
    one = {"strategy": "a", "source": "cross", "parameters": {"fast": 5, "on": True}}
    settings = SignalSettings.model_validate({"strategies": [one]})
    assert settings.strategies[0].parameters == {"fast": "5", "on": "true"}
    with pytest.raises(ValueError, match="a is there twice"):
        SignalSettings.model_validate({"strategies": [one, one]})
