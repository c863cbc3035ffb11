"""The rulebook: a file that a committee reads and edits."""

import dataclasses
import re
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ogs_teach.errors import RuleError
from ogs_teach.i18n import LANGS, catalogue, t
from ogs_teach.rules import (
    Allocation,
    GroupRules,
    disagreements,
    keys,
    value_at,
    with_values,
)

DEFAULT = GroupRules.default().source
LABEL = "กำหนดเพื่อการฝึก ไม่ใช่เกณฑ์ของกรมการพัฒนาชุมชน"


def changed(old, new):
    assert DEFAULT.count(old) >= 1, f"the table of wrong files is out of date: {old}"
    return DEFAULT.replace(old, new, 1)


def line_of(text, part):
    return next(n for n, line in enumerate(text.splitlines(), 1) if part in line)


WRONG = [
    # what is changed in the default, to what, words of the English message
    ('share_value = "20"', 'share_value = ""', "value of one monthly unit: nothing was typed"),
    ('share_value = "20"', 'share_value = "ยี่สิบ"', "is not a number"),
    ('share_value = "20"', 'share_value = "-20"', "is too small"),
    ('share_value = "20"', "share_value = 0", "is too small"),
    ('share_value = "20"', 'share_value = "1e1"', "is not a number"),
    ('share_value = "20"', 'share_value = "20.005"', "finer than one satang"),
    ('share_value = "20"', "share_value = 1000000000000000", "is too large"),
    ('share_value = "20"', 'share_value = "๒๐์"', "stray mark"),
    ('share_value = "20"', "share_value = " + "9" * 5000, "not the form of a rule file"),
    ('share_value = "20"', "share_value = 0x" + "f" * 5000, "“…” is too large"),
    ('share_value = "20"', "share_value = 1e9" + "9" * 30, "not the form of a rule file"),
    ('share_value = "20"', "share_value = 1e999999999", "not well formed"),
    ('share_value = "20"', "[" + " " * 9999, "not the form of a rule file"),
    ('share_value = "20"', "share_value = true", "“true” cannot be used. Write an amount"),
    ('share_value = "20"', 'share_value = ["20"]', "cannot be used. Write an amount"),
    ('share_value = "20"', "share_value = 2565-08-05", "cannot be used. Write an amount"),
    ('share_value = "20"', "share_value = { baht = 20 }", "cannot be used. Write an amount"),
    ('share_value = "20"', "share_value = nan", "is not a number"),
    ('share_value = "20"', "share_value = inf", "is not a number"),
    ('share_value = "20"  # กำหนดเพื่อการฝึก\n', "", "The key “savings.share_value” (value of one"),
    ('share_value = "20"', 'share_price = "20"', "“savings.share_price” is not known"),
    ('share_value = "20"', "share_value = 20 บาท", "not the form of a rule file"),
    ('share_value = "20"', 'share_value = "20', "not the form of a rule file"),
    ('share_value = "20"', 'share_value = "20"\nshare_value = "20"', "not the form of a rule"),
    ("least_shares = 1", "least_shares = 41", "most monthly units: “40” is below fewest"),
    ("least_shares = 1", "least_shares = 1.5", "must be a whole number"),
    ("least_shares = 1", "least_shares = 0", "is too small"),
    ("savings_day = 5", "savings_day = 29", "is too large. Type 28 or less"),
    ("year_starts_in_month = 1", "year_starts_in_month = 13", "is too large"),
    ('"capital"  #', '"equity"  #', "“equity” is not known. Choose one of capital, liability"),
    ("partial_withdrawal = true", 'partial_withdrawal = "yes"', "Write true (yes) or false (no)"),
    ("partial_withdrawal = true", "partial_withdrawal = 1", "Write true (yes) or false (no)"),
    ('special_rate = "1"', 'special_rate = "100,000 %"', "is too large"),
    ('rate = "0.8"', 'rate = "-1"', "cannot be negative"),
    ('rate = "0.8"', 'rate = "NaN"', "is not a number"),
    ('rate = "0.8"', 'rate = "0,8"', "not well formed"),
    ('method = "equal_principal"', 'method = "daily"', "“daily” is not known. Choose one of"),
    ('method = "equal_principal"', 'method = "flat_total"', 'goes with rate_per = "term"'),
    ('rate_per = "month"', 'rate_per = "term"', 'goes with rate_per = "term"'),
    ('"fine", "interest", "principal"]', '"fine", "interest"]', "is incomplete or repeats"),
    ('["fine", "interest", "principal"]', '"fine"', "Write a list in square brackets"),
    ('reserve = "15"', 'reserve = "14"', "add up to 99 %"),
    ('reserve = "15"', 'reserve = "63"', "add up to 148 %"),
    ('reserve = "15"', 'reserve = "-15"', "reserve: “-15” cannot be negative"),
    ('reserve = "15"', 'reserve = "0"', "Put something into the reserve first"),
    ('"next_month"  #', '"next_year"  #', "“next_year” is not known. Choose one of next_month"),
    ('per_stay = "450"', 'per_stay = "100"', "is below hospital welfare a night (150)"),
    ("[fines]", "[fine]", "The section [fines] is missing"),
    ("[group]", "fines = 5\n[group]", "not the form of a rule file"),
    ('name_en = "Training sample group"', 'name_en = " "', "nothing is written"),
    ('name_en = "Training sample group"', 'name_en = "a\\nb"', "Write one line"),
    ('name_en = "Training sample group"', "name_en = 12", "Write a text"),
]


