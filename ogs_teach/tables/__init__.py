"""Tables of exact values: one thing for the page and for the spreadsheet.

Table(columns, rows, caption, total).html(lang)     drawn on a page
write([Sheet(title, tables, notes)])                bytes of an XLSX, in memory
"""

from ogs_teach.tables.table import Cell, Column, Kind, Table, written
from ogs_teach.tables.workbook import Sheet, write

__all__ = ["Cell", "Column", "Kind", "Sheet", "Table", "write", "written"]
