"""The risk app says what the simulation says, and goes on while nobody asks for other things."""

import asyncio
import threading
import time

import pytest

from ogs_teach.apps import RiskApp, beside, risk
from ogs_teach.apps.risk import QUICK, RULES, SEED, WHOLE
from ogs_teach.errors import Problem, SimulationError
from ogs_teach.simulation import Start
from ogs_teach.simulation.engine import simulate
from ogs_teach.simulation.montecarlo import outlook, sensitivity


@pytest.fixture(autouse=True)
def at_once(monkeypatch):
    """Try the first futures at once, however busy this computer is."""
    monkeypatch.setattr(risk, "PATIENCE", float("inf"))


@pytest.fixture
def app():
    """Open the app in Thai."""
    app = RiskApp("th")
    yield app
    app.close()


@pytest.fixture
def slow(monkeypatch):
    """Stand for a large group on a slow computer: no run ends before it is let go or stopped."""
    go = threading.Event()

    def simulate_slowly(*asked, progress, **how):
        while not go.wait(0.01):
            if progress(0.4) is False:
                raise SimulationError(Problem("simulation.stopped"))
        return simulate(*asked, progress=progress, **how)

    def begin():
        monkeypatch.setattr(risk, "simulate", simulate_slowly)
        monkeypatch.setattr(risk, "PATIENCE", 0)
        monkeypatch.setattr(beside, "PATIENCE", 0.01)
        monkeypatch.setattr(beside, "LOOK", 0.01)
        return go

    yield begin
    go.set()


def lend_much(app, kept_back, years=10):
    """Let members borrow five times their savings."""
    app["years"].set(years)
    for name, value in (("times", 5), ("ceiling", 100_000), ("kept_back", kept_back)):
        app[name].set(value)
    app.follow()


async def until(fact):
    """Wait until something is so."""
    end = time.monotonic() + 30
    while not fact():
        assert time.monotonic() < end, "it never came to be so"
        await asyncio.sleep(0.01)


def hidden(widget):
    return "ogs-hidden" in widget._dom_classes


def test_the_app_begins_with_the_group_s_own_rules(app):
    """
    Group A lends three times the savings, at most 50,000 baht.
    """
    assert (3, 50_000) == (app["times"].last, app["ceiling"].last)
    assert app.said.startswith("ลองดูอนาคต 100 แบบ นาน 10 ปี")


def test_the_sentence_counts_the_futures_that_run_short(app):
    """
    As many as the simulation of these rules shows; and fewer where cash is kept back.
    """
    lend_much(app, 0)
    look = outlook(app._shown, simulate(app._shown, QUICK, seed=SEED))
    said = app.said
    lend_much(app, 20)

    assert look.short > 0
    assert f"ลองดูอนาคต 100 แบบ มี {look.short} แบบ" in said
    assert outlook(app._shown, app._run).short < look.short


def test_more_futures_are_tried_while_nothing_is_asked(app):
    """
    The sentence of 100 futures becomes that of 500, the same as if they were tried at once.
    """

    async def wait():
        lend_much(app, 0)
        await app.beside.task

    asyncio.run(wait())

    assert "ลองดูอนาคต 500 แบบ" in app.said
    assert outlook(app._shown, simulate(app._shown, WHOLE, seed=SEED)) == outlook(
        app._shown, app._run
    )


def test_a_newer_move_drops_the_older_run(app):
    """
    What is asked while futures are tried is answered at once, and the older ones end.
    """

    async def move_twice():
        lend_much(app, 0)
        older = app.beside.task
        await asyncio.sleep(0)
        lend_much(app, 10)
        newer = app._run
        await older
        assert app._run is newer  # nothing of the older rules is shown
        await app.beside.task

    asyncio.run(move_twice())

    assert WHOLE == app._run.trials
    assert outlook(app._shown, simulate(app._shown, WHOLE, seed=SEED)) == outlook(
        app._shown, app._run
    )


# What takes long


