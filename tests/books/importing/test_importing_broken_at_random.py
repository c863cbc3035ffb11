"""Files with bytes changed, cut and doubled at random: told or read, never a crash."""

import random

import pytest

from ogs_teach.books.importing import read_group
from ogs_teach.errors import GroupError
from tests.books.importing import making
from tests.tally import tally

FILES = {
    "a.xlsx": making.xlsx(),
    "a.ods": making.ods(),
    "a.xls": making.xls(),
    "รายการ.csv": making.csvs()["รายการ.csv"],
}


def spoiled(content, chance):
    """Change, cut out or double a few bytes, or leave off the end."""
    found = bytearray(content)
    for _ in range(chance.randint(1, 5)):
        at = chance.randrange(len(found) or 1)
        match chance.randrange(4):
            case 0:
                found[at : at + 1] = bytes([chance.randrange(256)])
            case 1:
                del found[at : at + chance.randint(1, 40)]
            case 2:
                found[at:at] = found[chance.randrange(len(found) or 1) :][:40]
            case _:
                del found[max(at, len(found) // 2) :]
    return bytes(found)


@pytest.mark.parametrize("name", FILES)
def test_no_broken_file_crashes(name):
    """
    Whatever happened to a file, people hear of it in words, or it is read.
    """
    chance = random.Random(name)
    for _ in range(120):
        content = FILES[name]
        if name in ("a.xlsx", "a.ods") and chance.random() < 0.7:
            content = making.rezipped(content, lambda _, part: spoiled(part, chance))
        else:
            content = spoiled(content, chance)
        try:
            read_group({name: content})
        except GroupError as error:
            said = [error.say("th"), error.say("en")]
        else:
            said = ["it was read"]
        assert all(said)
        tally["spreadsheets spoiled at random, no crash"] += 1
