"""Two ways of charging interest on one loan, side by side."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, cast, get_args

from ogs_teach import charts, legal
from ogs_teach.apps.parts import (
    App,
    Baht,
    Choice,
    Column,
    Count,
    Heading,
    Note,
    Percent,
    Section,
    Sheet,
    Switch,
    Table,
    Text,
    View,
    escape,
)
from ogs_teach.i18n import Lang, t
from ogs_teach.loans import DayCount, Method, Schedule, schedule
from ogs_teach.money import BAHT, Rounding, format_baht
from ogs_teach.rules import GroupRules
from ogs_teach.thai import format_date, parse_date

ROUNDINGS = {
    "satang": Rounding(),
    "quarter": Rounding("half_up", 25),
    "baht": Rounding("half_up", BAHT),
    "cut": Rounding("down"),
}
DAY_COUNTS: dict[str, DayCount] = {
    "month": "month",
    "actual": "actual/365",
    "thirty": "30/360",
}
GREEN, RED = "#1b5e3b", "#b3261e"


@dataclass(frozen=True)
class Plan:
    """One of the two: its name in a person's language, and its schedule."""

    name: str
    method: str
    loan: Schedule

    @property
    def title(self) -> str:
        """Name and method."""
        return f"{self.name} {self.method}"

    @property
    def agreed(self) -> str:
        """Percent a year as agreed."""
        return said(float(self.loan.stated_annual_rate), self.loan.exceeds_cap)

    @property
    def true_rate(self) -> str:
        """Percent a year as a person reads it; what is above the cap never reads as 15.00."""
        return said(self.loan.true_annual_rate, self.loan.exceeds_cap)


def said(rate: float, above: bool) -> str:
    """Write a yearly rate with two decimals, or as many as show that it is above the cap.

    Examples
    --------
    >>> said(15.0, False), said(15.0012, True), said(23.1695, True)
    ('15.00', '15.001', '23.17')
    """
    for places in range(2, 13):
        text = f"{rate:,.{places}f}"
        if not above or rate <= legal.CAP or Fraction(text.replace(",", "")) > legal.CAP:
            break
    return text


class LoansApp(App):
    """Compare two methods: what is paid, the true rate, the cap, the full schedules."""

    room = "loans_app"

    def fields(self) -> list[Any]:
        """Name the inputs; the group's rulebook gives the interest to start from."""
        usual = GroupRules.default().loans.ordinary
        return [
            Baht("principal", 20_000, lowest=500, highest=10**7, step=500, slide_to=100_000),
            Count("months", 12, lowest=1, highest=360, slide_to=36),
            *self._plan("a", "flat", usual.rate, usual.rate_per),
            *self._plan("b", usual.method, usual.rate, usual.rate_per),
            Section(
                "more",
                [
                    Choice("rounding", list(ROUNDINGS)),
                    Switch("whole_baht"),
                    Count("grace_principal", 0, highest=359, slide_to=12),
                    Count("grace_interest", 0, highest=359, slide_to=12),
                    Text("start", longest=40, read_as=_date_or_none),
                    Choice("day_count", list(DAY_COUNTS)),
                ],
            ),
            Section("arrears", [Text("default_day", "5/5/2569", longest=40, read_as=parse_date)]),
        ]

    def _plan(self, letter: str, method: str, rate: Fraction, per: str) -> list[Any]:
        return [
            Choice(f"method_{letter}", get_args(Method), method, says=_method),
            Percent(f"rate_{letter}", rate, step="0.05", slide_to=3),
            Percent(f"total_{letter}", "6.5", step="0.5", slide_to=30),
            Choice(f"per_{letter}", ["month", "year"], per, says=_per),
        ]

    def hidden(self, values: Mapping[str, Any]) -> list[str]:
        """Ask for a rate by time, or for one for the whole term."""
        return [
            name
            for letter in "ab"
            for name in (
                (f"rate_{letter}", f"per_{letter}")
                if values[f"method_{letter}"] == "flat_total"
                else (f"total_{letter}",)
            )
        ]

    def view(self, values: Mapping[str, Any], lang: Lang) -> View:
        """Compare the two plans."""
        a, b = plans = [self._compute(letter, values, lang) for letter in "ab"]
        tables = [_paid(plans, lang), _rates(plans, lang)]
        schedules = [_rows(plan, lang) for plan in plans]
        notes = _notes(values["default_day"], lang)
        alert = _alert(plans, lang)
        blocks = [
            *([Note(text)] if (text := _yet_dearer(a, b, lang)) else []),
            *_charts(plans, lang),
            *tables,
            '<div style="display:flex;flex-wrap:wrap;gap:1rem">'
            + "".join(
                f'<div style="flex:1 1 22rem;min-width:0">{table.html()}</div>'
                for table in schedules
            )
            + "</div>",
            *notes,
            Note(t("loans_app.training", lang), "training"),
        ]
        return View(
            sentence=f"{escape(_sentence(a, b, lang))}{_figures(plans, lang)}",
            alert="<br>".join(escape(line) for line in alert),
            blocks=blocks,
            workbook=lambda: [
                Sheet(t("loans_app.title", lang), tables, [_sentence(a, b, lang), *alert]),
                *(Sheet(plan.name, [table]) for plan, table in zip(plans, schedules, strict=True)),
                Sheet(t("loans_app.table.notes", lang), [], [note.text for note in notes]),
            ],
        )

    def _compute(self, letter: str, values: Mapping[str, Any], lang: Lang) -> Plan:
        method = cast(Method, values[f"method_{letter}"])
        term = method == "flat_total"
        loan = schedule(
            values["principal"],
            values[f"total_{letter}" if term else f"rate_{letter}"],
            values["months"],
            method=method,
            rate_per="term" if term else values[f"per_{letter}"],
            rounding=ROUNDINGS[values["rounding"]],
            instalment_step=BAHT if values["whole_baht"] else 1,
            start=values["start"],
            day_count=DAY_COUNTS[values["day_count"]],
            grace_principal=values["grace_principal"],
            grace_interest=values["grace_interest"],
        )
        return Plan(t(f"loans_app.plan.{letter}", lang), _method(method, lang), loan)


