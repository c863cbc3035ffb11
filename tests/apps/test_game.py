"""The five-year game's app, without a browser."""

import asyncio
import socket
import time
from dataclasses import replace
from html import escape
from io import BytesIO

import pytest
from openpyxl import load_workbook

from ogs_teach.apps import GameApp, game_place, reporting
from ogs_teach.apps import game as game_app
from ogs_teach.apps.reporting import KeptGame
from ogs_teach.i18n import LANGS
from ogs_teach.simulation.game import LEVERS, Game, Mattered
from ogs_teach.simulation.game.content import dilemmas
from ogs_teach.simulation.game.strategies import STRATEGIES, balanced, play
from ogs_teach.tables import write


class Class:
    """Stands for a class: a seed, the last game that it was told of, or no ears."""

    def __init__(self):
        self.kept, self.told, self.hears, self.asked = None, [], True, 0
        self.keeps = True

    def ask(self):
        self.asked += 1
        return self.kept if self.hears else None

    def report(self, code, round, health):
        if self.kept is None or not self.hears:
            return None
        if self.keeps:
            self.told.append((code, round, health))
        return self.keeps


@pytest.fixture
def school(monkeypatch):
    """Seat the game in a class, once it has a kept game."""
    made = Class()
    monkeypatch.setattr(game_app, "kept_game", made.ask)
    monkeypatch.setattr(game_app, "report_game", made.report)
    return made


@pytest.fixture(autouse=True)
def weighed(request, monkeypatch):
    """Have the choices that mattered at hand, but for tests that are marked to look for them."""
    if "weighing" in request.fixturenames:
        return
    rule = Mattered(1, "rule", "times", "5", "3", -6, {}, {})
    case = Mattered(2, "case", "loan", "grant", "queue", 4, {}, {"th": "ป้านวล", "en": "Nuan"})
    scene = dilemmas()[0]
    dilemma = Mattered(3, "dilemma", scene.id, "0", "2", -3, {}, scene.title)
    monkeypatch.setattr(Game, "choices_that_mattered", lambda _: (rule, case, dilemma))


@pytest.fixture
def weighing():
    """Leave the choices that mattered to the model."""


@pytest.fixture
def opened(school, monkeypatch):
    """Return a function that opens the app at an address."""
    apps = []

    def at(lang="th", **query):
        told = "&".join(f"{name}={value}" for name, value in query.items())
        monkeypatch.setenv("QUERY_STRING", told)
        apps.append(GameApp(lang))
        return apps[-1]

    yield at
    for app in apps:
        app.close()


def answer(app, decision):
    """Choose as a person does."""
    for lever, option in decision.rules.items():
        app[lever].box.value = option
    chosen = [*decision.cases, *decision.dilemmas]
    for pick, option in zip(app.half_year.asked, chosen, strict=True):
        pick.box.value = option


def press(app, name):
    app[name].box.click()


def live(app, rounds, strategy=balanced):
    for _ in range(rounds):
        answer(app, strategy(app.game))
        press(app, "decide")
        press(app, "go_on")


def address(app):
    return {"game": app.game.code, "now": app._now} if app.game else {}


def page(app):
    return app["lead"].box.value + "".join(slot.value for slot in app._slots)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", STRATEGIES)
def test_a_game_ends_on_the_page_as_the_model_ends_it(opened, name, lang):
    """
    Ten half-years through the app's own controls: health, code and levels are the model's.
    """
    app = opened(lang)
    app["seed"].set(3)
    press(app, "start")
    live(app, 10, STRATEGIES[name])
    same = play(3, STRATEGIES[name])

    assert same.code == app.game.code
    assert f"{same.health.whole} " in app.said
    assert same.code in page(app)
    assert "" == app._card.value


@pytest.mark.parametrize(("lang", "words"), [("th", "ยังเหลือ"), ("en", "still open")])
def test_a_half_year_waits_until_all_is_decided(opened, lang, words):
    """
    The card names each open matter, marks it, and nothing is lived; the next choice clears it.
    """
    app = opened(lang)
    press(app, "start")
    first, *others = app.half_year.asked
    first.box.value = 1
    press(app, "decide")

    assert 1 == app.game.round
    assert words in app._card.value
    assert all(escape(pick.title(lang)) in app._card.value for pick in others)
    assert escape(first.title(lang)) not in app._card.value
    assert all("ogs-wrong" in pick.whole._dom_classes for pick in others)

    others[0].box.value = 0
    assert "" == app._card.value
    assert "ogs-wrong" not in others[0].whole._dom_classes


