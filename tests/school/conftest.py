"""A course of one finished lesson, alone with what stands beside lessons."""

import shutil

import pytest

from ogs_teach import places

FINISHED = "09-liquidity"
TIMETABLE = """[half-day]
title = { th = "ครึ่งวัน", en = "Half a day" }
about = { th = "บทเดียว", en = "One lesson" }
start = "08:30"
end = "12:00"
lunch_minutes = 0
lessons = ["09-liquidity"]
"""


@pytest.fixture
def finished(tmp_path):
    """Copy a finished lesson, the glossary and the agreed words to where they may be spoilt."""
    folder = tmp_path / "lessons"
    shutil.copytree(places.lessons() / FINISHED, folder / FINISHED)
    for name in ("glossary.toml", "wording.toml"):
        shutil.copy(places.lessons() / name, folder / name)
    (folder / "timetables.toml").write_text(TIMETABLE, encoding="utf-8")
    return folder