def test_a_long_run_shows_how_far_it_is_and_can_be_stopped(app, slow):
    """
    The bar stands at 40 %; after the stop the last result is still there, in grey, and goes on.
    """
    before, kept = app.said, app._run

    async def stop_and_go_on():
        go = slow()
        lend_much(app, 0)
        await until(lambda: app.beside.bar.value == 40)
        assert not hidden(app.beside.whole)
        assert "หยุด" == app.beside.button.description
        assert "ogs-stale" in app._results._dom_classes
        thread = app.beside.task
        app.beside.button.click()
        await thread
        assert (before, kept) == (app.said, app._run)
        assert "ผลล่าสุดที่คิดเสร็จ" in app.beside.words.value
        assert hidden(app._take)
        go.set()
        app.beside.button.click()
        await until(lambda: app._run.trials == WHOLE)

    asyncio.run(stop_and_go_on())

    assert "ลองดูอนาคต 500 แบบ" in app.said
    assert app._shown is app._asked
    assert "ogs-stale" not in app._results._dom_classes
    assert not hidden(app._take)
    assert hidden(app.beside.whole)


def test_a_newer_move_drops_a_first_run_as_well(app, slow):
    """
    Of two moves before any answer, only the second is ever shown.
    """

    async def move_twice():
        go = slow()
        lend_much(app, 0)
        older = app.beside.task
        lend_much(app, 20)
        await older
        go.set()
        await until(lambda: app._run.trials == WHOLE)

    asyncio.run(move_twice())

    assert 20 == app._shown.policy.kept_back


def test_the_page_opens_before_the_first_long_run_ends(slow):
    """
    A large group's page says that its futures are being tried, and then what they show.
    """

    async def open_it():
        go = slow()
        app = RiskApp("th")
        said = app.said
        go.set()
        await until(lambda: app._run is not None and app._run.trials == WHOLE)
        assert "กำลังลองดูอนาคต" in said
        assert "ลองดูอนาคต 500 แบบ" in app.said
        app.close()

    asyncio.run(open_it())


def test_what_fails_beside_the_page_is_told(app, slow):
    """
    Too many futures, found out late, bring the card and no endless bar.
    """

    async def fail(monkeypatch):
        slow()
        monkeypatch.setattr(risk, "simulate", too_much)
        lend_much(app, 0)
        await until(lambda: app._card.value)

    def too_much(*_, **__):
        raise SimulationError(Problem("simulation.too-much", "simulation.field.trials"))

    with pytest.MonkeyPatch.context() as patch:
        asyncio.run(fail(patch))

    assert "มากเกินไป" in app._card.value
    assert hidden(app.beside.whole)


# Which rule matters most


def test_what_matters_most_is_what_the_simulation_says(app):
    """
    Six rules, each halved and doubled with the same luck; the advice is the step that helps most.
    """
    lend_much(app, 0, years=3)
    app["matters"].box.click()
    effects = sensitivity(app._shown, QUICK, names=RULES, seed=SEED)
    fewest = min(look.short for effect in effects for look in (effect.less, effect.more))
    now = outlook(app._shown, app._run).short
    (table,) = app._view.workbook()[1].tables

    assert 6 == len(effects)
    assert [[effect.less.short, effect.more.short] for effect in effects] == [
        row[1:] for row in table.rows
    ]
    assert f"จะลดจาก {now} เหลือ {fewest} ใน 100 แบบ" in app._view.below[1].text
    app.speak("en")
    assert f"Then {fewest} instead of {now}" in app._view.below[1].text
    assert "Stop" == app.beside.button.description
    assert "See which rule matters most" == app["matters"].box.description


def test_a_safe_group_is_told_what_to_beware_of(app):
    """
    Where all futures suffice, the sentence names the step that would harm most.
    """
    lend_much(app, 5, years=3)
    app["matters"].box.click()
    most = max(look.short for effect in app._effects for look in (effect.less, effect.more))

    assert 0 == outlook(app._shown, app._run).short
    assert f"จะมี {most} ใน 100 แบบที่เงินไม่พอ" in app._view.below[1].text


def test_a_group_that_nothing_moves_is_told_so(app):
    """
    With four tenths kept back over a year no step makes a difference.
    """
    lend_much(app, 40, years=1)
    app["matters"].box.click()

    assert app._view.below[1].text.startswith("ตอนนี้เงินพอทั้ง 100 แบบ")


