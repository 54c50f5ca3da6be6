"""What a person or a script reads: tables or JSON on standard output, errors on standard error.

Exit codes, for scripts: 0 done; 1 it failed; 2 the command line is wrong; 3 no mesh is
running; 4 the thing is not found; 5 risk, a venue or the state refused; 6 a service is away or
too slow, a retry can help; 130 ended by Ctrl-C.
"""

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from enum import IntEnum
from typing import NoReturn

from rich.box import SIMPLE_HEAD
from rich.console import Console, JustifyMethod
from rich.table import Table

from tradewire.errors import (
    AlreadyExistsError,
    ConflictError,
    DeadlineError,
    ExhaustedError,
    InvalidArgumentError,
    NotFoundError,
    PreconditionError,
    TradewireError,
    UnavailableError,
)


class Exit(IntEnum):
    """The exit codes; see the head of this module."""

    DONE = 0
    FAILED = 1
    USAGE = 2
    NO_MESH = 3
    NOT_FOUND = 4
    REFUSED = 5
    AWAY = 6
    INTERRUPTED = 130


# The reason of the error that `NO_MESH` stands for.
NO_MESH_REASON = "NO_MESH"

_CODES: tuple[tuple[type[TradewireError], Exit], ...] = (
    (InvalidArgumentError, Exit.USAGE),
    (NotFoundError, Exit.NOT_FOUND),
    (AlreadyExistsError, Exit.REFUSED),
    (ConflictError, Exit.REFUSED),
    (PreconditionError, Exit.REFUSED),
    (UnavailableError, Exit.AWAY),
    (DeadlineError, Exit.AWAY),
    (ExhaustedError, Exit.AWAY),
)

# A file or a pipe has no width; ids and commands in it must not be cut.
WIDTH_ELSEWHERE = 160

out = Console(highlight=False, width=None if sys.stdout.isatty() else WIDTH_ELSEWHERE)
err = Console(stderr=True, highlight=False, width=None if sys.stderr.isatty() else WIDTH_ELSEWHERE)


def print_json(value: object) -> None:
    """One JSON document on standard output."""
    sys.stdout.write(json.dumps(value, indent=2, ensure_ascii=False) + "\n")


def print_table(
    title: str,
    columns: Sequence[str],
    rows: Sequence[Sequence[str]],
    *,
    numbers: Sequence[str] = (),
) -> None:
    """A table; the columns named in ``numbers`` are aligned to the right.

    The first column is never broken: it is what is copied into the next command.
    """
    table = Table(
        title=title or None,
        title_justify="left",
        header_style="bold",
        box=SIMPLE_HEAD,
        pad_edge=False,
    )
    for at, column in enumerate(columns):
        justify: JustifyMethod = "right" if column in numbers else "left"
        table.add_column(column, justify=justify, no_wrap=at == 0, overflow="fold")
    for row in rows:
        table.add_row(*row)
    out.print(table)


def fail(error: TradewireError, *, as_json: bool = False) -> NoReturn:
    """Say what went wrong and end with the code that fits."""
    if as_json:
        print_json(
            {
                "error": {
                    "reason": error.reason,
                    "message": error.message,
                    "fields": error.fields,
                    "metadata": error.metadata,
                }
            }
        )
    err.print(f"[bold red]{error.reason}[/]: ", end="")
    err.print(error.message, markup=False, soft_wrap=True)
    for field, problem in error.fields.items():
        # A message that names its fields already is not said twice.
        if problem not in error.message:
            err.print(f"  {field}: {problem}", markup=False, soft_wrap=True)
    sys.exit(code_of(error))


def code_of(error: TradewireError) -> Exit:
    """The exit code of an error."""
    if error.reason == NO_MESH_REASON:
        return Exit.NO_MESH
    return next((code for kind, code in _CODES if isinstance(error, kind)), Exit.FAILED)


@contextmanager
def errors_shown(*, as_json: bool = False) -> Iterator[None]:
    """Turn errors of ours and Ctrl-C into their exit codes; any other is a fault, shown whole."""
    try:
        yield
    except TradewireError as error:
        fail(error, as_json=as_json)
    except KeyboardInterrupt:
        err.print("interrupted")
        sys.exit(Exit.INTERRUPTED)


def shown(value: object, *, as_json: bool, table: Callable[[], None]) -> None:
    """The value as JSON, or its table."""
    if as_json:
        print_json(value)
    else:
        table()
