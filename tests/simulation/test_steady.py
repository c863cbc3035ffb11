"""With nothing left to chance, the simulation is the arithmetic of the other rooms."""

from fractions import Fraction

import pytest

from ogs_teach.dividends import allocate, year_end
from ogs_teach.dividends.conventions import CONVENTIONS
from ogs_teach.loans import schedule
from ogs_teach.rules import GroupRules, with_values
from ogs_teach.simulation import Habits, OneFuture, Owing, Policy, Saver, Scenario, Start
from ogs_teach.simulation.engine import simulate
from ogs_teach.simulation.lending import first_part, terms_of
from ogs_teach.simulation.scalar import quiet
from tests.simulation.worlds import METHODS

CALM = {"habits": Habits.steady(), "shocks": ()}


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("rounding", ["half_up", "half_even", "down"])
def test_without_defaults_a_loan_is_its_schedule(method, rounding):
    """
    Balance and income month by month are the rows of `loans.schedule`.
    """
    per = "term" if method == "flat_total" else "month"
    rate = Fraction(9) if per == "term" else Fraction(11, 10)
    rules = with_values(
        GroupRules.default(),
        {
            "loans.ordinary.method": method,
            "loans.ordinary.rate": rate,
            "loans.ordinary.rate_per": per,
            "loans.rounding": rounding,
        },
    )
    policy = Policy(rules, expenses=0, bank_rate=0)
    part, interest, flat = first_part(terms_of(policy)[0], 17_300_00, 19)
    loan = Owing(0, 17_300_00, 19, part, interest, flat)
    group = Scenario(Start((Saver(0, 9_000_00, 0, loan),)), policy, years=2, **CALM)
    run = simulate(group, 1)
    rows = schedule(
        17_300_00, rate, 19, method=method, rate_per=per, rounding=rules.loans.rounds()
    ).rows

    earned = 0
    for row in rows:
        if row.number % 12 == 1:
            earned = 0  # the year before has been closed
        earned += row.interest
        month = run.month(0, row.number)
        assert row.balance == month.loans
        assert earned == (month.result if row.number != 12 else run.year(0, 1).surplus)
    assert 0 == run.month(0, 20).loans


@pytest.mark.parametrize("convention", CONVENTIONS)
def test_a_year_end_is_that_of_the_dividend_room(convention):
    """
    Every member's dividend is what `dividends.year_end` gives for the same pledges.
    """
    rules = with_values(
        GroupRules.default(),
        {"dividend.convention": convention, "dividend.cutoff_day": 5, "group.savings_day": 10},
    )
    members = (
        Saver(100_00, 12_340_00, 0, Owing(0, 9_000_00, 12, 750_00)),
        Saver(500_00),
        Saver(20_00, 7_777_77),
    )
    group = Scenario(Start(members, cash=50_000_00), Policy(rules), years=1, **CALM)
    model = OneFuture(group.but(policy=group.policy.but(dividend_to="savings")))
    list(model.live(quiet(12, 3)))
    surplus = model.years[0].surplus
    day = rules.group.savings_day
    accounts = {
        number: (
            member.savings,
            [(f"2026-{month:02d}-{day:02d}", member.pledge) for month in range(1, 13)],
        )
        for number, member in enumerate(members)
    }
    interest = sum(
        row.interest for row in schedule(9_000_00, "0.8", 12, method="equal_principal").rows
    )
    wanted = year_end(
        surplus,
        rules.allocation.percents(),
        accounts,
        interest_paid={0: interest},
        convention=rules.dividend.counting(),
        start="2026-01-01",
    )
    given = [
        place.savings - member.savings - 12 * member.pledge
        for place, member in zip(model.places, members, strict=True)
    ]

    assert [wanted.payout(number) for number in range(3)] == given
    assert allocate(surplus, rules.allocation.percents())["reserve"] == model.reserve


def test_savings_grow_by_the_pledges_alone():
    """
    Twelve members, ten years, 100 baht a month; nothing else moves.
    """
    run = simulate(Scenario(Start.founding(12, pledge=100_00), years=10, **CALM), 2)

    assert [12 * 100_00 * month for month in range(1, 121)] == run.months["savings"][0].tolist()
    assert not run.months["refused"].any()
