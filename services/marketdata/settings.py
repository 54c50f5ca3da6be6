"""What an operator can set of market data, in the section ``marketdata``."""

from pathlib import Path
from typing import ClassVar, Literal, Self

from pydantic import Field, SecretStr, field_validator, model_validator

from services.chassis.config import Section, ServiceSettings
from services.chassis.quest_url import FORM, VARIABLE, QuestUrl
from services.marketdata.simulated import RATE_MAX, RATE_MIN
from services.marketdata.tapes import tape_time
from tradewire.errors import TradewireError
from tradewire.market import Interval

# DuckDB refuses to work in less than some tens of MiB; a laptop has no more to give than 64 GiB.
MEMORY_MIB_MIN = 64
MEMORY_MIB_MAX = 65_536
# Below, an hour of a busy feed would not fit; above is no laptop's disk but an archive's.
DISK_MIB_MIN = 256
DISK_MIB_MAX = 16_777_216
# Ten years: what is to be kept for longer belongs into an archive.
AGE_H_MAX = 87_600
# Forty milliseconds for a minute of tape: past that nobody sees more than without any wait.
SPEED_MAX = 1_000.0
# Keys that mean nothing to another feed.
OF_A_REPLAY = ("path", "manifest", "start", "end", "speed", "intervals")


class FeedSettings(Section):
    """Where market data come from.

    Attributes:
        kind: ``simulated`` makes a market up; ``replay`` plays a recording in lock-step.
        seed: of the simulated market; the same seed is the same market, for ever.
        rate: ticks a second of the simulated market, to see how much of it a machine and a
            strategy take; 0 for what a quiet market has.
        speed: of a replay against the wall's clock; None is as fast as its participants can.
        intervals: of the candles that a replay makes of its tape: those that its strategies read.
        path: a recording, or a folder that holds one; replay only.
        manifest: one's own manifest; None finds the shipped one by the recording's content.
        start, end: ISO times of the tape's part to replay; None for all of it.
        skip_damaged: pass over damaged lines of a recording and count them, instead of ending
            the feed as FAILED at the first.
    """

    kind: Literal["simulated", "replay"] = "simulated"
    seed: int = 7
    rate: int = Field(default=0, ge=0, le=RATE_MAX)
    speed: float | None = Field(default=None, gt=0, le=SPEED_MAX)
    intervals: tuple[Interval, ...] = ()
    path: Path | None = None
    manifest: Path | None = None
    start: str | None = None
    end: str | None = None
    skip_damaged: bool = False

    @model_validator(mode="after")
    def _rate_is_one(self) -> Self:
        if 0 < self.rate < RATE_MIN:
            raise ValueError(
                f"feed.rate {self.rate} is less than the simulated market has anyhow; leave it out "
                f"or give {RATE_MIN} to {RATE_MAX} ticks a second"
            )
        return self

    @model_validator(mode="after")
    def _replay_alone_has_a_tape(self) -> Self:
        if self.kind == "replay" and self.path is None:
            raise ValueError(
                "a replay needs feed.path; set TRADEWIRE_MARKETDATA__FEED__PATH to a recording"
            )
        given = [name for name in OF_A_REPLAY if getattr(self, name)]
        if self.kind == "simulated" and given:
            raise ValueError(
                f"feed.{given[0]} is of a replay, and feed.kind is simulated; set "
                "TRADEWIRE_MARKETDATA__FEED__KIND=replay or leave it out"
            )
        for text in (self.start, self.end):
            if text is not None:
                try:
                    tape_time(text)
                except TradewireError as error:
                    raise ValueError(error.message) from error
        return self


class TickSettings(Section):
    """The tick store.

    Attributes:
        store: where it is; None is QuestDB where an address of one is given, else DuckDB.
        questdb_url: of the QuestDB server, ``http://[user:password@]host:9000[?pg_port=8812]``;
            the variable ``QUESTDB_URL`` sets it too.
        memory_mib: what DuckDB may use; queries beyond it go to disk.
        age_h: hours after which trades, quotes and books are deleted.
        candle_age_h: the same for candles, which take a hundredth of the room.
        disk_mib: what the store may take; beyond it the oldest ticks go before their time.
    """

    store: Literal["duckdb", "questdb"] | None = None
    questdb_url: SecretStr | None = None
    memory_mib: int = Field(default=256, ge=MEMORY_MIB_MIN, le=MEMORY_MIB_MAX)
    age_h: int = Field(default=168, ge=1, le=AGE_H_MAX)
    candle_age_h: int = Field(default=8_760, ge=1, le=AGE_H_MAX)
    disk_mib: int = Field(default=20_480, ge=DISK_MIB_MIN, le=DISK_MIB_MAX)

    @property
    def quest(self) -> QuestUrl | None:
        """The QuestDB that ticks are kept in; None where it is DuckDB."""
        if self.questdb_url is None or self.store == "duckdb":
            return None
        return QuestUrl.parse(self.questdb_url.get_secret_value())

    @field_validator("questdb_url")
    @classmethod
    def _is_an_address(cls, url: SecretStr | None) -> SecretStr | None:
        # Looked at where DuckDB is chosen too: a slip shows before somebody needs it.
        if url is not None:
            try:
                QuestUrl.parse(url.get_secret_value())
            except TradewireError as error:
                raise ValueError(error.message) from error
        return url

    @model_validator(mode="after")
    def _questdb_has_an_address(self) -> Self:
        if self.store == "questdb" and self.questdb_url is None:
            raise ValueError(
                f"ticks.store is questdb, and no address says where; set {VARIABLE} to {FORM}"
            )
        return self


class MarketDataSettings(ServiceSettings):
    """Settings of this service: those of every service, the feed and the tick store."""

    service: ClassVar[str] = "marketdata"

    feed: FeedSettings = FeedSettings()
    ticks: TickSettings = TickSettings()

    @property
    def ticks_path(self) -> Path:
        """The tick store's file."""
        return self.data_dir / "marketdata.duckdb"

    @property
    def spool_path(self) -> Path:
        """Where rows wait on disk while the tick store is behind."""
        return self.data_dir / "marketdata.spool"

    @property
    def marks_path(self) -> Path:
        """Where a replay's feed keeps how it stood on its tape now and then."""
        return self.data_dir / "marketdata.marks"

    @model_validator(mode="after")
    def _replay_is_of_a_tape(self) -> Self:
        if self.feed.kind == "replay" and self.replay is None:
            raise ValueError(
                "a replay needs its id and first moment; set TRADEWIRE_REPLAY__RUN and "
                "TRADEWIRE_REPLAY__BEGIN_NS, the same for all services"
            )
        if self.feed.kind != "replay" and self.replay is not None:
            raise ValueError(
                f"replay.run is {self.replay.run}, and feed.kind {self.feed.kind}; set "
                "TRADEWIRE_MARKETDATA__FEED__KIND=replay, or leave the replay out"
            )
        return self
