"""Rules on the words of the interface, the project's over the package's, key by key."""

from __future__ import annotations

import os
import re
import string
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from aviso.core.character_references import find_reference
from aviso.core.diagnostics import Diagnostic
from aviso.core.litter import list_files
from aviso.core.misread_text import describe_misread, find_misread_words
from aviso.core.project import Project
from aviso.core.rules import Fault, Rule
from aviso.core.safe_files import read_text
from aviso.core.suggestions import suggest
from aviso.core.yaml_positions import PositionedValue, parse_yaml
from aviso.core.yaml_rules import NO_KEYS
from aviso.i18n.catalog import locate_catalog
from aviso.i18n.periods import ONE, list_period_words
from aviso.model.plain_text import NOT_PLAIN_TEXT

# A text in quotes in a template.
QUOTED = re.compile(r"'([\w.-]+)'|\"([\w.-]+)\"")

WORDS_MISSING = Rule(
    "i18n/words-missing",
    "A word of the interface is missing in a language",
    why="The menu, the table headings and the buttons of every page use these words. If one is "
    "missing, the page would have a gap or a word in another language.",
    cure="Copy the line, or the whole file, from the words of the default language in "
    "overrides/locales/, and translate what comes after each colon.",
)
UNKNOWN_WORD = Rule(
    "i18n/unknown-word",
    "The words of the interface have a key that nothing shows",
    why="The text under a misspelled key looks translated, but the word is missing on every page.",
    cure="Correct the spelling as in the file of the default language, or delete the line.",
)
WORD_VALUES = Rule(
    "i18n/word-values",
    "A word of the interface does not have the same values in braces in every language",
    why="Days, numbers and names replace the braces. Without them, readers of that language would "
    "miss the value, or see the braces.",
    cure="Put each value in braces where it belongs in the sentence, exactly as in the default "
    "language, and add no other.",
    example="en: Checked on {day} — es: Revisado el {dia}",
)
UNUSED_WORD = Rule(
    "i18n/unused-word",
    "The project has a word of the interface that no template shows",
    why="A misspelled key changes nothing: every page still has Aviso's own word, and nobody sees "
    "the project's.",
    cure="Correct the key as in Aviso's own words, use it in a template of the project, or delete "
    "the line.",
    severity="warning",
    example="contac: Contact us, in place of contact",
)


def strings_stand_in_each_language(
    project: Project, locales: Iterable[str]
) -> Iterator[Diagnostic]:
    """The words of the interface are valid, and exist in each language with the same values.

    The project's words replace the package's, key by key. A key that the package does not have is
    for a template of the project; if no template uses it, nobody ever sees the words.
    """
    default = project.locales.default
    words, faults = _read_words(project, default, "Restore the file; every page needs it.")
    used = project.make_once(_collect_quoted) if words.packaged else frozenset()
    found = faults or project.make_once(_check_default, words, used)
    yield from found
    has_faults = any(fault.severity == "error" for fault in found)
    for locale in locales:
        if locale != default:
            other, unread = _read_words(
                project,
                locale,
                f"Copy {locate_catalog(default)} to it, and translate what comes after each colon.",
            )
            # Words that have to be fixed themselves are not compared with others.
            sound = None if has_faults else words
            yield from unread or project.make_once(_check_words, other, sound, locale)


@dataclass(frozen=True)
class CatalogFile:
    """The words of one language as YAML: the project's ``own`` text, and the ``packaged`` one.

    ``file`` is the project's. A text is empty where there is no file.
    """

    file: str
    own: str
    packaged: str = ""


def _read_words(
    project: Project, locale: str, if_missing: str
) -> tuple[CatalogFile, tuple[Diagnostic, ...]]:
    file = locate_catalog(locale)
    own, *others = project.list_layers(file)
    packaged = "".join(project.read_text(path)[0] for path in others if path.exists())
    if not own.exists():
        missing = WORDS_MISSING.at(
            file,
            1,
            f'the words of the interface are missing in the language "{locale}"',
            if_missing,
        )
        return CatalogFile(file, "", packaged), () if packaged else (missing,)
    # Several projects may share one folder of templates, by a link.
    folder = Path(os.path.realpath(own.parent))
    text, problems = read_text(folder / f"{locale}.yml", folder)
    return CatalogFile(file, text, packaged), tuple(
        replace(problem, file=file) for problem in problems
    )


def _collect_quoted(project: Project) -> frozenset[str]:
    """Collect what the project's own templates have in quotes, as they name the words."""
    return frozenset(
        found[1] or found[2]
        for path in list_files(project.theme, "**/*.html")
        for found in QUOTED.finditer(project.read_text(path)[0])
    )


def _check_default(
    project: Project, words: CatalogFile, used: frozenset[str]
) -> tuple[Diagnostic, ...]:
    if not words.own:
        return ()
    own, problems = _parse_words(words.own, words.file)
    if problems:
        return problems
    packaged = _parse_values(words.packaged, words.file)
    missing = [
        WORDS_MISSING.at(
            words.file,
            1,
            f'the key "{key}" is missing',
            f"Write a line {key}: … with the translation of “{text}”.",
        )
        for key, text in list_period_words(project.locales.default).items()
        if key not in own.value and key not in packaged
    ]
    faulty = [
        fault.at(words.file, own.find_line((key,)))
        for key, value in own.value.items()
        for fault in _check_own_word(key, value, packaged, used)
    ]
    return (*missing, *faulty)


