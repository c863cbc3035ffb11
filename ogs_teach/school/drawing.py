"""Draws a lesson's chart: a picture, and the same numbers in a table."""

from collections.abc import Callable
from fractions import Fraction

from ogs_teach import charts
from ogs_teach.i18n import Lang, t
from ogs_teach.school.chart import Cell, Chart
from ogs_teach.school.figures import Figures
from ogs_teach.school.functions import satang
from ogs_teach.school.markdown import STACKED, fill, to_html

_DRAW = {"bars": charts.bars, "lines": charts.lines}


def to_picture(chart: Chart, figures: Figures, lang: Lang, table_name: str = "") -> str:
    """Return a chart as HTML.

    Parameters
    ----------
    chart : Chart
    figures : Figures
    lang : "th" or "en"
    table_name : str
        What screen readers call the table's box.
    """

    def show(expression: str) -> str:
        return figures.show(expression, lang)

    labels = [fill(label, show) for label, _ in chart.rows]
    series = {
        fill(head, show): [_value(chart, cells[place], figures) for _, cells in chart.rows]
        for place, head in enumerate(chart.heads[1:])
    }
    picture = _DRAW[chart.shape](
        series,
        labels,
        title=fill(chart.title, show),
        description=fill(chart.alt, show),
        lang=lang,
        unit="percent" if chart.unit in ("percent", "rate") else chart.unit,  # type: ignore[arg-type]
    )
    return f'<div class="picture">{picture}</div>{_table(chart, show, table_name, lang)}'


def _value(chart: Chart, cell: Cell | None, figures: Figures) -> int | Fraction | None:
    if cell is None:
        return None
    value = figures.value(cell.expression)
    if chart.unit == "baht":
        return satang(value)
    return value * 100 if chart.unit == "percent" else value


def _table(chart: Chart, show: Callable[[str], str], name: str, lang: Lang) -> str:
    """Return the numbers, baht said once in each column's head: phones are narrow."""
    baht = f" {t('money.baht', lang)}" if chart.unit == "baht" else ""
    heads = [
        chart.heads[0],
        *(f"{head} ({baht.strip()})" if baht else head for head in chart.heads[1:]),
    ]
    rows = [heads, ["---", *("---:" for _ in heads[1:])]]
    for label, cells in chart.rows:
        said = (show(chart.figure(cell)).removesuffix(baht) if cell else "–" for cell in cells)
        rows.append([label, *said])
    text = "\n".join(f"| {' | '.join(row)} |" for row in rows)
    return to_html(text, show, name, stacked=STACKED + 1)
