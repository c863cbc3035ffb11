"""Writing the books: what is taken in, what is refused and how that teaches."""

from dataclasses import replace
from datetime import date

import pytest

from ogs_teach.books import Entry, Group, Member
from ogs_teach.books.closing import share_out
from ogs_teach.books.journal import Journal, Line
from ogs_teach.books.registers import debtors, savings_control
from ogs_teach.books.statements import income_statement, month_ends, trial_balance
from ogs_teach.errors import GroupError
from ogs_teach.places import sample_data
from tests.tally import tally

DAY, LATER, JANUARY = date(2026, 1, 10), date(2026, 2, 10), date(2026, 1, 31)
BAHT = 100
TWELVE = Group.open(sample_data() / "group_12")
OWING = next(one for one in debtors(TWELVE, DAY) if one.balance > 1_000 * BAHT)


@pytest.fixture
def journal():
    return Journal(TWELVE)


def saved(amount, member="N01"):
    return Line("savings", amount * BAHT, member)


def split(principal, interest=0, fine=0):
    parts = (("principal", principal), ("interest", interest), ("fine", fine))
    return [Line(kind, amount, OWING.member, OWING.loan) for kind, amount in parts if amount]


def refused(act):
    """Return what the journal says to a slip that it does not take."""
    with pytest.raises(GroupError) as caught:
        act()
    assert caught.value.say("th") != caught.value.say("en")
    return caught.value


def twice(journal):
    journal.post(DAY, "R1", saved(100))
    journal.post(DAY, "R1", saved(100))


def number_again(journal):
    journal.post(DAY, "R1", saved(100))
    journal.post(DAY, "R1", saved(200, "N02"))


def closed(journal):
    journal.close_month(JANUARY, journal.cash)
    journal.post(DAY, "R1", saved(100))


def reversed_twice(journal):
    journal.post(DAY, "R1", saved(100))
    journal.reverse("R1", DAY, "J1")
    journal.reverse("R1", DAY, "J2")


def reversal_reversed(journal):
    journal.post(DAY, "R1", saved(100))
    journal.reverse("R1", DAY, "J1")
    journal.reverse("J1", DAY, "J2")


def closing_reversed(journal):
    journal.close_month(JANUARY, journal.cash, "M1")
    journal.reverse("M1", LATER, "J1")


def spent_since(journal):
    journal.post(DAY, "R1", Line("grant", journal.cash))
    journal.post(LATER, "P1", Line("equipment", journal.cash))
    journal.reverse("R1", LATER, "J1")


def earlier_day(journal):
    journal.post(LATER, "P1", Line("equipment", journal.cash))
    journal.post(DAY, "P2", Line("travel", 1))


def admit_again(journal):
    journal.admit(replace(TWELVE.members["N01"], name="ใหม่"))


def lend_again(journal):
    journal.lend(TWELVE.loans[OWING.loan], "P1")


# what is done, and words of the English message
REFUSED = [
    (lambda j: j.post(DAY, "R1"), "has no entry"),
    (twice, "for the same 100 baht. There is no need to enter it again"),
    (number_again, "Slip R1 was used on 10 January 2026, for 100 baht"),
    (lambda j: j.post(DAY, "R1", *split(9_00, 98), received=9_89), "difference of 0.09"),
    (lambda j: j.post(DAY, "R1", saved(1_560), received=1_650_00), "1,560 and 1,650 differ by two"),
    (lambda j: j.post(DAY, "R1", saved(100, "N99")), "no member “N99”"),
    (lambda j: j.post(DAY, "R1", saved(0)), "there is no amount"),
    (lambda j: j.post(DAY, "R1", saved(-5)), "To reverse an entry"),
    (lambda j: j.post(DAY, "R1", Line("principal", 100, "N01")), "needs this number"),
    (lambda j: j.post(date(2023, 1, 1), "R1", saved(100)), "before the books begin"),
    (closed, "10 January 2026 lies in a month that is closed (up to 31 January 2026)"),
    (lambda j: j.post(DAY, "P1", Line("travel", j.cash + 250)), "2.50 baht below zero"),
    (lambda j: j.post(DAY, "P1", Line("savings_out", 10**7, "N01")), "more than stands on pledged"),
    (lambda j: j.post(DAY, "R1", *split(OWING.balance + 500)), f"{OWING.loan} owes"),
    (lambda j: j.post(DAY, "R1", *split(OWING.balance + 500)), ": 5 too much"),
    (earlier_day, "0.01 baht below zero on 10 February 2026"),
    (reversed_twice, "was reversed already, on 10 January 2026"),
    (reversal_reversed, "is itself a reversal"),
    (closing_reversed, "moved no money"),
    (spent_since, "baht below zero"),
    (lambda j: j.reverse("R9", DAY, "J1"), "there is no slip “R9”"),
    (lambda j: j.reverse("R67-0001", date(2024, 1, 9), "J1"), "before slip R67-0001 was written"),
    (lambda j: j.close_month(DAY, j.cash), "not the last day of a month"),
    (lambda j: j.close_month(JANUARY, j.cash - 500), "a difference of 5"),
    (lambda j: j.close_month(JANUARY, -1), "below zero"),
    (admit_again, "N01 is taken"),
    (lend_again, f"{OWING.loan} is taken"),
    (lambda j: j.post(DAY, "P1", Line("loan_out", 100, "N01", "K13")), "with its contract"),
]


