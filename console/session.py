"""A command's conversation with the mesh that runs: found, called, its answer shown."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Annotated, Any, TypeVar

import typer
from google.protobuf import json_format
from google.protobuf.message import Message

from console import runtime
from console.parts import OWNERS
from console.runtime import Runtime
from tradewire import decimals
from tradewire.client import Tradewire

T = TypeVar("T")

DataDir = Annotated[
    Path | None,
    typer.Option(
        "--data-dir",
        help="Where the mesh keeps its data; TRADEWIRE_DATA_DIR, else .tradewire.",
        show_default=False,
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="JSON instead of text.")]
Account = Annotated[
    str | None,
    typer.Option("--account", help="The account; the mesh's own unless given.", show_default=False),
]
# Rows that a list shows unless told otherwise: what fits a screen.
ROWS_DEFAULT = 25
ROWS_MAX = 1_000
Rows = Annotated[
    int, typer.Option("--limit", "-n", min=1, max=ROWS_MAX, help="At most so many, newest first.")
]


def ask(data_dir: Path | None, work: Callable[[Tradewire, Runtime], Awaitable[T]]) -> T:
    """Do ``work`` with the mesh of the data directory.

    Raises:
        TradewireError: no mesh runs there (reason NO_MESH), or what ``work`` raises.
    """
    decimals.install()
    found = runtime.running(runtime.chosen_dir(data_dir))

    async def converse() -> T:
        addresses = {service: found.addresses[service] for service in OWNERS}
        async with Tradewire(addresses) as client:
            return await work(client, found)

    return asyncio.run(converse())


def as_dict(message: Message) -> dict[str, Any]:
    """A message as REST would give it: lowerCamelCase, decimals and 64-bit numbers as text."""
    return dict(json_format.MessageToDict(message))


def as_dicts(messages: "list[Any]") -> list[dict[str, Any]]:
    """The same for a list."""
    return [as_dict(message) for message in messages]
