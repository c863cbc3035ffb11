"""The rules that a team sets in the five-year game, as buttons side by side."""

from ogs_teach.apps.game_meters import capital
from ogs_teach.apps.parts import Choice
from ogs_teach.i18n import Lang, t
from ogs_teach.simulation.game import LEVERS


def rule_name(lever: str, lang: Lang) -> str:
    """Name a rule."""
    return capital(t(f"game.lever.{lever}", lang))


def option_name(lever: str, option: str, lang: Lang) -> str:
    """Name a rule's option."""
    return capital(t(f"game.option.{lever}.{option}", lang))


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
