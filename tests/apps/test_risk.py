"""The risk app says what the simulation says, and goes on while nobody asks for other things."""

import asyncio

import pytest

from ogs_teach.apps import RiskApp
from ogs_teach.apps.risk import QUICK, SEED, WHOLE
from ogs_teach.simulation.engine import simulate
from ogs_teach.simulation.montecarlo import outlook


@pytest.fixture
def app():
    """Open the app in Thai."""
    app = RiskApp("th")
    yield app
    app.close()


def lend_much(app, kept_back):
    """Let members borrow five times their savings."""
    for name, value in (("times", 5), ("ceiling", 100_000), ("kept_back", kept_back)):
        app[name].set(value)
    app.follow()


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
    look = outlook(app._scenario, simulate(app._scenario, QUICK, seed=SEED))
    said = app.said
    lend_much(app, 20)

    assert look.short > 0
    assert f"ลองดูอนาคต 100 แบบ มี {look.short} แบบ" in said
    assert outlook(app._scenario, app._run).short < look.short


def test_more_futures_are_tried_while_nothing_is_asked(app):
    """
    The sentence of 100 futures becomes that of 500, the same as if they were tried at once.
    """

    async def wait():
        lend_much(app, 0)
        await app._task

    asyncio.run(wait())

    assert "ลองดูอนาคต 500 แบบ" in app.said
    assert outlook(app._scenario, simulate(app._scenario, WHOLE, seed=SEED)) == outlook(
        app._scenario, app._run
    )


def test_a_newer_move_drops_the_older_run(app):
    """
    What is asked while futures are tried is answered at once, and the older ones end.
    """

    async def move_twice():
        lend_much(app, 0)
        older = app._task
        await asyncio.sleep(0)
        lend_much(app, 10)
        newer = app._run
        await older
        assert app._run is newer  # nothing of the older rules is shown
        await app._task

    asyncio.run(move_twice())

    assert WHOLE == app._run.trials
    assert outlook(app._scenario, simulate(app._scenario, WHOLE, seed=SEED)) == outlook(
        app._scenario, app._run
    )


def test_a_ceiling_below_the_pledge_is_refused_kindly(app):
    """
    The card says what to type; the last good result stays.
    """
    before = app.said
    app["ceiling"].set(1)
    app.follow()

    assert "วงเงินกู้สูงสุดต่อคน" in app._card.value
    assert before == app.said


def test_what_is_taken_home_holds_the_years(app):
    """
    Ten rows, a chance in percent and three levels of cash.
    """
    (sheet,) = app._view.workbook()

    assert 10 == len(sheet.tables[0].rows)
