"""Composes the site of a library, or the front page, from checked records."""

from __future__ import annotations

from aviso.content.page_text import MarkdownCache
from aviso.content.pages import FRONT, find_additions, find_begun_locales, find_pages
from aviso.core.project import Project
from aviso.i18n.catalog import load_catalog
from aviso.i18n.outdated import (
    OutdatedTexts,
    find_outdated_front_texts,
    find_outdated_texts,
)
from aviso.model.front_page import load_front_page
from aviso.model.localized import LocalizedText
from aviso.model.notice import compose_notice
from aviso.model.records import Records
from aviso.site.empty_pages import leave_out_empty_pages
from aviso.site.front_listings import plan_listings
from aviso.site.proof import Proof
from aviso.site.site import Site
from aviso.site.summaries import LibrarySummary, summarize_libraries


def make_site(
    site_id: str,
    records: Records,
    markdown_cache: MarkdownCache | None = None,
    proof: Proof | None = None,
    is_preview: bool = False,
    outdated: OutdatedTexts | None = None,
) -> Site:
    """Compose the site of a library, or the front page for the id ``_front``.

    ``outdated`` is given if its texts have been compared with the confirmed ones before. The other
    parameters are as in ``Site``. Raises KeyError for an unknown library.
    """
    project = records.project
    if site_id == FRONT:
        return make_front_page(
            project, summarize_libraries(records), markdown_cache, proof, is_preview
        )
    notice = compose_notice(site_id, records)
    own = notice.library
    site = Site(
        site_id,
        project,
        own.name,
        own.short_name,
        own.address,
        own.branding.color,
        own.branding.logo,
        notice,
        {},
        find_pages(project, site_id, own.page_system),
        markdown_cache or {},
        is_preview,
        proof,
        outdated or find_outdated_texts(site_id, own.system, records),
        additions=find_additions(project, site_id, own.page_system),
    )
    return leave_out_empty_pages(site)


def make_front_page(
    project: Project,
    summaries: dict[str, LibrarySummary],
    markdown_cache: MarkdownCache | None = None,
    proof: Proof | None = None,
    is_preview: bool = False,
) -> Site:
    """Make the front page that lists the libraries with these summaries.

    The other parameters are as in ``Site``.
    """
    front, _, _ = load_front_page(project)
    name = front.name or LocalizedText.model_validate(
        {
            locale: load_catalog(project, locale).get_string("front.name")
            for locale in find_begun_locales(project, FRONT)
        }
    )
    listings = plan_listings(project, summaries)
    return Site(
        FRONT,
        project,
        name,
        front.short_name or name,
        project.front_address,
        front.color,
        front.logo,
        None,
        summaries,
        listings.add_sources(project, find_pages(project, FRONT)),
        markdown_cache or {},
        is_preview,
        proof,
        find_outdated_front_texts(project),
        listings=listings,
    )
