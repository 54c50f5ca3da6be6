"""Accounts over gRPC, and how they did."""

from collections.abc import Mapping
from typing import Any

from services.chassis.auth import current_caller
from services.chassis.paging import page_request
from services.execution.orders_service import request_of
from services.execution.performance import Figures, Span, day_of
from services.execution.performances import Performances
from services.execution.reading import Reader
from services.execution.repeats import to_the_end
from services.execution.resumption import Wish, resume
from services.execution.shell import Shell
from services.execution.standing import Hold
from services.execution.writer import Extra
from tradewire.decimals import canonical
from tradewire.execution.v1 import account_pb2, performance_pb2
from tradewire.execution.v1.account_service_pb2_grpc import AccountServiceServicer
from tradewire.types.v1.stream_pb2 import StreamPosition


class AccountApi(AccountServiceServicer):
    """The accounts that the settings name."""

    def __init__(self, shell: Shell, reader: Reader) -> None:
        self._shell = shell
        self._reader = reader
        self._performances = Performances(shell)
        self._now_ns = shell.clocks.run.now_ns

    async def GetAccount(
        self, request: account_pb2.GetAccountRequest, context: Any
    ) -> account_pb2.Account:
        """An account and where it stands."""
        account = self._reader.account(request.account)
        _, as_of = await self._reader.read(account.id, lambda _connection: None)
        return self._reader.account_message(account, as_of)

    async def ListAccounts(
        self, request: account_pb2.ListAccountsRequest, context: Any
    ) -> account_pb2.ListAccountsResponse:
        """Accounts by id."""
        page = page_request(request)
        fitting = [
            each
            for each in self._reader.accounts()
            if request.environment in {0, each.settings.environment}
            and (not request.venue or request.venue in each.settings.venues)
            and each.id > page.after
        ]
        cut = page.cut(fitting[: page.size + 1], [each.id for each in fitting])
        messages = []
        for each in cut.items:
            _, as_of = await self._reader.read(each.id, lambda _connection: None)
            messages.append(self._reader.account_message(each, as_of))
        return account_pb2.ListAccountsResponse(
            accounts=messages, next_page_token=cut.next_page_token
        )

    async def ResumeAccount(
        self, request: account_pb2.ResumeAccountRequest, context: Any
    ) -> account_pb2.Account:
        """Let a halted account trade again."""
        account = self._reader.account(request.account)
        asked = request_of(self._shell, "ResumeAccount", request.account, request)
        first = await asked.first_answer(account_pb2.Account)
        if first is not None:
            return first
        wish = Wish(current_caller.get().name, request.note, request.skip_sequence)
        told = account_pb2.Account()

        def keep(left: tuple[Hold, ...], head: int) -> Extra:
            as_of = StreamPosition(log_id=self._shell.owner.log_id, sequence=head)
            told.CopyFrom(self._reader.account_message(account, as_of, left))
            return asked.keep(lambda _connection, _numbers: told)

        await to_the_end(resume(account, self._shell.inputs, wish, keep))
        return asked.answer(account_pb2.Account)

    async def ListDailyPerformance(
        self, request: performance_pb2.ListDailyPerformanceRequest, context: Any
    ) -> performance_pb2.ListDailyPerformanceResponse:
        """How an account did, day by day, newest first."""
        page = page_request(request)
        account = self._reader.account(request.account)
        performance = await self._performances.of(account.id)
        days = performance.days(Span(request.strategy, request.start_date, request.end_date))
        left = [(day, found) for day, found in days if not page.after or day < page.after]
        cut = page.cut(left[: page.size + 1], [day for day, _ in left])
        today = day_of(self._now_ns())
        return performance_pb2.ListDailyPerformanceResponse(
            days=[
                performance_pb2.DailyPerformance(
                    date=day, figures=_figures(found), partial=day == today
                )
                for day, found in cut.items
            ],
            next_page_token=cut.next_page_token,
        )

    async def ListInstrumentPerformance(
        self, request: performance_pb2.ListInstrumentPerformanceRequest, context: Any
    ) -> performance_pb2.ListInstrumentPerformanceResponse:
        """How an account did, instrument by instrument."""
        page = page_request(request)
        account = self._reader.account(request.account)
        performance = await self._performances.of(account.id)
        span = Span(request.strategy, request.start_date, request.end_date)
        left = [each for each in performance.instruments(span) if each[0] > page.after]
        cut = page.cut(left[: page.size + 1], [instrument for instrument, _ in left])
        return performance_pb2.ListInstrumentPerformanceResponse(
            instruments=[
                performance_pb2.InstrumentPerformance(
                    instrument=instrument, figures=_figures(found)
                )
                for instrument, found in cut.items
            ],
            next_page_token=cut.next_page_token,
        )


def _figures(found: Mapping[str, Figures]) -> list[performance_pb2.PerformanceFigures]:
    """The messages of figures, by asset."""
    return [
        performance_pb2.PerformanceFigures(
            asset=asset,
            realised_pnl=canonical(each.realized),
            fees=canonical(each.fees),
            # No venue of ours pays or takes any yet.
            funding="0",
            net_pnl=canonical(each.net),
            turnover=canonical(each.turnover),
            fill_count=each.fills,
            closed_count=each.closed,
            won_count=each.won,
        )
        for asset, each in sorted(found.items())
    ]
