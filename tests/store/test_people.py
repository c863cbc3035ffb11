"""People: a name, a lot, three words, a token."""

import string
from collections import Counter

import pytest
from sqlalchemy import text

from ogs_teach.errors import GoneError, InputError
from ogs_teach.store import Store, people
from ogs_teach.store.words import words
from tests.store.conftest import at_once
from tests.tally import tally


def halves(store, class_):
    """Count who has which form first."""
    return Counter(one.first_form for one in store.people(class_.id))


def test_who_joins_is_known_by_the_phone(store, class_):
    """
    The token that a phone gets leads to the person, and to nobody else.
    """
    somsri = store.join(class_.id, "สมศรี", 3)
    daeng = store.join(class_.id, "แดง")

    assert somsri.person == store.person(somsri.token)
    assert daeng.person == store.person(daeng.token)
    assert ("สมศรี", 3, class_.id) == (
        somsri.person.nickname,
        somsri.person.table,
        somsri.person.class_id,
    )
    assert daeng.person.table is None
    assert [somsri.person, daeng.person] == store.people(class_.id)
    for token in ("", "x", somsri.token[:-1], somsri.token + "\x00", "\ud800", "ก" * 10_000):
        assert store.person(token) is None


def test_the_store_keeps_no_token(store, class_):
    """
    Whoever reads the database cannot act as anybody in the class.
    """
    joined = store.join(class_.id, "สมศรี")
    with store.reading() as connection:
        (kept,) = connection.execute(text("SELECT token_sha256 FROM phones")).one()

    assert 43 == len(joined.token)
    assert joined.token not in kept
    assert set(kept) <= set(string.hexdigits)


def test_a_lot_halves_the_class(store, class_):
    """
    After each who joins, the halves differ by at most one.
    """
    for _ in range(21):
        store.join(class_.id, "สมศรี")
        assert abs(halves(store, class_)["A"] - halves(store, class_)["B"]) <= 1


def test_chance_says_who_comes_first(store):
    """
    Neither the first who joins nor any later one can know the form before.
    """
    first, third = Counter(), Counter()
    for number in range(24):
        class_ = store.open_class(f"รุ่น {number}", {}, [])
        forms = [store.join(class_.id, "สมศรี").person.first_form for _ in range(3)]
        first[forms[0]] += 1
        third[forms[2]] += 1

    # Each fails by chance once in eight million runs.
    assert {"A", "B"} == set(first)
    assert {"A", "B"} == set(third)


def test_forty_join_at_once(store, class_):
    """
    Everybody is in, with their own words and token, and the halves are equal.
    """
    joined = at_once(lambda number: store.join(class_.id, f"คนที่ {number}", 1 + number % 8), 40)

    assert 40 == len({one.code for one in joined}) == len({one.token for one in joined})
    assert {"A": 20, "B": 20} == halves(store, class_)


def test_words_lead_to_another_phone(store, class_):
    """
    Typed carelessly, the words still lead to the same person; both phones go on.
    """
    joined = store.join(class_.id, "สมศรี", 3)
    first, second, third = joined.code.split()
    for typed in (
        joined.code,
        f"  {first}   {second}\n{third} ",
        f"{first}-{second}–{third}",
        f"{first}{second}{third}",
        f"{first}, {second}. {third}!",
        f"{first}\u200b {second}\u00a0{third}",
        "".join(letter for letter in joined.code if letter not in "่้๊๋"),
        joined.code.replace("แ", "เเ").replace("ำ", "ํา"),
    ):
        again = store.resume(typed)
        assert joined.person == again.person == store.person(again.token), typed
        assert again.token != joined.token
    assert joined.person == store.person(joined.token)


def test_other_words_lead_nowhere(store, class_, me):
    """
    Whatever is typed besides a person's words finds nobody.
    """
    one, two, three = me.code.split()
    other = next(word for word in words() if word not in me.code)
    for typed in ("", "   ", "x", f"{one} {two}", f"{one} {two} {other}", "ก" * 10_000, "\x00",
                  "\ud800", "%", "' OR 1=1 --", f"{me.code} {three}"):  # fmt: skip
        assert store.resume(typed) is None


