"""The wheel: an installed kit is complete."""

import json
import subprocess
import sys
import venv
import zipfile

import pytest

from tests.kit.tinykit import TOP

CARRIED = {"notebooks": "carried/notebooks", "lessons": "carried/lessons"}
CARRIED |= {"sample_data": "carried/sample_data", "ogs_teach": "."}
PLACES = """
import json
from ogs_teach import __version__, places
folders = [places.notebooks(), places.lessons(), places.sample_data()]
names = [[str(folder), sorted(path.name for path in folder.iterdir())] for folder in folders]
print(json.dumps([__version__, *names]))
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """The kit's wheel, built here with no network."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel"]
    subprocess.run([*command, "--directory", str(folder)], cwd=TOP, check=True, capture_output=True)
    return next(folder.glob("*.whl"))


def shipped(folder):
    """Return the files of a folder that a wheel should carry."""
    for path in (TOP / folder).rglob("*"):
        inner = path.relative_to(TOP / folder)
        hidden = any(part.startswith((".", "__pycache__")) for part in inner.parts)
        if path.is_file() and not hidden:
            yield inner.as_posix()


@pytest.mark.parametrize("folder", CARRIED)
def test_the_wheel_carries_every_file(wheel, folder):
    """
    Notebooks, lessons, sample data, texts, templates and styles: nothing is left behind.
    """
    carried = zipfile.ZipFile(wheel).namelist()
    place = f"ogs_teach/{CARRIED[folder]}/".replace("/./", "/")
    wanted = [place + inner for inner in shipped(folder)]

    assert wanted
    assert not set(wanted) - set(carried)


def test_the_wheel_carries_nothing_else(wheel):
    """
    No tests, no caches, no kit.py; the same files do not stand in it twice.
    """
    names = zipfile.ZipFile(wheel).namelist()

    assert len(set(names)) == len(names)
    assert {"ogs_teach"} == {name.split("/")[0] for name in names if ".dist-info/" not in name}
    assert not [name for name in names if "__pycache__" in name or ".ipynb_checkpoints" in name]
    for kind in (".toml", ".html", ".css", ".ipynb", ".csv", ".md"):
        assert [name for name in names if name.endswith(kind)], kind


def test_an_installed_wheel_finds_what_it_carries(wheel, tmp_path):
    """
    Installed into a fresh environment, `places` leads into the package.
    """
    home = tmp_path / "fresh"
    venv.create(home)
    pip = [sys.executable, "-m", "pip", "--python", str(home), "install", "--no-deps", "--no-index"]
    subprocess.run([*pip, str(wheel)], check=True, capture_output=True)
    python = next(path for path in home.glob("*/python*") if path.stem == "python")
    version, *places = json.loads(
        subprocess.check_output([python, "-I", "-c", PLACES], cwd=tmp_path, text=True)
    )

    assert version in wheel.name
    for folder, names in places:
        assert folder.startswith(str(home))
        assert names
    assert {"apps", "explore"} <= set(places[0][1])
