"""The execution service put together: accounts, venues, market data, signals, directives."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from typing import Any, Self

from services.chassis import logs
from services.chassis.bus import Bus
from services.chassis.channels import peer
from services.chassis.checkpoints import Checkpoints
from services.chassis.clock import ManualClock, WallClock
from services.chassis.databases import open_store
from services.chassis.figures import Figures
from services.chassis.lockstep import LockStep
from services.chassis.metrics import Metrics, Transactions
from services.chassis.process import Owner
from services.chassis.storage import Store
from services.chassis.tape import tape_instruments
from services.execution.account import Account
from services.execution.catalog import Catalog, load_catalog, refresh
from services.execution.inputs import DIRECTIVES, SIGNALS, Inputs
from services.execution.market_feed import MarketFeed, Marks
from services.execution.metrics import watch_accounts
from services.execution.opening import Surroundings, open_account, opening_balances
from services.execution.paper_link import PaperLink
from services.execution.paper_store import PaperStore
from services.execution.paper_store import metadata as paper_metadata
from services.execution.ranges import Ranges
from services.execution.replay_risk import ReplayRisk, VerdictPort
from services.execution.replayed import ReplayedAccount
from services.execution.replaying import Replaying
from services.execution.risk_port import RiskClient
from services.execution.settings import AccountSettings, ExecutionSettings
from services.execution.stages import Stages
from services.execution.tape_link import TapeLink
from services.execution.writer import Clocks
from tradewire.channel import Channel
from tradewire.instruments import Instrument
from tradewire.marketdata.v1 import marketdata_service_pb2
from tradewire.risk.v1 import risk_service_pb2
from tradewire.signal.v1 import signal_service_pb2

NS_A_MS = 1_000_000
# New instruments are asked for this often; an order for one that is not known is refused till then.
REFRESH_S = 30.0

Spawn = Callable[[str, Coroutine[Any, Any, None]], None]

_log = logs.logger(__name__)


class Shell:
    """Everything of the service but its RPCs."""

    def __init__(
        self,
        settings: ExecutionSettings,
        owner: Owner,
        clocks: Clocks,
        *,
        spawn: Spawn,
        fail: Callable[[BaseException], None],
        catalog: Catalog,
        paper: Store,
        figures: Figures,
    ) -> None:
        self.settings = settings
        self.owner = owner
        self.clocks = clocks
        self.catalog = catalog
        self.marks = Marks()
        self.accounts: dict[str, Account] = {}
        self.links: dict[str, PaperLink] = {}
        self.inputs: Inputs | None = None
        """What is followed, once it is; none in a replay."""
        self.tape_links: dict[str, TapeLink] = {}
        """In a replay instead of ``links``."""
        self._spawn = spawn
        self._fail = fail
        self._paper = paper
        self._figures = figures
        self._marketdata = self._peer("marketdata", marketdata_service_pb2)
        self._risk_channel = self._peer("risk", risk_service_pb2)
        self._signal_channel = self._peer("signal", signal_service_pb2)
        self.risk = RiskClient(
            self._risk_channel,
            wait_s=settings.risk_wait_s,
            deadline_s=settings.risk_deadline_s,
            wall_ns=clocks.wall.now_ns,
        )

    @classmethod
    async def open(
        cls,
        settings: ExecutionSettings,
        owner: Owner,
        clocks: Clocks,
        *,
        spawn: Spawn,
        fail: Callable[[BaseException], None],
        figures: Figures | None = None,
    ) -> Self:
        """Take up every account of the settings; nothing trades yet."""
        figures = figures or Figures(Metrics("execution"))
        paper = await _open_paper(settings, figures)
        catalog = await load_catalog(owner.store)
        shell = cls(
            settings,
            owner,
            clocks,
            spawn=spawn,
            fail=fail,
            catalog=catalog,
            paper=paper,
            figures=figures,
        )
        stages = Stages(figures.metrics)
        around = Surroundings(
            owner,
            catalog,
            clocks,
            shell.risk,
            fail,
            shell._beside,
            stages,
            is_replay=settings.replay is not None,
        )
        for name, each in settings.accounts.items():
            link = shell._link(name, each)
            shell.accounts[name] = await open_account(around, name, each, link)
        watch_accounts(figures.metrics, shell.accounts)
        return shell

    async def replay(
        self, clock: ManualClock, set_ready: Callable[[bool], Awaitable[None]]
    ) -> None:
        """Take part in the replay of the settings, round by round, until cancelled."""
        assert self.settings.replay is not None, "only a replay has rounds"  # noqa: S101
        await set_ready(False)
        if not self.catalog.known:
            await refresh(self.catalog, self.owner.store, self._marketdata)
        instruments = await tape_instruments(self._marketdata)
        participant = self.participant(instruments, ReplayRisk(self._risk_channel))
        run = self.settings.replay.run
        checkpoints = Checkpoints.of(self.settings, participant)
        lock_step = LockStep(run, clock, self.owner, participant, self._marketdata, checkpoints)
        await set_ready(True)
        await lock_step.run()

    def participant(
        self, instruments: Mapping[str, Instrument], verdicts: VerdictPort
    ) -> Replaying:
        """Execution's part in a replay of these instruments, before its first round."""
        accounts: dict[str, ReplayedAccount] = {}
        for name, link in self.tape_links.items():
            link.open(instruments.values())
            writer = self.accounts[name].writer
            accounts[name] = ReplayedAccount(writer, link, WallClock().now_ns)
            # There are no books but these two, and they began alike.
            self.accounts[name].standing.activate()
        ranges = Ranges(signal_channel=self._signal_channel, risk_channel=self._risk_channel)
        return Replaying(accounts, instruments, marks=self.marks, verdicts=verdicts, ranges=ranges)

    async def run(self, set_ready: Callable[[bool], Awaitable[None]]) -> None:
        """Reconcile, then trade; ``set_ready`` is told when the service can do its work."""
        await set_ready(False)
        if not self.catalog.known:
            await refresh(self.catalog, self.owner.store, self._marketdata)
        await self._open_venues()
        listeners = [self.marks.take, *(link.on_market for link in self.links.values())]
        feed = MarketFeed(self.owner.bus, self.catalog, listeners)
        self._spawn("market-feed", feed.run())
        for name, account in self.accounts.items():
            link = self.links[name]
            link.connect(account.reconciler.take_reports)
            self._spawn(f"paper-{name}", link.run())
            await account.reconciler.start()
            self._spawn(f"reconcile-{name}", account.reconciler.run())
            self._spawn(f"clock-{name}", account.run())
        inputs = self.inputs = Inputs(
            self.owner,
            self.accounts,
            self.clocks,
            signal_channel=self._signal_channel,
            risk_channel=self._risk_channel,
        )
        self._figures.of_follower(SIGNALS.name, inputs.signals)
        self._figures.of_follower(DIRECTIVES.name, inputs.directives)
        self._spawn("directives", inputs.run_directives())
        self._spawn("signals", inputs.run_signals())
        for account in self.accounts.values():
            self._spawn(f"risk-line-{account.id}", inputs.line.run(account))
        await set_ready(True)
        _log.info("trading", accounts=list(self.accounts))
        await self._keep_catalog()

    async def close(self) -> None:
        """Let go of the paper venue's database and of the peers."""
        for channel in (self._marketdata, self._risk_channel, self._signal_channel):
            await channel.close()
        await self._paper.close()

    @property
    def bus(self) -> Bus:
        """The bus."""
        return self.owner.bus

    def _link(self, name: str, account: AccountSettings) -> PaperLink | TapeLink:
        """An account's way to the paper venue."""
        log_id = self.settings.paper_log_id or self.owner.log_id
        store = PaperStore(self._paper, name)
        latency_ns = self.settings.paper_latency_ms * NS_A_MS
        opening = opening_balances(name, account)
        if self.settings.replay is not None:
            tape = TapeLink(name, log_id, store, latency_ns=latency_ns, opening=opening)
            self.tape_links[name] = tape
            return tape
        self.links[name] = PaperLink(
            name, log_id, store, self.clocks, latency_ns=latency_ns, opening=opening
        )
        return self.links[name]

    async def _open_venues(self) -> None:
        for name, link in self.links.items():
            venues = set(self.accounts[name].settings.venues)
            await link.open([each for each in self.catalog if each.venue in venues])

    async def _keep_catalog(self) -> None:
        """Ask for new instruments now and then, and have the venues know them."""
        while True:
            await refresh(self.catalog, self.owner.store, self._marketdata)
            await self._open_venues()
            await asyncio.sleep(REFRESH_S)

    def _peer(self, name: str, module: Any) -> Channel:
        services = list(module.DESCRIPTOR.services_by_name.values())
        return peer(self.settings, name, services=services, metrics=self._figures.metrics)

    def _beside(self, work: Coroutine[Any, Any, None]) -> None:
        self._spawn("account", work)


async def _open_paper(settings: ExecutionSettings, figures: Figures) -> Store:
    """The paper venue's own database, with its tables."""
    transactions = Transactions()
    file = settings.data_dir.resolve() / "paper.db"
    paper = await open_store(settings.paper_database, observe=transactions)
    figures.of_store("paper", transactions, paper)
    figures.of_files(file, file.with_suffix(".db-wal"))
    await paper.write(paper_metadata.create_all)
    return paper
