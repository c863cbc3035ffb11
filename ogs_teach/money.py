"""Money in whole satang: reading it, writing it, rounding it, sharing it out.

100 satang = 1 baht. An amount is a Python int everywhere in the kit; what is not yet
rounded is a Fraction. There is one rounding rule, `Rounding`, and one way to share a
pool, `split`.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal, get_args

from ogs_teach.errors import MoneyError, Problem
from ogs_teach.i18n import Lang, t
from ogs_teach.inputs import Number, check_list, exact, parse_satang, shown, tidy

BAHT = 100  # satang
MAX_BAHT = 10**12  # a trillion: more than all the country's groups hold

RoundingMode = Literal["half_up", "half_even", "down"]


@dataclass(frozen=True)
class Rounding:
    """How an amount becomes whole.

    Parameters
    ----------
    mode : "half_up", "half_even" or "down"
        ปัดเศษครึ่งขึ้น, to the even neighbour, or ปัดทิ้ง (towards zero).
    step : int
        Satang: 1, 25 (a quarter baht) or 100 (a baht), or any other whole step.

    Raises
    ------
    MoneyError
        If the mode is unknown or the step is below 1.

    Examples
    --------
    >>> Rounding().apply(Fraction(5, 2)), Rounding("half_even").apply(Fraction(5, 2))
    (3, 2)
    >>> Rounding("half_up", 25).apply(10_660)  # 106.60 baht to the quarter
    10650
    """

    mode: RoundingMode = "half_up"
    step: int = 1

    def __post_init__(self) -> None:
        if self.mode not in get_args(RoundingMode):
            raise MoneyError(
                Problem(
                    "money.unknown-choice",
                    "money.field.rounding_mode",
                    values={
                        "got": shown(self.mode),
                        "choices": ", ".join(get_args(RoundingMode)),
                    },
                )
            )
        if isinstance(self.step, bool) or not isinstance(self.step, int) or self.step < 1:
            raise MoneyError(
                Problem(
                    "money.bad-step", "money.field.rounding_step", values={"got": shown(self.step)}
                )
            )

    def apply(self, amount: Fraction | int) -> int:
        """Round satang to a whole number of steps; halves of a debt round as of a credit."""
        unit = amount.denominator * self.step
        whole, rest = divmod(abs(amount.numerator), unit)
        twice = 2 * rest
        if self.mode != "down" and (
            twice > unit or (twice == unit and (self.mode == "half_up" or whole % 2))
        ):
            whole += 1
        return whole * self.step * (-1 if amount < 0 else 1)


def parse_baht(
    value: str | int | Decimal,
    field: str = "money.field.amount",
    *,
    lowest: Number | None = 0,
    highest: Number | None = MAX_BAHT,
) -> int:
    """Read an amount of baht.

    Parameters
    ----------
    value : str, int or Decimal
        Baht, in Thai or Arabic digits, at most two decimals.
    field : str
        Text key of the field's name, for the message.
    lowest, highest : number, optional
        Baht, both allowed; None for no bound.

    Returns
    -------
    int
        Satang.

    Raises
    ------
    MoneyError
        Naming the field, what was typed and what to type instead.

    Examples
    --------
    >>> parse_baht("1,234.50"), parse_baht("๑,๒๓๔.๕๐ บาท")
    (123450, 123450)
    """
    text = value
    if isinstance(text, str):
        text = tidy(text).removeprefix("฿").removesuffix("บาท").removesuffix("baht")
    satang = exact(text, field, lowest=lowest, highest=highest) * BAHT
    if satang.denominator != 1:
        raise MoneyError(Problem("money.below-satang", field, values={"got": shown(value)}))
    return int(satang)


def format_baht(satang: int, lang: Lang = "th", *, unit: bool = True, short: bool = False) -> str:
    """Write an amount for a person.

    Parameters
    ----------
    satang : int
    lang : "th" or "en"
    unit : bool
        Whether บาท or baht follows.
    short : bool
        Whether a whole amount goes without its ".00", as in a headline.

    Examples
    --------
    >>> format_baht(123450), format_baht(-5, "en"), format_baht(200_000, short=True)
    ('1,234.50 บาท', '-0.05 baht', '2,000 บาท')
    """
    baht, rest = divmod(abs(satang), BAHT)
    text = f"{'-' if satang < 0 else ''}{baht:,}"
    if rest or not short:
        text += f".{rest:02d}"
    return f"{text} {t('money.baht', lang)}" if unit else text


def bare_baht(satang: int) -> str:
    """Write an amount for a sentence that says baht itself.

    Examples
    --------
    >>> bare_baht(123450), bare_baht(200_000)
    ('1,234.50', '2,000')
    """
    return format_baht(satang, unit=False, short=True)


_DIGITS = ("", "หนึ่ง", "สอง", "สาม", "สี่", "ห้า", "หก", "เจ็ด", "แปด", "เก้า")
_PLACES = ("", "สิบ", "ร้อย", "พัน", "หมื่น", "แสน")
_ZERO = "ศูนย์"


def baht_text(satang: int) -> str:
    """Write an amount in Thai words, as on a receipt.

    One at the end of a larger number is เอ็ด, two tens are ยี่สิบ, and millions nest.

    Parameters
    ----------
    satang : int
        Negative amounts begin with ลบ.

    Examples
    --------
    >>> baht_text(123450)
    'หนึ่งพันสองร้อยสามสิบสี่บาทห้าสิบสตางค์'
    >>> baht_text(2100), baht_text(101_00), baht_text(-25)
    ('ยี่สิบเอ็ดบาทถ้วน', 'หนึ่งร้อยเอ็ดบาทถ้วน', 'ลบยี่สิบห้าสตางค์')
    """
    baht, rest = divmod(abs(satang), BAHT)
    words = "ลบ" if satang < 0 else ""
    if baht or not rest:
        words += number_text(baht) + "บาท"
    return words + (number_text(rest) + "สตางค์" if rest else "ถ้วน")


def number_text(number: int) -> str:
    """Write a whole number, zero or more, in Thai words.

    Examples
    --------
    >>> number_text(0), number_text(11), number_text(1_000_001)
    ('ศูนย์', 'สิบเอ็ด', 'หนึ่งล้านเอ็ด')
    """
    if number == 0:
        return _ZERO
    millions, rest = divmod(number, 1_000_000)
    words = number_text(millions) + "ล้าน" if millions else ""
    for place in range(5, -1, -1):
        digit = rest // 10**place % 10
        if not digit:
            continue
        if place == 1 and digit == 1:
            words += "สิบ"
        elif place == 1 and digit == 2:
            words += "ยี่สิบ"
        elif place == 0 and digit == 1 and number > 1:
            words += "เอ็ด"
        else:
            words += _DIGITS[digit] + _PLACES[place]
    return words


def split(pool: int, weights: Sequence[int | Fraction | Decimal]) -> list[int]:
    """Share a pool in proportion to weights, to the last satang.

    Largest remainder (วิธีเศษเหลือมากที่สุด): every part is cut to whole satang, then the
    satang left over go one by one to the largest fractions; ties go to the earlier index.

    Parameters
    ----------
    pool : int
        Satang, zero or more.
    weights : sequence of int, Fraction or Decimal, shape (n,)
        Zero or more; at least one above zero unless the pool is zero.

    Returns
    -------
    list of int, shape (n,)
        Satang; they add up to `pool`.

    Raises
    ------
    MoneyError
        If the pool or a weight is negative or not exact, or nothing has weight.

    Examples
    --------
    >>> split(100, [1, 1, 1])
    [34, 33, 33]
    >>> split(136_000, [288_000, 91_800, 12_000])
    [99969, 31865, 4166]
    """
    pool = parse_satang(pool, "money.field.pool", highest=10**30)
    check_list(weights, "money.field.weight")
    shares = [
        weight if type(weight) is int and weight >= 0 else exact(weight, "money.field.weight")
        for weight in weights
    ]
    unit = math.lcm(*(share.denominator for share in shares))
    whole = [share.numerator * (unit // share.denominator) for share in shares]
    total = sum(whole)
    if not total:
        if pool:
            raise MoneyError(Problem("money.no-weight", "money.field.pool"))
        return [0] * len(shares)
    parts = [pool * share // total for share in whole]
    by_fraction = sorted(range(len(parts)), key=lambda i: -(pool * whole[i] % total))
    for index in by_fraction[: pool - sum(parts)]:
        parts[index] += 1
    return parts
