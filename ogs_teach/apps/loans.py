"""Two ways of charging interest on one loan, side by side."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any, cast, get_args

from ogs_teach.apps import loans_shown as shown
from ogs_teach.apps.own_group import OWN, OpensOwn, Own, OwnGroup
from ogs_teach.apps.parts import (
    Baht,
    Choice,
    Count,
    Note,
    Percent,
    Section,
    Sheet,
    Switch,
    Text,
    View,
    escape,
)
from ogs_teach.i18n import Lang, t
from ogs_teach.loans import DayCount, Method, schedule
from ogs_teach.money import BAHT, Rounding
from ogs_teach.rules import GroupRules
from ogs_teach.thai import parse_date

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


class LoansApp(OpensOwn):
    """Compare two methods: what is paid, the true rate, the cap, the full schedules."""

    room = "loans_app"
    lent = (
        "principal", "months", "rounding",
        *(f"{name}_{letter}" for letter in "ab" for name in ("method", "rate", "per", "total")),
    )  # fmt: skip

    def fields(self) -> list[Any]:
        """Name the inputs; the rulebook gives the interest to start from."""
        usual = GroupRules.default().loans.ordinary
        self.own = OwnGroup(whole_year=False)
        return [
            Baht("principal", 20_000, lowest=500, highest=10**7, step=500, slide_to=100_000),
            Count("months", 12, lowest=1, highest=360, slide_to=36),
            *_plan("a", "flat", usual.rate, usual.rate_per),
            *_plan("b", usual.method, usual.rate, usual.rate_per),
            Section(
                "more",
                [
                    Choice("rounding", list(ROUNDINGS), says=self._rounding_name),
                    Switch("whole_baht"),
                    Count("grace_principal", 0, highest=359, slide_to=12),
                    Count("grace_interest", 0, highest=359, slide_to=12),
                    Text("start", longest=40, read_as=_date_or_none),
                    Choice("day_count", list(DAY_COUNTS)),
                ],
            ),
            Section("arrears", [Text("default_day", "5/5/2569", longest=40, read_as=parse_date)]),
            self.own,
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
        own = self.own.opened
        rounding = own.rules.loans.rounds() if own else Rounding()
        roundings = {**ROUNDINGS, OWN: rounding}
        plans = [_compute(letter, values, roundings, lang) for letter in "ab"]
        sentence = shown.sentence(plans, lang)
        alert = shown.alert(plans, lang)
        why = shown.yet_dearer(plans, lang)
        paid = shown.paid(plans, lang)
        instalments = shown.instalments(plans, lang)
        notes = shown.notes(values["default_day"], lang)
        training = f"{t('loans_app.training', lang)}\n{t('parts.training-default', lang)}"
        source = t("own_group.rules-from", lang, name=self.own.called(lang)) if own else training
        return View(
            sentence=escape(sentence) + shown.figures(plans, lang),
            alert=shown.red(alert),
            blocks=[
                *([Note(why)] if why else []),
                *shown.drawings(plans, lang),
                paid,
                shown.rates(plans, lang),
                instalments,
                *notes,
                Note(source, "plain" if own else "training"),
            ],
            workbook=lambda: [
                Sheet(
                    t("loans_app.title", lang),
                    [paid, shown.rates(plans, lang, as_number=True), instalments],
                    [*alert, *source.splitlines()],
                ),
                Sheet(
                    t("loans_app.table.notes", lang),
                    [],
                    [line for note in notes for line in note.text.splitlines()],
                ),
            ],
        )

    def own_opened(self, own: Own | None) -> None:
        """Start from the group's own method, rate, ceiling, term and rounding."""
        usual = (own.rules if own else GroupRules.default()).loans.ordinary
        self["principal"].span(500, Fraction(usual.ceiling, BAHT) if own else 100_000)
        self["months"].span(1, usual.longest_months if own else 36)
        for field in (self["principal"], self["months"]):
            field.set(min(field.last, field.end))
        self["rounding"].offer([OWN, *ROUNDINGS] if own else list(ROUNDINGS), OWN if own else None)
        for letter, method in (("a", "flat"), ("b", usual.method)):
            whole_term = usual.rate_per == "term"
            self[f"per_{letter}"].offer(_PERS + ["term"] * whole_term, usual.rate_per)
            self[f"rate_{letter}"].set(usual.rate)
            if method == "flat_total":
                self[f"total_{letter}"].set(usual.rate)
            self[f"method_{letter}"].set(method)

    def _rounding_name(self, option: str, lang: Lang) -> str:
        return t(
            "loans_app.rounding-own" if option == OWN else f"loans_app.rounding.{option}", lang
        )


_PERS = ["month", "year"]


def _plan(letter: str, method: str, rate: Fraction, per: str) -> list[Any]:
    return [
        Choice(f"method_{letter}", get_args(Method), method, says=shown.method),
        Percent(f"rate_{letter}", rate, step="0.05", slide_to=3),
        Percent(f"total_{letter}", "6.5", step="0.5", slide_to=30),
        Choice(
            f"per_{letter}",
            _PERS,
            per,
            says=lambda each, lang: t(f"loans_app.per.{each}", lang),
        ),
    ]


def _compute(
    letter: str, values: Mapping[str, Any], roundings: Mapping[str, Rounding], lang: Lang
) -> shown.Plan:
    method = cast(Method, values[f"method_{letter}"])
    term = method == "flat_total"
    loan = schedule(
        values["principal"],
        values[f"total_{letter}" if term else f"rate_{letter}"],
        values["months"],
        method=method,
        rate_per="term" if term else values[f"per_{letter}"],
        rounding=roundings[values["rounding"]],
        instalment_step=BAHT if values["whole_baht"] else 1,
        start=values["start"],
        day_count=DAY_COUNTS[values["day_count"]],
        grace_principal=values["grace_principal"],
        grace_interest=values["grace_interest"],
    )
    return shown.Plan(letter, loan, lang)


def _date_or_none(text: str, field: str) -> date | None:
    return parse_date(text, field) if text.strip() else None
