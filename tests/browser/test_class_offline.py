"""A phone in the middle of a test: it loses Wi-Fi, time, its server, its owner, and no answer."""

from contextlib import contextmanager

import pytest

from ogs_teach.i18n import t
from tests.classroom.databases import Place
from tests.classroom.people import Phone, Trainer
from tests.classroom.storm import figures
from tests.server.running import Running
from tests.tally import tally

KEPT = "✓ " + t("classroom.test.kept", "th")
WAITING = t("classroom.test.waiting", "th")
LOST = t("classroom.test.lost", "th")
# A clock that a test sets wrong; it stays wrong when the page is loaded anew.
CLOCK = """(() => {
  const right = Date.now, Real = Date;
  const wrong = () => right() + Number(localStorage.getItem("wrong") || 0);
  window.Date = class extends Real {
    constructor(...a) { a.length ? super(...a) : super(wrong()); }
  };
  window.Date.now = wrong;
})()"""


@pytest.fixture(scope="module")
def hall():
    """Serve classes; return the server and the place of its store."""
    with Place("sqlite") as place, Running("--store", place.url) as running:
        yield running, place


class Test:
    """The open page of somebody's test."""

    __test__ = False

    def __init__(self, visit, running, person):
        self.visit, self.page, self.running = visit, visit.page, running
        self.sit(person)

    def sit(self, person):
        """Let the phone be somebody's."""
        seat = {"name": "ogs_seat", "value": person.cookies["ogs_seat"], "url": self.running.url}
        self.visit.context.add_cookies([seat])

    def open(self, lang="th"):
        """Open the test."""
        self.visit.open(f"{self.running.url}class/test/post?lang={lang}")
        self.questions = self.page.eval_on_selector_all(
            ".question", "all => all.map(one => one.dataset.question)"
        )
        return self

    def answer(self, number, second=False):
        """Answer a question as a finger does; give its first answer, or its second."""
        block = self.page.locator(".question").nth(number)
        if (options := block.locator("label.option")).count():
            options.nth(int(second)).click()
        elif (lists := block.locator("select")).count():
            for place in range(lists.count()):
                lists.nth(place).select_option(index=(place + second) % lists.count() + 1)
        else:
            block.locator("input").fill("2" if second else "1")
            block.locator("input").blur()

    def given(self, number):
        """Return what the page shows as given to a question."""
        return self.page.evaluate(
            """number => [...document.querySelectorAll(".question")[number]
              .querySelectorAll("input, select")]
              .filter(one => one.type !== "radio" || one.checked).map(one => one.value)""",
            number,
        )

    def says(self, number, words):
        """Wait until a question's line says something."""
        line = self.page.locator(".question .sent").nth(number)
        self.page.wait_for_function(
            "([line, words]) => line.textContent === words", arg=[line.element_handle(), words]
        )

    def waiting(self):
        """Return how many answers wait on the phone; each touch of a list is one."""
        return self.page.evaluate("JSON.parse(localStorage.getItem('ogs-outbox')).length")

    @property
    def banner(self):
        """The words at the top of the page, while there are any."""
        return self.page.locator("p.offline:visible")

    @contextmanager
    def offline(self):
        """Leave the hall for a while."""
        self.visit.context.set_offline(True)
        yield
        self.visit.context.set_offline(False)


class Class:
    """A class in its test after the course, and one phone in a browser."""

    def __init__(self, hall, visit):
        self.running, self.place = hall
        self.trainer = Trainer(self.running)
        self.trainer.open_class()
        self.person = self.join("ป้าแดง")
        self.trainer.do("open post")
        self.test = Test(visit, self.running, self.person)

    def join(self, name):
        """Let somebody in."""
        return Phone(self.running, self.trainer.code, name)

    def kept(self, person=None):
        """Return what of somebody is kept: question and fields, in the order of coming in."""
        me = (person or self.person).me
        rows = [row for row in self.place.answers(self.trainer.id) if row.person_id == me]
        return [(row.question, list(row.given.values())) for row in rows]


