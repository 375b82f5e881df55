"""Readers who set high contrast, no motion, or wider spacing of text."""

from __future__ import annotations

from tests.support.barriers import LOST
from tests.support.editions import pages_of
from tests.support.watching import Watch

# High contrast (WCAG 1.4.11, 2.4.7 where the system sets the colours)

IN_FORCED_COLORS = """() => {
  const seen = element => element.checkVisibility() && element.getBoundingClientRect().width > 0;
  const same = each => {
    const style = getComputedStyle(each);
    return style.color === style.backgroundColor;
  };
  const own = each => getComputedStyle(each).forcedColorAdjust === "none";
  const link = document.querySelector("main a[href]");
  link?.focus();
  const ring = link ? getComputedStyle(link) : null;
  return {
    same: [...document.body.querySelectorAll("*")]
      .filter(each => seen(each) && each.textContent.trim() && same(each))
      .map(each => each.outerHTML.slice(0, 80)),
    own: [...document.body.querySelectorAll("*")].filter(own)
      .map(each => each.outerHTML.slice(0, 80)),
    unringed: ring && (ring.outlineStyle === "none" || parseFloat(ring.outlineWidth) < 2)
      ? [link.outerHTML.slice(0, 80)] : [],
    bare: [...document.querySelectorAll("[aria-current]")].filter(seen).filter(each => {
      const style = getComputedStyle(each);
      return style.fontWeight < 600 && style.borderLeftStyle === "none"
        && !style.textDecorationLine.includes("underline") && each.closest("#menu");
    }).map(each => each.outerHTML.slice(0, 80)),
  };
}"""


def test_nothing_is_lost_in_forced_colors(edition, window: Watch):
    window.page.emulate_media(forced_colors="active")
    for _, url in pages_of(edition):
        window.visit(url)
        assert window.page.evaluate("matchMedia('(forced-colors: active)').matches")
        assert {
            name: found for name, found in window.page.evaluate(IN_FORCED_COLORS).items() if found
        } == {}, url


# Motion (WCAG 2.2.2, 2.3.3)

MOVING = """() => {
  const moves = each => { const style = getComputedStyle(each);
    return style.animationName !== "none"
      || (parseFloat(style.transitionDuration) > 0 && style.transitionProperty !== "none"); };
  const found = [...document.querySelectorAll("*")].filter(moves)
    .map(each => each.outerHTML.slice(0, 80));
  const smooth = getComputedStyle(document.documentElement).scrollBehavior === "smooth";
  return [...found, ...document.getAnimations().map(String), ...(smooth ? ["scrolls"] : [])];
}"""


def test_nothing_moves_for_readers_who_want_no_motion(edition, window: Watch):
    window.page.emulate_media(reduced_motion="reduce")
    for _, url in pages_of(edition):
        window.visit(url)
        assert window.page.evaluate(MOVING) == [], url


# Spacing (WCAG 1.4.12) and 400 % (1.4.10)

SPACED = (
    "* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: "
    "0.16em !important } p { margin-bottom: 2em !important }"
)


ADD_SHEET = """css => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  document.adoptedStyleSheets = [sheet];
}"""


def test_wider_spacing_of_text_loses_nothing(edition, window: Watch):
    for _, url in pages_of(edition):
        window.visit(url)
        # The page's policy does not block a style sheet that the reader's own program adds.
        window.page.evaluate(ADD_SHEET, SPACED)
        for width in (320, 1280):
            window.page.set_viewport_size({"width": width, "height": 800})
            assert window.page.evaluate(LOST) == [], (url, width)


def test_text_that_is_lost_is_found(window: Watch):
    window.page.set_content(
        "<p style='height: 10px; overflow: hidden'>one two three four<br>five</p>"
        "<div style='width: 3000px'>a</div>"
    )
    assert len(window.page.evaluate(LOST)) == 2
