"""Turns an opened site into the files that a reader's browser gets, byte for byte what stock MkDocs writes for it.

MkDocs walks Material's 14,500 files, compiles its templates and reads its configuration again for every site. This
engine keeps what does not change (templates, Markdown converter, shared assets) and does only what a notice needs.
``tests/integration/builds/test_stock.py`` compares the two, so that either can be used.
"""

from __future__ import annotations

from markupsafe import Markup

from aviso.content.html import Section
from aviso.site.assets import site_assets
from aviso.site.frame import make_error_frames, make_frame, site_base, split_opening
from aviso.site.http_policy import MISSING_PAGE
from aviso.site.proof import PROOF_FILE, proof_file
from aviso.site.search_index import SEARCH_INDEX, search_index
from aviso.site.site import Site
from aviso.site.templates import environment
from aviso.site.well_known import well_known_files


def site_files(site: Site) -> dict[str, bytes]:
    """Return every file of the site by its path."""
    files = {
        f"{page.source.url}index.html": page_document(
            site, locale, name, page.html, page.prose.headings
        ).encode()
        for (locale, name), page in site.pages.items()
    }
    for locale in site.locales:
        contents = {
            name: page.html_summary.sections
            for (page_locale, name), page in site.pages.items()
            if page_locale == locale
        }
        files[search_index_path(site, locale)] = site_search_index(site, locale, contents).encode()
    return {**files, **fixed_files(site, site_base(site.address))}


def page_document(
    site: Site, locale: str, name: str, html: str, headings: list[tuple[str, str]]
) -> str:
    """Lay out one page: its content in its frame."""
    return (
        environment(site.project, locale)
        .get_template("main.html")
        .render(**page_values(site, locale, name, html, headings))
    )


def page_values(
    site: Site, locale: str, name: str, html: str, headings: list[tuple[str, str]]
) -> dict[str, object]:
    """What the template of a page is given."""
    prepared = site.pages[locale, name].prepared
    opening, body = split_opening(html)
    return {
        "frame": make_frame(site, locale, name),
        "opening": Markup(opening),
        "body": Markup(body),
        "headings": [(Markup(prepared.plain_html(title)), anchor) for title, anchor in headings],
    }


def fixed_files(site: Site, base: str) -> dict[str, bytes]:
    """The files that do not come from Markdown: assets, pages "not found" (links start at ``base``), the site map, well-known files."""
    template = environment(site.project, site.project.locales.default).get_template
    return {
        **site_assets(site),
        **{
            missing_page_path(site, locale): template("404.html")
            .render(frames=make_error_frames(site, base, locale))
            .encode()
            for locale in site.locales
        },
        "sitemap.xml": template("sitemap.xml").render(site=site).encode(),
        **well_known_files(site),
        PROOF_FILE: proof_file(site.address, len(site.sources), site.proof),
    }


def missing_page_path(site: Site, locale: str) -> str:
    """Where the page "not found" is that begins in this language."""
    return site.project.locales.prefix(locale) + MISSING_PAGE


def search_index_path(site: Site, locale: str) -> str:
    """Where the search index of a language is: beside its search page."""
    return site.url(locale, "search") + SEARCH_INDEX


def site_search_index(site: Site, locale: str, sections: dict[str, list[Section]]) -> str:
    """The search index of one language from the sections of its pages, by name."""
    return search_index(
        locale,
        {
            name: (title, sections[name])
            for name, title, title_locale in site.outline(locale)
            if title_locale == locale
        },
        site.addresses_in(locale),
    )
