"""Turns the pages of one language into the search index that the reader's device loads: one entry a section."""

from __future__ import annotations

import json
from collections.abc import Mapping

from aviso.markup import Section
from aviso.render import relative_link

WITHOUT_ENTRIES = {"search"}
SEARCH_INDEX = "index.json"


def search_index(locale: str, pages: dict[str, tuple[str, list[Section]]], addresses: Mapping[str, str] | None = None) -> str:
    """Return the index of ``pages`` (name → title and sections) as JSON; links are relative to the search page.

    ``addresses`` are the addresses of those pages that have another than their name.
    """
    entries = []
    for name, (title, sections) in pages.items():
        if name in WITHOUT_ENTRIES:
            continue
        for section in sections:
            if section.heading or section.text:
                entries.append(
                    {
                        "url": relative_link("search", name, section.anchor, (addresses or {}).get(name, name)),
                        "title": title,
                        "heading": section.heading if section.anchor else "",
                        "text": section.text,
                    }
                )
    return json.dumps({"locale": locale, "entries": entries}, ensure_ascii=False, separators=(",", ":"))
