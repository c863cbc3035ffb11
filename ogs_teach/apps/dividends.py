"""Year end: a group's surplus, its heads, and what every member receives.

It starts from a sample group's own books and rules. Another way of counting time gives
the same pool to other people, and the app says to whom.
"""

from collections.abc import Collection, Mapping, Sequence
from fractions import Fraction
from functools import cache
from typing import Any

from ogs_teach.apps import dividends_shown as shown
from ogs_teach.apps.dividends_shown import ROOM, Outcome
from ogs_teach.apps.groups import GROUPS, name_of, opened
from ogs_teach.apps.parts import (
    App,
    Baht,
    Choice,
    Count,
    Field,
    Percent,
    Section,
    Sheet,
    Switch,
    Text,
    View,
)
from ogs_teach.books import GroupYear
from ogs_teach.books.closing import pledged_accounts
from ogs_teach.dividends import CONVENTIONS, ITEMS, Account, YearEnd, year_end
from ogs_teach.errors import InputError, Problem
from ogs_teach.i18n import Lang
from ogs_teach.money import BAHT

START = "group_a"  # enough members that somebody gains by every convention


@cache
def closed(folder: str, year: int) -> tuple[GroupYear, dict[str, Account]]:
    """Return a year's books, and its accounts with the ordinary pledges marked."""
    group = opened(folder)
    return group.year(year), pledged_accounts(group, year)


class DividendsApp(App):
    """Surplus, allocation, dividends and refunds of a sample group."""

    room = ROOM

    def fields(self) -> Sequence[Field | Section]:
        """Name the inputs: group and convention, a member, what the meeting decides, rules."""
        self._open = START
        group = opened(self._open)
        years = [str(year) for year in reversed(group.years)]
        self._year = years[0]
        percents = group.rules.allocation.percents()
        rules = group.rules
        return [
            Choice("group", GROUPS, START, tabs=True, says=name_of),
            Choice("convention", ["own", *CONVENTIONS], says=shown.convention_name),
            Count("cutoff_day", rules.dividend.cutoff_day, lowest=1, highest=31),
            Text("member", longest=60),
            Section(
                "allocation",
                [
                    Baht(
                        "surplus",
                        _baht(closed(START, int(years[0]))[0].surplus),
                        lowest=-300_000,
                        highest=10**8,
                        step=1000,
                        slide_to=300_000,
                    ),
                    *(Percent(item, percents[item], highest=100) for item in ITEMS),
                ],
            ),
            Section(
                "rules",
                [
                    Choice("year", years, says=shown.year_name),
                    Switch("special", rules.dividend.special_savings),
                    Switch("leavers", rules.dividend.leavers),
                    Switch("defaulters", rules.refund.defaulters),
                ],
            ),
        ]

    def hidden(self, values: Mapping[str, Any]) -> Collection[str]:
        """Ask for a cut-off day only where one counts."""
        return () if values["convention"] == "cutoff_day" else ("cutoff_day",)

    def _changed(self) -> None:
        folder, year = self["group"].read(), self["year"].read()
        if (folder, year) != (self._open, self._year):
            self._take_over(folder, year)
        super()._changed()

    def _take_over(self, folder: str, year: str) -> None:
        """Put what the opened group's books and rules say into the fields."""
        group = opened(folder)
        if folder != self._open:
            rules = group.rules
            self["year"].offer([str(year) for year in reversed(group.years)])
            for item, percent in rules.allocation.percents().items():
                self[item].set(percent)
            self["special"].set(rules.dividend.special_savings)
            self["leavers"].set(rules.dividend.leavers)
            self["defaulters"].set(rules.refund.defaulters)
        self._open, self._year = folder, self["year"].read()
        self["surplus"].set(_baht(closed(folder, int(self._year))[0].surplus))

    def view(self, values: Mapping[str, Any], lang: Lang) -> View:
        """Close the year and show heads, changes and every member's part."""
        outcome = _close(values)
        found = outcome.find(values["member"]) if values["member"] else []
        if values["member"] and not found:
            raise InputError(
                Problem(f"{ROOM}.nobody", f"{ROOM}.field.member", values={"got": values["member"]})
            )
        heads, members = shown.heads(outcome, lang), shown.members(outcome, found, lang)
        notes = shown.settings(outcome, lang)
        return View(
            sentence=shown.sentence(outcome, found, lang),
            blocks=list(shown.blocks(outcome, found, members, lang)),
            workbook=lambda: [
                Sheet(members.caption, [members], notes),
                Sheet(heads.caption, [heads], notes),
            ],
        )


def _close(values: Mapping[str, Any]) -> Outcome:
    group = opened(values["group"])
    books, accounts = closed(values["group"], int(values["year"]))

    def close(convention: str) -> YearEnd:
        return year_end(
            values["surplus"],
            {item: values[item] for item in ITEMS},
            accounts,
            convention=convention,
            start=books.start,
            interest_paid=books.interest_paid,
            special=books.special if values["special"] else None,
            left=books.left,
            pay_leavers=values["leavers"],
            defaulters=books.defaulters,
            refund_defaulters=values["defaulters"],
        )

    own = close(group.rules.dividend.counting())
    asked = values["convention"]
    if asked == "cutoff_day":
        asked = f"cutoff_day({values['cutoff_day']})"
    chosen = own if asked in ("own", str(own.convention)) else close(asked)
    return Outcome(
        group,
        books,
        own,
        chosen,
        pays_leavers=values["leavers"],
        refunds_defaulters=values["defaulters"],
    )


def _baht(satang: int) -> Fraction:
    return Fraction(satang, BAHT)
