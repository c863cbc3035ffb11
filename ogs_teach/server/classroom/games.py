"""Five-year games side by side: of each team for the trainer, of each table for the wall."""

from collections.abc import Sequence
from dataclasses import dataclass

from ogs_teach.store import Game, Person


@dataclass(frozen=True)
class Team:
    """A game and whoever told the class of it, for the trainer alone."""

    person: Person
    game: Game


@dataclass(frozen=True)
class Bar:
    """A table's game on the wall, where nobody is named.

    Parameters
    ----------
    table : int or None
        None for a team without a table, which then has a `number`.
    number : int
        0 for a table.
    game : Game
    """

    table: int | None
    number: int
    game: Game


def teams(people: Sequence[Person], games: Sequence[Game]) -> list[Team]:
    """Return who plays, by table, those without one at the end, then in the order of joining."""
    by_person = {one.person_id: one for one in games}
    playing = [Team(one, by_person[one.id]) for one in people if one.id in by_person]
    return sorted(playing, key=lambda team: (team.person.table is None, team.person.table or 0))


def bars(playing: Sequence[Team]) -> list[Bar]:
    """Return a bar for each table, and for each team that has no table.

    A table plays on one phone. Where several of its phones have a game, the one that came
    furthest is the table's, and of those the one that moved last.
    """
    furthest: dict[int, Game] = {}
    alone: list[Game] = []
    for team in playing:
        table, game = team.person.table, team.game
        if table is None:
            alone.append(game)
        elif table not in furthest or _reach(game) > _reach(furthest[table]):
            furthest[table] = game
    tables = [Bar(table, 0, game) for table, game in sorted(furthest.items())]
    return tables + [Bar(None, number, game) for number, game in enumerate(alone, 1)]


def _reach(game: Game) -> tuple[int, float]:
    return game.round, game.changed_at.timestamp()
