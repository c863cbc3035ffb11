"""How long savings count towards the dividend, as weights of a month's two balances."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ogs_teach.rules import GroupRules

MONTHS = range(1, 13)
_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)  # from January; no leap year


def earning_weights(rules: "GroupRules", month: int) -> tuple[int, int]:
    """Return the weights of the balances before and after a savings day.

    Parameters
    ----------
    rules : GroupRules
    month : int
        Of the accounting year, 1 to 12.

    Returns
    -------
    before, after : int

    Notes
    -----
    Under `end_of_quarter` a quarter's opening balance counts three times at its beginning;
    under `waiting_year` only those count who had savings when the year began.

    Examples
    --------
    >>> from ogs_teach.rules import GroupRules
    >>> earning_weights(GroupRules.default(), 1)
    (1, 0)
    """
    dividend, day = rules.dividend, rules.group.savings_day
    match dividend.convention:
        case "same_month" | "running_balance":
            return 0, 1
        case "cutoff_day":
            return (0, 1) if day <= dividend.cutoff_day else (1, 0)
        case "over_11":
            return int(month <= 11), 0
        case "daily":
            calendar = (month + rules.accounting.year_starts_in_month - 2) % 12
            return day, _DAYS[calendar] - day
        case "closing_balance" | "waiting_year":
            return 0, int(month == 12)
        case "end_of_quarter":
            return 3 * int(month % 3 == 1), 0
    return 1, 0  # next_month, and a lump sum early where only regular payments come


def year_weight(rules: "GroupRules") -> int:
    """Return the weight of one satang that has counted all year.

    Examples
    --------
    >>> from ogs_teach.rules import GroupRules
    >>> year_weight(GroupRules.default())
    12
    """
    return sum(sum(earning_weights(rules, month)) for month in MONTHS)
