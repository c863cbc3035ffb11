"""The savings app's first view: what my own pledge becomes."""

from collections.abc import Mapping
from typing import Any

from ogs_teach import charts
from ogs_teach.apps import groups
from ogs_teach.apps.parts import Block, Heading, Note, Sheet, View, escape
from ogs_teach.apps.savings_table import table
from ogs_teach.i18n import Lang, t
from ogs_teach.money import format_baht
from ogs_teach.savings import TRAINING_RULES, Growth, PledgeRules, Saver, spread

ROOM = "savings_app.mine"

YEAR = (
    "year", "total", "paid_in", "dividends", "special_in", "interest", "fines", "balance",
    "special",
)  # fmt: skip
MONTH = (
    "month", "due", "paid", "late", "fine", "dividend", "balance",
    "special_in", "special_dividend", "special", "total",
)  # fmt: skip
OPTIONAL = ("special_in", "interest", "fines", "special")


def view(values: Mapping[str, Any], rules: PledgeRules, lang: Lang, own: str = "") -> View:
    """Reckon a member's savings.

    Parameters
    ----------
    values : mapping
    rules : PledgeRules
    lang : "th" or "en"
    own : str
        Name of the visitor's own group, where the rules are its own.

    Raises
    ------
    SavingsError
        If the pledge is not one that the group's rules allow.
    """
    saver = Saver(
        pledge=values["pledge"],
        changes={values["change_year"]: values["change"]} if values["changing"] else {},
        missed=spread(values["missed"]),
        paid_after=1 if values["late"] else None,
        special=values["special"] if rules.special_savings else 0,
        opening=values["opening"],
        rate=values["rate"],
        dividend=values["dividend_use"],
        special_rate=values["special_rate"],
        rules=rules,
    )
    growth, on_time = saver.grow(values["years"]), saver.on_time().grow(values["years"])
    return View(
        sentence=_sentence(saver, growth, values["target"], lang),
        blocks=[
            Heading(t(f"{ROOM}.chart", lang)),
            _chart(saver, growth, on_time, values["target"], lang),
            *_notes(saver, growth, lang, own),
            table(ROOM, "years", growth.years, YEAR, lang, optional=OPTIONAL),
        ],
        workbook=lambda: [
            Sheet(t(f"{ROOM}.years", lang), [table(ROOM, "years", growth.years, YEAR, lang)]),
            Sheet(
                t(f"{ROOM}.months", lang),
                [table(ROOM, "months", growth.account.months, MONTH, lang)],
            ),
        ],
    )


def rules_of(group: str) -> PledgeRules:
    """Return what a sample group lets its members promise, or the kit's training rules."""
    if group == "training":
        return TRAINING_RULES
    return PledgeRules.of(groups.rules_of(group))


def span(months: int, lang: Lang) -> str:
    """Say a number of months as years and months.

    Examples
    --------
    >>> span(91, "en"), span(12, "en"), span(5, "en")
    ('7 years 7 months', '1 year', '5 months')
    """
    years, rest = divmod(months, 12)
    said = []
    if years:
        said.append(t(f"{ROOM}.{'year' if years == 1 else 'many-years'}", lang, count=years))
    if rest or not years:
        said.append(t(f"{ROOM}.{'month' if rest == 1 else 'many-months'}", lang, count=rest))
    return " ".join(said)


def _sentence(saver: Saver, growth: Growth, target: int, lang: Lang) -> str:
    def strong(text: str) -> str:
        return f"<strong>{escape(text)}</strong>".replace(" ", "\N{NO-BREAK SPACE}")

    def baht(satang: int) -> str:
        return format_baht(satang, lang, short=True).replace(" ", "\N{NO-BREAK SPACE}")

    parts = [
        t(
            f"{ROOM}.total",
            lang,
            years=span(12 * len(growth.years), lang),
            total=strong(baht(growth.total)),
        )
    ]
    month, on_time = saver.reach(target), saver.on_time().reach(target)
    if month == 0:
        parts.append(t(f"{ROOM}.already", lang, target=baht(target)))
    elif month is None or on_time is None:
        parts.append(t(f"{ROOM}.never", lang, target=baht(target)))
    else:
        parts.append(t(f"{ROOM}.reach", lang, target=baht(target), span=strong(span(month, lang))))
        if month > on_time:
            parts.append(t(f"{ROOM}.later", lang, span=strong(span(month - on_time, lang))))
        elif saver.missed:
            parts.append(t(f"{ROOM}.same", lang))
    return "<br>".join(parts)


def _chart(saver: Saver, growth: Growth, on_time: Growth, target: int, lang: Lang) -> str:
    start = saver.opening + saver.opening_special
    labels = [str(number) for number in range(len(growth.years) + 1)]
    series = {t(f"{ROOM}.line.actual", lang): [start, *(year.total for year in growth.years)]}
    if saver.missed:
        best = [start, *(year.total for year in on_time.years)]
        series[t(f"{ROOM}.line.on-time", lang)] = best
    if target <= 2 * on_time.total:  # a target far above would flatten everything else
        series[t(f"{ROOM}.line.target", lang)] = [target] * len(labels)
    return charts.lines(
        series,
        labels,
        title=t(f"{ROOM}.chart", lang),
        description=t(f"{ROOM}.described", lang, total=format_baht(growth.total, lang)),
        lang=lang,
    )


def _notes(saver: Saver, growth: Growth, lang: Lang, own: str) -> list[Block]:
    lines = [
        t(f"{ROOM}.dividend.{saver.dividend}", lang, sum=format_baht(growth.dividends, lang)),
        t(f"{ROOM}.next-month", lang),
    ]
    if saver.missed:
        months = ", ".join(str(month) for month in sorted(saver.missed))
        how = "late" if saver.paid_after else "missed"
        lines.append(t(f"{ROOM}.{how}", lang, months=months))
        lines.append(t(f"{ROOM}.fines", lang, sum=format_baht(growth.account.fines, lang)))
    if own:
        return [Note("\n".join([*lines, t("own_group.rules-from", lang, name=own)]))]
    training = f"{t(f'{ROOM}.training', lang)}\n{t('parts.training-default', lang)}"
    return [Note("\n".join(lines)), Note(training, "training")]
