"""Data whose figures lessons may name, each read from the file that everybody else reads."""

import tomllib
from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import cache

from ogs_teach import places
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
    """Return every number of the source document on Chiang Rai, in the unit of its file.

    Examples
    --------
    >>> chiangrai_2565()["groups"]
    Fraction(395, 1)
    """
    file = places.sample_data() / "chiangrai_2565" / "figures.toml"
    entries = tomllib.loads(file.read_text(encoding="utf-8"))
    return {
        name: Fraction(entry["value"])
        for name, entry in entries.items()
        if entry.get("unit", "day") != "day"
    }


SETS: Mapping[str, Callable[[], dict[str, Fraction]]] = {
    "chiangrai_2565": chiangrai_2565,
    "training_rules": training_rules,
}
