# -*- coding: utf-8 -*-
"""Install the training kit and start it, with nothing but Python 3.11 or newer.

python3 kit.py [options of serve]         start the class server on the sample group
python3 kit.py test [options of pytest]   run everything that proves the kit
python3 kit.py lint [--check]             format, lint, check types and spelling
python3 kit.py doctor                     look this computer over before a workshop
python3 kit.py lab                        open the step-by-step notebooks
python3 kit.py templates                  hand out the workbook that a group fills in
python3 kit.py import FILE... --to FOLDER read a group's own spreadsheets
python3 kit.py export FOLDER --to FILE    write a group's books as XLSX or beancount
python3 kit.py print --to FOLDER          write handouts, tests, guide and slides; the course as PDF
python3 kit.py check                      check the lessons' content
python3 kit.py backup --to FILE           keep a copy of all classes; restore brings it back
python3 kit.py forget CODE                forget a class or a person

The first run makes .venv from a lock file in requirements/, later runs start at once.
A folder wheelhouse/ beside this file is used instead of the network.
"""
# The syntax is one that even Python 2.7 reads, so that an old Python can say what is wrong
# instead of stopping at a SyntaxError.

from __future__ import unicode_literals

import errno
import hashlib
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import time

HERE = os.path.dirname(os.path.abspath(__file__))
VENV = os.path.join(HERE, ".venv")
PYTHON = os.path.join(VENV, *(["Scripts", "python.exe"] if os.name == "nt" else ["bin", "python"]))
LOG = os.path.join(VENV, "kit.log")
STAMP = os.path.join(VENV, "kit.stamp")
WHEELHOUSE = os.path.join(HERE, "wheelhouse")
VERSION = "{0}.{1}".format(*sys.version_info)
LINT = [["ruff", "format"], ["ruff", "check"], ["mypy"], ["codespell_lib"]]
# What installs a browser, or the part of Python that is missing; Debian's lines stand for Linux.
GET_BROWSER = {"win32": "winget install Google.Chrome", "darwin": "brew install --cask chromium"}
GET_PYTHON = {"win32": "winget install Python.Python.3.13", "darwin": "brew install python"}
BROWSERS = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "microsoft-edge",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    "%ProgramFiles%/Google/Chrome/Application/chrome.exe",
    "%ProgramFiles(x86)%/Google/Chrome/Application/chrome.exe",
    "%LocalAppData%/Google/Chrome/Application/chrome.exe",
    "%ProgramFiles(x86)%/Microsoft/Edge/Application/msedge.exe",
]

