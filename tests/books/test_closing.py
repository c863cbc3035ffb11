"""Year end: the meeting's allocation as entries, by pool, by rate, and after a loss."""

import dataclasses
from datetime import date
from fractions import Fraction

import pytest

from ogs_teach.books import Entry, Group
from ogs_teach.books.closing import share_out
from ogs_teach.books.statements import balance_sheet, trial_balance
from ogs_teach.dividends import allocate
from ogs_teach.errors import GroupError
from ogs_teach.places import sample_data

MEETING = date(2026, 2, 5)


@pytest.fixture(scope="module")
def group_a():
    return Group.open(sample_data() / "group_a")


def with_rules(group, **sections):
    """Return a group with some keys of its rulebook changed."""
    changed = {
        name: dataclasses.replace(getattr(group.rules, name), **keys)
        for name, keys in sections.items()
    }
    return dataclasses.replace(group, rules=dataclasses.replace(group.rules, **changed))


def after(group, entries):
    """Return the group with entries posted."""
    return dataclasses.replace(group, entries=(*group.entries, *entries))


def sums(entries):
    """Return satang by kind of entry."""
    found = {}
    for entry in entries:
        found[entry.kind] = found.get(entry.kind, 0) + entry.amount
    return found


def test_the_allocation_is_what_the_sample_meeting_posted(group_a):
    """
    Closing 2024 anew writes, to the satang, the entries of group A's own meeting of 2025.
    """
    posted = [
        entry
        for entry in group_a.entries
        if entry.date.year == 2025 and entry.kind.startswith("to_") and entry.kind != "to_bank"
    ]
    day, slip = posted[0].date, posted[0].slip
    before = dataclasses.replace(
        group_a, entries=tuple(entry for entry in group_a.entries if entry not in set(posted))
    )

    again = share_out(before, 2024, day, slip, posted[0].note)

    assert 150 < len(posted)
    assert [dataclasses.replace(entry, row=0) for entry in posted] == again


def test_the_result_is_shared_out_to_the_satang(group_a):
    """
    Heads make the surplus, members make their heads, and 305 is empty afterwards.
    """
    entries = share_out(group_a, 2025, MEETING, "J69-0001", "มติ 1/2569")
    found = sums(entries)
    parts = allocate(group_a.year(2025).surplus, group_a.rules.allocation.percents()).parts
    closed = after(group_a, entries)

    assert group_a.year(2025).surplus == sum(found.values())
    assert {f"to_{head}": part for head, part in parts.items()} == found
    assert "305" not in balance_sheet(closed, MEETING).equity
    assert 0 == trial_balance(closed, MEETING).difference
    assert entries[0].kind == "to_reserve"
    assert all(entry.note == ("" if entry.member else "มติ 1/2569") for entry in entries)


def test_a_group_shared_out_is_saved_and_opened(group_a, tmp_path):
    """
    The entries keep every rule of the books: the folder opens again and is the same.
    """
    closed = after(group_a, share_out(group_a, 2025, MEETING, "J69-0001"))
    closed.save(tmp_path / "group")

    assert closed.balances(MEETING).of == Group.open(tmp_path / "group").balances(MEETING).of


def test_sharing_out_twice_is_refused(group_a):
    """
    Once 305 no longer holds the surplus, the second resolution is told so.
    """
    closed = after(group_a, share_out(group_a, 2025, MEETING, "J69-0001"))

    with pytest.raises(GroupError) as caught:
        share_out(closed, 2025, MEETING, "J69-0002")

    assert "account 305 holds 0" in caught.value.say("en")
    assert "อาจจัดสรรไปแล้ว" in caught.value.say("th")


def test_a_meeting_within_the_year_is_refused(group_a):
    """
    Nothing is shared out before the books of the year are closed.
    """
    with pytest.raises(GroupError) as caught:
        share_out(group_a, 2025, date(2025, 12, 31), "J68-9999")

    assert "2025-12-31" in caught.value.say("en")


def test_a_year_that_the_books_do_not_hold_is_refused(group_a):
    """
    There is no surplus of a year without books.
    """
    with pytest.raises(KeyError):
        share_out(group_a, 2030, date(2031, 1, 5), "J")


def test_what_a_rate_leaves_of_its_head_is_retained(group_a):
    """
    2 % a year and a tenth of the interest use less than their heads; the rest goes to 304.
    """
    asked = with_rules(
        group_a,
        dividend={"form": "rate", "rate": Fraction(2)},
        refund={"form": "rate", "rate": Fraction(5)},
    )
    found = sums(share_out(asked, 2025, MEETING, "J69-0001"))
    parts = allocate(group_a.year(2025).surplus, group_a.rules.allocation.percents()).parts

    assert group_a.year(2025).surplus == sum(found.values())
    assert 0 < found["to_retained"]
    assert (
        parts["dividend"] + parts["refund"]
        == found["to_dividend"] + found["to_refund"] + found["to_retained"]
    )


@pytest.mark.parametrize(
    ("section", "field"), [("dividend", "yearly dividend rate"), ("refund", "refund")]
)
def test_a_rate_that_its_head_cannot_pay_is_refused(group_a, section, field):
    """
    The message says what is needed, what is there and what to change.
    """
    asked = with_rules(group_a, **{section: {"form": "rate", "rate": Fraction(90)}})

    with pytest.raises(GroupError) as caught:
        share_out(asked, 2025, MEETING, "J69-0001")

    assert field in caught.value.say("en")
    assert "are needed" in caught.value.say("en")
    assert "กรุณาลดอัตรา" in caught.value.say("th")


