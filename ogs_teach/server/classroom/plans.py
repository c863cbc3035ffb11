"""A class's plan as the store keeps it: its timetable, and the day it began."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from ogs_teach.school import lessons
from ogs_teach.school.timetable import GAME, Slot, Wishes, timetable
from ogs_teach.store import Class


@dataclass(frozen=True)
class Plan:
    """What a class intends to do.

    Parameters
    ----------
    wishes : Wishes
    slots : list of Slot
        Computed when the plan was made, so that a later kit cannot move a class's day.
    """

    wishes: Wishes
    slots: list[Slot]

    @property
    def lessons(self) -> tuple[str, ...]:
        """Names of the lessons, those that the kit still has."""
        known = {lesson.name for lesson in lessons()}
        return tuple(name for name in self.wishes.lessons if name in known)

    @property
    def taught(self) -> set[str]:
        """What a trainer can begin: the lessons, and the game if it is planned."""
        return {*self.lessons, *([GAME] if self.slot_of(GAME) else [])}

    @classmethod
    def make(cls, wishes: Wishes) -> "Plan":
        """Lay the lessons out.

        Raises
        ------
        LessonError
            If they cannot be laid out so.
        """
        return cls(wishes, timetable(wishes, {one.name: one.minutes for one in lessons()}))

    @classmethod
    def of(cls, class_: Class) -> "Plan":
        """Take the plan of a class."""
        return cls.read(class_.plan)

    @classmethod
    def read(cls, data: Mapping[str, Any]) -> "Plan":
        """Take a plan from JSON."""
        wishes = {**data["wishes"], "lessons": tuple(data["wishes"]["lessons"])}
        return cls(Wishes(**wishes), [Slot(**slot) for slot in data["slots"]])

    def data(self) -> dict[str, Any]:
        """Return the plan as JSON keeps it."""
        return {"wishes": asdict(self.wishes), "slots": [asdict(slot) for slot in self.slots]}

    def slot_of(self, lesson: str) -> Slot | None:
        """Return the line of the timetable of a lesson, or of the game."""
        return next((slot for slot in self.slots if slot.taught == lesson), None)

    def days(self) -> dict[int, list[Slot]]:
        """Return the lines of each day."""
        found: dict[int, list[Slot]] = {}
        for slot in self.slots:
            found.setdefault(slot.day, []).append(slot)
        return found
