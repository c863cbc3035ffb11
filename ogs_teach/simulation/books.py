"""A group's real books as the beginning of a simulation."""

import math
from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from ogs_teach.books.kinds import BANK, CASH, RESERVE
from ogs_teach.books.registers import Debtor, debtors
from ogs_teach.loans import Row, schedule
from ogs_teach.simulation.lending import reach, terms_of
from ogs_teach.simulation.start import Owing, Saver, Start

if TYPE_CHECKING:
    from ogs_teach.books.group import Group
    from ogs_teach.simulation.policy import Policy

WELFARE = "203"
OWED = ("202", "204", "205", "206", "207", "208")


def start_of_books(group: "Group", day: date, policy: "Policy") -> Start:
    """Take members, loans and money from the books; see `Start.of_books`."""
    balances = group.balances(day)
    savings, special = group.savings_on(day), group.special_on(day)
    pledges = group.pledges_on(day)
    owing: defaultdict[str, list[Debtor]] = defaultdict(list)
    for debtor in debtors(group, day):
        owing[debtor.member].append(debtor)
    names = [name for name in group.members if name in savings]
    room = len(names) // 10 + 1
    sureties = _neighbours([bool(owing[name]) for name in names], room, policy)
    members = tuple(
        Saver(
            pledges[name],
            savings[name],
            special[name],
            _one_loan(group, owing[name], day, near, policy) if owing[name] else None,
        )
        for name, near in zip(names, sureties, strict=True)
    )
    return Start(
        members,
        room=room,
        cash=balances.total(CASH, BANK),
        reserve=balances.total(RESERVE),
        welfare=balances.total(WELFARE),
        payable=max(balances.total(*OWED), 0),
    )


def _one_loan(
    group: "Group", found: list[Debtor], day: date, near: tuple[int, ...], policy: "Policy"
) -> Owing:
    """Make one loan of a member's contracts: sums, and the longest term."""
    kind = 0 if group.loans[found[0].loan].kind == "ordinary" else 1
    terms = terms_of(policy)[kind]
    balance = part = left = interest = flat_left = late = overdue = interest_due = 0
    for debtor in found:
        past, coming = _rows(group, debtor, day)
        balance += debtor.balance
        left = max(left, len(coming))
        late = max(late, math.ceil(debtor.days_late / 30))
        overdue += max(debtor.balance - sum(row.principal for row in coming), 0)
        interest_due += _interest_due(group, debtor, past)
        if coming:
            first = coming[0]
            part += first.payment if terms.method == "equal_payment" else first.principal
        if coming and terms.flat:
            interest += first.interest
            flat_left += sum(row.interest for row in coming)
    return Owing(
        kind,
        balance,
        left,
        part,
        interest,
        flat_left,
        late,
        overdue=min(overdue, balance) if late else 0,
        interest_due=interest_due,
        guarantors=near,
    )


def _rows(group: "Group", debtor: Debtor, day: date) -> tuple[Sequence[Row], Sequence[Row]]:
    """Return a contract's instalments, those of the past and those that are still to come.

    What falls due on the very day and has not come in is not late yet: it is still to come.
    """
    contract = group.loans[debtor.loan]
    rows = schedule(
        contract.principal,
        contract.rate,
        contract.periods,
        method=contract.method,  # type: ignore[arg-type]
        rate_per=contract.rate_per,  # type: ignore[arg-type]
        rounding=group.rules.loans.rounds(),
        start=contract.date,
        first_due=contract.first_due,
    ).rows
    past = sum(row.due is not None and row.due <= day for row in rows)
    if past and not debtor.days_late and debtor.balance > rows[past - 1].balance:
        past -= 1
    return rows[:past], rows[past:]


def _interest_due(group: "Group", debtor: Debtor, past: Sequence[Row]) -> int:
    """Return what is unpaid of the interest in past instalments, as far as the books tell.

    Whoever has repaid early owes less interest than was agreed, so only instalments count whose
    principal has not come in; and those without any, since the books began, as long as nothing
    was repaid.
    """
    unpaid = agreed = 0
    for row in past:
        by_then = debtor.lent - row.balance
        told = row.due is not None and row.due >= group.begins
        late = by_then > debtor.repaid or (told and by_then == debtor.repaid == 0)
        unpaid += row.interest if late else 0
        agreed += row.interest if late or told else 0
    return max(min(unpaid, agreed - debtor.interest), 0)


def _neighbours(borrows: list[bool], room: int, policy: "Policy") -> list[tuple[int, ...]]:
    """Seat each borrower's guarantors nearby, where the engine looks for them."""
    count = len(borrows) + room
    most = policy.rules.guarantors.most_live_guarantees
    signed = [0] * count
    found = []
    for place, borrowing in enumerate(borrows):
        near: list[int] = []
        if borrowing:
            for far in range(1, min(reach(policy.rules), count - 1) + 1):
                if len(near) == policy.rules.guarantors.number:
                    break
                other = (place + far) % count
                if other < len(borrows) and signed[other] < most:
                    signed[other] += 1
                    near.append(far)
        found.append(tuple(near))
    return found
