"""Group A with one thing wrong, or one thing special, at a time.

Each fault is a folder of the rows that differ, the evidence that brings it to light
where there is any, and `answer.toml`: what it is, how to find it, what to do. The words
stand in `faults.toml` beside this file.
"""

import csv
import io
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from fractions import Fraction
from itertools import islice
from pathlib import Path
from typing import Any

import tomlkit

from ogs_teach.books import Entry, Group, Loan, Member
from ogs_teach.books.changes import CHANGE
from ogs_teach.books.kinds import CASH, SAVINGS
from ogs_teach.books.tables import ENTRIES, LOANS, MEMBERS, Table, written
from ogs_teach.i18n import LANGS, Lang
from ogs_teach.money import format_baht
from ogs_teach.rules.keys import baht_as_text
from ogs_teach.thai import format_date

BAHT = 100
CLOSING = date(2025, 12, 31)
SAVINGS_DAYS = [date(2025, month, 5) for month in range(1, 13)]
LABEL = "ข้อมูลสมมติ กำหนดเพื่อการฝึก ไม่ใช่เกณฑ์ของกรมการพัฒนาชุมชน (synthetic, set for training)"
WORDS = tomllib.loads((Path(__file__).with_suffix(".toml")).read_text(encoding="utf-8"))


@dataclass
class Fault:
    """What differs from group A, and what a trainee should find.

    Parameters
    ----------
    found : dict
        The answer's facts: dates, satang as int, everything else as text.
    opens : bool
        False where the group's files are refused as they stand.
    """

    found: dict[str, Any]
    opens: bool = True
    changes: dict[Table, list[tuple[str, Any]]] = field(default_factory=dict)
    evidence: dict[str, list[list[str]]] = field(default_factory=dict)

    def change(self, table: Table, what: str, *records: Any) -> None:
        """Add, replace or remove rows of a table."""
        self.changes.setdefault(table, []).extend((what, record) for record in records)

    def files(self, name: str) -> Iterator[tuple[str, str]]:
        """Yield the name and text of every file."""
        for table, rows in self.changes.items():
            header, *records = written(table, [record for _, record in rows])
            changes = ([what, *record] for (what, _), record in zip(rows, records, strict=True))
            yield table.file, _csv([[CHANGE, *header], *changes])
        for file, evidence in self.evidence.items():
            yield file, _csv(evidence)
        answer = tomlkit.document()
        answer.add(tomlkit.comment(LABEL))
        answer["opens"] = self.opens
        for part, texts in WORDS[name].items():
            answer[part] = {lang: texts[lang].format_map(self._said(lang)) for lang in LANGS}
        answer["found"] = {
            key: baht_as_text(value) if isinstance(value, int) else value
            for key, value in self.found.items()
        }
        yield "answer.toml", tomlkit.dumps(answer)

    def _said(self, lang: Lang) -> dict[str, str]:
        said = {}
        for key, value in self.found.items():
            if isinstance(value, date):
                said[key] = format_date(value, lang)
            else:
                said[key] = format_baht(value, lang) if isinstance(value, int) else value
        return said


def make(group: Group) -> dict[str, dict[str, str]]:
    """Return every fault's folder: name to file to text."""
    found = {}
    for number, build in enumerate(FAULTS, 1):
        name = build.__name__.removeprefix("_").replace("_", "-")
        found[f"{number:02d}-{name}"] = dict(build(group).files(name))
    return found


def _csv(rows: list[list[str]]) -> str:
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue()


def _of(group: Group, day: date, member: str) -> list[Entry]:
    return [entry for entry in group.entries if (entry.date, entry.member) == (day, member)]


def _kinds(group: Group, days: list[date], member: str) -> list[set[str]]:
    return [{entry.kind for entry in _of(group, day, member)} for day in days]


def _borrower(group: Group, days: list[date], skip: int) -> Loan:
    """Return a loan repaid in order on some days, by a member without special savings."""
    late, special = group.days_late(CLOSING), group.special_on(CLOSING)
    usual = {"savings", "interest", "principal"}
    fitting = (
        loan
        for loan in group.loans.values()
        if late.get(loan.id) == 0
        and not special[loan.member]
        and all(kinds == usual for kinds in _kinds(group, days, loan.member))
    )
    return next(islice(fitting, skip, None))


def _saver(group: Group, days: list[date], skip: int) -> Member:
    """Return a member who never borrowed and brings one pledge on each of some days."""
    special = group.special_on(CLOSING)
    borrowers = {loan.member for loan in group.loans.values()}
    fitting = (
        member
        for member in group.members.values()
        if member.id not in borrowers
        and member.present(CLOSING)
        and not member.role
        and not special[member.id]
        and member.pledge >= 60 * BAHT
        and all([entry.kind for entry in _of(group, day, member.id)] == ["savings"] for day in days)
    )
    return next(islice(fitting, skip, None))


