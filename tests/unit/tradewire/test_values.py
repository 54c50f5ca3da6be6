"""Value objects made quickly are those that dataclasses make, and frozen alike."""

import copy
import dataclasses
import inspect
import pickle
from dataclasses import FrozenInstanceError, dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tradewire.values import quickly_made, replace


@dataclass(frozen=True, slots=True)
class Plain:
    """As dataclasses make it."""

    name: str
    size: int
    note: str = ""
    marks: tuple[int, ...] = ()

    @property
    def twice(self) -> int:
        """A property."""
        return 2 * self.size


@quickly_made
@dataclass(frozen=True, slots=True)
class Quick:
    """The same, made quickly."""

    name: str
    size: int
    note: str = ""
    marks: tuple[int, ...] = ()

    @property
    def twice(self) -> int:
        """A property."""
        return 2 * self.size


FIELDS = st.fixed_dictionaries(
    {"name": st.text(), "size": st.integers()},
    optional={"note": st.text(), "marks": st.tuples(st.integers())},
)


@given(FIELDS, FIELDS)
def test_quick_and_plain_are_alike(first: dict[str, object], second: dict[str, object]) -> None:
    """Fields, equality, hash, text, and what ``replace`` makes of them."""
    plain, quick = Plain(**first), Quick(**first)  # type: ignore[arg-type]
    assert dataclasses.asdict(quick) == dataclasses.asdict(plain)
    assert repr(quick).removeprefix("Quick") == repr(plain).removeprefix("Plain")
    assert hash(quick) == hash(plain)
    assert quick.twice == plain.twice
    other = Quick(**second)  # type: ignore[arg-type]
    assert (quick == other) == (plain == Plain(**second))  # type: ignore[arg-type]
    changed = replace(quick, **second)  # type: ignore[arg-type]
    assert changed == dataclasses.replace(quick, **second)  # type: ignore[arg-type]
    assert type(changed) is Quick
    assert quick == Quick(**first)  # type: ignore[arg-type]


def test_a_quick_value_is_frozen_copied_and_pickled() -> None:
    """As any other; and it is an instance of its class alone."""
    quick = Quick("a", 1, marks=(2,))
    with pytest.raises(FrozenInstanceError):
        quick.size = 2  # type: ignore[misc]
    with pytest.raises(FrozenInstanceError):
        del quick.size
    assert copy.deepcopy(quick) == quick == pickle.loads(pickle.dumps(quick))  # noqa: S301
    match quick:
        case Quick(name, size):
            assert (name, size) == ("a", 1)
        case _:
            pytest.fail("it does not match its own class")


def test_what_a_quick_value_is_made_of_is_what_its_fields_say() -> None:
    """Names, order and defaults; what is missing or unknown is refused."""
    assert [*inspect.signature(Quick).parameters] == ["name", "size", "note", "marks"]
    with pytest.raises(TypeError, match=r"Quick.__init__\(\) missing .* 'size'"):
        Quick("a")  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="unexpected keyword"):
        Quick("a", 1, price=2)  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="Quick has no field 'price'"):
        replace(Quick("a", 1), price=2)  # type: ignore[call-arg]


def test_a_class_that_does_more_than_set_its_fields_is_refused() -> None:
    """It would be made without that."""

    @dataclass(frozen=True, slots=True)
    class Checked:
        size: int

        def __post_init__(self) -> None:
            """Refuse."""

    @dataclass(frozen=True)
    class Open:
        size: int

    for each in (Checked, Open):
        with pytest.raises(TypeError, match="is no plain frozen dataclass"):
            quickly_made(each)


def test_a_default_that_is_made_is_made_for_each() -> None:
    """Two values share no list."""

    @quickly_made
    @dataclass(frozen=True, slots=True)
    class Made:
        name: str
        sizes: list[int] = dataclasses.field(default_factory=list)

    Made("a").sizes.append(1)
    assert Made("a").sizes == []
    assert replace(Made("a", [3]), name="b") == Made("b", sizes=[3])


def test_classes_of_few_or_special_fields_are_replaced_all_the_same() -> None:
    """By the plain way."""

    @dataclass(frozen=True, slots=True)
    class One:
        size: int

    @dataclass(frozen=True, slots=True)
    class Keyed:
        size: int
        name: str = dataclasses.field(kw_only=True)

    @dataclass(frozen=True)
    class Scaled:
        scale: dataclasses.InitVar[int]
        size: int
        name: str = ""

        def __post_init__(self, scale: int) -> None:
            object.__setattr__(self, "size", self.size * scale)

    scaled = replace(Scaled(2, 3), scale=5, name="a")
    assert (scaled.size, scaled.name) == (30, "a")
    assert replace(One(1), size=2) == One(2)
    assert replace(Keyed(1, name="a"), size=2) == Keyed(2, name="a")
