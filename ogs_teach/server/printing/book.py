"""The whole course as one book: cover, contents, learners' part, trainer's part, forms."""

from collections.abc import Mapping, Sequence

from ogs_teach import __version__
from ogs_teach.i18n import Lang
from ogs_teach.school.model import Lesson
from ogs_teach.server.printing.catalogue import DOCUMENTS
from ogs_teach.server.printing.sheets import Sheet, document, draw, say

PARTS = {
    "learners": ("handouts", "worksheets"),
    "trainer": ("guide", "answers"),
    "forms": ("test-a", "test-b", "test-key", "sign-in", "satisfaction", "report"),
}


def book(lessons: Sequence[Lesson], lang: Lang, pages: Mapping[str, int] | None = None) -> str:
    """Return the book as a document.

    Parameters
    ----------
    lessons : sequence of Lesson
    lang : "th" or "en"
    pages : mapping of {sheet's id: page}, optional
        Where each sheet begins; contents name pages once they are known.
    """
    bound = [
        (
            say(lang, f"book.part-{part}"),
            [
                (say(lang, f"document.{name}"), DOCUMENTS[name].sheets(lessons, lang))
                for name in names
            ],
        )
        for part, names in PARTS.items()
    ]
    title = say(lang, "book.title")
    opening = [
        Sheet("cover", title, "", draw("cover.html", lang, lessons=lessons, version=__version__)),
        Sheet(
            "contents",
            say(lang, "book.contents"),
            title,
            draw("contents.html", lang, parts=bound, pages=pages or {}),
        ),
    ]
    sheets = [sheet for _, documents in bound for _, some in documents for sheet in some]
    return document(title, [*opening, *sheets], lang)