def test_a_page_opened_again_is_at_the_same_place(opened):
    """
    In a half-year with some answers, at its debrief, and at the end.
    """
    app = opened()
    press(app, "start")
    live(app, 2)
    app["times"].box.value = "5"
    app.half_year.asked[-1].box.value = 2
    again = opened(**address(app))
    assert (app.said, page(app), app.half_year.now) == (
        again.said,
        page(again),
        again.half_year.now,
    )

    answer(again, balanced(again.game))
    press(again, "decide")
    debrief = opened(**address(again))
    assert (again._step, again.said, page(again)) == (debrief._step, debrief.said, page(debrief))

    press(debrief, "go_on")
    live(debrief, 7)
    end = opened(**address(debrief))
    assert ("final", debrief.said, page(debrief)) == (end._step, end.said, page(end))


@pytest.mark.parametrize(("lang", "words"), [("th", "เริ่มเกมใหม่"), ("en", "begin a new one")])
def test_a_broken_code_begins_a_new_game(opened, lang, words):
    """
    Said kindly, with what is wrong; the opening stands below.
    """
    app = opened(lang, game="AQAAAAF-broken")

    assert words in app._card.value
    assert "opening" == app._step
    press(app, "start")
    assert "" == app._card.value
    assert 1 == app.game.round


@pytest.mark.parametrize("now", ["", "9", "-------------", "zzzz", "1111199999999", "ก๒"])
def test_a_draft_that_nobody_wrote_is_read_as_far_as_it_goes(opened, now):
    """
    Whatever stands in the address, the half-year is there, and can be lived.
    """
    app = opened(game=Game(5).code, now=now)

    assert "round" == app._step
    live(app, 1)
    assert 2 == app.game.round


def test_a_class_gives_the_seed_and_is_told_of_every_half_year(opened, school):
    """
    The number is not to be typed; the class hears of each half-year to come, and gives it back.
    """
    school.kept = KeptGame(4321, "")
    app = opened()
    assert "4321" in page(app)
    assert "ogs-hidden" in app["seed"].whole._dom_classes
    press(app, "start")
    live(app, 2)

    assert 4321 == app.game.seed
    assert [1, 2, 3] == [round for _, round, _ in school.told]
    assert (app.game.code, 3, app.game.health.whole) == school.told[-1]

    school.kept = KeptGame(4321, app.game.code)
    other_phone = opened()
    assert "debrief" == other_phone._step
    assert app.game.code == other_phone.game.code


def test_the_address_goes_before_the_class_s_game(opened, school):
    """
    A page opened again goes on where it was, though the class has kept another game.
    """
    school.kept = KeptGame(4321, play(4321, balanced).code)

    assert 5 == opened(game=Game(5).code, now="-").game.seed


def test_a_class_that_does_not_hear_stops_nobody(opened, school):
    """
    The team is told, and plays on.
    """
    school.kept = KeptGame(4321, "")
    app = opened()
    press(app, "start")
    school.hears = False
    answer(app, balanced(app.game))
    press(app, "decide")

    assert "ห้องเรียนยังไม่ได้รับ" in page(app)
    press(app, "go_on")
    live(app, 1)
    assert 3 == app.game.round


@pytest.mark.parametrize("rounds", [9, 10])
def test_after_the_last_half_year_a_team_that_was_not_heard_is_sent_to_the_trainer(
    opened, school, rounds
):
    """
    Nothing is sent again then; before it the page promises to.
    """
    school.kept = KeptGame(4321, "")
    app = opened()
    press(app, "start")
    live(app, rounds - 1)
    school.hears = False
    answer(app, balanced(app.game))
    press(app, "decide")

    assert (rounds == 10) == ("กรุณาแจ้งวิทยากร" in page(app))
    assert (rounds < 10) == ("เครื่องจะส่งให้ใหม่" in page(app))


