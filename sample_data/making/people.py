"""Who lives in the village: names, promises, families, the committee."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from fractions import Fraction

from ogs_teach.books import Beneficiary, Member
from ogs_teach.rules import GroupRules
from sample_data.making.chance import Chance
from sample_data.making.names import GIVEN
from sample_data.making.village import months_later

FIRST_JOINED, JOINED_WITHIN = date(2012, 6, 5), 124  # months
FIRST_MEMBERS = 157
COMMITTEE = (
    *(("chair", "direction"), ("vice_chair", "direction"), ("secretary", "direction")),
    *(("treasurer", "direction"), ("bookkeeper", "direction")),
    *[("officer", "loans")] * 3,
    *[("officer", "audit")] * 3,
    *[("officer", "promotion")] * 4,
)
# Monthly shares of 20 baht: most people promise little, a few much.
SHARES = (1, 2, 3, 4, 5, 6, 8, 10, 12, 15, 20, 25, 30, 40)
HOW_MANY = (25, 80, 130, 145, 225, 120, 65, 135, 25, 28, 12, 5, 3, 2)
HEIRS = (
    (("บุตร", 100),),
    (("คู่สมรส", 50), ("บุตร", 50)),
    (("คู่สมรส", 100),),
    (("มารดา", 50), ("บุตร", 50)),
    (("คู่สมรส", 40), ("บุตรคนโต", 30), ("บุตรคนเล็ก", 30)),
    (("พี่สาว", 100),),
)


class People:
    """Makes members, one after the other."""

    def __init__(self, chance: Chance, rules: GroupRules) -> None:
        self.chance = chance
        self.share = rules.savings.share_value
        self.most = rules.savings.most_shares
        self.names: Iterator[str] = iter(chance.shuffled(GIVEN))

    def founders(self) -> list[Member]:
        """Return who is a member when the story begins, by the day of joining."""
        chance = self.chance
        found = [
            self.person(number, months_later(FIRST_JOINED, chance.below(JOINED_WITHIN)))
            for number in range(1, FIRST_MEMBERS + 1)
        ]
        found.sort(key=lambda member: member.joined)
        found = [replace(one, id=f"A{number:03d}") for number, one in enumerate(found, 1)]
        for at, (role, division) in zip(
            chance.shuffled(range(100))[: len(COMMITTEE)], COMMITTEE, strict=True
        ):
            found[at] = replace(found[at], role=role, division=division)
        found[-1] = replace(found[-1], pledge=self.most * self.share)
        couples = chance.shuffled(range(FIRST_MEMBERS))[:80]
        for one, other in zip(couples[::2], couples[1::2], strict=True):
            found[one] = replace(found[one], spouse=found[other].id)
            found[other] = replace(found[other], spouse=found[one].id)
        return found

    def person(self, number: int, joined: date) -> Member:
        """Return a member with a name of their own."""
        shares = self.chance.weighted(SHARES, HOW_MANY)
        heirs = self.chance.pick(HEIRS)
        return Member(
            id=f"A{number:03d}",
            name=next(self.names),
            kind="ordinary",
            role="",
            division="",
            spouse="",
            guardian="",
            joined=joined,
            left=None,
            pledge=shares * self.share,
            beneficiaries=tuple(Beneficiary(name, Fraction(part)) for name, part in heirs),
        )

    def saved_by(self, day: date, member: Member) -> int:
        """Return what a member has saved by a day, a month missed now and then."""
        months = (day.year - member.joined.year) * 12 + day.month - member.joined.month
        return member.pledge * max(months - self.chance.below(2), 1)
