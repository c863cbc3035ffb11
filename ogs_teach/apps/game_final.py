"""The five-year game's last page: how the group ended, what happened, which choices mattered."""

from collections.abc import Iterator, Sequence
from html import escape

from ogs_teach.apps import game_levers
from ogs_teach.apps import game_shown as shown
from ogs_teach.apps.game_debrief import beginning, health_meters, money_chart, months_of
from ogs_teach.apps.game_shown import MONEY, say
from ogs_teach.apps.parts import Block, Column, Heading, Note, Sheet, Table, View
from ogs_teach.i18n import Lang, t
from ogs_teach.simulation.game import VIRTUES, Debrief, Game, Mattered
from ogs_teach.simulation.game.content import dilemmas
from ogs_teach.tables import Cell


def final_view(game: Game, weighed: Sequence[Mattered] | None, lang: Lang) -> View:
    """Show how the game ended.

    Parameters
    ----------
    game : Game
    weighed : sequence of Mattered, or None
        The choices that mattered; None while they are being looked for.
    lang : "th" or "en"
    """
    health = shown.strong(str(game.health.whole))
    return View(
        sentence=say("final.sentence", lang, health=health),
        blocks=list(_blocks(game, weighed, lang)),
        workbook=None if weighed is None else lambda: sheets(game, weighed, lang),
    )


def _blocks(game: Game, weighed: Sequence[Mattered] | None, lang: Lang) -> Iterator[Block]:
    began = beginning(game.seed)
    yield health_meters(game.health, began.health, lang)
    moved = {name: level - began.levels[name] for name, level in game.levels.items()}
    yield shown.virtues(game.levels, lang, moved)
    yield Note(say("final.moved", lang))
    yield _compared(game, lang)
    yield Heading(say("debrief.money", lang))
    yield money_chart(game, lang)
    yield Heading(say("final.mattered", lang))
    yield Note(say("final.mattered-how", lang))
    if weighed is None:
        yield f'<p class="ogs-told" role="status">{escape(say("final.weighing", lang))}</p>'
    else:
        yield "".join(_card(one, lang) for one in _moving(weighed))
    yield Heading(say("final.rounds", lang))
    yield "".join(
        f'<div class="ogs-tell"><p><b>{escape(say("round.name", lang, number=lived.number))}</b> · '
        f"{escape(say('final.health', lang, health=lived.health.whole))}</p>"
        f"<ul>{''.join(f'<li>{escape(line)}</li>' for line in _happened(game, lived, lang))}</ul>"
        "</div>"
        for lived in game.debriefs
    )
    yield Heading(say("final.code", lang, seed=game.seed))
    yield f'<p class="ogs-code">{escape(game.code)}</p>'
    yield Note(say("final.code-how", lang))
    yield shown.training(lang)


def _moving(weighed: Sequence[Mattered]) -> list[Mattered]:
    """Leave out choices that changed nothing in the whole."""
    return [one for one in weighed if one.by]


def _card(one: Mattered, lang: Lang) -> str:
    """Draw a choice that mattered: when and what, what was chosen, what would have been."""
    lines = "".join(f"<p>{escape(line)}</p>" for line in _what_if(one, lang))
    return f'<div class="ogs-tell"><p><b>{escape(_when(one, lang))}</b></p>{lines}</div>'


def _when(one: Mattered, lang: Lang) -> str:
    """Say what was chosen, and in which half-year; a rule was chosen in each of them."""
    if one.kind == "rule":
        return game_levers.rule_name(one.what, lang)
    what = one.title[lang]
    if one.kind == "case":
        what = say(f"final.of-{one.what}", lang, member=what)
    return say("final.choice", lang, number=one.number, what=what)


def _what_if(one: Mattered, lang: Lang) -> tuple[str, str]:
    chosen, other = (_option(one, option, lang) for option in (one.chosen, one.other))
    chose, which = "debrief.chose", "worse" if one.by > 0 else "better"
    if one.kind == "rule":  # one option from beginning to end, beside those of ten half-years
        chose, which = "final.rule-chose", f"rule-{which}"
    instead = say(f"final.{which}", lang, other=other, by=abs(one.by))
    return say(chose, lang, chosen=chosen), instead


def _option(one: Mattered, option: str, lang: Lang) -> str:
    if one.kind == "rule":
        return game_levers.option_name(one.what, option, lang)
    if one.kind == "case":
        return shown.option_name(one.what, option, lang)
    found = next(dilemma for dilemma in dilemmas() if dilemma.id == one.what)
    return found.choices[int(option)].text[lang]


