"""How Thai and English are written: marks in order, short stretches, agreed words."""

import re
from collections.abc import Iterable, Iterator

from ogs_teach.school.prose import HIDDEN, Piece
from ogs_teach.school.wording import Wording

STRETCH = 120  # characters of Thai without a space: about as much as one breath holds
PARAGRAPH = 500  # characters: two screens of a phone
_CONSONANTS = "ก-ฮ"
_VOWELS = "ัิ-ฺ็"  # above and below
_TONES = "่-๋"
_MARKS = f"{_VOWELS}{_TONES}์ํ๎"
_DOUBLED = re.compile(rf"[{_TONES}]{{2}}|[{_VOWELS}]{{2}}|([์ำะาๆ])\1")
_MISORDERED = re.compile(
    rf"[{_TONES}์][{_VOWELS}]"  # a tone before its vowel
    rf"|ำ[{_TONES}]|ํ[{_TONES}]?า|[{_TONES}]ํ"  # ้ำ in the wrong order or in two halves
    rf"|เเ|[เ-ไ][{_MARKS}ะาำ]"  # two เ for แ; a vowel that lacks its consonant
    rf"|(?<![{_CONSONANTS}ฤฦ{_MARKS}])[{_MARKS}ำ]"  # a mark on nothing
)
_UNSEEN = re.compile("[\u00a0\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]")
_REPEAT = re.compile(r"\S*[^\s]ๆ|ๆ[ก-๎]\S*")
_THAI = re.compile(r"[ก-๛]")
_LATIN = re.compile(r"[A-Za-z][A-Za-z'’-]*[A-Za-z]|[A-Za-z]")


def lint(pieces: Iterable[Piece], wording: Wording) -> None:
    """Tell of everything that a careful reader would put right."""
    for piece in pieces:
        for key, got in (*_both(piece), *(_thai(piece, wording) if piece.lang == "th" else ())):
            piece.refuse(key, got=got)
        for wrong in wording.wrong[piece.lang]:
            if wrong.found_in(piece.bare):
                piece.refuse("word", got=wrong.word, use=wrong.use)


def _both(piece: Piece) -> Iterator[tuple[str, str]]:
    text = piece.bare
    for key, pattern in (("double-space", r"\S*  +\S*"), ("straight-quote", r'\S*"\S*')):
        if found := re.search(pattern, text):
            yield key, found[0][:40]
    if found := _UNSEEN.search(text):
        yield "unseen", f"U+{ord(found[0]):04X}"
    if not _balanced(text):
        yield "quotes", text[:40]


def _balanced(text: str) -> bool:
    """Tell whether every “ has its ”, one after the other."""
    marks = re.sub("[^“”]", "", text)
    return marks == "“”" * (len(marks) // 2)


def _thai(piece: Piece, wording: Wording) -> Iterator[tuple[str, str]]:
    text = piece.bare
    for key, pattern in (("doubled-mark", _DOUBLED), ("misordered-mark", _MISORDERED)):
        if found := pattern.search(text):
            yield key, _around(text, found)
    if found := re.search("[๐-๙]+", text):
        yield "thai-digits", found[0]
    if found := _REPEAT.search(text):
        yield "repeat-mark", found[0][:40]
    for stretch in text.split():
        if len(stretch) > STRETCH and _THAI.search(stretch):
            yield "long-stretch", stretch[:40]
    if len(text) > PARAGRAPH:
        yield "long-paragraph", text[:40]
    for word in dict.fromkeys(_LATIN.findall(text.replace(HIDDEN, " "))):
        if word not in wording.latin:
            yield "latin", word


def _around(text: str, found: re.Match[str]) -> str:
    return text[max(found.start() - 8, 0) : found.end() + 8]
