"""The search index of members of one shape: its sections, cut at the stand-ins."""

from __future__ import annotations

from aviso.content.html import HtmlSection
from aviso.i18n.search_synonyms import load_search_groups
from aviso.site.member_cuts import Cut, Knife, join_cut
from aviso.site.search_index import make_search_index
from aviso.site.site import Site

# The id, the heading and the text of a section, and whether it is a part of the one before it.
CutSection = tuple[str, Cut, Cut, bool]


class IndexTemplate:
    """The search index of one language, from which that of each member is made."""

    def __init__(self, site: Site, locale: str, knife: Knife) -> None:
        self._locale = locale
        self._addresses = site.list_addresses(locale)
        self._groups = load_search_groups(site.project, locale)
        self._pages: dict[str, tuple[Cut, list[CutSection]]] = {
            name: (
                knife.cut(title),
                [
                    (
                        knife.keep(one.anchor),
                        knife.cut(one.heading),
                        knife.cut(one.text),
                        one.is_part,
                    )
                    for one in site.pages[locale, name].html_summary.sections
                ],
            )
            for name, title, title_locale in site.list_outline(locale)
            if title_locale == locale
        }

    def fill(self, forms: list[str]) -> str:
        """Return the index of a member with these forms of its values."""
        pages = {
            name: (
                join_cut(title, forms),
                [
                    HtmlSection(anchor, join_cut(heading, forms), join_cut(text, forms), is_part)
                    for anchor, heading, text, is_part in sections
                ],
            )
            for name, (title, sections) in self._pages.items()
        }
        return make_search_index(self._locale, pages, self._addresses, self._groups)
