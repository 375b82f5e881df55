"""Turns a site into the files that browsers get, byte for byte as stock MkDocs writes them.

MkDocs walks Material's 14,500 files, compiles its templates and reads its configuration again for
every site. This engine keeps everything that does not change (templates, Markdown converter, shared
assets) and does only what a notice needs. ``tests/integration/builds/test_stock.py`` compares the
two, so that either can be used.
"""

from __future__ import annotations

from markupsafe import Markup

from aviso.content.html import HtmlSection, drop_search_marks
from aviso.i18n.search_synonyms import load_search_groups
from aviso.site.assets import load_assets
from aviso.site.frame import find_base_path, make_error_frames, make_frame, split_opening
from aviso.site.http_policy import MISSING_PAGE
from aviso.site.proof import PROOF_FILE, make_proof_file
from aviso.site.search_index import (
    SEARCH_INDEX,
    SEARCH_WORDS,
    make_search_index,
    make_search_words,
)
from aviso.site.section_links import add_section_links
from aviso.site.site import Site
from aviso.site.templates import open_environment
from aviso.site.well_known import HostFacts, make_host_facts, make_well_known_files


def make_site_files(site: Site) -> dict[str, bytes]:
    """Return every file of the site by its path."""
    files = {
        f"{page.source.url}index.html": render_page(
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
        files[make_search_index_path(site, locale)] = make_site_search_index(
            site, locale, contents
        ).encode()
    return {**files, **make_fixed_files(site, find_base_path(site.address))}


def render_page(
    site: Site, locale: str, name: str, html: str, headings: list[tuple[str, str]]
) -> str:
    """Lay out one page: its content in its frame."""
    return lay_out_page(site, locale, make_page_values(site, locale, name, html, headings))


def lay_out_page(site: Site, locale: str, values: dict[str, object]) -> str:
    """Lay out one page from the values for its template."""
    return open_environment(site.project, locale).get_template("main.html").render(**values)


def make_page_values(
    site: Site, locale: str, name: str, html: str, headings: list[tuple[str, str]]
) -> dict[str, object]:
    """Return the values for the template of a page."""
    prepared = site.pages[locale, name].prepared
    frame = make_frame(site, locale, name)
    opening, body = split_opening(add_section_links(drop_search_marks(html), frame))
    return {
        "frame": frame,
        "opening": Markup(opening),
        "body": Markup(body),
        "headings": [
            (Markup(prepared.make_plain_html(title)), anchor) for title, anchor in headings
        ],
    }


def make_fixed_files(site: Site, base: str) -> dict[str, bytes]:
    """Return the files that do not come from Markdown.

    These are assets, pages "not found" (their links start at ``base``), the site map and the
    well-known files.
    """
    template = open_environment(site.project, site.project.locales.default).get_template
    return {
        **load_assets(site),
        **{
            make_missing_page_path(site, locale): template("404.html")
            .render(frames=make_error_frames(site, base, locale))
            .encode()
            for locale in site.locales
        },
        "sitemap.xml": template("sitemap.xml").render(site=site).encode(),
        **make_well_known_files(site.address, _list_hosts(site)),
        PROOF_FILE: make_proof_file(site.address, len(site.sources), site.proof),
        **_make_search_words_files(site),
    }


def _make_search_words_files(site: Site) -> dict[str, bytes]:
    """Return the files with the words that people use in searches, for languages that have some."""
    if not site.notice:
        return {}
    return {
        site.make_url(locale, "search") + SEARCH_WORDS: make_search_words(groups).encode()
        for locale in site.locales
        if (groups := load_search_groups(site.project, locale))
    }


def _list_hosts(site: Site) -> list[HostFacts]:
    """Return the host facts of the site's library or, for the front page, of all libraries."""
    if site.notice:
        return [make_host_facts(site.notice.library)]
    return [summary.host for summary in site.summaries.values() if summary.host]


def make_missing_page_path(site: Site, locale: str) -> str:
    """Return the path of the page "not found" that begins in this language."""
    return site.project.locales.find_prefix(locale) + MISSING_PAGE


def make_search_index_path(site: Site, locale: str) -> str:
    """Return the path of the search index of a language: beside its search page."""
    return site.make_url(locale, "search") + SEARCH_INDEX


def make_site_search_index(site: Site, locale: str, sections: dict[str, list[HtmlSection]]) -> str:
    """Return the search index of one language from the sections of its pages, by name."""
    return make_search_index(
        locale,
        {
            name: (title, sections[name])
            for name, title, title_locale in site.outlines[locale]
            if title_locale == locale
        },
        site.list_addresses(locale),
        load_search_groups(site.project, locale) if site.notice else (),
    )
