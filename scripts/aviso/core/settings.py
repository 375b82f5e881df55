"""Reads the settings in mkdocs.yml, each with its line, and reports those in a wrong form.

MkDocs accepts some of them as a list or as keys with values, and has tags that read a value from
the environment. Aviso reads the same forms, but no value from outside the file: the same files make
the same pages on every computer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from aviso.core import safe_files
from aviso.core.diagnostics import Diagnostic, has_errors
from aviso.core.rules import Rule
from aviso.core.yaml_positions import PositionedValue, YamlPath, parse_yaml
from aviso.core.yaml_rules import NO_KEYS, TAG
from aviso.core.yaml_tags import TaggedValue

CONFIGURATION = "mkdocs.yml"
OF_EVERY_LIBRARY = "languages_of_every_library"
# The tags that MkDocs and its themes use. They are allowed in settings that Aviso does not read.
MKDOCS_TAGS = ("!ENV", "!relative", "!!python/name:", "!!python/object/apply:")
START_OVER = "Write it again, or copy it from a project that aviso init makes."

WRONG_FORM = Rule(
    "config/wrong-form",
    "A setting has the wrong form",
    why="A list, a text and a group of keys each mean something different. If one is in place of "
    "another, nobody can tell what was meant, and nothing can be built.",
    cure="Write the setting in the form that the message names. Most often a hyphen, a colon or "
    "some spaces at the beginning of a line are missing.",
    example="extra: [en, es], in place of extra: {languages_of_every_library: [en, es]}",
)
VALUE_FROM_OUTSIDE = Rule(
    "config/value-from-outside",
    "A setting that Aviso needs takes its value from outside mkdocs.yml",
    why="The same files must make the same pages on every computer. A value from the environment "
    "or from a program would be different elsewhere.",
    cure="Write the value itself in mkdocs.yml, without the tag that begins with an exclamation "
    "mark.",
    example="site_url: !ENV SITE_ADDRESS",
)


@dataclass(frozen=True)
class Settings:
    """The settings in mkdocs.yml, every scalar as a string, and the problems with their form.

    ``values`` leaves out settings in a wrong form, so that callers can rely on the rest.
    """

    values: dict[str, Any] = field(default_factory=dict)
    marked: PositionedValue = field(default_factory=lambda: PositionedValue({}))
    problems: tuple[Diagnostic, ...] = ()

    @property
    def is_sound(self) -> bool:
        """Tell whether the settings can be relied on."""
        return not has_errors(self.problems)

    def find_line(self, *path: str | int) -> int:
        """Return the line of a setting, or of the nearest one above it."""
        return self.marked.find_line(path)

    def list_entries(self, name: str) -> Iterator[tuple[str, Any, YamlPath]]:
        """Yield each entry of a list of plugins, hooks or extensions: name, options and path."""
        yield from list_entries(self.values.get(name), (name,))


def list_entries(found: Any, path: YamlPath) -> Iterator[tuple[str, Any, YamlPath]]:
    """Yield name, options and path of each entry, from a list or from keys with options."""
    if isinstance(found, dict):
        for name, options in found.items():
            yield name, options, (*path, name)
    for index, entry in enumerate(found if isinstance(found, list) else ()):
        if isinstance(entry, str):
            yield entry, None, (*path, index)
        elif isinstance(entry, dict):
            for name, options in entry.items():
                yield name, options, (*path, index, name)


def read_settings(path: Path) -> Settings:
    """Read mkdocs.yml at ``path``. Nothing is raised: an unreadable file is one of the problems."""
    # Links are allowed here: a project may share its settings with another one.
    text, problems = safe_files.read_text(path, None, name=CONFIGURATION)
    if not text:
        return Settings(problems=tuple(replace(one, hint=START_OVER) for one in problems))
    marked, faults = parse_yaml(text, CONFIGURATION, MKDOCS_TAGS)
    problems += faults
    if marked is None:
        return Settings(problems=tuple(problems))
    if not isinstance(marked.value, dict):
        hint = "Begin with a line like key: value."
        problems.append(NO_KEYS.at(CONFIGURATION, 1, "does not contain keys and values", hint))
        return Settings(marked=marked, problems=tuple(problems))
    values = dict(marked.value)
    for fault in _check_forms(values, marked):
        problems.append(fault)
    return Settings(_drop_faulty(values), marked, tuple(problems))


# Forms


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def _is_group(value: Any) -> bool:
    return isinstance(value, dict)


def _is_text_list(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(one, str) for one in value)


def _is_text_or_group(value: Any) -> bool:
    return isinstance(value, str | dict)


def _is_listing(value: Any) -> bool:
    return isinstance(value, list | dict)


# Each setting that Aviso reads, the form that it needs, the name of the form, and an example.
FORMS: dict[tuple[str, ...], tuple[Callable[[Any], bool], str, str]] = {
    ("site_url",): (_is_text, "one address", "site_url: https://privacy.my-town.org/"),
    ("site_name",): (_is_text, "one text", 'site_name: "Privacy notices"'),
    ("docs_dir",): (_is_text, "one text", "docs_dir: docs"),
    ("use_directory_urls",): (_is_text, "true", "use_directory_urls: true"),
    ("theme",): (
        _is_text_or_group,
        "a name, or keys with values",
        "theme: {name: material, custom_dir: overrides, font: false}",
    ),
    ("theme", "name"): (_is_text, "one text", "name: material"),
    ("theme", "custom_dir"): (_is_text, "one text", "custom_dir: overrides"),
    ("hooks",): (_is_text_list, "a list of files", "hooks: [scripts/hooks.py]"),
    ("plugins",): (
        _is_listing,
        "a list of names, each with its options below it",
        "a hyphen before each name",
    ),
    ("markdown_extensions",): (
        _is_listing,
        "a list of names, each with its options below it",
        "a hyphen before each name",
    ),
    ("extra",): (_is_group, "keys with values", f"extra: {{{OF_EVERY_LIBRARY}: [en, es]}}"),
    ("extra", OF_EVERY_LIBRARY): (
        _is_text_list,
        "a list of the codes of languages",
        f"{OF_EVERY_LIBRARY}: [en, es]",
    ),
}
# The lists whose entries must be a name, or one name with options.
LISTINGS = ("plugins", "markdown_extensions")


def _check_forms(values: dict[str, Any], marked: PositionedValue) -> Iterator[Diagnostic]:
    for path, (has_form, form, example) in FORMS.items():
        found: Any = values
        for key in path:
            found = found.get(key) if isinstance(found, dict) else None
        # An empty setting counts as missing.
        if found is not None and not has_form(found):
            yield _report(path, found, form, f"Write {example}.", marked.find_line(path))
    for name in LISTINGS:
        yield from _check_listing(name, values.get(name), marked)


def _check_listing(name: str, found: Any, marked: PositionedValue) -> Iterator[Diagnostic]:
    for index, entry in enumerate(found if isinstance(found, list) else ()):
        line = marked.find_line((name, index))
        if isinstance(entry, dict) and len(entry) > 1:
            first, *others = entry
            yield WRONG_FORM.at(
                CONFIGURATION,
                line,
                f'an entry of "{name}" has several keys: {", ".join(map(str, entry))}',
                f'If "{others[0]}" is an option of "{first}", begin its line with more spaces; '
                "if not, give it a hyphen of its own.",
            )
        elif not isinstance(entry, str | dict):
            hint = "Write the name after the hyphen, or delete the hyphen."
            yield _report((name, index), entry, "a name", hint, line)
    for entry, options, path in list_entries(found, (name,)):
        if not isinstance(options, dict | None):
            hint = f'Write the options of "{entry}" below its name, one a line, like key: value.'
            yield _report((name, entry), options, "keys with values", hint, marked.find_line(path))
        else:
            yield from _check_options(name, entry, options or {}, path, marked)


def _check_options(
    name: str, entry: str, options: dict[str, Any], path: YamlPath, marked: PositionedValue
) -> Iterator[Diagnostic]:
    is_language_list = (name, entry) == ("plugins", "i18n")
    for key, value in options.items():
        tagged = next(_find_tags(value), None)
        if tagged and (name == "markdown_extensions" or (is_language_list and key == "languages")):
            yield _report_tag(f"{entry}: {key}", tagged, marked.find_line((*path, key)))
    languages = options.get("languages")
    if is_language_list and not isinstance(languages, list | TaggedValue | None):
        hint = "Write a hyphen and {locale: en, name: English, default: true} for each."
        line = marked.find_line((*path, "languages"))
        yield _report(("i18n", "languages"), languages, "a list of languages", hint, line)


def _find_tags(value: Any) -> Iterator[TaggedValue]:
    """Yield every value with a tag in a value."""
    if isinstance(value, TaggedValue):
        yield value
    else:
        inner = value.values() if isinstance(value, dict) else value
        for one in inner if isinstance(value, dict | list) else ():
            yield from _find_tags(one)


def _report(path: YamlPath, found: Any, form: str, hint: str, line: int) -> Diagnostic:
    name = ": ".join(str(one + 1 if isinstance(one, int) else one) for one in path)
    if isinstance(found, TaggedValue):
        return _report_tag(name, found, line)
    return WRONG_FORM.at(
        CONFIGURATION, line, f'"{name}" is {_describe(found)}; it must be {form}', hint
    )


def _report_tag(name: str, found: TaggedValue, line: int) -> Diagnostic:
    rule = VALUE_FROM_OUTSIDE if found.tag.startswith(MKDOCS_TAGS) else TAG
    return rule.at(
        CONFIGURATION,
        line,
        f'"{name}" takes its value from outside the file ("{found.tag}")',
        "Write the value itself.",
    )


def _describe(found: Any) -> str:
    if isinstance(found, dict):
        return "a group of keys with values"
    if isinstance(found, list):
        return "a list"
    return "empty" if found is None else f'the text "{found}"'


def _drop_faulty(values: dict[str, Any]) -> dict[str, Any]:
    """Return the settings without those in a wrong form."""
    kept = {
        name: value
        for name, value in values.items()
        if (name,) not in FORMS or value is None or FORMS[name,][0](value)
    }
    for outer, inner in (path for path in FORMS if len(path) == 2):
        group = kept.get(outer)
        if isinstance(group, dict) and not FORMS[outer, inner][0](group.get(inner)):
            kept[outer] = {key: value for key, value in group.items() if key != inner}
    return kept
