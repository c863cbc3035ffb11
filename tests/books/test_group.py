"""A group: what its folder says, asked on any day, and written back."""

import dataclasses
import shutil
from datetime import date
from pathlib import Path

import pytest

from ogs_teach.books import Entry, Group, Summary
from ogs_teach.errors import GroupError
from ogs_teach.places import sample_data

TWELVE = sample_data() / "group_12"
FILES = ["entries.csv", "loans.csv", "members.csv", "opening.csv", "rules.toml"]


@pytest.fixture(scope="module")
def twelve():
    return Group.open(TWELVE)


def with_entries(group, *entries):
    return dataclasses.replace(group, entries=(*group.entries, *entries))


def entry(day, kind, member="", amount=0, loan=""):
    return Entry(date.fromisoformat(day), f"X{day}", kind, member, loan, amount, "")


def test_opening_and_saving_changes_no_byte(twelve, tmp_path):
    """
    A group that is opened and saved is the same, file by file, and opens equal.
    """
    twelve.save(tmp_path / "กลุ่ม ของเรา")

    assert FILES == sorted(path.name for path in (tmp_path / "กลุ่ม ของเรา").iterdir())
    for name in FILES:
        assert (TWELVE / name).read_bytes() == (tmp_path / "กลุ่ม ของเรา" / name).read_bytes()
    assert twelve == Group.open(tmp_path / "กลุ่ม ของเรา")


def test_saving_over_a_folder_keeps_what_else_is_in_it(twelve, tmp_path):
    """
    A photograph of the minutes stays; nothing temporary is left beside the folder.
    """
    folder = shutil.copytree(TWELVE, tmp_path / "group")
    (folder / "minutes.jpg").write_bytes(b"photo")
    with_entries(twelve, entry("2025-12-31", "other_income", amount=100)).save(folder)

    assert [*FILES, "minutes.jpg"] == sorted(
        (path.name for path in folder.iterdir()), key=lambda name: (name == "minutes.jpg", name)
    )
    assert ["group"] == [path.name for path in tmp_path.iterdir()]
    assert len(twelve.entries) + 1 == len(Group.open(folder).entries)


def test_a_group_that_could_not_be_read_again_is_not_saved(twelve, tmp_path):
    """
    A withdrawal above the balance is refused before anything is written.
    """
    wrong = with_entries(twelve, entry("2025-12-31", "savings_out", "N01", 10**9))

    with pytest.raises(GroupError, match="is more than stands on"):
        wrong.save(tmp_path / "group")
    assert [] == list(tmp_path.iterdir())


def test_a_disk_that_fails_midway_leaves_the_old_folder_whole(twelve, tmp_path, monkeypatch):
    """
    When a file cannot be written, the old files stand as they were, and nothing beside them.
    """
    folder = shutil.copytree(TWELVE, tmp_path / "group")
    real = Path.write_bytes

    def full(path, data):
        if path.name == "entries.csv":
            raise OSError(28, "No space left on device")
        return real(path, data)

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(GroupError, match="cannot be written"):
        with_entries(twelve, entry("2025-12-31", "other_income", amount=100)).save(folder)

    assert ["group"] == [path.name for path in tmp_path.iterdir()]
    for name in FILES:
        assert (TWELVE / name).read_bytes() == (folder / name).read_bytes()


def test_a_rename_that_fails_puts_the_old_folder_back(twelve, tmp_path, monkeypatch):
    """
    When the new folder cannot take its place, the old one returns to its own.
    """
    folder = shutil.copytree(TWELVE, tmp_path / "group")
    real = Path.rename

    def stuck(path, target):
        if path.name.endswith(".new"):
            raise PermissionError(13, "Permission denied")
        return real(path, target)

    monkeypatch.setattr(Path, "rename", stuck)
    with pytest.raises(GroupError, match="Permission denied"):
        twelve.save(folder)

    assert ["group"] == [path.name for path in tmp_path.iterdir()]
    assert twelve == Group.open(folder)


def test_a_summary_before_the_first_entry_is_the_opening(twelve):
    """
    On the eve of the books, the figures are the balances brought forward.
    """
    assert Summary(
        members=12,
        savings=36_000_00,
        special=0,
        borrowers=3,
        loans=25_800_00,
        cash=2_000_00,
        bank=12_600_00,
        reserve=2_400_00,
    ) == twelve.summary(date(2023, 12, 31))


def test_savings_run_from_the_opening_by_pledges(twelve):
    """
    N01 brings 100 baht a month to 3,600; what N11 missed in August came in September.
    """
    assert 3_600_00 + 8 * 100_00 == twelve.savings_on(date(2024, 8, 31))["N01"]
    assert 600_00 + 7 * 50_00 == twelve.savings_on(date(2024, 8, 31))["N11"]
    assert 600_00 + 9 * 50_00 == twelve.savings_on(date(2024, 9, 30))["N11"]


