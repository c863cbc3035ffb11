"""What papers hold: everything for whom they are, and nothing of the trainer's for learners."""

import re
from xml.etree import ElementTree

import pytest

from ogs_teach.i18n import LANGS, catalogue, t
from ogs_teach.inputs import plain
from ogs_teach.school.assessment import USUAL
from ogs_teach.school.questions import Choice, Match, Number, Order
from ogs_teach.server.printing import tests
from ogs_teach.server.printing.answers import reasons, right
from ogs_teach.server.printing.catalogue import DOCUMENTS
from ogs_teach.server.printing.papers import handout, worksheet
from ogs_teach.server.printing.sheets import document, on_paper
from tests.printing.reading import LEARNERS, LESSONS, TRAINERS, printed, read, squeezed, words
from tests.tally import tally

SHORT = 12  # letters below which a text may well stand elsewhere, too
both = pytest.mark.parametrize("lang", LANGS)


def secrets(lang):
    """Yield every text that only trainers read."""
    for lesson in LESSONS:
        for question in lesson.questions:
            yield question.solution(lang)
            yield from (why for _, why in reasons(question, lang))
        for section in lesson.trainer(lang).sections:
            yield from re.split(r"\n", re.sub(r"<[^>]+>", "\n", section.html))


@both
@pytest.mark.parametrize("name", LEARNERS)
def test_learners_papers_hold_nothing_of_the_trainers(name, lang):
    """
    No solution, no reason, no line of the trainer's page stands on what learners get.
    """
    theirs = read(name, lang)
    pages = {
        squeezed(words(section.html)) for one in LESSONS for section in one.page(lang).sections
    }
    shown = "".join(pages)  # a trainer's line may quote the learner's page
    asked = "".join(squeezed(str(q.public(lang))) for one in LESSONS for q in one.questions)
    for secret in map(squeezed, secrets(lang)):
        if len(secret) >= SHORT and secret not in shown and secret not in asked:
            assert secret not in theirs
            tally["trainer's texts searched for in learners' papers"] += 1
    assert squeezed(t("print.trainer-only", lang)) not in theirs


@both
@pytest.mark.parametrize("name", ["handouts", "worksheets", "slides"])
def test_questions_of_the_tests_are_not_given_away(name, lang):
    """
    What the tests ask stands on no other paper of the learners.
    """
    open_ = "".join(
        squeezed(question.prompt[lang])
        for lesson in LESSONS
        for question in (*lesson.quiz(), *lesson.quiz("task"))
    )
    for lesson in LESSONS:
        for question in (*lesson.quiz("A"), *lesson.quiz("B")):
            asked = squeezed(question.prompt[lang])
            assert asked in open_ or asked not in read(name, lang)


@both
def test_every_handout_holds_the_whole_page(lang):
    """
    All sections but the task, which the worksheet has, and every term that they link to.
    """
    for lesson in LESSONS:
        theirs = squeezed(words(handout(lesson, lang).html))
        for section in lesson.page(lang).sections:
            body = squeezed(words(section.html))
            assert (body in theirs) is (section.kind != "task"), section.kind
        for term in lesson.page(lang).terms:
            assert squeezed(term.meaning[lang]) in theirs


@both
def test_what_is_to_be_read_after_talking_comes_last(lang):
    """
    Where each way leads stands behind the key points, so that nobody sees it before talking.
    """
    for lesson in LESSONS:
        theirs = handout(lesson, lang).html

        assert theirs.index('class="block keypoints"') < theirs.index('class="block talk"')


@both
def test_worksheets_leave_room_for_every_answer(lang):
    """
    The task and every question of the page, a box for each thing to tick, order or join.
    """
    for lesson in LESSONS:
        html = worksheet(lesson, lang).html
        asked = [*lesson.quiz("task"), *lesson.quiz()]
        boxes = sum(
            len(question.options)
            for question in asked
            if isinstance(question, Choice | Order | Match)
        )
        rooms = sum(isinstance(question, Number) for question in asked)

        assert boxes == html.count('<span class="box')
        assert rooms == html.count('class="working"')
        assert all(squeezed(q.prompt[lang]) in squeezed(words(html)) for q in asked)
        assert 'class="line"' in html
        tally["questions printed with room to answer"] += len(asked)


@both
def test_the_answer_sheet_solves_every_question(lang):
    """
    Right answer, solution and the reason of every wrong one, for page, task and both tests.
    """
    theirs = read("answers", lang)
    for lesson in LESSONS:
        for question in lesson.questions:
            for line in right(question, lang):
                assert squeezed(line) in theirs
            assert squeezed(question.solution(lang)) in theirs
            for wrong, why in reasons(question, lang):
                assert squeezed(f"{wrong} – {why}") in theirs


