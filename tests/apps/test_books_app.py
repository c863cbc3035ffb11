"""The books app, without a browser: what it shows is what the books say."""

import re
import subprocess
import sys
from dataclasses import replace
from io import BytesIO

import pytest

from ogs_teach.apps import books as books_app
from ogs_teach.apps import groups
from ogs_teach.apps.books import STATEMENTS, VIEWS, BooksApp
from ogs_teach.apps.books_checks import MERELY_KNOWN
from ogs_teach.apps.books_page import MOST_ROWS, Page, periods
from ogs_teach.apps.parts import Column, Table
from ogs_teach.arrears import at_risk
from ogs_teach.books import Group
from ogs_teach.books.audit import examine
from ogs_teach.books.registers import cash_book, debtors, passbook, savings_control
from ogs_teach.books.statements import (
    balance_sheet,
    cash_flow,
    income_statement,
    month_ends,
    trial_balance,
)
from ogs_teach.inputs import plain
from ogs_teach.money import format_baht
from ogs_teach.tables import write
from tests.tally import tally

LARGEST = 250_000  # bytes of one message, however long the books are


@pytest.fixture
def app():
    """Open the app as a page in Thai; close its widgets afterwards."""
    made = BooksApp("th")
    yield made
    made.close()


@pytest.fixture(params=groups.GROUPS)
def group(request, app):
    """Open a sample group in the app, and return its books."""
    choose(app, group=request.param)
    return groups.opened(request.param)


def choose(app, **values):
    for name, value in values.items():
        app[name].box.value = value


def page(app):
    return "\n".join(slot.value for slot in [*app._slots, *app._slots_below])


def card(app):
    return re.sub("<[^>]+>", " ", app._card.value)


def tables(blocks):
    return [block for block in blocks if isinstance(block, Table)]


def hidden(app, name):
    return "ogs-hidden" in app[name].whole._dom_classes


def baht(satang):
    return format_baht(satang, short=True)


@pytest.mark.parametrize("lang", ["th", "en"])
@pytest.mark.parametrize("view", VIEWS)
def test_every_view_draws_in_both_languages_for_every_kind_of_period(app, group, view, lang):
    """
    A whole year and part of one: a sentence, how to read it with a figure, and no error.
    """
    for period in (periods(group)[0], month_ends(group)[4].isoformat()):
        choose(app, view=view, period=period)
        app.speak(lang)
        how = next(block for block in app._view.blocks if getattr(block, "kind", "") == "how")

        assert "" == card(app)
        assert re.search(r"\d", how.text)
        assert 2 <= len(how.text.splitlines()) - 1 <= 4
        assert ("กำหนดเพื่อการฝึก" if lang == "th" else "Set for training") in page(app)
        largest = max(len(slot.value.encode()) for slot in [*app._slots, *app._slots_below])
        assert LARGEST > largest
        if lang == "en":
            people = "|".join(sorted({m.name for m in group.members.values()}, reverse=True))
            text = re.sub(r"<[^>]+>", " ", app.said + page(app))
            notes = {entry.note for entry in group.entries if entry.note}
            for note in sorted(notes, key=len, reverse=True):
                text = text.replace(note, "")
            assert not re.search("[ก-๛]", re.sub(people, "", text)), view
        tally["views of the books app drawn"] += 1


def test_the_balance_sheet_is_the_one_of_the_books(app, group):
    """
    Key sentence, three tables and two bars of one height.
    """
    day = group.year(2025).end
    sheet = balance_sheet(group, day)
    assets, liabilities, equity = tables(app._view.blocks)

    assert sum(sheet.assets.values()) == assets.total[1]
    assert assets.total[1] == liabilities.total[1] + equity.total[1]
    said = f"กลุ่มมีสินทรัพย์ {baht(assets.total[1])} เท่ากับหนี้สินและทุนพอดี"
    assert said == app.said
    assert list(sheet.equity.values()) == [row[1] for row in equity.rows]
    assert 1 == page(app).count("<svg")


def test_pledged_savings_stand_where_the_rulebook_says(app, monkeypatch):
    """
    As a liability they move to the other table, and the page says why.
    """
    group = groups.opened("group_12")
    accounting = replace(group.rules.accounting, pledged_savings_shown_as="liability")
    owing = replace(group, rules=replace(group.rules, accounting=accounting))
    monkeypatch.setattr(books_app, "opened", lambda name: owing)
    choose(app, view="trial_balance")
    choose(app, view="balance_sheet")
    _, liabilities, equity = tables(app._view.blocks)

    assert any(row[0].startswith("301") for row in liabilities.rows)
    assert not any(row[0].startswith("301") for row in equity.rows)
    assert "นับเงินสัจจะสะสมเป็นหนี้สิน" in page(app)
    assert "<svg" in page(app)


