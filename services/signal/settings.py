"""The signal service's settings."""

from pathlib import Path
from typing import Annotated, ClassVar, Self

from pydantic import BeforeValidator, Field, model_validator

from services.chassis.config import Section, ServiceSettings

# One process runs them all on one loop; beyond this a second process is the better place.
STRATEGIES_MAX = 256


def _text(value: object) -> object:
    """YAML reads ``fast: 5`` as a number; a parameter travels as text of its type."""
    if isinstance(value, bool):
        return str(value).lower()
    return str(value) if isinstance(value, int | float) else value


class StrategySection(Section):
    """One strategy to run.

    Attributes:
        strategy: the id that it is known by.
        source: ``cross`` or another built-in name, ``FILE:CLASS``, or ``external``.
        parameters: values by name, as text.
        instruments: whose data it gets; empty for those that its class names.
        account: whom its signals are for.
        approval_required: whether a person must approve each signal.
    """

    strategy: str
    source: str
    parameters: dict[str, Annotated[str, BeforeValidator(_text)]] = Field(default_factory=dict)
    instruments: tuple[str, ...] = ()
    account: str = "paper"
    approval_required: bool = False


class SignalSettings(ServiceSettings):
    """Attributes.

    strategies: created at the first start and started; later changes of source,
        parameters, instruments, account or approval are taken over at the next start.
    strategy_folders: where CreateStrategy may load files from; none where empty.
        Files that ``strategies`` names are the operator's own and may be anywhere.
    warm_candles: history shown to a strategy without saved state, per instrument and
        interval; 0 for none.
    warm_wait_s: how long a strategy waits for marketdata's history before it starts
        without.
    """

    service: ClassVar[str] = "signal"

    strategies: tuple[StrategySection, ...] = Field(default=(), max_length=STRATEGIES_MAX)
    strategy_folders: tuple[Path, ...] = ()
    warm_candles: int = Field(default=500, ge=0, le=1_000)
    warm_wait_s: float = Field(default=30.0, ge=0, le=600)

    @model_validator(mode="after")
    def _each_once(self) -> Self:
        names = [section.strategy for section in self.strategies]
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            raise ValueError(f"strategies: {', '.join(twice)} is there twice; give each its own id")
        return self

    @model_validator(mode="after")
    def _of_the_tape(self) -> Self:
        account = None if self.replay is None else self.replay.account
        for section in self.strategies if account else ():
            # Execution opens the tape's account alone and would pass over signals of any other.
            if section.account != account:
                raise ValueError(
                    f"strategies: {section.strategy} trades for account {section.account}, and the"
                    f" tape that is replayed is of account {account}; give it account {account} in"
                    " the settings (TRADEWIRE_SIGNAL__STRATEGIES), or the tape a --manifest of"
                    f" account {section.account}"
                )
        return self
