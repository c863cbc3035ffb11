"""Whether a round can be decided so."""

from collections.abc import Sequence

from ogs_teach.errors import Collector, Problem, SimulationError
from ogs_teach.inputs import shown
from ogs_teach.simulation.game.levers import LEVERS
from ogs_teach.simulation.game.records import Agenda, Decision


def checked(decision: Decision, agenda: Agenda) -> Decision:
    """Return a decision with its rules in the order of `LEVERS`.

    Raises
    ------
    SimulationError
        With everything that is wrong: a rule left out, an option that does not exist, too
        many or too few cases or dilemmas.

    Examples
    --------
    >>> from ogs_teach.simulation.game.levers import USUAL
    >>> list(checked(Decision(dict(reversed(USUAL.items()))), Agenda((), ())).rules)[0]
    'times'
    """
    problems = Collector(SimulationError)
    for lever, options in LEVERS.items():
        field = f"game.lever.{lever}"
        if lever not in decision.rules:
            problems.add(Problem("game.missing", field))
        elif decision.rules[lever] not in options:
            values: dict[str, object] = {"got": shown(decision.rules[lever])}
            problems.add(Problem("game.unknown-option", field, values=values))
    for lever in decision.rules:
        if lever not in LEVERS:
            problems.add(Problem("game.unknown-lever", values={"got": shown(lever)}))
    cases = [len(case.options) for case in agenda.cases]
    scenes = [len(dilemma.choices) for dilemma in agenda.dilemmas]
    _check_options(problems, "game.field.case", decision.cases, cases)
    _check_options(problems, "game.field.dilemma", decision.dilemmas, scenes)
    problems.close()
    rules = {lever: decision.rules[lever] for lever in LEVERS}
    return Decision(rules, tuple(decision.cases), tuple(decision.dilemmas))


def _check_options(
    problems: Collector, field: str, chosen: Sequence[int], options: Sequence[int]
) -> None:
    if len(chosen) != len(options):
        values: dict[str, object] = {"wanted": len(options), "got": len(chosen)}
        problems.add(Problem("game.wrong-count", field, values=values))
        return
    for number, (option, most) in enumerate(zip(chosen, options, strict=True), 1):
        if type(option) is not int or not 0 <= option < most:
            problems.add(Problem("game.no-option", field, values={"number": number}))
