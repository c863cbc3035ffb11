"""The five-year game, played on a phone to its last page."""

import pytest

from ogs_teach.simulation.game import LEVERS, Game
from ogs_teach.simulation.game.strategies import STRATEGIES
from tests.browser import pictures
from tests.browser.axe import serious_faults
from tests.browser.sizes import SIZES

APP = "voila/render/game.ipynb"


class Team:
    """A team around one phone, and the same game beside it, without a page."""

    def __init__(self, visit, server, seed, lang="th"):
        self.visit, self.game = visit, Game(seed)
        self.page = visit.open(f"{server}{APP}?lang={lang}")
        seed_box = self.page.locator(".ogs-seed input").first
        if seed_box.input_value() != str(seed):
            seed_box.fill(str(seed))
            with visit.answered():
                seed_box.press("Tab")

    def press(self, name, step):
        """Press a button, and wait for the step that follows."""
        self.page.locator(f".ogs-{name} button").click()
        self.wait_for(step)

    def wait_for(self, step):
        self.page.wait_for_selector(f'.ogs-app[data-step="{step}"]', state="attached")
        self.page.wait_for_timeout(100)

    def choose(self, decision):
        """Set the rules and answer all questions by thumb."""
        rules = self.game.debriefs[-1].decision.rules if self.game.debriefs else None
        if rules != decision.rules:
            fold = self.page.locator(".ogs-rules-fold, .ogs-section .ogs-fold").first
            if fold.get_attribute("aria-expanded") != "true":
                with self.visit.answered():
                    fold.click()
            for lever, options in LEVERS.items():
                place = options.index(decision.rules[lever])
                self.page.locator(f".ogs-{lever.replace('_', '-')} button").nth(place).click()
        for kind, chosen in (("case", decision.cases), ("dilemma", decision.dilemmas)):
            for number, option in enumerate(chosen, 1):
                self.page.locator(
                    f".ogs-{kind}-{number} label.widget-label-basic, "
                    f".ogs-{kind}-{number} .widget-radio-box label"
                ).nth(option).click()

    def live(self, decision):
        """Live one half-year, on the page and beside it."""
        self.choose(decision)
        self.game.decide(decision)
        self.press("decide", f"debrief {self.game.round}")

    def go_on(self):
        self.press("go-on", "final 11" if self.game.finished else f"round {self.game.round}")
