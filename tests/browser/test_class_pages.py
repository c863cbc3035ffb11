"""Every page of a class, at both sizes, in both languages."""

import pytest

from tests.browser.axe import serious_faults
from tests.browser.looking import faults_of
from tests.classroom.people import Phone, Trainer, fields_for, item, store_of, twin
from tests.classroom.test_answers import form_of
from tests.server.running import Running

SCREENS = ("join", "plan", "lesson", "test", "gains", "game")


class Hall:
    """A class in the middle of its day."""

    def __init__(self, running):
        self.running = running
        self.trainer = Trainer(running)
        self.trainer.open_class(title="อบรมคณะกรรมการกลุ่มออมทรัพย์", game=True)
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
        with store_of(running) as store:  # a table each, but for one that plays on two phones
            for phone, reached, health in zip(
                phones, (11, 11, 7, 3), (61, 84, 38, 9), strict=False
            ):
                store.keep_game(phone.me, "7-Ab_9" * 12, reached, health)
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


@pytest.mark.parametrize("lang", ["th", "en"])
def test_every_page_of_a_class_is_fit_for_people(hall, visit, lang):
    """
    Nothing scrolls sideways, is small, faint, clipped or hard to touch; axe finds nothing serious.
    """
    found = {}
    for name, path, who, action in pages(hall):
        if action:
            hall.trainer.do(action)
        seen = visit()
        if who:
            seen.context.add_cookies(hall.cookies(who))
        found[name] = faults_of(seen, f"{hall.running.url}{path}?lang={lang}", name, lang)

    assert not any(found.values()), found


def test_axe_sees_what_it_looks_for(hall, phone):
    """
    A page spoilt on purpose is complained of.
    """
    page = phone.open(f"{hall.running.url}join")
    page.evaluate("document.querySelector('main').insertAdjacentHTML('beforeend', '<input>')")

    assert any("label" in fault for fault in serious_faults(page))
