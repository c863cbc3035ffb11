"""Certificates: what is signed can be checked, what was altered is refused, names are names."""

import os
import stat
import string
import sys
from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ogs_teach.errors import CertificateError, InputError, Problem
from ogs_teach.school import keys, lessons
from ogs_teach.school.certificates import MARK, Score, Verified, can_do, issue, verify
from ogs_teach.school.keys import SchoolKey
from ogs_teach.school.names import LONGEST, name
from tests.tally import tally

KEY = SchoolKey("โรงเรียนกลุ่มออมทรัพย์ตัวอย่าง", bytes(range(32)))
OTHER = SchoolKey("โรงเรียนอีกแห่ง", bytes(32))
DAY = date(2026, 5, 12)
TEXT = issue(KEY, "นางสาวน้ำผึ้ง กตัญญูรู้คุณ", DAY, [1, 2, 14], Score(4, 10, 12))
THAI = "กขคงจชดตนบปพมยรลวสหอาีุูเแ่้๊็์ "

names = st.one_of(
    st.text(THAI, min_size=1, max_size=LONGEST),
    st.text(string.ascii_letters + " .'-", min_size=1, max_size=LONGEST),
    st.text("ສົມໃຈမြန်မာ Ñéü", min_size=1, max_size=30),
)
scores = st.none() | st.tuples(*[st.integers(0, 20)] * 3).map(lambda three: Score(*three))


@given(names, st.dates(), st.lists(st.integers(1, 99), max_size=14), scores)
@settings(deadline=None)
def test_a_certificate_says_what_was_signed(typed, day, numbers, score):
    """
    Name, day, lessons and score come back as they went in, in Thai and in other scripts.
    """
    try:
        printed = name(typed)
    except InputError:
        return
    found = verify(issue(KEY, typed, day, numbers, score), [OTHER.public, KEY.public])

    assert isinstance(found, Verified)
    said = found.certificate
    assert (printed, day, tuple(numbers), score) == (
        said.holder,
        said.day,
        said.lessons,
        said.score,
    )
    assert KEY.public == found.signer


@given(st.integers(0, len(TEXT) - 1), st.characters(max_codepoint=0x2FFF))
@settings(deadline=None, max_examples=300)
@example(0, "o")
@example(len(TEXT) - 1, "A")
def test_any_changed_letter_is_refused(place, letter):
    """
    Whichever letter is changed, into whichever other, the certificate is no longer believed.
    """
    if letter == TEXT[place]:
        return
    altered = TEXT[:place] + letter + TEXT[place + 1 :]

    assert isinstance(verify(altered, [KEY.public]), Problem)
    tally["altered certificates refused"] += 1


@given(st.binary(max_size=400) | st.text(max_size=400).map(lambda text: text.encode("utf-8")))
@settings(deadline=None)
def test_rubbish_is_refused_in_words(rubbish):
    """
    Whatever is pasted gets an answer in both languages, never a traceback.
    """
    for text in (rubbish.decode("utf-8", "replace"), MARK + keys.letters(rubbish)):
        found = verify(text, [KEY.public])

        assert isinstance(found, Problem)
        assert all(found.say(lang) for lang in ("th", "en"))


FORGERIES = {
    "another name": lambda: _swapped(issue(KEY, "นายอื่น", DAY, [1]), TEXT),
    "another school's signature": lambda: _swapped(TEXT, issue(OTHER, "นายอื่น", DAY, [1])),
    "cut short": lambda: TEXT[:-1],
    "grown longer": lambda: TEXT + "A",
    "twice": lambda: TEXT + TEXT,
    "no signature": lambda: TEXT[: len(MARK) + 8],
    "the mark alone": lambda: MARK,
    "small letters": lambda: TEXT.lower(),
    "another version": lambda: TEXT.replace(MARK, "OGS2"),
    "padding": lambda: TEXT + "=",
    "nothing": lambda: "",
    "blanks": lambda: " \n\t ",
    "very long": lambda: TEXT + "A" * 100_000,
    "the key's own file": lambda: KEY.public.text(),
    "Thai digits": lambda: TEXT.replace("2", "๒"),
    "full-width letters": lambda: "".join(chr(ord(letter) + 0xFEE0) for letter in TEXT),
    "HTML": lambda: f"<b>{TEXT}</b>",
    **{
        f"swapped at {place}": lambda place=place: _neighbours_swapped(place)
        for place in range(4, 100, 7)
    },
}


def _swapped(body, signature):
    """Join one certificate's words with another's signature."""
    one, other = (keys.unlettered(text[len(MARK) :]) for text in (body, signature))
    return MARK + keys.letters(one[:-64] + other[-64:])


def _neighbours_swapped(place):
    while TEXT[place] == TEXT[place + 1]:
        place += 1
    return TEXT[:place] + TEXT[place + 1] + TEXT[place] + TEXT[place + 2 :]


@pytest.mark.parametrize("forgery", FORGERIES)
def test_a_forgery_is_refused(forgery):
    """
    Thirty ways to tamper with a certificate, and none gets through.
    """
    assert len(FORGERIES) >= 30
    assert isinstance(verify(FORGERIES[forgery](), [KEY.public, OTHER.public]), Problem)


def test_blanks_and_line_breaks_do_no_harm():
    """
    A text that a chat program broke into lines is still believed.
    """
    broken = "\r\n ".join(TEXT[place : place + 40] for place in range(0, len(TEXT), 40))

    assert isinstance(verify(f"  {broken}\n", [KEY.public]), Verified)


def test_an_unknown_school_is_named_and_not_believed():
    """
    Without the school's key a certificate cannot be checked, and the reader hears what to do.
    """
    found = verify(TEXT, [OTHER.public])

    assert "certificates.verify.unknown" == found.key
    assert KEY.school in found.say("th")
    assert "--trust" in found.say("en")