@pytest.fixture
def class_(hall, phone):
    """Open a class for a phone."""
    return Class(hall, phone)


@pytest.mark.parametrize("reloaded", [False, True])
def test_what_is_answered_offline_arrives_once(class_, reloaded):
    """
    The phone is offline: the page says so and goes on; back again, loaded anew or not, all arrives.
    """
    test = class_.test.open()
    test.answer(0)
    test.says(0, KEPT)
    with test.offline():
        for number in (0, 1, 2, 3):
            test.answer(number, second=True)
        given = [test.given(number) for number in range(4)]
        test.says(3, WAITING)
        test.page.wait_for_timeout(4_000)  # a minute, shortened: it tries in vain every 3 s
        assert LOST == test.banner.inner_text()
        assert 1 == len(class_.kept())
        waiting = test.waiting()
        if reloaded:
            with pytest.raises(Exception, match="ERR_INTERNET_DISCONNECTED"):
                test.page.reload()
    if reloaded:
        test.open()
        assert given == [test.given(number) for number in range(4)]
    for number in range(4):
        test.says(number, KEPT)

    test.banner.wait_for(state="detached")
    expected = {test.questions[number]: given[number] for number in range(4)}
    assert expected == dict(class_.kept())
    assert waiting == len(class_.kept()) - 1
    assert 4 == figures(class_.trainer)[1]
    tally["answers given offline that arrived once"] += waiting


YEAR, HOUR = 365 * 24 * 3600_000, 3600_000  # milliseconds


@pytest.mark.parametrize("reloaded", [False, True])
@pytest.mark.parametrize("wrong", [YEAR, -YEAR, HOUR, -HOUR])
def test_a_phones_clock_may_jump(class_, wrong, reloaded):
    """
    The clock jumps while answers wait: the last answer counts, as given when it was given.
    """
    class_.test.page.add_init_script(CLOCK)
    test = class_.test.open()
    test.answer(0)
    test.says(0, KEPT)
    with test.offline():
        test.answer(0, second=True)
        test.answer(1)
        test.says(1, WAITING)
        test.page.evaluate("wrong => localStorage.setItem('wrong', wrong)", wrong)
        left = test.page.inner_text("#left")
        test.answer(1, second=True)
        given = [test.given(0), test.given(1)]
    if reloaded:
        test.open()
    test.says(0, KEPT)
    test.says(1, KEPT)

    assert left == test.page.inner_text("#left")
    class_.trainer.do("shut post")
    class_.trainer.do("open post")
    test.open()
    assert given == [test.given(0), test.given(1)]
    answered = [row.answered_at for row in class_.place.answers(class_.trainer.id)]
    assert answered == sorted(answered)
    assert (answered[-1] - answered[0]).total_seconds() < 60
    tally["answers that waited while a clock jumped"] += 3


def test_a_server_killed_under_an_open_page_is_found_again(class_):
    """
    The server is killed and started again: the page goes on, and what was answered arrives.
    """
    test = class_.test.open()
    test.answer(0)
    test.says(0, KEPT)
    class_.running.kill()
    test.answer(1)
    test.answer(0, second=True)
    test.says(1, WAITING)
    test.banner.wait_for()
    class_.running.start()
    test.says(1, KEPT)
    test.says(0, KEPT)

    test.banner.wait_for(state="detached")
    assert sorted((test.questions[n], test.given(n)) for n in (0, 1)) == sorted(class_.kept()[1:])


def test_the_class_page_tells_that_wi_fi_is_lost_and_finds_it_again(class_):
    """
    On the class's own page, too, a lost connection is said, and unsaid when it is back.
    """
    test = class_.test
    page = test.visit.open(f"{class_.running.url}class")
    page.context.set_offline(True)
    page.wait_for_selector(f"text={t('classroom.home.lost', 'th')}")
    page.context.set_offline(False)

    page.wait_for_selector(".offline", state="hidden")


