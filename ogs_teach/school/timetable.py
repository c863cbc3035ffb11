"""A training's timetable: computed from the lessons' own minutes."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ogs_teach import places
from ogs_teach.errors import Collector, LessonError, Problem
from ogs_teach.school.files import File, Table, Words, gather
from ogs_teach.school.model import Lesson

OPENING, TEST, RECAP, CLOSING = 10, 10, 10, 15  # minutes
GAME = "game"
PLAYING = 90  # minutes of the five-year game: ten half-years of eight, and what was learnt
LONGEST_SITTING = 110  # minutes without a rest: welcome, two lessons and both tests
LUNCH = 12 * 60
LUNCH_SLACK = 15  # minutes after noon that a lesson may still take
MOST_LESSONS = 20
_CLOCK = re.compile(r"([01]?\d|2[0-3])[:.]([0-5]\d)")


def clock(minutes: int) -> str:
    """Write minutes after midnight as a time of day.

    Examples
    --------
    >>> clock(8 * 60 + 30)
    '08:30'
    """
    return f"{minutes // 60:02}:{minutes % 60:02}"


def read_clock(text: str) -> int:
    """Read a time of day as people type it; return minutes after midnight.

    Raises
    ------
    LessonError
        If it is no time of day.

    Examples
    --------
    >>> read_clock("8.30") == read_clock("08:30") == 510
    True
    """
    found = _CLOCK.fullmatch(text.strip().removesuffix("น.").strip())
    if not found:
        raise LessonError(Problem("timetable.bad-clock", values={"got": text.strip()[:20]}))
    return int(found[1]) * 60 + int(found[2])


@dataclass(frozen=True)
class Wishes:
    """What the trainer decides: which lessons, when, and the rests.

    Parameters
    ----------
    lessons : tuple of str
        Names, in the order of teaching.
    start, end : int
        Minutes after midnight; a lesson that would pass `end` waits for the next day.
    rest_minutes, lunch_minutes : int
        0 for none.
    game : bool
        Whether the five-year game comes after the last lesson.
    """

    lessons: tuple[str, ...]
    start: int = 8 * 60 + 30
    end: int = 16 * 60 + 30
    rest_minutes: int = 15
    lunch_minutes: int = 60
    game: bool = False


@dataclass(frozen=True)
class Slot:
    """One line of the timetable.

    Parameters
    ----------
    day : int
        From 1.
    start, end : int
        Minutes after midnight.
    kind : str
        `opening`, `recap`, `pre`, `lesson`, `game`, `rest`, `lunch`, `post` or `closing`.
    lesson : str
        The lesson's name; empty for the rest.
    """

    day: int
    start: int
    end: int
    kind: str
    lesson: str = ""

    @property
    def minutes(self) -> int:
        """How long it takes."""
        return self.end - self.start

    @property
    def taught(self) -> str:
        """What a trainer begins then: a lesson's name, `game`, or nothing."""
        return self.lesson or (GAME if self.kind == GAME else "")


@dataclass(frozen=True)
class ReadyMade:
    """A timetable that the kit brings along."""

    id: str
    title: Words
    about: Words
    wishes: Wishes


def timetable(wishes: Wishes, minutes: Mapping[str, int]) -> list[Slot]:
    """Lay lessons out over as many days as they need.

    Both tests, the opening, the game and the closing have their time, a rest comes before anybody
    has sat for more than an hour and a half, and lunch around noon.

    Parameters
    ----------
    wishes : Wishes
    minutes : mapping of {lesson's name: minutes}

    Returns
    -------
    list of Slot
        Without gaps inside a day.

    Raises
    ------
    LessonError
        If there is no lesson, one is not known or twice there, or a day is too short.

    Examples
    --------
    >>> slots = timetable(Wishes(("a", "b"), 510, 720, 15, 0), {"a": 40, "b": 40})
    >>> [(clock(slot.start), slot.kind) for slot in slots if slot.lesson or slot.kind == "post"]
    [('08:50', 'lesson'), ('09:30', 'lesson'), ('10:10', 'post')]
    """
    _check(wishes, minutes)
    days = [_Day(1, wishes)]
    days[0].add("opening", OPENING)
    days[0].add("pre", TEST)
    taught = [("lesson", minutes[name], name) for name in wishes.lessons]
    if wishes.game:
        taught.append((GAME, PLAYING, ""))
    for place, (kind, length, name) in enumerate(taught, 1):
        after = TEST + CLOSING if place == len(taught) else 0
        if not days[-1].fits(length, after):
            days.append(_Day(len(days) + 1, wishes))
            days[-1].add("recap", RECAP)
            if not days[-1].fits(length, after):
                values = {"start": clock(wishes.start), "end": clock(wishes.end)}
                raise LessonError(Problem("timetable.day-too-short", values={**values}))
        days[-1].sit(kind, length, name)
    days[-1].sit("post", TEST)
    days[-1].add("closing", CLOSING)
    return [slot for day in days for slot in day.slots]


