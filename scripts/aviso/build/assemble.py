"""Assembles one site: loads its records, checks them, composes it, and checks its pages."""

from __future__ import annotations

from aviso.build.rules import NO_SUCH_LIBRARY
from aviso.checks.faulty_entries import SITUATIONS, is_row_faulty, uses_faulty_word
from aviso.checks.front_page import front_page_is_sound
from aviso.checks.interface_words import strings_stand_in_each_language
from aviso.checks.language_coverage import (
    summaries_stand_in_each_language,
    texts_stand_in_its_languages,
)
from aviso.checks.left_behind import templates_are_merged
from aviso.checks.needed_folders import find_non_folders
from aviso.checks.notice_files import list_data_files
from aviso.checks.obstacles import find_obstacles
from aviso.checks.own_words import notice_is_its_own
from aviso.checks.page_findings import PageFindings
from aviso.checks.pages import check_pages
from aviso.checks.record_checks import check_records
from aviso.checks.settings import check_settings
from aviso.content.page_text import MarkdownCache
from aviso.content.pages import FRONT, find_begun_locales
from aviso.core.diagnostics import Diagnostic, has_errors, make_readable
from aviso.core.package import PREFIX, explain_package_file
from aviso.core.project import LAWS_FILE, WATCH_FILE, Project, name_library_file, name_terms_file
from aviso.core.report_formats import format_text
from aviso.core.suggestions import suggest
from aviso.model.membership import find_family
from aviso.model.records import Records
from aviso.model.references import REFERENCES, find_values
from aviso.model.repository import GLOSSARY, load_records
from aviso.site.compose import make_front_page, make_site
from aviso.site.proof import Proof
from aviso.site.site import Site
from aviso.site.summaries import LibrarySummary, summarize_libraries

# Vocabularies of which a notice shows only the words that it uses. The label also shows situations
# that are marked for it.
USED_ONE_BY_ONE = {
    *("data_categories", "purposes", "recipients", "events", "topics", "vendor_categories"),
    *("audiences", "legal_bases", SITUATIONS),
}


class UnsoundSite(Exception):
    """A site has errors and cannot be built.

    ``problems`` holds all of them; the text has a line for each.
    """

    def __init__(self, problems: list[Diagnostic]) -> None:
        problems = [explain_package_file(problem) for problem in problems]
        super().__init__(format_text(problems))
        self.problems = problems


def assemble_site(
    project: Project,
    site_id: str,
    relatives: list[str] | None = None,
    proof: Proof | None = None,
    is_preview: bool = False,
) -> Site:
    """Load and check the records of the site ``site_id``, assemble it, and check its pages.

    ``relatives`` names the library, its system and its members, if the caller knows them. Raises
    UnsoundSite with every problem of data and pages.
    """
    if problems := find_obstacles(project):
        raise UnsoundSite(problems)
    if site_id == FRONT:
        summaries = summarize_libraries(load_records(project)[0])
        return assemble_front_page(project, summaries, proof=proof, is_preview=is_preview)
    records = load_sound_records(project, site_id, relatives)
    return assemble_library(site_id, records, proof=proof, is_preview=is_preview)


def load_sound_records(
    project: Project, library_id: str, relatives: list[str] | None = None
) -> Records:
    """Load and check the records that a library's site needs.

    Raises UnsoundSite with every problem that concerns this library.
    """
    records, problems = load_records(project, relatives or find_family(project, library_id))
    require_sound_records(library_id, records, [*problems, *check_records(records)])
    return records


def require_sound_records(
    library_id: str,
    records: Records,
    problems: list[Diagnostic],
    known: PageFindings | None = None,
) -> list[Diagnostic] | None:
    """Check what a library's site needs beside the ``problems`` of records that were read.

    Return what is not the notice's own, or None if that was not asked. What an earlier check or
    build has ``known`` is not looked at again. Raises UnsoundSite with every problem that concerns
    this library.
    """
    own = known.own if known else None
    if library_id not in records.known["library"]:
        raise UnsoundSite([_refuse_unknown_library(library_id, records)])
    problems = _keep_concerning(library_id, problems, records)
    if library_id in records.libraries:
        project, system = records.project, records.libraries[library_id].page_system
        problems += find_non_folders(project, sorted({library_id, system or library_id}))
        problems += project.make_once(
            _check_languages, find_begun_locales(project, library_id, system)
        )
        if known is None:
            problems += texts_stand_in_its_languages(library_id, records)
        # Gaps in a draft do not stop a build, and take time to find.
        if own is None and records.libraries[library_id].publication.state != "draft":
            own = [*notice_is_its_own(library_id, records)]
            problems += own
    if has_errors(problems):
        raise UnsoundSite(problems)
    return own


