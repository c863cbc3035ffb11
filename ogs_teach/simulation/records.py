"""What a simulation shows of a month and of a year; satang, but for people."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Month:
    """A group at a month's end.

    Parameters
    ----------
    cash : int
        In the box and at the bank.
    savings, special : int
    loans, at_risk : int
        Principal owed; that of loans more than 30 days late, or rescheduled and not steady.
    members, borrowers : int
        People.
    waiting : int
        Loans asked for and not granted yet.
    refused : int
        What members were owed this month and did not get, for lack of cash.
    lost : int
        Debts written off and money found missing this month.
    reserve, welfare : int
    hidden : int
        Money that is gone and not missed yet: the books still count it.
    payable : int
    result : int
        Income less expenses since the year began.
    retained : int
        Surplus or loss of earlier years that nobody has shared out or covered.
    """

    cash: int
    savings: int
    special: int
    loans: int
    at_risk: int
    members: int
    borrowers: int
    waiting: int
    refused: int
    lost: int
    reserve: int
    welfare: int
    hidden: int
    payable: int
    result: int
    retained: int

    @property
    def difference(self) -> int:
        """What the group has less what it owes and owns: 0 in every month.

        Examples
        --------
        >>> Month(5, 4, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0).difference
        0
        """
        return (
            self.cash
            + self.hidden
            + self.loans
            - self.savings
            - self.special
            - self.reserve
            - self.welfare
            - self.payable
            - self.result
            - self.retained
        )


@dataclass(frozen=True)
class Year:
    """A year's end.

    Parameters
    ----------
    surplus : int
    dividend, refund : int
        Given to members.
    earning : int
        Satang times the dividend's units of time, of all members.
    """

    surplus: int
    dividend: int
    refund: int
    earning: int
