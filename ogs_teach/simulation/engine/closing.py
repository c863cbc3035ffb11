"""The year's end: special interest, a loss covered or a surplus shared out."""

from ogs_teach.rules import GroupRules
from ogs_teach.simulation.engine.compiled import compiled
from ogs_teach.simulation.engine.layout import Bench, Ints, Record, Records, Told
from ogs_teach.simulation.engine.whole import at_rate, greater, lesser, share

HEADS = tuple(GroupRules.default().allocation.percents())
RESERVE, DIVIDEND, REFUND, WELFARE = map(HEADS.index, ("reserve", "dividend", "refund", "welfare"))
REWARD, PUBLIC = map(HEADS.index, ("reward", "public"))


@compiled
def close_year(told: Told, places: Records, group: Record, bench: Bench, year: Record) -> None:
    """Close the books, begin a new year, and write down what the old one brought."""
    rules = told.rules[0]
    for number in range(len(places)):
        place = places[number]
        interest = at_rate(place.special_earning, rules.special_rate)
        place.special += interest
        group.special += interest
        group.expense += interest
    surplus = group.income - group.expense
    group.income = group.expense = 0
    heads = bench.heads[0]
    _share_out(told, group, surplus, heads, bench.heads[1])

    _dividends(rules, places, bench)
    dividend = _pay(rules.dividend_by_rate, heads[DIVIDEND], bench, rules.dividend_rate)
    for number in range(len(places)):
        bench.granted[number] = bench.part[number]
    _refunds(rules, places, bench)
    refund = _pay(rules.refund_by_rate, heads[REFUND], bench, rules.refund_rate)
    given = dividend + refund
    group.reserve += heads[RESERVE] + heads[DIVIDEND] + heads[REFUND] - given
    group.welfare += heads[WELFARE]
    group.payable += heads[REWARD] + heads[PUBLIC]
    in_cash = rules.dividend_in_cash and given <= group.cash
    if in_cash:
        group.cash -= given
    elif rules.dividend_in_cash:
        group.refused += given

    earning = 0
    for number in range(len(places)):
        place = places[number]
        if not in_cash:
            place.savings += bench.granted[number] + bench.part[number]
            group.savings += bench.granted[number] + bench.part[number]
        earning += place.earning
        place.earning = place.special_earning = place.interest_paid = place.hospital_paid = 0
        place.in_default = False
        place.opened = place.savings > 0
    year.surplus, year.dividend, year.refund, year.earning = surplus, dividend, refund, earning


@compiled
def _share_out(told: Told, group: Record, surplus: int, heads: Ints, spare: Ints) -> None:
    """Cover a loss from the reserve, or divide a surplus among its heads."""
    free = surplus + lesser(group.retained, 0)  # what an earlier year still lacks comes first
    if free <= 0:
        group.retained += surplus
        covered = lesser(group.reserve, greater(-group.retained, 0))
        group.reserve -= covered
        group.retained += covered
        share(0, told.heads, heads, spare)
    else:
        group.retained -= lesser(group.retained, 0)
        share(free, told.heads, heads, spare)


@compiled
def _dividends(rules: Record, places: Records, bench: Bench) -> None:
    """Weigh the members' savings."""
    for number in range(len(places)):
        place = places[number]
        weight = place.earning
        if rules.dividend_on_special:
            weight = 12 * weight + rules.units * place.special_earning
        bench.weight[number] = weight


@compiled
def _refunds(rules: Record, places: Records, bench: Bench) -> None:
    """Weigh the interest that borrowers have paid."""
    for number in range(len(places)):
        place = places[number]
        counts = rules.refund_defaulters or not place.in_default
        bench.weight[number] = place.interest_paid if counts else 0


@compiled
def _pay(by_rate: bool, pool: int, bench: Bench, rate: Record) -> int:
    """Pay what a rate brings where the pool reaches, else share the pool; return the sum."""
    if by_rate:
        total = 0
        for number in range(len(bench.weight)):
            bench.part[number] = at_rate(bench.weight[number], rate)
            total += bench.part[number]
        if total <= pool:
            return total
    return pool - share(pool, bench.weight, bench.part, bench.rest)
