"""What the five-year game shows after a half-year: what befell, what came of it, and why."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from html import escape

from ogs_teach import charts
from ogs_teach.apps.game_meters import meters, signed
from ogs_teach.apps.game_shown import figures_of, say, strong, training, virtues
from ogs_teach.apps.parts import Block, Heading, Note, View
from ogs_teach.i18n import Lang, t
from ogs_teach.simulation import Month
from ogs_teach.simulation.game import Debrief, Game, Health

DRAWN = ("cash", "savings", "loans")


def debrief_view(game: Game, lang: Lang) -> View:
    """Show the half-year that was just lived."""
    lived = game.debriefs[-1]
    before = game.debriefs[-2].health if len(game.debriefs) > 1 else None
    health = lived.health
    moved = f" ({signed(health.whole - before.whole)})" if before else ""
    told = {"number": lived.number, "health": strong(str(health.whole)), "moved": moved}
    return View(
        sentence=say("debrief.sentence", lang, **told),
        blocks=list(_blocks(game, lived, before, lang)),
    )


def _blocks(game: Game, lived: Debrief, before: Health | None, lang: Lang) -> Iterator[Block]:
    yield Heading(say("debrief.events", lang))
    yield events(lived, lang)
    yield Heading(say("debrief.tells", lang))
    yield tells(lived, lang)
    yield virtues(lived.levels, lang, lived.moved)
    if lived.why:
        yield Heading(say("debrief.why", lang))
        yield _listed(why.say(lang) for why in lived.why)
    yield Heading(say("debrief.money", lang))
    yield money_chart(game, lang)
    yield figures_of(game.group, lang)
    yield health_meters(health=lived.health, before=before, lang=lang)
    yield training(lang)
    yield Note(say("debrief.talk", lang), "how")


def events(lived: Debrief, lang: Lang) -> str:
    """Draw what befell the group."""
    return "".join(
        f'<div class="ogs-event"><p><b>{escape(event.title[lang])}</b></p>'
        f"<p>{escape(event.text[lang])}</p></div>"
        for event in lived.events
    )


def tells(lived: Debrief, lang: Lang) -> str:
    """Draw what came of each choice, under what was chosen."""
    return "".join(
        f'<div class="ogs-tell"><p><b>{escape(dilemma.title[lang])}</b></p>'
        f"<p>{escape(say('debrief.chose', lang, chosen=dilemma.choices[chosen].text[lang]))}</p>"
        f"<p>{escape(told[lang])}</p></div>"
        for dilemma, chosen, told in zip(
            lived.agenda.dilemmas, lived.decision.dilemmas, lived.tells, strict=True
        )
    )


def money_chart(game: Game, lang: Lang) -> str:
    """Draw cash, savings and loans over all months lived, from the beginning."""
    months = months_of(game)
    return charts.lines(
        {say(f"money.{name}", lang): [getattr(one, name) for one in months] for name in DRAWN},
        [str(number) for number in range(len(months))],
        title=say("debrief.money", lang),
        description=say("debrief.money-says", lang, months=len(months) - 1),
        lang=lang,
    )


def months_of(game: Game) -> Sequence[Month]:
    """Return the group at its beginning and at the end of each month lived."""
    return [
        beginning(game.seed).group,
        *(month for lived in game.debriefs for month in lived.months),
    ]


@cache
def beginning(seed: int) -> Game:
    """Return a game that nobody has decided anything in."""
    return Game(seed)


def health_meters(health: Health, before: Health | None, lang: Lang) -> str:
    """Draw the parts of the health as bars."""
    rows = [
        (
            t(f"game.part.{name}", lang),
            level,
            None if before is None else level - before.parts[name],
        )
        for name, level in health.parts.items()
    ]
    return meters(rows, say("health", lang))


def _listed(lines: Iterable[str]) -> str:
    return f"<ul>{''.join(f'<li>{escape(line)}</li>' for line in lines)}</ul>"
