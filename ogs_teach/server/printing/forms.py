"""The forms of every training: who came, and how content they were."""

from ogs_teach.i18n import Lang
from ogs_teach.school.satisfaction import form
from ogs_teach.server.printing.sheets import Sheet, draw, say

PLACES = 40  # lines: about as many as a hall holds


def sign_in(lang: Lang, people: int = PLACES, course: str = "") -> Sheet:
    """Draw the sign-in sheet.

    Parameters
    ----------
    lang : "th" or "en"
    people : int
        Numbered lines.
    course : str
        What is taught; a line to write on if empty.
    """
    title = say(lang, "document.sign-in")
    return Sheet("sign-in", title, title, draw("sign_in.html", lang, people=people, course=course))


def satisfaction(lang: Lang) -> Sheet:
    """Draw the satisfaction form, which asks what the form on the phone asks."""
    title = say(lang, "document.satisfaction")
    return Sheet("satisfaction", title, title, draw("satisfaction.html", lang, form=form()))
