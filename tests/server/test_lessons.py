"""Lesson pages: read without script, marked on the server, and the key stays there."""

import re
from html import unescape
from urllib.parse import urlencode

import pytest
import tornado.web

from ogs_teach.i18n import LANGS, t
from ogs_teach.inputs import plain
from ogs_teach.school import lessons
from ogs_teach.server.lessons import handlers
from ogs_teach.server.pages import MissingPage
from tests.server.asking import ask_once

LESSONS = lessons()
QUESTIONS = [(one, question) for one in LESSONS for question in one.quiz()]


def ask(path, fields=None, *, base="/", body=None):
    """Ask a server of lesson pages alone; fields make it a POST."""

    doors = [(base + path_, *rest) for path_, *rest in handlers()]
    application = tornado.web.Application(
        doors, base_url=base, default_handler_class=MissingPage, log_function=lambda _: None
    )
    sent = body if body is not None else urlencode(fields) if fields is not None else None
    return ask_once(application, base + path, sent)


def fields_of(question, given):
    """Return a form's fields for an answer, as the page would send them."""
    fields = {"question": question.id}
    if question.kind == "order":
        return fields | {letter: str(place) for place, letter in enumerate(given, 1)}
    if question.kind == "match":
        return fields | given
    return fields | {"answer": given}


def right_answer(question):
    return plain(question.right, 2) if question.kind == "number" else question.right


def wrong_answer(question):
    if question.kind == "choice":
        return next(letter for letter in question.options if letter != question.right)
    if question.kind == "number":
        return "1"
    if question.kind == "order":
        return tuple(question.options)
    digits = [question.right[letter] for letter in question.options]
    return dict(zip(question.options, digits[1:] + digits[:1], strict=True))


def text_of(html):
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html)))


@pytest.mark.parametrize("lang", LANGS)
def test_the_list_leads_to_every_lesson(lang):
    """
    Each lesson has a card with its title and its address.
    """
    code, html = ask(f"lessons/?lang={lang}")

    assert 200 == code
    for one in LESSONS:
        assert one.title[lang] in unescape(html)
        assert f'href="/lessons/{one.name}?lang={lang}"' in html


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("one", LESSONS, ids=lambda one: one.name)
def test_a_lesson_page_is_whole(one, lang):
    """
    Text, questions, terms and the app's address are there, under any base address.
    """
    code, html = ask(f"lessons/{one.name}?lang={lang}", base="/ogs/")

    assert 200 == code
    assert f'<html lang="{lang}">' in html
    opened = f"/ogs/voila/render/{one.app}.ipynb?lang={lang}&amp;lesson={one.name}"
    assert f'href="{opened}"' in html
    further = f'href="/ogs/voila/render/{one.further}.ipynb?lang={lang}"'
    assert bool(one.further) == (further in html)
    asked = len(one.open_questions())
    assert asked == html.count("<form")
    assert asked == html.count(f'action="/ogs/lessons/{one.name}?lang={lang}#q-')
    for section in one.page(lang).sections:
        assert section.html in html
        assert section.heading in unescape(html)
    for term in one.page(lang).terms:
        assert f'id="term-{term.id}"' in html
    assert not re.search(r"(src|href|action)=\"(https?:)?//", html)


@pytest.mark.parametrize("lang", LANGS)
def test_the_task_beside_its_app_leads_on_as_well(lang):
    """
    Liquidity's task is done in the books; from there the risk app is one tap away.
    """
    _, html = ask(f"lessons/09-liquidity/task?lang={lang}")

    assert f'href="/voila/render/risk.ipynb?lang={lang}"' in html
    assert t("server.app.risk.about", lang) in unescape(html)


def given_away(question, sent, lang):
    """Tell whether a question's own form says its right number, but for what it asks with."""
    form = re.search(rf'id="q-{question.id}".*?</form>', sent, re.S)
    said = form[0] if form else ""
    for asked in (question.prompt[lang], question.hint(lang)):
        said = said.replace(asked, "")
    right = re.escape(f"{float(question.right):,.2f}".rstrip("0").rstrip("."))
    return re.search(rf"(?<![\w.,#-]){right}(?![\w.,-])", re.sub("<[^>]+>", " ", said))


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize(("one", "question"), QUESTIONS, ids=lambda value: getattr(value, "id", ""))
def test_the_page_holds_neither_key_nor_trainers_text(one, question, lang):
    """
    No solution, reason or right number is in the bytes before an answer, nor the trainer's pages.
    """
    for path in (f"lessons/{one.name}?lang={lang}", f"lessons/?lang={lang}"):
        _, html = ask(path)
        sent = unescape(html)  # comments and attributes too

        assert question.solution(lang) not in sent
        for option in getattr(question, "options", {}).values():
            assert option.why is None or option.why[lang] not in sent
        if question.kind == "number":
            assert question.otherwise[lang] not in sent
            assert all(slip.why[lang] not in sent for slip in question.slips)
            assert not given_away(question, sent, lang)
        assert not re.search(r"<(input|option)\b[^>]* (checked|selected)", html)
        quoted = unescape("".join(section.html for section in one.page(lang).sections))
        for section in one.trainer(lang).sections:
            for line in re.findall(r">([^<>]{20,})<", section.html):
                said = unescape(line).strip()
                assert said in quoted or said not in sent  # what learners read may be quoted


