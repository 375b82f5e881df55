"""Compares pieces with what was confirmed: missing, outdated, unreviewed or current, for each language."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from aviso.i18n.memory import Confirmation, Confirmations
from aviso.i18n.units import TranslationUnit

# The worst first.
STATES = ("missing", "outdated", "unreviewed", "current")


@dataclass(frozen=True)
class LanguageState:
    """Where a piece stands in one language."""

    state: str
    # The languages that have changed since the two were last compared.
    changed: tuple[str, ...] = ()


@dataclass(frozen=True)
class UnitStatus:
    """Where a piece stands, in every language."""

    piece: TranslationUnit
    languages: dict[str, LanguageState]
    confirmation: Confirmation | None

    @property
    def state(self) -> str:
        """The worst of its languages."""
        return min((one.state for one in self.languages.values()), key=STATES.index)

    @property
    def since(self) -> date | None:
        """The day on which the languages were last compared."""
        return self.confirmation.on if self.confirmation else None


def status_of(piece: TranslationUnit, confirmation: Confirmation | None) -> UnitStatus:
    """Compare a piece with what was confirmed of it.

    A language is outdated if another one has changed since and it has not. Where both have changed, nobody has said
    that they belong together, and both are unreviewed.
    """
    confirmation = _fitting(piece, confirmation)
    known = confirmation.texts if confirmation else {}
    changed = tuple(
        locale
        for locale in piece.locales
        if locale in known
        and locale in piece.texts
        and piece.texts[locale].sentences != known[locale]
    )
    found = {
        locale: _language_state(piece, locale, known, changed, confirmation)
        for locale in piece.locales
    }
    return UnitStatus(piece, found, confirmation)


def _fitting(piece: TranslationUnit, confirmation: Confirmation | None) -> Confirmation | None:
    """What the project confirmed; or what came with Aviso, if the texts have become those."""
    upstream = confirmation.upstream if confirmation else None
    if confirmation and upstream and not _is_of(piece, confirmation) and _is_of(piece, upstream):
        return upstream
    return confirmation


def _is_of(piece: TranslationUnit, confirmation: Confirmation) -> bool:
    return all(
        piece.texts[locale].sentences == lines
        for locale, lines in confirmation.texts.items()
        if locale in piece.texts
    )


def _language_state(
    piece: TranslationUnit,
    locale: str,
    known: dict[str, tuple[str, ...]],
    changed: tuple[str, ...],
    confirmation: Confirmation | None,
) -> LanguageState:
    if locale not in piece.texts:
        return LanguageState("missing")
    if locale not in known or locale in changed:
        return LanguageState("unreviewed", changed)
    if changed:
        return LanguageState("outdated", changed)
    return LanguageState("current" if confirmation and confirmation.by else "unreviewed")


def statuses(units: Iterable[TranslationUnit], confirmations: Confirmations) -> list[UnitStatus]:
    """The status of every piece."""
    return [status_of(piece, confirmations.get(piece.key)) for piece in units]
