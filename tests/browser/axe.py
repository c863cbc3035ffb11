"""axe-core, which finds what people with poor sight, or no mouse, cannot use."""

from functools import cache
from importlib import resources

RUN = """async () => {
  const found = await axe.run(document, { resultTypes: ["violations"] });
  return found.violations
    .filter((one) => one.impact === "serious" || one.impact === "critical")
    .map((one) => one.id + ": " + one.nodes.map((node) => node.html.slice(0, 120)).join(" | "));
}"""


@cache
def source():
    """Return axe-core's script."""
    return (resources.files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")


def serious_faults(page):
    """Return the serious and critical faults of a page as it stands."""
    page.evaluate(source())
    return page.evaluate(RUN)
