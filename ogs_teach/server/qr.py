"""QR codes as pictures: for the wall, for certificates."""

import segno
from markupsafe import Markup


def qr_svg(text: str, title: str) -> Markup:
    """Draw a QR code as SVG that fills its box.

    Half-way error correction, or more where it fits: a hall's wall is not clean, paper is
    folded; a larger code would only make the dots smaller.

    Examples
    --------
    >>> qr_svg("OGS1ABC", "QR")[:5]
    Markup('<svg ')
    """
    code = segno.make(text, error="m", micro=False, encoding=None if text.isascii() else "utf-8")
    return Markup(  # noqa: S704 - segno writes the picture and escapes the title
        code.svg_inline(
            scale=1, border=4, omitsize=True, title=title, svgclass="qr", lineclass=None
        )
    )
