"""What can go wrong, as data; `i18n` finds the words.

OgsError
├── InputError          what a person typed cannot be used
│   ├── MoneyError      an amount, a rate, a count
│   └── DateError       a date
├── RuleError           the rule file, or a group's own rule would be broken
│   └── AllocationError shares of the surplus that do not make 100 %
├── LoanError           a loan that cannot be computed
├── SavingsError        a savings plan or history that cannot be computed
├── WelfareError        a welfare claim that cannot be computed
├── DividendError       a dividend that cannot be computed
├── SimulationError     a group that cannot be simulated
├── GroupError          a group's files
├── LessonError         a lesson's files
├── CertificateError    a school's key
├── StoreError          the progress database
│   ├── StoreFullError         no room is left on its disk
│   ├── StoreReadOnlyError     nothing may be written
│   ├── StoreBusyError         somebody else has held it for too long
│   ├── StoreUnreachableError  its file or its server cannot be opened
│   ├── StoreNewerError        a newer kit has made it
│   ├── NotAStoreError         it holds something else, or is damaged
│   ├── GoneError              a class or a person that is not in it
│   └── Finished               an answer after its test was handed in
└── ServerError         the class server, its port, its computer
"""

import dataclasses
import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from ogs_teach.i18n import Lang, t


class Place(str):
    """Where a table's cell stands, for people; a program can ask for its parts.

    Examples
    --------
    >>> place = Place.of("entries.csv", 45, "amount")
    >>> place, place.row
    ('entries.csv:45 (amount)', 45)
    """

    file: str
    row: int
    column: str

    @classmethod
    def of(cls, file: str, row: int, column: str = "") -> "Place":
        """Name a row of a file, and a column of it."""
        place = cls(f"{file}:{row} ({column})" if column else f"{file}:{row}")
        place.file, place.row, place.column = file, row, column
        return place

    def say(self, lang: Lang) -> str:
        """Name the place for a person."""
        return str(self)


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong, and where.

    Parameters
    ----------
    key : str
        Text that says what is wrong and what to do, in `texts/`.
    field : str
        Text key of the field's name, as `loans.field.rate`; empty where none applies.
    where : str
        File, sheet, row, column, as far as they are known.
    values : dict
        What the text's `{braces}` take. `{field}` is set from `field`. A value that is
        itself a text key is given as `Word("loans.method.flat")`. A tuple of problems
        under `causes` is what may be behind it, and is told after it.

    Examples
    --------
    >>> Problem("money.empty", "money.field.amount").say("en")
    'amount: nothing was typed. Type a number, for example 1,000'
    """

    key: str
    field: str = ""
    where: str = ""
    values: dict[str, object] = dataclasses.field(default_factory=dict)

    def say(self, lang: Lang = "th") -> str:
        """Word the problem for a person."""
        values = {
            name: value.say(lang) if isinstance(value, Word | Day) else value
            for name, value in self.values.items()
        }
        if self.field:
            values["field"] = t(self.field, lang)
        said = t(self.key, lang, **values)
        causes = self.values.get("causes")
        if isinstance(causes, tuple) and causes:
            listed = "; ".join(cause.say(lang) for cause in causes)
            said += f" {t('causes.perhaps', lang, causes=listed)}"
        where = self.where.say(lang) if isinstance(self.where, Place) else self.where
        return f"{where}: {said}" if where else said

    def at(self, where: str) -> "Problem":
        """Return the same problem, seen in a place."""
        place = f"{where}, {self.where}" if self.where else where  # a Place stays one
        return Problem(self.key, self.field, place, self.values)


@dataclass(frozen=True)
class Word:
    """A value of a problem that has its own name in each language."""

    key: str

    def say(self, lang: Lang) -> str:
        """Return the name."""
        return t(self.key, lang)


@dataclass(frozen=True)
class Day:
    """A value of a problem that is a date: people read it in their own era."""

    date: datetime.date

    def say(self, lang: Lang) -> str:
        """Write the date as the language does."""
        from ogs_teach.thai import format_date  # which needs these errors

        return format_date(self.date, lang)


class OgsError(Exception):
    """One or more problems, all told at once.

    Parameters
    ----------
    *problems : Problem
        At least one.
    """

    def __init__(self, *problems: Problem) -> None:
        super().__init__(*problems)
        self.problems = problems

    def say(self, lang: Lang = "th") -> str:
        """Word all problems, a line each."""
        return "\n".join(problem.say(lang) for problem in self.problems)

    def __str__(self) -> str:
        return f"{self.say('th')}\n{self.say('en')}"


class InputError(OgsError):
    """What a person typed cannot be used."""


class MoneyError(InputError):
    """An amount, a rate or a count cannot be read."""


class DateError(InputError):
    """A date cannot be read, or does not exist."""


class RuleError(OgsError):
    """The rule file is wrong, or a rule would be broken."""


class AllocationError(RuleError):
    """Shares of the surplus do not make 100 %."""


class LoanError(OgsError):
    """A loan cannot be computed."""


class SavingsError(OgsError):
    """A savings plan or history cannot be computed."""


class WelfareError(OgsError):
    """A welfare claim cannot be computed."""


class DividendError(OgsError):
    """A dividend cannot be computed."""


class SimulationError(OgsError):
    """A group that cannot be simulated."""


class GroupError(OgsError):
    """A group's files are wrong."""


class LessonError(OgsError):
    """A lesson's files are wrong."""


class CertificateError(OgsError):
    """A school's key cannot be used."""


class StoreError(OgsError):
    """The progress database cannot do what it was asked; nothing is half-written."""


class StoreFullError(StoreError):
    """No room is left on the disk."""


class StoreReadOnlyError(StoreError):
    """Nothing may be written."""


class StoreBusyError(StoreError):
    """Somebody else has held the database for too long."""


class StoreUnreachableError(StoreError):
    """The database's file or server cannot be opened."""


class StoreNewerError(StoreError):
    """A newer kit has made the database."""


class NotAStoreError(StoreError):
    """The file or database holds something else, or is damaged."""


class GoneError(StoreError):
    """A class or a person is not in the database, or not any more."""


class Finished(StoreError):  # noqa: N818 - a test that was handed in is no fault
    """An answer came after its test was handed in."""


class ServerError(OgsError):
    """The class server cannot do what it was asked."""


class Collector:
    """Gathers problems, so that a person hears of all of them at once.

    Parameters
    ----------
    kind : type of OgsError
        What is raised at the end if anything was gathered.

    Examples
    --------
    >>> from ogs_teach.inputs import parse_count
    >>> problems = Collector(LoanError)
    >>> with problems:
    ...     months = parse_count("x", "money.field.amount")
    >>> with problems:
    ...     years = parse_count("", "money.field.amount")
    >>> len(list(problems))
    2
    """

    def __init__(self, kind: type[OgsError]) -> None:
        self.kind = kind
        self._problems: list[Problem] = []

    def add(self, problem: Problem) -> None:
        """Gather a problem."""
        self._problems.append(problem)

    def __enter__(self) -> "Collector":
        return self

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> bool:
        if isinstance(error, OgsError):
            self._problems.extend(error.problems)
            return True
        return False

    def __iter__(self) -> Iterator[Problem]:
        return iter(self._problems)

    def close(self) -> None:
        """Raise all that was gathered, if anything was."""
        if self._problems:
            raise self.kind(*self._problems)
