"""Answers of a class's tests: marked here, counted once, whatever Wi-Fi does."""

import json
import re
import time
from html import unescape

import pytest

from tests.classroom.people import Phone, fields_for, item, twin


@pytest.fixture
def phone(running, trainer):
    """Return a phone in a class whose first test is open."""
    phone = Phone(running, trainer.code, "ป้าแดง", "1")
    trainer.do("open pre")
    phone.questions = phone.test("pre")
    phone.form = form_of(phone)
    return phone


def form_of(phone):
    """Return which form a phone met first, by the words of its first question."""
    page = phone.get("class/test/pre").text
    legend = re.search(r"<legend>.*?</span>(.*?)</legend>", page, re.S)[1].strip()
    name = phone.test("pre")[0]
    return next(
        first
        for first in "AB"
        if twin(name, first, "pre").public("th")["prompt"] in unescape(legend)
    )


def second_phone(running, phone):
    """Come back as the same person on another phone."""
    other = Phone.__new__(Phone)
    super(Phone, other).__init__(running)
    other.page = other.post("join", words=phone.words, back="1")
    other.me = phone.me
    return other


def right_of(trainer):
    """Return the board's right and answered, summed over questions."""
    cells = re.findall(r'<td class="number">(\d+)/(\d+)</td>', trainer.live.split("ใครอยู่ในห้อง")[0])
    whole = cells[:: len(cells) // 12] if cells else []
    return sum(int(right) for right, _ in whole), sum(int(given) for _, given in whole)


def test_right_and_wrong_answers_are_told_apart_for_every_kind_of_question(phone, trainer):
    """
    The first half answered rightly, the second wrongly: the board counts six of twelve.
    """
    for place, name in enumerate(phone.questions):
        question = twin(name, phone.form, "pre")
        sent = phone.send(item("pre", name, fields_for(question, right=place < 6)))
        assert ["kept"] == sent

    assert (6, 12) == right_of(trainer)


def test_an_answer_sent_again_counts_once(phone, trainer):
    """
    The same answer, sent five times because no reply came, is acknowledged and counts once.
    """
    name = phone.questions[0]
    answer = item("pre", name, fields_for(twin(name, phone.form, "pre")))

    assert ["kept"] * 5 == [phone.send(answer)[0] for _ in range(5)]
    assert (1, 1) == right_of(trainer)


def test_of_two_phones_the_answer_given_last_counts(running, phone, trainer):
    """
    An older answer that comes late from another phone does not push the newer one out.
    """
    other = second_phone(running, phone)
    name = phone.questions[0]
    question = twin(name, phone.form, "pre")

    phone.send(item("pre", name, fields_for(question), age=0))
    other.send(item("pre", name, fields_for(question, right=False), age=4))

    assert (1, 1) == right_of(trainer)


def test_of_one_phone_the_answer_sent_last_counts(phone, trainer):
    """
    A slow network makes an earlier answer look younger; the order of sending is not fooled.
    """
    name = phone.questions[0]
    question = twin(name, phone.form, "pre")

    phone.send(item("pre", name, fields_for(question, right=False), age=0))
    phone.send(item("pre", name, fields_for(question), age=4))

    assert (1, 1) == right_of(trainer)


def test_an_answer_given_in_time_counts_though_it_arrives_after_the_close(phone, trainer):
    """
    What was given while the test was open counts; what was given afterwards does not.
    """
    first, second = phone.questions[:2]
    in_time = item("pre", first, fields_for(twin(first, phone.form, "pre")))
    trainer.do("shut pre")

    assert ["kept"] == phone.send({**in_time, "age": 1})
    time.sleep(6)  # the grace of a last tap
    after = item("pre", second, fields_for(twin(second, phone.form, "pre")))
    assert ["late"] == phone.send(after)


@pytest.mark.parametrize("age", [-5, 3600, 10**9, "yesterday", None, True, 1e400])
def test_a_phone_with_a_wrong_clock_loses_nothing(phone, trainer, age):
    """
    Whatever a phone says of time, an answer sent while the test is open counts.
    """
    name = phone.questions[0]
    answer = item("pre", name, fields_for(twin(name, phone.form, "pre")), age=age)

    assert ["kept"] == phone.send(answer)
    assert (1, 1) == right_of(trainer)


def test_after_handing_in_nothing_changes(phone, trainer):
    """
    A handed-in test stays as it is; the phone is told.
    """
    name = phone.questions[0]
    question = twin(name, phone.form, "pre")
    phone.send(item("pre", name, fields_for(question)))
    phone.finish("pre")

    time.sleep(1.1)
    assert ["finished"] == phone.send(item("pre", name, fields_for(question, right=False)))
    assert (1, 1) == right_of(trainer)
    assert "ท่านส่งแล้ว" in phone.get("class").text


def test_two_phones_of_one_person_fill_one_test(running, phone, trainer):
    """
    Answers from both phones stand together; of the same question the later one counts.
    """
    other = second_phone(running, phone)
    first, second = phone.questions[:2]

    phone.send(item("pre", first, fields_for(twin(first, phone.form, "pre"))))
    other.send(item("pre", second, fields_for(twin(second, phone.form, "pre"))))
    other.send(item("pre", first, fields_for(twin(first, phone.form, "pre"), right=False)))

    assert (1, 2) == right_of(trainer)


def test_nobody_answers_for_somebody_else(running, phone, trainer):
    """
    An answer that names another person is set aside, not counted.
    """
    stranger = Phone(running, trainer.code, "ลุงสม")
    name = phone.questions[0]
    answer = item("pre", name, {"answer": "a"}, person=phone.me)

    assert ["other"] == stranger.send(answer)
    assert (0, 0) == right_of(trainer)


@pytest.mark.parametrize(
    "body",
    ["", "{}", "[1]", '[{"key": 5}]', "[" + '{"key": "12345678"},' * 100 + "{}]", "\x00", "[[]]"],
)
def test_what_is_no_list_of_answers_is_refused(phone, body):
    """
    A malformed request is refused with 400, not with an error of the server.
    """
    assert 400 == phone.ask("/class/answers", "POST", body).status


@pytest.mark.parametrize(
    "broken",
    [
        {"question": "no/such"},
        {"sitting": "mid"},
        {"fields": {"answer": "a" * 1000}},
        {"fields": {str(n): "a" for n in range(50)}},
        {"fields": ["a"]},
        {"fields": {"answer": 5}},
        {"key": "short"},
    ],
    ids=["question", "sitting", "long", "many", "list", "number", "key"],
)
def test_an_answer_to_nothing_is_unknown(phone, trainer, broken):
    """
    What belongs to no question is told as unknown, and nothing is kept.
    """
    answer = {**item("pre", phone.questions[0], {"answer": "a"}), **broken}

    assert ["unknown"] == phone.send(answer)
    assert (0, 0) == right_of(trainer)


def test_a_phone_without_scripts_can_sit_the_test(phone, trainer):
    """
    The form alone carries all answers and hands them in.
    """
    page = phone.get("class/test/pre").text
    once = re.search(r'name="once" value="(\w+)"', page)[1]
    fields = {
        f"{place}-{key}": value
        for place, name in enumerate(phone.questions)
        for key, value in fields_for(twin(name, phone.form, "pre")).items()
    }

    home = phone.post("class/test/pre", once=once, finish="1", **fields)

    assert "ท่านส่งแล้ว" in home.text
    assert (12, 12) == right_of(trainer)


def test_the_reply_to_an_answer_does_not_say_whether_it_is_right(phone):
    """
    A test's answer is acknowledged in the same words, right or wrong.
    """
    name = phone.questions[0]
    question = twin(name, phone.form, "pre")
    said = []
    for right in (True, False):
        answer = {"person": phone.me, **item("pre", name, fields_for(question, right=right))}
        answer = {**answer, "age": 0, "key": "k" * 12 + str(right)}
        body = phone.ask("/class/answers", "POST", json.dumps([answer])).body
        said.append(body.replace(str(right).encode(), b""))

    assert said[0] == said[1]
