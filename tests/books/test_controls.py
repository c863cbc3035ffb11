"""Cards beside the accounts that control them."""

from collections import defaultdict
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ogs_teach.books import Group
from ogs_teach.books.controls import disagreements
from ogs_teach.books.kinds import KINDS
from ogs_teach.books.statements import month_ends
from ogs_teach.places import sample_data
from tests.tally import tally

DAY = date(2025, 12, 31)
TWELVE = Group.open(sample_data() / "group_12")
CARDS = TWELVE.balances(DAY).parts("301")
CONTROLLED = ("301", "201", "204", "205", "111", "112")


def told(cards, account="301"):
    return disagreements(TWELVE, DAY, account, cards)


def cards_of(group, entries, account, cards):
    """Write cards by hand: what a slip puts on a card, and takes off it."""
    grows = 1 if account[0] == "1" else -1
    for entry in entries:
        kind = KINDS[entry.kind]
        lent = group.loans.get(entry.loan)
        own = lent and ("112" if lent.kind == "emergency" else "111")
        for side, sign in ((kind.debit, grows), (kind.credit, -grows)):
            loan = entry.loan
            if side == "loan" and entry.kind == "reschedule" and sign == -grows:
                loan = lent.reschedules
            if account == (own if side == "loan" else side):
                cards[loan if side == "loan" else entry.member] += sign * entry.amount


@pytest.mark.parametrize("name", ["group_12", "group_a"])
def test_cards_written_from_slips_equal_their_accounts_every_month(name):
    """
    Opening balances and slips, added card by card, make every control account, 24 months long.
    """
    group = Group.open(sample_data() / name)
    for account in CONTROLLED:
        cards = defaultdict(int)
        for line in group.opening:
            if line.account == account:
                cards[line.member or line.loan] += abs(line.debit - line.credit)
        first = group.begins
        for day in month_ends(group):
            cards_of(group, group.between(first, day), account, cards)
            first = day + timedelta(days=1)

            assert [] == disagreements(group, day, account, cards)
            tally["control accounts compared with their cards"] += 1


def test_a_missing_slip_is_named():
    """
    A card that lacks its last 100 baht points at a slip of 100 baht, and so do the sums.
    """
    sums, card = told({**CARDS, "N02": CARDS["N02"] - 100_00})

    assert ("controls.sums", "controls.card") == (sums.key, card.key)
    assert "a difference of 100. Go through its slips Perhaps: Slip R6" in card.say("en")
    assert "บัตรของ N02" in card.say("th")


def test_a_slip_on_the_wrong_card_is_told_although_the_sums_agree():
    """
    What one card has too much another has too little: the sums are silent, the cards are not.
    """
    problems = told({**CARDS, "N02": CARDS["N02"] - 70_00, "N03": CARDS["N03"] + 70_00})

    assert ["controls.card"] * 2 == [problem.key for problem in problems]
    assert "The card of N03 differs by as much the other way" in problems[0].say("en")


def test_swapped_digits_on_a_card_are_seen():
    """
    Two neighbouring digits of a card are told as having changed places.
    """
    digits = list(str(CARDS["N05"]))
    digits[0], digits[1] = digits[1], digits[0]
    problems = told({**CARDS, "N05": int("".join(digits))})

    assert "causes.swapped" in [cause.key for cause in problems[-1].values["causes"]]


@given(st.dictionaries(st.sampled_from(sorted(CARDS)), st.integers(-(10**6), 10**6)))
def test_every_card_that_differs_is_told_and_no_other(changes):
    """
    Whatever is changed on the cards, just the changed ones are named.
    """
    cards = {name: CARDS[name] + changes.get(name, 0) for name in CARDS}
    named = {problem.values["card"] for problem in told(cards) if "card" in problem.values}

    assert {name for name, change in changes.items() if change} == named