def _refuse_unknown_library(library_id: str, records: Records) -> Diagnostic:
    return NO_SUCH_LIBRARY.at(
        name_library_file(library_id),
        1,
        f'library "{library_id}" does not exist',
        suggest(library_id, records.known["library"])
        or f"Create it with: aviso new library {library_id}",
    )


def assemble_library(
    library_id: str,
    records: Records,
    markdown_cache: MarkdownCache | None = None,
    proof: Proof | None = None,
    is_preview: bool = False,
) -> Site:
    """Assemble a library's site from sound records, and check its pages. Raises UnsoundSite."""
    site = make_site(library_id, records, markdown_cache, proof, is_preview)
    return require_sound(site, records)


def assemble_front_page(
    project: Project,
    summaries: dict[str, LibrarySummary],
    markdown_cache: MarkdownCache | None = None,
    proof: Proof | None = None,
    is_preview: bool = False,
) -> Site:
    """Assemble the front page with links to these libraries, and check it.

    Raises UnsoundSite with every problem.
    """
    problems = [
        *find_non_folders(project, [FRONT]),
        *project.make_once(_check_languages, find_begun_locales(project, FRONT)),
        *summaries_stand_in_each_language(project, summaries),
        *front_page_is_sound(project),
    ]
    if has_errors(problems):
        raise UnsoundSite(problems)
    return require_sound(make_front_page(project, summaries, markdown_cache, proof, is_preview))


def _check_languages(project: Project, locales: tuple[str, ...]) -> list[Diagnostic]:
    """List the errors in the settings, in their languages, and in the catalogs of ``locales``."""
    settings = [one for one in check_settings(project) if one.severity == "error"]
    return [
        *settings,
        *project.locale_problems,
        *templates_are_merged(project),
        *strings_stand_in_each_language(project, locales),
    ]


def require_sound(site: Site, records: Records | None = None) -> Site:
    """Return the site if its pages are sound. Raises UnsoundSite."""
    require_sound_pages(site, records)
    return site


def require_sound_pages(site: Site, records: Records | None = None) -> list[Diagnostic]:
    """Return what is found on the pages of a site. Raises UnsoundSite for errors."""
    problems = check_pages(site, records)
    if has_errors(problems):
        raise UnsoundSite(problems)
    return problems


def _keep_concerning(
    library_id: str, problems: list[Diagnostic], records: Records
) -> list[Diagnostic]:
    """Keep the problems in the site's own inputs; others do not stop it.

    All libraries share the laws and the vocabularies. An error in them concerns this library only
    if it uses something that could not be read. Without the register of policies, a page has no
    note on a policy that has changed.
    """
    if not problems:
        return []
    files = list_data_files(library_id, records) - {WATCH_FILE}
    if library_id in records.libraries:
        if not _are_laws_missing(library_id, records):
            files -= {LAWS_FILE, PREFIX + LAWS_FILE}
        whole = USED_ONE_BY_ONE & _list_whole(library_id, records)
        if is_row_faulty(records):
            whole -= {SITUATIONS}
        if not uses_faulty_word(library_id, records):
            whole.add(GLOSSARY)
        unneeded = [name_terms_file(name) for name in whole]
        files -= {*unneeded, *(PREFIX + name for name in unneeded)}
    # Names are in findings as they are shown.
    shown = {make_readable(name) for name in files}
    return [problem for problem in problems if problem.file in shown]


def _list_whole(library_id: str, records: Records) -> set[str]:
    """Return the vocabularies of which the library and its companies use no faulty word."""
    own = records.libraries[library_id]
    libraries = [own, records.libraries[own.system]] if own.system in records.libraries else [own]
    keys = [
        *(("library", name) for name in (library_id, own.system) if name),
        *(("vendor", use.vendor) for library in libraries for use in library.vendors),
    ]
    faulty = {
        register
        for key in keys
        if key in records.places
        for pattern, register in REFERENCES[key[0]]
        if register in records.terms
        for _, name in find_values(records.places[key].value, pattern)
        if name not in records.terms[register]
    }
    return records.terms.keys() - faulty - records.unreadable


def _are_laws_missing(library_id: str, records: Records) -> bool:
    own = records.libraries[library_id]
    libraries = [own, records.libraries[own.system]] if own.system in records.libraries else [own]
    used = {use.law for library in libraries for use in library.laws}
    used |= {
        law.replaced_by for name, law in records.laws.items() if name in used and law.replaced_by
    }
    return not used <= records.laws.keys()
