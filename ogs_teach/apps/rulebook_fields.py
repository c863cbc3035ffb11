"""The form of the rulebook: a control for each kind of key, drawn from the key itself."""

from collections.abc import Callable, Sequence
from fractions import Fraction
from html import escape
from typing import Any

import ipywidgets

from ogs_teach.apps.amounts import Baht, Count, Percent
from ogs_teach.apps.fields import Choice, Field, Maker, Section, Switch, Text
from ogs_teach.apps.rulebook_shown import option_name
from ogs_teach.errors import Problem, RuleError
from ogs_teach.i18n import Lang, t
from ogs_teach.money import BAHT
from ogs_teach.rules.keys import Amount, OneOf
from ogs_teach.rules.keys import Count as CountKey
from ogs_teach.rules.keys import Order as OrderKey
from ogs_teach.rules.keys import Percent as PercentKey
from ogs_teach.rules.keys import Switch as SwitchKey
from ogs_teach.rules.keys import Text as TextKey
from ogs_teach.rules.sections import Sections, value_at
from ogs_teach.rules.sections import keys as kinds

ROOM = "rules"  # whose texts name and explain every key


class Order(Field):
    """All of a few words in an order: one list to choose from for each place.

    Choosing a word that stands elsewhere lets the two change places, so that the order is
    always whole.

    Parameters
    ----------
    name : str
    words : sequence of str
        In the order to begin with.
    says : callable (word, lang) -> str
    """

    css = "ogs-order-field"

    def __init__(self, name: str, words: Sequence[str], says: Callable[[str, Lang], str]) -> None:
        super().__init__(name)
        self.words, self.says = list(words), says

    def _controls(self, make: Maker) -> list[ipywidgets.DOMWidget]:
        self.title = make(ipywidgets.HTML, "ogs-order-title")
        self.places = [
            make(ipywidgets.Dropdown, "ogs-choice", options=self._options("th"), value=word)
            for word in self.words
        ]
        for place in self.places:
            place.observe(self._chosen, "value")
        self.box = self.places[0]
        return [self.title, *self.places]

    def _options(self, lang: Lang) -> list[tuple[str, str]]:
        return [(self.says(word, lang), word) for word in sorted(self.words)]

    def relabel(self, lang: Lang) -> None:
        """Say the name, the places and the words."""
        super().relabel(lang)
        self.title.value = f"<p>{escape(self.label(lang))}</p>"
        with self._quietly():
            for number, (place, word) in enumerate(zip(self.places, self.read(), strict=True), 1):
                place.description = t("rules_app.place", lang, number=number)
                place.options, place.value = self._options(lang), word

    def read(self) -> tuple[str, ...]:
        """Return the words from the first place to the last."""
        return tuple(place.value for place in self.places)

    def set(self, words: Sequence[str]) -> None:
        """Put words in their places, as an app does when it opens a rulebook."""
        with self._quietly():
            for place, word in zip(self.places, words, strict=True):
                place.value = word

    def _chosen(self, change: Any) -> None:
        if self._quiet:
            return
        with self._quietly():
            for place in self.places:
                if place is not change["owner"] and place.value == change["new"]:
                    place.value = change["old"]
        self.changed()


class RuleSection(Section):
    """One table of the rulebook."""

    def build(self, room: str, make: Maker, changed: Callable[[], None]) -> None:
        """Make the widgets; the words are the rulebook's own."""
        super().build(ROOM, make, changed)


def sections(rules: Sections) -> list[RuleSection]:
    """Return the whole form, a section for each table of the file, the first one unfolded."""
    tables: dict[str, list[Field]] = {}
    for path, kind in kinds():
        table = tables.setdefault(path.rpartition(".")[0], [])
        table.append(_field(path, kind, value_at(rules, path)))
    return [
        RuleSection(name, fields, unfolded=not number)
        for number, (name, fields) in enumerate(tables.items())
    ]


def _field(path: str, kind: Any, value: Any) -> Field:
    field = _MAKERS[type(kind)](path, kind, value)
    if isinstance(field, Baht | Percent | Count):
        field.end = None  # no slider: bounds as wide as a billion leave no place for a thumb
    return field


def _amount(path: str, kind: Any, value: int) -> Field:
    baht = Fraction(value, BAHT)
    step = max(10 ** (len(str(int(baht))) - 2), 1) if baht else 1
    return Baht(path, baht, lowest=kind.lowest, highest=kind.highest, step=step)


def _percent(path: str, kind: Any, value: Fraction) -> Field:
    small = value < 2 and kind.kind == "rules.kind.percent"
    step = "0.1" if small else "0.5" if value < 10 else 1
    field = Percent(path, value, lowest=kind.lowest, highest=kind.highest, step=step)
    field.places = 40  # the file's decimals, all of them: an untouched key must not change
    return field


def _count(path: str, kind: Any, value: int) -> Field:
    return Count(path, value, lowest=kind.lowest, highest=kind.highest)


def _one_of(path: str, kind: Any, value: str) -> Field:
    return Choice(path, kind.choices, value, says=lambda word, lang: option_name(path, word, lang))


def _order(path: str, kind: Any, value: Sequence[str]) -> Field:
    return Order(path, value, lambda word, lang: option_name(path, word, lang))


def _switch(path: str, kind: Any, value: bool) -> Field:
    return Switch(path, value)


def _text(path: str, kind: Any, value: str) -> Field:
    def read(text: str, field: str) -> str:
        try:
            return str(kind.read(text, field))
        except RuleError as error:
            # What the file's reader says is about quotation marks; here there are none.
            key = {"rules.empty-text": "rules_app.empty-text"}
            raise RuleError(
                *(
                    Problem(key.get(each.key, each.key), each.field, values=each.values)
                    for each in error.problems
                )
            ) from None

    return Text(path, value, longest=10_000, read_as=read)


_MAKERS: dict[type, Callable[[str, Any, Any], Field]] = {
    Amount: _amount,
    PercentKey: _percent,
    CountKey: _count,
    OneOf: _one_of,
    OrderKey: _order,
    SwitchKey: _switch,
    TextKey: _text,
}


def put(field: Any, value: Any) -> None:
    """Put a value of the rulebook into its field."""
    field.set(Fraction(value, BAHT) if isinstance(field, Baht) else value)
