"""Figures as expressions: what they are worth, what is refused, what cannot hurt."""

from contextlib import suppress
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ogs_teach.errors import LessonError
from ogs_teach.school.expressions import DEEPEST, LONGEST, Name, evaluate, names, parse
from ogs_teach.school.figures import FUNCTIONS, Figures

KNOWN = {
    "groups": Fraction(395),
    "villages": Fraction(1763),
    "savings": Fraction(789_002_813),
    "zero": Fraction(0),
    "half": Fraction(1, 2),
}


def work(text):
    return evaluate(parse(text), KNOWN, FUNCTIONS, expression=text)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1", 1),
        ("0.1 + 0.2", Fraction(3, 10)),
        ("groups / villages", Fraction(395, 1763)),
        ("groups ÷ villages", Fraction(395, 1763)),
        ("2 + 3 * 4", 14),
        ("(2 + 3) × 4", 20),
        ("8 / 4 / 2", 1),
        ("8 - 4 - 2", 2),
        ("-half - -half", 0),
        ("2 − 3", -1),
        ("  12.50  ", Fraction(25, 2)),
        ("interest(18000, 1.1, 9, flat)", 1782),
        ("interest(18000, 1.1, 9, equal_principal)", 990),
        ("interest(18000, 1.1, 9, equal_payment)", Fraction("1004.44")),
        ("interest(18000, 1.1, 9, interest_only)", 1782),
        ("true_rate(18000, 1.1, 9, equal_principal)", Fraction("13.2")),
        ("dividend(8000, 350, 12, 4.35)", Fraction("431.74")),
    ],
)
def test_an_expression_is_worth_exactly_this(text, value):
    """
    Sums are exact fractions, and the core's functions give the core's figures.
    """
    assert value == pytest.approx(work(text), abs=0 if "true_rate" not in text else 1e-9)


WRONG = {
    "": "empty",
    "   ": "empty",
    "1 +": "unfinished",
    "(1 + 2": "unfinished",
    "interest(1, 2": "unfinished",
    "-": "unfinished",
    "1 2": "unexpected",
    "1 + * 2": "unexpected",
    ")": "unexpected",
    "1)": "unexpected",
    "groups villages": "unexpected",
    "1,000": "unexpected",
    "007": "unexpected",
    "interest(18,000, 1.1, 9)": "unexpected",  # a comma at the thousands would start a new number
    "1e9": "unexpected",
    ".5": "unexpected",
    "2 ** 3": "unexpected",
    "2 % 3": "unexpected",
    "groups.real": "unexpected",
    "__import__": "unexpected",
    "'a' * 3": "unexpected",
    "[1]": "unexpected",
    "1; 2": "unexpected",
    "lambda: 1": "unexpected",
    "groups == 1": "unexpected",
    "๑๒": "unexpected",
    "ห้า": "unexpected",
    "GROUPS": "unexpected",
    "1\x00": "unexpected",
    "bank": "unknown-name",
    "groups + nan": "unknown-name",
    "inf": "unknown-name",
    "eval(1)": "unknown-function",
    "groups(1)": "unknown-function",
    "interest()": "wrong-count",
    "interest(1, 2, 3)": "wrong-count",
    "interest(18000, 1.1, 9, sharks)": "bad-word",
    "interest(18000, 1.1, 9, 1)": "bad-word",
    "interest(flat, 1.1, 9, flat)": "unknown-name",
    "1 / 0": "divided-by-zero",
    "groups / (half - half)": "divided-by-zero",
    "1234567890123456": "too-many-digits",
    "0.1234567890123456": "too-many-digits",
}


@pytest.mark.parametrize("text", WRONG)
def test_a_wrong_expression_is_refused_by_name(text):
    """
    What is wrong is named in both languages, with the expression, and nothing is computed.
    """
    with pytest.raises(LessonError) as refused:
        work(text)

    (problem,) = refused.value.problems
    assert f"school.expression.{WRONG[text]}" == problem.key
    assert text[:60].strip() in problem.say("th")
    assert text[:60].strip() in problem.say("en")


@pytest.mark.parametrize(
    "text",
    [
        "(" * 5_000 + "1" + ")" * 5_000,
        "-" * 10_000,
        "(" * (DEEPEST + 1) + "1" + ")" * (DEEPEST + 1),
        "9" * 10_000,
        "1+" * 5_000 + "1",
        "interest(" * 30 + "1",
        "a" * 10_000,
        "\u200b" * 300,
        "{{ " * 60,
    ],
)
def test_hostile_expressions_are_refused_at_once(text):
    """
    Depth, length and size have limits, so no text can exhaust the reader.
    """
    with pytest.raises(LessonError) as refused:
        work(text)

    assert len(str(refused.value)) < 600


