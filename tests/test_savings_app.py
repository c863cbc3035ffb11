"""The savings app, without a browser."""

import subprocess
import sys
from io import BytesIO

import openpyxl
import pytest

from ogs_teach.apps.groups import opened
from ogs_teach.apps.savings import SavingsApp
from ogs_teach.apps.savings_group import starting_values
from ogs_teach.apps.savings_mine import span
from ogs_teach.books import Group
from ogs_teach.places import sample_data
from ogs_teach.savings import Saver, spread
from ogs_teach.tables import write

GROUPS = ["group_12", "group_a"]


@pytest.fixture
def app():
    """Open the app in English; close it with the test."""
    opened = SavingsApp("en")
    yield opened
    opened.close()


def card(app):
    """Return what the card of corrections says."""
    return app._card.value


def test_the_first_page_says_what_becomes_of_a_pledge(app):
    """
    100 baht a month, two months missed a year: the sum, the target, how much later.
    """
    saver = Saver(100_00, missed=spread(2), rate=3, special_rate=1, dividend="special")

    assert "In 10 years you have 11,533.11 baht." in app.said
    assert 11_533_11 == saver.grow(10).total
    assert "You reach 10,000 baht in 9 years." in app.said
    assert "That is 1 year 4 months later than on time." in app.said
    assert (108, 92) == (saver.reach(10_000_00), saver.on_time().reach(10_000_00))
    assert "" == card(app)


@pytest.mark.parametrize(
    ("field", "typed", "says"),
    [
        ("pledge", "๒๐๐", "you have 23,066.20 baht."),
        ("missed", "0", "in 7 years 8 months."),
        ("target", "1", "in 1 month. That is as early as on time."),
        ("target", "1,000,000,000", "A hundred years do not bring 1,000,000,000 baht."),
        ("opening", "10,000", "You have 10,000 baht already."),
        ("years", "1", "In 1 year you have 1,014 baht."),
    ],
)
def test_each_input_moves_the_sentence(app, field, typed, says):
    """
    What is typed changes the result at once, Thai digits and commas too.
    """
    app[field].box.value = typed

    assert says in app.said
    assert "" == card(app)


def test_a_change_of_the_pledge_counts_from_its_year(app):
    """
    200 baht a month from year 4 on; the two inputs show only when they matter.
    """
    assert "ogs-hidden" in app["change"].whole._dom_classes

    app["dividend_use"].box.value = "taken"
    app["changing"].box.value = True

    assert "ogs-hidden" not in app["change"].whole._dom_classes
    assert "In 10 years you have 17,000 baht." in app.said


def test_late_is_not_never(app):
    """
    Months paid a month late are all there in the end, but for the very last.
    """
    app["dividend_use"].box.value = "taken"
    assert "In 10 years you have 10,000 baht." in app.said

    app["late"].box.value = True

    assert "In 10 years you have 12,000 baht." in app.said


@pytest.mark.parametrize(
    ("field", "typed", "says"),
    [
        ("pledge", "110", "pledge a month: 110 baht is not a whole number of 20-baht units"),
        ("pledge", "900", "Give 20 to 800 baht"),
        ("pledge", "5", "too small"),
        ("pledge", "ร้อย", "is not a number"),
        ("pledge", "", "nothing was typed"),
        ("missed", "13", "too large"),
        ("missed", "1.5", "whole number"),
        ("years", "0", "too small"),
        ("years", "NaN", "is not a number"),
        ("target", "-1", "too small"),
        ("rate", "100,000", "too large"),
        ("rate", "3์", "stray mark"),
        ("special", "0.001", "finer than one satang"),
        ("opening", "1000000000000000", "too large"),
    ],
)
def test_bad_input_keeps_the_last_good_result(app, field, typed, says):
    """
    A card says what is wrong and where, and the sentence before it stays.
    """
    before = app.said
    app[field].box.value = typed

    assert says in card(app)
    assert before == app.said
    assert "ogs-wrong" in app[field].whole._dom_classes

    app.speak("th")
    assert "กรุณา" in card(app)


def test_a_group_brings_its_own_pledge_rules(app):
    """
    The 12-member group has 50-baht steps and takes no special savings.
    """
    app["rules"].box.value = "group_12"
    rules = Group.open(sample_data() / "group_12").rules.savings

    assert rules.share_value == 100 * app["pledge"].slider.step
    assert not rules.special_savings
    assert ["pledged", "taken"] == app["dividend_use"].options
    app["pledge"].more.click()
    assert "150" == app["pledge"].box.value
    assert "" == card(app)


