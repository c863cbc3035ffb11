"""A class's results to take home: for the trainer, with nicknames; nothing else knows them."""

from ogs_teach.i18n import Lang, t
from ogs_teach.school import lesson
from ogs_teach.school.assessment import Score
from ogs_teach.school.satisfaction import form, means
from ogs_teach.server.classroom.board import ClassBoardPage
from ogs_teach.server.classroom.figures import Board, board
from ogs_teach.server.classroom.plans import Plan
from ogs_teach.server.take_home import TYPES, attachment
from ogs_teach.store import Class, Feedback, Game
from ogs_teach.tables import Column, Sheet, Table, write


def workbook(class_: Class, seen: Board, feedback: list[Feedback], lang: Lang) -> bytes:
    """Write the results of a class.

    Parameters
    ----------
    class_ : Class
    seen : Board
    feedback : list of Feedback
        Told without names, and in no order that would tell who.

    Returns
    -------
    bytes
        XLSX: people, objectives, questions, satisfaction.
    """

    def say(key: str, **values: object) -> str:
        return t(f"board.{key}", lang, **values)

    gains = seen.gains
    games = {one.person_id: one for one in seen.games}
    people = Table(
        [
            Column(say("people.name")),
            Column(say("people.table"), "count"),
            *(Column(say(f"results.{name}"), "count") for name in ("before", "after", "gained")),
            Column(say("results.tasks"), "count"),
            *(Column(say(f"results.{name}"), "count") for name in ("lived", "health") if games),
        ],
        [
            [
                one.nickname,
                one.table,
                *_numbers(gains.people.get(one.id)),
                sum(person == one.id for person, _ in seen.tasks),
                *(_played(games.get(one.id)) if games else ()),
            ]
            for one in seen.people
        ],
        say("results.people", asked=len(seen.asked)),
    )
    percents = [Column(say(f"results.percent-{when}"), "percent") for when in ("before", "after")]
    counts = [Column(say(f"gains.{name}"), "count") for name in ("before", "after", "of")]
    objectives = Table(
        [Column(say("gains.objective")), *counts, *percents],
        [
            [
                lesson(name).objectives[objective][lang],
                *_counts(score),
            ]
            for (name, objective), score in gains.objectives.items()
        ],
        say("gains.title"),
        total=[t("board.questions.all", lang), *_counts(gains.whole)],
    )
    questions = Table(
        [
            Column(say("results.question")),
            *(
                Column(say(f"results.{what}-{when}"), "count")
                for when in ("pre", "post")
                for what in ("answered", "right")
            ),
        ],
        [
            [
                pair.twins["A"].prompt[lang],
                *(
                    number
                    for sitting in ("pre", "post")
                    for count in [seen.count(sitting, pair.name)]
                    for number in (count.answered, count.right)
                ),
            ]
            for pair in seen.asked
        ],
        say("questions.caption"),
    )
    asked = form()
    rated = Table(
        [
            Column(say("results.item")),
            Column(say("results.mean"), "percent"),
            Column(say("results.forms"), "count"),
        ],
        [
            [asked.items[item][lang], *pair]
            for item, pair in means(one.ratings for one in feedback).items()
        ],
        say("results.satisfaction"),
    )
    words = Table(
        [Column(words[lang]) for words in asked.questions.values()],
        [
            [one.words.get(id_, "") for id_ in asked.questions]
            for one in feedback
            if any(one.words.values())
        ],
        say("results.words"),
    )
    note = say("gains.note", people=gains.whole.people)
    plan = [lesson(name).title[lang] for name in Plan.of(class_).lessons]
    return write(
        [
            Sheet(say("people.title"), [people], [class_.title, note]),
            Sheet(say("gains.title"), [objectives], [class_.title, note, *plan]),
            Sheet(say("results.questions"), [questions], [class_.title]),
            Sheet(
                say("results.satisfaction"),
                [rated, words],
                [class_.title, say("results.after-closing")],
            ),
        ]
    )


def _numbers(score: Score | None) -> list[int | None]:
    return [None] * 3 if score is None else [score.before, score.after, score.gained]


def _played(game: Game | None) -> list[int | None]:
    return [None] * 2 if game is None else [game.lived, game.health]


def _counts(score: Score) -> list[object]:
    return [
        score.before,
        score.after,
        score.asked,
        score.percent(score.before),
        score.percent(score.after),
    ]


class Results(ClassBoardPage):
    """The results as a file."""

    async def get(self, _id: str) -> None:
        """Send the file."""
        seen = await self.room.do(board, self.room.store, self.class_)
        feedback = await self.feedback()
        name = f"{self.say('board.results.file')} {self.class_.title}.xlsx"
        self.set_header("Content-Type", TYPES["xlsx"])
        self.set_header("Content-Disposition", attachment(name))
        self.finish(workbook(self.class_, seen, feedback, self.lang))
