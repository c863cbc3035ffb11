"""`kit.py` installs once, starts at once afterwards, on any console and in any folder."""

import os
import shutil
import socket
import subprocess
import sys
import time

import pytest

from tests.kit.tinykit import TOP, environment, finish, make_kit, run, start

THAI_FOLDER = "กลุ่มออมทรัพย์ บ้านน้ำใส (ชุดที่ 1)"


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    """A kit in a folder with Thai letters and spaces, after its first run."""
    kit = make_kit(tmp_path_factory.mktemp("kit") / THAI_FOLDER)
    code, said, complained = run(kit)
    assert (0, "") == (code, complained)
    assert "Preparing the kit" in said
    assert "กำลังเตรียมชุดฝึก" in said
    assert "SAYS ogs_teach ['serve']" in said
    return kit


def test_the_second_run_starts_at_once(installed):
    """
    A finished .venv is recognised: nothing is installed, and the server's turn comes in seconds.
    """
    started = time.monotonic()
    code, said, _ = run(installed)

    assert 0 == code
    assert "Preparing" not in said
    assert 10 > time.monotonic() - started


@pytest.mark.parametrize(
    ("typed", "reaches"),
    [
        (["--port", "9000"], ["serve", "--port", "9000"]),
        (["serve", "--no-open"], ["serve", "--no-open"]),
        (["doctor"], ["doctor"]),
        (["lab", "ก ข"], ["lab", "ก ข"]),
    ],
)
def test_what_is_typed_reaches_the_kit(installed, typed, reaches):
    """
    Options go to `serve` and to the other commands as they were typed.
    """
    assert f"SAYS ogs_teach {reaches!a}" in run(installed, *typed)[1]


def test_what_is_installed_is_compiled(installed):
    """
    Packages and the kit itself are byte-compiled, and stay so when the shell forbids it.
    """
    env = environment(PYTHONDONTWRITEBYTECODE="1")

    assert list(installed.glob(".venv/**/site-packages/__pycache__/tiny.*.pyc"))
    assert list(installed.glob("ogs_teach/__pycache__/__main__.*.pyc"))
    assert "bytecode True" in run(installed, env=env)[1]


def test_the_pointer_to_the_kit_is_ascii(installed):
    """
    No .pth file holds a path with Thai letters, which Windows would read in its code page.
    """
    pointers = list(installed.glob(".venv/**/site-packages/*.pth"))

    assert "_ogs_teach.pth" in [pointer.name for pointer in pointers]
    for pointer in pointers:
        assert pointer.read_bytes().isascii(), pointer.name


CONSOLES = [
    {"PYTHONIOENCODING": "cp437"},
    {"PYTHONIOENCODING": "cp874"},
    {"PYTHONIOENCODING": "ascii"},
    {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"},
]


@pytest.mark.parametrize("console", CONSOLES, ids=lambda console: "-".join(console.values()))
def test_no_console_stops_it(installed, console):
    """
    An installation and an error are told on consoles with and without Thai letters.
    """
    env, thai = environment(**console), "cp874" in console.values()
    if "LC_ALL" in console:  # a locale that knows no Thai must also make a Thai path from scratch
        shutil.rmtree(installed / ".venv")
    with (installed / "pyproject.toml").open("a", encoding="utf-8") as file:
        file.write("# changed\n")
    said, complained = start(installed, env=env).communicate(timeout=240)
    lock = installed / "requirements" / "kit.lock"
    aside = lock.rename(lock.with_suffix(".aside"))
    failed = start(installed, env=env)
    _, error = failed.communicate(timeout=240)
    aside.rename(lock)

    assert b"" == complained
    assert b"Preparing the kit" in said
    assert thai == ("กำลังเตรียมชุดฝึก".encode("cp874") in said)
    assert b"SAYS ogs_teach" in said
    assert 1 == failed.returncode
    assert b"The installation failed ([Errno 2]" in error
    assert (2 if thai else 1) == len(error.splitlines())


def test_a_second_window_waits_for_the_first(tmp_path):
    """
    Two starts at once: one installs, the other says that it waits, and both serve.
    """
    kit = make_kit(tmp_path / "kit")
    windows = [start(kit), start(kit)]
    results = [finish(window) for window in windows]

    assert [0, 0] == [code for code, _, _ in results]
    assert ["", ""] == [complained for _, _, complained in results]
    assert 1 == sum("Preparing the kit" in said for _, said, _ in results)
    assert 1 == sum("Another window is installing" in said for _, said, _ in results)
    assert all("SAYS ogs_teach" in said for _, said, _ in results)


def test_the_tests_get_what_they_need_and_the_kit_profits(tmp_path):
    """
    `test` mends .venv in place, names the browser and asks for the notebooks' cells; what is
    there afterwards is enough to serve.
    """
    kit = make_kit(tmp_path / "kit")
    run(kit)
    before = (kit / ".venv" / "pyvenv.cfg").stat().st_mtime_ns
    browser = tmp_path / ("chromium.exe" if os.name == "nt" else "chromium")
    shutil.copy(shutil.which("true") or sys.executable, browser)
    code, said, complained = run(
        kit, "test", "-k", "loans", env=environment(OGS_TEACH_BROWSER=str(browser))
    )

    assert (0, "") == (code, complained)
    assert f"['--nbval', '--nbval-current-env', '-k', 'loans'] browser {browser}" in said
    assert before == (kit / ".venv" / "pyvenv.cfg").stat().st_mtime_ns
    assert "Preparing" not in run(kit)[1]


def test_a_taken_port_is_named_by_the_server():
    """
    A taken port ends `serve` with a line in each language, and no traceback.
    """
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        command = [sys.executable, "-m", "ogs_teach", "serve", "--no-open", "--host", "127.0.0.1"]
        done = subprocess.run(
            [*command, "--port", port],
            capture_output=True,
            timeout=60,
            cwd=TOP,
            env=environment(PYTHONIOENCODING="utf-8"),
            check=False,
        )
    said = (done.stdout + done.stderr).decode()

    assert 0 != done.returncode
    assert port in said
    assert "port" in said.lower()
    assert any("ก" <= letter <= "๛" for letter in said)
    assert "Traceback" not in said
