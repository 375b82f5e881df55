"""Leads from each section of a page to the same section in the site's other languages.

A reader who came to a section by a link to its heading would lose the place with the switch of
languages, which leads to the top of the page: no server and no page without a script learns the
part of an address after ``#``. So a link follows each heading, and the style sheet shows it only
where the heading is what the address names (``:target``).
"""

from __future__ import annotations

import re
from html import unescape

from aviso.i18n.catalog import load_catalog
from aviso.site.frame import PageFrame
from aviso.site.templates import open_environment

# The main heading is the top of the page, where the switch of languages leads.
HEADING = re.compile(r'<(h[2-6])\b[^>]*? id="([^"]+)"[^>]*>.*?</\1>', re.DOTALL)


def add_section_links(html: str, frame: PageFrame) -> str:
    """Add the links after the headings of a page whose ids the page in another language has, too.

    A page that is not translated leads to its counterpart section by section already.
    """
    if not frame.is_translated:
        return html
    others = [
        (other, set(frame.site.pages[other.locale, frame.page].html_summary.ids))
        for other in frame.alternates
        if other.locale != frame.locale and other.is_translated
    ]
    template = open_environment(frame.site.project, frame.locale).get_template(
        "partials/section_links.html"
    )

    def follow(heading: re.Match[str]) -> str:
        links = [
            (other, load_catalog(frame.site.project, other.locale).get_string("section.here"))
            for other, ids in others
            if unescape(heading[2]) in ids
        ]
        if not links:
            return heading[0]
        return heading[0] + template.render(frame=frame, links=links, anchor=heading[2]).rstrip()

    return HEADING.sub(follow, html) if others else html
