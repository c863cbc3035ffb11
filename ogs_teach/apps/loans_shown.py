"""What the loans simulator shows: sentence, figures, the law, charts, tables, notes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from ogs_teach import charts, legal
from ogs_teach.apps.parts import Column, Heading, Note, Table, escape
from ogs_teach.i18n import Lang, t
from ogs_teach.loans import Schedule
from ogs_teach.money import BAHT, format_baht
from ogs_teach.tables import Cell
from ogs_teach.thai import format_date

GREEN, RED = "#1b5e3b", "#b3261e"
NO_BREAK = "\u00a0"
LAW = ("above-cap", "section-654", "excess-interest", "flat-and-cap", "not-advice")


@dataclass(frozen=True)
class Plan:
    """One of the two loans, in a person's words.

    Parameters
    ----------
    letter : "a" or "b"
    loan : Schedule
    lang : "th" or "en"
    """

    letter: str
    loan: Schedule
    lang: Lang

    @property
    def name(self) -> str:
        """Plan A, แบบ ก."""
        return t(f"loans_app.plan.{self.letter}", self.lang)

    @property
    def title(self) -> str:
        """Name and method."""
        return f"{self.name} {method(self.loan.terms.method, self.lang)}"

    @property
    def agreed(self) -> str:
        """Percent a year as agreed."""
        return said(float(self.loan.stated_annual_rate), self.loan.exceeds_cap)

    @property
    def true_rate(self) -> str:
        """Percent a year in truth."""
        return said(self.loan.true_annual_rate, self.loan.exceeds_cap)


def method(key: str, lang: Lang) -> str:
    """Name a method."""
    return t(f"loans.method.{key}", lang)


def said(rate: float, above: bool) -> str:
    """Write a yearly rate with two decimals, or as many as show that it is above the cap.

    Examples
    --------
    >>> said(15.0, False), said(15.0012, True), said(23.1695, True)
    ('15.00', '15.001', '23.17')
    """
    for places in range(2, 13):
        text = f"{rate:,.{places}f}"
        if not above or rate <= legal.CAP or _number(text) > legal.CAP:
            break
    return text


def _number(text: str) -> Fraction:
    return Fraction(text.replace(",", ""))


def _ordered(plans: Sequence[Plan]) -> list[Plan]:
    """Return the plan with less interest, then the other."""
    return sorted(plans, key=lambda plan: plan.loan.total_interest)


def sentence(plans: Sequence[Plan], lang: Lang) -> str:
    """Say which plan is cheaper, by how many baht."""
    cheap, dear = _ordered(plans)
    less = dear.loan.total_interest - cheap.loan.total_interest
    if not less:
        baht = format_baht(cheap.loan.total_interest, lang, short=True)
        return t("loans_app.same", lang, baht=baht)
    baht = format_baht(less, lang, short=True)
    return t("loans_app.cheaper", lang, cheap=cheap.name, dear=dear.name, baht=baht)


def yet_dearer(plans: Sequence[Plan], lang: Lang) -> str:
    """Explain the case in which no more baht mean a higher rate, if this is one."""
    cheap, dear = _ordered(plans)
    if cheap.loan.total_interest == dear.loan.total_interest:
        low, high = sorted(plans, key=lambda plan: plan.loan.true_annual_rate)
        if low.true_rate == high.true_rate:
            return ""
        return t("loans_app.same-yet-dearer", lang, dear=high.name)
    if _number(cheap.true_rate) <= _number(dear.true_rate):
        return ""
    return t("loans_app.yet-dearer", lang, cheap=cheap.name)


def figures(plans: Sequence[Plan], lang: Lang) -> str:
    """Show both true rates in large figures; what is red is also said in words."""
    drawn = []
    for plan in plans:
        above = plan.loan.exceeds_cap
        over = f"<br>{escape(t('loans_app.over', lang))}" if above else ""
        drawn.append(
            f'<span style="flex:1;min-width:0;color:{RED if above else GREEN}">'
            f"{escape(plan.name)}<br>"
            f'<span style="font-size:30px;line-height:1.3">{plan.true_rate} %</span>{over}</span>'
        )
    return (
        ' <span style="display:block;font-size:16px;line-height:1.5;margin-top:4px">'
        f"{escape(t('loans_app.true-rate', lang))}</span>"
        ' <span style="display:flex;gap:12px;font-size:16px;line-height:1.5">'
        f"{' '.join(drawn)}</span>"
    )


def alert(plans: Sequence[Plan], lang: Lang) -> list[str]:
    """Put the law's words beside every plan above the cap; no lines if none is."""
    lines = [
        t("loans_app.above", lang, plan=plan.title, agreed=plan.agreed, true=plan.true_rate)
        for plan in plans
        if plan.loan.exceeds_cap
    ]
    if not lines:
        return []
    return lines + [t(f"legal.{key}", lang) for key in LAW]


def red(lines: Sequence[str]) -> str | None:
    """Draw the alert: what is above the cap and its risk, then the law in a lighter hand."""
    if not lines:
        return None
    loud = "<br>".join(escape(line) for line in lines[: -len(LAW) + 1])
    quiet = "".join(
        f'<span style="display:block;margin-top:6px;font-weight:400">{escape(line)}</span>'
        for line in lines[-len(LAW) + 1 :]
    )
    return loud + quiet


