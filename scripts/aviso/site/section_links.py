"""Links each section of a page to the same section in the site's other languages.

The language switch leads to the top of the page, because neither a server nor a page without a
script knows the part of an address after ``#``. A reader who came to a section by a link to its
heading would lose the place. So a link follows each heading, and the style sheet shows it only if
the address names the heading or its section (``:target``).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from html import unescape

from aviso.i18n.catalog import load_catalog
from aviso.site.frame import PageFrame
from aviso.site.templates import open_environment

# Stands for the anchor of a section, so that the links of a page are rendered once, not for each
# section.
ANCHOR = "\ue000section\ue001"
# A heading with an id, or the first heading in a <section> with an id, such as a law. The main
# heading is the top of the page, where the switch of languages leads. A pattern that begins with a
# sign is ten times faster than one that begins with something that may be missing.
HEADING = re.compile(
    r'<(?:section\b[^>]*? id="(?P<section>[^"]+)"[^>]*>\s*<)?'
    r'(?P<tag>h[2-6])\b(?:[^>]*? id="(?P<own>[^"]+)")?[^>]*>.*?</(?P=tag)>',
    re.DOTALL,
)


# Returns the links after the heading with an id, as it is written in HTML.
LinksOf = Callable[[str], str]


def add_section_links(html: str, frame: PageFrame) -> str:
    """Add the links after the headings of a page whose ids the page in another language has, too.

    A page that is not translated already links to each section of its counterpart.
    """
    links_of = find_section_links(frame)
    return put_section_links(html, links_of) if links_of else html


def put_section_links(html: str, links_of: LinksOf) -> str:
    """Add links after the headings of a page."""

    def add(heading: re.Match[str]) -> str:
        anchor = find_anchor(heading)
        return heading[0] + (links_of(anchor) if anchor else "")

    return HEADING.sub(add, html)


def find_anchor(heading: re.Match[str]) -> str | None:
    """Return the id by which links lead to a heading, as it is written in HTML."""
    return heading["own"] or heading["section"]


def find_section_links(frame: PageFrame) -> LinksOf | None:
    """Return the links after each heading of a page; None if it has none."""
    if not frame.is_translated:
        return None
    others = [
        (other, set(frame.site.pages[other.locale, frame.page].html_summary.ids))
        for other in frame.alternates
        if other.locale != frame.locale and other.is_translated
    ]
    template = open_environment(frame.site.project, frame.locale).get_template(
        "partials/section_links.html"
    )

    @cache
    def lay_out(has: tuple[bool, ...]) -> str:
        """Lay out the links to the other languages that have a section, for any anchor."""
        links = [
            (other, load_catalog(frame.site.project, other.locale).get_string("section.here"))
            for (other, _), is_there in zip(others, has, strict=True)
            if is_there
        ]
        return template.render(frame=frame, links=links, anchor=ANCHOR).rstrip() if links else ""

    def find_links(written: str) -> str:
        anchor = unescape(written)
        return lay_out(tuple(anchor in ids for _, ids in others)).replace(ANCHOR, written)

    return find_links if others else None
