"""Answers that a lesson quotes from an app, where no function of lessons works them out."""

import tomllib

import pytest

from ogs_teach import places
from ogs_teach.apps.books import BooksApp
from ogs_teach.apps.savings import SavingsApp


@pytest.fixture
def app():
    """Open the savings app as the lesson on welfare opens it."""
    opened = SavingsApp("en")
    opened["view"].set("group")
    opened["group"].set("group_a")
    opened["group_years"].set(10)
    opened._refresh()  # puts the group's own figures in the boxes
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("figure", "expenses"),
    [("app_before", None), ("app_after", 138_500), ("app_alone", 120_000)],
)
def test_the_welfare_lesson_quotes_the_dividend_that_the_app_says(app, figure, expenses):
    """
    Before the promise, with it, and with it alone: the last year's dividend is as quoted.
    """
    path = places.lessons() / "12-lasting-welfare" / "lesson.toml"
    quoted = tomllib.loads(path.read_text("utf-8"))["figures"][figure]

    if expenses:
        app["expenses"].set(expenses)
    app._refresh()

    assert f"The last year's dividend is about {quoted} %." in app.said


def test_the_audit_lesson_counts_contracts_as_the_books_app_does():
    """
    Who counts contracts instead of money is told so: 4 late ones of 73.
    """
    path = places.lessons() / "13-audit-and-health" / "lesson.toml"
    figures = tomllib.loads(path.read_text("utf-8"))["figures"]
    books = BooksApp("en")
    books["group"].set("group_a")
    books["view"].set("debtors")
    books._refresh()

    assert f"{figures['contracts']} contracts owe" in books.said
    assert f"{figures['late_contracts']} contracts are more than 30 days late" in str(
        books._results.children
    )
    books.close()
