"""The kill switch: stops everything, one account or one strategy at once.

While it is on nothing opens; what only closes still passes, so that nobody is
trapped in a position. Only a release takes it back, no restart does.
"""

from dataclasses import dataclass, replace

from tradewire.errors import ExhaustedError, InvalidArgumentError
from tradewire.ids import check_resource_id

EVERYTHING = "*"
# Scopes ever engaged that are remembered: every account and strategy of the largest fleet. A
# runaway client must not fill the memory, and the switch over everything always works.
SCOPES_MAX = 10_000
_KINDS = ("account", "strategy")


@dataclass(frozen=True, slots=True)
class KillSwitch:
    """The state of one scope; stamps are Unix nanoseconds, 0 for never."""

    scope: str
    engaged: bool
    reason: str
    cancel_orders: bool = True
    close_positions: bool = False
    engaged_ns: int = 0
    released_ns: int = 0


class KillSwitches:
    """Every scope ever engaged: ``*``, ``account:<id>`` or ``strategy:<id>``."""

    def __init__(self) -> None:
        self._by_scope: dict[str, KillSwitch] = {}

    def engage(
        self, scope: str, reason: str, now_ns: int, *, cancel_orders: bool, close_positions: bool
    ) -> KillSwitch | None:
        """Turn one on, and return it; None where it was on already and asks for nothing more.

        Raises:
            InvalidArgumentError: the scope is malformed.
            ExhaustedError: ``SCOPES_MAX`` others were engaged before.
        """
        check_scope(scope)
        old = self._by_scope.get(scope)
        if old is None and scope != EVERYTHING and len(self._by_scope) >= SCOPES_MAX:
            raise ExhaustedError(
                f"kill switches of {SCOPES_MAX} scopes are the most; engage {EVERYTHING!r}"
            )
        if old is not None and old.engaged:
            cancel_orders = cancel_orders or old.cancel_orders
            close_positions = close_positions or old.close_positions
            if (cancel_orders, close_positions) == (old.cancel_orders, old.close_positions):
                return None
        engaged = self._by_scope[scope] = KillSwitch(
            scope,
            engaged=True,
            reason=reason,
            cancel_orders=cancel_orders,
            close_positions=close_positions,
            engaged_ns=now_ns,
            released_ns=old.released_ns if old else 0,
        )
        return engaged

    def release(self, scope: str, reason: str, now_ns: int) -> bool:
        """Turn one off; False where it was not on."""
        old = self._by_scope.get(check_scope(scope))
        if old is None or not old.engaged:
            return False
        self._by_scope[scope] = replace(old, engaged=False, reason=reason, released_ns=now_ns)
        return True

    def engaged(self, account: str, strategy: str) -> KillSwitch | None:
        """The widest switch that is on for an order; None where none is."""
        if not self._by_scope:
            return None
        for scope in (EVERYTHING, f"account:{account}", f"strategy:{strategy}"):
            found = self._by_scope.get(scope)
            if found is not None and found.engaged:
                return found
        return None

    def all(self) -> tuple[KillSwitch, ...]:
        """Every switch ever engaged, by scope."""
        return tuple(self._by_scope[scope] for scope in sorted(self._by_scope))

    def restore(self, switches: tuple[KillSwitch, ...]) -> None:
        """Take over what was kept."""
        self._by_scope = {switch.scope: switch for switch in switches}


def check_scope(scope: str) -> str:
    """Return ``scope`` if it is one.

    Raises:
        InvalidArgumentError: it is neither ``*`` nor ``account:<id>`` nor ``strategy:<id>``.
    """
    if scope == EVERYTHING:
        return scope
    kind, _, name = scope.partition(":")
    if kind not in _KINDS:
        rule = "must be '*', 'account:<id>' or 'strategy:<id>'"
        raise InvalidArgumentError(f"scope {scope[:70]!r} {rule}", fields={"scope": rule})
    check_resource_id(name, kind)
    return scope
