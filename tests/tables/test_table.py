"""Tables as people see and hear them."""

from fractions import Fraction

import pytest

from ogs_teach.tables import Column, Table, written

TABLE = Table(
    [Column("ชื่อ"), Column("เงินปันผล", "baht")],
    [["สมศรี", 123450], ["<b>ก</b>", None]],
    "ปันผล & เฉลี่ยคืน",
    total=["รวม", 123450],
    marked=[0],
)


def test_a_table_names_its_rows_and_columns():
    """
    Caption, column and row headings are marked as such; numbers stand right.
    """
    html = TABLE.html()

    assert "<caption>ปันผล &amp; เฉลี่ยคืน</caption>" in html
    assert '<th scope="col">ชื่อ</th><th scope="col" class="ogs-number">เงินปันผล</th>' in html
    assert '<tr class="ogs-marked"><th scope="row">สมศรี</th>' in html
    assert '<td class="ogs-number">1,234.50</td>' in html
    assert '<tfoot><tr><th scope="row">รวม</th>' in html


def test_a_table_scrolls_by_keyboard_too():
    """
    The box around it can be focused and says what it holds.
    """
    region = '<div class="ogs-scroll" role="region" tabindex="0" aria-label="ปันผล &amp; เฉลี่ยคืน">'

    assert region in TABLE.html()


def test_a_table_can_say_that_there_is_more_to_the_right():
    """
    The line above it is in the page's language, and hidden until the table does not fit.
    """
    thai, english = TABLE.html("th"), TABLE.html("en")

    assert thai.startswith('<p class="ogs-sideways" hidden>เลื่อนตารางไปทางขวาเพื่อดูต่อ</p>')
    assert '<p class="ogs-sideways" hidden>Scroll the table to the right' in english


def test_text_of_a_table_is_not_markup():
    """
    What people typed is shown as it was typed.
    """
    assert "<b>" not in TABLE.html()
    assert "&lt;b&gt;ก&lt;/b&gt;" in TABLE.html()


@pytest.mark.parametrize(
    ("cell", "kind", "text"),
    [
        (123450, "baht", "1,234.50"),
        (-5, "baht", "-0.05"),
        (0, "baht", "0.00"),
        (Fraction(5, 4), "percent", "1.25"),
        (1234567, "count", "1,234,567"),
        ("ก", "count", "ก"),
        (None, "baht", "–"),
    ],
)
def test_cells_are_written_for_people(cell, kind, text):
    """
    Amounts have two decimals, counts have commas, nothing is a dash.
    """
    assert text == written(cell, kind)


def test_a_row_of_another_length_is_a_mistake():
    """
    No cell is lost in silence.
    """
    with pytest.raises(ValueError, match="zip"):
        Table([Column("a")], [["x", 1]], "c").html()
