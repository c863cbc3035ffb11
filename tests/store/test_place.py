"""Where the store is."""

import os
import stat
import sys
from pathlib import Path

import pytest

from ogs_teach.errors import StoreUnreachableError
from ogs_teach.store import Store, place


def test_the_usual_place_is_among_the_users_data(tmp_path, monkeypatch):
    """
    Unless somebody says otherwise, a file in the user's own data folder, which is made.
    """
    usual = tmp_path / "data" / "ogs-teach" / "class.sqlite"
    monkeypatch.delenv(place.VARIABLE, raising=False)
    assert Path(place.find().database) == place.usual()
    assert ("ogs-teach", "class.sqlite") == place.usual().parts[-2:]
    monkeypatch.setattr("ogs_teach.store.place.usual", lambda: usual)
    monkeypatch.setattr("ogs_teach.store.database.usual", lambda: usual)

    Store.open().close()

    assert usual.is_file()


def test_the_variable_and_the_argument(tmp_path, monkeypatch):
    """
    OGS_TEACH_STORE moves the store; what is said when opening it goes before.
    """
    monkeypatch.setenv(place.VARIABLE, str(tmp_path / "a.sqlite"))

    assert str(tmp_path / "a.sqlite") == place.find().database
    assert str(tmp_path / "b.sqlite") == place.find(tmp_path / "b.sqlite").database
    assert str(tmp_path / "b.sqlite") == place.find(f"sqlite:///{tmp_path}/b.sqlite").database


@pytest.mark.parametrize("said", ["mysql://a:secret@b/c", "sqlite://", "://", "sqlite:///x?y=z"])
def test_an_address_of_another_kind(said):
    """
    What is no file and no PostgreSQL is refused, and its password is not repeated.
    """
    with pytest.raises(StoreUnreachableError) as refused:
        place.find(said)

    assert "secret" not in str(refused.value)
    assert "กรุณา" in str(refused.value)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows: a file has no such permissions")
def test_the_file_is_its_owners(tmp_path):
    """
    Nobody else on the computer reads the names.
    """
    Store.open(tmp_path / "class.sqlite").close()

    assert 0o600 == stat.S_IMODE(os.stat(tmp_path / "class.sqlite").st_mode)
