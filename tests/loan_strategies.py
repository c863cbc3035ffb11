"""Random loans for the property tests."""

from datetime import date

from hypothesis import strategies as st

from ogs_teach.money import Rounding

ON_BALANCE = ("equal_principal", "equal_payment", "interest_only")
FLAT = ("flat", "flat_total")

amounts = st.one_of(st.integers(1, 400), st.integers(1_000, 20_000_000), st.integers(10**9, 10**14))
terms_long = st.one_of(st.integers(1, 12), st.integers(1, 36), st.sampled_from([60, 120, 360]))
roundings = st.builds(
    Rounding,
    st.sampled_from(["half_up", "half_even", "down"]),
    st.sampled_from([1, 1, 25, 50, 100, 1_000]),
)
percents = st.one_of(
    st.decimals(0, 3, places=2), st.decimals(0, 20, places=4), st.sampled_from([0, 20, 1000])
)


@st.composite
def loans(draw, *, methods=ON_BALANCE + FLAT, rates=None):
    """Draw the arguments of `schedule`."""
    method = draw(st.sampled_from(methods))
    periods = draw(terms_long)
    if rates is None:
        rate_per = "term" if method == "flat_total" else draw(st.sampled_from(["month", "year"]))
        rate = draw(percents)
    else:
        rate, rate_per = draw(rates)
    grace = st.one_of(st.just(0), st.integers(0, min(periods - 1, 12)))
    start = draw(st.dates(date(2020, 1, 1), date(2032, 12, 31)))
    return {
        "principal": draw(amounts),
        "rate": rate,
        "periods": periods,
        "method": method,
        "rate_per": rate_per,
        "rounding": draw(roundings),
        "instalment_step": draw(st.sampled_from([1, 1, 25, 100, 1_000])),
        "start": start,
        "day_count": draw(st.sampled_from(["month", "month", "actual/365", "30/360"])),
        "grace_principal": draw(grace),
        "grace_interest": draw(grace),
    }
