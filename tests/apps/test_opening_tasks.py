"""The opening lessons' tasks: what the question asks for stands in the app."""

import pytest

from ogs_teach.apps import SavingsApp
from ogs_teach.money import format_baht
from ogs_teach.school import lesson


@pytest.fixture
def app():
    """Open the app in Thai, and close it again."""
    opened = SavingsApp("th")
    yield opened
    opened.close()


def said(app, **changes):
    """Fill in fields one after the other and return the app's sentence."""
    for name, value in changes.items():
        app[name].set(value)
    return app.view(app._read(), "th").sentence.replace("\N{NO-BREAK SPACE}", " ")


def test_the_first_task_asks_for_the_total_that_the_app_says(app):
    """
    Aunt Bun's five years end with the sum that the lesson adds up year by year.
    """
    first = lesson("01-why-save")
    right = first.quiz("task")[0].right

    assert f"มีเงิน <strong>{format_baht(int(right * 100))}" in said(app, **first.start)


def test_the_second_task_asks_for_the_delay_that_the_app_says(app):
    """
    Three missed months a year cost eighteen months; paid later, they cost none.
    """
    second = lesson("02-five-virtues")
    said(app, **second.start)

    assert 18 == second.quiz("task")[0].right
    assert "ช้ากว่าคนที่ส่งตรงเวลา <strong>1 ปี 6 เดือน" in said(app, missed=3)
    assert "พร้อมกับคนที่ส่งตรงเวลา" in said(app, late=True)
