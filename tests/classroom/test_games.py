"""Five-year games on the board and the wall: teams side by side, and no name on the wall."""

import re
from datetime import UTC, datetime
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ogs_teach.server.classroom.games import bars, teams
from ogs_teach.store import Game, Person
from tests.classroom.people import Browser, Phone, Trainer, store_of

NOON = datetime(2026, 3, 6, 12, tzinfo=UTC)
GAMES = {"ป้าแดง": (3, 11, 61), "ลุงสม": (1, 4, 72), "น้าทอง": (None, 8, 45), "พี่ดำ": (3, 6, 99)}


@pytest.fixture(scope="module")
def played(running):
    """Let four people of three teams play, a fifth not; return the trainer and who is whose."""
    trainer = Trainer(running)
    trainer.open_class()
    phones = {
        name: Phone(running, trainer.code, name, str(table or ""))
        for name, (table, _, _) in {**GAMES, "ไม่เล่น": (2, 0, 0)}.items()
    }
    before = trainer.live
    with store_of(running) as store:
        for name, (_, reached, health) in GAMES.items():
            store.keep_game(phones[name].me, f"code-of-{reached}", reached, health)
    return trainer, phones, before


def rows(live):
    """Return the cells of each team, as the board shows them."""
    part = live.split('id="games"')[1].split("</section>")[0]
    found = re.findall(r"<tr><th scope=\"row\">(.*?)</tr>", part, re.S)
    return [
        [re.sub(r"<[^>]+>", "", cell).strip() for cell in re.split(r"</t[dh]>", row)][:4]
        for row in found
    ]


def test_the_board_lists_the_teams_by_table(played):
    """
    Nickname, table, how far, health: as they were told, by table, who has none at the end.
    """
    trainer, _, _ = played

    assert [
        ["ลุงสม", "1", "กำลังเล่นครึ่งปีที่ 4 จาก 10", "72"],
        ["ป้าแดง", "3", "ครบห้าปีแล้ว ✓", "61"],
        ["พี่ดำ", "3", "กำลังเล่นครึ่งปีที่ 6 จาก 10", "99"],
        ["น้าทอง", "–", "กำลังเล่นครึ่งปีที่ 8 จาก 10", "45"],
    ] == rows(trainer.live)


def test_without_a_game_the_board_is_as_before(played):
    """
    Neither teams nor a button for the wall stand there before somebody plays.
    """
    _, _, before = played

    assert "เกมห้าปี" not in before
    assert "screen game" not in before


def test_a_link_replays_a_team_s_game_and_changes_nothing(played):
    """
    The address holds the team's code, and says that its page is only looked at.
    """
    trainer, _, _ = played
    links = re.findall(r'href="(/voila/render/game[^"]*)"', trainer.live)

    assert [f"game=code-of-{n}&look=1&lang=th" for n in (4, 11, 6, 8)] == [
        unescape(link).partition("?")[2] for link in links
    ]


def test_the_wall_shows_tables_and_no_name(played):
    """
    A bar for each table, of its phone that came furthest; in both languages nobody is named.
    """
    trainer, phones, _ = played
    trainer.do("screen game")
    wall = Browser(trainer.running).get(f"screen/{trainer.code}").text
    said = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", wall.split('class="bars')[1]))

    assert ["โต๊ะ 1", "โต๊ะ 3", "ทีมอื่น 1"] == re.findall(r"โต๊ะ \d+|ทีมอื่น \d+", said)
    assert ["72", "61", "45"] == re.findall(r"สุขภาพกลุ่ม (\d+) จาก 100", said)
    assert ["72", "61", "45"] == re.findall(r"width: (\d+)%", wall)
    assert 1 == said.count("ครบห้าปีแล้ว ✓")
    for name, phone in phones.items():
        assert name not in wall
        assert phone.words not in wall
    assert "code-of" not in wall
    english = Browser(trainer.running).get(f"screen/{trainer.code}?lang=en").text
    assert "Other team 1" in english


def test_a_wall_without_games_says_so(running, trainer):
    """
    The screen can be chosen by hand before anybody plays; it says what is the case.
    """
    trainer.do("screen game")

    assert "ยังไม่มีทีมไหนเริ่มเล่น" in Browser(running).get(f"screen/{trainer.code}").text


