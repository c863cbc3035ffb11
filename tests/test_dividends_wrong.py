"""Year end: what is refused, and how it is said."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from ogs_teach.dividends import (
    Convention,
    allocate,
    by_pool,
    by_rate,
    lines,
    refund,
    refund_by_pool,
    year_end,
)
from ogs_teach.errors import AllocationError, OgsError
from ogs_teach.i18n import LANGS, t
from ogs_teach.inputs import shown

NAN = float("nan")


def rate(deposits=(), opening=100, percent="4", **settings):
    return lambda: by_rate(opening, list(deposits), percent, **settings)


def pool(members, amount=100, **settings):
    return lambda: by_pool(members, amount, **settings)


def heads(surplus=10_000, **percents):
    return lambda: allocate(surplus, percents)


def end(members=None, **settings):
    members = members or {1: (100, [])}
    settings = {"interest_paid": {1: 5}} | settings
    return lambda: year_end(
        10_000, {"reserve": 10, "dividend": 80, "refund": 10}, members, **settings
    )


WRONG = [
    # what is asked, words that must stand in the English message: field and remedy
    (
        "99 %",
        heads(reserve=15, dividend=84),
        "percentages of all heads: they add up to 99 %, 1 short",
    ),
    ("148 %", heads(reserve=48, dividend=100), "they add up to 148 %, 48 too much"),
    ("99.999 %", heads(reserve="99.999"), "they add up to 99.999 %"),
    ("no heads", heads(), "Reserve: the reserve comes first. Give it more than 0 %"),
    ("no reserve", heads(dividend=100), "Reserve: the reserve comes first"),
    ("reserve 0", heads(reserve=0, dividend=100), "Reserve: the reserve comes first"),
    ("negative head", heads(reserve=110, welfare=-10), "Welfare: “-10” cannot be negative. Type 0"),
    ("heads in a list", lambda: allocate(1, [100]), "heads: “[100]” cannot be used. Give a table"),
    ("letters in a head", heads(reserve="abc"), "Reserve: “abc” is not a number"),
    ("empty head", heads(reserve=100, refund=""), "Patronage refund: nothing was typed"),
    ("NaN head", heads(reserve=NAN), "Reserve: “nan” is a binary float"),
    ("head of its own", heads(reserve=100, forest="x"), "forest: percentage: “x” is not a number"),
    ("stray mark", heads(reserve="๑๐่๐"), "has a stray mark among the digits. Delete it"),
    (
        "surplus as text",
        heads("100", reserve=100),
        "surplus: “100” cannot be used. Give whole satang",
    ),
    ("surplus as float", heads(1.5, reserve=100), "surplus: “1.5” is a binary float"),
    (
        "surplus of 10^15 baht",
        heads(10**17, reserve=100),
        "surplus: “100000000000000000” is too large",
    ),
    (
        "loss of 10^15 baht",
        heads(-(10**17), reserve=100),
        "surplus: “100000000000000000” is too large",
    ),
    ("month 13", rate([(13, 100)]), "#1: month of the payment (1–12): “13” is too large. Type 12"),
    ("month 0", rate([(0, 100)]), "month of the payment (1–12): “0” is too small. Type 1"),
    ("month 1.5", rate([("1.5", 100)]), "month of the payment (1–12): “1.5” must be a whole"),
    ("no month", rate([(None, 100)]), "month of the payment (1–12): nothing was typed"),
    (
        "30 February",
        rate([("2025-02-30", 1)]),
        "date of the payment: there is no date “2025-02-30”",
    ),
    ("29 February 2025", rate([("2025-02-29", 1)]), "there is no date “2025-02-29”. Write year"),
    ("Thai day order", rate([("30-02-2568", 1)]), "there is no date “30-02-2568”. Write year"),
    (
        "2567 as C.E.",
        rate([(date(2567, 1, 5), 1)]),
        "2567 is a Buddhist-Era year, but data hold C.E. years. Write 2024",
    ),
    ("2567 as text", rate([("2567-02-29", 1)]), "2567 is a Buddhist-Era year"),
    ("year from a number", rate(start=5), "accounting year: there is no date “5”. Write year"),
    (
        "left on a number",
        end(left={1: 5}, pay_leavers=True),
        "1: members who left: there is no date “5”",
    ),
    (
        "two years",
        rate([(date(2024, 5, 5), 1), (date(2025, 1, 1), 1)]),
        "#2: date of the payment: 2025-01-01 lies outside the accounting year 2024-01-01 to",
    ),
    (
        "year from the 15th",
        rate(start="2025-01-15"),
        "accounting year: 2025-01-15 is not the first day of a month. Use day 1",
    ),
    (
        "amount in letters",
        rate([(1, "abc")]),
        "#1: payment: “abc” cannot be used. Give whole satang",
    ),
    ("amount as float", rate([(1, 0.1)]), "payment: “0.1” is a binary float"),
    ("amount as NaN", rate([(1, NAN)]), "payment: “nan” is a binary float"),
    (
        "half a satang",
        rate([(1, Decimal("0.5"))]),
        "payment: “0.5” cannot be used. Give whole satang",
    ),
    ("10^15 baht", rate([(1, 10**17)]), "payment: “100000000000000000” is too large"),
    ("no pair", rate([100]), "#1: payment: “100” cannot be used. Write a pair"),
    ("unknown mark", rate([(1, 100, "yes")]), "Write a pair (month, satang) or (date, satang)"),
    ("no list", lambda: by_rate(0, 5, 1), "payment: “5” cannot be used. Write a pair"),
    ("10^5000 satang", rate([(1, 10**5000)]), "#1: payment: “…” is too large"),
    ("3 satang of 10^5000", rate([(1, Fraction(1, 10**5000))]), "payment: “…” is not well formed"),
    ("overdrawn", rate([(4, -150)]), "payment: month 4 takes out 0.50 baht more than there is"),
    ("overdrawn in between", rate([(4, -150), (5, 900)]), "month 4 takes out 0.50 baht more"),
    ("negative opening", rate(opening=-1), "balance brought forward: “-1” cannot be negative"),
    ("opening True", rate(opening=True), "balance brought forward: “True” is not a number"),
    ("rate -1", rate(percent="-1"), "dividend rate (% a year): “-1” cannot be negative"),
    (
        "rate 100,000 %",
        rate(percent="100,000 %"),
        "dividend rate (% a year): “100,000” is too large",
    ),
    ("rate empty", rate(percent=""), "dividend rate (% a year): nothing was typed"),
    ("rate as float", rate(percent=4.35), "dividend rate (% a year): “4.35” is a binary float"),
    (
        "unknown convention",
        rate(convention="middle"),
        "time convention: “middle” is not known. Choose one of next_month",
    ),
    ("no convention", rate(convention=None), "time convention: “None” is not known"),
    ("day without cut-off", rate(convention="daily(5)"), "“daily(5)” is not known. Choose"),
    (
        "cut-off without day",
        rate(convention="cutoff_day"),
        "time convention: the cut-off day “” cannot be used. Give a day from 1 to 31",
    ),
    ("cut-off 32", rate(convention="cutoff_day(32)"), "the cut-off day “32” cannot be used"),
    (
        "cut-off of 5,000 digits",
        rate(convention=f"cutoff_day({'9' * 5000})"),
        "is not known. Choose one of",
    ),
    ("cut-off in words", lambda: Convention("cutoff_day", "x" * 9999), f"day “{'x' * 40}” cannot"),
    ("cut-off half", lambda: Convention("cutoff_day", 0.5), "the cut-off day “0.5” cannot be used"),
    (
        "dates unknown",
        rate([(1, 5)], convention="daily"),
        "time convention: “Day by day” needs the date of every payment",
    ),
    (
        "cut-off, dates unknown",
        rate([(1, 5)], convention="cutoff_day(5)"),
        "“Cut-off day” needs the date",
    ),
    (
        "round each week",
        rate(round_each="week"),
        "where it rounds: “week” is not known. Choose one of total, month, line",
    ),
    (
        "rounding in words",
        rate(rounding="down"),
        "rounding: “down” cannot be used. Give a Rounding",
    ),
    ("refund rounding", lambda: refund(1, 1, 25), "rounding: “25” cannot be used. Give a Rounding"),
    ("members no pairs", pool([1]), "member number: “1” cannot be used. Write a pair"),
    ("members nothing", pool(None), "member number: “None” cannot be used. Write a pair"),
    ("number a list", pool([([1], (1, []))]), "cannot be used. Write a pair (member number"),
    ("interest a list", end(interest_paid=[1]), "year: “[1]” cannot be used. Give a table"),
    ("duplicate member", pool([("7", (1, [])), ("๗", (1, []))]), "member number: “7” stands twice"),
    (
        "same number, two kinds",
        pool({7: (1, []), "7": (1, [])}),
        "“7” stands twice. Give every member",
    ),
    ("nameless member", pool({" ": (1, [])}), "member number: “” is empty"),
    ("no account", pool({7: 100}), "7: member number: “100” cannot be used. Write a pair"),
    ("no payments", pool({7: (100, None)}), "7 #1: payment: “None” cannot be used"),
    ("whose month 13", pool({"A-12": (1, [(1, 5), (13, 5)])}), "A-12 #2: month of the payment"),
    ("negative pool", pool({1: (1, [])}, -5), "amount to share out: “-5” cannot be negative"),
    (
        "nobody saved",
        pool({1: (0, [])}),
        "amount to share out: there is dividend to pay, but nobody's",
    ),
    ("no members", pool({}), "nobody's savings count. Check the savings"),
    ("interest negative", lambda: refund(-1, 5), "loan interest paid in the year: “-1” cannot be"),
    ("refund rate in letters", lambda: refund(1, "x"), "refund rate (% of interest): “x” is not"),
    (
        "whose interest",
        lambda: refund_by_pool({"A-3": -1}, 5),
        "A-3: loan interest paid in the year",
    ),
    (
        "nobody paid interest",
        lambda: refund_by_pool({1: 0}, 5),
        "there is refund to pay, but nobody",
    ),
    (
        "only defaulters paid",
        lambda: refund_by_pool({1: 9}, 5, defaulters=[1]),
        "set the refund to 0 %",
    ),
    (
        "stranger's interest",
        end(interest_paid={2: 5}),
        "loan interest paid in the year: there is no member “2”",
    ),
    ("strange defaulter", end(defaulters={3}), "members in default: there is no member “3”. Check"),
    ("strange leaver", end(left={4: date(2025, 1, 1)}), "members who left: there is no member “4”"),
    (
        "strange special savings",
        end(special={5: (1, [])}),
        "special savings: there is no member “5”",
    ),
    ("accrued negative", end(accrued_interest=-1), "interest not yet received: “-1” cannot be"),
    (
        "left on no day",
        end(left={1: "2025-04-31"}, pay_leavers=True),
        "1: members who left: there is no date “2025-04-31”",
    ),
]


@pytest.mark.parametrize(("ask", "says"), [row[1:] for row in WRONG], ids=[row[0] for row in WRONG])
def test_wrong_input_is_named_in_both_languages(ask, says):
    """
    A refusal names member, field and remedy; the Thai one asks politely.
    """
    with pytest.raises(OgsError) as caught:
        ask()

    assert says in caught.value.say("en")
    assert all(
        any(word in problem.say("th") for word in ("กรุณา", "ต้อง"))
        for problem in caught.value.problems
    )


NOT_SATANG = [
    -1, "", "  ", "abc", "ร้อย", "๑๐๐", "๑๐์", "100", "1,000", "NaN", None, True, 0.5, 100.0, NAN,
    float("inf"), Decimal("NaN"), Decimal("Infinity"), Decimal("0.5"), Decimal("1E+400000"),
    Fraction(1, 3), 10**17, 10**5000, -(10**5000), [1], (1, 2), {}, b"1", 1j, date(2025, 1, 1),
]  # fmt: skip
NOT_PERCENT = [
    -1, "-1", "−1", "", "  ", "%", "abc", "สิบ", "๑๐์", "1.2.3", "1,2", "1e2", "NaN", "inf", "4 5",
    "--1", "<b>4</b>", None, True, 4.35, NAN, Decimal("NaN"), Decimal("1E+400000"), 100_000,
    "100,000 %", 10**15, 10**5000, Fraction(1, 10**5000), [1], b"1", "9" * 10**6,
]  # fmt: skip
AMOUNTS = {
    "by_rate": ("opening", lambda wrong: by_rate(wrong, [], 4)),
    "by_pool": ("pool", lambda wrong: by_pool({1: (1, [])}, wrong)),
    "by_pool, of a member": ("opening", lambda wrong: by_pool({1: (wrong, [])}, 5)),
    "refund": ("interest", lambda wrong: refund(wrong, 4)),
    "refund_by_pool": ("pool", lambda wrong: refund_by_pool({1: 1}, wrong)),
    "refund_by_pool, of a member": ("interest", lambda wrong: refund_by_pool({1: wrong}, 5)),
    "year_end": ("accrued", lambda wrong: end(accrued_interest=wrong)()),
}
PERCENTS = {
    "by_rate": ("field.rate", lambda wrong: by_rate(100, [], wrong)),
    "refund": ("field.refund_rate", lambda wrong: refund(100, wrong)),
    "allocate": ("item.reserve", lambda wrong: allocate(100, {"reserve": wrong})),
}


def names_its_field(ask, wrong, field):
    with pytest.raises(OgsError) as caught:
        ask(wrong)
    problem = caught.value.problems[0]
    for lang in LANGS:
        assert f"{t(f'dividends.{field}', lang)}: " in problem.say(lang)
    assert any(word in problem.say("th") for word in ("กรุณา", "ต้อง"))


@pytest.mark.parametrize("wrong", NOT_SATANG, ids=shown)
@pytest.mark.parametrize("calculator", AMOUNTS)
def test_what_is_no_amount_is_refused_by_every_calculator(calculator, wrong):
    """
    Thirty wrong amounts, each named with its field in both languages.
    """
    field, ask = AMOUNTS[calculator]

    names_its_field(ask, wrong, f"field.{field}")


@pytest.mark.parametrize("wrong", NOT_PERCENT, ids=shown)
@pytest.mark.parametrize("calculator", PERCENTS)
def test_what_is_no_percentage_is_refused_by_every_calculator(calculator, wrong):
    """
    Thirty-one wrong percentages, each named with its field in both languages.
    """
    field, ask = PERCENTS[calculator]

    names_its_field(ask, wrong, field)


def test_all_problems_are_told_at_once():
    """
    Two members with three mistakes hear of three, each with its place.
    """
    with pytest.raises(OgsError) as caught:
        by_pool({"A-1": (-1, [(13, 5)]), "A-2": (0, [(1, "x")])}, -1)

    assert ["", "A-1", "A-1 #1", "A-2 #1"] == [problem.where for problem in caught.value.problems]


def test_a_whole_group_without_dates_is_one_problem():
    """
    A hundred members with month numbers are told once that dates are needed.
    """
    with pytest.raises(OgsError) as caught:
        by_pool({n: (0, [(1, 5)]) for n in range(100)}, 5, convention="daily")

    assert 1 == len(caught.value.problems)


def test_a_refused_allocation_has_its_own_kind():
    """
    A total that is not 100 is an AllocationError and carries the total.
    """
    with pytest.raises(AllocationError) as caught:
        allocate(100, {"reserve": 15, "dividend": 84})

    assert "99" == caught.value.problems[0].values["total"]
    assert "รวมกันได้ร้อยละ 99 ยังขาดอีก 1 กรุณาแก้ให้ครบ 100 พอดี" in caught.value.say("th")


def test_an_extreme_rate_computes():
    """
    Rate 0 pays nothing, and a rate nobody would vote for is arithmetic all the same.
    """
    assert 0 == by_rate(100, [], 0).total
    assert 1000 == by_rate(100, [], 1000).total


YEAR = {"reserve": 40, "dividend": 50, "refund": 10}
PAIR = {"A": (1_000_000, [("2024-01-05", 100)]), "B": (1_000_000, [])}


@pytest.mark.parametrize("pays", [True, False])
@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"left": {"B": "abc"}}, "members who left"),
        ({"left": {"B": "2030-06-30"}}, "outside the accounting year"),
        ({"left": {"B": "2567-06-30"}}, "members who left"),
        ({"special": {"B": (0, [("2023-01-05", 100_000)])}}, "outside the accounting year"),
        ({"refund_defaulters": "false"}, "Give True or False"),
        ({"defaulters": "B"}, "is no list"),
        ({"defaulters": None}, "is no list"),
    ],
)
def test_what_would_silently_change_a_year_end_is_refused(more, says, pays):
    """
    Days of leaving and payments lie in the one year that is closed, switches are switches.
    """
    with pytest.raises(OgsError) as caught:
        year_end(100_000, YEAR, PAIR, interest_paid={"B": 5}, pay_leavers=pays, **more)

    assert says in caught.value.say("en")


def test_a_refund_is_not_withheld_by_part_of_a_number():
    """
    The text M12 is no list of M, 1 and 2; and a defaulter whom nobody knows is told.
    """
    with pytest.raises(OgsError, match="no list"):
        refund_by_pool({"M1": 10, "M12": 10}, 100, defaulters="M12")
    with pytest.raises(OgsError, match="no member"):
        refund_by_pool({2: 10, 1: 10}, 100, defaulters=["2"])


@pytest.mark.parametrize("wrong", [None, 5, ["daily"]])
def test_a_convention_that_is_no_text_is_refused(wrong):
    """
    The choices are named, whatever was given.
    """
    with pytest.raises(OgsError, match="next_month"):
        Convention(wrong)


def test_payments_of_two_years_are_not_weighed_as_one():
    """
    Without a year, the earliest payment says which year it is; the others must lie in it.
    """
    two = [("2023-03-01", 1000), ("2024-02-01", 1000)]
    with pytest.raises(OgsError, match="outside the accounting year"):
        lines(100_000, two, "daily")
