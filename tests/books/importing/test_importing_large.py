"""Large files and malicious ones: bounded memory, refused before they are unpacked."""

import json
import os
import random
import subprocess
import sys
from datetime import timedelta

import pytest

from tests.books.importing import making
from tests.tally import tally

ROWS = 100_000
MB = 2**20
READ = """
import json, re, sys, time
from pathlib import Path
from ogs_teach.books.importing import read_group
from ogs_teach.errors import GroupError
def peak():  # of this process alone: getrusage counts its parent's memory before exec as well
    status = Path("/proc/self/status")
    if status.exists():
        return int(re.search("VmHWM:\\s*(\\d+)", status.read_text())[1])
    import resource
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
files = {name: open(name, "rb").read() for name in sys.argv[1:]}
before = peak()
started, said, entries = time.process_time(), "", 0
try:
    entries = len(read_group(files).entries)
except GroupError as error:
    said = error.say("en")
cpu = time.process_time() - started
print(json.dumps([entries, said, cpu, peak() / 1024, (peak() - before) / 1024]))
"""


def read_alone(folder, *names):
    """Read files in a process of their own; return entries, problems, CPU s, MB, MB added."""
    done = subprocess.run(
        [sys.executable, "-c", READ, *names],
        cwd=folder,
        capture_output=True,
        check=True,
        timeout=120,
        text=True,
        env={**os.environ, "PYTHONUTF8": "1"},
    )
    return json.loads(done.stdout)


def many():
    """Return a group's tables with 100,000 entries."""
    found = making.grids()
    members, opening, entries, loans = found.values()
    members[1:] = [
        [f"M{n:04}", f"สมาชิก {n}", "สามัญ", *[""] * 4, making.D(2021, 1, 1), "", 100, ""]
        for n in range(500)
    ]
    opening[1:] = [[*opening[1][:4], 5000, ""], [*opening[4][:5], 5000]]
    day = making.D(2024, 1, 5)
    entries[1:] = [
        [day + timedelta(n // 140), f"R{n}", "รับเงินสัจจะสะสม", f"M{n % 500:04}", "", 100.25, ""]
        for n in range(ROWS)
    ]
    del loans[1:]
    return found


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_a_hundred_thousand_rows_are_read_and_checked(tmp_path, form):
    """
    100,000 entries take seconds, and less than 200 MB in all.
    """
    files = {making.FILE: making.xlsx(many())} if form == "xlsx" else making.csvs(many())
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)

    entries, said, cpu, peak, _ = read_alone(tmp_path, *files)

    assert ROWS == entries, said
    print(f"\n{form}: {ROWS:,} rows, {cpu:.1f} CPU s, peak {peak:.0f} MB")
    tally["rows of large spreadsheets read and checked"] += entries
    assert 200 > peak
    assert 30 > cpu


def bombs():
    """Return files that unpack to 2 GB: honest, of 10 MB, or lying about it."""
    zeros = making.zeros_deflated(2048 - 64)
    size = (2048 - 64) * MB
    sheet = b"xl/worksheets/sheet1.xml"
    picture = random.Random(1).randbytes(8 * MB)
    return {
        "honest": [(b"xl/workbook.xml", b"", 0), (sheet, zeros, size)],
        "of 10 MB": [(sheet, zeros, size), (b"xl/media/a.jpg", picture, len(picture))],
        "says 1 MB": [(b"xl/workbook.xml", b"\x03\x00", 0), (sheet, zeros, MB)],
        "in many parts": [
            (b"xl/worksheets/sheet%d.xml" % n, zeros[: len(zeros) // 31], 64 * MB)
            for n in range(31)
        ],
    }


@pytest.mark.parametrize("kind", bombs())
def test_a_file_that_unpacks_to_two_gigabytes_is_refused_at_once(tmp_path, kind):
    """
    Nothing near its size is ever held, and it takes a moment, also where the file lies.
    """
    content = making.raw_zip(bombs()[kind])
    (tmp_path / making.FILE).write_bytes(content)

    entries, said, cpu, _, added = read_alone(tmp_path, making.FILE)

    assert 0 == entries
    assert "would unpack to" in said or "damaged" in said
    print(f"\n{kind}: {len(content) / MB:.1f} MB, {cpu:.2f} CPU s, {added:.0f} MB more")
    assert 1 > cpu
    assert 40 > added
    tally["broken spreadsheets refused"] += 1
