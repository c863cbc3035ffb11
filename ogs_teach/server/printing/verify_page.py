"""The page on which anybody can check a certificate."""

from ogs_teach.errors import Problem
from ogs_teach.i18n import Lang
from ogs_teach.school import lessons
from ogs_teach.school.certificates import LONGEST, Verified, verify
from ogs_teach.school.keys import trusted
from ogs_teach.server.pages import PageHandler
from ogs_teach.server.printing.sheets import number_of, numbered, say
from ogs_teach.thai import format_date


def facts(verified: Verified, lang: Lang) -> list[tuple[str, str]]:
    """Return what a genuine certificate says, each with its name.

    The school is named as its trusted key names it: what a certificate claims is told only
    where it differs.
    """
    said, signer = verified.certificate, verified.signer
    titles = {number_of(one): numbered(one, lang) for one in lessons()}
    taught = "; ".join(
        titles.get(number, say(lang, "lesson", number=number)) for number in said.lessons
    )
    told = [("holder", said.holder), ("signer", signer.school)]
    if said.school != signer.school:
        told.append(("school", said.school))
    told += [("day", format_date(said.day, lang)), ("lessons", taught)]
    if score := said.score:
        values = {"before": score.before, "after": score.after, "asked": score.asked}
        told.append(("score", say(lang, "certificate.gain", **values)))
    told.append(("key", signer.spoken))
    return [(say(lang, f"verify.{name}"), value) for name, value in told]


class VerifyPage(PageHandler):
    """Paste a certificate's text, hear what it says."""

    def get(self) -> None:
        """Show the form."""
        self._show("")

    head = get

    def post(self) -> None:
        """Check a text; it is kept nowhere."""
        text = self.get_body_argument("text", "")[: 2 * LONGEST]
        self._show(text, verify(text, trusted()))

    def _show(self, text: str, found: Verified | Problem | None = None) -> None:
        self.page(
            "print/verify.html",
            text=text,
            facts=facts(found, self.lang) if isinstance(found, Verified) else [],
            trouble=found.say(self.lang) if isinstance(found, Problem) else "",
        )
