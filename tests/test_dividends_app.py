"""The dividends app, without a browser: what it shows for what is asked."""

import re
import subprocess
import sys
from io import BytesIO

import pytest

from ogs_teach.apps.dividends import DividendsApp, opened
from ogs_teach.dividends import CONVENTIONS, ITEMS
from ogs_teach.tables import write


@pytest.fixture
def app():
    """Open the app as a page in Thai; close its widgets afterwards."""
    made = DividendsApp("th")
    yield made
    made.close()


def page(app):
    return "\n".join(slot.value for slot in app._slots)


def card(app):
    return re.sub("<[^>]+>", " ", app._card.value)


def members_table(app):
    return next(block for block in app._view.blocks if hasattr(block, "rows"))


def choose(app, **values):
    for name, value in values.items():
        app[name].box.value = value


@pytest.mark.parametrize("group", ["group_a", "group_12"])
@pytest.mark.parametrize("convention", ["own", *CONVENTIONS])
def test_every_convention_pays_out_the_whole_pool(app, group, convention):
    """
    Columns add up to their totals, and the page says that these are what was allocated.
    """
    choose(app, group=group, convention=convention)
    table = members_table(app)

    for column in (2, 3, 4):
        assert table.total[column] == sum(row[column] for row in table.rows)
    assert len(table.rows) == len(opened(group).year(2025).members)
    assert "" == card(app)
    assert 2 == page(app).count("เท่ากับเงินที่จัดสรรพอดี")
    assert "✗" not in page(app)


def test_it_opens_with_the_group_s_own_rules(app):
    """
    Without a change nobody gains or loses, and no comparison stands there.
    """
    assert "เงินออม 100 บาทที่อยู่ครบปี ได้ปันผล" in app.said
    assert "ใครได้มากขึ้น" not in page(app)
    assert 100 == sum(app[item].read() for item in ITEMS)


def test_another_convention_names_who_gains_and_who_loses(app):
    """
    Words and a chart tell the largest changes; the changes add up to nothing.
    """
    choose(app, convention="closing_balance")
    more, less = map(int, re.search(r"(\d+) คนได้ปันผลมากขึ้น (\d+) คน", app.said).groups())
    table = members_table(app)

    assert more == sum(row[5] > 0 for row in table.rows)
    assert less == sum(row[5] < 0 for row in table.rows)
    assert 0 == table.total[5]
    best = max(table.rows, key=lambda row: row[5])
    assert f"มากที่สุดคือ {best[1]} เพิ่ม" in page(app)
    assert 2 == page(app).count("<svg")


def test_a_convention_that_changes_nothing_says_so(app):
    """
    The group's own convention, chosen by its name, is no change.
    """
    choose(app, convention=opened("group_a").rules.dividend.convention)

    assert "ที่อยู่ครบปี" in app.said


def test_the_cut_off_day_is_asked_for_only_where_it_counts(app):
    """
    The field appears with its convention, and changes the result.
    """
    assert "ogs-hidden" in app["cutoff_day"].whole._dom_classes
    choose(app, convention="cutoff_day")
    assert "ogs-hidden" not in app["cutoff_day"].whole._dom_classes
    early = members_table(app).rows
    choose(app, cutoff_day="๑")
    assert early != members_table(app).rows


@pytest.mark.parametrize("asked", ["7", "A007", "๗", " a007 ", "007"])
def test_a_member_finds_their_own_money(app, asked):
    """
    By number in any writing; their row stands first, and the sum in words.
    """
    choose(app, member=asked)
    number, name, dividend, refund, together, *_ = members_table(app).rows[0]

    assert "A007" == number
    assert dividend + refund == together
    assert app.said.startswith(f"{name} ได้ปันผล")
    assert "รับเงิน" in page(app)
    assert {0} == set(members_table(app).marked)


def test_a_name_that_several_have_lists_them(app):
    """
    The list says how many were found and what to type next.
    """
    choose(app, member="ส")

    assert "พิมพ์เลขสมาชิกเพื่อดูทีละคน" in page(app)


