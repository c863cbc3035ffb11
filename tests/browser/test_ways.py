"""Ways about an app: home, to the right end of a table, back when the server has gone."""

import pytest

from tests.server.running import Running


@pytest.mark.parametrize("link", [".top .home", "#foot a"])
def test_the_way_home_keeps_the_language(server, phone, link):
    """
    At both ends of an app's page a link leads to the first page, in the language last spoken.
    """
    page = phone.open(f"{server}voila/render/loans.ipynb?lang=th")
    page.click(".ogs-language")
    page.wait_for_selector("html[lang=en]")

    page.click(link)

    page.wait_for_url("**/?lang=en")
    assert "Choose what to try" == page.inner_text("h1")


def test_a_table_says_when_there_is_more_to_the_right(server, phone):
    """
    The line stands above a table that is wider than the screen, and above no other; the
    column that names the rows stays in sight.
    """
    page = phone.open(f"{server}voila/render/loans.ipynb")
    short, wide = page.locator(".ogs-scroll").first, page.locator(".ogs-scroll").last
    hints = page.locator(".ogs-sideways")

    hints.last.wait_for(state="visible")
    assert not hints.first.is_visible()
    assert short.evaluate("box => box.scrollWidth <= box.clientWidth + 1")

    name = wide.locator("tbody th").first
    before = name.bounding_box()["x"]
    wide.evaluate("box => { box.scrollLeft = 300 }")
    assert before == name.bounding_box()["x"]

    page.set_viewport_size({"width": 1280, "height": 800})
    page.wait_for_function(
        "() => document.querySelectorAll('.ogs-sideways:not([hidden])').length === 0"
    )


def test_very_large_letters_leave_room_for_the_boxes(server, phone):
    """
    Where the key sentence would fill half the screen it scrolls away with the page.
    """
    page = phone.open(f"{server}voila/render/savings.ipynb")
    place = "() => getComputedStyle(document.querySelector('.ogs-top')).position"
    assert "sticky" == page.evaluate(place)

    page.add_style_tag(content=".ogs-app .ogs-sentence p { font-size: 48px !important; }")
    page.click(".ogs-field:visible .ogs-more >> nth=0")

    page.wait_for_function(f"() => ({place})() === 'static'")


def test_tapping_while_the_server_is_away_keeps_the_page(phone):
    """
    The visitor is told what to look at, and is not left on the browser's own error page.
    """
    with Running() as running:
        url = f"{running.url}voila/render/savings.ipynb"
        page = phone.open(url)
        said = page.inner_text(".ogs-sentence")
    page.wait_for_selector("#trouble", state="visible")
    assert not page.is_visible("#still")

    page.click("#again")

    page.wait_for_selector("#still", state="visible")
    assert url == page.url
    assert "ยังต่อไม่ได้" in page.inner_text("#trouble")
    assert said == page.inner_text(".ogs-sentence")


def test_without_script_an_app_does_not_pretend_to_load(server, chromium):
    """
    What must be switched on is said; nothing turns for ever.
    """
    context = chromium.new_context(
        viewport={"width": 390, "height": 844}, java_script_enabled=False
    )
    page = context.new_page()
    page.goto(f"{server}voila/render/savings.ipynb")

    assert not page.is_visible("#loading")
    assert "เบราว์เซอร์นี้ปิดจาวาสคริปต์ไว้" in page.inner_text("body")
    assert page.is_visible(".top .home")
    context.close()
