"""What must agree does, every month; and what does not is seen."""

from dataclasses import replace

import pytest

from ogs_teach.books import Group
from ogs_teach.books.agreement import agreements
from ogs_teach.books.statements import month_ends
from ogs_teach.i18n import catalogue
from ogs_teach.places import sample_data
from tests.tally import tally


@pytest.fixture(scope="module", params=["group_a", "group_12"])
def group(request):
    return Group.open(sample_data() / request.param)


def test_all_sums_agree_at_every_month_end(group):
    """
    Statements, books and registers say the same 24 times, and each pair has a name.
    """
    for day in month_ends(group):
        pairs = agreements(group, day)

        assert [0] * len(pairs) == [pair.difference for pair in pairs]
        assert all(f"agree.{pair.key}" in catalogue("books") for pair in pairs)
        assert {"trial", "sheet", "cash", "savings", "loans"} <= {pair.key for pair in pairs}
        tally["pairs of sums that agree at month ends"] += len(pairs)


def test_a_balance_brought_forward_on_one_side_alone_is_seen(group):
    """
    One satang too much in the opening balances parts debits from credits by just that.
    """
    first, *rest = group.opening
    spoilt = Group(
        group.rules,
        group.members,
        (replace(first, debit=first.debit + 1), *rest),
        group.entries,
        group.loans,
    )
    apart = {pair.key: pair.difference for pair in agreements(spoilt, month_ends(group)[-1])}

    assert 1 == apart["trial"] == apart["sheet"]


def test_savings_entered_for_nobody_are_missing_in_the_register(group):
    """
    A deposit without a member is in the account and in no passbook.
    """
    place = next(at for at, entry in enumerate(group.entries) if entry.kind == "savings")
    entries = list(group.entries)
    entries[place] = replace(entries[place], member="")
    spoilt = Group(group.rules, group.members, group.opening, tuple(entries), group.loans)
    pairs = {pair.key: pair for pair in agreements(spoilt, month_ends(group)[0])}

    assert -entries[place].amount == pairs["savings"].difference
    assert 0 == pairs["trial"].difference
