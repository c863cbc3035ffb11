"""No outside host in what is served, and no trace of one computer in any file."""

import re
import subprocess
from pathlib import Path

import pytest

TOP = Path(__file__).resolve().parents[2]
SERVED = ("ogs_teach/", "notebooks/", "lessons/", "sample_data/")
# Names of things, not addresses that are fetched; and this computer itself.
HARMLESS = r"//(www\.w3\.org/|127\.0\.0\.1|localhost|\{|schemas\.openxmlformats\.org/)"
REGISTRIES = (
    r"pypi\.org|pythonhosted\.|npmjs\.|yarnpkg\.|anaconda\.|jsdelivr|unpkg\.|cdnjs|googleapis"
)
MACHINE = r"(?<![\w.~})])/(home|root|tmp|work|mnt/\w)/\w|/Users/\w|\b[A-Z]:\\Users"
WORKSHOP = r"\.\./shared|\bdesign\.md|\bdomain\.md|\bstyle\.md"


def tracked():
    """Return the text files that the repository holds."""
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=TOP, capture_output=True, text=True, check=True
    )
    for name in filter(None, listed.stdout.split("\0")):
        path = TOP / name
        if path.is_file() and b"\0" not in path.read_bytes():
            yield name


FILES = sorted(tracked())


def found(pattern, name):
    """Return what a pattern finds in a file, with its line."""
    lines = (TOP / name).read_text(encoding="utf-8", errors="replace").splitlines()
    return [
        f"{number}: {match.group()}"
        for number, line in enumerate(lines, 1)
        for match in re.finditer(pattern, line)
    ]


@pytest.mark.parametrize("name", [name for name in FILES if name.startswith(SERVED)])
def test_nothing_served_names_an_outside_host(name):
    """
    Pages, notebooks, texts and styles work where there is no internet.
    """
    assert not found(rf"(https?:|wss?:)(?!{HARMLESS})//[^\s\"'<>)]+", name)
    assert not found(r"(src|href)\s*=\s*[\"']//|url\([\"']?//|@import\s+[\"']?//", name)


@pytest.mark.parametrize("name", [name for name in FILES if name != "tests/guards/test_hosts.py"])
def test_no_file_names_a_registry_or_one_computers_folders(name):
    """
    A file means the same on every computer.
    """
    for pattern in (REGISTRIES, MACHINE, WORKSHOP):
        assert not found(pattern, name)