def test_handing_in_offline_says_what_to_do_and_loses_nothing(class_):
    """
    Pressed offline, the button says to wait and press again; then it hands everything in.
    """
    test = class_.test.open()
    with test.offline():
        test.answer(0)
        test.page.click("button[name=finish]")
        assert t("classroom.test.missing", "th", count=11) == test.page.inner_text("#trouble")
        test.page.click("button[name=finish]")
        test.page.wait_for_function(
            "words => document.getElementById('trouble').textContent === words",
            arg=t("classroom.test.not-yet", "th"),
        )
        assert [] == class_.kept()
    test.says(0, KEPT)
    test.page.click("button[name=finish]")
    test.page.wait_for_url("**/class?lang=th")

    assert t("classroom.home.handed-in", "th") in test.page.inner_text("#now")
    assert 1 == len(class_.kept())


def test_handing_in_right_after_a_tap_waits_for_the_answer_on_its_way(class_):
    """
    On slow Wi-Fi the last answer is still under way: it arrives, then the test is handed in.
    """
    test = class_.test.open()

    def slowly(route):
        test.page.wait_for_timeout(1_000)
        route.continue_()

    test.page.route("**/class/answers", slowly)
    for number in range(12):
        test.answer(number)
    given = {name: test.given(number) for number, name in enumerate(test.questions)}
    test.page.click("button[name=finish]")
    test.page.wait_for_url("**/class?lang=th")

    assert t("classroom.home.handed-in", "th") in test.page.inner_text("#now")
    assert 12 == figures(class_.trainer)[1]
    assert given == dict(class_.kept())


def test_the_next_person_on_a_phone_does_not_send_the_last_ones_answers(class_):
    """
    Answers that wait are sent as their giver's, by whoever else's hands the phone goes through.
    """
    test = class_.test.open()
    other = class_.join("ลุงสม")
    with test.offline():
        test.answer(0)
        test.answer(1)
        given = [(test.questions[number], test.given(number)) for number in (0, 1)]
        test.sit(other)
    # The page that is open was the first one's: it becomes the other's, and says nothing arrived.
    test.page.wait_for_selector(f'#test[data-person="{other.me}"]')
    assert ["", ""] == [test.page.locator(".sent").nth(number).inner_text() for number in (0, 1)]
    test.answer(2)
    test.says(2, KEPT)
    assert [(test.questions[2], test.given(2))] == class_.kept(other)
    assert [] == class_.kept()

    test.sit(class_.person)
    test.open()
    test.says(0, KEPT)
    test.says(1, KEPT)
    assert given == class_.kept()
    assert 1 == len(class_.kept(other))


@pytest.mark.parametrize("lang", ["th", "en"])
def test_a_full_disk_is_told_on_the_phone_which_keeps_the_answer(class_, lang):
    """
    In the phone's language: whom to tell, and that the answer is safe; with room it goes by itself.
    """
    if not class_.place.disk:
        return  # a disk that refuses to write, which needs no root, is held in test_faults.py
    test = class_.test.open(lang)
    said = f"{t('classroom.trouble.full', lang)} {t('classroom.test.stays', lang)}"
    with class_.place.disk.full():
        for second in range(100):  # until the last room that the database had is taken too
            test.answer(0, second=second % 2 == 1)
            if test.banner.count():
                break
            test.page.wait_for_timeout(50)
        assert said == test.banner.inner_text()
        test.page.click("button[name=finish]")
        test.page.click("button[name=finish]")
        test.page.wait_for_function(
            "words => document.getElementById('trouble').textContent === words", arg=said
        )
        given, before = test.given(0), len(class_.kept())
    test.says(0, "✓ " + t("classroom.test.kept", lang))

    test.banner.wait_for(state="detached")
    assert (test.questions[0], given) == class_.kept()[-1]
    assert len(class_.kept()) > before
    assert class_.place.is_sound()
