"""Records that somebody has compared the languages of some pieces, or that they were written together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from aviso.core.diagnostics import Diagnostic
from aviso.core.project import Project
from aviso.core.suggestions import did_you_mean
from aviso.i18n.memory import Confirmation, Confirmations, read_memory, write_memory
from aviso.i18n.status import UnitStatus, status_of, statuses
from aviso.i18n.units import TranslationUnit, all_units
from aviso.model.repository import Records


class NotConfirmable(Exception):
    """What was asked cannot be recorded; the text says why and what to do."""


@dataclass
class Translations:
    """All pieces of a project and what was confirmed of them, by owner."""

    project: Project
    units: dict[str, list[TranslationUnit]]
    confirmations: dict[str, Confirmations] = field(default_factory=dict)
    problems: list[Diagnostic] = field(default_factory=list)

    @staticmethod
    def of(records: Records) -> Translations:
        """Read those of a project."""
        found = Translations(records.project, all_units(records))
        for owner in found.units:
            found.confirmations[owner], problems = read_memory(records.project, owner)
            found.problems += problems
        return found

    def statuses(self, owners: Iterable[str] | None = None) -> list[UnitStatus]:
        """Where the pieces of these owners stand; of all, with None."""
        chosen = (
            self.units
            if owners is None
            else [owner for owner in self.units if owner in set(owners)]
        )
        return [
            one
            for owner in chosen
            for one in statuses(self.units[owner], self.confirmations[owner])
        ]

    def named(self, name: str) -> list[TranslationUnit]:
        """The pieces that a name stands for. Raises NotConfirmable for a name of nothing."""
        found = [
            piece
            for units in self.units.values()
            for piece in units
            if piece.is_named(name) or piece.owner == name
        ]
        if not found:
            guess = did_you_mean(
                name, (piece.key for units in self.units.values() for piece in units)
            )
            raise NotConfirmable(
                f'"{name}" names no page and no text. {guess or "See: aviso translation status"}'
            )
        return found

    def exactly(self, name: str) -> TranslationUnit:
        """The one piece that a name is the key of. Raises NotConfirmable."""
        found = [piece for piece in self.named(name) if piece.key == name] or self.named(name)
        if len(found) > 1:
            raise NotConfirmable(
                f'"{name}" names {len(found)} texts. Name one, like {found[1].key}.'
            )
        return found[0]

    def not_current(self, units: Iterable[TranslationUnit]) -> list[TranslationUnit]:
        """Those of the pieces that no person has confirmed as they stand."""
        return [
            piece
            for piece in units
            if status_of(piece, self.confirmations[piece.owner].get(piece.key)).state != "current"
        ]

    def outdated(self, units: Iterable[TranslationUnit]) -> list[TranslationUnit]:
        """Those of the pieces of which one language has changed and another has not."""
        return [
            piece
            for piece in units
            if status_of(piece, self.confirmations[piece.owner].get(piece.key)).state == "outdated"
        ]

    def record(self, units: Sequence[TranslationUnit], on: date, by: str | None) -> list[Path]:
        """Keep what the pieces say now as belonging together; return the files written. Raises NotConfirmable.

        A piece that stands in one language only cannot be confirmed: there is nothing to compare it with.
        """
        alone = [piece.key for piece in units if len(piece.texts) < 2]
        if alone and by:
            raise NotConfirmable(f"{alone[0]} stands in one language only. Translate it first.")
        for piece in units:
            if len(piece.texts) > 1:
                self._put(piece, on, by)
        return self._write(units)

    def accept(self, piece: TranslationUnit, on: date, reason: str) -> list[Path]:
        """Keep why two languages may say different things in a piece; return the file written. It holds until a text changes.

        Raises NotConfirmable for a piece that is outdated: to accept what differs must not hide that a translation lags.
        """
        if self.outdated([piece]):
            raise NotConfirmable(
                f"{piece.key} is outdated: since {self.confirmations[piece.owner][piece.key].on} only one language has changed. Bring the other up to date, "
                f'or say that it still fits: aviso translation confirm {piece.key} --by "…". Then accept what differs.'
            )
        self._put(piece, on, None, reason)
        return self._write([piece])

    def _put(
        self, piece: TranslationUnit, on: date, by: str | None, reason: str | None = None
    ) -> None:
        known = self.confirmations[piece.owner]
        texts = {locale: text.sentences for locale, text in piece.texts.items()}
        before = known.get(piece.key)
        if before and before.texts == texts:
            by, on = by or before.by, on if by or not before.by else before.on
            reason = reason or before.accepted
        known[piece.key] = Confirmation(on, by, texts, reason)

    def _write(self, units: Sequence[TranslationUnit]) -> list[Path]:
        owners = dict.fromkeys(piece.owner for piece in units)
        return [
            write_memory(
                self.project,
                owner,
                self.confirmations[owner],
                (piece.key for piece in self.units[owner]),
            )
            for owner in owners
        ]
