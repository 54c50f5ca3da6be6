"""``tradewire explain``: why an order happened, as a tree that reads from cause to fill."""

from typing import Annotated, Any

import typer
from rich.text import Text
from rich.tree import Tree

from console.labels import duration, label, moment, moment_of_ns
from console.output import errors_shown, out, shown
from console.runtime import Runtime
from console.session import Account, AsJson, DataDir, as_dict, ask
from console.trace_ui import trace_url
from tradewire.client import Tradewire
from tradewire.errors import InvalidArgumentError, NotFoundError
from tradewire.execution.v1 import explanation_pb2, fill_pb2, order_command_pb2, order_pb2
from tradewire.types.v1 import trading_pb2

_HOPS = {
    explanation_pb2.LATENCY_HOP_VENUE_TO_FEED: "venue's stamp to feed",
    explanation_pb2.LATENCY_HOP_FEED_TO_BUS: "feed to bus",
    explanation_pb2.LATENCY_HOP_BUS_TO_STRATEGY: "bus to strategy",
    explanation_pb2.LATENCY_HOP_STRATEGY_TO_SIGNAL: "strategy to signal's commit",
    explanation_pb2.LATENCY_HOP_SIGNAL_TO_EXECUTION: "signal to execution",
    explanation_pb2.LATENCY_HOP_VERDICT: "risk's verdict",
    explanation_pb2.LATENCY_HOP_COMMIT: "order's commit",
    explanation_pb2.LATENCY_HOP_SEND: "sending",
    explanation_pb2.LATENCY_HOP_ACKNOWLEDGE: "venue's answer",
    explanation_pb2.LATENCY_HOP_FIRST_FILL: "first fill",
    explanation_pb2.LATENCY_HOP_LAST_FILL: "last fill",
    explanation_pb2.LATENCY_HOP_TICK_TO_ORDER: "tick to order, all of it",
}


def command(
    order: Annotated[
        str, typer.Argument(help="The order's id or client order id.", show_default=False)
    ] = "",
    last: Annotated[bool, typer.Option("--last", help="The newest order.")] = False,
    account: Account = None,
    data_dir: DataDir = None,
    as_json: AsJson = False,
) -> None:
    """Say why an order happened: tick, indicators, every rule, events, fills, latencies."""

    async def work(client: Tradewire, mesh: Runtime) -> tuple[Runtime, Any]:
        name = account or mesh.account
        chosen = await _newest(client, name) if last else order
        request = explanation_pb2.ExplainOrderRequest(account=name, order=chosen)
        return mesh, await client.execution.ExplainOrder(request)

    with errors_shown(as_json=as_json):
        if bool(order) == last:
            raise InvalidArgumentError("give an order's id, or --last for the newest")
        mesh, found = ask(data_dir, work)
        page = trace_url(mesh.trace_ui, found.trace_id)
        facts = as_dict(found) | ({"traceUrl": page} if page else {})
        shown(facts, as_json=as_json, table=lambda: _print(tree_of(mesh.feed, found), page))


def _print(tree: Tree, page: str) -> None:
    out.print(tree)
    if page:
        # On a line of its own and unbroken, so that it can be clicked and copied.
        out.print(f"trace at {page}", markup=False, soft_wrap=True)


async def _newest(client: Tradewire, account: str) -> str:
    page = await client.execution.ListOrders(
        order_command_pb2.ListOrdersRequest(account=account, page_size=1)
    )
    if not page.orders:
        raise NotFoundError(f"account {account} has no order yet")
    return str(page.orders[0].order)


def tree_of(feed: str, found: explanation_pb2.OrderExplanation) -> Tree:
    """The explanation, a branch a part."""
    order = found.order
    side, state = label(trading_pb2.Side, order.side), label(order_pb2.OrderState, order.state)
    head = Text(f"{side} {order.quantity} {order.instrument}  {state}", style="bold")
    tree = Tree(head)
    tree.add(Text(f"order {order.order}, client order {order.client_order_id}"))
    tree.add(Text(f"market: {feed}"))
    if found.summary:
        tree.add(Text(found.summary))
    if found.HasField("signal"):
        _add_signal(tree, found.signal)
    else:
        cause = label(order_pb2.OrderCause, order.cause).lower()
        tree.add(Text(f"cause: {cause} {order.cause_id}"))
    if found.HasField("verdict"):
        _add_verdict(tree, found.verdict)
    _add_events(tree, found.events)
    _add_fills(tree, found.fills)
    _add_latencies(tree, found.latencies)
    if found.related_orders:
        branch = tree.add(Text("orders of the same cause", style="bold"))
        for one in found.related_orders:
            branch.add(Text(_related(one)))
    tree.add(Text(f"trace {found.trace_id}" if found.trace_id else "no trace"))
    for sentence in found.missing:
        tree.add(Text(f"not known: {sentence}", style="yellow"))
    return tree


