"""The rules that facts and pages must keep: each a small function that returns problems."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from aviso.checks.access_logs import HOSTING_CHECKS
from aviso.checks.citations import citation_findings
from aviso.checks.contradictions import contradiction_findings
from aviso.checks.folders import docs_are_in_place
from aviso.checks.front_page import front_page_problems
from aviso.checks.interface_words import strings_stand_in_each_language
from aviso.checks.language_coverage import (
    begun_in,
    cards_stand_in_each_language,
    texts_stand_in_its_languages,
)
from aviso.checks.overrides import copies_are_up_to_date
from aviso.checks.pages import check_pages, check_sources, shared_texts_are_sound
from aviso.checks.passages import passages
from aviso.checks.records import RECORD_CHECKS
from aviso.checks.settings import settings_problems
from aviso.checks.suppressions import (
    ACCEPTED_FILE,
    Suppressions,
    as_notes,
    is_found_by_check,
)
from aviso.content.pages import FRONT, find_pages
from aviso.core.diagnostics import Diagnostic, has_errors
from aviso.core.package import PREFIX, explain_package_file
from aviso.core.project import Project
from aviso.core.safe_files import WATCH_FILE
from aviso.model.repository import (
    GLOSSARY,
    Records,
    load_optional,
    load_records,
)
from aviso.model.upkeep import Accepted, ReviewPolicy
from aviso.site.site import make_site, summarize_libraries

LAWS_FILE = "data/laws.yml"
ALL = ""
# What a project may do without; nothing on a site is made of it.
OPTIONAL_FILES = {ACCEPTED_FILE: Accepted, "data/care.yml": ReviewPolicy}


def check_records(records: Records) -> list[Diagnostic]:
    """Run every rule over the records."""
    return [problem for rule in (*RECORD_CHECKS, *HOSTING_CHECKS) for problem in rule(records)]


def check_site(site_id: str, records: Records) -> list[Diagnostic]:
    """Run every rule over the pages of one site, whose records must be sound."""
    return check_pages(make_site(site_id, records), records)


def check_all(
    project: Project, site_ids: list[str] | None = None, today: date | None = None
) -> list[Diagnostic]:
    """Everything that is wrong and that nobody accepts (``find_all``)."""
    return [found for found in find_all(project, site_ids, today) if not found.accepted]


def find_all(
    project: Project, site_ids: list[str] | None = None, today: date | None = None
) -> list[Diagnostic]:
    """Check the data, and the pages of the named sites (of all, with None) as far as the data let them be composed.

    What the reader is told of, or what ``data/accepted.yml`` accepts ``today``, says so; entries of it that do nothing are found too.
    """
    problems = _find(project, site_ids)
    suppressions = Suppressions.of(project, today)
    # Only a run that could look at everything knows what is not there any more.
    is_whole = site_ids is None and not has_errors(problems)
    unused = suppressions.unused(problems, is_found_by_check) if is_whole else ()
    return [*suppressions.apply(problems), *suppressions.faults(), *unused]


def _find(project: Project, site_ids: list[str] | None) -> list[Diagnostic]:
    # A build checks its sites with this package, and has no need of what compares languages.
    from aviso.checks.translations import check_translations

    records, problems = load_records(project)
    problems += check_records(records)
    problems += settings_problems(project)
    problems += shared_texts_are_sound(project)
    problems += docs_are_in_place(records)
    problems += copies_are_up_to_date(project)
    for name, model in OPTIONAL_FILES.items():
        problems += load_optional(project, name, model)[2]
    faulty_data = {problem.file for problem in problems if problem.severity == "error"}
    unspoken = _languages_amiss(records)
    problems += [problem for found in unspoken.values() for problem in found]
    for site_id in [FRONT, *sorted(records.known["library"])] if site_ids is None else site_ids:
        is_sound = site_id == FRONT or (
            site_id in records.libraries and not faulty_data & files_of(site_id, records)
        )
        if is_sound and not has_errors([*unspoken.get(site_id, ()), *unspoken[ALL]]):
            problems += check_site(site_id, records)
        else:
            problems += check_sources(find_pages(project, site_id))
    # What is wrong with a file is mended first: a text that is broken in one language differs from the other.
    faulty = {problem.file for problem in problems if problem.severity == "error"}
    found = [
        *problems,
        *_findings_of_sound_libraries(records, faulty),
        *check_translations(records, site_ids, faulty),
    ]
    return [explain_package_file(problem) for problem in found]


def _languages_amiss(records: Records) -> dict[str, list[Diagnostic]]:
    """What the languages of the sites lack, by site; for all of them, the list of languages and the words of the interface."""
    project, known = records.project, records.project.locales
    sites = [FRONT, *records.libraries]
    begun = {locale for site_id in sites for locale in begun_in(site_id, records)}
    amiss = {name: list(texts_stand_in_its_languages(name, records)) for name in records.libraries}
    words = strings_stand_in_each_language(
        project, [locale for locale in known.locales if locale in known.needed | begun]
    )
    return {
        **amiss,
        FRONT: [
            *cards_stand_in_each_language(project, summarize_libraries(records)),
            *front_page_problems(project),
        ],
        ALL: [*project.locale_problems, *words],
    }


def _findings_of_sound_libraries(records: Records, faulty: set[str]) -> list[Diagnostic]:
    """Where something is broken, what seems to contradict it may only follow from that."""
    broken = {name for name in records.known["library"] if faulty & files_of(name, records)}
    return [problem for problem in findings_of(records) if Path(problem.file).stem not in broken]


def findings_of(records: Records) -> list[Diagnostic]:
    """Contradictions and old citations in the records that are sound, and in their pages."""
    told = passages(records)
    return [*contradiction_findings(records, told), *citation_findings(records, told)]


def notes(project: Project, today: date | None = None) -> list[str]:
    """One line for each finding that makes no warning, because the reader is told or somebody accepts it."""
    return as_notes(find_all(project, today=today))


def files_of(site_id: str, records: Records) -> set[str]:
    """The data files that a library's notice is composed of."""
    if site_id not in records.libraries:
        return {
            f"data/libraries/{site_id}.yml",
            *(place.file for (kind, _), place in records.places.items() if kind == "library"),
        }
    own = records.libraries[site_id]
    libraries = [own, records.libraries[own.system]] if own.system in records.libraries else [own]
    ids = [site_id, own.system] if own.system else [site_id]
    wanted = [("library", name) for name in ids] + [
        ("vendor", use.vendor) for library in libraries for use in library.vendors
    ]
    files = {
        records.places[key].file if key in records.places else _usual_file(*key) for key in wanted
    }
    registers = [LAWS_FILE, *(f"data/terms/{name}.yml" for name in (*records.terms, GLOSSARY))]
    return files | {WATCH_FILE, *registers, *(PREFIX + name for name in registers)}


def _usual_file(kind: str, name: str) -> str:
    return f"data/{'libraries' if kind == 'library' else 'vendors'}/{name}.yml"


__all__ = ["LAWS_FILE", "check_all", "check_records", "check_site", "files_of", "has_errors"]
