"""What an app shows for one set of values."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from html import escape, unescape

from ogs_teach.i18n import Lang, t
from ogs_teach.tables import Sheet, Table


@dataclass(frozen=True)
class Heading:
    """A heading among the results."""

    text: str

    def html(self) -> str:
        """Draw the heading."""
        return f"<h2>{escape(self.text)}</h2>"


@dataclass(frozen=True)
class Note:
    """A paragraph among the results.

    Parameters
    ----------
    text : str
        Plain text; a new line begins a new paragraph.
    kind : "plain", "how", "told", "right", "training" or "warning"
        "how" says how a result is read, "told" what can be done, "right" that sums agree.
        "training" sets off what is a default of the kit; the label that says so is added
        where the text does not have it.
    """

    text: str
    kind: str = "plain"

    def html(self, lang: Lang = "th") -> str:
        """Draw the note."""
        lines = self.text.splitlines()
        label = t("parts.training-default", lang)
        if self.kind == "training" and label not in self.text:
            lines.append(label)
        drawn = "".join(f"<p>{escape(line)}</p>" for line in lines)
        return f'<div class="ogs-note ogs-{self.kind}">{drawn}</div>'


Block = str | Table | Note | Heading


def drawn(block: Block, lang: Lang) -> str:
    """Return a block as HTML."""
    if isinstance(block, str):
        return block
    return block.html() if isinstance(block, Heading) else block.html(lang)


def whole(html: str) -> str:
    """Return a sentence in which no line ends between a number and its unit.

    Examples
    --------
    >>> whole("ออม 100 บาท นาน 2 ปี")
    'ออม 100&nbsp;บาท นาน 2&nbsp;ปี'
    """
    return re.sub(r"(?<=\d) (?=บาท|คน|เดือน|ปี|%|baht|people|months?\b|years?\b)", "&nbsp;", html)


def spoken(html: str) -> str:
    """Return the text of a piece of HTML, as a spreadsheet's cell takes it.

    Examples
    --------
    >>> spoken("<p>จ่าย <b>1,040.00&nbsp;บาท</b></p><p>ก &lt; ข</p>")
    'จ่าย 1,040.00 บาท ก < ข'
    """
    spaced = re.sub(r"</?(?:p|div|br|li)\b[^>]*>", " ", html)
    return " ".join(unescape(re.sub(r"<[^>]+>", "", spaced)).split())


@dataclass(frozen=True)
class View:
    """What an app shows for one set of values.

    Parameters
    ----------
    sentence : str
        The key result in one sentence, as HTML; what a person typed is put through `escape`.
    alert : str, optional
        What must not be overlooked, such as the law's words, as HTML.
    blocks : sequence of str, Table, Note or Heading
        Top to bottom; a str is a chart's SVG, or other HTML.
    below : sequence of str, Table, Note or Heading
        Under the fields that the app names in `App.below`.
    workbook : callable returning a list of Sheet, optional
        Called when the person takes the result home. Inputs and sentence are added.
    """

    sentence: str
    alert: str | None = None
    blocks: Sequence[Block] = ()
    below: Sequence[Block] = ()
    workbook: Callable[[], Sequence[Sheet]] | None = field(default=None, compare=False)
