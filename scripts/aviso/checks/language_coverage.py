"""Rules over languages: each is configured, and what a notice shows stands in every language that it is begun in.

A text is never replaced by that of another language. What every library has is required when its file is read
(``validation``); a language that only some notices have is asked for here, where they are made.
"""

from __future__ import annotations

import string
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache
from typing import Any

from aviso.checks.records import REFERENCES, values_at
from aviso.content.pages import FRONT, begun_locales
from aviso.core.diagnostics import Diagnostic
from aviso.core.locales import Locales
from aviso.core.project import Project
from aviso.core.rules import Fault, Rule
from aviso.core.safe_files import read_text
from aviso.core.suggestions import did_you_mean
from aviso.core.yaml_positions import PositionedValue, YamlPath, parse_yaml
from aviso.core.yaml_rules import NO_KEYS
from aviso.model.repository import VOCABULARIES, Records, SourceLocation
from aviso.model.validation import TEXT_MISSING
from aviso.site.site import LibrarySummary

# What the notice of another library, or the front page, shows of a library.
SHOWN_ELSEWHERE = ("name", "jurisdiction")

WORDS_MISSING = Rule(
    "i18n/words-missing",
    "A word of the interface is missing in a language",
    why="The menu, the headings of tables and the buttons of every page are made of these words. "
    "Where one is missing, the page would have a gap or a word of another language.",
    cure="Copy the line, or the whole file, from the words of the default language in "
    "overrides/locales/, and translate what stands after each colon.",
)
UNKNOWN_WORD = Rule(
    "i18n/unknown-word",
    "The words of the interface have a key that nothing shows",
    why="A misspelt key looks translated, but the word that was meant is missing on every page.",
    cure="Correct the spelling as in the file of the default language, or delete the line.",
)
WORD_VALUES = Rule(
    "i18n/word-values",
    "A word of the interface does not have the same values in braces in every language",
    why="Days, numbers and names are put in the place of the braces. Without them, readers of "
    "that language would miss the value, or see the braces.",
    cure="Put each value in braces where it belongs in the sentence, exactly as in the default "
    "language, and no other.",
    example="en: Checked on {day} — es: Revisado el {dia}",
)


def begun_in(site_id: str, records: Records) -> tuple[str, ...]:
    """The languages of a site that not every library has."""
    library = records.libraries.get(site_id)
    known = records.project.locales
    return tuple(
        locale
        for locale in begun_locales(records.project, site_id, library.system if library else None)
        if locale not in known.needed
    )


def texts_stand_in_its_languages(site_id: str, records: Records) -> Iterator[Diagnostic]:
    """Everything that a library's notice shows stands in the languages that the notice is begun in."""
    begun = begun_in(site_id, records)
    if not begun:
        return
    known = records.project.locales
    for place in _places_of(site_id, records):
        yield from _missing(place, begun, known)
    for name, library in records.libraries.items():
        if library.system == site_id:
            yield from _missing(records.place("library", name), begun, known, SHOWN_ELSEWHERE)


def _places_of(site_id: str, records: Records) -> Iterator[SourceLocation]:
    """Where the records stand that a library's notice is made of: its own, its system's, and what these name."""
    own = records.libraries[site_id]
    pending = [("library", name) for name in (site_id, own.system) if name]
    seen = set(pending)
    while pending:
        key = pending.pop(0)
        if not (place := records.places.get(key)):
            continue
        yield place
        for pattern, register in REFERENCES.get(key[0], ()):
            for _, identifier in values_at(place.value, pattern):
                if (
                    register in (*VOCABULARIES, "vendor", "law")
                    and (register, identifier) not in seen
                ):
                    seen.add((register, identifier))
                    pending.append((register, identifier))


def _missing(
    place: SourceLocation, begun: tuple[str, ...], known: Locales, keys: Iterable[str] | None = None
) -> Iterator[Diagnostic]:
    for path, texts in _texts(place.value, known):
        if keys is None or (path and path[0] in keys):
            for locale in begun:
                if locale not in texts:
                    label = str(
                        path[-1] if path and isinstance(path[-1], str) else place.prefix[-1]
                    )
                    yield place.problem(
                        path,
                        f'{label} is missing in the language "{locale}"',
                        f"Write a line {locale}: … below it; a notice that shows it is begun in that language.",
                        TEXT_MISSING,
                    )


def _texts(
    value: Any, known: Locales, path: YamlPath = ()
) -> Iterator[tuple[YamlPath, dict[str, Any]]]:
    """Yield the path and the value of every text that stands by language."""
    if (
        isinstance(value, dict)
        and value
        and value.keys() <= known.known
        and all(isinstance(text, str) for text in value.values())
    ):
        yield path, value
        return
    for key, inner in (
        value.items()
        if isinstance(value, dict)
        else enumerate(value)
        if isinstance(value, list)
        else ()
    ):
        yield from _texts(inner, known, (*path, key))