def _check_own_word(
    key: str, text: Any, packaged: dict[str, str], used: frozenset[str]
) -> Iterator[Fault]:
    """Yield what is wrong with a text of the default language, beside the package's too."""
    if fault := _check_word(key, text):
        yield fault
    elif key in packaged and _find_values(text) != _find_values(packaged[key]):
        message = f"{key} does not have the same values in braces as in Aviso: “{packaged[key]}”"
        yield WORD_VALUES.make_fault(message, _advise_on_values(packaged[key]))
    elif packaged and key not in packaged and key not in used:
        hint = suggest(key, packaged) or "Delete the line, or use it in a template of yours."
        yield UNUSED_WORD.make_fault(f'no template uses the key "{key}"', hint)


def _check_word(key: str, text: Any) -> Fault | None:
    if not isinstance(text, str) or not text:
        return WORDS_MISSING.make_fault(f"{key} has no text", "Write it after the colon.")
    if _find_values(text) is None:
        return WORD_VALUES.make_fault(
            f"{key} has braces that cannot be read",
            "Put each name of a value between two braces, like {day}.",
        )
    return _find_fault_of_letters(key, text)


def _find_fault_of_letters(key: str, text: str) -> Fault | None:
    """Return what is wrong with the characters of a word, or None."""
    if word := next(find_misread_words(text), None):
        fault = describe_misread(word)
        return fault._replace(message=f"{key}: {fault.message}")
    if reference := find_reference(text):
        return NOT_PLAIN_TEXT.make_fault(
            f'{key} holds "{reference}", which would be shown as is',
            "Type the character itself.",
        )
    return None


def _check_words(
    project: Project, words: CatalogFile, wanted: CatalogFile | None, locale: str
) -> tuple[Diagnostic, ...]:
    marked, problems = (
        _parse_words(words.own, words.file) if words.own else (PositionedValue({}), ())
    )
    if problems or not wanted:
        return problems
    needed = {
        **_parse_values(wanted.packaged, wanted.file),
        **_parse_values(wanted.own, wanted.file),
        **list_period_words(locale),
    }
    packaged = _parse_values(words.packaged, words.file)
    default = project.locales.default
    return tuple(_compare_words(words.file, needed, marked, packaged, default))


def _parse_values(text: str, file: str) -> dict[str, Any]:
    values: dict[str, Any] = _parse_words(text, file)[0].value if text else {}
    return values


def _parse_words(text: str, file: str) -> tuple[PositionedValue, tuple[Diagnostic, ...]]:
    marked, problems = parse_yaml(text, file)
    if marked is None or problems or not isinstance(marked.value, dict):
        return PositionedValue({}), tuple(
            problems
            or [
                NO_KEYS.at(
                    file,
                    1,
                    "does not contain keys and values",
                    "Begin with a line like key: value.",
                )
            ]
        )
    return marked, ()


def _compare_words(
    file: str,
    wanted: dict[str, str],
    marked: PositionedValue,
    packaged: dict[str, str],
    default: str,
) -> Iterator[Diagnostic]:
    for key, text in wanted.items():
        if key not in marked.value and key not in packaged:
            yield WORDS_MISSING.at(
                file,
                1,
                f'the key "{key}" is missing',
                f"Write a line {key}: … with the translation of “{text}”.",
            )
    for key, text in marked.value.items():
        line = marked.find_line((key,))
        if key.endswith(ONE) and key.removesuffix(ONE) in wanted and _check_word(key, text) is None:
            # A language may have a special form for one.
            continue
        if key not in wanted:
            # The package may have dropped the key; that must not stop a build.
            all_keys = f"{locate_catalog(default)} lists all keys."
            hint = suggest(key, wanted) or all_keys
            found = UNKNOWN_WORD.at(file, line, f'unknown key "{key}"', hint)
            yield replace(found, severity="warning") if packaged else found
        elif not isinstance(text, str) or not text:
            yield WORDS_MISSING.at(
                file, line, f"{key} has no text", f"Translate “{wanted[key]}” after the colon."
            )
        elif fault := _find_fault_of_letters(key, text):
            yield fault.at(file, line)
        elif _find_values(text) != _find_values(wanted[key]):
            yield WORD_VALUES.at(
                file,
                line,
                f'{key} does not have the same values in braces as in the language "{default}"',
                _advise_on_values(wanted[key]),
            )


def _advise_on_values(text: str) -> str:
    values = sorted(_find_values(text) or ())
    if not values:
        return "Remove the braces."
    belong = "it belongs" if len(values) == 1 else "they belong"
    return f"Put {' and '.join(values)} where {belong}, and no other."


def _find_values(text: str) -> set[str] | None:
    """Return the values of a string, like {day}; None if its braces are invalid."""
    try:
        return {
            f"{{{name}}}" for _, name, _, _ in string.Formatter().parse(text) if name is not None
        }
    except ValueError:
        return None
