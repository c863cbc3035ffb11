"""What a person would complain of on a page, seen once and closed again."""

from tests.browser import pictures
from tests.browser.axe import serious_faults
from tests.browser.sizes import SIZES
from tests.tally import tally


def faults_of(seen, url, name, lang, *, contrast=True):
    """Open a page, keep a picture of it at each size, and return all that is wrong with it.

    axe looks at the phone's page, whose marks are the laptop's; pictures are of Thai.
    """
    page = seen.open(url)
    found = serious_faults(page, contrast=contrast)
    if lang != page.evaluate("document.documentElement.lang"):
        found.append("another language")
    for size in SIZES:
        seen.resize(size)
        found += [f"{size}: {fault}" for fault in seen.faults()]
        if lang == "th":
            pictures.keep(page, f"{name}-{size}-whole", whole=True)
        tally["pages of class and course looked over"] += 1
    found += [*seen.complaints, *sorted(seen.outside_hosts(url))]
    seen.close()
    return found