def _line(day: date, slip: str, kind: str, member: str, amount: int, note: str = "") -> Entry:
    return Entry(day, slip, kind, member, "", amount, note)


def _from_bank(day: date, amount: int) -> Entry:
    return _line(day, "B68-X001", "from_bank", "", -(-amount // 100_000) * 100_000)


def _cash_difference(group: Group) -> Fault:
    """Lose a slip before it reaches the book: more is counted than the book says."""
    day = SAVINGS_DAYS[5]
    member = _saver(group, [day], 1)
    (entry,) = _of(group, day, member.id)
    fault = Fault(
        {"date": day, "slip": entry.slip, "member": member.id, "difference": entry.amount}
    )
    fault.change(ENTRIES, "remove", entry)
    fault.evidence["cash_counts.csv"] = [["date", "counted"]] + [
        [on.isoformat(), baht_as_text(group.balances(on).total(CASH))] for on in SAVINGS_DAYS
    ]
    return fault


def _passbook_difference(group: Group) -> Fault:
    """Swap two digits in one of twenty passbooks."""
    held = group.savings_on(CLOSING)
    asked = list(held)[4::8][:20]
    swapped = {member: _swap_digits(held[member]) for member in asked}
    wrong = next(m for m in asked if held[m] >= 10_000 * BAHT and swapped[m] > held[m])
    rows = [
        [CLOSING.isoformat(), m, baht_as_text(swapped[m] if m == wrong else held[m])] for m in asked
    ]
    fault = Fault(
        {
            "date": CLOSING,
            "member": wrong,
            "passbook": swapped[wrong],
            "register": held[wrong],
            "difference": swapped[wrong] - held[wrong],
        }
    )
    fault.evidence["passbooks.csv"] = [["date", "member", "savings"], *rows]
    return fault


def _swap_digits(satang: int) -> int:
    """Swap the hundreds and the tens of the baht."""
    baht, rest = divmod(satang, BAHT)
    hundreds, tens = baht // 100 % 10, baht // 10 % 10
    return (baht + (tens - hundreds) * 90) * BAHT + rest


def _late_saver(group: Group) -> Fault:
    """Miss three savings days, then bring all at once."""
    days = SAVINGS_DAYS[7:10]
    member = _saver(group, days, 2)
    missed = [_of(group, day, member.id)[0] for day in days]
    came, slip = date(2025, 10, 20), "R68-X001"
    fine = group.rules.fines.missed_pledge * len(missed)
    fault = Fault(
        {"member": member.id, "first": days[0], "last": days[-1], "came": came, "fine": fine}
    )
    fault.change(ENTRIES, "remove", *missed)
    fault.change(ENTRIES, "add", _line(came, slip, "fine", member.id, fine, "ขาดส่ง 3 เดือน"))
    for entry in missed:
        fault.change(ENTRIES, "add", replace(entry, date=came, slip=slip))
    return fault


def _leaver_with_loan(group: Group) -> Fault:
    """Give all savings back while a loan is still owed."""
    loan = _borrower(group, SAVINGS_DAYS[10:], 3)
    day = date(2025, 11, 20)
    member = group.members[loan.member]
    balances = group.balances(day)
    held, owed = balances.of[(SAVINGS, member.id)], balances.of[("111", loan.id)]
    fault = Fault(
        {"member": member.id, "loan": loan.id, "left": day, "savings": held, "owed": owed}
    )
    fault.change(MEMBERS, "replace", replace(member, left=day))
    fault.change(ENTRIES, "remove", *_of(group, SAVINGS_DAYS[11], member.id))
    fault.change(ENTRIES, "add", _from_bank(day, held))
    fault.change(ENTRIES, "add", _line(day, "P68-X001", "savings_out", member.id, held, "ลาออก"))
    return fault


def _rescheduled_loan(group: Group) -> Fault:
    """Write a new contract for a late loan, so that it looks young."""
    late = group.days_late(CLOSING)
    old = group.loans[max(late, key=lambda loan: (late[loan], loan))]
    day = date(2025, 12, 20)
    owed = group.balances(day).of[("111", old.id)]
    new = replace(
        old,
        id="L68-R01",
        date=day,
        principal=owed,
        periods=24,
        first_due=date(2026, 1, 20),
        purpose="ปรับโครงสร้างหนี้",
        reschedules=old.id,
    )
    since = CLOSING - timedelta(days=late[old.id])
    fault = Fault(
        {"loan": new.id, "earlier": old.id, "arrears_since": since, "date": day, "owed": owed}
    )
    fault.change(LOANS, "add", new)
    fault.change(
        ENTRIES,
        "add",
        Entry(day, "J68-X001", "reschedule", old.member, new.id, owed, "มติคณะกรรมการ"),
    )
    return fault


def _loan_56_days_late(group: Group) -> Fault:
    """Leave two instalments unpaid."""
    days = SAVINGS_DAYS[10:]
    loan = _borrower(group, days, 6)
    unpaid = [
        entry
        for day in days
        for entry in _of(group, day, loan.member)
        if entry.kind in ("interest", "principal")
    ]
    fault = Fault(
        {
            "loan": loan.id,
            "member": loan.member,
            "days_late": str((CLOSING - days[0]).days),
            "principal_late": sum(entry.amount for entry in unpaid if entry.kind == "principal"),
            "notice_by": days[0] + timedelta(days=60),
        }
    )
    fault.change(ENTRIES, "remove", *unpaid)
    return fault


def _child_account(group: Group) -> Fault:
    """Let a child save; a guardian answers for the account."""
    guardian = _saver(group, SAVINGS_DAYS[6:], 3)
    fault = Fault({"member": _next_number(group), "guardian": guardian.id})
    _join(fault, group, "น้ำฝน", SAVINGS_DAYS[2:], 20 * BAHT, guardian.id)
    return fault


def _beneficiaries_90_percent(group: Group) -> Fault:
    """Write 50 and 40."""
    member = next(one for one in group.members.values() if len(one.beneficiaries) == 2)
    first, second = member.beneficiaries
    wrong = replace(member, beneficiaries=(first, replace(second, percent=Fraction(40))))
    fault = Fault({"member": member.id, "total": "90"}, opens=False)
    fault.change(MEMBERS, "replace", wrong)
    return fault


def _withdrawal_above_balance(group: Group) -> Fault:
    """Take 500 baht more out than was saved."""
    day = date(2025, 9, 20)
    member = _saver(group, SAVINGS_DAYS[8:9], 4)
    held, short = group.balances(day).of[(SAVINGS, member.id)], 500 * BAHT
    asked = held + short
    fault = Fault(
        {"member": member.id, "date": day, "asked": asked, "balance": held, "short": short},
        opens=False,
    )
    fault.change(ENTRIES, "add", _from_bank(day, asked))
    fault.change(ENTRIES, "add", _line(day, "P68-X001", "savings_out", member.id, asked))
    return fault


def _mid_year_joiner(group: Group) -> Fault:
    """Join in July: half a year's saving, less than half a year's weight."""
    days = SAVINGS_DAYS[6:]
    fault = Fault(
        {
            "member": _next_number(group),
            "joined": days[0],
            "saved": 100 * BAHT * len(days),
            "baht_months": "1,500",
        }
    )
    _join(fault, group, "ใบหม่อน", days, 100 * BAHT)
    return fault


def _lump_sum(group: Group) -> Fault:
    """Bring a large sum late in the year as pledged savings."""
    day, amount = SAVINGS_DAYS[10], 20_000 * BAHT
    member = _saver(group, [day], 5)
    most = group.rules.savings.most_shares * group.rules.savings.share_value
    fault = Fault({"member": member.id, "date": day, "amount": amount, "most": most})
    fault.change(ENTRIES, "add", _line(day, "R68-X001", "savings", member.id, amount, "เงินก้อน"))
    return fault


def _next_number(group: Group) -> str:
    return f"A{max(int(member[1:]) for member in group.members) + 1:03d}"


def _join(
    fault: Fault, group: Group, name: str, days: list[date], pledge: int, guardian: str = ""
) -> None:
    """Let a new member join on the first of some days and save on each."""
    model = next(iter(group.members.values()))
    member = replace(
        model,
        id=_next_number(group),
        name=name,
        role="",
        division="",
        spouse="",
        guardian=guardian,
        joined=days[0],
        left=None,
        pledge=pledge,
    )
    fault.change(MEMBERS, "add", member)
    fee = group.rules.savings.entry_fee
    fault.change(ENTRIES, "add", _line(days[0], "R68-X001", "fee", member.id, fee))
    for number, day in enumerate(days, 1):
        slip = f"R68-X{number:03d}"
        fault.change(ENTRIES, "add", _line(day, slip, "savings", member.id, pledge))


FAULTS: tuple[Callable[[Group], Fault], ...] = (
    _cash_difference,
    _passbook_difference,
    _late_saver,
    _leaver_with_loan,
    _rescheduled_loan,
    _loan_56_days_late,
    _child_account,
    _beneficiaries_90_percent,
    _withdrawal_above_balance,
    _mid_year_joiner,
    _lump_sum,
)
