"""Scripts and styles: packed, kept by browsers, and nothing else handed out."""

import gzip
import re

import pytest

CLIMBS = (
    "../pages.py",
    "..%2fpages.py",
    "%2e%2e/pages.py",
    "%2e%2e%2f%2e%2e%2fcli.py",
    "..%5cpages.py",
    "....//pages.py",
    "/etc/passwd",
    "//etc/passwd",
    "%2fetc%2fpasswd",
    "kit.css/../../pages.py",
    "kit.css%00.js",
    "",
    ".",
    "..",
    "x" * 5000,
)


@pytest.mark.parametrize("door", ["static/", "voila/labextensions/", "voila/templates/lab/static/"])
@pytest.mark.parametrize("path", CLIMBS)
def test_nothing_above_the_folder_is_handed_out(running, door, path):
    """
    However the path climbs, in whatever writing, there is nothing there.
    """
    answer = running.ask(door + path)

    assert 404 == answer.status
    assert b"root:" not in answer.body
    assert b"import " not in answer.body


def test_style_is_packed_and_kept_as_long_as_its_address(running):
    """
    The page names the style by its content; browsers keep that for a year.
    """
    address = re.search(r'href="/(static/kit\.css\?v=\w+)"', running.ask().text)[1]
    plain = running.ask(address)
    packed = running.ask(address, Accept_Encoding="gzip")

    assert "gzip" == packed.headers["Content-Encoding"]
    assert plain.body == gzip.decompress(packed.body)
    assert len(packed.body) < len(plain.body) / 2
    assert "max-age=31536000, immutable" == plain.headers["Cache-Control"]


def test_unnamed_version_is_asked_again_but_not_sent_again(running):
    """
    Without a version in its address a file is asked for each time; unchanged, it stays home.
    """
    first = running.ask("static/kit.css")
    again = running.ask("static/kit.css", If_None_Match=first.headers["Etag"])

    assert "no-cache" == first.headers["Cache-Control"]
    assert (304, b"") == (again.status, again.body)


def test_pages_are_packed(running):
    """
    Pages are packed on their way too.
    """
    page = running.ask(Accept_Encoding="gzip")

    assert "gzip" == page.headers["Content-Encoding"]
    assert "โรงเรียน" in gzip.decompress(page.body).decode()
