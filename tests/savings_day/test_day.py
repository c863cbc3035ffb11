"""The savings day as a game: what the table takes, what the auditor says, hints, the end."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ogs_teach.books import Line
from ogs_teach.books.statements import balance_sheet, trial_balance
from ogs_teach.errors import GroupError
from ogs_teach.savings_day import LEVELS, SavingsDay
from ogs_teach.savings_day.papers import BORROWER, DAY, DECIDING, papers, start
from tests.tally import tally

GUARANTOR = "N10"


def right_steps(level):
    """Return everything that a faultless team does, each as a function of the day."""
    steps = []
    day = SavingsDay(level)
    for paper in day.papers:
        entered = day.lines(paper.number)
        if entered == paper.lines:
            continue

        def do(day, paper=paper, again=bool(entered)):
            if again:
                day.take_back(paper.number)
            guarantor = GUARANTOR if paper.kind == "loan" else ""
            day.enter(paper.number, *paper.lines, guarantor=guarantor)

        steps.append(do)
    if day.short:
        steps.append(lambda day: day.record(-day.short))
    return steps


def played(level, steps):
    day = SavingsDay(level)
    for step in steps:
        step(day)
    return day


def keys(day):
    return [problem.key.removeprefix("savings_day.") for problem in day.verdict()]


def refused(act):
    with pytest.raises(GroupError) as caught:
        act()
    assert caught.value.say("th") != caught.value.say("en")
    return caught.value.say("en")


@pytest.mark.parametrize("level", LEVELS)
def test_a_faultless_team_closes_the_day(level):
    """
    Slips = register = cash; the books balance, and the loan is paid out.
    """
    day = played(level, right_steps(level))

    assert [] == day.close()
    assert day.closed
    assert day.counted == day.journal.cash
    assert 0 == trial_balance(day.group, DAY).difference
    assert 0 == balance_sheet(day.group, DAY).difference
    assert 9_000_00 == day.journal.held("111", "K20")
    assert "cannot be changed" in refused(lambda: day.record(1))


@settings(deadline=None, derandomize=True, max_examples=60)
@given(st.sampled_from(sorted(LEVELS)), st.randoms(use_true_random=False))
def test_the_order_of_correct_entries_does_not_matter(level, chance):
    """
    Whatever comes first, the same entries stand in the books and the same cash is left.
    """
    steps = right_steps(level)
    in_order = played(level, steps)
    chance.shuffle(steps)
    shuffled = played(level, steps)
    tally["savings days played in shuffled order"] += 1

    assert set(in_order.journal.entries) == set(shuffled.journal.entries)
    assert in_order.close() == shuffled.close() == []


@pytest.mark.parametrize("level", LEVELS)
def test_every_planted_mistake_is_seen_by_the_auditor_and_no_other(level):
    """
    With the team's own papers entered rightly, the verdict names just what was planted.
    """
    day = SavingsDay(level)
    for paper in day.papers:
        if not paper.helper:
            day.enter(
                paper.number, *paper.lines, guarantor=GUARANTOR if paper.kind == "loan" else ""
            )
    named = {"swapped": "differs"}
    planted = {(named.get(m.kind, m.kind), m.paper) for m in day.mistakes if m.paper}
    told = {(p.key.removeprefix("savings_day."), p.values["slip"]) for p in day.verdict()}
    tally["mistakes planted in the savings day and named"] += len(planted)

    assert planted == told


@pytest.mark.parametrize("level", LEVELS)
def test_following_the_hints_leads_to_the_end(level):
    """
    The first hint says where to look and the second what it is; done one by one, the day closes.
    """
    day = SavingsDay(level)
    for _ in range(20):
        first, second = day.hint(), day.hint()
        if first is None:
            break
        assert first.say("th") != second.say("th")
        assert first.say("en") != second.say("en")
        if "slip" not in first.values:
            day.record(-day.short)
            continue
        paper = day.paper(first.values["slip"])
        if day.lines(paper.number):
            day.take_back(paper.number)
        day.enter(paper.number, *paper.lines, guarantor=GUARANTOR if paper.loan == "K20" else "")

    assert [] == day.close()


def test_a_second_look_at_the_same_hint_stays_at_the_second_step():
    """
    Asked a third time, the hint is the second one again.
    """
    day = SavingsDay(1)
    day.hint()

    assert day.hint() == day.hint()


def test_swapped_digits_are_told_with_their_sums():
    """
    510 for 150: the sums, the difference, and that two digits changed places.
    """
    told = next(p for p in SavingsDay(1).verdict() if p.key == "savings_day.differs").say("en")

    assert "says 150 baht and the register 510, a difference of 360" in told
    assert "510 and 150 differ by two digits that changed places" in told


def test_an_amount_made_to_fit_is_not_praised():
    """
    Whoever records the difference as cash over, with a slip still missing, buries a mistake.
    """
    day = SavingsDay(1)
    day.record(day.counted - day.journal.cash)

    assert "buried" in keys(day)
    assert day.close()


def test_cash_that_is_short_is_recorded_and_not_adjusted():
    """
    All slips right and 120 baht missing: the auditor asks for a record as cash short.
    """
    day = played(3, right_steps(3)[:-1])

    assert ["cash"] == keys(day)
    assert "120 baht short" in day.verdict()[0].say("en")
    day.record(-120_00)
    assert [] == day.close()
    assert 120_00 == day.journal.held("115")


def test_undo_takes_the_last_step_back_and_no_more():
    """
    Three steps, one undone: two are left; the helper's entries stay.
    """
    day = SavingsDay(2)
    before = day.journal.entries
    day.enter("R69-0024", Line("savings", 50_00, "N04"))
    day.take_back("R69-0021")
    day.undo()

    assert day.lines("R69-0024")
    assert day.lines("R69-0021")
    day.undo()
    assert before == day.journal.entries
    assert not day.can_undo
    day.undo()
    assert before == day.journal.entries


LATE = [Line("fine", 10_00, "N07", "K19"), Line("interest", 50_00, "N07", "K19")]
REFUSED = [
    (
        lambda d: d.enter("R69-0024", Line("savings", 500_00, "N04")),
        "500 baht and 50 were received",
    ),
    (lambda d: d.enter("R69-0041", *LATE), "make 60 baht and 1,060 were received"),
    (lambda d: d.enter("R69-0041"), "has no entry"),
    (lambda d: d.enter("R69-0021", Line("savings", 100_00, "N01")), "is in the register"),
    (lambda d: d.take_back("R69-0024"), "nothing to reverse"),
    (lambda d: d.record(0), "only where there is a difference"),
    (lambda d: d.enter("P69-0001", Line("loan_out", 9_000_00, BORROWER)), "guarantor"),
    (
        lambda d: d.enter("P69-0001", Line("loan_out", 9_000_00, BORROWER), guarantor=DECIDING[0]),
        "decide",
    ),
    (
        lambda d: d.enter("P69-0001", Line("loan_out", 90_00, BORROWER), guarantor=GUARANTOR),
        "9,000 were received",
    ),
]


@pytest.mark.parametrize(("act", "words"), REFUSED, ids=[words[:30] for _, words in REFUSED])
def test_what_cannot_be_is_refused_and_changes_nothing(act, words):
    """
    The table says what is wrong; the register stays as it was.
    """
    day = SavingsDay(1)
    before = day.journal.entries

    assert words in refused(lambda: act(day))
    assert before == day.journal.entries
    assert not day.can_undo


def test_a_paper_can_be_taken_back_and_entered_again_and_again():
    """
    Deposit and loan alike: each time under a number of its own.
    """
    day = SavingsDay(1)
    loan = day.paper("P69-0001")
    for _ in range(3):
        day.enter("R69-0024", Line("savings", 50_00, "N04"))
        day.enter(loan.number, *loan.lines, guarantor=GUARANTOR)
        day.take_back("R69-0024")
        day.take_back(loan.number)
    day.enter("R69-0024", Line("savings", 50_00, "N04"))

    assert "R69-0024/4" == day.entries("R69-0024")[0].slip


def test_numbers_have_no_gaps_and_january_is_closed():
    """
    The day's receipts follow January's; the books behind them balance.
    """
    receipts = [paper.number for paper in papers() if paper.number[0] == "R"]

    assert [f"R69-{number:04d}" for number in range(21, 42)] == receipts
    assert 0 == trial_balance(start(), DAY).difference
    assert start().closed is not None


def test_random_play_never_breaks_the_books():
    """
    A thousand random things done, right or wrong: what is refused is told, and the books balance.
    """
    chance = random.Random(7)
    day = SavingsDay(3)
    for _ in range(1_000):
        paper = chance.choice(day.papers)
        lines = [
            Line(line.kind, line.amount * chance.choice([1, 1, 2]), line.member, line.loan)
            for line in paper.lines
        ]
        acts = [
            lambda lines=lines, paper=paper: day.enter(paper.number, *lines, guarantor=GUARANTOR),
            lambda paper=paper: day.take_back(paper.number),
            lambda: day.record(chance.randint(-500, 500)),
            day.undo,
        ]
        try:
            chance.choice(acts)()
        except GroupError as error:
            tally["wrong moves refused on the savings day"] += bool(error.say("th"))
    assert 0 == trial_balance(day.group, DAY).difference
