"""Divides the libraries of a large project among pages of the front: a page for each state.

A front page that names thousands of libraries is heavy, and nobody reads it. So from a number of
libraries on (``list_at_once`` in data/front.yml), it names their states, and each state has a page.
A state with more libraries than a page should hold has a page for each part of the alphabet, and so
has a project with one state. All of it is plain links, and works without a script.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from aviso.content.pages import FRONT, PageSource, find_begun_locales
from aviso.core.project import Project
from aviso.i18n.catalog import load_catalog
from aviso.model.front_page import AT_ONCE, load_front_page
from aviso.site.summaries import LibrarySummary

# The text of such a page; its words come from overrides/locales/.
TEXT = """\
---
title: '{{{{ listing_title() }}}}'
description: '{{{{ listing_description() }}}}'
address: {address}
---
# {{{{ listing_title() }}}}

{{{{ libraries() }}}}
"""
NOT_IN_ADDRESSES = re.compile(r"[^a-z0-9]+")
Summaries = Mapping[str, LibrarySummary]


@dataclass(frozen=True)
class Listing:
    """One page that lists libraries, or that leads to pages that list them.

    ``place`` is the name of the state in each language; ``addresses`` are the page's. ``libraries``
    are the ids of all that it leads to, by name. ``parts`` are the names of the pages that divide
    them. A part has a ``number`` among the parts of ``whole`` ("" for those of the front page).
    """

    name: str
    place: Mapping[str, str]
    addresses: Mapping[str, str]
    libraries: tuple[str, ...]
    parts: tuple[str, ...] = ()
    number: int = 0
    whole: str = ""


@dataclass(frozen=True)
class Listings:
    """The pages by name, and those that the front page leads to; none in a small project."""

    pages: Mapping[str, Listing] = field(default_factory=dict)
    first: tuple[str, ...] = ()

    def list_siblings(self, listing: Listing) -> tuple[str, ...]:
        """Return the names of the parts that a part is one of, in order."""
        return self.pages[listing.whole].parts if listing.whole else self.first

    def add_sources(
        self, project: Project, own: dict[tuple[str, str], PageSource]
    ) -> dict[tuple[str, str], PageSource]:
        """Return the front's ``own`` pages and these; an own page may stand for one of them."""
        found = dict(own)
        for name, listing in self.pages.items():
            for locale, address in listing.addresses.items():
                path = project.docs / FRONT / locale / f"{name}.md"
                text = TEXT.format(address=address)
                source = PageSource(name, locale, path, project, written=text)
                found.setdefault((locale, name), source)
        return found


def plan_listings(project: Project, summaries: Summaries) -> Listings:
    """Plan the pages that list the libraries with these summaries; none where there are few."""
    listed = {name: one for name, one in summaries.items() if one.is_listed}
    most = load_front_page(project)[0].list_at_once
    if len(listed) <= most:
        return Listings()
    planner = _Planner(project, listed, min(most, AT_ONCE))
    places = planner.divide_by_place()
    if len(places) == 1:
        parts = planner.divide(replace(places[0], name=""))
        return Listings({one.name: one for one in parts}, tuple(one.name for one in parts))
    pages: dict[str, Listing] = {}
    for place in places:
        parts = planner.divide(place) if len(place.libraries) > planner.most else []
        pages[place.name] = replace(place, parts=tuple(one.name for one in parts))
        pages |= {one.name: one for one in parts}
    return Listings(pages, tuple(place.name for place in places))


class _Planner:
    """Gives places and their parts names and addresses that nothing else has."""

    def __init__(self, project: Project, summaries: Summaries, most: int) -> None:
        self.most = most
        self._summaries = summaries
        self._default = project.locales.default
        self._words = {
            locale: load_catalog(project, locale) for locale in find_begun_locales(project, FRONT)
        }
        self._taken: dict[str, set[str]] = {locale: set() for locale in self._words}

    def divide_by_place(self) -> list[Listing]:
        """Return a page for each state that a library names, in the order of their names.

        Names that differ only in capital letters, accents or signs are of one state.
        """
        groups: dict[str, list[str]] = {}
        for library_id, summary in self._summaries.items():
            written = summary.jurisdiction.select_locale(self._default)
            groups.setdefault(_make_slug(written), []).append(library_id)
        return [
            self._make_listing(self._name_place(slug, groups[slug]), slug, groups[slug])
            for slug in sorted(groups, key=lambda slug: (not slug, slug))
        ]

    def divide(self, whole: Listing) -> list[Listing]:
        """Return pages with equal parts of a page's libraries, in the order of their names."""
        count = -(-len(whole.libraries) // self.most)
        size, more = divmod(len(whole.libraries), count)
        ends = [size * number + min(number, more) for number in range(count + 1)]
        return [
            replace(
                self._make_listing(
                    whole.place,
                    f"{whole.addresses[self._default]}-{number}",
                    whole.libraries[ends[number - 1] : ends[number]],
                    {locale: f"{one}-{number}" for locale, one in whole.addresses.items()},
                ),
                number=number,
                whole=whole.name,
            )
            for number in range(1, count + 1)
        ]

    def _name_place(self, slug: str, library_ids: list[str]) -> dict[str, str]:
        """Return the name of a place in each language, as most of its libraries write it."""
        if not slug:
            return {
                locale: words.get_string("front.place.other")
                for locale, words in self._words.items()
            }
        return {
            locale: Counter(
                self._summaries[one].jurisdiction.select_locale(locale) for one in library_ids
            ).most_common(1)[0][0]
            for locale in self._words
        }

    def _make_listing(
        self,
        place: Mapping[str, str],
        slug: str,
        library_ids: list[str] | tuple[str, ...],
        addresses: Mapping[str, str] | None = None,
    ) -> Listing:
        wanted = addresses or {
            locale: words.get_string("front.place.address", place=_make_slug(place[locale]) or slug)
            for locale, words in self._words.items()
        }
        found = {locale: self._take(locale, one) for locale, one in wanted.items()}
        by_name = sorted(
            library_ids,
            key=lambda one: (
                self._summaries[one].name.select_locale(self._default).casefold(),
                one,
            ),
        )
        return Listing(found[self._default], place, found, tuple(by_name))

    def _take(self, locale: str, address: str) -> str:
        """Return an address that no other page of the language has, as much as wished as can be."""
        found, number = _make_slug(address), 1
        while found in self._taken[locale]:
            number += 1
            found = f"{_make_slug(address)}-{number}"
        self._taken[locale].add(found)
        return found


def _make_slug(text: str) -> str:
    """Return a text as it may stand in an address: lowercase letters a–z, digits and hyphens."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return NOT_IN_ADDRESSES.sub("-", plain).strip("-")
