"""Files to take home: from a kernel through the server to a phone."""

import json
import re
import urllib.error
import urllib.request
from urllib.parse import quote, unquote

import pytest

from ogs_teach.server.take_home import Shelf, tidy

NAME = "ปันผล กลุ่ม ก 2568.xlsx"


class Clock:
    """A clock that moves when told to."""

    now = 0.0

    def __call__(self):
        return self.now


@pytest.fixture(scope="module")
def door(running):
    """Return the kernels' door and its key, as a kernel learns them."""
    page, kernel = running.app("asks")
    running.leave(kernel)
    found = re.search(r"(http://127\.0\.0\.1:\d+/take-home) (\S+)", page.text)
    return found[1], found[2]


def hand_in(url, key, content=b"PK\x03\x04 sheet", name=NAME):
    """Post a file as a kernel does."""
    headers = {"X-Take-Home-Key": key, "X-File-Name": quote(name)}
    request = urllib.request.Request(url, data=content, headers=headers)
    with urllib.request.urlopen(request, timeout=20) as answer:
        return json.load(answer)


def test_file_goes_from_kernel_to_phone(running, door):
    """
    What a kernel hands in, a phone fetches by an ordinary link, under its Thai name.
    """
    told = hand_in(*door)
    got = running.ask(told["href"].removeprefix("/"))

    assert 30 == told["minutes"]
    assert re.fullmatch(r"/take/[\w-]{32}/[^/]+\.xlsx", told["href"])
    assert (200, b"PK\x03\x04 sheet") == (got.status, got.body)
    disposition = got.headers["Content-Disposition"]
    assert disposition.startswith("attachment; ")
    assert disposition.isascii()
    assert NAME == unquote(disposition.partition("filename*=UTF-8''")[2])
    assert "spreadsheetml.sheet" in got.headers["Content-Type"]
    assert "nosniff" == got.headers["X-Content-Type-Options"]
    assert "no-store" == got.headers["Cache-Control"]


def test_a_rule_file_keeps_its_ending(running, door):
    """
    `rules.toml` comes as a file to be stored, of a kind to which no phone adds another ending.
    """
    told = hand_in(*door, content="# กติกา".encode(), name="rules.toml")
    got = running.ask(told["href"].removeprefix("/"))

    assert re.fullmatch(r"/take/[\w-]{32}/rules\.toml", told["href"])
    assert "# กติกา" == got.text
    assert "application/toml" == got.headers["Content-Type"]
    assert got.headers["Content-Disposition"].startswith('attachment; filename="rules.toml"')
    assert "nosniff" == got.headers["X-Content-Type-Options"]


def test_head_tells_of_the_file_without_sending_it(running, door):
    """
    Download managers ask first.
    """
    told = hand_in(*door)
    got = running.ask(told["href"].removeprefix("/"), "HEAD")

    assert (200, b"") == (got.status, got.body)
    assert "attachment" in got.headers["Content-Disposition"]


def test_link_stands_below_the_base_address(under_base):
    """
    Below `/ogs/` the link begins with it, and works.
    """
    page, kernel = under_base.app("asks")
    under_base.leave(kernel)
    found = re.search(r"(http://127\.0\.0\.1:\d+/take-home) (\S+)", page.text)
    told = hand_in(found[1], found[2])

    assert told["href"].startswith("/ogs/take/")
    assert 200 == under_base.ask(told["href"].removeprefix("/ogs/")).status


def test_guessed_link_is_a_kind_page(running):
    """
    A token that is not there any more, or never was, says what to do, in both languages.
    """
    got = running.ask("take/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA/x.xlsx")

    assert 410 == got.status
    assert "หมดเวลา" in got.text
    assert "no longer kept" in got.text


@pytest.mark.parametrize(
    ("key", "content", "status"),
    [("", b"x", 403), ("wrong", b"x", 403), (None, b"x" * 5_000_001, 413)],
)
def test_door_refuses(door, key, content, status):
    """
    Without the key, or with a file that is too large, nothing is kept.
    """
    url, right = door
    with pytest.raises(urllib.error.HTTPError) as refused:
        hand_in(url, right if key is None else key, content)

    with refused.value as answer:
        assert status == answer.code


def test_public_side_takes_nothing_in(running, door):
    """
    A phone cannot hand files in.
    """
    assert 404 == running.ask("take-home", "POST", body=b"x", X_Take_Home_Key=door[1]).status
    assert 405 == running.ask("take/x/y.xlsx", "POST", body=b"x").status


def test_file_goes_after_half_an_hour():
    """
    A second before its time the file is there, at its time it is gone.
    """
    clock = Clock()
    shelf = Shelf(clock=clock)
    token = shelf.put("a.xlsx", b"a")

    clock.now = 30 * 60 - 1
    assert b"a" == shelf.get(token).content
    clock.now = 30 * 60
    assert shelf.get(token) is None


def test_oldest_gives_way():
    """
    The shelf never holds more files, nor more bytes, than it has room for.
    """
    few = Shelf(count=2)
    tokens = [few.put(f"{n}.xlsx", b"x") for n in range(3)]
    assert [False, True, True] == [few.get(token) is not None for token in tokens]

    small = Shelf(largest=6, room=10)
    tokens = [small.put(f"{n}.xlsx", b"x" * 5) for n in range(3)]
    assert [False, True, True] == [small.get(token) is not None for token in tokens]


def test_file_larger_than_allowed_is_refused():
    """
    One byte too many.
    """
    with pytest.raises(ValueError, match="11"):
        Shelf(largest=10).put("a.xlsx", b"x" * 11)


def test_tokens_cannot_be_guessed():
    """
    Every file has its own token of 192 random bits.
    """
    shelf = Shelf()
    tokens = {shelf.put("a.xlsx", b"x") for _ in range(100)}

    assert 100 == len(tokens)
    assert {32} == {len(token) for token in tokens}


@pytest.mark.parametrize(
    ("asked", "kept"),
    [
        ("ปันผล.xlsx", "ปันผล.xlsx"),
        ("../../etc/passwd", "etc passwd"),
        ("C:\\Windows\\x.xlsx", "C Windows x.xlsx"),
        ('a"b\r\nSet-Cookie: x.xlsx', "a b Set-Cookie x.xlsx"),
        ("evil\u202exslx.exe", "evil xslx.exe"),
        (".xlsx", "xlsx"),
        ("", "ogs-teach"),
        ("ก" * 300 + ".xlsx", "ก" * 80 + ".xlsx"),
    ],
)
def test_names_are_made_harmless(asked, kept):
    """
    No name climbs, breaks a header or hides its ending.
    """
    assert kept == tidy(asked)
