"""The command line of clients/SCENARIO.md and the lines printed: one copy for both programs."""

import argparse
import asyncio
import json
import sys
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from tradewire.errors import DOMAIN, TradewireError
from tradewire.failures import failure_of


@dataclass(frozen=True, slots=True)
class Flags:
    """The command line.

    Attributes:
        target: host:port of the execution service.
        account: whose orders they are.
        instrument: what they buy.
        run: what the request ids begin with.
        traceparent: the trace that an order belongs to.
        token: the bearer token, or None.
        authority: who signs the server's certificate, PEM; None for plaintext.
        patience_s: how long to wait for the service.
    """

    target: str
    account: str
    instrument: str
    run: str
    traceparent: str
    token: str | None
    authority: bytes | None
    patience_s: int


def main(perform: Callable[[Flags], Coroutine[Any, Any, None]]) -> int:
    """Perform the steps; answers the exit code, 1 after the line of a call that failed."""
    flags = read_flags()
    try:
        asyncio.run(perform(flags))
    except TradewireError as error:
        show_failure(flags.target, error)
        return 1
    return 0


def read_flags() -> Flags:
    """The flags that the program was called with; ends it with 2 where they are wrong."""
    parser = argparse.ArgumentParser(description=sys.modules["__main__"].__doc__)
    for name in ("target", "account", "instrument", "run", "traceparent"):
        parser.add_argument(f"--{name}", required=True)
    parser.add_argument("--token")
    parser.add_argument("--ca", dest="authority", type=read, metavar="FILE")
    parser.add_argument("--patience", dest="patience_s", type=int, default=10, metavar="SECONDS")
    return Flags(**vars(parser.parse_args()))


def read(path: str) -> bytes:
    """What is in a file; one that cannot be read is a wrong flag."""
    try:
        return Path(path).read_bytes()
    except OSError as error:
        raise argparse.ArgumentTypeError(str(error)) from error


def show(step: str, **facts: object) -> None:
    """One line."""
    print(json.dumps({"step": step, **facts}), flush=True)


def show_complete(start: int, seen: Sequence[int]) -> None:
    """The line of what was read after the sequence ``start``: what never came, or came twice."""
    distinct = len(set(seen))
    show("complete", missed=max(seen) - start - distinct, doubled=len(seen) - distinct)


def show_refusal(step: str, error: TradewireError) -> None:
    """The line of a failure that was asked for."""
    code = failure_of(error).code
    show(step, code=code, reason=error.reason, domain=DOMAIN, fields=error.fields)


def show_failure(target: str, error: TradewireError) -> None:
    """The line of any other failure: what went wrong, where, and what to do about it."""
    message = f"{target}: {error.message}"
    show("error", message=message, **asdict(failure_of(error)))
