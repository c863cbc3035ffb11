"""The laptop's check, on computers that were thought up."""

from dataclasses import replace

import pytest

from ogs_teach.i18n import LANGS, t
from ogs_teach.server import capacity
from ogs_teach.server.doctor import (
    EXIT,
    Finding,
    Laptop,
    examine,
    missing_files,
    this_laptop,
    worst,
)

GOOD = Laptop(
    system="linux",
    python=(3, 12, 1),
    port=8000,
    port_taken=False,
    addresses=["192.168.1.7"],
    free_memory=6_000_000_000,
    thai_font="Loma",
    browser=True,
    firewall="",
)

BAD = {
    "old Python": ({"python": (3, 10, 9)}, "doctor.python.fix", "3.11"),
    "lost files": ({"missing": ["notebooks/apps/loans.ipynb"]}, "doctor.files.fix", "loans"),
    "no Thai font": ({"thai_font": ""}, "doctor.fonts.warn", "fonts-thai-tlwg"),
    "port taken": ({"port_taken": True}, "doctor.port.warn", "8010"),
    "no network": ({"addresses": []}, "doctor.network.warn", "Wi-Fi"),
    "little memory": ({"free_memory": 2_000_000_000}, "doctor.memory.warn", "15"),
    "hardly any memory": ({"free_memory": 500_000_000}, "doctor.memory.fix", "0.5"),
    "no browser": ({"browser": False}, "doctor.browser.warn", ""),
    "ufw": ({"firewall": "ufw"}, "doctor.firewall.warn", "ufw allow 8000/tcp"),
    "firewalld": ({"firewall": "firewalld"}, "doctor.firewall.warn", "--add-port=8000/tcp"),
}


def keys(laptop):
    return [finding.key for finding in examine(laptop)]


def test_good_laptop_is_ready():
    """
    Nothing to fix, exit code 0; the router and the sleep settings are told all the same.
    """
    findings = list(examine(GOOD))

    assert "ok" == worst(findings)
    assert 0 == EXIT[worst(findings)]
    assert "doctor.router.know" in keys(GOOD)
    assert "doctor.sleep.know-linux" in keys(GOOD)


@pytest.mark.parametrize("case", BAD)
def test_each_trouble_is_named_with_its_remedy(case):
    """
    One thing wrong: it is found, it says what to do in both languages, the exit code tells.
    """
    changes, key, told = BAD[case]
    findings = list(examine(replace(GOOD, **changes)))
    found = next(finding for finding in findings if finding.key == key)
    mark = key.rpartition(".")[2]

    assert mark == worst(findings)
    assert {"warn": 1, "fix": 2}[mark] == EXIT[worst(findings)]
    assert key not in keys(GOOD)
    for lang in LANGS:
        assert told in t(found.key, lang, **found.values)
    assert "กรุณา" in t(found.key, "th", **found.values)


@pytest.mark.parametrize("system", ["windows", "macos", "linux"])
def test_each_system_has_its_own_words(system):
    """
    What to answer the firewall and how to keep the computer awake differ by system.
    """
    findings = list(examine(replace(GOOD, system=system)))
    told = {finding.key.split(".")[1]: finding for finding in findings}

    assert 9 < len(findings)
    for finding in findings:
        for lang in LANGS:
            assert t(finding.key, lang, **finding.values).strip()
    assert system in told["sleep"].key
    assert "40" in t(told["router"].key, "th")
    assert "8" in t(told["router"].key, "th")


def test_the_gravest_mark_decides():
    """
    A thing to fix outweighs a warning; what is good to know weighs nothing.
    """
    marks = [Finding("ok", ""), Finding("know", "")]
    assert "ok" == worst(marks)
    assert "warn" == worst([*marks, Finding("warn", "")])
    assert "fix" == worst([*marks, Finding("fix", ""), Finding("warn", "")])
    assert "ok" == worst([])


def test_this_computer_can_be_examined():
    """
    The real check runs here, and finds a Python that is new enough.
    """
    laptop = this_laptop(8000)

    assert "doctor.python.ok" in keys(laptop)
    assert laptop.free_memory > 0


def test_the_kit_is_complete():
    """
    Every file that the class needs is in this copy of the kit.
    """
    assert [] == missing_files()


@pytest.mark.parametrize(("free", "seats"), [(0, 4), (10**9, 4), (4_200_000_000, 40), (10**12, 60)])
def test_seats_follow_memory(free, seats):
    """
    At least four, at most sixty, forty from 4.2 GB on.
    """
    assert seats == capacity.seats(free)
