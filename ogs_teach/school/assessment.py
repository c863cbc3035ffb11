"""Tests before and after: which questions, which form, and what was gained.

Each question of a test has a twin of the same kind and objective. Half the class, by lot,
meets form A first and form B afterwards, the other half the other way round, so that a
harder form cannot look like a gain.
"""

import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from ogs_teach.errors import LessonError, Problem
from ogs_teach.school.model import Lesson
from ogs_teach.school.questions import Question

FEWEST, USUAL, MOST = 8, 12, 20
MINUTES = 10  # a test takes no longer
FEWEST_PEOPLE = 5  # below it a percentage would tell of single persons
TestForm = Literal["A", "B"]
Sitting = Literal["pre", "post"]
SITTINGS: tuple[Sitting, ...] = ("pre", "post")


@dataclass(frozen=True)
class Pair:
    """A question and its twin.

    Parameters
    ----------
    lesson : str
    id : str
        As both twins name it in `quiz.toml`.
    twins : dict of {"A": Question, "B": Question}
    """

    lesson: str
    id: str
    twins: Mapping[str, Question]

    @property
    def name(self) -> str:
        """How a class remembers it: `06-true-interest/flat`."""
        return f"{self.lesson}/{self.id}"

    @property
    def objective(self) -> tuple[str, str]:
        """Lesson and objective."""
        return self.lesson, self.twins["A"].objective


def pairs(lessons: Iterable[Lesson]) -> list[Pair]:
    """Return all test questions of some lessons, twins together."""
    found: dict[tuple[str, str], dict[str, Question]] = {}
    for lesson in lessons:
        for question in lesson.questions:
            if question.pair:
                found.setdefault((lesson.name, question.pair), {})[question.form] = question
    return [Pair(lesson, id_, twins) for (lesson, id_), twins in found.items()]


def draw(lessons: Sequence[Lesson], count: int = USUAL, *, seed: int) -> list[Pair]:
    """Choose the questions of a class's tests.

    Lessons take turns, and inside a lesson its objectives, so that everything taught is
    asked for as evenly as the number allows. The tests hold them in the order of the
    lessons.

    Parameters
    ----------
    lessons : sequence of Lesson
        Those on the timetable.
    count : int
        `FEWEST` to `MOST`; fewer come back if the lessons have no more.
    seed : int
        The same seed chooses the same questions.

    Raises
    ------
    LessonError
        If `count` is out of bounds, or there is nothing to choose from.

    Examples
    --------
    >>> from ogs_teach.school import lessons
    >>> one, other = draw(lessons(), seed=1), draw(lessons(), seed=1)
    >>> [pair.name for pair in one] == [pair.name for pair in other]
    True
    """
    if not FEWEST <= count <= MOST:
        values = {"got": count, "fewest": FEWEST, "most": MOST}
        raise LessonError(Problem("assessment.bad-count", values={**values}))
    chance = random.Random(seed)
    queues = [_queue(lesson, chance) for lesson in lessons]
    queues = [queue for queue in queues if queue]
    if not queues:
        raise LessonError(Problem("assessment.no-questions"))
    chosen: list[Pair] = []
    chance.shuffle(queues)  # where not every lesson can have equally many, chance decides
    while queues and len(chosen) < count:
        for queue in queues:
            if len(chosen) < count:
                chosen.append(queue.pop())
        queues = [queue for queue in queues if queue]
    order = {pair.name: place for place, pair in enumerate(pairs(lessons))}
    return sorted(chosen, key=lambda pair: order[pair.name])


def _queue(lesson: Lesson, chance: random.Random) -> list[Pair]:
    """Return a lesson's pairs, objectives taking turns; to be popped from the end."""
    by_objective: dict[tuple[str, str], list[Pair]] = {}
    for pair in pairs([lesson]):
        by_objective.setdefault(pair.objective, []).append(pair)
    piles = list(by_objective.values())
    chance.shuffle(piles)
    for pile in piles:
        chance.shuffle(pile)
    turns = max(map(len, piles), default=0)
    taken = [pile[turn] for turn in range(turns) for pile in piles if turn < len(pile)]
    return taken[::-1]


def form(first: str, sitting: Sitting) -> TestForm:
    """Return the form that somebody meets in a sitting.

    Examples
    --------
    >>> form("A", "pre"), form("A", "post"), form("B", "post")
    ('A', 'B', 'A')
    """
    other: TestForm = "B" if first == "A" else "A"
    return other if sitting == "post" else ("A" if first == "A" else "B")


@dataclass(frozen=True)
class Score:
    """Right answers before and after, of people who sat both tests.

    Parameters
    ----------
    people : int
    asked : int
        Answers that could have been right, in each of the two sittings: an answer that was
        not given counts here.
    before, after : int
        Right answers.
    """

    people: int
    asked: int
    before: int
    after: int

    @property
    def gained(self) -> int:
        """Right answers more than before; negative if there are fewer."""
        return self.after - self.before

    def percent(self, right: int) -> Fraction | None:
        """Return right answers in percent; None for fewer than five people."""
        if self.people < FEWEST_PEOPLE or not self.asked:
            return None
        return Fraction(100 * right, self.asked)


Marks = Mapping[int, Mapping[str, bool]]
"""{person: {pair's name: whether the answer that counts is right}}"""


@dataclass(frozen=True)
class Gains:
    """What a class gained.

    Parameters
    ----------
    whole : Score
    objectives : dict of {(lesson, objective): Score}
        In the order of the test.
    people : dict of {person: Score}
    """

    whole: Score
    objectives: dict[tuple[str, str], Score]
    people: dict[int, Score]


def gains(asked: Sequence[Pair], before: Marks, after: Marks) -> Gains:
    """Compare the two sittings of those who sat both.

    Parameters
    ----------
    asked : sequence of Pair
        The class's questions.
    before, after : mapping of {person: {pair's name: bool}}
        Whoever sat a test stands in it, even with no answer.

    Examples
    --------
    >>> gains([], {1: {}}, {}).whole
    Score(people=0, asked=0, before=0, after=0)
    """
    both = [person for person in before if person in after]

    def score(people: Iterable[int], some: Sequence[Pair]) -> Score:
        people = list(people)

        def right(marks: Marks) -> int:
            return sum(marks[person].get(pair.name) is True for person in people for pair in some)

        return Score(len(people), len(people) * len(some), right(before), right(after))

    by_objective: dict[tuple[str, str], list[Pair]] = {}
    for pair in asked:
        by_objective.setdefault(pair.objective, []).append(pair)
    return Gains(
        score(both, asked),
        {objective: score(both, some) for objective, some in by_objective.items()},
        {person: score([person], asked) for person in both},
    )
