"""A group's books: statements, registers and checks, and from each figure to its entries."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from ogs_teach.apps import books_checks as checks
from ogs_teach.apps import books_registers as registers
from ogs_teach.apps import books_statements as statements
from ogs_teach.apps.books_entries import FEW, Drill, part_name, parts_of, show_entries
from ogs_teach.apps.books_page import ROOM, Page, first_of, month_title, period_name, periods
from ogs_teach.apps.groups import GROUPS, find, opened
from ogs_teach.apps.own_group import OWN, OpensOwn, Own, OwnGroup
from ogs_teach.apps.parts import Choice, Field, Note, Section, Sheet, Text, View
from ogs_teach.books import Group
from ogs_teach.books.kinds import (
    BANK,
    BY_LOAN,
    BY_MEMBER,
    CASH,
    KINDS,
    ORDINARY,
    SAVINGS,
    loan_account,
)
from ogs_teach.books.workbook import sheets
from ogs_teach.errors import InputError, OgsError, Problem
from ogs_teach.i18n import Lang, t

STATEMENTS = {
    "balance_sheet": statements.show_balance_sheet,
    "income_statement": statements.show_income_statement,
    "cash_flow": statements.show_cash_flow,
    "trial_balance": statements.show_trial_balance,
}
BOOKS = {"cash_book": CASH, "bank_book": BANK}
MEMBERS = {"members": registers.show_members}
REGISTERS = {
    "savings_control": registers.show_savings_control,
    "debtors": registers.show_debtors,
}
CHECKS = {"checks": checks.show_checks, "auditor": checks.show_auditor}
VIEWS = (*STATEMENTS, *BOOKS, *MEMBERS, "passbook", *REGISTERS, *CHECKS)


class BooksApp(OpensOwn):
    """What a group's books say, and why."""

    room = ROOM
    lent = ("member",)
    below = ("account", "part", "month")

    def fields(self) -> Sequence[Field | Section]:
        """Name the inputs; the last three stand under what is shown."""
        self.own = OwnGroup(whole_year=False)
        self._followed: tuple[str, ...] = ()
        self._drill: Drill | None = None
        group = opened(GROUPS[0])
        return [
            Choice("group", GROUPS, says=self.group_name),
            Choice("view", VIEWS),
            Choice("period", periods(group), says=period_name),
            Text("member", next(iter(group.members), ""), longest=60),
            Choice("account", [""], says=self._account_name),
            Choice("part", [""], says=self._part_name),
            Choice("month", [""], says=_month_name),
            self.own,
        ]

    def own_opened(self, own: Own | None) -> None:
        """Choose one's own books where there are some."""
        books = own is not None and own.group is not None
        self["group"].offer([OWN, *GROUPS] if books else GROUPS, OWN if books else None)

    def _group(self, name: str) -> Group:
        """Return a group by its option; rules opened alone say where pledged savings stand."""
        own = self.own.opened
        if own is not None and own.group is not None and name == OWN:
            return own.group
        group = opened(name)
        if own is None or own.group is not None:
            return group
        shown = own.rules.accounting.pledged_savings_shown_as
        accounting = replace(group.rules.accounting, pledged_savings_shown_as=shown)
        return replace(group, rules=replace(group.rules, accounting=accounting))

    def hidden(self, values: Mapping[str, Any]) -> Collection[str]:
        """Ask only for what the view needs."""
        view, wanted = values["view"], set()
        if view == "passbook":
            wanted.add("member")
        if view in STATEMENTS:
            wanted.add("account")
        if view in REGISTERS or values["account"] in BY_MEMBER | BY_LOAN:
            wanted.add("part")
        if self["month"].options != [""]:
            wanted.add("month")
        return {"member", "account", "part", "month"} - wanted

    def view(self, values: Mapping[str, Any], lang: Lang) -> View:
        """Show one statement, book or register, and the entries that are asked for."""
        page = Page(self._group(values["group"]), values["period"], lang)
        name = values["view"]
        month = date.fromisoformat(values["month"]) if values["month"] else None
        found = self._find(page, values)
        if name in BOOKS:
            view = registers.show_money_book(page, name, BOOKS[name], month or page.last)
        elif name == "passbook":
            view = registers.show_passbook(page, found)
        else:
            view = {**STATEMENTS, **MEMBERS, **REGISTERS, **CHECKS}[name](page)
            if self._drill is not None:
                whole = self._drill.book(page, page.first, page.last)
                figure = self._figures.get(self._drill.what)
                below = show_entries(page, self._drill, whole, month, figure)
                view = replace(view, below=below)
        training = Note(f"{page.say('training')}\n{t('parts.training-default', lang)}", "training")
        return replace(
            view,
            below=[*view.below, training],
            workbook=lambda: _everything(page, found, self._drill),
        )

    def _find(self, page: Page, values: Mapping[str, Any]) -> list[str]:
        """Return the members asked for; who is asked for and not found is told kindly."""
        asked = values["member"]
        found = find(page.group, asked)
        if not found and values["view"] == "passbook":
            wrong = Problem(f"{ROOM}.nobody", f"{ROOM}.field.member", values={"got": asked})
            raise InputError(wrong)
        return found

    # What can be chosen follows from what is chosen before

    def _refresh(self) -> None:
        try:
            self._follow()
        except OgsError as error:
            self._complain(error.problems)
        else:
            super()._refresh()

    def _follow(self) -> None:
        """Offer the periods of the group, the accounts of the statement, whose, and which month."""
        name = self["group"].read()
        group = self._group(name)
        if self._followed and self._followed[0] != name:
            self["member"].set(next(iter(group.members), ""))
        self["period"].offer(periods(group))
        page = Page(group, self["period"].read(), self.lang)
        view = self["view"].read()
        self._figures = statements.figures_of(page, view)
        self["account"].offer(["", *self._figures])
        account = self["account"].read()
        self._drill = None
        parts: list[str] = []
        if view in REGISTERS:
            parts = parts_of(page, *([SAVINGS] if view == "savings_control" else sorted(BY_LOAN)))
        elif account in BY_MEMBER | BY_LOAN:
            parts = parts_of(page, account)
        self["part"].offer(["", *parts])
        part = self["part"].read()
        if view in REGISTERS and part:
            self._drill = Drill(_account_of(page, view, part), part)
        elif account:
            self._drill = Drill(account, part)
        self._offer_months(page, view, (name, page.period, view, account, part))

    def _offer_months(self, page: Page, view: str, asked: tuple[str, ...]) -> None:
        """Ask for a month where all entries together would be too many to read."""
        days = page.months if view in BOOKS else []
        if self._drill is not None:
            lines = self._drill.book(page, page.first, page.last).lines
            if len(lines) > FEW:
                busy = {first_of(line.entry.date) for line in lines}
                days = [day for day in page.months if first_of(day) in busy]
        months = [day.isoformat() for day in days] or [""]
        again = asked == self._followed and self["month"].read() in months
        self["month"].offer(months, self["month"].read() if again else months[-1])
        self._followed = asked

    def _account_name(self, option: str, lang: Lang) -> str:
        if not option:
            return t(f"{ROOM}.choose.nothing", lang)
        if option in KINDS:
            return t(f"group.kind.{option}", lang)
        return f"{option} {t(f'group.account.{option}', lang)}"

    def _part_name(self, option: str, lang: Lang) -> str:
        if not option:
            alone = self["view"].read() in REGISTERS if self._followed else False
            return t(f"{ROOM}.choose.{'nothing' if alone else 'everybody'}", lang)
        page = Page(self._group(self["group"].read()), self["period"].read(), lang)
        account = ORDINARY if option in page.group.loans else SAVINGS
        return part_name(page, option, account)


def _account_of(page: Page, view: str, part: str) -> str:
    """Return the account in which a register keeps a member or a loan."""
    if view == "savings_control":
        return SAVINGS
    return loan_account(page.group.loans[part].kind)


def _month_name(option: str, lang: Lang) -> str:
    return month_title(date.fromisoformat(option), lang) if option else ""


def _everything(page: Page, found: Sequence[str], drill: Drill | None) -> list[Sheet]:
    """Return all statements and registers, a passbook, the auditor's words, and the entries."""
    leaves = sheets(page.group, page.first, page.last, page.lang)
    notes = leaves[0].notes
    for member in found if len(found) == 1 else ():
        tables = registers.passbook_tables(page, member)
        leaves.append(Sheet(page.say("view.passbook"), tables, notes))
    leaves.append(Sheet(page.say("view.auditor"), [checks.auditor_table(page)], notes))
    if drill is not None:
        leaves.append(drill.sheet(page, notes))
    return leaves
