"""Turns facts into HTML within a line: links, lists of terms.

A page has about a hundred of these. Rendering a template for each would take longer than the rest
of the page.
"""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

from aviso.i18n.catalog import Catalog
from aviso.model.localized import LocalizedText
from aviso.site.plain_escape import escape


def render_link(words: Catalog, address: str, text: str, shown: Markup | None = None) -> Markup:
    """Return a link; ``shown`` is ``text`` as HTML.

    A link that shows its own address is marked, so that print does not repeat it.
    """
    shows_address = address.endswith((text, f"{text}/"))
    mark = ' class="shown"' if shows_address else ""
    if shows_address or address.startswith("tel:"):
        mark = f"{mark}{words.left_to_right}"
    return Markup(
        f'<a{mark} href="{escape(address)}">{escape(text if shown is None else shown)}</a>'
    )


def render_labels(words: Catalog, labels: Iterable[LocalizedText]) -> Markup:
    """Return the labels of some terms, one after the other."""
    return Markup(_join(words, (escape(words.get_text(label)) for label in labels)))


def _join(words: Catalog, parts: Iterable[str]) -> str:
    return escape(words.get_string("semicolon")).join(parts)
