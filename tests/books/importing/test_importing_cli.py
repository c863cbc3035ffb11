"""Templates, import and export at the command line: all or nothing, in both languages."""

import io
import os
import subprocess
import sys

import pytest
from openpyxl import load_workbook

from ogs_teach.books import Group
from ogs_teach.books.importing import report
from ogs_teach.cli import main
from ogs_teach.errors import Problem
from ogs_teach.places import sample_data
from tests.books.importing.broken import BROKEN
from tests.books.importing.making import FILE, changed, xlsx
from tests.tally import tally

TWELVE = sample_data() / "group_12"


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def tree(folder):
    """Return all that lies in a folder."""
    return {str(path.relative_to(folder)): path.stat().st_mtime_ns for path in folder.rglob("*")}


@pytest.mark.parametrize("title", BROKEN)
def test_a_failed_import_leaves_nothing_behind(title, here, capfd):
    """
    Exit code 1, a numbered list in both languages, and the disk as it was.
    """
    files = BROKEN[title][0]
    for name, content in (files() if callable(files) else files).items():
        (here / name).write_bytes(content)
    before = tree(here)

    code = main(["import", *before, "--to", "ที่ใหม่/กลุ่ม"])
    said = capfd.readouterr()

    assert 1 == code
    assert before == tree(here)
    assert not (here / "ที่ใหม่").exists()
    assert "" == said.out
    assert "  1. " in said.err
    assert "ยังไม่ได้บันทึกอะไร" in said.err
    assert "Nothing was written" in said.err
    assert "panicked" not in said.err
    tally["failed imports that left nothing behind"] += 1


def test_a_good_import_is_a_groups_folder(here, capsys):
    """
    Exit code 0 and a summary; the folder opens as any other.
    """
    (here / FILE).write_bytes(xlsx())

    code = main(["import", FILE, "--to", "new"])
    said = capsys.readouterr().out

    assert 0 == code
    assert "สมาชิก 3 คน เงินกู้ 1 สัญญา รายการ 6 รายการ ตั้งแต่ 10 มกราคม 2567" in said
    assert "Members: 3, loans: 1, entries: 6, from 10 January 2024 to 25 February 2024" in said
    assert "4,067.25 baht" in said
    assert 6 == len(Group.open("new").entries)
    assert {FILE, "new"} == {path.name for path in here.iterdir()}


def test_one_language_on_wish(here, capsys):
    """
    `--lang th` says it in Thai alone.
    """
    (here / FILE).write_bytes(xlsx(changed(("รายการ", "F2", "x"))))

    assert 1 == main(["--lang", "th", "import", FILE, "--to", "new"])
    said = capsys.readouterr().err
    assert "F2 จำนวนเงิน: “x” ไม่ใช่ตัวเลข" in said
    assert "amount" not in said


def test_an_existing_group_is_replaced_only_when_told_to(here, capsys):
    """
    Without --replace the old group stays; with it, it is replaced whole.
    """
    (here / FILE).write_bytes(xlsx())
    Group.open(TWELVE).save(here / "old")
    before = tree(here)

    assert 1 == main(["import", FILE, "--to", "old"])
    assert "add --replace" in capsys.readouterr().err
    assert before == tree(here)
    assert 0 == main(["import", FILE, "--to", "old", "--replace"])
    assert 3 == len(Group.open("old").members)


@pytest.mark.parametrize("replace", [[], ["--replace"]])
def test_a_folder_of_other_things_is_never_touched(here, capsys, replace):
    """
    A folder that holds no group is not written into, whatever is asked.
    """
    (here / FILE).write_bytes(xlsx())
    (here / "photos").mkdir()
    (here / "photos" / "a.jpg").write_bytes(b"x")
    before = tree(here)

    assert 1 == main(["import", FILE, "--to", "photos", *replace])
    assert 1 == main(["import", FILE, "--to", FILE, *replace])
    said = capsys.readouterr().err
    assert "holds other things" in said
    assert "is no folder" in said
    assert before == tree(here)


def test_files_that_are_not_there_are_told_together(here, capsys):
    """
    A wrong name and a wrong cell are told in one go.
    """
    (here / FILE).write_bytes(xlsx(changed(("รายการ", "F2", "x"))))

    assert 1 == main(["import", FILE, "nowhere.xlsx", ".", "--to", "new"])
    said = capsys.readouterr().err
    assert "“nowhere.xlsx” cannot be opened" in said
    assert "“.” cannot be opened" in said
    assert "F2 amount: “x” is not a number" in said