@pytest.mark.parametrize(
    "text",
    [
        "interest(18000, 1.1, 9.5, flat)",
        "interest(18000, 1.1, 0, flat)",
        "interest(0 - 5, 1.1, 9, flat)",
        "interest(18000, 0 - 1, 9, flat)",
        "interest(999999999999999 * 999999999999999, 1, 9, flat)",
        "interest(18000, 1, 999999999999999, flat)",
        "dividend(1, 1, 1.5, 3)",
        "dividend(1, 1, 999999999999999, 3)",
    ],
)
def test_what_the_core_refuses_is_a_problem_of_the_lesson(text):
    """
    A loan of minus five baht or over half a month is told like every other slip.
    """
    with pytest.raises(LessonError):
        work(text)


@given(st.text(max_size=LONGEST))
def test_any_text_is_an_expression_or_a_lesson_error(text):
    """
    No text makes the reader fail in another way.
    """
    with suppress(LessonError):
        work(text)


def test_spaces_and_signs_do_not_change_an_expression():
    """
    Two spellings of one sum are one tree.
    """
    assert parse("savings/groups*2") == parse(" savings ÷ groups × 2 ")
    assert Name("savings") == parse("savings")
    assert {"savings", "groups"} == names(parse("interest(savings / groups, 1, 2, -savings)"))


@pytest.mark.parametrize(
    ("figure", "th", "en"),
    [
        ("baht(savings)", "789,002,813 บาท", "789,002,813 baht"),
        ("baht(savings / groups)", "1,997,475.48 บาท", "1,997,475.48 baht"),
        ("baht(savings / groups, 0)", "1,997,475 บาท", "1,997,475 baht"),
        ("percent(groups / villages)", "ร้อยละ 22.40", "22.40 %"),
        ("percent(half, 0)", "ร้อยละ 50", "50 %"),
        ("rate(0.8)", "ร้อยละ 0.8", "0.8 %"),
        ("rate(13.2, 2)", "ร้อยละ 13.20", "13.20 %"),
        ("count(groups)", "395", "395"),
        ("count(savings / villages, 1)", "447,534.2", "447,534.2"),
        ("year(2517)", "พ.ศ. 2517", "1974"),
    ],
)
def test_a_figure_says_its_unit_in_both_languages(figure, th, en):
    """
    Money is baht, ratios are percent, years are of the Buddhist Era.
    """
    figures = Figures(dict(KNOWN), {})

    assert th == figures.show(figure, "th")
    assert en == figures.show(figure, "en")


@pytest.mark.parametrize(
    ("figure", "key"),
    [
        ("savings", "no-unit"),
        ("savings / groups", "no-unit"),
        ("interest(1, 2, 3, flat)", "no-unit"),
        ("baht()", "wrong-count"),
        ("baht(1, 2, 3)", "wrong-count"),
        ("baht(1, groups)", "bad-places"),
        ("baht(1, 9)", "bad-places"),
        ("baht(1, 1.5)", "bad-places"),
        ("count(half)", "not-whole"),
        ("year(half)", "not-whole"),
        ("baht(baht(1))", "unknown-function"),
    ],
)
def test_a_figure_without_its_unit_is_refused(figure, key):
    """
    A number that does not say what it counts never reaches a page.
    """
    with pytest.raises(LessonError) as refused:
        Figures(dict(KNOWN), {}).show(figure, "th")

    assert f"school.expression.{key}" == refused.value.problems[0].key


def test_a_figure_remembers_where_it_comes_from():
    """
    A sum over the province's figures and the lesson's own carries both origins.
    """
    figures = Figures({"groups": Fraction(395)}, {"groups": frozenset({"chiangrai_2565"})})
    figures.define("pledge", "100")
    figures.define("both", "groups * pledge")

    assert {"own"} == figures.origins_of("baht(pledge)")
    assert {"own", "chiangrai_2565"} == figures.origins_of("baht(both)")
    assert set() == figures.origins_of("year(2517)")


@pytest.mark.parametrize("name", ["groups", "baht", "interest"])
def test_a_name_keeps_its_one_meaning(name):
    """
    A lesson cannot give a second meaning to a figure, a unit or a function.
    """
    with pytest.raises(LessonError):
        Figures({"groups": Fraction(395)}, {}).define(name, "1")
