"""Notebooks: thin where they are served, complete where they are compared."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.tally import tally

NOTEBOOKS = Path(__file__).resolve().parents[2] / "notebooks"
THIN = sorted([*NOTEBOOKS.glob("apps/*.ipynb"), *NOTEBOOKS.glob("lessons/*.ipynb")])
EXPLORE = sorted(NOTEBOOKS.glob("explore/*.ipynb"))
LEAST_COMPARED = 15


def code_cells(path):
    """Return a notebook's code cells."""
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return [cell for cell in cells if cell["cell_type"] == "code"]


def compared(path):
    """Return the cells whose outputs nbval compares: those that are stored with their run."""
    return [
        cell
        for cell in code_cells(path)
        if cell["execution_count"]
        and cell["outputs"]
        and "nbval-ignore-output" not in cell["metadata"].get("tags", [])
    ]


@pytest.mark.parametrize("path", THIN, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_served_notebooks_are_thin(path):
    """
    At most five code cells and twelve lines, and no outputs: all logic is in the package.
    """
    cells = code_cells(path)
    lines = [line for cell in cells for line in "".join(cell["source"]).splitlines()]

    assert 5 >= len(cells) >= 1
    assert 12 >= len(lines)
    assert all(not cell["outputs"] and cell["execution_count"] is None for cell in cells)


@pytest.mark.parametrize("path", EXPLORE, ids=lambda path: path.name)
def test_explore_notebooks_are_stored_as_they_ran(path):
    """
    Every code cell was run, in order, from a fresh kernel; papermill finds its parameters.
    """
    cells = code_cells(path)

    assert list(range(1, len(cells) + 1)) == [cell["execution_count"] for cell in cells]
    assert 1 == sum("parameters" in cell["metadata"].get("tags", []) for cell in cells)
    assert not re.search("NBVAL_IGNORE_OUTPUT", path.read_text("utf-8"))


@pytest.mark.parametrize("path", EXPLORE, ids=lambda path: path.name)
def test_only_what_measures_time_is_not_compared(path):
    """
    One cell of a notebook at most is let off the comparison: one that reads the clock.
    """
    let_off = [
        "".join(cell["source"])
        for cell in code_cells(path)
        if any(tag.startswith("nbval-") for tag in cell["metadata"].get("tags", []))
    ]

    assert 1 >= len(let_off)
    assert all("process_time()" in source for source in let_off)


def test_enough_cells_are_really_compared():
    """
    A cell that is stored without its run would pass unseen; so they are counted.
    """
    cells = sum(len(compared(path)) for path in EXPLORE)
    tally["notebook cells compared with their stored outputs"] += cells

    assert LEAST_COMPARED <= cells


def test_one_changed_digit_makes_the_comparison_fail(tmp_path):
    """
    nbval sees a single digit of a stored output that is not what the cell gives.
    """
    notebook = json.loads(EXPLORE[0].read_text(encoding="utf-8"))
    text = next(
        output["data"]["text/plain"]
        for cell in notebook["cells"]
        for output in cell.get("outputs", [])
        if re.search(r"\d", "".join(output.get("data", {}).get("text/plain", "")))
    )
    line = next(place for place, words in enumerate(text) if re.search(r"\d", words))
    text[line] = re.sub(
        r"\d", lambda digit: str((int(digit.group()) + 1) % 10), text[line], count=1
    )
    (tmp_path / "changed.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
    (tmp_path / "pytest.ini").touch()
    command = [sys.executable, "-m", "pytest", "--nbval", "--nbval-current-env"]
    done = subprocess.run(
        [*command, "-p", "no:cacheprovider", "changed.ipynb"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )

    assert 1 == done.returncode
    assert "1 failed" in done.stdout
