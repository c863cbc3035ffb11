"""How tests read what was printed."""

import re
from functools import cache
from html import unescape

from ogs_teach.school import lessons
from ogs_teach.server.printing.catalogue import DOCUMENTS
from ogs_teach.server.printing.sheets import document
from ogs_teach.server.printing.slides import deck

LESSONS = lessons()
LEARNERS = ("handouts", "worksheets", "test-a", "test-b", "slides")
TRAINERS = ("guide", "answers", "test-key")


def words(html):
    """Return what a reader sees: no mark-up, no styles, single blanks."""
    bare = re.sub(r"(?s)<(style|script|title)\b.*?</\1>", "", html)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", bare)).split())


def squeezed(text):
    """Return a text without any blank, to find it wherever mark-up stands in it."""
    return "".join(text.split())


@cache
def printed(name, lang):
    """Return a whole document of the course as HTML."""
    if name == "slides":
        return "\n".join(deck(one, lang) for one in LESSONS)
    return document(name, DOCUMENTS[name].sheets(LESSONS, lang), lang)


@cache
def read(name, lang):
    """Return a document's letters."""
    return squeezed(words(printed(name, lang)))
