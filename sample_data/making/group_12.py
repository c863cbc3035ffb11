"""Twelve members with round numbers, for sums on a blackboard.

Nothing here is chance: what happens is written out below.
"""

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

from ogs_teach.books import Beneficiary, Group, Loan, Member, Opening
from ogs_teach.rules import Allocation, GroupRules
from sample_data.making.village import JOURNAL, PAYMENT, RECEIPT, Slip, Village

BAHT = 100
BEGINS = date(2024, 1, 1)
SAVINGS_DAY = 10

# name, role, division, spouse, joined, pledge, savings brought forward
PEOPLE = [
    ("ก้าน", "chair", "direction", 2, "2021-01-10", 100, 3_600),
    ("ขวัญ", "", "", 1, "2021-01-10", 100, 3_600),
    ("คำ", "treasurer", "direction", 0, "2021-01-10", 200, 7_200),
    ("งาม", "secretary", "direction", 0, "2021-01-10", 50, 1_800),
    ("จันทร์", "bookkeeper", "direction", 0, "2022-01-10", 100, 2_400),
    ("ฉลวย", "officer", "loans", 7, "2022-01-10", 150, 3_600),
    ("ชม", "", "", 6, "2022-01-10", 50, 1_200),
    ("ซ้อน", "officer", "audit", 0, "2022-01-10", 300, 7_200),
    ("ดี", "officer", "promotion", 0, "2023-01-10", 100, 1_200),
    ("ต้น", "", "", 0, "2023-01-10", 200, 2_400),
    ("ถิน", "", "", 0, "2023-01-10", 50, 600),
    ("ทอง", "", "", 0, "2023-01-10", 100, 1_200),
]
# borrower, day, principal, months, guarantor, purpose
BORROWED = [
    (2, "2023-06-10", 9_600, 12, 9, "ซื้อปุ๋ย"),
    (3, "2023-09-10", 12_000, 12, 4, "ทุนค้าขาย"),
    (8, "2023-12-10", 12_000, 12, 3, "ซื้อวัวแม่พันธุ์"),
    (1, "2024-02-10", 9_000, 12, 5, "ซ่อมบ้าน"),
    (5, "2024-03-10", 6_000, 10, 6, "ค่าเทอมบุตร"),
    (10, "2024-05-10", 6_000, 10, 12, "ซื้อพันธุ์ข้าวโพด"),
    (2, "2024-07-10", 9_600, 12, 11, "ซื้อปุ๋ย"),
    (4, "2024-08-10", 3_000, 6, 5, "ซื้อจักรเย็บผ้า"),
    (3, "2024-10-10", 18_000, 24, 8, "ทุนค้าขาย"),
    (6, "2024-11-10", 8_000, 10, 9, "ซื้อพันธุ์ปลา"),
    (8, "2025-01-10", 18_000, 24, 3, "ขุดบ่อน้ำ"),
    (12, "2025-02-10", 3_000, 6, 11, "ค่ารักษาพยาบาล"),
    (1, "2025-03-10", 12_000, 12, 4, "ซ่อมบ้าน"),
    (5, "2025-04-10", 6_000, 10, 7, "ค่าเทอมบุตร"),
    (10, "2025-05-10", 6_000, 10, 12, "ซื้อพันธุ์ข้าวโพด"),
    (2, "2025-08-10", 12_000, 12, 6, "ซื้อรถพ่วงข้าง"),
    (9, "2025-09-10", 6_000, 12, 10, "ทำโรงเรือนผัก"),
    (6, "2025-10-10", 9_000, 12, 9, "ซื้อพันธุ์ปลา"),
    (7, "2025-11-10", 3_000, 6, 11, "ค่าเดินทางหางาน"),
]
LATE = {(3, "2024-03"), (11, "2024-08"), (7, "2025-02"), (11, "2025-05")}  # a month later
EXPENSES = [("stationery", 60, (1, 7)), ("travel", 100, (3, 9)), ("other_expense", 300, (2,))]


def make() -> Group:
    """Return the twelve-member group, two years of it."""
    rules = _rules()
    members = [_member(number, *one) for number, one in enumerate(PEOPLE, 1)]
    earlier = [one for one in BORROWED if one[1] < BEGINS.isoformat()]
    contracts = [_contract(rules, number, *one) for number, one in enumerate(earlier, 1)]
    village = Village(rules, members, contracts, _opening(contracts))
    later = iter(BORROWED[len(earlier) :])
    waiting = next(later, None)
    for year in (2024, 2025):
        for month in range(1, 13):
            day = date(year, month, SAVINGS_DAY)
            if month == 2:
                _meeting(village, day)
            village.fall_due()
            for member in village.present(day):
                _visit(village, day, member.id)
            for kind, baht, months in EXPENSES:
                if month in months:
                    village.slip(day, PAYMENT).add(kind, baht * BAHT)
            while waiting and waiting[1] == day.isoformat():
                village.lend(_contract(rules, len(village.loans) + 1, *waiting))
                waiting = next(later, None)
            if (year, month) == (2025, 8):
                village.slip(day, PAYMENT).add("savings_out", 1_000 * BAHT, "N08", note="ถอนบางส่วน")
                village.slip(day, PAYMENT).add(
                    "welfare_paid", 300 * BAHT, "N04", note="นอนโรงพยาบาล 2 คืน"
                )
            village.draw(day, 500 * BAHT - village.cash)
            village.bank(day + timedelta(days=1), 2_000 * BAHT)
        village.earn_bank_interest(date(year, 12, 31), Fraction(1))
    return village.group()


