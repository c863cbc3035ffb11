"""Write the measuring app as a stock Voilà notebook: a slider, a line of 120 points, a total.

python voila_app.py FOLDER    writes FOLDER/voila_app.ipynb
"""

import sys
from pathlib import Path

import nbformat

CODE = """\
import bqplot
import ipywidgets
import numpy as np

pledge = ipywidgets.IntSlider(100, 10, 1000, 10, description="pledge")
x, y = bqplot.LinearScale(), bqplot.LinearScale()
line = bqplot.Lines(x=np.arange(120), y=np.arange(120), scales={"x": x, "y": y})
axes = [bqplot.Axis(scale=x), bqplot.Axis(scale=y, orientation="vertical")]
total = ipywidgets.HTML()

def update(value):
    line.y = np.cumsum(np.full(120, value * 200))
    total.value = f"TOTAL={line.y[-1]}"

pledge.observe(lambda change: update(change.new), "value")
update(100)
ipywidgets.VBox([pledge, bqplot.Figure(marks=[line], axes=axes), total])"""

if __name__ == "__main__":
    book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(CODE)])
    book.metadata.kernelspec = {"name": "python3", "display_name": "Python 3", "language": "python"}
    nbformat.write(book, Path(sys.argv[1]) / "voila_app.ipynb")
