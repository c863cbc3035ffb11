"""The pledge: what a group lets its members promise to save each month."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ogs_teach.errors import Collector, SavingsError
from ogs_teach.money import BAHT, bare_baht
from ogs_teach.savings.checks import check_count, check_satang, wrong

if TYPE_CHECKING:
    from ogs_teach.rules import GroupRules


@dataclass(frozen=True)
class PledgeRules:
    """What a group lets its members promise.

    Parameters
    ----------
    share_value : int
        Satang of one share a month.
    least_shares, most_shares : int
        Shares a member may promise.
    fine : int
        Satang for each month not paid in its month, whether it is paid later or never.
    partial_withdrawal : bool
        Whether pledged savings may be withdrawn without leaving the group.
    special_savings : bool
        Whether the group takes special savings.

    Raises
    ------
    SavingsError
        Naming everything that is wrong.

    Notes
    -----
    The defaults are set for practice and are no figures of the Community Development
    Department; a group's own stand in its rule file.
    """

    share_value: int = 20 * BAHT
    least_shares: int = 1
    most_shares: int = 40
    fine: int = 5 * BAHT
    partial_withdrawal: bool = True
    special_savings: bool = True

    def __post_init__(self) -> None:
        problems = Collector(SavingsError)
        with problems:
            check_satang(self.share_value, "share_value", lowest=1)
        with problems:
            least = check_count(self.least_shares, "least_shares", lowest=1)
            check_count(self.most_shares, "most_shares", lowest=least)
        with problems:
            check_satang(self.fine, "fine")
        problems.close()

    @classmethod
    def of(cls, rules: "GroupRules") -> "PledgeRules":
        """Take what a group's rulebook says about pledges."""
        return cls(
            share_value=rules.savings.share_value,
            least_shares=rules.savings.least_shares,
            most_shares=rules.savings.most_shares,
            fine=rules.fines.missed_pledge,
            partial_withdrawal=rules.savings.partial_withdrawal,
            special_savings=rules.savings.special_savings,
        )

    def check(self, pledge: int, field: str = "pledge") -> int:
        """Return a pledge that keeps the rules.

        Parameters
        ----------
        pledge : int
            Satang a month.

        Raises
        ------
        SavingsError
            If it is not a whole number of shares, or too few or too many of them.

        Examples
        --------
        >>> PledgeRules().check(100_00)
        10000
        """
        check_satang(pledge, field)
        lowest = self.least_shares * self.share_value
        highest = self.most_shares * self.share_value
        if not lowest <= pledge <= highest:
            raise wrong(
                "pledge-range",
                field,
                got=bare_baht(pledge),
                lowest=bare_baht(lowest),
                highest=bare_baht(highest),
            )
        below = pledge - pledge % self.share_value
        if below != pledge:
            raise wrong(
                "pledge-shares",
                field,
                got=bare_baht(pledge),
                share=bare_baht(self.share_value),
                below=bare_baht(below),
                above=bare_baht(below + self.share_value),
            )
        return pledge


# Those of the shipped rulebook, which a test compares: reading it here would cost every app 0.1 s.
TRAINING_RULES = PledgeRules()
