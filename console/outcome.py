"""The end of a replay through the services: waited for, gathered, and shown as the kernel's is."""

import asyncio
import json
import sys
from decimal import Decimal
from typing import Any

from console.figures import Figures
from console.labels import moment_of_ns
from console.replay import show_figures
from console.runtime import Runtime
from tradewire.client import PAGE_SIZE, Tradewire
from tradewire.codec.accounts import balance_from_wire
from tradewire.codec.decimals import decimal_from_wire
from tradewire.errors import (
    DeadlineError,
    PreconditionError,
    TradewireError,
    UnavailableError,
)
from tradewire.execution.v1 import account_pb2, balance_pb2
from tradewire.marketdata.v1 import ticker_pb2
from tradewire.orders import Position
from tradewire.signal.v1 import signal_requests_pb2
from tradewire.system.v1 import replay_pb2

# A replay is asked for this often while it runs; a person reads no faster.
LOOK_S = 0.25
# A service that restarts in the last moment is back in two seconds; the rows wait for it so long.
GATHER_S_MAX = 30.0
_FINAL = (replay_pb2.REPLAY_STATE_ENDED, replay_pb2.REPLAY_STATE_FAILED)


class Ending:
    """Waits for a replay's end. ``run`` it as a task.

    Args:
        run: the replay's id.
        figures: where it is told how far the replay is.
    """

    def __init__(self, client: Tradewire, run: str, figures: Figures) -> None:
        self.replay = replay_pb2.Replay()
        """As it was last heard of."""
        self._client = client
        self._figures = figures
        self._request = replay_pb2.GetReplayRequest(run=run)

    async def run(self) -> None:
        """Return when the replay has ended or failed."""
        while self.replay.state not in _FINAL:
            try:
                self.replay = await self._client.replays.GetReplay(self._request)
            except TradewireError:
                # It starts, or comes back; the supervisor tells of what does not.
                await asyncio.sleep(LOOK_S)
                continue
            self._figures.replayed = _place(self.replay)
            if self.replay.state not in _FINAL:
                await asyncio.sleep(LOOK_S)


def _place(replay: replay_pb2.Replay) -> str:
    if not replay.clock_unix_nanos:
        return ""
    return f"{moment_of_ns(replay.clock_unix_nanos)} ({replay.replayed_share:.0%})"


def show_outcome(figures: dict[str, Any], *, as_json: bool) -> None:
    """The figures: one line of JSON, or a list."""
    if as_json:
        sys.stdout.write(json.dumps(figures, ensure_ascii=False) + "\n")
    else:
        show_figures(figures)


async def gather(client: Tradewire, runtime: Runtime, replay: replay_pb2.Replay) -> dict[str, Any]:
    """The figures of an ended replay.

    Raises:
        PreconditionError: the replay failed (reason REPLAY_FAILED); the message says why.
        TradewireError: a service does not answer.
    """
    if replay.state == replay_pb2.REPLAY_STATE_FAILED:
        raise _failed(replay)
    away: TradewireError | None = None
    try:
        async with asyncio.timeout(GATHER_S_MAX):
            while True:
                try:
                    return await _gathered(client, runtime, replay)
                except (UnavailableError, DeadlineError) as error:
                    # It starts, or comes back.
                    away = error
                    await asyncio.sleep(LOOK_S)
    except TimeoutError as error:
        raise UnavailableError(
            "the replay is over, and what it came to cannot be read"
            f" ({away or 'no answer'}); start again to see it"
        ) from error


async def _gathered(
    client: Tradewire, runtime: Runtime, replay: replay_pb2.Replay
) -> dict[str, Any]:
    # Imported where it runs: no other command should wait for it.
    from services.backtest.outcome import Rows, figures_of  # noqa: PLC0415 - see above.

    account, execution = runtime.account, client.execution
    opened = await client.accounts.GetAccount(account_pb2.GetAccountRequest(account=account))
    balances = await execution.ListBalances(balance_pb2.ListBalancesRequest(account=account))
    positions = [one async for one in client.positions(account)]
    rows = Rows(
        account=account,
        opening={one.asset: decimal_from_wire(one.amount) for one in opened.opening_balances},
        orders=[one async for one in client.orders(account)][::-1],
        fills=[one async for one in client.fills(account)][::-1],
        positions=positions,
        balances=[balance_from_wire(one) for one in balances.balances],
        last_prices=await _last_prices(client, positions),
        signals=await _signals(client, account),
        counts={
            "trades": replay.counts.trades,
            "quotes": replay.counts.quotes,
            "book_updates": replay.counts.book_updates,
            "candles": replay.counts.candles,
        },
    )
    return {
        "tape": replay.tape,
        **figures_of(rows),
        "steps": replay.counts.steps,
        "damaged": replay.counts.damaged,
        "ticks_stored": replay.counts.ticks_stored,
        "wall_seconds": round(
            replay.finish_time.ToNanoseconds() / 1e9 - replay.start_time.ToNanoseconds() / 1e9, 3
        ),
    }


def _failed(replay: replay_pb2.Replay) -> PreconditionError:
    return PreconditionError(
        f"the replay failed at step {replay.step.step}: {replay.failure}; a replay that failed"
        " stays so: mend the cause, and begin anew with --fresh or in another --data-dir",
        reason="REPLAY_FAILED",
    )


async def _last_prices(client: Tradewire, positions: list[Position]) -> dict[str, Decimal]:
    """Of the instruments that are held."""
    held = [one.instrument for one in positions if one.quantity]
    if not held:
        return {}
    answer = await client.marketdata.ListTickers(
        ticker_pb2.ListTickersRequest(instruments=held, page_size=PAGE_SIZE)
    )
    return {one.instrument: decimal_from_wire(one.last_price) for one in answer.tickers}


async def _signals(client: Tradewire, account: str) -> int:
    """How many signals were given for the account."""
    count, token = 0, ""
    while True:
        page = await client.signal.ListSignals(
            signal_requests_pb2.ListSignalsRequest(
                account=account, page_size=PAGE_SIZE, page_token=token
            )
        )
        count += len(page.signals)
        token = page.next_page_token
        if not token:
            return count
