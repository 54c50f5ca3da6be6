"""Exact decimals agree with fractions, and what is not exact is an error."""

import decimal
import math
import threading
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tradewire import decimals
from tradewire.decimals import (
    EXACT,
    RELAXED,
    Rounding,
    canonical,
    divide,
    from_mantissa,
    install,
    is_multiple,
    mantissa_of,
    parse,
    plain,
    round_to,
    round_to_increment,
)
from tradewire.errors import InvalidArgumentError

# As wide as the contract's rule admits: 30 digits on either side of the point.
wide = st.builds(
    lambda mantissa, scale: Decimal(mantissa).scaleb(-scale, EXACT),
    st.integers(-(10**59), 10**59),
    st.integers(0, 30),
)
money = st.decimals("-1000000", "1000000", places=8)
increments = st.sampled_from([Decimal(text) for text in ("0.01", "0.25", "0.00001", "5", "1")])
roundings = st.sampled_from(Rounding)


@pytest.fixture
def contexts() -> Iterator[None]:
    """Put the process's decimal contexts back after a test that changes them."""
    before, default = decimal.getcontext(), decimal.DefaultContext.copy()
    yield
    decimal.setcontext(before)
    decimal.DefaultContext.prec = default.prec
    decimal.DefaultContext.rounding = default.rounding
    for signal, trapped in default.traps.items():
        decimal.DefaultContext.traps[signal] = trapped


def rounded(exact: Fraction, rounding: Rounding) -> int:
    """The whole number that a rounding picks, by definition."""
    low = math.floor(exact)
    if exact == low:
        return low
    match rounding:
        case Rounding.FLOOR:
            return low
        case Rounding.CEILING:
            return low + 1
        case Rounding.DOWN:
            return low if exact > 0 else low + 1
        case Rounding.UP:
            return low + 1 if exact > 0 else low
        case Rounding.HALF_EVEN:
            # Python rounds a Fraction's halves to even.
            return round(exact)


@given(money, money.filter(bool), st.integers(0, 18), roundings)
def test_a_quotient_is_the_fraction_rounded_once(
    top: Decimal, bottom: Decimal, scale: int, rounding: Rounding
) -> None:
    """At every scale, sign and rounding, with that scale's digits."""
    found = divide(top, bottom, scale, rounding)
    exact = Fraction(top) / Fraction(bottom) * 10**scale
    assert Fraction(found) * 10**scale == rounded(exact, rounding)
    assert found.as_tuple().exponent == -scale


@given(st.integers(-(10**50), 10**50), st.integers(-(10**40), 10**40).filter(bool), roundings)
def test_a_tie_and_its_neighbours_go_where_the_rounding_says(
    whole: int, nudge: int, rounding: Rounding
) -> None:
    """A half, and a half less or more by the least that there is."""
    for top in (2 * whole + 1, (2 * whole + 1) * 10**9 + (1 if nudge > 0 else -1)):
        bottom = 2 if top == 2 * whole + 1 else 2 * 10**9
        found = divide(Decimal(top), Decimal(bottom), 0, rounding)
        assert int(found) == rounded(Fraction(top, bottom), rounding)


@given(wide, wide.filter(bool), st.integers(0, 30), roundings)
def test_a_quotient_of_the_widest_numbers_is_exact_or_refused(
    top: Decimal, bottom: Decimal, scale: int, rounding: Rounding
) -> None:
    """Beyond 60 digits it raises and never rounds in silence."""
    want = rounded(Fraction(top) / Fraction(bottom) * 10**scale, rounding)
    try:
        found = divide(top, bottom, scale, rounding)
    except (decimal.Inexact, decimal.InvalidOperation):
        assert abs(want) >= 10**60
        return
    assert Fraction(found) * 10**scale == want


def test_a_division_by_zero_or_of_no_number_is_refused() -> None:
    """Zero over zero too."""
    for top in (Decimal(1), Decimal(0)):
        with pytest.raises(decimal.DivisionByZero):
            divide(top, Decimal("0.00"), 2, Rounding.DOWN)
    for odd in (Decimal("NaN"), Decimal("Infinity")):
        with pytest.raises(decimal.InvalidOperation):
            divide(odd, Decimal(1), 2, Rounding.DOWN)
        with pytest.raises(decimal.InvalidOperation):
            divide(Decimal(1), odd, 2, Rounding.DOWN)


@given(money, st.integers(0, 10), roundings)
def test_a_value_is_cut_to_a_scale_as_its_fraction_is(
    value: Decimal, scale: int, rounding: Rounding
) -> None:
    """And shows exactly that many digits."""
    found = round_to(value, scale, rounding)
    assert Fraction(found) * 10**scale == rounded(Fraction(value) * 10**scale, rounding)
    assert found.as_tuple().exponent == -scale


@given(money, increments, roundings)
def test_a_value_goes_to_the_multiple_that_the_rounding_picks(
    value: Decimal, increment: Decimal, rounding: Rounding
) -> None:
    """It is a multiple, and the one that the fraction goes to."""
    found = round_to_increment(value, increment, rounding)
    assert is_multiple(found, increment)
    assert Fraction(found) == rounded(Fraction(value) / Fraction(increment), rounding) * Fraction(
        increment
    )


