"""A group whose books are being written: it knows every balance while it goes on."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction

from ogs_teach import loans
from ogs_teach.books import Entry, Group, Loan, Member, Opening, closing
from ogs_teach.books.balances import Balances
from ogs_teach.books.kinds import (
    ACCOUNTS,
    BANK,
    BY_LOAN,
    BY_MEMBER,
    CASH,
    SAVINGS,
    SPECIAL,
    grows_by_debit,
    loan_account,
)
from ogs_teach.money import split
from ogs_teach.rules import GroupRules

RECEIPT, PAYMENT, BANKING, JOURNAL = "R", "P", "B", "J"


def months_later(day: date, months: int) -> date:
    """Return the same day of another month; it must exist there."""
    count = day.year * 12 + day.month - 1 + months
    return day.replace(year=count // 12, month=count % 12 + 1)


@dataclass
class Slip:
    """A paper of one day; its number is given when all papers are in order."""

    village: "Village"
    day: date
    book: str
    lines: list[Entry] = field(default_factory=list)

    def add(
        self, kind: str, amount: int, member: str = "", loan: str = "", note: str = ""
    ) -> "Slip":
        """Write a line, if there is anything to write."""
        if amount:
            entry = Entry(self.day, "", kind, member, loan, amount, note)
            self.lines.append(entry)
            self.village.balances.post(entry)
        return self


@dataclass
class Contract:
    """A live loan: what falls due, and what is behind."""

    loan: Loan
    dues: list[tuple[date, int]]
    interest_owed: int = 0
    missed: int = 0
    troubled: bool = False


class Village:
    """The books of a group, from some opening balances on."""

    def __init__(
        self,
        rules: GroupRules,
        members: Iterable[Member],
        contracts: Iterable[Loan],
        opening: Iterable[Opening],
    ) -> None:
        self.rules = rules
        self.members = {member.id: member for member in members}
        self.loans = {loan.id: loan for loan in contracts}
        self.opening = tuple(opening)
        self.balances = Balances(self.opening, self.loans)
        self.slips: list[Slip] = []
        self.pledges = {member.id: member.pledge for member in self.members.values()}
        self.live: dict[str, Contract] = {}
        for loan in self.loans.values():
            self._follow(loan)

    def slip(self, day: date, book: str) -> Slip:
        """Take a new paper."""
        self.slips.append(Slip(self, day, book))
        return self.slips[-1]

    def held(self, account: str, member: str) -> int:
        """Return a member's balance."""
        return self.balances.of[(account, member)]

    def owed(self, loan: str) -> int:
        """Return the principal that a loan still owes."""
        return self.balances.of[(loan_account(self.loans[loan].kind), loan)]

    @property
    def cash(self) -> int:
        """Return what lies in the cash box."""
        return self.balances.of[(CASH, "")]

    def present(self, day: date) -> list[Member]:
        """Return who is a member at the end of a day."""
        return [member for member in self.members.values() if member.present(day)]

    def join(self, member: Member) -> None:
        """Take a member in."""
        self.members[member.id] = member
        self.pledges[member.id] = member.pledge

    def leave(self, member: str, day: date) -> None:
        """Give back everything and let the member go."""
        paper = self.slip(day, PAYMENT)
        paper.add("savings_out", self.held(SAVINGS, member), member, note="ลาออก")
        paper.add("special_out", self.held(SPECIAL, member), member, note="ลาออก")
        self.members[member] = replace(self.members[member], left=day)

    # loans

    def lend(self, loan: Loan) -> None:
        """Sign a contract and pay it out."""
        self.loans[loan.id] = loan
        self._follow(loan)
        self.slip(loan.date, PAYMENT).add(
            "loan_out", loan.principal, loan.member, loan.id, loan.purpose
        )

    def _follow(self, loan: Loan) -> None:
        rows = loans.schedule(
            loan.principal,
            loan.rate,
            loan.periods,
            method="equal_principal",
            start=loan.date,
            first_due=loan.first_due,
        ).rows
        self.live[loan.id] = Contract(loan, [(row.due, row.principal) for row in rows if row.due])

    def fall_due(self) -> None:
        """Let a month's interest fall due on every loan, before new ones are paid out."""
        rounding = self.rules.loans.rounds()
        for contract in self.live.values():
            owed = self.owed(contract.loan.id)
            contract.interest_owed += rounding.apply(owed * contract.loan.rate / 100)

    def principal_due(self, contract: Contract, day: date) -> int:
        """Return the principal that should have come in by a day and has not."""
        loan = contract.loan
        due = sum(part for when, part in contract.dues if when <= day)
        return max(due - (loan.principal - self.owed(loan.id)), 0)

    def repay(self, paper: Slip, contract: Contract, *, early: bool = False) -> None:
        """Pay everything that is due, fines first; early, all that is still owed."""
        loan = contract.loan
        fine = contract.missed * self.rules.fines.late_instalment
        principal = self.owed(loan.id) if early else self.principal_due(contract, paper.day)
        note = "ส่งช้า" if contract.missed else ""
        paper.add("fine", fine, loan.member, loan.id, note)
        paper.add("interest", contract.interest_owed, loan.member, loan.id)
        paper.add("principal", principal, loan.member, loan.id)
        contract.interest_owed = contract.missed = 0
        if not self.owed(loan.id):
            del self.live[loan.id]

    def guarantees(self, member: str) -> int:
        """Return how many live loans a member guarantees."""
        return sum(member in contract.loan.guarantors for contract in self.live.values())

    # money in the box and in the bank

    def draw(self, day: date, wanted: int) -> None:
        """Bring cash from the bank, in whole thousands of baht."""
        thousands = -(-wanted // 100_000)
        if thousands > 0:
            self.slip(day, BANKING).add("from_bank", thousands * 100_000)

    def bank(self, day: date, float_: int) -> None:
        """Take to the bank what the box need not hold, in whole hundreds of baht."""
        spare = (self.cash - float_) // 10_000 * 10_000
        if spare > 0:
            self.slip(day, BANKING).add("to_bank", spare)

    def earn_bank_interest(self, day: date, percent: Fraction) -> None:
        """Let the bank pay interest."""
        amount = self.rules.loans.rounds().apply(self.balances.of[(BANK, "")] * percent / 100)
        self.slip(day, BANKING).add("bank_interest", amount)

    def credit_special_interest(self, day: date, at_month_starts: dict[str, int]) -> None:
        """Credit a twelfth of the yearly rate on each month's first balance."""
        paper = self.slip(day, JOURNAL)
        rate = self.rules.savings.special_rate
        for member, total in at_month_starts.items():
            if self.members[member].present(day):
                amount = self.rules.loans.rounds().apply(total * rate / 1200)
                paper.add("special_interest", amount, member)

    def share_out(self, year: int, day: date) -> None:
        """Let the meeting allocate last year's surplus, as the rulebook says."""
        paper = self.slip(day, JOURNAL)
        minute = f"มติที่ประชุมใหญ่ปีบัญชี {year + 543}"
        for entry in closing.share_out(self.group(), year, day, "J", minute):
            paper.add(entry.kind, entry.amount, entry.member, note=entry.note)

    def pay_out(self, day: date, member: str) -> None:
        """Pay a member the dividend and refund that wait."""
        paper = self.slip(day, PAYMENT)
        paper.add("dividend_paid", self.held("204", member), member)
        paper.add("refund_paid", self.held("205", member), member)

    def reward(self, day: date, committee: list[str]) -> None:
        """Pay the committee's reward in equal parts."""
        paper = self.slip(day, PAYMENT)
        parts = split(self.balances.of[("206", "")], [1] * len(committee))
        for member, part in zip(committee, parts, strict=True):
            paper.add("reward_paid", part, member)

    # the finished books

    def group(self, begins: date | None = None) -> Group:
        """Return the group, with everything before `begins` summed up as its opening."""
        slips = sorted((slip for slip in self.slips if slip.lines), key=lambda slip: slip.day)
        numbers: dict[tuple[str, int], int] = {}
        entries = []
        for slip in slips:
            number = numbers[(slip.book, slip.day.year)] = (
                numbers.get((slip.book, slip.day.year), 0) + 1
            )
            name = f"{slip.book}{(slip.day.year + 543) % 100}-{number:04d}"
            entries += [replace(line, slip=name) for line in slip.lines]
        if begins is None or begins == self.opening[0].date:
            members, contracts = dict(self.members), dict(self.loans)
            return _numbered(self.rules, members, self.opening, entries, contracts)
        return self._from(begins, entries)

    def _from(self, begins: date, entries: list[Entry]) -> Group:
        balances = Balances(self.opening, self.loans)
        pledges = {member.id: member.pledge for member in self.members.values()}
        for entry in entries:
            if entry.date < begins:
                balances.post(entry)
                if entry.kind == "new_pledge":
                    pledges[entry.member] = entry.amount
        balances.close_year()
        opening = []
        place = {account: index for index, account in enumerate(ACCOUNTS)}
        for (account, key), amount in sorted(
            balances.of.items(), key=lambda item: (place[item[0][0]], item[0][1])
        ):
            if amount:
                member = key if account in BY_MEMBER else ""
                loan = key if account in BY_LOAN else ""
                by_debit = grows_by_debit(account)
                opening.append(
                    Opening(
                        begins,
                        account,
                        member,
                        loan,
                        amount if by_debit else 0,
                        0 if by_debit else amount,
                    )
                )
        waiting = {line.member for line in opening}
        members = {
            member.id: replace(member, pledge=pledges[member.id])
            for member in self.members.values()
            if member.left is None or member.left >= begins or member.id in waiting
        }
        contracts = {
            loan.id: loan
            for loan in self.loans.values()
            if loan.date >= begins or balances.of[(loan_account(loan.kind), loan.id)]
        }
        later = [entry for entry in entries if entry.date >= begins]
        return _numbered(self.rules, members, opening, later, contracts)


def _numbered(
    rules: GroupRules,
    members: dict[str, Member],
    opening: Iterable[Opening],
    entries: Iterable[Entry],
    contracts: dict[str, Loan],
) -> Group:
    """Return the group as it will be read back, each record with its row."""
    return Group(
        rules,
        {key: replace(one, row=row) for row, (key, one) in enumerate(members.items(), 2)},
        tuple(replace(line, row=row) for row, line in enumerate(opening, 2)),
        tuple(replace(entry, row=row) for row, entry in enumerate(entries, 2)),
        {key: replace(one, row=row) for row, (key, one) in enumerate(contracts.items(), 2)},
    )
