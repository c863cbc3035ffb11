"""`ogs-teach school-key` and `ogs-teach verify`."""

import io
from datetime import date

import pytest

from ogs_teach import cli
from ogs_teach.i18n import t
from ogs_teach.school import keys
from ogs_teach.school.certificates import issue
from ogs_teach.school.keys import SchoolKey

OTHER = SchoolKey("โรงเรียนอีกแห่ง", bytes(32))
TEXT = issue(OTHER, "นางสมใจ ใจดี", date(2026, 5, 12), [1])


@pytest.fixture(autouse=True)
def data(tmp_path, monkeypatch):
    """Keep the school's key of this computer's user out of the tests."""
    monkeypatch.setenv("OGS_TEACH_DATA", str(tmp_path / "data"))


@pytest.fixture
def run(capsys):
    """Return a function that runs a command: exit code, said, complained."""

    def call(*words):
        code = cli.main([*words, "--lang", "th"])
        said = capsys.readouterr()
        return code, said.out, said.err

    return call


def test_a_school_without_a_key_hears_how_to_make_one(run):
    """
    Nothing is made unasked: a school's name is its own to give.
    """
    code, _, err = run("school-key")

    assert 1 == code
    assert "--name" in err
    assert keys.school_key() is None


def test_a_key_is_made_once_and_renamed_without_change(run):
    """
    The name may change; certificates signed before stay good.
    """
    assert 0 == run("school-key", "--name", "โรงเรียนเก่า")[0]
    before = keys.school_key()
    code, out, _ = run("school-key", "--name", "โรงเรียนใหม่")

    assert 0 == code
    assert before.secret == keys.school_key().secret
    assert "โรงเรียนใหม่" in out
    assert before.public.spoken in out


def test_a_key_travels_from_school_to_school(run, tmp_path):
    """
    One writes its public key out, another takes it in, then its certificates are believed.
    """
    keys.keep(OTHER)
    assert 0 == run("school-key", "--to", str(tmp_path / "key.txt"))[0]
    (tmp_path / "data" / keys.FILE).unlink()

    assert (1, True) == ((ran := run("verify", TEXT))[0], OTHER.school in ran[2])
    assert 0 == run("school-key", "--trust", str(tmp_path / "key.txt"))[0]
    code, out, _ = run("verify", TEXT)
    assert 0 == code
    assert "นางสมใจ ใจดี" in out
    assert OTHER.school in out
    assert keys.letters(OTHER.secret) not in (tmp_path / "key.txt").read_text("utf-8")


def test_a_written_key_is_not_written_over(run, tmp_path):
    """
    A file that is there stays, unless it is asked to be replaced.
    """
    keys.keep(OTHER)
    (tmp_path / "key.txt").write_text("mine")

    assert 1 == run("school-key", "--to", str(tmp_path / "key.txt"))[0]
    assert "mine" == (tmp_path / "key.txt").read_text()
    assert 0 == run("school-key", "--to", str(tmp_path / "key.txt"), "--replace")[0]


def test_a_certificate_is_read_from_a_file_and_from_a_pipe(run, tmp_path, monkeypatch):
    """
    As an argument, in a file, or piped in: the answer is the same.
    """
    keys.keep(OTHER)
    (tmp_path / "c.txt").write_text(f"\ufeff{TEXT}\n", encoding="utf-8")
    monkeypatch.setattr("sys.stdin", io.StringIO(TEXT))

    answers = {run("verify", given)[1] for given in (TEXT, str(tmp_path / "c.txt"), "-")}

    assert 1 == len(answers)
    assert t("certificates.verify.good", "th") in answers.pop()


@pytest.mark.parametrize(
    "text", ["", "hello", "OGS1", TEXT[:-1], "x" * 5_000, "\x00", "a/" * 3_000]
)
def test_what_is_no_certificate_ends_in_one_line(run, text):
    """
    Whatever is given is answered in words.
    """
    code, _, err = run("verify", text)

    assert 1 == code
    assert 1 == len(err.strip().splitlines())
    assert t("cli.crashed", "th", what="")[:12] not in err
