"""One's own group in the savings, loan and dividend apps, without a browser."""

import gc
import re
import weakref

import pytest

from ogs_teach.apps import own_group
from ogs_teach.apps.books import BooksApp
from ogs_teach.apps.dividends import DividendsApp
from ogs_teach.apps.groups import opened
from ogs_teach.apps.loans import LoansApp
from ogs_teach.apps.own_group import OWN
from ogs_teach.apps.parts import MOST_TOLD
from ogs_teach.apps.risk import RiskApp
from ogs_teach.apps.savings import SavingsApp
from ogs_teach.books.templates import workbook
from ogs_teach.rules import GroupRules
from tests.apps.uploading import group_12, upload

NAME = "กลุ่มบ้านทดลอง <b>"
APPS = [BooksApp, DividendsApp, LoansApp, RiskApp, SavingsApp]


@pytest.fixture
def begin(monkeypatch):
    """Return a function that opens an app in Thai; all are closed with the test."""
    monkeypatch.delenv("QUERY_STRING", raising=False)
    made = []

    def open_app(kind):
        made.append(kind("th"))
        return made[-1]

    yield open_app
    for each in made:
        each.close()


def own_files(**changes):
    name = 'name_th = "กลุ่มสิบสองคน (ข้อมูลสมมติเพื่อการฝึก)"'
    return group_12(**{"rules": (name, f'name_th = "{NAME}"'), **changes})


def rules_with(*changes):
    text = GroupRules.default().to_toml()
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    return {"rules.toml": text.encode()}


def card(app):
    return re.sub("<[^>]+>", " ", app._card.value)


def page(app):
    slots = "".join(slot.value for slot in app._slots)
    return app._sentence.value + slots + app.own.status.value


def test_the_books_app_says_of_own_books_what_it_says_of_the_sample(begin):
    """
    The template, filled and uploaded, shows the sample's own balance sheet; closed, it is gone.
    """
    app = begin(BooksApp)
    sample = app.said
    group = opened("group_12")
    rules = group.rules.to_toml().replace("กลุ่มสิบสองคน", "กลุ่มของเรา").encode()
    upload(app, "own_files", {"สมุด.xlsx": workbook("th", group), "rules.toml": rules})

    assert OWN == app["group"].read()
    assert "กลุ่มของเรา" in app["group"].box.options[0][0]
    assert sample == app.said
    app.own.forget()
    assert "group_12" == app["group"].read()


def test_books_without_rules_say_that_the_rules_are_the_training_default(begin):
    """
    A filled template alone is named as ours, and the page says whose rules it is reckoned by.
    """
    app = begin(DividendsApp)
    upload(app, "own_files", {"สมุด.xlsx": workbook("th", opened("group_12"))})

    assert ("กลุ่มของเรา", OWN) == app["group"].box.options[0]
    assert "กติกายังเป็นค่าเริ่มต้นเพื่อการฝึก" in app.own.status.value


def test_rules_alone_say_where_pledged_savings_stand(begin):
    """
    A rulebook that calls them a liability moves them on the sample's balance sheet.
    """
    app = begin(BooksApp)
    before = page(app)
    upload(app, "own_files", rules_with(('"capital"  # กำหนด', '"liability"  # กำหนด')))

    assert "group_12" == app["group"].read()
    assert before != page(app)
    app.own.forget()
    assert before == page(app)


def test_own_books_pay_their_own_dividend(begin):
    """
    The group of twelve, uploaded, pays to the satang what it pays as a sample.
    """
    sample, app = begin(DividendsApp), begin(DividendsApp)
    sample["group"].box.value = "group_12"
    upload(app, "own_files", own_files())

    assert OWN == app["group"].read()
    assert (NAME, OWN) == app["group"].box.options[0]
    assert sample.said == app.said
    tables = [
        next(block for block in each._view.blocks if hasattr(block, "rows"))
        for each in (sample, app)
    ]
    assert tables[0].rows == tables[1].rows
    assert "" == card(app)


def test_of_ones_own_rules_nobody_says_that_they_are_for_training(begin):
    """
    The label belongs to the kit's defaults; the sample group has it back when it is chosen.
    """
    app = begin(DividendsApp)
    upload(app, "own_files", own_files())
    assert "กำหนดเพื่อการฝึก ไม่ใช่เกณฑ์" not in page(app)

    app["group"].box.value = "group_a"
    assert "กำหนดเพื่อการฝึก ไม่ใช่เกณฑ์" in page(app)


@pytest.mark.parametrize("kind", APPS)
def test_a_name_is_text_wherever_it_stands(begin, kind):
    """
    What stands in a file is never taken for a page's code.
    """
    app = begin(kind)
    upload(app, "own_files", own_files(members=("ขวัญ", "<i>ขวัญ")))
    if kind is SavingsApp:
        app["view"].box.value = "group"

    assert "" == card(app)
    assert "<b>" not in page(app)
    assert "<i>" not in page(app)
    assert "ทดลอง &lt;b&gt;" in page(app)