def _rules() -> GroupRules:
    rules = GroupRules.default()
    return replace(
        rules,
        group=replace(
            rules.group,
            name_th="กลุ่มสิบสองคน (ข้อมูลสมมติเพื่อการฝึก)",
            name_en="Twelve-member training group",
            savings_day=SAVINGS_DAY,
        ),
        savings=replace(
            rules.savings,
            share_value=50 * BAHT,
            most_shares=10,
            entry_fee=20 * BAHT,
            special_savings=False,
            special_rate=Fraction(0),
        ),
        fines=replace(rules.fines, missed_pledge=10 * BAHT, late_instalment=10 * BAHT),
        loans=replace(
            rules.loans,
            ordinary=replace(
                rules.loans.ordinary, ceiling=20_000 * BAHT, longest_months=24, rate=Fraction(1)
            ),
            emergency=replace(rules.loans.emergency, ceiling=1_000 * BAHT, rate=Fraction(1)),
        ),
        guarantors=replace(rules.guarantors, number=1),
        committee=replace(rules.committee, direction=4, loans=1, audit=1, promotion=1),
        allocation=Allocation(*map(Fraction, (20, 50, 10, 10, 5, 5))),
    )


def _member(
    number: int, name: str, role: str, division: str, spouse: int, joined: str, pledge: int, _: int
) -> Member:
    return Member(
        id=f"N{number:02d}",
        name=name,
        kind="ordinary",
        role=role,
        division=division,
        spouse=f"N{spouse:02d}" if spouse else "",
        guardian="",
        joined=date.fromisoformat(joined),
        left=None,
        pledge=pledge * BAHT,
        beneficiaries=(Beneficiary("บุตร", Fraction(100)),),
    )


def _contract(
    rules: GroupRules,
    number: int,
    member: int,
    day: str,
    baht: int,
    months: int,
    guarantor: int,
    purpose: str,
) -> Loan:
    signed = date.fromisoformat(day)
    following = (signed.replace(day=1) + timedelta(days=32)).replace(day=SAVINGS_DAY)
    kind = rules.loans.ordinary
    return Loan(
        id=f"K{number:02d}",
        member=f"N{member:02d}",
        kind="ordinary",
        date=signed,
        principal=baht * BAHT,
        rate=kind.rate,
        rate_per=kind.rate_per,
        method=kind.method,
        periods=months,
        first_due=following,
        guarantors=(f"N{guarantor:02d}",),
        purpose=purpose,
        reschedules="",
    )


def _opening(contracts: list[Loan]) -> list[Opening]:
    def line(account: str, debit: int, credit: int, member: str = "", loan: str = "") -> Opening:
        return Opening(BEGINS, account, member, loan, debit * BAHT, credit * BAHT)

    left = [4_800, 9_000, 12_000]  # of the three loans that are running
    result, reserve, welfare = 1_500, 2_400, 500
    savings = sum(person[-1] for person in PEOPLE)
    cash = 2_000
    bank = savings + reserve + welfare + result - sum(left) - cash
    return [
        line("101", cash, 0),
        line("102", bank, 0),
        line("203", 0, welfare),
        *(line("111", baht, 0, "", loan.id) for loan, baht in zip(contracts, left, strict=True)),
        *(line("301", 0, one[-1], f"N{number:02d}") for number, one in enumerate(PEOPLE, 1)),
        line("302", 0, reserve),
        line("305", 0, result),
    ]


def _visit(village: Village, day: date, member: str) -> None:
    number, month = int(member[1:]), f"{day:%Y-%m}"
    paper = village.slip(day, RECEIPT)
    if (number, month) in LATE:
        return
    pledge = village.pledges[member]
    before = (day.replace(day=1) - timedelta(days=1)).strftime("%Y-%m")
    if (number, before) in LATE:
        paper.add("fine", village.rules.fines.missed_pledge, member, note="ขาดส่งเดือนก่อน")
        paper.add("savings", pledge, member, note="ของเดือนก่อน")
    paper.add("savings", pledge, member)
    for contract in [one for one in village.live.values() if one.loan.member == member]:
        village.repay(paper, contract)


def _meeting(village: Village, day: date) -> None:
    if day.year == BEGINS.year:
        _share_first_result(village.slip(day, JOURNAL))
    else:
        village.share_out(day.year - 1, day)
    for member in village.present(day):
        village.pay_out(day, member.id)
    village.reward(day, [member.id for member in village.present(day) if member.role])


def _share_first_result(paper: Slip) -> None:
    """Share out 1,500 baht of 2023, whose months these books do not hold, in round sums."""
    minute = "มติที่ประชุมใหญ่ปีบัญชี 2566"
    paper.add("to_reserve", 300 * BAHT, note=minute)
    for number, person in enumerate(PEOPLE, 1):
        paper.add("to_dividend", person[-1] * BAHT // 48, f"N{number:02d}")  # 750 / 36,000
    for member, baht in (("N02", 70), ("N03", 50), ("N08", 30)):
        paper.add("to_refund", baht * BAHT, member)
    paper.add("to_reward", 150 * BAHT, note=minute)
    paper.add("to_welfare", 75 * BAHT, note=minute)
    paper.add("to_public", 75 * BAHT, note=minute)
