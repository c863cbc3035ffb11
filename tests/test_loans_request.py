"""May this loan be granted? Every rule alone, all reasons at once, and requests that cannot be."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ogs_teach.errors import LoanError
from ogs_teach.loans import Request, check_request
from ogs_teach.rules import GroupRules

RULES = GroupRules.default()
GOOD = Request(
    "A1",
    "ordinary",
    30_000_00,
    24,
    savings=10_000_00,
    guarantors=("A2", "A3"),
    spouse="A9",
    guarantees={"A2": 1},
    present={"A1", "A2", "A3", "A4", "A9"},
    deciding=("A7", "A8"),
    portfolio=1_500_000_00,
    live_loans=71,
)


def reasons(rules=RULES, **changes):
    """Return the names of what speaks against the good request, changed."""
    return [
        reason.key.partition(".")[2] for reason in check_request(replace(GOOD, **changes), rules)
    ]


def test_a_request_within_every_rule_is_not_spoken_against():
    """
    Three times one's savings, 24 months, two free guarantors, nobody in two roles.
    """
    assert [] == reasons()


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"principal": 30_000_01}, "above-savings"),
        ({"owed": {"ordinary": 1}}, "above-savings"),
        ({"savings": 0}, "above-savings"),
        ({"principal": 50_000_01, "savings": 10**8}, "above-ceiling"),
        ({"months": 25}, "too-long"),
        ({"guarantors": ("A2",)}, "too-few-guarantors"),
        ({"guarantors": ("A2", "A3", "A2")}, "guarantor-twice"),
        ({"guarantors": ("A2", "A3", "A1")}, "own-guarantor"),
        ({"guarantors": ("A2", "A9")}, "spouse-guarantor"),
        ({"guarantors": ("A2", "B5")}, "guarantor-no-member"),
        ({"guarantees": {"A3": 2}}, "guarantor-full"),
        ({"deciding": ("A1",)}, "conflict"),
        ({"deciding": ("A9",)}, "conflict"),
        ({"deciding": ("A3", "A7")}, "conflict"),
        ({"portfolio": 500_000_00}, "largest-borrower"),
        ({"kind": "emergency", "principal": 5_000_01, "months": 3}, "above-ceiling"),
        ({"kind": "emergency", "principal": 5_000_00, "months": 4}, "too-long"),
    ],
)
def test_each_rule_alone(changes, expected):
    """
    One satang, month or person too many is one reason, named by its rule.
    """
    assert [expected] == reasons(**changes)


@pytest.mark.parametrize(
    "changes",
    [
        {"principal": 1},
        {"owed": {"emergency": 5_000_00}},  # another kind has a ceiling of its own
        {"guarantees": {"A2": 1, "A3": 1, "A4": 9}},
        {"present": None},
        {"portfolio": 0, "live_loans": 19},  # a small group has no single-borrower rule
        {"kind": "emergency", "principal": 5_000_00, "months": 3, "savings": 0},
        {"guarantors": ("A2", "A3", "A4")},
        {"deciding": ()},
    ],
)
def test_what_the_rules_allow(changes):
    """
    Edges that stay within the rules.
    """
    assert [] == reasons(**changes)


def test_the_group_decides_about_spouses_and_numbers():
    """
    Every number and switch is read from the rulebook.
    """
    guarantors = replace(RULES.guarantors, number=1, spouse_allowed=True, most_live_guarantees=5)
    rules = replace(RULES, guarantors=guarantors)

    assert [] == reasons(rules, guarantors=("A9",), guarantees={"A9": 4})


def test_all_reasons_come_at_once_in_both_languages():
    """
    The committee hears everything in one sitting, with what would be allowed.
    """
    found = check_request(
        replace(
            GOOD,
            principal=60_000_00,
            months=30,
            guarantors=("A1", "A9"),
            deciding=("A1",),
            portfolio=100_000_00,
        ),
        RULES,
    )

    assert [
        "above-savings",
        "above-ceiling",
        "too-long",
        "own-guarantor",
        "spouse-guarantor",
        "conflict",
        "largest-borrower",
    ] == [reason.key.partition(".")[2] for reason in found]
    assert "กู้ได้อีก 30,000 บาท" in found[0].say("th")
    assert "30,000 more may be lent" in found[0].say("en")
    assert "37.5 % of all loans" in found[-1].say("en")


@given(principal=st.integers(1, 10**8), savings=st.integers(0, 10**8), owed=st.integers(0, 10**7))
def test_what_is_said_to_be_left_is_granted(principal, savings, owed):
    """
    Whoever asks for exactly what the message says is left, is within the ceilings.
    """
    limit = min(int(savings * RULES.loans.ordinary.times_savings), RULES.loans.ordinary.ceiling)
    found = reasons(principal=principal, savings=savings, owed={"ordinary": owed}, live_loans=0)

    assert (owed + principal > limit) == bool({"above-savings", "above-ceiling"} & set(found))
    if limit > owed:
        assert [] == reasons(
            principal=limit - owed, savings=savings, owed={"ordinary": owed}, live_loans=0
        )


WRONG = [0, -1, "", "x", None, 1.5, True, float("nan"), 10**18, "1.5", "๑่"]


@pytest.mark.parametrize("wrong", WRONG)
@pytest.mark.parametrize("name", ["principal", "months"])
def test_sums_and_months_that_cannot_be_are_refused(name, wrong):
    """
    The field is named in both languages, and what to type instead.
    """
    fields = {"principal": ("เงินต้น", "principal"), "months": ("จำนวนงวด", "instalments")}
    with pytest.raises(LoanError) as caught:
        check_request(replace(GOOD, **{name: wrong}), RULES)

    thai, english = fields[name]
    assert thai in caught.value.say("th")
    assert english in caught.value.say("en")


@pytest.mark.parametrize(
    ("name", "wrong", "said"),
    [
        ("guarantors", "A2", "no list"),
        ("guarantors", None, "no list"),
        ("deciding", "A1", "no list"),
        ("deciding", None, "no list"),
        ("owed", None, "no table"),
        ("guarantees", [1], "no table"),
        ("savings", "500000", "whole satang"),
        ("portfolio", "500000", "whole satang"),
        ("owed", {"ordinary": "5"}, "whole satang"),
    ],
)
def test_text_in_place_of_a_list_or_of_satang_is_refused(name, wrong, said):
    """
    "A2" is not two guarantors, A and 2, and "500000" may be baht.
    """
    with pytest.raises(LoanError) as caught:
        check_request(replace(GOOD, **{name: wrong}), RULES)

    assert said in caught.value.say("en")


def test_counts_typed_as_text_are_read():
    """
    Months and numbers of loans may come as typed, in Thai digits too.
    """
    assert ["too-long"] == reasons(months="๒๕", live_loans="71")


def test_everything_that_cannot_be_read_is_told_at_once():
    """
    Seven wrong fields are seven lines.
    """
    with pytest.raises(LoanError) as caught:
        check_request(
            Request(
                "",
                "gift",
                -1,
                0,
                savings=-1,
                owed={"ordinary": "x"},
                guarantees={"A2": 1.5},
            ),
            RULES,
        )

    assert 7 == len(caught.value.problems)
    assert "ordinary, emergency" in caught.value.say("en")
