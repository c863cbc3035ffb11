"""An average group of the province: 163 members, two clean years.

Parameters are chosen so that the group resembles the averages that the source document
allows to compute; every value is set for training. The year before the books begin is
lived through as well, so that balances brought forward, running loans and the first
dividend come out of the same rules as the rest.
"""

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

from ogs_teach.books import Group, Member, Opening
from ogs_teach.books.kinds import BY_LOAN, SAVINGS, SPECIAL
from ogs_teach.rules import GroupRules
from sample_data.making.chance import Chance
from sample_data.making.lending import Lending, periods_for
from sample_data.making.people import People
from sample_data.making.village import JOURNAL, PAYMENT, RECEIPT, Contract, Village, months_later

BAHT = 100
SEED = 2568
LIVED_FROM, BEGINS, YEARS = date(2023, 1, 1), date(2024, 1, 1), (2023, 2024, 2025)
SAVINGS_DAY, LATE_DAY, MEETING_MONTH = 5, 20, 2
JOINING = {2023: (3, 6, 9, 11), 2024: (2, 5, 7, 8, 10), 2025: (3, 4, 6, 7, 10, 11)}
LEAVING = {2023: (4, 7, 12), 2024: (3, 6, 9), 2025: (5, 8, 12)}
# At the end of each December: what is lent out, and to how many.
LENT = {2022: 1_010_000, 2023: 1_130_000, 2024: 1_295_000, 2025: 1_525_000}
BORROWERS = {2022: 56, 2023: 60, 2024: 64, 2025: 71}
# A poor harvest: from September some stop repaying, and catch up in March.
HARD_TIMES, BETTER_TIMES, AT_RISK = 9, 3, 72  # in a thousand of what is lent
SETTLING = 150  # in a thousand, each month, of those who have repaid half
FLOAT = 6_000 * BAHT


def make() -> Group:
    """Return group A: balances brought forward on 1 January 2567, then 24 months."""
    village = _Life(Chance(SEED))
    for year in YEARS:
        village.live_through(year)
    return village.group(BEGINS)


def _rules() -> GroupRules:
    rules = GroupRules.default()
    return replace(
        rules,
        group=replace(
            rules.group,
            name_th="กลุ่มตัวอย่าง ก (ข้อมูลสมมติเพื่อการฝึก)",
            name_en="Sample group A (synthetic)",
            savings_day=SAVINGS_DAY,
        ),
    )