def test_a_long_list_is_cut_and_written_whole_on_wish(here, capsys):
    """
    200 problems are shown, the rest counted; --report writes every one.
    """
    found = changed()
    found["รายการ"][1:] = [[*found["รายการ"][1][:5], "x", ""] for _ in range(250)]
    (here / FILE).write_bytes(xlsx(found))

    assert 1 == main(["import", FILE, "--to", "new", "--report", "แก้.txt"])
    said = capsys.readouterr().err
    whole = (here / "แก้.txt").read_text(encoding="utf-8-sig")
    assert "250 things to correct" in said
    assert "and 50 more" in said
    assert " 200. F201" in said
    assert " 250. F251" in whole
    assert 1 == said.count(f"{FILE}, sheet “รายการ”")
    assert {FILE, "แก้.txt"} == {path.name for path in here.iterdir()}


def test_a_problem_of_no_place_stands_in_the_list():
    """
    What belongs to no file is numbered like the rest.
    """
    said = report.lines([Problem("importing.empty")] * 2, ["en", "th"])

    assert "2 things to correct / มี 2 เรื่องที่ต้องแก้" == said[0]
    assert "  1. This file is empty. Choose the file that holds the data" == said[1]


def test_templates_are_handed_out_and_never_over_others(here, capsys):
    """
    Two workbooks and the rule file; what is there already stops all of it.
    """
    assert 0 == main(["templates", "--to", "forms"])
    assert {"ogs-template-th.xlsx", "ogs-template-en.xlsx", "rules.toml"} == {
        path.name for path in (here / "forms").iterdir()
    }
    (here / "forms" / "rules.toml").unlink()
    before = tree(here)
    assert 1 == main(["templates", "--to", "forms"])
    assert before == tree(here)
    assert "ogs-template-th.xlsx" in capsys.readouterr().err


@pytest.mark.parametrize("typed", ["2567", "2024", "๒๕๖๗"])
def test_a_year_is_exported_however_it_is_typed(here, typed):
    """
    The same year in พ.ศ. and ค.ศ., in Thai digits too.
    """
    assert 0 == main(["--lang", "th", "export", str(TWELVE), "--to", "y.xlsx", "--year", typed])
    book = load_workbook(io.BytesIO((here / "y.xlsx").read_bytes()))
    assert "31 ธันวาคม 2567" in str(book.worksheets[0]["A2"].value)


def test_exports_of_each_kind(here, capsys):
    """
    Books as XLSX and beancount, and a template that is imported again.
    """
    assert 0 == main(["export", str(TWELVE), "--to", "b.xlsx"])
    assert 0 == main(["export", str(TWELVE), "--to", "b.beancount"])
    assert 0 == main(["export", str(TWELVE), "--to", "t.xlsx", "--template"])
    assert b'"operating_currency" "THB"' in (here / "b.beancount").read_bytes()
    assert 0 == main(["import", "t.xlsx", str(TWELVE / "rules.toml"), "--to", "again"])
    for name in ("members.csv", "opening.csv", "entries.csv", "loans.csv", "rules.toml"):
        assert (TWELVE / name).read_bytes() == (here / "again" / name).read_bytes()
    capsys.readouterr()


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--to", "b.pdf"], "end in .xlsx or .beancount"),
        (["--to", "b.xlsx", "--year", "2570"], "Choose one of 2567 (2024), 2568 (2025)"),
        (["--to", "b.xlsx", "--year", "67"], "Type the year in B.E."),
        (["--to", "b.xlsx", "--year", "2300"], "Type the year in B.E."),
        (["--to", "there.xlsx"], "is there already"),
    ],
)
def test_a_wrong_export_writes_nothing(here, capsys, words, says):
    """
    One line in both languages, and no file.
    """
    (here / "there.xlsx").write_bytes(b"x")
    before = tree(here)

    assert 1 == main(["export", str(TWELVE), *words])
    said = capsys.readouterr().err
    assert says in said
    assert "กรุณา" in said
    assert before == tree(here)


@pytest.mark.parametrize("console", ["utf-8", "cp874", "ascii"])
def test_no_console_is_too_old(here, console):
    """
    Whatever letters the console knows, the list comes out and English is readable.
    """
    (here / FILE).write_bytes(xlsx(changed(("รายการ", "F2", "x"))))
    done = subprocess.run(
        [sys.executable, "-m", "ogs_teach", "import", FILE, "--to", "new"],
        capture_output=True,
        timeout=60,
        check=False,
        env={**os.environ, "PYTHONIOENCODING": console, "PYTHONUTF8": "0"},
    )

    assert 1 == done.returncode
    assert b"Traceback" not in done.stderr
    assert b"F2 amount: " in done.stderr
    assert [here / FILE] == list(here.iterdir())
