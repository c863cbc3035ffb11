"""The statements of the books app: balance sheet, income, cash flow, trial balance."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction

from ogs_teach import charts
from ogs_teach.apps.books_page import Page, period_name
from ogs_teach.apps.parts import Block, Heading, Note, View
from ogs_teach.books.kinds import BANK, BY_LOAN, CASH, RESULT, SAVINGS
from ogs_teach.books.statements import (
    BalanceSheet,
    balance_sheet,
    cash_flow,
    history,
    income_statement,
    trial_balance,
)
from ogs_teach.i18n import t
from ogs_teach.inputs import plain
from ogs_teach.thai import month_name


def show_balance_sheet(page: Page) -> View:
    """Show what the group has, and whose it is."""
    sheet = balance_sheet(page.group, page.last)
    assets = sum(sheet.assets.values())
    claims = sum(sheet.liabilities.values()) + sum(sheet.equity.values())
    parts = _halves(sheet)
    shown_as = page.group.rules.accounting.pledged_savings_shown_as
    figures = {name: page.baht(sum(amounts)) for name, amounts in parts.items()}
    title = page.say("balance_sheet.chart", day=page.day(page.last))
    return View(
        sentence=page.say(
            f"balance_sheet.{'off' if sheet.difference else 'sentence'}",
            assets=page.baht(assets),
            claims=page.baht(claims),
        ),
        alert=_apart(page, sheet.difference),
        blocks=[
            Heading(title),
            *_two_bars(
                page, parts, title, page.say("balance_sheet.described", assets=page.baht(assets))
            ),
            page.how(
                page.say("balance_sheet.read-has", **figures),
                page.say("balance_sheet.read-whose", **figures),
                page.say(
                    f"balance_sheet.read-{'liability' if shown_as == 'liability' else 'capital'}"
                ),
            ),
            *page.tables.balance_sheet(),
            Note(
                page.say(
                    "balance_sheet.claims",
                    liabilities=page.baht(sum(sheet.liabilities.values())),
                    equity=page.baht(sum(sheet.equity.values())),
                    claims=page.baht(claims),
                )
            ),
        ],
    )


def _halves(sheet: BalanceSheet) -> dict[str, tuple[int, int]]:
    """Return what stands in the two bars: what the group has, and whose it is."""
    everything = {**sheet.assets, **sheet.liabilities, **sheet.equity}

    def take(*codes: str) -> int:
        return sum(everything.get(code, 0) for code in codes)

    loans, money, savings = take(*BY_LOAN), take(CASH, BANK), take(SAVINGS)
    owed = sum(amount for code, amount in sheet.liabilities.items() if code != SAVINGS)
    own = sum(amount for code, amount in sheet.equity.items() if code != SAVINGS)
    return {
        "loans": (loans, 0),
        "money": (money, 0),
        "things": (sum(sheet.assets.values()) - loans - money, 0),
        "savings": (0, savings),
        "owed": (0, owed),
        "own": (0, own),
    }


def _two_bars(
    page: Page, parts: Mapping[str, tuple[int, int]], title: str, description: str
) -> list[Block]:
    """Draw both halves; what is below nothing, as a loss is, has no place in a bar."""
    if any(min(amounts) < 0 for amounts in parts.values()):
        return []
    chart = charts.stacked(
        {
            page.say(f"balance_sheet.{name}"): list(part)
            for name, part in parts.items()
            if any(part)
        },
        [page.say("balance_sheet.has"), page.say("balance_sheet.whose")],
        title=title,
        description=description,
        lang=page.lang,
    )
    return [chart]


def show_income_statement(page: Page) -> View:
    """Show what was earned, what was spent and what is left."""
    found = income_statement(page.group, page.first, page.last)
    flow = cash_flow(page.group, page.first, page.last)
    income, expenses = sum(found.income.values()), sum(found.expenses.values())
    figures = {"income": page.baht(income), "expenses": page.baht(expenses)}
    names = {page.account_name(code): code for code in (*found.income, *found.expenses)}
    title = page.say("income_statement.chart")
    lines = []
    if income:
        most = max(found.income, key=lambda code: found.income[code])
        amount = page.baht(found.income[most])
        lines = [
            page.say("income_statement.read-income", name=page.account_name(most), amount=amount),
            page.say(
                "income_statement.read-spent", spent=plain(Fraction(100 * expenses, income), 2)
            ),
        ]
    lines.append(
        page.say(
            "income_statement.read-not",
            savings=page.baht(sum(flow.receipts.get(kind, 0) for kind in ("savings", "special"))),
            principal=page.baht(flow.receipts.get("principal", 0)),
        )
    )
    return View(
        sentence=page.say(
            f"income_statement.{'loss' if found.surplus < 0 else 'sentence'}",
            period=period_name(page.period, page.lang),
            surplus=page.baht(abs(found.surplus)),
            **figures,
        ),
        blocks=[
            Heading(title),
            charts.bars(
                {
                    t("books.income", page.lang): [found.income.get(c) for c in names.values()],
                    t("books.expenses", page.lang): [found.expenses.get(c) for c in names.values()],
                },
                list(names),
                title=title,
                description=page.say("income_statement.described", **figures),
                lang=page.lang,
            ),
            page.how(*lines),
            *page.tables.income_statement(),
        ],
    )


def show_cash_flow(page: Page) -> View:
    """Show where money came from and where it went."""
    flow = cash_flow(page.group, page.first, page.last)
    surplus = income_statement(page.group, page.first, page.last).surplus
    came, went = sum(flow.receipts.values()), sum(flow.payments.values())
    figures = {
        "opening": page.baht(flow.opening),
        "came": page.baht(came),
        "went": page.baht(went),
        "closing": page.baht(flow.closing),
    }
    lines = [page.say("cash_flow.read-sum", **figures)]
    if flow.receipts and flow.payments:
        most = max(flow.receipts, key=lambda kind: flow.receipts[kind])
        least = max(flow.payments, key=lambda kind: flow.payments[kind])
        lines.append(
            page.say(
                "cash_flow.read-most",
                came_kind=t(f"group.kind.{most}", page.lang),
                came=page.baht(flow.receipts[most]),
                went_kind=t(f"group.kind.{least}", page.lang),
                went=page.baht(flow.payments[least]),
            )
        )
    change = flow.closing - flow.opening
    lines.append(
        page.say("cash_flow.read-surplus", change=page.baht(change), surplus=page.baht(surplus))
    )
    period = period_name(page.period, page.lang)
    return View(
        sentence=page.say("cash_flow.sentence", period=period, **figures),
        blocks=[
            Heading(page.say("cash_flow.chart")),
            money_chart(page, CASH, BANK),
            page.how(*lines),
            *page.tables.cash_flow(),
        ],
    )


def money_chart(page: Page, *accounts: str) -> str:
    """Draw what is in the box, in the bank or in both at the end of each month."""
    days = page.months
    held = history(page.group, days, *accounts)
    names = [page.account_name(account) for account in accounts]
    if len(accounts) > 1:
        cash, bank = (page.baht(held[account][-1]) for account in accounts)
        title = page.say("cash_flow.chart")
        description = page.say("cash_flow.described", cash=cash, bank=bank)
    else:
        title = page.say(f"{'cash_book' if accounts == (CASH,) else 'bank_book'}.chart")
        closing = page.baht(held[accounts[0]][-1])
        description = page.say("money_book.described", closing=closing)
    return charts.stacked(
        dict(zip(names, held.values(), strict=True)),
        [_short(day, page) for day in days],
        title=title,
        description=description,
        lang=page.lang,
    )


def show_trial_balance(page: Page) -> View:
    """Show every account on its side."""
    trial = trial_balance(page.group, page.last)
    debits, credits = sum(trial.debits.values()), sum(trial.credits.values())
    figures = {"debits": page.baht(debits), "credits": page.baht(credits)}
    lines = []
    for key, side in (("debit", trial.debits), ("credit", trial.credits)):
        if side:
            most = max(side, key=lambda code: side[code])
            values = {key: page.account_name(most), f"{key}_sum": page.baht(side[most])}
            lines.append(
                page.say(f"trial_balance.read-{'sides' if key == 'debit' else 'from'}", **values)
            )
    if not trial.difference:
        lines.append(page.say("trial_balance.read-equal", **figures))
    return View(
        sentence=page.say(f"trial_balance.{'off' if trial.difference else 'sentence'}", **figures),
        alert=_apart(page, trial.difference),
        blocks=[page.how(*lines), *page.tables.trial_balance()],
    )


def figures_of(page: Page, view: str) -> dict[str, int]:
    """Return what a statement says of its accounts, the cash flow of its kinds of event."""
    if view == "balance_sheet":
        sheet = balance_sheet(page.group, page.last)
        return {**sheet.assets, **sheet.liabilities, **sheet.equity}
    if view == "income_statement":
        found = income_statement(page.group, page.first, page.last)
        return {**found.income, **found.expenses}
    if view == "cash_flow":
        flow = cash_flow(page.group, page.first, page.last)
        return {**flow.receipts, **flow.payments}
    if view == "trial_balance":
        trial = trial_balance(page.group, page.last)
        return dict(sorted({**trial.debits, **trial.credits}.items()))
    return {}


def result_of_year(page: Page) -> int:
    """Return what the balance sheet adds to 305: this year's income less expenses."""
    sheet = balance_sheet(page.group, page.last)
    return sheet.equity.get(RESULT, 0) - page.group.balances(page.last).total(RESULT)


def _apart(page: Page, difference: int) -> str | None:
    return page.say("apart", difference=page.baht(abs(difference))) if difference else None


def _short(day: date, page: Page) -> str:
    return month_name(day.month, page.lang, "short")
