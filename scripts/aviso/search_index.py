"""Turns the pages of one language into the search index that the reader's device loads: one entry a section."""

from __future__ import annotations

import json

from aviso.markup import Section
from aviso.render import relative_link

WITHOUT_ENTRIES = {"search"}


def search_index(locale: str, pages: dict[str, tuple[str, list[Section]]]) -> str:
    """Return the index of ``pages`` (name → title and sections) as JSON; addresses are relative to the search page."""
    entries = []
    for name, (title, sections) in pages.items():
        if name in WITHOUT_ENTRIES:
            continue
        for section in sections:
            if section.heading or section.text:
                entries.append(
                    {
                        "url": relative_link("search", name, section.anchor),
                        "title": title,
                        "heading": section.heading if section.anchor else "",
                        "text": section.text,
                    }
                )
    return json.dumps({"locale": locale, "entries": entries}, ensure_ascii=False, separators=(",", ":"))
