"""The template: what goes out in it comes back the same, and it can be filled in rightly."""

import io
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from ogs_teach.books import Beneficiary, Entry, Group, Loan, Member, Opening
from ogs_teach.books.importing import names, read_group
from ogs_teach.books.records import LOAN_KINDS, MEMBER_KINDS
from ogs_teach.books.tables import TABLES
from ogs_teach.books.templates import workbook
from ogs_teach.errors import GroupError
from ogs_teach.i18n import LANGS, catalogue
from ogs_teach.places import sample_data
from ogs_teach.rules import GroupRules
from tests.books.importing.making import csvs
from tests.books.importing.test_importing_good import bare
from tests.tally import tally

ids = st.text("0123456789abกขN/-.๑", min_size=1, max_size=8).filter(lambda text: set(text) - {"-"})
texts = st.text("abc กขิ่=+-'#1๒.,:<&", min_size=1, max_size=30).map(str.strip).filter(bool)
satang = st.integers(1, 10**11)
BEGIN = date(2024, 1, 1)


@st.composite
def groups(draw):
    """Make a small group of anything that its rows can hold."""
    numbers = draw(st.lists(ids, min_size=1, max_size=5, unique=True))
    members = [
        Member(
            number,
            draw(texts),
            draw(st.sampled_from(MEMBER_KINDS)),
            *draw(st.sampled_from([("", ""), ("chair", "direction"), ("officer", "audit")])),
            "",
            "",
            draw(st.dates(date(1950, 1, 1), BEGIN)),
            None,
            draw(st.integers(0, 10**8)),
            draw(st.sampled_from([(), (Beneficiary("บุตร", Fraction(100)),)])),
        )
        for number in numbers
    ]
    cash = draw(satang)
    opening = [Opening(BEGIN, "101", "", "", cash, 0), Opening(BEGIN, "302", "", "", 0, cash)]
    entries = [
        Entry(
            draw(st.dates(BEGIN, date(2199, 12, 31))),
            f"R{number}",
            draw(st.sampled_from(["savings", "special"])),
            draw(st.sampled_from(numbers)),
            "",
            draw(satang),
            draw(st.one_of(st.just(""), texts)),
        )
        for number in range(draw(st.integers(0, 6)))
    ]
    rate = Fraction(draw(st.integers(0, 10**15)), 10 ** draw(st.integers(12, 14)))
    loans = [
        Loan(
            number, number, draw(st.sampled_from(LOAN_KINDS)), draw(st.dates(date(1950, 1, 1),
            date(2023, 12, 30))), draw(satang), rate, "month", "flat", draw(st.integers(1, 360)),
            date(2023, 12, 31), (), draw(st.one_of(st.just(""), texts)), "",
        )
        for number in draw(st.lists(st.sampled_from(numbers), max_size=3, unique=True))
    ]  # fmt: skip
    return Group.checked(GroupRules.default(), members, opening, entries, loans)


@given(groups(), st.sampled_from(LANGS))
@settings(deadline=None, derandomize=True, max_examples=60)
def test_out_and_in_again_is_the_same(group, lang):
    """
    Any group written into the template, in either language, is read back to the last satang.
    """
    assert bare(group) == bare(read_group({"x.xlsx": workbook(lang, group)}))
    tally["groups exported and imported, equal"] += 1


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", ["group_12", "group_a"])
def test_a_sample_group_comes_back_the_same(name, lang):
    """
    Export, then import, is identity, apart from the rows that things stood in.
    """
    folder = sample_data() / name
    group = Group.open(folder)
    rules = (folder / "rules.toml").read_bytes()

    back = read_group({"x.xlsx": workbook(lang, group), "rules.toml": rules})

    assert group.rules == back.rules
    assert bare(group) == bare(back)
    tally["groups exported and imported, equal"] += 1


