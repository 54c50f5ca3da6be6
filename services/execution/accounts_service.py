"""Accounts over gRPC."""

from typing import Any

from services.chassis.paging import page_request
from services.execution.reading import Reader
from tradewire.execution.v1 import account_pb2
from tradewire.execution.v1.account_service_pb2_grpc import AccountServiceServicer


class AccountApi(AccountServiceServicer):
    """The accounts that the settings name."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

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
