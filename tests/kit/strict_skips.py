"""A plugin for pytest: a skipped test fails, unless its reason names another operating system.

CI must not lose a test because a browser, a font or the network is missing there.
"""

import sys

import pytest

SYSTEMS = {"linux": "Linux", "darwin": "macOS", "win32": "Windows"}


def judge(report):
    """Turn a skip without excuse into a failure that tells its reason."""
    if not report.skipped or hasattr(report, "wasxfail"):
        return
    reason = report.longrepr[-1] if isinstance(report.longrepr, tuple) else str(report.longrepr)
    if not any(name in reason for system, name in SYSTEMS.items() if system != sys.platform):
        report.outcome = "failed"
        report.longrepr = f"a skip is a failure here: {reason}"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport():
    """Judge tests."""
    report = yield
    judge(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report():
    """Judge files that are skipped as a whole."""
    report = yield
    judge(report)
    return report
