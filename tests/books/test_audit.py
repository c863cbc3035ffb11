"""What an auditor finds: every planted fault, explained, and nothing else new."""

import csv
import tomllib
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ogs_teach.books import Group
from ogs_teach.books.audit import Evidence, examine
from ogs_teach.books.causes import likely_causes
from ogs_teach.errors import Day, GroupError
from ogs_teach.money import parse_baht
from ogs_teach.places import sample_data
from tests.tally import tally

END = date(2025, 12, 31)
FAULTS = sorted((sample_data() / "group_a_faults").iterdir())


def table(path):
    """Return a CSV file's rows, none if it is not there."""
    if not path.is_file():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def evidence(folder):
    """Return the cash counts and passbooks that lie in a folder."""
    return Evidence(
        {
            date.fromisoformat(row["date"]): parse_baht(row["counted"])
            for row in table(folder / "cash_counts.csv")
        },
        {row["member"]: parse_baht(row["savings"]) for row in table(folder / "passbooks.csv")},
    )


def answer(folder):
    """Return what was planted."""
    return tomllib.loads((folder / "answer.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def clean():
    return examine(Group.open(sample_data() / "group_a"), END)


EXPECTED = {
    "01-cash-difference": "audit.cash",
    "02-passbook-difference": "audit.passbook",
    "03-late-saver": "audit.missed",
    "04-leaver-with-loan": "audit.leaver-owes",
    "05-rescheduled-loan": "audit.rescheduled",
    "06-loan-56-days-late": "audit.late-loan",
    "07-child-account": "audit.child",
    "08-beneficiaries-90-percent": "group.beneficiaries-not-100",
    "09-withdrawal-above-balance": "group.below-zero",
    "10-mid-year-joiner": "audit.joined",
    "11-lump-sum": "audit.lump-sum",
}


@pytest.mark.parametrize("folder", FAULTS, ids=lambda folder: folder.name)
def test_every_planted_fault_is_found_and_explained(folder, clean):
    """
    What is new in the changed books is the planted thing, with its facts, in both languages.
    """
    planted = answer(folder)
    try:
        group = Group.open(sample_data() / "group_a", changes=folder)
    except GroupError as error:
        assert not planted["opens"]
        found = list(error.problems)
    else:
        found = [one for one in examine(group, END, evidence(folder)) if one not in clean]

    about = [one for one in found if one.key == EXPECTED[folder.name]]
    assert 1 == len(about)
    assert not [one for one in found if one not in about and one.key not in ("audit.joined",)]
    facts = planted["found"]
    told = {name: v.date if isinstance(v, Day) else v for name, v in about[0].values.items()}
    for name in ("member", "loan", "earlier", "guardian", "date", "first", "last", "left"):
        if name in facts and name in told:
            assert facts[name] == told[name], name
    for lang in ("th", "en"):
        assert len(about[0].say(lang)) > 40
    tally["planted faults found and explained"] += 1


def test_the_missing_slip_is_named():
    """
    60 baht too much in the box from June on, and R68-0832 is the number nobody entered.
    """
    folder = FAULTS[0]
    group = Group.open(sample_data() / "group_a", changes=folder)
    found = next(one for one in examine(group, END, evidence(folder)) if one.key == "audit.cash")

    assert "60" == found.values["difference"]
    assert "R68-0832" in found.values["causes"][0].say("th")
    assert "5 มิถุนายน 2568" in found.say("th")
    assert "5 June 2025" in found.say("en")


def test_swapped_digits_are_named():
    """
    29,820 in the passbook and 29,280 in the register: two digits changed places.
    """
    folder = FAULTS[1]
    group = Group.open(sample_data() / "group_a", changes=folder)
    found = next(
        one for one in examine(group, END, evidence(folder)) if one.key == "audit.passbook"
    )

    assert "causes.swapped" in [cause.key for cause in found.values["causes"]]


def test_the_late_loan_names_the_day_of_the_guarantors_notice():
    """
    Fifty-six days late at the year's end: written notice by 4 January 2569.
    """
    folder = FAULTS[5]
    group = Group.open(sample_data() / "group_a", changes=folder)
    found = next(
        one
        for one in examine(group, END)
        if one.key == "audit.late-loan" and one.values["loan"] == answer(folder)["found"]["loan"]
    )

    assert 56 == found.values["days"]
    assert answer(folder)["found"]["notice_by"] == found.values["notice_by"].date


def test_a_notice_whose_day_has_passed_is_told_with_the_days_since():
    """
    On the last day of the notice nothing is late; sixteen days after, it is told so.
    """
    folder = FAULTS[5]
    group = Group.open(sample_data() / "group_a", changes=folder)
    loan, last = (answer(folder)["found"][name] for name in ("loan", "notice_by"))

    def passed(day):
        return [
            one.values["days"]
            for one in examine(group, day)
            if one.key == "audit.notice-passed" and one.values["loan"] == loan
        ]

    assert [] == passed(last)
    assert [16] == passed(last + timedelta(days=16))


def test_books_that_agree_with_their_evidence_raise_no_difference():
    """
    Counts and passbooks that say what the books say are not pointed at.
    """
    group = Group.open(sample_data() / "group_12")
    agreed = Evidence({END: group.summary(END).cash}, group.savings_on(END))

    keys = {found.key for found in examine(group, END, agreed)}
    assert not {"audit.cash", "audit.passbook"} & keys


@pytest.mark.parametrize(
    ("found", "wanted", "amounts", "expected"),
    [
        (100, 100, [("R1", 50)], []),
        (160_00, 100_00, [("R1", 60_00)], ["slip"]),
        (100_00, 160_00, [("R1", 60_00), ("R2", 60_00)], ["slip", "slip"]),
        (100_00, 160_00, [("R1", 30_00)], ["wrong-side"]),
        (54_00, 45_00, [], ["swapped"]),
        (29_820_00, 29_280_00, [], ["swapped"]),
        (5_40, 5_04, [], ["swapped"]),
        (500_00, 50_00, [], ["slid"]),
        (7_00, 700_00, [], ["slid"]),
        (123_00, 321_00, [], ["by-nine"]),  # the digits stand apart
        (107_00, 100_00, [], []),
        (107_00, 100_00, [("R1", 3_00)], []),
    ],
)
def test_likely_causes(found, wanted, amounts, expected):
    """
    A slip of the difference, one of half of it, digits that changed places, nothing.
    """
    assert expected == [
        cause.key.partition(".")[2] for cause in likely_causes(found, wanted, amounts)
    ]


@given(number=st.integers(10, 10**7), place=st.integers(0, 6))
def test_swapping_two_neighbours_is_always_recognised(number, place):
    """
    Whatever the sum, two neighbouring digits that changed places are named as such.
    """
    digits = list(str(number))
    place %= len(digits) - 1
    digits[place], digits[place + 1] = digits[place + 1], digits[place]
    other = int("".join(digits))

    keys = [cause.key for cause in likely_causes(number * 100, other * 100)]
    name = "slid" if 10 * min(number, other) == max(number, other) else "swapped"
    assert ([f"causes.{name}"] if other != number else []) == keys
