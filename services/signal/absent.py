"""What is answered for a strategy or signal that is not there."""

from tradewire.errors import NotFoundError


def strategy_not_found(strategy: str) -> NotFoundError:
    """The error for a strategy that nobody created."""
    return NotFoundError(
        f"strategy {strategy} does not exist; list the strategies",
        reason="STRATEGY_NOT_FOUND",
        metadata={"strategy": strategy},
    )


def signal_not_found(signal: str) -> NotFoundError:
    """The error for a signal that nobody gave."""
    return NotFoundError(
        f"signal {signal} does not exist; list the signals",
        reason="SIGNAL_NOT_FOUND",
        metadata={"signal": signal},
    )
