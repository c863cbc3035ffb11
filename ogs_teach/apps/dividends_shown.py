"""What the dividends app shows: key sentence, changes, heads and every member's part."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from ogs_teach import charts
from ogs_teach.apps.groups import find
from ogs_teach.apps.parts import Block, Column, Heading, Note, Table, escape
from ogs_teach.books import Group, GroupYear
from ogs_teach.dividends import YearEnd
from ogs_teach.i18n import Lang, t
from ogs_teach.inputs import plain
from ogs_teach.money import baht_text, format_baht

ROOM = "dividends_app"
IN_CHART = 3  # who gains most, and as many who lose most: what fits a phone


@dataclass(frozen=True)
class Outcome:
    """A year end by the chosen convention, beside the one by the group's own.

    `invented` is whether the group is one of the samples.
    """

    group: Group
    books: GroupYear
    own: YearEnd
    chosen: YearEnd
    pays_leavers: bool
    refunds_defaulters: bool
    invented: bool = True

    @property
    def year(self) -> int:
        """The accounting year, C.E."""
        return self.books.year

    @property
    def changes(self) -> dict[str, int]:
        """Satang that each member gains by the chosen convention."""
        return {m: part - self.own.dividends[m] for m, part in self.chosen.dividends.items()}

    def name(self, member: str) -> str:
        """Return a member's name."""
        return self.group.members[member].name

    def find(self, asked: str) -> list[str]:
        """Return the members whose number is `asked`, or whose number or name holds it."""
        return find(self.group, asked, self.chosen.dividends)


def sentence(outcome: Outcome, found: Sequence[str], lang: Lang) -> str:
    """Say the key result: of the member asked for, of the change, or of the whole group."""
    chosen = outcome.chosen
    if not chosen.allocation.distributed:
        return t(f"{ROOM}.loss", lang, year=year_name(str(outcome.year), lang))
    if len(found) == 1:
        member = found[0]
        return t(
            f"{ROOM}.sentence-member",
            lang,
            name=escape(outcome.name(member)),
            dividend=format_baht(chosen.dividends[member], lang),
            refund=format_baht(chosen.refunds[member], lang),
            sum=format_baht(chosen.payout(member), lang),
        )
    if outcome.own is not chosen:
        changes = outcome.changes.values()
        if not any(changes):
            return t(f"{ROOM}.sentence-same", lang)
        return t(
            f"{ROOM}.sentence-changed",
            lang,
            more=sum(change > 0 for change in changes),
            less=sum(change < 0 for change in changes),
        )
    return t(
        f"{ROOM}.sentence",
        lang,
        year=year_name(str(outcome.year), lang),
        pool=format_baht(chosen.allocation["dividend"], lang),
        rate=plain(chosen.dividend_rate or 0, 2),
    )


def blocks(outcome: Outcome, found: Sequence[str], members: Table, lang: Lang) -> Iterator[Block]:
    """Show, top to bottom: who was asked for, who gains, the heads, every member."""
    chosen = outcome.chosen
    if not chosen.allocation.distributed:
        yield Note(t(f"{ROOM}.loss-why", lang), "warning")
        return
    if len(found) == 1:
        member = found[0]
        words = t(f"{ROOM}.member-words", lang, words=baht_text(chosen.payout(member)))
        detail = t(
            f"{ROOM}.member-detail",
            lang,
            number=member,
            months=plain(chosen.baht_months(member), 0),
            own=format_baht(outcome.own.payout(member), lang),
        )
        yield Note(f"{words}\n{detail}" if lang == "th" else detail)
    elif found:
        some = ", ".join(f"{m} {outcome.name(m)}" for m in found[:8])
        yield Note(t(f"{ROOM}.several", lang, count=len(found), some=some))
    if outcome.own is not chosen:
        yield from _changes(outcome, lang)
    yield from _allocated(outcome, lang)
    yield Heading(members.caption)
    yield Note("\n".join(_sums(outcome, lang)))
    yield members
    yield Note("\n".join(settings(outcome, lang)), "training" if outcome.invented else "plain")


def _allocated(outcome: Outcome, lang: Lang) -> Iterator[Block]:
    """Draw the heads with their percents; their table goes home in the spreadsheet."""
    allocation = outcome.chosen.allocation
    surplus = format_baht(allocation.surplus, lang)
    yield Heading(t(f"{ROOM}.allocation", lang))
    yield Note(t(f"{ROOM}.whole-surplus", lang, surplus=surplus))
    yield charts.bars(
        {t("dividends.field.surplus", lang): list(allocation.parts.values())},
        [
            f"{t(f'dividends.item.{item}', lang)} {plain(allocation.percents[item])}%"
            for item in allocation.parts
        ],
        title=t(f"{ROOM}.allocation", lang),
        description=t(f"{ROOM}.chart-heads", lang, surplus=surplus),
        lang=lang,
    )


