"""The command line's part for the progress database: forget, backup, restore, export-class."""

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from ogs_teach.errors import Problem, StoreError
from ogs_teach.inputs import shown, tidy

if TYPE_CHECKING:
    from ogs_teach.cli import Speaker
    from ogs_teach.store import Class, Person, Store


def forget(options: argparse.Namespace, speaker: "Speaker") -> int:
    """Forget a class, or a person, once somebody says that they are sure."""
    with _open(options) as store:
        class_ = _class(store, options.code)
        people = store.people(class_.id)
        if options.person is None:
            _be_sure(options, "class", class_.title, len(people))
            store.forget_class(class_.id)
        else:
            person = _person(people, options.person)
            _be_sure(options, "person", person.nickname, 1)
            store.forget_person(person.id)
    speaker.say("store.cli.forgotten")
    return 0


def backup(options: argparse.Namespace, speaker: "Speaker") -> int:
    """Write all classes to a file."""
    with _open(options) as store:
        store.backup(options.to, replace=options.replace)
        count = len(store.classes())
    speaker.say("store.cli.backed-up", f": {options.to}", count=count)
    return 0


def restore(options: argparse.Namespace, speaker: "Speaker") -> int:
    """Bring a backup back."""
    from ogs_teach.store import Store

    store = Store.restore(options.file, options.store or None, replace=options.replace)
    count, where = len(store.classes()), store.shown
    store.close()
    speaker.say("store.cli.restored", f": {where}", count=count)
    return 0


def export_class(options: argparse.Namespace, speaker: "Speaker") -> int:
    """Write what is known of a class."""
    from ogs_teach.store.copies import write_file
    from ogs_teach.store.export import workbook

    if options.to.suffix.lower() != ".xlsx":
        raise StoreError(Problem("store.cli.not-xlsx", values={"got": options.to.name}))
    with _open(options) as store:
        content = workbook(store, _class(store, options.code), speaker.langs[0])
    write_file(options.to, content, replace=options.replace)
    speaker.say("cli.wrote", f": {options.to}")
    return 0


@contextmanager
def _open(options: argparse.Namespace) -> "Iterator[Store]":
    from ogs_teach.store import Store

    store = Store.open(options.store or None, create=False)
    try:
        yield store
    finally:
        store.close()


def _class(store: "Store", code: str) -> "Class":
    class_ = store.class_by_code(tidy(code))
    if class_ is None:
        codes = ", ".join(f"{one.code} ({one.title})" for one in store.classes()) or "–"
        values = {"got": shown(code), "codes": codes}
        raise StoreError(Problem("store.cli.unknown-class", values={**values}))
    return class_


def _person(people: "list[Person]", said: str) -> "Person":
    from ogs_teach.store.names import clean
    from ogs_teach.store.words import key

    named = [one for one in people if one.nickname == clean(said)]
    found = [one for one in people if key(one.code) == key(said)] or named
    if len(found) == 1:
        return found[0]
    problem = "several-people" if found else "unknown-person"
    values = {"got": shown(said), "count": len(found)}
    raise StoreError(Problem(f"store.cli.{problem}", values={**values}))


def _be_sure(options: argparse.Namespace, what: str, title: str, count: int) -> None:
    if not options.yes:
        values = {"title": title, "count": count}
        raise StoreError(Problem(f"store.cli.sure-{what}", values={**values}))