def test_income_cash_flow_and_trial_balance_are_those_of_the_books(app, group):
    """
    For a year and for its first months.
    """
    for period in ("2024", "2025-03-31"):
        choose(app, period=period, view="income_statement")
        page = Page(group, period, "th")
        statement = income_statement(group, page.first, page.last)
        income, expenses, surplus = tables(app._view.blocks)
        assert (sum(statement.income.values()), sum(statement.expenses.values())) == (
            income.total[1],
            expenses.total[1],
        )
        assert statement.surplus == surplus.rows[0][1]
        assert baht(statement.surplus) in app.said

        choose(app, view="cash_flow")
        flow = cash_flow(group, page.first, page.last)
        events, carried = tables(app._view.blocks)
        assert flow.closing == flow.opening + events.total[1] - events.total[2]
        assert flow.closing == carried.rows[1][1]
        assert baht(flow.closing) in app.said

        choose(app, view="trial_balance")
        trial = trial_balance(group, page.last)
        (table,) = tables(app._view.blocks)
        assert sum(trial.debits.values()) == table.total[1] == table.total[2]


def test_every_figure_of_every_statement_opens_to_its_entries(app, group):
    """
    Brought forward, more and less make the figure; the page says that it checked.
    """
    looked = 0
    for view in STATEMENTS:
        choose(app, view=view)
        for account in app["account"].options[1:]:
            choose(app, account=account)
            text = page(app)
            assert "" == card(app)
            assert "✓ ตรงกับตัวเลขในงบ" in text, (view, account)
            assert "✗" not in text
            for table in tables(app._view.below):
                assert table.rows
                opening = table.rows[0] if table.rows[0][0] == "ยอดยกมา" else None
                more = [i for i, c in enumerate(table.columns) if c.title == "เพิ่ม"]
                less = [i for i, c in enumerate(table.columns) if c.title == "ลด"]
                balance = next(
                    i for i, c in enumerate(table.columns) if c.title in ("คงเหลือ", "รวมถึงบรรทัดนี้")
                )
                moved = sum(row[i] or 0 for i in more for row in table.rows)
                moved -= sum(row[i] or 0 for i in less for row in table.rows)
                assert table.total[balance] == (opening[balance] if opening else 0) + moved
            looked += 1
        choose(app, account="")
        assert not app._view.below[:-1]
    tally["figures of statements followed down to their entries"] += looked
    assert 25 < looked


def test_an_account_is_followed_for_one_member_and_month_by_month(app):
    """
    Whose and which month are asked for where they are needed, and nowhere else.
    """
    choose(app, group="group_a", view="balance_sheet")
    assert hidden(app, "part")
    assert hidden(app, "month")
    choose(app, account="301")
    group = groups.opened("group_a")

    assert not hidden(app, "part")
    assert not hidden(app, "month")
    assert "2025-12-31" == app["month"].read()
    assert "ธันวาคม 2568 มี" in page(app)
    choose(app, month="2025-03-31")
    assert "มีนาคม 2568 มี" in page(app)
    choose(app, part="A012")
    (table,) = tables(app._view.below)
    book = passbook(group, "A012", group.year(2025).start, group.year(2025).end)
    assert hidden(app, "month")
    assert (len(book.lines) + 1, book.closing) == (len(table.rows), table.total[2])
    assert not any(c.title == "สมาชิก" for c in table.columns)


def test_an_entry_shows_its_slip_and_its_two_accounts(app):
    """
    Whose it was, by which paper, debit and credit, and the note.
    """
    choose(app, group="group_a", view="income_statement", account="502")
    (table,) = tables(app._view.below)
    titles = [column.title for column in table.columns]
    entry = next(
        e for e in groups.opened("group_a").entries if e.kind == "pay" and e.date.year == 2025
    )
    first = dict(zip(titles, table.rows[1], strict=True))

    assert "5 ม.ค." == first["วันที่"]
    assert (entry.slip, entry.amount) == (first["เลขที่ใบ"], first["เพิ่ม"])
    assert ("502 ค่าตอบแทน", "101 เงินสด") == (first["เดบิต"], first["เครดิต"])