@pytest.mark.parametrize(("act", "words"), REFUSED, ids=[words[:40] for _, words in REFUSED])
def test_a_refusal_says_what_is_wrong_with_its_sums(journal, act, words):
    """
    What is wrong, with the sum found and the difference, in both languages.
    """
    assert words in refused(lambda: act(journal)).say("en")


def test_everything_wrong_with_a_slip_is_told_at_once(journal):
    """
    A used number, an unknown member, a missing amount and parts that do not add up: four problems.
    """
    journal.post(DAY, "R1", saved(100))
    error = refused(
        lambda: journal.post(DAY, "R1", saved(100, "N99"), saved(0, "N02"), received=95_00)
    )

    assert 4 == len(error.problems)
    assert {"R1"} == {problem.where for problem in error.problems}


def test_a_refused_slip_leaves_nothing_behind(journal):
    """
    After a loan that the cash box cannot pay, neither contract nor entry is there.
    """
    before = journal.group
    loan = replace(TWELVE.loans[OWING.loan], id="K99", date=DAY, first_due=LATER, principal=10**9)
    refused(lambda: journal.lend(loan, "P1"))

    assert before == journal.group


def test_what_is_written_can_be_saved_and_opened(journal, tmp_path):
    """
    A new member, a loan, a repayment, a reversal and a closed month come back from the folder.
    """
    journal.admit(Member("N13", "ใหม่", "ordinary", "", "", "", "", DAY, None, 100_00, ()))
    journal.post(DAY, "R1", saved(130, "N13"), *split(100_00, 8_00, 5_00), received=243_00)
    journal.post(DAY, "R2", saved(999, "N13"))
    journal.reverse("R2", DAY, "J1", "ลงผิดยอด")
    journal.lend(
        replace(
            TWELVE.loans[OWING.loan],
            id="K99",
            member="N13",
            date=DAY,
            first_due=LATER,
            principal=50_00,
        ),
        "P1",
    )
    journal.close_month(JANUARY, journal.cash)
    journal.group.save(tmp_path / "group")
    opened = Group.open(tmp_path / "group")

    assert journal.group.to_files() == opened.to_files()
    assert JANUARY == opened.closed
    assert 130_00 == opened.savings_on(JANUARY)["N13"]
    assert journal.cash == Journal(opened).cash


def test_a_contract_that_replaces_another_moves_the_debt_and_no_cash(journal):
    """
    Rescheduling empties the old contract; the new one owes what it owed.
    """
    old = TWELVE.loans[OWING.loan]
    cash = journal.cash
    new = replace(
        old, id="K99", date=DAY, first_due=LATER, principal=OWING.balance, reschedules=old.id
    )
    journal.lend(new, "J1")

    assert cash == journal.cash
    assert (0, OWING.balance) == (journal.held("111", old.id), journal.held("111", "K99"))


