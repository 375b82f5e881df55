"""Tells what is wrong between the languages: texts that have aged, and facts that only one of them states."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations

from aviso.checks.word_choice import avoided_words, typography
from aviso.core.diagnostics import Diagnostic
from aviso.core.rules import Rule
from aviso.i18n.comparison import ComparedText, Difference, compare_texts
from aviso.i18n.confirmations import Translations
from aviso.i18n.memory import SHARED_OWNER, Confirmation
from aviso.i18n.status import UnitStatus
from aviso.i18n.units import TranslationUnit
from aviso.model.localized import LocalizedText
from aviso.model.repository import Records

QUOTED_SENTENCE = 220

OUTDATED = Rule(
    "i18n/outdated",
    "A text has changed in one language and not in the other",
    why="Until the other language is brought up to date, its readers are told what was true "
    "before. "
    "Their page says so, but does not say what is true now.",
    cure="Bring the other language up to date, compare the two, and record it: aviso translation "
    "confirm PIECE --by ROLE.",
    severity="warning",
)
Names = list[tuple[str, str]]


def check_translations(
    records: Records, owners: Iterable[str] | None = None, faulty: Iterable[str] = ()
) -> list[Diagnostic]:
    """Return what is wrong between the languages of these libraries' texts and of the shared ones; of all, with None.

    Texts in ``faulty`` files are left aside.
    """
    found = Translations.of(records)
    chosen = None if owners is None else {*owners, SHARED_OWNER}
    problems = list(found.problems)
    names = {
        pair: known_names(records, *pair)
        for pair in combinations(records.project.locales.locales, 2)
    }
    for status in found.statuses(chosen):
        if not any(text.file in faulty for text in status.piece.texts.values()):
            problems += outdated(status)
            problems += unequal(status.piece, status.confirmation, names)
            problems += unwanted(status.piece, records)
    return problems


@OUTDATED.check
def outdated(status: UnitStatus) -> Iterator[Diagnostic]:
    """A text is not older than the same text in another language."""
    for locale, state in status.languages.items():
        if state.state == "outdated":
            text = status.piece.texts[locale]
            yield Diagnostic(
                text.file,
                text.line,
                f'the text has changed in the language "{state.changed[0]}" since {status.since}, and not in "{locale}"',
                f'Bring it up to date, then type: aviso translation confirm {status.piece.key} --by "…"',
            )


def unequal(
    piece: TranslationUnit, confirmation: Confirmation | None, names: dict[tuple[str, str], Names]
) -> Iterator[Diagnostic]:
    """Two languages state the same facts, unless somebody has said why they do not."""
    if (
        confirmation
        and confirmation.accepted
        and all(
            piece.texts[locale].sentences == known
            for locale, known in confirmation.texts.items()
            if locale in piece.texts
        )
    ):
        return
    for one, other in (pair for pair in names if piece.texts.keys() >= set(pair)):
        for difference in compare_texts(
            ComparedText(one, piece.texts[one].text),
            ComparedText(other, piece.texts[other].text),
            names[one, other],
        ):
            text = piece.texts[other]
            yield difference.rule.at(
                text.file,
                text.line,
                f"the languages do not say the same ({difference.kind}): {difference.what}. {_sentences(difference, one, other)}",
                f'Correct one of them, or say why it is right: aviso translation accept {piece.key} --reason "…"',
            )


def _sentences(difference: Difference, one: str, other: str) -> str:
    left, right = (
        sentence if len(sentence) <= QUOTED_SENTENCE else f"{sentence[:QUOTED_SENTENCE]}…"
        for sentence in difference.sentences
    )
    return f"{one}: {left} — {other}: {right}"


def unwanted(piece: TranslationUnit, records: Records) -> Iterator[Diagnostic]:
    """A text has no word that the glossary tells to avoid, and its signs are those of its language."""
    for locale, position, fault in (
        *avoided_words(piece, records.glossary),
        *typography(piece),
    ):
        text = piece.texts[locale]
        yield fault.at(text.file, text.line_of(position))


def known_names(records: Records, one: str, other: str) -> Names:
    """The names of companies and documents, in two languages."""
    names = [vendor.name for vendor in records.vendors.values()]
    names += [
        document.label for library in records.libraries.values() for document in library.documents
    ]
    return sorted(
        {
            _pair(name, one, other)
            for name in names
            if not isinstance(name, LocalizedText) or {one, other} <= set(name.locales)
        }
    )


def _pair(name: str | LocalizedText, one: str, other: str) -> tuple[str, str]:
    return (
        (name.in_locale(one), name.in_locale(other))
        if isinstance(name, LocalizedText)
        else (name, name)
    )
