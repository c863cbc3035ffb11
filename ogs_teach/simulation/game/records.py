"""What is decided in the game, and what is told of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from ogs_teach.i18n import Lang, t
from ogs_teach.simulation.game.content import Dilemma, Event, Words
from ogs_teach.simulation.records import Month, Year


@dataclass(frozen=True)
class Decision:
    """A committee's choices of one round; all that is ever recorded.

    Parameters
    ----------
    rules : dict of {lever: option}
        One option for every lever of `LEVERS`.
    cases, dilemmas : tuple of int
        The number of the chosen option, from 0, for each case and dilemma of the agenda.

    Examples
    --------
    >>> from ogs_teach.simulation.game.levers import USUAL
    >>> Decision({**USUAL, "times": "2"}, (0, 2), (1, 1)).rules["times"]
    '2'
    """

    rules: Mapping[str, str]
    cases: tuple[int, ...] = ()
    dilemmas: tuple[int, ...] = ()


@dataclass(frozen=True)
class Case:
    """One request for a loan, or one debt in arrears, of a synthetic member.

    Parameters
    ----------
    kind : "loan" or "arrears"
    member : dict of {"th": name, "en": name}
    values : dict of {name: int}
        Satang and months: amount, months, savings and cash of a loan; balance, overdue,
        late and savings of arrears.
    options : tuple of str
    place : int
        Where the member sits.
    """

    kind: str
    member: Words
    values: Mapping[str, int]
    options: tuple[str, ...]
    place: int


@dataclass(frozen=True)
class Agenda:
    """What a round's meeting has to decide beside the rules."""

    cases: tuple[Case, ...]
    dilemmas: tuple[Dilemma, ...]


@dataclass(frozen=True)
class Health:
    """How well a group stands, for its money and for its members; 0 to 100.

    Parameters
    ----------
    parts : dict of {name: int}
    whole : int
    """

    parts: Mapping[str, int]
    whole: int


@dataclass(frozen=True)
class Why:
    """What a virtue's level did: the round lived again with that level at 50.

    Parameters
    ----------
    virtue : str
    level : int
    what : str
        `late`, `left`, `joined`, `special`, `arrears`, `lost` or `spent`.
    got, otherwise : int
        What came of it, and what would have come of it; people, pledges, loans, or satang.

    Examples
    --------
    >>> Why("trust", 30, "late", 9, 6).say("en")
    'With trust at 30, pledges late or missed: 9. At 50, as at the beginning, it would be 6'
    """

    virtue: str
    level: int
    what: str
    got: int
    otherwise: int

    def say(self, lang: Lang = "th") -> str:
        """Tell it in a sentence."""
        from ogs_teach.money import bare_baht

        money = self.what in ("special", "lost", "spent")
        got, otherwise = (
            bare_baht(number) if money else str(number) for number in (self.got, self.otherwise)
        )
        return t(
            f"game.why.{self.what}",
            lang,
            virtue=t(f"school.virtue.{self.virtue}", lang),
            level=self.level,
            got=got,
            otherwise=otherwise,
        )


@dataclass(frozen=True)
class Debrief:
    """A round that was lived.

    Parameters
    ----------
    number : int
    decision : Decision
    agenda : Agenda
    months : tuple of Month, length 6
        As the books have them.
    events : tuple of Event
        What befell the group.
    tells : tuple of {"th": text, "en": text}
        What came of the dilemmas' choices.
    levels, moved : dict of {virtue: int}
        After the round, and by how much they moved in it.
    health : Health
    year : Year or None
        After every second round.
    """

    number: int
    decision: Decision
    agenda: Agenda
    months: tuple[Month, ...]
    events: tuple[Event, ...]
    tells: tuple[Words, ...]
    levels: Mapping[str, int]
    moved: Mapping[str, int]
    health: Health
    year: Year | None
    explain: Callable[[], tuple[Why, ...]] = field(repr=False, compare=False, default=tuple)

    @cached_property
    def why(self) -> tuple[Why, ...]:
        """What the levels did through the simulation, the largest first."""
        return self.explain()


@dataclass(frozen=True)
class Mattered:
    """A choice without which the game would have ended otherwise.

    Parameters
    ----------
    number : int
        Its round; for a rule the first one in which it differs.
    kind : "rule", "case" or "dilemma"
    what : str
        The lever, the case's kind, the dilemma's id.
    chosen, other : str
        Options; of a dilemma their number from 0.
    by : int
        How much higher the whole health stands for it than it would with the other option.
    parts : dict of {name: int}
        The same of each part.
    title : dict of {"th": text, "en": text}, or empty
        The member of a case, the title of a dilemma.
    """

    number: int
    kind: str
    what: str
    chosen: str
    other: str
    by: int
    parts: Mapping[str, int]
    title: Words
