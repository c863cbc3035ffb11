"""The journal under anything a committee could do to it, right or wrong, in any order."""

from collections import defaultdict
from datetime import date, timedelta
from fractions import Fraction

from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from ogs_teach.books import Group, Loan, Member, Opening
from ogs_teach.books.balances import Balances
from ogs_teach.books.importing import read_group
from ogs_teach.books.journal import Journal, Line
from ogs_teach.books.kinds import BY_LOAN, KINDS, MAY_BE_NEGATIVE
from ogs_teach.books.registers import debtors, passbook
from ogs_teach.books.statements import balance_sheet, trial_balance
from ogs_teach.books.templates import workbook
from ogs_teach.errors import GroupError
from ogs_teach.rules import GroupRules
from tests.tally import tally

FIRST = date(2024, 11, 1)  # a year's end is near: some runs cross it
BAHT = 100
PEOPLE = ("A1", "A2", "A3")
IN = ("savings", "special", "fee", "fine", "other_income", "grant", "borrowed", "cash_over")
OUT = ("savings_out", "special_out", "pay", "stationery", "travel", "to_bank", "welfare_paid")
ELSEWHERE = ("bank_interest", "special_interest", "doubtful", "from_bank")
AMOUNTS = st.one_of(st.integers(1, 900 * BAHT), st.sampled_from([100 * BAHT, 9_000 * BAHT]))
DAYS = st.integers(-3, 12)  # before or after the last day written


def beginning():
    members = {
        name: Member(name, name, "ordinary", "", "", "", "", FIRST, None, 100 * BAHT, ())
        for name in PEOPLE
    }
    old = Loan(
        "L0", "A1", "ordinary", FIRST - timedelta(days=30), 1_000 * BAHT, Fraction(1), "month",
        "equal_principal", 10, FIRST, ("A2",), "", "",
    )  # fmt: skip
    opening = [
        Opening(FIRST, account, member, loan, debit * BAHT, credit * BAHT)
        for account, member, loan, debit, credit in (
            ("101", "", "", 2_000, 0),
            ("102", "", "", 500, 0),
            ("111", "", "L0", 700, 0),
            ("203", "", "", 0, 300),
            ("301", "A1", "", 0, 1_500),
            ("301", "A2", "", 0, 1_200),
            ("201", "A3", "", 0, 200),
        )
    ]
    return Group(GroupRules.default(), members, tuple(opening), (), {"L0": old})


