"""Living rounds again under one other choice, or with one other level: what made the difference."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from ogs_teach.simulation.game.consequences import MIDDLE
from ogs_teach.simulation.game.health import health_of
from ogs_teach.simulation.game.levers import LEVERS
from ogs_teach.simulation.game.meeting import hold
from ogs_teach.simulation.game.records import Agenda, Debrief, Decision, Health, Mattered, Why
from ogs_teach.simulation.game.world import ROUNDS, World
from ogs_teach.simulation.records import Month

OUTCOMES: Mapping[str, tuple[str, ...]] = {
    "honesty": ("lost",),
    "sacrifice": ("spent",),
    "responsibility": ("arrears",),
    "compassion": ("arrears", "left"),
    "trust": ("late", "left", "joined", "special"),
}
"""What each virtue is told to have done, if it did."""
MOST = 5
Change = Callable[[Debrief], Decision]


def live_round(
    world: World, decision: Decision, agenda: Agenda, *, last: bool = False, middle: str = ""
) -> tuple[Month, ...]:
    """Hold the meeting, then live through six months.

    Parameters
    ----------
    world : World
    decision : Decision
    agenda : Agenda
    last : bool
        The game's last round: strangers count the money, and nothing stays hidden.
    middle : str
        A virtue that is put at 50 for these months.

    Examples
    --------
    >>> from ogs_teach.simulation.game.levers import USUAL
    >>> from ogs_teach.simulation.game.world import founded
    >>> len(live_round(founded(1), Decision(USUAL), Agenda((), ())))
    6
    """
    world.counts.clear()
    hold(world, decision, agenda)
    if middle:
        world.levels[middle] = MIDDLE
    months = world.live(decision.rules)
    if last:
        world.count_money()
        months = (*months[:-1], world.month)
    world.feel()
    world.drift()
    return months


def whys(
    beginning: World, decision: Decision, agenda: Agenda, *, last: bool = False
) -> tuple[Why, ...]:
    """Return what each level did in a round, the greatest difference first."""
    lived = beginning.twin()
    hold(lived, decision, agenda)
    levels = dict(lived.levels)
    lived = beginning.twin()
    live_round(lived, decision, agenda, last=last)
    found = []
    for virtue, outcomes in OUTCOMES.items():
        if levels[virtue] == MIDDLE:
            continue
        other = beginning.twin()
        live_round(other, decision, agenda, last=last, middle=virtue)
        for what in outcomes:
            got, otherwise = lived.counts[what], other.counts[what]
            if got != otherwise:
                found.append(Why(virtue, levels[virtue], what, got, otherwise))
    return tuple(
        sorted(
            found, key=lambda why: -abs(why.got - why.otherwise) * 100 // (why.got + why.otherwise)
        )
    )


def mattered(
    beginnings: Sequence[World], debriefs: Sequence[Debrief], health: Health
) -> tuple[Mattered, ...]:
    """Return the choices without which the group would stand most differently.

    Parameters
    ----------
    beginnings : sequence of World
        The group before each round.
    debriefs : sequence of Debrief
    health : Health
        How the group stands now.
    """
    found: dict[object, Mattered] = {}
    for key, change, told in alternatives(debriefs):
        number = next((each.number for each in debriefs if change(each) != each.decision), None)
        if number is None:
            continue
        other = relive(beginnings[number - 1].twin(), debriefs[number - 1 :], change)
        parts = {name: part - other.parts[name] for name, part in health.parts.items()}
        one = replace(told, number=number, by=health.whole - other.whole, parts=parts)
        if key not in found or size(one) > size(found[key]):
            found[key] = one
    return tuple(sorted(found.values(), key=size, reverse=True)[:MOST])


def size(one: Mattered) -> tuple[int, int]:
    """Return how much a choice mattered: to the whole, then to the parts."""
    return abs(one.by), sum(map(abs, one.parts.values()))


def relive(world: World, debriefs: Sequence[Debrief], change: Change) -> Health:
    """Live rounds again with changed decisions; the same members ask, the same dilemmas come."""
    months: tuple[Month, ...] = ()
    decision = debriefs[0].decision
    for debrief in debriefs:
        decision = change(debrief)
        months = live_round(world, decision, debrief.agenda, last=debrief.number == ROUNDS)
    return health_of(world, months, decision.rules["times"])


def alternatives(debriefs: Sequence[Debrief]) -> Iterator[tuple[object, Change, Mattered]]:
    """Yield every other option: of a rule all the time, of a case or dilemma once."""
    for lever, options in LEVERS.items():
        ruled = [debrief.decision.rules[lever] for debrief in debriefs]
        usual = max(options, key=ruled.count)
        for option in options:
            told = Mattered(0, "rule", lever, usual, option, 0, {}, {})
            yield (lever,), _ruled(lever, option), told
    for debrief in debriefs:
        number, decision = debrief.number, debrief.decision
        for at, case in enumerate(debrief.agenda.cases):
            got = decision.cases[at]
            for other in {0, len(case.options) - 1} - {got}:  # the option furthest from it
                chosen = case.options[got], case.options[other]
                told = Mattered(number, "case", case.kind, *chosen, 0, {}, case.member)
                yield ("case", number, at), _another(number, at, other, of_case=True), told
        for at, dilemma in enumerate(debrief.agenda.dilemmas):
            got = decision.dilemmas[at]
            for other in {*range(len(dilemma.choices))} - {got}:
                told = Mattered(
                    number, "dilemma", dilemma.id, str(got), str(other), 0, {}, dilemma.title
                )
                yield ("dilemma", number, at), _another(number, at, other, of_case=False), told


def _ruled(lever: str, option: str) -> Change:
    """Keep to one option of a rule from beginning to end."""
    return lambda debrief: replace(
        debrief.decision, rules={**debrief.decision.rules, lever: option}
    )


def _another(number: int, at: int, option: int, *, of_case: bool) -> Change:
    """Choose another option once."""

    def changed(options: tuple[int, ...]) -> tuple[int, ...]:
        return (*options[:at], option, *options[at + 1 :])

    def change(debrief: Debrief) -> Decision:
        decision = debrief.decision
        if debrief.number != number:
            return decision
        if of_case:
            return replace(decision, cases=changed(decision.cases))
        return replace(decision, dilemmas=changed(decision.dilemmas))

    return change
