"""Finds out which texts of a site are outdated in which language, so that readers are told in place."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from aviso.content.outdated_marks import token
from aviso.core.project import Project
from aviso.i18n.memory import SHARED_OWNER, memory_file, read_memory
from aviso.i18n.status import UnitStatus, statuses
from aviso.i18n.units import library_units, shared_prose_units, shared_record_units
from aviso.model.localized import LocalizedText
from aviso.model.repository import Records


@dataclass(frozen=True)
class OutdatedMark:
    """Since when a text lags behind, and behind which language."""

    since: date
    behind: str


@dataclass
class OutdatedTexts:
    """What is outdated on a site: by language, the texts of data, the sections of pages (file, id) and the shared texts (name)."""

    texts: dict[str, dict[tuple[tuple[str, str], ...], int]] = field(default_factory=dict)
    sections: dict[tuple[str, str], OutdatedMark] = field(default_factory=dict)
    marks: list[OutdatedMark] = field(default_factory=list)
    confirmed: int = 0
    total: int = 0
    last: date | None = None

    def token(self, locale: str, text: LocalizedText) -> str:
        """What is put behind an outdated text; nothing for others."""
        known = self.texts.get(locale)
        number = known.get(_key(text.model_dump(exclude_none=True))) if known else None
        return "" if number is None else token(number)

    def add(self, status: UnitStatus, is_own: bool) -> None:
        """Take in the status of one piece."""
        if is_own:
            self.total += 1
            self.confirmed += status.state == "current"
            self.last = (
                max(filter(None, (self.last, status.since)), default=None)
                if status.state == "current"
                else self.last
            )
        for locale, state in status.languages.items():
            if state.state == "outdated" and status.since:
                self._outdated(status, locale, OutdatedMark(status.since, state.changed[0]))

    def _outdated(self, status: UnitStatus, locale: str, mark: OutdatedMark) -> None:
        text = status.piece.texts[locale]
        if text.file.endswith(".md"):
            self.sections[text.file, status.piece.key.partition("#")[2]] = mark
        else:
            self.texts.setdefault(locale, {})[
                _key({one: written.text for one, written in status.piece.texts.items()})
            ] = len(self.marks)
            self.marks.append(mark)


def _key(texts: dict[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted((locale, text.strip()) for locale, text in texts.items()))


def find_outdated_texts(
    library_id: str, system_id: str | None, records: Records
) -> OutdatedTexts | None:
    """Compare what a site is made of with what was confirmed; None where nothing has been recorded."""
    aging = OutdatedTexts()
    owners = [
        name
        for name in (library_id, system_id)
        if name and (records.project.root / memory_file(name)).exists()
    ]
    for owner in owners:
        for status in statuses(
            library_units(owner, records), read_memory(records.project, owner)[0]
        ):
            aging.add(status, is_own=True)
    has_shared = (records.project.root / memory_file(SHARED_OWNER)).exists()
    if has_shared:
        units = [*shared_record_units(records), *shared_prose_units(records.project)]
        for status in statuses(units, read_memory(records.project, SHARED_OWNER)[0]):
            aging.add(status, is_own=False)
    return aging if owners or has_shared else None


def find_outdated_front_texts(project: Project) -> OutdatedTexts | None:
    """The same for the front page, which shows no facts of its own."""
    aging = OutdatedTexts()
    for status in statuses(shared_prose_units(project), read_memory(project, SHARED_OWNER)[0]):
        aging.add(status, is_own=False)
    return aging
