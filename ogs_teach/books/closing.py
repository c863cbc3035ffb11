"""Year end: what the meeting's allocation posts, line by line.

Income and expenses close to 305 by themselves (`Balances.reach`); what follows is a
resolution of the yearly general meeting, and this writes it down as entries.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction

from ogs_teach.books.group import Group
from ogs_teach.books.kinds import RESERVE, RESULT, RETAINED
from ogs_teach.books.records import Entry
from ogs_teach.books.year import GroupYear
from ogs_teach.dividends import Account, Deposit, allocate, by_rate, refund, take_part
from ogs_teach.dividends.members import share
from ogs_teach.errors import GroupError, Problem
from ogs_teach.money import bare_baht

FUNDS = ("reward", "welfare", "public")


def pledged_accounts(group: Group, year: int) -> dict[str, Account]:
    """Return a year's pledged savings, ordinary pledges told from lump sums.

    A payment larger than every pledge that the member made is a lump sum; only the
    convention `lump_sum_early` asks.
    """
    pledges = {member.id: member.pledge for member in group.members.values()}
    for entry in group.entries:
        if entry.kind == "new_pledge":
            pledges[entry.member] = max(pledges[entry.member], entry.amount)
    found: dict[str, Account] = {}
    for member, (opening, deposits) in group.year(year).members.items():
        marked: list[Deposit] = [
            (day, paid, "regular") if 0 < paid <= pledges[member] else (day, paid)
            for day, paid in deposits
        ]
        found[member] = (opening, marked)
    return found


def share_out(group: Group, year: int, day: date, slip: str, note: str = "") -> list[Entry]:
    """Write the entries that share a year's surplus out, or cover its loss.

    Parameters
    ----------
    group : Group
        Its rulebook says how: percents, convention, by pool or by rate.
    year : int
        C.E. year in which the accounting year ends.
    day : date
        Of the meeting, after the year's end.
    slip : str
        Number of the journal voucher.
    note : str
        The resolution.

    Returns
    -------
    list of Entry
        They empty 305. What a rate does not use of its head, and a head in which nobody has
        a part, is kept as retained surplus (304). A loss is covered from retained surplus,
        then from the reserve; what both cannot cover stays on 305, and a later year's surplus
        covers it before anything is shared out.

    Raises
    ------
    KeyError
        If the books do not hold the whole year.
    GroupError
        If the day lies in the year itself, the result has been shared out already, or a
        rate asks for more than its head holds.

    Examples
    --------
    >>> from ogs_teach.places import sample_data
    >>> group = Group.open(sample_data() / "group_12")
    >>> entries = share_out(group, 2025, date(2026, 2, 5), "J69-0001")
    >>> sum(entry.amount for entry in entries) == group.year(2025).surplus
    True
    """
    books = group.year(year)
    if day <= books.end:
        values: dict[str, object] = {"got": day, "end": books.end}
        raise GroupError(Problem("group.meeting-too-early", "group.field.date", values=values))
    balances = group.balances(day)
    brought = group.balances(books.end).total(RESULT)  # of earlier years: a loss not yet covered
    if brought > 0 or balances.total(RESULT) != books.surplus + brought:
        values = {"result": bare_baht(balances.total(RESULT)), "surplus": bare_baht(books.surplus)}
        raise GroupError(Problem("group.result-differs", values=values))
    result = books.surplus + brought
    if result > 0:
        amounts = _parts(group, books, result)
    else:
        amounts = _cover(-result, balances.total(RETAINED), balances.total(RESERVE))
    return [
        Entry(day, slip, kind, member, "", amount, "" if member else note)
        for kind, member, amount in amounts
        if amount
    ]


def _parts(group: Group, books: GroupYear, result: int) -> Iterator[tuple[str, str, int]]:
    """Yield kind of entry, member and satang, the reserve first."""
    rules = group.rules
    allocation = allocate(result, rules.allocation.percents())
    weights, paid = take_part(
        pledged_accounts(group, books.year),
        interest_paid=books.interest_paid,
        convention=rules.dividend.counting(),
        start=books.start,
        special=books.special if rules.dividend.special_savings else None,
        left=books.left,
        pay_leavers=rules.dividend.leavers,
        defaulters=books.defaulters,
        refund_defaulters=rules.refund.defaulters,
    )
    dividends = (
        _dividends_by_rate(group, books, weights)
        if rules.dividend.form == "rate"
        else _by_pool(weights, allocation["dividend"])
    )
    refunds = (
        {m: refund(int(interest), rules.refund.rate) for m, interest in paid.items()}
        if rules.refund.form == "rate"
        else _by_pool(paid, allocation["refund"])
    )
    yield "to_reserve", "", allocation["reserve"]
    kept = 0
    for head, shares in (("dividend", dividends), ("refund", refunds)):
        left = allocation[head] - sum(shares.values())
        if left < 0:
            values: dict[str, object] = {
                "pool": bare_baht(allocation[head]),
                "needed": bare_baht(sum(shares.values())),
            }
            raise GroupError(
                Problem("group.rate-above-pool", f"rules.field.{head}.rate", values=values)
            )
        kept += left
        for member, amount in shares.items():
            yield f"to_{head}", member, amount
    for head in FUNDS:
        yield f"to_{head}", "", allocation[head]
    yield "to_retained", "", kept


def _by_pool(weights: Mapping[str, Fraction], pool: int) -> dict[str, int]:
    """Share a pool; where nobody has a part in it, nobody is paid and it is kept."""
    return share(weights, pool, "dividends.nobody-saved") if any(weights.values()) else {}


def _dividends_by_rate(
    group: Group, books: GroupYear, weights: Mapping[str, Fraction]
) -> dict[str, int]:
    """Pay the rulebook's rate on the savings of all who take part.

    A leaver's savings count until the day of leaving and round once, in total.
    """
    rules = group.rules.dividend
    kinds: list[Mapping[str, Account]] = [pledged_accounts(group, books.year)]
    if rules.special_savings:
        kinds.append(books.special)
    found = {}
    for member, weight in weights.items():
        if member in books.left:
            found[member] = rules.rounds().apply(weight * rules.rate / 100)
        else:
            found[member] = sum(
                by_rate(
                    *accounts[member],
                    rules.rate,
                    convention=rules.counting(),
                    rounding=rules.rounds(),
                    round_each=rules.round_each,
                    start=books.start,
                ).total
                for accounts in kinds
                if member in accounts
            )
    return found


def _cover(loss: int, retained: int, reserve: int) -> Iterator[tuple[str, str, int]]:
    from_retained = min(loss, max(retained, 0))
    yield "loss_from_retained", "", from_retained
    yield "loss_from_reserve", "", min(loss - from_retained, max(reserve, 0))
