"""What a lesson's page weighs on its way to a phone."""

import gzip
import re

import pytest

from ogs_teach.school import lessons
from tests.server.running import Running
from tests.tally import tally

MOST = 150_000  # bytes, compressed, with all that the page loads
LINKED = re.compile(r'(?:href|src)="/(static/[^"]+)"')


@pytest.fixture(scope="module")
def running():
    """Serve the kit."""
    with Running() as running:
        yield running


def weight(running, path):
    """Return the compressed bytes of a page and of everything that it loads."""
    page = running.ask(path, Accept_Encoding="gzip")
    assert "gzip" == page.headers["Content-Encoding"]
    text = gzip.decompress(page.body).decode()
    assert "http://" not in re.sub(r'xmlns="[^"]+"', "", text)
    files = set(LINKED.findall(text))
    assert files
    loaded = [running.ask(file, Accept_Encoding="gzip") for file in files]
    assert all(200 == file.status for file in loaded)
    return len(page.body) + sum(len(file.body) for file in loaded)


def test_every_lesson_page_is_light(running):
    """
    The heaviest lesson, with styles and scripts, stays far below 150 kB on the wire.
    """
    weights = {
        f"{one.name} {lang}": weight(running, f"lessons/{one.name}?lang={lang}")
        for one in lessons()
        for lang in ("th", "en")
    }

    heaviest = max(weights.values())
    tally["bytes of the heaviest lesson page, compressed, with all it loads"] = heaviest
    assert MOST >= heaviest, max(weights, key=weights.get)
