"""Data whose figures lessons may name, each read from the file that everybody else reads."""

from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import cache

from ogs_teach.money import BAHT
from ogs_teach.rules import GroupRules, keys
from ogs_teach.rules.keys import Amount
from ogs_teach.rules.sections import value_at


@cache
def training_rules() -> dict[str, Fraction]:
    """Return every number of the training rulebook.

    `loans.emergency.ceiling` becomes `loans_emergency_ceiling`; money is in baht, rates
    in percent.

    Examples
    --------
    >>> training_rules()["loans_emergency_ceiling"]
    Fraction(5000, 1)
    """
    rules = GroupRules.default()
    found = {}
    for path, key in keys():
        value = value_at(rules, path)
        if isinstance(value, int | Fraction) and not isinstance(value, bool):
            divisor = BAHT if isinstance(key, Amount) else 1
            found[path.replace(".", "_")] = Fraction(value) / divisor
    return found


@cache
def chiangrai_2565() -> dict[str, Fraction]:
    return {
        k: Fraction(v)
        for k, v in dict(
            groups=395,
            villages=1763,
            members=64511,
            savings=789002813,
            borrowers=28149,
            loans=613971726,
        ).items()
    }


SETS: Mapping[str, Callable[[], dict[str, Fraction]]] = {
    "chiangrai_2565": chiangrai_2565,
    "training_rules": training_rules,
}