@pytest.mark.parametrize(("old", "new", "says"), WRONG)
def test_a_wrong_file_is_told_with_its_place_and_remedy_in_both_languages(tmp_path, old, new, says):
    """
    Each wrong file is refused; the message names the file, what is wrong and what to do.
    """
    path = tmp_path / "กติกา ของเรา.toml"
    path.write_text(changed(old, new), encoding="utf-8")

    with pytest.raises(RuleError) as caught:
        GroupRules.load(path)

    assert says in caught.value.say("en")
    for told in caught.value.say("th").splitlines():
        assert re.match(r"กติกา ของเรา\.toml(:\d+)?: ", told)
        assert "กรุณา" in told or "ต้อง" in told


def test_the_line_of_a_wrong_value_is_named():
    """
    A person who opens the file finds the line at once.
    """
    text = changed('entry_fee = "30"', 'entry_fee = "thirty"')
    line = line_of(text, "entry_fee")

    with pytest.raises(RuleError, match=rf"rules\.toml:{line}: ค่าธรรมเนียมแรกเข้า"):
        GroupRules.parse(text)


def test_all_problems_are_told_at_once():
    """
    Three mistakes and a missing section make four messages, not one.
    """
    text = changed('entry_fee = "30"', 'entry_fee = "x"').replace("[fines]", "[fine]")
    text = text.replace("number = 2", "number = 99")

    with pytest.raises(RuleError) as caught:
        GroupRules.parse(text)

    assert 4 == len(caught.value.problems)
    assert " → fines" in caught.value.say("en")


def test_a_missing_key_names_the_training_default():
    """
    Nothing is filled in silently: the message says which line to add.
    """
    with pytest.raises(RuleError, match=r'the default is "50000" \(set for training'):
        GroupRules.parse(changed('ceiling = "50000"  # กำหนดเพื่อการฝึก\n', ""))


@pytest.mark.parametrize("content", [None, b"\xa1\xc5\xd8\xe8\xc1", b"\xff\xfe[\x00"])
def test_a_file_that_is_absent_or_not_utf_8_is_told_kindly(tmp_path, content):
    """
    A wrong name, a cp874 file and a UTF-16 file each get one clear line.
    """
    path = tmp_path / "rules.toml"
    if content is not None:
        path.write_bytes(content)

    with pytest.raises(RuleError, match="กรุณา"):
        GroupRules.load(path)


