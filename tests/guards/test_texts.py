"""The kit's words: both languages, same keys, same blanks."""

import re
import string
import tomllib
from importlib import resources

import pytest

from ogs_teach.i18n import LANGS, catalogue

ROOMS = sorted(
    path.name.removesuffix(".toml")
    for path in (resources.files("ogs_teach") / "texts").iterdir()
    if path.name.endswith(".toml")
)


def blanks(text):
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("room", ROOMS)
def test_every_text_stands_in_both_languages_with_the_same_blanks(room):
    """
    A text that one language lacks, or that sets in other values, is found here.
    """
    assert catalogue(room), f"{room} holds no text"
    for key, texts in catalogue(room).items():
        assert set(LANGS) == set(texts), f"{room}.{key}"
        assert all(text.strip() for text in texts.values()), f"{room}.{key} is empty"
        assert blanks(texts["th"]) == blanks(texts["en"]), f"{room}.{key}"


@pytest.mark.parametrize("room", ROOMS)
def test_thai_has_no_misplaced_marks(room):
    """
    No tone mark is doubled, none stands before its vowel, no two vowels stack.
    """
    for key, texts in catalogue(room).items():
        assert not re.search(r"[่-๋]{2}|[่-๋][ัิ-ู]|[ัิ-ู]{2}|เเ", texts["th"]), f"{room}.{key}"


def test_the_files_are_toml_tables_of_texts():
    """
    Every leaf is a text.
    """
    for room in ROOMS:
        source = resources.files("ogs_teach") / "texts" / f"{room}.toml"
        assert tomllib.loads(source.read_text(encoding="utf-8"))
        for texts in catalogue(room).values():
            assert all(isinstance(text, str) for text in texts.values()), room
