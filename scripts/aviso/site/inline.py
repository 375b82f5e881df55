"""Turns facts into HTML within a line: links, references to sources, lists of terms.

A page has a hundred of them. A template for each would take longer than the rest of the page.
"""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

from aviso.i18n.catalog import Catalog
from aviso.model.localized import LocalizedText
from aviso.site.plain_escape import escape

# Where a statement stands: the address, the document's label, the section.
CitedPlace = tuple[str, str, str | None]


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


def render_citation(
    words: Catalog, statements: Iterable[str], places: Iterable[CitedPlace]
) -> Markup:
    """Return a reference to where the source says so: "Policy 4005, III.B".

    The ids of the statements let a test trace every fact.
    """
    links = _join(
        words,
        (
            f'<a href="{escape(address)}">{escape(label)}{_render_section(words, section)}</a>'
            for address, label, section in places
        ),
    )
    return Markup(f'<cite data-statements="{escape(" ".join(statements))}">{links}</cite>')


def render_labels(words: Catalog, labels: Iterable[LocalizedText]) -> Markup:
    """Return what readers call some terms, one after the other."""
    return Markup(_join(words, (escape(words.get_text(label)) for label in labels)))


def _join(words: Catalog, parts: Iterable[str]) -> str:
    return escape(words.get_string("semicolon")).join(parts)


def _render_section(words: Catalog, section: str | None) -> str:
    return f"{escape(words.get_string('comma'))}{words.isolate(section)}" if section else ""
