"""What can happen in a group, and the two accounts that each event touches.

Codes follow the kit's chart of accounts, set for training. `LOAN` stands for 111 or 112,
as the loan's own kind says.
"""

from dataclasses import dataclass

CASH, BANK = "101", "102"
ORDINARY, EMERGENCY = "111", "112"
SPECIAL, DIVIDEND_PAYABLE, REFUND_PAYABLE = "201", "204", "205"
SAVINGS, RESERVE, RETAINED, RESULT = "301", "302", "304", "305"
LOAN = "loan"

ACCOUNTS = (
    *("101", "102", "111", "112", "113", "114", "115", "119", "121"),
    *("201", "202", "203", "204", "205", "206", "207", "208"),
    *("301", "302", "303", "304", "305"),
    *("401", "402", "403", "404", "405"),
    *("501", "502", "503", "504", "505", "506"),
)
BY_MEMBER = frozenset({SAVINGS, SPECIAL, DIVIDEND_PAYABLE, REFUND_PAYABLE})
BY_LOAN = frozenset({ORDINARY, EMERGENCY})
CREDIT_SIDE = frozenset({"119"})  # stands among the assets, but reduces them
MONTH_CLOSED = "month_closed"
# A loss; and what an earlier year's books still counted, taken back in this one.
MAY_BE_NEGATIVE = frozenset({RETAINED, RESULT, *(a for a in ACCOUNTS if a[0] in "45")})


@dataclass(frozen=True)
class Kind:
    """One kind of event.

    Parameters
    ----------
    debit, credit : str
        Account codes, or LOAN; empty for an event without money.
    member, loan : str
        "yes" where the entry must name one, "no" where it must not, "may" otherwise.
    """

    debit: str
    credit: str
    member: str = "no"
    loan: str = "no"

    @property
    def moves_money(self) -> bool:
        """Whether it touches two accounts."""
        return bool(self.debit)

    @property
    def pays_out(self) -> bool:
        """Whether cash leaves the box."""
        return self.credit == CASH


KINDS = {
    # money in
    "savings": Kind(CASH, SAVINGS, "yes"),
    "special": Kind(CASH, SPECIAL, "yes"),
    "principal": Kind(CASH, LOAN, "yes", "yes"),
    "interest": Kind(CASH, "401", "yes", "yes"),
    "fine": Kind(CASH, "404", "yes", "may"),
    "fee": Kind(CASH, "403", "yes"),
    "other_income": Kind(CASH, "405", "may"),
    "grant": Kind(CASH, "303"),
    "borrowed": Kind(CASH, "202"),
    "cash_over": Kind(CASH, "208"),
    # money out
    "savings_out": Kind(SAVINGS, CASH, "yes"),
    "special_out": Kind(SPECIAL, CASH, "yes"),
    "loan_out": Kind(LOAN, CASH, "yes", "yes"),
    "pay": Kind("502", CASH, "may"),
    "stationery": Kind("503", CASH),
    "travel": Kind("504", CASH, "may"),
    "other_expense": Kind("506", CASH),
    "equipment": Kind("121", CASH),
    "borrowing_repaid": Kind("202", CASH),
    "cash_short": Kind("115", CASH),
    "dividend_paid": Kind(DIVIDEND_PAYABLE, CASH, "yes"),
    "refund_paid": Kind(REFUND_PAYABLE, CASH, "yes"),
    "reward_paid": Kind("206", CASH, "may"),
    "welfare_paid": Kind("203", CASH, "yes"),
    "public_paid": Kind("207", CASH),
    # bank
    "to_bank": Kind(BANK, CASH),
    "from_bank": Kind(CASH, BANK),
    "bank_interest": Kind(BANK, "402"),
    # no money moves
    "special_interest": Kind("501", SPECIAL, "yes"),
    "doubtful": Kind("505", "119"),
    "write_off": Kind("119", LOAN, "yes", "yes"),
    "reschedule": Kind(LOAN, LOAN, "yes", "yes"),
    "new_pledge": Kind("", "", "yes"),
    "month_closed": Kind("", ""),
    # the meeting shares the surplus out, or covers a loss
    "to_reserve": Kind(RESULT, RESERVE),
    "to_dividend": Kind(RESULT, DIVIDEND_PAYABLE, "yes"),
    "to_refund": Kind(RESULT, REFUND_PAYABLE, "yes"),
    "to_reward": Kind(RESULT, "206"),
    "to_welfare": Kind(RESULT, "203"),
    "to_public": Kind(RESULT, "207"),
    "to_retained": Kind(RESULT, RETAINED),
    "loss_from_retained": Kind(RETAINED, RESULT),
    "loss_from_reserve": Kind(RESERVE, RESULT),
}


def grows_by_debit(account: str) -> bool:
    """Return whether a debit makes the account larger."""
    return account[0] in "15" and account not in CREDIT_SIDE


def loan_account(kind: str) -> str:
    """Return the account of an ordinary or an emergency loan."""
    return EMERGENCY if kind == "emergency" else ORDINARY
