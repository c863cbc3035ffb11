"""The group's rulebook (ไฟล์เกณฑ์): what the group decided, in a file a committee can read.

Every number that is the group's to decide stands in one TOML file with comments in Thai.
The one that comes with the kit is a training default and no rule of any authority.
"""

from ogs_teach.rules.book import GroupRules
from ogs_teach.rules.reading import disagreements
from ogs_teach.rules.sections import (
    Accounting,
    Allocation,
    Committee,
    DividendRules,
    Fines,
    Guarantors,
    Hospital,
    Identity,
    LoanKind,
    Loans,
    Refund,
    Savings,
    Welfare,
    keys,
    value_at,
    with_values,
)

__all__ = [
    "Accounting",
    "Allocation",
    "Committee",
    "DividendRules",
    "Fines",
    "GroupRules",
    "Guarantors",
    "Hospital",
    "Identity",
    "LoanKind",
    "Loans",
    "Refund",
    "Savings",
    "Welfare",
    "disagreements",
    "keys",
    "value_at",
    "with_values",
]
