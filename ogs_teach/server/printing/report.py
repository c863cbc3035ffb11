"""One page for the officer: what was taught, what was learned, how content people were."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from itertools import accumulate

from ogs_teach.i18n import Lang
from ogs_teach.inputs import plain
from ogs_teach.school.assessment import FEWEST_PEOPLE, Score
from ogs_teach.school.satisfaction import form
from ogs_teach.server.printing.pieces import width
from ogs_teach.server.printing.sheets import Sheet, draw, say
from ogs_teach.thai import format_date

LETTERS, LINES = 54, 12  # of objectives: what one page has room for


@dataclass(frozen=True)
class Training:
    """What happened, without anybody's name.

    Parameters
    ----------
    title : str
        Empty for a line to write on, as everything else that is left out.
    day : date, optional
    lessons : sequence of (title, minutes)
    people : int, optional
    whole : Score, optional
        Of all questions.
    objectives : sequence of (words, Score)
    satisfaction : mapping of {item's id: (mean, how many rated)}
    """

    title: str = ""
    day: date | None = None
    lessons: Sequence[tuple[str, int]] = ()
    people: int | None = None
    whole: Score | None = None
    objectives: Sequence[tuple[str, Score]] = ()
    satisfaction: Mapping[str, tuple[Fraction, int]] = field(default_factory=dict)


def fitting(objectives: Sequence[tuple[str, Score]]) -> Sequence[tuple[str, Score]]:
    """Return as many objectives as one page has room for, from the first on."""
    lines = list(accumulate(-(-width(words) // LETTERS) for words, _ in objectives))
    return objectives[: bisect_right(lines, LINES)]


def report(training: Training, lang: Lang) -> Sheet:
    """Draw the report.

    Percentages stand beside the number of answers, and only for five people or more.
    """

    def share(score: Score, right: int) -> str:
        percent = score.percent(right)
        values: dict[str, object] = {"right": right, "asked": score.asked}
        if percent is None:
            return say(lang, "report.of", **values)
        return say(lang, "report.of-percent", percent=plain(percent, 0), **values)

    def row(words: str, score: Score) -> tuple[str, str, str, str, int]:
        gained = f"{score.gained:+,}".replace("-", "−")
        before, after = share(score, score.before), share(score, score.after)
        return words, before, after, gained, score.people

    whole = training.whole
    rows = [row(words, score) for words, score in fitting(training.objectives)]
    title = say(lang, "document.report")
    html = draw(
        "report.html",
        lang,
        title=title,
        training=training,
        day=format_date(training.day, lang) if training.day else "",
        total=sum(minutes for _, minutes in training.lessons),
        rows=rows,
        whole=row(say(lang, "report.whole"), whole) if whole and whole.people else None,
        blank=training == Training(),
        more=len(training.objectives) - len(rows),
        fewest=FEWEST_PEOPLE,
        satisfaction=[
            (words[lang], *([plain(mean, 2), count] if (mean := given[0]) else ["", count]))
            for id_, words in form().items.items()
            if (given := training.satisfaction.get(id_))
            for count in [given[1]]
        ],
        items=[words[lang] for words in form().items.values()],
    )
    return Sheet("report", title, f"{title} · {say(lang, 'report.no-names')}", html)
