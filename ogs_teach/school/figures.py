"""Figures: what their names stand for, what the core works out, how they are worded.

A figure in a text says its unit and an expression, `{{ baht(savings / groups) }}`. The
names come from data sets and from the lesson's own `[figures]`; where they come from is
remembered, so that a page can say it beside the numbers.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from ogs_teach import dividends, loans
from ogs_teach.errors import LessonError, Problem
from ogs_teach.i18n import Lang, t
from ogs_teach.inputs import plain
from ogs_teach.money import BAHT, Rounding, format_baht
from ogs_teach.school import datasets
from ogs_teach.school.expressions import Call, Function, Number, evaluate, names, parse
from ogs_teach.thai import christian_year

OWN = "own"  # the lesson's made-up numbers, as an origin


def _satang(baht: Fraction) -> int:
    return Rounding().apply(baht * BAHT)


def _whole(months: Fraction, most: int) -> int:
    if months.denominator != 1 or not 1 <= months <= most:
        values = {"got": plain(months), "most": most}
        raise LessonError(Problem("school.whole-months", values={**values}))
    return int(months)


def _schedule(principal: Fraction, rate: Fraction, months: Fraction, method: str) -> loans.Schedule:
    return loans.schedule(_satang(principal), rate, _whole(months, 360), method=method)  # type: ignore[arg-type]


def _interest(principal: Fraction, rate: Fraction, months: Fraction, method: str) -> Fraction:
    return Fraction(_schedule(principal, rate, months, method).total_interest, BAHT)


def _true_rate(principal: Fraction, rate: Fraction, months: Fraction, method: str) -> Fraction:
    return Fraction(_schedule(principal, rate, months, method).true_annual_rate)


def _dividend(opening: Fraction, pledge: Fraction, months: Fraction, rate: Fraction) -> Fraction:
    deposits = [(month, _satang(pledge)) for month in range(1, _whole(months, 12) + 1)]
    paid = dividends.by_rate(_satang(opening), deposits, rate, convention="next_month")
    return Fraction(paid.total, BAHT)


_METHODS = frozenset({"flat", "equal_principal", "equal_payment", "interest_only", "flat_total"})

FUNCTIONS: Mapping[str, Function] = {
    # baht, percent a month, months, method -> baht; percent a year
    "interest": Function(_interest, (None, None, None, _METHODS)),
    "true_rate": Function(_true_rate, (None, None, None, _METHODS)),
    # opening baht, baht a month, months saved from the first, percent -> baht
    "dividend": Function(_dividend, (None, None, None, None)),
}


def _baht(value: Fraction, places: int | None, lang: Lang) -> str:
    if places is not None:
        return f"{_fixed(value, places)} {t('money.baht', lang)}"
    return format_baht(_satang(value), lang, short=True)


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
}


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
        used = [self.origins.get(name, frozenset[str]()) for name in names(parse(expression))]
        return frozenset[str]().union(*used)

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
        whole = node.name == "year" or (node.name == "count" and places is None)
        if whole and (value.denominator != 1 or (node.name == "year" and places is not None)):
            raise refuse("not-whole")
        return UNITS[node.name](value, places, lang)
