"""Makes tokens: what a person or a program proves itself by to a mesh in production."""

import re
import time
from datetime import UTC, datetime
from importlib import resources
from typing import Annotated

import typer
from google.protobuf import descriptor_pb2

from console.output import err, errors_shown, out, shown
from console.session import AsJson
from services.chassis.auth import EVERY_SCOPE, TokenAuthenticator
from services.chassis.config import SERVICES, ServiceSettings, load
from tradewire.errors import ConfigurationError, InvalidArgumentError
from tradewire.types.v1 import options_pb2

DAYS_DEFAULT = 30
# Nothing takes a token back but a new key for the whole mesh, so none outlives a year.
DAYS_MAX = 365
DAY_S = 86_400
_NAME = re.compile(r"[a-z0-9][a-z0-9._@-]{0,62}")


def command(
    name: Annotated[str, typer.Option(help="Who will bear it: this name is in every audit.")],
    scope: Annotated[
        list[str], typer.Option(help="What they may do, such as orders:write; repeat it, * is all.")
    ],
    days: Annotated[
        int, typer.Option(min=1, max=DAYS_MAX, help="How long it is good.")
    ] = DAYS_DEFAULT,
    as_json: AsJson = False,
) -> None:
    """Make a token for a person or a program, with the key of TRADEWIRE_AUTH__TOKEN_KEY_FILE."""
    with errors_shown(as_json=as_json):
        _check(name, scope)
        ends_s = int(time.time()) + days * DAY_S
        token = TokenAuthenticator(_key()).mint(name, scope, expires_at_s=ends_s)
        ends = datetime.fromtimestamp(ends_s, UTC).isoformat()
        if not as_json:
            # Not on standard output, which is the token alone: it is piped into a file.
            err.print(f"{name} may {', '.join(sorted(scope))} until {ends}", markup=False)
        shown(
            {"token": token, "name": name, "scopes": sorted(scope), "expireTime": ends},
            as_json=as_json,
            table=lambda: out.print(token, soft_wrap=True, markup=False),
        )


def known_scopes() -> list[str]:
    """Every scope that a method of the contract needs."""
    image = resources.files("tradewire").joinpath("contract.binpb").read_bytes()
    return sorted(
        {
            method.options.Extensions[options_pb2.required_scope]
            for file in descriptor_pb2.FileDescriptorSet.FromString(image).file
            for service in file.service
            for method in service.method
        }
        - {""}
    )


def _check(name: str, scopes: list[str]) -> None:
    """Refuse a name that would mislead an audit, and a scope that no method asks for."""
    if not _NAME.fullmatch(name):
        raise InvalidArgumentError(
            f"--name {name[:70]!r}: write 1 to 63 of a-z, 0-9, '.', '_', '@' and '-', beginning"
            " with a letter or digit"
        )
    if name in SERVICES:
        raise InvalidArgumentError(
            f"--name {name} is a service's, which makes its own tokens; use another"
        )
    known = known_scopes()
    unknown = sorted({*scopes} - {*known, EVERY_SCOPE})
    if unknown:
        raise InvalidArgumentError(
            f"--scope {', '.join(unknown)}: the contract has no such scope; there are"
            f" {', '.join(known)}, and {EVERY_SCOPE} for all"
        )


def _key() -> str:
    key = load(ServiceSettings).auth.token_key
    if key is None:
        raise ConfigurationError(
            "there is no key to sign with; set TRADEWIRE_AUTH__TOKEN_KEY_FILE to the file that"
            " holds the mesh's",
            reason="TOKEN_KEY_MISSING",
        )
    return key.get_secret_value()
