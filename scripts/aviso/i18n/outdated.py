"""Finds the texts of a site that are outdated in a language, so that the site can say so."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from aviso.content.outdated_marks import make_token
from aviso.core.project import Project
from aviso.i18n.memory import SHARED_OWNER, Confirmations, has_memory, read_memory
from aviso.i18n.page_units import list_shared_prose_units
from aviso.i18n.project_units import list_library_units
from aviso.i18n.record_units import (
    list_front_record_units,
    list_record_units,
    list_shared_records,
)
from aviso.i18n.status import UnitStatus, determine_statuses
from aviso.i18n.units import TranslationUnit
from aviso.model.localized import LocalizedText
from aviso.model.records import Records
from aviso.model.source_location import SourceLocation


@dataclass(frozen=True)
class OutdatedMark:
    """The day since which a text is outdated, and the languages that have changed."""

    since: date
    behind: str


@dataclass
class OutdatedTexts:
    """The outdated texts of a site.

    ``texts`` are texts of data by language, each with the number of its mark; ``sections`` are
    sections of pages by file and id. ``confirmed`` of ``total`` units are current; ``last`` is the
    latest day on which one of them was confirmed.
    """

    texts: dict[str, dict[tuple[tuple[str, str], ...], int]] = field(default_factory=dict)
    sections: dict[tuple[str, str], OutdatedMark] = field(default_factory=dict)
    marks: list[OutdatedMark] = field(default_factory=list)
    confirmed: int = 0
    total: int = 0
    last: date | None = None

    def make_token(self, locale: str, text: LocalizedText) -> str:
        """Return the token for an outdated text, and "" for others."""
        known = self.texts.get(locale)
        number = known.get(_make_key(text.model_dump(exclude_none=True))) if known else None
        return "" if number is None else make_token(number)

    def add(self, status: UnitStatus, is_own: bool) -> None:
        """Add the status of one unit; ``is_own`` if it belongs to the library or its system."""
        if is_own:
            self.total += 1
            self.confirmed += status.state == "current"
            if status.state == "current":
                self.last = max(filter(None, (self.last, status.since)), default=None)
        for locale, state in status.languages.items():
            if state.state == "outdated" and status.since:
                self._add_mark(status, locale, OutdatedMark(status.since, state.changed[0]))

    def _add_mark(self, status: UnitStatus, locale: str, mark: OutdatedMark) -> None:
        text = status.unit.texts[locale]
        if text.file.endswith(".md"):
            self.sections[text.file, status.unit.key.partition("#")[2]] = mark
        else:
            key = _make_key({other: one.text for other, one in status.unit.texts.items()})
            self.texts.setdefault(locale, {})[key] = len(self.marks)
            self.marks.append(mark)


def _make_key(texts: dict[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted((locale, text.strip()) for locale, text in texts.items()))


def find_outdated_texts(
    library_id: str, system_id: str | None, records: Records
) -> OutdatedTexts | None:
    """Compare the texts of a site with the confirmed ones; None if nothing has been recorded."""
    project = records.project
    owners = [name for name in (library_id, system_id) if name and has_memory(project, name)]
    has_shared = has_memory(project, SHARED_OWNER)
    if not owners and not has_shared:
        return None
    outdated = OutdatedTexts()
    for owner in owners:
        _add_units(outdated, project, owner, list_library_units(owner, records), is_own=True)
    if has_shared:
        # Only a confirmed text can be outdated, and few of the shared ones are confirmed.
        confirmed = project.make_once(_list_confirmed_records)
        for prefix, location in list_shared_records(records):
            if prefix in confirmed:
                for status in project.make_once(_find_outdated_in_record, prefix, location):
                    outdated.add(status, is_own=False)
        for status in project.make_once(_find_outdated_prose):
            outdated.add(status, is_own=False)
    return outdated


# Every site needs the shared texts; they are compared once for the project.


def _find_outdated_in_record(
    project: Project, prefix: str, location: SourceLocation
) -> list[UnitStatus]:
    locales = project.locales
    return _find_outdated(project, list_record_units(prefix, location, locales, locales.required))


def _find_outdated_prose(project: Project) -> list[UnitStatus]:
    return _find_outdated(project, list_shared_prose_units(project))


def _find_outdated(project: Project, units: list[TranslationUnit]) -> list[UnitStatus]:
    shared = project.make_once(_read_shared_memory)
    return [
        status
        # Only a confirmed text can be outdated.
        for status in determine_statuses([unit for unit in units if unit.key in shared], shared)
        if any(state.state == "outdated" for state in status.languages.values())
    ]


def _list_confirmed_records(project: Project) -> frozenset[str]:
    """Return the prefixes of the keys of confirmed units, like ``shared/vendors.hoopla``."""
    return frozenset(
        ".".join(key.split(".", 2)[:2]) for key in project.make_once(_read_shared_memory)
    )


def _read_shared_memory(project: Project) -> Confirmations:
    return read_memory(project, SHARED_OWNER)[0]


def _add_units(
    outdated: OutdatedTexts,
    project: Project,
    owner: str,
    units: list[TranslationUnit],
    *,
    is_own: bool,
) -> None:
    for status in determine_statuses(units, read_memory(project, owner)[0]):
        outdated.add(status, is_own)


def find_outdated_front_texts(project: Project) -> OutdatedTexts | None:
    """Compare the texts of the front page with the confirmed ones; it has no facts of its own."""
    outdated = OutdatedTexts()
    units = [*list_shared_prose_units(project), *list_front_record_units(project)]
    _add_units(outdated, project, SHARED_OWNER, units, is_own=False)
    return outdated