def _happened(game: Game, lived: Debrief, lang: Lang) -> Iterator[str]:
    """Yield what befell in a half-year and what was decided in it."""
    for event in lived.events:
        yield say("final.befell", lang, event=event.title[lang])
    yield from decided(game, lived, lang)


def decided(game: Game, lived: Debrief, lang: Lang) -> Iterator[str]:
    """Yield what was decided in a half-year: rules where they changed, cases, dilemmas."""
    rules = lived.decision.rules
    before = game.debriefs[lived.number - 2].decision.rules if lived.number > 1 else {}
    for lever, option in rules.items():
        if before.get(lever) != option:
            chosen = game_levers.option_name(lever, option, lang)
            yield say("final.decided", lang, what=game_levers.rule_name(lever, lang), chosen=chosen)
    for case, number in zip(lived.agenda.cases, lived.decision.cases, strict=True):
        chosen = shown.option_words(case, lang)[number]
        yield say("final.decided", lang, what=shown.case_title(case, lang), chosen=chosen)
    for dilemma, number in zip(lived.agenda.dilemmas, lived.decision.dilemmas, strict=True):
        chosen = dilemma.choices[number].text[lang]
        yield say("final.decided", lang, what=dilemma.title[lang], chosen=chosen)


def _compared(game: Game, lang: Lang) -> Table:
    """Return the group at the beginning and at the end."""
    first, last = beginning(game.seed).group, game.group
    rows: list[list[Cell]] = [
        [name, before, after]
        for (name, before), (_, after) in zip(
            shown.money_of(first, lang), shown.money_of(last, lang), strict=True
        )
    ]
    columns = [Column(say(f"column.{name}", lang)) for name in ("what", "begin", "end")]
    return Table(columns, rows, say("final.compare", lang))


# To take home


def sheets(game: Game, weighed: Sequence[Mattered], lang: Lang) -> list[Sheet]:
    """Return the whole game: how it ended, each half-year, each month."""
    notes = [
        say("title", lang),
        say("final.sentence", lang, health=game.health.whole),
        say("final.code", lang, seed=game.seed),
        game.code,
        t("parts.training-default", lang),
    ]
    parts = [_health(game, lang), _weights(weighed, lang)]
    return [
        Sheet(say("final.compare", lang), [_compared(game, lang), *parts], notes),
        Sheet(say("final.rounds", lang), [_rounds(game, lang)]),
        Sheet(say("debrief.money", lang), [_months(game, lang)]),
    ]


def _health(game: Game, lang: Lang) -> Table:
    rows: list[list[Cell]] = [
        [t(f"game.part.{name}", lang), level] for name, level in game.health.parts.items()
    ]
    rows += [[t(f"school.virtue.{name}", lang), game.levels[name]] for name in VIRTUES]
    columns = [Column(say("column.what", lang)), Column(say("column.level", lang), "count")]
    return Table(columns, rows, say("health", lang))


def _weights(weighed: Sequence[Mattered], lang: Lang) -> Table:
    rows: list[list[Cell]] = [[_when(one, lang), *_what_if(one, lang)] for one in _moving(weighed)]
    columns = [Column(say(f"column.{name}", lang)) for name in ("what", "chose", "did")]
    return Table(columns, rows, say("final.mattered", lang))


def _rounds(game: Game, lang: Lang) -> Table:
    columns = [
        Column(say("column.round", lang), "count"),
        Column(say("column.befell", lang)),
        Column(say("column.chose", lang)),
        Column(say("column.health", lang), "count"),
        *(Column(t(f"school.virtue.{name}", lang), "count") for name in VIRTUES),
    ]
    rows: list[list[Cell]] = [
        [
            lived.number,
            ", ".join(event.title[lang] for event in lived.events) or None,
            " / ".join(decided(game, lived, lang)),
            lived.health.whole,
            *(lived.levels[name] for name in VIRTUES),
        ]
        for lived in game.debriefs
    ]
    return Table(columns, rows, say("final.rounds", lang))


def _months(game: Game, lang: Lang) -> Table:
    columns = [
        Column(say("column.month", lang), "count"),
        *(Column(say(f"money.{name}", lang), "baht") for name in MONEY),
        Column(say("money.members", lang), "count"),
    ]
    rows: list[list[Cell]] = [
        [number, *(getattr(month, name) for name in MONEY), month.members]
        for number, month in enumerate(months_of(game))
    ]
    return Table(columns, rows, say("debrief.money", lang))
