"""What may be lent to whom, by the rulebook: sums, terms, guarantors, contracts."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from ogs_teach.books import Loan, Member
from ogs_teach.rules import GroupRules
from sample_data.making.chance import Chance
from sample_data.making.village import months_later

BAHT = 100
PURPOSES = (
    "ซื้อปุ๋ยและเมล็ดพันธุ์",
    "ซื้อวัวแม่พันธุ์",
    "ทุนค้าขาย",
    "ค่าเล่าเรียนบุตร",
    "ซ่อมแซมบ้าน",
    "ซื้อรถไถเดินตาม",
    "ขุดบ่อน้ำ",
    "ซื้อเครื่องจักรเย็บผ้า",
    "ค่ารักษาพยาบาล",
    "ทำโรงเรือนเพาะเห็ด",
)


class Lending:
    """Draws contracts up."""

    def __init__(self, chance: Chance, rules: GroupRules) -> None:
        self.chance = chance
        self.rules = rules

    def running(
        self, members: list[Member], savings: Mapping[str, int], day: date, lent: int, people: int
    ) -> tuple[list[Loan], dict[str, int]]:
        """Return loans that run already on a day, and what each owes after it."""
        found: list[Loan] = []
        owed: dict[str, int] = {}
        guaranteed = {member.id: 0 for member in members}
        for member in self.chance.shuffled(members):
            if len(found) == people:
                break
            each = (lent - sum(owed.values())) // (people - len(found))
            paid = self.chance.between(1, 12)
            principal = self.sum_to_ask(savings[member.id], each * 24 // (24 - paid))
            if principal < each * 2 // 3:
                continue
            periods = periods_for(principal)
            paid = min(paid, periods - 2)
            signed = months_later(day, -paid)
            if signed < member.joined:
                continue
            name = f"L{(signed.year + 543) % 100}-{len(found) + 1:03d}"
            loan = self.contract(name, member, signed, principal, periods)
            sureties = self.sureties(member, members, guaranteed)
            for surety in sureties:
                guaranteed[surety] += 1
            found.append(replace(loan, guarantors=sureties))
            owed[loan.id] = principal - principal // periods * paid
        found.sort(key=lambda loan: (loan.date, loan.id))
        numbered = [
            replace(loan, id=f"L{(loan.date.year + 543) % 100}-{number:03d}")
            for number, loan in enumerate(found, 1)
        ]
        return numbered, {new.id: owed[old.id] for old, new in zip(found, numbered, strict=True)}

    def sureties(
        self, borrower: Member, present: Sequence[Member], guaranteed: Mapping[str, int]
    ) -> tuple[str, ...]:
        """Return guarantors who may, given how often each guarantees already."""
        willing = [
            member.id
            for member in present
            if member.id not in (borrower.id, borrower.spouse)
            and guaranteed[member.id] < self.rules.guarantors.most_live_guarantees
        ]
        return tuple(sorted(self.chance.shuffled(willing)[: self.rules.guarantors.number]))

    def sum_to_ask(self, savings: int, wanted: int) -> int:
        """Return what the ceiling lets a member borrow of a wanted sum, in whole 3,000 baht."""
        kind = self.rules.loans.ordinary
        limit = min(int(savings * kind.times_savings), kind.ceiling, wanted + 1_500 * BAHT)
        return limit // (3_000 * BAHT) * 3_000 * BAHT

    def contract(
        self, number: str, member: Member, day: date, principal: int, periods: int
    ) -> Loan:
        """Return an ordinary contract, its guarantors yet to be named."""
        kind = self.rules.loans.ordinary
        return Loan(
            id=number,
            member=member.id,
            kind="ordinary",
            date=day,
            principal=principal,
            rate=kind.rate,
            rate_per=kind.rate_per,
            method=kind.method,
            periods=periods,
            first_due=months_later(day, 1),
            guarantors=(),
            purpose=self.chance.pick(PURPOSES),
            reschedules="",
        )


def periods_for(principal: int) -> int:
    """Return months that give whole baht, longer for larger loans."""
    return 12 if principal <= 12_000 * BAHT else 24