def _add_signal(tree: Tree, signal: explanation_pb2.SignalFacts) -> None:
    evidence = signal.evidence
    said = f": {evidence.reason}" if evidence.reason else ""
    branch = tree.add(Text(f"why: strategy {signal.strategy}{said}", style="bold"))
    branch.add(
        Text(f"signal {signal.signal}, its {signal.ordinal}., given {moment(signal.event_time)}")
    )
    wanted = {
        "price": signal.price,
        "quantity": signal.quantity,
        "target position": signal.target_position,
        "stop": signal.stop_price,
        "target": signal.target_price,
    }
    branch.add(
        Text("asked for " + ", ".join(f"{name} {value}" for name, value in wanted.items() if value))
    )
    if evidence.HasField("tick"):
        tick = evidence.tick
        seen = branch.add(
            Text(f"saw {tick.type} {tick.sequence} of {tick.instrument} at {tick.price}")
        )
        for name, stamp_ns in (
            ("venue's stamp", tick.venue_unix_nanos),
            ("received", tick.received_unix_nanos),
            ("published", tick.published_unix_nanos),
            ("handled", tick.handled_unix_nanos),
        ):
            if stamp_ns:
                seen.add(Text(f"{name:<13} {moment_of_ns(stamp_ns)}"))
    for indicator in evidence.indicators:
        branch.add(Text(f"{indicator.name} = {indicator.value:.10g}"))


def _add_verdict(tree: Tree, verdict: explanation_pb2.VerdictFacts) -> None:
    word = "approved" if verdict.approved else "refused"
    branch = tree.add(Text(f"risk {word} it, {moment(verdict.decide_time)}", style="bold"))
    branch.add(Text(f"verdict {verdict.verdict}"))
    if verdict.sizing:
        branch.add(Text(verdict.sizing))
    elif verdict.approved_quantity:
        branch.add(Text(f"quantity {verdict.approved_quantity}"))
    width = max((len(rule.rule) for rule in verdict.rules), default=0)
    for rule in verdict.rules:
        mark = "pass" if rule.passed else "FAIL"
        limit = f"limit {rule.limit}" if rule.limit else "no limit"
        unit = f" {rule.unit}" if rule.unit else ""
        detail = f"  {rule.detail}" if rule.detail else ""
        text = f"{mark}  {rule.rule:<{width}}  {rule.value or '-'}{unit}, {limit}{detail}"
        branch.add(Text(text, style="green" if rule.passed else "red"))


def _add_events(tree: Tree, events: Any) -> None:
    branch = tree.add(Text("what happened", style="bold"))
    for event in events:
        kind = event.WhichOneof("event") or "nothing"
        text = kind.replace("_", " ")
        if kind == "order_event":
            happened = event.order_event
            before = label(order_pb2.OrderState, happened.previous_state)
            after = label(order_pb2.OrderState, happened.order.state)
            word = (happened.WhichOneof("kind") or "").replace("_", " ")
            moved = after if before in {"UNSPECIFIED", after} else f"{before} -> {after}"
            text = f"{word:<16} {moved}, {happened.leaves_quantity} left"
        branch.add(Text(f"{moment(event.event_time)}  #{event.sequence}  {text}"))


def _add_fills(tree: Tree, fills: Any) -> None:
    if not fills:
        tree.add(Text("no fills", style="bold"))
        return
    branch = tree.add(Text("fills", style="bold"))
    for fill in fills:
        liquidity = label(fill_pb2.Liquidity, fill.liquidity).lower()
        gained = fill.realised_pnl
        realised = f", realised {gained.amount} {gained.asset}" if gained.amount else ""
        branch.add(
            Text(
                f"{moment(fill.event_time)}  {fill.quantity} at {fill.price}, {liquidity}, "
                f"fee {fill.fee.amount} {fill.fee.asset}{realised}"
            )
        )


def _add_latencies(tree: Tree, steps: Any) -> None:
    if not steps:
        return
    branch = tree.add(
        Text(f"{'how long each step took':<30}{'wall':>10}{'event time':>14}", "bold")
    )
    for step in steps:
        wall = duration(step.wall_ns) if step.HasField("wall_ns") else "-"
        event = duration(step.event_ns) if step.HasField("event_ns") else "-"
        name = _HOPS.get(step.hop, label(explanation_pb2.LatencyHop, step.hop))
        branch.add(Text(f"{name:<30}{wall:>10}{event:>14}"))


def _related(order: order_pb2.Order) -> str:
    leg = label(order_pb2.OrderLeg, order.leg).lower()
    state = label(order_pb2.OrderState, order.state).lower()
    price = order.trigger_price or order.price
    at = f" at {price}" if price else ""
    side = label(trading_pb2.Side, order.side).lower()
    return f"{order.order}  {leg}: {side} {order.quantity}{at}, {state}"
