"""The address of a QuestDB server, ``http://[user:password@]host:9000[?pg_port=8812]``; one look.

Three programs need it: the service that keeps its ticks there, the console that looks whether a
server will do before it starts a mesh on it, and the tests.
"""

import asyncio
import base64
import json
import re
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any, Final
from urllib.parse import parse_qs, unquote, urlencode, urlsplit

from services.chassis.quest_server import SERVER
from tradewire.errors import ConfigurationError, UnavailableError

VARIABLE: Final = "QUESTDB_URL"
"""How people name a server that runs."""

PORT: Final = 9000
"""QuestDB's own of HTTP; people know it."""

PG_PORT: Final = 8812
"""QuestDB's own of PostgreSQL's protocol."""

LOOK_S_MAX: Final = 5.0
"""A server that is well answers in milliseconds, one that recovers or is loaded in a second."""

ANSWER_BYTES_MAX: Final = 1024 * 1024
"""Of a look: a row for each of some twenty tables. What is larger is not QuestDB's answer."""

PORT_MAX: Final = 65_535
"""TCP has no others."""

FORM: Final = "http://[user:password@]host:9000[?pg_port=8812]"

# A database is a neighbour: no proxy for the way out of a house leads to it.
_DIRECT = urllib.request.build_opener(urllib.request.ProxyHandler({}))
_BUILD = re.compile(r"QuestDB (\S+?),")


@dataclass(frozen=True, slots=True)
class QuestUrl:
    """Where a server is, and as whom it is asked; ``name`` is the setting that says so."""

    host: str
    port: int
    pg_port: int
    user: str = ""
    password: str = field(default="", repr=False)
    name: str = field(default=VARIABLE, compare=False)

    @classmethod
    def parse(cls, text: str, name: str = VARIABLE) -> "QuestUrl":
        """Read one.

        Raises:
            ConfigurationError: it is none; its password is not told.
        """
        try:
            parts = urlsplit(text)
            wanted = parse_qs(parts.query, keep_blank_values=True, strict_parsing=bool(parts.query))
            ports = [int(one) for one in wanted.pop("pg_port", [str(PG_PORT)])]
            port = PORT if parts.port is None else parts.port
        except ValueError:
            raise _no_url(name) from None
        well = parts.scheme == "http" and parts.hostname and parts.path in {"", "/"}
        if not well or wanted or len(ports) != 1 or not 0 < ports[0] <= PORT_MAX or parts.fragment:
            raise _no_url(name)
        return cls(
            parts.hostname or "",
            port,
            ports[0],
            unquote(parts.username or ""),
            unquote(parts.password or ""),
            name,
        )

    @property
    def page(self) -> str:
        """Of HTTP, for people's eyes: without user and password."""
        return f"http://{self.authority_host}:{self.port}"

    @property
    def authority_host(self) -> str:
        """The host as it stands before a port: an address of IPv6 in brackets."""
        return f"[{self.host}]" if ":" in self.host else self.host

    @property
    def shown(self) -> str:
        """All of it that may be told and kept."""
        return f"{self.page}?pg_port={self.pg_port}"

    async def ask(self, query: str) -> list[list[Any]]:
        """The rows of a small statement, as JSON has them.

        Raises:
            UnavailableError: nobody answers.
            ConfigurationError: who answers is not QuestDB, or refuses user and password.
        """
        return await asyncio.to_thread(self._ask, query)

    async def version(self) -> str:
        """Of the server.

        Raises:
            UnavailableError, ConfigurationError: as ``ask``.
        """
        rows = await self.ask("select build()")
        found = _BUILD.search(str(rows[0][0])) if rows and rows[0] else None
        if found is None:
            raise self._no_quest("it does not tell its build")
        return found[1]

    def _ask(self, query: str) -> list[list[Any]]:
        request = urllib.request.Request(  # noqa: S310 - the scheme was verified.
            f"{self.page}/exec?{urlencode({'query': query})}"
        )
        if self.user:
            token = base64.b64encode(f"{self.user}:{self.password}".encode()).decode()
            request.add_header("Authorization", f"Basic {token}")
        try:
            with _DIRECT.open(request, timeout=LOOK_S_MAX) as answer:
                text = answer.read(ANSWER_BYTES_MAX)
        except urllib.error.HTTPError as error:
            with error:
                raise self._refused(error.code, error.read(ANSWER_BYTES_MAX)) from None
        except (OSError, TimeoutError) as error:
            reason = getattr(error, "reason", error)
            raise UnavailableError(
                f"no QuestDB answers at {self.page} ({reason}); start it there, or correct "
                f"{self.name}",
                reason="QUESTDB_AWAY",
            ) from error
        return self._rows(text)

    def _rows(self, text: bytes) -> list[list[Any]]:
        try:
            rows = json.loads(text)["dataset"]
        except (ValueError, KeyError, TypeError):
            raise self._no_quest("its answer is not QuestDB's") from None
        if not isinstance(rows, list):
            raise self._no_quest("its answer is not QuestDB's")
        return rows

    def _refused(self, status: int, said: bytes) -> ConfigurationError:
        if status in {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN}:
            return ConfigurationError(
                f"QuestDB at {self.page} refuses the user or the password; give both in "
                f"{self.name}, as {FORM}"
            )
        try:
            words = str(json.loads(said)["error"])
        except (ValueError, KeyError, TypeError):
            return self._no_quest(f"it answers with {status}")
        return ConfigurationError(f"QuestDB at {self.page} refuses a look: {words}")

    def _no_quest(self, why: str) -> ConfigurationError:
        return ConfigurationError(
            f"what listens at {self.page} is not QuestDB ({why}); set {self.name} to the "
            f"address of QuestDB's HTTP, as {FORM}"
        )


async def fit(url: QuestUrl) -> str:
    """See that ticks can be kept on the server; its version.

    Raises:
        UnavailableError: nobody answers.
        ConfigurationError: it is not QuestDB, of another version, or takes no rows.
    """
    version = await url.version()
    if not fits(version):
        raise ConfigurationError(
            f"QuestDB at {url.page} is {version}, and this program is made for "
            f"{SERVER.version}; run that version there, or set {url.name} to another server"
        )
    locked = await url.ask(
        "select property_path from (show parameters) where value = 'true' and property_path in "
        "('readonly', 'http.security.readonly', 'pg.security.readonly')"
    )
    if locked:
        raise ConfigurationError(
            f"QuestDB at {url.page} takes no rows: {locked[0][0]} is true there; set it to false "
            f"in its server.conf and start it anew, or set {url.name} to another server"
        )
    return version


def fits(version: str) -> bool:
    """Whether a server speaks as the one that this program was tried with: 9.3, any patch of it."""
    return version.split(".")[:2] == SERVER.version.split(".")[:2]


def _no_url(name: str) -> ConfigurationError:
    return ConfigurationError(f"{name} is no address of QuestDB; write it as {FORM}")
