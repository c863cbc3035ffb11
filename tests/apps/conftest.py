"""The demo app, with its words where the kit's own words are looked up."""

import pytest

from ogs_teach import i18n
from ogs_teach.apps import fields, parts
from tests.apps.demo import TEXTS, DemoApp


@pytest.fixture
def words(monkeypatch):
    """Let the demo app's words be found."""
    real = i18n.catalogue
    for module in (i18n, fields, parts):
        monkeypatch.setattr(module, "catalogue", lambda r: TEXTS if r == "demo" else real(r))


@pytest.fixture
def app(words, monkeypatch):
    """Open the demo app in Thai; close it with the test."""
    monkeypatch.delenv("QUERY_STRING", raising=False)
    opened = DemoApp()
    yield opened
    opened.close()
