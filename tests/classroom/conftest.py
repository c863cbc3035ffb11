"""A class server for the tests of a file."""

import pytest

from tests.classroom.people import Trainer
from tests.server.running import Running


@pytest.fixture(scope="module")
def running():
    """Serve the kit, with an empty store."""
    with Running() as running:
        yield running


@pytest.fixture
def trainer(running):
    """Return a trainer with a new class."""
    trainer = Trainer(running)
    trainer.open_class()
    return trainer
