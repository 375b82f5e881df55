"""Compares units with their confirmations: missing, outdated, unreviewed or current."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from aviso.core.package import is_package_file
from aviso.i18n.memory import Confirmation, Confirmations
from aviso.i18n.units import TranslationUnit

# The worst first.
STATES = ("missing", "outdated", "unreviewed", "current")


@dataclass(frozen=True)
class LanguageState:
    """The state of a unit in one language."""

    state: str
    # The languages that have changed since the unit was last compared.
    changed: tuple[str, ...] = ()


@dataclass(frozen=True)
class UnitStatus:
    """The states of a unit in all its languages."""

    unit: TranslationUnit
    languages: dict[str, LanguageState]
    confirmation: Confirmation | None

    @property
    def state(self) -> str:
        """The worst of its states."""
        return min((one.state for one in self.languages.values()), key=STATES.index)

    @property
    def is_left_to_aviso(self) -> bool:
        """Whether nobody here has to compare the texts: all came with Aviso and are complete."""
        return self.state == "unreviewed" and all(
            is_package_file(text.file) for text in self.unit.texts.values()
        )

    @property
    def since(self) -> date | None:
        """The day on which the languages were last compared."""
        return self.confirmation.on if self.confirmation else None


def determine_status(unit: TranslationUnit, confirmation: Confirmation | None) -> UnitStatus:
    """Compare a unit with its confirmation.

    A language is outdated if another one has changed since and it has not. If both have changed,
    nobody has said that they belong together, and both are unreviewed.
    """
    confirmation = _choose_confirmation(unit, confirmation)
    confirmed = confirmation.texts if confirmation else {}
    changed = tuple(
        locale
        for locale in unit.locales
        if locale in confirmed
        and locale in unit.texts
        and unit.texts[locale].sentences != confirmed[locale]
    )
    states = {
        locale: _determine_language_state(unit, locale, changed, confirmation)
        for locale in unit.locales
    }
    return UnitStatus(unit, states, confirmation)


def _choose_confirmation(
    unit: TranslationUnit, confirmation: Confirmation | None
) -> Confirmation | None:
    """Return the project's confirmation, or Aviso's if only that one matches the texts."""
    upstream = confirmation.upstream if confirmation else None
    if confirmation and upstream and not _fits(unit, confirmation) and _fits(unit, upstream):
        return upstream
    return confirmation


def _fits(unit: TranslationUnit, confirmation: Confirmation) -> bool:
    return all(
        unit.texts[locale].sentences == sentences
        for locale, sentences in confirmation.texts.items()
        if locale in unit.texts
    )


def _determine_language_state(
    unit: TranslationUnit,
    locale: str,
    changed: tuple[str, ...],
    confirmation: Confirmation | None,
) -> LanguageState:
    if locale not in unit.texts:
        return LanguageState("missing")
    if confirmation is None or locale not in confirmation.texts or locale in changed:
        return LanguageState("unreviewed", changed)
    if changed:
        return LanguageState("outdated", changed)
    return LanguageState("current" if confirmation.by else "unreviewed")


def determine_statuses(
    units: Iterable[TranslationUnit], confirmations: Confirmations
) -> list[UnitStatus]:
    """Return the status of every unit."""
    return [determine_status(unit, confirmations.get(unit.key)) for unit in units]
