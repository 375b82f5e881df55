"""The search index of members of one shape: its sections, cut at the stand-ins.

Words are numbered by how frequent they are, so no piece of a finished index is the same for all
members. But most words of their sites are: those are counted once. Only words in which a member's
own values stand, and those beside them without a space, are counted for each.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import count
from operator import itemgetter
from typing import NamedTuple

from aviso.content.html import HtmlSection
from aviso.i18n.search_synonyms import load_search_groups
from aviso.site.member_cuts import CannotCut, Cut, Knife, join_cut
from aviso.site.member_words import SharedWords
from aviso.site.search_index import (
    LEFT_OUT,
    IndexedPage,
    lay_out_index,
    list_indexed_pages,
    number_places,
    split_words,
    write_json,
)
from aviso.site.site import Site

# Stands for what is written for each member.
MARK = "\ue012"


class _Run(NamedTuple):
    """A part of a text: its words, or the text in pieces if a member's own values stand in it.

    ``previous`` is the word before that.
    """

    words: list[str] | None
    text: Cut
    previous: str = ""


class _NumberedRun(NamedTuple):
    """A run with its number, in the order of the index."""

    number: int
    run: _Run
    is_heading: bool

    def split(self, forms: list[str]) -> list[str]:
        """Return its words with these forms of values, if they are not the same for all."""
        text = join_cut(self.run.text, forms)
        return text.split() if self.is_heading else split_words(text, self.run.previous)


class _OwnTitle(NamedTuple):
    """The title of a page in which a member's own values stand."""

    text: Cut


# What stands at a mark: a title, or the numbered runs of a row.
Marked = _OwnTitle | list[_NumberedRun]


class IndexTemplate:
    """The search index of one language, from which that of each member is made."""

    def __init__(self, site: Site, locale: str, knife: Knife) -> None:
        contents = {
            name: (title, site.pages[locale, name].html_summary.sections)
            for name, title, title_locale in site.outlines[locale]
            if title_locale == locale
        }
        shown = list_indexed_pages(contents, site.list_addresses(locale))
        marker = _Marker(knife)
        pages = [marker.mark(page, contents[name][1]) for name, page in shown.items()]
        marked = marker.marked
        text = lay_out_index(
            locale,
            MARK,
            pages,
            lambda words: MARK,
            number_places(shown),
            load_search_groups(site.project, locale),
        )
        beginning, *between = text.split(MARK)
        if len(between) != len(marked) + 1:
            raise CannotCut("a sign that stands for a row is in the index")
        # These names have a space, so that they are no words.
        self._between = {" ": beginning, **{f" {n}": one for n, one in enumerate(between)}}
        self._titles = [
            (f" title {number}", one.text)
            for number, one in enumerate(marked)
            if isinstance(one, _OwnTitle)
        ]
        runs = [run for one in marked if not isinstance(one, _OwnTitle) for run in one]
        self._own = [one for one in runs if one.run.words is None]
        self._words = SharedWords((one.number, one.run.words) for one in runs if one.run.words)
        self._find_all = itemgetter(*self._list_names(marked))

    def _list_names(self, marked: list[Marked]) -> Iterator[str]:
        """Yield the names of all that the index is joined from, in its order."""
        yield from (" ", " words", " 0")
        for number, one in enumerate(marked):
            if isinstance(one, _OwnTitle):
                yield f" title {number}"
            else:
                for at, run, _ in one:
                    yield from [f" run {at}"] if run.words is None else self._words.split(run.words)
            yield f" {number + 1}"

    def fill(self, forms: list[str]) -> str:
        """Return the index of a member with these forms of its values."""
        own = [(one.number, one.split(forms)) for one in self._own]
        listed, signs = self._words.number(own)
        sign_of = signs.__getitem__
        rows = [(f" run {number}", "".join(map(sign_of, words))) for number, words in own]
        titles = [(name, _write_text(join_cut(text, forms))) for name, text in self._titles]
        signs.update(self._between)
        signs.update([(" words", _write_text(listed)), *rows, *titles])
        return "".join(self._find_all(signs))


def _write_text(text: str) -> str:
    """Return a text as it stands in the index between quotation marks."""
    return write_json(text)[1:-1]


class _Marker:
    """Marks what is written for each member in the pages of an index, in its order."""

    def __init__(self, knife: Knife) -> None:
        self.marked: list[Marked] = []
        self._knife = knife
        self._numbers = count()

    def mark(self, page: IndexedPage, sections: Iterable[HtmlSection]) -> IndexedPage:
        """Return a page with a mark in the place of its title, if a member's values stand there."""
        title = self._knife.cut(page.title)
        is_own = len(title) > 1
        if is_own:
            self.marked.append(_OwnTitle(title))
        for anchor, runs in _divide_sections(page, sections, self._knife).items():
            words = page.sections[anchor][0]
            heading = self._knife.cut(" ".join(words))
            self._add(_Run(None if len(heading) > 1 else words, heading), is_heading=True)
            self._add(*runs)
        return page._replace(title=MARK) if is_own else page

    def _add(self, *runs: _Run, is_heading: bool = False) -> None:
        self.marked.append([_NumberedRun(next(self._numbers), run, is_heading) for run in runs])


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