@pytest.mark.parametrize(
    ("retained", "reserve", "expected"),
    [
        (900_00, 5_000_00, {"loss_from_retained": 500_00}),
        (200_00, 5_000_00, {"loss_from_retained": 200_00, "loss_from_reserve": 300_00}),
        (0, 100_00, {"loss_from_reserve": 100_00}),
        (0, 0, {}),
    ],
)
def test_a_loss_is_covered_and_nothing_distributed(retained, reserve, expected):
    """
    From retained surplus first, then from the reserve; what both lack stays on 305.
    """
    twelve = Group.open(sample_data() / "group_12")
    opening = [line for line in twelve.opening if line.account not in ("302", "304", "305")]
    here = opening[0]
    for account, amount in (("302", reserve), ("304", retained)):
        if amount:
            opening.append(
                dataclasses.replace(
                    here, account=account, member="", loan="", debit=0, credit=amount
                )
            )
    spent = Entry(date(2024, 12, 31), "P1", "other_expense", "", "", 500_00, "")
    poor = dataclasses.replace(twelve, opening=tuple(opening), entries=(spent,))

    entries = share_out(poor, 2024, date(2025, 1, 5), "J1")

    assert expected == sums(entries)
    left = 500_00 - sum(expected.values())
    assert -left == balance_sheet(after(poor, entries), date(2025, 1, 5)).equity.get("305", 0)


@pytest.fixture
def three():
    """A group of three savers of 1,000 baht each, without loans, for years of one's own."""
    twelve = Group.open(sample_data() / "group_12")
    names = list(twelve.members)[:3]
    here = twelve.opening[0]

    def brought(account, debit=0, credit=0, member=""):
        return dataclasses.replace(
            here, account=account, member=member, loan="", debit=debit, credit=credit
        )

    return dataclasses.replace(
        twelve,
        members={name: twelve.members[name] for name in names},
        loans={},
        opening=(
            brought("101", debit=3_000_00),
            *(brought("301", credit=1_000_00, member=name) for name in names),
        ),
        entries=(),
    )


def event(day, kind, amount, member=""):
    return Entry(date.fromisoformat(day), f"S{day}", kind, member, "", amount, "")


def test_a_loss_that_nothing_covered_is_covered_by_the_next_surplus(three):
    """
    500 baht lost in 2024 and nothing to cover them; of 2025's 1,000 only 500 are shared out.
    """
    books = after(
        three,
        [
            event("2024-12-31", "other_expense", 500_00),
            event("2025-12-31", "other_income", 1_000_00),
        ],
    )

    assert [] == share_out(books, 2024, date(2025, 1, 5), "J1")
    entries = share_out(books, 2025, MEETING, "J2")
    assert 500_00 == sum(sums(entries).values())
    assert "305" not in balance_sheet(after(books, entries), MEETING).equity


@pytest.mark.parametrize("form", ["pool", "rate"])
def test_a_year_without_interest_keeps_the_refund(three, form):
    """
    Nobody paid interest, so the refund's head goes to retained surplus and the year closes.
    """
    books = after(
        with_rules(three, refund={"form": form}), [event("2025-12-31", "other_income", 1_000_00)]
    )
    found = sums(share_out(books, 2025, MEETING, "J1"))

    assert "to_refund" not in found
    assert 100_00 == found["to_retained"]
    assert 1_000_00 == sum(found.values())


@pytest.mark.parametrize("form", ["pool", "rate"])
@pytest.mark.parametrize(
    ("left", "leavers", "expected"),
    [
        ("2025-07-01", False, 0),
        ("2025-07-01", True, "half"),
        ("2023-05-01", False, 0),
        ("2023-05-01", True, 0),
    ],
)
def test_leavers_have_the_part_that_the_rules_give_them(three, form, left, leavers, expected):
    """
    Whoever left has a part until that day or none, by pool and by rate; before the year, none.
    """
    name = next(iter(three.members))
    gone = dataclasses.replace(three.members[name], left=date.fromisoformat(left))
    rules = with_rules(three, dividend={"form": form, "rate": Fraction(1), "leavers": leavers})
    books = after(
        dataclasses.replace(rules, members={**three.members, name: gone}),
        [event("2025-12-31", "other_income", 1_000_00)],
    )
    paid = {
        entry.member: entry.amount
        for entry in share_out(books, 2025, MEETING, "J1")
        if entry.kind == "to_dividend"
    }
    others = [amount for member, amount in paid.items() if member != name]

    assert 2 == len(others)
    if expected == 0:
        assert name not in paid
    else:
        assert abs(2 * paid[name] - others[0]) <= 2


def test_unclaimed_special_savings_do_not_stop_the_year(three):
    """
    Somebody left years ago and never fetched the special savings: the year closes all the same.
    """
    name = next(iter(three.members))
    line = three.opening[1]
    gone = dataclasses.replace(three.members[name], left=date(2023, 5, 1))
    books = after(
        dataclasses.replace(
            with_rules(three, dividend={"special_savings": True}),
            members={**three.members, name: gone},
            opening=(
                three.opening[0],
                dataclasses.replace(line, account="201"),
                *three.opening[2:],
            ),
        ),
        [event("2025-12-31", "other_income", 1_000_00)],
    )
    entries = share_out(books, 2025, MEETING, "J1")

    assert name not in {entry.member for entry in entries}
    assert 1_000_00 == sum(sums(entries).values())
