"""A sound library in which values become nonsense one at a time, and the resulting findings.

``tests/corpus/nonsense`` has the library, and tables of changes. The project is made once; for each
change only the library's record is written anew, and every check that concerns it runs in this
process.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import yaml

from aviso.checks.citations import check_citations
from aviso.checks.contradictions import check_record, check_record_against_pages
from aviso.checks.day_sense import check_days
from aviso.checks.days import dates_are_not_in_the_future
from aviso.checks.likely_periods import periods_are_likely
from aviso.checks.pages import check_pages
from aviso.checks.passages import collect_passages
from aviso.checks.project_facts import collect_facts
from aviso.checks.record_checks import check_records
from aviso.checks.suppressions import Suppressions
from aviso.checks.translations import check_equality, list_known_names
from aviso.core.diagnostics import Diagnostic, has_errors
from aviso.core.project import Project as AvisoProject
from aviso.i18n.comparison_cache import ComparisonCache
from aviso.i18n.known_names import KnownNames
from aviso.i18n.project_units import list_library_units
from aviso.i18n.units import TranslationUnit
from aviso.model.records import Records
from aviso.model.repository import load_records
from aviso.site.compose import make_site
from tests.support.paths import RICH, ROOT
from tests.support.project import LOCALES, TODAY, Project
from tests.support.project_files import copy_into

CORPUS = ROOT / "tests" / "corpus" / "nonsense"
LIBRARY = "lakeside"
SHARED = (
    "data/terms",
    "data/laws.yml",
    "data/vendors",
    "docs/_front",
    "docs/_pages",
    "docs/_shared",
)


@dataclass(frozen=True)
class Planted:
    """One value turned into nonsense: its group, and each old text with its replacement."""

    group: str
    changes: tuple[tuple[str, str], ...]

    def put_into(self, text: str) -> str:
        """Return the record with the change. Raises ValueError if an old text is not there once."""
        for old, new in self.changes:
            if text.count(old) != 1:
                raise ValueError(f"{old!r} stands there {text.count(old)} times")
            text = text.replace(old, new)
        return text


def read_planted(name: str) -> list[Planted]:
    """Return a table of changes."""
    entries = yaml.safe_load((CORPUS / f"{name}.yml").read_text("utf-8"))
    return [Planted(group, tuple(changes.items())) for group, changes in entries]


@dataclass(frozen=True)
class SoundLibrary:
    """The library in a project of its own, ready to be changed."""

    project: Project

    @classmethod
    def make(cls, root: Path) -> SoundLibrary:
        """Make the project in an empty folder."""
        project = Project.framed(root)
        copy_into(root, RICH, SHARED)
        for locale in LOCALES:
            for page in (CORPUS / "docs" / locale).iterdir():
                project.write(f"docs/{LIBRARY}/{locale}/{page.name}", page.read_text("utf-8"))
            # The usual page shows every contact, so that none is on no page.
            project.replace(f"docs/_pages/{locale}/accessibility.md", "{{ contacts() }}", "")
        project.write(cls._file(), cls.read())
        return cls(project)

    @staticmethod
    def read() -> str:
        """The sound record, as it is written."""
        return (CORPUS / f"{LIBRARY}.yml").read_text("utf-8")

    @staticmethod
    def _file() -> str:
        return f"data/libraries/{LIBRARY}.yml"

    @cached_property
    def opened(self) -> AvisoProject:
        """The project, whose languages and catalogs are read once."""
        return self.project.opened

    @cached_property
    def sound_texts(self) -> frozenset[tuple[str, ...]]:
        """The texts of the sound library, each in all of its languages."""
        records, _ = load_records(self.opened)
        return frozenset(_list_texts(unit) for unit in list_library_units(LIBRARY, records))

    @cached_property
    def known(self) -> frozenset[tuple[str, str]]:
        """The findings without a change."""
        records, problems = self._load(self.read())
        problems += [*check_library(records, LIBRARY), *check_shown(records, LIBRARY)]
        return frozenset((one.rule, one.message) for one in problems)

    def find_new(self, text: str) -> list[Diagnostic]:
        """Return the findings in a record that the sound one does not have.

        Pages are composed only if nothing else is found, and only texts that differ from the sound
        ones are compared.
        """
        known, same = self.known, self.sound_texts
        records, problems = self._load(text)
        problems += check_library(records, LIBRARY, same)
        found = [one for one in problems if (one.rule, one.message) not in known]
        if found or LIBRARY not in records.libraries:
            return found
        shown = check_shown(records, LIBRARY)
        return [one for one in shown if (one.rule, one.message) not in known]

    def _load(self, text: str) -> tuple[Records, list[Diagnostic]]:
        self.project.write(self._file(), text)
        return load_records(self.opened)


def check_library(
    records: Records, library: str, same: frozenset[tuple[str, ...]] = frozenset()
) -> list[Diagnostic]:
    """Run what ``aviso check`` runs over the record of one library.

    Texts that are in ``same`` are not compared between the languages.
    """
    problems = [*check_records(records), *check_days(records, TODAY)]
    problems += dates_are_not_in_the_future(records, TODAY)
    for name in sorted(records.known["library"]):
        problems += periods_are_likely(records, name)
    if library not in records.libraries or has_errors(problems):
        return problems
    for name in sorted(records.libraries):
        passages = collect_passages(records, name)
        problems += check_record(records, name)
        problems += check_record_against_pages(records, name, passages)
        problems += check_citations(records, passages)
    names = {LOCALES: KnownNames(list_known_names(collect_facts(records), *LOCALES))}
    cache = ComparisonCache(records.project, library)
    for unit in list_library_units(library, records):
        if _list_texts(unit) not in same:
            problems += check_equality(unit, None, names, cache)
    problems = Suppressions.load(records.project, TODAY).apply(problems)
    return [one for one in problems if not one.accepted]


def check_shown(records: Records, library: str) -> list[Diagnostic]:
    """Run what ``aviso check`` runs over the pages of one library."""
    return check_pages(make_site(library, records), records)


def _list_texts(unit: TranslationUnit) -> tuple[str, ...]:
    return tuple(unit.texts[locale].text for locale in sorted(unit.texts))


def list_missed(
    planted: Iterable[Planted], find: Callable[[str], list[Diagnostic]], sound: str
) -> list[Planted]:
    """Return the planted values after which nothing new is found."""
    return [one for one in planted if not find(one.put_into(sound))]
