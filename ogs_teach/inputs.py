"""Numbers as people type them: Thai digits, commas, a stray space.

A binary float is refused everywhere: 0.1 + 0.2 is not 0.3, and books must close.
"""

import re
import unicodedata
from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction

from ogs_teach.errors import MoneyError, Problem

Number = str | int | Decimal | Fraction

THAI_DIGITS = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff"))
_LONGEST = 1024  # bits of a fraction; text of 40 characters has 270
_PLAIN = re.compile(r"[+-]?(\d+|\d{1,3}(,\d{3})+)(\.\d*)?|[+-]?\.\d+")


def tidy(text: str) -> str:
    r"""Return text as a computer reads it: Arabic digits, no invisible marks.

    Examples
    --------
    >>> tidy(" ๑,๒๓๔.๕๐\u200b ")
    '1,234.50'
    """
    return text.translate(THAI_DIGITS).translate(_INVISIBLE).replace("\u2212", "-").strip()


def visible(text: str) -> str:
    r"""Return text without the invisible marks that copying from a web page brings along.

    Examples
    --------
    >>> visible("กลุ่ม\u200bออม ")
    'กลุ่มออม'
    """
    return text.translate(_INVISIBLE).strip()


def shown(value: object) -> str:
    """Write what was given, short enough for a message.

    Examples
    --------
    >>> shown("x" * 99) == "x" * 40, shown(10**9999)
    (True, '…')
    """
    try:
        return str(value)[:40]
    except ValueError:  # Python writes no number of more than 4,300 digits
        return "…"


def exact(
    value: Number,
    field: str,
    *,
    lowest: Number | None = 0,
    highest: Number | None = None,
) -> Fraction:
    """Read a number exactly.

    Parameters
    ----------
    value : str, int, Decimal or Fraction
        What was typed. Commas must stand at thousands.
    field : str
        Text key of the field's name, for the message.
    lowest, highest : number, optional
        Bounds, both allowed; None for no bound.

    Returns
    -------
    Fraction

    Raises
    ------
    MoneyError
        Naming the field, what was typed and what to type instead.

    Examples
    --------
    >>> exact("๑.๒๕", "money.field.amount")
    Fraction(5, 4)
    """

    def refuse(key: str, **more: object) -> MoneyError:
        return MoneyError(Problem(f"money.{key}", field, values={"got": shown(value), **more}))

    if isinstance(value, str):
        text = tidy(value)
        if not text:
            raise refuse("empty")
        if not _PLAIN.fullmatch(text) or len(text) > 40:
            odd = next((c for c in text if c not in "0123456789.,+-"), "")
            if not odd:
                raise refuse("malformed")
            if unicodedata.category(odd) in {"Mn", "Mc", "Cf"}:
                raise refuse("stray-mark")
            raise refuse("letters")
        number = Fraction(text.replace(",", ""))
    elif isinstance(value, bool):
        raise refuse("letters")
    elif isinstance(value, int | Fraction):
        number = Fraction(value)
        if number.denominator.bit_length() > _LONGEST:
            raise refuse("malformed")
    elif isinstance(value, Decimal):
        if not value.is_finite():
            raise refuse("letters")
        if abs(value.adjusted()) > 40 or len(value.as_tuple().digits) > 80:
            raise refuse("malformed")
        number = Fraction(value)
    elif value is None:
        raise refuse("empty")
    elif isinstance(value, float):
        raise refuse("float")
    else:
        raise refuse("letters")
    if lowest is not None and number < Fraction(lowest):
        if Fraction(lowest) == 0:
            raise refuse("negative")
        raise refuse("too-small", limit=plain(lowest))
    if highest is not None and number > Fraction(highest):
        raise refuse("too-large", limit=plain(highest))
    return number


def parse_count(value: str | int, field: str, *, lowest: int = 0, highest: int = 1_000_000) -> int:
    """Read a whole number: months, members, a day of the month.

    Raises
    ------
    MoneyError
        If it is not a whole number between the bounds.

    Examples
    --------
    >>> parse_count("๑๒", "money.field.amount")
    12
    """
    number = exact(value, field, lowest=lowest, highest=highest)
    if number.denominator != 1:
        raise MoneyError(Problem("money.not-whole", field, values={"got": shown(value)}))
    return int(number)


def parse_satang(value: int, field: str, *, lowest: int = 0, highest: int = 10**14) -> int:
    """Check an amount that is already in satang.

    Text is refused: what a person typed is in baht, and `money.parse_baht` reads it.

    Raises
    ------
    MoneyError
        If it is not a whole number between the bounds.

    Examples
    --------
    >>> parse_satang(123450, "money.field.amount")
    123450
    """
    if isinstance(value, str):
        exact(value, field, lowest=None)  # what is no number at all is told as such
        raise MoneyError(Problem("money.not-satang", field, values={"got": shown(value)}))
    return parse_count(value, field, lowest=lowest, highest=highest)


def check_switch(value: bool, field: str) -> bool:
    """Check that a switch is True or False: the text "no" would count as yes.

    Raises
    ------
    MoneyError
        If it is anything else.
    """
    if not isinstance(value, bool):
        raise MoneyError(Problem("money.not-a-switch", field, values={"got": shown(value)}))
    return value


def check_list(value: object, field: str) -> None:
    """Check that several things are given as a list: the text "A12" is no list of A, 1 and 2.

    Raises
    ------
    MoneyError
        If it is text, or nothing to go through.
    """
    if isinstance(value, str | bytes) or not isinstance(value, Iterable):
        raise MoneyError(Problem("money.not-a-list", field, values={"got": shown(value)}))


def parse_percent(
    value: Number, field: str, *, lowest: Number = 0, highest: Number = 1000
) -> Fraction:
    """Read a percentage, with or without its sign.

    Raises
    ------
    MoneyError
        If it is not a number between the bounds.

    Examples
    --------
    >>> parse_percent("1.25 %", "money.field.amount")
    Fraction(5, 4)
    """
    if isinstance(value, str):
        value = tidy(value).removesuffix("%").strip()
    return exact(value, field, lowest=lowest, highest=highest)


def plain(number: Number, places: int = 4) -> str:
    """Write a number as a person would, without a float on the way.

    Parameters
    ----------
    number : str, int, Decimal or Fraction
    places : int
        Decimal places at most; halves round up, away from zero.

    Returns
    -------
    str
        Commas at thousands, no closing zeros after the point.

    Examples
    --------
    >>> plain(Fraction(5000, 3), 2), plain(1_000_000), plain("12.50")
    ('1,666.67', '1,000,000', '12.5')
    """
    value = Fraction(number)
    scaled = (2 * abs(value) * 10**places + 1) // 2
    whole, part = divmod(int(scaled), 10**places)
    sign = "-" if value < 0 and scaled else ""
    decimals = f"{part:0{places}d}".rstrip("0") if places else ""
    return f"{sign}{whole:,}" + (f".{decimals}" if decimals else "")
