"""Certificates on paper: a name that is kept nowhere, a QR code that can be checked."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from ogs_teach.errors import Collector, InputError
from ogs_teach.i18n import Lang
from ogs_teach.school.certificates import Score, can_do, issue
from ogs_teach.school.keys import SchoolKey
from ogs_teach.school.model import Lesson
from ogs_teach.school.names import name as name_of
from ogs_teach.server.printing.sheets import Sheet, draw, number_of, say
from ogs_teach.server.qr import qr_svg
from ogs_teach.thai import format_date

MOST = 60  # certificates in one document


@dataclass(frozen=True)
class Holder:
    """Whom a certificate is for.

    Parameters
    ----------
    name : str
        As typed.
    score : Score, optional
    shown : iterable of (lesson's name, objective)
        Answered rightly after the lessons.
    """

    name: str
    score: Score | None = None
    shown: Iterable[tuple[str, str]] = ()


def certificates(
    key: SchoolKey, holders: Sequence[Holder], lessons: Sequence[Lesson], day: date, lang: Lang
) -> list[Sheet]:
    """Draw a certificate for each holder.

    Raises
    ------
    InputError
        Naming each line whose name cannot be printed.
    """
    problems = Collector(InputError)
    sheets = []
    for number, holder in enumerate(holders, 1):
        try:
            sheets.append(_certificate(key, holder, lessons, day, lang, number))
        except InputError as error:
            for problem in error.problems:
                problems.add(problem.at(say(lang, "certificates.line", number=number)))
    problems.close()
    return sheets


def _certificate(
    key: SchoolKey, holder: Holder, lessons: Sequence[Lesson], day: date, lang: Lang, number: int
) -> Sheet:
    text = issue(key, holder.name, day, [number_of(one) for one in lessons], holder.score)
    by_name = {one.name: one for one in lessons}
    lines = can_do(lessons, holder.shown)
    html = draw(
        "certificate.html",
        lang,
        id=f"certificate-{number}",
        school=key.school,
        name=name_of(holder.name),
        lessons=lessons,
        lines=[by_name[name].objectives[objective][lang] for name, objective in lines],
        more=sum(len(one.objectives) for one in lessons) > len(lines),
        score=holder.score,
        day=format_date(day, lang),
        key=key.public.spoken,
        text=text,
        qr=qr_svg(text, say(lang, "certificate.qr")),
    )
    title = say(lang, "document.certificates")
    return Sheet(f"certificate-{number}", title, title, html, wide=True)
