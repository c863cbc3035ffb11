"""The page of the group's own rules, without a browser."""

import re
from fractions import Fraction
from html import unescape
from io import BytesIO

import openpyxl
import pytest

from ogs_teach.apps import rulebook
from ogs_teach.apps.rulebook import RulesApp
from ogs_teach.apps.take_home import LARGEST, Handed
from ogs_teach.i18n import catalogue, t
from ogs_teach.rules import GroupRules, keys, value_at
from ogs_teach.rules.keys import OneOf, Order
from ogs_teach.tables import write
from tests.apps.uploading import group_12, upload
from tests.tally import tally

KEYS = dict(keys())
LABEL = "กำหนดเพื่อการฝึก ไม่ใช่เกณฑ์ของกรมการพัฒนาชุมชน"
# For each kind of key: which one, what a person puts into the control, what the file then holds.
TYPED = {
    "Amount": ("savings.share_value", "๑๒.๕๐", 1250),
    "Percent": ("loans.ordinary.rate", "1.25", Fraction(5, 4)),
    "Count": ("guarantors.number", "3", 3),
    "OneOf": ("dividend.convention", "daily", "daily"),
    "Switch": ("dividend.leavers", True, True),
    "Text": ("group.name_th", "กลุ่มบ้านสมมติ “สอง”", "กลุ่มบ้านสมมติ “สอง”"),
}


@pytest.fixture
def app(monkeypatch):
    """Open the page in Thai; close it with the test."""
    monkeypatch.delenv("QUERY_STRING", raising=False)
    opened = RulesApp("th")
    yield opened
    opened.close()


@pytest.fixture
def kept(app, monkeypatch):
    """Return a function that keeps the rule file and gives its bytes."""

    def keep():
        files = []

        def take(content, title, ending):
            files.append((f"{title}.{ending}", content))
            return Handed(f"{title}.{ending}", "/take/x/rules.toml", 30)

        monkeypatch.setattr("ogs_teach.apps.parts.hand_over", take)
        app._save.box.click()
        [(name, content)] = files
        assert "rules.toml" == name
        return content

    return keep


def card(app):
    return re.sub("<[^>]+>", " ", app._card.value)


@pytest.mark.parametrize("lang", ["th", "en"])
def test_every_key_is_on_the_page_and_explained(app, lang):
    """
    Name, explanation, default with the training label; what a key may hold where it is typed.
    """
    app.speak(lang)
    on_page = [field.name for part in app._tables for field in part.fields]
    tally["keys of the rulebook on their page"] = len(on_page)

    assert list(KEYS) == on_page
    label = t("parts.training-default", lang)
    for path, kind in KEYS.items():
        said = unescape(app[path].help.value)
        assert t(f"rules.help.{path}", lang) in said, path
        assert label in said, path
        title = getattr(app[path], "title", None)
        named = title.value if title else app[path].box.description
        assert t(f"rules.field.{path}", lang) in named, path
        if hasattr(kind, "lowest"):
            assert ("ใส่ได้" if lang == "th" else "From") in said, path


def test_every_key_has_its_words():
    """
    A new key, section or word of the rulebook without a text is found here.
    """
    words = catalogue("rules")
    for path, kind in KEYS.items():
        name = path.rpartition(".")[2]
        assert f"help.{path}" in words, path
        assert f"section.{path.rpartition('.')[0]}" in words, path
        if isinstance(kind, OneOf | Order):
            for word in getattr(kind, "choices", None) or kind.words:
                assert rulebook.shown.option_name(path, word, "th"), (name, word)
    explained = {key.removeprefix("help.") for key in words if key.startswith("help.")}
    assert set(KEYS) == explained


@pytest.mark.parametrize("kind", TYPED)
def test_a_changed_value_is_in_the_file_that_is_kept(app, kept, tmp_path, kind):
    """
    Of each kind of key: what is typed, `GroupRules.load` reads; all others stay.
    """
    path, typed, value = TYPED[kind]
    assert kind == type(KEYS[path]).__name__
    app[path].box.value = typed
    file = tmp_path / "rules.toml"
    file.write_bytes(kept())
    rules = GroupRules.load(file)

    assert "" == card(app)
    assert value == value_at(rules, path)
    default = GroupRules.default()
    assert [path] == [key for key in KEYS if value_at(rules, key) != value_at(default, key)]


