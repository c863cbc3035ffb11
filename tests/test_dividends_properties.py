"""Year end: what must hold for every group, proven on thousands of random ones."""

from datetime import date, timedelta
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from ogs_teach.dividends import (
    CONVENTIONS,
    allocate,
    by_pool,
    by_rate,
    lines,
    refund_by_pool,
    weighted,
)
from tests.tally import tally

amounts = st.integers(0, 10**9)
conventions = st.sampled_from(
    [name if name != "cutoff_day" else "cutoff_day(5)" for name in CONVENTIONS]
)


@st.composite
def accounts(draw):
    """Return a balance and a year of dated payments that never overdraws."""
    opening = balance = draw(amounts)
    deposits = []
    days = draw(st.lists(st.integers(0, 364), max_size=6, unique=True))
    for day in sorted(days):
        paid = draw(st.integers(-balance, 10**7))
        balance += paid
        deposits.append((date(2025, 1, 1) + timedelta(days=day), paid))
    return opening, deposits


groups = st.lists(accounts(), min_size=1, max_size=6).map(lambda found: dict(enumerate(found, 1)))


@settings(max_examples=900)
@given(groups, st.integers(0, 10**10), conventions, st.randoms())
def test_dividends_add_up_in_any_order(members, pool, convention, chance):
    """
    Parts make the pool to the satang; members and payments may come in any order.
    """
    tally["random loans and pools"] += 1
    if not sum(weighted(lines(*account, convention)) for account in members.values()):
        pool = 0
    shuffled = [(m, (o, chance.sample(ds, len(ds)))) for m, (o, ds) in members.items()]
    chance.shuffle(shuffled)

    parts = by_pool(members, pool, convention=convention, start=date(2025, 1, 1))

    assert pool == sum(parts.values())
    assert min(parts.values()) >= 0
    assert parts == by_pool(shuffled, pool, convention=convention, start=date(2025, 1, 1))


@settings(max_examples=700)
@given(accounts(), conventions, st.integers(0, 2000), st.sampled_from(["total", "month", "line"]))
def test_more_saved_is_never_less_paid(account, convention, rate, each):
    """
    Weights lie between nothing and the whole year; a baht more never earns less.
    """
    tally["random loans and pools"] += 1
    opening, deposits = account
    rate = Fraction(rate, 100)
    start = date(2025, 1, 1)
    year = {"convention": convention, "start": start}

    found = by_rate(opening, deposits, rate, **year, round_each=each)
    assert all(0 <= line.weight <= 1 for line in found.lines)
    assert sum(map(found.of, found.lines)) >= 0

    total = by_rate(opening, deposits, rate, **year).total
    assert total <= by_rate(opening + 100, deposits, rate, **year).total
    more = [*deposits, (date(2025, 5, 5), 100)]
    assert total <= by_rate(opening, more, rate, **year).total


@settings(max_examples=700)
@given(accounts(), conventions, st.randoms())
def test_payments_may_come_in_any_order(account, convention, chance):
    """
    Lines, and what each rounding place pays, are the same.
    """
    tally["random loans and pools"] += 1
    opening, deposits = account
    shuffled = chance.sample(deposits, len(deposits))

    for each in ("total", "month", "line"):
        expected = by_rate(opening, deposits, "3.7", convention=convention, round_each=each)
        assert expected == by_rate(opening, shuffled, "3.7", convention=convention, round_each=each)


@settings(max_examples=700)
@given(groups, st.integers(1, 10**10), conventions)
def test_rate_and_pool_are_two_ways_to_say_one_thing(members, pool, convention):
    """
    At pool x 12 / baht-months the rate form pays the pool form, to less than a satang.
    """
    tally["random loans and pools"] += 1
    weights = {m: weighted(lines(*account, convention)) for m, account in members.items()}
    total = sum(weights.values())
    if not total:
        return
    baht_months = total * 12 / 100
    rate = Fraction(pool, 100) * 12 / baht_months * 100

    parts = by_pool(members, pool, convention=convention, start="2025-01-01")

    for member, (opening, deposits) in members.items():
        if rate <= 1000:
            paid = by_rate(opening, deposits, rate, convention=convention, start="2025-01-01")
            assert abs(parts[member] - paid.total) <= 1
        assert abs(parts[member] - weights[member] * rate / 100) < 1


@settings(max_examples=700)
@given(
    st.integers(-(10**9), 10**12),
    st.lists(st.integers(1, 400), min_size=1, max_size=8),
    st.randoms(),
)
def test_every_allocation_adds_up(surplus, shares, chance):
    """
    Whatever the percents, the heads make the surplus, and the reserve stands first.
    """
    tally["random loans and pools"] += 1
    percents = {f"head {n}": Fraction(100 * share, sum(shares)) for n, share in enumerate(shares)}
    percents["reserve"] = percents.pop("head 0")

    done = allocate(surplus, percents)

    assert max(0, surplus) == sum(done.parts.values())
    assert "reserve" == next(iter(done.parts))


@settings(max_examples=700)
@given(
    st.dictionaries(st.integers(1, 300), amounts, min_size=1, max_size=30),
    st.integers(0, 10**9),
    st.randoms(),
)
def test_refunds_add_up(paid, pool, chance):
    """
    Refunds make the pool; who paid nothing, or was in default, receives nothing.
    """
    tally["random loans and pools"] += 1
    defaulters = {m for m in paid if chance.random() < 0.2}
    if not any(interest for m, interest in paid.items() if m not in defaulters):
        pool = 0
    order = list(paid.items())
    chance.shuffle(order)

    parts = refund_by_pool(paid, pool, defaulters=defaulters)

    assert pool == sum(parts.values())
    assert all(paid[m] and m not in defaulters for m, part in parts.items() if part)
    assert parts == refund_by_pool(dict(order), pool, defaulters=defaulters)
