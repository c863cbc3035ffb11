"""The groups that an app can open, and how: the one place that knows.

The books themselves are imported when a group is opened, so that an app's first page can
do without them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING

from ogs_teach.i18n import Lang, t
from ogs_teach.places import sample_data

if TYPE_CHECKING:
    from ogs_teach.books import Group
    from ogs_teach.rules import GroupRules

GROUPS = ("group_12", "group_a")


@cache
def opened(name: str) -> Group:
    """Return a group, read once for each kernel.

    Raises
    ------
    GroupError
        If its files cannot be read.
    """
    from ogs_teach.books import Group

    return Group.open(sample_data() / name)


@cache
def rules_of(name: str) -> GroupRules:
    """Return a group's rulebook, without opening its books."""
    from ogs_teach.rules import GroupRules

    return GroupRules.load(sample_data() / name / "rules.toml")


def name_of(name: str, lang: Lang) -> str:
    """Name a group in a list of groups."""
    return t(f"groups.{name}", lang)


def find(group: Group, asked: str, among: Iterable[str] | None = None) -> list[str]:
    """Return the members whose number is `asked`, or else whose number or name holds it.

    Parameters
    ----------
    group : Group
    asked : str
        ก-007 and 7 are the same number.
    among : iterable of member ids, optional
        All members of the group, if not given.

    Examples
    --------
    >>> find(opened("group_12"), "7") == find(opened("group_12"), "07")
    True
    """
    ids = list(group.members if among is None else among)
    exact = [member for member in ids if _bare(member) == _bare(asked)]
    return exact or [
        member
        for member in ids
        if asked.casefold() in f"{member} {group.members[member].name}".casefold()
    ]


def _bare(number: str) -> str:
    """Return a member's number without what only fills it up."""
    return re.sub(r"^\D*0*", "", number)
