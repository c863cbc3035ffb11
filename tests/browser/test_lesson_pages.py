"""Every lesson's page, at both sizes, in both languages."""

import pytest

from ogs_teach.school import lessons
from tests.browser.looking import faults_of


@pytest.mark.parametrize("lang", ["th", "en"])
def test_every_lesson_page_is_fit_for_people(server, visit, lang):
    """
    Nothing scrolls sideways, is small, faint, clipped or hard to touch; axe finds nothing serious.
    """
    found = {
        one.name: faults_of(
            visit(),
            f"{server}lessons/{one.name}?lang={lang}",
            f"lesson-{one.name[:2]}",
            lang,
            contrast=False,
        )
        for one in lessons()
    }

    assert not any(found.values()), found
