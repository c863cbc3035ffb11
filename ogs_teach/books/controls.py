"""Control accounts (บัญชีคุม): cards kept beside the ledger must add up to it."""

from collections.abc import Mapping
from datetime import date

from ogs_teach.books.balances import Balances
from ogs_teach.books.causes import likely_causes
from ogs_teach.books.group import Group
from ogs_teach.errors import Day, Problem, Word
from ogs_teach.money import bare_baht


def disagreements(group: Group, day: date, account: str, cards: Mapping[str, int]) -> list[Problem]:
    """Compare cards, passbooks or a hand-kept register with the account that controls them.

    Parameters
    ----------
    group : Group
    day : date
        At whose end.
    account : str
        One kept by member or by loan: 301, 201, 204, 205, 111, 112.
    cards : dict of {member or loan: satang}
        What the cards say; one that is missing counts as nothing.

    Returns
    -------
    list of Problem
        First the sums, where they differ, then every card that does, with likely causes:
        a slip of just the difference, one on the wrong side, digits swapped, or a slip that
        stands on another one's card. Empty where all agree.

    Examples
    --------
    >>> from ogs_teach.places import sample_data
    >>> group = Group.open(sample_data() / "group_12")
    >>> day = date(2025, 12, 31)
    >>> cards = group.balances(day).parts("301")
    >>> disagreements(group, day, "301", cards)
    []
    >>> told = disagreements(group, day, "301", {**cards, "N01": cards["N01"] - 900})
    >>> [problem.key for problem in told]
    ['controls.sums', 'controls.card']
    """
    ledger = group.balances(day).parts(account)
    names = list(dict.fromkeys([*group.members, *group.loans, *cards]))
    apart = {
        name: difference
        for name in names
        if (difference := cards.get(name, 0) - ledger.get(name, 0))
    }
    if not apart:
        return []
    slips = slips_on(group, account, day)
    found, wanted = sum(cards.values()), sum(ledger.values())
    problems = []
    if found != wanted:
        every = [slip for of_one in slips.values() for slip in of_one]
        problems.append(_sums(account, day, found, wanted, every))
    for name, difference in apart.items():
        others = [other for other, theirs in apart.items() if theirs == -difference]
        causes = (
            [Problem("causes.other-card", values={"card": other}) for other in others]
            if others
            else likely_causes(cards.get(name, 0), ledger.get(name, 0), slips.get(name, ()))
        )
        values: dict[str, object] = {
            "card": name,
            "found": bare_baht(cards.get(name, 0)),
            "wanted": bare_baht(ledger.get(name, 0)),
            "difference": bare_baht(abs(difference)),
            "causes": tuple(causes),
        }
        problems.append(Problem("controls.card", values=values))
    return problems


def slips_on(group: Group, account: str, day: date) -> dict[str, list[tuple[str, int]]]:
    """Return the slips that moved each sub-ledger of an account: name to (slip, satang)."""
    legs = Balances((), group.loans)
    found: dict[str, list[tuple[str, int]]] = {}
    for entry in group.between(group.begins, day):
        for code, name in legs.legs(entry) or ():
            if code == account:
                found.setdefault(name, []).append((entry.slip, entry.amount))
    return found


def _sums(
    account: str, day: date, found: int, wanted: int, slips: list[tuple[str, int]]
) -> Problem:
    values: dict[str, object] = {
        "code": account,
        "account": Word(f"group.account.{account}"),
        "date": Day(day),
        "found": bare_baht(found),
        "wanted": bare_baht(wanted),
        "difference": bare_baht(abs(found - wanted)),
        "causes": tuple(likely_causes(found, wanted, slips)),
    }
    return Problem("controls.sums", values=values)
