"""The game's dilemmas and events, read from their files and checked word for word.

The files ship with the kit, so a fault in them is a mistake of the kit: it is told as a
`ValueError` with the file, the id and the key, for whoever writes the content.
"""

import functools
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from importlib import resources
from typing import Any

from ogs_teach.i18n import LANGS, Lang
from ogs_teach.simulation.habits import CHANCES
from ogs_teach.simulation.shocks import SHOCKS

Words = Mapping[Lang, str]

VIRTUES = ("honesty", "sacrifice", "responsibility", "compassion", "trust")
STATES = ("any", "arrears", "surplus", "loss", "short", "rich")
WHEN = (*STATES, *SHOCKS)
MONEY = {"cash": -20_000, "welfare": 1, "lend": 1}
"""What money can move, and the least that each may be, in baht."""
EVENTS = (*SHOCKS, "keeper-found", "calm", "year-good", "year-loss", "short", "written-off")

MOST_MONEY = 20_000
MOST_VIRTUE = 10
MOST_TIMES = 5
MOST_MONTHS = 12
CHOICES = 3
TITLE, TEXT = 40, 90
"""Characters of Thai that a button and a heading hold on a phone."""

_ID = re.compile(r"[a-z]+(-[a-z]+)*")


@dataclass(frozen=True)
class Choice:
    """One of a dilemma's three ways out.

    Parameters
    ----------
    text : dict of {"th": text, "en": text}
        What the committee decides.
    tells : dict of {"th": text, "en": text}
        What came of it.
    virtues : dict of {virtue: int}
        By how much the levels move, -10 to 10.
    money : dict of {name: int}
        Whole baht. `cash` is income, or an expense if negative; `welfare` is paid out of
        the welfare fund; `lend` is an extra loan to one member. The latter two are positive.
    chances : dict of {chance: Fraction}
        What the members' chances are multiplied by, in quarters.
    months : int
        How long `chances` hold; 0 if there are none.

    Examples
    --------
    >>> choice = dilemmas()[0].choices[0]
    >>> choice.virtues, choice.money
    ({'compassion': 4, 'honesty': -5, 'trust': -3}, {'lend': 15000})
    """

    text: Words
    tells: Words
    virtues: Mapping[str, int]
    money: Mapping[str, int] = field(default_factory=dict)
    chances: Mapping[str, Fraction] = field(default_factory=dict)
    months: int = 0


@dataclass(frozen=True)
class Dilemma:
    """A scene that ends in a question to the committee.

    Parameters
    ----------
    id : str
    virtue : str
        The one of `VIRTUES` that it tests first.
    when : str
        The one of `WHEN` that must be so for it to come up.
    title, story : dict of {"th": text, "en": text}
    choices : tuple of Choice, length 3

    Examples
    --------
    >>> scene = dilemmas()[0]
    >>> scene.id, scene.virtue, scene.title["en"]
    ('nephew-loan', 'honesty', "The chair's nephew")
    """

    id: str
    virtue: str
    when: str
    title: Words
    story: Words
    choices: tuple[Choice, ...]


@dataclass(frozen=True)
class Event:
    """What befell the village or the group, and what a committee can do about it.

    Parameters
    ----------
    id : str
        One of `EVENTS`: a shock's name, or how the half-year went.
    title, text : dict of {"th": text, "en": text}

    Examples
    --------
    >>> events()["flood"].title["en"]
    'Flood'
    """

    id: str
    title: Words
    text: Words


@functools.cache
def dilemmas() -> tuple[Dilemma, ...]:
    """Return all dilemmas, in the order of their file.

    Raises
    ------
    ValueError
        If the file is faulty: a mistake in the kit, not of its user.

    Examples
    --------
    >>> sorted({dilemma.virtue for dilemma in dilemmas()}) == sorted(VIRTUES)
    True
    """
    return read_dilemmas(_shipped("dilemmas.toml"))


@functools.cache
def events() -> dict[str, Event]:
    """Return all events by their id.

    Raises
    ------
    ValueError
        If the file is faulty: a mistake in the kit, not of its user.

    Examples
    --------
    >>> len(events()) == len(EVENTS)
    True
    """
    return read_events(_shipped("events.toml"))


def read_dilemmas(text: str, name: str = "dilemmas.toml") -> tuple[Dilemma, ...]:
    r"""Read dilemmas from a file's text.

    Parameters
    ----------
    text : str
        TOML.
    name : str
        What to call the file in a message.

    Raises
    ------
    ValueError
        Naming file, dilemma and key.

    Examples
    --------
    >>> read_dilemmas('[[dilemma]]\nid = "Nephew"')
    Traceback (most recent call last):
    ...
    ValueError: dilemmas.toml: Nephew: id: must be small letters and hyphens
    """
    data = _Table(_parse(text, name), name)
    found = [_dilemma(_Table(item, name)) for item in data.take("dilemma", list)]
    data.close()
    ids = [dilemma.id for dilemma in found]
    for twice in {each for each in ids if ids.count(each) > 1}:
        raise ValueError(f"{name}: {twice}: id: stands twice")
    return tuple(found)


