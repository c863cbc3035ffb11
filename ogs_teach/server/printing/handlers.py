"""The doors to what prints: the trainer's papers, and slides for everybody."""

from datetime import date
from typing import Any

from tornado.web import HTTPError

from ogs_teach.errors import Collector, InputError, OgsError, Problem
from ogs_teach.school import lesson, lessons
from ogs_teach.school.keys import own_key, school_key
from ogs_teach.school.model import Lesson
from ogs_teach.school.reading import NAME
from ogs_teach.server.classroom.trainer import TrainerPage
from ogs_teach.server.pages import PageHandler, other_than
from ogs_teach.server.printing.catalogue import AUDIENCES, DOCUMENTS
from ogs_teach.server.printing.certificate import MOST, Holder, certificates
from ogs_teach.server.printing.sheets import Place, document, numbered, say
from ogs_teach.server.printing.slides import deck
from ogs_teach.server.printing.verify_page import VerifyPage
from ogs_teach.thai import format_date, parse_date

LONGEST = 20_000  # characters of typed names


class PrintIndex(TrainerPage):
    """All that can be printed."""

    def get(self) -> None:
        """Show the list."""
        self.page(
            "print/index.html",
            audiences={
                audience: [one for one in DOCUMENTS.values() if one.audience == audience]
                for audience in AUDIENCES
            },
            lessons=lessons(),
            numbered=lambda one: numbered(one, self.lang),
        )

    head = get


class PrintDocument(TrainerPage):
    """One document; `?lesson=`, as often as wanted, narrows it."""

    def get(self, name: str) -> None:
        """Show it as it prints."""
        if name not in DOCUMENTS:
            raise HTTPError(404)
        chosen = self.get_query_arguments("lesson")
        known = {one.name: one for one in lessons()}
        if not set(chosen) <= set(known):
            raise HTTPError(404)
        some = [one for one in known.values() if one.name in chosen or not chosen]
        sheets = DOCUMENTS[name].sheets(some, self.lang)
        query = "".join(f"lesson={one}&" for one in chosen)
        place = Place(
            self.base,
            other_language=f"?{query}lang={other_than(self.lang)}",
            back=f"{self.base}trainer/print/?lang={self.lang}",
        )
        self.finish(document(say(self.lang, f"document.{name}"), sheets, self.lang, place))

    head = get


class PrintCertificates(TrainerPage):
    """Certificates for whoever's names are typed; the names go no further than the paper."""

    def get(self) -> None:
        """Ask for names, lessons and the day."""
        self._show()

    head = get

    def post(self) -> None:
        """Make the certificates, or say what is wrong, all at once."""
        problems = Collector(InputError)
        names = self.get_body_argument("names", "")[:LONGEST].splitlines()
        holders = [Holder(name) for name in names if name.strip()]
        if not holders:
            problems.add(Problem("print.certificates.no-names"))
        if len(holders) > MOST:
            values: dict[str, object] = {"got": len(holders), "most": MOST}
            problems.add(Problem("print.certificates.many", values=values))
        taught = self._taught()
        if not taught:
            problems.add(Problem("print.certificates.no-lessons"))
        day, key, sheets = date.today(), None, []
        with problems:
            day = parse_date(self.get_body_argument("day", ""), "print.sign-in.date")
        with problems:
            key = own_key(self.get_body_argument("school", ""))
        if key and holders and len(holders) <= MOST:
            with problems:
                sheets = certificates(key, holders, taught, day, self.lang)
        if found := list(problems):
            self.set_status(400)
            self._show("\n".join(problem.say(self.lang) for problem in found))
            return
        place = Place(self.base, back=f"{self.base}trainer/print/?lang={self.lang}")
        self.finish(document(say(self.lang, "document.certificates"), sheets, self.lang, place))

    def _taught(self) -> list[Lesson]:
        chosen = self.get_body_arguments("lesson")
        return [one for one in lessons() if one.name in chosen]

    def _show(self, trouble: str = "") -> None:
        try:
            key = school_key()
        except OgsError as error:
            key, trouble = None, error.say(self.lang)
        self.page(
            "print/certificates.html",
            trouble=trouble,
            key=key,
            lessons=lessons(),
            numbered=lambda one: numbered(one, self.lang),
            typed={
                "names": self.get_body_argument("names", "")[:LONGEST],
                "day": self.get_body_argument("day", "") or format_date(date.today(), self.lang),
                "school": self.get_body_argument("school", ""),
                "lessons": self.get_body_arguments("lesson"),
            },
        )


class LessonSlides(PageHandler):
    """A lesson's slides, for everybody: they hold nothing but the lesson's page."""

    def get(self, name: str) -> None:
        """Show them."""
        if name not in {one.name for one in lessons()}:
            raise HTTPError(404)
        place = Place(
            self.base,
            other_language=f"?lang={other_than(self.lang)}",
            back=f"{self.base}lessons/{name}?lang={self.lang}",
        )
        self.finish(deck(lesson(name), self.lang, place))

    head = get


def handlers() -> list[tuple[Any, ...]]:
    """Return the doors, relative to the base address."""
    return [
        ("trainer/print/?", PrintIndex),
        ("trainer/print/certificates", PrintCertificates),
        (r"trainer/print/([a-z-]+)", PrintDocument),
        (rf"lessons/({NAME.pattern.replace('(', '(?:')})/slides", LessonSlides),
        ("verify", VerifyPage),
    ]
