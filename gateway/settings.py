"""The gateway's settings: the shared ones and the section ``gateway``."""

from typing import ClassVar

from pydantic import Field

from services.chassis.config import ServiceSettings


class GatewaySettings(ServiceSettings):
    """What the edge needs to know.

    Attributes:
        system: the service that also answers `tradewire.system.v1`.
        deadline_s: seconds that a unary call may take where its caller does not say.
        deadline_s_max: the most that a caller may ask for by the header Grpc-Timeout.
        origins: web pages that may call beside the gateway's own, such as
            ``http://127.0.0.1:5173``; anybody else's page may not.
    """

    service: ClassVar[str] = "gateway"

    system: str = "execution"
    deadline_s: float = Field(default=10.0, gt=0, le=60)
    deadline_s_max: float = Field(default=60.0, gt=0, le=600)
    origins: tuple[str, ...] = ()
