"""What every view of the books app has in common: group, period, and words for figures."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from ogs_teach.apps.parts import Note, Table
from ogs_teach.books import Entry, Group
from ogs_teach.books.balances import Balances, Key, accounting_year, year_bounds
from ogs_teach.books.statements import month_ends, year_of
from ogs_teach.books.workbook import Writer
from ogs_teach.i18n import Lang, t
from ogs_teach.money import format_baht
from ogs_teach.thai import buddhist_year, format_date, month_name

ROOM = "books_app"
MOST_ROWS = 400  # of one table on a page: about 200 kB, what an old phone still scrolls


@dataclass(frozen=True)
class Page:
    """A group, a period of one accounting year, and a language.

    Parameters
    ----------
    group : Group
    period : str
        A year ("2025", in which the accounting year ends) or a month's last day in ISO:
        then the period goes from the year's start to that day.
    lang : "th" or "en"
    """

    group: Group
    period: str
    lang: Lang

    @cached_property
    def first(self) -> date:
        """First day; books that begin later begin there."""
        return max(self._bounds[0], self.group.begins)

    @property
    def last(self) -> date:
        """Last day."""
        return self._bounds[1]

    @cached_property
    def _bounds(self) -> tuple[date, date]:
        if len(self.period) == 4:
            month = self.group.rules.accounting.year_starts_in_month
            return year_bounds(int(self.period), month)
        day = date.fromisoformat(self.period)
        return year_of(self.group, day)[0], day

    @property
    def year(self) -> int:
        """C.E. year in which the accounting year ends."""
        return accounting_year(self.last, self.group.rules.accounting.year_starts_in_month)

    @property
    def months(self) -> list[date]:
        """Last days of the period's months."""
        return [day for day in month_ends(self.group) if self.first <= day <= self.last] or [
            self.last
        ]

    @cached_property
    def tables(self) -> Writer:
        """The period's tables, as the spreadsheet has them."""
        return Writer(self.group, self.first, self.last, self.lang)

    def legs(self, entry: Entry) -> tuple[Key, Key]:
        """Return the two accounts that an entry touches, each with its member or loan."""
        return self._balances.legs(entry) or (("", ""), ("", ""))

    @cached_property
    def _balances(self) -> Balances:
        return self.group.balances(self.group.begins)

    def say(self, key: str, /, **values: object) -> str:
        """Say a text of the app."""
        return t(f"{ROOM}.{key}", self.lang, **values)

    def baht(self, satang: int) -> str:
        """Write an amount for a sentence."""
        return format_baht(satang, self.lang, short=True)

    def day(self, day: date) -> str:
        """Write a date."""
        return format_date(day, self.lang)

    def account(self, code: str) -> str:
        """Name an account, its code before it."""
        return self.tables.account(code)

    def account_name(self, code: str) -> str:
        """Name an account without its code."""
        return t(f"group.account.{code}", self.lang)

    def member(self, member: str) -> str:
        """Name a member, the number before it; nothing for nobody."""
        known = self.group.members.get(member)
        return self.say("named", number=member, name=known.name) if known else member

    def how(self, *lines: str) -> Note:
        """Say how the view is read."""
        return Note("\n".join([self.say("how"), *lines]), "how")

    def head(self, table: Table, most: int = MOST_ROWS) -> list[Table | Note]:
        """Return a table, and what it leaves out if it is too long for a page."""
        if len(table.rows) <= most:
            return [table]
        short = Table(table.columns, table.rows[:most], table.caption, table.total, table.marked)
        return [short, Note(self.say("entries.cut", shown=most))]


def periods(group: Group) -> list[str]:
    """Return the periods that a group's books can be looked at, the latest first."""
    days = [day.isoformat() for day in reversed(month_ends(group))]
    return [*(str(year) for year in reversed(group.years)), *days] or [group.begins.isoformat()]


def period_name(period: str, lang: Lang) -> str:
    """Name a period."""
    if len(period) == 4:
        return t(f"{ROOM}.period.year", lang, year=_year(int(period), lang))
    return _monthly("period.month", date.fromisoformat(period), lang)


def month_title(day: date, lang: Lang) -> str:
    """Name the month that a day lies in, with its year."""
    return _monthly("choose.month", day, lang)


def first_of(day: date) -> date:
    """Return the first day of a month.

    Examples
    --------
    >>> first_of(date(2025, 2, 28))
    datetime.date(2025, 2, 1)
    """
    return day - timedelta(days=day.day - 1)


def _monthly(key: str, day: date, lang: Lang) -> str:
    month = month_name(day.month, lang)
    return t(f"{ROOM}.{key}", lang, month=month, year=_year(day.year, lang))


def _year(year: int, lang: Lang) -> int:
    return buddhist_year(year) if lang == "th" else year
