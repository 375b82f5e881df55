"""Records that somebody compared the languages of units, or wrote them together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from aviso.core.diagnostics import Diagnostic
from aviso.core.project import Project
from aviso.core.suggestions import suggest
from aviso.i18n.memory import Confirmation, Confirmations, read_memory, write_memory
from aviso.i18n.project_units import list_all_units
from aviso.i18n.status import UnitStatus, determine_status, determine_statuses
from aviso.i18n.units import TranslationUnit
from aviso.model.records import Records


class NotConfirmable(Exception):
    """A confirmation cannot be recorded; the text says why and what to do."""


@dataclass
class Translations:
    """All units of a project and their confirmations, by owner."""

    project: Project
    units: dict[str, list[TranslationUnit]]
    confirmations: dict[str, Confirmations] = field(default_factory=dict)
    problems: list[Diagnostic] = field(default_factory=list)

    @staticmethod
    def load(records: Records) -> Translations:
        """Read the units and confirmations of a project."""
        found = Translations(records.project, list_all_units(records))
        for owner in found.units:
            found.confirmations[owner], problems = read_memory(records.project, owner)
            found.problems += problems
        return found

    def list_statuses(
        self, owners: Iterable[str] | None = None, *, with_package: bool = True
    ) -> list[UnitStatus]:
        """Return the status of each unit of these owners, or of all with None.

        Unless ``with_package``, texts are left out that came with Aviso and that nobody here has
        to compare.
        """
        chosen = set(self.units if owners is None else owners)
        return [
            status
            for owner in self.units
            if owner in chosen
            for status in determine_statuses(self.units[owner], self.confirmations[owner])
            if with_package or not status.is_left_to_aviso
        ]

    def find_units(self, name: str) -> list[TranslationUnit]:
        """Return the units that a name stands for. Raises NotConfirmable if there are none."""
        every_unit = [unit for units in self.units.values() for unit in units]
        found = [unit for unit in every_unit if unit.is_named(name) or unit.owner == name]
        if not found:
            guess = suggest(name, (unit.key for unit in every_unit))
            raise NotConfirmable(
                f'"{name}" names no page and no text. {guess or "See: aviso translation status"}'
            )
        return found

    def find_unit(self, name: str) -> TranslationUnit:
        """Return the one unit that a name stands for. Raises NotConfirmable."""
        named = self.find_units(name)
        found = [unit for unit in named if unit.key == name] or named
        if len(found) > 1:
            raise NotConfirmable(
                f'"{name}" names {len(found)} texts. Name one, like {found[1].key}.'
            )
        return found[0]

    def select_unconfirmed(self, units: Iterable[TranslationUnit]) -> list[TranslationUnit]:
        """Return the units that no person has confirmed in their present form."""
        return [unit for unit in units if self._determine_state(unit) != "current"]

    def select_outdated(self, units: Iterable[TranslationUnit]) -> list[TranslationUnit]:
        """Return the units of which only one language has changed."""
        return [unit for unit in units if self._determine_state(unit) == "outdated"]

    def _determine_state(self, unit: TranslationUnit) -> str:
        return determine_status(unit, self.confirmations[unit.owner].get(unit.key)).state

    def record(self, units: Sequence[TranslationUnit], on: date, by: str | None) -> list[Path]:
        """Record that the texts of the units belong together now; return the files written.

        Raises NotConfirmable for a unit in one language only: there is nothing to compare it with.
        """
        alone = [unit.key for unit in units if len(unit.texts) < 2]
        if alone and by:
            raise NotConfirmable(f"{alone[0]} appears in only one language. Translate it first.")
        for unit in units:
            if len(unit.texts) > 1:
                self._put(unit, on, by)
        return self._write(units)

    def accept(self, unit: TranslationUnit, on: date, reason: str) -> list[Path]:
        """Record why two languages may say different things; return the file written.

        The reason holds until a text changes. Raises NotConfirmable for an outdated unit: to
        accept a difference must not hide that a translation lags behind.
        """
        if self.select_outdated([unit]):
            since = self.confirmations[unit.owner][unit.key].on
            raise NotConfirmable(
                f"{unit.key} is outdated: since {since} only one language has changed. "
                f"Bring the other up to date, or say that it still fits: "
                f'aviso translation confirm {unit.key} --by "…". Then accept what differs.'
            )
        self._put(unit, on, None, reason)
        return self._write([unit])

    def _put(
        self, unit: TranslationUnit, on: date, by: str | None, reason: str | None = None
    ) -> None:
        confirmations = self.confirmations[unit.owner]
        texts = {locale: text.sentences for locale, text in unit.texts.items()}
        before = confirmations.get(unit.key)
        if before and before.texts == texts:
            by, on = by or before.by, on if by or not before.by else before.on
            reason = reason or before.accepted
        confirmations[unit.key] = Confirmation(on, by, texts, reason)

    def _write(self, units: Sequence[TranslationUnit]) -> list[Path]:
        owners = dict.fromkeys(unit.owner for unit in units)
        return [
            write_memory(
                self.project,
                owner,
                self.confirmations[owner],
                (unit.key for unit in self.units[owner]),
            )
            for owner in owners
        ]
