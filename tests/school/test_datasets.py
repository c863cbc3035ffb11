"""Figures of the source document: read, recomputed, refused."""

from fractions import Fraction

import pytest

from ogs_teach.errors import LessonError
from ogs_teach.places import sample_data
from ogs_teach.school.datasets import chiangrai_2565, quoted_figures, training_rules

FILE = sample_data() / "chiangrai_2565" / "figures.toml"
TEXT = FILE.read_text(encoding="utf-8")
GROUPS = "value = 395\n"
UNIT = 'value = 395\nunit = "group"'
SHARE = 'value = "22.40"'
WRONG = [
    # what stands in the file, what is written instead, words of the English message
    (GROUPS, "value = -395\n", "value: “-395” is too small. Type 0.01 or more"),
    (GROUPS, "value = 0\n", "value: “0” is too small"),
    (GROUPS, 'value = ""\n', "value: nothing was typed"),
    (GROUPS, 'value = "many"\n', "value: “many” is not a number"),
    (GROUPS, 'value = "๓๙์๕"\n', "has a stray mark among the digits"),
    (GROUPS, 'value = "3,95"\n', "is not well formed"),
    (GROUPS, "value = 395.0\n", "“395.0” is a binary float, which is not exact. Pass it as text"),
    (GROUPS, "value = nan\n", "is a binary float"),
    (GROUPS, 'value = "NaN"\n', "“NaN” is not a number"),
    (GROUPS, "value = true\n", "“True” is not a number"),
    (GROUPS, "value = [395]\n", "is not a number"),
    (GROUPS, f"value = {'9' * 5000}\n", "This is not TOML"),
    (
        GROUPS,
        "value = 1000000000000000\n",
        "“1000000000000000” does not stand in the quotation",
    ),
    (GROUPS, "value = 39\n", "“39” does not stand in the quotation"),
    (GROUPS, "value = 396\n", "“396” does not stand in the quotation. Check it against"),
    (GROUPS, "", "figures.toml:14: “value” is missing. Add it"),
    (GROUPS, "value = 395\nvalue = 395\n", "This is not TOML (Cannot overwrite a value"),
    (UNIT, 'value = 395\nunit = "club"', "“unit”: “club” is not known. Choose one of baht"),
    (UNIT, "value = 395\nunit = 1", "“unit” is of the wrong kind. Give text"),
    (UNIT, "value = 395", "“unit” is missing. Add it"),
    ("[villages]", "[groups]", "This is not TOML"),
    ("[villages]", "[villagers]", "“of” must name two figures of this file"),
    ("[villages]", "[villages", "figures.toml:21: This is not TOML"),
    (SHARE, 'value = "22.41"', "“22.41” does not stand in the quotation"),
    (SHARE, 'value = "148"', "value: “148” is too large. Type 100 or less"),
    (SHARE, 'value = "100,000 %"', "is not a number"),
    ('ร้อยละ 22.40"', 'ร้อยละ 99"', "“22.40” does not stand in the quotation"),
    ('of = ["groups", "villages"]', 'of = "groups"', "“of” is of the wrong kind"),
    ('of = ["groups", "villages"]', 'of = ["groups"]', "“of” must name two figures"),
    (
        'of = ["groups", "villages"]',
        'of = ["members", "savings"]',
        "22.4 %, but the counts make 0.01",
    ),
    (', en = "savings groups for production"', "", "“en” is missing. Add it"),
    ('quote = "จังหวัดเชียงราย มี', 'quoted = "จังหวัดเชียงราย มี', "“quote” is missing. Add it"),
    ('place = "ย่อหน้า', 'place = ""  # ย่อหน้า', "“place” is empty. Write its text"),
    ('value = "6 มีนาคม"', 'value = "30 กุมภาพันธ์"', "“30 กุมภาพันธ์” does not stand in"),
    ('value = "6 มีนาคม"', "value = 6", "“value” is of the wrong kind. Give text"),
]


@pytest.mark.parametrize(("old", "new", "says"), WRONG)
def test_a_wrong_figure_is_told_with_its_line_in_both_languages(tmp_path, old, new, says):
    """
    What cannot be a figure of the document names file, line, key and remedy.
    """
    assert old in TEXT
    path = tmp_path / "figures.toml"
    path.write_text(TEXT.replace(old, new, 1), encoding="utf-8")

    with pytest.raises(LessonError) as caught:
        quoted_figures(path)

    assert says in caught.value.say("en")
    for problem in caught.value.problems:
        assert "figures.toml:" in problem.where
        assert any(word in problem.say("th") for word in ("กรุณา", "ต้อง"))


@pytest.mark.parametrize("content", [None, b"\xa1\xc5\xd8\xe8\xc1", b"x" * 300_000, b"=", b"x = 1"])
def test_a_file_that_cannot_be_read_is_told(tmp_path, content):
    """
    Absent, in another encoding, far too long, no TOML, no figure: one clear line each.
    """
    path = tmp_path / "figures.toml"
    if content is not None:
        path.write_bytes(content)

    with pytest.raises(LessonError, match="กรุณา") as caught:
        quoted_figures(path)
    assert 1 == len(caught.value.problems)


def test_the_figures_are_those_of_the_file():
    """
    Eleven numbers; the two days of the year are no numbers to compute with.
    """
    figures = chiangrai_2565()

    assert 11 == len(figures)
    assert Fraction(789_002_813) == figures["savings"]
    assert Fraction("22.40") == figures["coverage"]
    assert Fraction(5000) == training_rules()["loans_emergency_ceiling"]
