"""Value objects made quickly: frozen dataclasses whose making costs what a mutable one's does.

A frozen dataclass sets each field through ``object.__setattr__``, a call a field. An order has 37
of them and changes ten times in its life, so that this was a sixth of a backtest's time. Here the
object is made as its mutable twin of the same slots, and becomes frozen when all of them are set;
nobody else has seen it by then.

    @quickly_made
    @dataclass(frozen=True, slots=True)
    class Order: ...
"""

import dataclasses
from collections.abc import Callable
from enum import StrEnum
from operator import attrgetter
from typing import TYPE_CHECKING, TypeVar

T = TypeVar("T")

_Copying = tuple[Callable[[object], tuple[object, ...]], dict[str, int]]
# One entry for each class that is ever copied: a program has so many and no more.
_COPYING: dict[type, _Copying] = {}
# With fewer fields ``attrgetter`` gives no tuple, and there is nothing to gain.
_FIELDS_MIN = 2


class Word(StrEnum):
    """An enumeration whose members are hashed as the texts they are.

    ``enum`` hashes a member's name by a call of Python, at every look into a set or dict of them.
    """

    __hash__ = str.__hash__


def quickly_made(cls: type[T]) -> type[T]:
    """Give a frozen dataclass with slots a quicker ``__init__`` of the same signature.

    Raises:
        TypeError: the class is none, or does more than set its fields as it is made.
    """
    parts = dataclasses.fields(cls)  # type: ignore[arg-type]  # TypeVar has no such bound
    simple = all(each.init and not each.kw_only for each in parts)
    if not simple or hasattr(cls, "__post_init__") or "__slots__" not in vars(cls):
        raise TypeError(f"{cls.__name__} is no plain frozen dataclass with slots")
    names = tuple(each.name for each in parts)
    known: dict[str, object] = {
        "_set": object.__setattr__,
        "_twin": type(cls.__name__, cls.__bases__, {"__slots__": names}),
        "_frozen": cls,
        "_missing": dataclasses.MISSING,
    }
    taken, lines = [], []
    for each in parts:
        name, default = each.name, each.default
        value = name
        if each.default_factory is not dataclasses.MISSING:
            known[f"_made_{name}"] = each.default_factory
            value = f"_made_{name}() if {name} is _missing else {name}"
            taken.append(f"{name}=_missing")
        elif default is not dataclasses.MISSING:
            known[f"_default_{name}"] = default
            taken.append(f"{name}=_default_{name}")
        else:
            taken.append(name)
        lines.append(f"    self.{name} = {value}")
    text = (
        f"def __init__(self, {', '.join(taken)}):",
        "    _set(self, '__class__', _twin)",
        *lines,
        "    self.__class__ = _frozen",
    )
    exec("\n".join(text), known)  # noqa: S102 - as dataclasses make theirs; names of fields alone
    made = known["__init__"]
    made.__qualname__ = f"{cls.__qualname__}.__init__"  # type: ignore[attr-defined]
    cls.__init__ = made  # type: ignore[assignment]  # as dataclasses do
    return cls


if TYPE_CHECKING:
    # The type checker knows this one by its name, and the fields of its argument.
    from dataclasses import replace as replace  # noqa: PLC0414
else:

    def replace(value: T, /, **changes: object) -> T:
        """``dataclasses.replace``, less a lookup of Python's for each field.

        Raises:
            TypeError: there is no such field.
        """
        cls = value.__class__
        copying = _COPYING.get(cls) or _copying_of(cls)
        if copying is None:
            return dataclasses.replace(value, **changes)
        read, places = copying
        values = list(read(value))
        try:
            for name, changed in changes.items():
                values[places[name]] = changed
        except KeyError as error:
            raise TypeError(f"{cls.__name__} has no field {error}") from None
        return cls(*values)


def _copying_of(cls: type) -> _Copying | None:
    """How to read all fields at once; None where they are not what the class is made of."""
    parts = dataclasses.fields(cls)
    # Parameters that are no fields, and fields of the class, are in the longer list alone.
    declared = vars(cls).get("__dataclass_fields__", {})
    plain = all(each.init and not each.kw_only for each in parts)
    if len(parts) < _FIELDS_MIN or len(declared) != len(parts) or not plain:
        return None
    names = [each.name for each in parts]
    places = {name: place for place, name in enumerate(names)}
    copying = _COPYING[cls] = (attrgetter(*names), places)
    return copying