WORDS = {
    "old": (
        "ชุดฝึกนี้ต้องใช้ Python 3.11 ขึ้นไป แต่เครื่องนี้ใช้ {version} กรุณาติดตั้งรุ่นใหม่จาก python.org",
        "The kit needs Python 3.11 or newer, this is {version}. Please get one from python.org.",
    ),
    "no venv": (
        "Python ในเครื่องนี้ขาดส่วนที่ใช้ติดตั้ง กรุณาใช้คำสั่ง {line} แล้วเปิดใหม่",
        "This Python lacks the part that installs. Please type {line} and start again.",
    ),
    "no browser": (
        "ชุดทดสอบต้องใช้ Chromium, Chrome หรือ Edge กรุณาติดตั้งด้วยคำสั่ง {line}",
        "The tests need Chromium, Chrome or Edge. Please install one: {line}",
    ),
    "waiting": (
        "อีกหน้าต่างหนึ่งกำลังติดตั้งชุดฝึกอยู่ กรุณารอสักครู่",
        "Another window is installing the kit. Please wait a moment.",
    ),
    "replaced": (
        "การติดตั้งเดิมยังไม่เสร็จ หรือเป็นของ Python หรือโฟลเดอร์อื่น จึงจะติดตั้งใหม่ให้",
        "The old installation is unfinished, or of another Python or folder, and is replaced.",
    ),
    "begin": (
        "กำลังเตรียมชุดฝึก ครั้งแรกใช้เวลา 1–5 นาที ครั้งต่อไปเปิดได้ทันที",
        "Preparing the kit. The first time takes 1-5 minutes, later it starts at once.",
    ),
    "place": ("  1/4 เตรียมที่ติดตั้ง", "  1/4 making a place for it"),
    "fetch": ("  2/4 รับโปรแกรมที่ต้องใช้มาไว้ในเครื่อง", "  2/4 fetching the programs it needs"),
    "kit": ("  3/4 ติดตั้งชุดฝึก", "  3/4 installing the kit itself"),
    "compile": ("  4/4 เตรียมให้เปิดได้เร็ว", "  4/4 making it start fast"),
    "done": ("เสร็จแล้ว ใช้เวลา {seconds:.0f} วินาที", "Done in {seconds:.0f} s."),
    "stopped": ("หยุดแล้ว", "Stopped."),
    "full": (
        "เนื้อที่ว่างในเครื่องไม่พอ กรุณาลบไฟล์ที่ไม่ใช้ ให้มีที่ว่างราว 1,000 MB แล้วเปิดใหม่",
        "The disk is full. Please free about 1,000 MB and start again.",
    ),
    "hashes": (
        "ไฟล์ที่ได้มาไม่ตรงกับต้นฉบับ จึงไม่ติดตั้ง กรุณาเปิดใหม่ หรือเปลี่ยนเครือข่ายหรือโฟลเดอร์ wheelhouse",
        "A file differs from the original and was not installed. Please start again, or change"
        " the network or the folder wheelhouse.",
    ),
    "wheelhouse": (
        "โฟลเดอร์ wheelhouse ไม่มี {name} สำหรับเครื่องนี้ (Python {version}) กรุณาทำใหม่จากเครื่องแบบเดียวกัน",
        "The folder wheelhouse has no {name} for this computer (Python {version})."
        " Please make it again on a computer of the same kind.",
    ),
    "network": (
        "ต่ออินเทอร์เน็ตไม่ได้ กรุณาต่ออินเทอร์เน็ต หรือวางโฟลเดอร์ wheelhouse ไว้ข้าง kit.py แล้วเปิดใหม่",
        "No internet connection. Please connect, or put a folder wheelhouse beside kit.py,"
        " and start again.",
    ),
    "no wheel": (
        "ไม่พบ {name} สำหรับเครื่องนี้ (Python {version}) กรุณาใช้ Python 3.11–3.13 แบบ 64 บิต",
        "There is no {name} for this computer (Python {version})."
        " Please use a 64-bit Python 3.11 to 3.13.",
    ),
    "forbidden": (
        "เขียนไฟล์ใน {folder} ไม่ได้ กรุณาปิดโปรแกรมที่ใช้โฟลเดอร์นี้ หรือย้ายชุดฝึกไปไว้ในโฟลเดอร์ของท่าน",
        "Files in {folder} cannot be written. Please close what uses them, or move the kit to"
        " a folder of your own.",
    ),
    "other": (
        "ติดตั้งไม่สำเร็จ ({last}) กรุณาเปิดใหม่ รายละเอียดอยู่ใน {log}",
        "The installation failed ({last}). Please start again. Details are in {log}",
    ),
}
# Which words are called for by what pip and the system say; the first that fits.
SIGNS = [
    ("full", r"No space left|Errno (27|28|122)\b|WinError (39|112)\b|quota exceeded"),
    ("hashes", r"DO NOT MATCH THE HASHES"),
    ("network", r"onnection (error|broken)|NewConnection|Max retries|[Tt]imed out"),
    ("no wheel", r"No matching distribution found for (?P<name>[\w.-]+)"),
    ("forbidden", r"Errno (1|13|30)\b|WinError (5|32)\b"),
    ("other", r"(?P<last>[^\n]{0,200})[^\n]*\s*\Z"),
]


class KitError(Exception):
    """The end of a run that cannot go on: a key of WORDS, and what fills its blanks."""

    def __init__(self, key, **blanks):
        Exception.__init__(self, key)
        self.blanks = blanks


def say(key, stream=None, **blanks):
    """Print Thai and English, or English alone on a console that has no Thai letters."""
    stream = stream or sys.stdout
    encoding = getattr(stream, "encoding", None) or "ascii"
    texts = WORDS[key]
    try:
        "ก".encode(encoding)
    except (UnicodeError, LookupError):
        texts = texts[1:]
    for text in texts:
        line = text.format(**blanks) + os.linesep
        getattr(stream, "buffer", stream).write(line.encode(encoding, "backslashreplace"))
    stream.flush()


def environment(**more):
    """Return this process's environment without what would lead the kit's Python astray."""
    strange = ("PYTHONDONTWRITEBYTECODE", "PYTHONHOME", "PYTHONPATH")
    kept = {name: value for name, value in os.environ.items() if name not in strange}
    kept.update(more)
    return kept


# --- is .venv as it should be? ---------------------------------------------------------------


