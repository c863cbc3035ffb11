"""Welfare (สวัสดิการ): what the fund pays a member, its caps applied in order.

Amounts are the group's own and stand in its rulebook; the kit knows no official ones.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from ogs_teach.errors import Collector, Problem, WelfareError
from ogs_teach.inputs import check_list, parse_count, parse_satang

if TYPE_CHECKING:
    from ogs_teach.rules import Hospital

MOST_NIGHTS = 366  # of one year


@dataclass(frozen=True)
class Stay:
    """What one stay in hospital is paid.

    Parameters
    ----------
    nights : int
    by_nights : int
        Satang before any cap: nights × the amount per night.
    paid : int
        Satang.
    limited_by : "stay", "year" or ""
        Which cap held, the last one that did; empty where all was paid.
    """

    nights: int
    by_nights: int
    paid: int
    limited_by: Literal["", "stay", "year"]


def hospital(nights: Iterable[int], caps: "Hospital", *, paid_before: int = 0) -> list[Stay]:
    """Return what a member's stays of one year are paid (นอนโรงพยาบาล).

    Caps apply in order: per night, per stay, what is left of the year.

    Parameters
    ----------
    nights : iterable of int
        Of each stay, in order of time; 1 to 366, together no more than a year.
    caps : Hospital
        Of the group's rulebook, `welfare.hospital`; satang.
    paid_before : int
        Satang already paid for earlier stays of the same year.

    Returns
    -------
    list of Stay, one for each

    Raises
    ------
    WelfareError
        Naming every stay that cannot be.

    Examples
    --------
    >>> from ogs_teach.rules import Hospital
    >>> caps = Hospital(per_night=150_00, per_stay=450_00, per_year=900_00)
    >>> [(stay.paid, stay.limited_by) for stay in hospital([5, 2, 4], caps)]
    [(45000, 'stay'), (30000, ''), (15000, 'year')]
    """
    problems = Collector(WelfareError)
    counted = []
    with problems:
        check_list(nights, "welfare.field.nights")
    problems.close()
    for number, stay in enumerate(nights, 1):
        own = Collector(WelfareError)
        with own:
            counted.append(parse_count(stay, "welfare.field.nights", lowest=1, highest=MOST_NIGHTS))
        for problem in own:
            problems.add(problem.at(f"#{number}"))
    if sum(counted) > MOST_NIGHTS:
        values: dict[str, object] = {"got": sum(counted), "limit": MOST_NIGHTS}
        problems.add(Problem("welfare.more-than-a-year", "welfare.field.nights", values=values))
    with problems:
        paid_before = parse_satang(paid_before, "welfare.field.paid_before")
    problems.close()

    left = max(caps.per_year - paid_before, 0)
    found = []
    for count in counted:
        by_nights = count * caps.per_night
        for_stay = min(by_nights, caps.per_stay)
        paid = min(for_stay, left)
        limited: Literal["", "stay", "year"] = ""
        if paid < by_nights:
            limited = "year" if paid < for_stay else "stay"
        found.append(Stay(count, by_nights, paid, limited))
        left -= paid
    return found
