"""The common face of apps, driven without a browser."""

import gc
import logging
import subprocess
import sys
import weakref
from fractions import Fraction

import ipywidgets
import pytest

from ogs_teach.apps.parts import App, Baht, Note, View, face
from tests.apps.demo import DemoApp


def sentence(app):
    return app._sentence.value


def card(app):
    return app._card.value


def is_hidden(widget):
    return "ogs-hidden" in widget._dom_classes


def test_an_app_opens_in_thai_with_a_result(app):
    """
    Without a wish, the page is Thai, the key sentence stands, nothing is complained of.
    """
    assert "สมศรี จ่ายดอกเบี้ย 1,040.00 บาท" in app.said
    assert "<h1>เงินกู้ตัวอย่าง</h1>" == app._title.value
    assert "English" == app._toggle.description
    assert "" == card(app)


@pytest.mark.parametrize(
    ("asked", "lang"), [("lang=en", "en"), ("lang=th", "th"), ("lang=xx", "th"), ("", "th")]
)
def test_the_page_asks_for_a_language(words, monkeypatch, asked, lang):
    """
    `?lang=en` opens an app in English; anything unknown in Thai.
    """
    monkeypatch.setenv("QUERY_STRING", asked)
    app = DemoApp()

    assert lang == app.lang
    app.close()


def test_the_toggle_says_everything_in_the_other_language(app):
    """
    Labels, buttons, options, sentence, chart and table change; widgets and values stay.
    """
    before = list(app._make.made)
    app["principal"].box.value = "30,000"
    app._toggle.click()

    assert "สมศรี pays 1,560.00 baht of interest" in app.said
    assert "principal (baht)" == app["principal"].box.description
    assert "term (months)" == app["months"].box.description
    assert "Less: principal" == app["principal"].less.tooltip
    assert ("mine", "the group's") == app["view"].box._options_labels
    assert "what is paid out" in app["principal"].help.value
    assert "30,000" == app["principal"].box.value
    assert "schedule" in app._slots[2].value
    assert before == app._make.made


def test_a_choice_survives_the_toggle(app):
    """
    Relabelling options neither changes the choice nor computes for each widget it sets.
    """
    app["view"].box.value = "group"
    computed = app.computed
    app.speak("en")

    assert "group" == app["view"].box.value
    assert computed + 1 == app.computed


def test_slider_box_and_buttons_hold_one_value(app):
    """
    Whichever is moved, the others follow, and the value is exact.
    """
    rate = app["rate"]
    rate.slider.value = rate.slider.value + rate.slider.step
    assert "0.85" == rate.box.value
    rate.more.click()
    assert (Fraction(9, 10), "0.9") == (rate.read(), rate.box.value)
    rate.box.value = "๑.๒๕"
    assert "1.25" == rate.box.value
    assert Fraction(5, 4) == Fraction(rate.slider.value, rate._scale)
    rate.less.click()
    assert Fraction(6, 5) == rate.read()


def test_a_slider_never_rounds_what_was_typed(app):
    """
    20,123.50 baht stays 20,123.50, though the slider can only stand at whole steps.
    """
    principal = app["principal"]
    principal.box.value = "๒๐,๑๒๓.๕"

    assert 2_012_350 == principal.read()
    assert "20,123.50" == principal.box.value
    assert 20_000 == principal.slider.value


@pytest.mark.parametrize(
    ("typed", "button", "stays"),
    [("1,000,000", "more", "1,000,000"), ("100", "less", "100"), ("999,999", "more", "1,000,000")],
)
def test_buttons_stop_at_the_bounds(app, typed, button, stays):
    """
    + and − go up to the bounds and no farther.
    """
    app["principal"].box.value = typed
    getattr(app["principal"], button).click()

    assert stays == app["principal"].box.value
    assert "" == card(app)


@pytest.mark.parametrize(
    ("typed", "more", "less"),
    [("20,000", "20,500", "19,500"), ("20,123.50", "20,500", "20,000"), ("100", "500", "100")],
)
def test_buttons_and_sliders_stand_at_round_numbers(app, typed, more, less):
    """
    + and − go to the next multiple of the step, as people expect; the slider too.
    """
    for button, becomes in (("more", more), ("less", less)):
        app["principal"].box.value = typed
        getattr(app["principal"], button).click()
        assert becomes == app["principal"].box.value
    app["principal"].slider.value = 500
    assert "500" == app["principal"].box.value
    app["principal"].slider.value = 0
    assert "100" == app["principal"].box.value


def test_a_value_beyond_the_slider_leaves_it_at_its_end(app):
    """
    The box takes more than the slider shows.
    """
    app["principal"].box.value = "500,000"

    assert 50_000_000 == app["principal"].read()
    assert 100_000 == app["principal"].slider.value