def test_a_rescheduled_loan_is_at_risk_until_it_performs(journal):
    """
    Three instalments on their days, as the rulebook asks, and the contract is no longer at risk.
    """
    old = TWELVE.loans[OWING.loan]
    new = replace(
        old, id="K99", date=DAY, first_due=LATER, periods=10, principal=OWING.balance,
        reschedules=old.id,
    )  # fmt: skip
    journal.lend(new, "J1")
    due = [part.due for part in journal.group.instalments("K99")]
    seen = []
    for number, day in enumerate(due[:4]):
        journal.post(
            day, f"R{number}", Line("principal", OWING.balance // 10 + 100, new.member, "K99")
        )
        seen.append(journal.group.at_risk("K99", day))

    assert 3 == journal.group.rules.loans.performs_after
    assert [True, True, False, False] == seen
    assert journal.group.at_risk("K99", due[5])  # the fifth was missed


def test_a_cash_count_that_lacks_a_slip_names_the_slip(journal):
    """
    Closing a month with 243.70 baht too little points at the slip of 243.70 baht.
    """
    journal.post(DAY, "R7", Line("other_income", 243_70))
    error = refused(lambda: journal.close_month(JANUARY, journal.cash - 243_70))

    assert "Slip R7 is for 243.70 baht, just the difference" in error.say("en")


def test_a_month_can_be_closed_while_the_next_has_begun(journal):
    """
    January closes on its own cash, although February's slips are written already.
    """
    journal.post(DAY, "R1", saved(100))
    cash = journal.cash
    journal.post(LATER, "R2", saved(100))
    journal.close_month(JANUARY, cash)
    journal.post(LATER, "R3", saved(100, "N02"))

    assert cash == trial_balance(journal.group, JANUARY).debits["101"]
    assert cash + 200_00 == journal.cash


def test_a_reversal_in_a_later_month_leaves_the_closed_month_as_it_was(journal):
    """
    January's statements and its debtor register say the same before and after.
    """
    journal.post(DAY, "R1", *split(500_00, 30_00))
    journal.close_month(JANUARY, journal.cash)

    def january():
        group = journal.group
        return (
            trial_balance(group, JANUARY),
            income_statement(group, date(2026, 1, 1), JANUARY),
            debtors(group, JANUARY),
        )

    before = january()
    journal.reverse("R1", LATER, "J1")

    assert before == january()
    assert OWING.balance == journal.held("111", OWING.loan)
    late = {one.loan: one.days_late for one in debtors(journal.group, date(2026, 6, 1))}
    assert late == {one.loan: one.days_late for one in debtors(TWELVE, date(2026, 6, 1))}


def test_money_taken_back_within_the_year_earns_no_dividend():
    """
    A deposit of 5,000 baht in March, reversed in November, changes nobody's part of the surplus.
    """
    start = replace(TWELVE, entries=tuple(e for e in TWELVE.entries if e.date < date(2025, 12, 31)))
    journal = Journal(start)
    journal.post(date(2025, 3, 10), "R1", saved(5_000))
    journal.post(date(2025, 3, 10), "R2", Line("interest", 70_00, OWING.member, OWING.loan))
    journal.reverse("R1", date(2025, 11, 10), "J1")
    journal.reverse("R2", date(2025, 11, 10), "J2")

    meeting = date(2026, 2, 5)
    assert share_out(start, 2025, meeting, "J9") == share_out(journal.group, 2025, meeting, "J9")
    assert start.year(2025) == journal.group.year(2025)


def test_a_deposit_taken_back_in_another_month_stays_in_the_control_register(journal):
    """
    Columns add up though a member's row comes to nothing: 300 in January, less 300 in February.
    """
    journal.admit(Member("N13", "ใหม่", "ordinary", "", "", "", "", DAY, None, 100_00, ()))
    journal.post(DAY, "R1", saved(300, "N13"))
    journal.reverse("R1", LATER, "J1")
    control = savings_control(journal.group, 2026)

    assert {"N13": (300_00, -300_00)} == {
        row.member: row.months[:2] for row in control.rows if row.member == "N13"
    }
    assert (300_00, -300_00) == control.total.months[:2]


def test_one_slip_cannot_reverse_two(journal):
    """
    Two slips of the same contents, taken back by one reversal: refused, once for the slip.
    """
    for slip in ("R1", "R2"):
        journal.post(DAY, slip, saved(100), Line("fine", 20_00, "N01"))
    lines = [
        Entry(DAY, "J1", "savings", "N01", "", -100_00, "", "R1"),
        Entry(DAY, "J1", "fine", "N01", "", -20_00, "", "R2"),
    ]
    entries = (*journal.entries, *lines)
    error = refused(
        lambda: Group.from_files(
            {
                name: text.encode()
                for name, text in replace(journal.group, entries=entries).to_files().items()
            }
        )
    )

    assert ["group.reverses-part"] == [problem.key for problem in error.problems]


def test_money_spent_before_its_receipt_was_taken_back_can_be_shared_out():
    """
    A member's 5,000 came in by mistake, 4,000 of it went out again: no account was below zero.
    """
    start = replace(TWELVE, entries=tuple(e for e in TWELVE.entries if e.date < date(2025, 12, 31)))
    journal = Journal(start)
    held = journal.held("301", "N11")
    journal.post(date(2025, 3, 10), "R1", saved(5_000, "N11"))
    journal.post(date(2025, 4, 10), "P1", Line("savings_out", held + 100, "N11"))
    journal.post(date(2025, 5, 10), "R2", saved(6_000, "N11"))
    journal.reverse("R1", date(2025, 6, 10), "J1")
    shared = share_out(journal.group, 2025, date(2026, 2, 5), "J9")

    assert journal.group.year(2025).surplus == sum(entry.amount for entry in shared)


def test_what_a_file_cannot_hold_is_not_taken_in(journal):
    """
    A slip's number with a space, none at all, a note of three hundred letters, an unknown event.
    """
    for slip, line in (
        ("P 1", saved(100)),
        ("", saved(100)),
        ("P1", Line("savings", 100, "N01", note="x" * 300)),
        ("P1", Line("gift", 100, "N01")),
    ):
        refused(lambda slip=slip, line=line: journal.post(DAY, slip, line))
    assert TWELVE == journal.group


def test_books_written_out_of_order_replay_all_the_same(journal):
    """
    Rows of February before January's, and a slip whose rows stand apart: the same balances.
    """
    journal.post(LATER, "P1", Line("travel", journal.cash - 50_00))
    journal.post(DAY, "R1", saved(100), Line("fine", 10_00, "N01"))
    entries = list(journal.entries)
    entries.insert(-1, replace(entries[-1], slip="R2", kind="fee"))
    group = replace(journal.group, entries=tuple(entries))
    again = Journal.replay(group)

    assert group == again.group
    assert Journal(group).cash == again.cash


def test_money_taken_back_in_a_later_year_leaves_the_old_year_alone(journal):
    """
    2025 keeps its deposit; 2026 takes it out on the day of the reversal.
    """
    wrong = next(e for e in TWELVE.entries if e.date.year == 2025 and e.kind == "savings")
    journal.reverse(wrong.slip, DAY, "J1")

    assert TWELVE.year(2025) == journal.group.year(2025)
    paid = {row.member: row.paid for row in savings_control(journal.group, 2026).rows}
    assert -wrong.amount == paid[wrong.member]


@pytest.mark.parametrize("name", ["group_12", "group_a"])
def test_the_sample_books_replay_to_the_same_month_ends(name):
    """
    Written anew slip by slip, every month closed on its cash: the same 24 trial balances.
    """
    group = Group.open(sample_data() / name)
    closings = {day: group.balances(day).total("101") for day in month_ends(group)}
    again = Journal(replace(group, entries=()))
    waiting = sorted(group.entries, key=lambda entry: entry.date)
    for day, cash in closings.items():
        month = tuple(entry for entry in waiting if again.begins <= entry.date <= day)
        waiting = [entry for entry in waiting if entry.date > day]
        again = Journal.replay(replace(group, entries=(*again.entries, *month)))
        again.close_month(day, cash)
        tally["month ends closed and replayed to the same balances"] += 1

        assert trial_balance(group, day) == trial_balance(again.group, day)
    assert list(closings)[-1] == again.closed
