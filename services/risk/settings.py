"""What an operator can set of risk, in the section ``risk``."""

from decimal import Decimal
from typing import ClassVar, Literal, Self

from pydantic import Field, model_validator

from services.chassis.config import Section, ServiceSettings


class AccountSettings(Section):
    """An account that risk watches from the start; others become known by their first balance.

    Attributes:
        account: its id.
        asset: what it settles in: equity, losses and limits are reckoned in it.
        environment: where its money is.
        opening_balances: asset -> amount that the account begins a replay with, the settlement
            asset first; empty elsewhere, where the account's own events tell.
    """

    account: str = Field(pattern=r"^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$")
    asset: str = Field(default="USDT", pattern=r"^[A-Z0-9]{1,20}$")
    environment: Literal["backtest", "paper", "sandbox", "live"] = "paper"
    opening_balances: dict[str, Decimal] = Field(default_factory=dict)


class RiskSettings(ServiceSettings):
    """Settings of this service: those of every service, and the accounts.

    Attributes:
        accounts: a list, in a variable as YAML:
            ``TRADEWIRE_RISK__ACCOUNTS='[{account: paper, asset: USDT}]'``.
        demo_limits: at the very first start, gives each paper account of the list the demo's
            limits. Later starts change no limits.
    """

    service: ClassVar[str] = "risk"

    accounts: tuple[AccountSettings, ...] = (AccountSettings(account="paper"),)
    demo_limits: bool = True

    @model_validator(mode="after")
    def _balances_come_from_execution(self) -> Self:
        given = [each.account for each in self.accounts if each.opening_balances]
        if given and self.replay is None:
            raise ValueError(
                f"accounts: {given[0]} has opening_balances, which only a replay takes; live and"
                " on paper they are execution's, TRADEWIRE_EXECUTION__ACCOUNTS"
            )
        return self
