"""Execution's settings: its accounts, the paper venue, and how long risk may take."""

from collections.abc import Mapping
from decimal import Decimal
from typing import ClassVar, Literal, Self

from pydantic import Field, SecretStr, model_validator

from services.chassis.config import Section, ServiceSettings


class AccountSettings(Section):
    """One account that execution opens at its first start.

    Attributes:
        display_name: for people.
        environment: ``paper`` alone is built; orders of a paper account meet our own venue.
        venues: whose market data the paper venue matches by, such as ``SIM``.
        reporting_asset: what reports are in.
        opening_balances: asset -> amount that a new account begins with.
    """

    display_name: str = "Paper trading"
    environment: Literal["paper"] = "paper"
    venues: tuple[str, ...] = ("SIM",)
    reporting_asset: str = "USDT"
    opening_balances: dict[str, Decimal] = Field(default_factory=lambda: {"USDT": Decimal(100_000)})

    @model_validator(mode="after")
    def _has_money(self) -> Self:
        for asset, amount in self.opening_balances.items():
            if not amount.is_finite() or amount < 0:
                raise ValueError(f"opening balance of {asset} is {amount}; it must be 0 or more")
        return self


class ExecutionSettings(ServiceSettings):
    """What the execution service needs beside what every service does.

    Attributes:
        accounts: by id; ids are 1 to 63 of a-z, 0-9 and '-'.
        paper_database_url: of the paper venue, which shares none with us: on PostgreSQL a database
            of its own; None means ``paper.db`` in ``data_dir``.
        paper_log_id: that the paper venue's ids are hashed from; None means execution's own log.
        paper_latency_ms: from a command to its arrival at the paper venue, on the run's clock.
        risk_wait_s: how long one order waits for risk's verdict before it is denied.
        risk_deadline_s: of one attempt within that.
    """

    service: ClassVar[str] = "execution"

    accounts: dict[str, AccountSettings] = Field(
        default_factory=lambda: {"paper": AccountSettings()}
    )
    paper_database_url: SecretStr | None = None
    # In a replay of the tape, so that the venue gives the ids that it gives in the kernel.
    paper_log_id: str | None = Field(default=None, pattern=r"^[A-Za-z0-9_-]{1,64}$")
    # A venue in the same city answers in about so long; a replay's step is no longer.
    paper_latency_ms: int = Field(default=10, ge=0, le=60_000)
    # Longer than risk takes to restart under its supervisor.
    risk_wait_s: float = Field(default=5.0, gt=0, le=60)
    risk_deadline_s: float = Field(default=1.0, gt=0, le=60)

    @property
    def paper_database(self) -> str:
        """The URL of the paper venue's database, password included."""
        if self.paper_database_url is not None:
            return self.paper_database_url.get_secret_value()
        return f"sqlite:///{self.data_dir.resolve() / 'paper.db'}"

    @property
    def databases_beside(self) -> Mapping[str, str]:
        """See the base class: the paper venue's."""
        return {"paper_store": self.paper_database}
