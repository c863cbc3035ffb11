"""What a class ends with on paper: the one-page report, and certificates."""

from collections.abc import Sequence
from typing import Any

from ogs_teach.errors import Collector, InputError, OgsError, Problem
from ogs_teach.school import lesson
from ogs_teach.school.certificates import Score
from ogs_teach.school.keys import own_key, school_key
from ogs_teach.school.satisfaction import means
from ogs_teach.server.classroom.board import ClassBoardPage
from ogs_teach.server.classroom.figures import Board, board
from ogs_teach.server.classroom.plans import Plan
from ogs_teach.server.printing.certificate import Holder, certificates
from ogs_teach.server.printing.report import Training, report
from ogs_teach.server.printing.sheets import Place, document, say
from ogs_teach.store import Class, Feedback
from ogs_teach.thai import format_date, parse_date


def training(class_: Class, seen: Board, feedback: Sequence[Feedback], lang: Any) -> Training:
    """Return what the report tells of a class: no name, nobody's own result."""
    gains = seen.gains
    taught = [lesson(name) for name in Plan.of(class_).lessons]
    return Training(
        class_.title,
        class_.opened_on,
        [(one.title[lang], one.minutes) for one in taught],
        len(seen.people),
        gains.whole,
        [
            (lesson(name).objectives[objective][lang], score)
            for (name, objective), score in gains.objectives.items()
        ],
        means(one.ratings for one in feedback),
    )


class ClassReport(ClassBoardPage):
    """The report of a class, ready to print."""

    async def get(self, _id: str) -> None:
        """Show it."""
        seen = await self.room.do(board, self.room.store, self.class_)
        feedback = await self.feedback()
        sheet = report(training(self.class_, seen, feedback, self.lang), self.lang)
        place = Place(self.base, back=f"{self.base}trainer/class/{self.class_.id}?lang={self.lang}")
        self.finish(document(say(self.lang, "document.report"), [sheet], self.lang, place))


class ClassCertificates(ClassBoardPage):
    """Certificates with each person's gain; real names go from the form to the paper only."""

    async def get(self, _id: str) -> None:
        """Ask for the real names, beside the nicknames."""
        self._show(await self.room.do(board, self.room.store, self.class_))

    async def post(self, _id: str) -> None:
        """Make certificates for those whose names were typed."""
        seen = await self.room.do(board, self.room.store, self.class_)
        problems = Collector(InputError)
        holders = [
            self._holder(seen, one.id, name)
            for one in seen.people
            if (name := self.get_body_argument(f"name-{one.id}", "").strip())
        ]
        if not holders:
            problems.add(Problem("print.certificates.no-names"))
        day, key, sheets = self.class_.opened_on, None, []
        with problems:
            day = parse_date(self.get_body_argument("day", ""), "print.sign-in.date")
        with problems:
            key = own_key(self.get_body_argument("school", ""))
        if key and holders:
            taught = [lesson(name) for name in Plan.of(self.class_).lessons]
            with problems:
                sheets = certificates(key, holders, taught, day, self.lang)
        if found := list(problems):
            self.set_status(400)
            self._show(seen, "\n".join(problem.say(self.lang) for problem in found))
            return
        place = Place(self.base, back=f"{self.base}trainer/class/{self.class_.id}?lang={self.lang}")
        self.finish(document(say(self.lang, "document.certificates"), sheets, self.lang, place))

    def _holder(self, seen: Board, person: int, name: str) -> Holder:
        score = seen.gains.people.get(person)
        right = {
            question
            for question, is_right in seen.marks("post").get(person, {}).items()
            if is_right
        }
        return Holder(
            name,
            Score(score.before, score.after, score.asked) if score else None,
            [pair.objective for pair in seen.asked if pair.name in right],
        )

    def _show(self, seen: Board, trouble: str = "") -> None:
        try:
            key = school_key()
        except OgsError as error:
            key, trouble = None, error.say(self.lang)
        typed = {one.id: self.get_body_argument(f"name-{one.id}", "") for one in seen.people}
        self.page(
            "trainer/certificates.html",
            class_=self.class_,
            seen=seen,
            gains=seen.gains,
            key=key,
            trouble=trouble,
            typed=typed,
            school=self.get_body_argument("school", ""),
            day=self.get_body_argument("day", "") or format_date(self.class_.opened_on, self.lang),
        )
