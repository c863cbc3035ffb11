"""A team's game goes from its page's kernel to the class and back, and nobody else's does."""

from collections import Counter
from dataclasses import replace
from datetime import date

import pytest

from ogs_teach.apps import GameApp
from ogs_teach.apps.reporting import KeptGame, kept_game, report_game, report_task
from ogs_teach.server.classroom.tasks import seed_of
from ogs_teach.store import Class
from tests.classroom.kernels import Kernel
from tests.classroom.people import Phone, Trainer
from tests.server.running import Running, write_apps

CODE = "7-Ab_9"


@pytest.fixture(scope="module")
def running(tmp_path_factory):
    """Serve an app that tells what its kernel knows."""
    with Running(notebooks=write_apps(tmp_path_factory.mktemp("notebooks"))) as running:
        yield running


@pytest.fixture(scope="module")
def kernel(running):
    """Open the app as somebody in a class."""
    trainer = Trainer(running)
    trainer.open_class()
    return Kernel(Phone(running, trainer.code, "ป้าแดง", "3"))


@pytest.fixture
def inside(monkeypatch):
    """Return what lets the test be a kernel."""

    def be(kernel):
        for name, value in kernel.environment().items():
            monkeypatch.setenv(name, value)

    return be


def test_a_team_finds_its_game_again_on_another_phone(running, trainer, inside):
    """
    What one phone has told, the same person's other phone is given; a stale page is told no.
    """
    first = Phone(running, trainer.code, "ลุงสม", "2")
    inside(Kernel(first))
    assert "" == kept_game().code
    assert report_game(CODE, 6, 61)
    assert not report_game("stale", 4, 90)

    other = Phone(running, trainer.code, "ชั่วคราว")
    other.post("class/leave")
    other.post("join", words=first.words, back="1")
    inside(Kernel(other))
    assert CODE == kept_game().code


def test_the_app_plays_the_class_s_years_and_goes_on_on_another_page(running, trainer, inside):
    """
    The class's seed, a half-year decided in the app; a page opened without address goes on there.
    """
    inside(Kernel(Phone(running, trainer.code, "ป้าศรี", "4")))
    app = GameApp("th")
    app["start"].do()
    for pick in app.half_year.asked:
        pick.box.value = 1
    app["decide"].do()
    again = GameApp("th")
    try:
        assert kept_game() == KeptGame(app.game.seed, again.game.code)
        assert app.said == again.said
        assert 2 == again.game.round
    finally:
        app.close()
        again.close()


def test_all_teams_of_a_class_meet_the_same_years_for_good(running, trainer, inside):
    """
    Two people of a class have one seed, another class has another, a restart changes none.
    """
    one, other = (Phone(running, trainer.code, name) for name in ("แดง", "ดำ"))
    seeds = []
    for phone in (one, other):
        inside(Kernel(phone))
        seeds.append(kept_game().seed)
    inside(Kernel(one))
    report_game(CODE, 3, 50)
    running.kill()
    running.start()
    inside(Kernel(one))
    assert KeptGame(seeds[0], CODE) == kept_game()
    trainer = Trainer(running)
    trainer.open_class()
    inside(Kernel(Phone(running, trainer.code)))

    assert seeds[0] == seeds[1] != kept_game().seed


def test_seeds_are_spread_over_all_that_there_are():
    """
    Of all codes that a class can have, each leads to a seed from 1 to 9999, evenly.
    """
    class_ = Class(1, "", "", date(2026, 3, 6), {}, [], {}, None)
    counts = Counter(seed_of(replace(class_, code=str(code))) for code in range(10_000, 100_000))

    assert set(range(1, 10_000)) >= set(counts)
    assert len(counts) > 9_990
    assert max(counts.values()) < 30


