"""Every lesson is also a notebook."""

from ogs_teach import places
from ogs_teach.school import lessons


def test_every_lesson_has_a_thin_notebook_of_its_name():
    """
    The notebooks in `lessons/` are those of the lessons, no more, no fewer.
    """
    stored = {path.stem for path in (places.notebooks() / "lessons").glob("*.ipynb")}

    assert {lesson.name for lesson in lessons()} == stored


def test_a_lesson_notebook_shows_its_own_lesson():
    """
    Each notebook names its lesson once, and nothing else differs between them.
    """
    shapes = set()
    for path in (places.notebooks() / "lessons").glob("*.ipynb"):
        text = path.read_text(encoding="utf-8")
        assert 1 == text.count(f'\\"{path.stem}\\"')
        shapes.add(text.replace(path.stem, ""))

    assert 1 == len(shapes)