def _check(wishes: Wishes, minutes: Mapping[str, int]) -> None:
    problems = Collector(LessonError)
    if not wishes.lessons:
        problems.add(Problem("timetable.no-lessons"))
    if len(wishes.lessons) > MOST_LESSONS:
        problems.add(Problem("timetable.too-many", values={"most": MOST_LESSONS}))
    for name in wishes.lessons:
        if name not in minutes:
            problems.add(Problem("school.no-such-lesson", values={"name": name[:40]}))
    if len(set(wishes.lessons)) < len(wishes.lessons):
        problems.add(Problem("timetable.twice"))
    if wishes.end <= wishes.start:
        values = {"start": clock(wishes.start), "end": clock(wishes.end)}
        problems.add(Problem("timetable.day-too-short", values={**values}))
    if not all(0 <= rest <= 180 for rest in (wishes.rest_minutes, wishes.lunch_minutes)):
        problems.add(Problem("timetable.bad-rest"))
    problems.close()


class _Day:
    """A day that fills up."""

    def __init__(self, number: int, wishes: Wishes) -> None:
        self.number = number
        self.wishes = wishes
        self.slots: list[Slot] = []
        self.now = wishes.start
        self.sitting = 0
        self.fed = not wishes.lunch_minutes or wishes.start >= LUNCH + LUNCH_SLACK

    def add(self, kind: str, minutes: int, lesson: str = "") -> None:
        self.slots.append(Slot(self.number, self.now, self.now + minutes, kind, lesson))
        self.now += minutes
        self.sitting += minutes

    def pause(self, minutes: int) -> tuple[str, int] | None:
        """Return the pause that must come before so many minutes, if any."""
        tired = self.sitting > 0 and self.sitting + minutes > LONGEST_SITTING
        rest = self.wishes.rest_minutes if tired else 0
        if not self.fed and self.now + rest + minutes > LUNCH + LUNCH_SLACK:
            return "lunch", self.wishes.lunch_minutes
        return ("rest", rest) if rest else None

    def fits(self, minutes: int, after: int) -> bool:
        """Tell whether it, its pause and what must follow end in time."""
        trial = self._copy()
        trial.sit("lesson", minutes)
        if after:
            trial.sit("post", TEST)
            trial.add("closing", after - TEST)
        return trial.now <= self.wishes.end

    def _copy(self) -> "_Day":
        copy = _Day(self.number, self.wishes)
        copy.slots, copy.now = list(self.slots), self.now
        copy.sitting, copy.fed = self.sitting, self.fed
        return copy

    def sit(self, kind: str, minutes: int, lesson: str = "") -> None:
        """Add something, after the pause that people need before it."""
        if pause := self.pause(minutes):
            self.add(*pause)
            self.sitting = 0
            self.fed = self.fed or pause[0] == "lunch"
        self.add(kind, minutes, lesson)


@cache
def ready_made(folder: Path | None = None) -> dict[str, ReadyMade]:
    """Read the timetables that the kit brings along, `lessons/timetables.toml`.

    Raises
    ------
    LessonError
        With everything that is wrong, each with its line.

    Examples
    --------
    >>> list(ready_made())
    ['half-day', 'one-day', 'two-days']
    """
    problems = gather()
    root = File((folder or places.lessons()) / "timetables.toml", problems).table()
    found = {id_: _ready_made(id_, root.table(id_), problems) for id_ in root}
    problems.close()
    return found


def _ready_made(id_: str, table: Table, problems: Collector) -> ReadyMade:
    title, about = table.words("title"), table.words("about")
    times = {"start": 0, "end": 0}
    for key in times:
        with problems, table.file.at(table.line(key)):
            times[key] = read_clock(table.text(key))
    wishes = Wishes(
        tuple(table.texts("lessons")),
        times["start"],
        times["end"],
        lunch_minutes=table.minutes("lunch_minutes"),
        game="closing" in table and table.text("closing", [GAME]) == GAME,
    )
    table.close()
    return ReadyMade(id_, title, about, wishes)


def problems(folder: Path, lessons: Sequence[Lesson]) -> list[Problem]:
    """Return what is wrong with the ready-made timetables, each with its line."""
    try:
        made = ready_made(folder)
    except LessonError as error:
        return list(error.problems)
    file = File(folder / "timetables.toml", gather())
    table = file.table()
    minutes = {lesson.name: lesson.minutes for lesson in lessons}
    found = []
    for id_, one in made.items():
        where = file.where(table.table(id_).line("lessons"))
        try:
            timetable(one.wishes, minutes)
        except LessonError as error:
            found += [problem.at(where) for problem in error.problems]
    return found
