"""A `.venv` that is half-made, broken or out of date is put right by the next run."""

import http.server
import os
import shutil
import signal
import subprocess
import sys
import threading
import time

import pytest

from tests.kit.tinykit import environment, finish, make_kit, make_wheel, run, start

posix = pytest.mark.skipif(os.name == "nt", reason="signals to a whole session need Linux or macOS")


class Index(http.server.ThreadingHTTPServer):
    """A package index with one wheel, which it holds back until it is told to let go."""

    def __init__(self, wheel):
        super().__init__(("127.0.0.1", 0), Answer)
        self.wheel = wheel
        self.asked, self.let_go = threading.Event(), threading.Event()
        self.url = f"http://127.0.0.1:{self.server_port}/simple"


class Answer(http.server.BaseHTTPRequestHandler):
    """A page of links, or the wheel."""

    def do_GET(self):
        """Answer as an index does."""
        name = self.server.wheel.name
        body = f'<!DOCTYPE html><html><body><a href="/{name}">{name}</a></body></html>'.encode()
        if self.path.endswith(".whl"):
            self.server.asked.set()
            self.server.let_go.wait(240)
            body = self.server.wheel.read_bytes()
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        try:
            self.wfile.write(body)
        except ConnectionError:
            self.close_connection = True  # who asked has been killed

    def log_message(self, *words):
        """Keep quiet."""


@pytest.fixture
def index(tmp_path):
    """An index beside a kit that has no wheelhouse; killed requests stay quiet."""
    kit = make_kit(tmp_path / "kit")
    wheel = next((kit / "wheelhouse").glob("tiny*")).rename(tmp_path / "tiny-1.0-py3-none-any.whl")
    shutil.rmtree(kit / "wheelhouse")
    with Index(wheel) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield kit, server
        server.let_go.set()
        server.shutdown()


def kill_session(process):
    """Kill a process and all that it has started."""
    os.killpg(process.pid, signal.SIGKILL)


@posix
@pytest.mark.parametrize("kill", [subprocess.Popen.kill, kill_session])
def test_a_run_killed_while_it_fetches_is_repaired(index, kill):
    """
    SIGKILL in the middle of a download: the next run makes .venv anew. If pip outlives kit.py,
    the next run waits for it instead of writing beside it.
    """
    kit, server = index
    env = environment(PIP_INDEX_URL=server.url, PIP_NO_CACHE_DIR="1")
    killed = start(kit, env=env, start_new_session=True)
    assert server.asked.wait(240)
    kill(killed)
    killed.wait()
    assert not (kit / ".venv" / "kit.stamp").exists()

    following = start(kit, env=env)
    if kill is subprocess.Popen.kill:
        assert any(b"Another window is installing" in line for line in following.stdout)
    server.let_go.set()
    code, said, complained = finish(following)

    assert (0, "") == (code, complained)
    assert "is unfinished" in said
    assert "SAYS ogs_teach" in said
    killed.communicate()


@posix
def test_a_run_killed_while_it_makes_the_place_is_repaired(tmp_path):
    """
    SIGKILL while pip is being put in: the next run makes .venv anew.
    """
    kit = make_kit(tmp_path / "kit")
    killed = start(kit, start_new_session=True)
    while not list(kit.glob(".venv/**/site-packages/pip")):
        time.sleep(0.01)
    kill_session(killed)
    killed.communicate()
    code, said, complained = run(kit)

    assert (0, "") == (code, complained)
    assert "is unfinished" in said
    assert "SAYS ogs_teach" in said


@posix
def test_ctrl_c_ends_the_work_and_its_children(index):
    """
    Ctrl+C while installing: one line in each language, no traceback, no pip left behind.
    """
    kit, server = index
    stopped = start(
        kit,
        env=environment(PIP_INDEX_URL=server.url),
        start_new_session=True,
        # Where the tests run in the background, Ctrl+C is ignored, and children inherit that.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    assert server.asked.wait(240)
    os.killpg(stopped.pid, signal.SIGINT)
    code, _, complained = finish(stopped)

    assert (130, "หยุดแล้ว\nStopped.\n") == (code, complained)
    with pytest.raises(ProcessLookupError):
        os.killpg(stopped.pid, 0)


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    """A kit after its first run, which the tests damage one after another."""
    kit = make_kit(tmp_path_factory.mktemp("kit") / "kit")
    run(kit)
    return kit


def half_made_with_broken_pip(kit):
    """Leave pip without its own packages, and .venv without its stamp."""
    (kit / ".venv" / "kit.stamp").unlink()
    shutil.rmtree(next(kit.glob(".venv/**/site-packages/pip/_internal")))


def without_interpreter(kit):
    """Delete the Python in .venv."""
    for python in kit.glob(".venv/*/python*"):
        if not python.is_dir():
            python.unlink()


def of_another_python(kit):
    """Let the stamp say that another Python made .venv."""
    stamp = kit / ".venv" / "kit.stamp"
    version = "{}.{}".format(*sys.version_info).encode()
    stamp.write_bytes(stamp.read_bytes().replace(version, b"3.99", 1))


def file_in_its_place(kit):
    """Put a file where the folder should be."""
    shutil.rmtree(kit / ".venv")
    (kit / ".venv").write_text("?")


DAMAGES = [half_made_with_broken_pip, without_interpreter, of_another_python, file_in_its_place]


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_place_is_made_anew(installed, damage):
    """
    Whatever happened to .venv, one more run puts it right and says so.
    """
    damage(installed)
    code, said, complained = run(installed)

    assert (0, "") == (code, complained)
    assert "is replaced" in said
    assert "SAYS ogs_teach" in said
    assert "Preparing" not in run(installed)[1]


def test_a_new_lock_is_followed_in_place(installed):
    """
    When only the lock has changed, only what it changes is installed.
    """
    source = "print('tiny is new')"
    lock = make_wheel(installed / "wheelhouse", "tiny", source, version="1.1")
    (installed / "requirements" / "kit.lock").write_text(lock, encoding="utf-8")
    code, said, complained = run(installed)

    assert (0, "") == (code, complained)
    assert "is replaced" not in said
    assert "tiny is new" in said


def test_a_moved_folder_is_made_anew(installed, tmp_path):
    """
    A kit that was moved, .venv and all, installs itself in its new place.
    """
    moved = installed.rename(tmp_path / "moved")
    code, said, complained = run(moved)

    assert (0, "") == (code, complained)
    assert "is replaced" in said
    assert str(moved) in next(moved.glob(".venv/*/pip*")).read_text(errors="ignore")
