"""The five-year game's dilemmas and events: whole, honest, and without a perfect way."""

import re
import tomllib
from collections import Counter
from fractions import Fraction
from importlib import resources
from pathlib import Path

import pytest

from ogs_teach.simulation.game.content import (
    CHANCES,
    EVENTS,
    MOST_MONEY,
    VIRTUES,
    WHEN,
    dilemmas,
    events,
    read_dilemmas,
    read_events,
)
from ogs_teach.simulation.game.members import names

WORDING = Path(__file__).resolve().parents[2] / "lessons" / "wording.toml"
DECISIONS = 20  # ten half-years of two
START, FIRM, FALLEN = 50, 50, 35

# Which choice each way of choosing takes: kindest, strictest, richest now, balanced.
WAYS = {
    "nephew-loan": (1, 2, 3, 2),
    "overpaid-dividend": (3, 2, 1, 3),
    "slip-differs": (2, 1, 3, 1),
    "auditor-cousin": (2, 3, 2, 1),
    "painted-year": (3, 1, 2, 2),
    "blank-slips": (1, 3, 2, 3),
    "sunday-visits": (2, 1, 3, 2),
    "committee-reward": (2, 1, 3, 1),
    "no-successor": (3, 1, 2, 3),
    "flood-boat": (1, 2, 2, 1),
    "election-dividend": (1, 2, 3, 2),
    "evening-hours": (2, 1, 1, 2),
    "committee-first": (2, 3, 1, 2),
    "above-the-ceiling": (1, 2, 3, 2),
    "guarantor-not-told": (1, 3, 2, 1),
    "officer-in-arrears": (3, 1, 1, 2),
    "planting-queue": (3, 1, 2, 3),
    "forgotten-fines": (1, 3, 3, 2),
    "quick-lender": (3, 1, 2, 1),
    "no-one-to-sign": (1, 3, 2, 2),
    "widow-in-arrears": (1, 2, 2, 3),
    "twelve-nights": (2, 1, 1, 3),
    "low-price": (1, 2, 2, 3),
    "school-fees": (2, 3, 1, 1),
    "names-read-aloud": (1, 2, 3, 1),
    "promise-too-large": (2, 3, 1, 3),
    "list-for-sale": (2, 3, 1, 3),
    "market-rumour": (1, 2, 2, 3),
    "two-keys": (2, 1, 1, 3),
    "teacher-asks": (1, 3, 3, 2),
    "shop-wants-reserve": (3, 2, 1, 2),
    "bad-month-board": (1, 2, 1, 3),
}
KINDEST, STRICTEST, RICHEST, BALANCED = range(4)


def taken(way):
    """Return the choice that a way takes in each dilemma."""
    return [dilemma.choices[WAYS[dilemma.id][way] - 1] for dilemma in dilemmas()]


def levels(way):
    """Return where the five levels stand after a game of dilemmas drawn at random, on average."""
    moved = Counter()
    for choice in taken(way):
        moved.update(choice.virtues)
    return {
        virtue: START + Fraction(moved[virtue] * DECISIONS, len(dilemmas())) for virtue in VIRTUES
    }


def cash(way):
    return sum(choice.money.get("cash", 0) for choice in taken(way))


def thai():
    """Yield every Thai text with its place."""
    for dilemma in dilemmas():
        yield f"{dilemma.id} title", dilemma.title["th"]
        yield f"{dilemma.id} story", dilemma.story["th"]
        for number, choice in enumerate(dilemma.choices, 1):
            yield f"{dilemma.id} {number} text", choice.text["th"]
            yield f"{dilemma.id} {number} tells", choice.tells["th"]
    for event in events().values():
        yield f"{event.id} title", event.title["th"]
        yield f"{event.id} text", event.text["th"]


def words(text):
    from pythainlp.tokenize import word_tokenize

    return sum(bool(re.search(r"\w", word)) for word in word_tokenize(text))


def test_every_virtue_is_tested_at_least_five_times():
    """
    Each of the five virtues has five dilemmas or more, and no two share an id.
    """
    counted = Counter(dilemma.virtue for dilemma in dilemmas())

    assert set(VIRTUES) == set(counted)
    assert min(counted.values()) >= 5
    assert len(dilemmas()) == len({dilemma.id for dilemma in dilemmas()})