def drawings(plans: Sequence[Plan], lang: Lang) -> list[Heading | Note | str]:
    """Draw the interest of each instalment, and what is still owed after it."""
    a, b = plans
    labels = [str(row.number) for row in a.loan.rows]
    interest = t(
        "loans_app.chart.interest-says",
        lang,
        a=a.name,
        b=b.name,
        total_a=format_baht(a.loan.total_interest, lang, short=True),
        total_b=format_baht(b.loan.total_interest, lang, short=True),
    )
    apart = max(abs(x.balance - y.balance) for x, y in zip(a.loan.rows, b.loan.rows, strict=True))
    owed = t(f"loans_app.chart.owed-{'says' if apart > BAHT else 'same'}", lang)
    drawn: list[Heading | Note | str] = []
    for key, says in (("interest", interest), ("owed", owed)):
        title = t(f"loans_app.chart.{key}", lang)
        column = "interest" if key == "interest" else "balance"
        series = {plan.title: [getattr(row, column) for row in plan.loan.rows] for plan in plans}
        drawn += [
            Heading(title),
            charts.lines(series, labels, title=title, description=says, lang=lang),
            Note(says),
        ]
    return drawn


def paid(plans: Sequence[Plan], lang: Lang) -> Table:
    """Compare the two in baht."""
    loans = [plan.loan for plan in plans]
    return Table(
        [_item(lang), *(Column(plan.name, "baht") for plan in plans)],
        [
            [t("loans_app.table.first", lang), *(loan.rows[0].payment for loan in loans)],
            [t("loans_app.table.last", lang), *(loan.rows[-1].payment for loan in loans)],
            [t("loans_app.table.all-interest", lang), *(loan.total_interest for loan in loans)],
        ],
        t("loans_app.table.paid", lang),
        [t("loans_app.table.total", lang), *(loan.total_payment for loan in loans)],
    )


def rates(plans: Sequence[Plan], lang: Lang, *, as_number: bool = False) -> Table:
    """Compare the two in percent a year: as written for the page, numbers for a spreadsheet."""
    rows = {
        "agreed": [plan.agreed for plan in plans],
        "true": [plan.true_rate for plan in plans],
        "effective": [f"{plan.loan.effective_annual_rate:,.2f}" for plan in plans],
    }

    def cell(text: str) -> Cell:
        return _number(text) if as_number and text != "inf" else text

    return Table(
        [_item(lang), *(Column(plan.name, "percent") for plan in plans)],
        [[t(f"loans_app.table.{key}", lang), *map(cell, texts)] for key, texts in rows.items()],
        t("loans_app.table.rates", lang),
    )


def _item(lang: Lang) -> Column:
    return Column(t("loans_app.table.item", lang))


def instalments(plans: Sequence[Plan], lang: Lang) -> Table:
    """Return every instalment of both plans, the same figure of each side by side."""
    names = ("payment", "interest", "principal", "balance")
    a, b = (plan.loan for plan in plans)
    dated = a.rows[0].due is not None
    columns = [Column(t("loans.column.number", lang), "count")]
    if dated:
        columns.append(Column(t("loans.column.due", lang)))
    columns += [
        Column(f"{t(f'loans_app.table.{name}', lang)} {plan.name.replace(' ', NO_BREAK)}", "baht")
        for name in names
        for plan in plans
    ]
    rows: list[list[Cell]] = []
    for pair in zip(a.rows, b.rows, strict=True):
        first: list[Cell] = [pair[0].number]
        if pair[0].due:
            first.append(format_date(pair[0].due, lang, "short"))
        rows.append(first + [getattr(row, name) for name in names for row in pair])
    total: list[Cell] = [t("loans_app.table.sum", lang), *([None] if dated else [])]
    sums = [sum(getattr(row, n) for row in loan.rows) for n in names[:3] for loan in (a, b)]
    return Table(columns, rows, t("loans_app.table.schedule", lang), [*total, *sums, None, None])


def notes(default: date, lang: Lang) -> list[Heading | Note]:
    """Say what a guarantor should know, and what a committee does about arrears."""
    last = legal.guarantor_notice_last_day(default)
    days = {"default": format_date(default, lang), "last": format_date(last, lang)}
    guarantor = [
        t("legal.guarantor.notice", lang),
        t("legal.guarantor.last-day", lang, **days),
        t("legal.guarantor.contract", lang),
        t("legal.guarantor.joint", lang),
        t("legal.written", lang),
    ]
    arrears = [f"{number}. {step}" for number, step in enumerate(legal.arrears_steps(lang), 1)]
    for key in ("part-payment", "default-interest", "no-compound"):
        arrears.append(t(f"legal.arrears.{key}", lang))
    return [
        Heading(t("legal.guarantor.title", lang)),
        Note("\n".join(guarantor)),
        Heading(t("legal.arrears.title", lang)),
        Note("\n".join(arrears)),
        Note(t("legal.not-advice", lang)),
    ]