@pytest.mark.parametrize(
    ("field", "typed", "says"),
    [
        ("member", "<b>ไม่มี</b>", "หาสมาชิก (เลขที่หรือชื่อ): ไม่พบ"),
        ("member", "x" * 61, "ข้อความยาวเกินไป"),
        ("reserve", "14", "รวมกันได้ร้อยละ 99 ยังขาดอีก 1"),
        ("dividend", "98", "รวมกันได้ร้อยละ 148 เกินไป 48"),
        ("reserve", "", "ทุนสำรอง: ยังไม่ได้กรอก"),
        ("reserve", "-15", "ทุนสำรอง: “-15” ติดลบไม่ได้"),
        ("welfare", "100.01", "กองทุนสวัสดิการ: “100.01” มากเกินไป"),
        ("refund", "ก", "เงินเฉลี่ยคืน: “ก” ไม่ใช่ตัวเลข"),
        ("surplus", "NaN", "กำไรสุทธิ: “NaN” ไม่ใช่ตัวเลข"),
        ("surplus", "1,000,000,000,000,000", "กำไรสุทธิ: “1,000,000,000,000,000” มากเกินไป"),
        ("surplus", "1.234", "กำไรสุทธิ: “1.234” ละเอียดเกินหนึ่งสตางค์"),
    ],
    ids=range(11),
)
def test_what_cannot_be_used_is_told_and_the_last_result_stays(app, field, typed, says):
    """
    A card names field and remedy; the result before it stays, and is not taken for new.
    """
    before = app.said
    choose(app, **{field: typed})

    assert says in card(app)
    assert "กรุณา" in card(app)
    assert "<b>" not in app._card.value
    assert before == app.said
    assert "ผลที่เห็นอยู่เป็นผลก่อนหน้านี้" in card(app)


def test_percentages_may_be_moved_from_one_head_to_another(app):
    """
    99 % is refused on the way, 100 % computes again.
    """
    choose(app, reserve="20")
    assert "105" in card(app)
    choose(app, dividend="45")
    assert "" == card(app)


def test_after_a_loss_nothing_is_shared_out(app):
    """
    A negative surplus shows why nobody receives anything.
    """
    choose(app, surplus="-500")

    assert "ไม่มีกำไร" in app.said
    assert "<table" not in page(app)


def test_another_group_brings_its_own_figures(app):
    """
    Percents, surplus and members are those of the group opened.
    """
    choose(app, group="group_12")
    rules = opened("group_12").rules

    assert rules.allocation.percents() == {item: app[item].read() for item in ITEMS}
    assert opened("group_12").year(2025).surplus == app["surplus"].read()
    choose(app, year="2024")
    assert opened("group_12").year(2024).surplus == app["surplus"].read()
    assert "ปี 2567" in app.said


def test_the_rules_of_the_group_can_be_tried_otherwise(app):
    """
    Paying those who left, or refunding those in default, moves money and is said.
    """
    choose(app, leavers=True, defaulters=True)
    table = members_table(app)

    assert "ได้ปันผลถึงวันที่ลาออก" in page(app)
    assert "ได้เงินเฉลี่ยคืนเหมือนคนอื่น" in page(app)
    assert all(row[2] for row in table.rows if row[0] in opened("group_a").year(2025).left)
    without = members_table(app).rows
    choose(app, special=True)
    assert without != members_table(app).rows


def test_it_speaks_both_languages(app):
    """
    After the toggle no Thai is left but people's names.
    """
    choose(app, convention="daily")
    app.speak("en")
    text = re.sub(r"<[^>]+>", " ", app.said + page(app))
    names = "|".join(sorted({m.name for m in opened("group_a").members.values()}, reverse=True))

    assert not re.search("[ก-๛]", re.sub(names, "", text))
    assert "the group's own" in text.replace("&#x27;", "'")


def test_the_spreadsheet_holds_every_member_and_its_settings(app):
    """
    What is taken home adds up too, and says by which rules.
    """
    import openpyxl

    choose(app, convention="same_month")
    book = openpyxl.load_workbook(BytesIO(write(app._view.workbook())), data_only=True)
    members, heads = book.worksheets
    rows = [row for row in members.iter_rows(values_only=True) if str(row[0]).startswith("A")]

    assert len(members_table(app).rows) == len(rows)
    total = next(row for row in members.iter_rows(values_only=True) if row[0] == "รวม")
    assert round(total[2] * 100) == sum(round(row[2] * 100) for row in rows)
    assert "นับตั้งแต่เดือนที่ฝาก" in members["A1"].value
    assert "ไม่ใช่เกณฑ์ของกรมการพัฒนาชุมชน" in members["A3"].value
    assert any(row[0] == "ทุนสำรอง" for row in heads.iter_rows(values_only=True))


def test_it_stays_light():
    """
    Neither pandas nor matplotlib is imported for a phone's page.
    """
    code = (
        "import sys; from ogs_teach.apps import DividendsApp; DividendsApp('en');"
        "print(sorted({'pandas', 'matplotlib', 'numpy'} & set(sys.modules)))"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert "[]" == found.stdout.strip()
