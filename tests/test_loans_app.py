"""The loans simulator, without a browser."""

from io import BytesIO

import pytest
from openpyxl import load_workbook

from ogs_teach.apps.loans import LoansApp
from ogs_teach.apps.loans_shown import said
from ogs_teach.apps.parts import Heading, Note, Table
from ogs_teach.i18n import t
from ogs_teach.tables import write


@pytest.fixture
def app():
    app = LoansApp("th")
    yield app
    app.close()


def put(app, **typed):
    """Type into fields and choose, one after the other, as a person does."""
    for name, value in typed.items():
        app[name].box.value = value


def tables(app):
    """Return the tables of the last good result."""
    return [block for block in app._view.blocks if isinstance(block, Table)]


def words(app):
    """Return all notes and headings of the last good result."""
    return "\n".join(b.text for b in app._view.blocks if isinstance(b, Note | Heading))


def workbook(app):
    return load_workbook(BytesIO(write(app._view.workbook())))


def test_it_opens_on_the_flat_rate_that_costs_more(app):
    """
    20,000 baht for 12 months at 0.8 % a month: flat costs 880 baht more, and is red.
    """
    assert "แบบ ข จ่ายดอกเบี้ยน้อยกว่าแบบ ก 880 บาท" in app.said
    assert "17.27 %" in app.said
    assert "9.60 %" in app.said
    assert "" == app._card.value


def test_above_the_cap_the_laws_words_stand_beside_it(app):
    """
    The alert names the plan, both of its rates, the warning and section 654 verbatim.
    """
    alert = app._alert.value

    assert "แบบ ก เงินต้นคงที่" in alert
    assert "แบบ ข" not in alert
    assert "ร้อยละ 9.60 ต่อปี" in alert
    assert "ร้อยละ 17.27 ต่อปี" in alert
    for key in ("above-cap", "section-654", "flat-and-cap", "not-advice"):
        assert t(f"legal.{key}") in alert


@pytest.mark.parametrize(
    ("rate", "shown", "red"),
    [("1.25", "15.00 %", False), ("1.2501", "15.001 %", True), ("20", "240.00 %", True)],
)
def test_the_cap_is_red_exactly_above_15(app, rate, shown, red):
    """
    1.25 % a month on the balance is not red; 1.2501 % is, and does not read as 15.00.
    """
    put(app, method_a="equal_payment", rate_a=rate)

    assert shown in app.said
    assert red is bool(app._alert.value)
    assert red is (t("loans_app.over") in app.said)


def test_a_flat_total_asks_for_a_rate_for_the_whole_term(app):
    """
    Its own box stands in for the rate by month or year.
    """
    put(app, method_a="flat_total", principal="18,000", months="9")

    assert "ogs-hidden" in app["rate_a"].whole._dom_classes
    assert "ogs-hidden" in app["per_a"].whole._dom_classes
    assert "ogs-hidden" not in app["total_a"].whole._dom_classes
    assert "15.34 %" in app.said


def test_a_rate_by_the_year(app):
    """
    Flat 12 % a year over 12 months truly costs 21.46 %.
    """
    put(app, rate_a="12", per_a="year")

    assert "21.46 %" in app.said


def test_equal_interest_may_still_be_dearer(app):
    """
    Flat and interest-only pay the same baht; the note says why flat truly costs more.
    """
    put(app, method_b="interest_only")

    assert "สองแบบจ่ายดอกเบี้ยเท่ากัน คือ 1,920 บาท" in app.said
    assert t("loans_app.same-yet-dearer", dear="แบบ ก") in words(app)


def test_fewer_baht_may_still_be_dearer(app):
    """
    6.5 % once costs fewer baht than interest-only at 1.1 %, at a higher true rate.
    """
    put(app, principal="18000", months="9", method_a="flat_total", method_b="interest_only")
    put(app, rate_b="1.1")

    assert "แบบ ก จ่ายดอกเบี้ยน้อยกว่าแบบ ข 612 บาท" in app.said
    assert t("loans_app.yet-dearer", cheap="แบบ ก") in words(app)


