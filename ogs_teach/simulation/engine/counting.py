"""What the places of a group add up to."""

from ogs_teach.simulation.engine.compiled import compiled
from ogs_teach.simulation.engine.layout import Ints, Record, Records


@compiled
def count_places(
    rules: Record, places: Records, group: Record, first: int, owing: Ints, waiting: Ints
) -> tuple[int, int]:
    """Add up people, savings and loans.

    Parameters
    ----------
    rules, places, group
    first : int
        The place at which the queue begins.
    owing, waiting : array of int, shape (places,)
        Receive the places that have a loan, and those that ask for one, in their order.

    Returns
    -------
    count, begin : int
        How many ask, and where among them the queue begins.
    """
    savings = special = loans = at_risk = members = borrowers = count = begin = 0
    for number in range(len(places)):
        place = places[number]
        savings += place.savings
        special += place.special
        members += place.present
        waiting[count] = number
        count += place.wish > 0
        begin += place.wish > 0 and number < first
        owing[borrowers] = number
        borrowers += place.has_loan
    for number in owing[:borrowers]:
        place = places[number]
        loans += place.balance
        if place.late >= 2 or (place.rescheduled and place.steady < rules.performs_after):
            at_risk += place.balance
    group.savings, group.special, group.members = savings, special, members
    group.loans, group.at_risk, group.borrowers = loans, at_risk, borrowers
    return count, begin if begin < count else 0