@pytest.mark.parametrize("kind", APPS)
def test_closed_is_forgotten(begin, kind):
    """
    The app shows what it showed before, and nothing in the kernel holds the group any more.
    """
    app = begin(kind)
    before = app.said
    upload(app, "own_files", own_files())
    own = weakref.ref(app.own.opened)
    books = weakref.ref(app.own.opened.group)
    assert () == app["own_files"].box.value
    app.own.close.click()
    gc.collect()

    assert before == app.said
    assert own() is None
    assert books() is None
    assert "" == app.own.status.value
    assert "ทดลอง" not in page(app)


def test_no_figure_of_a_closed_group_stays_in_the_savings_app(begin):
    """
    The boxes of the group's view hold the sample group's figures again.
    """
    app = begin(SavingsApp)
    app["view"].box.value = "group"
    before = {name: app[name].box.value for name in ("members", "group_savings", "group_pledge")}
    upload(app, "own_files", own_files())
    app["group"].box.value = "group_a"
    app["group"].box.value = OWN
    app.own.close.click()

    assert before == {name: app[name].box.value for name in before}
    assert "group_12" == app["group"].read()


def test_own_books_start_the_savings_app(begin):
    """
    Pledge steps in one view, the group's figures in the other, both from the files.
    """
    app = begin(SavingsApp)
    name = 'name_th = "กลุ่มสิบสองคน (ข้อมูลสมมติเพื่อการฝึก)"'
    upload(app, "own_files", group_12(rules=(name, f'name_th = "{NAME}"')))
    assert (OWN, OWN) == (app["rules"].read(), app["group"].read())
    app["view"].box.value = "group"

    group = opened("group_12")
    summary = group.summary(group.year(group.years[-1]).end)
    assert "" == card(app)
    assert summary.members == app["members"].read()
    assert summary.savings == app["group_savings"].read()


def test_rules_alone_move_the_savings_app(begin):
    """
    A share of 12.50 baht, ten at least, a dividend by rate, no special savings.
    """
    app = begin(SavingsApp)
    rules = rules_with(
        ('share_value = "20"', 'share_value = "12.50"'),
        ("least_shares = 1", "least_shares = 100"),
        ("most_shares = 40", "most_shares = 200"),
        ("special_savings = true", "special_savings = false"),
        ('form = "pool"', 'form = "rate"'),
        ('rate = "3"', 'rate = "4.5"'),
    )
    upload(app, "own_files", rules)

    assert "" == card(app)
    assert 125_000 == app["pledge"].read()
    assert (1250, 2500) == (app["pledge"].lowest, app["pledge"].end)
    assert "4.5" == app["rate"].box.value
    assert {"group_12", "group_a"} == set(app["group"].options)
    assert "special" not in app["dividend_use"].options
    app["pledge"].more.click()
    assert 126_250 == app["pledge"].read()


def test_rules_alone_start_the_loans_app(begin):
    """
    The group's method, rate, ceiling, term and rounding stand in the boxes.
    """
    app = begin(LoansApp)
    rules = rules_with(
        ('ceiling = "50000"', 'ceiling = "12000"'),
        ("longest_months = 24", "longest_months = 10"),
        ('method = "equal_principal"', 'method = "flat"'),
        ('rate = "0.8"', 'rate = "9"'),
        ('rate_per = "month"', 'rate_per = "term"'),
        ('rounding_step = "0.01"', 'rounding_step = "1"'),
    )
    upload(app, "own_files", rules)

    assert "" == card(app)
    assert (12_000_00, 10) == (app["principal"].read(), app["months"].read())
    assert ("flat", "term", 9) == tuple(
        app[f"{name}_b"].read() for name in ("method", "per", "rate")
    )
    assert OWN == app["rounding"].read()
    assert "1,080" in page(app)  # 9 % of 12,000 baht


def test_rules_alone_share_out_a_samples_surplus(begin):
    """
    The dividend app takes allocation and convention; name and books stay the sample's.
    """
    app = begin(DividendsApp)
    rules = rules_with(
        ('reserve = "15"', 'reserve = "25"'),
        ('dividend = "50"', 'dividend = "40"'),
        ('convention = "next_month"', 'convention = "daily"'),
        ('name_th = "กลุ่มตัวอย่างเพื่อการฝึก"', f'name_th = "{NAME}"'),
        ("year_starts_in_month = 1", "year_starts_in_month = 7"),
    )
    upload(app, "own_files", rules)

    assert "" == card(app)
    assert {"group_a", "group_12"} == set(app["group"].options)
    assert (25, 40) == (app["reserve"].read(), app["dividend"].read())
    assert f"{opened('group_a').name('th')} ปี 2568 วิธีนับ: นับเป็นรายวัน" in page(app)


@pytest.mark.parametrize("kind", APPS)
def test_books_without_rules_take_those_opened_before(begin, kind):
    """
    Rules first, books later: as a phone that opens one file at a time does.
    """
    app = begin(kind)
    files = own_files()
    upload(app, "own_files", {"rules (3).toml": files.pop("rules.toml")})
    upload(app, "own_files", files)

    assert "" == card(app)
    assert 12 == len(app.own.opened.group.members)
    assert NAME == app.own.called("th")


