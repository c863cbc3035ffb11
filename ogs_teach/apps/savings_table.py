"""Tables of the savings app: rows of a calculator, columns by the names of its fields."""

from collections.abc import Collection, Sequence
from typing import Any

from ogs_teach.apps.parts import Column, Table
from ogs_teach.i18n import Lang, t
from ogs_teach.tables import Kind

KINDS: dict[str, Kind] = {
    "year": "count",
    "month": "count",
    "members": "count",
    "joined": "count",
    "left": "count",
    "dividend_rate": "percent",
}  # all others are baht


def table(
    room: str,
    caption: str,
    rows: Sequence[Any],
    names: Sequence[str],
    lang: Lang,
    *,
    optional: Collection[str] = (),
) -> Table:
    """Return a table of some fields of some rows.

    Parameters
    ----------
    room : str
        Where the words stand: `<room>.<caption>` and `<room>.column.<name>`.
    caption : str
    rows : sequence of dataclass
    names : sequence of str
        Fields of the rows, the first one naming the row.
    lang : "th" or "en"
    optional : collection of str
        Fields that are left out where every row has nothing in them.
    """
    names = [
        name for name in names if name not in optional or any(getattr(row, name) for row in rows)
    ]
    return Table(
        [
            Column(t(f"{room}.column.{name.replace('_', '-')}", lang), KINDS.get(name, "baht"))
            for name in names
        ],
        [[getattr(row, name) for name in names] for row in rows],
        t(f"{room}.{caption}", lang),
    )
