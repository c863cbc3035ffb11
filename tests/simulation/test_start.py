"""A real group's books begin a simulation."""

from collections import Counter
from datetime import date

from ogs_teach.books.group import Group
from ogs_teach.places import sample_data
from ogs_teach.simulation import Policy, Scenario, Start
from ogs_teach.simulation.engine import simulate

DAY = date(2025, 12, 31)


def test_group_a_begins_with_its_own_money():
    """
    Savings, loans, cash and members are those of the books on the day.
    """
    group = Group.open(sample_data() / "group_a")
    policy = Policy(group.rules)
    start = Start.of_books(group, DAY, policy)
    seen = group.summary(DAY)

    assert seen.members == len(start.members)
    assert seen.savings == sum(member.savings for member in start.members)
    assert seen.special == sum(member.special for member in start.members)
    assert seen.loans == sum(member.loan.balance for member in start.members if member.loan)
    assert seen.borrowers == sum(member.loan is not None for member in start.members)
    assert seen.cash + seen.bank == start.cash
    assert seen.reserve == start.reserve


def test_guarantors_are_members():
    """
    No borrower's guarantor is a free place, and nobody signs more often than the rules allow.
    """
    for name in ("group_a", "group_12"):
        group = Group.open(sample_data() / name)
        policy = Policy(group.rules)
        start = Start.of_books(group, DAY, policy)
        slots = len(start.members) + start.room
        signed = Counter(
            (place + far) % slots
            for place, member in enumerate(start.members)
            if member.loan
            for far in member.loan.guarantors
        )

        assert max(signed) < len(start.members)
        assert max(signed.values()) <= group.rules.guarantors.most_live_guarantees


def test_a_group_from_its_books_lives_on():
    """
    Ten futures of both sample groups keep their balance for two years.
    """
    for name in ("group_a", "group_12"):
        group = Group.open(sample_data() / name)
        policy = Policy(group.rules)
        start = Start.of_books(group, DAY, policy)
        run = simulate(Scenario(start, policy, years=2), 10)

        assert all(0 == run.month(trial, 24).difference for trial in range(10))
        assert (run.months["members"][:, -1] > 0).all()
