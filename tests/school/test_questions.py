"""Questions: marked kindly, with a reason, and without giving the key away."""

import json
import re
from dataclasses import replace
from fractions import Fraction
from typing import get_args

import pytest

from ogs_teach.i18n import LANGS
from ogs_teach.inputs import plain
from ogs_teach.school import lessons
from ogs_teach.school.proof import PUBLIC, gives_away
from ogs_teach.school.questions import (
    TESTS,
    Choice,
    Form,
    Match,
    Number,
    Option,
    Order,
    Outcome,
    Slip,
)
from ogs_teach.school.quiz import KINDS

RIGHT, WRONG, UNATTEMPTED = Outcome.RIGHT, Outcome.WRONG, Outcome.UNATTEMPTED


def words(text):
    return {"th": text, "en": text}


COMMON = {
    "id": "q",
    "objective": "o",
    "prompt": words("prompt"),
    "help": words("hint"),
    "answer": words("solution"),
}
OPTIONS = {
    letter: Option(text=words(letter * 3), why=words(f"why {letter}")) for letter in ("a", "b", "c")
}
CHOICE = Choice(**COMMON, options=OPTIONS, right="b")
NUMBER = Number(
    **COMMON,
    right=Fraction(7200),
    tolerance=Fraction(1, 2),
    unit={"th": "บาท", "en": "baht"},
    otherwise=words("otherwise"),
    slips=(Slip(Fraction(600), words("one month")),),
)
ORDER = Order(**COMMON, options=OPTIONS, right=("c", "a", "b"))
MATCH = Match(
    **COMMON,
    options=OPTIONS,
    partners={"1": words("one"), "2": words("two"), "3": words("three")},
    right={"a": "2", "b": "3", "c": "1"},
)

NOT_ANSWERS = [None, "", 3, 1.5, True, [], {}, object(), ("a",), {"a": "1"}, "z" * 10_000, b"b"]


@pytest.mark.parametrize("question", [CHOICE, ORDER, MATCH], ids=lambda q: q.kind)
@pytest.mark.parametrize("given", NOT_ANSWERS, ids=lambda given: repr(given)[:20])
def test_what_is_no_answer_is_unattempted(question, given):
    """
    Nothing, another kind of value or an option that is not there is never called wrong.
    """
    assert UNATTEMPTED is question.check(given)
    assert "" == question.reply(given, "th").reason


@pytest.mark.parametrize(
    "given",
    [None, "", "  ", "seven", "7,20", "1e9", "NaN", "inf", 1.5, True, [], "๗้๒๐๐", "9" * 10_000],
    ids=lambda given: repr(given)[:20],
)
def test_what_is_no_number_is_unattempted_and_says_how_to_type(given):
    """
    A number that cannot be read is not wrong; the reply says what to type.
    """
    assert UNATTEMPTED is NUMBER.check(given)
    assert given is None or NUMBER.reply(given, "th").reason


@pytest.mark.parametrize(
    ("given", "outcome", "reason"),
    [
        ("7200", RIGHT, "solution"),
        ("7,200", RIGHT, "solution"),
        ("๗,๒๐๐ บาท", RIGHT, "solution"),
        ("7200.5", RIGHT, "solution"),
        ("7200.51", WRONG, "otherwise"),
        ("600", WRONG, "one month"),
        ("-7200", WRONG, "otherwise"),
        (7200, RIGHT, "solution"),
    ],
)
def test_a_number_is_marked_within_its_tolerance(given, outcome, reason):
    """
    Thai digits, commas and the unit are read; a known slip has its own reason.
    """
    reply = NUMBER.reply(given, "th")

    assert (outcome, reason) == (reply.outcome, reply.reason)


@pytest.mark.parametrize(
    ("question", "given", "outcome", "reason"),
    [
        (CHOICE, "b", RIGHT, "solution"),
        (CHOICE, "a", WRONG, "why a"),
        (ORDER, ("c", "a", "b"), RIGHT, "solution"),
        (ORDER, ["c", "a", "b"], RIGHT, "solution"),
        (ORDER, ("c", "b", "a"), WRONG, "why a"),
        (ORDER, ("a", "a", "b"), UNATTEMPTED, ""),
        (MATCH, {"a": "2", "b": "3", "c": "1"}, RIGHT, "solution"),
        (MATCH, {"a": "2", "b": "1", "c": "3"}, WRONG, "why b"),
        (MATCH, {"a": "2", "b": "3"}, UNATTEMPTED, ""),
        (MATCH, {"a": "2", "b": "3", "c": "9"}, UNATTEMPTED, ""),
    ],
)
def test_an_answer_is_marked_with_its_reason(question, given, outcome, reason):
    """
    A right answer brings the solution, a wrong one the reason of its first fault.
    """
    reply = question.reply(given, "en")

    assert (outcome, reason) == (reply.outcome, reply.reason)