def test_all_problems_are_told_at_once_in_both_languages(app):
    """
    Bad inputs stay as typed, are marked, and stand in one card; the last result is greyed.
    """
    app["rate"].box.value = "abc"
    app["months"].box.value = "๓๖๑"
    good = sentence(app)

    assert "กรุณาแก้ 2 จุด" in card(app)
    assert 'role="alert"' in card(app)
    assert "อัตราดอกเบี้ยต่อเดือน: “abc” ไม่ใช่ตัวเลข" in card(app)
    assert "ผ่อนนาน: “๓๖๑” มากเกินไป" in card(app)
    assert "ผลที่เห็นอยู่เป็นผลก่อนหน้านี้" in card(app)
    assert "abc" == app["rate"].box.value
    assert "ogs-wrong" in app["rate"].whole._dom_classes
    assert "ogs-wrong" not in app["principal"].whole._dom_classes
    assert "ogs-stale" in app._results._dom_classes

    app.speak("en")
    assert "Please correct 2" in card(app)
    assert "interest a month: “abc” is not a number" in card(app)
    assert good != sentence(app)
    assert "1,040.00 baht of interest" in app.said

    app["rate"].box.value = "0.8"
    app["months"].box.value = "12"
    assert "" == card(app)
    assert "ogs-stale" not in app._results._dom_classes
    assert "ogs-wrong" not in app["rate"].whole._dom_classes


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        (name, typed)
        for name in ("principal", "rate", "months")
        for typed in (
            "",
            "  ",
            "abc",
            "-5",
            "1,23",
            "1.2.3",
            "๑๒์๓",
            "1e5",
            "NaN",
            "inf",
            "1000000000000000",
            "<b>1</b>",
            "9" * 5000,
        )
    ],
)
def test_what_cannot_be_read_is_named_with_a_remedy(app, name, typed):
    """
    The card names the field and what to do, in Thai and in English; nothing is raised.
    """
    app[name].box.value = "5" if name == "rate" else "200"
    app[name].box.value = typed

    assert f"{app[name].label('th').partition(' (')[0]}: " in card(app)
    assert "กรุณา" in card(app).partition("<ul>")[2]
    app.speak("en")
    assert f"{app[name].label('en').partition(' (')[0]}: " in card(app)
    assert "<b>1" not in card(app)


def test_a_problem_that_the_view_finds_marks_its_field(app):
    """
    An error of the calculator is worded as one of the inputs is.
    """
    app["principal"].box.value = "666"

    assert "เงินต้น: ยอดนี้กู้ไม่ได้" in card(app)
    assert "ogs-wrong" in app["principal"].whole._dom_classes


def test_a_mistake_of_the_kit_is_kind_words_and_a_line_in_the_log(app, caplog):
    """
    No traceback and no secret reaches the page; the log has both.
    """
    with caplog.at_level(logging.ERROR, "traitlets"):
        app["who"].box.value = "boom"

    assert "คำนวณไม่สำเร็จ กรุณา" in card(app)
    assert "secret" not in card(app)
    assert "secret" in caplog.text


def test_what_people_type_is_text_on_the_page(app):
    """
    A name with markup is shown, not obeyed.
    """
    app["who"].box.value = "<img src=x onerror=alert(1)>"

    page = sentence(app) + "".join(slot.value for slot in app._slots) + card(app)
    assert "<img" not in page
    assert "&lt;img" in sentence(app)


def test_hidden_fields_are_neither_shown_nor_in_the_way(app):
    """
    What the present choice makes needless is gone; a bad value there disturbs nobody.
    """
    app["who"].box.value = "x" * 99
    assert "ยาวเกินไป" in card(app)
    app["view"].box.value = "group"

    assert is_hidden(app._parts[-1].whole)
    assert "" == card(app)
    app["view"].box.value = "mine"
    assert not is_hidden(app._parts[-1].whole)
    assert "ยาวเกินไป" in card(app)


def test_a_folded_section_opens_when_something_in_it_is_wrong(app):
    """
    Rarely used fields start folded, unfold by a button, and when they need to be seen.
    """
    section = app._parts[-1]
    assert is_hidden(section.inside)
    section.button.click()
    assert not is_hidden(section.inside)
    section.button.click()
    app["who"].box.value = "x" * 99
    assert not is_hidden(section.inside)


def test_fewer_blocks_leave_no_old_ones(app):
    """
    When a view shows less than the one before, the rest is emptied; widgets are kept.
    """
    assert all(slot.value for slot in app._slots)
    app["view"].box.value = "group"

    assert [True, False, False, False] == [bool(slot.value) for slot in app._slots]


