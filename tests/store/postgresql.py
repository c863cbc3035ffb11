"""A PostgreSQL server of our own: for one run, in a folder of its own, on no network."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psycopg

SETTINGS = {
    "listen_addresses": "",
    "fsync": "off",  # programs are killed here, not computers
    "shared_buffers": "32MB",
    "log_min_messages": "fatal",
}


# Ends the server and removes its folder when the run is over, however the run has ended: what it
# reads from closes by itself when the run is killed.
WATCHMAN = """
import os, shutil, signal, sys, time
sys.stdin.read()
folder = sys.argv[1]
pid = os.path.join(folder, "data", "postmaster.pid")
try:
    with open(pid) as file:
        os.kill(int(file.readline()), signal.SIGQUIT)
    for _ in range(100):
        if not os.path.exists(pid):
            break
        time.sleep(0.1)
except (OSError, ValueError):
    pass
shutil.rmtree(folder, ignore_errors=True)
"""


def programs():
    """Return the folder of `initdb` and `postgres`; Debian keeps them off the path."""
    found = shutil.which("initdb")
    folders = [Path(found).resolve().parent] if found else []
    folders += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return next((folder for folder in folders if (folder / "postgres").exists()), None)


def somebody_else():
    """Return how `subprocess` runs a program as somebody who is not root, who may not serve."""
    if sys.platform == "win32" or os.geteuid() != 0:
        return {}
    import pwd

    known = {one.pw_name for one in pwd.getpwall()}
    user = pwd.getpwnam("postgres" if "postgres" in known else "nobody")
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


class Postgresql:
    """A server, while the `with` lasts."""

    def __init__(self):
        self.who = somebody_else()
        self.made = set()
        self.store = None  # the address of a database in which the kit's tables are made

    def __enter__(self):
        self.folder = Path(tempfile.mkdtemp(prefix="ogs-pg-"))  # a socket's path must be short
        data = self.folder / "data"
        if self.who:
            os.chown(self.folder, self.who["user"], self.who["group"])
        self.quiet = {"cwd": self.folder, "stdout": subprocess.DEVNULL, **self.who}
        initdb = [programs() / "initdb", "-D", data, "-U", "ogs", "-A", "trust"]
        subprocess.run([*initdb, "-E", "UTF8", "--locale=C", "--no-sync"], check=True, **self.quiet)
        self.watchman = subprocess.Popen(
            [sys.executable, "-c", WATCHMAN, self.folder],
            stdin=subprocess.PIPE,
            start_new_session=True,  # what ends the run does not end it as well
        )
        self.start()
        return self

    def start(self):
        """Let it serve."""
        options = [f"--{name.replace('_', '-')}={value}" for name, value in SETTINGS.items()]
        self.server = subprocess.Popen(
            [programs() / "postgres", "-D", self.folder / "data", "-k", self.folder, *options],
            stderr=subprocess.DEVNULL,
            **self.quiet,
        )
        self._wait()

    def __exit__(self, *_):
        self.stop()
        shutil.rmtree(self.folder)
        self.watchman.stdin.close()
        self.watchman.wait(20)

    def stop(self, sign=signal.SIGQUIT):
        """End it at once; what was committed is found when it starts again."""
        self.server.send_signal(sign)
        self.server.wait(20)

    def _wait(self):
        for _ in range(200):
            try:
                with self.connect("postgres"):
                    return
            except psycopg.OperationalError:
                assert self.server.poll() is None, "PostgreSQL has ended"
                time.sleep(0.05)
        raise AssertionError("PostgreSQL does not answer")

    def connect(self, database):
        """Connect without the kit."""
        return psycopg.connect(host=str(self.folder), user="ogs", dbname=database, autocommit=True)

    def url(self, database):
        """Return the address of a database, as a person types it."""
        return f"postgresql://ogs@/{database}?host={self.folder}"

    def free(self, number):
        """End whatever connections a failed test has left behind."""
        others = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s"
        with self.connect("postgres") as connection:
            connection.execute(others, [f"t{number}"])

    def empty(self, number):
        """Return the address of an empty database; emptying one is faster than making one."""
        name = f"t{number}"
        with self.connect("postgres") as connection:
            if name not in self.made:
                connection.execute(f"CREATE DATABASE {name}")
                self.made.add(name)
                return self.url(name)
        self.free(number)
        with self.connect(name) as connection:
            connection.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
        return self.url(name)
