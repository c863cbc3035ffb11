"""The words that people come back with."""

import re
import unicodedata
from itertools import combinations, product

import pytest

from ogs_teach.store.words import COUNT, key, new_words, words
from tests.tally import tally


def distance(one, other):
    """Return how many letters must be changed, put in or left out to make one word the other."""
    row = list(range(len(other) + 1))
    for i, mine in enumerate(one, 1):
        above, row = row, [i]
        for j, theirs in enumerate(other, 1):
            row.append(min(row[-1] + 1, above[j] + 1, above[j - 1] + (mine != theirs)))
    return row[-1]


def test_there_are_256_words_in_plain_thai():
    """
    So that three of them are one of 16,777,216; in order, each once, in Thai letters only.
    """
    assert 256 == len(set(words())) == len(words())
    assert sorted(words()) == list(words())
    for word in words():
        assert re.fullmatch(r"[ก-ฮะ-ฺเ-์]{2,12}", word), word
        assert unicodedata.normalize("NFC", word) == word


def test_no_two_words_are_nearly_the_same():
    """
    Even without their tone marks, at least two letters tell any two words apart.
    """
    for one, other in combinations(map(key, words()), 2):
        assert abs(len(one) - len(other)) >= 2 or distance(one, other) >= 2, (one, other)
        tally["pairs of code words compared"] += 1


def test_words_run_together_stay_apart():
    """
    Two words typed without a space are never two other words.
    """
    run_together = {one + other for one, other in product(map(key, words()), repeat=2)}

    assert 256**2 == len(run_together)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("น้ําตาล", "น้ำตาล"),
        ("เเมว", "แมว"),
        ("น้ำ ตาล", "น้ำตาล"),
        ("กระปุก", "กระปุก"),
        ("กีุตาร์", "กุีตาร์"),
        ("รถเมล", "รถเมล์"),
        ("ใบเตย", "ใบเตย\u200b"),
        ("ABC", "abc"),
    ],
)
def test_what_fingers_do_makes_no_difference(typed, meant):
    """
    Spaces, tones, the order of marks, and vowels typed in two pieces.
    """
    assert key(meant) == key(typed)


def test_new_words_are_chosen_by_chance():
    """
    A thousand codes are a thousand different ones, and use nearly all words.
    """
    made = [new_words() for _ in range(1000)]

    assert len(set(made)) >= 999
    assert {COUNT} == {len(code.split()) for code in made}
    assert len({word for code in made for word in code.split()}) > 250
