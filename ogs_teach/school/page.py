"""A lesson's page, ready to be shown: headings, HTML, where its figures come from."""

import re
from dataclasses import dataclass
from functools import cached_property
from html import escape

from ogs_teach.i18n import Lang, t
from ogs_teach.school.drawing import to_picture
from ogs_teach.school.figures import Figures
from ogs_teach.school.glossary import Term
from ogs_teach.school.markdown import Block, fill, links, to_html

MANY = 20
LEARNER = {
    "story": (1, 1),
    "idea": (0, MANY),
    "figures": (1, 1),
    "decision": (1, 1),
    "talk": (1, 1),
    "chart": (0, 3),
    "task": (0, 1),
    "keypoints": (1, 1),
}
TRAINER = {
    "plan": (1, 1),
    "say": (1, 1),
    "mistakes": (1, 1),
    "debrief": (1, 1),
    "unplugged": (1, 1),
}
_HEADING = re.compile(r"\s*## +(.+?)\s*\n")


@dataclass(frozen=True)
class Section:
    """One block as people see it.

    Parameters
    ----------
    kind : str
    label : str
        What the kind is called: เรื่องเล่า, ตัวเลข.
    heading : str
        The author's heading; empty if there is none.
    html : str
    notes : tuple of str
        Where the figures come from, and what they are not.
    """

    kind: str
    label: str
    heading: str
    html: str
    notes: tuple[str, ...]


class Page:
    """The sections of a page in one language; Jupyter shows it as it is.

    Parameters
    ----------
    blocks : list of Block
    lang : "th" or "en"
    figures : Figures
    glossary : dict of {id: Term}
    """

    def __init__(
        self, blocks: list[Block], lang: Lang, figures: Figures, glossary: dict[str, Term]
    ) -> None:
        self.blocks = blocks
        self.lang = lang
        self.figures = figures
        self._glossary = glossary

    @cached_property
    def sections(self) -> list[Section]:
        """The blocks, in order."""
        return [self._section(block) for block in self.blocks]

    @cached_property
    def terms(self) -> list[Term]:
        """The glossary's terms that the page links to, in the order they come."""
        ids = (target.removeprefix("term:") for block in self.blocks for _, target in links(block))
        return [self._glossary[id_] for id_ in dict.fromkeys(ids)]

    def _show(self, expression: str) -> str:
        return self.figures.show(expression, self.lang)

    def _section(self, block: Block) -> Section:
        found = _HEADING.match(block.text)
        heading, table_name = found[1] if found else "", t("school.table", self.lang)
        if block.chart:
            heading = block.chart.title
            html = to_picture(block.chart, self.figures, self.lang, table_name)
        else:
            text = block.text[found.end() :] if found else block.text
            html = to_html(text, self._show, table_name=table_name)
        origins = {
            origin
            for _, expression in block.figures()
            for origin in self.figures.origins_of(expression)
        }
        return Section(
            block.kind,
            t(f"school.block.{block.kind}", self.lang),
            fill(heading, self._show),
            html,
            tuple(t(f"school.origin.{origin}", self.lang) for origin in sorted(origins)),
        )

    def html(self) -> str:
        """Return the whole page as HTML, for a notebook."""
        parts = []
        for section in self.sections:
            heading = escape(section.heading or section.label)
            text = section.html + "".join(
                f'<p class="source">{escape(note)}</p>' for note in section.notes
            )
            if section.kind == "talk":
                summary = escape(t("lessons_page.open-talk", self.lang))
                text = f"<details><summary>{summary}</summary>{text}</details>"
            parts.append(f"<h2>{heading}</h2>{text}")
        terms = "".join(
            f'<dt id="term-{term.id}">{escape(term.say(self.lang))}</dt>'
            f"<dd>{escape(term.meaning[self.lang])}</dd>"
            for term in self.terms
        )
        if terms:
            parts.append(f"<h2>{escape(t('lessons_page.terms', self.lang))}</h2><dl>{terms}</dl>")
        return "".join(parts)

    def _repr_html_(self) -> str:
        return self.html()
