"""The Chromium, Chrome or Edge that this computer has, and the PDF that it makes."""

import os
import shutil
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import psutil

from ogs_teach.errors import Problem, ServerError

NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "microsoft-edge",
    "microsoft-edge-stable",
    "msedge",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    "%ProgramFiles%/Google/Chrome/Application/chrome.exe",
    "%ProgramFiles(x86)%/Google/Chrome/Application/chrome.exe",
    "%LocalAppData%/Google/Chrome/Application/chrome.exe",
    "%ProgramFiles(x86)%/Microsoft/Edge/Application/msedge.exe",
    "%ProgramFiles%/Microsoft/Edge/Application/msedge.exe",
)
# Nothing but the file: no network, no first-run pages, no profile of this computer's user.
ALONE = (
    "--headless",
    "--disable-gpu",
    "--no-first-run",
    "--no-default-browser-check",
    "--disable-extensions",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--no-pdf-header-footer",
)
SECONDS = 180


def find() -> str | None:
    """Return the browser's program; OGS_TEACH_BROWSER names another; None if there is none."""
    named = os.environ.get("OGS_TEACH_BROWSER")
    for name in (named,) if named else NAMES:
        if path := shutil.which(os.path.expandvars(name)):
            return path
    return None


def to_pdf(page: Path, pdf: Path, *, program: str | None = None, seconds: float = SECONDS) -> None:
    """Let the browser print a file.

    Parameters
    ----------
    page : Path
        An HTML file that carries all that it needs.
    pdf : Path
        What to write. The browser's profile is made beside it and removed: a browser that
        was installed as a snap may write nowhere else.
    program : str, optional
        The browser; the one that is found if not given.
    seconds : float
        How long it may take.

    Raises
    ------
    ServerError
        If there is no browser, or it makes no PDF.
    """
    program = program or find()
    if program is None:
        raise ServerError(Problem("server.browser.none"))
    profile = pdf.with_name(f"{pdf.stem}-browser")
    command = [program, *ALONE, f"--user-data-dir={profile.resolve()}"]
    target = [f"--print-to-pdf={pdf.resolve()}", page.resolve().as_uri()]
    try:
        for more in _sandboxes():
            why = _run([*command, *more, *target], seconds)
            if pdf.is_file() and pdf.stat().st_size:
                return
        raise ServerError(Problem("server.browser.failed", values={"why": why}))
    finally:
        shutil.rmtree(profile, ignore_errors=True)


def _sandboxes() -> list[list[str]]:
    """Return what to try: Chromium's sandbox works neither for root nor in every container."""
    if sys.platform != "linux":
        return [[]]
    without = ["--no-sandbox"]
    return [without] if os.geteuid() == 0 else [[], without]


def _run(command: list[str], seconds: float) -> str:
    """Run the browser; return what it said last, or that it took too long."""
    try:
        process = subprocess.Popen(  # noqa: S603 - the browser, with our own file
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            errors="replace",
        )
    except OSError as error:
        return error.strerror or str(error)
    try:
        _, said = process.communicate(timeout=seconds)
    except subprocess.TimeoutExpired:
        return f"> {seconds:g} s"
    finally:
        _end(process)
    return (said.strip().splitlines() or [f"exit {process.returncode}"])[-1][:200]


def _end(process: "subprocess.Popen[str]") -> None:
    """End the browser and whatever it started."""
    if process.poll() is not None:
        return
    with suppress(psutil.Error):
        for child in psutil.Process(process.pid).children(recursive=True):
            with suppress(psutil.Error):
                child.kill()
    process.kill()
    process.communicate()
