"""The tests themselves: every one states its fact, every file is collected."""

import ast
from pathlib import Path

import pytest

TESTS = Path(__file__).resolve().parents[1]
FILES = sorted(TESTS.rglob("*.py"))
HELPERS = {"conftest.py", "__init__.py"}


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(TESTS)))
def test_every_test_states_a_fact(path):
    """
    A test has a docstring, and a file that holds tests has a name that pytest collects.
    """
    tests = [
        node
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.name.startswith("test_")
    ]
    if tests:
        assert path.name.startswith("test_"), f"pytest does not collect {path.name}"
    for test in tests:
        assert ast.get_docstring(test), f"{path.name}::{test.name} states no fact"
