"""Savings growth: my own over the years, and the whole group's."""

from collections.abc import Collection, Mapping, Sequence
from fractions import Fraction
from typing import Any

from ogs_teach.apps import savings_group, savings_mine
from ogs_teach.apps.groups import GROUPS, opened
from ogs_teach.apps.own_group import OWN, OpensOwn, Own, OwnGroup
from ogs_teach.apps.parts import (
    Baht,
    Choice,
    Count,
    Field,
    Percent,
    Section,
    Switch,
    View,
)
from ogs_teach.errors import OgsError
from ogs_teach.i18n import Lang, t
from ogs_teach.money import BAHT
from ogs_teach.savings import PledgeRules


class SavingsApp(OpensOwn):
    """What saving a little each month becomes, for a member and for the group."""

    room = "savings_app"
    lent = (
        "group", "rules", "dividend_use", "pledge", "change", "rate", "special_rate",
    )  # fmt: skip

    def __init__(self, lang: Lang | None = None) -> None:
        self._rules, self._group = "training", ""
        super().__init__(lang)

    def fields(self) -> Sequence[Field | Section]:
        """Name the inputs: first the view, then those of each view."""
        self.own = OwnGroup()
        return [
            Choice("view", ["mine", "group"], tabs=True),
            Baht("pledge", 100, lowest=20, highest=100_000, step=20, slide_to=800),
            Count("missed", 2, highest=12),
            Count("years", 10, lowest=1, highest=50, slide_to=30),
            Baht("target", 10_000, lowest=1, highest=10**9, step=1_000, slide_to=100_000),
            Choice("dividend_use", ["special", "pledged", "taken"]),
            Section(
                "more",
                [
                    Choice("rules", ["training", *GROUPS], says=self._rules_name),
                    Percent("rate", 3, highest=100, step="0.5", slide_to=10),
                    Baht("opening", 0, highest=10**9, step=1_000, slide_to=100_000),
                    Baht("special", 0, highest=100_000, step=50, slide_to=1_000),
                    Percent("special_rate", 1, highest=100, step="0.5", slide_to=5),
                    Switch("late"),
                    Switch("changing"),
                    Count("change_year", 4, lowest=2, highest=50, slide_to=30),
                    Baht("change", 200, lowest=20, highest=100_000, step=20, slide_to=800),
                ],
            ),
            Choice("group", GROUPS, says=self.group_name),
            Percent("lent", 80, highest=100, step=5),
            Count("group_years", 5, lowest=1, highest=50, slide_to=20),
            Count("members", 12, lowest=1, highest=100_000, slide_to=500),
            Count("members_joining", 0, highest=10_000, slide_to=50),
            Count("members_leaving", 0, highest=10_000, slide_to=50),
            Baht("group_pledge", 100, highest=100_000, step=10, slide_to=800),
            Percent("loan_rate", "0.8", highest=100, step="0.1", slide_to=3),
            Baht("expenses", 0, highest=10**9, step=1_000, slide_to=100_000),
            Percent("reserve_part", 15, highest=100, step=5),
            Section(
                "group_more",
                [
                    Percent("dividend_part", 50, highest=100, step=5),
                    Baht("group_savings", 0, highest=10**10, step=10_000, slide_to=5_000_000),
                    Baht("group_special", 0, highest=10**10, step=10_000, slide_to=1_000_000),
                    Baht("reserve", 0, highest=10**10, step=10_000, slide_to=1_000_000),
                    Baht("retained", 0, highest=10**10, step=10_000, slide_to=1_000_000),
                    Percent("bank_rate", "0.25", highest=100, step="0.25", slide_to=5),
                    Percent("group_special_rate", 1, highest=100, step="0.5", slide_to=5),
                    Baht("entry_fee", 30, highest=100_000, step=10, slide_to=500),
                ],
            ),
            self.own,
        ]

    def hidden(self, values: Mapping[str, Any]) -> Collection[str]:
        """Show one view's inputs at a time, and of those only what matters."""
        places = [part.name for part in self._parts if part not in (self["view"], self.own)]
        first = places.index("group")
        if values["view"] == "group":
            return places[:first]
        needless = places[first:]
        if not values["changing"]:
            needless += ["change_year", "change"]
        if not self._pledges(values["rules"]).special_savings:
            needless += ["special", "special_rate"]
        return needless

    def view(self, values: Mapping[str, Any], lang: Lang) -> View:
        """Reckon the view that is open."""
        if values["view"] == "group":
            return savings_group.view(values, lang, self._own_name(values["group"], lang))
        rules = self._pledges(values["rules"])
        return savings_mine.view(values, rules, lang, self._own_name(values["rules"], lang))

    def own_opened(self, own: Own | None) -> None:
        """Choose one's own pledge rules, and one's own books where there are some."""
        books = own is not None and own.group is not None
        self["group"].offer([OWN, *GROUPS] if books else GROUPS, OWN if books else None)
        offered = ["training", *GROUPS]
        self["rules"].offer([OWN, *offered] if own else offered, OWN if own else None)
        looked_at, self._rules, self._group = self._group, "", ""  # what is chosen is read anew
        if own is None and looked_at == OWN:
            self._open_group(self["group"].read())  # no figure of a closed group stays in a box
        self._open_rules(self["rules"].read())
        if own:
            self["special_rate"].set(own.rules.savings.special_rate)
            if own.rules.dividend.form == "rate":
                self["rate"].set(own.rules.dividend.rate)

    def _own_name(self, option: str, lang: Lang) -> str:
        return self.own.called(lang) if option == OWN else ""

    def _rules_name(self, option: str, lang: Lang) -> str:
        if option == "training":
            return t(f"{self.room}.training-rules", lang)
        return self.group_name(option, lang)

    def _pledges(self, option: str) -> PledgeRules:
        own = self.own.opened
        return PledgeRules.of(own.rules) if own and option == OWN else savings_mine.rules_of(option)

    def _refresh(self) -> None:
        try:
            if self["view"].read() == "group":
                self._open_group(self["group"].read())
            else:
                self._open_rules(self["rules"].read())
        except OgsError as error:
            self._complain(error.problems)
        else:
            super()._refresh()

    def _open_group(self, name: str) -> None:
        """Set a group's starting values when it is first looked at, and not before."""
        if name == self._group:
            return
        own = self.own.opened
        group = own.group if own and own.group and name == OWN else opened(name)
        for field, number in savings_group.starting_values(group).items():
            self[field].put(number)
        self._group = name

    def _open_rules(self, name: str) -> None:
        """Let the pledge move in the group's own steps, and offer what the group offers."""
        if name == self._rules:
            return
        rules = self._pledges(name)
        self._rules = name
        uses = ["special", "pledged", "taken"] if rules.special_savings else ["pledged", "taken"]
        self["dividend_use"].offer(uses)
        step = Fraction(rules.share_value, BAHT)
        for field in (self["pledge"], self["change"]):
            field.span(rules.least_shares * step, rules.most_shares * step, step)
            inside = min(max(field.last, field.lowest), field.end)
            field.set(inside - inside % step)
