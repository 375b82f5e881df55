"""Rules between languages: no text is out of date, and all languages state the same facts."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import combinations

from aviso.checks.project_facts import ProjectFacts, list_words, write_words
from aviso.checks.word_choice import AvoidedWords, find_avoided_words, find_typography
from aviso.core.diagnostics import Diagnostic
from aviso.core.package import is_package_file
from aviso.i18n.comparison_cache import ComparisonCache
from aviso.i18n.differences import ComparedText, LanguageDifference
from aviso.i18n.known_names import KnownNames
from aviso.i18n.memory import SHARED_OWNER, Confirmation, read_memory
from aviso.i18n.project_units import list_library_units, list_shared_units
from aviso.i18n.status import UnitStatus, determine_statuses
from aviso.i18n.status_rules import OUTDATED
from aviso.i18n.units import TranslationUnit
from aviso.model.records import Records

QUOTED_SENTENCE = 220

Names = list[tuple[str, str]]


@dataclass(frozen=True)
class UnitFindings:
    """The findings on one unit, and the files of its texts."""

    files: frozenset[str]
    found: list[Diagnostic]


@dataclass(frozen=True)
class LanguageRules:
    """The rules between languages, with the names and words that they need."""

    records: Records
    names: dict[tuple[str, str], KnownNames]
    avoided: AvoidedWords

    @staticmethod
    def prepare(facts: ProjectFacts) -> LanguageRules:
        """Collect the names and the words of a project."""
        records = facts.records
        pairs = combinations(records.project.locales.locales, 2)
        names = {pair: KnownNames(list_known_names(facts, *pair)) for pair in pairs}
        return LanguageRules(records, names, AvoidedWords.collect(records.glossary))

    def check(self, owner: str, faulty: Collection[str]) -> list[UnitFindings]:
        """Return the findings on the texts of a library, or on the shared ones.

        Texts in ``faulty`` files are skipped: they may contain anything.
        """
        project = self.records.project
        units = (
            list_shared_units(self.records)
            if owner == SHARED_OWNER
            else list_library_units(owner, self.records)
        )
        cache = ComparisonCache(project, owner)
        results = []
        for status in determine_statuses(units, read_memory(project, owner)[0]):
            files = frozenset(text.file for text in status.unit.texts.values())
            # Texts that come with Aviso were checked there, and nobody can fix them in the project.
            if all(map(is_package_file, files)) or not files.isdisjoint(faulty):
                continue
            if found := self._judge(status, cache):
                results.append(UnitFindings(files, found))
        cache.save()
        return results

    def _judge(self, status: UnitStatus, cache: ComparisonCache) -> list[Diagnostic]:
        return [
            *confirmations_are_current(status),
            *check_equality(status.unit, status.confirmation, self.names, cache),
            *check_wording(status.unit, self.avoided),
        ]


def find_memory_faults(records: Records) -> list[Diagnostic]:
    """Return what is wrong with the files of confirmed texts."""
    return [
        problem
        for owner in (*sorted(records.known["library"]), SHARED_OWNER)
        for problem in read_memory(records.project, owner)[1]
    ]


@OUTDATED.check
def confirmations_are_current(status: UnitStatus) -> Iterator[Diagnostic]:
    """A text is not older than the same text in another language."""
    for locale, state in status.languages.items():
        if state.state == "outdated":
            text = status.unit.texts[locale]
            yield Diagnostic(
                text.file,
                text.line,
                f'the text has changed in the language "{state.changed[0]}" since {status.since}, '
                f'and not in "{locale}"',
                f'Update it, then type: aviso translation confirm {status.unit.key} --by "…"',
            )


def check_equality(
    unit: TranslationUnit,
    confirmation: Confirmation | None,
    names: dict[tuple[str, str], KnownNames],
    cache: ComparisonCache,
) -> Iterator[Diagnostic]:
    """Two languages state the same facts, unless somebody has said why they do not."""
    if (
        confirmation
        and confirmation.accepted
        and all(
            unit.texts[locale].sentences == known
            for locale, known in confirmation.texts.items()
            if locale in unit.texts
        )
    ):
        return
    for one, other in (pair for pair in names if unit.texts.keys() >= set(pair)):
        for difference in cache.compare(
            ComparedText(one, unit.texts[one].text),
            ComparedText(other, unit.texts[other].text),
            names[one, other],
        ):
            text = unit.texts[other]
            yield difference.rule.at(
                text.file,
                text.line,
                f"the languages do not say the same ({difference.kind}): {difference.message}. "
                f"{_quote_sentences(difference, one, other)}",
                "Correct one of them, or say why it is right: "
                f'aviso translation accept {unit.key} --reason "…"',
            )


def _quote_sentences(difference: LanguageDifference, one: str, other: str) -> str:
    left, right = (
        sentence if len(sentence) <= QUOTED_SENTENCE else f"{sentence[:QUOTED_SENTENCE]}…"
        for sentence in difference.sentences
    )
    return f"{one}: {left} — {other}: {right}"


def check_wording(unit: TranslationUnit, avoided: AvoidedWords) -> Iterator[Diagnostic]:
    """A text has no word that the glossary says to avoid, and the typography of its language."""
    for locale, position, fault in (
        *find_avoided_words(unit, avoided),
        *find_typography(unit),
    ):
        text = unit.texts[locale]
        yield fault.at(text.file, text.find_line(position))


def list_known_names(facts: ProjectFacts, one: str, other: str) -> Names:
    """Return the names of companies and documents, in two languages."""
    names = [write_words(vendor.name) for vendor in facts.records.vendors.values()]
    names += [
        label
        for library in facts.libraries.values()
        for label in library.labels
        if all(len(one.split()) > 1 for one in list_words(label))
    ]
    return sorted(
        {
            (name, name) if isinstance(name, str) else (name[one], name[other])
            for name in names
            if isinstance(name, str) or {one, other} <= name.keys()
        }
    )
