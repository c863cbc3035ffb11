"""The browser of the page tests, for what prints."""

from tests.browser.conftest import chromium

__all__ = ["chromium"]
