"""What becomes of the hard words of a page: links to explanations, marks of other languages."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache, partial

from aviso.content.pages import PageSource
from aviso.model.vocabulary import GlossaryEntry
from aviso.site.foreign_words import ForeignWords, list_foreign_words, mark_foreign_words
from aviso.site.glossary_links import LinkedWord, link_explanations, list_linked_words

# The page that explains the words of the glossary, and the block that does so.
EXPLAINING = "about"
GLOSSARY_BLOCK = re.compile(r"\{\{\s*glossary\(\)\s*\}\}")
Change = Callable[[str], str]


@dataclass(frozen=True, eq=False)
class HardWords:
    """The words of a glossary, as the pages of a site in these languages treat them."""

    glossary: Mapping[str, GlossaryEntry]
    locales: tuple[str, ...]

    def make_explainer(self, source: PageSource, about: PageSource | None) -> Change | None:
        """Return a function that treats the hard words in the HTML of a page; None if none does.

        ``about`` is the page in the same language that explains them.
        """
        link = self._make_linker(source, about)
        foreign = self._foreign[source.locale]
        return partial(_link_and_mark, link=link, foreign=foreign) if foreign else link

    def _make_linker(self, source: PageSource, about: PageSource | None) -> Change | None:
        """Return a function that links hard words of a page to their explanations.

        None if the site explains no words in this language.
        """
        if (
            about is None
            or about.counterpart
            or source.name == EXPLAINING
            or not GLOSSARY_BLOCK.search(about.markdown)
        ):
            return None
        words = self._linked[source.locale]
        address = _find_way(source.url, about.url)
        return partial(link_explanations, words=words, address=address) if words else None

    @cached_property
    def _linked(self) -> dict[str, tuple[LinkedWord, ...]]:
        return {locale: list_linked_words(self.glossary, locale) for locale in self.locales}

    @cached_property
    def _foreign(self) -> dict[str, ForeignWords | None]:
        return {locale: list_foreign_words(self.glossary, locale) for locale in self.locales}


# All sites have the same addresses, or nearly so.
@lru_cache(maxsize=1_000)
def _find_way(url: str, about: str) -> str:
    """Return the relative address of the page that explains words, from the page at ``url``."""
    return f"{posixpath.relpath(about, url or '.')}/"


def _link_and_mark(html: str, link: Change | None, foreign: ForeignWords) -> str:
    # A link may lie around a word in brackets, so it comes first.
    return mark_foreign_words(link(html) if link else html, foreign)