def test_a_class_is_asked_once_and_told_once_a_half_year(opened, school):
    """
    One that keeps a later game says so with its answer; nothing is asked a second time.
    """
    school.kept = KeptGame(4321, "")
    app = opened()
    press(app, "start")
    school.keeps = False
    answer(app, balanced(app.game))
    press(app, "decide")

    assert 1 == school.asked
    assert "ไปไกลกว่านี้" in page(app)


def test_a_class_that_is_mute_keeps_nobody_waiting(monkeypatch):
    """
    A server that takes the word and never answers is given three seconds.
    """
    assert 3 == reporting.GAME_SECONDS
    monkeypatch.setattr(reporting, "GAME_SECONDS", 0.2)
    monkeypatch.setenv("QUERY_STRING", "ticket=t")
    monkeypatch.setenv("OGS_TEACH_TAKE_HOME_KEY", "key")
    with socket.create_server(("127.0.0.1", 0)) as mute:
        door = f"http://127.0.0.1:{mute.getsockname()[1]}/"
        monkeypatch.setenv("OGS_TEACH_TAKE_HOME_URL", door)
        began = time.monotonic()

        assert reporting.report_game("AQ", 2, 50) is None
        assert time.monotonic() - began < 2


def test_a_game_of_another_set_is_not_told_to_the_class(opened, school):
    """
    A link from elsewhere is played on, the team knows that it does not count, the class hears
    nothing; the next game is the class's again.
    """
    school.kept = KeptGame(4321, "")
    app = opened(game=Game(5).code, now="-")
    assert "คนละชุดกับห้องเรียน" in page(app)
    answer(app, balanced(app.game))
    press(app, "decide")

    assert [] == school.told
    assert "คนละชุดกับห้องเรียน" in page(app)
    press(app, "restart")
    press(app, "start")
    assert [1] == [round for _, round, _ in school.told]
    assert "คนละชุดกับห้องเรียน" not in page(app)


def test_choices_that_cannot_be_weighed_keep_no_page_waiting(opened, monkeypatch, weighing):
    """
    The last page ends its search, and the workbook can be taken.
    """

    def broken(_):
        raise ZeroDivisionError

    async def end():
        monkeypatch.setattr(Game, "choices_that_mattered", broken)
        app = opened(game=play(2, balanced).code)
        await asyncio.gather(app._task, return_exceptions=True)
        return app

    app = asyncio.run(end())

    assert "กรุณารอสักครู่" not in page(app)
    assert 3 == len(load_workbook(BytesIO(write(app._sheets(app._view)))).worksheets)


def test_a_second_tap_lives_no_second_half_year(opened):
    """
    Whoever taps twice on a slow phone finds the game one step further, not two.
    """
    app = opened()
    for name, step in (("start", "round"), ("decide", "debrief"), ("go_on", "round")):
        if name == "decide":
            answer(app, balanced(app.game))
        press(app, name)
        said = app.said
        press(app, name)
        assert (step, said) == (app._step, app.said)

    assert 2 == app.game.round
    press(app, "decide")
    assert 2 == app.game.round


def test_another_game_has_another_number(opened):
    """
    After the end a new game begins with the next set of events, all open.
    """
    app = opened(game=play(9, balanced).code)
    press(app, "restart")

    assert "opening" == app._step
    assert 10 == app["seed"].read()
    press(app, "start")
    assert all(pick.read() is None for pick in app.half_year.asked)


def test_another_language_keeps_what_was_chosen(opened):
    """
    Questions, answers and rules are said anew; the choices stay.
    """
    app = opened()
    press(app, "start")
    app.half_year.asked[0].box.value = 2
    app["audit"].box.value = "monthly"
    app.speak("en")

    assert 2 == app.half_year.asked[0].read()
    assert "monthly" == app["audit"].read()
    assert app.half_year.asked[0].title("en") in app.half_year.asked[0].question.value