def test_a_game_without_misfortune_has_dilemmas_enough():
    """
    With one good year end, a group that nothing befalls meets twenty different dilemmas.
    """
    always = sum(dilemma.when in ("any", "surplus") for dilemma in dilemmas())

    assert always >= DECISIONS
    assert set(WHEN) == {dilemma.when for dilemma in dilemmas()}


def test_both_languages_are_complete():
    """
    Every text stands in Thai and in English.
    """
    for dilemma in dilemmas():
        texts = [dilemma.title, dilemma.story]
        texts += [text for choice in dilemma.choices for text in (choice.text, choice.tells)]
        for text in texts:
            assert {"th", "en"} == set(text), dilemma.id
            assert all(text.values()), dilemma.id
    assert list(EVENTS) == list(events())


def test_every_choice_gains_something_and_costs_something():
    """
    Three choices each; every one moves a level, none is all gain or all loss.
    """
    for dilemma in dilemmas():
        assert 3 == len(dilemma.choices), dilemma.id
        for number, choice in enumerate(dilemma.choices, 1):
            gains = [by for by in choice.virtues.values() if by > 0]
            costs = [by for by in choice.virtues.values() if by < 0]
            assert costs, (dilemma.id, number)
            assert gains or choice.money, (dilemma.id, number)
            assert all(abs(by) <= MOST_MONEY for by in choice.money.values()), dilemma.id


def test_no_choice_is_better_in_everything_than_its_neighbour():
    """
    Whatever is chosen, another choice would have left some level or the cash higher.
    """
    for dilemma in dilemmas():
        for one in dilemma.choices:
            for other in dilemma.choices:
                if one is other:
                    continue
                lost = [
                    one.virtues.get(virtue, 0) < other.virtues.get(virtue, 0) for virtue in VIRTUES
                ]
                lost += [
                    one.money.get(name, 0) < other.money.get(name, 0) for name in ("cash", "lend")
                ]
                assert any(lost), (dilemma.id, one.text["en"], other.text["en"])


def test_multipliers_are_bounded_quarters():
    """
    Chances are multiplied by quarters from 0 to 5, for 1 to 12 months.
    """
    for dilemma in dilemmas():
        for choice in dilemma.choices:
            assert set(choice.chances) <= set(CHANCES), dilemma.id
            assert all(
                0 <= by <= 5 and (4 * by).denominator == 1 for by in choice.chances.values()
            ), dilemma.id
            assert bool(choice.chances) == (1 <= choice.months <= 12), dilemma.id


def test_thai_texts_keep_to_their_length():
    """
    A story has 35 to 80 Thai words, an event 20 to 45, a choice at most 90 characters.
    """
    pytest.importorskip("pythainlp")
    for dilemma in dilemmas():
        assert 35 <= words(dilemma.story["th"]) <= 80, dilemma.id
        assert len(dilemma.title["th"]) <= 40, dilemma.id
        assert all(len(choice.text["th"]) <= 90 for choice in dilemma.choices), dilemma.id
    for event in events().values():
        assert 20 <= words(event.text["th"]) <= 45, event.id


def test_thai_texts_keep_to_the_agreed_words():
    """
    No English letter, no ASCII quote, no misplaced mark, no word that the kit does not use.
    """
    agreed = tomllib.loads(WORDING.read_text(encoding="utf-8"))["th"]
    for where, text in thai():
        assert not re.search(r"[A-Za-z\"']", text), where
        assert not re.search(r"[่-๋]{2}|[่-๋][ัิ-ู]|[ัิ-ู]{2}|เเ", text), where
        for entry in agreed:
            left = text
            for right in entry.get("unless", []):
                left = left.replace(right, "")
            assert entry["word"] not in left, f"{where}: {entry['use']}"


def test_every_dilemma_asks_the_committee():
    """
    A story ends with one question to the committee.
    """
    for dilemma in dilemmas():
        assert "กรรมการจะ" in dilemma.story["th"][-60:], dilemma.id
        assert dilemma.story["en"].endswith("?"), dilemma.id


def test_nobody_in_a_story_has_a_member_s_name():
    """
    Members ask for loans under their names; whoever stands in a story has another one.
    """
    for member in (member for group in names() for member in group):
        for dilemma in dilemmas():
            assert member["th"] not in dilemma.story["th"], dilemma.id
            assert not re.search(rf"\b{member['en']}\b", dilemma.story["en"]), dilemma.id