def test_decimals_without_quotation_marks_are_read_exactly():
    """
    A committee that writes 0.8 or 12.50 plainly gets exactly that.
    """
    text = changed('rate = "0.8"', "rate = 0.8").replace('entry_fee = "30"', "entry_fee = 12.50")
    rules = GroupRules.parse(text)

    assert Fraction(4, 5) == rules.loans.ordinary.rate
    assert 1250 == rules.savings.entry_fee
    assert text == rules.to_toml()


def test_thai_digits_and_a_byte_order_mark_are_understood(tmp_path):
    """
    A file saved by Notepad with Thai digits reads as meant.
    """
    path = tmp_path / "rules.toml"
    text = changed('ceiling = "50000"', 'ceiling = "๕๐,๐๐๐"')
    path.write_bytes(text.encode("utf-8-sig"))

    assert 50_000_00 == GroupRules.load(path).loans.ordinary.ceiling


def test_loading_and_saving_changes_no_byte(tmp_path):
    """
    Load, save, load: the same rules and the same text, Windows line ends too.
    """
    for ends in ("\n", "\r\n"):
        path = tmp_path / "rules.toml"
        path.write_bytes(DEFAULT.replace("\n", ends).encode())
        before = path.read_bytes()
        GroupRules.load(path).save(path)

        assert before == path.read_bytes()


def test_a_changed_value_keeps_every_comment(tmp_path):
    """
    Only the changed value's line differs, and its comment stays.
    """
    rules = GroupRules.default()
    rules = dataclasses.replace(
        rules,
        savings=dataclasses.replace(rules.savings, entry_fee=5050, partial_withdrawal=False),
    )
    rules.save(tmp_path / "rules.toml")
    written = (tmp_path / "rules.toml").read_text(encoding="utf-8")

    expected = DEFAULT.replace('entry_fee = "30"', 'entry_fee = "50.50"')
    assert expected.replace("withdrawal = true", "withdrawal = false") == written
    assert rules == GroupRules.load(tmp_path / "rules.toml")
    assert ["rules.toml"] == [path.name for path in tmp_path.iterdir()]


def test_wrong_rules_are_not_written(tmp_path):
    """
    A rulebook that could not be read again leaves the old file as it was.
    """
    path = tmp_path / "rules.toml"
    path.write_text("old", encoding="utf-8")
    rules = GroupRules.default()
    wrong = dataclasses.replace(rules, allocation=Allocation(*[Fraction(99)] * 6))

    with pytest.raises(RuleError, match="594 %"):
        wrong.save(path)
    assert "old" == path.read_text(encoding="utf-8")


def test_a_third_is_not_written(tmp_path):
    """
    What decimals cannot say is refused, and no file comes of it.
    """
    rules = GroupRules.default()
    savings = dataclasses.replace(rules.savings, special_rate=Fraction(1, 3))

    with pytest.raises(RuleError, match="“1/3” cannot be written with decimals"):
        dataclasses.replace(rules, savings=savings).save(tmp_path / "rules.toml")
    assert [] == list(tmp_path.iterdir())


def test_a_path_that_cannot_be_is_told_kindly():
    """
    A name with a NUL in it is no file.
    """
    with pytest.raises(RuleError, match="กรุณา"):
        GroupRules.load("rules\0.toml")


def test_a_folder_that_does_not_exist_is_told_kindly(tmp_path):
    """
    Saving nowhere says so and leaves nothing behind.
    """
    with pytest.raises(RuleError, match="cannot be written"):
        GroupRules.default().save(tmp_path / "none" / "rules.toml")
    assert [] == list(tmp_path.iterdir())


