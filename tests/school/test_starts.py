"""What a lesson puts into its app: taken by the real app, or refused with a reason."""

from fractions import Fraction

import pytest

from ogs_teach import places
from ogs_teach.apps.starts import app_of, open_with

APPS = sorted(path.stem for path in (places.notebooks() / "apps").glob("*.ipynb"))


@pytest.mark.parametrize("name", APPS)
def test_every_notebook_of_an_app_has_its_class(name):
    """
    A lesson names an app as its notebook is named.
    """
    app = app_of(name)("th")
    app.close()


@pytest.mark.parametrize(
    ("name", "start", "refused"),
    [
        ("loans", {"principal": Fraction(15_000)}, {}),
        ("savings", {"view": "group", "pledge": Fraction(200)}, {}),
        ("savings", {"rules": "group_12", "missed": Fraction(0)}, {}),
        ("savings", {"late": True}, {}),
        ("savings", {"late": "yes"}, {"late": "check.start-switch"}),
        ("savings", {"pledge": "much"}, {"pledge": "check.start-number"}),
        ("savings", {"pledge": Fraction(-1)}, {"pledge": "check.start-number"}),
        ("savings", {"missed": Fraction(13)}, {"missed": "check.start-number"}),
        ("savings", {"missed": Fraction(1, 2)}, {"missed": "check.start-number"}),
        ("savings", {"missed": True}, {"missed": "check.start-number"}),
        ("savings", {"view": "theirs"}, {"view": "check.start-option"}),
        ("savings", {"view": Fraction(1)}, {"view": "check.start-option"}),
        ("savings", {"colour": "green"}, {"colour": "check.start-field"}),
        (
            "savings",
            {"colour": "green", "view": "theirs", "pledge": Fraction(100)},
            {"colour": "check.start-field", "view": "check.start-option"},
        ),
    ],
)
def test_an_app_takes_what_it_has_fields_for(name, start, refused):
    """
    Each field takes its own kind of value within its bounds; every refusal names the field.
    """
    app = app_of(name)("th")
    try:
        told = dict(open_with(app, start))
        assert refused == {field: problem.key for field, problem in told.items()}
        for problem in told.values():
            assert problem.say("th")
            assert problem.say("en")
    finally:
        app.close()


def test_a_number_goes_in_as_a_person_types_it():
    """
    Baht are baht in the box, and the app answers for them.
    """
    app = app_of("savings")("en")
    try:
        before = app.said
        assert [] == open_with(app, {"pledge": Fraction(300)})
        assert 300_00 == app["pledge"].read()
        assert before != app.said
    finally:
        app.close()
