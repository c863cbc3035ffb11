"""Numbers that were typed where a figure belongs: text and arithmetic must not drift apart."""

import re
from collections.abc import Iterable
from fractions import Fraction

from ogs_teach.errors import LessonError
from ogs_teach.i18n import LANGS, Lang
from ogs_teach.school.expressions import Call, Number, calls, names, parse
from ogs_teach.school.figures import UNITS
from ogs_teach.school.markdown import FIGURE, Block
from ogs_teach.school.prose import Piece
from ogs_teach.school.wording import Wording
from ogs_teach.thai import month_name

_NUMBER = re.compile(r"[0-9๐-๙][0-9๐-๙,.]*")
_MONTHS = {lang: "|".join(month_name(number, lang) for number in range(1, 13)) for lang in LANGS}
_DAYS = r"\d{1,2}(?:\s?[–-]\s?\d{1,2})?"
_SECTION = r"\d+(?:/\d+)?(?:\s?[–-]\s?\d+(?:/\d+)?)?"
_ORDINAL = r"\d{1,2}(?![\d]|[,.]\d)"
# What may be typed, since nothing computes it.
_ALLOWED: dict[Lang, re.Pattern[str]] = {
    "th": re.compile(
        rf"{_DAYS} (?:{_MONTHS['th']})"  # a day that comes back every year
        rf"|(?:มาตรา|ม\.)\s?{_SECTION}"  # of a law
        rf"|(?:ข้อ|บท|ข้อที่|บทที่|ทางที่|คนที่|แบบที่|วิธีที่|ขั้นที่|งวดที่|เดือนที่|ปีที่|ครั้งที่|รอบที่)\s?{_ORDINAL}"
        r"|\d{1,2}[.:]\d\d\s?น\."  # a time of day
    ),
    "en": re.compile(
        rf"{_DAYS} (?:{_MONTHS['en']})"
        rf"|[Ss]ections?\s{_SECTION}"
        rf"|\b(?:question|lesson|step|way|month|year|instalment|round)\s{_ORDINAL}"
        r"|\d{1,2}:\d\d",
        re.IGNORECASE,
    ),
}
_LABEL = re.compile(r"(?:[ก-๎]{2,8}|[A-Za-z]{3,11})?\s?\d{1,2}")  # ปี 3, month 12, before a row
_MONEY = re.compile(
    r"[0-9๐-๙][0-9๐-๙,.]*\s*(?:บาท|สตางค์|baht|satang|%|per ?cent)|ร้อยละ\s*[0-9๐-๙]", re.IGNORECASE
)

_PLACES = frozenset((Number(Fraction(place)),) for place in range(32))


def check_typed(pieces: Iterable[Piece], wording: Wording) -> None:
    """Every number that a learner reads is worked out, or allowed by name."""
    for piece in pieces:
        text = _allowed_out(piece, wording)
        if found := _NUMBER.search(text):
            piece.refuse("typed-number", got=text[found.start() :][:20].strip())
        for figure in FIGURE.findall(piece.text):
            if _only_digits(figure.strip()):
                piece.refuse("bare-figure", got=figure.strip()[:40])


def check_cells(blocks: Iterable[Block]) -> None:
    """See that no cell of a chart was typed."""
    for block in blocks:
        for line, figure in block.chart.figures() if block.chart else ():
            if _only_digits(figure):
                block.file.tell("check.bare-figure", line, got=figure[:40])


def check_typed_money(pieces: Iterable[Piece], wording: Wording) -> None:
    """See that amounts and percentages of the trainer's page are worked out as well."""
    for piece in pieces:
        if found := _MONEY.search(_allowed_out(piece, wording)):
            piece.refuse("typed-number", got=found[0])


def _allowed_out(piece: Piece, wording: Wording) -> str:
    """Return a text without the numbers that may be typed."""
    text = piece.bare
    if piece.leads and _LABEL.fullmatch(text):
        return ""
    for phrase in wording.numbers:
        text = re.sub(rf"(?<!\d){re.escape(phrase)}(?!\d)", " ", text, flags=re.IGNORECASE)
    return _ALLOWED[piece.lang].sub(" ", text)


def _only_digits(figure: str) -> bool:
    """Tell whether a figure rests on nothing.

    A year may, since each language counts its own era; so may a place in a row, as a month.
    """
    try:
        node = parse(figure)
    except LessonError:
        return False  # told when the figure is worked out
    if not isinstance(node, Call) or node.name not in UNITS or node.name == "year":
        return False
    if node.name == "count" and node.arguments in _PLACES:
        return False
    return not names(node) and calls(node) == {node.name}
