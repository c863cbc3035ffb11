"""What the five-year game shows before a choice: where the group stands, what is asked."""

from collections.abc import Callable, Mapping, Sequence
from html import escape

from ogs_teach.apps.game_meters import capital, meters
from ogs_teach.apps.reporting import KeptGame
from ogs_teach.i18n import Lang, t
from ogs_teach.money import BAHT, Rounding, format_baht
from ogs_teach.simulation import Month
from ogs_teach.simulation.game import ROUNDS, USUAL, VIRTUES, Case, Dilemma, Game

ROOM = "game_app"
MONEY = ("cash", "savings", "loans", "at_risk")
Says = Callable[[Lang], str]
Question = tuple[Says, Says, Sequence[Says]]


def say(key: str, lang: Lang, **values: object) -> str:
    """Return one of the game's texts."""
    return t(f"{ROOM}.{key}", lang, **values)


def strong(text: str) -> str:
    """Set off a part of a sentence, and keep it on one line."""
    return f"<strong>{escape(text)}</strong>".replace(" ", "\N{NO-BREAK SPACE}")


def training(lang: Lang) -> str:
    """Draw the label of what is set for practice."""
    label = t("parts.training-default", lang)
    return f'<div class="ogs-note ogs-training"><p>{escape(label)}</p></div>'


def opening(kept: KeptGame | None, lang: Lang) -> str:
    """Say in three sentences what the game is, and which set of events the class plays."""
    items = "".join(f"<li>{escape(say(f'opening.{n}', lang))}</li>" for n in (1, 2, 3))
    of_class = "" if kept is None else say("opening.of-class", lang, seed=kept.seed)
    told = f'<p class="ogs-told">{escape(of_class)}</p>' if of_class else ""
    return f"<ol>{items}</ol>{told}"


def note(key: str, lang: Lang) -> str:
    """Say that the class did not take the last half-year, and what that means."""
    return f'<p class="ogs-told" role="status">{escape(say(key, lang))}</p>' if key else ""


def round_sentence(game: Game, waiting: int, lang: Lang) -> str:
    """Say which half-year it is, and how much is still to be decided."""
    name = strong(say("round.sentence", lang, number=game.round, rounds=ROUNDS))
    left = say("round.waiting", lang, count=waiting) if waiting else say("round.ready", lang)
    return f"{name} {left}"


def whole_baht(satang: int, lang: Lang) -> str:
    """Write an amount to the baht: nobody decides by satang.

    Examples
    --------
    >>> whole_baht(527_543_42, "en")
    '527,543 baht'
    """
    return format_baht(Rounding(step=BAHT).apply(satang), lang, short=True)


def money_of(group: Month, lang: Lang) -> list[tuple[str, str]]:
    """Return the group's figures as people read them: name and amount."""
    rows = [(name, whole_baht(getattr(group, name), lang)) for name in MONEY]
    return [(say(f"money.{name}", lang), amount) for name, amount in rows] + [
        (say("money.members", lang), say("people", lang, count=group.members))
    ]


def standing(game: Game, lang: Lang) -> str:
    """Draw where the group stands: its money, its members, its five virtues."""
    figures, levels = figures_of(game.group, lang), virtues(game.levels, lang)
    return f'<div class="ogs-standing">{figures}<div>{levels}</div></div>'


def figures_of(group: Month, lang: Lang) -> str:
    """Draw the group's figures, one below the other."""
    body = "".join(
        f"<tr><th>{escape(name)}</th><td>{escape(amount)}</td></tr>"
        for name, amount in money_of(group, lang)
    )
    caption = escape(say("standing", lang))
    return (
        f'<div class="ogs-count"><table><caption>{caption}</caption>'
        f"<tbody>{body}</tbody></table></div>"
    )


def virtues(levels: Mapping[str, int], lang: Lang, moved: Mapping[str, int] | None = None) -> str:
    """Draw the five virtues as bars."""
    rows = [
        (t(f"school.virtue.{name}", lang), levels[name], None if moved is None else moved[name])
        for name in VIRTUES
    ]
    return meters(rows, say("virtues", lang))


def rules_so_far(game: Game) -> Mapping[str, str]:
    """Return the rules of the last half-year, or those that the game begins with."""
    return game.debriefs[-1].decision.rules if game.debriefs else USUAL


def questions(game: Game) -> list[Question]:
    """Return what is asked in the half-year at hand: cases, then dilemmas."""
    agenda = game.agenda
    return [*map(_of_case, agenda.cases), *map(_of_dilemma, agenda.dilemmas)]


def case_title(case: Case, lang: Lang) -> str:
    """Name a case by its person."""
    return say(f"case.{case.kind}.title", lang, **_case_values(case, lang))


def option_words(case: Case, lang: Lang) -> list[str]:
    """Name a case's options."""
    return [option_name(case.kind, option, lang) for option in case.options]


def option_name(kind: str, option: str, lang: Lang) -> str:
    """Name what can be done about a case."""
    return capital(t(f"game.case.{kind}.{option}", lang))


def _of_case(case: Case) -> Question:
    def story(lang: Lang) -> str:
        told = say(f"case.{case.kind}.story", lang, **_case_values(case, lang))
        return "".join(f"<p>{escape(line)}</p>" for line in told.splitlines())

    answers = [lambda lang, at=at: option_words(case, lang)[at] for at in range(len(case.options))]
    return (lambda lang: case_title(case, lang)), story, answers


def _case_values(case: Case, lang: Lang) -> dict[str, object]:
    """Word a case's figures: satang as baht, all others as they are."""
    return {"member": case.member[lang]} | {
        name: whole_baht(value, lang) if name not in ("months", "late") else value
        for name, value in case.values.items()
    }


def _of_dilemma(dilemma: Dilemma) -> Question:
    answers = [lambda lang, choice=choice: choice.text[lang] for choice in dilemma.choices]
    return (
        lambda lang: dilemma.title[lang],
        lambda lang: f"<p>{escape(dilemma.story[lang])}</p>",
        answers,
    )
