"""How the rulebook reads: every value in words, as a table, and what differs from training."""

from collections.abc import Collection, Iterator
from typing import Any

from ogs_teach.apps.view import Block, Note
from ogs_teach.i18n import Lang, catalogue, t
from ogs_teach.inputs import plain
from ogs_teach.money import format_baht
from ogs_teach.rules import keys as kinds
from ogs_teach.rules.keys import (
    LONGEST_TEXT,
    Amount,
    Count,
    Key,
    OneOf,
    Order,
    Percent,
    Switch,
    Text,
)
from ogs_teach.rules.sections import Sections, value_at
from ogs_teach.tables import Column, Table

ROOM = "rules_app"
_ELSEWHERE = {"method": "loans.method", "convention": "dividends.convention"}


def option_name(path: str, word: str, lang: Lang) -> str:
    """Name what a word in the file means.

    Examples
    --------
    >>> option_name("loans.payment_order", "fine", "en")
    'fine'
    """
    name = path.rpartition(".")[2]
    return t(f"{_ELSEWHERE.get(name, f'rules.option.{name}')}.{word}", lang)


def value_said(path: str, kind: Key, value: Any, lang: Lang) -> str:
    """Write a value of the rulebook as a person reads it.

    Examples
    --------
    >>> value_said("fines.missed_pledge", Amount(0, 100), 500, "en")
    '5 baht'
    """
    if isinstance(kind, Amount):
        return format_baht(value, lang, short=True)
    if isinstance(kind, Percent | Count):
        unit = unit_of(path, kind, lang)
        return f"{plain(value, 40)}{unit}" if unit == "%" else f"{plain(value, 40)} {unit}".strip()
    if isinstance(kind, OneOf):
        return option_name(path, value, lang)
    if isinstance(kind, Order):
        return " → ".join(option_name(path, word, lang) for word in value)
    if isinstance(kind, Switch):
        return t("parts.yes" if value else "parts.no", lang)
    return str(value)


def unit_of(path: str, kind: Key, lang: Lang) -> str:
    """Return what a number of the rulebook counts."""
    key = f"unit.{path}"
    if key in catalogue("rules"):
        return t(f"rules.{key}", lang)
    return "%" if isinstance(kind, Percent) else ""


def bounds_said(path: str, kind: Key, lang: Lang) -> str:
    """Say what a key may hold; nothing where a person chooses among what stands there."""
    if isinstance(kind, Amount):
        low, high = plain(kind.lowest), plain(kind.highest)
        return t(f"{ROOM}.between", lang, low=low, high=high, unit=t("money.baht", lang))
    if isinstance(kind, Percent | Count):
        low, high = plain(kind.lowest), plain(kind.highest)
        unit = unit_of(path, kind, lang)
        if unit == "%":
            high, unit = f"{high}%", ""
        return t(f"{ROOM}.between", lang, low=low, high=high, unit=unit).replace(" )", ")")
    return t(f"{ROOM}.letters", lang, limit=LONGEST_TEXT) if isinstance(kind, Text) else ""


def differing(rules: Sections, default: Sections) -> list[str]:
    """Name the keys that are not as in the training default."""
    return [path for path, _ in kinds() if value_at(rules, path) != value_at(default, path)]


def rulebook(
    rules: Sections,
    default: Sections,
    lang: Lang,
    *,
    only: Collection[str] | None = None,
    dots: bool = False,
) -> Table:
    """List the rulebook's values beside the training default's.

    Parameters
    ----------
    rules, default : GroupRules
    lang : "th" or "en"
    only : collection of str, optional
        The keys to list; all, with a heading for each section, if it is not given.
    dots : bool
        Whether a column marks what differs, for paper without colours.
    """
    columns = [Column(t(f"{ROOM}.column.{name}", lang)) for name in ("key", "ours", "default")]
    if dots:
        columns.append(Column(t(f"{ROOM}.column.differs", lang)))
    differ = set(differing(rules, default))
    rows: list[list[str]] = []
    headings, marked, section = [], [], ""
    for path, kind in kinds():
        if only is not None and path not in only:
            continue
        table = path.rpartition(".")[0]
        if only is None and table != section:
            section = table
            headings.append(len(rows))
            rows.append([t(f"rules.section.{table}", lang), *[""] * (len(columns) - 1)])
        if path in differ and only is None:
            marked.append(len(rows))
        said = [value_said(path, kind, value_at(each, path), lang) for each in (rules, default)]
        row = [t(f"rules.field.{path}", lang), *said]
        rows.append([*row, "●" if path in differ else ""] if dots else row)
    caption = t(f"{ROOM}.{'rulebook' if only is None else 'differences'}", lang)
    return Table(columns, rows, caption, marked=marked, headings=headings)


def blocks(rules: Sections, default: Sections, lang: Lang) -> Iterator[Block]:
    """Show what differs, then the whole rulebook."""
    differ = differing(rules, default)
    label = t("parts.training-default", lang)
    yield Note(t(f"{ROOM}.about-default", lang), "training")
    if differ:
        yield _wrapping(rulebook(rules, default, lang, only=differ), lang)
    yield _wrapping(rulebook(rules, default, lang), lang)
    yield Note(t(f"{ROOM}.default-is", lang, label=label))


def _wrapping(table: Table, lang: Lang) -> str:
    """Draw a table of words: its cells break their lines, so that it fits a phone."""
    return f'<div class="ogs-wrapping">{table.html(lang)}</div>'