@pytest.mark.parametrize("lang", LANGS)
def test_an_empty_template_asks_for_opening_balances_and_no_more(lang):
    """
    What is missing in the template as it is handed out is data, not form.
    """
    with pytest.raises(GroupError) as caught:
        read_group({"x.xlsx": workbook(lang)})

    assert ["group.no-opening"] == [problem.key for problem in caught.value.problems]


def sheets(lang):
    return load_workbook(io.BytesIO(workbook(lang, Group.open(sample_data() / "group_12"))))


@pytest.mark.parametrize("lang", LANGS)
def test_a_sheet_prints_on_a4_with_its_headings_on_each_page(lang):
    """
    Headings stay in sight on the screen and on paper; numbers that name are text.
    """
    book = sheets(lang)

    assert len(TABLES) + 2 == len(book.sheetnames)
    for sheet in book.worksheets:
        assert 9 == sheet.page_setup.paperSize
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
    for table, sheet in zip(TABLES, book.worksheets[1:], strict=False):
        assert "B2" == sheet.freeze_panes
        assert "$1:$1" == sheet.print_title_rows
        for at, column in enumerate(table.columns, 1):
            look = sheet.cell(2, at).number_format if sheet.cell(2, at).value else None
            if look and column.name in ("member", "loan", "slip"):
                assert "@" == look, column.name


@pytest.mark.parametrize("lang", LANGS)
def test_each_list_offers_every_word_that_may_stand_there(lang):
    """
    A list in the template holds all choices, each of which is read as the kit's own word.
    """
    book = sheets(lang)
    for table, sheet in zip(TABLES, book.worksheets[1:], strict=False):
        lists = {
            str(rule.sqref)[0]: rule.formula1
            for rule in sheet.data_validations.dataValidation
            if rule.type == "list"
        }
        for at, column in enumerate(table.columns):
            if not column.choices:
                continue
            place = lists[chr(65 + at)].replace("$", "")
            name, _, cells = place.partition("!")
            words = [row[0].value for row in book[name.strip("'")][cells]]
            codes = [names.plainly(word.partition(" ")[0]) for word in words]
            known = names.choices(column)
            read = [known.get(names.plainly(w)) or known[c] for w, c in
                    zip(words, codes, strict=True)]  # fmt: skip
            assert list(column.choices) == read


def test_a_reversal_can_be_typed_in_and_a_negative_pledge_cannot():
    """
    Amounts of entries may be below zero, as reversals are; no other amount may.
    """
    lowest = {
        (table.file, column.name): [
            float(rule.formula1)
            for rule in sheet.data_validations.dataValidation
            if rule.type == "decimal" and str(rule.sqref)[0] == chr(65 + at)
        ]
        for table, sheet in zip(TABLES, sheets("th").worksheets[1:], strict=False)
        for at, column in enumerate(table.columns)
    }
    below = {
        place for place, (least, *_) in ((p, v or [0]) for p, v in lowest.items()) if least < 0
    }

    assert {("entries.csv", "amount")} == below
    assert [0.0] == lowest["members.csv", "pledge"]


def test_every_column_is_explained():
    """
    Each column's meaning stands in the template's first sheet, an example beside it.
    """
    said = catalogue("templates")
    for table in TABLES:
        for column in table.columns:
            assert f"{table.file.removesuffix('.csv')}.{column.name}" in said
            assert column.choices or f"sample.{column.name}" in said


def test_the_same_group_in_csv_is_the_same():
    """
    Whether as a workbook or as four CSV files, it is one group.
    """
    group = read_group(csvs())

    assert bare(group) == bare(read_group({"x.xlsx": workbook("th", group)}))


def test_a_date_shown_in_the_buddhist_era_is_a_day():
    """
    The Thai template shows พ.ศ. while the cell holds a real day.
    """
    book = sheets("th")
    cell = book.worksheets[3]["A2"]

    assert date(2024, 1, 10) == cell.value.date()
    assert "[$-107041E]d mmm yyyy;@" == cell.number_format
