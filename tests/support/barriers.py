"""Accessibility barriers: text that does not fit the window, and violations that axe-core finds."""

from __future__ import annotations

from typing import Any, Protocol

from playwright.sync_api import Page

from tests.support.paths import ROOT

AXE = ROOT / "node_modules/axe-core/axe.min.js"
AXE_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# Words that are only read aloud.
UNSEEN = ".unseen, td.silent > span, main a > span:not([class], [lang])"
TOO_WIDE = """() => {
  const edge = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= edge) return [];
  const wide = [...document.body.querySelectorAll("*")]
    .filter(each => each.getBoundingClientRect().right > edge + 1);
  const named = each => `<${each.tagName.toLowerCase()} class="${each.className}"> `
    + each.textContent.trim().slice(0, 40);
  return ["the page", ...wide.slice(-3).map(named)];
}"""
CUT_OFF = """() => [...document.querySelectorAll("main *")]
  .filter(each => each.scrollWidth > each.clientWidth + 1
    && getComputedStyle(each).overflowX !== "visible" && !each.closest("UNSEEN"))
  .map(each => `cut off: <${each.tagName.toLowerCase()} class="${each.className}">`)""".replace(
    "UNSEEN", UNSEEN
)
RUN_AXE = """tags => axe.run({
  runOnly: {type: "tag", values: tags}, resultTypes: ["violations"], preload: false,
}).then(result => result.violations.flatMap(each => each.nodes.map(
  node => `${each.id}: ${node.target} ${node.failureSummary.split("\\n")[1]}`)))"""


class Evaluating(Protocol):
    """A page of either browser."""

    def evaluate(self, function: str) -> Any:
        """Call a JavaScript function on the page."""


def too_wide(page: Evaluating) -> list[str]:
    """Return the elements that are wider than the window, or cut off at its edge."""
    found: list[str] = page.evaluate(TOO_WIDE) + page.evaluate(CUT_OFF)
    return found


def violations_of(page: Page) -> list[str]:
    """Return the violations that axe-core finds, including those in collapsed sections."""
    page.evaluate(AXE.read_text("utf-8"))
    found: list[str] = page.evaluate(RUN_AXE, AXE_RULES)
    return found


LOST = """() => {
  const edge = document.documentElement.clientWidth;
  const width = document.documentElement.scrollWidth;
  const wide = width > edge ? [`the page is ${width} wide`] : [];
  const cut = [...document.querySelectorAll("body *")].filter(each => each.checkVisibility()
    && !each.closest("body > a, thead, UNSEEN")
    && ((each.scrollWidth > each.clientWidth + 1 && getComputedStyle(each).overflowX !== "visible")
      || (each.scrollHeight > each.clientHeight + 1
        && ["hidden", "clip"].includes(getComputedStyle(each).overflowY))));
  return [...wide, ...cut.map(each => each.outerHTML.slice(0, 80))];
}""".replace("UNSEEN", UNSEEN)
