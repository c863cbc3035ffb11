"""Liquidity and lending: in how many futures members do not find their money."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from ogs_teach import charts
from ogs_teach.apps.groups import GROUPS, opened
from ogs_teach.apps.own_group import OWN, OpensOwn, Own, OwnGroup
from ogs_teach.apps.parts import (
    Baht,
    Choice,
    Column,
    Count,
    Field,
    Heading,
    Note,
    Percent,
    Section,
    Sheet,
    Table,
    View,
    escape,
)
from ogs_teach.errors import SimulationError
from ogs_teach.i18n import Lang, t
from ogs_teach.inputs import plain
from ogs_teach.money import BAHT, format_baht
from ogs_teach.rules import with_values
from ogs_teach.simulation import SHOCKS, Habits, Policy, Scenario, Shock, Start
from ogs_teach.simulation.engine import Run, simulate
from ogs_teach.simulation.montecarlo import Outlook, fan, level, outlook
from ogs_teach.tables import Kind

if TYPE_CHECKING:
    from ogs_teach.books import Group

QUICK, WHOLE = 100, 500
"""Futures tried at once, and in all."""
SEED = 2569
OFFERED = tuple(reversed(GROUPS))  # the larger group first: chance needs many people
WEATHER = {"usual": 1, "calm": 0, "hard": 3}
CEILING, TIMES = "loans.ordinary.ceiling", "loans.ordinary.times_savings"
SMALLEST = 1_000 * BAHT
NO_LIMIT = 50  # times own savings, where a group's rules set none
A_YEAR = 12


class RiskApp(OpensOwn):
    """Sliders for the rules; a fan of what may become of the group's cash."""

    room = "risk_app"
    lent = ("group", "times", "ceiling")

    def __init__(self, lang: Lang | None = None) -> None:
        self._group = ""
        self._scenario: Scenario | None = None
        self._run: Run | None = None
        self._task: asyncio.Task[None] | None = None
        self._starts: dict[str, tuple[Start, Policy]] = {}
        super().__init__(lang)

    def fields(self) -> Sequence[Field | Section]:
        """Name the inputs: what a committee decides, then what it cannot."""
        self.own = OwnGroup()
        return [
            Percent("times", 3, lowest="0.5", highest=50, step="0.5", slide_to=10),
            Baht("ceiling", 50_000, lowest=1_000, highest=10**7, step=1_000, slide_to=150_000),
            Percent("kept_back", 10, highest=100, step=5, slide_to=60),
            Percent("pledge", 100, highest=1_000, step=10, slide_to=200),
            Percent("give_up", 1, highest=100, step="0.5", slide_to=20),
            Choice("weather", list(WEATHER)),
            Section(
                "more",
                [
                    Choice("group", OFFERED, says=self.group_name),
                    Count("years", 10, lowest=1, highest=20),
                ],
            ),
            self.own,
        ]

    def view(self, values: Mapping[str, Any], lang: Lang) -> View:
        """Try the futures of these rules, or show those that were tried already."""
        scenario = self._told(values)
        if self._run is None or scenario != self._scenario:
            self._scenario, self._run = scenario, simulate(scenario, QUICK, seed=SEED)
            self._go_on(scenario, self._run)
        return _view(scenario, self._run, lang)

    def own_opened(self, own: Own | None) -> None:
        """Begin with one's own books where there are some."""
        books = own is not None and own.group is not None
        self["group"].offer([OWN, *OFFERED] if books else OFFERED, OWN if books else None)
        self._starts.pop(OWN, None)
        self._group = ""

    def close(self) -> None:
        """Close the page; what is being tried is dropped."""
        self._scenario = None
        super().close()

    def _refresh(self) -> None:
        name = self["group"].read()
        if name != self._group:  # first comes what the group's own rules say
            self._group = name
            loan = self._begin(name)[1].rules.loans.ordinary
            self["times"].put(loan.times_savings or NO_LIMIT)
            self["ceiling"].put(Fraction(loan.ceiling, BAHT))
        super()._refresh()

    def _begin(self, name: str) -> tuple[Start, Policy]:
        """Return a group as its books end."""
        if name not in self._starts:
            own = self.own.opened
            group = own.group if own and own.group and name == OWN else opened(name)
            policy = Policy(group.rules)
            self._starts[name] = Start.of_books(group, _last_day(group), policy), policy
        return self._starts[name]

    def _told(self, values: Mapping[str, Any]) -> Scenario:
        start, policy = self._begin(values["group"])
        rules = with_values(policy.rules, {CEILING: values["ceiling"], TIMES: values["times"]})
        return Scenario(
            start if values["pledge"] == 100 else start.pledging(values["pledge"] / 100),
            replace(policy, rules=rules, kept_back=values["kept_back"]),
            Habits(give_up=values["give_up"] / A_YEAR),
            _weather(WEATHER[values["weather"]]),
            values["years"],
        )

    # More futures, while nobody asks for other ones

    def _go_on(self, scenario: Scenario, run: Run) -> None:
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            return  # nothing to wait in
        self._task = loop.create_task(self._try_more(scenario, run))

    async def _try_more(self, scenario: Scenario, run: Run) -> None:
        """Try the rest in a thread, and stop as soon as the person has moved on."""

        def more() -> Run:
            return simulate(
                scenario,
                WHOLE - run.trials,
                seed=SEED,
                first=run.trials,
                progress=lambda _: scenario is self._scenario,
            )

        try:
            found = await asyncio.to_thread(more)
        except SimulationError:
            return
        if scenario is self._scenario:
            self._run = run.then(found)
            self._refresh()


