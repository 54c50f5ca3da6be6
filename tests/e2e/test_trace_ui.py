"""Every step of an order on a page of traces: of a strategy's, and of one sent by REST."""

import asyncio
import json
import time
import urllib.error
import urllib.request
from collections import Counter
from decimal import Decimal
from typing import Any

import psutil
import pytest

from console import trace_ui
from tests.e2e.started_mesh import PATIENCE_S, Start, Up, ask, get
from tradewire.errors import UnavailableError

pytestmark = pytest.mark.mesh

CHECK = "tradewire.risk.v1.RiskService/CheckOrder"
SUBMIT = "tradewire.execution.v1.ExecutionService/SubmitOrder"
ORDERS = "tw.v1.orders.paper"
STAMPED = ("tick receive", "tick publish", "tick deliver", "strategy handle")
BY_REST = (
    *(("gateway", "POST /v1/accounts/{account}/orders"), ("gateway", SUBMIT)),
    *(("execution", SUBMIT), ("execution", CHECK), ("risk", CHECK), ("risk", "verdict")),
)


class Trace:
    """One trace as Zipkin's API tells it; Zipkin keeps names in lower case."""

    def __init__(self, spans: list[dict[str, Any]]) -> None:
        self.spans = spans

    def steps(self) -> Counter[tuple[str, str]]:
        """How often each service has each step."""
        return Counter((span["localEndpoint"]["serviceName"], span["name"]) for span in self.spans)

    def all(self, service: str, name: str, kind: str | None = None) -> list[dict[str, Any]]:
        return [
            span
            for span in self.spans
            if span["localEndpoint"]["serviceName"] == service
            and span["name"] == name.lower()
            and kind in {None, span.get("kind")}
        ]

    def of_order(self, name: str, order: str) -> list[dict[str, Any]]:
        """Execution's steps of one order; a trace holds its stop and target too."""
        found = self.all("execution", name)
        return [span for span in found if span["tags"]["tradewire.order"] == order]

    def path_of(self, span: dict[str, Any]) -> list[str]:
        """The names from the root to the span."""
        by_id = {each["id"]: each for each in self.spans}
        path = [span["name"]]
        while "parentId" in span:
            span = by_id[span["parentId"]]
            path.insert(0, span["name"])
        return path


def trace_of(page: str, trace_id: str, *steps: tuple[str, str]) -> Trace:
    """The trace, once all these steps are there, as often as they are named.

    Each process sends its spans by itself and in batches.
    """
    wanted = Counter((service, name.lower()) for service, name in steps)
    end_s = time.monotonic() + PATIENCE_S
    missing = wanted
    while time.monotonic() < end_s:
        try:
            found = Trace(get(f"{api_of(page)}/trace/{trace_id}"))
        except urllib.error.HTTPError as error:
            # Nothing of it has come yet.
            error.close()
        else:
            missing = wanted - found.steps()
            if not missing:
                return found
        time.sleep(0.2)
    raise AssertionError(f"never came: {missing}")


def post(url: str, body: dict[str, Any]) -> Any:
    """What REST answers to a POST."""
    request = urllib.request.Request(  # noqa: S310 - as in `get`.
        url, json.dumps(body).encode(), {"content-type": "application/json"}
    )
    with urllib.request.urlopen(request) as answer:  # noqa: S310 - as above.
        return json.load(answer)


@pytest.mark.timeout(400)
def test_every_step_of_an_order_is_on_the_page_of_traces(start: Start) -> None:
    """One mesh for all of it: a strategy's order, orders by REST, and the page killed."""
    try:
        asyncio.run(trace_ui.SERVER.fetched("Zipkin", "skip this test"))
    except UnavailableError as error:
        pytest.skip(error.message)
    up = start("--trace-ui")
    first = up.trading()
    page = ask(up, "status")["trace_ui"]
    end_s = time.monotonic() + PATIENCE_S
    while "zipkin" not in ready_parts(up):
        assert time.monotonic() < end_s, "the page never became ready"
        time.sleep(0.2)
    orders = f"{first['gateway']}/v1/accounts/paper/orders"
    strategys_order(up, page, orders)
    price = Decimal(get(f"{first['gateway']}/v1/accounts/paper/fills")["fills"][0]["price"])
    orders_by_rest(page, orders, ticket_at(price))
    killed(up, orders, {**ticket_at(price), "type": "ORDER_TYPE_MARKET", "price": ""})
    family = up.family()
    assert up.interrupt() == 0
    assert not [process for process in family if process.is_running()]


def ready_parts(up: Up) -> set[str]:
    """The components that are ready."""
    parts = json.loads((up.data_dir / "runtime.json").read_text())["components"]
    return {part["component"] for part in parts if part["state"] == "READY"}


def strategys_order(up: Up, page: str, orders: str) -> None:
    """From the tick's stamps to the fill and its protection; `explain` has the address."""
    order = filled_order(page, orders)
    explained = ask(up, "explain", order)
    trace_id = explained["traceId"]
    assert explained["traceUrl"] == f"{page}/traces/{trace_id}"
    found = trace_of(
        page,
        trace_id,
        *(("signal", step) for step in (*STAMPED, "signal commit", "signal")),
        *(("signal", "send tw.v1.signals.cross"), ("execution", "process tw.v1.signals.cross")),
        *(("execution", CHECK), ("risk", CHECK), ("risk", "verdict")),
        # The entry, its stop and its target.
        *(("execution", "order submit"),) * 3,
        *(("execution", "order acknowledge"),) * 3,
        *(("execution", "order fill"), ("execution", f"send {ORDERS}")),
        *(("risk", f"process {ORDERS}"), ("signal", f"process {ORDERS}")),
    )
    way_to_the_verdict(found)
    handled = found.all("execution", "process tw.v1.signals.cross", "CONSUMER")[0]
    entry = found.of_order("order submit", order)
    assert [span["parentId"] for span in entry] == [handled["id"]]
    assert found.all("execution", f"send {ORDERS}", "PRODUCER")
    filled = found.of_order("order fill", order)
    acknowledged = found.of_order("order acknowledge", order)
    assert filled
    assert acknowledged
    assert ends(acknowledged[0]) <= ends(filled[-1])
    assert not [span for span in found.spans if "error" in span["tags"]]


