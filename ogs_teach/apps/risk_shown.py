"""What the risk app shows: a sentence, a fan, a table, and which rule matters most."""

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction

from ogs_teach import charts
from ogs_teach.apps.parts import Block, Column, Heading, Note, Sheet, Table, View, escape
from ogs_teach.i18n import Lang, t
from ogs_teach.inputs import plain
from ogs_teach.money import BAHT, format_baht
from ogs_teach.simulation import Scenario
from ogs_teach.simulation.engine import Run
from ogs_teach.simulation.montecarlo import Effect, Outlook, changed, fan, level, outlook
from ogs_teach.tables import Kind

SMALLEST = 1_000 * BAHT
A_YEAR = 12
NOTICED = 3  # futures of a hundred; what moves fewer may be luck


def view(scenario: Scenario, run: Run, lang: Lang, effects: Sequence[Effect] | None = None) -> View:
    """Show what the futures say.

    Parameters
    ----------
    scenario : Scenario
    run : Run
        Of that scenario.
    lang : "th" or "en"
    effects : sequence of Effect, optional
        What each rule does, where it was asked for.
    """
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
        below=_matters(scenario, run, effects, lang) if effects else (),
        workbook=lambda: [
            Sheet(t("risk_app.years", lang), [table]),
            *([Sheet(t("risk_app.matters", lang), [_effects(effects, lang)])] if effects else []),
        ],
    )


def waiting(lang: Lang) -> View:
    """Show that the first futures are still being tried."""
    return View(
        sentence=t("risk_app.waiting", lang),
        blocks=[Note(t("risk_app.training", lang), "training")],
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


# Which rule matters most


def _matters(scenario: Scenario, run: Run, effects: Sequence[Effect], lang: Lang) -> list[Block]:
    """Show how many futures run short with each rule halved and doubled."""
    trials = effects[0].less.trials
    now = int((run.months["refused"][:trials] > 0).any(axis=1).sum())
    chart = charts.bars(
        {
            t("risk_app.halved", lang): [effect.less.short for effect in effects],
            t("risk_app.doubled", lang): [effect.more.short for effect in effects],
        },
        [t(f"simulation.sensitivity.{effect.name}", lang) for effect in effects],
        title=t("risk_app.matters", lang),
        description=t("risk_app.matters-says", lang, trials=trials, now=now),
        lang=lang,
        unit="count",
    )
    return [
        Heading(t("risk_app.matters", lang)),
        Note(_advice(scenario, now, effects, lang), "told"),
        chart,
        Note(t("risk_app.matters-says", lang, trials=trials, now=now), "how"),
    ]


def _effects(effects: Sequence[Effect], lang: Lang) -> Table:
    return Table(
        [
            Column(t("risk_app.column.rule", lang)),
            Column(t("risk_app.halved", lang), "count"),
            Column(t("risk_app.doubled", lang), "count"),
        ],
        [
            [
                t(f"simulation.sensitivity.{effect.name}", lang),
                effect.less.short,
                effect.more.short,
            ]
            for effect in effects
        ],
        t("risk_app.matters", lang),
    )


def _advice(scenario: Scenario, now: int, effects: Sequence[Effect], lang: Lang) -> str:
    """Say what a committee can do: the step that helps most, else the one to beware of."""
    steps = [
        (look.short - now, effect.name, step)
        for effect in effects  # of two steps that do as much, the rule that matters more
        for step, look in enumerate((effect.less, effect.more))
    ]
    trials = effects[0].less.trials
    noticed = NOTICED * trials / 100
    best, worst = min(steps, key=_moved), max(steps, key=_moved)
    if -best[0] >= noticed:
        key, (moved, name, step) = "better", best
    elif worst[0] >= noticed:
        key, (moved, name, step) = "careful" if now else "safe-but", worst
    else:
        return t(f"risk_app.advice.{'none' if now else 'safe'}", lang, trials=trials)
    value = VALUES.get(name, _unsaid)
    act = t(
        f"risk_app.step.{name}.{('less', 'more')[step]}",
        lang,
        now=value(scenario, lang),
        new=value(changed(scenario, name)[step], lang),
    )
    return t(f"risk_app.advice.{key}", lang, act=act, now=now, new=now + moved, trials=trials)


def _moved(step: tuple[int, str, int]) -> int:
    return step[0]


def _unsaid(_: Scenario, __: Lang) -> str:
    return ""


VALUES: Mapping[str, Callable[[Scenario, Lang], str]] = {
    "times": lambda told, _: plain(told.policy.rules.loans.ordinary.times_savings, 2),
    "ceiling": lambda told, lang: format_baht(
        told.policy.rules.loans.ordinary.ceiling, lang, short=True
    ),
    "kept_back": lambda told, _: plain(told.policy.kept_back, 2),
    "reschedule_after": lambda told, _: str(told.policy.reschedule_after),
}
"""How a rule's own value is written in the sentence that speaks of it."""
