"""How often somebody who uses a keyboard must press Tab to get through a page."""

from __future__ import annotations

from xml.etree.ElementTree import Element

import pytest

from tests.support.built_sites import BuiltSite
from tests.support.sources import LOCALES

# The most stops of a page on a phone, where the menu is folded. What is folded is not a stop, nor
# is the link below a heading that is shown only to somebody whom a link led there, nor the link of
# the header to the library's website, which a phone does not show.
MOST = 70
MOST_OF = {"collect": 50}
HEADINGS = ("h2", "h3", "h4", "h5", "h6")
STOPS = ("a", "button", "input", "summary")


def count_stops(element: Element) -> int:
    """Count what the Tab key reaches in an element."""
    is_folded = element.tag == "details" and element.get("open") is None
    within = [child for child in element if not is_folded or child.tag == "summary"]
    within = [child for child in within if not is_hidden(child, element)]
    return (element.tag in STOPS) + sum(map(count_stops, within))


def is_hidden(element: Element, parent: Element) -> bool:
    """Tell whether an element is a link below a heading, or one of the header that leads away."""
    if element.tag != "a":
        return False
    is_below = any(child.tag in HEADINGS for child in parent)
    return is_below or (parent.tag == "nav" and element.get("href", "").startswith("http"))


@pytest.mark.parametrize("locale", LOCALES)
def test_no_page_has_too_many_stops(site: BuiltSite, locale: str) -> None:
    counted = {page.name: count_stops(page.body) for page in site.in_locale(locale)}
    assert {name: stops for name, stops in counted.items() if stops > MOST_OF.get(name, MOST)} == {}
    assert all(stops > len(STOPS) for stops in counted.values())
