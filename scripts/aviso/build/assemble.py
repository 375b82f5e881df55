"""Opens one site for building: loads, checks and composes it, or says all that is wrong."""

from __future__ import annotations

from aviso.build.rules import NO_SUCH_LIBRARY
from aviso.checks.language_coverage import (
    cards_stand_in_each_language,
    strings_stand_in_each_language,
    texts_stand_in_its_languages,
)
from aviso.checks.pages import check_pages
from aviso.checks.suite import LAWS_FILE, check_records, files_of
from aviso.content.page_text import MarkdownCache
from aviso.content.pages import FRONT, begun_locales
from aviso.core.diagnostics import Diagnostic, has_errors
from aviso.core.project import Project
from aviso.core.report_formats import as_text
from aviso.core.suggestions import did_you_mean
from aviso.model.membership import family
from aviso.model.repository import Records, load_records
from aviso.site.proof import Proof
from aviso.site.site import (
    LibrarySummary,
    Site,
    make_front_page,
    make_site,
    summarize_libraries,
)


class UnsoundSite(Exception):
    """The site has errors and cannot be built; ``problems`` holds all of them, and its text is one line each."""

    def __init__(self, problems: list[Diagnostic]) -> None:
        super().__init__(as_text(problems))
        self.problems = problems


def assemble_site(
    project: Project,
    site_id: str,
    relatives: list[str] | None = None,
    markdown_cache: MarkdownCache | None = None,
    proof: Proof | None = None,
    is_preview: bool = False,
) -> Site:
    """Return the sound site ``site_id``. Raises UnsoundSite with every problem of its data and pages.

    ``relatives`` names the library, its system and its members, if the caller knows them already; the rest as
    ``aviso.site.site.Site`` says.
    """
    if site_id == FRONT:
        return assemble_front_page(
            project,
            summarize_libraries(load_records(project)[0]),
            markdown_cache,
            proof,
            is_preview,
        )
    relatives = relatives or family(project, site_id)
    records, problems = load_records(project, relatives)
    problems += check_records(records)
    if site_id not in records.known["library"]:
        hint = (
            did_you_mean(site_id, records.known["library"])
            or f"Make it with: aviso new library {site_id}"
        )
        raise UnsoundSite(
            [
                NO_SUCH_LIBRARY.at(
                    f"data/libraries/{site_id}.yml", 1, f'library "{site_id}" does not exist', hint
                )
            ]
        )
    problems = _concerning(site_id, problems, records)
    if site_id in records.libraries:
        problems += _in_languages(
            project, begun_locales(project, site_id, records.libraries[site_id].system)
        )
        problems += texts_stand_in_its_languages(site_id, records)
    if has_errors(problems):
        raise UnsoundSite(problems)
    return require_sound(make_site(site_id, records, markdown_cache, proof, is_preview), records)


def assemble_front_page(
    project: Project,
    cards: dict[str, LibrarySummary],
    markdown_cache: MarkdownCache | None = None,
    proof: Proof | None = None,
    is_preview: bool = False,
) -> Site:
    """Return the front page that leads to the libraries with these cards. Raises UnsoundSite with every problem of it."""
    problems = [
        *_in_languages(project, begun_locales(project, FRONT)),
        *cards_stand_in_each_language(project, cards),
    ]
    if problems:
        raise UnsoundSite(problems)
    return require_sound(make_front_page(project, cards, markdown_cache, proof, is_preview))


def _in_languages(project: Project, locales: tuple[str, ...]) -> list[Diagnostic]:
    """What is wrong with the list of languages, and with the words of the interface in these."""
    return [*project.locale_problems, *strings_stand_in_each_language(project, locales)]


def require_sound(site: Site, records: Records | None = None) -> Site:
    """Return the site if its pages are sound. Raises UnsoundSite."""
    problems = check_pages(site, records)
    if has_errors(problems):
        raise UnsoundSite(problems)
    return site


def _concerning(site_id: str, problems: list[Diagnostic], records: Records) -> list[Diagnostic]:
    """Keep what is wrong with the files that the site is made of; faults elsewhere do not stop it.

    The law register is one file for all: a fault in it matters if a law of this library is missing because of it.
    """
    files = files_of(site_id, records)
    if site_id in records.libraries and not _laws_missing(site_id, records):
        files.discard(LAWS_FILE)
    return [problem for problem in problems if problem.file in files]


def _laws_missing(site_id: str, records: Records) -> bool:
    own = records.libraries[site_id]
    libraries = [own, records.libraries[own.system]] if own.system in records.libraries else [own]
    used = {use.law for library in libraries for use in library.laws}
    used |= {
        law.replaced_by for name, law in records.laws.items() if name in used and law.replaced_by
    }
    return not used <= records.laws.keys()
