"""The measuring app in Panel: a slider, a line of 120 points, a total."""

import numpy as np
import panel
from bokeh.plotting import figure

panel.extension()
pledge = panel.widgets.IntSlider(name="pledge", start=10, end=1000, step=10, value=100)
chart = figure(height=300, width=360)
line = chart.line(np.arange(120), np.arange(120))
total = panel.pane.Markdown("")


def update(value):
    """Draw and say what a pledge comes to."""
    y = np.cumsum(np.full(120, value * 200))
    line.data_source.data = {"x": np.arange(120), "y": y}
    total.object = f"TOTAL={y[-1]}"


pledge.param.watch(lambda event: update(event.new), "value")
update(100)
panel.Column(pledge, chart, total).servable()
