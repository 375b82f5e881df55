"""Rules on the library's own paragraphs for shared pages: each has a place, in every language."""

from __future__ import annotations

from collections.abc import Iterator

from aviso.checks.page_languages import PAGE_MISSING
from aviso.checks.rendered import Pages, Rendered
from aviso.content.outline import find_heading_ids
from aviso.content.pages import ADDITION
from aviso.core.diagnostics import Diagnostic
from aviso.core.rules import Rule
from aviso.core.suggestions import suggest
from aviso.site.site import Site

NO_PLACE = Rule(
    "pages/paragraph-without-a-place",
    "A paragraph of your own names no place on a page",
    why="The name of the file says where its text goes: below a heading of a page. "
    "If no page has that section, nobody would ever read the text.",
    cure="Name the file after the page and the id of the heading, like "
    "_after-collect-cameras.md, or after the page alone. The id is at the end of "
    "the section's address: collect/#cameras.",
    example="_after-collect-camras.md",
)


@NO_PLACE.check
def additions_have_a_place(site: Site, pages: Pages) -> Iterator[Diagnostic]:
    """Each paragraph of a library's own stands on a page."""
    for (locale, name), source in site.additions.items():
        shown = any(
            f"shared('{name}')" in page.texts[0].text
            for (page_locale, _), page in pages.items()
            if page_locale == locale
        )
        if not shown:
            message = f'no page of this notice has the place "{name.removeprefix(ADDITION)}"'
            yield Diagnostic(source.file, 1, message, _name_places(name, pages, locale))
        elif source.is_readable and not source.markdown.strip():
            yield Diagnostic(source.file, 1, "it has no text", "Write the paragraph, or delete it.")


@PAGE_MISSING.check
def additions_stand_in_both_languages(site: Site) -> Iterator[Diagnostic]:
    """Each paragraph of a library's own is there in every language that every library has."""
    for (locale, name), source in site.additions.items():
        for other in site.project.locales.required:
            if (other, name) not in site.additions:
                counterpart = source.file.replace(f"/{locale}/", f"/{other}/")
                yield Diagnostic(
                    source.file,
                    1,
                    f'the paragraph "{name}" is missing in the language "{other}"',
                    f"Write {counterpart}, or delete this file.",
                )


def _name_places(name: str, pages: Pages, locale: str) -> str:
    """Say what the file can be called: after a place of the page that it seems to mean."""
    here = {page: one for (page_locale, page), one in pages.items() if page_locale == locale}
    meant = [page for page in here if f"{name}-".startswith(f"{ADDITION}{page}-")]
    if not meant:
        return f"Name it after a page and one of its headings. The pages are: {', '.join(here)}."
    page = max(meant, key=len)
    places = [f"{ADDITION}{page}", *_list_places(page, here[page])]
    close = suggest(name, places)
    return close or f"Call it {' or '.join(f'{place}.md' for place in places)}."


def _list_places(name: str, page: Rendered) -> list[str]:
    return [f"{ADDITION}{name}-{anchor}" for anchor in find_heading_ids(page.texts[0])]
