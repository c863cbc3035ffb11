"""The risk app on a phone: which rule matters most, and a long run that is stopped."""

from tests.browser import pictures
from tests.browser.axe import serious_faults
from tests.browser.sizes import SIZES

OPEN = "voila/render/risk.ipynb?lang=th"


def lend_much(visit, years):
    """Let members borrow five times their savings, with nothing kept back."""
    page = visit.page
    page.locator(".ogs-more > .ogs-fold, .ogs-section .ogs-fold").first.click()
    for field, value in (("years", years), ("times", 5), ("ceiling", 100_000), ("kept-back", 0)):
        box = page.locator(f".ogs-{field} input").first
        box.fill(str(value))
        with visit.answered():
            box.press("Enter")


def test_a_committee_finds_the_rule_that_matters_most(server, phone):
    """
    One button brings a sentence to act on and the bars of six rules, readable at both sizes.
    """
    page = phone.open(server + OPEN)
    lend_much(phone, 3)
    page.locator(".ogs-matters button").click()
    page.wait_for_selector("text=ข้อที่ช่วยได้มากที่สุด")
    page.wait_for_selector(".ogs-work", state="hidden")

    assert 2 == page.locator("svg.ogs-chart").count()
    for size in SIZES:
        phone.resize(size)
        page.locator("h2", has_text="กติกาข้อไหน").scroll_into_view_if_needed()
        pictures.keep(page, f"risk-matters-{size}")
        pictures.keep(page, f"risk-matters-{size}-whole", whole=True)
        assert [] == phone.faults(), size
    assert [] == serious_faults(page)
    assert [] == phone.complaints


def test_what_takes_long_shows_a_bar_and_stops(server, phone):
    """
    Beyond a second a bar appears; stop ends it, the result stays, and it can go on.
    """
    page = phone.open(server + OPEN)
    lend_much(phone, 20)

    page.locator(".ogs-matters button").click()
    page.wait_for_selector(".ogs-work", state="visible")
    stop = page.locator(".ogs-work button")
    for size in SIZES:
        phone.resize(size)
        pictures.keep(page, f"risk-working-{size}")
        faults = phone.faults()
        assert [] == faults, size
    axe = serious_faults(page)
    stop.click()
    page.wait_for_selector("text=ที่เห็นอยู่คือผลล่าสุด")

    assert [] == axe
    assert "ลองต่อ" == stop.inner_text()
    pictures.keep(page, "risk-stopped")
    stop.click()
    page.wait_for_selector("text=ข้อที่ช่วยได้มากที่สุด", timeout=120_000)
    assert [] == phone.complaints
