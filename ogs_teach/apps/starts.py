"""What a lesson's `[start]` puts into its app, and whether the app takes it."""

from collections.abc import Mapping
from fractions import Fraction
from importlib import import_module

from ogs_teach import places
from ogs_teach.apps.amounts import Baht, Count, Percent
from ogs_teach.apps.fields import Choice, Field, Switch, Text
from ogs_teach.apps.parts import App
from ogs_teach.errors import OgsError, Problem
from ogs_teach.inputs import plain
from ogs_teach.school.complete import Read
from ogs_teach.school.model import Start
from ogs_teach.school.reading import NAME, lesson

_NUMBERS = (Baht, Count, Percent)


def app_of(name: str) -> type[App]:
    """Return the app that a notebook in `notebooks/apps/` opens.

    Examples
    --------
    >>> app_of("savings-day").__name__
    'SavingsDayApp'
    """
    called = "".join(part.capitalize() for part in name.split("-"))
    found: type[App] = getattr(import_module("ogs_teach.apps"), f"{called}App")
    return found


def open_with(app: App, start: Mapping[str, Start]) -> list[tuple[str, Problem]]:
    """Fill in fields one after the other, as a person would, and say what is refused.

    Parameters
    ----------
    app : App
    start : dict of {field: value}
        Numbers in the field's own unit: baht, percent, pieces.

    Returns
    -------
    list of (field, Problem)
    """
    refused = []
    for name, value in start.items():
        problem = _fill(app, name, value)
        if problem:
            refused.append((name, problem))
    return refused


def open_as_asked(app: App, name: str) -> None:
    """Open an app as the lesson that its page's address names wants it; no lesson, no change."""
    if NAME.fullmatch(name) and (places.lessons() / name).is_dir():
        open_with(app, lesson(name).start)


def check_start(read: Read) -> None:
    """Open a lesson's app with what the lesson puts into it."""
    lesson = read.lesson
    if "lesson.toml" in read.broken or not lesson.start:
        return
    app = app_of(lesson.app)("th")
    try:
        for name, problem in open_with(app, lesson.start):
            line = read.table.nearest(("start", name))
            read.table.file.problems.add(problem.at(read.table.file.where(line)))
    finally:
        app.close()


def _fill(app: App, name: str, value: Start) -> Problem | None:
    field = app.inputs.get(name)
    if field is None:
        choices = ", ".join(sorted(app.inputs))
        return Problem("check.start-field", values={"got": name, "choices": choices})
    taken = _taken(field, value)
    if taken is None:
        return _refuse(field, value)
    field.set(taken)  # type: ignore[attr-defined]
    try:
        field.read()
    except OgsError:
        return _refuse(field, value)
    if isinstance(field, _NUMBERS) and field.last != value:
        return _refuse(field, value)  # a box that holds whole pieces rounds what is set in it
    app.follow()
    return None


def _taken(field: Field, value: Start) -> object:
    """Return a value as the field takes it; None if it takes no such thing."""
    if isinstance(field, Switch):
        return value if isinstance(value, bool) else None
    if isinstance(value, bool):
        return None
    if isinstance(field, Choice):
        return value if value in field.options else None
    if isinstance(field, Text):
        return value if isinstance(value, str) else plain(value)
    return value if isinstance(field, _NUMBERS) and isinstance(value, Fraction) else None


def _refuse(field: Field, value: Start) -> Problem:
    got = plain(value) if isinstance(value, Fraction) else str(value)
    values: dict[str, object] = {"name": field.name, "got": got}
    if isinstance(field, Choice):
        values["choices"] = ", ".join(field.options[:20])
        return Problem("check.start-option", values=values)
    kinds = {Switch: "switch", Text: "text"}
    kind = next((kind for type_, kind in kinds.items() if isinstance(field, type_)), "number")
    return Problem(f"check.start-{kind}", values=values)