def test_right_answers_are_those_that_are_marked_right():
    """
    What the sheet calls right, marking calls right as well.
    """
    for lesson in LESSONS:
        for question in lesson.questions:
            said = right(question, "en")
            if isinstance(question, Number):
                given = said[0].split(" ")[0]
            elif isinstance(question, Choice):
                given = said[0][0].lower()
            elif isinstance(question, Order):
                places = {option.text["en"]: letter for letter, option in question.options.items()}
                given = [places[line.partition(". ")[2]] for line in said]
            else:
                given = {
                    line[0].lower(): line.partition(" → ")[2].partition(".")[0] for line in said
                }
            assert "right" == question.check(given).value, (lesson.name, question.id)
            tally["printed answers marked right"] += 1


@both
def test_the_guide_holds_every_lesson_and_what_to_prepare(lang):
    """
    All trainer's sections, all materials, the minutes of each lesson; two days end with the game.
    """
    theirs = read("guide", lang)
    game = f"14:10–15:40{t('timetable.kind.game', lang)}90"
    assert squeezed(f"{game}15:40–15:50{t('timetable.kind.post', lang)}") in theirs
    for lesson in LESSONS:
        for section in lesson.trainer(lang).sections:
            assert squeezed(words(section.html)) in theirs
        assert all(theirs.count(squeezed(one[lang])) >= 2 for one in lesson.materials.values())
    assert plain(sum(one.minutes for one in LESSONS)) in theirs


@both
def test_the_guide_tells_how_to_lead_the_game(lang):
    """
    What to do before, while they play and afterwards; that its figures are made up.
    """
    theirs = read("guide", lang)
    for key, words_ in catalogue("print").items():
        if key.startswith("guide.game.do."):
            assert squeezed(words_[lang]) in theirs, key
    assert squeezed(t("print.guide.game.lead", lang, minutes=90)) in theirs


@both
@pytest.mark.parametrize("name", TRAINERS)
def test_every_trainers_page_says_for_whom_it_is(name, lang):
    """
    At its head and at the foot of each of its pages.
    """
    warning = t("print.trainer-only", lang)
    for sheet in DOCUMENTS[name].sheets(LESSONS, lang):
        assert warning in sheet.html
        assert sheet.foot.endswith(warning)


@both
def test_paper_tests_ask_pair_by_pair(lang):
    """
    Twelve questions; form A and form B are twins in the same order; the key solves both.
    """
    chosen = tests.choose(LESSONS)
    papers = {form: squeezed(words(tests.paper(chosen, form, lang).html)) for form in ("A", "B")}
    key = squeezed(words(tests.key(chosen, LESSONS, lang).html))

    assert USUAL == len(chosen)
    for form, other in (("A", "B"), ("B", "A")):
        at = -1
        for pair in chosen:
            asked = squeezed(pair.twins[form].prompt[lang])
            found = papers[form].find(asked, at + 1)
            assert found > at
            at = found
            twin = squeezed(pair.twins[other].prompt[lang])
            assert twin == asked or twin not in papers[form]
            assert all(squeezed(line) in key for line in right(pair.twins[form], lang))


def test_paper_tests_are_the_same_each_time():
    """
    Sheets that were printed on two days fit together, and their key fits both.
    """
    assert tests.choose(LESSONS) == tests.choose(LESSONS)


@both
def test_lessons_without_pairs_print_a_word_instead_of_a_test(lang):
    """
    Where there is nothing to ask, the page says so.
    """
    html = document("x", DOCUMENTS["test-a"].sheets([], lang), lang)

    assert t("print.test.none", lang) in html


@both
@pytest.mark.parametrize("name", [*DOCUMENTS, "slides"])
def test_a_file_carries_all_that_it_needs(name, lang):
    """
    Styles, scripts and pictures stand inside; no address leads out of the file.
    """
    html = printed(name, lang)

    assert "<style>" in html
    assert not re.search(r'(?:src|href)="(?!#|data:,)', html)
    assert not re.search(r"url\((?!#)", html)
    assert f'<html lang="{lang}">' in html


@both
@pytest.mark.parametrize("name", DOCUMENTS)
def test_no_two_things_in_a_document_have_one_id(name, lang):
    """
    So that contents lead where they say, and charts are filled with their own hatching.
    """
    ids = re.findall(r'<article class="[^"]*" id="([^"]+)"', printed(name, lang))

    assert len(ids) == len(set(ids))
    assert all(re.fullmatch(r"[a-z][a-z0-9-]*", one) for one in ids)


def test_paper_has_no_links():
    """
    A term that a page links to is set off on paper, but leads nowhere.
    """
    for lesson in LESSONS:
        for section in lesson.page("th").sections:
            assert "<a" not in on_paper(section.html)
            ElementTree.fromstring(f"<x>{on_paper(section.html).replace('&nbsp;', ' ')}</x>")
