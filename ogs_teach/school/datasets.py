"""Data whose figures lessons may name, each read from the file that everybody else reads."""

import re
from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import cache, partial
from pathlib import Path

from ogs_teach import places
from ogs_teach.inputs import exact, plain, shown
from ogs_teach.money import BAHT
from ogs_teach.rules import GroupRules, keys
from ogs_teach.rules.keys import Amount
from ogs_teach.rules.sections import value_at
from ogs_teach.school.files import File, Table, gather
from ogs_teach.school.groups import group_figures

UNITS = ("group", "village", "person", "baht", "percent", "year", "day")


@cache
def training_rules() -> dict[str, Fraction]:
    """Return every number of the training rulebook.

    `loans.emergency.ceiling` becomes `loans_emergency_ceiling`; money is in baht, rates
    in percent.

    Examples
    --------
    >>> training_rules()["loans_emergency_ceiling"]
    Fraction(5000, 1)
    """
    rules = GroupRules.default()
    found = {}
    for path, key in keys():
        value = value_at(rules, path)
        if isinstance(value, int | Fraction) and not isinstance(value, bool):
            divisor = BAHT if isinstance(key, Amount) else 1
            found[path.replace(".", "_")] = Fraction(value) / divisor
    return found


@cache
def chiangrai_2565() -> dict[str, Fraction]:
    """Return every number of the source document on Chiang Rai, in the unit of its file.

    Examples
    --------
    >>> chiangrai_2565()["groups"]
    Fraction(395, 1)
    """
    return quoted_figures(places.sample_data() / "chiangrai_2565" / "figures.toml")


def quoted_figures(path: Path) -> dict[str, Fraction]:
    """Read figures that are quoted from a document; days of the year are left out.

    Parameters
    ----------
    path : Path
        TOML: a table for each figure with its name, value, unit, quotation and place.

    Raises
    ------
    LessonError
        Every problem at once, each with its line: what is missing or unknown, a value that
        is no number or does not stand in its quotation, a percentage that its counts do
        not make.
    """
    problems = gather()
    file = File(path, problems)
    contents = file.table()
    figures = {key: contents.table(key) for key in contents if key != "source"}
    found: dict[str, Fraction] = {}
    for key, figure in figures.items():
        if not figure.data:
            continue  # told already
        figure.words("name")
        quote = figure.text("quote")
        figure.text("place")
        unit = figure.text("unit", UNITS)
        value = figure.data.get("value")
        if unit == "day":
            figure.text("value")
        elif value is None:
            figure.refuse("missing-key", "value")
        elif unit:
            highest = 100 if unit == "percent" else None
            with problems, file.at(figure.line("value")):
                found[key] = exact(value, "school.field.value", lowest="0.01", highest=highest)
        if (key in found or unit == "day") and not _stands_in(quote, value):
            figure.refuse("not-quoted", "value", got=shown(value))
    for key, figure in figures.items():
        _check_percentage(figure, found, key)
    problems.close()
    return found


def _stands_in(quote: str, value: object) -> bool:
    """Tell whether a quotation holds a value: whole, with or without its commas."""
    printed = [str(value).strip()] + ([f"{value:,}"] if isinstance(value, int) else [])
    numbers = "|".join(re.escape(text) for text in printed)
    return bool(re.search(rf"(?<![\d,.])({numbers})(?![,.]?\d)", quote))


def _check_percentage(figure: Table, found: Mapping[str, Fraction], key: str) -> None:
    if "of" not in figure:
        return
    counts = figure.texts("of")
    if len(counts) != 2 or not found.keys() >= set(counts):
        figure.refuse("not-two-figures", "of")
    elif key in found and found[key] != round(100 * found[counts[0]] / found[counts[1]], 2):
        made = plain(100 * found[counts[0]] / found[counts[1]], 2)
        figure.refuse("not-its-counts", "value", got=plain(found[key]), made=made)


SETS: Mapping[str, Callable[[], dict[str, Fraction]]] = {
    "chiangrai_2565": chiangrai_2565,
    "training_rules": training_rules,
    "group_a": partial(group_figures, "group_a", "a_"),
    "group_12": partial(group_figures, "group_12", "t_"),
}
