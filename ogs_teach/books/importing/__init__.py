"""A group's books, read from the committee's own spreadsheets.

read_group(files)     a Group, or every problem at once

XLSX, XLS, ODS and CSV, in memory. Nothing is guessed: what could be meant in two ways is
told, with the cell where it stands and what to type there.
"""

from ogs_teach.books.importing.group import read_group

__all__ = ["read_group"]
