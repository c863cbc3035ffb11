"""What goes wrong in a hall: killed servers, full disks, two phones, a database that stops."""

import json
import random
import signal
import time

import pytest

from ogs_teach.i18n import t
from tests.classroom.databases import Place, refused
from tests.classroom.people import Phone, Trainer, item
from tests.classroom.storm import Caller, Storm
from tests.server.running import Running
from tests.tally import tally

PEOPLE = 20
KILLS = 2  # of each database's server; a start costs a few seconds
LARGE = {str(n): "ก" * 100 for n in range(8)}  # what a phone may send at most


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def hall(request):
    """Serve classes from a database of each kind in turn; return the server and the place."""
    with Place(request.param) as place, Running("--store", place.url) as running:
        yield running, place


def test_a_killed_server_loses_no_acknowledged_answer(hall):
    """
    SIGKILL while twenty phones answer, and again: what was acknowledged is kept, once.

    Phones go on with the cookie that they have; the trainer logs in anew and finds the test open.
    """
    running, place = hall
    storm = Storm(hall, PEOPLE)
    chance = random.Random(storm.seed)
    with storm.blowing():
        for _ in range(KILLS):
            storm.wait_for(chance.randint(20, 80))
            running.kill()
            tally["acknowledged answers that survived SIGKILL"] += storm.acknowledged
            tally["servers killed in the middle of a test"] += 1
            running.start()
        storm.wait_for(PEOPLE)
    assert sum(one.lost for one in storm.callers) > 0, "no phone has noticed"

    path = f"/trainer/class/{storm.trainer.id}"
    assert 403 == storm.trainer.ask(path, "POST", "do=shut+post").status
    again = Trainer(running)
    again.id = storm.trainer.id
    assert 'value="shut post"' in again.live
    storm.hold(again)
    assert place.is_sound()
    tally["answers sent again that counted once"] += sum(one.repeated for one in storm.callers)


def test_two_phones_with_one_resume_code_answer_at_once(hall):
    """
    Two phones of one person, all answers at the same time: each is kept once, the last one stands.
    """
    running, place = hall
    storm = Storm(hall, 1)
    (first,) = storm.callers
    other = Phone.__new__(Phone)
    super(Phone, other).__init__(running)
    other.page = other.post("join", words=first.phone.words, back="1")
    other.me = other._number("data-person")
    assert first.phone.me == other.me
    second = Caller(other, first.questions, first.form, random.Random(storm.seed + 1))
    storm.callers.append(second)
    with storm.blowing():
        storm.wait_for(100)
    for number, question in enumerate(first.questions):  # so that it is certain which was last
        (first, second)[number % 2].answer(question)

    assert min(len(one.acknowledged) for one in storm.callers) > 10
    storm.hold(storm.trainer)
    assert 1 == len({row.person_id for row in place.answers(storm.trainer.id)})
    tally["answers of two phones with one resume code"] += storm.acknowledged


def send_until_refused(phone):
    """Send answers until the store takes no more; return how many it took, and the refused one."""
    questions = phone.test("post")
    for taken in range(2000):
        one = item("post", questions[taken % 12], LARGE, person=phone.me, age=0)
        status, said = send(phone, one)
        if status != 200:
            assert 503 == status
            return taken, one, said["trouble"]
        assert {one["key"]: "kept"} == said["results"]
    raise AssertionError("the disk is never full")


def send(phone, one):
    """Send an answer; return the status, and what the server said."""
    answer = phone.ask("/class/answers", "POST", json.dumps([one]))
    return answer.status, json.loads(answer.body)


def hold_that_a_full_disk_is_survived(hall, disk, words):
    """Hold that people are told, that nothing is harmed, and that all goes on afterwards."""
    running, place = hall
    trainer = Trainer(running)
    trainer.open_class()
    thai, english = (Phone(running, trainer.code, name) for name in ("ป้าแดง", "Dang"))
    english.get("class?lang=en")
    trainer.do("open post")
    asked = thai.test("post")
    before = [item("post", name, LARGE) for name in asked for _ in range(5)]
    assert ["kept"] * 60 == thai.send(*before)
    with disk:
        first, waiting, said = send_until_refused(thai)
        second, other, told = send_until_refused(english)
        assert t(f"classroom.trouble.{words}", "th") == said
        assert t(f"classroom.trouble.{words}", "en") == told
        assert place.url.partition("?")[0] in trainer.live, "the trainer is told where"
        assert asked == thai.test("post"), "what is there can be read"
        kept = 60 + first + second
        assert kept == len(place.answers(trainer.id))

    for phone, one in ((thai, waiting), (english, other)):
        assert (200, {"results": {one["key"]: "kept"}}) == send(phone, one)
    assert kept + 2 == len(place.answers(trainer.id))
    assert place.is_sound()
    tally["answers kept before a disk was full, and still there"] += kept


def test_a_full_disk_is_told_to_people_and_harms_nothing(hall):
    """
    The phone gets clear words in its language, the trainer where and what to do.

    Nothing that was kept is harmed, and the same answer goes through once there is room.
    """
    _, place = hall
    if not place.disk:
        return  # a disk that refuses to write, which needs no root, is held in test_faults.py
    hold_that_a_full_disk_is_survived(hall, place.disk.full(), "full")


@pytest.mark.parametrize("hall", ["sqlite"], indirect=True)
def test_a_disk_that_refuses_to_write_is_told_to_people_and_harms_nothing(hall):
    """
    The same of a disk that is not full, but takes nothing.
    """
    running, _ = hall
    hold_that_a_full_disk_is_survived(hall, refused(running.process.pid), "store")


@pytest.mark.parametrize("hall", ["postgresql"], indirect=True)
def test_a_database_that_stops_during_a_test_loses_no_answer(hall):
    """
    PostgreSQL is stopped, and crashes, while phones answer: they are told, and all arrives.
    """
    _, place = hall
    storm = Storm(hall, PEOPLE)
    with storm.blowing():
        for sign in (signal.SIGINT, signal.SIGQUIT):
            storm.wait_for(40)
            place.server.stop(sign)
            end = time.monotonic() + 30
            while not all(one.said for one in storm.callers):
                assert time.monotonic() < end, "phones are not told"
                time.sleep(0.05)
            assert 503 == storm.callers[0].phone.get("class").status
            live = storm.trainer.get(f"trainer/class/{storm.trainer.id}/live")
            assert 503 == live.status
            assert "postgresql://" in live.text
            place.server.start()
            tally["stops of PostgreSQL in the middle of a test"] += 1
        storm.wait_for(40)

    told = t("classroom.trouble.store", "th")
    assert {told} == {said for one in storm.callers for said in one.said}
    storm.hold(storm.trainer)
    tally["answers acknowledged around stops of PostgreSQL"] += storm.acknowledged