def test_both_schedules_stand_side_by_side_in_full(app):
    """
    Every instalment, the same figure of both plans beside each other, totals that add up.
    """
    paid, _, every = tables(app)
    sums = [sum(row[column] for row in every.rows) for column in range(1, 7)]

    assert list(range(1, 13)) == [row[0] for row in every.rows]
    assert sums == list(every.total)[1:7]
    assert [2_192_000, 2_104_000] == sums[:2] == list(paid.total)[1:]
    assert [2_000_000, 2_000_000] == sums[4:]
    assert [0, 0] == every.rows[-1][7:]


def test_due_dates_are_in_buddhist_years(app):
    """
    A loan of 31/1/2569 falls due on 28 February 2569.
    """
    put(app, start="31/1/2569")

    assert ["28 ก.พ. 2569", "31 มี.ค. 2569"] == [row[1] for row in tables(app)[2].rows[:2]]


def test_the_guarantors_last_day(app):
    """
    Default on 5 May 2569, last day 4 July 2569; another day, another last day.
    """
    assert "4 กรกฎาคม 2569" in words(app)

    put(app, default_day="31/12/2570")
    assert "29 กุมภาพันธ์ 2571" in words(app)


def test_defaults_for_training_say_so(app):
    """
    The figures it opens with carry the label.
    """
    assert any(isinstance(block, Note) and block.kind == "training" for block in app._view.blocks)


@pytest.mark.parametrize(
    ("field", "typed", "says"),
    [
        ("principal", "สองหมื่น", "Loan: “สองหมื่น” is not a number"),
        ("principal", "", "Loan: nothing was typed"),
        ("principal", "-5", "Loan: “-5” is too small"),
        ("principal", "10000000000", "is too large"),
        ("principal", "๒๐์๐๐", "stray mark"),
        ("months", "0", "Type 1 or more"),
        ("months", "361", "Type 360 or less"),
        ("months", "1.5", "whole number"),
        ("rate_a", "", "Plan A: interest: nothing was typed"),
        ("rate_a", "-1", "cannot be negative"),
        ("rate_b", "100,000 %", "Plan B: interest: “100,000” is too large"),
        ("rate_b", "NaN", "is not a number"),
        ("grace_principal", "12", "Type 11 or less"),
        ("grace_interest", "-1", "cannot be negative"),
        ("start", "30/2/2569", "Day the loan is handed over"),
        ("day_count", "actual", "Give the date"),
        ("default_day", "", "Day of default"),
        ("default_day", "soon", "Day of default"),
    ],
)
def test_wrong_input_is_named_and_the_last_result_stays(app, field, typed, says):
    """
    The card names the field, in the person's language; the last good result is greyed.
    """
    app.speak("en")
    before = app.said
    put(app, **{field: typed})

    assert says in app._card.value
    assert before == app.said
    assert "ogs-stale" in app._results._dom_classes


def test_everything_wrong_is_told_at_once(app):
    """
    Three wrong boxes, three lines, also after the language is changed.
    """
    put(app, principal="x", months="y", rate_a="z")
    assert 3 == app._card.value.count("<li>")

    app.speak("en")
    assert 3 == app._card.value.count("<li>")
    assert "Months to repay" in app._card.value


def test_it_speaks_english(app):
    """
    The whole page changes; the law's words stay Thai, with their English beside them.
    """
    app.speak("en")

    assert "Plan B pays 880 baht less interest than Plan A" in app.said
    assert "fifteen per cent" in app._alert.value
    assert "Interest above fifteen" in app._alert.value


def test_the_workbook_holds_both_schedules(app):
    """
    Comparison and notes; amounts and rates are numbers, and add up.
    """
    book = workbook(app)

    assert ["เทียบเงินกู้สองแบบ", "ผู้ค้ำประกันและหนี้ค้างชำระ"] == book.sheetnames
    rows = list(book.worksheets[0].iter_rows(values_only=True))
    every = [row for row in rows if isinstance(row[0], int)]
    assert [21_920, 21_040] == [pytest.approx(sum(row[n] for row in every)) for n in (1, 2)]
    assert ("ที่แท้จริง", 17.27, 9.6) in [row[:3] for row in rows]
    assert t("legal.section-654") in [row[0] for row in rows]


def test_what_is_above_the_cap_never_reads_as_15():
    """
    As many decimals as it takes; what no decimals show stays at twelve.
    """
    assert "15.00" == said(15.0, False)
    assert "15.000000001" in said(15.000000001, True)
    assert "14.12" == said(14.1234, True)  # red for its agreed rate
