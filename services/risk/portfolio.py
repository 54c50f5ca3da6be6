"""What risk sees of one account now, for queries."""

from dataclasses import dataclass
from decimal import Decimal

from services.risk.accounts import Accounts
from services.risk.assessment import free_capital, margin_leverage
from services.risk.exposure import AccountView, Valuation
from services.risk.limit_book import LimitBook
from services.risk.losses import Baseline
from services.risk.reservations import ReservationBook


@dataclass(frozen=True, slots=True)
class Portfolio:
    """One account. Amounts are in ``asset``.

    ``net_exposure`` is the sum of the signed values of positions; ``baseline`` is
    None before the first balance; ``reserved`` is the capital and ``reserved_value``
    the exposure held by approvals and open orders.
    """

    account: str
    asset: str
    environment: str
    valuation: Valuation
    net_exposure: Decimal
    baseline: Baseline | None
    reserved: Decimal
    reserved_value: Decimal
    free: Decimal
    open_order_count: int
    position_count: int
    reconciled: bool


def portfolio_of(
    view: AccountView, accounts: Accounts, reservations: ReservationBook, limits: LimitBook
) -> Portfolio:
    """The portfolio of a view at the newest prices."""
    claims = reservations.claims(view.account)
    effective = limits.effective(view.account, "", view.environment)
    valuation = view.value()
    return Portfolio(
        account=view.account,
        asset=view.asset,
        environment=view.environment,
        valuation=valuation,
        net_exposure=view.net_exposure,
        baseline=accounts.baselines.get(view.account),
        reserved=claims.capital,
        reserved_value=claims.value,
        free=free_capital(valuation, claims, margin_leverage(effective.limits)),
        open_order_count=accounts.open_order_count(view.account),
        position_count=len(view.holdings) + len(view.unvalued),
        reconciled=view.reconciled,
    )
