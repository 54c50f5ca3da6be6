"""What is reserved equals what is approved and still open, whatever happens in between."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from services.risk.reservations import APPROVAL_TTL_NS
from tradewire import decimals
from tradewire.instruments import Instrument
from tradewire.orders import OrderEventKind, OrderState, OrderType, Side, TimeInForce
from tradewire.verdicts import Approved, VerdictRequest

D = Decimal
MakeWorld = Callable[..., Any]


class Reserving(RuleBasedStateMachine):
    """Approvals, fills, ends, expiries and kill switches in any order."""

    world_of: Callable[[], tuple[Any, Instrument]]

    @initialize()
    def begin(self) -> None:
        """A fresh world, and a model that knows only quantities."""
        decimals.install()
        self.world, self.instrument = Reserving.world_of()
        self.waiting: dict[str, tuple[VerdictRequest, Decimal, int]] = {}
        self.working: dict[str, tuple[VerdictRequest, Decimal, Decimal]] = {}

    @rule(side=st.sampled_from(Side), thousandths=st.integers(1, 900))
    def ask(self, side: Side, thousandths: int) -> None:
        """Ask for an order; an approval waits for its order."""
        quantity = D(thousandths) / 1000
        request = self.world.request(
            self.instrument,
            side,
            str(quantity),
            price=D(50000),
            type=OrderType.LIMIT,
            time_in_force=TimeInForce.GTC,
        )
        verdict = self.world.check(request)
        assert self.world.check(request) == verdict
        if isinstance(verdict, Approved):
            self.waiting[verdict.verdict_id] = (request, quantity, verdict.expires_ns)

    @rule()
    def submit(self) -> None:
        """The oldest approval's order is sent."""
        if self.waiting:
            key = next(iter(self.waiting))
            request, quantity, _ = self.waiting.pop(key)
            self.world.order_event(request, key, quantity)
            assert not self.world.gate.consume(key)
            self.working[key] = (request, quantity, D(0))

    @rule(share=st.integers(1, 4))
    def fill(self, share: int) -> None:
        """The newest order fills in part or whole."""
        if not self.working:
            return
        key, (request, quantity, filled) = self.working.popitem()
        filled += D(int((quantity - filled) * 1000) * share // 4) / 1000
        whole = filled == quantity
        state = OrderState.FILLED if whole else OrderState.PARTIALLY_FILLED
        self.world.order_event(
            request, key, quantity, kind=OrderEventKind.FILLED, state=state, filled=filled
        )
        if not whole:
            self.working[key] = (request, quantity, filled)

    @rule()
    def cancel(self) -> None:
        """The oldest order ends."""
        if self.working:
            key = next(iter(self.working))
            request, quantity, filled = self.working.pop(key)
            self.world.order_event(
                request,
                key,
                quantity,
                kind=OrderEventKind.CANCELED,
                state=OrderState.CANCELED,
                filled=filled,
            )

    @rule(ns=st.integers(0, APPROVAL_TTL_NS))
    def wait(self, ns: int) -> None:
        """Time passes; approvals expire."""
        self.world.now_ns += ns
        self.world.gate.on_clock(self.world.now_ns)
        self.waiting = {k: v for k, v in self.waiting.items() if v[2] > self.world.now_ns}

    @rule()
    def kill(self) -> None:
        """A kill switch voids what no order has used."""
        self.world.gate.engage_kill("*", "drill", self.world.now_ns)
        self.world.gate.release_kill("*", "drill", self.world.now_ns)
        self.waiting = {}

    @invariant()
    def sums_agree(self) -> None:
        """Value, capital and counts are those of the open approvals, never negative."""
        if not hasattr(self, "world"):
            return
        gate = self.world.gate
        claims, held = gate.reservations.claims("paper"), gate.reservations.all()
        left = [quantity for _, quantity, _ in self.waiting.values()]
        left += [quantity - filled for _, quantity, filled in self.working.values()]
        assert claims.value == sum(left, D(0)) * 50000
        assert claims.capital == sum((each.capital for each in held), D(0))
        assert claims.capital >= 0
        assert claims.approvals == len(self.waiting)
        assert len(held) == len(self.waiting) + len(self.working)
        assert all(each.opening >= 0 and each.closing >= 0 for each in held)
        assert gate.portfolio("paper").open_order_count == len(held)
        if not held:
            left_over = (claims.opening, claims.closing, claims.selling, claims.opening_count)
            assert left_over == ({}, {}, {}, {})


def test_reservations_equal_the_open_approvals(make_world: MakeWorld, perp: Instrument) -> None:
    """Over random histories; each failing one is shrunk to the shortest."""
    Reserving.world_of = lambda: (make_world(), perp)
    histories = settings(max_examples=40, stateful_step_count=30, deadline=None)
    run_state_machine_as_test(Reserving, settings=histories)


def test_what_sells_base_is_counted_until_it_is_sold(
    make_world: MakeWorld, spot: Instrument
) -> None:
    """Over approval, fill and end."""
    world = make_world()
    world.fund("1", "BTC", "TRANSFER")
    request = world.request(spot, Side.SELL, "0.4")
    verdict = world.check(request)
    claims = world.gate.reservations.claims("paper")
    assert claims.selling == {"BTC": D("0.4")}
    world.order_event(request, verdict.verdict_id, D("0.4"))
    world.order_event(
        request,
        verdict.verdict_id,
        D("0.4"),
        kind=OrderEventKind.FILLED,
        state=OrderState.PARTIALLY_FILLED,
        filled=D("0.3"),
    )
    assert claims.selling == {"BTC": D("0.1")}
    assert claims.closing == {(spot.id, False): D("0.1")}
    world.order_event(
        request,
        verdict.verdict_id,
        D("0.4"),
        kind=OrderEventKind.FILLED,
        state=OrderState.FILLED,
        filled=D("0.4"),
    )
    assert (claims.selling, claims.closing) == ({}, {})