def _date_or_none(text: str, field: str) -> Any:
    return parse_date(text, field) if text.strip() else None


def _method(method: str, lang: Lang) -> str:
    return t(f"loans.method.{method}", lang)


def _per(per: str, lang: Lang) -> str:
    return t(f"loans_app.per.{per}", lang)


def _ordered(a: Plan, b: Plan) -> tuple[Plan, Plan]:
    """Return the plan with less interest, then the other."""
    return (a, b) if a.loan.total_interest <= b.loan.total_interest else (b, a)


def _sentence(a: Plan, b: Plan, lang: Lang) -> str:
    cheap, dear = _ordered(a, b)
    less = dear.loan.total_interest - cheap.loan.total_interest
    if not less:
        baht = format_baht(a.loan.total_interest, lang, short=True)
        return t("loans_app.same", lang, baht=baht)
    baht = format_baht(less, lang, short=True)
    return t("loans_app.cheaper", lang, cheap=cheap.name, dear=dear.name, baht=baht)


def _yet_dearer(a: Plan, b: Plan, lang: Lang) -> str:
    """Explain the case in which fewer baht cost a higher rate, if this is one."""
    cheap, dear = _ordered(a, b)
    if cheap.loan.total_interest == dear.loan.total_interest:
        low, high = sorted((a, b), key=lambda plan: plan.loan.true_annual_rate)
        if low.true_rate == high.true_rate:
            return ""
        return t("loans_app.same-yet-dearer", lang, dear=high.name)
    if cheap.loan.true_annual_rate - dear.loan.true_annual_rate < 0.005:
        return ""
    return t("loans_app.yet-dearer", lang, cheap=cheap.name)


def _figures(plans: Sequence[Plan], lang: Lang) -> str:
    """Show both true rates in large figures; red is also said in words."""
    drawn = []
    for plan in plans:
        above = plan.loan.exceeds_cap
        over = f"<br>{escape(t('loans_app.over', lang))}" if above else ""
        drawn.append(
            '<span style="display:inline-block;vertical-align:top;margin:.25rem 1.5rem 0 0;'
            f'font-size:1rem;line-height:1.5;color:{RED if above else GREEN}">'
            f"{escape(plan.name)} {escape(t('loans_app.true-rate', lang))}<br>"
            f'<span style="font-size:2rem;line-height:1.25">{plan.true_rate} %</span>{over}</span>'
        )
    return f'<span style="display:block">{"".join(drawn)}</span>'


