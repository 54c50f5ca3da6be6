"""The line from risk itself: directives reach an account whatever has become of the bus.

It is open all the time and not only while the bus is known to be away. A server that hangs looks
well for seconds, and a halt must not wait for them. What comes by the bus and by the line is
followed once: directives are known by their ids, and what the line has followed is kept as a
position in risk's log, in the transaction of the effects.
"""

import asyncio

from sqlalchemy import Connection

from services.chassis import logs
from services.chassis.last_events import HeadOf
from services.chassis.positions import position, set_position
from services.chassis.process import Owner
from services.chassis.subjects import risk
from services.execution.account import Account
from services.execution.store import Numbers
from tradewire.channel import Channel
from tradewire.codec.risk_events import risk_event_from_wire
from tradewire.errors import TradewireError
from tradewire.risk.v1 import event_pb2, event_requests_pb2
from tradewire.risk.v1.risk_service_pb2_grpc import RiskServiceStub
from tradewire.verdicts import CloseRequested, Halted, Resumed

# The positions' key of what came by the line.
LINE = "execution-directive-line"
# Between two attempts to reach risk: a halt given meanwhile waits no longer than this.
PAUSE_S = 0.5
# Risk is asked to speak once a second; after this silence the line is taken for dead.
SILENCE_S_MAX = 4.0

_log = logs.logger(__name__)


class RiskLine:
    """Follows risk's directives by its own stream, one account a task.

    Args:
        owner: whose store has the positions.
        channel: to risk.
        consumer: the bus's reader of the same streams; the line begins no earlier than it stands.
        head_of: asks risk where a stream of its log stands.
    """

    def __init__(self, owner: Owner, channel: Channel, consumer: str, head_of: HeadOf) -> None:
        self._owner = owner
        self._head_of = head_of
        self._risk = RiskServiceStub(channel)
        self._consumer = consumer
        self._followed: dict[str, tuple[str, int]] = {}

    def has_followed(self, log_id: str, stream: str, seq: int) -> bool:
        """Whether every directive of the stream up to ``seq`` has come by the line."""
        known, upto = self._followed.get(stream, ("", 0))
        return known == log_id and seq <= upto

    async def run(self, account: Account) -> None:
        """Follow until cancelled; risk may come and go."""
        silent = False
        while True:
            try:
                await self._follow(account)
            except (TradewireError, TimeoutError) as error:
                if not silent:
                    _log.warning("no line to risk", account=account.id, error=str(error))
                silent = True
            except Exception:  # noqa: BLE001 - the bus brings it too, and halts where it must.
                _log.exception("a directive could not be followed", account=account.id)
            else:
                silent = False
            await asyncio.sleep(PAUSE_S)

    async def _follow(self, account: Account) -> None:
        """Everything after the position, then what comes, until the line breaks.

        Raises:
            TradewireError: risk is away or cannot answer.
            TimeoutError: it has fallen silent.
        """
        stream = risk(account.id)
        # Of risk's log as it is now; positions in another say nothing of it.
        log_id = (await self._head_of(stream)).log_id
        upto = await self._owner.store.read(
            lambda connection: max(
                position(connection, name, log_id, stream) for name in (LINE, self._consumer)
            )
        )
        self._note(stream, log_id, upto)
        request = event_requests_pb2.StreamDirectivesRequest(
            account=account.id, log_id=log_id, resume_after_sequence=upto
        )
        request.heartbeat_interval.seconds = 1
        answers = aiter(self._risk.StreamDirectives(request))
        while True:
            async with asyncio.timeout(SILENCE_S_MAX):
                answer = await anext(answers, None)
            if answer is None:
                return
            if answer.WhichOneof("message") == "event":
                await self._take(account, stream, answer.event)
            elif answer.WhichOneof("message") == "heartbeat":
                self._note(stream, log_id, answer.heartbeat.position.sequence)

    async def _take(self, account: Account, stream: str, message: event_pb2.RiskEvent) -> None:
        _, event = risk_event_from_wire(message)
        if not isinstance(event, CloseRequested | Halted | Resumed):
            return

        def followed(connection: Connection, _numbers: Numbers) -> None:
            set_position(connection, LINE, message.log_id, stream, message.sequence)

        try:
            await account.follow(event, followed)
        except Exception:
            await account.stop_if_broken()
            raise
        self._note(stream, message.log_id, message.sequence)

    def _note(self, stream: str, log_id: str, seq: int) -> None:
        known, upto = self._followed.get(stream, ("", 0))
        self._followed[stream] = (log_id, max(seq, upto) if known == log_id else seq)