class Bookkeeping(RuleBasedStateMachine):
    """A journal beside a plain list of what it took in."""

    @initialize()
    def begin(self):
        self.journal = Journal(beginning())
        self.last, self.number, self.loans = FIRST, 0, 0
        self.taken = []  # every entry accepted, in the order of writing
        self.closed = {}  # month's end to what the books said of it when it closed

    def slip(self):
        self.number += 1
        return f"S{self.number}"

    def day(self, step):
        return max(self.last + timedelta(days=step), FIRST - timedelta(days=1))

    def balances(self):
        return {key: amount for key, amount in self.journal._balances.of.items() if amount}

    def attempt(self, act):
        """Do something; what is refused is told in both languages and changes nothing."""
        tally["steps of the journal's state machine"] += 1
        before = self.journal.entries, self.balances(), self.journal.closed, self.journal.group
        try:
            written = act()
        except GroupError as error:
            written = None
            told = [error.say("th"), error.say("en")]
        if written is None:
            tally["of these refused"] += 1
            assert all(told)
            assert before == (
                self.journal.entries,
                self.balances(),
                self.journal.closed,
                self.journal.group,
            )
            return None
        self.taken += written
        self.last = max(self.last, written[0].date)
        return written

    @rule(
        kind=st.sampled_from(IN), member=st.sampled_from([*PEOPLE, "A9"]), amount=AMOUNTS, step=DAYS
    )
    def receive(self, kind, member, amount, step):
        whose = member if KINDS[kind].member != "no" else ""
        self.attempt(
            lambda: self.journal.post(self.day(step), self.slip(), Line(kind, amount, whose))
        )

    @rule(kind=st.sampled_from(OUT), member=st.sampled_from(PEOPLE), amount=AMOUNTS, step=DAYS)
    def pay(self, kind, member, amount, step):
        whose = member if KINDS[kind].member != "no" else ""
        self.attempt(
            lambda: self.journal.post(self.day(step), self.slip(), Line(kind, amount, whose))
        )

    @rule(kind=st.sampled_from(ELSEWHERE), amount=AMOUNTS, step=DAYS)
    def enter(self, kind, amount, step):
        whose = "A3" if KINDS[kind].member == "yes" else ""
        self.attempt(
            lambda: self.journal.post(self.day(step), self.slip(), Line(kind, amount, whose))
        )

    @rule(
        member=st.sampled_from(PEOPLE),
        principal=st.integers(1, 4_000),
        periods=st.integers(1, 6),
        step=DAYS,
        again=st.booleans(),
    )
    def lend(self, member, principal, periods, step, again):
        self.loans += not again
        day = self.day(step)
        loan = Loan(
            f"L{self.loans}", member, "emergency" if periods < 3 else "ordinary", day,
            principal * BAHT, Fraction(1), "month", "equal_principal", periods,
            day + timedelta(days=30), (), "", "",
        )  # fmt: skip
        self.attempt(lambda: self.journal.lend(loan, self.slip()))

    @rule(
        at=st.integers(0, 9),
        parts=st.tuples(AMOUNTS, st.integers(0, 90 * BAHT), st.integers(0, 10 * BAHT)),
        whole=st.booleans(),
        slack=st.sampled_from([0, 0, 0, 9 * BAHT, -1]),
        step=DAYS,
    )
    def repay(self, at, parts, whole, slack, step):
        loans = list(self.journal.group.loans.values())
        loan = loans[at % len(loans)]
        principal, interest, fine = parts
        if whole:
            principal = self.journal.held("111", loan.id) + self.journal.held("112", loan.id)
        lines = [
            Line(kind, amount, loan.member, loan.id)
            for kind, amount in (("principal", principal), ("interest", interest), ("fine", fine))
            if amount
        ]
        received = sum(line.amount for line in lines) + slack
        self.attempt(
            lambda: self.journal.post(self.day(step), self.slip(), *lines, received=received)
        )

    @precondition(lambda self: self.taken)
    @rule(at=st.integers(0, 999), step=DAYS)
    def reverse(self, at, step):
        slip = self.taken[at % len(self.taken)].slip
        self.attempt(lambda: self.journal.reverse(slip, self.day(step), self.slip()))

    @rule(kind=st.sampled_from([*IN, "savings_out", "pay"]), amount=AMOUNTS)
    def there_and_back(self, kind, amount):
        before, slip = self.balances(), self.slip()
        whose = "A1" if KINDS[kind].member != "no" else ""
        written = self.attempt(
            lambda: self.journal.post(self.last, slip, Line(kind, amount, whose))
        )
        if written:
            assert self.attempt(lambda: self.journal.reverse(slip, self.last, self.slip()))
            assert before == self.balances()
            tally["entries that their reversal undid"] += 1

    @precondition(lambda self: self.taken)
    @rule(at=st.integers(0, 999))
    def use_a_number_again(self, at):
        entry = self.taken[at % len(self.taken)]
        line = Line(entry.kind, abs(entry.amount), entry.member, entry.loan)
        assert self.attempt(lambda: self.journal.post(self.last, entry.slip, line)) is None

    @precondition(lambda self: self.journal.closed)
    @rule(back=st.integers(0, 40))
    def write_into_a_closed_month(self, back):
        day = self.journal.closed - timedelta(days=back)
        line = Line("savings", 100 * BAHT, "A1")
        assert self.attempt(lambda: self.journal.post(day, self.slip(), line)) is None

    @rule(ahead=st.integers(0, 1), wrong=st.sampled_from([0, 0, 0, 100 * BAHT]))
    def close_month(self, ahead, wrong):
        first = (self.last.replace(day=28) + timedelta(days=4)).replace(day=1)
        if not ahead:  # the month before, while entries of this one stand there already
            first = self.last.replace(day=1)
        day = first - timedelta(days=1)
        cash = trial_balance(self.journal.group, day).debits.get("101", 0)
        if self.attempt(lambda: self.journal.close_month(day, cash + wrong)):
            tally["months closed by the state machine"] += 1
            self.closed[day] = self.looked_at(day)

    def looked_at(self, day):
        """Return all that a month's end says."""
        group = self.journal.group
        return (
            trial_balance(group, day),
            balance_sheet(group, day),
            debtors(group, day),
            [entry for entry in group.entries if entry.date <= day],
        )

    @invariant()
    def what_was_taken_is_there_and_nothing_else(self):
        assert tuple(self.taken) == self.journal.entries

    @invariant()
    def every_entry_sums_to_zero(self):
        sums = defaultdict(int)
        legs = Balances((), self.journal.group.loans)
        for entry in self.taken[-3:]:
            places = legs.legs(entry)
            if places:
                debit, credit = places
                sums[debit] += entry.amount
                sums[credit] -= entry.amount
                assert debit != credit
        assert 0 == sum(sums.values())

    @invariant()
    def assets_equal_liabilities_capital_and_result(self):
        held = self.journal._balances.accounts()
        side = defaultdict(int)
        for account, amount in held.items():
            side[account[0]] += -amount if account == "119" else amount
        assert side["1"] == side["2"] + side["3"] + side["4"] - side["5"]

    @invariant()
    def sub_ledgers_equal_their_control_accounts(self):
        group = self.journal.group
        for account in ("301", "201"):
            books = [passbook(group, one, FIRST, self.last, account) for one in PEOPLE]
            assert self.journal.held(account) == sum(book.closing for book in books)
        register = debtors(group, self.last)
        assert sum(map(self.journal.held, BY_LOAN)) == sum(one.balance for one in register)
        for one in register:
            paid = [e.amount for e in self.taken if (e.kind, e.loan) == ("principal", one.loan)]
            start = 700 * BAHT if one.loan == "L0" else one.lent
            assert start - sum(paid) == one.balance

    @invariant()
    def no_day_ends_below_zero(self):
        balances = Balances(beginning().opening, self.journal.group.loans)
        in_order = sorted(self.taken, key=lambda entry: entry.date)
        for entry, after in zip(in_order, [*in_order[1:], None], strict=False):
            balances.post(entry)
            if after is None or after.date > entry.date:
                low = {k: v for k, v in balances.of.items() if v < 0}
                assert set(MAY_BE_NEGATIVE) >= {account for account, _ in low}

    @invariant()
    def a_closed_month_never_changes(self):
        for day, then in self.closed.items():
            assert then == self.looked_at(day)

    def teardown(self):
        if not hasattr(self, "journal"):
            return
        group = self.journal.group
        read = Group.from_files({k: v.encode() for k, v in group.to_files().items()})
        assert plain(group) == plain(read)
        again = Journal.replay(read)
        assert plain(group) == plain(again.group)
        assert self.balances() == {k: v for k, v in again._balances.of.items() if v}
        tally["journals written out, read and replayed to the same balances"] += 1
        if self.number % 4 == 0:
            rules = group.rules.to_toml().encode()
            files = {"book.xlsx": workbook("th", group), "rules.toml": rules}
            assert plain(group) == plain(read_group(files))
            tally["of these through a spreadsheet, too"] += 1


def plain(group):
    """Return a group's texts: rows are counted anew when they are read."""
    return group.to_files()


TestBookkeeping = Bookkeeping.TestCase
TestBookkeeping.settings = settings(
    deadline=None,
    derandomize=True,
    max_examples=110,
    stateful_step_count=60,
    phases=[Phase.generate, Phase.shrink],
)
