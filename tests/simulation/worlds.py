"""Random scenarios, and one future of each in plain Python."""

import random
from fractions import Fraction
from typing import get_args

from ogs_teach.dividends.conventions import CONVENTIONS
from ogs_teach.loans.terms import Method
from ogs_teach.rules import GroupRules, with_values
from ogs_teach.simulation import SHOCKS, Habits, OneFuture, Owing, Policy, Saver, Scenario, Start
from ogs_teach.simulation.draws import years
from ogs_teach.simulation.habits import CHANCES
from ogs_teach.simulation.lending import first_part, reach, terms_of

METHODS = get_args(Method)


def draws(seed, trial, slots):
    """Yield what falls to one trial, month by month, in lists."""
    for group, own in years(seed, range(trial, trial + 1), slots):
        for month in range(12):
            yield group[month, 0].tolist(), own[month, :, 0].tolist()


def one_future(scenario, seed, trial):
    """Return the months and years of one trial as the scalar model has them."""
    model = OneFuture(scenario)
    return list(model.live(draws(seed, trial, scenario.slots))), model.years


def random_rules(chance):
    """Return a rulebook that a group could have."""
    loan = {}
    for kind in ("ordinary", "emergency"):
        method = chance.choice(METHODS)
        per = "term" if method == "flat_total" else chance.choice(("month", "year"))
        scale = {"month": 1, "year": 12, "term": 6}[per]
        loan |= {
            f"loans.{kind}.method": method,
            f"loans.{kind}.rate_per": per,
            f"loans.{kind}.rate": Fraction(chance.randrange(0, 300) * scale, 100),
            f"loans.{kind}.longest_months": chance.randrange(1, 37),
            f"loans.{kind}.ceiling": chance.randrange(1_000_00, 80_000_00, 50_00),
            f"loans.{kind}.times_savings": Fraction(
                chance.choice((0, 1, 3, 5)), chance.choice((1, 2))
            ),
        }
    order = ["fine", "interest", "principal"]
    chance.shuffle(order)
    cuts = sorted(chance.sample(range(1, 100), 5))
    parts = [high - low for low, high in zip([0, *cuts], [*cuts, 100], strict=True)]
    heads = ("reserve", "dividend", "refund", "reward", "welfare", "public")
    convention = chance.choice(CONVENTIONS)
    return with_values(
        GroupRules.default(),
        loan
        | dict(zip((f"allocation.{head}" for head in heads), map(Fraction, parts), strict=True))
        | {
            "group.savings_day": chance.randrange(1, 29),
            "accounting.year_starts_in_month": chance.randrange(1, 13),
            "savings.entry_fee": chance.randrange(0, 100_00),
            "savings.special_savings": chance.random() < 0.6,
            "savings.special_rate": Fraction(chance.randrange(0, 500), 100),
            "fines.missed_pledge": chance.randrange(0, 50_00),
            "fines.late_instalment": chance.randrange(0, 50_00),
            "loans.payment_order": tuple(order),
            "loans.rounding": chance.choice(("half_up", "half_even", "down")),
            "loans.rounding_step": chance.choice((1, 1, 25, 100)),
            "loans.largest_borrower": Fraction(chance.choice((5, 20, 100))),
            "loans.largest_borrower_from_loans": chance.choice((1, 5, 20)),
            "loans.performs_after": chance.randrange(1, 6),
            "guarantors.number": chance.randrange(0, 4),
            "guarantors.most_live_guarantees": chance.randrange(1, 4),
            "dividend.form": chance.choice(("pool", "pool", "rate")),
            "dividend.rate": Fraction(chance.randrange(0, 900), 100),
            "dividend.convention": convention,
            "dividend.cutoff_day": chance.randrange(1, 29),
            "dividend.special_savings": chance.random() < 0.5,
            "dividend.rounding": chance.choice(("half_up", "half_even", "down")),
            "dividend.rounding_step": chance.choice((1, 25, 100)),
            "refund.form": chance.choice(("pool", "rate")),
            "refund.rate": Fraction(chance.randrange(0, 100)),
            "refund.defaulters": chance.random() < 0.5,
            "refund.default_after_days": chance.choice((0, 30, 90)),
        },
    )


def random_scenario(seed):
    """Return a scenario that a seed decides: rules, habits, shocks, members and loans."""
    chance = random.Random(seed)
    policy = Policy(
        random_rules(chance),
        kept_back=Fraction(chance.choice((0, 5, 33, 80))),
        reschedule_after=chance.choice((0, 1, 3)),
        write_off_after=chance.choice((0, 2, 6, 12)),
        expenses=chance.randrange(0, 3_000_00),
        bank_rate=Fraction(chance.randrange(0, 300), 100),
        death_benefit=chance.randrange(0, 5_000_00),
        audit=Fraction(chance.choice((0, 10, 100))),
        dividend_to=chance.choice(("cash", "savings")),
    )
    wild = chance.random() < 0.3
    habits = Habits(
        **{
            name: Fraction(chance.randrange(0, 10_000 if wild else 1_200), 100)
            for name in CHANCES
            if chance.random() < 0.8
        },
        special_amount=chance.randrange(0, 900_00),
        season=tuple(chance.randrange(0, 64) for _ in range(12)),
    )
    shocks = tuple(
        shock.but(chance=Fraction(chance.randrange(0, 100)))
        for shock in SHOCKS.values()
        if chance.random() < 0.7
    )
    count = chance.randrange(1, 26)
    room = chance.randrange(0, 5)
    members = tuple(random_member(chance, policy, place, count, room) for place in range(count))
    start = Start(
        members,
        room=room,
        cash=chance.randrange(0, 300_000_00),
        reserve=chance.randrange(0, 20_000_00),
        welfare=chance.randrange(0, 20_000_00),
        payable=chance.randrange(0, 5_000_00),
    )
    return Scenario(start, policy, habits, shocks, years=chance.randrange(1, 4))


def random_member(chance, policy, place, count, room):
    """Return a member, perhaps with a loan that is partly repaid and has guarantors."""
    loan = None
    if chance.random() < 0.4:
        terms = chance.choice(terms_of(policy))
        months = chance.randrange(1, terms.longest + 1)
        lent = max(chance.randrange(1_000_00, 40_000_00, 100_00), months * 100_00)
        part, interest, flat = first_part(terms, lent, months)
        gone = chance.choice((0, 0, chance.randrange(months + 1)))  # instalments
        balance = max(lent - gone * part, 1)
        late = chance.choice((0, 0, 0, 1, 2))
        loan = Owing(
            terms.kind,
            balance,
            months - gone,
            part,
            interest,
            max(flat - gone * interest, 0),
            late,
            overdue=min(late * 100_00, balance),
            interest_due=late * 7_13,
            guarantors=random_sureties(chance, policy, place, count, room),
        )
    return Saver(
        chance.randrange(0, 40) * 20_00,
        chance.randrange(0, 30_000_00),
        chance.choice((0, 0, 5_000_00)),
        loan,
    )


def random_sureties(chance, policy, place, count, room):
    """Return how far off some guarantors sit, members all of them."""
    places = count + room
    near = [
        far
        for far in range(1, min(reach(policy.rules), places - 1) + 1)
        if (place + far) % places < count
    ]
    return tuple(sorted(chance.sample(near, min(policy.rules.guarantors.number, len(near)))))
