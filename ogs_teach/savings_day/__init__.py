"""One savings day (วันส่งเงินสัจจะ) to play: slips, register, cash, planted mistakes.

    day = SavingsDay(1)
    day.enter("R69-0024", Line("savings", 50_00, "N04"))
    day.take_back("R69-0026")            # the helper swapped two digits
    day.enter("R69-0026", Line("savings", 150_00, "N06"))
    day.close()                          # what an auditor would say; nothing, if all agree

The books behind it are the twelve members' own: what is entered is really posted.
"""

from ogs_teach.savings_day.day import SavingsDay
from ogs_teach.savings_day.mistakes import LEVELS, Mistake
from ogs_teach.savings_day.papers import Paper

__all__ = ["LEVELS", "Mistake", "Paper", "SavingsDay"]
