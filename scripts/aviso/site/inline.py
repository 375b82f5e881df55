"""Turns facts into HTML within a line: links, references to sources, lists of terms.

A page has about a hundred of these. Rendering a template for each would take longer than the rest
of the page.
"""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup, escape

from aviso.i18n.catalog import Catalog
from aviso.model.localized import LocalizedText

# The place of a statement: the address, the document's label, the section.
CitedPlace = tuple[str, str, str | None]


def render_link(words: Catalog, address: str, text: str, shown: Markup | None = None) -> Markup:
    """Return a link; ``shown`` is ``text`` as HTML.

    A link that shows its own address is marked, so that print does not repeat it.
    """
    shows_address = address.endswith((text, f"{text}/"))
    mark = Markup(' class="shown"' if shows_address else "") + (
        words.left_to_right if shows_address or address.startswith("tel:") else ""
    )
    return Markup(
        f'<a{mark} href="{escape(address)}">{escape(text if shown is None else shown)}</a>'
    )


def render_citation(
    words: Catalog, statements: Iterable[str], places: Iterable[CitedPlace]
) -> Markup:
    """Return a reference to the source: "Policy 4005, III.B".

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
    """Return the labels of some terms, one after the other."""
    return Markup(_join(words, (escape(words.get_text(label)) for label in labels)))


def _join(words: Catalog, parts: Iterable[str]) -> str:
    # Joining with a Markup would escape the parts.
    return str(escape(words.get_string("semicolon"))).join(str(part) for part in parts)


def _render_section(words: Catalog, section: str | None) -> str:
    return f"{escape(words.get_string('comma'))}{words.isolate(section)}" if section else ""