def _last_day(group: "Group") -> date:
    """Return the end of the last whole year, or the last day of the books."""
    if group.years:
        return group.year(group.years[-1]).end
    return max((entry.date for entry in group.entries), default=group.begins)


def _weather(times: int) -> tuple[Shock, ...]:
    if not times:
        return ()
    return tuple(
        shock.but(chance=min(shock.chance * times, Fraction(100))) for shock in SHOCKS.values()
    )


def _view(scenario: Scenario, run: Run, lang: Lang) -> View:
    look = outlook(scenario, run)
    lowest = run.months["cash"].reshape(run.trials, scenario.years, A_YEAR).min(axis=2)
    cash = {percent: list(map(int, values)) for percent, values in fan(lowest).items()}
    chart = charts.fan(
        {
            t(f"risk_app.level.{percent}", lang): [scenario.start.cash, *values]
            for percent, values in cash.items()
        },
        [str(year) for year in range(scenario.years + 1)],
        title=t("risk_app.chart", lang),
        description=t("risk_app.chart-says", lang, trials=run.trials),
        lang=lang,
    )
    table = _table(run, look, cash, lang)
    return View(
        sentence=_sentence(scenario, look, lang),
        blocks=[
            Heading(t("risk_app.chart", lang)),
            chart,
            Note(t("risk_app.how", lang), "how"),
            table,
            Note(_more(look, lang)),
            Note(t("risk_app.training", lang), "training"),
        ],
        workbook=lambda: [Sheet(t("risk_app.years", lang), [table])],
    )


def _sentence(scenario: Scenario, look: Outlook, lang: Lang) -> str:
    def strong(text: str) -> str:
        return f"<strong>{escape(text)}</strong>".replace(" ", "\N{NO-BREAK SPACE}")

    told: dict[str, object] = {"trials": look.trials, "years": scenario.years}
    if not look.short or look.first_short is None:
        return t("risk_app.safe", lang, **told)
    told["short"] = strong(t("risk_app.ways", lang, count=look.short))
    told["year"] = (look.first_short - 1) // A_YEAR + 1
    if look.safe_cash == 0:
        return t("risk_app.seldom", lang, **told)
    cash = -(-look.safe_cash // SMALLEST) * SMALLEST
    return t("risk_app.short", lang, **told, cash=strong(format_baht(cash, lang, short=True)))


def _more(look: Outlook, lang: Lang) -> str:
    """Say what else the futures showed."""
    risk, dividend = look.at_risk, look.dividend_rate
    return t(
        "risk_app.more-said",
        lang,
        risk_low=plain(risk[10], 1),
        risk=plain(risk[50], 1),
        risk_high=plain(risk[90], 1),
        dividend_low=plain(dividend[10], 2),
        dividend_high=plain(dividend[90], 2),
    )


def _table(run: Run, look: Outlook, cash: Mapping[int, Sequence[int]], lang: Lang) -> Table:
    ends = slice(A_YEAR - 1, None, A_YEAR)
    savings, loans = (level(run.months[name][:, ends], 50) for name in ("savings", "loans"))
    rows = [
        [year, Fraction(100 * short, look.trials), *levels, int(saved), int(lent)]
        for year, (short, levels, saved, lent) in enumerate(
            zip(look.short_by_year, zip(*cash.values(), strict=True), savings, loans, strict=True),
            1,
        )
    ]
    kinds: dict[str, Kind] = {"year": "count", "short": "percent"}  # all others are baht
    names = ("year", "short", "low", "middle", "high", "savings", "loans")
    return Table(
        [Column(t(f"risk_app.column.{name}", lang), kinds.get(name, "baht")) for name in names],
        rows,
        t("risk_app.years", lang),
    )
