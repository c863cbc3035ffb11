"""Every byte that a trainee is sent: no key, no trainer's text, nobody else's data."""

import re
from html import unescape

import pytest

from ogs_teach.school import lesson, lessons
from ogs_teach.school.markdown import FIGURE
from tests.classroom.people import LESSONS, Phone, Trainer, fields_for, item, twin
from tests.classroom.test_answers import form_of
from tests.tally import tally

POSTED = ("class/answers", "class/leave", "class/feedback")  # where only forms go
SCRIPT = re.compile(r"<(script|style)\b.*?</\1>", re.S)
LINK = re.compile(r'(?:href|src|action|data-\w+)="(/[^"#]*)')


def plain(page):
    """Return a page's text as people read it, without tags and spaces."""
    return re.sub(r"\s+", "", unescape(re.sub(r"<[^>]+>", " ", SCRIPT.sub(" ", page))))


@pytest.fixture(scope="module")
def served(running):
    """Sit both tests with one phone and follow every link; return all that was sent to it."""
    trainer = Trainer(running)
    trainer.open_class()
    other = Phone(running, trainer.code, "ชื่อลับของคนอื่น", "7")
    phone = Phone(running, trainer.code, "ป้าแดง", "1")
    seen = {}

    def keep(path, answer):
        seen.setdefault(path, b"")
        seen[path] += answer.body + str(answer.headers).encode()

    for sitting in ("pre", "post"):
        trainer.do(f"open {sitting}")
        for each in (other, phone):
            names = each.test(sitting)
            if sitting == "pre":
                each.form = form_of(each)
            keep(f"test {sitting}", each.get(f"class/test/{sitting}"))
            answers = [
                item(sitting, name, fields_for(twin(name, each.form, sitting))) for name in names
            ]
            each.send(*answers)
        phone.finish(sitting)
    seen.pop("test pre"), seen.pop("test post")
    for sitting in ("pre", "post"):  # only what the one phone was sent
        trainer.do(f"open {sitting}")
    trainer.do("feedback on")
    trainer.do("gains on")
    trainer.do("teach 10-year-end")
    late = Phone(running, trainer.code, "มาสาย")
    for lang in ("th", "en"):
        for path in ("class/test/post", "class/feedback"):
            keep(path, late.get(f"{path}?lang={lang}"))
        late.get("class?lang=th")
    todo, done = [f"{path}?lang={lang}" for path in ("", "class") for lang in ("th", "en")], set()
    while todo:
        path = todo.pop()
        if path in done or "/render/" in path or path.startswith("trainer"):
            continue
        done.add(path)
        answer = phone.get(path)
        assert 200 == answer.status or path.partition("?")[0] in POSTED, (path, answer.status)
        keep(path, answer)
        if "text/html" in answer.headers.get("Content-Type", ""):
            todo += [unescape(link)[1:] for link in LINK.findall(answer.text)]
    tally["pages and files that a trainee is sent, searched"] = len(seen)
    return phone, other, {path: body.decode("utf-8", "replace") for path, body in seen.items()}


def test_many_pages_were_searched(served):
    """
    The search reaches every lesson in both languages, the tests and the class.
    """
    _, _, seen = served

    for one in lessons():
        assert f"lessons/{one.name}?lang=th" in seen
        assert f"lessons/{one.name}?lang=en" in seen
    assert {"class/test/post", "class/feedback", "class?lang=th", "glossary?lang=th"} <= set(seen)


def test_no_page_holds_a_solution_or_a_reason(served):
    """
    No solution and no reason of any question, of tests or pages, is sent before an answer.
    """
    _, _, seen = served
    texts = {path: plain(page) for path, page in seen.items()}
    searched = 0
    for one in lessons():
        for question in one.questions:
            hidden = [*question.answer.values()]
            for option in getattr(question, "options", {}).values():
                hidden += [*(option.why or {}).values()]
            hidden += [*getattr(question, "otherwise", {}).values()]
            hidden += [why for slip in getattr(question, "slips", ()) for why in slip.why.values()]
            for secret in hidden:
                searched += 1
                bare = re.sub(r"\s+", "", secret)
                assert not [path for path, text in texts.items() if bare in text], secret
    tally["solutions and reasons that no page holds"] = searched


def test_test_questions_stand_only_in_the_test(served):
    """
    What a test asks is not on any page outside it.
    """
    _, _, seen = served
    for name in LESSONS:
        for form in "AB":
            for question in lesson(name).quiz(form):
                prompts = [re.sub(r"\s+", "", text) for text in question.prompt.values()]
                where = [
                    path
                    for path, page in seen.items()
                    if any(prompt in plain(page) for prompt in prompts)
                ]
                assert [] == [path for path in where if not path.startswith("class/test")]


def test_no_page_holds_the_trainers_text(served):
    """
    No line of a trainer's page, longer than a heading, is sent to a trainee.
    """
    _, _, seen = served
    texts = [plain(page) for page in seen.values()]
    searched = 0
    for one in lessons():
        for lang in ("th", "en"):
            for block in one.trainer(lang).blocks:
                for line in block.text.splitlines():
                    bare = re.sub(r"[\s*#`>]|^\s*[-\d.]+ ", "", line)
                    if len(bare) < 40 or FIGURE.search(line) or "](" in line:
                        continue
                    searched += 1
                    assert not any(bare in text for text in texts), line
    tally["trainer's lines that no trainee is sent"] = searched
    assert searched > 50


def test_no_page_holds_somebody_elses_data(served):
    """
    Neither another's nickname nor another's words stand on any page of this phone.
    """
    _, other, seen = served
    words = other.words

    assert not [path for path, page in seen.items() if "ชื่อลับของคนอื่น" in page or words in page]


def test_the_right_letters_are_not_marked_in_the_page(served):
    """
    A test's page says the same of right and wrong options but their letters and texts.
    """
    _, _, seen = served
    page = seen["class/test/post"]
    shapes = {
        re.sub(r'value="\w"|<span.*', "", option, flags=re.S)
        for option in re.findall(r'<label class="option">(.*?)</label>', page, re.S)
    }
    bare = {re.sub(r'name="\d+-', 'name="', shape).strip() for shape in shapes}

    assert 1 == len(bare)
