"""Turns references to statements into one line of links: "Source: Policy 4005, III.B.i (a–d)".

The words that a reader sees begin the accessible name of a link or follow the document's name in
it, so that a link is understood by itself and can be called by voice (WCAG 2.4.9, 2.5.3).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from markupsafe import Markup

from aviso.i18n.catalog import Catalog
from aviso.site.plain_escape import escape

# This many letters in a row, or more, are written as a range.
RANGE = 3


class CitedPlace(NamedTuple):
    """The place of a statement: the address, the document's label, the section."""

    address: str
    label: str
    section: str | None


def render_citation(
    words: Catalog, statements: Sequence[str], places: Sequence[CitedPlace], *, is_line: bool
) -> Markup:
    """Return a reference to where the source says so.

    A line of its own says "Source:"; within prose only its accessible name does. The ids of the
    statements let a test trace every fact. A line has them only if its links do not name them all.
    """
    source = words.get_string("source")
    links: list[str] = []
    label = ""
    merged = merge_places(places)
    for place in merged:
        section = words.isolate(place.section) if place.section else Markup("")
        named = f"{escape(place.label)}{escape(words.get_string('comma')) if section else ''}"
        if not links and is_line:
            text = f"{escape(source)} {named}{section}"
        elif links and place.label == label and section:
            text = f"<span>{escape(source)} {named}</span>{section}"
        else:
            text = f"<span>{escape(source)} </span>{named}{section}"
        links.append(f'<a href="{escape(place.address)}">{text}</a>')
        label = place.label
    joined = " · ".join(links)
    ids = "" if is_line and _are_named(statements, merged) else _list_ids(statements)
    within = "" if is_line else ' class="within"'
    return Markup(f"<cite{within}{ids}>{joined}</cite>")


def _are_named(statements: Iterable[str], places: Iterable[CitedPlace]) -> bool:
    """Tell whether the links lead to all of these statements, so that their ids are there."""
    return {place.address.rpartition("#")[2] for place in places} == {*map(str.lower, statements)}


def _list_ids(statements: Iterable[str]) -> str:
    return f' data-statements="{escape(" ".join(statements))}"'


def merge_places(places: Sequence[CitedPlace]) -> list[CitedPlace]:
    """Return places in which the parts of a section are named together.

    III.B.i, III.B.i.a, III.B.i.b and III.B.i.c become III.B.i (a–c). Its parts without III.B.i
    itself become III.B.i.a, b, c, and the link leads to the first. Places of one document are
    listed together, in the order of their first.
    """
    if len(places) < 2:
        return [*places]
    labels = dict.fromkeys(place.label for place in places)
    ordered = [place for label in labels for place in places if place.label == label]
    return _merge_siblings(
        [
            place._replace(section=_add_parts(place.section, parts)) if parts else place
            for place, parts in _group(ordered)
        ]
    )


def _merge_siblings(places: Sequence[CitedPlace]) -> list[CitedPlace]:
    """Return places in which the parts of one section, listed without it, are one place."""
    families: dict[tuple[str, str], list[CitedPlace]] = {}
    for place in places:
        parent, dot, part = (place.section or "").rpartition(".")
        is_part = dot and part.isalnum()
        family = (place.label, parent if is_part else f"{place.section} {place.address}")
        families.setdefault(family, []).append(place)
    return [
        found[0]._replace(
            section=", ".join([found[0].section or "", *(_get_last_part(one) for one in found[1:])])
        )
        if len(found) > 1
        else found[0]
        for found in families.values()
    ]


def _get_last_part(place: CitedPlace) -> str:
    return (place.section or "").rpartition(".")[2]


def _group(places: Sequence[CitedPlace]) -> Iterable[tuple[CitedPlace, list[str]]]:
    """Yield each place that is not part of another, with its own cited parts."""
    for place in places:
        if not any(_is_within(place, other) for other in places):
            yield (
                place,
                [
                    (other.section or "").removeprefix(f"{place.section}.")
                    for other in places
                    if _is_within(other, place)
                ],
            )


def _is_within(inner: CitedPlace, outer: CitedPlace) -> bool:
    return (
        inner.label == outer.label
        and inner.section is not None
        and outer.section is not None
        and inner.section.startswith(f"{outer.section}.")
    )


def _add_parts(section: str | None, parts: Sequence[str]) -> str:
    first = ord(parts[0][0])
    is_range = len(parts) >= RANGE and [*parts] == [chr(first + n) for n in range(len(parts))]
    return f"{section} ({f'{parts[0]}–{parts[-1]}' if is_range else ', '.join(parts)})"
