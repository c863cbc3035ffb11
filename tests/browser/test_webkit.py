"""The apps in WebKit, the engine that every iPhone uses."""

import sys

import pytest

from tests.browser.webkit import WebKit, installed
from tests.tally import tally

pytestmark = [
    pytest.mark.skipif(sys.platform == "win32", reason="WebKitGTK does not run on Windows"),
    pytest.mark.skipif(sys.platform == "darwin", reason="WebKitGTK is not at home on macOS"),
    pytest.mark.skipif(installed() is None, reason="needs webkit2gtk-driver and xvfb"),
]


@pytest.fixture(scope="module")
def webkit():
    """Open one window for all tests of this file."""
    with WebKit(*installed()) as window:
        yield window


@pytest.mark.parametrize("name", ["savings", "loans", "dividends"])
def test_app_computes_and_follows_its_buttons(server, webkit, name):
    """
    An app shows its key sentence, and the first + changes what it shows.
    """
    tally["browser tests that ran"] += 1
    webkit.open(f"{server}voila/render/{name}.ipynb")
    webkit.wait_for("return document.querySelector('.ogs-sentence')?.innerText.trim()")
    before = webkit.run("return document.querySelector('.ogs-app').innerText")

    webkit.run("document.querySelector('.ogs-field:not(.ogs-hidden) .ogs-more').click()")

    webkit.wait_for("return document.querySelector('.ogs-app').innerText !== arguments[0]", before)


def test_a_question_is_marked_without_leaving_the_page(server, webkit):
    """
    A question answered in WebKit gets its reply in place.
    """
    tally["browser tests that ran"] += 1
    webkit.open(f"{server}lessons/01-why-save")
    webkit.run(
        "const form = document.querySelector('input[type=radio]').form;"
        "form.querySelector('input[type=radio]').click();"
        "form.querySelector('button.button').click();"
    )

    assert webkit.wait_for("return document.querySelector('.reply .verdict')?.textContent")