def test_a_year_is_what_the_dividend_calculators_take(twelve):
    """
    Opening, dated deposits with withdrawals negative, interest paid, income and expenses.
    """
    year = twelve.year(2025)
    opening, deposits = year.members["N08"]

    assert list(twelve.members) == list(year.members)
    assert 7_200_00 + 12 * 300_00 == opening
    assert (date(2025, 1, 10), 300_00) == deposits[0]
    assert (date(2025, 8, 10), -1_000_00) in deposits
    assert 12 * 300_00 - 1_000_00 == sum(amount for _, amount in deposits)
    assert twelve.savings_on(date(2025, 12, 31))["N08"] == opening + 2_600_00
    assert year.income - year.expenses == year.surplus
    assert 620_00 == year.expenses
    assert {} == year.special == year.left
    assert "ก้าน" == year.name_of("N01")
    assert sum(year.interest_paid.values()) == sum(
        one.amount for one in twelve.entries if one.kind == "interest" and one.date.year == 2025
    )


def test_a_year_that_the_books_do_not_hold_whole_is_no_year(twelve):
    """
    Books from mid-year on, or cut in November, do not offer that year.
    """
    until_november = dataclasses.replace(
        twelve, entries=tuple(one for one in twelve.entries if one.date < date(2025, 12, 1))
    )
    assert [2024] == until_november.years
    assert [] == dataclasses.replace(twelve, entries=()).years
    with pytest.raises(KeyError):
        until_november.year(2025)


def test_an_accounting_year_may_begin_in_october(twelve):
    """
    With a year from October, the year is named by the year in which it ends.
    """
    rules = dataclasses.replace(
        twelve.rules,
        accounting=dataclasses.replace(twelve.rules.accounting, year_starts_in_month=10),
    )
    group = dataclasses.replace(twelve, rules=rules)

    assert [2025] == group.years
    assert (date(2024, 10, 1), date(2025, 9, 30)) == (group.year(2025).start, group.year(2025).end)


def test_income_and_expenses_close_to_the_result_at_the_years_end(twelve):
    """
    On 1 January nothing of last year stands on 401 or 503; the surplus stands on 305.
    """
    eve, first = date(2024, 12, 31), date(2025, 1, 10)
    year = twelve.year(2024)

    assert year.income == twelve.balances(eve).total("401", "402", "403", "404", "405")
    assert year.surplus == twelve.balances(first).total("305")


def test_members_come_and_go(twelve):
    """
    Who has left is no member from that day on, but stands in the year of leaving.
    """
    last = entry("2025-06-20", "savings_out", "N12", twelve.savings_on(date(2025, 6, 20))["N12"])
    draw = entry("2025-06-19", "from_bank", amount=last.amount)
    stays = tuple(
        one for one in twelve.entries if not (one.member == "N12" and one.date > last.date)
    )
    gone = dataclasses.replace(twelve.members["N12"], left=last.date)
    loans = {
        key: dataclasses.replace(loan, guarantors=("N09",)) if "N12" in loan.guarantors else loan
        for key, loan in twelve.loans.items()
    }
    group = dataclasses.replace(
        twelve,
        members=twelve.members | {"N12": gone},
        entries=(*stays, draw, last),
        loans=loans,
    )

    assert "N12" in group.savings_on(date(2025, 6, 19))
    assert "N12" not in group.savings_on(last.date)
    assert 11 == group.summary(last.date).members
    assert {"N12": last.date} == group.year(2025).left
    assert (last.date, -last.amount) == group.year(2025).members["N12"][1][-1]


def test_lateness_counts_from_the_oldest_unpaid_instalment(twelve):
    """
    A loan whose payments stop in October 2025 is 62 days late on 11 December, and its
    borrower is in default in 2025 but was not in 2024.
    """
    stopped = dataclasses.replace(
        twelve,
        entries=tuple(
            one
            for one in twelve.entries
            if not (one.loan == "K16" and one.kind == "principal" and one.date.month > 9)
        ),
    )
    loan = twelve.loans["K16"]

    assert 0 == twelve.days_late(date(2025, 12, 11))["K16"]
    assert 0 == stopped.days_late(date(2025, 10, 10))["K16"]
    assert 62 == stopped.days_late(date(2025, 12, 11))["K16"]
    assert frozenset() == twelve.year(2025).defaulters
    assert {loan.member} == stopped.year(2025).defaulters
    assert frozenset() == stopped.year(2024).defaulters


def test_a_changed_pledge_holds_from_its_day(twelve):
    """
    The pledge of the register is the first one; entries change it.
    """
    group = with_entries(twelve, entry("2025-02-10", "new_pledge", "N01", 150_00))

    assert 100_00 == group.pledges_on(date(2025, 2, 9))["N01"]
    assert 150_00 == group.pledges_on(date(2025, 2, 10))["N01"]
    assert twelve.summary(date(2025, 3, 1)) == group.summary(date(2025, 3, 1))


def test_a_group_has_its_name_in_both_languages(twelve):
    """
    The name comes from the rule file.
    """
    assert "กลุ่มสิบสองคน (ข้อมูลสมมติเพื่อการฝึก)" == twelve.name()
    assert "Twelve-member training group" == twelve.name("en")


def test_a_value_that_a_table_cannot_hold_is_not_saved(twelve, tmp_path):
    """
    A slip number with spaces could not be read again, so it is refused, told by row.
    """
    wrong = dataclasses.replace(entry("2025-12-31", "other_income", amount=100), slip="no. 1")

    with pytest.raises(GroupError, match=r"entries\.csv:738 \(slip\)"):
        with_entries(twelve, wrong).save(tmp_path / "group")
    assert [] == list(tmp_path.iterdir())
