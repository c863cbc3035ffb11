"""Figures: what their names stand for, what the core works out, how they are worded.

A figure in a text says its unit and an expression, `{{ baht(savings / groups) }}`. The
names come from data sets and from the lesson's own `[figures]`; where they come from is
remembered, so that a page can say it beside the numbers.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from ogs_teach.errors import LessonError, Problem
from ogs_teach.i18n import Lang, t
from ogs_teach.inputs import plain
from ogs_teach.money import format_baht
from ogs_teach.school import datasets
from ogs_teach.school.expressions import Call, Number, calls, evaluate, names, parse
from ogs_teach.school.functions import FUNCTIONS, calendar_day, satang
from ogs_teach.thai import christian_year, format_date

OWN = "own"  # the lesson's made-up numbers, as an origin


def _baht(value: Fraction, places: int | None, lang: Lang) -> str:
    if places is not None:
        return f"{_fixed(value, places)} {t('money.baht', lang)}"
    return format_baht(satang(value), lang, short=True)


def _count(value: Fraction, places: int | None, lang: Lang) -> str:
    return _fixed(value, places or 0)


def _percent(value: Fraction, places: int | None, lang: Lang) -> str:
    return t("school.percent", lang, number=_fixed(value * 100, 2 if places is None else places))


def _rate(value: Fraction, places: int | None, lang: Lang) -> str:
    number = plain(value) if places is None else _fixed(value, places)
    return t("school.percent", lang, number=number)


def _year(value: Fraction, places: int | None, lang: Lang) -> str:
    buddhist = int(value)
    return t("school.year", lang, year=buddhist if lang == "th" else christian_year(buddhist))


def _date(value: Fraction, places: int | None, lang: Lang) -> str:
    return format_date(calendar_day(value), lang)


def _fixed(value: Fraction, places: int) -> str:
    """Write a number with exactly so many decimals, halves up."""
    whole = plain(value, places)
    if not places:
        return whole
    before, _, after = whole.partition(".")
    return f"{before}.{after:0<{places}}"


UNITS: Mapping[str, Callable[[Fraction, int | None, Lang], str]] = {
    "baht": _baht,
    "count": _count,
    "percent": _percent,
    "rate": _rate,
    "year": _year,
    "date": _date,
}
WITHOUT_PLACES = ("year", "date")


@dataclass
class Figures:
    """The names that one lesson may use.

    Parameters
    ----------
    values : dict of {name: Fraction}
    origins : dict of {name: set of str}
        The data sets that a name's value rests on.
    """

    values: dict[str, Fraction]
    origins: dict[str, frozenset[str]]

    @classmethod
    def of(cls, data: list[str]) -> "Figures":
        """Begin with the figures of data sets."""
        figures = cls({}, {})
        for name in data:
            for key, value in datasets.SETS[name]().items():
                figures.values[key] = value
                figures.origins[key] = frozenset({name})
        return figures

    def define(self, name: str, expression: str) -> None:
        """Bind a name to an expression over the names so far.

        Raises
        ------
        LessonError
            If the expression is wrong, or the name is taken.
        """
        if name in self.values or name in FUNCTIONS or name in UNITS:
            raise LessonError(Problem("school.name-taken", values={"name": name}))
        value = self.value(expression)
        self.origins[name] = self.origins_of(expression) or frozenset({OWN})
        self.values[name] = value

    def value(self, expression: str) -> Fraction:
        """Work out an expression that says no unit."""
        return evaluate(parse(expression), self.values, FUNCTIONS, expression=expression)

    def origins_of(self, expression: str) -> frozenset[str]:
        """Return where the numbers of an expression come from."""
        node = parse(expression)
        used = [self.origins.get(name, frozenset[str]()) for name in names(node)]
        rests = {FUNCTIONS[name].rests_on for name in calls(node) if name in FUNCTIONS} - {""}
        return frozenset(rests).union(*used)

    def show(self, expression: str, lang: Lang) -> str:
        """Word a figure.

        Parameters
        ----------
        expression : str
            A unit with a value and, if wanted, a number of decimals:
            `baht(savings / groups)`, `percent(loans / savings, 0)`.

        Raises
        ------
        LessonError
            Naming the expression, if it says no unit or cannot be worked out.

        Examples
        --------
        >>> Figures({}, {}).show("percent(395 / 1763)", "th")
        'ร้อยละ 22.40'
        """

        def refuse(key: str, **values: object) -> LessonError:
            return LessonError(
                Problem(
                    f"school.expression.{key}", values={"expression": expression[:60], **values}
                )
            )

        node = parse(expression)
        if not isinstance(node, Call) or node.name not in UNITS:
            raise refuse("no-unit", choices=", ".join(UNITS))
        if not 1 <= len(node.arguments) <= 2:
            raise refuse("wrong-count", name=node.name, count="1–2")
        places = None
        if len(node.arguments) == 2:
            given = node.arguments[1]
            if not isinstance(given, Number) or given.value not in range(5):
                raise refuse("bad-places")
            places = int(given.value)
        value = evaluate(node.arguments[0], self.values, FUNCTIONS, expression=expression)
        bare = node.name in WITHOUT_PLACES
        if bare and places is not None:
            raise refuse("no-places", name=node.name)
        if (bare or (node.name == "count" and places is None)) and value.denominator != 1:
            raise refuse("not-whole")
        return UNITS[node.name](value, places, lang)
