"""Leaves empty default pages out of a site."""

from __future__ import annotations

from dataclasses import replace

from aviso.content.arrangement import has_content
from aviso.content.expressions import evaluate
from aviso.content.fragments import Value
from aviso.content.outline import get_page_text
from aviso.content.pages import PageSource
from aviso.site.site import Site


def leave_out_empty_pages(site: Site) -> Site:
    """Return the site without the default pages that have no facts in any language.

    The first page stays, and so do pages that the library or its system wrote.
    """
    values: dict[tuple[str, str], dict[str, Value]] = {}
    # The facts are the same in every language: if one language has content, the page stays.
    shown: set[str] = set()
    for (locale, name), source in site.sources.items():
        if source.counterpart or name in shown:
            continue
        if _may_be_left_out(source) and _is_empty(
            site, source, values.setdefault((locale, name), {})
        ):
            continue
        shown.add(name)
    sources = {key: source for key, source in site.sources.items() if key[1] in shown}
    if len(sources) < len(site.sources):
        # With other pages, a block can have other links.
        return replace(site, sources=sources)
    site.values.update(values)
    return site


def _may_be_left_out(source: PageSource) -> bool:
    return source.is_default and source.name != "index"


def _is_empty(site: Site, source: PageSource, values: dict[str, Value]) -> bool:
    """Tell whether a page is empty; add what its placeholders stand for to ``values``."""
    names = site.make_context(source.locale, source.name).names
    return not has_content(
        get_page_text(source),
        lambda expression: evaluate(expression, names),
        source.name,
        site.list_additions(source.locale),
        values,
    )
