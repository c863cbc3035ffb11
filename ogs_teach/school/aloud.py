"""How long a Thai text is, in words, and how long it takes to read it aloud."""

import re
from collections.abc import Callable
from fractions import Fraction
from functools import cache
from importlib.util import find_spec

from ogs_teach.money import number_text

A_MINUTE = 120
"""Thai words that are read aloud in a minute.

People in a hall take turns, a paragraph each, and wait until the back row has heard. A
practised reader alone reads about half as many again.
"""

LETTERS_A_WORD = Fraction(81, 20)
"""Thai letters and marks in a word, on average over the opening lessons, for the estimate."""

_SPOKEN = re.compile(r"[0-9][0-9,]*(?:\.[0-9]+)?")
_WORD = re.compile(r"[^\W_]")
_OTHER = re.compile(r"[A-Za-z0-9][A-Za-z0-9,.'’-]*")


def measured() -> bool:
    """Tell whether words are counted by PyThaiNLP, and not estimated from letters."""
    return find_spec("pythainlp") is not None


@cache
def _cutter() -> Callable[[str], list[str]] | None:
    if not measured():
        return None
    from pythainlp.tokenize import word_tokenize

    return lambda text: word_tokenize(text, engine="newmm", keep_whitespace=False)


def words(text: str) -> int:
    """Count the words of a Thai text: by PyThaiNLP's `newmm`, or estimated without it.

    Examples
    --------
    >>> words("กลุ่ม 12 คน") in (3, 4)
    True
    """
    cut = _cutter()
    return estimate(text) if cut is None else sum(bool(_WORD.search(word)) for word in cut(text))


def estimate(text: str) -> int:
    """Count a Thai text's words by its letters; within a few in a hundred on a whole page.

    Examples
    --------
    >>> estimate("กลุ่มออมทรัพย์เพื่อการผลิต")
    6
    """
    thai = len(re.findall("[ก-๎]", text))
    return round(thai / LETTERS_A_WORD) + len(_OTHER.findall(text))


def minutes(text: str) -> Fraction:
    """Return how long it takes to read a Thai text aloud, its numbers in words."""
    return Fraction(words(_SPOKEN.sub(_said, text)), A_MINUTE)


def _said(found: re.Match[str]) -> str:
    whole, _, decimals = found[0].replace(",", "").partition(".")
    return number_text(int(whole[:18])) + "".join(number_text(int(digit)) for digit in decimals)
