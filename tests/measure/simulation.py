"""How fast groups are simulated, beside a plain loop and Mesa that keep all the same rules.

    python -m tests.measure.simulation --peers PEERS [--trials 400] [--rounds 5]

PEERS is a virtual environment with `mesa numpy tomlkit`. Everything happens in one run, on one
core where the system lets a program choose; every figure is CPU time, the best of some rounds
that take turns.

1. Both peers must live through random futures as the scalar model does, to the satang; a peer
   that differs is not timed.
2. Engine, plain loop and Mesa live through the same futures of the sample group A: the engine
   through all trials, the slower ones through the first of them. What each shows last must agree.
3. The floor is what no engine with these draws and members can go below: drawing the numbers, and
   reading and writing once a month what is known of each member, in blocks of the engine's size.
4. Two large runs, each in a process of its own, with the most memory that it ever held.
5. How time grows with members, years and trials.

A member-month is a month of one of the members that a group begins with. The free places beside
them, one in ten, are reckoned too, and counted nowhere.
"""

import argparse
import json
import os
import platform
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import astuple, replace
from datetime import date
from functools import lru_cache
from pathlib import Path

import numpy as np

from ogs_teach.books import Group
from ogs_teach.places import sample_data
from ogs_teach.simulation import Month, Policy, Saver, Scenario, Start, Year
from ogs_teach.simulation.draws import GROUP, states
from ogs_teach.simulation.engine import simulate
from ogs_teach.simulation.engine.run import BLOCK

ROOT = Path(__file__).parents[2]
DAY = date(2025, 12, 31)
WORLDS, FUTURES = 240, 2
MEMBERS, YEARS, TRIALS = 163, 10, 100
LARGE = (
    ("1,000 futures of group A, 10 years", MEMBERS, 10, 1000),
    ("Chiang Rai's 395 groups, each as group A, 20 years", MEMBERS, 20, 395),
)
FIELDS = ((np.int64, 15), (np.int16, 5), (np.uint8, 11))
"""What the scalar model knows of a member and of the member's loan: amounts, counts, flags."""


@lru_cache
def group_a(members: int = MEMBERS, years: int = YEARS) -> Scenario:
    """Return group A as its books end, or a group like it of another size."""
    group = Group.open(sample_data() / "group_a")
    policy = Policy(group.rules)
    start = Start.of_books(group, DAY, policy)
    count = len(start.members)
    if members != count:
        start = replace(
            start,
            members=tuple(
                seated(start.members[place % count], place, members) for place in range(members)
            ),
            room=members // 10 + 1,
            **{
                name: getattr(start, name) * members // count
                for name in ("cash", "reserve", "welfare", "payable")
            },
        )
    return Scenario(start, policy, years=years)


def seated(member: Saver, place: int, members: int) -> Saver:
    """Return a member without guarantors who would sit beyond the last member."""
    if not member.loan:
        return member
    near = tuple(far for far in member.loan.guarantors if place + far < members)
    return replace(member, loan=replace(member.loan, guarantors=near))


def as_lists(future: tuple[list[Month], list[Year]]) -> list[list[list[int]]]:
    """Return months and years as JSON has them."""
    return [[list(astuple(record)) for record in records] for records in future]


class Mesa:
    """The peer that stands in an environment of its own.

    Parameters
    ----------
    peers : Path
    """

    def __init__(self, peers: Path) -> None:
        self.python = peers.absolute() / "bin" / "python"

    def ask(self, *words: object) -> dict:
        """Run the peer and return what it prints."""
        return told(self.python, "tests.measure.peers.mesa_group", *words)


def told(python: Path | str, module: str, *words: object) -> dict:
    """Run a module and return the JSON that it prints."""
    done = subprocess.run(
        [python, "-m", module, *map(str, words)],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        check=True,
    )
    return json.loads(done.stdout)


def check(mesa: Mesa) -> int:
    """Refuse a peer that lives otherwise than the scalar model; return the months compared."""
    from tests.measure.peers import plain_group
    from tests.simulation.worlds import one_future, random_scenario

    from_mesa = mesa.ask("futures", WORLDS, FUTURES)["futures"]
    months = 0
    for seed in range(WORLDS):
        scenario = random_scenario(seed)
        for trial in range(FUTURES):
            right = as_lists(one_future(scenario, seed, trial))
            plain = as_lists(plain_group.live(scenario, seed, trial))
            for name, found in (("plain loop", plain), ("Mesa", from_mesa[seed][trial])):
                if found != right:
                    raise SystemExit(f"{name} differs: random scenario {seed}, trial {trial}")
            months += scenario.months * len(scenario.start.members)
    return months