def test_the_choices_that_mattered_are_looked_for_while_the_team_talks(opened, weighing):
    """
    The last debrief is there at once; the last page has them when they are found.
    """

    async def end():
        app = opened(game=play(2, balanced).code, now="last")
        assert "debrief" == app._step
        press(app, "go_on")
        assert "กรุณารอสักครู่" in page(app)
        assert app._view.workbook is None
        await app._task
        return app

    app = asyncio.run(end())

    assert "กรุณารอสักครู่" not in page(app)
    assert all(f"สูงกว่านี้ {-one.by} คะแนน" in page(app) for one in app._weighed if one.by < 0)
    assert all(f"ต่ำกว่านี้ {one.by} คะแนน" in page(app) for one in app._weighed if one.by > 0)
    assert any(one.by for one in app._weighed)


@pytest.mark.parametrize(
    ("lang", "rule", "case", "dilemma"),
    [
        (
            "th",
            ["กู้ได้กี่เท่าของเงินสัจจะ", "ใช้บ่อยที่สุด: 5 เท่า", "ถ้าใช้ “3 เท่า” ตั้งแต่ต้นจนจบ", "สูงกว่านี้ 6 คะแนน"],
            ["ครึ่งปีที่ 2: คำขอกู้ของป้านวล", "ท่านเลือก: ให้กู้เต็มจำนวนวันนี้", "ต่ำกว่านี้ 4 คะแนน"],
            ["ครึ่งปีที่ 3: หลานของประธาน"],
        ),
        (
            "en",
            [
                "How many times",
                "Used most: 5 times",
                "With “3 times” from beginning to end",
                "6 higher",
            ],
            ["Half-year 2: Nuan's request", "You chose: Lend it all today", "4 lower"],
            ["Half-year 3: The chair's nephew"],
        ),
    ],
)
def test_a_choice_that_mattered_says_what_was_compared(
    opened, monkeypatch, lang, rule, case, dilemma
):
    """
    A rule from beginning to end, so in no half-year; a case by its person; none without a
    difference, neither on the page nor on the leaf that is taken home.
    """
    found = Game.choices_that_mattered(None)
    still = replace(found[2], by=0)
    monkeypatch.setattr(Game, "choices_that_mattered", lambda _: (*found[:2], still))
    app = opened(lang, game=play(2, balanced).code)
    page_cards = page(app).split('<div class="ogs-tell">')[1:3]
    leaf = load_workbook(BytesIO(write(app._sheets(app._view)))).worksheets[0]
    rows = [" ".join(cell for cell in row if isinstance(cell, str)) for row in leaf.values]

    for told, words in zip(page_cards, (rule, case), strict=True):
        assert all(escape(word) in told for word in words)
        assert 1 == sum(all(word in row for word in words) for row in rows)
    assert not any(words in page_cards[0] for words in ("ครึ่งปีที่", "Half-year"))
    assert not any(dilemma[0] in row for row in rows)
    assert escape(dilemma[0]) not in page(app)


@pytest.mark.parametrize(
    ("lang", "words"), [("th", "กู้ได้ 5 เท่า · "), ("en", "loans up to 5 times own savings · ")]
)
def test_rules_that_are_folded_away_stand_in_a_line(opened, lang, words):
    """
    From the second half-year, and as they are chosen; in the first all of them lie open.
    """
    app = opened(lang)
    press(app, "start")
    assert "ogs-in-force" not in page(app)
    live(app, 1)
    assert words not in page(app)
    app["times"].box.value = "5"

    assert words in page(app)


@pytest.mark.parametrize("lang", LANGS)
def test_the_whole_game_is_taken_home(opened, lang):
    """
    Three leaves: how it ended with its code, ten half-years, sixty months after the first.
    """
    app = opened(lang, game=play(2, balanced).code)
    book = load_workbook(BytesIO(write(app._sheets(app._view))))

    end, rounds, months = book.worksheets
    assert any(app.game.code == cell for row in end.values for cell in row)
    assert list(range(1, 11)) == [row[0] for row in rounds.values if isinstance(row[0], int)]
    assert list(range(61)) == [row[0] for row in months.values if isinstance(row[0], int)]


def test_a_draft_holds_a_sign_for_each_question():
    """
    What is written is read again; an answer that is not there counts as none.
    """
    chosen = [0, 2, None, 1]

    assert chosen == game_place.spell_out(game_place.shorten(chosen), [3] * 4)
    assert [None] * len(LEVERS) == game_place.spell_out("", [3] * len(LEVERS))
