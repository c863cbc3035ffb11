"""The tasks of the lessons on liquidity, year end and dividend, done as their pages say."""

from html import unescape

import pytest

from ogs_teach.apps import BooksApp, DividendsApp
from ogs_teach.inputs import plain
from ogs_teach.money import BAHT, parse_baht
from ogs_teach.school import lesson
from ogs_teach.school.questions import Outcome


@pytest.fixture(params=["th", "en"])
def lang(request):
    """Do the task in each language."""
    return request.param


@pytest.fixture
def opened():
    """Open a lesson's app with what the lesson gives it; close it with the test."""
    made = []

    def open_(kind, name, lang):
        app = kind(lang)
        made.append(app)
        for field, value in lesson(name).start.items():
            app[field].set(value)
        app._changed()
        return app

    yield open_
    for app in made:
        app.close()


def enter(app, **values):
    for field, value in values.items():
        app[field].set(value)
    app._changed()


def shown(app):
    """Return what stands on the page below the key sentence."""
    return unescape("".join(slot.value for slot in app._slots))


def amounts(text):
    """Return the amounts of a sentence, in satang, in their order."""
    words = [word.strip(",.") for word in text.split()]
    return [parse_baht(word) for word in words if "." in word or "," in word]


def task(name):
    (question,) = lesson(name).quiz("task")
    return question


def test_liquidity_is_read_off_the_books(opened, lang):
    """
    The cash flow's sentence says what went out and what is left; a division answers the task.
    """
    app = opened(BooksApp, "09-liquidity", lang)
    _, went, left = amounts(app.said)

    assert Outcome.RIGHT is task("09-liquidity").check(plain(left / (went / 12), 2))


def test_a_large_loan_could_not_be_paid_in_march(opened, lang):
    """
    At the end of March the group of 12 has less than the 12,000 baht that the page supposes.
    """
    app = opened(BooksApp, "09-liquidity", lang)
    enter(app, period="2025-03-31")

    assert 10_365_80 == amounts(app.said)[-1] < 12_000 * BAHT


def test_the_new_reserve_is_read_off_the_chart(opened, lang):
    """
    With 30 for the reserve and 40 for the dividend the chart says the task's answer.
    """
    app = opened(DividendsApp, "10-year-end", lang)
    enter(app, reserve=30, dividend=40)

    assert Outcome.RIGHT is task("10-year-end").check("1,697.97")
    assert "1,697.97" in shown(app)


@pytest.mark.parametrize(("part", "percent"), [("dividend", 60), ("reserve", 0)])
def test_a_wrong_split_is_refused(opened, lang, part, percent):
    """
    A dividend that makes 110 in all, or no reserve, brings a card and no new result.
    """
    app = opened(DividendsApp, "10-year-end", lang)
    before = app.said
    enter(app, **{part: percent})

    assert app._card.value
    assert before == app.said


def test_a_loss_shares_out_nothing(opened, lang):
    """
    With a loss of 3,500 baht no amount is left on the page.
    """
    app = opened(DividendsApp, "10-year-end", lang)
    enter(app, surplus=-3500)

    assert not app._card.value
    assert "<table" not in shown(app)


def test_kham_receives_less_by_the_closing_balance(opened, lang):
    """
    Kham's dividend falls from 489.78 to 478.30 baht, and the difference answers the task.
    """
    app = opened(DividendsApp, "11-fair-dividend", lang)
    enter(app, member="คำ")
    before, *_ = amounts(app.said)
    enter(app, convention="closing_balance")
    after, *_ = amounts(app.said)

    assert (489_78, 478_30) == (before, after)
    assert Outcome.RIGHT is task("11-fair-dividend").check(plain((before - after) / BAHT, 2))
