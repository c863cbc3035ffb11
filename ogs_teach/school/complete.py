"""What a lesson needs beyond being readable: enough questions, a page of the right length."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from ogs_teach.i18n import LANGS
from ogs_teach.inputs import plain
from ogs_teach.school.aloud import A_MINUTE, minutes, words
from ogs_teach.school.files import File, Table
from ogs_teach.school.markdown import fill
from ogs_teach.school.model import Lesson
from ogs_teach.school.prose import of_page
from ogs_teach.school.questions import TESTS, Choice, Match, Question

FEWEST_PAIRS = 4  # of twins in the two parallel tests
LENGTH = (600, 1200)  # Thai words of a learner's page
READING = Fraction(1, 2)  # of the teaching minutes at most; the rest is talk
LONGEST_LABEL = 30  # characters under a chart's bar
QUESTION_SECONDS, ANSWER_SECONDS = 50, 15  # twelve questions in ten minutes
A_MINUTE_IN_SILENCE = 150  # Thai words


@dataclass(frozen=True)
class Read:
    """A lesson as far as it could be read, and where its parts stand.

    Parameters
    ----------
    lesson : Lesson
    table : Table
        `lesson.toml`.
    quiz : Table
        `quiz.toml`.
    pages : dict of {name: File}
    broken : frozenset of str
        Files that could not be read whole: nothing more is asked of them.
    """

    lesson: Lesson
    table: Table
    quiz: Table
    pages: Mapping[str, File]
    broken: frozenset[str]

    def line_of(self, question: Question, *keys: str) -> int:
        """Return the line of a question, or of one of its keys."""
        for index, data in enumerate(self.quiz.data.get("question", [])):
            if data.get("id") == question.id:
                return self.quiz.nearest(("question", index, *(keys or ("id",))))
        return 1


def check_complete(read: Read) -> None:
    """Ask everything of a lesson that its finished state must show."""
    if "quiz.toml" not in read.broken:
        _check_tests(read)
        _check_task(read)
        _check_letters(read)
        for question in read.lesson.questions:
            _check_length(read, question)
    if "th.md" not in read.broken:
        _check_page(read)
    _check_labels(read)


def _check_tests(read: Read) -> None:
    """See that the parallel tests hold enough twins, one at least for each objective."""
    questions = read.lesson.questions
    pairs = {question.pair: question for question in questions if question.pair}
    if len(pairs) < FEWEST_PAIRS:
        read.quiz.file.tell("check.few-pairs", 1, count=FEWEST_PAIRS, got=len(pairs))
    tested = {question.objective for question in questions if question.form in TESTS}
    for id_ in read.lesson.objectives:
        if "lesson.toml" not in read.broken and id_ not in tested:
            read.table.file.tell("check.not-tested", read.table.line("objectives", id_), got=id_)
    seen: dict[str, Question] = {}
    for question in questions:
        text = "".join(question.prompt["th"].split())
        other = seen.setdefault(text, question)
        if other is not question and _options(other) == _options(question):
            line = read.line_of(question, "prompt", "th")
            read.quiz.file.tell("check.same-question", line, got=other.id)


def _options(question: Question) -> object:
    return [option.text["th"] for option in getattr(question, "options", {}).values()]


def _check_task(read: Read) -> None:
    """See that a page with a task has one question about it, and no other page has."""
    if "th.md" in read.broken:
        return
    asked = read.lesson.quiz("task")
    wanted = sum(block.kind == "task" for block in read.lesson.page("th").blocks)
    if len(asked) != wanted:
        line = read.line_of(asked[-1]) if len(asked) > wanted else 1
        read.quiz.file.tell("check.task-question", line, got=len(asked), count=wanted)


def _check_letters(read: Read) -> None:
    """Right answers do not all stand in one place."""
    choices = [one for one in read.lesson.questions if isinstance(one, Choice)]
    letters = Counter(one.right for one in choices)
    if len(choices) > 3 and len(letters) == 1:
        read.quiz.file.tell(
            "check.same-letter", read.line_of(choices[-1], "right"), got=next(iter(letters))
        )
    for one in read.lesson.questions:
        if isinstance(one, Match) and list(one.right.values()) == list(one.partners):
            read.quiz.file.tell("check.straight-match", read.line_of(one, "right"))


def _check_length(read: Read, question: Question) -> None:
    """See that a question can be read and answered in its share of a class test."""
    said = " ".join((question.prompt["th"], *map(str, _shown(question))))
    seconds = Fraction(words(said) * 60, A_MINUTE_IN_SILENCE) + ANSWER_SECONDS
    if seconds > QUESTION_SECONDS:
        read.quiz.file.tell(
            "check.long-question",
            read.line_of(question, "prompt"),
            got=round(seconds),
            limit=QUESTION_SECONDS,
        )


def _shown(question: Question) -> Iterator[str]:
    public = question.public("th")
    for key in ("options", "partners"):
        yield from public.get(key, {}).values()


def page_text(read: Read) -> str:
    """Return the learner's page in Thai as it is read: figures worked out, no marks."""
    figures = read.lesson.page("th").figures

    def show(expression: str) -> str:
        return figures.show(expression, "th")

    return "\n".join(fill(piece.text, show) for piece in of_page(read.pages["th.md"], "th"))


def _check_page(read: Read) -> None:
    text, lesson = page_text(read), read.lesson
    count = words(text)
    if not LENGTH[0] <= count <= LENGTH[1]:
        least, most = (f"{number:,}" for number in LENGTH)
        read.pages["th.md"].tell("check.page-length", 1, got=f"{count:,}", least=least, most=most)
    aloud = minutes(text)
    if "lesson.toml" not in read.broken and aloud > lesson.teaching_minutes * READING:
        read.table.file.tell(
            "check.reading-minutes",
            read.table.line("teaching_minutes"),
            got=plain(aloud, 0),
            minutes=lesson.teaching_minutes,
            limit=plain(lesson.teaching_minutes * READING, 1),
            words=A_MINUTE,
        )


def _check_labels(read: Read) -> None:
    """Labels of a chart fit under its bars on a phone."""
    for lang in LANGS:
        for block in read.lesson.page(lang).blocks:
            for label, cells in block.chart.rows if block.chart else ():
                if len(label) > LONGEST_LABEL:
                    line = next((cell.line for cell in cells if cell), block.line)
                    block.file.tell("check.long-label", line, got=label[:40], limit=LONGEST_LABEL)
