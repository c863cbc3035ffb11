"""What the savings-day lab shows: the slip in hand, the register, the cards, the cash."""

from collections.abc import Iterator
from html import escape

from ogs_teach.apps.parts import Block, Column, Note, Table
from ogs_teach.books import Line
from ogs_teach.books.kinds import CASH, KINDS
from ogs_teach.errors import Problem
from ogs_teach.i18n import Lang, t
from ogs_teach.inputs import plain
from ogs_teach.money import BAHT, baht_text, format_baht
from ogs_teach.savings_day import Paper, SavingsDay
from ogs_teach.savings_day.papers import DAY, DECIDING, FLOAT, MONTHS, start
from ogs_teach.tables import Cell
from ogs_teach.thai import format_date

ROOM = "savings_day_app"
NOTES_AND_COINS = (1000, 500, 100, 50, 20, 10, 5, 2, 1)
COLUMNS = ("savings", "fine", "interest", "principal")


def say(key: str, lang: Lang, **values: object) -> str:
    """Return one of the lab's texts."""
    return t(f"{ROOM}.{key}", lang, **values)


def person(day: SavingsDay, member: str) -> str:
    """Return a member's number and name."""
    return f"{member} {day.group.members[member].name}"


def paper_name(day: SavingsDay, paper: Paper, lang: Lang) -> str:
    """Return how a slip stands in the list: whether it is entered, its number, whose it is."""
    mark = "✓" if paper.helper or day.entries(paper.number) else "○"
    if paper.kind == "passbook":
        return f"? {say('kind.passbook', lang)} {person(day, paper.member)}"
    whose = person(day, paper.member) if paper.member else say("kind.payment", lang)
    return f"{mark} {paper.number} {whose}"


def sentence(day: SavingsDay, lang: Lang) -> str:
    """Say how far the team is: slips that wait, and the cash beside the book."""
    if day.closed:
        return say("sentence.closed", lang, cash=format_baht(day.journal.cash, lang))
    waiting = sum(not p.helper and not day.entries(p.number) for p in day.papers)
    if waiting:
        return say("sentence.waiting", lang, count=waiting)
    difference = day.counted - day.journal.cash
    if difference:
        which = t(f"savings_day.{'over' if difference > 0 else 'short'}", lang)
        amount = format_baht(abs(difference), lang, short=True)
        return say("sentence.difference", lang, which=which, amount=amount)
    return say("sentence.agrees", lang, cash=format_baht(day.counted, lang))


def told(kind: str, problem: Problem, lang: Lang) -> str:
    """Draw a hint."""
    return (
        f'<p class="ogs-told" role="status"><strong>{escape(say(kind, lang))}</strong> '
        f"{escape(problem.say(lang))}</p>"
    )


def face(day: SavingsDay, paper: Paper, lang: Lang) -> str:
    """Draw the slip in hand, and below it what the register says of it."""
    lines = "".join(f"<p>{line}</p>" for line in _written(day, paper, lang))
    words = f"<p>({baht_text(paper.total)})</p>" if lang == "th" else ""
    title = escape(say(f"kind.{paper.kind}", lang))
    number = "" if paper.kind == "passbook" else f" <b>{paper.number}</b>"
    return (
        f'<div class="ogs-slip"><p class="ogs-slip-title">{title}{number}</p>'
        f"<p>{escape(say('date', lang))} {format_date(DAY, lang)}</p>{lines}"
        f'<p class="ogs-slip-sum">{format_baht(paper.total, lang)}</p>{words}</div>'
        f"{_in_the_register(day, paper, lang)}"
    )