def _alert(plans: Sequence[Plan], lang: Lang) -> list[str]:
    """Put the law's words beside every plan above the cap."""
    lines = [
        t(
            "loans_app.above",
            lang,
            plan=plan.title,
            agreed=plan.agreed,
            true=plan.true_rate,
        )
        for plan in plans
        if plan.loan.exceeds_cap
    ]
    if not lines:
        return []
    law = ("above-cap", "section-654", "excess-interest", "flat-and-cap", "not-advice")
    return lines + [t(f"legal.{key}", lang) for key in law]


def _charts(plans: Sequence[Plan], lang: Lang) -> list[str]:
    a, b = plans
    labels = [str(row.number) for row in a.loan.rows]
    return [
        charts.lines(
            {plan.title: [row.interest for row in plan.loan.rows] for plan in plans},
            labels,
            title=t("loans_app.chart.interest", lang),
            description=t(
                "loans_app.chart.interest-says",
                lang,
                a=a.name,
                b=b.name,
                total_a=format_baht(a.loan.total_interest, lang),
                total_b=format_baht(b.loan.total_interest, lang),
            ),
            lang=lang,
        ),
        charts.lines(
            {plan.title: [row.balance for row in plan.loan.rows] for plan in plans},
            labels,
            title=t("loans_app.chart.owed", lang),
            description=t("loans_app.chart.owed-says", lang),
            lang=lang,
        ),
    ]


def _paid(plans: Sequence[Plan], lang: Lang) -> Table:
    """Compare the two in baht."""
    loans = [plan.loan for plan in plans]
    return Table(
        [_item(lang), *(Column(plan.title, "baht") for plan in plans)],
        [
            [t("loans_app.table.first", lang), *(loan.rows[0].payment for loan in loans)],
            [t("loans_app.table.last", lang), *(loan.rows[-1].payment for loan in loans)],
            [t("loans_app.table.interest", lang), *(loan.total_interest for loan in loans)],
        ],
        t("loans_app.table.paid", lang),
        [t("loans_app.table.total", lang), *(loan.total_payment for loan in loans)],
    )


def _rates(plans: Sequence[Plan], lang: Lang) -> Table:
    """Compare the two in percent a year."""
    loans = [plan.loan for plan in plans]
    return Table(
        [_item(lang), *(Column(plan.title) for plan in plans)],
        [
            [t("loans_app.table.agreed", lang), *(plan.agreed for plan in plans)],
            [t("loans_app.table.true", lang), *(plan.true_rate for plan in plans)],
            [
                t("loans_app.table.effective", lang),
                *(f"{loan.effective_annual_rate:,.2f}" for loan in loans),
            ],
        ],
        t("loans_app.table.rates", lang),
    )


def _item(lang: Lang) -> Column:
    return Column(t("loans_app.table.item", lang))


def _rows(plan: Plan, lang: Lang) -> Table:
    """Return a plan's whole schedule."""
    names = ["interest", "principal", "payment", "balance"]
    dated = plan.loan.rows[0].due is not None
    columns = [Column(t("loans.column.number", lang), "count")]
    if dated:
        columns.append(Column(t("loans.column.due", lang)))
    columns += [Column(t(f"loans.column.{name}", lang), "baht") for name in names]
    loan = plan.loan
    total = [t("loans_app.table.sum", lang), *([None] if dated else [])]
    return Table(
        columns,
        [
            [
                row.number,
                *([format_date(row.due, lang)] if row.due else []),
                *(getattr(row, name) for name in names),
            ]
            for row in loan.rows
        ],
        t("loans_app.table.schedule", lang, plan=plan.title),
        [*total, loan.total_interest, loan.principal, loan.total_payment, None],
    )


def _notes(default: Any, lang: Lang) -> list[Heading | Note]:
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
    arrears += [
        t(f"legal.arrears.{key}", lang)
        for key in ("part-payment", "default-interest", "no-compound")
    ]
    return [
        Heading(t("legal.guarantor.title", lang)),
        Note("\n".join(guarantor)),
        Heading(t("legal.arrears.title", lang)),
        Note("\n".join(arrears)),
        Note(t("legal.not-advice", lang)),
    ]
