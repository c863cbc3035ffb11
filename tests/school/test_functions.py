"""What lessons may call: the core's own figures, in baht."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ogs_teach import dividends, loans
from ogs_teach.errors import LessonError
from ogs_teach.money import BAHT
from ogs_teach.school.datasets import SETS
from ogs_teach.school.figures import Figures
from ogs_teach.school.functions import FUNCTIONS
from ogs_teach.thai import format_date

METHODS = ["flat", "equal_principal", "equal_payment", "interest_only", "flat_total"]
NOTHING = Figures({}, {})
amounts = st.integers(100, 500_000)
months = st.integers(1, 36)
rates = st.sampled_from(["0.8", "1", "1.25", "2"])


def worth(expression):
    return NOTHING.value(expression)


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("instalment(18000, 1.1, 9, flat, 1)", 2198),
        ("interest_in(12000, 1, 12, equal_principal, 2)", 110),
        ("left(12000, 1, 12, equal_principal, 5)", 7000),
        ("ceiling(3000)", 9000),
        ("ceiling(900000)", 50_000),
        ("dividend_by(8000, 350, 1, 4.35, next_month)", Fraction("431.74")),
        ("dividend_by(0, 100, 12, 3, next_month)", 0),
        ("dividend_by(0, 100, 12, 3, closing_balance)", 3),
        ("dividend_by(0, 100, 1, 3, waiting_year)", 0),
        ("baht_months(24000, 0, 1)", 288_000),
        ("baht_months(0, 800, 7)", 12_000),
        ("refund(990, 7.5)", Fraction("74.25")),
        ("par(30, 15000, 0, 9000, 95, 4500, 31, 12500, 0, 7000, 12)", Fraction(13_500, 48_000)),
        ("par(30, 100, 30)", 0),
        ("day(2569, 7, 4) - day(2569, 5, 5)", 60),
        ("notice_by(day(2569, 5, 5)) - day(2569, 7, 4)", 0),
    ],
)
def test_a_function_gives_the_cores_figure(expression, value):
    """
    What stands in the brackets is asked of the core, and its answer comes back in baht.
    """
    assert value == worth(expression)


@settings(deadline=None, max_examples=40)
@given(amounts, rates, months, st.sampled_from(METHODS[:4]))
def test_a_loans_parts_add_up(principal, rate, term, method):
    """
    All interest is the total, each month's debt falls by what is not interest, to nothing.
    """
    loan = f"{principal}, {rate}, {term}, {method}"
    rows = [
        [worth(f"{name}({loan}, {k})") for name in ("instalment", "interest_in", "left")]
        for k in range(1, term + 1)
    ]
    owed = Fraction(principal)
    for payment, interest, left in rows:
        owed -= payment - interest
        assert owed == left

    assert 0 == owed
    assert worth(f"interest({loan})") == sum(interest for _, interest, _ in rows)


@given(st.integers(0, 10**9))
def test_an_allocation_loses_no_satang(satang):
    """
    The heads of the training rules add up to the surplus, whatever it is.
    """
    surplus = f"{satang // BAHT}.{satang % BAHT:02d}"

    assert Fraction(satang, BAHT) == sum(
        worth(f"allocated({surplus}, {item})") for item in dividends.ITEMS
    )


@given(
    st.integers(0, 50_000),
    st.integers(20, 2_000),
    st.integers(1, 12),
    st.sampled_from(sorted(FUNCTIONS["dividend_by"].takes[-1])),
)
def test_a_dividend_is_the_calculators(opening, pledge, first, convention):
    """
    By every convention a lesson says what the dividend app says.
    """
    deposits = [(month, pledge * BAHT) for month in range(first, 13)]
    paid = dividends.by_rate(opening * BAHT, deposits, "3.5", convention=convention)

    assert Fraction(paid.total, BAHT) == worth(
        f"dividend_by({opening}, {pledge}, {first}, 3.5, {convention})"
    )


@given(st.lists(st.tuples(st.integers(1, 90_000), st.integers(0, 400)), min_size=1, max_size=8))
def test_a_share_at_risk_lies_between_none_and_all(debts):
    """
    Up to eight loans; none more than 400 days late is at risk over 400 days.
    """
    listed = ", ".join(f"{balance}, {late}" for balance, late in debts)

    assert 0 <= worth(f"par(30, {listed})") <= worth(f"par(0, {listed})") <= 1
    assert 0 == worth(f"par(400, {listed})")


@given(st.dates(date(1941, 1, 1), date(2199, 12, 31)))
def test_a_day_is_worded_as_it_was_given(day):
    """
    A day typed in B.E. is the same day in both languages.
    """
    expression = f"date(day({day.year + 543}, {day.month}, {day.day}))"

    assert format_date(day, "th") == NOTHING.show(expression, "th")
    assert format_date(day, "en") == NOTHING.show(expression, "en")


@pytest.mark.parametrize(
    ("expression", "key"),
    [
        ("count(instalment(1000, 1, 9, flat, 10))", "school.whole-months"),
        ("count(instalment(1000, 1, 9, flat, 0))", "school.whole-months"),
        ("count(left(1000, 1, 9.5, flat, 1))", "school.whole-months"),
        ("baht(allocated(100, bonus))", "school.expression.bad-word"),
        ("baht(dividend_by(0, 100, 13, 3, next_month))", "school.whole-months"),
        ("baht(dividend_by(0, 100, 1, 3, daily))", "school.expression.bad-word"),
        ("baht(hospital(2.5, 0))", "school.whole-nights"),
        ("percent(par(30))", "school.expression.wrong-count"),
        ("percent(par(30, 100))", "school.expression.wrong-count"),
        (f"percent(par(30{', 100, 0' * 9}))", "school.expression.wrong-count"),
        ("percent(par(30, 0, 5))", "school.nothing-lent"),
        ("percent(par(30, 100, 1.5))", "school.whole-days"),
        ("date(5)", "school.not-a-day"),
        ("date(day(2569, 2, 30))", "thai.no-such-day"),
        ("date(day(2026, 5, 5))", "thai.ce-as-be"),
        ("date(day(2569, 5, 5), 1)", "school.expression.no-places"),
        ("date(day(2569, 5, 5) + 1 / 2)", "school.expression.not-whole"),
    ],
)
def test_what_the_core_cannot_take_is_told(expression, key):
    """
    A wrong month, day or head is told in both languages, with what to write instead.
    """
    with pytest.raises(LessonError) as refused:
        NOTHING.show(expression, "th")

    assert [key] == [problem.key for problem in refused.value.problems]
    assert refused.value.say("th")
    assert refused.value.say("en")


@pytest.mark.parametrize("call", ["allocated(100, reserve)", "ceiling(100)", "hospital(1, 0)"])
def test_what_rests_on_training_rules_says_so(call):
    """
    A function that asks the training rulebook brings its label to the page.
    """
    assert frozenset({"training_rules"}) == NOTHING.origins_of(f"baht({call})")


@pytest.mark.parametrize(("name", "prefix"), [("group_a", "a_"), ("group_12", "t_")])
def test_a_groups_figures_agree_with_each_other(name, prefix):
    """
    Income less expenses is the surplus, both kinds of loan are all loans, shares are parts.
    """
    figures = SETS[name]()
    of = {key.removeprefix(prefix): value for key, value in figures.items()}

    assert all(key.startswith(prefix) for key in figures)
    assert of["surplus"] == of["income"] - of["expenses"]
    assert of["loans"] == of["ordinary_loans"] + of["emergency_loans"]
    assert of["income"] == of["loan_interest"] + of["bank_interest"] + of["fees"] + of["fines"]
    assert of["borrowers"] <= of["members"]
    assert 0 <= of["par90"] <= of["par30"] <= 1
    assert SETS[name]() is figures


def test_books_are_opened_only_for_a_lesson_that_names_them():
    """
    Reading a lesson without a group's figures does not import the books.
    """
    import subprocess
    import sys

    code = (
        "import sys; from ogs_teach.school import lesson; lesson('01-why-save');"
        "print('ogs_teach.books' in sys.modules)"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "False" == said.stdout.strip()


@pytest.mark.parametrize("own", [0, 1, 4_000, 10**6])
def test_a_ceiling_is_what_the_request_is_held_to(own):
    """
    A baht more than the ceiling is refused, the ceiling itself is not.
    """
    from ogs_teach.rules import GroupRules

    rules = GroupRules.default()
    limit = int(worth(f"ceiling({own})") * BAHT)
    for extra, refused in ((0, False), (BAHT, True)):
        if limit + extra:
            asked = loans.Request("A", "ordinary", limit + extra, 12, savings=own * BAHT)
            keys = {reason.key for reason in loans.check_request(asked, rules)}
            assert refused == bool(keys & {"loans.above-savings", "loans.above-ceiling"})
