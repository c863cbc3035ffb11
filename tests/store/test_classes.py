"""Classes: opened with five digits, moved on, closed."""

from dataclasses import replace
from datetime import date

import pytest

from ogs_teach.errors import GoneError, StoreError
from ogs_teach.store import classes
from tests.store.conftest import at_once


def test_a_class_is_found_again(store, class_):
    """
    By its number, by its code, and in the list, newest first, just as it was opened.
    """
    other = store.open_class("รุ่นที่ 2", {"slots": [1, {"ก": None}]}, [])

    assert class_ == store.class_(class_.id) == store.class_by_code(class_.code)
    assert [other, class_] == store.classes()
    assert ({"lessons": ["01"]}, ["01/a", "01/b"], {}) == (class_.plan, class_.pairs, class_.stage)
    assert {"slots": [1, {"ก": None}]} == store.class_(other.id).plan
    assert (date.today(), None) == (class_.opened_on, class_.closed_at)


def test_a_code_is_five_digits(store, class_):
    """
    Chosen by chance or given; other codes are refused, and so is one that is taken.
    """
    assert 5 == len(class_.code)
    assert class_.code.isdecimal()
    assert "12345" == store.open_class("ก", {}, [], code="12345").code
    for code in ("12345", "1234", "123456", "abcde", "๑๒๓๔๖", ""):
        with pytest.raises(StoreError) as refused:
            store.open_class("ก", {}, [], code=code)
        assert "กรุณา" in refused.value.say("th")


def test_a_free_code_is_found(store, monkeypatch):
    """
    Where chance meets a code that is taken, it is asked again.
    """
    drawn = iter([5, 5, 5, 7])
    monkeypatch.setattr(classes.secrets, "randbelow", lambda _: next(drawn))

    assert ["10005", "10007"] == [store.open_class("ก", {}, []).code for _ in range(2)]


def test_unknown_codes_find_nothing(store, class_):
    """
    Whatever a phone sends as a code, the answer is None.
    """
    unknown = "00000" if class_.code != "00000" else "00001"
    for code in (unknown, "", "x" * 10_000, "1\x002345", "1234'", "\ud800"):
        assert store.class_by_code(code) is None
    for id_ in (class_.id + 1, 0, -1, 10**30):
        assert store.class_(id_) is None


def test_stage_and_plan_are_kept(store, class_):
    """
    What is open now, and the timetable, are whatever was set last.
    """
    store.set_stage(class_.id, {"pre": "open"})
    store.set_stage(class_.id, {"pre": "done", "lesson": "ดอกเบี้ย\x00\ud800"})
    store.set_plan(class_.id, {"lessons": []})

    wanted = {"pre": "done", "lesson": "ดอกเบี้ย\x00\ud800"}
    assert replace(class_, stage=wanted, plan={"lessons": []}) == store.class_(class_.id)


def test_a_closed_class_takes_nobody_in(store, class_, clock):
    """
    Closing it again changes nothing.
    """
    store.close_class(class_.id)
    closed = store.class_(class_.id)
    clock.move(60)
    store.close_class(class_.id)

    assert closed == store.class_(class_.id)
    assert closed.closed_at is not None
    with pytest.raises(StoreError):
        store.join(class_.id, "แดง")


def test_a_class_that_is_not_there(store, class_):
    """
    What would change it says so; what asks about it finds nothing.
    """
    none = class_.id + 1
    for id_ in (none, 10**30):
        for change in (
            lambda id_: store.set_stage(id_, {}),
            lambda id_: store.set_plan(id_, {}),
            lambda id_: store.close_class(id_),
            lambda id_: store.join(id_, "แดง"),
        ):
            with pytest.raises(GoneError):
                change(id_)
    assert ([], [], set(), set(), []) == (
        store.people(none),
        store.answers(none, "pre"),
        store.finished(none, "pre"),
        store.tasks(none),
        store.feedback(none),
    )


def test_titles_are_cleaned(store):
    """
    A title loses what cannot be seen, and what is too long.
    """
    class_ = store.open_class("  <b>รุ่น\u202e\x00 1</b>\n" + "ก" * 500, {}, [])

    assert class_.title.startswith("<b>รุ่น 1</b> กก")
    assert 200 == len(class_.title)


def test_many_open_classes_at_once(store):
    """
    Sixteen classes opened at the same moment have sixteen codes.
    """
    opened = at_once(lambda number: store.open_class(f"รุ่น {number}", {}, []), 16)

    assert 16 == len({class_.code for class_ in opened}) == len({one.id for one in opened})
