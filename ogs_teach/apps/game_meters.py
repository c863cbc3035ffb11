"""Levels from 0 to 100 as bars, which also print, and are read out as a list."""

from collections.abc import Sequence
from html import escape

MINUS = "\N{MINUS SIGN}"


def capital(text: str) -> str:
    """Begin a name that stands alone with a capital letter; Thai has none.

    Examples
    --------
    >>> capital("lend half of it"), capital("ให้กู้ครึ่งหนึ่ง")
    ('Lend half of it', 'ให้กู้ครึ่งหนึ่ง')
    """
    return text[:1].upper() + text[1:]


def signed(number: int) -> str:
    """Write by how much something moved.

    Examples
    --------
    >>> signed(3), signed(-2), signed(0)
    ('+3', '−2', '0')
    """
    return f"{MINUS}{-number}" if number < 0 else f"+{number}" if number else "0"


def meters(rows: Sequence[tuple[str, int, int | None]], title: str) -> str:
    """Draw levels as bars.

    Parameters
    ----------
    rows : sequence of (name, level, moved)
        Level 0 to 100; by how much it moved, or None.
    title : str

    Examples
    --------
    >>> meters([("ความซื่อสัตย์", 60, -2)], "คุณธรรม").count("60")
    2
    """
    items = "".join(
        f'<li><span class="ogs-meter-name">{escape(capital(name))}</span>'
        f'<span class="ogs-meter" aria-hidden="true"><span style="width:{level}%"></span></span>'
        f"<b>{level}</b>{_moved(moved)}</li>"
        for name, level, moved in rows
    )
    return f'<h3>{escape(title)}</h3><ul class="ogs-meters">{items}</ul>'


def _moved(moved: int | None) -> str:
    if moved is None:
        return ""
    kind = "up" if moved > 0 else "down" if moved < 0 else "same"
    return f' <span class="ogs-moved ogs-{kind}">{signed(moved)}</span>'
