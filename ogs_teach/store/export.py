"""All that the store knows of a class, as a workbook: what its other figures are made of."""

import json
from datetime import datetime
from typing import Any

from ogs_teach.i18n import Lang, t
from ogs_teach.store.records import Class
from ogs_teach.store.sittings import SITTINGS
from ogs_teach.store.store import Store
from ogs_teach.tables import Column, Sheet, Table, write
from ogs_teach.tables.table import Cell
from ogs_teach.thai import format_date


def workbook(store: Store, class_: Class, lang: Lang = "th") -> bytes:
    """Write a class's people, the answers that count, tasks, games, and satisfaction.

    Neither the words by which people come back are in it, nor when they answered.

    Parameters
    ----------
    store : Store
    class_ : Class
    lang : "th" or "en"

    Returns
    -------
    bytes
        XLSX.
    """

    def say(key: str, **values: object) -> str:
        return t(f"store.export.{key}", lang, **values)

    people = store.people(class_.id)
    numbers = {one.id: number for number, one in enumerate(people, 1)}
    tables = {one.id: one.table for one in people}
    finished = {sitting: store.finished(class_.id, sitting) for sitting in SITTINGS}
    number = Column(say("number"), "count")
    day = format_date(class_.opened_on, lang)
    notes = [say("class", title=class_.title, code=class_.code, day=day)]

    def sheet(name: str, columns: list[Column], rows: list[list[Cell]]) -> Sheet:
        return Sheet(say(name), [Table(columns, rows, say(name))], notes)

    return write(
        [
            sheet(
                "people",
                [
                    number,
                    Column(say("nickname")),
                    Column(say("table"), "count"),
                    Column(say("form")),
                    Column(say("day")),
                    Column(say("handed-in")),
                ],
                [
                    [
                        numbers[one.id],
                        one.nickname,
                        one.table,
                        one.first_form,
                        _day(one.joined_at, lang),
                        ", ".join(say(name) for name in SITTINGS if one.id in finished[name]),
                    ]
                    for one in people
                ],
            ),
            sheet(
                "answers",
                [
                    number,
                    Column(say("sitting")),
                    Column(say("question")),
                    Column(say("given")),
                    Column(say("right"), "count"),
                ],
                [
                    [
                        numbers[one.person_id],
                        say(sitting),
                        one.question,
                        _given(one.given),
                        None if one.right is None else int(one.right),
                    ]
                    for sitting in SITTINGS
                    for one in sorted(
                        store.answers(class_.id, sitting),
                        key=lambda one: (numbers.get(one.person_id, 0), one.question),
                    )
                    if one.person_id in numbers
                ],
            ),
            sheet(
                "tasks",
                [number, Column(say("lesson"))],
                [
                    [numbers[person], lesson]
                    for person, lesson in sorted(store.tasks(class_.id))
                    if person in numbers
                ],
            ),
            sheet(
                "games",
                [
                    number,
                    Column(say("table"), "count"),
                    Column(say("lived"), "count"),
                    Column(say("health"), "count"),
                    Column(say("game-code")),
                ],
                [
                    [numbers[one.person_id], tables[one.person_id], one.lived, one.health, one.code]
                    for one in store.games(class_.id)
                    if one.person_id in numbers
                ],
            ),
            _feedback(store, class_, say("feedback"), notes),
        ]
    )


def _feedback(store: Store, class_: Class, title: str, notes: list[str]) -> Sheet:
    forms = store.feedback(class_.id)
    items = list(dict.fromkeys(item for one in forms for item in one.ratings))
    asked = list(dict.fromkeys(id_ for one in forms for id_ in one.words))
    rows: list[list[Cell]] = [
        [*(one.ratings.get(item) for item in items), *(one.words.get(id_, "") for id_ in asked)]
        for one in forms
    ]
    columns = [*(Column(item, "count") for item in items), *(Column(id_) for id_ in asked)]
    return Sheet(title, [Table(columns, rows, title)] if columns else [], notes)


def _given(given: Any) -> str:
    """Write an answer as people read it: its fields, or as it is."""
    if isinstance(given, dict):
        return "; ".join(f"{name}: {value}" for name, value in given.items())
    return given if isinstance(given, str) else json.dumps(given, ensure_ascii=False)


def _day(moment: datetime, lang: Lang) -> str:
    return format_date(moment.astimezone().date(), lang)
