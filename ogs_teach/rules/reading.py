"""From TOML text to sections, telling everything that is wrong at once."""

import difflib
import re
import tomllib
from collections.abc import Callable, Collection, Iterator
from dataclasses import fields, is_dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from ogs_teach.errors import Collector, Problem, RuleError, Word
from ogs_teach.inputs import plain
from ogs_teach.rules.sections import LoanKind, Sections, key_of, keys, value_at

PAIRS_IN_ORDER = (
    ("savings.least_shares", "savings.most_shares"),
    ("welfare.hospital.per_night", "welfare.hospital.per_stay"),
    ("welfare.hospital.per_stay", "welfare.hospital.per_year"),
)


def tables(text: str, where: str) -> dict[str, Any]:
    """Return TOML text as tables; a number with a point is read exactly.

    Raises
    ------
    RuleError
        If the text is no TOML, with the line.
    """
    try:
        return tomllib.loads(text, parse_float=Decimal)
    # A number of thousands of digits, or with such an exponent, is told in other ways.
    except (ValueError, ArithmeticError, RecursionError) as error:
        line = re.search(r"at line (\d+)", str(error))
        place = f"{where}:{line[1]}" if line else where
        reason = str(error)[:80]
        raise RuleError(Problem("rules.not-toml", where=place, values={"reason": reason})) from None


class Reader:
    """Turns tables into sections, gathering what is wrong with its line.

    Parameters
    ----------
    text : str
        The file, for finding lines.
    where : str
        Its name, for messages.
    default : callable
        Gives, for a dotted key, the training default as the file would hold it.
    """

    def __init__(self, text: str, where: str, default: Callable[[str], str]) -> None:
        self.where = where
        self.lines = line_numbers(text)
        self.default = default
        self.problems = Collector(RuleError)

    def place(self, path: str) -> str:
        """Return file and line of a key or section."""
        line = self.lines.get(path)
        return f"{self.where}:{line}" if line else self.where

    def section(self, kind: Any, table: dict[str, Any], path: str = "") -> Any:
        """Return a section, or None after telling what is wrong in it."""
        known = {item.name: item for item in fields(kind) if item.name != "source"}
        told = len(list(self.problems))
        values: dict[str, Any] = {}
        for name, item in known.items():
            dotted = f"{path}.{name}" if path else name
            if is_dataclass(item.type):
                values[name] = self._subsection(item.type, table.get(name), dotted)
            elif name in table:
                try:
                    values[name] = key_of(item).read(table[name], f"rules.field.{dotted}")
                except RuleError as error:
                    for problem in error.problems:
                        self.problems.add(problem.at(self.place(dotted)))
            else:
                self._missing(dotted)
        for name in table:
            if name not in known:
                self._unknown(f"{path}.{name}" if path else name, name, list(known))
        return kind(**values) if len(list(self.problems)) == told else None

    def _subsection(self, kind: Any, table: object, path: str) -> Any:
        if isinstance(table, dict):
            return self.section(kind, table, path)
        key = "rules.missing-section" if table is None else "rules.not-section"
        self.problems.add(Problem(key, where=self.place(path), values={"name": path}))
        return None

    def _missing(self, path: str) -> None:
        section = path.rpartition(".")[0]
        values: dict[str, object] = {"name": path, "default": self.default(path)}
        self.problems.add(
            Problem("rules.missing", f"rules.field.{path}", self.place(section), values)
        )

    def _unknown(self, path: str, name: str, known: list[str]) -> None:
        near = difflib.get_close_matches(name, known, n=1)
        values: dict[str, object] = {"name": path[:60], "hint": f" → {near[0]}" if near else ""}
        self.problems.add(Problem("rules.unknown", where=self.place(path), values=values))

    def agree(self, rules: Sections) -> None:
        """Gather what is wrong between keys that are each right alone."""
        for path, problem in disagreements(rules):
            self.problems.add(problem.at(self.place(path)))


def disagreements(rules: Sections, unread: Collection[str] = ()) -> Iterator[tuple[str, Problem]]:
    """Yield each key that does not fit another, and why.

    Parameters
    ----------
    rules : Sections
    unread : collection of str
        Keys whose value is not what a person wrote, since that could not be read: nothing
        is said of them, nor of what should fit them.
    """
    kinds = dict(keys())
    shares = {f"allocation.{name}" for name in rules.allocation.percents()}
    total = sum(rules.allocation.percents().values(), Fraction(0))
    if total != 100 and not shares.intersection(unread):
        yield "allocation", Problem("rules.not-100", values={"total": plain(total)})
    reserve = "allocation.reserve"
    if not rules.allocation.reserve and reserve not in unread:
        yield reserve, Problem("rules.no-reserve", f"rules.field.{reserve}")
    for smaller, larger in PAIRS_IN_ORDER:
        low, high = value_at(rules, smaller), value_at(rules, larger)
        if low > high and not {smaller, larger}.intersection(unread):
            values = {
                "got": kinds[larger].write(high),
                "limit": kinds[smaller].write(low),
                "other": Word(f"rules.field.{smaller}"),
            }
            yield larger, Problem("rules.upside-down", f"rules.field.{larger}", values=values)
    for name in ("ordinary", "emergency"):
        loan: LoanKind = getattr(rules.loans, name)
        whole_term = loan.rate_per == "term"
        if (loan.method == "flat_total" and not whole_term) or (
            whole_term and loan.method not in ("flat", "flat_total")
        ):
            path = f"loans.{name}.method"
            yield path, Problem("rules.term-method", f"rules.field.{path}")


def line_numbers(text: str) -> dict[str, int]:
    r"""Return the line of every section and key.

    Examples
    --------
    >>> line_numbers("[fines]\nlate = 5")
    {'fines': 1, 'fines.late': 2}
    """
    found: dict[str, int] = {}
    section = ""
    for number, line in enumerate(text.splitlines(), 1):
        if header := re.match(r"\s*\[([^\[\]]+)\]", line):
            section = header[1].strip()
            found.setdefault(section, number)
        elif key := re.match(r"\s*([\w.-]+)\s*=", line):
            found.setdefault(f"{section}.{key[1]}" if section else key[1], number)
    return found
