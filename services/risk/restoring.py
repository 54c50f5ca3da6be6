"""Going on from what was kept: the gate as it was at the last commit."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from sqlalchemy import Connection, select

from services.chassis.positions import position
from services.chassis.subjects import orders
from services.chassis.tables import events_table
from services.risk.approvals import EQUAL_ORDERS_MAX, LastApproved, equal_order
from services.risk.catalog import Catalog
from services.risk.gate import RiskGate
from services.risk.limits import DEMO_LIMITS, Limits
from services.risk.limits_wire import limits_to_wire
from services.risk.records import Context, limits_record
from services.risk.seen import SeenVerdicts
from services.risk.settings import AccountSettings
from services.risk.state import AccountState, GateState
from services.risk.store import Changes, Kept, KeptAccount, KeptLimits, is_new, read_kept
from services.risk.tables import entries_table
from services.risk.watch import CONSUMER, RiskWatch
from tradewire.codec.verdicts import verdict_given_from_wire
from tradewire.decimals import canonical
from tradewire.risk.v1 import event_pb2
from tradewire.risk.v1.event_requests_pb2 import RiskEventKind
from tradewire.types.v1.stream_pb2 import StreamPosition
from tradewire.verdicts import Approved, VerdictGiven


def restore(gate: RiskGate, kept: Kept, approvals: Sequence[VerdictGiven]) -> None:
    """Put what was kept into a new gate, which knows the kept instruments already.

    No account counts as reconciled: events may wait that were not handled yet.

    Args:
        gate: without accounts and limits.
        kept: the rows.
        approvals: the newest, oldest first: what rates and equal orders are counted from.

    Raises:
        CorruptDataError: a row names an instrument that is not kept.
    """
    for each in kept.limits:
        gate.set_limits(each.limits)
    moments: dict[str, list[int]] = {}
    equals: dict[str, LastApproved] = {}
    for given in approvals:
        if not isinstance(given.verdict, Approved):
            continue
        moments.setdefault(given.request.account, []).append(given.created_ns)
        key = equal_order(given.request, canonical(given.verdict.quantity))
        equals.pop(key, None)
        equals[key] = LastApproved(key, given.request.cause, given.created_ns)
    known = {instrument.instrument.id for instrument in gate.marks.all()}
    state = GateState(
        log_id=gate.log_id,
        directive_count=kept.directive_count,
        accounts=tuple(
            _account_state(kept, account, moments.get(account.account, ()))
            for account in kept.accounts
        ),
        reservations=kept.reservations,
        switches=tuple(each.switch for each in kept.switches),
        marks=tuple(mark for mark in kept.marks if mark.instrument in known),
        equals=tuple(equals.values()),
    )
    gate.restore(state)


def approvals_since(connection: Connection, since_ns: int) -> list[VerdictGiven]:
    """The verdicts recorded at or after ``since_ns`` that approved, oldest first."""
    query = (
        select(events_table.c.payload)
        .join(
            entries_table,
            (entries_table.c.stream == events_table.c.stream)
            & (entries_table.c.seq == events_table.c.seq),
        )
        .where(entries_table.c.approved.is_(True), entries_table.c.recorded_ns >= since_ns)
        .order_by(entries_table.c.ordinal.desc())
        .limit(EQUAL_ORDERS_MAX)
    )
    payloads = connection.execute(query).scalars().all()
    return [
        verdict_given_from_wire(event_pb2.RiskEvent.FromString(bytes(payload)).verdict)
        for payload in reversed(payloads)
    ]


def seen_verdicts(connection: Connection) -> SeenVerdicts:
    """The filter over every verdict of the log."""
    query = select(entries_table.c.resource).where(
        entries_table.c.kind == RiskEventKind.RISK_EVENT_KIND_VERDICT
    )
    found = connection.execution_options(stream_results=True).execute(query).scalars()
    return SeenVerdicts(resource.rpartition("/")[2] for resource in found)


def memory_ns(limits: Iterable[Limits]) -> int:
    """How far back approvals matter: the longest window of a rate or of equal orders."""
    windows = [0]
    for each in limits:
        windows.append(each.duplicate_window_ns or 0)
        windows.append(each.order_rate.window_ns if each.order_rate is not None else 0)
    return max(windows)


def set_demo_limits(
    watch: RiskWatch, settings: AccountSettings, context: Context, changes: Changes
) -> None:
    """Give a paper account the demo's limits; any other keeps the ones it has.

    Args:
        watch: knows them from now on.
        settings: the account's.
        context: why, and when.
        changes: gets what is to be stored.
    """
    if settings.environment != "paper":
        return
    limits = replace(DEMO_LIMITS, subject=f"account-{settings.account}")
    kept = KeptLimits(limits, 1, context.now_ns, context.now_ns)
    told = event_pb2.LimitsChanged(limits=limits_to_wire(kept, settings.asset))
    watch.gate.set_limits(kept.limits)
    watch.limits[kept.limits.subject] = kept
    changes.limits.append(kept)
    changes.records.append(limits_record(context, kept.version, told))


async def resume(
    watch: RiskWatch, catalog: Catalog, accounts: Sequence[AccountSettings], *, demo: bool
) -> None:
    """Go on from the database, and know the accounts of the settings.

    Args:
        watch: with a gate that is new.
        catalog: takes the kept instruments.
        accounts: known from now on, where they are not yet.
        demo: at the very first start, paper accounts get the demo's limits.

    Raises:
        AlreadyExistsError: a kept account has another asset or environment.
        CorruptDataError: a row is damaged.
    """
    store, now_ns = watch.owner.store, watch.clock.now_ns()
    first = await store.read(is_new)
    kept = await store.read(read_kept)
    for payload in kept.instruments:
        catalog.take(payload)
    since_ns = now_ns - memory_ns(each.limits for each in kept.limits)
    approvals = await store.read(lambda connection: approvals_since(connection, since_ns))
    restore(watch.gate, kept, approvals)
    watch.resume(kept)
    watch.seen = await store.read(seen_verdicts)
    for account in kept.accounts:
        await _find_position(watch, account)
    for known in accounts:
        watch.watch_account(known.account, known.asset, known.environment)
    if first and demo:
        context = watch.context(reason="the demo's limits, set at the first start")
        changes = Changes()
        for known in accounts:
            set_demo_limits(watch, known, context, changes)
        async with watch.owner.lock:
            await watch.commit(changes, context)


async def _find_position(watch: RiskWatch, kept: KeptAccount) -> None:
    stream = orders(kept.account)
    found = await watch.owner.store.read(
        lambda each: position(each, CONSUMER, kept.orders_log_id, stream)
    )
    if kept.orders_log_id:
        at = StreamPosition(log_id=kept.orders_log_id, sequence=found)
        watch.positions[kept.account] = at


def _account_state(kept: Kept, account: KeptAccount, approvals_ns: Sequence[int]) -> AccountState:
    name = account.account
    return AccountState(
        account=name,
        asset=account.asset,
        environment=account.environment,
        reconciled=False,
        baseline=account.baseline,
        balances=tuple(each for each in kept.balances if each.account == name),
        positions=tuple(each for each in kept.positions if each.account == name),
        open_orders=tuple(order for owner, order in kept.open_orders if owner == name),
        approvals_ns=tuple(approvals_ns),
    )
