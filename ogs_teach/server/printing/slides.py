"""Slides for the projector, from the learner's page: large type, one idea on each."""

from dataclasses import dataclass

from markupsafe import Markup, escape

from ogs_teach.i18n import Lang, t
from ogs_teach.school.model import Lesson
from ogs_teach.school.page import Section
from ogs_teach.server.printing.pieces import slides as pieces
from ogs_teach.server.printing.sheets import FILE, Place, draw, numbered, on_paper, say


@dataclass(frozen=True)
class Slide:
    """One slide.

    Parameters
    ----------
    kind : str
        Of the block that it comes from: `story`, `figures`, …
    label, heading : str
    size : str
        How large its type is: `large`, `middle`, `small`, `table`, `picture`, `dense`, `tight`.
    html : str
    """

    kind: str
    label: str
    heading: str
    size: str
    html: Markup


def slides(lesson: Lesson, lang: Lang) -> list[Slide]:
    """Return a lesson's slides."""
    label = numbered(lesson, lang)
    made = [Slide("title", label, lesson.title[lang], "large", _paragraph(lesson.summary[lang]))]
    goals = Markup("").join(
        Markup("<li>{}</li>").format(words[lang]) for words in lesson.objectives.values()
    )
    made += [
        Slide("objectives", label, say(lang, "objectives"), size, piece)
        for size, piece in pieces(f"<ul>{goals}</ul>")
    ]
    for section in lesson.page(lang).sections:
        made += _of_section(section, label, lang)
        if section.kind == "task":
            made[-1] = _with(made[-1], say(lang, "slides.app", app=_app_name(lesson.app, lang)))
            if lesson.further:
                further = say(lang, "slides.further", app=_app_name(lesson.further, lang))
                made[-1] = _with(made[-1], further)
    end = _paragraph(say(lang, "slides.end-about"))
    return [*made, Slide("end", label, say(lang, "slides.end"), "large", end)]


def deck(lesson: Lesson, lang: Lang, place: Place = FILE) -> str:
    """Return a lesson's slides as a document."""
    return str(draw("slides.html", lang, lesson=lesson, slides=slides(lesson, lang), place=place))


def _of_section(section: Section, lesson_title: str, lang: Lang) -> list[Slide]:
    heading = section.heading or section.label
    label = section.label if section.heading else lesson_title
    made = [
        Slide(section.kind, label, heading, size, piece)
        for size, piece in pieces(on_paper(section.html), alone=section.kind == "talk")
    ]
    notes = Markup("").join(Markup("<p>{}</p>").format(note) for note in section.notes)
    if notes and made:
        last = made[-1]
        source = Markup('<div class="source">{}</div>').format(notes)
        size = "middle" if last.size == "large" else last.size  # what stands below takes room
        made[-1] = Slide(last.kind, last.label, last.heading, size, last.html + source)
    if section.kind == "talk":
        first = _paragraph(say(lang, "slides.talk-about"))
        made.insert(0, Slide("talk", label, say(lang, "slides.talk"), "large", first))
    return made


def _with(slide: Slide, words: str) -> Slide:
    html = slide.html + Markup('<p class="app">{}</p>').format(words)
    return Slide(slide.kind, slide.label, slide.heading, slide.size, html)


def _app_name(app: str, lang: Lang) -> str:
    return t(f"server.app.{app}.title", lang)


def _paragraph(words: str) -> Markup:
    return Markup("<p>") + escape(words) + Markup("</p>")