@pytest.mark.parametrize("way", [KINDEST, STRICTEST, RICHEST])
def test_one_way_for_everything_hurts_somewhere(way):
    """
    Always the kindest, always the strictest, always the richest: a level falls below 35.
    """
    assert min(levels(way).values()) < FALLEN


def test_a_balanced_way_keeps_all_five_levels():
    """
    Who weighs each case keeps all five levels above 50, and pays for it in money.
    """
    assert min(levels(BALANCED).values()) > FIRM
    assert cash(BALANCED) < 0 < cash(RICHEST)
    assert max(map(cash, range(4))) == cash(RICHEST)


def test_balance_is_no_fourth_habit():
    """
    The balanced way agrees now with the kind, now with the strict, now with the thrifty.
    """
    assert set(WAYS) == {dilemma.id for dilemma in dilemmas()}
    for way in (KINDEST, STRICTEST, RICHEST):
        assert any(chosen[way] == chosen[BALANCED] for chosen in WAYS.values())
    places = Counter(chosen[BALANCED] for chosen in WAYS.values())
    assert {1, 2, 3} == set(places)
    assert max(places.values()) <= len(WAYS) / 2


FAULTS = {
    'id = "nephew-loan"': ('id = "Nephew"', "Nephew: id: must be small letters"),
    'virtue = "honesty"': ('virtue = "luck"', "nephew-loan: virtue: 'luck' is none of"),
    'when = "any"': ('when = "rain"', "nephew-loan: when: 'rain' is none of"),
    "title.th": ("title.de", "nephew-loan: title: th: is missing"),
    "text.th": ("word.th", "choice 1: text: th: is missing"),
    "honesty = -5": ("honesty = -11", "choice 1: virtues: honesty: must be -10 to 10"),
    "trust = -3": ("faith = -3", "choice 1: virtues: faith: is none of"),
    "lend = 15000": ("lend = 15000.5", "choice 1: money: lend: must be int"),
    "{ lend": ("{ gold = 1, lend", "choice 1: money: gold: is none of"),
    "money = { lend = 15000 }": ("months = 3", "choice 1: months: has no meaning"),
}


@pytest.mark.parametrize("right", FAULTS)
def test_a_faulty_file_names_dilemma_and_key(right):
    """
    Whoever writes content learns which dilemma and which key is wrong.
    """
    text = shipped("dilemmas.toml")
    wrong, message = FAULTS[right]
    assert right in text

    with pytest.raises(ValueError, match=re.escape(message)):
        read_dilemmas(text.replace(right, wrong, 1))


@pytest.mark.parametrize("by", ["1.1", "5.25", "-0.25", "1.0", "true", '"2"'])
def test_a_multiplier_that_is_no_quarter_is_refused(by):
    """
    Only quarters from 0 to 5 multiply a chance, and 1 would say nothing.
    """
    text = shipped("dilemmas.toml").replace(
        "chances = { leave = 1.5 }", f"chances = {{ leave = {by} }}", 1
    )

    with pytest.raises(ValueError, match="painted-year: choice 1: chances: leave"):
        read_dilemmas(text)


def test_twins_and_missing_events_are_refused():
    """
    An id that stands twice, a fourth choice, an event that is missing or unknown.
    """
    text, told = shipped("dilemmas.toml"), shipped("events.toml")

    with pytest.raises(ValueError, match="nephew-loan: id: stands twice"):
        read_dilemmas(text.replace('"overpaid-dividend"', '"nephew-loan"'))
    with pytest.raises(ValueError, match="choice: must be 3, got 2"):
        read_dilemmas(re.sub(r"\[\[dilemma.choice\]\].*?(?=\[\[)", "", text, count=1, flags=re.S))
    with pytest.raises(ValueError, match="calm: is missing"):
        read_events(told.replace("[calm]", "[still]"))
    with pytest.raises(ValueError, match="drought: has no meaning"):
        read_events(told + '\n[drought]\ntitle = { th = "แล้ง", en = "Drought" }\n')


def shipped(name):
    source = resources.files("ogs_teach") / "simulation" / "game" / name
    return source.read_text(encoding="utf-8")
