"""Spreadsheets that are wrong: each is told with its cell, none is accepted, none crashes."""

import re

import pytest

from ogs_teach.books.importing import read_group
from ogs_teach.errors import GroupError
from tests.books.importing.broken import BROKEN
from tests.tally import tally


@pytest.mark.parametrize("title", BROKEN)
def test_a_broken_file_is_told_with_its_place_in_both_languages(title):
    """
    Each trap is refused with file, sheet and cell, what is wrong and what to do.
    """
    files, where, says = BROKEN[title]

    with pytest.raises(GroupError) as caught:
        read_group(files() if callable(files) else files)

    problems = caught.value.problems
    told = [problem for problem in problems if says in problem.say("en")]
    assert told, caught.value.say("en")
    assert where in told[0].where
    assert 4 > len(problems), caught.value.say("en")
    for problem in problems:
        thai = problem.say("th")
        assert "กรุณา" in thai or "ต้อง" in thai
        assert not re.search(r"(members|opening|entries|loans)\.csv", thai), thai
    tally["broken spreadsheets refused"] += 1
