"""Pictures of pages, for people to judge; CI, where nobody looks, goes without."""

import os
from pathlib import Path

SCREENSHOTS = Path(
    os.environ.get("OGS_TEACH_SCREENSHOTS") or Path(__file__).parents[1] / "screenshots"
)


def keep(page, name, *, whole=False):
    """Keep a picture of a page as it stands, or of its whole length."""
    if os.environ.get("OGS_TEACH_NO_SCREENSHOTS"):
        return
    SCREENSHOTS.mkdir(exist_ok=True)
    page.screenshot(path=SCREENSHOTS / f"{name}.png", full_page=whole)
