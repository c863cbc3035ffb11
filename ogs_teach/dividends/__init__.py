"""Year end: sharing out the surplus, dividends on savings, refunds on interest paid.

Four verbs and one for the whole evening:

    allocate(surplus, percents)          reserve first, parts add up to the surplus
    by_rate(opening, deposits, rate)     the meeting fixes the rate
    by_pool(members, pool)               the meeting fixes the pool
    refund, refund_by_pool               on the loan interest that each member paid
    year_end(surplus, percents, members) all of it, for every member

Which payment counts from when is a convention (`conventions`), read from the group's
rules; the calculators know no official one.
"""

from ogs_teach.dividends.allocation import ITEMS, Allocation, allocate
from ogs_teach.dividends.conventions import CONVENTIONS, Convention
from ogs_teach.dividends.deposits import AccountingYear, Deposit
from ogs_teach.dividends.members import Account
from ogs_teach.dividends.payouts import Dividend, by_pool, by_rate, refund, refund_by_pool
from ogs_teach.dividends.weights import Line, lines, weighted
from ogs_teach.dividends.year_end import YearEnd, take_part, year_end

__all__ = [
    "CONVENTIONS",
    "ITEMS",
    "Account",
    "AccountingYear",
    "Allocation",
    "Convention",
    "Deposit",
    "Dividend",
    "Line",
    "YearEnd",
    "allocate",
    "by_pool",
    "by_rate",
    "lines",
    "refund",
    "refund_by_pool",
    "take_part",
    "weighted",
    "year_end",
]