def test_an_order_is_always_whole(app, kept):
    """
    Choosing a word for a place lets it change places with the word that stood there.
    """
    app["loans.payment_order"].places[0].value = "principal"

    rules = GroupRules.decode(kept())
    assert ("principal", "interest", "fine") == rules.loans.payment_order
    assert "เงินต้น → ดอกเบี้ย → ค่าปรับ" in "".join(slot.value for slot in app._slots)


def test_nothing_changed_keeps_every_byte(app, kept):
    """
    A rulebook that is opened and kept again is the same file, decimals and comments too.
    """
    files = group_12(rules=('rate = "3"', 'rate = "3.123456789"  # ที่ประชุมลงมติ 5/2/2569'))
    upload(app, "file", {"rules.toml": files["rules.toml"]})

    assert "" == card(app)
    assert files["rules.toml"] == kept()


def test_the_committees_comments_stay(app, kept):
    """
    A changed value changes its line alone.
    """
    before = group_12()["rules.toml"]
    upload(app, "file", {"rules (2).toml": before})
    app["fines.late_instalment"].box.value = "25"
    after = kept()

    changed = [
        new for old, new in zip(before.splitlines(), after.splitlines(), strict=True) if old != new
    ]
    assert 1 == len(changed)
    assert changed[0].startswith(b'late_instalment = "25"')
    assert b"#" in changed[0]


def test_all_that_is_wrong_is_told_at_once_and_at_its_field(app):
    """
    Two boxes that cannot be read, and two pairs of keys that do not fit each other.
    """
    app["fines.missed_pledge"].box.value = "สิบ"
    app["committee.audit"].box.value = "101"
    app["savings.least_shares"].box.value = "99"
    app["allocation.reserve"].box.value = "0"
    app["loans.ordinary.method"].box.value = "flat_total"

    assert "กรุณาแก้ 6 จุด" in card(app)
    for path, words in {
        "fines.missed_pledge": "ไม่ใช่ตัวเลข",
        "committee.audit": "100",
        "savings.most_shares": "น้อยกว่าจำนวนหุ้นน้อยที่สุด (99)",
        "allocation.reserve": "รวมกันได้ร้อยละ 85",
        "loans.ordinary.method": "ต้องคิดอัตราตลอดสัญญา",
    }.items():
        assert words in app[path].help.value.partition("</p>")[0], path
        assert "ogs-wrong" in app[path].whole._dom_classes, path
    marked = {name for name in KEYS if "ogs-wrong" in app[name].whole._dom_classes}
    assert {path for path in KEYS if path.startswith("allocation.")} < marked
    assert {"savings.least_shares", "loans.ordinary.rate_per"} < marked
    assert not {"dividend.rate", "refund.rate", "guarantors.number"} & marked
    assert all(table.unfolded for table in app._tables if table.name in ("committee", "fines"))
    assert "ogs-hidden" in app._save.box._dom_classes


def test_what_cannot_be_read_is_not_told_twice(app):
    """
    Of shares that hold a word nobody can say what they add up to.
    """
    app["allocation.public"].box.value = "ห้า"

    assert "กรุณาแก้ 1 จุด" in card(app)


def test_an_empty_name_is_told_in_the_words_of_a_form(app):
    """
    Quotation marks, which the file needs, are not spoken of.
    """
    app["group.name_th"].box.value = " "

    assert "ชื่อกลุ่ม (ไทย): ยังไม่ได้พิมพ์" in card(app)


def test_a_file_with_faults_opens_nothing(app):
    """
    Its faults are told with their lines; the form stays as it was; the next touch clears them.
    """
    app["fines.late_instalment"].box.value = "25"
    spoilt = group_12(rules=("least_shares = 1", 'least_shares = "ก"'))["rules.toml"]
    upload(app, "file", {"rules.toml": spoilt.replace(b"spouse_allowed", b"spuose_allowed")})

    assert "กรุณาแก้ 3 จุด" in card(app)
    assert re.search(r"rules\.toml:\d+: ", card(app))
    assert 2500 == app["fines.late_instalment"].read()
    assert not [name for name in KEYS if "ogs-wrong" in app[name].whole._dom_classes]
    app["fines.late_instalment"].more.click()
    assert "" == card(app)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04\xff", b"a = ", "ก".encode("cp874")])