@pytest.mark.parametrize(
    ("question", "fields", "given"),
    [
        (CHOICE, {"answer": "a"}, "a"),
        (CHOICE, {}, None),
        (NUMBER, {"answer": " 12 "}, "12"),
        (NUMBER, {"answer": "  "}, None),
        (ORDER, {"a": "2", "b": "3", "c": "1"}, ("c", "a", "b")),
        (ORDER, {"a": "2", "b": "2", "c": "1"}, None),
        (ORDER, {"a": "2", "b": "3"}, None),
        (ORDER, {"a": "2", "b": "3", "c": "x" * 10_000}, None),
        (MATCH, {"a": "2", "b": "3", "c": "1"}, {"a": "2", "b": "3", "c": "1"}),
        (MATCH, {"a": "2", "b": "", "c": "1"}, None),
    ],
)
def test_an_answer_is_read_from_a_forms_fields(question, fields, given):
    """
    A form that is not filled in, or was tampered with, gives no answer.
    """
    assert given == question.read(fields)


ALL = [question for one in lessons() for question in one.questions]


def right_answer(question):
    return plain(question.right, 2) if question.kind == "number" else question.right


def wrong_answers(question):
    if question.kind == "choice":
        return [letter for letter in question.options if letter != question.right]
    if question.kind == "number":
        slips = [slip.answer for slip in question.slips]
        return [plain(slip, 2) for slip in slips] + ["0", "-1", "987654321"]
    if question.kind == "order":
        return [tuple(question.options), tuple(reversed(question.right))]
    digits = list(question.partners)
    turned = dict(zip(question.options, digits[1:] + digits[:1], strict=True))
    straight = dict(zip(question.options, digits, strict=True))
    return [given for given in (turned, straight) if given != question.right]


@pytest.mark.parametrize("question", ALL, ids=lambda question: question.id)
def test_every_question_proves_itself(question):
    """
    It accepts its right answer, refuses wrong ones with a reason, and has all its words.
    """
    for lang in LANGS:
        assert RIGHT is question.check(right_answer(question))
        assert question.solution(lang) == question.reply(right_answer(question), lang).reason
        assert wrong_answers(question)
        for given in wrong_answers(question):
            reply = question.reply(given, lang)
            assert WRONG is reply.outcome
            assert reply.reason
            assert reply.reason != question.solution(lang)
        assert UNATTEMPTED is question.check(None)
        assert question.hint(lang)


@pytest.mark.parametrize("question", ALL, ids=lambda question: question.id)
@pytest.mark.parametrize("lang", LANGS)
def test_what_is_public_gives_nothing_away(question, lang):
    """
    A page receives neither solution nor reasons, nor the right number in the hint.
    """
    assert set(question.public(lang)) <= PUBLIC
    assert [] == list(gives_away(question, lang))


SECRET = "กุญแจ-key"  # in every text that must stay in Python
KEPT = {"help": words("hint"), "answer": words(SECRET), "prompt": words("prompt")}
SECRET_OPTIONS = {letter: Option(text=words(letter), why=words(SECRET)) for letter in "abc"}
SECRETIVE = [
    Choice(id="q", objective="o", **KEPT, options=SECRET_OPTIONS, right="b"),
    Number(
        id="q",
        objective="o",
        **KEPT,
        right=Fraction(987_654),
        tolerance=Fraction(13_579),
        unit=words("baht"),
        otherwise=words(SECRET),
        slips=(Slip(Fraction(24_680), words(SECRET)),),
    ),
    Order(id="q", objective="o", **KEPT, options=SECRET_OPTIONS, right=("c", "a", "b")),
    Match(
        id="q",
        objective="o",
        **KEPT,
        options=SECRET_OPTIONS,
        partners={digit: words(digit) for digit in "123"},
        right={"a": "2", "b": "3", "c": "1"},
    ),
]


@pytest.mark.parametrize("question", SECRETIVE, ids=lambda question: question.kind)
@pytest.mark.parametrize("form", get_args(Form))
def test_no_kind_of_question_sends_its_key(question, form):
    """
    In no form and no language does `public()` hold what is right, why, or the solution.
    """
    question = replace(question, form=form, pair="p" if form in TESTS else "")
    for lang in LANGS:
        sent = json.dumps(question.public(lang), ensure_ascii=False)
        assert SECRET not in sent
        assert not re.search("987|13579|13,579|24680|24,680", sent)
        assert {"id", "kind", "prompt", "hint"} <= set(question.public(lang)) <= PUBLIC
        shown = list(question.public(lang).get("options", {}))
        assert sorted(shown) == shown  # as the author wrote them, whatever is right


def test_every_kind_of_question_is_tried():
    """
    A kind that is added later must be tried as well.
    """
    assert set(KINDS) == {question.kind for question in SECRETIVE}


@pytest.mark.parametrize("lang", LANGS)
def test_a_question_that_gives_itself_away_is_seen(lang):
    """
    The solution in the prompt, a reason in an option, the right number in the hint are seen.
    """
    choice, number = SECRETIVE[:2]

    assert ["prompt"] == list(gives_away(replace(choice, prompt=words(f"x {SECRET}")), lang))
    assert ["hint"] == list(gives_away(replace(number, help=words("it is 987,654 baht")), lang))
    assert ["hint"] == list(gives_away(replace(number, help=words("987654")), lang))
    assert [] == list(gives_away(replace(number, help=words("19876543")), lang))
