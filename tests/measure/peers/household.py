"""The group's own money: what no peer has reason to do in a way of its own."""

from collections.abc import Sequence

from ogs_teach.simulation.draws import GROUP
from ogs_teach.simulation.records import Year
from tests.measure.peers.whole_rules import WholeRules, share


class Household:
    """A group's cash, funds and year; amounts in satang."""

    def open_household(self, rules: WholeRules) -> None:
        """Begin as the scenario does."""
        start = rules.scenario.start
        self.rules = rules
        self.cash, self.reserve, self.welfare = start.cash, start.reserve, start.welfare
        self.payable, self.retained = start.payable, start.retained
        self.hidden = self.income = self.expense = self.refused = self.lost = 0
        self.shocks_left = [0] * len(rules.shocks)
        self.years: list[Year] = []

    def pay_what_is_owed(self) -> None:
        """Pay creditors as far as the cash reaches."""
        paid = min(self.payable, self.cash)
        self.cash -= paid
        self.payable -= paid

    def keep_house(self, group: Sequence[int]) -> None:
        """Pay expenses, take the bank's interest in, lose and find what a keeper takes."""
        rules = self.rules
        rate, unit = rules.bank_rate
        bank = rules.whole(self.cash * rate, unit)
        self.cash += bank
        self.income += bank
        paid = min(rules.expenses, self.cash)
        self.cash -= paid
        self.payable += rules.expenses - paid
        self.expense += rules.expenses
        for number, times, unit in rules.drains:
            if self.shocks_left[number]:
                taken = self.cash * times // unit
                self.cash -= taken
                self.hidden += taken
        if self.hidden and group[GROUP - 1] < rules.audit:
            self.expense += self.hidden
            self.lost += self.hidden
            self.hidden = 0
            for number, _, _ in rules.drains:
                self.shocks_left[number] = 0

    def share_surplus(
        self, earnings: Sequence[int], special: Sequence[int], interest: Sequence[int]
    ) -> list[int] | None:
        """Cover a loss, or share the surplus out.

        Parameters
        ----------
        earnings, special : sequence of int
            What each member's pledged and special savings count.
        interest : sequence of int
            What each paid of interest that bears a refund.

        Returns
        -------
        list of int or None
            What is added to each member's savings; None where it was paid in cash.
        """
        rules = self.rules
        surplus = self.income - self.expense
        self.income = self.expense = 0
        free = surplus + min(self.retained, 0)
        if free <= 0:
            self.retained += surplus
            covered = min(self.reserve, max(-self.retained, 0))
            self.reserve -= covered
            self.retained += covered
            heads = dict.fromkeys(rules.heads, 0)
        else:
            self.retained = max(self.retained, 0)
            heads = dict(zip(rules.heads, share(free, rules.head_weights), strict=True))
        units = rules.units if rules.special_shares else 0
        weights = [
            12 * pledged + units * other for pledged, other in zip(earnings, special, strict=True)
        ]
        dividends = rules.dividends(heads["dividend"], weights)
        refunds = rules.refunds(heads["refund"], interest)
        dividend, refund = sum(dividends), sum(refunds)
        given = dividend + refund
        self.reserve += heads["reserve"] + heads["dividend"] + heads["refund"] - given
        self.welfare += heads["welfare"]
        self.payable += heads["reward"] + heads["public"]
        self.years.append(Year(surplus, dividend, refund, sum(earnings)))
        if rules.pays_cash and given <= self.cash:
            self.cash -= given
            return None
        if rules.pays_cash:
            self.refused += given
        return [one + other for one, other in zip(dividends, refunds, strict=True)]
