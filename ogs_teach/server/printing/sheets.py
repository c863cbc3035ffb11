"""A sheet: one paper as HTML, with what stands at the foot of its pages."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from markupsafe import Markup

from ogs_teach.i18n import Lang, t
from ogs_teach.school.model import Lesson
from ogs_teach.school.questions import letters
from ogs_teach.server.pages import HERE, static, templates

_LINK = re.compile(r"<a [^>]*>")


@dataclass(frozen=True)
class Sheet:
    """One paper; it begins on a page of its own.

    Parameters
    ----------
    id : str
        Small letters, digits and hyphens; no two in a document are alike.
    title : str
        As contents name it.
    foot : str
        What stands at the foot of each of its pages, beside the page's number.
    html : str
    wide : bool
        Whether it lies on its side.
    """

    id: str
    title: str
    foot: str
    html: Markup
    wide: bool = False


def say(lang: Lang, key: str, /, **values: object) -> str:
    """Say one of the texts for print."""
    return t(f"print.{key}", lang, **values)


def number_of(lesson: Lesson) -> int:
    """Return a lesson's number.

    Examples
    --------
    >>> from ogs_teach.school import lesson
    >>> number_of(lesson("02-five-virtues"))
    2
    """
    return int(lesson.name[:2])


def numbered(lesson: Lesson, lang: Lang) -> str:
    """Name a lesson with its number.

    Examples
    --------
    >>> from ogs_teach.school import lesson
    >>> numbered(lesson("01-why-save"), "en")
    'Lesson 1: Why save together'
    """
    gap = " " if lang == "th" else ": "
    return f"{say(lang, 'lesson', number=number_of(lesson))}{gap}{lesson.title[lang]}"


def on_paper(html: str) -> Markup:
    """Return a section's HTML without links: paper has none.

    Examples
    --------
    >>> on_paper('a <a class="term" href="#term-group">group</a>')
    Markup('a <span class="term">group</span>')
    """
    html = _LINK.sub('<span class="term">', html).replace("</a>", "</span>")
    return Markup(html)  # noqa: S704 - made by `to_html`, without HTML of authors


def draw(template: str, lang: Lang, **values: Any) -> Markup:
    """Render one of the templates in `templates/print/`."""
    shared = {
        "lang": lang,
        "t": lambda key, **blanks: t(key, lang, **blanks),
        "say": partial(say, lang),
        "on_paper": on_paper,
        "letters": letters(lang),
        "number_of": number_of,
        "numbered": lambda lesson: numbered(lesson, lang),
    }
    made = templates().get_template(f"print/{template}").render({**shared, **values})
    return Markup(made)  # noqa: S704 - the templates escape


@dataclass(frozen=True)
class Place:
    """Where a document is shown: by the server, or from a file of its own.

    Parameters
    ----------
    base : str, optional
        Where the server's addresses begin; None for a file, which carries all that it needs.
    other_language, back : str
        Addresses; empty for none.
    """

    base: str | None = None
    other_language: str = ""
    back: str = ""

    def dress(self, *names: str) -> Markup:
        """Return what brings in styles and scripts."""
        parts = []
        for name in names:
            if self.base is not None:
                address = static(self.base, name)
                made = (
                    Markup('<link rel="stylesheet" href="{}">')
                    if name.endswith(".css")
                    else Markup('<script src="{}" defer></script>')
                )
                parts.append(made.format(address))
            else:
                content = (HERE / "static" / name).read_text(encoding="utf-8")
                around = "style" if name.endswith(".css") else "script"
                parts.append(Markup(f"<{around}>\n{content}</{around}>"))  # noqa: S704 - our own files
        return Markup("\n").join(parts)


FILE = Place()


def document(title: str, sheets: Sequence[Sheet], lang: Lang, place: Place = FILE) -> str:
    """Bind sheets into one document that prints on A4.

    Parameters
    ----------
    title : str
    sheets : sequence of Sheet
    lang : "th" or "en"
    place : Place
        Where it will be shown.
    """
    return str(
        draw(
            "document.html",
            lang,
            title=title,
            sheets=sheets,
            place=place,
            rules=_rules(sheets, lang),
        )
    )


def _rules(sheets: Sequence[Sheet], lang: Lang) -> Markup:
    """Return the style that says what stands at the foot of each sheet's pages."""
    rules = []
    number = f'"{_quoted(say(lang, "page"))} " counter(page)'
    for sheet in sheets:
        page = "size: A4 landscape; margin: 0;" if sheet.wide else ""
        if sheet.foot and not sheet.wide:
            page = f'@bottom-left {{ content: "{_quoted(sheet.foot)}"; }} '
            page += f"@bottom-right {{ content: {number}; }}"
        rules.append(f"@page {sheet.id} {{ {page} }} #{sheet.id} {{ page: {sheet.id}; }}")
    return Markup("\n".join(rules))  # noqa: S704 - quoted for a style sheet


def _quoted(text: str) -> str:
    r"""Quote a text for a style sheet inside HTML.

    Examples
    --------
    >>> _quoted('a "b" </style>')
    'a \\22 b\\22  \\3c /style\\3e '
    """
    return re.sub(r'[\\"<>&\x00-\x1f]', lambda found: f"\\{ord(found[0]):x} ", text)
