"""Money: reading, writing, rounding, sharing."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ogs_teach.errors import MoneyError
from ogs_teach.inputs import parse_count, parse_percent, shown
from ogs_teach.money import Rounding, baht_text, format_baht, number_text, parse_baht, split

WRONG = [
    # what is typed, words that must stand in the English message
    ("", "nothing was typed"),
    ("   ", "nothing was typed"),
    ("\u200b", "nothing was typed"),
    (None, "nothing was typed"),
    ("abc", "is not a number"),
    ("12a", "is not a number"),
    ("๑๒ก", "is not a number"),
    ("๑๒์๓", "stray mark"),
    ("๑่", "stray mark"),
    ("-1", "cannot be negative"),
    ("−1", "cannot be negative"),
    (-1, "cannot be negative"),
    ("1.234", "finer than one satang"),
    (Decimal("0.001"), "finer than one satang"),
    ("1,23", "not well formed"),
    ("12,34,567", "not well formed"),
    ("1.2.3", "not well formed"),
    ("--5", "not well formed"),
    (".", "not well formed"),
    (",", "not well formed"),
    ("1e5", "is not a number"),
    ("NaN", "is not a number"),
    ("inf", "is not a number"),
    (Decimal("NaN"), "is not a number"),
    (Decimal("Infinity"), "is not a number"),
    (Decimal("1E+400000"), "not well formed"),
    (float("nan"), "binary float"),
    (12.5, "binary float"),
    (True, "is not a number"),
    (10**15, "too large"),
    ("1,000,000,000,000,000", "too large"),
    ("9" * 5000, "not well formed"),
    ("9" * 10**6, "not well formed"),
    (10**5000, "too large"),
    (-(10**5000), "cannot be negative"),
    (Decimal("1E-400000"), "not well formed"),
    (Decimal("1." + "3" * 100_000), "not well formed"),
    (Fraction(1, 10**5000), "not well formed"),
    ([1], "is not a number"),
    (b"1", "is not a number"),
    ("<b>1</b>", "is not a number"),
    ("1 000", "is not a number"),
]


@pytest.mark.parametrize(("typed", "says"), WRONG, ids=[shown(row[0]) for row in WRONG])
def test_wrong_amounts_are_named_in_both_languages(typed, says):
    """
    What cannot be read names the field, says why and what to type.
    """
    with pytest.raises(MoneyError) as caught:
        parse_baht(typed)

    assert caught.value.say("en").startswith("amount: ")
    assert says in caught.value.say("en")
    assert caught.value.say("th").startswith("จำนวนเงิน: ")
    assert any(word in caught.value.say("th") for word in ("กรุณา", "ต้อง"))


@pytest.mark.parametrize(
    ("typed", "satang"),
    [
        ("1,234.50", 123450),
        ("๑,๒๓๔.๕๐", 123450),
        (" 1234.5 ", 123450),
        ("1,000 บาท", 100_000),
        ("฿20", 2000),
        (".25", 25),
        ("5.", 500),
        ("+7", 700),
        (20, 2000),
        (Decimal("0.01"), 1),
        ("1\u200b00", 10_000),
    ],
)
def test_amounts_people_type_are_read_exactly(typed, satang):
    """
    Thai digits, commas, spaces, the baht sign and the word are all understood.
    """
    assert satang == parse_baht(typed)


@given(st.integers(-(10**14), 10**14))
def test_amount_written_is_amount_read(satang):
    """
    Writing an amount and reading it again loses nothing.
    """
    assert satang == parse_baht(format_baht(satang), lowest=None)


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "ศูนย์"),
        (1, "หนึ่ง"),
        (10, "สิบ"),
        (11, "สิบเอ็ด"),
        (20, "ยี่สิบ"),
        (21, "ยี่สิบเอ็ด"),
        (100, "หนึ่งร้อย"),
        (101, "หนึ่งร้อยเอ็ด"),
        (110, "หนึ่งร้อยสิบ"),
        (111, "หนึ่งร้อยสิบเอ็ด"),
        (1_000_000, "หนึ่งล้าน"),
        (1_000_001, "หนึ่งล้านเอ็ด"),
        (11_000_000, "สิบเอ็ดล้าน"),
        (21_000_021, "ยี่สิบเอ็ดล้านยี่สิบเอ็ด"),
        (789_002_813, "เจ็ดร้อยแปดสิบเก้าล้านสองพันแปดร้อยสิบสาม"),
        (10**12, "หนึ่งล้านล้าน"),
        (10**12 + 1, "หนึ่งล้านล้านเอ็ด"),
    ],
)
def test_numbers_are_read_as_thais_read_them(number, words):
    """
    เอ็ด, ยี่สิบ and ล้าน stand where a Thai reader expects them.
    """
    assert words == number_text(number)


@pytest.mark.parametrize(
    ("satang", "words"),
    [
        (0, "ศูนย์บาทถ้วน"),
        (100, "หนึ่งบาทถ้วน"),
        (1, "หนึ่งสตางค์"),
        (21, "ยี่สิบเอ็ดสตางค์"),
        (150, "หนึ่งบาทห้าสิบสตางค์"),
        (-150, "ลบหนึ่งบาทห้าสิบสตางค์"),
        (2_000_000_00, "สองล้านบาทถ้วน"),
    ],
)
def test_receipt_words(satang, words):
    """
    Whole baht close with ถ้วน, satang alone need no baht, debts begin with ลบ.
    """
    assert words == baht_text(satang)


@pytest.mark.parametrize(
    ("mode", "step", "amount", "rounded"),
    [
        ("half_up", 1, Fraction(1, 2), 1),
        ("half_even", 1, Fraction(1, 2), 0),
        ("half_even", 1, Fraction(3, 2), 2),
        ("down", 1, Fraction(99, 100), 0),
        ("half_up", 25, 12, 0),
        ("half_up", 25, Fraction(25, 2), 25),
        ("half_up", 100, 49, 0),
        ("half_up", 100, 50, 100),
        ("half_up", 1, Fraction(-1, 2), -1),
        ("down", 1, Fraction(-99, 100), 0),
    ],
)
def test_rounding(mode, step, amount, rounded):
    """
    Halves go up, to even or away, on every step, alike for debts and credits.
    """
    assert rounded == Rounding(mode, step).apply(amount)


@given(st.fractions(-(10**9), 10**9), st.sampled_from([1, 25, 100, 7]))
def test_rounding_moves_at_most_half_a_step(amount, step):
    """
    Half-up lands on a step, no farther away than half of one.
    """
    rounded = Rounding("half_up", step).apply(amount)

    assert rounded % step == 0
    assert abs(rounded - amount) * 2 <= step


@pytest.mark.parametrize("step", [0, -1, 0.5, "1", True, -(10**5000)], ids=shown)
def test_impossible_rounding_steps_are_refused(step):
    """
    A step is whole satang from 1 up.
    """
    with pytest.raises(MoneyError, match="rounding step"):
        Rounding("half_up", step)


@given(
    st.integers(0, 10**13),
    st.lists(st.integers(0, 10**12), min_size=1, max_size=200).filter(any),
)
def test_split_loses_no_satang(pool, weights):
    """
    Parts add up to the pool; nobody is a satang from the exact share; no weight, no part.
    """
    parts = split(pool, weights)

    assert pool == sum(parts)
    for part, weight in zip(parts, weights, strict=True):
        assert abs(part - Fraction(pool * weight, sum(weights))) < 1
        assert part == 0 or weight


def test_split_gives_ties_to_the_earlier():
    """
    Three equal shares of 100 satang: the first receives the odd one.
    """
    assert split(100, [5, 5, 5]) == [34, 33, 33]


def test_split_with_nobody_to_receive_is_refused():
    """
    Money without a receiver is an error; no money needs none.
    """
    with pytest.raises(MoneyError, match="cannot be split"):
        split(1, [0, 0])
    assert split(0, [0, 0]) == [0, 0]


@pytest.mark.parametrize("pool", [Fraction(3, 2), Decimal("0.5"), "1.5", -1, 0.5, None, "x"])
def test_split_refuses_a_pool_that_is_not_whole_satang(pool):
    """
    Half a satang is refused, not lost.
    """
    with pytest.raises(MoneyError, match="amount to share out"):
        split(pool, [1, 1])


@pytest.mark.parametrize("weights", [[1, -1], [float("nan")], [0.5], ["x"]])
def test_split_refuses_weights_that_are_not_exact(weights):
    """
    A negative, inexact or unreadable weight is refused.
    """
    with pytest.raises(MoneyError, match="weight"):
        split(100, weights)


def test_counts_and_percentages():
    """
    Counts are whole and bounded; a percentage may carry its sign.
    """
    assert parse_count("๑๒", "money.field.amount") == 12
    assert Fraction(4, 5) == parse_percent("0.8%", "money.field.amount")
    with pytest.raises(MoneyError, match="whole number"):
        parse_count("1.5", "money.field.amount")
    with pytest.raises(MoneyError, match="too large"):
        parse_percent("100,000", "money.field.amount")
