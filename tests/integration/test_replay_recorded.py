"""The kernel over real recordings: it trades, it repeats itself, every coin is accounted for."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import pytest

from services.backtest.replay import ReplayRun, ReplaySpec, replay
from services.marketdata.tapes import open_tape
from tradewire import decimals
from tradewire.errors import ConfigurationError
from tradewire.instruments import Instrument
from tradewire.orders import Side

_ROOT = Path(__file__).parents[2]
DATA = Path(os.environ.get("RECORDINGS_DIR", _ROOT.parent / "shared" / "data"))
pytestmark = pytest.mark.skipif(
    not DATA.is_dir(), reason="the recordings are not here; RECORDINGS_DIR names their folder"
)

Figures = dict[str, object]


@dataclass(frozen=True)
class Case:
    """A tape and a strategy that trades on it more than ten times."""

    path: str
    strategy: str = "cross"
    every: int = 0

    @property
    def parameters(self) -> dict[str, str]:
        """Of the strategy."""
        return {"every": str(self.every)} if self.every else {}


SPOT = Case("ticks/binance_spot")
CASES = [
    SPOT,
    Case("ticks/binance_usdm"),
    Case("ticks/binance_coinm"),
    Case("ticks/binance_coinm", "alternate", 400),
    Case("ticks/hyperliquid", "alternate", 8),
    Case("candles/us_equities/AAPL_data.csv.gz"),
    Case("candles/binance_perp/SOLUSDT_1h.csv.gz", "breakout"),
]


@pytest.fixture(scope="module", params=CASES, ids=lambda case: f"{case.path}-{case.strategy}")
def case(request: pytest.FixtureRequest) -> Case:
    """Each in its turn."""
    given: Case = request.param
    return given


@pytest.fixture(scope="module")
def done(case: Case) -> ReplayRun:
    """Its replay in this process, once for all who look at it."""
    decimals.install()
    return replay(open_tape(DATA / case.path), ReplaySpec(case.strategy, case.parameters))


def paid(instrument: Instrument, quantity: Fraction, price: Fraction) -> Fraction:
    """What a signed quantity costs in settlement; to sell gives it back.

    Coin-margined, a long receives the entry's worth in coin and gives the exit's, because it is
    worth less coin as the price rises; the venue keeps coins at the instrument's scale.
    """
    face = quantity * Fraction(instrument.multiplier)
    if not instrument.inverse:
        return face * price
    unit = 10**instrument.settlement_scale
    return -Fraction(round(face / price * unit), unit)


def test_cash_fees_and_profit_add_up_to_the_last_digit(case: Case, done: ReplayRun) -> None:
    """Recomputed from the fills alone, in fractions, by the definition of each contract."""
    assert len(done.tally.orders) > 10
    asset, start = done.manifest.balances[0]
    instruments = {each.id: each for each in open_tape(DATA / case.path).instruments}
    cash, held = Fraction(start), {name: Fraction(0) for name in instruments}
    for fill in done.tally.fills:
        sign = 1 if fill.side is Side.BUY else -1
        quantity = sign * Fraction(fill.quantity)
        cash -= paid(instruments[fill.instrument], quantity, Fraction(fill.price))
        cash -= Fraction(fill.fee)
        held[fill.instrument] += quantity
    worth = cash
    for name, quantity in held.items():
        if quantity:
            worth += paid(instruments[name], quantity, Fraction(done.tally.last_prices[name]))
    pnl = done.figures["pnl"]
    assert isinstance(pnl, dict)
    assert Fraction(pnl[asset]) == worth - Fraction(start)
    if case is SPOT:
        balances = {each.asset: Fraction(each.total) for each in done.kernel.desk.balances()}
        assert balances["USDT"] == cash
        assert balances["BTC"] == held["BTC-USDT.BINANCE"]


def test_desk_and_venue_agree_about_every_position_and_balance(done: ReplayRun) -> None:
    """Two ledgers, fed by the same fills over the port, end equal."""
    state = done.kernel.venue.export()  # type: ignore[attr-defined]  # the paper venue has it
    mine = {each.instrument: each.quantity for each in done.kernel.desk.positions()}
    theirs = {each.instrument: each.quantity for each in state.positions}
    assert mine == theirs
    assert {each.asset: each.total for each in done.kernel.desk.balances()} == {
        each.asset: each.total for each in state.balances
    }


def test_another_process_with_another_hash_seed_gives_the_same_hashes() -> None:
    """Nothing depends on memory addresses, set order or the clock."""
    found = []
    for seed in ("1", "2"):
        command = [sys.executable, "-m", "console", "replay", str(DATA / SPOT.path), "--json"]
        done = subprocess.run(
            command,
            check=True,
            capture_output=True,
            cwd=_ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed},
        )
        figures: Figures = json.loads(done.stdout)
        figures.pop("wall_seconds")
        found.append(figures)
    assert found[0] == found[1]
    keys = "trades quotes candles signals orders fills refused pnl orders_hash fills_hash"
    assert set(keys.split()) <= set(found[0])


def test_a_part_of_a_tape_is_a_run_of_its_own() -> None:
    """Other ids, and only the candles of its span."""
    decimals.install()
    path = DATA / "candles/binance_spot/BTCUSDT-1m-2023.daily-zips.tar"
    day_ns = 86_400_000_000_000
    start_ns = 1_672_531_200_000_000_000
    runs = [
        replay(open_tape(path, None, start, start + day_ns), ReplaySpec())
        for start in (start_ns, start_ns + day_ns)
    ]
    assert [each.figures["candles"] for each in runs] == [1440, 1440]
    assert runs[0].figures["orders_hash"] != runs[1].figures["orders_hash"]


def test_a_strategy_that_raises_fails_the_replay_with_its_line(tmp_path: Path) -> None:
    """The user's file and line are in the message, and the exit code is not zero."""
    file = tmp_path / "mine.py"
    file.write_text(
        "from tradewire.strategy import Strategy\n"
        "class Mine(Strategy):\n"
        "    def on_candle(self, candle):\n"
        "        raise ValueError('no idea')\n"
    )
    done = subprocess.run(
        [
            *(sys.executable, "-m", "console", "replay", str(DATA / SPOT.path)),
            *("--strategy", f"{file}:Mine"),
        ],
        check=False,
        capture_output=True,
        text=True,
        cwd=_ROOT,
    )
    assert done.returncode != 0
    assert "no idea" in done.stderr.replace("\n", " ")
    assert "mine.py:4" in done.stderr.replace("\n", "")


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("1 / 0", "strategy mine failed: ZeroDivisionError.*mine.py:4 in on_trade"),
        ("self.state['last'] = trade.price", "strategy mine: its state cannot be saved as JSON"),
    ],
)
def test_a_strategy_that_would_fail_live_ends_the_replay_with_its_name(
    tmp_path: Path, line: str, told: str
) -> None:
    """At once: what the tape still holds would be replayed for nothing."""
    decimals.install()
    path = tmp_path / "mine.py"
    path.write_text(
        "from tradewire.strategy import Strategy, Trade\n"
        "class Mine(Strategy):\n"
        "    def on_trade(self, trade: Trade) -> None:\n"
        f"        {line}\n"
    )
    steps: list[int] = []
    with pytest.raises(ConfigurationError, match=told):
        replay(
            open_tape(DATA / "ticks/hyperliquid"),
            ReplaySpec(f"{path}:Mine"),
            progress=lambda _clock_ns, index: steps.append(index),
        )
    assert len(steps) <= 1