def test_cash_and_bank_books_show_one_month(app, group):
    """
    The last month first; each opens with what the one before closed with.
    """
    for view, account in books_app.BOOKS.items():
        choose(app, view=view)
        carried = None
        for month in app["month"].options:
            choose(app, month=month)
            (table,) = tables(app._view.below)
            day = next(day for day in month_ends(group) if day.isoformat() == month)
            book = cash_book(group, day.replace(day=1), day, account)
            balance = next(i for i, c in enumerate(table.columns) if c.title == "คงเหลือ")
            assert book.closing == table.total[balance]
            assert carried in (None, table.rows[0][balance])
            assert baht(book.closing) in app.said
            carried = book.closing
        assert 12 == len(app["month"].options)


def test_registers_are_those_of_the_books(app, group):
    """
    Savings members by months, debtors with the latest on top and their risk.
    """
    choose(app, view="savings_control")
    control = savings_control(group, 2025)
    (table,) = tables(app._view.blocks)
    assert [row.closing for row in control.rows] == [row[-1] for row in table.rows]
    assert baht(control.total.closing) in app.said

    choose(app, view="debtors")
    register = debtors(group, group.year(2025).end)
    by_age, table = tables(app._view.blocks)
    owed = sum(debtor.balance for debtor in register)
    assert owed == by_age.total[2] == sum(row[2] for row in by_age.rows)
    late = [row[[column.title for column in table.columns].index("ช้า (วัน)")] for row in table.rows]
    assert sorted(late, reverse=True) == late
    par = plain(at_risk(debtor.debt for debtor in register), 2)
    assert app.said.endswith(f"ร้อยละ {par}")
    choose(app, part=register[0].loan)
    (entries,) = tables(app._view.below)
    balance = next(i for i, c in enumerate(entries.columns) if c.title == "คงเหลือ")
    assert register[0].balance == entries.total[balance]


@pytest.mark.parametrize("asked", ["12", "A012", "๑๒", " a012 "])
def test_a_member_s_passbook_is_found_in_any_writing(app, asked):
    """
    The page of the passbook is the one that the books have.
    """
    choose(app, group="group_a", view="passbook", member=asked)
    group = groups.opened("group_a")
    book = passbook(group, "A012", group.year(2025).start, group.year(2025).end)
    table = tables(app._view.blocks)[0]

    assert f"{group.members['A012'].name} มีเงินสัจจะสะสม {baht(book.closing)}" == app.said
    assert len(book.lines) + 1 == len(table.rows)


def test_who_is_not_a_member_is_told_kindly(app):
    """
    The card says what to type; the passbook before stays, greyed; another view is not disturbed.
    """
    choose(app, view="passbook")
    before = app.said
    choose(app, member="ไม่มีคนนี้")

    assert "ไม่พบ “ไม่มีคนนี้” กรุณาพิมพ์เลขสมาชิก" in card(app)
    assert before == app.said
    assert "ogs-wrong" in app["member"].whole._dom_classes
    choose(app, view="checks")
    assert "" == card(app)


def test_a_name_that_several_have_lists_them(app):
    """
    The list gives the numbers to type.
    """
    choose(app, group="group_a", view="passbook", member="ส")
    (table,) = tables(app._view.blocks)

    assert app.said.startswith(f"พบ {len(table.rows)} คน กรุณาพิมพ์เลขสมาชิก")
    assert all("ส" in row[1] for row in table.rows)


def test_sums_that_agree_are_green_and_one_that_does_not_is_red(app, monkeypatch):
    """
    In plain words, with both figures and the difference.
    """
    choose(app, view="checks")
    assert "ตรงกันทุกคู่" in app.said
    assert 'class="ogs-note ogs-right"' in page(app)
    assert "ogs-warning" not in page(app)

    group = groups.opened("group_12")
    first, *rest = group.opening
    line = replace(first, debit=first.debit + 9_00)
    spoilt = Group(group.rules, group.members, (line, *rest), group.entries, group.loans)
    monkeypatch.setattr(books_app, "opened", lambda name: spoilt)
    choose(app, view="auditor")
    choose(app, view="checks")
    assert "มี 2 คู่จาก 6 คู่ที่ไม่ตรงกัน" == app.said
    assert 2 == page(app).count("ต่างกัน 9 บาท")
    choose(app, view="balance_sheet")
    assert "ยอดไม่ตรงกัน ต่างกัน 9 บาท" in app._alert.value


