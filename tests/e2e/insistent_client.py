"""A user's program that places, cancels and closes by REST while parts of the mesh die.

It gives every request an id and repeats it under that id until it is told something definite.
"""

import random
import threading
import time
import uuid
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Self

from tests.e2e.crashing_mesh import ACCOUNTS, INSTRUMENT, PAUSE_S, UNDECIDED, CrashingMesh
from tests.e2e.started_mesh import PATIENCE_S


@dataclass
class Asked:
    """One request, and what it came to.

    Attributes:
        kind: ``order``, ``cancel`` or ``close``.
        request: its id.
        tries: how often it was sent.
        status, answer: the first definite ones.
    """

    kind: str
    request: str
    path: str
    body: dict[str, Any]
    tries: int = 0
    status: int = 0
    answer: Any = None

    @property
    def order(self) -> str:
        """The order that it led to; empty for none."""
        return str(self.answer["order"]) if self.status == 200 else ""


@dataclass
class InsistentClient:
    """Asks for something a few times a second, on a thread of its own."""

    mesh: CrashingMesh
    seed: int
    asked: list[Asked] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._rng = random.Random(self.seed)
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._run)
        self._failure: Exception | None = None

    def __enter__(self) -> Self:
        """Begin."""
        self._thread.start()
        return self

    def __exit__(self, *_raised: object) -> None:
        """Get an answer to the last request, and end."""
        self._over.set()
        self._thread.join()
        if self._failure is not None:
            raise self._failure

    def insist(self, asked: Asked) -> None:
        """Send it until it is decided."""
        end_s = time.monotonic() + PATIENCE_S
        while not asked.tries or asked.status in UNDECIDED:
            assert time.monotonic() < end_s, asked
            if asked.tries:
                time.sleep(PAUSE_S)
            asked.tries += 1
            named = f"?requestId={asked.request}" if asked.kind == "order" else ""
            asked.status, asked.answer = self.mesh.call(asked.path + named, asked.body)

    def again(self, asked: Asked) -> Any:
        """The answer to a repeat of a request that was granted."""
        repeat = Asked(asked.kind, asked.request, asked.path, asked.body)
        self.insist(repeat)
        return repeat.answer

    def _run(self) -> None:
        try:
            while not self._over.wait(self._rng.uniform(0.05, 0.5)):
                self._next()
        except Exception as error:  # noqa: BLE001 - handed to who waits for the thread.
            self._failure = error

    def order(self, kind: str, account: str, **terms: str) -> Asked:
        """Buy at the market, or ``resting``: below it, where it stays for a while."""
        price = self._price() * Decimal("0.97" if kind == "resting" else 1)
        ticket: dict[str, Any] = {
            "instrument": INSTRUMENT,
            "side": "SIDE_BUY",
            "type": "ORDER_TYPE_MARKET",
            "quantity": f"0.00{self._rng.randrange(100, 999)}",
            "protection": {
                "stopPrice": f"{price * Decimal('0.95'):.2f}",
                "targetPrice": f"{price * Decimal('1.05'):.2f}",
            },
            **terms,
        }
        if kind == "resting":
            ticket |= {"type": "ORDER_TYPE_LIMIT", "price": f"{price:.2f}"}
        return self._insist("order", f"accounts/{account}/orders", **ticket)

    def _next(self) -> None:
        account = self._rng.choice(ACCOUNTS)
        resting = [
            each
            for each in self.asked
            if each.order and each.kind == "order" and "price" in each.body
        ]
        match self._rng.choice(("market", "resting", "resting", "cancel", "close")):
            case "cancel" if resting:
                order = self._rng.choice(resting)
                self._insist("cancel", f"{order.path}/{order.order}:cancel")
            case "close":
                path = f"accounts/{account}/positions/{INSTRUMENT}:close"
                self._insist("close", path, quantity="0.001")
            case kind:
                self.order(kind, account)

    def _insist(self, kind: str, path: str, **body: Any) -> Asked:
        name = str(uuid.UUID(int=self._rng.getrandbits(128), version=4))
        # An order's body is its ticket alone.
        asked = Asked(kind, name, path, body if kind == "order" else {"requestId": name, **body})
        self.asked.append(asked)
        self.insist(asked)
        return asked

    def _price(self) -> Decimal:
        end_s = time.monotonic() + PATIENCE_S
        while True:
            status, answer = self.mesh.call(f"instruments/{INSTRUMENT}/ticker")
            # Empty before the first trade, and where what was stored of it died with its owner.
            if status == 200 and answer.get("lastPrice"):
                return Decimal(answer["lastPrice"])
            assert time.monotonic() < end_s, answer
            time.sleep(PAUSE_S)
