"""Where every test must run, a skip is a failure."""

import subprocess
import sys

from tests.kit.tinykit import TOP, environment

TESTS = """
import sys
import pytest

THIS = {"linux": "Linux", "darwin": "macOS", "win32": "Windows"}[sys.platform]
OTHER = "Windows" if THIS == "Linux" else "Linux"

def test_runs(): pass

def test_lacks_a_font(): pytest.skip("no Thai font")

def test_of_this_system(): pytest.skip("not on " + THIS)

def test_of_another_system(): pytest.skip("needs " + OTHER)

@pytest.mark.skipif(True, reason="no network")
def test_marked(): pass

@pytest.mark.xfail(strict=True)
def test_known_fault(): assert False
"""


def test_only_another_system_excuses_a_skip(tmp_path):
    """
    Skips for want of a font or the network fail; one for another system stays; a file that is
    skipped as a whole fails.
    """
    (tmp_path / "test_some.py").write_text(TESTS, encoding="utf-8")
    (tmp_path / "test_whole.py").write_text("import pytest\npytest.importorskip('no_such_thing')\n")
    (tmp_path / "pytest.ini").touch()
    plugin = ["-p", "strict_skips", "-p", "no:cacheprovider"]
    done = subprocess.run(
        [sys.executable, "-m", "pytest", *plugin, "--continue-on-collection-errors", "."],
        cwd=tmp_path,
        env=environment(PYTHONPATH=str(TOP / "tests" / "kit"), PYTEST_ADDOPTS=""),
        capture_output=True,
        text=True,
        check=False,
    )

    assert 1 == done.returncode
    assert "2 failed, 1 passed, 1 skipped, 1 xfailed, 2 errors" in done.stdout
    assert "a skip is a failure here: Skipped: no Thai font" in done.stdout
