"""A group's books: who the members are, what was paid and lent, what is left."""

from ogs_teach.books.group import Group, Summary
from ogs_teach.books.journal import Journal, Line
from ogs_teach.books.records import Beneficiary, Entry, Loan, Member, Opening
from ogs_teach.books.year import GroupYear

__all__ = [
    "Beneficiary",
    "Entry",
    "Group",
    "GroupYear",
    "Journal",
    "Line",
    "Loan",
    "Member",
    "Opening",
    "Summary",
]
