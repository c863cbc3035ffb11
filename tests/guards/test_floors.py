"""The house: imports go down only."""

import ast
from pathlib import Path

import pytest

import ogs_teach

PACKAGE = Path(ogs_teach.__file__).parent
FLOORS = {
    "money": 1, "inputs": 1, "thai": 1, "rules": 1, "legal": 1, "i18n": 1, "errors": 1,
    "places": 1, "tables": 1,
    "savings": 2, "loans": 2, "arrears": 2, "dividends": 2, "welfare": 2, "books": 2,
    "charts": 3, "savings_day": 3, "simulation": 3,
    "school": 4, "store": 4,
    "apps": 5,
    "server": 6,
    "cli": 7, "cli_books": 7, "cli_print": 7, "cli_school": 7, "cli_store": 7, "__main__": 7,
}  # fmt: skip
WIDGETS_AND_SERVERS = {"ipywidgets", "voila", "tornado", "jupyter_server", "traitlets", "IPython"}


def room(path):
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports(path):
    """Yield the dotted names that a module imports, wherever in it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{path}: relative import"
            if node.module == "ogs_teach":
                yield from (f"ogs_teach.{alias.name}" for alias in node.names)
            else:
                yield node.module


MODULES = [
    path
    for path in sorted(PACKAGE.rglob("*.py"))
    if path.parent != PACKAGE or path.name != "__init__.py"
]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_go_down_only(path):
    """
    A room imports its own floor's helpers or lower floors, never a higher one.
    """
    floor = FLOORS[room(path)]
    for name in imports(path):
        top, _, rest = name.partition(".")
        if top == "ogs_teach" and rest and rest != "__version__":
            other = rest.partition(".")[0]
            assert FLOORS[other] <= floor, f"{path.name} (floor {floor}) imports {name}"
        if floor < 5:
            assert top not in WIDGETS_AND_SERVERS, f"{path.name} (floor {floor}) imports {name}"