def stamp(level):
    """Return where and for which Python .venv is made, and a hash of what goes into it."""
    digest = hashlib.sha256()
    for name in ("requirements/" + level + ".lock", "pyproject.toml"):
        with open(os.path.join(HERE, name), "rb") as file:
            digest.update(file.read())
    place = "\n".join([VERSION, sys.platform, sys.base_prefix, VENV])
    return [os.fsencode(place), os.fsencode(digest.hexdigest())]


def found():
    """Return the stamp of the .venv that is there, of blanks if it is broken or half-made."""
    if not os.path.isfile(STAMP) or not os.path.isfile(PYTHON):
        return [b"", b""]
    with open(STAMP, "rb") as file:
        place, _, digest = file.read().rpartition(b"\n")
    return [place, digest]


def ready(level):
    """Say whether .venv holds what `level` needs; the tests' packages include the kit's."""
    return found() in [stamp(name) for name in (["test"] if level == "test" else ["kit", "test"])]


def locked(file):
    """Try to lock a file; one on a disk that knows no locks counts as locked."""
    try:
        if os.name == "nt":
            import msvcrt

            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        return error.errno not in (errno.EACCES, errno.EAGAIN, errno.EDEADLK)
    return True


# --- making .venv ----------------------------------------------------------------------------


def prepare(level):
    """Make .venv hold what `level` needs; of two windows, one installs and the other waits."""
    try:
        if ready(level):
            return
        # The system takes the lock from a process that dies, so that none is ever left behind.
        with open(VENV + ".lock", "ab") as lock:
            if not locked(lock):
                say("waiting")
                while not locked(lock):
                    time.sleep(0.2)
            if not ready(level):
                install(level, lock)
    except OSError as error:
        raise reason(str(error))


def install(level, lock):
    """Make or mend .venv: its stamp is taken off first and put on last."""
    try:
        import ensurepip  # noqa: F401
        import venv  # noqa: F401
    except ImportError:
        debian = "sudo apt install python" + VERSION + "-venv"
        raise KitError("no venv", line=GET_PYTHON.get(sys.platform, debian))
    started = time.monotonic()
    wanted = stamp(level)
    fresh = found()[0] != wanted[0]
    if not fresh:
        os.remove(STAMP)
    elif os.path.lexists(VENV):
        say("replaced")
        if os.path.isdir(VENV) and not os.path.islink(VENV):
            shutil.rmtree(VENV)
        else:
            os.remove(VENV)
    say("begin")
    os.makedirs(VENV, exist_ok=True)
    say("place")
    if fresh:
        base = getattr(sys, "_base_executable", sys.executable)  # should .venv itself run this
        quietly([base, "-m", "venv", "--without-pip", VENV], lock)
        quietly([PYTHON, "-m", "ensurepip", "--default-pip"], lock)
    say("fetch")
    pip = [PYTHON, "-m", "pip", "--disable-pip-version-check", "--no-input", "install"]
    pip += ["--no-deps", "--no-user"]
    packages = pip + ["--require-hashes", "--only-binary", ":all:", "--no-compile"]
    if os.path.isdir(WHEELHOUSE):
        packages += ["--no-index", "--find-links", WHEELHOUSE]
    pins = os.path.join(HERE, "requirements", level + ".lock")
    with open(pins, encoding="utf-8") as file:
        total = len(re.findall(r"(?m)^[\w.-]+==", file.read()))
    quietly(packages + ["--progress-bar", "off", "-r", pins], lock, total)
    say("kit")
    quietly(pip + ["--no-build-isolation", "--no-index", "--no-compile", "-e", HERE], lock)
    site = sysconfig.get_path("purelib", "venv", {"base": VENV})
    # Python 3.11 and 3.12 on Windows read this file in the system's code page, where a path
    # with Thai letters would stop every start; a relative one is nothing but dots.
    with open(os.path.join(site, "_ogs_teach.pth"), "w", encoding="ascii") as file:
        file.write(os.path.relpath(HERE, site) + "\n")
    say("compile")
    compileall = [PYTHON, "-m", "compileall", "-qq", "-j", "0", site]
    # It may fail: some packages carry templates that are no Python.
    quietly(compileall + [os.path.join(HERE, "ogs_teach")], lock, may_fail=True)
    # What is compiled later than here, is compiled by a server as it starts.
    quietly([PYTHON, "-P", "-m", "ogs_teach.simulation.engine"], lock, may_fail=True)
    with open(STAMP + ".new", "wb") as file:
        file.write(b"\n".join(wanted))
    os.replace(STAMP + ".new", STAMP)
    say("done", seconds=time.monotonic() - started)


