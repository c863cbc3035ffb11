"""The debrief sheet that a team takes home: the day, the mistakes, what to talk about."""

from ogs_teach.apps.savings_day_shown import cash_rows, register, say
from ogs_teach.i18n import Lang, t
from ogs_teach.money import format_baht
from ogs_teach.savings_day import SavingsDay
from ogs_teach.savings_day.papers import DAY
from ogs_teach.tables import Cell, Column, Sheet, Table
from ogs_teach.thai import format_date

QUESTIONS = ("found", "control", "virtue", "ours")


def debrief(day: SavingsDay, tries: int, lang: Lang) -> list[Sheet]:
    """Return the sheet, and the day's register behind it.

    The planted mistakes are told when the day is closed, and not before.
    """
    notes = [
        say("sheet.title", lang, level=day.level, date=format_date(DAY, lang)),
        say("sheet.team", lang),
        *(
            f"{number}. {say(f'sheet.question.{key}', lang)}"
            for number, key in enumerate(QUESTIONS, 1)
        ),
    ]
    tables = [_day(day, lang), _play(day, tries, lang)]
    tables.append(_mistakes(day, lang) if day.closed else _open(day, lang))
    whole = register(day, lang)
    return [
        Sheet(say("sheet.name", lang), tables, notes),
        Sheet(whole.caption, [whole], [say("sheet.synthetic", lang)]),
    ]


def _day(day: SavingsDay, lang: Lang) -> Table:
    rows: list[list[Cell]] = [[name, amount] for name, amount in cash_rows(day, lang)]
    columns = [Column(say("sheet.item", lang)), Column(say("column.baht", lang), "baht")]
    return Table(columns, rows, say("cash.title", lang))


def _play(day: SavingsDay, tries: int, lang: Lang) -> Table:
    reversed_ = sum(bool(entry.reverses) for entry in day.register)
    rows: list[list[Cell]] = [
        [say("sheet.tries", lang), tries],
        [say("sheet.reversed", lang), reversed_],
        [say("sheet.hints", lang), sum(day.hints.values())],
    ]
    columns = [Column(say("sheet.item", lang)), Column(say("sheet.count", lang), "count")]
    return Table(columns, rows, say("sheet.play", lang))


def _mistakes(day: SavingsDay, lang: Lang) -> Table:
    columns = [Column(say(f"sheet.{name}", lang)) for name in ("mistake", "slip", "how", "prevent")]
    rows: list[list[Cell]] = [
        [
            say(f"mistake.{mistake.kind}.what", lang),
            mistake.paper or format_baht(mistake.amount, lang),
            say(f"mistake.{mistake.kind}.how", lang),
            say(f"mistake.{mistake.kind}.prevent", lang),
        ]
        for mistake in day.mistakes
    ]
    return Table(columns, rows, say("sheet.mistakes", lang))


def _open(day: SavingsDay, lang: Lang) -> Table:
    rows: list[list[Cell]] = [[problem.say(lang)] for problem in day.verdict()]
    return Table([Column(say("sheet.remark", lang))], rows, t("savings_day_app.auditor", lang))
