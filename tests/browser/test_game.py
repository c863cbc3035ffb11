"""The five-year game, played on a phone to its last page."""

import pytest

from ogs_teach.simulation.game import LEVERS, USUAL, Decision, Game
from ogs_teach.simulation.game.strategies import STRATEGIES
from tests.browser import pictures
from tests.browser.axe import serious_faults
from tests.browser.sizes import SIZES
from tests.tally import tally

APP = "voila/render/game.ipynb"
SEED = 7


class Team:
    """A team around one phone, and the same game beside it, without a page."""

    def __init__(self, visit, server, seed=SEED, lang="th"):
        self.visit, self.game, self.rules = visit, Game(seed), dict(USUAL)
        self.page = visit.open(f"{server}{APP}?lang={lang}")
        box = self.page.locator(".ogs-seed input[type=text]")
        if box.input_value() != str(seed):
            box.fill(str(seed))
            with visit.answered():
                box.press("Tab")

    def press(self, name, step):
        """Press a button, and wait for the step that it leads to."""
        self.page.locator(f".ogs-{name} button").click()
        self.wait_for(step)

    def wait_for(self, step):
        self.page.wait_for_selector(f'.ogs-app[data-step="{step}"]', state="attached")

    def start(self):
        self.press("start", "round 1")

    def answer(self, decision):
        """Set the rules that are new, and answer all questions by thumb."""
        new = dict(decision.rules.items() - self.rules.items())
        self.rules = dict(decision.rules)
        fold = self.page.locator(".ogs-section:not(.ogs-hidden) > .ogs-fold").first
        if new and fold.get_attribute("aria-expanded") != "true":
            with self.visit.answered():
                fold.click()
        for name, option in new.items():
            buttons = self.page.locator(f".ogs-{name.replace('_', '-')} button")
            buttons.nth(LEVERS[name].index(option)).click()
        for kind, chosen in (("case", decision.cases), ("dilemma", decision.dilemmas)):
            for number, option in enumerate(chosen, 1):
                question = self.page.locator(f".ogs-{kind}-{number}")
                question.locator(".widget-radio-box label").nth(option).click()

    def live(self, decision):
        """Live one half-year, on the page and beside it."""
        self.answer(decision)
        self.game.decide(decision)
        self.press("decide", f"debrief {self.game.round}")

    def go_on(self):
        self.press("go-on", "final 11" if self.game.finished else f"round {self.game.round}")

    def said(self):
        return self.page.locator(".ogs-sentence").inner_text().replace("\N{NO-BREAK SPACE}", " ")

    def levels(self):
        """Return all levels that the page shows, top to bottom."""
        return list(map(int, self.page.locator(".ogs-meters:visible b").all_inner_texts()))

    def look_over(self, name):
        """Keep pictures, and return what a person would complain of."""
        own = self.visit.size
        found = []
        for size in SIZES:
            self.visit.resize(size)
            pictures.keep(self.page, f"game-{name}-{size}", whole=True)
            found += [f"{size}: {fault}" for fault in self.visit.faults()]
        self.visit.resize(own)
        return found + self.visit.complaints


@pytest.mark.parametrize("name", STRATEGIES)
def test_a_game_is_played_to_its_last_page_on_a_phone(server, phone, name):
    """
    Ten half-years by thumb, one page opened anew on the way; the page ends as the model does.
    """
    team = Team(phone, server)
    team.start()
    strategy = STRATEGIES[name]
    while not team.game.finished:
        team.live(strategy(team.game))
        health = team.game.health.whole
        assert f"สุขภาพกลุ่ม {health}" in team.said()
        if name == "balanced" and team.game.round == 3:
            assert [] == team.look_over("debrief")
        team.go_on()
        if name == "balanced" and team.game.round == 6:
            assert [] == team.look_over("round")
            reload_in_the_middle(team, strategy(team.game))

    assert f"สุขภาพกลุ่ม {team.game.health.whole} จาก 100" in team.said()
    shown = [*team.game.health.parts.values(), *team.game.levels.values()]
    assert shown == team.levels()
    assert team.game.code == team.page.locator(".ogs-code").inner_text()
    assert f"game={team.game.code}" in team.page.url
    tally["five-year games played to the end in a browser"] += 1
    if name == "balanced":
        team.page.wait_for_selector("button.ogs-take:has-text('Excel')", state="visible")
        assert [] == team.look_over("final")
        assert [] == serious_faults(team.page, contrast=False)
        printed_without_buttons(team.page)
        take_home(team)
    assert set() == phone.outside_hosts(server)


def reload_in_the_middle(team, decision):
    """Answer one question, lose the page, and find all as it was."""
    team.answer(Decision({**decision.rules, "times": "2"}, decision.cases[:1]))
    with team.visit.answered():
        team.page.locator(".ogs-dilemma-1 .widget-radio-box label").nth(2).click()
    address, said = team.page.url, team.said()
    assert "lang=th" in address

    team.page.reload()
    team.wait_for("round 6")

    assert (address, said) == (team.page.url, team.said())
    picked = team.page.locator(".ogs-dilemma-1 input").nth(2)
    assert picked.is_checked()
    assert "mod-active" in team.page.locator(".ogs-times button").first.get_attribute("class")


def printed_without_buttons(page):
    """On paper there is nothing to press, and everything to read."""
    page.emulate_media(media="print")
    assert 0 == page.locator("button:visible").count()
    assert page.locator(".ogs-code").is_visible()
    page.emulate_media(media="screen")


def take_home(team):
    """A spreadsheet comes along."""
    team.page.locator("button.ogs-take:visible", has_text="Excel").click()
    with team.page.expect_download() as download:
        team.page.locator(".ogs-download").click()
    assert download.value.path().stat().st_size > 5_000


def test_what_is_not_decided_is_said_kindly_and_nothing_is_lost(server, phone):
    """
    In English too: the open matters are named, the first is gone to; a broken address begins anew.
    """
    team = Team(phone, server, lang="en")
    team.start()
    assert [] == team.look_over("round-en")
    matters = len(team.game.agenda.cases) + len(team.game.agenda.dilemmas)
    with phone.answered():
        team.page.locator(".ogs-dilemma-1 .widget-radio-box label").first.click()
    with phone.answered():
        team.page.locator(".ogs-decide button").click()
    card = team.page.locator(".ogs-card").inner_text()
    pictures.keep(team.page, "game-not-decided")

    assert f"{matters - 1} still open" in card
    assert matters - 1 == team.page.locator(".ogs-pick.ogs-wrong").count()
    box = team.page.locator(".ogs-pick.ogs-wrong").first.bounding_box()
    assert 0 < box["y"] < 844
    assert [] == phone.faults()

    with phone.answered():
        team.page.locator(".ogs-language").click()
    assert f"ยังต้องเลือกอีก {matters - 1} เรื่อง" in team.said()
    assert team.page.locator(".ogs-dilemma-1 input").first.is_checked()

    team.page.goto(f"{server}{APP}?lang=th&game=broken")
    team.wait_for("opening")
    assert "เริ่มเกมใหม่ได้เลย" in team.page.locator(".ogs-card").inner_text()
    assert "game=" not in team.page.url
