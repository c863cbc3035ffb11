"""The group's own household: what it owes, expenses, the bank, the keeper, the audit."""

from ogs_teach.simulation.engine.compiled import compiled
from ogs_teach.simulation.engine.layout import Ints, Record, Told
from ogs_teach.simulation.engine.whole import at_rate, lesser


@compiled
def pay_what_is_owed(group: Record) -> None:
    """Pay creditors as far as the cash reaches."""
    paid = lesser(group.payable, group.cash)
    group.cash -= paid
    group.payable -= paid


@compiled
def keep_house(told: Told, group: Record, shocks_left: Ints, audit: int) -> None:
    """Pay expenses, take the bank's interest in, lose and find what a keeper takes."""
    rules = told.rules[0]
    bank = at_rate(group.cash, rules.bank_rate)
    group.cash += bank
    group.income += bank
    paid = lesser(rules.expenses, group.cash)
    group.cash -= paid
    group.payable += rules.expenses - paid
    group.expense += rules.expenses
    for number in range(len(shocks_left)):
        shock = told.shocks[number]
        if shock.drain.over > 0 and shocks_left[number] > 0:
            taken = at_rate(group.cash, shock.drain)
            group.cash -= taken
            group.hidden += taken
    if group.hidden > 0 and audit < rules.audit:
        group.expense += group.hidden
        group.lost += group.hidden
        group.hidden = 0
        for number in range(len(shocks_left)):
            if told.shocks[number].drain.over > 0:
                shocks_left[number] = 0
