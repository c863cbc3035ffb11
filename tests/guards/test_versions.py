"""One version, wherever it stands."""

import re
import tomllib
from pathlib import Path

import ogs_teach

TOP = Path(__file__).resolve().parents[2]


def test_the_version_is_the_same_everywhere():
    """
    pyproject.toml, the package and the newest entry of the changelog agree.
    """
    project = tomllib.loads((TOP / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    entries = re.findall(r"^## \[(.+?)\]", (TOP / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)

    assert ogs_teach.__version__ == project["version"]
    assert ogs_teach.__version__ == entries[0]
