"""Landing page, messages, languages, headers."""

import json
import re

import pytest

from ogs_teach import __version__

PAGES = ("", "projector", "lessons/", "nowhere")
OUTSIDE = re.compile(
    r"""(?:src|href|action|url\(|content)\s*[=(]?\s*["']?(?:https?:)?//[^"')\s]+"""
)


def test_landing_page_is_thai_first(running):
    """
    Without a wish, the first page is Thai, with a card for each app and lesson.
    """
    page = running.ask()

    assert 200 == page.status
    assert '<html lang="th">' in page.text
    for app in ("savings", "loans", "dividends", "books"):
        assert f'href="/voila/render/{app}.ipynb?lang=th"' in page.text
    for lesson in ("01-why-save", "02-five-virtues"):
        assert f'href="/lessons/{lesson}?lang=th"' in page.text


def test_language_is_chosen_by_link_and_remembered(running):
    """
    `?lang=en` answers in English, and so does the next page, by its cookie.
    """
    first = running.ask("?lang=en")
    cookie = first.headers["Set-Cookie"]
    second = running.ask("projector", Cookie=cookie.partition(";")[0])

    assert '<html lang="en">' in first.text
    assert "Choose what to try" in first.text
    assert "SameSite=Lax" in cookie
    assert '<html lang="en">' in second.text


@pytest.mark.parametrize("asked", ["?lang=xx", "?lang=", "?lang=en-GB", "?lang=%22%3E%3Cscript%3E"])
def test_unknown_language_is_thai(running, asked):
    """
    A language that the kit does not speak is Thai, and is not repeated on the page.
    """
    page = running.ask(asked)

    assert '<html lang="th">' in page.text
    assert "<script" not in page.text


def test_toggle_keeps_the_rest_of_the_address(running):
    """
    Changing the language changes nothing else.
    """
    page = running.ask("projector?address=a%26b&lang=en")

    assert 'href="?address=a%26b&amp;lang=th"' in page.text


@pytest.mark.parametrize("path", PAGES)
def test_no_page_asks_an_outside_host(running, path):
    """
    No link, script, style or picture names another host.
    """
    for lang in ("th", "en"):
        assert [] == OUTSIDE.findall(running.ask(f"{path}?lang={lang}").text)


@pytest.mark.parametrize("path", PAGES)
def test_pages_fit_phones_and_stay_at_home(running, path):
    """
    Every page sets its width by the phone's, and forbids itself every other host.
    """
    page = running.ask(path)

    assert 'content="width=device-width, initial-scale=1"' in page.text
    policy = page.headers["Content-Security-Policy"]
    assert "default-src 'self'; script-src 'self';" in policy
    assert "frame-ancestors 'self'" in policy
    assert "http://" not in policy
    assert "nosniff" == page.headers["X-Content-Type-Options"]


def test_missing_page_is_kind_in_both_languages(running):
    """
    An address that does not exist says so in both, the visitor's language first, and leads home.
    """
    for lang in ("th", "en"):
        page = running.ask(f"nowhere/at/all?lang={lang}")
        assert 404 == page.status
        assert f'<html lang="{lang}">' in page.text
        assert f'<h1><span lang="{lang}">' in page.text
        assert "ไม่พบหน้านี้" in page.text
        assert "There is no such page" in page.text
        assert 'href="/"' in page.text


def test_healthz_counts(running):
    """
    Programs learn that the server lives, how many kernels it has, and its version.
    """
    answer = running.ask("healthz")

    said = json.loads(answer.body)
    assert "application/json" in answer.headers["Content-Type"]
    assert said["ok"] is True
    assert isinstance(said["kernels"], int)
    assert __version__ == said["version"]


def test_head_is_answered(running):
    """
    What asks only for headers gets them.
    """
    for path in ("", "projector", "healthz", "static/kit.css"):
        assert (200, b"") == (running.ask(path, "HEAD").status, running.ask(path, "HEAD").body)
