"""Thai digits and Thai dates: read as people write them, written as people read them.

Buddhist Era (พ.ศ.) = Christian Era (ค.ศ.) + 543. Inside the kit a date is always a
`datetime.date`; a year stands in พ.ศ. only on paper and on the screen.

Which era a typed year is in follows from how the date is written: the Thai way
(5/3/2567, 5 มี.ค. 2567) counts in พ.ศ., the ISO way (2024-03-05) and English month names
(5 March 2024) in ค.ศ.; "พ.ศ." or "ค.ศ." written out decides. A year that can only belong
to the other era is refused, with the year to type instead: nothing is guessed.
"""

import re
from calendar import monthrange
from datetime import date, datetime
from functools import cache
from typing import Literal

from ogs_teach.errors import DateError, Problem, Word
from ogs_teach.i18n import LANGS, Lang, t
from ogs_teach.inputs import THAI_DIGITS, shown, tidy

BE_OFFSET = 543
FIRST_YEAR = 1941  # C.E.; until พ.ศ. 2483 the Thai year began in April, so 543 does not hold
LAST_YEAR = 2199
_LONGEST = 80  # characters; longer text would only keep the patterns below busy

Style = Literal["long", "short"]

_TO_THAI = {arabic: chr(thai) for thai, arabic in THAI_DIGITS.items()}
_ERAS: dict[Literal["be", "ce"], str] = {
    "be": r"พ\.?\s?ศ\.?|พุทธศักราช|\bB\.?E\.?",
    "ce": r"ค\.?\s?ศ\.?|คริสต์ศักราช|\b(?:A\.?D|C\.?E)\.?",
}
_YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_DAY_FIRST = re.compile(r"(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\D*?)\s*(\d+)")
_NAMED = re.compile(r"(?:วันที่)?\s*(\d{1,2})\s*(?:เดือน)?\s*(\D+?)\s*(\d+)")

_LETTERS = re.compile(r"[a-z\u0e01-\u0e4e]+")

_LEADING = re.compile("([เ-ไ])([ก-ฮ])")
_MARKS = re.compile("[็-์]")  # tone marks and their like decide last


def to_thai_digits(text: str) -> str:
    """Write Arabic digits as Thai ones.

    Examples
    --------
    >>> to_thai_digits("5 มี.ค. 2567")
    '๕ มี.ค. ๒๕๖๗'
    """
    return text.translate(_TO_THAI)


def to_arabic_digits(text: str) -> str:
    """Write Thai digits as Arabic ones.

    Examples
    --------
    >>> to_arabic_digits("๑,๒๓๔.๕๐")
    '1,234.50'
    """
    return text.translate(THAI_DIGITS)


def sort_key(text: str) -> tuple[str, str]:
    """Return what a Thai text is sorted by: a vowel before its consonant comes after it.

    Examples
    --------
    >>> sorted(["แกะ", "กล้วย", "ขวด", "เกลือ"], key=sort_key)
    ['กล้วย', 'เกลือ', 'แกะ', 'ขวด']
    """
    bare = _MARKS.sub("", _LEADING.sub(r"\2\1", text.casefold()))
    return bare, text


def buddhist_year(christian: int) -> int:
    """Return the พ.ศ. of a year in ค.ศ.

    Examples
    --------
    >>> buddhist_year(2024)
    2567
    """
    return christian + BE_OFFSET


def christian_year(buddhist: int) -> int:
    """Return the ค.ศ. of a year in พ.ศ.

    Examples
    --------
    >>> christian_year(2567)
    2024
    """
    return buddhist - BE_OFFSET


def month_name(month: int, lang: Lang = "th", style: Style = "long") -> str:
    """Name a month, 1 to 12.

    Examples
    --------
    >>> month_name(3), month_name(3, style="short"), month_name(3, "en")
    ('มีนาคม', 'มี.ค.', 'March')
    """
    return t(f"thai.month{'-short' if style == 'short' else ''}.{month}", lang)


def weekday_name(day: date, lang: Lang = "th", style: Style = "long") -> str:
    """Name the day of the week that a date falls on.

    Examples
    --------
    >>> weekday_name(date(2024, 3, 5)), weekday_name(date(2024, 3, 5), "en", "short")
    ('อังคาร', 'Tue')
    """
    return t(f"thai.weekday{'-short' if style == 'short' else ''}.{day.isoweekday()}", lang)


def format_date(
    day: date, lang: Lang = "th", style: Style = "long", *, weekday: bool = False
) -> str:
    """Write a date for a person: in Thai in พ.ศ., in English in C.E.

    Parameters
    ----------
    day : date
    lang : "th" or "en"
    style : "long" or "short"
        Whole names, or ก.พ. and Feb.
    weekday : bool
        Whether the day of the week stands before it.

    Examples
    --------
    >>> format_date(date(2024, 3, 5)), format_date(date(2024, 3, 5), style="short")
    ('5 มีนาคม 2567', '5 มี.ค. 2567')
    >>> format_date(date(2024, 3, 5), "en", weekday=True)
    'Tuesday 5 March 2024'
    >>> format_date(date(2024, 3, 5), weekday=True)
    'วันอังคารที่ 5 มีนาคม 2567'
    """
    year = buddhist_year(day.year) if lang == "th" else day.year
    text = f"{day.day} {month_name(day.month, lang, style)} {year}"
    if not weekday:
        return text
    name = weekday_name(day, lang, style)
    return f"วัน{name}ที่ {text}" if (lang, style) == ("th", "long") else f"{name} {text}"


