"""Names that can stand on a certificate: of people, and of a school."""

import unicodedata

from ogs_teach.errors import InputError, Problem

LONGEST = 80  # characters: a title, a name, a family name, with room
MOST_MARKS = 3  # on one letter: a vowel, a tone mark, and one to spare
_BESIDE_LETTERS = frozenset(" .,'’()-–/&ฯๆ")
_UNSEEN = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))  # come along when copied


def name(text: str, field: str = "certificates.field.name") -> str:
    """Return a name as it is printed; nothing that is no name comes through.

    Parameters
    ----------
    text : str
        As typed.
    field : str
        Text key of the field's name, for the message.

    Raises
    ------
    InputError
        If it is empty, too long, or holds what no name holds: signs of HTML, pictures,
        marks piled upon each other.

    Examples
    --------
    >>> name("  นางสาวสมใจ   ใจดี ")
    'นางสาวสมใจ ใจดี'
    """
    kept = " ".join(unicodedata.normalize("NFC", text[:1000].translate(_UNSEEN)).split())
    if not kept:
        raise InputError(Problem("certificates.name.empty", field))
    if len(kept) > LONGEST or len(text) > 1000:
        long: dict[str, object] = {"most": LONGEST, "got": len(text)}
        raise InputError(Problem("certificates.name.long", field, values=long))
    marks = 0
    for place, letter in enumerate(kept):
        category = unicodedata.category(letter)
        marks = marks + 1 if category in ("Mn", "Me") else 0
        if marks > MOST_MARKS or (category[0] == "M" and (not place or kept[place - 1] == " ")):
            raise InputError(Problem("certificates.name.marks", field))
        if category[0] not in "LM" and category != "Nd" and letter not in _BESIDE_LETTERS:
            got = letter if letter.isprintable() else f"U+{ord(letter):04X}"
            raise InputError(Problem("certificates.name.sign", field, values={"got": got}))
    if not any(unicodedata.category(letter)[0] == "L" for letter in kept):
        raise InputError(Problem("certificates.name.empty", field))
    return kept
