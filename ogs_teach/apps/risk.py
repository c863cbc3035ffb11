"""Liquidity and lending: in how many futures members do not find their money."""

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from fractions import Fraction
from time import perf_counter
from typing import TYPE_CHECKING, Any

from ogs_teach.apps.actions import Action
from ogs_teach.apps.beside import PATIENCE, Beside, Progress
from ogs_teach.apps.fields import show
from ogs_teach.apps.groups import GROUPS, opened
from ogs_teach.apps.own_group import OWN, OpensOwn, Own, OwnGroup
from ogs_teach.apps.parts import Baht, Choice, Count, Field, Percent, Section, View
from ogs_teach.apps.risk_shown import A_YEAR, view, waiting
from ogs_teach.errors import OgsError, Problem
from ogs_teach.i18n import Lang, t
from ogs_teach.money import BAHT
from ogs_teach.rules import with_values
from ogs_teach.simulation import SHOCKS, Habits, Policy, Scenario, Shock, Start
from ogs_teach.simulation.engine import Run, simulate
from ogs_teach.simulation.montecarlo import Effect, sensitivity

if TYPE_CHECKING:
    from ogs_teach.books import Group

QUICK, WHOLE = 100, 500
"""Futures tried at once, and in all."""
SEED = 2569
OFFERED = tuple(reversed(GROUPS))  # the larger group first: chance needs many people
WEATHER = {"usual": 1, "calm": 0, "hard": 3}
RULES = ("times", "ceiling", "kept_back", "pledge", "reschedule_after", "audit")
"""What a committee decides; how people behave it does not."""
CEILING, TIMES = "loans.ordinary.ceiling", "loans.ordinary.times_savings"
NO_LIMIT = 50  # times own savings, where a group's rules set none
PACE = 1e-7  # seconds that a member's month takes, until this computer has shown its own


class RiskApp(OpensOwn):
    """Sliders for the rules; a fan of what may become of the group's cash."""

    room = "risk_app"
    lent = ("group", "times", "ceiling")
    below = ("matters",)

    def __init__(self, lang: Lang | None = None) -> None:
        self._group = ""
        self._asked: Scenario | None = None  # the newest; what is shown may still be older
        self._shown: Scenario | None = None
        self._run: Run | None = None
        self._effects: list[Effect] | None = None
        self._pace = PACE
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
            Action("matters", self.ask_what_matters),
        ]

    def view(self, values: Mapping[str, Any], lang: Lang) -> View:
        """Try the futures of these rules, or show those that were tried already."""
        scenario = self._told(values)
        if scenario != self._asked:
            self._ask(scenario)
        if self._run is None or self._shown is None:
            return waiting(lang)
        return view(self._shown, self._run, lang, self._effects)

    def own_opened(self, own: Own | None) -> None:
        """Begin with one's own books where there are some."""
        books = own is not None and own.group is not None
        self._starts.pop(OWN, None)
        if books:
            self._begin(OWN)  # raises, if it is a group that cannot be simulated
        self["group"].offer([OWN, *OFFERED] if books else OFFERED, OWN if books else None)
        self._group = ""

    def ask_what_matters(self) -> None:
        """Halve and double one rule after the other."""
        told = self._shown
        if told is None or self._run is None or told is not self._asked:
            return  # the rules that are asked about are still being tried

        run = self._run

        def work(progress: Progress | None = None) -> list[Effect]:
            return sensitivity(told, QUICK, names=RULES, seed=SEED, progress=progress)

        def found(effects: list[Effect]) -> None:
            self._effects = effects
            self._refresh()
            self._go_on(told, run)

        def failed(problems: Sequence[Problem]) -> None:
            self._say_failed(problems)
            self._go_on(told, run, problems)

        if not self.beside.start(work, found, failed):
            found(work())

    def speak(self, lang: Lang) -> None:
        """Say the whole page in a language."""
        self.beside.relabel(lang)
        super().speak(lang)

    def close(self) -> None:
        """Close the page; what is being tried is dropped."""
        self.beside.drop()
        super().close()

    def _build(self) -> None:
        super()._build()
        self.beside = Beside(self._make)
        self.beside.relabel(self.lang)
        self._top.children = [*self._top.children, self.beside.whole]

    def _refresh(self) -> None:
        name = self["group"].read()
        if name != self._group:  # first comes what the group's own rules say
            try:
                loan = self._begin(name)[1].rules.loans.ordinary
            except OgsError as error:  # a group that nobody can simulate
                self._complain(error.problems)
                return
            self._group = name
            self["times"].put(loan.times_savings or NO_LIMIT)
            self["ceiling"].put(Fraction(loan.ceiling, BAHT))
        super()._refresh()

    def _complain(self, problems: Sequence[Problem]) -> None:
        if problems and self.beside.busy:
            self.beside.drop()  # what was being tried is no longer asked for
            self._asked = None
        super()._complain(problems)
        late = self._shown is not self._asked
        if late and not problems:
            for part in (self._results, self._sentence):
                show(part, "ogs-stale", self._run is not None)
            show(self._take, "ogs-hidden", True)  # inputs and result must agree
        show(self["matters"].whole, "ogs-hidden", late or bool(problems))

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

    # The first futures at once; more of them while nobody asks for other ones

    def _ask(self, scenario: Scenario) -> None:
        """Try the first futures: at once, or beside the page where that takes long."""
        self._asked = None  # until it is certain that they can be tried
        months = QUICK * scenario.slots * scenario.months

        def work(progress: Progress | None = None) -> Run:
            began = perf_counter()
            run = simulate(scenario, QUICK, seed=SEED, progress=progress)
            if self._run is not None:  # the first one loads what all others find there
                self._pace = (perf_counter() - began) / months
            return run

        def found(run: Run) -> None:
            self._take_in(scenario, run)
            self._refresh()

        if months * self._pace > PATIENCE and self.beside.start(work, found, self._fail):
            self._asked = scenario
            return
        self.beside.drop()
        run = work()
        self._asked = scenario
        self._take_in(scenario, run)

    def _take_in(self, scenario: Scenario, run: Run) -> None:
        """Hold the first futures of new rules."""
        self._shown, self._run, self._effects = scenario, run, None
        self._go_on(scenario, run)

    def _go_on(self, scenario: Scenario, run: Run, failed: Sequence[Problem] = ()) -> None:
        """Try the rest beside the page; what failed before stays in the card."""
        if run.trials >= WHOLE:
            return

        def more(progress: Progress) -> Run:
            return _on_two(scenario, range(run.trials, WHOLE), progress)

        def found(rest: Run) -> None:
            self._run = run.then(rest)
            self._refresh()
            self._say_failed(failed)

        self.beside.start(more, found, self._say_failed)

    def _say_failed(self, problems: Sequence[Problem]) -> None:
        """Say that more could not be found out; what is shown still holds."""
        if problems:
            self._tell(t("risk_app.rest-failed", self.lang), problems)

    def _fail(self, problems: Sequence[Problem]) -> None:
        self._asked = None
        self._complain(problems)


def _on_two(scenario: Scenario, trials: range, progress: Progress) -> Run:
    """Try futures on two processors at once, half of them on each."""
    done = [0.0, 0.0]

    def half(which: int) -> Run:
        some = (trials[: len(trials) // 2], trials[len(trials) // 2 :])[which]

        def tell(part: float) -> bool:
            done[which] = part
            return progress(sum(done) / 2)

        return simulate(scenario, len(some), seed=SEED, first=some.start, progress=tell)

    with ThreadPoolExecutor(1) as other:
        later = other.submit(half, 1)
        return half(0).then(later.result())


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
