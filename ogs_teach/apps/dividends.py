"""Year end: a group's surplus, its heads, and what every member receives.

It starts from a sample group's own books and rules. Another way of counting time gives
the same pool to other people, and the app says to whom.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import cache
from typing import Any

from ogs_teach.apps import dividends_shown as shown
from ogs_teach.apps.dividends_shown import ROOM, Outcome
from ogs_teach.apps.groups import GROUPS, opened
from ogs_teach.apps.own_group import OWN, OpensOwn, Own, OwnGroup
from ogs_teach.apps.parts import (
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
from ogs_teach.books import Group, GroupYear
from ogs_teach.books.closing import pledged_accounts
from ogs_teach.dividends import CONVENTIONS, ITEMS, Account, YearEnd, year_end
from ogs_teach.errors import InputError, Problem
from ogs_teach.i18n import Lang
from ogs_teach.money import BAHT

START = "group_a"  # enough members that somebody gains by every convention


@cache
def closed(folder: str, year: int) -> tuple[GroupYear, dict[str, Account]]:
    """Return a sample group's year, and its accounts with the ordinary pledges marked."""
    return _closed(opened(folder), year)


def _closed(group: Group, year: int) -> tuple[GroupYear, dict[str, Account]]:
    return group.year(year), pledged_accounts(group, year)


class DividendsApp(OpensOwn):
    """Surplus, allocation, dividends and refunds of a sample group, or of one's own."""

    room = ROOM
    lent = ("group", "convention")

    def fields(self) -> Sequence[Field | Section]:
        """Name the inputs: group and convention, a member, what the meeting decides, rules."""
        self.own = OwnGroup()
        self._of_own: dict[tuple[str, int], tuple[GroupYear, dict[str, Account]]] = {}
        self._open = START
        group = opened(self._open)
        years = [str(year) for year in reversed(group.years)]
        self._year = years[0]
        percents = group.rules.allocation.percents()
        rules = group.rules
        return [
            Choice("group", GROUPS, START, tabs=True, says=self.group_name),
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
            self.own,
        ]

    def hidden(self, values: Mapping[str, Any]) -> Collection[str]:
        """Ask for a cut-off day only where one counts."""
        return () if values["convention"] == "cutoff_day" else ("cutoff_day",)

    def own_opened(self, own: Own | None) -> None:
        """Choose one's own books where there are some; let own rules speak for any books."""
        self._of_own.clear()
        books = own is not None and own.group is not None
        self["group"].offer([OWN, *GROUPS] if books else GROUPS, OWN if books else None)
        self["convention"].set("own")
        self._open = ""  # whatever is chosen now is to be read anew

    def _group(self, name: str) -> Group:
        """Return a group by its option; a sample group takes rules that were opened alone."""
        own = self.own.opened
        if own is None:
            return opened(name)
        if own.group is not None:
            return own.group if name == OWN else opened(name)
        group, rules = opened(name), own.rules
        return replace(
            group,
            rules=replace(
                group.rules,
                allocation=rules.allocation,
                dividend=rules.dividend,
                refund=rules.refund,
            ),
        )

    def _books(self, name: str, year: int) -> tuple[GroupYear, dict[str, Account]]:
        own = self.own.opened
        if own is None or (own.group is not None and name != OWN):
            return closed(name, year)
        if (name, year) not in self._of_own:
            self._of_own[name, year] = _closed(self._group(name), year)
        return self._of_own[name, year]

    def _changed(self) -> None:
        self.follow_own()
        folder, year = self["group"].read(), self["year"].read()
        if (folder, year) != (self._open, self._year):
            self._take_over(folder, year)
        super()._changed()

    def _take_over(self, folder: str, year: str) -> None:
        """Put what the opened group's books and rules say into the fields."""
        group = self._group(folder)
        if folder != self._open:
            rules = group.rules
            self["year"].offer([str(year) for year in reversed(group.years)])
            for item, percent in rules.allocation.percents().items():
                self[item].set(percent)
            self["special"].set(rules.dividend.special_savings)
            self["leavers"].set(rules.dividend.leavers)
            self["defaulters"].set(rules.refund.defaulters)
            self["cutoff_day"].set(rules.dividend.cutoff_day)
        self._open, self._year = folder, self["year"].read()
        self["surplus"].put(_baht(self._books(folder, int(self._year))[0].surplus))

    def view(self, values: Mapping[str, Any], lang: Lang) -> View:
        """Close the year and show heads, changes and every member's part."""
        outcome = self._close(values)
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

    def _close(self, values: Mapping[str, Any]) -> Outcome:
        group = self._group(values["group"])
        books, accounts = self._books(values["group"], int(values["year"]))

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
            invented=values["group"] != OWN,
        )


def _baht(satang: int) -> Fraction:
    return Fraction(satang, BAHT)