def _written(day: SavingsDay, paper: Paper, lang: Lang) -> Iterator[str]:
    """Yield what stands on a slip, line by line."""
    if paper.member:
        yield f"{escape(say('member', lang))} <b>{escape(person(day, paper.member))}</b>"
    group = start()
    if paper.kind in ("deposit", "passbook"):
        key = "for.pledges-late" if paper.instalments > 1 else f"for.{paper.kind}"
        pledge = format_baht(group.pledges_on(DAY)[paper.member], lang, short=True)
        fine = format_baht(group.rules.fines.missed_pledge, lang, short=True)
        yield escape(say(key, lang, pledge=pledge, fine=fine))
    elif paper.kind == "repayment":
        contract = group.loans[paper.loan]
        owed = group.balances(DAY).parts("111")[paper.loan]
        yield escape(
            say(
                "for.repayment",
                lang,
                loan=paper.loan,
                owed=format_baht(owed, lang, short=True),
                rate=plain(contract.rate),
                part=format_baht(contract.principal // contract.periods, lang, short=True),
            )
        )
        if paper.instalments > 1:
            fine = format_baht(group.rules.fines.late_instalment, lang, short=True)
            yield escape(say("for.late", lang, count=paper.instalments, fine=fine))
    elif paper.kind == "loan":
        yield escape(
            say(
                "for.loan",
                lang,
                months=MONTHS,
                savings=format_baht(group.savings_on(DAY)[paper.member], lang, short=True),
                times=plain(group.rules.loans.ordinary.times_savings),
            )
        )
        yield escape(
            say("for.deciding", lang, officers=", ".join(person(day, m) for m in DECIDING))
        )
    else:
        yield escape(say("for.payment", lang))


def _in_the_register(day: SavingsDay, paper: Paper, lang: Lang) -> str:
    entries = day.lines(paper.number)
    if not entries:
        said = "helper-says" if paper.helper and paper.kind != "passbook" else "not-entered"
        return f'<p class="ogs-register">{escape(say(said, lang))}</p>'
    items = "".join(f"<li>{escape(_line(day, line, lang))}</li>" for line in entries)
    title = escape(say("in-the-register", lang))
    return f'<div class="ogs-register"><p><b>{title}</b></p><ul>{items}</ul></div>'


def _line(day: SavingsDay, line: Line, lang: Lang) -> str:
    whose = f" · {person(day, line.member)}" if line.member else ""
    return f"{t(f'group.kind.{line.kind}', lang)} {format_baht(line.amount, lang)}{whose}"


def cash_rows(day: SavingsDay, lang: Lang) -> list[tuple[str, int]]:
    """Return the cash count beside the cash book: names and satang."""
    moved = [entry for entry in day.register if entry.kind not in ("cash_short", "cash_over")]
    came = sum(entry.amount for entry in moved if KINDS[entry.kind].debit == CASH)
    went = sum(entry.amount for entry in moved if KINDS[entry.kind].credit == CASH)
    rows = {"opening": FLOAT, "came": came, "went": -went}
    if day.recorded:
        rows["recorded"] = day.recorded
    rows |= {
        "book": day.journal.cash,
        "counted": day.counted,
        "difference": day.counted - day.journal.cash,
    }
    return [(say(f"cash.{name}", lang), amount) for name, amount in rows.items()]


def mission(lang: Lang) -> str:
    """Say what the game is about."""
    return f'<p class="ogs-told">{escape(say("mission", lang))}</p>'


def cash(day: SavingsDay, lang: Lang) -> str:
    """Draw the cash count beside the cash book."""
    body = "".join(
        f"<tr><th>{escape(name)}</th><td>{format_baht(amount, unit=False)}</td></tr>"
        for name, amount in cash_rows(day, lang)
    )
    return (
        f'<div class="ogs-count"><table><caption>{escape(say("cash.title", lang))}</caption>'
        f"<tbody>{body}</tbody></table><p>{escape(_money(day.counted, lang))}</p></div>"
    )


def _money(counted: int, lang: Lang) -> str:
    """List the notes and coins that two people counted."""
    left, found = counted // BAHT, []
    for worth in NOTES_AND_COINS:
        number, left = divmod(left, worth)
        if number:
            found.append(f"{worth:,}\N{NO-BREAK SPACE}×\N{NO-BREAK SPACE}{number}")
    if counted % BAHT:
        found.append(say("cash.satang", lang, satang=counted % BAHT))
    return f"{say('cash.notes', lang)}: {', '.join(found)}"


def blocks(day: SavingsDay, lang: Lang) -> Iterator[Block]:
    """Yield the slips' sum beside the register's, the register, and the debtor cards."""
    receipts = [paper for paper in day.papers if paper.kind in ("deposit", "repayment")]
    slips = sum(paper.total for paper in receipts)
    entered = sum(line.amount for paper in receipts for line in day.lines(paper.number))
    values = {
        "slips": format_baht(slips, lang),
        "register": format_baht(entered, lang),
        "difference": format_baht(abs(slips - entered), lang),
    }
    yield Note(say("sums", lang, **values))
    yield register(day, lang)
    yield cards(day, lang)


def register(day: SavingsDay, lang: Lang) -> Table:
    """Return the day's register; the last column is what the slip says."""
    money = [Column(say(f"column.{name}", lang), "baht") for name in (*COLUMNS, "out", "slip-sum")]
    rows: list[list[Cell]] = []
    for paper in day.papers:
        lines = day.lines(paper.number)
        out = paper.kind in ("loan", "payment")
        amounts: list[Cell] = [
            sum(line.amount for line in lines if line.kind == kind) or None for kind in COLUMNS
        ]
        paid = sum(line.amount for line in lines) if out else 0
        whose = ", ".join(dict.fromkeys(person(day, line.member) for line in lines if line.member))
        number = "–" if paper.kind == "passbook" and not lines else paper.number
        on_slip: Cell = None if paper.kind == "passbook" or out else paper.total
        rows.append([number, whose or None, *amounts, paid or None, on_slip])
    sums = [sum(cell for row in rows if isinstance(cell := row[at], int)) for at in range(2, 8)]
    columns = [Column(say("column.slip", lang)), Column(say("column.member", lang)), *money]
    total: list[Cell] = [say("total", lang), None, *sums]
    return Table(columns, rows, say("register", lang), total)


def cards(day: SavingsDay, lang: Lang) -> Table:
    """Return the debtor cards: owed before, principal entered today, owed now, the instalment."""
    group, rows = start(), []
    before = group.balances(DAY).parts("111")
    now = day.group.balances(DAY).parts("111")
    for paper in day.papers:
        if paper.kind == "repayment":
            contract = group.loans[paper.loan]
            part = contract.principal // contract.periods * paper.instalments
            owed = before[paper.loan]
            row: list[Cell] = [paper.loan, person(day, paper.member), owed]
            rows.append([*row, part, owed - now[paper.loan] or None, now[paper.loan]])
    names = ("owed", "due", "paid", "left")
    columns = [Column(say("column.loan", lang)), Column(say("column.member", lang))]
    columns += [Column(say(f"column.{name}", lang), "baht") for name in names]
    return Table(columns, rows, say("cards", lang))
