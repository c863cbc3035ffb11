"""What cannot be simulated is refused in words, at once."""

from fractions import Fraction

import pytest

from ogs_teach.errors import SimulationError
from ogs_teach.i18n import LANGS
from ogs_teach.rules import GroupRules, with_values
from ogs_teach.simulation import SHOCKS, Habits, Owing, Policy, Saver, Scenario, Start
from ogs_teach.simulation.engine import simulate

SMALL = Start.founding(5, pledge=100_00)


def low_ceiling():
    """Return a rulebook under which nobody can borrow what a member must pledge."""
    return with_values(
        GroupRules.default(), {"loans.ordinary.ceiling": 50_00, "savings.share_value": 100_00}
    )


EXACT = Fraction(12_345_678_901_234_567_891, 10**19)


def owing(**loan):
    """Return twelve members, the first of whom brings a loan along."""
    debt = Owing(**{"kind": 0, "balance": 1_000_00, "left": 10, "part": 100_00} | loan)
    return Start((Saver(100_00, loan=debt), *(Saver(100_00) for _ in range(11))))


def ruled(**values):
    """Return a policy by keys of the rulebook, a double underscore for each point."""
    told = {name.replace("__", "."): value for name, value in values.items()}
    return Policy(with_values(GroupRules.default(), told))


@pytest.mark.parametrize(
    ("make", "key"),
    [
        (lambda: Start.founding(0, pledge=100_00), "too-small"),
        (lambda: Start.founding(10**7, pledge=100_00), "too-large"),
        (lambda: Start(()), "too-small"),
        (lambda: Scenario(SMALL, years=1000), "too-large"),
        (lambda: Scenario(SMALL, years=0), "too-small"),
        (lambda: Scenario(SMALL, years=2.5), "float"),
        (lambda: Habits(slip=101), "too-large"),
        (lambda: Habits(slip=-1), "negative"),
        (lambda: Habits(give_up="x"), "letters"),
        (lambda: Habits(season=(16,) * 11), "too-small"),
        (lambda: Habits(season=(-1,) * 12), "negative"),
        (lambda: Scenario(SMALL, shocks=(*SHOCKS.values(), SHOCKS["flood"])), "too-large"),
        (lambda: Scenario(SMALL, ruled(loans__ordinary__rate=EXACT)), "too-exact"),
        (lambda: Scenario(SMALL, ruled(loans__emergency__times_savings=EXACT)), "too-exact"),
        (lambda: Scenario(SMALL, ruled(loans__largest_borrower=EXACT)), "too-exact"),
        (lambda: Scenario(SMALL, ruled(savings__special_rate=EXACT)), "too-exact"),
        (lambda: Scenario(SMALL, ruled(dividend__rate=EXACT)), "too-exact"),
        (lambda: Scenario(SMALL, ruled(refund__rate=EXACT)), "too-exact"),
        (lambda: Scenario(SMALL, Policy(bank_rate=EXACT)), "too-exact"),
        (lambda: Scenario(SMALL, Policy(kept_back=EXACT)), "too-exact"),
        (
            lambda: Scenario(
                SMALL,
                ruled(loans__ordinary__method="equal_payment", loans__ordinary__ceiling=2 * 10**12),
            ),
            "too-exact",
        ),
        (
            lambda: Scenario(
                SMALL, ruled(allocation__reserve=EXACT, allocation__dividend=100 - EXACT)
            ),
            "too-exact",
        ),
        (lambda: SHOCKS["keeper"].but(drain=EXACT), "too-exact"),
        (lambda: SHOCKS["flood"].but(chance=120), "too-large"),
        (lambda: SHOCKS["flood"].but(times={"luck": 2}), "unknown-choice"),
        (lambda: SHOCKS["flood"].but(shortest=0), "too-small"),
        (lambda: Policy(kept_back=150), "too-large"),
        (lambda: Policy(low_ceiling()), "ceiling-too-low"),
        (lambda: Policy(dividend_to="rice"), "unknown-choice"),
        (lambda: Start((Saver(-5),)), "negative"),
        (lambda: owing(kind=2), "too-large"),
        (lambda: owing(left=361), "too-large"),
        (lambda: owing(balance=0), "too-small"),
        (lambda: owing(overdue=1_00), "too-large"),
        (lambda: owing(guarantors=(12,)), "too-large"),
        (lambda: owing(guarantors=(0,)), "too-small"),
        (lambda: Scenario(owing(guarantors=(9,))), "too-large"),
        (lambda: simulate(Scenario(SMALL), 0), "too-small"),
        (lambda: simulate(Scenario(SMALL), 10**9), "too-large"),
        (lambda: simulate(Scenario(SMALL), 1, seed=-1), "negative"),
        (lambda: simulate(Scenario(SMALL, years=50), 10_000), "too-much"),
        (
            lambda: simulate(Scenario(Start.founding(100_000, pledge=100), years=50), 10_000),
            "too-much",
        ),
    ],
)
def test_impossible_settings_are_refused(make, key):
    """
    Each names what is wrong, in both languages.
    """
    with pytest.raises(SimulationError) as refused:
        make()

    for lang in LANGS:
        assert refused.value.say(lang)
    assert any(key in problem.key for problem in refused.value.problems), refused.value.problems


def test_all_that_is_wrong_is_told_at_once():
    """
    Three chances out of bounds bring three problems.
    """
    with pytest.raises(SimulationError) as refused:
        Habits(late=200, leave=-1, ask=Fraction(1000))

    assert 3 == len(refused.value.problems)