@pytest.mark.parametrize("fragment", [{}, {"fragment": "1"}], ids=["whole page", "in place"])
@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize(("one", "question"), QUESTIONS, ids=lambda value: getattr(value, "id", ""))
def test_an_answer_is_marked_on_the_server(one, question, lang, fragment):
    """
    Right brings the solution, wrong its reason and no solution, nothing brings kind words.
    """
    path = f"lessons/{one.name}?lang={lang}"
    for given in (right_answer(question), wrong_answer(question), None):
        fields = fields_of(question, given) if given else {"question": question.id}
        code, html = ask(path, fields | fragment)
        reply = question.reply(given, lang)

        assert 200 == code
        assert f'<div class="{reply.outcome.value}">' in html
        assert reply.verdict in html
        assert reply.reason in text_of(html)
        assert (question.solution(lang) in text_of(html)) == (reply.outcome.value == "right")
        assert ("<html" in html) == (not fragment)
        assert ('name="solution"' in html) == (reply.outcome.value == "wrong")


@pytest.mark.parametrize(("one", "question"), QUESTIONS, ids=lambda value: getattr(value, "id", ""))
def test_the_solution_comes_only_after_an_attempt(one, question):
    """
    Asking for the solution without an answer, or with a broken one, brings none.
    """
    path = f"lessons/{one.name}?lang=en"
    show = {"solution": "1", "fragment": "1"}

    _, before = ask(path, {"question": question.id, **show})
    _, broken = ask(path, {"question": question.id, "answer": "zz", "a": "zz", **show})
    _, after = ask(path, fields_of(question, wrong_answer(question)) | show)

    assert question.solution("en") not in before
    assert question.solution("en") not in broken
    assert question.solution("en") in text_of(after)


def test_answers_are_not_kept():
    """
    The next reader of a page finds it empty.
    """
    one, question = QUESTIONS[0]
    ask(f"lessons/{one.name}", fields_of(question, right_answer(question)))
    _, html = ask(f"lessons/{one.name}")

    assert not re.search(r"<input\b[^>]* checked", html)
    assert "verdict" not in html


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({}, 404),
        ({"question": ""}, 404),
        ({"question": "no-such-question"}, 404),
        ({"question": "x" * 10_000}, 404),
        ({"question": "aim", "answer": "<script>alert(1)</script>"}, 200),
        ({"question": "aim", "answer": "x" * 10_000}, 200),
        ({"question": "mean-loan", "answer": "<script>alert(1)</script>"}, 200),
        ({"question": "mean-loan", "answer": "9" * 10_000}, 200),
        ({"question": "mean-loan", "answer": "\u0e49" * 10_000}, 200),
        ({"question": "mean-loan", "answer": '"><img src=x onerror=alert(1)>'}, 200),
        ({"question": "days", "a": "1", "b": "1", "c": "\x00"}, 200),
        ({"question": "days", **{f"x{n}": "1" for n in range(2_000)}}, 400),
    ],
    ids=lambda value: str(value)[:50],
)
def test_hostile_answers_are_harmless(fields, code):
    """
    Whatever is posted comes back as text, as kind words, or as a page that is not there.
    """
    answer, html = ask("lessons/01-why-save", fields)

    assert answer in {code, 200}
    assert "<script>alert" not in html
    assert "<img" not in html
    assert "Traceback" not in html


def test_a_broken_body_is_answered_kindly():
    """
    Bytes that are no form bring a page for people, not a traceback.
    """
    code, html = ask("lessons/01-why-save", body=b"question=%ff%fe&\xff=1")

    assert code in {400, 404}
    assert "Traceback" not in html
    assert "<h1" in html


@pytest.mark.parametrize(
    "path", ["lessons/99-none", "lessons/..%2f..%2fREADME.md", "lessons/01-why-save/quiz.toml"]
)
def test_only_lessons_have_a_page(path):
    """
    No file of a lesson, and nothing outside the folder, can be asked for.
    """
    code, html = ask(path)

    assert 404 == code
    assert "right =" not in html


def test_the_list_is_found_without_its_slash():
    """
    Whoever types /lessons is sent on.
    """
    assert 302 == ask("lessons")[0]
