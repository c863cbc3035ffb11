"""Money is never a float: floors 1 and 2 hold none."""

import ast
from pathlib import Path

import pytest

import ogs_teach
from tests.guards.test_floors import FLOORS, MODULES, room

PACKAGE = Path(ogs_teach.__file__).parent
EXACT = [path for path in MODULES if FLOORS[room(path)] <= 2]
RATES = {  # what people are shown may be a float; no money is computed from it
    "rates.py": "the solver brackets a rate, and the cap is decided with fractions",
    "workbook.py": "a spreadsheet stores doubles; the exact value is rounded to the nearest one",
    "instalments.py": "the stated rate is handed out as people read it",
}


def is_float(node):
    """Say whether a float is written, made or brought in here."""
    match node:
        case ast.Constant(value=float() | complex()):
            return True
        case ast.Call(func=ast.Name(id="float" | "complex")):
            return True
        case ast.Import(names=names):
            return any(name.name == "numpy" for name in names)
    return False


@pytest.mark.parametrize("path", EXACT, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_float_in_the_arithmetic(path):
    """
    No float is written or made where money is counted; rates that are shown are listed by name.
    """
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found = [node.lineno for node in ast.walk(tree) if is_float(node)]

    assert path.name in RATES or not found, f"{path.name}, lines {found}"