def test_the_text_is_what_every_phone_reads_alike():
    """
    Only letters that QR codes pack best, and few enough for a code of 4 cm.
    """
    longest = issue(KEY, "ก" * LONGEST, DAY, range(1, 15), Score(10, 20, 20))

    assert set(TEXT) <= set(string.ascii_uppercase + string.digits)
    assert 470 >= len(longest)


REFUSED = {
    "": "empty",
    " \u200b ": "empty",
    "123": "empty",
    "<b>สมใจ</b>": "sign",
    "สมใจ 😀": "sign",
    "สมใจ\u202eใจดี": "sign",
    "สมใจ\x00": "sign",
    "=HYPERLINK(1)": "sign",
    "ก" * (LONGEST + 1): "long",
    "ก" * 10_000: "long",
    "ก" + "\u0e49" * 4: "marks",
    "่สมใจ": "marks",
    "สม ีใจ": "marks",
    "X" + "\u0301\u0302\u0303\u0304": "marks",
}


@pytest.mark.parametrize("typed", REFUSED, ids=lambda typed: ascii(typed[:12]))
def test_what_is_no_name_is_refused_kindly(typed):
    """
    HTML, pictures, hidden signs, piled-up marks and endless names are refused with a reason.
    """
    with pytest.raises(InputError) as refusal:
        name(typed)

    assert f"certificates.name.{REFUSED[typed]}" == refusal.value.problems[0].key
    assert all(refusal.value.say(lang) for lang in ("th", "en"))


@pytest.mark.parametrize(
    "typed",
    ["นางสาวน้ำผึ้ง กตัญญูรู้คุณ", "ว่าที่ ร.ต. ปิ่น ณ ตะกั่วทุ่ง", "Seán O'Brien-Łukasz", "นาฮะ (ยะฟา)"],
)
def test_real_names_pass_unchanged(typed):
    """
    Titles, tone marks over vowels, dots, hyphens and other alphabets stay as typed.
    """
    assert typed == name(typed)


def test_the_secret_key_is_for_its_owner_alone(tmp_path):
    """
    Its file is readable by nobody else, from its first byte; the key comes back the same.
    """
    path = keys.keep(KEY, tmp_path / "new")

    assert KEY == keys.school_key(tmp_path / "new")
    assert [path] == list(path.parent.iterdir())
    if sys.platform != "win32":
        assert 0o600 == stat.S_IMODE(path.stat().st_mode)


def test_a_new_key_is_new_each_time():
    """
    Two schools that make their keys alike have different ones; neither shows its secret.
    """
    one, other = SchoolKey.make("โรงเรียน"), SchoolKey.make("โรงเรียน")

    assert one.public.id != other.public.id
    assert keys.letters(one.secret) not in repr(one)
    assert "secret" not in one.public.text()


def test_another_schools_key_is_accepted_from_its_file(tmp_path):
    """
    What one school writes out, another takes in, and from then on believes its certificates.
    """
    given_file = tmp_path / "key.txt"
    given_file.write_text(KEY.public.text(), encoding="utf-8")
    keys.keep(OTHER, tmp_path)

    assert isinstance(verify(TEXT, keys.trusted(tmp_path)), Problem)
    assert KEY.public == keys.trust(given_file, tmp_path)
    assert [OTHER.public, KEY.public] == keys.trusted(tmp_path)
    assert isinstance(verify(TEXT, keys.trusted(tmp_path)), Verified)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe",
        b"school = 1",
        b'school = "x"\nsecret = "AAAA"\npublic = "AAAA"',
        b"a = " + b"[" * 5_000,
        b"x" * 20_000,
        b'school = "<b>"\nsecret = "' + keys.letters(bytes(32)).encode() + b'"',
    ],
    ids=range(7),
)
def test_a_broken_key_is_told_not_used(tmp_path, content):
    """
    A damaged file says so; it is neither overwritten nor does it stop the other keys.
    """
    (tmp_path / keys.FILE).write_bytes(content)

    for read in (lambda: keys.school_key(tmp_path), lambda: keys.read_public(tmp_path / keys.FILE)):
        with pytest.raises(CertificateError) as refusal:
            read()
        assert all(refusal.value.say(lang) for lang in ("th", "en"))
    assert [] == keys.trusted(tmp_path)
    assert content == (tmp_path / keys.FILE).read_bytes()


@pytest.mark.skipif(sys.platform == "win32", reason="win32 has no such device")
def test_a_key_that_cannot_be_kept_is_told(tmp_path):
    """
    Where nothing can be written the reader hears which file, and nothing is left behind.
    """
    (tmp_path / "file").write_text("")

    with pytest.raises(CertificateError) as refusal:
        keys.keep(KEY, tmp_path / "file")

    assert keys.FILE in refusal.value.say("th")
    assert ["file"] == os.listdir(tmp_path)


@pytest.mark.parametrize("most", [1, 3, 8, 100])
def test_lines_of_a_certificate_come_from_all_lessons(most):
    """
    No more lines than fit, in the order of the course, each lesson before any has two.
    """
    every = lessons()
    lines = can_do(every, most=most)

    course = [(one.name, objective) for one in every for objective in one.objectives]
    assert min(most, len(course)) == len(lines)
    assert [one for one in course if one in lines] == lines
    assert min(most, len(every)) == len({name for name, _ in lines})


def test_what_the_test_showed_comes_first():
    """
    Of a lesson's objectives, a certificate names the one that was answered rightly.
    """
    lesson = lessons()[0]
    last = list(lesson.objectives)[-1]

    assert [(lesson.name, last)] == can_do([lesson], [(lesson.name, last)], most=1)