def read_events(text: str, name: str = "events.toml") -> dict[str, Event]:
    """Read events from a file's text; every one of `EVENTS` must be there.

    Examples
    --------
    >>> read_events("")
    Traceback (most recent call last):
    ...
    ValueError: events.toml: flood: is missing
    """
    data = _Table(_parse(text, name), name)
    found = {}
    for each in EVENTS:
        item = _Table(data.take(each, dict), f"{name}: {each}")
        found[each] = Event(each, item.words("title", TITLE), item.words("text"))
        item.close()
    data.close()
    return found


def _shipped(name: str) -> str:
    source = resources.files("ogs_teach") / "simulation" / "game" / name
    return source.read_text(encoding="utf-8")


def _parse(text: str, name: str) -> dict[str, Any]:
    """Read TOML; numbers with a point become fractions, so that no float is ever made."""
    try:
        return tomllib.loads(text, parse_float=Fraction)
    except ValueError as error:
        raise ValueError(f"{name}: {error}") from error


class _Table:
    """A table whose keys are taken one by one; what is left over has no meaning."""

    def __init__(self, data: object, where: str) -> None:
        if not isinstance(data, dict):
            raise ValueError(f"{where}: must be a table")
        self.data, self.where = dict(data), where

    def fail(self, key: str, what: str) -> ValueError:
        return ValueError(f"{self.where}: {key}: {what}")

    def take(self, key: str, *kinds: type, default: Any = None) -> Any:
        value = self.data.pop(key, default)
        if value is None:
            raise self.fail(key, "is missing")
        if not isinstance(value, kinds) or isinstance(value, bool):
            raise self.fail(key, f"must be {' or '.join(kind.__name__ for kind in kinds)}")
        return value

    def one_of(self, key: str, names: tuple[str, ...]) -> str:
        value: str = self.take(key, str)
        if value not in names:
            raise self.fail(key, f"{value!r} is none of {', '.join(names)}")
        return value

    def words(self, key: str, longest: int | None = None) -> Words:
        """Take a text in both languages; only the Thai one has to fit its place."""
        table = _Table(self.take(key, dict), f"{self.where}: {key}")
        found: dict[Lang, str] = {lang: table.take(lang, str) for lang in LANGS}
        table.close()
        for lang, text in found.items():
            if not text or text != text.strip():
                raise table.fail(lang, "is empty, or has space at its ends")
        if longest and len(found["th"]) > longest:
            raise table.fail("th", f"has {len(found['th'])} characters, {longest} at most")
        return found

    def whole(self, key: str, lowest: int, highest: int) -> int:
        value: int = self.take(key, int)
        if not lowest <= value <= highest or value == 0:
            raise self.fail(key, f"must be {lowest} to {highest}, and not 0")
        return value

    def close(self) -> None:
        for key in self.data:
            raise self.fail(key, "has no meaning here")


def _dilemma(data: _Table) -> Dilemma:
    name = data.take("id", str)
    data.where += f": {name}"
    if not _ID.fullmatch(name):
        raise data.fail("id", "must be small letters and hyphens")
    found = Dilemma(
        name,
        data.one_of("virtue", VIRTUES),
        data.one_of("when", WHEN),
        data.words("title", TITLE),
        data.words("story"),
        tuple(
            _choice(_Table(item, f"{data.where}: choice {number}"))
            for number, item in enumerate(data.take("choice", list), 1)
        ),
    )
    if len(found.choices) != CHOICES:
        raise data.fail("choice", f"must be {CHOICES}, got {len(found.choices)}")
    data.close()
    return found


def _choice(data: _Table) -> Choice:
    text, tells = data.words("text", TEXT), data.words("tells")
    virtues = _Table(data.take("virtues", dict), f"{data.where}: virtues")
    if not 1 <= len(virtues.data) < len(VIRTUES):
        raise data.fail("virtues", f"must move 1 to {len(VIRTUES) - 1} of the levels")
    money = _Table(data.take("money", dict, default={}), f"{data.where}: money")
    chances = _Table(data.take("chances", dict, default={}), f"{data.where}: chances")
    months = 0
    if chances.data:
        months = data.whole("months", 1, MOST_MONTHS)
    data.close()  # `months` without chances has no meaning
    return Choice(
        text,
        tells,
        {each: virtues.whole(each, -MOST_VIRTUE, MOST_VIRTUE) for each in _known(virtues, VIRTUES)},
        {each: money.whole(each, MONEY[each], MOST_MONEY) for each in _known(money, tuple(MONEY))},
        {each: _times(chances, each) for each in _known(chances, CHANCES)},
        months,
    )


def _known(table: _Table, names: tuple[str, ...]) -> list[str]:
    """Return a table's keys in the order they stand in, refusing any that is not a name."""
    for each in table.data:
        if each not in names:
            raise table.fail(each, f"is none of {', '.join(names)}")
    return list(table.data)


def _times(table: _Table, name: str) -> Fraction:
    by = Fraction(table.take(name, int, Fraction))
    if not 0 <= by <= MOST_TIMES or (4 * by).denominator != 1 or by == 1:
        raise table.fail(name, f"must be quarters from 0 to {MOST_TIMES}, and not 1")
    return by
