"""Look the laptop over before a class, and say what to do about what is found."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from ogs_teach import places
from ogs_teach.server import capacity, desktop, network
from ogs_teach.server.front_end import WIDGETS, extension_folders

MARKS = ("ok", "know", "warn", "fix")
EXIT = {"ok": 0, "know": 0, "warn": 1, "fix": 2}
CLASS = 40
NEEDED = (
    "notebooks/apps/savings.ipynb",
    "notebooks/apps/loans.ipynb",
    "notebooks/apps/dividends.ipynb",
    "notebooks/apps/books.ipynb",
    "notebooks/apps/risk.ipynb",
    "notebooks/apps/rules.ipynb",
    "notebooks/apps/savings-day.ipynb",
    "notebooks/apps/game.ipynb",
    "lessons/01-why-save/lesson.toml",
    "lessons/02-five-virtues/lesson.toml",
    "sample_data/group_a/members.csv",
    "sample_data/group_12/members.csv",
)
OPEN_PORT = {
    "ufw": "sudo ufw allow {port}/tcp",
    "firewalld": "sudo firewall-cmd --add-port={port}/tcp",
}


@dataclass(frozen=True)
class Laptop:
    """What there is to know about a computer.

    Parameters
    ----------
    system : str
        "windows", "macos" or "linux".
    python : tuple of int
        Version.
    port : int
    port_taken : bool
    addresses : list of str
        As phones reach it, the likeliest first.
    free_memory : int
        Bytes.
    thai_font : str
        One that is installed, or empty.
    browser : bool
        Whether there is one with a window.
    firewall : str
        Name of an active one, or empty.
    missing : list of str
        Files of the kit that are not there.
    """

    system: str
    python: tuple[int, int, int]
    port: int
    port_taken: bool
    addresses: list[str]
    free_memory: int
    thai_font: str
    browser: bool
    firewall: str
    missing: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Finding:
    """One thing looked at: how it stands, and the text that says so."""

    mark: str
    key: str
    values: dict[str, object] = field(default_factory=dict)


def examine(laptop: Laptop) -> Iterator[Finding]:
    """Judge a computer, one thing after the other."""
    version = ".".join(map(str, laptop.python))
    mark = "ok" if laptop.python >= (3, 11) else "fix"
    yield Finding(mark, f"doctor.python.{mark}", {"version": version})

    mark = "fix" if laptop.missing else "ok"
    yield Finding(mark, f"doctor.files.{mark}", {"missing": ", ".join(laptop.missing)})

    mark = "ok" if laptop.thai_font else "warn"
    yield Finding(mark, f"doctor.fonts.{mark}", {"name": laptop.thai_font})

    mark = "warn" if laptop.port_taken else "ok"
    yield Finding(mark, f"doctor.port.{mark}", {"port": laptop.port})

    mark = "ok" if laptop.addresses else "warn"
    yield Finding(mark, f"doctor.network.{mark}", {"addresses": ", ".join(laptop.addresses)})
    yield Finding("know", "doctor.router.know")

    seats = capacity.seats(laptop.free_memory)
    mark = "ok" if seats >= CLASS else "warn" if seats > capacity.FEWEST else "fix"
    values = {"free": f"{laptop.free_memory / 1e9:.1f}", "seats": seats}
    yield Finding(mark, f"doctor.memory.{mark}", values)

    mark = "ok" if laptop.browser else "warn"
    yield Finding(mark, f"doctor.browser.{mark}")

    if laptop.firewall:
        command = OPEN_PORT[laptop.firewall].format(port=laptop.port)
        values = {"name": laptop.firewall, "command": command}
        yield Finding("warn", "doctor.firewall.warn", values)
    elif laptop.system == "linux":
        yield Finding("ok", "doctor.firewall.ok")
    else:
        yield Finding("know", f"doctor.firewall.know-{laptop.system}")

    yield Finding("know", f"doctor.sleep.know-{laptop.system}")


def worst(findings: list[Finding]) -> str:
    """Return the gravest mark; what is merely good to know counts as ok."""
    mark = max((finding.mark for finding in findings), key=MARKS.index, default="ok")
    return "ok" if mark == "know" else mark


def this_laptop(port: int) -> Laptop:
    """Gather what there is to know about this computer."""
    system = {"win32": "windows", "darwin": "macos"}.get(sys.platform, "linux")
    return Laptop(
        system=system,
        python=sys.version_info[:3],
        port=port,
        port_taken=network.port_is_taken(port),
        addresses=network.own_addresses(),
        free_memory=capacity.free_memory(),
        thai_font=_thai_font(system),
        browser=desktop.has_browser(),
        firewall=_firewall() if system == "linux" else "",
        missing=missing_files(),
    )


def missing_files() -> list[str]:
    """Return the kit's files that are not there."""
    roots = {
        "notebooks": places.notebooks(),
        "lessons": places.lessons(),
        "sample_data": places.sample_data(),
    }
    missing = []
    for name in NEEDED:
        room, _, rest = name.partition("/")
        if not (roots[room] / rest).is_file():
            missing.append(name)
    for extension in WIDGETS:
        if not any((folder / extension).is_dir() for folder in extension_folders()):
            missing.append(extension)
    return missing


def _thai_font(system: str) -> str:
    if system == "macos":
        return "Thonburi"  # part of the system
    if system == "windows":
        folder = Path("C:/Windows/Fonts")
        fonts = {"leelawui.ttf": "Leelawadee UI", "tahoma.ttf": "Tahoma"}
        return next((name for file, name in fonts.items() if (folder / file).is_file()), "")
    return _ask("fc-list", ":lang=th", "family").partition("\n")[0].partition(",")[0]


def _firewall() -> str:
    ufw = Path("/etc/ufw/ufw.conf")
    try:
        if "ENABLED=yes" in ufw.read_text(encoding="utf-8"):
            return "ufw"
    except OSError:
        pass
    return "firewalld" if _ask("systemctl", "is-active", "firewalld").strip() == "active" else ""


def _ask(*command: str) -> str:
    """Return what another program says, or nothing if it is not here."""
    path = shutil.which(command[0])
    if path is None:
        return ""
    try:
        answer = subprocess.run(  # noqa: S603 - fixed words only
            [path, *command[1:]], capture_output=True, timeout=10, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return answer.stdout.decode(errors="replace")
