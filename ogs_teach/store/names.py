"""Names as people type them on phones, made safe to keep and to show."""

import re
import unicodedata

from ogs_teach.errors import InputError, Problem

LONGEST_NAME = 40  # characters
LONGEST_TITLE = 200
MOST_MARKS = 2  # on one letter: ที่ has a vowel and a tone, more is no word of any language
_JOINER = "\u200d"  # inside emoji


def clean(text: str) -> str:
    r"""Return text without what cannot be seen or would disturb its neighbours.

    Control characters, those that turn the direction of writing, halves of characters and
    private ones are left out; white space becomes one space; a letter keeps two marks.

    Examples
    --------
    >>> clean("  สม\u202eศรี\x00 \n ใจดี "), clean("ก" + "้" * 50) == "ก้้"
    ('สมศรี ใจดี', True)
    """
    text = " ".join(unicodedata.normalize("NFC", text).split())
    kept: list[str] = []
    marks = MOST_MARKS  # nothing yet that could carry one
    for letter in text:
        kind = unicodedata.category(letter)
        if kind in ("Cc", "Cf", "Cs", "Co") and not (letter == _JOINER and kept):
            continue
        if kind[0] == "M":
            marks += 1
            if marks > MOST_MARKS:
                continue
        elif letter != _JOINER:
            marks = 0 if kind[0] != "Z" else MOST_MARKS
        kept.append(letter)
    return re.sub(r"\s+", " ", "".join(kept)).strip(f" {_JOINER}")


def nickname(typed: str) -> str:
    """Return a nickname that can be kept.

    Raises
    ------
    InputError
        If it has nothing that can be read, or is longer than `LONGEST_NAME`.

    Examples
    --------
    >>> nickname(" สมศรี ")
    'สมศรี'
    """
    name = clean(typed)
    if not any(unicodedata.category(letter)[0] in "LNS" for letter in name):
        raise InputError(Problem("store.no-name"))
    if len(name) > LONGEST_NAME:
        raise InputError(Problem("store.long-name", values={"limit": LONGEST_NAME}))
    return name


def title(typed: str) -> str:
    """Return a class's title that can be kept, cut where it is too long."""
    return clean(typed)[:LONGEST_TITLE].rstrip()