def way_to_the_verdict(found: Trace) -> None:
    """The tick's stamps, the signal, the bus, the call to risk."""
    (root,) = found.all("signal", "signal")
    assert "parentId" not in root
    for step in (*STAMPED, "signal commit"):
        (span,) = found.all("signal", step)
        assert span["parentId"] == root["id"]
    assert found.all("signal", "send tw.v1.signals.cross", "PRODUCER")
    verdict = found.all("risk", "verdict")[0]
    assert found.path_of(verdict) == [
        *("signal", "process tw.v1.signals.cross"),
        *(CHECK.lower(), CHECK.lower(), "verdict"),
    ]


def filled_order(page: str, orders: str) -> str:
    """A strategy's filled order whose trace began when the page listened already."""
    end_s = time.monotonic() + PATIENCE_S
    while time.monotonic() < end_s:
        for order in get(f"{orders}?strategy=cross")["orders"]:
            if not is_entry(order):
                continue
            try:
                spans = get(f"{api_of(page)}/trace/{order['traceId']}")
            except urllib.error.HTTPError as error:
                error.close()
                continue
            if any(span["name"] == "signal" for span in spans):
                return str(order["order"])
        time.sleep(0.5)
    raise AssertionError("no order of the strategy came to the page")


def api_of(page: str) -> str:
    """Where Zipkin answers programs."""
    return f"{page.removesuffix('/zipkin')}/api/v2"


def is_entry(order: dict[str, Any]) -> bool:
    """Whether a strategy's order opened or closed a position and filled."""
    return order["state"] == "ORDER_STATE_FILLED" and order["leg"] == "ORDER_LEG_ENTRY"


def ticket_at(price: Decimal) -> dict[str, Any]:
    """An order to buy below the market, where it rests, and within what risk takes for sane."""
    return {
        "instrument": "BTC-USDT.SIM",
        "side": "SIDE_BUY",
        "type": "ORDER_TYPE_LIMIT",
        "quantity": "0.001",
        "price": f"{price * Decimal('0.98'):.2f}",
        "protection": {
            "stopPrice": f"{price * Decimal('0.96'):.2f}",
            "targetPrice": f"{price * Decimal('1.03'):.2f}",
        },
    }


def orders_by_rest(page: str, orders: str, ticket: dict[str, Any]) -> None:
    """Gateway, execution, risk and venue in one trace; a refusal with every reason."""
    rests = post(orders, ticket)
    assert rests["state"] != "ORDER_STATE_DENIED", rests["message"]
    found = trace_of(
        page,
        rests["traceId"],
        *BY_REST,
        *(("execution", "order submit"), ("execution", "order acknowledge")),
    )
    submitted = found.all("execution", "order submit")[0]
    assert found.path_of(submitted) == [
        "post /v1/accounts/{account}/orders",
        *(SUBMIT.lower(), SUBMIT.lower(), "order submit"),
    ]
    assert found.path_of(found.all("risk", "verdict")[0])[-3:] == [
        *(CHECK.lower(), CHECK.lower(), "verdict")
    ]
    (root,) = found.all("gateway", "post /v1/accounts/{account}/orders", "SERVER")
    assert root["tags"]["http.response.status_code"] == "200"

    denied = post(orders, {**ticket, "quantity": "9"})
    assert denied["state"] == "ORDER_STATE_DENIED"
    reasons = [each.removeprefix("REFUSAL_REASON_") for each in denied["reasons"]]
    told = trace_of(page, denied["traceId"], *BY_REST, ("execution", "order deny"))
    for step in (told.all("execution", "order deny")[0], told.all("risk", "verdict")[0]):
        assert step["tags"]["error"] == ", ".join(reasons)

    with pytest.raises(urllib.error.HTTPError) as wrong:
        post(orders, {**ticket, "quantity": "many"})
    with wrong.value:
        trace_id = wrong.value.headers["x-trace-id"]
    failed = trace_of(page, trace_id, BY_REST[0])
    (root,) = failed.all("gateway", "post /v1/accounts/{account}/orders")
    assert root["tags"]["error.type"] == "REQUEST_INVALID"
    assert root["tags"]["http.response.status_code"] == "400"


def killed(up: Up, orders: str, ticket: dict[str, Any]) -> None:
    """The mesh trades on without its page, which is started again."""
    before = up.pids()[trace_ui.NAME]
    psutil.Process(before).kill()
    order = post(orders, ticket)
    end_s = time.monotonic() + PATIENCE_S
    while (found := get(f"{orders}/{order['order']}"))["state"] != "ORDER_STATE_FILLED":
        assert time.monotonic() < end_s, found
        time.sleep(0.2)
    while up.pids().get(trace_ui.NAME, before) == before:
        assert time.monotonic() < end_s, "the page was not started again"
        time.sleep(0.2)


def ends(span: dict[str, Any]) -> int:
    """When a span ended, microseconds."""
    return int(span["timestamp"]) + int(span.get("duration", 0))