def test_the_spreadsheet_tells_how_far_each_game_is(played):
    """
    Half-years played and health beside each nickname; nothing for whoever has not played.
    """
    trainer, _, _ = played
    cells = {
        row[0]: row[6:8] for row in trainer.workbook().worksheets[0].iter_rows(values_only=True)
    }

    assert [(10, 61), (3, 72), (7, 45), (5, 99)] == [cells[name] for name in GAMES]
    assert (None, None) == cells["ไม่เล่น"]


def test_no_phone_is_sent_another_team_s_game(played):
    """
    What a team reached stands on no page of another's phone.
    """
    _, phones, _ = played

    assert "code-of" not in phones["ไม่เล่น"].get("class").text


def test_the_two_day_timetable_offers_the_game_and_half_a_day_does_not(running):
    """
    The form for a new class has it ticked where the timetable closes with it, and says how long.
    """
    trainer = Trainer(running)
    ticked = {
        plan: 'name="game" value="1" checked' in trainer.get(f"trainer/?plan={plan}").text
        for plan in ("half-day", "one-day", "two-days")
    }

    assert {"half-day": False, "one-day": False, "two-days": True} == ticked
    assert re.search(r"ปิดท้ายด้วยเกมห้าปี <small>\D*90\D*</small>", trainer.get("trainer/").text)


def test_the_game_is_begun_from_the_board(running):
    """
    It stands in the plan after the last lesson; begun, phones and the wall are on it, with the
    minutes left; ended, they are not.
    """
    trainer = Trainer(running)
    trainer.open_class(game=True)
    phone = Phone(running, trainer.code)
    plan = re.findall(r'class="clock">[\d:]+</span>\s*<span class="grow">([^<]+)', trainer.live)
    assert ["เกมห้าปี", "แบบทดสอบหลังเรียน"] == [said.strip() for said in plan][-3:-1]
    assert "แตะ “เล่นเกม”" not in Browser(running).get(f"screen/{trainer.code}").text

    assert "ช่วงนี้เหลือ 90 นาที" in trainer.do("teach game")
    said = phone.get("class").text
    assert "wide-button" in said.partition("render/game.ipynb")[0].rpartition("<a ")[2]
    assert "แตะ “เล่นเกม”" in Browser(running).get(f"screen/{trainer.code}").text
    for screen in ("lesson", "plan"):
        trainer.do(f"screen {screen}")
        assert "เกมห้าปี" in Browser(running).get(f"screen/{trainer.code}").text
    trainer.do("teach ")
    assert "รอวิทยากรสักครู่" in phone.get("class").text


def test_a_game_that_is_not_planned_is_not_begun(running, trainer):
    """
    A button that the board does not show does nothing.
    """
    assert 400 == trainer.post(f"trainer/class/{trainer.id}", do="teach game").status


@st.composite
def classes_that_play(draw):
    """Draw people at tables, some of whom play."""
    count = draw(st.integers(0, 12))
    tables = draw(st.lists(st.none() | st.integers(1, 4), min_size=count, max_size=count))
    people = [
        Person(number, 1, f"ชื่อ{number}", table, "A", "", NOON)
        for number, table in enumerate(tables, 1)
    ]
    playing = draw(st.sets(st.sampled_from(people)) if people else st.just(set()))
    games = [
        Game(one.id, "a", draw(st.integers(1, 11)), draw(st.integers(0, 100)), NOON)
        for one in playing
    ]
    return people, games


@given(classes_that_play())
def test_every_team_stands_on_the_board_and_every_table_on_the_wall(case):
    """
    Each game once on the board; on the wall each table once, with the furthest of its games.
    """
    people, games = case
    playing = teams(people, games)
    shown = bars(playing)

    assert sorted(one.person_id for one in games) == sorted(team.person.id for team in playing)
    tables = {team.person.table for team in playing} - {None}
    assert sorted(tables) == [bar.table for bar in shown if bar.table]
    alone = sum(team.person.table is None for team in playing)
    assert list(range(1, alone + 1)) == [bar.number for bar in shown if bar.table is None]
    for bar in shown:
        if bar.table:
            there = [team.game.round for team in playing if team.person.table == bar.table]
            assert max(there) == bar.game.round
