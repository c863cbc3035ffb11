"""Certificates: a short text signed by the school, and what it says when it is checked.

    OGS1 + letters of: charset, school, holder, date, lessons, score, key's id; signature

The letters are A–Z and 2–7: a QR code packs them well, every phone reads them alike, and
copying through chat programs does not spoil them, as it may spoil Thai marks. The name is
typed when the certificate is printed; nothing here keeps it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from ogs_teach.errors import OgsError, Problem
from ogs_teach.school.keys import PublicKey, SchoolKey, letters, unlettered
from ogs_teach.school.model import Lesson
from ogs_teach.school.names import name as name_of

MARK = "OGS1"
LONGEST = 2_000  # letters of a text that is worth reading
SIGNATURE = 64  # bytes
MOST_LINES = 8  # of what the holder can do
_FIELDS = 6
_PURPOSE = b"ogs-teach certificate 1\n"  # what is signed for this is good for nothing else
_CHARSETS = {b"T": "tis-620", b"U": "utf-8"}  # one byte for a Thai letter, or three


@dataclass(frozen=True)
class Score:
    """Right answers before and after, of so many."""

    before: int
    after: int
    asked: int


@dataclass(frozen=True)
class Certificate:
    """What a certificate says.

    Parameters
    ----------
    school, holder : str
    day : date
    lessons : tuple of int
        Numbers of the lessons, as their folders begin.
    score : Score, optional
        None if there was no test.
    key_id : str
        Of the key that signs it.
    """

    school: str
    holder: str
    day: date
    lessons: tuple[int, ...]
    score: Score | None
    key_id: str


@dataclass(frozen=True)
class Verified:
    """A certificate whose signature is good, and the school that the key belongs to."""

    certificate: Certificate
    signer: PublicKey


def issue(
    key: SchoolKey,
    holder: str,
    day: date,
    lessons: Sequence[int],
    score: Score | None = None,
) -> str:
    """Return a certificate's signed text.

    Parameters
    ----------
    key : SchoolKey
    holder : str
        The name, as typed.
    day : date
    lessons : sequence of int
    score : Score, optional

    Raises
    ------
    InputError
        If the name cannot be printed.

    Examples
    --------
    >>> key = SchoolKey("โรงเรียนตัวอย่าง", bytes(range(32)))
    >>> text = issue(key, "นางสมใจ ใจดี", date(2026, 5, 12), [1, 2], Score(4, 9, 12))
    >>> verify(text, [key.public]).certificate.holder
    'นางสมใจ ใจดี'
    """
    said = Certificate(key.school, name_of(holder), day, tuple(lessons), score, key.public.id)
    body = _packed(said)
    return MARK + letters(body + key.sign(_PURPOSE + body))


def verify(text: str, keys: Iterable[PublicKey]) -> Verified | Problem:
    """Check a certificate's text.

    Parameters
    ----------
    text : str
        As a phone read it, or as somebody pasted it: blanks and line breaks do no harm.
    keys : iterable of PublicKey
        Those of the schools that are known here.

    Returns
    -------
    Verified or Problem
        What it says, or why it cannot be believed.

    Examples
    --------
    >>> verify("hello", []).say("en")
    'This is no certificate of this kit. Copy the whole text; it begins with OGS1'
    """
    bare = "".join(text[: 2 * LONGEST].split())
    if not bare:
        return Problem("certificates.verify.empty")
    if not bare.startswith(MARK) or len(bare) > LONGEST:
        return Problem("certificates.verify.malformed")
    raw = unlettered(bare[len(MARK) :])
    if raw is None or len(raw) <= SIGNATURE:
        return Problem("certificates.verify.altered")
    body, signature = raw[:-SIGNATURE], raw[-SIGNATURE:]
    said = _unpacked(body)
    if said is None:
        return Problem("certificates.verify.altered")
    signer = next((key for key in keys if key.id == said.key_id), None)
    if signer is None:
        values: dict[str, object] = {"school": said.school, "key": said.key_id}
        return Problem("certificates.verify.unknown", values=values)
    if not signer.signed(_PURPOSE + body, signature):
        return Problem("certificates.verify.altered")
    return Verified(said, signer)


def _packed(said: Certificate) -> bytes:
    score = said.score
    text = "\n".join(
        (
            said.school,
            said.holder,
            said.day.isoformat(),
            ",".join(map(str, said.lessons)),
            f"{score.before}/{score.after}/{score.asked}" if score else "",
            said.key_id,
        )
    )
    for charset, codec in _CHARSETS.items():
        try:
            return charset + text.encode(codec)
        except UnicodeEncodeError:
            continue
    raise AssertionError  # UTF-8 takes every name that `name_of` lets through


def _unpacked(body: bytes) -> Certificate | None:
    """Read a body; None if it is none, or not written as `_packed` writes it."""
    try:
        fields = body[1:].decode(_CHARSETS[body[:1]]).split("\n")
        if len(fields) != _FIELDS:
            return None
        school, holder, day, lessons, score, key_id = fields
        said = Certificate(
            name_of(school),
            name_of(holder),
            date.fromisoformat(day),
            tuple(int(number) for number in lessons.split(",") if number),
            Score(*map(int, score.split("/"))) if score else None,
            key_id,
        )
    except (KeyError, ValueError, TypeError, OgsError):
        return None
    return said if _packed(said) == body else None


def can_do(
    lessons: Sequence[Lesson], shown: Iterable[tuple[str, str]] = (), most: int = MOST_LINES
) -> list[tuple[str, str]]:
    """Choose what a certificate says that its holder has learned.

    Lessons take turns, so that each is there before any has two. What the test after the
    lessons showed comes first.

    Parameters
    ----------
    lessons : sequence of Lesson
        Those taught.
    shown : iterable of (lesson's name, objective)
        Answered rightly after the lessons.
    most : int

    Returns
    -------
    list of (lesson's name, objective)
        At most `most`, in the order of the course.

    Examples
    --------
    >>> from ogs_teach.school import lesson
    >>> can_do([lesson("01-why-save"), lesson("02-five-virtues")], most=2)
    [('01-why-save', 'tell-the-beginning'), ('02-five-virtues', 'see-virtues-in-deeds')]
    """
    proven = set(shown)
    piles = [
        sorted(
            ((lesson.name, objective) for objective in lesson.objectives),
            key=lambda one: one not in proven,
        )
        for lesson in lessons
    ]
    turns = max(map(len, piles), default=0)
    taken = [pile[turn] for turn in range(turns) for pile in piles if turn < len(pile)]
    if len(piles) > most:  # not every lesson has a line: those that were shown go before
        taken.sort(key=lambda one: one not in proven)
    course = [(lesson.name, objective) for lesson in lessons for objective in lesson.objectives]
    return sorted(taken[:most], key=course.index)
