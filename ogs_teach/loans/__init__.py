"""Loans: what is paid each month, and what a loan truly costs a year.

    schedule(principal, rate, periods, method=…) -> Schedule
    check_request(request, rules) -> all that speaks against granting it
    ceiling(savings, kind) -> the most that a member may owe of one kind

`terms` reads what was agreed, `dates` says when it falls due, `instalments` computes the
rows, `rates` finds the true rate that the law's cap is compared with.
"""

from ogs_teach.loans.dates import DayCount
from ogs_teach.loans.instalments import Row, Schedule, schedule
from ogs_teach.loans.request import Request, ceiling, check_request
from ogs_teach.loans.terms import Method, RatePer, Terms

__all__ = [
    "DayCount",
    "Method",
    "RatePer",
    "Request",
    "Row",
    "Schedule",
    "Terms",
    "ceiling",
    "check_request",
    "schedule",
]
