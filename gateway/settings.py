"""The gateway's settings: the shared ones and the section ``gateway``."""

from typing import ClassVar

from pydantic import Field

from services.chassis.config import ServiceSettings

# A refusal comes within milliseconds, and until something is sent it can have a status line of its
# own; a stream that is merely quiet must not wait longer than this for its headers.
FIRST_S = 0.25


class GatewaySettings(ServiceSettings):
    """What the edge needs to know.

    Attributes:
        system: the service that also answers `tradewire.system.v1`, of replays too.
        deadline_s: seconds that a unary call may take where its caller does not say.
        deadline_s_max: the most that a caller may ask for by the header Grpc-Timeout.
        stream_first_s: seconds that a stream waits for its first message before it sends headers;
            a refusal that comes later is told in the stream instead of the status line.
        origins: web pages that may call beside the gateway's own, such as
            ``http://127.0.0.1:5173``; anybody else's page may not.
    """

    service: ClassVar[str] = "gateway"

    system: str = "marketdata"
    deadline_s: float = Field(default=10.0, gt=0, le=60)
    deadline_s_max: float = Field(default=60.0, gt=0, le=600)
    stream_first_s: float = Field(default=FIRST_S, gt=0, le=10)
    origins: tuple[str, ...] = ()
