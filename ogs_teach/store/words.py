"""Three everyday words, by which people come back: read aloud, remembered, typed by anybody."""

import re
import secrets
import unicodedata
from functools import cache
from importlib import resources

COUNT = 3


@cache
def words() -> tuple[str, ...]:
    """Return the words that codes are made of.

    No two of them differ by tone marks only, or by less than two letters without them.
    """
    source = resources.files("ogs_teach.store") / "words.txt"
    return tuple(source.read_text(encoding="utf-8").split())


def new_words() -> str:
    """Return three words by chance.

    Examples
    --------
    >>> len(new_words().split())
    3
    """
    return " ".join(secrets.choice(words()) for _ in range(COUNT))


def key(typed: str) -> str:
    """Return what is the same however the words are typed.

    Spaces, hyphens, capitals and whatever is no letter fall away, and so do tone marks, which
    fingers forget; vowels that can be typed in two ways become one.

    Examples
    --------
    >>> key("ช้าง-มะม่วง  ร่ม") == key("ชางมะมวง รม")
    True
    >>> key("ลำไย") == key("ลําไย"), key("แมว") == key("เเมว")
    (True, True)
    """
    plain = unicodedata.normalize("NFKD", typed).casefold().replace("เเ", "แ")
    plain = re.sub("[\u0e47-\u0e4c\u0e4e]", "", plain)
    letters = (one for one in plain if unicodedata.category(one)[0] in "LNM")
    # Vowels below or above a letter look the same in either order.
    return re.sub(
        "[\u0e31\u0e34-\u0e3a\u0e4d]+", lambda run: "".join(sorted(run[0])), "".join(letters)
    )
