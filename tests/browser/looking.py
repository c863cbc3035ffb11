"""What a person would complain of on a page, seen once and closed again."""

from tests.browser.axe import serious_faults
from tests.browser.test_pages import SCREENSHOTS
from tests.tally import tally


def faults_of(seen, url, name, lang):
    """Open a page, keep a picture of it, and return all that is wrong with it.

    axe looks at the phone's page, whose marks are the laptop's; pictures are of Thai.
    """
    page = seen.open(url)
    found = [*seen.faults(), *seen.complaints, *sorted(seen.outside_hosts(url))]
    if lang != page.evaluate("document.documentElement.lang"):
        found.append("another language")
    if seen.size == "phone":
        found += serious_faults(page)
    if lang == "th":
        SCREENSHOTS.mkdir(exist_ok=True)
        page.screenshot(path=SCREENSHOTS / f"{name}-{seen.size}-whole.png", full_page=True)
    seen.close()
    tally["pages of class and course looked over"] += 1
    return found
