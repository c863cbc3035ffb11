"""The sample groups: made anew byte for byte, clean, and like the groups they stand for.

What can be checked without the kit's own books is checked straight from the CSV files.
"""

import csv
import re
import time
import tomllib
from collections import Counter, defaultdict
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

import pytest

from ogs_teach.books import Group
from ogs_teach.books.kinds import KINDS
from ogs_teach.books.tables import TABLES
from ogs_teach.dividends import by_pool, year_end
from ogs_teach.errors import GroupError
from ogs_teach.i18n import LANGS
from ogs_teach.loans import schedule
from ogs_teach.places import sample_data
from sample_data.make import make

SAMPLES = sample_data()
FAULTS = sorted((SAMPLES / "group_a_faults").iterdir())
END_2024, END_2025 = date(2024, 12, 31), date(2025, 12, 31)
MONTH_ENDS = [
    date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
    for year in (2024, 2025)
    for month in range(1, 13)
]


@pytest.fixture(scope="module")
def group():
    return Group.open(SAMPLES / "group_a")


def rows(name, folder="group_a"):
    with (SAMPLES / folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def satang(text):
    return int(Decimal(text or 0) * 100)


def files(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.suffix in (".csv", ".toml")
        and path.relative_to(folder).parts[0] not in ("making", "chiangrai_2565")
    }


def test_the_generator_reproduces_the_committed_files_byte_for_byte(tmp_path):
    """
    Nothing in the sample groups is touched by hand, and chance is the same everywhere.
    """
    make(tmp_path)

    assert files(SAMPLES) == files(tmp_path)


def test_group_a_opens_fast():
    """
    Opening and checking two years of an average group costs well under a second, without pandas.
    """
    took = []
    for _ in range(3):
        began = time.process_time()
        Group.open(SAMPLES / "group_a")
        took.append(time.process_time() - began)

    print(f"Group.open(group_a): {min(took):.3f} s of processor time")
    assert min(took) < 0.6


# like the groups they stand for


def test_group_a_is_like_the_average_group(group):
    """
    Members, savings, borrowers, loans, interest and surplus lie where the averages put them.
    """
    closing, eve = group.summary(END_2025), group.summary(END_2024)
    year = group.year(2025)

    assert [2024, 2025] == group.years
    assert (163, 71) == (closing.members, closing.borrowers)
    assert 15 == sum(bool(one.role) and one.present(END_2025) for one in group.members.values())
    assert 1_940_000_00 <= closing.savings <= 1_980_000_00
    assert 1_730_000_00 <= eve.savings <= 1_770_000_00
    assert 1_450_000_00 <= closing.loans <= 1_550_000_00
    assert Fraction(76, 100) <= Fraction(closing.loans, closing.savings) <= Fraction(79, 100)
    assert 125_000_00 <= sum(year.interest_paid.values()) <= 135_000_00
    assert 17_000_00 <= year.expenses <= 19_000_00
    assert 113_000_00 <= year.surplus <= 123_000_00
    assert closing.special > 0
    pledges = group.pledges_on(END_2025)
    assert (20_00, 800_00) == (min(pledges.values()), max(pledges.values()))
    assert 120_00 <= sum(pledges.values()) // len(pledges) <= 140_00


def test_group_a_has_a_few_loans_at_risk(group):
    """
    About six percent of what is lent lies with borrowers more than 30 days late, at both ends.
    """
    for day in (END_2024, END_2025):
        owed = group.balances(day).parts("111", "112")
        late = sum(owed[loan] for loan, days in group.days_late(day).items() if days > 30)
        assert Fraction(5, 100) <= Fraction(late, sum(owed.values())) <= Fraction(7, 100)
    assert group.year(2024).defaulters
    assert group.year(2025).defaulters


def test_every_kind_of_receipt_and_payment_occurs(group):
    """
    Two years hold all that a village's cash box sees.
    """
    kinds = {entry.kind for entry in group.entries}
    clean = {"savings", "special", "principal", "interest", "fine", "fee", "savings_out"}
    clean |= {"special_out", "loan_out", "pay", "stationery", "travel", "other_expense"}
    clean |= {"dividend_paid", "refund_paid", "reward_paid", "welfare_paid", "public_paid"}
    clean |= {"to_bank", "from_bank", "bank_interest", "special_interest", "new_pledge"}

    assert clean <= kinds <= clean | {kind for kind in KINDS if kind.startswith("to_")}
    notes = Counter(entry.note for entry in group.entries)
    assert notes["ส่งหลังวันส่งเงินสัจจะ"] > 100
    assert notes["ขาดส่งเดือนก่อน"] > 20
    assert notes["ส่งช้า"] > 20
    joined = sum(one.joined >= group.begins for one in group.members.values())
    left = sum(one.left is not None for one in group.members.values())
    assert joined >= 8
    assert left == 6


# clean books, from the files alone

POSTINGS = {name: (kind.debit, kind.credit) for name, kind in KINDS.items() if kind.debit}


def replay(folder, until):
    """Return debit less credit of every account and sub-ledger, with a few lines of its own."""
    loan_kind = {row["loan"]: row["kind"] for row in rows("loans", folder)}
    accounts, by_key = defaultdict(int), defaultdict(int)

    def post(account, key, amount):
        accounts[account] += amount
        by_key[account, key] += amount

    for row in rows("opening", folder):
        post(
            row["account"],
            row["member"] or row["loan"],
            satang(row["debit"]) - satang(row["credit"]),
        )
    for row in rows("entries", folder):
        if date.fromisoformat(row["date"]) <= until and row["kind"] in POSTINGS:
            of_loan = "112" if loan_kind.get(row["loan"]) == "emergency" else "111"
            for account, sign in zip(POSTINGS[row["kind"]], (1, -1), strict=True):
                account = of_loan if account == "loan" else account
                key = row["loan"] if account in ("111", "112") else row["member"]
                post(account, key, sign * satang(row["amount"]))
    return accounts, by_key


@pytest.mark.parametrize("folder", ["group_a", "group_12"])
def test_books_balance_and_sub_ledgers_agree_at_every_month_end(folder):
    """
    Assets equal liabilities, capital and surplus; members' and borrowers' balances sum to
    their accounts, and are what the kit says.
    """
    group = Group.open(SAMPLES / folder)
    for day in MONTH_ENDS:
        accounts, by_key = replay(folder, day)
        side = {first: sum(v for k, v in accounts.items() if k[0] == first) for first in "12345"}
        assert side["1"] == -(side["2"] + side["3"]) - (side["4"] + side["5"])
        balances, held, summary = group.balances(day), group.savings_on(day), group.summary(day)
        for account in ("301", "201", "204", "205", "111", "112"):
            parts = {key: amount for (one, key), amount in by_key.items() if one == account}
            assert accounts[account] == sum(parts.values())
            if account not in ("204", "205"):  # who has left may still have money waiting
                sign = 1 if account[0] == "1" else -1
                assert {k: sign * v for k, v in parts.items() if v} == {
                    key: amount for key, amount in balances.parts(account).items() if amount
                }
        assert -accounts["301"] == sum(held.values()) == summary.savings
        assert accounts["111"] + accounts["112"] == summary.loans
        assert (accounts["101"], accounts["102"]) == (summary.cash, summary.bank)


@pytest.mark.parametrize("folder", ["group_a", "group_12"])
def test_no_day_ends_with_less_than_nothing(folder):
    """
    Cash, bank, every member's savings and every debt stay at zero or above, day by day.
    """
    by_day = defaultdict(list)
    for row in rows("entries", folder):
        by_day[row["date"]].append(row)
    loan_kind = {row["loan"]: row["kind"] for row in rows("loans", folder)}
    balance = defaultdict(int)
    for row in rows("opening", folder):
        balance[row["account"], row["member"] or row["loan"]] += satang(row["debit"]) - satang(
            row["credit"]
        )
    for day in sorted(by_day):
        for row in by_day[day]:
            for account, sign in zip(POSTINGS.get(row["kind"], ()), (1, -1), strict=False):
                if account == "loan":
                    account = "112" if loan_kind[row["loan"]] == "emergency" else "111"
                key = row["loan"] if account in ("111", "112") else row["member"]
                key = key if account in ("111", "112", "201", "301", "204", "205") else ""
                balance[account, key] += sign * satang(row["amount"])
        for (account, key), amount in balance.items():
            if account[0] == "1":
                assert amount >= 0, (day, account, key)
            elif account in ("201", "203", "204", "205", "206", "207", "301", "302"):
                assert amount <= 0, (day, account, key)


@pytest.mark.parametrize("folder", ["group_a", "group_12"])
def test_slips_run_without_a_gap(folder):
    """
    Each book of slips counts 1, 2, 3 … through the year, in order of the days.
    """
    seen = defaultdict(list)
    for row in rows("entries", folder):
        book, number = row["slip"].split("-")
        assert int(book[1:]) == (int(row["date"][:4]) + 543) % 100
        if not seen[book] or seen[book][-1] != int(number):
            seen[book].append(int(number))
    for numbers in seen.values():
        assert list(range(1, len(numbers) + 1)) == numbers


# by the rulebook


def test_pledges_are_whole_shares_paid_as_promised(group):
    """
    A pledge is a whole number of shares within bounds; what comes in is the pledge, month by month.
    """
    rule = group.rules.savings
    for entry in group.entries:
        if entry.kind in ("savings", "new_pledge"):
            shares, rest = divmod(entry.amount, rule.share_value)
            assert rest == 0
            assert rule.least_shares <= shares <= rule.most_shares
        if entry.kind == "fee":
            assert rule.entry_fee == entry.amount
    pledged = group.pledges_on(date(2025, 12, 4))
    december = [e for e in group.entries if e.kind == "savings" and e.date == date(2025, 12, 5)]
    assert all(pledged[entry.member] == entry.amount for entry in december if not entry.note)


@pytest.mark.parametrize("folder", ["group_a", "group_12"])
def test_loans_obey_the_rulebook(folder):
    """
    Ceiling by savings and by amount, term, rate, and guarantors who are members, willing
    twice at most, and neither the borrower nor the spouse.
    """
    group = Group.open(SAMPLES / folder)
    rules = group.rules
    new = [loan for loan in group.loans.values() if loan.date >= group.begins]
    assert new
    for loan in new:
        kind = getattr(rules.loans, loan.kind)
        before = group.balances(loan.date - timedelta(days=1)).of[("301", loan.member)]
        paid_in = sum(
            entry.amount
            for entry in group.entries
            if (entry.date, entry.member, entry.kind) == (loan.date, loan.member, "savings")
        )
        assert loan.principal <= kind.ceiling
        assert not kind.times_savings or loan.principal <= kind.times_savings * (before + paid_in)
        assert loan.periods <= kind.longest_months
        assert (kind.rate, kind.rate_per, kind.method) == (loan.rate, loan.rate_per, loan.method)
        assert rules.guarantors.number == len(set(loan.guarantors))
        borrower = group.members[loan.member]
        for name in loan.guarantors:
            assert name not in (borrower.id, borrower.spouse)
            assert group.members[name].present(loan.date)
    for day in MONTH_ENDS:
        owed = group.balances(day).parts("111", "112")
        live = [group.loans[loan] for loan, owing in owed.items() if owing]
        taken = Counter(name for loan in live for name in loan.guarantors)
        assert max(taken.values()) <= rules.guarantors.most_live_guarantees
        if len(live) >= rules.loans.largest_borrower_from_loans:
            each = Counter()
            for loan in live:
                each[loan.member] += owed[loan.id]
            assert max(each.values()) <= sum(each.values()) * rules.loans.largest_borrower / 100


@pytest.mark.parametrize("folder", ["group_a", "group_12"])
def test_loans_repaid_on_time_follow_their_schedule(folder):
    """
    Row by row, interest and principal received are those of `loans.schedule`.
    """
    group = Group.open(SAMPLES / folder)
    paid = defaultdict(list)
    for entry in group.entries:
        if entry.kind in ("interest", "principal"):
            paid[entry.loan, entry.kind].append((entry.date, entry.amount))
    followed = 0
    for loan in group.loans.values():
        if loan.date < group.begins or loan.first_due > END_2025:
            continue
        got = [paid[loan.id, kind] for kind in ("interest", "principal")]
        plan = schedule(
            loan.principal, loan.rate, loan.periods, method=loan.method,
            start=loan.date, first_due=loan.first_due,
        ).rows  # fmt: skip
        if [day for day, _ in got[1]] == [row.due for row in plan[: len(got[1])]]:
            settled_early = len(got[1]) < len(plan) and got[1][-1][1] > plan[0].principal
            rows_ = plan[: len(got[1]) - settled_early]
            followed += 1
            for row, (_, interest), (_, principal) in zip(rows_, *got, strict=False):
                assert (row.interest, row.principal) == (interest, principal), loan.id
    assert followed >= (60 if folder == "group_a" else 10)


@pytest.mark.parametrize(("folder", "meeting"), [("group_a", 5), ("group_12", 10)])
def test_last_years_surplus_was_shared_out_as_the_calculators_say(folder, meeting):
    """
    Every member's dividend and refund of พ.ศ. 2567, booked and paid in 2568, equal
    `dividends.year_end`, to the satang.
    """
    group = Group.open(SAMPLES / folder)
    year, rules = group.year(2024), group.rules
    done = year_end(
        year.surplus,
        rules.allocation.percents(),
        year.members,
        interest_paid=year.interest_paid,
        convention=rules.dividend.counting(),
        start=year.start,
        left=year.left,
        pay_leavers=rules.dividend.leavers,
        defaulters=year.defaulters,
        refund_defaulters=rules.refund.defaulters,
    )
    booked = defaultdict(dict)
    paid = defaultdict(dict)
    for entry in group.entries:
        if entry.date.year == 2025:
            if entry.kind.startswith("to_") and entry.kind != "to_bank":
                assert date(2025, 2, meeting) == entry.date
                booked[entry.kind][entry.member] = entry.amount
            elif entry.kind.endswith("_paid"):
                paid[entry.kind][entry.member] = entry.amount

    assert {m: v for m, v in done.dividends.items() if v} == booked["to_dividend"]
    assert {m: v for m, v in done.refunds.items() if v} == booked["to_refund"]
    for head in ("reserve", "reward", "welfare", "public"):
        assert done.allocation[head] == booked[f"to_{head}"][""]
    assert year.surplus == sum(sum(part.values()) for part in booked.values())
    fetched = set(paid["dividend_paid"]) - {"A012", "A047"}
    assert len(fetched) >= len(done.dividends) - 6
    assert all(done.dividends[member] == paid["dividend_paid"][member] for member in fetched)


def test_every_member_receives_a_share_of_the_dividend_pool(group):
    """
    The pools of both years go out to the last satang.
    """
    for number in group.years:
        year = group.year(number)
        pool = year.surplus // 2
        parts = by_pool(year.members, pool, convention="next_month", start=year.start)
        assert pool == sum(parts.values())


def test_the_readme_documents_every_column_and_every_kind_of_event():
    """
    Whoever fills the tables in by hand finds each column and each event, with its two accounts.
    """
    text = (SAMPLES / "README.md").read_text(encoding="utf-8")
    for table in TABLES:
        section = text.partition(f"### `{table.file}`")[2].partition("\n### ")[0]
        for column in table.columns:
            assert re.search(rf"^\| .*`{column.name}`.* \|", section, re.MULTILINE), column.name
    for name, kind in KINDS.items():
        accounts = [side.replace("loan", "111·112") or "–" for side in (kind.debit, kind.credit)]
        assert re.search(
            rf"^\| `{name}` .*\| {accounts[0]} \| {accounts[1]} \|", text, re.MULTILINE
        )


# only synthetic people


@pytest.mark.parametrize("folder", ["group_a", "group_12"])
def test_people_are_synthetic(folder):
    """
    One given name each, no surname, title, number or place; the group says it is synthetic.
    """
    group = Group.open(SAMPLES / folder)
    for member in group.members.values():
        assert re.fullmatch(r"[ก-๙]{2,12}", member.name), member.name
        assert not member.name.startswith(("นาย", "นาง", "ด.ช.", "ด.ญ."))
        for heir in member.beneficiaries:
            assert heir.name.startswith(("บุตร", "คู่สมรส", "มารดา", "พี่สาว"))
    names = Counter(member.name for member in group.members.values())
    assert 1 == max(names.values())
    assert "ข้อมูลสมมติ" in group.name()
    for name in ("members", "entries", "loans"):
        text = (SAMPLES / folder / f"{name}.csv").read_text(encoding="utf-8")
        assert not re.search(r"\d{13}|\d-\d{4}-\d{5}|หมู่ที่|ตำบล|อำเภอ|จังหวัด", text)


# the planted faults


@pytest.mark.parametrize("folder", FAULTS, ids=lambda folder: folder.name)
def test_each_planted_fault_has_its_answer_and_changes_little(folder):
    """
    The answer stands in both languages, with its label; few rows differ from group A; and
    the kit opens the group, or refuses it, as the answer says.
    """
    text = (folder / "answer.toml").read_text(encoding="utf-8")
    answer = tomllib.loads(text)
    assert "กำหนดเพื่อการฝึก ไม่ใช่เกณฑ์ของกรมการพัฒนาชุมชน" in text
    assert answer["found"]
    for part in ("title", "what", "find", "do"):
        assert set(LANGS) == set(answer[part])
        assert not any("{" in said for said in answer[part].values())
    changed = list(folder.glob("*.csv"))
    assert changed
    assert sum(len(path.read_text(encoding="utf-8").splitlines()) for path in changed) < 60

    if answer["opens"]:
        Group.open(SAMPLES / "group_a", changes=folder)
    else:
        with pytest.raises(GroupError) as caught:
            Group.open(SAMPLES / "group_a", changes=folder)
        assert 1 == len(caught.value.problems)


def planted(name):
    folder = next(folder for folder in FAULTS if folder.name.endswith(name))
    answer = tomllib.loads((folder / "answer.toml").read_text(encoding="utf-8"))
    return folder, answer["found"]


def changed_group(folder):
    return Group.open(SAMPLES / "group_a", changes=folder)


def test_the_cash_difference_begins_on_its_day_and_is_one_slip():
    """
    Counted less booked is nothing before the day and the slip's amount from it on.
    """
    folder, found = planted("cash-difference")
    group = changed_group(folder)
    with (folder / "cash_counts.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            day = date.fromisoformat(row["date"])
            difference = satang(row["counted"]) - group.balances(day).total("101")
            assert difference == (satang(found["difference"]) if day >= found["date"] else 0)
    assert found["slip"] not in {entry.slip for entry in group.entries}


def test_the_passbook_difference_is_one_book_and_divisible_by_nine(group):
    """
    Nineteen passbooks agree; one does not, as when two digits change places.
    """
    folder, found = planted("passbook-difference")
    held = group.savings_on(found["date"])
    with (folder / "passbooks.csv").open(encoding="utf-8", newline="") as file:
        books = {row["member"]: satang(row["savings"]) for row in csv.DictReader(file)}
    wrong = {
        member: books[member] - held[member] for member in books if books[member] != held[member]
    }

    assert 20 == len(books)
    assert {found["member"]: satang(found["difference"])} == wrong
    assert int(found["difference"]) % 9 == 0
    assert sorted(found["passbook"]) == sorted(found["register"])


def test_the_leaver_still_owes():
    """
    Nothing is saved any more, and the loan stands.
    """
    folder, found = planted("leaver-with-loan")
    group = changed_group(folder)
    balances = group.balances(END_2025)

    assert found["left"] == group.members[found["member"]].left
    assert balances.of[("301", found["member"])] == 0
    assert satang(found["owed"]) == balances.of[("111", found["loan"])] > 0


def test_the_rescheduled_loan_takes_the_old_ones_place(group):
    """
    The debt is the same to the satang, under a number that looks young.
    """
    folder, found = planted("rescheduled-loan")
    after = changed_group(folder)

    assert group.summary(END_2025) == after.summary(END_2025)
    assert found["earlier"] == after.loans[found["loan"]].reschedules
    assert (END_2025 - found["arrears_since"]).days == group.days_late(END_2025)[found["earlier"]]
    assert 0 == after.days_late(END_2025)[found["loan"]]
    assert found["earlier"] not in after.days_late(END_2025)


def test_the_late_loan_is_as_late_as_its_answer_says(group):
    """
    More than 45 days, counted from the oldest unpaid instalment; on time before.
    """
    folder, found = planted("loan-56-days-late")

    assert 0 == group.days_late(END_2025)[found["loan"]]
    assert int(found["days_late"]) == changed_group(folder).days_late(END_2025)[found["loan"]] > 45


def test_the_late_saver_missed_three_days_and_paid_fines():
    """
    Nothing on three savings days, all of it with the fines afterwards.
    """
    folder, found = planted("late-saver")
    group = changed_group(folder)
    mine = [entry for entry in group.entries if entry.member == found["member"]]
    between = [e for e in mine if found["first"] <= e.date <= found["last"]]
    came = Counter(entry.kind for entry in mine if entry.date == found["came"])

    assert [] == between
    assert Counter(savings=3, fine=1) == came
    assert 3 * group.rules.fines.missed_pledge == satang(found["fine"])


def test_newcomers_and_the_lump_sum_weigh_as_their_answers_say():
    """
    The July joiner has 1,500 baht-months; the lump sum weighs one month, not twelve.
    """
    folder, found = planted("mid-year-joiner")
    year = changed_group(folder).year(2025)
    weights = _weights(year)
    assert 1_500 == weights[found["member"]]

    folder, found = planted("lump-sum")
    before = _weights(Group.open(SAMPLES / "group_a").year(2025))
    after = _weights(changed_group(folder).year(2025))
    assert 20_000 == after[found["member"]] - before[found["member"]]

    folder, found = planted("child-account")
    assert found["guardian"] == changed_group(folder).members[found["member"]].guardian


def _weights(year):
    done = year_end(
        100, {"reserve": 50, "dividend": 50}, year.members, interest_paid={}, start=year.start
    )
    return {member: done.baht_months(member) for member in year.members}


# the source document's figures


@pytest.fixture(scope="module")
def province():
    text = (SAMPLES / "chiangrai_2565" / "figures.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def test_every_figure_stands_in_its_quotation(province):
    """
    The value's digits are the quotation's; each has a place, a unit and both languages.
    """
    for key, figure in province.items():
        if key != "source":
            value = figure["value"]
            printed = {str(value), f"{value:,}"} if isinstance(value, int) else {value}
            assert any(text in figure["quote"] for text in printed), key
            assert figure["place"].startswith("ย่อหน้าที่ขึ้นต้นว่า")
            assert figure["unit"] in (
                "group",
                "village",
                "person",
                "baht",
                "percent",
                "year",
                "day",
            )
            assert set(LANGS) == set(figure["name"])


def test_the_averages_follow_from_the_figures(province):
    """
    163.32 members, 1,997,475.48 baht saved, 71.26 borrowers and 1,554,358.80 baht lent for
    each group; 12,230.52 baht for each member; loans are 77.82 % of savings.
    """
    value = {key: figure["value"] for key, figure in province.items() if key != "source"}

    def per(one, other, times=1):
        return round(Fraction(value[one] * times, value[other]), 2)

    averages = {
        "members per group": per("members", "groups"),
        "savings per group": per("savings", "groups"),
        "borrowers per group": per("borrowers", "groups"),
        "loans per group": per("loans", "groups"),
        "savings per member": per("savings", "members"),
        "loans per borrower": per("loans", "borrowers"),
        "loans to savings, percent": per("loans", "savings", 100),
        "borrowers to members, percent": per("borrowers", "members", 100),
    }
    for name, average in averages.items():
        print(f"Chiang Rai 2565, {name}: {float(average):,.2f}")
    expected = "163.32 1997475.48 71.26 1554358.80 12230.52 21811.49 77.82 43.63"
    assert [Fraction(text) for text in expected.split()] == list(averages.values())


def test_printed_percentages_follow_from_their_counts(province):
    """
    22.40 % and 67.16 % are what the counts make.
    """
    for figure in province.values():
        if "of" in figure:
            part, whole = (province[key]["value"] for key in figure["of"])
            assert Fraction(figure["value"]) == round(Fraction(100 * part, whole), 2)


def test_the_unit_slip_is_noted_with_its_reason(province):
    """
    The document prints million baht; read as baht a member holds twelve thousand, not twelve
    thousand million.
    """
    savings = province["savings"]
    per_member = savings["value"] // province["members"]["value"]

    assert ("baht", "ล้านบาท") == (savings["unit"], savings["printed_unit"])
    assert savings["printed_unit"] in savings["quote"]
    for lang in LANGS:
        assert f"{per_member:,}" in savings["unit_slip"][lang]
        assert "77.82" in savings["unit_slip"][lang]


def test_no_official_is_named(province):
    """
    The file quotes figures, not people.
    """
    text = (SAMPLES / "chiangrai_2565" / "figures.toml").read_text(encoding="utf-8")
    assert not re.search(r"นาย|นาง|ศาสตราจารย์|ดร\.", text)


def test_month_ends_are_right():
    """
    The checks above really look at 24 month ends.
    """
    assert 24 == len(MONTH_ENDS)
    assert all((b - a).days in range(28, 32) for a, b in pairwise(MONTH_ENDS))
    assert (date(2024, 1, 31), END_2025) == (MONTH_ENDS[0], MONTH_ENDS[-1])