def test_asking_what_matters_does_not_lose_the_other_futures(app):
    """
    The rest of the 500 is tried after the question that came between; a move forgets its answer.
    """

    async def ask_between():
        lend_much(app, 0, years=1)
        app["matters"].box.click()
        await until(lambda: app._effects is not None and app._run.trials == WHOLE)

    asyncio.run(ask_between())
    shown = len(app._view.below)
    lend_much(app, 10, years=1)

    assert 4 == shown
    assert () == tuple(app._view.below)


def test_what_matters_that_cannot_be_found_out_is_told(app, monkeypatch):
    """
    The card says so and that the result still holds; the rest of the 500 is tried all the same.
    """

    def broken(*_, **__):
        raise ZeroDivisionError

    async def ask():
        monkeypatch.setattr(risk, "sensitivity", broken)
        lend_much(app, 0, years=1)
        app["matters"].box.click()
        await until(lambda: app._run.trials == WHOLE)

    asyncio.run(ask())

    assert "ผลที่เห็นอยู่ยังใช้ได้" in app._card.value
    assert "คำนวณไม่สำเร็จ" in app._card.value
    assert "ลองดูอนาคต 500 แบบ" in app.said
    assert not hidden(app._take)


def test_a_rest_that_cannot_be_tried_is_told(app, monkeypatch):
    """
    The first hundred futures stay, with a card beside them.
    """

    def broken(*_):
        raise ZeroDivisionError

    async def wait():
        monkeypatch.setattr(risk, "_on_two", broken)
        lend_much(app, 0, years=1)
        await app.beside.task

    asyncio.run(wait())

    assert "ผลที่เห็นอยู่ยังใช้ได้" in app._card.value
    assert QUICK == app._run.trials
    assert hidden(app.beside.whole)


# What cannot be


def test_a_ceiling_below_the_pledge_is_refused_kindly(app):
    """
    The card says what to type; the last good result stays.
    """
    before = app.said
    app["ceiling"].set(1)
    app.follow()

    assert "วงเงินกู้สูงสุดต่อคน" in app._card.value
    assert before == app.said


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("give_up", "101"),
        ("give_up", "-1"),
        ("give_up", "มาก"),
        ("kept_back", "100.5"),
        ("kept_back", "-5"),
        ("times", "0"),
        ("times", "1e9"),
        ("pledge", "-100"),
        ("pledge", "10000000"),
        ("ceiling", "0"),
        ("ceiling", "9" * 30),
        ("years", "1000"),
        ("years", "0"),
        ("years", "2.5"),
    ],
)
def test_what_no_group_can_be_is_refused_in_words(app, field, typed):
    """
    Each marks its field, says why, tries nothing, and goes when it is put right.
    """
    before, run, good = app.said, app._run, app[field].box.value
    app[field].box.value = typed

    assert app[field].label("th").partition(" (")[0] in app._card.value
    assert "ogs-wrong" in app[field].whole._dom_classes
    assert (before, run) == (app.said, app._run)
    app[field].box.value = good
    assert "" == app._card.value


@pytest.mark.parametrize(
    "members",
    [0, 10**7],
)
def test_a_group_of_nobody_or_of_everybody_is_refused_in_words(app, monkeypatch, members):
    """
    Books of no member, or of ten million, bring the card; nothing is made of them.
    """

    def of_books(*_):
        return Start.founding(members, pledge=100_00)

    before = app.said
    monkeypatch.setattr(Start, "of_books", of_books)
    app._starts.clear()
    app._group = ""
    app.follow()

    assert "จำนวนสมาชิก" in app._card.value
    assert before == app.said


def test_more_than_a_computer_can_do_is_refused_at_once(app):
    """
    A hundred thousand members over twenty years: a card within the second, nothing laid out.
    """
    start = Start.founding(100_000, pledge=100_00)
    app._starts["group_a"] = (start, app._starts["group_a"][1])
    began = time.perf_counter()
    app["years"].set(20)
    app.follow()

    assert "มากเกินไป" in app._card.value
    assert 5 > time.perf_counter() - began


def test_what_is_taken_home_holds_the_years(app):
    """
    Ten rows, a chance in percent and three levels of cash.
    """
    (sheet,) = app._view.workbook()

    assert 10 == len(sheet.tables[0].rows)
