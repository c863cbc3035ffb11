"""Members beside one another: their weights, and a pool shared among them."""

import re
from collections.abc import Hashable, Iterable, Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from ogs_teach.dividends.conventions import Convention
from ogs_teach.dividends.deposits import Deposit, accounting_year, listed
from ogs_teach.dividends.weights import lines, weighted
from ogs_teach.errors import Collector, DividendError, Problem
from ogs_teach.inputs import shown, tidy
from ogs_teach.money import split

Account = tuple[int, Iterable[Deposit]]
Members = Mapping[Any, Account] | Iterable[tuple[Any, Account]]


def weigh(
    members: Members,
    convention: Convention | str = "next_month",
    *,
    start: date | str | None = None,
) -> dict[Any, Fraction]:
    """Return every member's satang times years; times 12, over 100, are baht-months.

    Raises
    ------
    DividendError
        All problems of all members at once.
    """
    problems = Collector(DividendError)
    chosen, year = None, None
    accounts: dict[Any, tuple[int, list[Deposit]]] = {}
    with problems:
        chosen = Convention.read(convention)
    for member, account in pairs(members, problems):
        if not isinstance(account, tuple | list) or len(account) != 2:
            problems.add(
                Problem(
                    "dividends.not-an-account",
                    "dividends.field.member",
                    shown(member),
                    {"got": shown(account)},
                )
            )
            continue
        accounts[member] = (account[0], listed(account[1]))
    with problems:
        year = accounting_year((d for _, ds in accounts.values() for d in ds), start)
    weights: dict[Any, Fraction] = {}
    told = False  # a hundred members without dates are one mistake
    for member, (opening, deposits) in accounts.items():
        try:
            found = lines(opening, deposits, chosen or "next_month", year=year, where=shown(member))
            weights[member] = weighted(found)
        except DividendError as error:
            for problem in error.problems:
                undated = problem.key == "dividends.needs-dates"
                if not (undated and told):
                    problems.add(problem)
                told = told or undated
    problems.close()
    return weights


def share(weights: Mapping[Any, Fraction], pool: int, nobody: str) -> dict[Any, int]:
    """Split a pool among members; ties go to the lower member number.

    Raises
    ------
    DividendError
        With the text `nobody`, if there is money and nobody has weight.
    """
    if pool and not any(weights.values()):
        raise DividendError(Problem(nobody, "dividends.field.pool"))
    in_order = sorted(weights, key=_number)
    parts = dict(zip(in_order, split(pool, [weights[m] for m in in_order]), strict=True))
    return {member: parts[member] for member in weights}


def _number(member: object) -> list[tuple[int, int, str]]:
    """Order member numbers as people do: 9 before 10, ก-2 before ก-11."""
    return [
        (0, int(piece), "") if piece[0] in "0123456789" else (1, 0, piece)
        for piece in re.findall(r"[0-9]{1,400}|[^0-9]+", tidy(shown(member)))
    ]


def pairs(members: Any, problems: Collector) -> list[tuple[Any, Any]]:
    """List (id, value) pairs; the same number twice, in any writing, is a problem."""
    found = []
    names = set()
    for pair in members.items() if isinstance(members, Mapping) else listed(members):
        if (
            not isinstance(pair, tuple | list)
            or len(pair) != 2
            or not isinstance(pair[0], Hashable)
        ):
            problems.add(
                Problem(
                    "dividends.not-a-member", "dividends.field.member", values={"got": shown(pair)}
                )
            )
            continue
        member = pair[0]
        found.append((member, pair[1]))
        name = tidy(shown(member))
        if name in names or not name:
            key = "dividends.duplicate-member" if name else "dividends.nameless-member"
            problems.add(Problem(key, "dividends.field.member", values={"got": name}))
        names.add(name)
    return found