def cards_stand_in_each_language(
    project: Project, cards: dict[str, LibrarySummary]
) -> Iterator[Diagnostic]:
    """The front page names every library in each of its languages."""
    known = project.locales
    begun = tuple(locale for locale in begun_locales(project, FRONT) if locale not in known.needed)
    for name, card in cards.items():
        if any(
            locale not in text.locales
            for locale in begun
            for text in (card.name, card.jurisdiction)
        ):
            file = f"data/libraries/{name}.yml"
            marked, _ = parse_yaml(project.read_text(project.root / file)[0], file)
            yield from _missing(
                SourceLocation(file, marked or PositionedValue({})), begun, known, SHOWN_ELSEWHERE
            )


def strings_stand_in_each_language(
    project: Project, locales: Iterable[str]
) -> Iterator[Diagnostic]:
    """The words of the interface can be read, and stand in each of these languages with the same values in braces."""
    default = project.locales.default
    wanted, faults = _text_of_words(project, default, "Put the file back; every page needs it.")
    faults = faults or _faults_of_default(wanted, default)
    yield from faults
    for locale in locales:
        if locale != default:
            text, unread = _text_of_words(
                project,
                locale,
                f"Copy {_words_file(default)} to it, and translate what stands after each colon.",
            )
            # Nothing is compared with words that have to be mended themselves.
            yield from unread or _string_problems(text, "" if faults else wanted, locale, default)


def _words_file(locale: str) -> str:
    return f"overrides/locales/{locale}.yml"


def _text_of_words(
    project: Project, locale: str, if_missing: str
) -> tuple[str, tuple[Diagnostic, ...]]:
    file = _words_file(locale)
    if not (project.root / file).exists():
        return "", (
            WORDS_MISSING.at(
                file,
                1,
                f'the words of the interface are missing in the language "{locale}"',
                if_missing,
            ),
        )
    # Several projects may share one folder of templates, by a link.
    folder = (project.root / file).parent.resolve()
    text, problems = read_text(folder / f"{locale}.yml", folder)
    return text, tuple(replace(problem, file=file) for problem in problems)


# Many sites are built in one process; the words are looked through once, as long as they are the same.
@lru_cache(maxsize=4)
def _faults_of_default(text: str, default: str) -> tuple[Diagnostic, ...]:
    file = _words_file(default)
    words, problems = _parsed_words(text, file)
    return problems or tuple(
        fault.at(file, words.line((key,)))
        for key, value in words.value.items()
        if (fault := _fault_of_default(key, value))
    )


def _fault_of_default(key: str, text: Any) -> Fault | None:
    if not isinstance(text, str) or not text:
        return WORDS_MISSING.fault(f"{key} has no text", "Write it after the colon.")
    if _values_in(text) is None:
        return WORD_VALUES.fault(
            f"{key} has braces that cannot be read",
            "Put each name of a value between two braces, like {day}.",
        )
    return None


@lru_cache(maxsize=64)
def _string_problems(text: str, wanted: str, locale: str, default: str) -> tuple[Diagnostic, ...]:
    file = _words_file(locale)
    words, problems = _parsed_words(text, file)
    if problems or not wanted:
        return problems
    return tuple(
        _faults_of_strings(
            file, _parsed_words(wanted, _words_file(default))[0].value, words, default
        )
    )


def _parsed_words(text: str, file: str) -> tuple[PositionedValue, tuple[Diagnostic, ...]]:
    marked, problems = parse_yaml(text, file)
    if marked is None or problems or not isinstance(marked.value, dict):
        return PositionedValue({}), tuple(
            problems
            or [
                NO_KEYS.at(
                    file, 1, "does not hold keys and values", "Begin with a line like key: value."
                )
            ]
        )
    return marked, ()


def _faults_of_strings(
    file: str, wanted: dict[str, str], marked: PositionedValue, default: str
) -> Iterator[Diagnostic]:
    for key, text in wanted.items():
        if key not in marked.value:
            yield WORDS_MISSING.at(
                file,
                1,
                f'the key "{key}" is missing',
                f"Write a line {key}: … with the translation of “{text}”.",
            )
    for key, text in marked.value.items():
        line = marked.line((key,))
        if key not in wanted:
            yield UNKNOWN_WORD.at(
                file,
                line,
                f'unknown key "{key}"',
                did_you_mean(key, wanted)
                or f"overrides/locales/{default}.yml has all keys that there are.",
            )
        elif not isinstance(text, str) or not text:
            yield WORDS_MISSING.at(
                file, line, f"{key} has no text", f"Translate “{wanted[key]}” after the colon."
            )
        elif _values_in(text) != _values_in(wanted[key]):
            yield WORD_VALUES.at(
                file,
                line,
                f'{key} does not have the same values in braces as in the language "{default}"',
                _hint_for_values(wanted[key]),
            )


def _hint_for_values(text: str) -> str:
    values = sorted(_values_in(text) or ())
    return (
        f"Put {' and '.join(values)} where {'it belongs' if len(values) == 1 else 'they belong'}, and no other."
        if values
        else "Take the braces away."
    )


def _values_in(text: str) -> set[str] | None:
    """The values that a string takes in, like {day}; None if its braces cannot be read."""
    try:
        return {
            f"{{{name}}}" for _, name, _, _ in string.Formatter().parse(text) if name is not None
        }
    except ValueError:
        return None