def test_what_is_no_rule_file_is_told_kindly(app, content):
    """
    Another kind of file brings words, and no traceback.
    """
    upload(app, "file", {"picture.jpg": content})

    assert "กรุณาแก้" in card(app)
    assert "Traceback" not in card(app)


def test_what_differs_is_said_beside_the_field_the_section_and_the_table(app):
    """
    One changed key: a mark with the default at the field, a count at the section, its own table.
    """
    app["fines.late_instalment"].box.value = "25"

    assert f"● ต่างจากค่าเริ่มต้น 10 บาท ({LABEL})" in app["fines.late_instalment"].help.value
    table = next(each for each in app._tables if each.name == "fines")
    assert "ค่าปรับ (ต่าง 1 ข้อ)" == table.button.description
    assert "ต่างจากค่าเริ่มต้น 1 ข้อ" in app.said
    page = "".join(slot.value for slot in app._slots)
    assert "ข้อที่ต่างจากค่าเริ่มต้น" in page
    assert "<td>25 บาท</td><td>10 บาท</td>" in page


def test_back_to_default_and_forth_again(app, kept):
    """
    One press puts every default back, the next brings one's own values again; comments stay.
    """
    own = group_12(rules=("[fines]", "[fines]  # ตามมติ 5/2/2569"))["rules.toml"]
    upload(app, "file", {"rules.toml": own})
    app["fines.late_instalment"].box.value = "25"
    app._restore.box.click()

    assert GroupRules.default() == app._good["rules"]
    assert "นำค่าที่แก้ไว้กลับมา" == app._restore.box.description
    assert "[fines]  # ตามมติ 5/2/2569" in kept().decode()
    app._restore.box.click()
    assert 2500 == app["fines.late_instalment"].read()
    assert "กลับเป็นค่าเริ่มต้นทุกข้อ" == app._restore.box.description


def test_going_forth_is_no_longer_offered_after_a_change(app):
    """
    It would undo what was typed since.
    """
    app["fines.late_instalment"].box.value = "25"
    app._restore.box.click()
    app["fines.missed_pledge"].box.value = "7"

    assert "กลับเป็นค่าเริ่มต้นทุกข้อ" == app._restore.box.description


def test_the_rulebook_prints_on_one_page(app):
    """
    One sheet holds every key beside its default, marks what differs, and fits one page.
    """
    app["fines.late_instalment"].box.value = "25"
    book = openpyxl.load_workbook(BytesIO(write(app._sheets(app._view))))

    [sheet] = book.worksheets
    assert "ระเบียบของกลุ่ม" == sheet.title
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert {None} == {sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight}  # one each way
    assert "portrait" == sheet.page_setup.orientation
    rows = [[cell.value for cell in row][:4] for row in sheet]
    assert len(KEYS) == sum(bool(row[1]) and row[0] in _names() for row in rows)
    assert ["ค่าปรับส่งเงินกู้ช้า", "25 บาท", "10 บาท", "●"] in rows
    assert any(LABEL in str(row[0]) for row in rows)


def _names():
    return {t(f"rules.field.{path}") for path in KEYS}


def test_a_kept_file_is_offered_until_something_changes(app, kept):
    """
    The link to older rules does not stay beside newer ones.
    """
    kept()
    assert "rules.toml" in app._save.line.value
    app["fines.late_instalment"].more.click()

    assert "" == app._save.line.value


def test_what_a_person_typed_is_text(app):
    """
    A name that looks like a page's code does nothing.
    """
    app["group.name_th"].box.value = "<img src=x onerror=alert(1)>"

    page = app._sentence.value + "".join(slot.value for slot in app._slots)
    assert "<img" not in page
    assert "&lt;img" in page


def test_a_file_that_is_too_large_is_refused_in_the_kernel_too(app):
    """
    Where no browser weighed it.
    """
    upload(app, "file", {"rules.toml": b"#" * (LARGEST + 1)})

    assert "ไฟล์ใหญ่เกินไป รวมกันต้องไม่เกิน 5 เมกะไบต์" in card(app)
