"""The savings app's second view: what the whole group's money becomes."""

from collections.abc import Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from ogs_teach import charts
from ogs_teach.apps.parts import Block, Heading, Note, Sheet, View, escape
from ogs_teach.apps.savings_table import table
from ogs_teach.i18n import Lang, t
from ogs_teach.inputs import plain
from ogs_teach.legal import CAP
from ogs_teach.money import BAHT, format_baht
from ogs_teach.savings import GroupPlan, Projection

if TYPE_CHECKING:
    from ogs_teach.books import Group
    from ogs_teach.rules import LoanKind

ROOM = "savings_app.ours"

# Columns: on the page, and all of them taken home.
SHOWN = (
    "year", "capital", "loans", "cash", "members", "savings", "special",
    "surplus", "dividend", "dividend_rate", "reserve",
)  # fmt: skip
YEAR = (
    "year", "members", "joined", "left", "pledges", "withdrawn", "loan_interest",
    "bank_interest", "fees", "expenses", "special_interest", "surplus", "to_reserve",
    "dividend", "dividend_rate", "others", "savings", "special", "reserve", "retained",
    "loans", "cash", "capital",
)  # fmt: skip
MONTH = (
    "month", "members", "pledges", "withdrawn", "loan_interest", "bank_interest", "fees",
    "expenses", "savings", "loans", "cash", "capital",
)  # fmt: skip


def view(values: Mapping[str, Any], lang: Lang, own: str = "") -> View:
    """Reckon the group's years to come; `own` names the visitor's own group if it is that.

    Raises
    ------
    SavingsError
        If the plan cannot be: no reserve, more than all the surplus, no member left.
    """
    plan = GroupPlan(
        members=values["members"],
        savings=values["group_savings"],
        pledge=values["group_pledge"],
        special=values["group_special"],
        reserve=values["reserve"],
        retained=values["retained"],
        joining=values["members_joining"],
        leaving=values["members_leaving"],
        lent=values["lent"],
        loan_rate=values["loan_rate"],
        bank_rate=values["bank_rate"],
        special_rate=values["group_special_rate"],
        expenses=values["expenses"],
        entry_fee=values["entry_fee"],
        reserve_part=values["reserve_part"],
        dividend_part=values["dividend_part"],
    )
    future = plan.project(values["group_years"])
    return View(
        sentence=_sentence(future, lang),
        alert=_alert(plan, future, lang),
        blocks=[
            Heading(t(f"{ROOM}.chart", lang)),
            _chart(future, lang),
            *_notes(lang, own),
            table(ROOM, "years", future.years, SHOWN, lang, optional=["special"]),
        ],
        workbook=lambda: [
            Sheet(t(f"{ROOM}.years", lang), [table(ROOM, "years", future.years, YEAR, lang)]),
            Sheet(t(f"{ROOM}.months", lang), [table(ROOM, "months", future.months, MONTH, lang)]),
        ],
    )


def starting_values(group: "Group") -> dict[str, Fraction | int]:
    """Return what a group's books say at the end of their last whole year.

    The year's surplus is shared out first, as the yearly meeting does, so that what is
    paid out is not lent out again. Amounts are in baht, as the inputs show them.

    Parameters
    ----------
    group : Group
        With at least one whole year.
    """
    from ogs_teach.dividends import allocate

    rules = group.rules
    year = group.year(group.years[-1])
    now, before = group.summary(year.end), group.balances(year.start)
    money = now.cash + now.bank + now.loans
    to_reserve = paid_out = 0
    if year.surplus > 0:
        parts = allocate(year.surplus, rules.allocation.percents()).parts
        to_reserve = parts["reserve"]
        paid_out = year.surplus - to_reserve
    reserve = now.reserve + to_reserve
    retained = max(money - paid_out - now.savings - now.special - reserve, 0)
    pledges = group.pledges_on(year.end)
    bank_interest = sum(
        entry.amount
        for entry in group.entries
        if entry.kind == "bank_interest" and year.start <= entry.date <= year.end
    )
    idle = Fraction(before.total("101", "102") + now.cash + now.bank, 2)
    return {
        "members": now.members,
        "members_joining": sum(
            year.start <= member.joined <= year.end for member in group.members.values()
        ),
        "members_leaving": len(year.left),
        "group_pledge": round(Fraction(sum(pledges.values()), BAHT * max(len(pledges), 1))),
        "group_savings": Fraction(now.savings, BAHT),
        "group_special": Fraction(now.special, BAHT),
        "reserve": Fraction(reserve, BAHT),
        "retained": Fraction(retained, BAHT),
        "lent": min(round(Fraction(100 * now.loans, max(money - paid_out, 1)), 1), 100),
        "loan_rate": _a_month(rules.loans.ordinary),
        "bank_rate": round(100 * bank_interest / idle, 2) if idle else 0,
        "group_special_rate": rules.savings.special_rate,
        "expenses": Fraction(year.expenses, BAHT),
        "entry_fee": Fraction(rules.savings.entry_fee, BAHT),
        "reserve_part": rules.allocation.reserve,
        "dividend_part": rules.allocation.dividend,
    }


def _a_month(loan: "LoanKind") -> Fraction:
    """Return a loan's rate for one month, as exactly as its box can show it."""
    months = {"month": 1, "year": 12, "term": loan.longest_months}[loan.rate_per]
    return round(loan.rate / months, 4)


def _sentence(future: Projection, lang: Lang) -> str:
    def strong(text: str) -> str:
        return f"<strong>{escape(text)}</strong>".replace(" ", "\N{NO-BREAK SPACE}")

    if future.ran_out:
        year, month = divmod(future.ran_out - 1, 12)
        return t(f"{ROOM}.ran-out", lang, year=year + 1, month=month + 1)
    last = future.years[-1]
    return t(
        f"{ROOM}.sentence",
        lang,
        years=last.year,
        capital=strong(format_baht(last.capital // BAHT * BAHT, lang, short=True)),
        cash=strong(format_baht(last.cash // BAHT * BAHT, lang, short=True)),
        rate=plain(last.dividend_rate, 2),
    )


def _alert(plan: GroupPlan, future: Projection, lang: Lang) -> str | None:
    said = []
    if future.ran_out:
        said.append(t(f"{ROOM}.ran-out-why", lang))
    else:
        losses = [str(year.year) for year in future.years if year.surplus < 0]
        if losses:
            said.append(t(f"{ROOM}.loss", lang, years=", ".join(losses)))
    if 12 * Fraction(plan.loan_rate) > CAP:
        said.append(t("legal.above-cap", lang))
    return "<br>".join(escape(line) for line in said) or None


def _chart(future: Projection, lang: Lang) -> str:
    return charts.stacked(
        {
            t(f"{ROOM}.column.loans", lang): [year.loans for year in future.years],
            t(f"{ROOM}.column.cash", lang): [year.cash for year in future.years],
        },
        [str(year.year) for year in future.years],
        title=t(f"{ROOM}.chart", lang),
        description=t(f"{ROOM}.described", lang),
        lang=lang,
    )


def _notes(lang: Lang, own: str) -> list[Block]:
    if own:
        rules_from = t("own_group.rules-from", lang, name=own)
        return [Note("\n".join([t(f"{ROOM}.how", lang), rules_from]))]
    training = f"{t(f'{ROOM}.training', lang)}\n{t('parts.training-default', lang)}"
    return [Note(t(f"{ROOM}.how", lang)), Note(training, "training")]
