"""What a key of the rulebook may hold: how it is read, bounded and written.

`read` takes what the TOML file holds and raises `RuleError`; `write` gives what the file
should hold. A form can be drawn from the same objects.
"""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any, Protocol

from ogs_teach.errors import MoneyError, Problem, RuleError, Word
from ogs_teach.inputs import Number, parse_count, parse_percent, shown, visible
from ogs_teach.money import parse_baht

LONGEST_TEXT = 120


class Key(Protocol):
    """One kind of value."""

    def read(self, value: object, field: str) -> Any:
        """Return the value that the kit works with, or raise RuleError."""

    def write(self, value: Any) -> Any:
        """Return what the file should hold."""


def _wrong_type(value: object, field: str, kind: str) -> RuleError:
    return RuleError(
        Problem("rules.wrong-type", field, values={"got": _shown(value), "kind": Word(kind)})
    )


def _shown(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else shown(value)


def _number(value: object, field: str, kind: str) -> str | int | Decimal:
    if isinstance(value, bool) or not isinstance(value, str | int | Decimal):
        raise _wrong_type(value, field, kind)
    return value


def baht_as_text(satang: int) -> str:
    """Write satang as files hold baht: no commas, satang only where there are some.

    Examples
    --------
    >>> baht_as_text(2000), baht_as_text(1250), baht_as_text(-50)
    ('20', '12.50', '-0.50')
    """
    baht, rest = divmod(abs(satang), 100)
    sign = "-" if satang < 0 else ""
    return f"{sign}{baht}.{rest:02d}" if rest else f"{sign}{baht}"


def number_as_text(value: Fraction) -> str:
    """Write a fraction that came from decimal text, exactly.

    Raises
    ------
    RuleError
        If decimals cannot write it, as a third.

    Examples
    --------
    >>> number_as_text(Fraction(4, 5))
    '0.8'
    """
    places = next((p for p in range(40) if 10**p % value.denominator == 0), None)
    if places is None:
        raise RuleError(
            Problem("rules.not-decimal", "rules.kind.number", values={"got": shown(value)})
        )
    whole = int(value * 10**places)
    return f"{whole // 10**places}.{whole % 10**places:0{places}d}" if places else str(whole)


@dataclass(frozen=True)
class Amount:
    """Baht in the file, satang in the kit; bounds in baht."""

    lowest: Number
    highest: Number

    def read(self, value: object, field: str) -> int:
        """Return satang."""
        number = _number(value, field, "rules.kind.amount")
        try:
            return parse_baht(number, field, lowest=self.lowest, highest=self.highest)
        except MoneyError as error:
            raise RuleError(*error.problems) from None

    def write(self, value: int) -> str:
        """Return baht as text."""
        return baht_as_text(value)


@dataclass(frozen=True)
class Percent:
    """A percentage, or another exact number, with decimals."""

    lowest: Number
    highest: Number
    kind: str = "rules.kind.percent"

    def read(self, value: object, field: str) -> Fraction:
        """Return the exact number."""
        number = _number(value, field, self.kind)
        try:
            return parse_percent(number, field, lowest=self.lowest, highest=self.highest)
        except MoneyError as error:
            raise RuleError(*error.problems) from None

    def write(self, value: Fraction) -> str:
        """Return decimal text."""
        return number_as_text(Fraction(value))


@dataclass(frozen=True)
class Count:
    """A whole number."""

    lowest: int
    highest: int

    def read(self, value: object, field: str) -> int:
        """Return the number."""
        number = _number(value, field, "rules.kind.count")
        try:
            return parse_count(number, field, lowest=self.lowest, highest=self.highest)  # type: ignore[arg-type]
        except MoneyError as error:
            raise RuleError(*error.problems) from None

    def write(self, value: int) -> int:
        """Return the number."""
        return value


@dataclass(frozen=True)
class OneOf:
    """One of a few words."""

    choices: tuple[str, ...]

    def read(self, value: object, field: str) -> str:
        """Return the word."""
        if value not in self.choices:
            choices = ", ".join(self.choices)
            raise RuleError(
                Problem(
                    "rules.unknown-choice", field, values={"got": _shown(value), "choices": choices}
                )
            )
        return str(value)

    def write(self, value: str) -> str:
        """Return the word."""
        return value


@dataclass(frozen=True)
class Order:
    """All of a few words, in the group's order."""

    words: tuple[str, ...]

    def read(self, value: object, field: str) -> tuple[str, ...]:
        """Return the words."""
        if not isinstance(value, list):
            raise _wrong_type(value, field, "rules.kind.order")
        if sorted(map(str, value)) != sorted(self.words):
            listed = ", ".join(map(str, value))[:40]
            choices = ", ".join(self.words)
            raise RuleError(
                Problem("rules.bad-order", field, values={"got": listed, "choices": choices})
            )
        return tuple(value)

    def write(self, value: tuple[str, ...]) -> list[str]:
        """Return the words as a list."""
        return list(value)


@dataclass(frozen=True)
class Switch:
    """Yes or no."""

    def read(self, value: object, field: str) -> bool:
        """Return the answer."""
        if not isinstance(value, bool):
            raise _wrong_type(value, field, "rules.kind.switch")
        return value

    def write(self, value: bool) -> bool:
        """Return the answer."""
        return value


@dataclass(frozen=True)
class Text:
    """One line of text."""

    def read(self, value: object, field: str) -> str:
        """Return the text without spaces around it."""
        if not isinstance(value, str):
            raise _wrong_type(value, field, "rules.kind.text")
        text = visible(value)
        if not text:
            raise RuleError(Problem("rules.empty-text", field))
        if len(text) > LONGEST_TEXT or not text.isprintable():
            raise RuleError(Problem("rules.long-text", field, values={"limit": LONGEST_TEXT}))
        return text

    def write(self, value: str) -> str:
        """Return the text."""
        return value
