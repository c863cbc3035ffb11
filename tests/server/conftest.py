"""One real server for most of these tests: starting one takes seconds."""

import pytest

from tests.server.running import Running, write_apps


@pytest.fixture(scope="session")
def notebooks(tmp_path_factory):
    """Small apps."""
    return write_apps(tmp_path_factory.mktemp("notebooks"))


@pytest.fixture(scope="session")
def running(notebooks):
    """Serve on every address of this computer."""
    with Running(notebooks=notebooks) as server:
        yield server


@pytest.fixture(scope="session")
def under_base(notebooks):
    """Serve below `/ogs/`, with room for a single app."""
    with Running("--seats", "1", notebooks=notebooks, base="/ogs/") as server:
        yield server
