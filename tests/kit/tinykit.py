"""A kit of two small packages around the real `kit.py`: installed in seconds, with no network."""

import hashlib
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

TOP = Path(__file__).resolve().parents[2]
PYTHON = getattr(sys, "_base_executable", sys.executable)  # a trainer starts with no environment
BACKEND = """
import os
import zipfile

def build_editable(directory, config_settings=None, metadata_directory=None):
    info = "ogs_teach-0.1.0.dist-info/"
    name = "ogs_teach-0.1.0-py3-none-any.whl"
    with zipfile.ZipFile(os.path.join(directory, name), "w") as wheel:
        wheel.writestr("_ogs_teach.pth", os.getcwd())
        wheel.writestr(info + "METADATA", {metadata!r})
        wheel.writestr(info + "WHEEL", {tags!r})
        wheel.writestr(info + "RECORD", "_ogs_teach.pth,,")
    return name
"""
METADATA = "Metadata-Version: 2.1\nName: {}\nVersion: {}\n"
TAGS = "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
SAYS = """
import os, sys, tiny
print("SAYS", {name!r}, ascii(sys.argv[1:]), "browser", os.environ.get("OGS_TEACH_BROWSER"))
print("bytecode", not sys.dont_write_bytecode)
"""


def make_wheel(folder, name, source, version="1.0"):
    """Write a wheel with one module; return its line in a lock file."""
    folder.mkdir(parents=True, exist_ok=True)
    info = f"{name}-{version}.dist-info"
    path = folder / f"{name}-{version}-py3-none-any.whl"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as wheel:
        wheel.writestr(f"{name}.py", source)
        wheel.writestr(f"{info}/METADATA", METADATA.format(name, version))
        wheel.writestr(f"{info}/WHEEL", TAGS)
        wheel.writestr(f"{info}/RECORD", f"{name}.py,,\n{info}/METADATA,,\n{info}/WHEEL,,\n")
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return f"{name}=={version} \\\n    --hash=sha256:{digest}\n"


def make_kit(folder):
    """Lay a small kit into `folder`, with a wheelhouse beside it."""
    package = folder / "ogs_teach"
    package.mkdir(parents=True)
    shutil.copy(TOP / "kit.py", folder)
    (package / "__init__.py").touch()
    (package / "__main__.py").write_text(SAYS.format(name="ogs_teach"), encoding="utf-8")
    backend = BACKEND.format(metadata=METADATA.format("ogs-teach", "0.1.0"), tags=TAGS)
    (folder / "backend.py").write_text(backend, encoding="utf-8")
    (folder / "pyproject.toml").write_text(
        '[build-system]\nrequires = []\nbuild-backend = "backend"\nbackend-path = ["."]\n'
        '[project]\nname = "ogs-teach"\nversion = "0.1.0"\n',
        encoding="utf-8",
    )
    (folder / "requirements").mkdir()
    kit = make_wheel(folder / "wheelhouse", "tiny", "")
    test = make_wheel(folder / "wheelhouse", "pytest", SAYS.format(name="pytest"))
    (folder / "requirements" / "kit.lock").write_text(kit, encoding="utf-8")
    (folder / "requirements" / "test.lock").write_text(kit + test, encoding="utf-8")
    return folder


def environment(**more):
    """Return an environment in which pip knows no index but what a test names."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("PIP_", "PYTHON", "OGS_TEACH"))
    }
    return kept | {"PIP_CONFIG_FILE": os.devnull, "PYTHONUTF8": "1"} | more


def start(kit, *arguments, python=PYTHON, env=None, **options):
    """Start `kit.py` and return the process."""
    return subprocess.Popen(
        [python, str(kit / "kit.py"), *arguments],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=env or environment(),
        **options,
    )


def finish(process, seconds=240):
    """Wait for a process; return its exit code, what it said, and what it complained about."""
    said, complained = process.communicate(timeout=seconds)
    return process.returncode, said.decode(errors="replace"), complained.decode(errors="replace")


def run(kit, *arguments, **options):
    """Run `kit.py` to its end."""
    return finish(start(kit, *arguments, **options))
