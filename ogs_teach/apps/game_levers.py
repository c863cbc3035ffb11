"""The rules that a team sets in the five-year game, as buttons side by side."""

from collections.abc import Mapping
from html import escape

from ogs_teach.apps.game_meters import capital
from ogs_teach.apps.game_shown import say
from ogs_teach.apps.parts import Choice
from ogs_teach.i18n import Lang, t
from ogs_teach.simulation.game import LEVERS


def rule_name(lever: str, lang: Lang) -> str:
    """Name a rule."""
    return capital(t(f"game.lever.{lever}", lang))


def option_name(lever: str, option: str, lang: Lang) -> str:
    """Name a rule's option."""
    return capital(t(f"game.option.{lever}.{option}", lang))


def rules_line(rules: Mapping[str, str], lang: Lang) -> str:
    """Draw which option of each rule is in force, as one paragraph."""
    short = (
        say(f"in-force.{lever}", lang, option=t(f"game.option.{lever}.{option}", lang))
        for lever, option in rules.items()
    )
    told = say("in-force.line", lang, rules=" · ".join(short))
    return f'<p class="ogs-in-force">{escape(told)}</p>'


class Lever(Choice):
    """A rule and its options; the game has the words, not the app."""

    def __init__(self, name: str) -> None:
        super().__init__(
            name,
            LEVERS[name],
            tabs=True,
            says=lambda option, lang: option_name(name, option, lang),
        )

    def label(self, lang: Lang) -> str:
        """Return the rule's name."""
        return rule_name(self.name, lang)