def test_new_words_take_the_place_of_the_old(store, me):
    """
    After new words are given, the old ones are nobody's; the phone stays in.
    """
    token = store.resume(me.code).token
    code = store.new_code(me.id)

    assert store.resume(me.code) is None
    assert me.id == store.resume(code).person.id == store.person(token).id
    assert code == store.people(me.class_id)[0].code
    with pytest.raises(GoneError):
        store.new_code(me.id + 1)


def test_words_are_nobody_elses(store, class_, monkeypatch):
    """
    Where chance meets words that are taken, even typed otherwise, it is asked again.
    """
    drawn = iter(["ช้าง ม้า แมว", "ช้าง ม้า แมว", "ช้าง ม้า แมว", "กวาง ม้า แมว",
                  "ช้าง ม้า แมว", "ดาว ม้า แมว"])  # fmt: skip
    monkeypatch.setattr(people, "new_words", lambda: next(drawn))
    codes = [store.join(class_.id, "สมศรี").code for _ in range(2)]
    codes.append(store.new_code(store.people(class_.id)[0].id))

    assert ["ช้าง ม้า แมว", "กวาง ม้า แมว", "ดาว ม้า แมว"] == codes


NAMES = {
    "สมศรี": "สมศรี",
    "  ป้า   แดง\n": "ป้า แดง",
    "<script>alert(1)</script>": "<script>alert(1)</script>",
    "=HYPERLINK(1)": "=HYPERLINK(1)",
    "ยาย 👵🏽": "ยาย 👵🏽",
    "👨‍👩‍👧": "👨‍👩‍👧",
    "สม\x00ศรี": "สมศรี",
    "สม\u202eศรี\u2066": "สมศรี",
    "สม\ud800ศรี": "สมศรี",
    "สม\u200bศรี\ufeff": "สมศรี",
    "สม\x1b[31mศรี": "สม[31mศรี",
    "น้ำฝน": "น้ำฝน",
    "ปิ่น": "ปิ่น",
    "ก" + "้" * 50: "ก้้",
    "Z" + "\u0301\u0302\u0303\u0304" * 20 + "oe": "Ź\u0302\u0303oe",
    "้สมศรี": "สมศรี",
    "ก" * 40: "ก" * 40,
    "Nguyễn": "Nguyễn",
    "'; DROP TABLE people; --": "'; DROP TABLE people; --",
}
NO_NAMES = ["", "   ", "้", "่้๊๋", "\u0301" * 30, "\x00\x01", "\u202e\u200b", "\ud800", "...", "\u200d"]


def test_names_are_kept_safely(store, class_):
    """
    What harms nobody stays as typed; what cannot be seen or read is left out.
    """
    for typed, kept in NAMES.items():
        person = store.join(class_.id, typed).person
        assert kept == person.nickname, ascii(typed)
        assert person == store.people(class_.id)[-1], ascii(typed)
        tally["strange names kept"] += 1


def test_what_is_no_name_is_refused_kindly(store, class_):
    """
    Nothing to read, or too much of it: a person is told what to do, and nobody joins.
    """
    for typed in [*NO_NAMES, "ก" * 41, "ก" * 10_000, "ก้" * 10_000, "้" * 10_000]:
        with pytest.raises(InputError) as refused:
            store.join(class_.id, typed)
        assert "กรุณา" in refused.value.say("th"), ascii(typed)
        tally["strange names refused"] += 1
    assert [] == store.people(class_.id)


def test_what_is_no_table_is_refused(store, class_):
    """
    A table has a number from 1 to 999, or none.
    """
    for table in (0, -1, 1000, 10**30, 1.5, "x", True):
        with pytest.raises(InputError):
            store.join(class_.id, "สมศรี", table)
    assert [] == store.people(class_.id)


def test_a_number_is_never_given_twice(where):
    """
    A phone that still holds answers of somebody forgotten cannot hand them in for a newcomer.
    """
    store = Store.open(where)
    class_ = store.open_class("รุ่นที่ 1", {}, [])
    gone = store.join(class_.id, "สมศรี").person
    store.forget_person(gone.id)
    store.close()
    store = Store.open(where)

    assert gone.id < store.join(class_.id, "แดง").person.id
    store.forget_class(class_.id)
    assert class_.id < store.open_class("รุ่นที่ 2", {}, []).id
    store.close()
