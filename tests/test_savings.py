"""A member's account, month by month."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ogs_teach.errors import SavingsError
from ogs_teach.rules import GroupRules
from ogs_teach.savings import (
    TRAINING_RULES,
    Change,
    Deposit,
    Dividend,
    Leaving,
    Missed,
    PledgeRules,
    Withdrawal,
    account,
)
from tests.tally import tally

STRICT = PledgeRules(partial_withdrawal=False, special_savings=False)


def test_a_year_on_time():
    """
    Twelve pledges of 100 baht make 1,200 baht, nothing is owed and nothing fined.
    """
    year = account(100_00, 12)

    assert 1_200_00 == year.balance
    assert [100_00 * month for month in range(1, 13)] == [row.balance for row in year.months]
    assert (0, 0, 0) == (year.special, year.arrears, year.fines)


def test_a_year_with_everything_in_it():
    """
    A year by hand: late, missed, changed, special, withdrawn, dividend kept.
    """
    year = account(
        100_00,
        12,
        opening=5_000_00,
        opening_special=300_00,
        events=[
            Missed(3, paid_in=5),
            Missed(8),
            Change(7, 200_00),
            Deposit(4, 250_50),
            Dividend(2, 160_25, "pledged"),
            Dividend(2, 3_00, "special"),
            Withdrawal(10, 1_000_00),
            Withdrawal(11, 500_00, "special"),
        ],
    )

    paid_in = 5 * 100_00 + 100_00 + 5 * 200_00  # five on time, one late, five of 200 baht
    assert 5_000_00 + paid_in + 160_25 - 1_000_00 == year.balance
    assert 300_00 + 250_50 + 3_00 - 500_00 == year.special
    assert 200_00 == year.arrears
    assert 10_00 == year.fines
    assert (100_00, 0, 0) == (year.months[2].due, year.months[2].paid, year.months[2].late)
    assert (100_00, 100_00) == (year.months[4].paid, year.months[4].late)
    assert [5_00, 5_00] == [row.fine for row in year.months if row.fine]


def test_a_late_pledge_is_the_one_of_its_own_month():
    """
    A pledge paid after a change still comes to the amount that was due then.
    """
    year = account(100_00, 12, events=[Missed(3, paid_in=9), Change(6, 300_00)])

    assert 100_00 == year.months[8].late
    assert 5 * 100_00 + 7 * 300_00 == year.balance


def test_a_pledge_not_yet_paid_is_in_arrears():
    """
    Late beyond the account's last month means: not yet paid.
    """
    year = account(100_00, 12, events=[Missed(12, paid_in=13)])

    assert (1_100_00, 100_00) == (year.balance, year.arrears)


def test_a_leaver_takes_out_everything_after_debts_are_set_off():
    """
    On leaving both balances are paid back, debt first, and no pledge is due any more.
    """
    year = account(
        100_00, 12, opening=900_00, opening_special=50_00, events=[Leaving(7, debt=400_00)]
    )
    row = year.months[6]

    assert (1_500_00, 50_00, 400_00) == (row.withdrawn, row.special_out, row.set_off)
    assert 0 == row.due
    assert [0] * 6 == [row.total for row in year.months[6:]]


def test_money_that_stands_behind_a_loan_stays():
    """
    Only what is above the held amount may be withdrawn, to the satang.
    """
    free = account(20_00, 1, opening=1_000_00, held=600_00, events=[Withdrawal(1, 420_00)])
    assert 600_00 == free.balance

    with pytest.raises(SavingsError) as caught:
        account(20_00, 1, opening=1_000_00, held=600_00, events=[Withdrawal(1, 420_01)])

    assert "420.01 baht in month 1 is more than the 420 baht that are free" in caught.value.say(
        "en"
    )


def test_special_savings_cannot_cover_pledged_ones():
    """
    The two accounts are apart: plenty in one does not let the other be overdrawn.
    """
    with pytest.raises(SavingsError):
        account(20_00, 1, opening_special=1_000_00, events=[Withdrawal(1, 20_01)])
    with pytest.raises(SavingsError):
        account(20_00, 1, opening=1_000_00, events=[Withdrawal(1, 1, "special")])


def test_all_that_is_wrong_is_told_at_once():
    """
    Five mistakes give five problems.
    """
    with pytest.raises(SavingsError) as caught:
        account(50_00, 0, opening=-1, events=[Withdrawal(3, 0), Missed(2, paid_in=2), Missed(5)])

    fields = {problem.field.removeprefix("savings.field.") for problem in caught.value.problems}
    assert {"pledge", "months", "opening", "withdrawal", "late"} == fields


def test_the_table_people_see():
    """
    `to_frame` has a row a month and the last balance at its end.
    """
    frame = account(100_00, 24).to_frame()

    assert (24, 12) == frame.shape
    assert 2_400_00 == frame.loc[24, "balance"]


WRONG = [
    # what is given, the field that is named, words of the English message
    ({"pledge": 50_00}, "pledge a month", "Give 40 or 60 baht"),
    ({"pledge": 0}, "pledge a month", "Give 20 to 800 baht"),
    ({"pledge": -100_00}, "pledge a month", "cannot be negative"),
    ({"pledge": 820_00}, "pledge a month", "Give 20 to 800 baht"),
    ({"pledge": 10**17}, "pledge a month", "too much"),
    ({"pledge": 10**5000}, "pledge a month", "too much"),
    ({"opening": -(10**5000)}, "pledged savings brought forward", "cannot be negative"),
    ({"pledge": 100.0}, "pledge a month", "whole satang"),
    ({"pledge": float("nan")}, "pledge a month", "whole satang"),
    ({"pledge": "ร้อย"}, "pledge a month", "whole satang"),
    ({"pledge": "๑๐๐์"}, "pledge a month", "whole satang"),
    ({"pledge": ""}, "pledge a month", "whole satang"),
    ({"pledge": None}, "pledge a month", "whole satang"),
    ({"pledge": True}, "pledge a month", "whole satang"),
    ({"pledge": 100_01}, "pledge a month", "not a whole number of 20-baht"),
    ({"months": 0}, "number of months", "too small"),
    ({"months": -1}, "number of months", "too small"),
    ({"months": 1201}, "number of months", "too large"),
    ({"months": 1.5}, "number of months", "whole number"),
    ({"months": "12"}, "number of months", "whole number"),
    ({"opening": -1}, "pledged savings brought forward", "cannot be negative"),
    ({"opening": 0.1}, "pledged savings brought forward", "whole satang"),
    ({"opening_special": -1}, "special savings brought forward", "cannot be negative"),
    ({"opening_special": 10**17}, "special savings brought forward", "too much"),
    ({"held": -1}, "savings held behind loans", "cannot be negative"),
    ({"events": ["Missed"]}, "event", "is not known"),
    ({"events": [Missed(0)]}, "month", "too small"),
    ({"events": [Missed(13)]}, "month", "too large"),
    ({"events": [Missed("3")]}, "month", "whole number"),
    ({"events": [Missed(5, paid_in=4)]}, "month of late payment", "Give a later month"),
    ({"events": [Missed(5, paid_in=5)]}, "month of late payment", "Give a later month"),
    ({"events": [Missed(5), Missed(5, 6)]}, "missed month", "Keep one"),
    ({"events": [Change(5, 60_00), Change(5, 80_00)]}, "new pledge a month", "Keep one"),
    ({"events": [Change(5, 55_00)]}, "new pledge a month", "Give 40 or 60 baht"),
    ({"events": [Change(5, 0)]}, "new pledge a month", "Give 20 to 800 baht"),
    ({"events": [Deposit(5, 0)]}, "deposit of special savings", "above 0"),
    ({"events": [Deposit(5, -5)]}, "deposit of special savings", "cannot be negative"),
    ({"events": [Dividend(5, -5)]}, "dividend kept", "cannot be negative"),
    ({"events": [Dividend(5, 5, "bank")]}, "kind of savings", "is not known"),
    ({"events": [Withdrawal(5, 0)]}, "withdrawal of pledged savings", "above 0"),
    ({"events": [Withdrawal(5, 500_01)]}, "withdrawal of pledged savings", "500 baht that are"),
    ({"events": [Withdrawal(5, 1, "special")]}, "withdrawal of special savings", "0 baht that"),
    ({"events": [Withdrawal(5, 1, "other")]}, "kind of savings", "is not known"),
    (
        {"events": [Withdrawal(5, 1)], "rules": STRICT},
        "withdrawal of pledged savings",
        "no partial",
    ),
    (
        {"events": [Deposit(5, 1)], "rules": STRICT},
        "deposit of special savings",
        "takes no special savings",
    ),
    ({"events": [Leaving(5, debt=-1)]}, "debt set off on leaving", "cannot be negative"),
    ({"events": [Leaving(5, debt=400_01)]}, "debt set off on leaving", "400 baht that are free"),
    ({"events": [Leaving(5), Leaving(7)]}, "leaving", "Keep one"),
    ({"events": [Leaving(5), Deposit(5, 1)]}, "leaving", "Delete it, or leave later"),
    ({"events": [Missed(3, paid_in=6), Leaving(5)]}, "leaving", "Delete it, or leave later"),
]


def test_training_pledges_are_the_rulebooks():
    """
    What members may promise where no group is opened stands in the shipped rulebook.
    """
    assert PledgeRules.of(GroupRules.default()) == TRAINING_RULES


@pytest.mark.parametrize(("given_", "field", "says"), WRONG)
def test_wrong_accounts_are_named_in_both_languages(given_, field, says):
    """
    What cannot be kept names its field and the remedy, in Thai and in English.
    """
    with pytest.raises(SavingsError) as caught:
        account(**({"pledge": 100_00, "months": 12} | given_))

    assert caught.value.say("en").startswith(f"{field}: ")
    assert says in caught.value.say("en")
    assert "กรุณา" in caught.value.say("th")


@pytest.mark.parametrize(
    ("given_", "field"),
    [
        ({"share_value": 0}, "value of one monthly unit"),
        ({"share_value": -20_00}, "value of one monthly unit"),
        ({"share_value": 20.0}, "value of one monthly unit"),
        ({"least_shares": 0}, "fewest monthly units"),
        ({"least_shares": 41}, "most monthly units"),
        ({"most_shares": 0}, "most monthly units"),
        ({"most_shares": "40"}, "most monthly units"),
        ({"fine": -1}, "fine for a missed pledge"),
        ({"fine": None}, "fine for a missed pledge"),
    ],
)
def test_rules_that_make_no_sense_are_refused(given_, field):
    """
    Units of nothing, fewer at most than at least, a fine that pays the member.
    """
    with pytest.raises(SavingsError) as caught:
        PledgeRules(**given_)

    assert caught.value.say("en").startswith(f"{field}: ")


@st.composite
def plans(draw):
    """Return arguments of an account that may or may not be overdrawn."""
    months = draw(st.integers(1, 30))
    month = st.integers(1, months)
    amount = st.integers(1, 3_000_00)
    kind = st.sampled_from(["pledged", "special"])
    pledge = st.integers(1, 40).map(lambda shares: shares * 20_00)
    missed = draw(st.dictionaries(month, st.one_of(st.none(), st.integers(1, 5))))
    events = [
        *(Missed(at, None if after is None else at + after) for at, after in missed.items()),
        *(Change(at, to) for at, to in draw(st.dictionaries(month, pledge, max_size=3)).items()),
        *draw(st.lists(st.builds(Deposit, month, amount), max_size=5)),
        *draw(st.lists(st.builds(Dividend, month, amount, kind), max_size=3)),
        *draw(st.lists(st.builds(Withdrawal, month, amount, kind), max_size=4)),
    ]
    if draw(st.booleans()):
        gone = draw(month)
        events = [
            event
            for event in events
            if event.month < gone and (getattr(event, "paid_in", None) or 0) < gone
        ]
        events.append(Leaving(gone))
    return {
        "pledge": draw(pledge),
        "months": months,
        "opening": draw(st.integers(0, 5_000_00)),
        "opening_special": draw(st.integers(0, 5_000_00)),
        "events": events,
    }


def keep(plan):
    """Return the account and None, or None and the keys of what was wrong."""
    try:
        return account(**plan), None
    except SavingsError as error:
        return None, {problem.key for problem in error.problems}


@given(plans())
def test_balances_are_what_came_in_less_what_went_out(plan):
    """
    Balances = brought forward + deposits + dividends − withdrawals, never below zero.
    """
    tally["random savings accounts"] += 1
    kept, refused = keep(plan)
    if kept is None:
        assert {"savings.above-free"} == refused
        return
    balance, special = plan["opening"], plan["opening_special"]
    for row in kept.months:
        balance += row.paid + row.late + row.dividend - row.withdrawn
        special += row.special_in + row.special_dividend - row.special_out
        assert (balance, special) == (row.balance, row.special)
        assert min(balance, special, kept.arrears) >= 0


@given(plans(), st.randoms(use_true_random=False))
def test_the_order_in_which_events_are_told_does_not_matter(plan, chance):
    """
    A shuffled plan gives the same account, or is refused for the same reasons.
    """
    tally["random savings accounts"] += 2
    shuffled = random.Random(chance.random()).sample(plan["events"], len(plan["events"]))

    def outcome(events):
        try:
            return account(**plan | {"events": events})
        except SavingsError as error:
            return sorted(problem.say("en") for problem in error.problems)

    assert outcome(plan["events"]) == outcome(shuffled)


@given(plans())
def test_a_missed_month_never_raises_a_balance(plan):
    """
    Without its missed months an account holds at least as much in every month.
    """
    tally["random savings accounts"] += 2
    still = [event for event in plan["events"] if not isinstance(event, Withdrawal | Leaving)]
    on_time = [event for event in still if not isinstance(event, Missed)]

    actual = account(**plan | {"events": still})
    better = account(**plan | {"events": on_time})

    assert all(a.balance <= b.balance for a, b in zip(actual.months, better.months, strict=True))
    assert better.balance == actual.balance + actual.arrears
