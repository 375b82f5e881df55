"""Every target is large enough, and the focus is never hidden."""

from __future__ import annotations

import pytest

from tests.support.built_sites import Sites
from tests.support.editions import pages_of
from tests.support.repeats import at_each_change
from tests.support.watching import Watch

MINIMUM_TARGET = 24


# Targets (WCAG 2.5.8): 24 pixels, or as far from the next one, or a link within a sentence

SMALL_TARGETS = """least => {
  document.querySelectorAll("details").forEach(each => { each.open = true; });
  const targets = [...document.querySelectorAll("a[href], summary, input, button")]
    .filter(each => each.checkVisibility());
  const inSentence = each => getComputedStyle(each).display === "inline"
    && each.closest("p, li, td, dd, cite, h3")
    && [...each.parentNode.childNodes].some(other =>
      other !== each && other.nodeType === 3 && other.textContent.trim());
  const boxes = targets.map(each => ({ each, box: each.getBoundingClientRect() }))
    .filter(({ box }) => box.width > 1 && box.right > 0);
  const centre = ({ box }) => [box.x + box.width / 2, box.y + box.height / 2];
  const small = boxes.filter(({ each, box }) =>
    (box.width < least || box.height < least) && !inSentence(each) && !each.closest("cite"));
  return small.filter(one => boxes.some(other => {
    if (other === one) return false;
    const [x, y] = centre(one), box = other.box;
    const near = Math.hypot(
      Math.max(box.left - x, 0, x - box.right), Math.max(box.top - y, 0, y - box.bottom));
    return near < least / 2;
  })).map(({ each, box }) =>
    `${Math.round(box.width)}×${Math.round(box.height)} ${each.outerHTML.slice(0, 90)}`);
}"""


@pytest.mark.parametrize("width", at_each_change([320, 1280], 2))
def test_every_target_can_be_hit(edition, window: Watch, width: int):
    window.page.set_viewport_size({"width": width, "height": 900})
    for _, url in pages_of(edition):
        window.visit(url)
        assert window.page.evaluate(SMALL_TARGETS, MINIMUM_TARGET) == [], url


def test_a_target_that_is_too_small_is_found(window: Watch):
    window.page.set_content(
        "<nav><ul><li style='line-height: 1; font-size: 9px'><a href='#a'>a</a>"
        "<li style='line-height: 1; font-size: 9px'><a href='#b'>b</a></ul></nav>"
    )
    assert len(window.page.evaluate(SMALL_TARGETS, MINIMUM_TARGET)) == 2


# Focus (WCAG 2.4.11): the focused element is not covered by another

OPEN_ALL = """() => {
  document.querySelectorAll("details").forEach(each => { each.open = true; });
  return [...document.querySelectorAll("a[href], summary, input, button")]
    .filter(each => each.checkVisibility()).length;
}"""
# The middle of each of its lines; one visible line is enough.
BEHIND = """() => {
  const focused = document.activeElement;
  if (focused === document.body) return null;
  const seen = [...focused.getClientRects()].some(box => {
    const top = document.elementFromPoint(
      Math.min(Math.max(box.left + box.width / 2, 1), innerWidth - 1), box.top + box.height / 2);
    return top && (focused.contains(top) || top.contains(focused));
  });
  return seen ? null : focused.outerHTML.slice(0, 90);
}"""


@pytest.mark.parametrize(("locale", "size"), [("en", (1280, 500)), ("es", (320, 256))])
@pytest.mark.parametrize("name", at_each_change(["index", "companies", "search"], 3))
def test_the_focus_is_never_hidden_behind_something(
    sites: Sites, window: Watch, locale: str, size: tuple[int, int], name: str
):
    window.page.set_viewport_size({"width": size[0], "height": size[1]})
    window.visit(f"example/{sites['example'].page(locale, name).url}")
    count = window.page.evaluate(OPEN_ALL)
    hidden = []
    for key in ["Tab"] * count + ["Shift+Tab"] * count:
        window.page.keyboard.press(key)
        hidden.append(window.page.evaluate(BEHIND))
    assert set(hidden) == {None}


def test_a_focus_behind_something_is_found(window: Watch):
    window.page.set_content(
        "<a href='#a'>a</a><p style='position: fixed; inset: 0; background: white'>over all</p>"
    )
    window.page.keyboard.press("Tab")
    assert "<a" in window.page.evaluate(BEHIND)