def quietly(command, lock, total=0, may_fail=False):
    """Run a long command, its words kept in the log, and show every ten seconds how far it is."""
    calm = environment(PYTHONUTF8="1", PYTHONIOENCODING="utf-8:backslashreplace", NO_COLOR="1")
    options = {"cwd": HERE, "env": calm, "stdin": subprocess.DEVNULL, "stderr": subprocess.STDOUT}
    if os.name == "posix":
        # The child shares the lock: should this process be killed, the next run waits for it.
        options["pass_fds"] = [lock.fileno()]
    with open(LOG, "ab") as log:
        begin = log.tell()
        process = subprocess.Popen(command, stdout=log, **options)
    started = shown = time.monotonic()
    try:
        while process.poll() is None:
            time.sleep(0.05)
            if time.monotonic() - shown > 10:
                shown = time.monotonic()
                done = len(re.findall("(?m)^(Collecting|Ignoring|Requirement)", logged(begin)))
                line = "      {0:.0f} s   {1}/{2}" if total else "      {0:.0f} s"
                print(line.format(shown - started, done, total))
                sys.stdout.flush()
    finally:
        process.kill()  # does nothing to one that has ended
        process.wait()
    if process.returncode and not may_fail:
        raise reason(logged(begin))


def logged(begin):
    """Return what the log holds from an offset on."""
    with open(LOG, encoding="utf-8", errors="replace") as log:
        log.seek(begin)
        return log.read()


def reason(text):
    """Return the error that says, for what pip or the system said, what is wrong and what to do."""
    if shutil.disk_usage(HERE).free < 2**20:
        text = "No space left"
    key, match = next((key, re.search(sign, text)) for key, sign in SIGNS if re.search(sign, text))
    if key == "full":
        shutil.rmtree(VENV, ignore_errors=True)  # gives the room back
    if key == "no wheel" and os.path.isdir(WHEELHOUSE):
        key = "wheelhouse"
    elif key == "no wheel" and "Collecting " not in text:
        key = "network"  # told to try once only, pip finds nothing at all and says no more
    return KitError(key, version=VERSION, folder=HERE, log=LOG, **match.groupdict())


# --- the commands ----------------------------------------------------------------------------


def become(*arguments):
    """Go on as the kit's own Python, with its exit code and its signals."""
    command = [PYTHON] + list(arguments)
    sys.stdout.flush()
    if os.name == "posix":
        os.execve(PYTHON, command, environment())
    process = subprocess.Popen(command, env=environment())
    while True:
        try:
            sys.exit(process.wait())
        except KeyboardInterrupt:  # reaches the other process too, which ends in its own time
            continue


def browser():
    """Return the Chromium, Chrome or Edge that the page tests can drive."""
    for name in [os.environ.get("OGS_TEACH_BROWSER", "")] + BROWSERS:
        path = shutil.which(os.path.expandvars(name))
        if path:
            return path
    raise KitError("no browser", line=GET_BROWSER.get(sys.platform, "sudo apt install chromium"))


def test(*options):
    """Run the whole suite, the cells of every notebook included."""
    os.environ["OGS_TEACH_BROWSER"] = browser()
    prepare("test")
    os.chdir(HERE)
    # nbval compares the cells of explore notebooks with their stored outputs. Those of apps and
    # lessons are stored without any, so that they are only run, as --nbval-lax would.
    become("-m", "pytest", "--nbval", "--nbval-current-env", *options)


def lint(*options):
    """Run each tool, also after one has found fault."""
    prepare("test")
    os.chdir(HERE)
    failed = False
    for tool in LINT:
        check = ["--check"] if tool[1:] == ["format"] and "--check" in options else []
        failed |= subprocess.call([PYTHON, "-m"] + tool + check, env=environment()) != 0
    sys.exit(failed)


def main(verb="serve", *options):
    """Do what the command line says."""
    if sys.version_info < (3, 11):
        raise KitError("old", version=VERSION)
    if verb in ("-h", "--help"):
        print(__doc__)
    elif verb == "test":
        test(*options)
    elif verb == "lint":
        lint(*options)
    else:
        prepare("kit")
        # -P: a package of the same name in the folder one stands in is not taken instead.
        serve = ["serve"] if verb.startswith("-") else []
        become("-P", "-m", "ogs_teach", *serve + [verb] + list(options))


if __name__ == "__main__":
    try:
        main(*sys.argv[1:])
    except KitError as error:
        say(error.args[0], sys.stderr, **error.blanks)
        sys.exit(1)
    except KeyboardInterrupt:
        say("stopped", sys.stderr)
        sys.exit(130)
