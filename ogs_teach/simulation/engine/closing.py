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
    share(_free(group, surplus), told.heads, heads, bench.heads[1])

    _weigh_savings(rules, places, bench.weight)
    pool, rate = heads[DIVIDEND], rules.dividend_rate
    dividend = _pay(rules.dividend_by_rate, pool, rate, bench, bench.dividend)
    _weigh_interest(rules, places, bench.weight)
    pool, rate = heads[REFUND], rules.refund_rate
    refund = _pay(rules.refund_by_rate, pool, rate, bench, bench.refund)
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
            place.savings += bench.dividend[number] + bench.refund[number]
            group.savings += bench.dividend[number] + bench.refund[number]
        earning += place.earning
        place.earning = place.special_earning = place.interest_paid = place.hospital_paid = 0
        place.in_default = False
        place.opened = place.savings > 0
    year.surplus, year.dividend, year.refund, year.earning = surplus, dividend, refund, earning


@compiled
def _free(group: Record, surplus: int) -> int:
    """Return what of a surplus may be shared out; a loss is covered from the reserve."""
    free = surplus + lesser(group.retained, 0)  # what an earlier year still lacks comes first
    if free > 0:
        group.retained -= lesser(group.retained, 0)
        return free
    group.retained += surplus
    covered = lesser(group.reserve, greater(-group.retained, 0))
    group.reserve -= covered
    group.retained += covered
    return 0


@compiled
def _weigh_savings(rules: Record, places: Records, weights: Ints) -> None:
    """Weigh the members' savings."""
    for number in range(len(places)):
        place = places[number]
        weight = place.earning
        if rules.dividend_on_special:
            weight = 12 * weight + rules.units * place.special_earning
        weights[number] = weight


@compiled
def _weigh_interest(rules: Record, places: Records, weights: Ints) -> None:
    """Weigh the interest that borrowers have paid."""
    for number in range(len(places)):
        place = places[number]
        counts = rules.refund_defaulters or not place.in_default
        weights[number] = place.interest_paid if counts else 0


@compiled
def _pay(by_rate: bool, pool: int, rate: Record, bench: Bench, parts: Ints) -> int:
    """Pay what a rate brings where the pool reaches, else share the pool; return the sum."""
    if by_rate:
        total = 0
        for number in range(len(bench.weight)):
            parts[number] = at_rate(bench.weight[number], rate)
            total += parts[number]
        if total <= pool:
            return total
    return pool - share(pool, bench.weight, parts, bench.rest)
