"""What is open in a class at this moment: tests, the lesson, the wall, the form."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any, Literal

from ogs_teach.school.assessment import MINUTES, Sitting
from ogs_teach.school.timetable import GAME

Screen = Literal["join", "plan", "test", "gains", "lesson", "game"]
SCREENS: tuple[Screen, ...] = ("join", "plan", "lesson", "test", "gains", "game")
GRACE = 5.0  # seconds: what was tapped in the last moment still counts


@dataclass(frozen=True)
class Window:
    """When a test was open: spans of seconds since the epoch, by the server's clock.

    Examples
    --------
    >>> window = Window().opened(1000.0)
    >>> window.is_open(1200.0), window.left(1200.0), window.is_open(1601.0)
    (True, 400.0, False)
    >>> window.closed(1100.0).is_open(1101.0)
    False
    """

    spans: tuple[tuple[float, float], ...] = ()

    def opened(self, now: float) -> "Window":
        """Open the test for its ten minutes; again, for those who came late."""
        if self.is_open(now):
            return self
        return Window((*self.spans, (now, now + MINUTES * 60)))

    def closed(self, now: float) -> "Window":
        """Close the test now."""
        if not self.is_open(now):
            return self
        return Window((*self.spans[:-1], (self.spans[-1][0], now)))

    def is_open(self, now: float) -> bool:
        """Tell whether the test can be begun now."""
        return bool(self.spans) and self.spans[-1][0] <= now < self.spans[-1][1]

    def left(self, now: float) -> float:
        """Return the seconds until it closes by itself; 0 if it is closed."""
        return self.spans[-1][1] - now if self.is_open(now) else 0.0

    def accepts(self, answered: float) -> bool:
        """Tell whether an answer of that moment counts, however late it arrives."""
        return any(begin - GRACE <= answered <= end + GRACE for begin, end in self.spans)


@dataclass(frozen=True)
class Stage:
    """What a class can do now.

    Parameters
    ----------
    pre, post : Window
    lesson : str
        The lesson that is on, `game` while the five-year game is; empty for none.
    lesson_since : float
        Seconds since the epoch.
    feedback : bool
        Whether the satisfaction form is open.
    gains : bool
        Whether each person sees what they gained.
    screen : str
        What the projector shows.

    Examples
    --------
    >>> stage = Stage().opened("pre", 1000.0)
    >>> Stage.read(stage.data()) == stage
    True
    """

    pre: Window = Window()
    post: Window = Window()
    lesson: str = ""
    lesson_since: float = 0.0
    feedback: bool = False
    gains: bool = False
    screen: Screen = "join"

    def window(self, sitting: Sitting) -> Window:
        """Return a test's window."""
        return self.pre if sitting == "pre" else self.post

    def opened(self, sitting: Sitting, now: float) -> "Stage":
        """Open a test; the other closes, so that nobody is in two."""
        if sitting == "pre":
            return replace(
                self, pre=self.pre.opened(now), post=self.post.closed(now), screen="test"
            )
        return replace(self, post=self.post.opened(now), pre=self.pre.closed(now), screen="test")

    def closed(self, sitting: Sitting, now: float) -> "Stage":
        """Close a test."""
        if sitting == "pre":
            return replace(self, pre=self.pre.closed(now))
        return replace(self, post=self.post.closed(now))

    def teaching(self, lesson: str, now: float) -> "Stage":
        """Begin a lesson, or the game; what is on stays on."""
        if lesson == self.lesson:
            return self
        screen: Screen = "game" if lesson == GAME else "lesson" if lesson else "plan"
        return replace(self, lesson=lesson, lesson_since=now, screen=screen)

    def data(self) -> dict[str, Any]:
        """Return the stage as JSON keeps it."""
        return asdict(self)

    @classmethod
    def read(cls, data: Mapping[str, Any]) -> "Stage":
        """Take a stage from JSON; what is missing is as at the beginning."""
        known = {name: data[name] for name in cls.__dataclass_fields__ if name in data}
        for name in ("pre", "post"):
            if name in known:
                known[name] = Window(tuple((begin, end) for begin, end in known[name]["spans"]))
        return cls(**known)
