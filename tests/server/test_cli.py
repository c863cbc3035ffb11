"""The command line: both languages, any console, one line when it goes wrong."""

import os
import subprocess
import sys

import pytest

from ogs_teach import __version__
from ogs_teach.cli import main, parser

CONSOLES = ("cp437", "cp874", "ascii")
WRONG = {
    "no command": [],
    "unknown command": ["sreve"],
    "unknown option": ["serve", "--prot", "1"],
    "port in letters": ["serve", "--port", "abc"],
    "port zero": ["serve", "--port", "0"],
    "port too high": ["serve", "--port", "65536"],
    "port negative": ["serve", "--port", "-1"],
    "port empty": ["serve", "--port", ""],
    "port fraction": ["serve", "--port", "80.5"],
    "port with stray mark": ["serve", "--port", "๘่๐"],
    "base with a space": ["serve", "--base-url", "a b"],
    "base climbing": ["serve", "--base-url", "/a//b/"],
    "base in Thai": ["serve", "--base-url", "/ออม/"],
    "base with a query": ["serve", "--base-url", "/a?b"],
    "base with quotes": ["serve", "--base-url", '/"x"/'],
    "seats zero": ["serve", "--seats", "0"],
    "seats in letters": ["serve", "--seats", "many"],
    "host of another": ["serve", "--host", "192.0.2.250"],
    "host that is none": ["serve", "--host", "no.such.host.invalid"],
    "password alone": ["serve", "--wifi-password", "12345678"],
    "password short": ["serve", "--wifi-name", "a", "--wifi-password", "123"],
    "name long": ["serve", "--wifi-name", "x" * 33],
    "no notebooks": ["serve", "--notebooks", "/nowhere/at all"],
    "unknown language": ["--lang", "de", "doctor"],
    "doctor's port": ["doctor", "--port", "x"],
    "lab's port": ["lab", "--port", "x"],
    "import of nothing": ["import", "--to", "x"],
    "import to nowhere": ["import", "a.xlsx"],
    "export of no group": ["export", "/nowhere/at all", "--to", "x.xlsx"],
    "export of a year in letters": ["export", "x", "--to", "x.xlsx", "--year", "abc"],
    "line break": ["serve", "--port", "a\nb"],
}


def run(*arguments, console="utf-8", **environment):
    """Run the kit's command in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "ogs_teach", *arguments],
        capture_output=True,
        timeout=60,
        check=False,
        env={**os.environ, "PYTHONIOENCODING": console, "PYTHONUTF8": "0", **environment},
    )


@pytest.mark.parametrize("case", WRONG)
def test_wrong_words_end_in_one_line(case, capsys):
    """
    Thai and English on one line, a remedy, an exit code; never a traceback.
    """
    code = main(WRONG[case])
    said = capsys.readouterr()

    assert code not in (0, None)
    assert "" == said.out
    assert 1 == len(said.err.splitlines()), said.err
    assert " / " in said.err
    assert "กรุณา" in said.err


@pytest.mark.parametrize("console", CONSOLES)
def test_no_console_is_too_old(console):
    """
    Whatever letters the console knows, the program runs to its end and English is readable.
    """
    done = run("doctor", console=console)

    assert done.returncode in (0, 1, 2)
    assert b"Traceback" not in done.stderr
    assert b"Forty phones need a Wi-Fi router" in done.stdout

    failed = run("serve", "--port", "ก", console=console)
    assert 1 == failed.returncode
    assert b"Traceback" not in failed.stderr
    assert b"Type digits only" in failed.stderr


def test_help_is_in_both_languages(capsys):
    """
    Help for each command speaks Thai and English.
    """
    commands = ("serve", "doctor", "lab", "templates", "import", "export")
    commands += ("forget", "backup", "restore", "export-class")
    for words in (["--help"], *([command, "-h"] for command in commands)):
        with pytest.raises(SystemExit) as ended:
            main(words)
        said = capsys.readouterr().out
        assert 0 == ended.value.code
        assert "วิธีใช้ / usage" in said
        assert "ตัวเลือก / options" in said
        assert "--lang" in said


def test_version(capsys):
    """
    `--version` says which one.
    """
    with pytest.raises(SystemExit) as ended:
        main(["--version"])

    assert 0 == ended.value.code
    assert __version__ == capsys.readouterr().out.strip()


@pytest.mark.parametrize(
    "words", [["--lang", "en", "doctor"], ["doctor", "--lang", "en"]], ids=["before", "after"]
)
def test_one_language_on_wish(words, capsys):
    """
    `--lang`, before or after the command, leaves the other language out.
    """
    main(words)
    said = capsys.readouterr().out

    assert "Forty phones" in said
    assert not any("ก" <= letter <= "ฮ" for letter in said)


@pytest.mark.parametrize(
    ("typed", "base"),
    [("/", "/"), ("", "/"), ("ogs", "/ogs/"), ("/ogs", "/ogs/"), ("/a/b-c/", "/a/b-c/")],
)
def test_base_address_is_completed(typed, base):
    """
    However the slashes are typed, the address begins and ends with one.
    """
    assert base == parser().parse_args(["serve", "--base-url", typed]).base_url


def test_what_nobody_foresaw_is_one_line_too(monkeypatch, capsys):
    """
    A full disk, or a mistake of the kit's own: one line in both languages, exit code 1.
    """

    def fail(*_arguments):
        raise OSError(28, "No space left\non device")

    monkeypatch.setattr("ogs_teach.server.doctor.this_laptop", fail)
    code = main(["doctor"])
    said = capsys.readouterr().err

    assert 1 == code
    assert 1 == len(said.splitlines())
    assert "No space left" in said
    assert "กรุณา" in said


def test_thai_digits_make_a_port():
    """
    A port may be typed in Thai digits.
    """
    assert 8010 == parser().parse_args(["serve", "--port", "๘๐๑๐"]).port