def test_rules_that_come_later_rule_the_books_that_are_open(begin):
    """
    The books stay open under the new rules.
    """
    app = begin(DividendsApp)
    upload(app, "own_files", own_files())
    upload(app, "own_files", rules_with(('name_th = "กลุ่มตัวอย่างเพื่อการฝึก"', 'name_th = "ใหม่"')))

    assert "ใหม่" == app.own.called("th")
    assert OWN == app["group"].read()
    assert "" == card(app)


@pytest.mark.parametrize("kind", APPS)
def test_files_with_faults_open_nothing_and_all_is_told(begin, kind):
    """
    The first twenty faults with row and column, and how many more; the result stays.
    """
    app = begin(kind)
    before = app.said
    upload(app, "own_files", own_files(entries=("2025-", "x025-")))
    count = int(re.search(r"กรุณาแก้ (\d+) จุด", card(app))[1])

    assert MOST_TOLD == app._card.value.count("<li>")
    assert f"และอีก {count - MOST_TOLD} จุด" in card(app)
    assert "entries.csv, A341 (วันที่)" in card(app)
    assert app.own.opened is None
    assert before == app.said
    assert app.own.unfolded
    fields = [
        name for name, field in app._fields.items() if "ogs-wrong" in field.whole._dom_classes
    ]
    assert ["own_files"] == fields


def test_faults_stay_in_the_other_language_and_go_with_the_next_touch(begin):
    """
    Whoever reads English reads them too; whoever goes on is not held up.
    """
    app = begin(DividendsApp)
    upload(app, "own_files", {"photo.jpg": b"\xff\xd8"})
    app.speak("en")
    assert "Please correct" in card(app)

    app["group"].box.value = "group_12"
    assert "" == card(app)


@pytest.mark.parametrize(
    ("files", "says"),
    [
        ({"a.toml": b"", "b.toml": b""}, "เลือกไฟล์เกณฑ์มาหลายไฟล์"),
        ({"rules.toml": b"", "rules (1).toml": b""}, "มาซ้ำกัน"),
        ({"rules.toml": b"\xff"}, "UTF-8"),
        ({"members.csv": b""}, "ไฟล์นี้ว่างเปล่า"),
    ],
)
def test_what_makes_no_group_is_told(begin, files, says):
    """
    Two rule files, one twice, no text, no rules at all.
    """
    app = begin(DividendsApp)
    upload(app, "own_files", files)

    assert says in card(app)
    assert app.own.opened is None


def test_books_without_a_whole_year_are_refused_where_one_is_needed(begin):
    """
    The dividend app says so; the loan app, which needs the rules alone, opens them.
    """
    files = own_files()
    for name, column in (("entries.csv", 0), ("loans.csv", 3)):
        head, *rows = files[name].splitlines(keepends=True)
        early = [row for row in rows if row.split(b",")[column] < b"2024-02"]
        files[name] = head + b"".join(early)
    dividends, loans = begin(DividendsApp), begin(LoansApp)
    upload(dividends, "own_files", files)
    upload(loans, "own_files", files)

    assert "ยังไม่มีปีบัญชีใดครบทั้งปี" in card(dividends)
    assert dividends.own.opened is None
    assert "" == card(loans)
    assert NAME == loans.own.called("th")


def test_what_nobody_foresaw_is_told_without_the_files_content(begin, monkeypatch, caplog):
    """
    A fault of the kit brings kind words; neither page nor log holds what is in the file.
    """

    def burst(*_args):
        raise ZeroDivisionError("SECRET-BALANCE")

    monkeypatch.setattr(own_group, "_read", burst)
    app = begin(DividendsApp)
    upload(app, "own_files", own_files())

    assert "เปิดไฟล์นี้ไม่ได้" in card(app)
    assert "SECRET-BALANCE" not in card(app) + caplog.text
    assert "ZeroDivisionError" in caplog.text


def test_a_group_that_an_app_cannot_show_is_closed_again(begin, monkeypatch):
    """
    The app goes on with the sample.
    """
    app = begin(DividendsApp)
    before = app.said
    real = app.own_opened

    def burst(own):
        if own is not None:
            raise KeyError("SECRET")
        real(own)

    monkeypatch.setattr(app, "own_opened", burst)
    upload(app, "own_files", own_files())

    assert "เปิดไฟล์นี้ไม่ได้" in card(app)
    assert app.own.opened is None
    assert before == app.said


def test_the_reader_of_spreadsheets_is_asked_where_there_is_one(begin, monkeypatch):
    """
    It gets the files as they came, and the rules that are open.
    """
    import sys
    from types import ModuleType

    asked = []
    module = ModuleType("ogs_teach.books.importing")
    module.read_group = lambda files, rules=None: asked.append((files, rules)) or opened("group_12")
    monkeypatch.setitem(sys.modules, "ogs_teach.books.importing", module)
    app = begin(DividendsApp)
    upload(app, "own_files", {"สมุดของเรา.xlsx": b"PK"})

    assert [({"สมุดของเรา.xlsx": b"PK"}, None)] == asked
    assert opened("group_12") is app.own.opened.group
