"""Whether all that a strategy remembers is in the strategy itself, so that pickling it keeps all.

What a user's class or module holds beside, such as a count in a global, is lost where the strategy
is taken out of a checkpoint. It is looked at before the first event and again later: where it has
changed or cannot be looked at, the strategy has no checkpoint.
"""

import hashlib
import inspect
import pickle
import sys
from collections.abc import Iterator, Mapping

from tradewire.strategy import Strategy

_OURS = ("services.", "tradewire.", "builtins")

_OWN_WAYS = {
    "__getstate__",
    "__setstate__",
    "__reduce__",
    "__reduce_ex__",
    "__getnewargs__",
    "__getnewargs_ex__",
}
"""With these a class says itself what is kept of it, which may be less than all."""


def outside_digest(strategy: type[Strategy]) -> str | None:
    """Of what a user's classes and modules hold beside the strategy; None where nobody can tell."""
    digest = hashlib.sha256()
    for kind in strategy.__mro__:
        if f"{kind.__module__}.".startswith(_OURS):
            continue
        if not _OWN_WAYS.isdisjoint(vars(kind)):
            return None
        module = sys.modules.get(kind.__module__)
        for holder in (vars(kind), {} if module is None else vars(module)):
            for name, value in _values(holder):
                try:
                    digest.update(name.encode() + pickle.dumps(value))
                except Exception:  # noqa: BLE001 - a user's object may raise anything
                    return None
    return digest.hexdigest()


def _values(holder: Mapping[str, object]) -> Iterator[tuple[str, object]]:
    """What may change: no code, and nothing of Python's own."""
    for name, value in list(holder.items()):
        is_code = inspect.isroutine(value) or inspect.isclass(value) or inspect.ismodule(value)
        is_bound = inspect.isdatadescriptor(value) or isinstance(value, staticmethod | classmethod)
        if not (is_code or is_bound or name.startswith("__") or name == "_abc_impl"):
            yield name, value
