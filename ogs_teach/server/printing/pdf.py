"""The course as a PDF: printed twice, since only the first print knows the contents' pages."""

import re
from collections.abc import Callable
from pathlib import Path

from ogs_teach.server import browser

_PAGE = re.compile(rb"(\d+) 0 obj\s*<<\s*/Type\s*/Page\b(?!s)")
_PLACE = re.compile(rb"/([a-z0-9-]+) \[(\d+) 0 R /XYZ")


def page_count(pdf: bytes) -> int:
    """Count the pages of a PDF that a browser made."""
    return len(_PAGE.findall(pdf))


def places(pdf: bytes) -> dict[str, int]:
    r"""Return the page, from 1, of each element that the document links to.

    The browser writes such places openly into its PDF; where another program wrote it
    there are none, and contents then name no pages.

    Examples
    --------
    >>> places(b"4 0 obj\n<</Type /Page\n>> 9 0 obj\n<</Type /Page\n>> /two [9 0 R /XYZ 0 0 0]")
    {'two': 2}
    """
    order = {number: place for place, number in enumerate(_PAGE.findall(pdf), 1)}
    return {
        name.decode("ascii"): order[number]
        for name, number in _PLACE.findall(pdf)
        if number in order
    }


def bind(made: Callable[[dict[str, int]], str], work: Path, *, program: str | None = None) -> bytes:
    """Print a book with its contents' pages.

    Parameters
    ----------
    made : callable
        Returns the book, given where its sheets begin.
    work : Path
        An empty folder; what is left in it can go.
    program : str, optional
        The browser.

    Raises
    ------
    ServerError
        If there is no browser, or it makes no PDF.
    """
    page, pdf = work / "course.html", work / "course.pdf"

    def print_(pages: dict[str, int]) -> bytes:
        page.write_text(made(pages), encoding="utf-8")
        pdf.unlink(missing_ok=True)
        browser.to_pdf(page, pdf, program=program)
        return pdf.read_bytes()

    first = print_({})
    found = places(first)
    return print_(found) if found else first
