"""axe-core, which finds what people with poor sight, or no mouse, cannot use."""

from functools import cache
from importlib import resources

RUN = """async (contrast) => {
  const found = await axe.run(document, {
    resultTypes: ["violations"],
    rules: { "color-contrast": { enabled: contrast } },
  });
  return found.violations
    .filter((one) => one.impact === "serious" || one.impact === "critical")
    .map((one) => one.id + ": " + one.nodes.map((node) => node.html.slice(0, 120)).join(" | "));
}"""


@cache
def source():
    """Return axe-core's script."""
    return (resources.files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")


def serious_faults(page, *, contrast=True):
    """Return the serious and critical faults of a page as it stands.

    Contrast takes axe most of its time, and `audit.js` measures it too.
    """
    page.evaluate(source())
    return page.evaluate(RUN, contrast)
