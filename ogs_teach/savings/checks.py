"""What the savings rooms demand of their numbers, and how they name what is wrong."""

from ogs_teach.errors import Problem, SavingsError
from ogs_teach.inputs import parse_count, shown
from ogs_teach.money import BAHT, MAX_BAHT, bare_baht


def wrong(key: str, field: str, **values: object) -> SavingsError:
    """Return an error whose text and field's name stand in the words of savings."""
    return SavingsError(Problem(f"savings.{key}", f"savings.field.{field}", values=values))


def check_satang(value: int, field: str, *, lowest: int = 0) -> int:
    """Return satang that can be reckoned with.

    Parameters
    ----------
    value : int
    field : str
        Name under `field` in the words of savings, for the message.
    lowest : int
        0 or 1.

    Raises
    ------
    SavingsError
        If it is not a whole number of satang from `lowest` to a trillion baht.
    """
    if isinstance(value, bool) or not isinstance(value, int):
        raise wrong("not-satang", field, got=shown(value))
    if value < 0:
        raise wrong("negative", field, got=bare_baht(max(value, -MAX_BAHT * BAHT)))
    if value < lowest:
        raise wrong("zero", field)
    if value > MAX_BAHT * BAHT:
        raise wrong("too-much", field, limit=bare_baht(MAX_BAHT * BAHT))
    return value


def check_count(value: int, field: str, *, lowest: int = 0, highest: int = 1_000_000) -> int:
    """Return a count: an int between the bounds.

    Raises
    ------
    SavingsError or MoneyError
        If it is not.
    """
    if isinstance(value, bool) or not isinstance(value, int):
        raise wrong("not-count", field, got=shown(value))
    return parse_count(value, f"savings.field.{field}", lowest=lowest, highest=highest)
