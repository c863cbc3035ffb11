"""What every test may use, and what a run says at its end."""

import os

from hypothesis import HealthCheck, settings

from tests.kit import strict_skips
from tests.tally import tally

collect_ignore = ["measure"]  # benchmarks; their peers stand in an environment of their own


# A slow day makes no test fail: how fast something is, benchmarks say.
settings.register_profile("kit", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("kit")


def pytest_configure(config):
    """Where every test must run, let a skip be a failure."""
    if os.environ.get("OGS_TEACH_NO_SKIPS"):
        config.pluginmanager.register(strict_skips)


def pytest_sessionfinish(session):
    """Hand a worker's counts to the run that it belongs to."""
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["tally"] = dict(tally)


def pytest_testnodedown(node, error):
    """Take a worker's counts in."""
    tally.update(getattr(node, "workeroutput", {}).get("tally", {}))


def pytest_terminal_summary(terminalreporter):
    """Say how much was really checked."""
    for what, count in sorted(tally.items()):
        terminalreporter.write_line(f"{what}: {count:,}")
