"""Every page of a class and of the course, at both sizes, in both languages."""

import pytest

from ogs_teach.school import lessons
from tests.browser.axe import serious_faults
from tests.browser.test_pages import SCREENSHOTS
from tests.classroom.people import Phone, Trainer, fields_for, item, twin
from tests.classroom.test_answers import form_of
from tests.server.running import Running
from tests.tally import tally

SCREENS = ("join", "plan", "lesson", "test", "gains")


class Hall:
    """A class in the middle of its day."""

    def __init__(self, running):
        self.running = running
        self.trainer = Trainer(running)
        self.trainer.open_class(title="อบรมคณะกรรมการกลุ่มออมทรัพย์")
        phones = [Phone(running, self.trainer.code, f"สมาชิก {n}", str(n % 3 + 1)) for n in range(6)]
        for sitting in ("pre", "post"):
            self.trainer.do(f"open {sitting}")
            for place, phone in enumerate(phones):
                names = phone.test(sitting)
                if sitting == "pre":
                    phone.form = form_of(phone)
                right = 4 + place if sitting == "pre" else 7 + place
                for number, name in enumerate(names):
                    question = twin(name, phone.form, sitting)
                    phone.send(item(sitting, name, fields_for(question, right=number < right)))
            self.trainer.do(f"shut {sitting}")
        for action in ("teach 10-year-end", "feedback on", "gains on"):
            self.trainer.do(action)
        self.phone = phones[0]
        self.newcomer = Phone(running, self.trainer.code, "มาสาย", "2")

    def cookies(self, browser):
        """Return a browser's cookies as Chromium takes them."""
        return [
            {"name": name, "value": value, "url": self.running.url}
            for name, value in browser.cookies.items()
            if name != "lang"
        ]


@pytest.fixture(scope="module")
def hall():
    """Serve a class that has sat both tests."""
    with Running() as running:
        yield Hall(running)


def pages(hall):
    """Yield name, address, who opens it, and what the trainer does before."""
    trainer, phone, nobody = hall.trainer, hall.phone, None
    yield "class-join", f"join/{trainer.code}", nobody, ""
    yield "class-home", "class", phone, ""
    yield "class-feedback", "class/feedback", phone, ""
    yield "class-test", "class/test/post", hall.newcomer, "open post"
    yield "trainer-enter", "trainer/enter", nobody, ""
    yield "trainer-classes", "trainer/", trainer, ""
    yield "trainer-board", f"trainer/class/{trainer.id}", trainer, ""
    for screen in SCREENS:
        yield f"wall-{screen}", f"screen/{trainer.code}", nobody, f"screen {screen}"
    yield "glossary", "glossary", nobody, ""
    yield "course", "lessons/", nobody, ""
    yield "first-page", "", phone, ""
    for lesson in lessons():
        yield f"lesson-{lesson.name[:2]}", f"lessons/{lesson.name}", phone, ""


@pytest.mark.parametrize("lang", ["th", "en"])
@pytest.mark.parametrize("size", ["phone", "laptop"])
def test_every_page_of_class_and_course_is_fit_for_people(hall, visit, size, lang):
    """
    Nothing scrolls sideways, is small, faint, clipped or hard to touch; axe finds nothing serious.
    """
    faults = {}
    for name, path, who, action in pages(hall):
        if action:
            hall.trainer.do(action)
        seen = visit(size)
        if who:
            seen.context.add_cookies(hall.cookies(who))
        url = f"{hall.running.url}{path}?lang={lang}"
        page = seen.open(url)
        SCREENSHOTS.mkdir(exist_ok=True)
        page.screenshot(path=SCREENSHOTS / f"{name}-{size}-{lang}-whole.png", full_page=True)
        page.screenshot(path=SCREENSHOTS / f"{name}-{size}-{lang}.png")
        found = [*seen.faults(), *serious_faults(page), *seen.complaints]
        found += sorted(seen.outside_hosts(url))
        if lang != page.evaluate("document.documentElement.lang"):
            found.append("another language")
        if found:
            faults[name] = found
        seen.close()
        tally["pages of class and course looked over"] += 1

    said = "\n".join(f"{n}: {f}" for n, found in faults.items() for f in found)
    assert not faults, said


def test_axe_sees_what_it_looks_for(hall, phone):
    """
    A page spoilt on purpose is complained of.
    """
    page = phone.open(f"{hall.running.url}join")
    page.evaluate("document.querySelector('input').outerHTML = '<input id=x>'")

    assert any("label" in fault for fault in serious_faults(page))