@given(money, increments)
def test_rounding_a_size_down_never_makes_it_larger(value: Decimal, increment: Decimal) -> None:
    """So that no limit is overrun; what is a multiple already stays."""
    found = round_to_increment(value, increment, Rounding.DOWN)
    assert abs(found) <= abs(value)
    assert round_to_increment(found, increment, Rounding.UP) == found


def test_a_zero_increment_allows_everything() -> None:
    """It means that the venue sets none."""
    assert is_multiple(Decimal("0.123"), Decimal(0))
    assert not is_multiple(Decimal("0.123"), Decimal("0.01"))


@given(wide, st.integers(0, 5))
def test_equal_numbers_have_equal_canonical_text(value: Decimal, zeros: int) -> None:
    """Whatever their trailing zeros, so that a hash over it is of the number."""
    text = canonical(value)
    assert Decimal(text) == value
    assert "E" not in text
    longer = Decimal(f"{plain(value)}{'' if '.' in plain(value) else '.'}{'0' * zeros}")
    assert canonical(longer) == text


def test_every_zero_is_zero_in_canonical_text() -> None:
    """Signed, scaled or not; and whole numbers keep their zeros."""
    assert {canonical(Decimal(text)) for text in ("0", "-0", "0.00", "-0.0", "0E+3")} == {"0"}
    assert canonical(Decimal("1E+3")) == "1000"
    assert canonical(Decimal("-1.50")) == "-1.5"


@given(wide)
def test_plain_text_is_read_back_with_its_scale(value: Decimal) -> None:
    """Within the contract's bound, that is to say."""
    text = plain(value)
    if len(text.lstrip("-").split(".")[0]) > 30:
        with pytest.raises(InvalidArgumentError):
            parse(text)
        return
    assert parse(text).as_tuple() == value.as_tuple()


@pytest.mark.parametrize(
    "text",
    ["", " 1", "1 ", "+1", "01", ".5", "1.", "1e3", "NaN", "Infinity", "1_0", "--1", "٣", "1\n"],
)
def test_what_is_no_plain_decimal_is_refused(text: str) -> None:
    """The error names the field and how to write it."""
    with pytest.raises(InvalidArgumentError, match=r"price: .* is no plain decimal") as caught:
        parse(text, "price")
    assert caught.value.reason == "INVALID_DECIMAL"
    assert "price" in caught.value.fields


def test_more_than_thirty_digits_on_a_side_are_refused() -> None:
    """The product of two legal numbers must stay within 60."""
    assert parse("9" * 30 + "." + "9" * 30)
    for text in ("9" * 31, "0." + "9" * 31):
        with pytest.raises(InvalidArgumentError):
            parse(text)


@given(st.integers(-(10**18), 10**18), st.integers(-18, 18))
def test_a_mantissa_read_back_is_the_mantissa(mantissa: int, exponent: int) -> None:
    """At every exponent that the contract admits."""
    assert mantissa_of(from_mantissa(mantissa, exponent), exponent) == mantissa


def test_digits_below_the_exponent_do_not_fit_a_mantissa() -> None:
    """They would be lost in silence."""
    with pytest.raises(InvalidArgumentError, match=r"price: 0\.005 has digits below 10\^-2"):
        mantissa_of(Decimal("0.005"), -2, "price")
    assert from_mantissa(5, -2).as_tuple().exponent == -2


@pytest.mark.usefixtures("contexts")
def test_installed_every_thread_refuses_what_is_inexact() -> None:
    """Products of the widest legal numbers are exact, quotients and floats are errors."""
    install()
    widest = Decimal("9" * 30)
    caught: list[type[Exception]] = []

    def compute() -> None:
        assert widest * widest == int("9" * 30) ** 2
        for wrong in (lambda: Decimal(1) / 3, lambda: Decimal(1) < 0.5):
            try:
                wrong()
            except (decimal.Inexact, decimal.FloatOperation) as error:
                caught.append(type(error))

    compute()
    thread = threading.Thread(target=compute)
    thread.start()
    thread.join()
    assert caught == [decimal.Inexact, decimal.FloatOperation] * 2


def test_a_strategys_context_may_divide() -> None:
    """It has Python's own defaults."""
    with decimal.localcontext(RELAXED):
        assert round(Decimal(1) / 3, 3) == Decimal("0.333")
    assert decimals.ZERO == 0


@pytest.mark.parametrize("rounding", Rounding)
@pytest.mark.parametrize("top", [Decimal(10) ** 59, -(Decimal(10) ** 59)])
def test_a_quotient_of_more_than_sixty_digits_is_refused(top: Decimal, rounding: Rounding) -> None:
    """Unless they end in zeros, which are no digits to lose."""
    for bottom in (Decimal("0.00003"), Decimal("-0.00007")):
        with pytest.raises(decimal.Inexact):
            divide(top, bottom, 0, rounding)
    assert divide(top, Decimal("0.00001"), 0, rounding) == top * 10**5