def test_the_auditor_says_what_the_books_room_finds(app):
    """
    Every matter, people by name; what must be done stands before what is to be known.
    """
    choose(app, group="group_a", view="auditor")
    group = groups.opened("group_a")
    found = examine(group, group.year(2025).end)
    text = page(app)

    assert app.said.startswith(f"มี {len(found)} เรื่อง")
    for problem in found:
        assert f"{problem.values['member']} {group.members[problem.values['member']].name}" in text
    known = sum(problem.key in MERELY_KNOWN for problem in found)
    urgent = f"ต้องลงมือทำ ({len(found) - known})"
    assert 0 < known < len(found)
    assert text.index(urgent) < text.index(f"ให้รู้ไว้ ({known})")


def test_switching_language_keeps_the_place(app):
    """
    Group, view, period, account, whose and month stay as they were.
    """
    names = ("group", "view", "period", "account", "part", "month")
    choose(app, group="group_a", view="trial_balance", period="2024", account="101")
    choose(app, month="2024-05-31")
    before = [app[name].read() for name in names]
    app.speak("en")

    assert before == [app[name].read() for name in names]
    assert "May 2024 has" in page(app)
    app.speak("th")
    assert before == [app[name].read() for name in names]


def test_another_group_brings_its_own_periods_members_and_accounts(app):
    """
    Nothing of the group before is left on the page.
    """
    choose(app, group="group_a", view="balance_sheet", account="301", part="A012")
    choose(app, group="group_12")
    group = groups.opened("group_12")

    assert next(iter(group.members)) == app["member"].read()
    assert "" == app["part"].read()
    assert {*app["part"].options} - {""} <= set(group.members)
    assert "" == card(app)


def test_a_table_too_long_for_a_phone_is_cut_and_says_so():
    """
    A thousand rows become the first few hundred, and the file is named that has them all.
    """
    table = Table([Column("ก")], [[str(n)] for n in range(1000)], "ยาว", ["รวม"])
    short, note = Page(groups.opened("group_12"), "2025", "th").head(table)

    assert MOST_ROWS == len(short.rows)
    assert f"แสดง {MOST_ROWS} รายการแรก" in note.text


def test_the_spreadsheet_holds_all_statements_registers_and_the_passbook(app, group):
    """
    What is taken home has every leaf of the year's books, and the entries looked at.
    """
    import openpyxl

    choose(app, view="balance_sheet", account="101")
    sheets = app._view.workbook()
    book = openpyxl.load_workbook(BytesIO(write(sheets)), data_only=True)
    summary = group.summary(group.year(2025).end)

    assert [
        *("งบทดลอง", "งบกำไรขาดทุน", "งบดุล", "เงินเข้าและเงินออก", "สมุดเงินสด"),
        *("สมุดเงินฝากธนาคาร", "ทะเบียนสมาชิก", "ทะเบียนคุมเงินสัจจะสะสม", "ทะเบียนคุมลูกหนี้"),
        *("สมุดสัจจะของสมาชิก", "ผู้ตรวจสอบจะชี้อะไร", "รายการที่ดูอยู่"),
    ] == book.sheetnames
    rows = [row for row in book["รายการที่ดูอยู่"].iter_rows(values_only=True) if row[0] == "รวม"]
    assert summary.cash == round(rows[-1][3] * 100)
    member = next(iter(group.members))
    assert any(member in str(row[0]) for row in book["สมุดสัจจะของสมาชิก"].values)


def test_books_without_a_whole_year_open_too(app, monkeypatch):
    """
    Four months of books: month ends to choose from, and every view.
    """
    group = groups.opened("group_12")
    until = month_ends(group)[3]
    young = replace(group, entries=tuple(e for e in group.entries if e.date <= until))
    monkeypatch.setattr(books_app, "opened", lambda name: young)
    for view in reversed(VIEWS):
        choose(app, view=view)
        assert "" == card(app), view
    assert until.isoformat() == app["period"].read()
    assert 4 == len(app["period"].options)
    assert write(app._view.workbook())


def test_it_stays_light():
    """
    Neither pandas nor numpy nor a spreadsheet writer is imported for a phone's page.
    """
    code = (
        "import sys; from ogs_teach.apps import BooksApp; BooksApp('en');"
        "print(sorted({'pandas', 'matplotlib', 'numpy', 'xlsxwriter'} & set(sys.modules)))"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert "[]" == found.stdout.strip()


def test_what_leads_to_the_entries_stands_under_the_statement(app):
    """
    Account, whose and month come after the tables and before the entries.
    """
    choose(app, view="balance_sheet", account="111")
    order = list(app._results.children)
    fields = [order.index(app[name].whole) for name in BooksApp.below]

    assert not any(app[name].whole in app._inputs.children for name in BooksApp.below)
    assert max(map(order.index, app._slots)) < min(fields)
    assert max(fields) < min(map(order.index, app._slots_below))
