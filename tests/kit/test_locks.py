"""The lock files: exact, hashed, without addresses, and good for every system and Python."""

import os
import re
import subprocess
import sys
import tomllib

import pytest
from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.kit.tinykit import TOP

LOCKS = ["kit", "test"]
PLATFORMS = {  # uv's name, and what markers ask
    "x86_64-pc-windows-msvc": ("win32", "nt", "AMD64"),
    "aarch64-apple-darwin": ("darwin", "posix", "arm64"),
    "x86_64-apple-darwin": ("darwin", "posix", "x86_64"),
    "x86_64-manylinux_2_28": ("linux", "posix", "x86_64"),
}
PYTHONS = ["3.11", "3.12", "3.13"]


def read(lock):
    """Return a lock file's text."""
    return (TOP / "requirements" / f"{lock}.lock").read_text(encoding="utf-8")


def pins(lock):
    """Return a lock file's requirements and their hashes."""
    text = re.sub(r" *#.*", "", read(lock)).replace("\\\n", " ")
    lines = [line.split("--hash=") for line in text.splitlines() if line.strip()]
    return [(Requirement(line[0]), [part.strip() for part in line[1:]]) for line in lines]


@pytest.mark.parametrize("lock", LOCKS)
def test_every_line_is_exact_and_hashed(lock):
    """
    One version of each package, with sha256 hashes, and neither an address nor a path.
    """
    assert pins(lock)
    for requirement, hashes in pins(lock):
        assert ["=="] == [specifier.operator for specifier in requirement.specifier]
        assert hashes, requirement
        assert all(re.fullmatch("sha256:[0-9a-f]{64}", each) for each in hashes), requirement
    assert not re.search(r"://|^-|\s/\w|@ ", re.sub(r"#.*", "", read(lock)), re.MULTILINE)


@pytest.mark.parametrize("lock", LOCKS)
@pytest.mark.parametrize("platform", PLATFORMS)
@pytest.mark.parametrize("python", PYTHONS)
def test_each_computer_gets_each_package_once(lock, platform, python):
    """
    Markers that overlap would ask for two versions of a package at once.
    """
    system, os_name, machine = PLATFORMS[platform]
    computer = {
        "sys_platform": system,
        "os_name": os_name,
        "platform_machine": machine,
        "python_version": python,
        "python_full_version": f"{python}.7",
        "implementation_name": "cpython",
    }
    names = [
        canonicalize_name(requirement.name)
        for requirement, _ in pins(lock)
        if not requirement.marker or Marker(str(requirement.marker)).evaluate(computer)
    ]

    assert len(set(names)) == len(names)


def test_the_tests_lock_holds_the_kits_own_versions():
    """
    A .venv made for the tests serves the kit as well.
    """
    kit, test = ({str(requirement) for requirement, _ in pins(lock)} for lock in LOCKS)

    assert not kit - test


def test_the_locks_follow_pyproject():
    """
    Whatever the kit says that it needs is locked.
    """
    wanted = tomllib.loads((TOP / "pyproject.toml").read_text(encoding="utf-8"))
    kit = wanted["project"]["dependencies"] + wanted["dependency-groups"]["build"]
    test = wanted["project"]["optional-dependencies"]["test"]
    for lock, needs in [("kit", kit), ("test", kit + test)]:
        locked = {canonicalize_name(pin.name): str(pin.specifier)[2:] for pin, _ in pins(lock)}
        for need in map(Requirement, needs):
            assert locked[canonicalize_name(need.name)] in need.specifier, need


def online(asked):
    """Skip where no index can be asked."""
    if asked.returncode and re.search("error sending request|dns error|timed out", asked.stderr):
        pytest.skip("no network to ask an index")
    return asked


@pytest.mark.parametrize("lock", LOCKS)
@pytest.mark.parametrize("platform", PLATFORMS)
@pytest.mark.parametrize("python", PYTHONS)
def test_the_lock_resolves_with_wheels_alone(tmp_path, lock, platform, python):
    """
    A dry run for each system and Python finds a wheel with a locked hash for every package, and
    needs none that the lock lacks.
    """
    # pip judges markers by the Python that runs it; uv judges them by the one that is asked for.
    command = [sys.executable, "-m", "uv", "pip", "install", "--dry-run", "--no-progress"]
    command += ["--only-binary", ":all:", "--require-hashes", "--target", str(tmp_path / "none")]
    command += ["--python-platform", platform, "--python-version", python]
    index = os.environ.get("PIP_INDEX_URL")
    asked = subprocess.run(
        [*command, "-r", str(TOP / "requirements" / f"{lock}.lock")],
        capture_output=True,
        text=True,
        env=os.environ | ({"UV_DEFAULT_INDEX": index} if index else {}),
        check=False,
    )

    assert 0 == online(asked).returncode, asked.stderr
    assert re.search(r"Would install 1[0-9]{2} packages", asked.stderr)