def parse_date(
    value: str | date,
    field: str = "thai.field.date",
    *,
    earliest: date | None = None,
    latest: date | None = None,
) -> date:
    """Read a date as Thai people and computers write it.

    Parameters
    ----------
    value : str or date
        "5/3/2567", "5 มี.ค. 2567", "๕ มีนาคม ๒๕๖๗", "5 March 2024", "2024-03-05".
    field : str
        Text key of the field's name, for the message.
    earliest, latest : date, optional
        Bounds, both allowed.

    Returns
    -------
    date

    Raises
    ------
    DateError
        Naming the field, what was typed and what to type instead.

    Examples
    --------
    >>> parse_date("29/2/2567"), parse_date("๕ มีนาคม พ.ศ. ๒๕๖๗").isoformat()
    (datetime.date(2024, 2, 29), '2024-03-05')
    """
    got = shown(value)
    if isinstance(value, str):
        found = _read(tidy(value), field, got)
    elif isinstance(value, date) and not isinstance(value, datetime):
        found = value.replace(year=_christian(str(value.year), "ce", field, got))
    else:
        raise _wrong("empty" if value is None else "shape", field, got)
    if earliest is not None and found < earliest:
        raise _wrong("too-early", field, got, limit=_numbers(earliest))
    if latest is not None and found > latest:
        raise _wrong("too-late", field, got, limit=_numbers(latest))
    return found


def _read(text: str, field: str, got: str) -> date:
    era: Literal["be", "ce"] = "be"
    written = ""
    if not text:
        raise _wrong("empty", field, got)
    if len(text) > _LONGEST:
        raise _wrong("shape", field, got)
    if parts := _YEAR_FIRST.fullmatch(text):
        year, month, day = parts.groups()
        era = "ce"
    elif parts := _DAY_FIRST.fullmatch(text):
        day, month, written, year = parts.groups()
    elif parts := _NAMED.fullmatch(text):
        day, name, year = parts.groups()
        for marks in _ERAS.values():
            if mark := re.search(rf"(?:{marks})$", name, re.IGNORECASE):
                name, written = name[: mark.start()], mark[0]
        month, era = _named(name, field, got)
    else:
        raise _wrong("shape", field, got)
    if written:
        eras = [e for e, marks in _ERAS.items() if re.fullmatch(marks, written, re.IGNORECASE)]
        if not eras:
            raise _wrong("shape", field, got)
        era = eras[0]
    christian = _christian(year, era, field, got)
    if not 1 <= int(month) <= 12:
        raise _wrong("no-such-month", field, got)
    days = monthrange(christian, int(month))[1]
    if not 1 <= int(day) <= days:
        raise _wrong(
            "no-such-day",
            field,
            got,
            month=Word(f"thai.month.{int(month)}"),
            be=buddhist_year(christian),
            ce=christian,
            days=days,
        )
    return date(christian, int(month), int(day))


def _named(name: str, field: str, got: str) -> tuple[str, Literal["be", "ce"]]:
    """Return a month's number, and the era that goes with its language."""
    plain = re.sub(r"[.\s]", "", name).casefold()
    if plain not in _months():
        raise _wrong("no-such-month" if _LETTERS.fullmatch(plain) else "shape", field, got)
    return _months()[plain]


@cache
def _months() -> dict[str, tuple[str, Literal["be", "ce"]]]:
    """Map every name of a month, without dots, to its number and its era."""
    styles: tuple[Style, ...] = ("long", "short")
    return {
        month_name(month, lang, style).replace(".", "").casefold(): (
            str(month),
            "be" if lang == "th" else "ce",
        )
        for month in range(1, 13)
        for lang in LANGS
        for style in styles
    }


def _christian(year: str, era: Literal["be", "ce"], field: str, got: str) -> int:
    """Return the C.E. year that a written year means in its era."""
    if len(year) < 4:
        raise _wrong("two-digit-year", field, got)
    number = int(year[:9])
    meant = christian_year(number) if era == "be" else number
    if FIRST_YEAR <= meant <= LAST_YEAR:
        return meant
    if era == "be" and FIRST_YEAR <= number <= LAST_YEAR:
        raise _wrong("ce-as-be", field, got, year=number, be=buddhist_year(number))
    if era == "ce" and FIRST_YEAR <= christian_year(number) <= LAST_YEAR:
        raise _wrong("be-as-ce", field, got, year=number, ce=christian_year(number))
    raise _wrong(
        "far-year",
        field,
        got,
        first=buddhist_year(FIRST_YEAR),
        last=buddhist_year(LAST_YEAR),
        first_ce=FIRST_YEAR,
        last_ce=LAST_YEAR,
    )


def _numbers(day: date) -> str:
    return f"{day.day}/{day.month}/{buddhist_year(day.year)}"


def _wrong(key: str, field: str, got: str, **values: object) -> DateError:
    return DateError(Problem(f"thai.{key}", field, values={"got": got, **values}))