@settings(deadline=None, derandomize=True)
@given(
    st.lists(st.integers(0, 10_000), min_size=5, max_size=5).filter(lambda p: sum(p) < 10_000),
    st.integers(1, 10**7),
    st.fractions(0, 100, max_denominator=1).map(lambda x: x / 1000),
)
def test_any_values_survive_the_file(parts, ceiling, rate):
    """
    Whatever a committee decides is read back exactly as it was written.
    """
    rules = GroupRules.default()
    percents = [Fraction(10_000 - sum(parts), 100), *(Fraction(part, 100) for part in parts)]
    ordinary = dataclasses.replace(rules.loans.ordinary, ceiling=ceiling * 100, rate=rate)
    rules = dataclasses.replace(
        rules,
        allocation=Allocation(*percents),
        loans=dataclasses.replace(rules.loans, ordinary=ordinary),
    )

    assert rules == GroupRules.parse(rules.to_toml())


def test_the_default_is_labelled_as_training():
    """
    The label stands at the top, and every value says again that it is set for training.
    """
    assert LABEL in DEFAULT[:200]
    for line in DEFAULT.splitlines():
        if re.match(r"\w+ = ", line) and not line.startswith("name_"):
            assert line.endswith("# กำหนดเพื่อการฝึก"), line


def test_every_key_has_a_thai_comment_and_a_name_in_both_languages():
    """
    Each key stands under a comment in Thai, in the file's order, and has its field text.
    """
    lines = DEFAULT.splitlines()
    named = {key.removeprefix("field.") for key in catalogue("rules") if key.startswith("field.")}
    ordered = [path for path, _ in keys()]

    assert set(ordered) == named
    section, commented, found = "", False, []
    for line in lines:
        if header := re.match(r"\[([\w.]+)\](.*)", line):
            section, commented = header[1], bool(re.search("[ก-๙]", header[2]))
        elif line.startswith("#"):
            commented = bool(re.search("[ก-๙]", line)) or commented
        elif key := re.match(r"(\w+) = ", line):
            assert commented, line
            found.append(f"{section}.{key[1]}")
    assert ordered == found


@pytest.mark.parametrize(
    ("section", "key", "value"),
    [
        ("savings", "share_value", 20.5),
        ("savings", "share_value", "20"),
        ("savings", "share_value", None),
        ("savings", "special_rate", "abc"),
        ("savings", "special_rate", Fraction(1, 3)),
    ],
)
def test_values_that_a_key_cannot_hold_are_named_when_saved(tmp_path, section, key, value):
    """
    A rulebook changed in a program is refused by the key's own name, and nothing is written.
    """
    rules = GroupRules.default()
    part = dataclasses.replace(getattr(rules, section), **{key: value})
    changed = dataclasses.replace(rules, **{section: part})

    with pytest.raises(RuleError) as caught:
        changed.save(tmp_path / "rules.toml")

    for lang in LANGS:
        assert t(f"rules.field.{section}.{key}", lang) in caught.value.say(lang)
    assert [] == list(tmp_path.iterdir())


def test_invisible_marks_in_a_name_are_left_out():
    """
    Thai text copied from a web page brings zero-width spaces along; nobody sees them.
    """
    text = GroupRules.default().to_toml().replace("กลุ่มตัวอย่างเพื่อการฝึก", "กลุ่ม\u200bออม")

    assert "กลุ่มออม" == GroupRules.parse(text).name()


def test_nothing_is_said_of_keys_that_could_not_be_read():
    """
    A share that is no number makes no wrong total, and a pair with it no wrong order.
    """
    rules = with_values(
        GroupRules.default(),
        {"allocation.public": Fraction(0), "savings.least_shares": 99},
    )

    assert ["allocation", "savings.most_shares"] == [path for path, _ in disagreements(rules)]
    unread = ["allocation.public", "savings.least_shares"]
    assert [] == list(disagreements(rules, unread))


def test_other_values_at_some_keys_leave_all_others_and_the_text():
    """
    `with_values` changes what it is told, at any depth.
    """
    default = GroupRules.default()
    rules = with_values(default, {"welfare.hospital.per_night": 100, "loans.ordinary.ceiling": 200})

    assert (100, 200) == (rules.welfare.hospital.per_night, rules.loans.ordinary.ceiling)
    assert default.source == rules.source
    assert default == with_values(rules, {path: value_at(default, path) for path, _ in keys()})