class _Life(Village):
    """What happens in the village, month by month."""

    def __init__(self, chance: Chance) -> None:
        self.chance = chance
        rules = _rules()
        self.people = People(chance, rules)
        self.lending = Lending(chance, rules)
        members = self.people.founders()
        savings = {member.id: self.people.saved_by(LIVED_FROM, member) for member in members}
        eve = months_later(LIVED_FROM.replace(day=SAVINGS_DAY), -1)
        contracts, owed = self.lending.running(
            members, savings, eve, LENT[eve.year] * BAHT, BORROWERS[eve.year]
        )
        super().__init__(rules, members, contracts, self._opening(savings, owed))
        self.counts: dict[tuple[str, int], int] = {}
        self.missing: set[str] = set()
        self.special_starts: dict[str, int] = {}
        self.helped: dict[str, int] = {}

    # before the books

    def _opening(self, savings: dict[str, int], owed: dict[str, int]) -> list[Opening]:
        def line(
            account: str, debit: int, credit: int, member: str = "", loan: str = ""
        ) -> Opening:
            return Opening(LIVED_FROM, account, member, loan, debit, credit)

        held = {
            "203": 11_500 * BAHT,
            "207": 4_200 * BAHT,
            "302": 72_400 * BAHT,
            "303": 20_000 * BAHT,
        }
        forgotten = {"A012": 214_35, "A047": 96_80}  # dividends that nobody has fetched
        special = {member: self.chance.between(4, 40) * 100 * BAHT for member in list(savings)[::9]}
        equipment, cash = 8_500 * BAHT, FLOAT
        credits = sum(
            map(sum, (savings.values(), held.values(), forgotten.values(), special.values()))
        )
        return [
            line("101", cash, 0),
            line("102", credits - cash - equipment - sum(owed.values()), 0),
            *(line("111", amount, 0, "", loan) for loan, amount in owed.items()),
            line("121", equipment, 0),
            *(line("201", 0, amount, member) for member, amount in special.items()),
            *(line("204", 0, amount, member) for member, amount in forgotten.items()),
            *(line("301", 0, amount, member) for member, amount in savings.items()),
            *(line(account, 0, amount) for account, amount in held.items()),
        ]

    # a year

    def live_through(self, year: int) -> None:
        """Live through the twelve months of a year."""
        self.special_starts = {}
        self.helped = {}
        for month in range(1, 13):
            self._month(date(year, month, SAVINGS_DAY))
        last = date(year, 12, 31)
        self.credit_special_interest(last, self.special_starts)
        self.earn_bank_interest(last, Fraction("0.25"))

    def _month(self, day: date) -> None:
        for member, amount in self.balances.parts(SPECIAL).items():
            self.special_starts[member] = self.special_starts.get(member, 0) + amount
        before = len(self.slips)
        if day.month == MEETING_MONTH:
            self._yearly_meeting(day)
        self.fall_due()
        if day.month == HARD_TIMES:
            self._hard_times()
        if day.month == BETTER_TIMES:
            for contract in self.live.values():
                contract.troubled = False
        late = [one.id for one in self.present(day) if not self._visit(day, one.id)]
        if day.month in JOINING[day.year]:
            self._somebody_joins(day)
        if day.month in LEAVING[day.year]:
            self._somebody_leaves(day)
        self._withdrawals(day)
        self._lending(day)
        self._expenses(day)
        self._fetch_cash(day, before)
        self.bank(day + timedelta(days=1), FLOAT)
        for member in [one for one in late if self.members[one].present(day)]:
            self._comes_late(day.replace(day=LATE_DAY), member)
        self._help_the_sick(day.replace(day=LATE_DAY + 4))
        if day.month == 6:
            self.earn_bank_interest(date(day.year, 6, 30), Fraction("0.25"))

    def _fetch_cash(self, day: date, before: int) -> None:
        """Draw from the bank, the day before, what the savings day pays out beyond its receipts."""
        short = 2_000 * BAHT - self.cash
        if short > 0:
            self.draw(day - timedelta(days=1), short)
            self.slips.insert(before, self.slips.pop())

    # members

    def _visit(self, day: date, member: str) -> bool:
        """Let a member come on the savings day; return whether the member came."""
        if self.chance.happens(60):
            return False
        paper = self.slip(day, RECEIPT)
        if member in self.missing:
            self.missing.discard(member)
            paper.add("fine", self.rules.fines.missed_pledge, member, note="ขาดส่งเดือนก่อน")
            if self.chance.happens(750):
                paper.add("savings", self.pledges[member], member, note="ของเดือนก่อน")
        paper.add("savings", self.pledges[member], member)
        if self.held(SPECIAL, member) and self.chance.happens(150):
            paper.add("special", self.chance.between(1, 10) * 100 * BAHT, member)
        for contract in self._contracts_of(member):
            if contract.troubled:
                contract.missed += bool(self.principal_due(contract, day))
            else:
                self.repay(paper, contract, early=self._wants_to_settle(contract))
        return True

    def _wants_to_settle(self, contract: Contract) -> bool:
        """Return whether a borrower pays the rest early, halfway through or later."""
        half_paid = 2 * self.owed(contract.loan.id) <= contract.loan.principal
        return half_paid and self.chance.happens(SETTLING)

    def _comes_late(self, day: date, member: str) -> None:
        due = [
            contract
            for contract in self._contracts_of(member)
            if not contract.troubled and self.principal_due(contract, day)
        ]
        for contract in self._contracts_of(member):
            contract.missed += bool(self.principal_due(contract, day))
        if not due and self.chance.happens(350):
            self.missing.add(member)
            return
        paper = self.slip(day, RECEIPT)
        paper.add("fine", self.rules.fines.missed_pledge, member, note="ส่งหลังวันส่งเงินสัจจะ")
        paper.add("savings", self.pledges[member], member)
        for contract in due:
            self.repay(paper, contract)

    def _contracts_of(self, member: str) -> list[Contract]:
        return [one for one in self.live.values() if one.loan.member == member]

    def _somebody_joins(self, day: date) -> None:
        member = self.people.person(len(self.members) + 1, day)
        self.join(member)
        paper = self.slip(day, RECEIPT)
        paper.add("fee", self.rules.savings.entry_fee, member.id, note="ค่าธรรมเนียมแรกเข้า")
        paper.add("savings", member.pledge, member.id)

    def _free(self, day: date, low: int, high: int) -> list[Member]:
        """Return who owes nothing, guarantees nothing and holds between two sums of baht."""
        return [
            member
            for member in self.present(day)
            if not member.role
            and low * BAHT <= self.held(SAVINGS, member.id) <= high * BAHT
            and not self.guarantees(member.id)
            and not self._contracts_of(member.id)
            and member.id not in self.missing
        ]

    def _somebody_leaves(self, day: date) -> None:
        member = self.chance.pick(self._free(day, 3_000, 12_000))
        self.leave(member.id, day)
        if member.spouse:
            self.members[member.id] = replace(self.members[member.id], spouse="")
            other = self.members[member.spouse]
            self.members[other.id] = replace(other, spouse="")

    def _withdrawals(self, day: date) -> None:
        if day.month in (5, 8, 9, 11):
            member = self.chance.pick(self._free(day, 8_000, 60_000))
            amount = self.chance.between(8, 16) * 500 * BAHT
            self.slip(day, PAYMENT).add(
                "savings_out", min(amount, 5_000 * BAHT), member.id, note="ถอนบางส่วน"
            )
        savers = [one for one in self.present(day) if self.held(SPECIAL, one.id) > 1_000 * BAHT]
        if savers and self.chance.happens(400):
            member = self.chance.pick(savers)
            amount = min(self.held(SPECIAL, member.id) // (200 * BAHT) * 100, 15_00) * BAHT
            self.slip(day, PAYMENT).add("special_out", amount, member.id)

    def _help_the_sick(self, day: date) -> None:
        if not self.chance.happens(600):
            return
        caps = self.rules.welfare.hospital
        member = self.chance.pick(self.present(day)).id
        nights = self.chance.between(1, 5)
        before = self.helped.get(member, 0)
        amount = min(nights * caps.per_night, caps.per_stay, caps.per_year - before)
        amount = min(amount, self.balances.of[("203", "")])
        self.helped[member] = before + amount
        self.slip(day, PAYMENT).add(
            "welfare_paid", amount, member, note=f"นอนโรงพยาบาล {nights} คืน"
        )

    # the meeting

    def _yearly_meeting(self, day: date) -> None:
        if day.year > LIVED_FROM.year:
            self.share_out(day.year - 1, day)
            for member in self.present(day):
                if member.id not in ("A012", "A047"):
                    self.pay_out(day, member.id)
            self.reward(day, [member.id for member in self.present(day) if member.role])
            public = self.balances.of[("207", "")] * 7 // 10 // 50_000 * 50_000
            self.slip(day, PAYMENT).add("public_paid", public, note="ทุนการศึกษาเด็กในหมู่บ้าน")
        paper = self.slip(day, JOURNAL)
        share = self.rules.savings.share_value
        for member in self.present(day):
            if self.chance.happens(60):
                shares = self.pledges[member.id] // share + self.chance.pick((-2, 1, 2, 3, 5))
                pledge = min(max(shares, 1), self.rules.savings.most_shares) * share
                if pledge != self.pledges[member.id]:
                    self.pledges[member.id] = pledge
                    paper.add("new_pledge", pledge, member.id)

    def _expenses(self, day: date) -> None:
        paper = self.slip(day, PAYMENT)
        paper.add("stationery", self.chance.between(5, 12) * 20 * BAHT)
        paper.add("travel", self.chance.between(8, 16) * 25 * BAHT, note="นำเงินฝากธนาคาร")
        paper.add("pay", 700 * BAHT, note="ค่าตอบแทนผู้ทำบัญชี")
        if day.month == MEETING_MONTH:
            paper.add("other_expense", 3_600 * BAHT, note="อาหารวันประชุมใหญ่")

    # lending

    def _hard_times(self) -> None:
        """Let some borrowers stop, until a set part of all that is lent is theirs."""
        lent = self.balances.total(*BY_LOAN)
        struck = 0
        for contract in self.chance.shuffled(list(self.live.values())):
            owed = self.owed(contract.loan.id)
            fits = struck + owed <= lent * AT_RISK // 1000
            if fits and 10_000 * BAHT < owed < 30_000 * BAHT:
                contract.troubled = True
                struck += owed

    def _lending(self, day: date) -> None:
        if self.chance.happens(700):
            self._emergency(day)
        lent = self.balances.total(*BY_LOAN)
        people = len({one.loan.member for one in self.live.values()})
        want_lent, want_people = _on_the_way(LENT, day) * BAHT, _on_the_way(BORROWERS, day)
        for left in range(want_people - people, 0, -1):
            each = (want_lent - lent) // left
            lent += self._one_loan(day, max(each, 8_000 * BAHT))

    def _one_loan(self, day: date, wanted: int) -> int:
        busy = {contract.loan.member for contract in self.live.values()}
        able = [
            member
            for member in self.present(day)
            if member.id not in busy
            and (day - member.joined).days > 180
            and self.lending.sum_to_ask(self.held(SAVINGS, member.id), wanted) >= wanted * 3 // 4
        ]
        if not able:
            return 0
        member = self.chance.pick(able)
        vary = wanted * self.chance.between(85, 115) // 100
        principal = self.lending.sum_to_ask(self.held(SAVINGS, member.id), vary)
        loan = self.lending.contract(
            self._number("L", day), member, day, principal, periods_for(principal)
        )
        self.lend(replace(loan, guarantors=self._sureties_now(day, member)))
        return principal

    def _emergency(self, day: date) -> None:
        able = [
            one
            for one in self.present(day)
            if self.held(SAVINGS, one.id) > 3_000 * BAHT
            and len(self._contracts_of(one.id)) == 1
            and not self._contracts_of(one.id)[0].troubled
        ]
        member = self.chance.pick(able)
        principal = self.chance.pick((1_500, 2_400, 3_000, 4_500)) * BAHT
        kind = self.rules.loans.emergency
        loan = self.lending.contract(self._number("E", day), member, day, principal, 3)
        loan = replace(loan, kind="emergency", rate=kind.rate, purpose="ค่ารักษาพยาบาล")
        self.lend(replace(loan, guarantors=self._sureties_now(day, member)))

    def _number(self, book: str, day: date) -> str:
        count = self.counts[(book, day.year)] = self.counts.get((book, day.year), 0) + 1
        return f"{book}{(day.year + 543) % 100}-{count:03d}"

    def _sureties_now(self, day: date, borrower: Member) -> tuple[str, ...]:
        taken = {member.id: self.guarantees(member.id) for member in self.present(day)}
        return self.lending.sureties(borrower, self.present(day), taken)


def _on_the_way(goals: dict[int, int], day: date) -> int:
    """Return where the group should be between two Decembers."""
    last, following = goals[day.year - 1], goals[day.year]
    return last + (following - last) * day.month // 12
