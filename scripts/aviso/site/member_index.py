"""The search index of members of one shape: its sections, cut at the stand-ins.

Words are numbered by how frequent they are, so no piece of a finished index is the same for all
members. But most words of their sites are: those are counted once. Only words in which a member's
own values stand, and those beside them without a space, are counted for each.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from aviso.content.html import HtmlSection
from aviso.i18n.search_synonyms import load_search_groups
from aviso.site.member_cuts import Cut, Knife, join_cut
from aviso.site.search_index import (
    LEFT_OUT,
    IndexedPage,
    list_indexed_pages,
    number_places,
    split_words,
    write_index,
)
from aviso.site.site import Site

# In the order of ranks, words are sorted as by ``Counter.most_common``: the more frequent first,
# then the earlier by the number of its run and its place there.
Rank = tuple[int, int, int, str]
# The words of a run, with its number.
Numbered = tuple[int, list[str]]


class _Run(NamedTuple):
    """A part of a text: its words, or the text in pieces if a member's own values stand in it.

    ``previous`` is the word before that.
    """

    words: list[str] | None
    text: Cut
    previous: str = ""


class _OwnSection(NamedTuple):
    """A section in which a member's own values stand: its place, and its numbered runs.

    The first of them is its heading.
    """

    page: int
    anchor: str
    runs: list[tuple[int, _Run]]


class IndexTemplate:
    """The search index of one language, from which that of each member is made."""

    def __init__(self, site: Site, locale: str, knife: Knife) -> None:
        self._locale = locale
        self._groups = load_search_groups(site.project, locale)
        contents = {
            name: (title, site.pages[locale, name].html_summary.sections)
            for name, title, title_locale in site.outlines[locale]
            if title_locale == locale
        }
        shown = list_indexed_pages(contents, site.list_addresses(locale))
        self._numbers = number_places(shown)
        self._pages = list(shown.values())
        self._titles = [
            (at, cut)
            for at, page in enumerate(self._pages)
            if len(cut := knife.cut(page.title)) > 1
        ]
        self._own: list[_OwnSection] = []
        common: list[Numbered] = []
        number = 0
        for at, (name, page) in enumerate(shown.items()):
            for anchor, runs in _divide_sections(page, contents[name][1], knife).items():
                heading = knife.cut(" ".join(page.sections[anchor][0]))
                of_heading = _Run(None if len(heading) > 1 else page.sections[anchor][0], heading)
                numbered = [*enumerate([of_heading, *runs], number)]
                number += len(numbered)
                common += [(one, run.words) for one, run in numbered if run.words]
                if any(run.words is None for _, run in numbered):
                    self._own.append(_OwnSection(at, anchor, numbered))
        self._ranks = sorted(_rank_words(common))
        self._rank_of = {rank[-1]: rank for rank in self._ranks}

    def fill(self, forms: list[str]) -> str:
        """Return the index of a member with these forms of its values."""
        pages = [*self._pages]
        for at, title in self._titles:
            pages[at] = pages[at]._replace(title=join_cut(title, forms))
        sections = {one.page: dict(pages[one.page].sections) for one in self._own}
        own: list[Numbered] = []
        for page, anchor, runs in self._own:
            heading: list[str] = []
            words: list[str] = []
            for at, (number, run) in enumerate(runs):
                found = run.words
                if found is None:
                    text = join_cut(run.text, forms)
                    found = split_words(text, run.previous) if at else text.split()
                    own.append((number, found))
                if at:
                    words += found
                else:
                    heading = found
            sections[page][anchor] = heading, words
        for at, of_page in sections.items():
            pages[at] = pages[at]._replace(sections=of_page)
        counts = self._count_words(own)
        return write_index(self._locale, pages, counts, self._numbers, self._groups)

    def _count_words(self, own: list[Numbered]) -> dict[str, int]:
        """Return how often each word of a member's index occurs, the most frequent first."""
        ranks = {rank[-1]: rank for rank in _rank_words(own)}
        ordered = [rank for rank in self._ranks if rank[-1] not in ranks]
        for word, rank in ranks.items():
            common = self._rank_of.get(word)
            if common:
                place = min(rank[1:3], common[1:3])
                ordered.append((rank[0] + common[0], *place, word))
            else:
                ordered.append(rank)
        ordered.sort()
        return {word: -count for count, _, _, word in ordered}


def _rank_words(sections: Iterable[Numbered]) -> Iterator[Rank]:
    """Yield each word of some sections with its count, below zero, and its first place."""
    counts: Counter[str] = Counter()
    first: dict[str, tuple[int, int]] = {}
    for number, words in sections:
        counts.update(words)
        for at, word in enumerate(words):
            first.setdefault(word, (number, at))
    for word, count in counts.items():
        yield (-count, *first[word], word)


def _divide_sections(
    page: IndexedPage, sections: Iterable[HtmlSection], knife: Knife
) -> dict[str, list[_Run]]:
    """Divide the texts of each section, as ``search_index.merge_sections`` joins them."""
    runs: dict[str, list[_Run]] = {knife.keep(anchor): [] for anchor in page.sections}
    for section in sections:
        if section.heading or section.text:
            runs[section.anchor] += _divide(section.text, knife.cut(section.text))
    return runs


def _divide(text: str, cut: Cut) -> list[_Run]:
    """Divide a text into runs of words that all members have, and words with a value in them."""
    if len(cut) == 1:
        return [_Run(split_words(text), cut)]
    runs: list[_Run] = []
    own: Cut = []
    previous = ""
    for piece in cut:
        if isinstance(piece, int) or " " not in piece:
            own.append(piece)
            continue
        end, _, rest = piece.partition(" ")
        middle, _, beginning = rest.rpartition(" ")
        words = split_words(middle)
        if not words or words[0] == LEFT_OUT:
            # Several addresses beside one another are left out together.
            own.append(piece)
            continue
        runs += [_Run(None, [*own, end], previous), _Run(words, [middle])]
        own, previous = [beginning], words[-1]
    return [*runs, _Run(None, own, previous)]