def test_outside_a_class_nothing_is_told_and_nothing_known(running, kernel, inside, monkeypatch):
    """
    In JupyterLab, for a visitor without a seat, and on a page opened only to look.
    """
    monkeypatch.delenv("OGS_TEACH_TAKE_HOME_URL", raising=False)
    assert (None, None) == (report_game(CODE, 3, 50), kept_game())
    for query in ("lang=th", "ticket=", "ticket=guessed"):
        inside(kernel)
        monkeypatch.setenv("QUERY_STRING", query)
        assert (None, None) == (report_game(CODE, 3, 50), kept_game())
    monkeypatch.setenv("QUERY_STRING", f"{kernel.query}&look=1")
    assert (None, None, False) == (report_game(CODE, 3, 50), kept_game(), report_task("01"))

    inside(kernel)
    assert kept_game() is not None


def test_a_door_that_does_not_answer_is_no_class(kernel, inside, monkeypatch):
    """
    When the class server has gone, the game goes on without it.
    """
    inside(kernel)
    monkeypatch.setenv("OGS_TEACH_TAKE_HOME_URL", "http://127.0.0.1:9/take-home")

    assert (None, None) == (report_game(CODE, 3, 50), kept_game())


@pytest.mark.parametrize(
    ("code", "number", "health"),
    [
        ("", 3, 50), ("x" * 401, 3, 50), ("x" * 900_000, 3, 50), ("ก", 3, 50), ("\ud800", 3, 50),
        ("a b", 3, 50), ("a\r\nX-Ticket: b", 3, 50), ("' OR 1=1 --", 3, 50), ("<script>", 3, 50),
        ("a\x00", 3, 50), (CODE, 0, 50), (CODE, 12, 50), (CODE, -1, 50), (CODE, 10**30, 50),
        (CODE, 3.5, 50), (CODE, True, 50), (CODE, 3, -1), (CODE, 3, 101), (CODE, 3, float("nan")),
    ],
    ids=lambda value: ascii(value)[:20],
)  # fmt: skip
def test_what_can_be_no_game_is_refused(kernel, inside, code, number, health):
    """
    Nothing of it is kept, and the door goes on.
    """
    inside(kernel)

    assert not report_game(code, number, health)
    assert "" == kept_game().code


def test_the_door_refuses_whoever_is_no_kernel(kernel):
    """
    Without the key 403, for nobody 404, without figures 400; only then it is kept.
    """
    told = {"X_Round": "3", "X_Health": "50"}
    fresh = {"X_Round": "1", "X_Health": "50"}

    assert 403 == kernel.ask("/game", b"a", X_Take_Home_Key="", **told)
    assert 403 == kernel.ask("/game", b"a", X_Take_Home_Key="guessed", **told)
    assert 403 == kernel.ask("/game", X_Take_Home_Key="guessed")
    assert 404 == kernel.ask("/game", b"a", X_Ticket="guessed", **told)
    assert 404 == kernel.ask("/game", X_Ticket="guessed")
    assert 400 == kernel.ask("/game", b"a")
    assert 400 == kernel.ask("/game", b"a", **{**told, "X_Round": "'"})
    assert 200 == kernel.ask("/game")
    assert 204 == kernel.ask("/game", b"a", **fresh)


def test_the_public_side_knows_no_games(running, kernel):
    """
    A phone reaches neither what is kept nor the keeping.
    """
    for method in ("GET", "POST"):
        asked = running.ask("game", method, body=b"a", X_Take_Home_Key=kernel.key)
        assert 404 == asked.status


def test_a_closed_class_keeps_its_results(running, inside):
    """
    After closing, what its teams have reached stands, and its pages play for themselves.
    """
    trainer = Trainer(running)
    trainer.open_class()
    inside(Kernel(Phone(running, trainer.code)))
    assert report_game(CODE, 11, 61)
    trainer.do("close")

    assert (None, None) == (report_game("new", 1, 50), kept_game())


def test_a_forgotten_person_has_no_game(running, inside):
    """
    Whoever was forgotten is nobody, on the page that they have open as well.
    """
    trainer = Trainer(running)
    trainer.open_class()
    phone = Phone(running, trainer.code)
    inside(Kernel(phone))
    assert report_game(CODE, 5, 50)
    trainer.post(f"trainer/class/{trainer.id}/person/{phone.me}", do="forget")

    assert (None, None) == (report_game(CODE, 6, 50), kept_game())
