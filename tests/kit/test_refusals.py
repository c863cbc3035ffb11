"""What `kit.py` cannot do, it says in one line of Thai and one of English, and ends with 1."""

import contextlib
import importlib.util
import os
import re
import shutil
import socket
import string
import subprocess
import sys
from pathlib import Path

import pytest

from tests.kit.tinykit import PYTHON, TOP, environment, finish, make_kit, make_wheel, run, start

posix = pytest.mark.skipif(os.name == "nt", reason="resource limits and links need Linux or macOS")


def refused(result, thai, english):
    """Assert that a run ended with one line in each language."""
    code, _, complained = result
    assert 1 == code, complained
    assert 2 == len(complained.splitlines()), complained
    assert thai in complained.splitlines()[0]
    assert english in complained.splitlines()[1]


@pytest.fixture
def kit(tmp_path):
    """A kit that has not been installed."""
    return make_kit(tmp_path / "kit")


@pytest.fixture(scope="module")
def module():
    """`kit.py` as a module."""
    spec = importlib.util.spec_from_file_location("kit_module", TOP / "kit.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


# --- Python ----------------------------------------------------------------------------------


def old_pythons():
    """Return every Python below 3.11 that this computer has, by its version."""
    names = ["python", "python2", "python2.7", *(f"python3.{minor}" for minor in range(3, 11))]
    paths = [shutil.which(name) for name in names]
    if pyenv := shutil.which("pyenv"):
        root = subprocess.run([pyenv, "root"], capture_output=True, text=True, check=False)
        paths += Path(root.stdout.strip()).glob("versions/*/bin/python")
    found = {}
    for path in filter(None, paths):
        with contextlib.suppress(OSError, ValueError):
            asked = [path, "-c", "import sys; print('%d %d' % sys.version_info[:2])"]
            answer = subprocess.run(asked, capture_output=True, text=True, check=False).stdout
            version = tuple(int(part) for part in answer.split())
            if len(version) == 2 and version < (3, 11):
                found["{}.{}".format(*version)] = path
    return found


OLD = old_pythons()


@pytest.mark.parametrize("version", [*sorted(OLD), "pretended 3.10"])
def test_an_old_python_is_told(tmp_path, version):
    """
    Every older Python, down to 2.7, can read kit.py and says which one is needed.
    """
    kit = shutil.copy(TOP / "kit.py", tmp_path)
    pretend = "import sys; sys.version_info = (3, 10, 0); sys.argv = sys.argv[1:]\n"
    pretend += "import runpy; runpy.run_path(sys.argv[0], run_name='__main__')"
    command = [OLD[version], "-B"] if version in OLD else [PYTHON, "-c", pretend]
    done = subprocess.run(
        [*command, kit], capture_output=True, env=environment(PYTHONIOENCODING="utf-8"), check=False
    )

    refused(
        (done.returncode, "", done.stderr.decode()),
        f"ต้องใช้ Python 3.11 ขึ้นไป แต่เครื่องนี้ใช้ {version.split()[-1]}",
        f"needs Python 3.11 or newer, this is {version.split()[-1]}",
    )
    assert ["kit.py"] == os.listdir(tmp_path)


@posix
def test_a_python_without_ensurepip_is_told(kit, tmp_path):
    """
    Debian's python3 without python3-venv lacks ensurepip: the apt line is named.
    """
    where = "import sys, sysconfig; print(sysconfig.get_path('stdlib'))"
    library = Path(subprocess.check_output([PYTHON, "-c", where], text=True).strip())
    copy = tmp_path / "python" / "lib" / library.name  # the same library, but for one package
    copy.mkdir(parents=True)
    for entry in library.iterdir():
        if entry.name != "ensurepip":
            (copy / entry.name).symlink_to(entry)
    env = environment(PYTHONHOME=str(tmp_path / "python"))
    line = "apt install python{}.{}-venv".format(*sys.version_info)

    refused(run(kit, env=env), "ขาดส่วนที่ใช้ติดตั้ง", line if sys.platform == "linux" else "python.org")
    assert not (kit / ".venv").exists()


# --- network and wheelhouse ------------------------------------------------------------------


@pytest.mark.parametrize("retries", ["0", "1"])
def test_without_network_or_wheelhouse_it_says_so(kit, retries):
    """
    An index that cannot be reached: connect, or bring a wheelhouse.
    """
    shutil.rmtree(kit / "wheelhouse")
    with socket.create_server(("127.0.0.1", 0)) as closed:
        url = f"http://127.0.0.1:{closed.getsockname()[1]}/simple"
    env = environment(PIP_INDEX_URL=url, PIP_RETRIES=retries, PIP_NO_CACHE_DIR="1")

    refused(run(kit, env=env), "ต่ออินเทอร์เน็ตไม่ได้", "No internet connection")


def test_a_wheelhouse_that_lacks_a_package_is_named(kit):
    """
    The missing package stands in the message.
    """
    next((kit / "wheelhouse").glob("tiny*")).unlink()

    refused(run(kit), "โฟลเดอร์ wheelhouse ไม่มี tiny", "wheelhouse has no tiny")


def test_a_file_that_was_changed_is_not_installed(kit):
    """
    A wheel that is not the one of the lock stops the installation.
    """
    make_wheel(kit / "wheelhouse", "tiny", "print('not the one of the lock')")

    refused(run(kit), "ไม่ตรงกับต้นฉบับ", "differs from the original")


# --- disk ------------------------------------------------------------------------------------


def full_at(size):
    """Return a command that runs the kit from a disk of that size; none where that is forbidden."""
    script = 'mount -t tmpfs -o size="$0" none "$1" && cp -r "$2"/. "$1" && exec "$3" "$1/kit.py"'
    command = ["unshare", "--mount", "--map-root-user", "sh", "-c"]
    with contextlib.suppress(OSError):
        tried = subprocess.run(
            [*command, "mount -t tmpfs none /mnt"], capture_output=True, check=False
        )
        if not tried.returncode:
            return [*command, script, size]
    return None


@posix
@pytest.mark.parametrize("size", ["3m", "40m"])
def test_a_full_disk_is_told(kit, tmp_path, size):
    """
    The disk fills while pip is put in, or while packages are unpacked. Where no small disk can
    be mounted, a limit on file sizes stands in for it.
    """
    lock = make_wheel(kit / "wheelhouse", "tiny", "#" * 60_000_000)
    (kit / "requirements" / "kit.lock").write_text(lock, encoding="utf-8")
    if command := full_at(size):
        mounted = tmp_path / "small disk"
        mounted.mkdir()
        process = subprocess.Popen(
            [*command, str(mounted), str(kit), PYTHON],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=environment(),
        )
    else:
        import resource

        limit = {"3m": 100_000, "40m": 30_000_000}[size]
        process = start(
            kit, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
        )

    refused(finish(process), "เนื้อที่ว่างในเครื่องไม่พอ", "The disk is full")
    assert not (kit / ".venv").exists()


# --- the rest --------------------------------------------------------------------------------


def test_tests_without_a_browser_name_the_line_that_installs_one(module, monkeypatch):
    """
    `kit.py test` asks for Chromium, Chrome or Edge before it installs anything.
    """
    monkeypatch.setattr(module, "BROWSERS", ["no-such-browser"])
    monkeypatch.delenv("OGS_TEACH_BROWSER", raising=False)
    with pytest.raises(module.KitError, match="no browser") as caught:
        module.main("test")

    assert re.search("apt|winget|brew", caught.value.blanks["line"])


SAID = [
    ("ERROR: Could not install packages due to an OSError: [Errno 28] No space left", "full"),
    ("OSError: [WinError 112] There is not enough space on the disk", "full"),
    ("[Errno 122] Disk quota exceeded", "full"),
    ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.", "hashes"),
    ("WARNING: Retrying (Retry(total=4)) after connection broken by 'NewConn…'", "network"),
    (
        "Could not fetch URL …: connection error: …\nERROR: No matching distribution found for x",
        "network",
    ),
    ("pip._vendor.urllib3.exceptions.ReadTimeoutError: Read timed out.", "network"),
    ("ERROR: No matching distribution found for anyio==4.16.0", "network"),
    ("Collecting anyio\nERROR: No matching distribution found for numpy==2.4.6", "no wheel"),
    ("PermissionError: [Errno 13] Permission denied: '.venv.lock'", "forbidden"),
    ("OSError: [Errno 30] Read-only file system", "forbidden"),
    ("PermissionError: [WinError 32] The process cannot access the file", "forbidden"),
    ("Something else\n  went wrong \n\n", "other"),
    ("", "other"),
]


@pytest.mark.parametrize(("text", "key"), SAID)
def test_what_pip_and_the_system_say_is_understood(module, monkeypatch, tmp_path, text, key):
    """
    Each known complaint has its own words; an unknown one is quoted by its last line.
    """
    monkeypatch.setattr(module, "VENV", str(tmp_path / ".venv"))
    monkeypatch.setattr(module, "WHEELHOUSE", str(tmp_path / "wheelhouse"))
    error = module.reason(text)

    assert key == error.args[0]
    for words in module.WORDS[key]:
        assert "\n" not in words.format(**error.blanks)


def test_every_message_is_one_line_in_each_language(module):
    """
    Thai first, English second, with the same blanks.
    """
    for key, (thai, english) in module.WORDS.items():
        blanks = [
            sorted(name for _, name, _, _ in string.Formatter().parse(words) if name)
            for words in (thai, english)
        ]
        assert blanks[0] == blanks[1], key
        assert re.search("[ก-๛]", thai), key
        assert english.isascii(), key
        assert "\n" not in thai + english, key
