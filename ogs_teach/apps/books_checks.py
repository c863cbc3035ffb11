"""Do the sums agree, and what would an auditor say of the books."""

from collections import Counter
from collections.abc import Sequence

from ogs_teach.apps.books_page import Page
from ogs_teach.apps.parts import Block, Column, Heading, Note, Table, View
from ogs_teach.books.agreement import agreements
from ogs_teach.books.audit import examine
from ogs_teach.errors import Problem

MERELY_KNOWN = ("audit.child", "audit.joined")
MOST_TOLD = 20  # of each sort; the spreadsheet has them all


def show_checks(page: Page) -> View:
    """Show every pair of sums that must be one."""
    pairs = agreements(page.group, page.last)
    wrong = [pair for pair in pairs if pair.difference]
    savings = next((pair.left for pair in pairs if pair.key == "savings"), 0)
    notes = [
        Note(
            page.say(
                f"checks.{'wrong' if pair.difference else 'right'}",
                name=page.tables.say(f"agree.{pair.key}"),
                left=page.baht(pair.left),
                right=page.baht(pair.right),
                difference=page.baht(abs(pair.difference)),
            ),
            "warning" if pair.difference else "right",
        )
        for pair in sorted(pairs, key=lambda pair: not pair.difference)
    ]
    return View(
        page.say(f"checks.{'off' if wrong else 'sentence'}", wrong=len(wrong), count=len(pairs)),
        blocks=[
            *notes,
            page.how(
                page.say("checks.read-two"),
                page.say("checks.read-example", savings=page.baht(savings)),
            ),
        ],
    )


def show_auditor(page: Page) -> View:
    """Show what an auditor would point at: what to do first, what to know after."""
    found = examine(page.group, page.last)
    day = page.day(page.last)
    summary = page.group.summary(page.last)
    known = [problem for problem in found if problem.key in MERELY_KNOWN]
    urgent = [problem for problem in found if problem.key not in MERELY_KNOWN]
    if found:
        read = page.say(
            "auditor.read-not-wrong", count=len(found), urgent=len(urgent), known=len(known)
        )
    else:
        read = page.say(
            "auditor.read-clean", loans=page.baht(summary.loans), members=summary.members
        )
    blocks: list[Block] = [page.how(read, page.say("auditor.read-evidence"))]
    for key, problems in (("do", urgent), ("know", known)):
        if problems:
            blocks.append(Heading(f"{page.say(f'auditor.{key}')} ({len(problems)})"))
            blocks += _told(page, problems, "warning" if key == "do" else "plain")
    key = "sentence" if found else "none"
    return View(page.say(f"auditor.{key}", count=len(found), day=day), blocks=blocks)


def auditor_table(page: Page) -> Table:
    """Return all that an auditor would say, for the spreadsheet."""
    found = examine(page.group, page.last)
    rows = [[_say(page, problem)] for problem in sorted(found, key=_merely_known)]
    return Table([Column(page.say("auditor.matter"))], rows, page.say("view.auditor"))


def _told(page: Page, problems: Sequence[Problem], kind: str) -> list[Note]:
    """Word the matters, so many of each sort."""
    told: Counter[str] = Counter()
    lines = []
    for problem in problems:
        told[problem.key] += 1
        if told[problem.key] <= MOST_TOLD:
            lines.append(_say(page, problem))
    left = len(problems) - len(lines)
    notes = [Note(line, kind) for line in lines]
    return [*notes, Note(page.say("auditor.more", count=left))] if left else notes


def _merely_known(problem: Problem) -> bool:
    return problem.key in MERELY_KNOWN


def _say(page: Page, problem: Problem) -> str:
    """Word a matter, with people's names beside their numbers."""
    people = {
        name: page.member(str(value))
        for name, value in problem.values.items()
        if name in ("member", "guardian")
    }
    return Problem(problem.key, values={**problem.values, **people}).say(page.lang)