def test_only_what_changed_is_sent(app):
    """
    One message for each widget whose content changed, none for the others, no new widget.
    """
    sent = []
    widgets = [widget for widget in app._make.made if isinstance(widget, ipywidgets.DOMWidget)]
    for widget in widgets:
        widget.observe(lambda change: sent.append((change["owner"], change["name"])))
    app["rate"].slider.value += 1 * app["rate"].slider.step

    expected = {
        (app["rate"].slider, "value"),
        (app["rate"].box, "value"),
        (app._sentence, "value"),
    }
    assert expected == {(owner, name) for owner, name in sent if name == "value"}
    assert len(sent) == len(expected)
    assert widgets == [w for w in app._make.made if isinstance(w, ipywidgets.DOMWidget)]


def test_the_alert_comes_and_goes(app):
    """
    What must not be overlooked stands while it is true.
    """
    app["rate"].box.value = "1.26"
    assert "15 %" in app._alert.value
    app["rate"].box.value = "1.25"
    assert "" == app._alert.value


@pytest.mark.parametrize("text", ["ค่าปรับ 5 บาท", "กำหนดเพื่อการฝึก ไม่ใช่เกณฑ์ของกรมการพัฒนาชุมชน"])
def test_a_training_default_always_carries_its_label(text):
    """
    The label is added once where the text does not have it.
    """
    html = Note(text, "training").html("th")

    assert 1 == html.count("กำหนดเพื่อการฝึก ไม่ใช่เกณฑ์ของกรมการพัฒนาชุมชน")
    assert text in html


def test_a_closed_app_is_forgotten(words):
    """
    An app that is closed and dropped leaves nothing behind: kernels live for hours.
    """
    app = DemoApp()
    gone = [weakref.ref(app), *(weakref.ref(widget) for widget in app._make.made)]
    app["rate"].box.value = "1"
    app.close()
    del app
    gc.collect()

    assert [] == [ref() for ref in gone if ref() is not None]


def test_a_first_view_that_fails_still_opens(words):
    """
    Where nothing has been computed yet, the card stands alone.
    """

    class Broken(DemoApp):
        def view(self, values, lang):
            raise RuntimeError

    app = Broken()

    assert "คำนวณไม่สำเร็จ" in card(app)
    assert "ผลก่อนหน้า" not in card(app)
    app.close()


def test_an_app_can_set_a_field_without_computing(app):
    """
    When a group is opened, its numbers are put in the boxes in one go.
    """
    computed = app.computed
    app["principal"].set(5000)
    app["view"].offer(["group"])

    assert ("5,000", 5000) == (app["principal"].box.value, app["principal"].slider.value)
    assert "group" == app["view"].read()
    assert computed == app.computed


def test_every_control_is_a_core_control(app):
    """
    A phone's page loads the core controls and nothing else.
    """
    assert {"@jupyter-widgets/controls", "@jupyter-widgets/base"} == {
        widget._model_module for widget in app._make.made
    }


def test_widgets_share_layout_and_styles(app):
    """
    One layout for all, one style of each kind: a third of the models a phone would load.
    """
    layouts = [widget for widget in app._make.made if isinstance(widget, ipywidgets.Layout)]
    styles = [w for w in app._make.made if type(w).__name__.endswith("Style")]

    assert 1 == len(layouts)
    assert len(styles) == len({type(style) for style in styles})


def test_the_face_asks_no_outside_host():
    """
    Style and script are carried in the page; no address stands in them.
    """
    assert "://" not in face()
    assert "@import" not in face()
    assert "url(" not in face()


def test_building_an_app_imports_nothing_heavy():
    """
    A kernel that only draws a slider carries no pandas, no numpy, no spreadsheet writer.
    """
    code = (
        "import sys, ogs_teach.apps, ogs_teach.apps.parts\n"
        "heavy = {'pandas', 'numpy', 'matplotlib', 'xlsxwriter', 'urllib.request'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert "[]" == done.stdout.strip()


def test_the_example_of_the_module_is_what_apps_look_like(words):
    """
    A field and a function make an app.
    """

    class Small(App):
        room = "demo"

        def fields(self):
            return [Baht("principal", 100, lowest=10, highest=1000, step=10)]

        def view(self, values, lang):
            return View(str(values["principal"]), blocks=[Note("a\nb")])

    app = Small("en")

    assert ">10000<" in sentence(app)
    assert '<div class="ogs-note ogs-plain"><p>a</p><p>b</p></div>' == app._slots[0].value
    assert is_hidden(app._take)
    app.close()