def test_no_book_is_opened_for_the_first_page():
    """
    Neither pandas nor a group's books are loaded until somebody asks for the group.
    """
    code = (
        "import sys; from ogs_teach.apps import SavingsApp; SavingsApp();"
        "print([name for name in ('pandas', 'ogs_teach.books', 'tomlkit') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert "[]" == done.stdout.strip()


@pytest.mark.parametrize("name", GROUPS)
def test_the_group_starts_from_its_books(app, name):
    """
    Members, savings and what is lent are those at the end of the last whole year.
    """
    app["view"].box.value = "group"
    app["group"].box.value = name
    group = Group.open(sample_data() / name)
    now = group.summary(group.year(group.years[-1]).end)

    assert "" == card(app)
    assert now.members == app["members"].read()
    assert now.savings == app["group_savings"].read()
    assert now.special == app["group_special"].read()
    assert "In 5 years the group has " in app.said


@pytest.mark.parametrize("name", GROUPS)
def test_no_money_is_lost_on_the_way_into_the_app(name):
    """
    Savings, reserve and other funds make what the group has once its surplus is shared out.
    """
    start = starting_values(opened(name))
    group = Group.open(sample_data() / name)
    year = group.year(group.years[-1])
    now = group.summary(year.end)
    own = sum(start[name] for name in ("group_savings", "group_special", "reserve", "retained"))

    paid_out = now.cash + now.bank + now.loans - 100 * own
    reserve = group.rules.allocation.percents()["reserve"]
    assert abs(paid_out - year.surplus * (100 - reserve) / 100) <= 1


def test_what_was_changed_stays_until_another_group_is_chosen(app):
    """
    Looking at one's own savings and back loses nothing; another group starts afresh.
    """
    app["view"].box.value = "group"
    app["lent"].box.value = "50"
    app["view"].box.value = "mine"
    app["view"].box.value = "group"
    assert "50" == app["lent"].box.value

    app["group"].box.value = "group_a"
    assert "50" != app["lent"].box.value


def test_a_group_that_spends_everything_is_told_when(app):
    """
    Money that runs out is said in the sentence, with a way out below.
    """
    app["view"].box.value = "group"
    app["expenses"].box.value = "90,000"

    assert "The group cannot pay in year" in app.said
    assert "Lower expenses" in app._alert.value


def test_a_rate_above_the_cap_is_never_silent(app):
    """
    1.25 % a month on the balance is lawful; 1.26 % shows the law's words.
    """
    app["view"].box.value = "group"
    app["loan_rate"].box.value = "1.25"
    assert "" == app._alert.value

    app["loan_rate"].box.value = "1.26"
    assert "Above 15 % a year" in app._alert.value


@pytest.mark.parametrize(
    ("field", "typed", "says"),
    [
        ("members_leaving", "100", "no member would be left in year 1"),
        ("reserve_part", "0", "Put something into the reserve first"),
        ("dividend_part", "95", "Lower them to 100 %"),
        ("lent", "101", "too large"),
        ("members", "0", "too small"),
    ],
)
def test_plans_that_cannot_be_are_named(app, field, typed, says):
    """
    The card names the field, and the field is marked.
    """
    app["view"].box.value = "group"
    app[field].box.value = typed

    assert says in card(app)
    assert "ogs-wrong" in app[field].whole._dom_classes


@pytest.mark.parametrize("view", ["mine", "group"])
@pytest.mark.parametrize("lang", ["th", "en"])
def test_what_is_taken_home_is_what_was_seen(app, view, lang):
    """
    The workbook has a year's and a month's sheet; its amounts are the page's.
    """
    app.speak(lang)
    app["view"].box.value = view
    book = openpyxl.load_workbook(BytesIO(write(app._view.workbook())))
    years, months = book.worksheets
    amounts = [cell.value for row in years.iter_rows() for cell in row]

    count = 10 if view == "mine" else 5
    assert 12 * count <= months.max_row <= 12 * count + 6
    whole = (11533.11,) if view == "mine" else (app["members"].read(),)
    assert set(whole) <= set(amounts)


@pytest.mark.parametrize(
    ("months", "th", "en"),
    [
        (0, "0 เดือน", "0 months"),
        (1, "1 เดือน", "1 month"),
        (12, "1 ปี", "1 year"),
        (25, "2 ปี 1 เดือน", "2 years 1 month"),
    ],
)
def test_times_are_said_as_people_say_them(months, th, en):
    """
    Years and months, each only where there are any.
    """
    assert (th, en) == (span(months, "th"), span(months, "en"))