def seconds_of(work: Callable[[], object]) -> float:
    """Return the CPU time of some work."""
    began = time.process_time()
    work()
    return time.process_time() - began


def engine(scenario: Scenario, trials: int) -> tuple[float, list[Month]]:
    """Return the engine's CPU seconds, and each future's last month."""
    began = time.process_time()
    run = simulate(scenario, trials)
    seconds = time.process_time() - began
    return seconds, [run.month(trial, scenario.months) for trial in range(trials)]


def plain_loop(scenario: Scenario, trials: int) -> tuple[float, list[Month]]:
    """Return the plain loop's CPU seconds, and each future's last month."""
    from tests.measure.peers import plain_group

    began = time.process_time()
    futures = [plain_group.live(scenario, 0, trial) for trial in range(trials)]
    return time.process_time() - began, [months[-1] for months, _ in futures]


def floor(scenario: Scenario, trials: int) -> tuple[float, float]:
    """Return the CPU seconds of drawing, and of touching every member once a month."""
    from numba import njit  # the peers' environment has none

    from ogs_teach.simulation.engine.chance import draw

    @njit
    def draw_a_year(streams: np.ndarray, drawn: np.ndarray) -> None:
        for trial in range(len(streams)):
            for _ in range(12):
                draw(streams[trial], drawn)

    draw_a_year(states(0, range(1)), np.empty(GROUP + 4, np.uint16))
    slots = scenario.slots
    drawn = np.empty(GROUP + 4 * slots, np.uint16)
    at_once = max(BLOCK // slots, 1)
    drawing = touching = 0.0
    for begin in range(0, trials, at_once):
        some = range(begin, min(begin + at_once, trials))
        streams = states(0, some)
        members = [
            np.zeros(len(some) * slots, kind) for kind, count in FIELDS for _ in range(count)
        ]

        def drawing_a_year(streams: np.ndarray = streams) -> None:
            draw_a_year(streams, drawn)

        def touch(members: list[np.ndarray] = members) -> None:
            for _ in range(12):
                for values in members:
                    np.invert(values, out=values)

        for _ in range(scenario.years):
            drawing += seconds_of(drawing_a_year)
            touching += seconds_of(touch)
    return drawing, touching


def compare(mesa: Mesa, trials: int, rounds: int) -> list[tuple[str, int, float]]:
    """Return name, trials and the best CPU seconds of the engine, its peers and the floor."""
    scenario = group_a()
    few, fewer = max(trials // 20, 1), max(trials // 100, 1)
    found: dict[str, list[float]] = {}
    engine(scenario, 1)
    plain_loop(scenario, 1)
    for _ in range(rounds):
        seconds, last = engine(scenario, trials)
        found.setdefault("engine", []).append(seconds)
        seconds, plain_last = plain_loop(scenario, few)
        found.setdefault("plain", []).append(seconds)
        by_mesa = mesa.ask("time", MEMBERS, YEARS, fewer)
        found.setdefault("mesa", []).append(by_mesa["seconds"])
        drawing, touching = floor(scenario, trials)
        found.setdefault("draw", []).append(drawing)
        found.setdefault("touch", []).append(touching)
        mesa_last = [Month(*month) for month in by_mesa["last"]]
        if plain_last != last[:few] or mesa_last != last[:fewer]:
            raise SystemExit("the timed futures differ")
    best = {name: min(seconds) for name, seconds in found.items()}
    return [
        ("the kit's engine", trials, best["engine"]),
        ("plain loop", few, best["plain"]),
        (f"Mesa {by_mesa['version']}", fewer, best["mesa"]),
        ("floor: drawing", trials, best["draw"]),
        ("floor: members read and written", trials, best["touch"]),
        ("floor, both", trials, best["draw"] + best["touch"]),
    ]


def nanoseconds(seconds: float, members: int, years: int, trials: int) -> float:
    """Return the time of one member-month."""
    return seconds * 1e9 / (members * 12 * years * trials)


def most_megabytes() -> float:
    """Return the most memory that this process ever held.

    Linux hands a parent's mark in `ru_maxrss` on to a child, so there its own is read.
    """
    status = Path("/proc/self/status")
    if status.exists():
        line = next(row for row in status.read_text().splitlines() if row.startswith("VmHWM:"))
        return int(line.split()[1]) / 1024
    import resource

    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / (1024**2 if sys.platform == "darwin" else 1024)


def alone(members: int, years: int, trials: int) -> None:
    """Print what one run takes in a process that does nothing else."""
    scenario = group_a(members, years)
    before = most_megabytes()
    loading = seconds_of(lambda: simulate(scenario, 1))
    seconds = seconds_of(lambda: simulate(scenario, trials))
    print(
        json.dumps(
            {"loading": loading, "seconds": seconds, "before": before, "most": most_megabytes()}
        )
    )


def growth(rounds: int) -> list[tuple[str, int, int, int, float]]:
    """Return what varies, members, years, trials and the best CPU seconds."""
    sizes = [
        *(("members", members, YEARS, TRIALS) for members in (20, 163, 1000, 5000)),
        *(("years", MEMBERS, years, TRIALS) for years in (1, 5, 10, 20)),
        *(("trials", MEMBERS, YEARS, trials) for trials in (10, 100, 1000)),
    ]
    rows = []
    for what, members, years, trials in sizes:
        scenario = group_a(members, years)
        best = min(engine(scenario, trials)[0] for _ in range(rounds))
        rows.append((what, members, years, trials, best))
    return rows


def table(heads: tuple[str, ...], rows: list[tuple[object, ...]]) -> None:
    """Print a table in Markdown."""
    print("\n| " + " | ".join(heads) + " |\n|" + "---|" * len(heads))
    for row in rows:
        print("| " + " | ".join(map(str, row)) + " |", flush=True)


def main() -> None:
    """Measure and print."""
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("--peers", type=Path)
    reader.add_argument("--trials", type=int, default=400)
    reader.add_argument("--rounds", type=int, default=5)
    reader.add_argument("--alone", type=int, nargs=3, metavar=("MEMBERS", "YEARS", "TRIALS"))
    asked = reader.parse_args()
    if asked.alone:
        alone(*asked.alone)
        return
    if not asked.peers:
        reader.error("--peers is wanted")
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    mesa = Mesa(asked.peers)
    print(
        f"Python {platform.python_version()}, NumPy {np.__version__}; "
        f"load {os.getloadavg()[0]:.1f} when it began."
    )
    print(
        f"Both peers are the scalar model to the satang in {WORLDS} random configurations, "
        f"{check(mesa):,} member-months.",
        flush=True,
    )
    rows = compare(mesa, asked.trials, asked.rounds)
    by_engine = nanoseconds(rows[0][2], MEMBERS, YEARS, rows[0][1])
    found = [
        (name, trials, seconds, nanoseconds(seconds, MEMBERS, YEARS, trials))
        for name, trials, seconds in rows
    ]
    table(
        (f"{MEMBERS} members, {YEARS} years", "futures", "CPU s", "ns a member-month", "× engine"),
        [
            (name, trials, f"{seconds:.3f}", f"{each:,.1f}", f"{each / by_engine:.2f}")
            for name, trials, seconds, each in found
        ],
    )
    runs = [
        (name, size, told(sys.executable, "tests.measure.simulation", "--alone", *size))
        for name, *size in LARGE
    ]
    table(
        (
            "one process each",
            "members in all",
            "CPU s",
            "and to load",
            "most MB",
            "of them before it ran",
        ),
        [
            (
                name,
                f"{members * trials:,}",
                f"{run['seconds']:.2f}",
                f"{run['loading']:.2f}",
                f"{run['most']:.0f}",
                f"{run['before']:.0f}",
            )
            for name, (members, _, trials), run in runs
        ],
    )
    table(
        ("grows with", "members", "years", "futures", "CPU s", "ns a member-month"),
        [
            (
                what,
                f"{members:,}",
                years,
                f"{trials:,}",
                f"{seconds:.3f}",
                f"{nanoseconds(seconds, members, years, trials):.1f}",
            )
            for what, members, years, trials, seconds in growth(asked.rounds)
        ],
    )


if __name__ == "__main__":
    main()
