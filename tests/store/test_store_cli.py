"""The command line's part for the store: forget, backup, restore, export-class."""

import io

import openpyxl
import pytest

from ogs_teach.cli import main
from ogs_teach.store import Store, workbook
from tests.tally import tally


@pytest.fixture
def filled(where, monkeypatch):
    """A store with a class of three, two of them with one name; the variable names it."""
    monkeypatch.setenv("OGS_TEACH_STORE", str(where))
    store = Store.open(where)
    class_ = store.open_class("รุ่นที่ 1", {}, ["01/a"], code="12345")
    for name, table in (("=1+1", 3), ("แดง", None), ("แดง", 4)):
        person = store.join(class_.id, name, table).person
        store.record(person.id, "pre", "01/a", {"choice": "-flat", "x": "1"}, True, "key-0001")
        store.record(person.id, "post", "01/a", "@declining", False, "key-0002")
        store.record(person.id, "post", "01/b", ["b", "a"], None, "key-0003")
    store.finish(person.id, "pre")
    store.report_task(person.id, "01")
    store.keep_game(person.id, "-7Ab_9", 8, 61)
    store.give_feedback(class_.id, person.id, {"clear": 5}, {"best": "=cmd()"})
    yield store
    store.close()


def run(capsys, *words):
    """Run a command; return its exit code and what it said."""
    code = main(words)
    said = capsys.readouterr()
    assert "Traceback" not in said.out + said.err
    tally["store commands run"] += 1
    return code, said.out + said.err


def names(store):
    """Return who is in the class."""
    return [one.nickname for one in store.people(store.classes()[0].id)]


def test_forget_a_person(filled, capsys):
    """
    By nickname, or by words where two have one name; only when told that it is meant.
    """
    words = filled.people(filled.classes()[0].id)[1].code
    for person, part in (("=1+1", "--yes"), ("แดง", "2"), ("ดำ", "กรุณา")):
        code, said = run(capsys, "forget", "12345", "--person", person)
        assert (1, True) == (code, part in said)
    assert ["=1+1", "แดง", "แดง"] == names(filled)

    assert 0 == run(capsys, "forget", "๑๒๓๔๕", "--person", " =1+1 ", "--yes")[0]
    assert 0 == run(capsys, "forget", "12345", "--person", words.replace(" ", "-"), "--yes")[0]
    assert ["แดง"] == names(filled)


def test_forget_a_class(filled, capsys):
    """
    By its code, only when told that it is meant; a code that is not there names those that are.
    """
    code, said = run(capsys, "forget", "54321", "--yes")
    assert (1, True) == (code, "12345 (รุ่นที่ 1)" in said)
    code, said = run(capsys, "forget", "12345")
    assert (1, True) == (code, "รุ่นที่ 1" in said)
    assert 1 == len(filled.classes())

    code, said = run(capsys, "forget", "12345", "--yes")
    assert (0, True) == (code, "Backups" in said)
    assert [] == filled.classes()


def test_backup_and_restore(filled, capsys, tmp_path):
    """
    Backed up while the store is open elsewhere, forgotten, brought back.
    """
    backup = str(tmp_path / "backup.sqlite")
    assert 0 == run(capsys, "backup", "--to", backup)[0]
    assert 1 == run(capsys, "backup", "--to", backup)[0]
    assert 0 == run(capsys, "backup", "--to", backup, "--replace")[0]
    assert 1 == run(capsys, "restore", backup)[0]
    run(capsys, "forget", "12345", "--yes")
    assert 0 == run(capsys, "restore", backup)[0]
    assert ["=1+1", "แดง", "แดง"] == names(filled)
    filled.open_class("อีกห้อง", {}, [])
    assert 0 == run(capsys, "restore", backup, "--replace")[0]
    assert ["รุ่นที่ 1"] == [one.title for one in filled.classes()]


def test_export_a_class(filled, capsys, tmp_path):
    """
    An XLSX in the wanted language; another ending, and a file that is there, are refused.
    """
    wanted = tmp_path / "class.xlsx"
    assert 1 == run(capsys, "export-class", "12345", "--to", str(tmp_path / "class.csv"))[0]
    assert 0 == run(capsys, "--lang", "en", "export-class", "12345", "--to", str(wanted))[0]
    assert 1 == run(capsys, "export-class", "12345", "--to", str(wanted))[0]
    assert 0 == run(capsys, "export-class", "12345", "--to", str(wanted), "--replace")[0]

    assert ["ผู้เข้าอบรม", "คำตอบ", "แบบฝึกในแอป", "เกมห้าปี", "ความพึงพอใจ"] == (
        openpyxl.load_workbook(wanted).sheetnames
    )


@pytest.mark.parametrize("lang", ["th", "en"])
def test_the_workbook_holds_what_counts(filled, lang):
    """
    Each answer that counts in a row, as text where it begins with = + - @; no resume words.
    """
    class_ = filled.classes()[0]
    book = openpyxl.load_workbook(io.BytesIO(workbook(filled, class_, lang)))
    cells = [list(row) for sheet in book for row in sheet.iter_rows()]
    values = [cell.value for row in cells for cell in row if cell.value is not None]
    answers = [[cell.value for cell in row] for row in book.worksheets[1].iter_rows(min_row=5)]

    assert 9 == len(answers)
    assert ["01/a", "choice: -flat; x: 1", 1] == answers[0][2:5]
    assert ["01/a", "@declining", 0] == answers[3][2:5]
    assert ["01/b", '["b", "a"]', None] == [
        None if value in ("", "–") else value for value in answers[4][2:5]
    ]
    assert {"=1+1", "=cmd()"} <= set(values)
    assert [3, 4, 7, 61, "-7Ab_9"] == [cell.value for cell in book.worksheets[3][5]]
    assert not [cell for row in cells for cell in row if cell.data_type == "f"]
    for person in filled.people(class_.id):
        assert not [value for value in values if person.code in str(value)]


@pytest.mark.parametrize(
    "words",
    [
        ["forget", "12345", "--yes"],
        ["backup", "--to", "backup.sqlite"],
        ["export-class", "12345", "--to", "class.xlsx"],
        ["restore", "nowhere.sqlite"],
    ],
    ids=lambda words: words[0],
)
def test_a_store_that_is_not_there(words, capsys, tmp_path, monkeypatch):
    """
    Said in one line, and no file is made in its place.
    """
    monkeypatch.chdir(tmp_path)
    code, said = run(capsys, *words, "--store", "none.sqlite")

    assert (1, 1) == (code, len(said.splitlines()))
    assert "กรุณา" in said
    assert [] == list(tmp_path.iterdir())


def test_an_empty_class_is_exported(filled):
    """
    A class that nobody has joined gives a workbook all the same.
    """
    assert workbook(filled, filled.open_class("", {}, []), "th")
