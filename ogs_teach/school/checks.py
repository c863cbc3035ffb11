"""What a lesson's pages must fulfil, beside being readable."""

import re
from collections import Counter

from ogs_teach.i18n import Lang
from ogs_teach.school.figures import Figures
from ogs_teach.school.files import File, Table
from ogs_teach.school.glossary import Term
from ogs_teach.school.markdown import Block, links
from ogs_teach.school.questions import Question

_PLAN = re.compile(r"^- (\d+) (?:นาที|min)\s", re.MULTILINE)


def check_kinds(file: File, page: list[Block], kinds: dict[str, tuple[int, int]]) -> None:
    """Each kind of block stands on the page as often as it must."""
    counts = Counter(block.kind for block in page)
    for kind, (least, most) in kinds.items():
        if not least <= counts[kind] <= most:
            file.refuse("block-count", kind=kind, count=f"{least}–{most}", got=counts[kind])


def check_block(block: Block, figures: Figures, terms: dict[str, Term], lang: Lang) -> None:
    """See that figures can be worked out and links lead to terms."""
    for line, expression in block.figures():
        with block.file.telling(line):
            figures.show(expression, lang)
    for line, target in links(block):
        scheme, _, id_ = target.partition(":")
        if scheme != "term" or id_ not in terms:
            block.refuse("bad-link", line, got=target[:40])


def check_alike(file: File, thai: list[Block], english: list[Block]) -> None:
    """Both languages have the same blocks, and in each the same figures.

    `file` is the English one: Thai comes first, so English is what strays.
    """
    if not thai or not english:
        return
    for one, other in zip(thai, english, strict=False):
        if one.head != other.head:
            other.refuse("blocks-differ", th=one.head, en=other.head)
            return
        if _figures(one) != _figures(other):
            other.refuse("figures-differ")
    last = len(file.text.splitlines())
    for block in thai[len(english) :]:
        file.refuse("blocks-differ", last, th=block.head, en="–")
    for block in english[len(thai) :]:
        block.refuse("blocks-differ", th="–", en=block.head)


def check_objectives(
    table: Table, objectives: list[str], page: list[Block], questions: list[Question]
) -> None:
    """Every objective is taught in a block and asked for on the page."""
    for block in page:
        for id_ in sorted(set(block.teaches) - set(objectives)):
            block.refuse("unknown-objective", got=id_, choices=", ".join(objectives))
    taught = {id_ for block in page for id_ in block.teaches}
    asked = {question.objective for question in questions if question.form == "page"}
    if not objectives and "objectives" in table:
        table.refuse("no-objectives", "objectives")
    for id_ in objectives:
        if page and id_ not in taught:
            table.refuse("not-taught", "objectives", id_, got=id_)
        if questions and id_ not in asked:
            table.refuse("not-asked", "objectives", id_, got=id_)


def check_task(table: Table, page: list[Block], exercise_minutes: int) -> None:
    """See that a task has its minutes, and minutes have their task."""
    if page and any(block.kind == "task" for block in page) != bool(exercise_minutes):
        table.refuse("task-or-minutes", "exercise_minutes")


def check_plan(trainer: list[Block], minutes: int) -> None:
    """See that the trainer's plan takes the minutes that the lesson claims."""
    for block in trainer:
        planned = sum(map(int, _PLAN.findall(block.text)))
        if block.kind == "plan" and planned != minutes:
            block.refuse("plan-minutes", planned=planned, minutes=minutes)


def _figures(block: Block) -> list[str]:
    """Return a block's figures in an order that does not hang on the language."""
    return sorted(re.sub(r"\s", "", expression) for _, expression in block.figures())
