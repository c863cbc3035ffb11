"""Five-year games: of each person one, as far as it was played."""

import re
from typing import Any

from sqlalchemy import select, update

from ogs_teach.errors import Collector, Problem, StoreError
from ogs_teach.inputs import parse_count
from ogs_teach.store.database import LARGEST, Database
from ogs_teach.store.inserting import insert_new
from ogs_teach.store.people import locked_person
from ogs_teach.store.records import HALF_YEARS, Game
from ogs_teach.store.tables import games, people

LONGEST_CODE = 400
NEW = 2  # a game in this round or before it has only just begun
_CODE = re.compile(f"[A-Za-z0-9_-]{{1,{LONGEST_CODE}}}")


class Games(Database):
    """The store's part that knows games."""

    def keep_game(self, person_id: int, code: str, round: int, health: int) -> bool:
        """Keep where somebody's game stands; the last word stands.

        Except one: a page that was left open, or a word that was long on its way, must not
        take a team's later half-years from it. So a game that goes on from an earlier round
        than the one that is kept changes nothing. A game that has only just begun always
        counts: people may begin anew.

        Parameters
        ----------
        person_id : int
        code : str
            The whole game: 1 to 400 letters, digits, `-` and `_`. The store does not read it.
        round : int
            The half-year to come, 1 to 11; 11 when the game is finished.
        health : int
            Of the group, 0 to 100.

        Returns
        -------
        bool
            False if a later round is kept, which then stays.

        Raises
        ------
        StoreError
            If it cannot be such a game; with everything that is wrong.
        GoneError
            If there is no such person.
        """
        problems = Collector(StoreError)
        with problems:
            if not isinstance(code, str) or not _CODE.fullmatch(code):
                raise StoreError(Problem("store.bad-game"))
        with problems:
            round = parse_count(round, "store.field.round", lowest=1, highest=HALF_YEARS + 1)
        with problems:
            health = parse_count(health, "store.field.health", highest=100)
        problems.close()
        values = {"code": code, "round": round, "health": health, "changed_at": self.now()}
        with self.writing() as connection:
            locked_person(connection, person_id)
            if insert_new(connection, games, person_id=person_id, **values) is not None:
                return True
            mine = games.c.person_id == person_id
            kept = connection.scalar(select(games.c.round).where(mine))
            if NEW < round < (kept or 0):
                return False
            connection.execute(update(games).where(mine).values(**values))
        return True

    def game(self, person_id: int) -> Game | None:
        """Return somebody's game; None if they have begun none."""
        if not 0 < person_id <= LARGEST:
            return None
        with self.reading() as connection:
            row = connection.execute(select(games).where(games.c.person_id == person_id)).first()
        return _game(row) if row else None

    def games(self, class_id: int) -> list[Game]:
        """Return the games of a class, in the order of its people's joining."""
        if not 0 < class_id <= LARGEST:
            return []
        there = select(games).join(people).where(people.c.class_id == class_id)
        with self.reading() as connection:
            return [_game(row) for row in connection.execute(there.order_by(games.c.person_id))]


def _game(row: Any) -> Game:
    return Game(*row)