def _changes(outcome: Outcome, lang: Lang) -> Iterator[Block]:
    """Say in words and in a chart who gains and who loses."""
    by_change = sorted(outcome.changes.items(), key=lambda change: (-change[1], change[0]))
    gain = [m for m, change in by_change if change > 0]
    lose = [m for m, change in reversed(by_change) if change < 0]
    own, chosen = (convention_name(str(y.convention), lang) for y in (outcome.own, outcome.chosen))
    yield Heading(t(f"{ROOM}.changes", lang))
    said = [t(f"{ROOM}.compared", lang, own=own, chosen=chosen)]
    for key, members in (("gains", gain), ("loses", lose)):
        if members:
            said.append(
                t(
                    f"{ROOM}.{key}",
                    lang,
                    count=len(members),
                    name=outcome.name(members[0]),
                    amount=format_baht(abs(outcome.changes[members[0]]), lang),
                )
            )
    said.append(t(f"{ROOM}.same-pool" if gain else f"{ROOM}.no-change", lang))
    yield Note("\n".join(said))
    shown = [*gain[:IN_CHART], *reversed(lose[:IN_CHART])]
    if shown:
        yield charts.bars(
            {
                own: [outcome.own.dividends[m] for m in shown],
                chosen: [outcome.chosen.dividends[m] for m in shown],
            },
            [f"{outcome.name(m)} {_signed(outcome.changes[m])}" for m in shown],
            title=t(f"{ROOM}.changes", lang),
            description=t(f"{ROOM}.chart-changes", lang),
            lang=lang,
        )


def _signed(change: int) -> str:
    return ("+" if change > 0 else "") + format_baht(change, unit=False)


def heads(outcome: Outcome, lang: Lang) -> Table:
    """List what each head receives."""
    allocation = outcome.chosen.allocation
    return Table(
        [
            Column(t(f"{ROOM}.column.head", lang)),
            Column("%", "percent"),
            Column(t("money.baht", lang), "baht"),
        ],
        [
            [t(f"dividends.item.{item}", lang), allocation.percents[item], part]
            for item, part in allocation.parts.items()
        ],
        t(f"{ROOM}.heads", lang, year=year_name(str(outcome.year), lang)),
        [
            t(f"{ROOM}.total", lang),
            sum(allocation.percents.values()),
            sum(allocation.parts.values()),
        ],
    )


def members(outcome: Outcome, found: Collection[str], lang: Lang) -> Table:
    """List who was asked for first, then everybody by number; every member stands once."""
    own, chosen = outcome.own, outcome.chosen
    order = [*found, *(m for m in chosen.dividends if m not in set(found))]
    columns = [
        Column(t(f"{ROOM}.column.number", lang)),
        Column(t(f"{ROOM}.column.name", lang)),
        Column(t("dividends.item.dividend", lang), "baht"),
        Column(t("dividends.item.refund", lang), "baht"),
        Column(t(f"{ROOM}.column.sum", lang), "baht"),
    ]
    rows: list[list[Any]] = [
        [m, outcome.name(m), chosen.dividends[m], chosen.refunds[m], chosen.payout(m)]
        for m in order
    ]
    total: list[Any] = [t(f"{ROOM}.total", lang), ""]
    total += [sum(row[column] for row in rows) for column in (2, 3, 4)]
    if own is not chosen:
        columns.append(Column(t(f"{ROOM}.column.change", lang), "baht"))
        for row, member in zip(rows, order, strict=True):
            row.append(outcome.changes[member])
        total.append(sum(outcome.changes.values()))
    columns.append(Column(t("dividends.field.baht_months", lang), "count"))
    for row, member in zip(rows, order, strict=True):
        row.append(chosen.baht_months(member))
    total.append(sum(row[-1] for row in rows))
    return Table(
        columns,
        rows,
        t(f"{ROOM}.members", lang, count=len(rows)),
        total,
        marked=range(len(found)),
    )


def _sums(outcome: Outcome, lang: Lang) -> Iterator[str]:
    """Say that the parts make what was allocated: added up here, not taken on trust."""
    for item, parts in (
        ("dividend", outcome.chosen.dividends),
        ("refund", outcome.chosen.refunds),
    ):
        pool, total = outcome.chosen.allocation[item], sum(parts.values())
        yield t(
            f"{ROOM}.adds-up" if pool == total else f"{ROOM}.off",
            lang,
            item=t(f"dividends.item.{item}", lang),
            count=sum(part > 0 for part in parts.values()),
            sum=format_baht(total, lang),
            pool=format_baht(pool, lang),
        )
    for key, members, receive in (
        ("leavers", outcome.books.left, outcome.pays_leavers),
        ("defaulters", outcome.books.defaulters, outcome.refunds_defaulters),
    ):
        if members:
            yield t(f"{ROOM}.{key}-{'paid' if receive else 'none'}", lang, count=len(members))


def settings(outcome: Outcome, lang: Lang) -> list[str]:
    """Return the lines that stand beside every result."""
    name = str(outcome.chosen.convention).partition("(")[0]
    return [
        t(
            f"{ROOM}.settings",
            lang,
            group=outcome.group.name(lang),
            year=year_name(str(outcome.year), lang),
            convention=convention_name(str(outcome.chosen.convention), lang),
        ),
        t(f"dividends.explained.{name}", lang),
        *([t("parts.training-default", lang)] if outcome.invented else []),
    ]


def convention_name(option: str, lang: Lang) -> str:
    """Name a convention, its cut-off day with it."""
    if option == "own":
        return t(f"{ROOM}.own", lang)
    name, _, day = option.partition("(")
    said = t(f"dividends.convention.{name}", lang)
    return f"{said} {day.rstrip(')')}" if day else said


def year_name(year: str, lang: Lang) -> str:
    """Say a year in the Buddhist Era."""
    return t(f"{ROOM}.year", lang, be=int(year) + 543)
