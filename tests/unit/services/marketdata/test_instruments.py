"""The registry of instruments and the file it is read from."""

from decimal import Decimal
from pathlib import Path

import pytest

from services.marketdata.instruments import Instruments, load_instruments, shipped_instruments
from tradewire.errors import AlreadyExistsError, ConfigurationError, NotFoundError
from tradewire.instruments import InstrumentKind


def test_every_instrument_of_the_recordings_is_shipped() -> None:
    """Three spot, six USD-M, one COIN-M, one Hyperliquid, twelve equities, one simulated."""
    known = shipped_instruments()
    assert len(known) == 24
    assert len(known.of_venue("BINANCE")) == 10
    assert "BTC-USD-PERP.HYPERLIQUID" in known


def test_the_coin_margined_contract_is_inverse_and_settled_in_its_coin() -> None:
    """One contract is 100 USD, and P&L is bitcoin of eight digits."""
    contract = shipped_instruments().get("BTC-USD-PERP.BINANCE")
    assert contract.inverse
    assert contract.multiplier == Decimal(100)
    assert (contract.settlement, contract.settlement_scale) == ("BTC", 8)
    assert contract.kind is InstrumentKind.PERPETUAL


def test_an_unknown_instrument_is_answered_with_its_neighbours() -> None:
    """The message names what the caller may have meant."""
    with pytest.raises(NotFoundError, match=r"BTC-USDT\.BINANCE") as caught:
        shipped_instruments().get("BTC-USTD.BINANCE")
    assert caught.value.reason == "INSTRUMENT_NOT_FOUND"


def test_two_instruments_of_one_id_are_refused() -> None:
    """The second would silently replace the first."""
    one = shipped_instruments().get("BTC-USDT.BINANCE")
    with pytest.raises(AlreadyExistsError, match="declared twice"):
        Instruments([one, one])


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ("maker_fees: '0.1'", "'maker_fees' is unknown; near ones are maker_fee"),
        ("maker_fee: 0.1", "a decimal in quotes"),
        ("maker_fee: 'NaN'", "no plain decimal"),
        ("kind: OPTION", "kind 'OPTION' is unknown"),
        ("price_exponent: two", "must be a whole number"),
        ("settlement_scale: -1", "zero or above"),
        ("inverse: 1", "must be true or false"),
        ("base: 7", "must be text"),
        ("price_increment: '0'", "above zero"),
        ("price_increment: '0.001'", "digits below"),
    ],
)
def test_a_wrong_field_is_named_with_its_file(tmp_path: Path, change: str, problem: str) -> None:
    """Each kind of mistake gets words of its own."""
    good = {
        "id": "A-B.X",
        "kind": "SPOT",
        "venue_symbol": "AB",
        "base": "A",
        "quote": "B",
        "settlement": "B",
        "price_exponent": -2,
        "size_exponent": 0,
        "price_increment": "'0.01'",
        "size_increment": "'1'",
        "min_quantity": "'1'",
        "min_notional": "'1'",
        "maker_fee": "'0'",
        "taker_fee": "'0'",
    }
    name, _, value = change.partition(": ")
    lines = "".join(f"      {key}: {text}\n" for key, text in (good | {name: value}).items())
    path = tmp_path / "instruments.yaml"
    path.write_text("groups:\n  - instruments:\n    -\n" + lines)
    with pytest.raises(ConfigurationError, match=problem) as caught:
        load_instruments(path)
    assert str(path) in caught.value.message


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("[", "is no YAML"),
        ("- 1", "must be a mapping"),
        ("groups: 1", "must be a list"),
        ("groups: [{instruments: [{}]}]", "'kind' is missing"),
    ],
)
def test_a_file_of_the_wrong_shape_is_refused(tmp_path: Path, text: str, problem: str) -> None:
    """What is no list of instruments says what it should have been."""
    path = tmp_path / "instruments.yaml"
    path.write_text(text)
    with pytest.raises(ConfigurationError, match=problem):
        load_instruments(path)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    """The path and the reason of the system."""
    with pytest.raises(ConfigurationError, match="cannot be read"):
        load_instruments(tmp_path / "none.yaml")
