"""Finds Markdown extensions in mkdocs.yml that do not exist, or that refuse their options.

The only way to find out is to try: Python-Markdown loads an extension by name, and each reads its
own options.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from aviso.core.diagnostics import Diagnostic
from aviso.core.locales import are_languages_listed
from aviso.core.project import Project
from aviso.core.rules import Rule
from aviso.core.settings import CONFIGURATION
from aviso.core.suggestions import suggest
from aviso.core.yaml_positions import YamlPath

if TYPE_CHECKING:
    from collections.abc import Iterator

SAFETY = "aviso.content.safe_markdown"
# The extensions of a new project; ``fast_markdown`` supports these, in this order.
USUAL_EXTENSIONS: list[Any] = [
    "abbr",
    "admonition",
    "attr_list",
    "def_list",
    "sane_lists",
    {"toc": {"marker": ""}},
    SAFETY,
]
# A little of everything, because some options are read only when there is work for them.
SAMPLE = """\
# A heading {#one}

## Another

A [link](page.md) and *words*, `code`, HTTP, ~~gone~~ and :smile:.

- one
- two

| A | B |
| --- | --- |
| 1 | 2 |

```text
code
```

!!! note
    Words.

*[HTTP]: words
"""
RAW_HTML = "<script>a()</script>\n\n<div onclick='a()'>\n\nb <b onclick='a()'>c</b>\n\n</div>\n"
# The exceptions of Python-Markdown and its extensions for an unknown name or option.
REFUSALS = (ImportError, AttributeError, LookupError, TypeError, ValueError, re.error)

UNKNOWN_EXTENSION = Rule(
    "config/unknown-markdown-extension",
    "The settings name a Markdown extension that does not exist",
    why="Pages are written for the extensions that the settings name. Without one of them, readers "
    "would see its markup, so no site is made.",
    cure="Correct the name in mkdocs.yml, install the package that has the extension, or delete "
    "the line.",
    example="markdown_extensions: [attr_lits], in place of attr_list",
)
REFUSED_OPTIONS = Rule(
    "config/markdown-extension-options",
    "A Markdown extension does not accept the options in the settings",
    why="The extension stops at an unknown option or a wrong value, and then no page can be made.",
    cure="Look up the options in the documentation of the extension and correct them in "
    "mkdocs.yml, or delete them.",
    example="- toc: {permalinks: true}, in place of permalink",
)
UNSAFE_MARKDOWN = Rule(
    "config/markdown-safety",
    "The settings turn off the extension that keeps raw HTML out of pages",
    why="Raw HTML in a page can run a script or load something from elsewhere, and the notice "
    "promises that nothing does. The extension also tells the checks which links and pictures "
    "a page has.",
    cure="Write aviso.content.safe_markdown as the last entry of markdown_extensions in "
    "mkdocs.yml.",
)


def find_extension_problems(project: Project) -> list[Diagnostic]:
    """Return what is wrong with the Markdown extensions of a project, each at its line."""
    # Python-Markdown takes time to load, and most builds do not need it.
    if project.markdown_extensions == USUAL_EXTENSIONS:
        return []
    return list(project.make_once(_try_extensions))


def find_blocking_problems(project: Project) -> list[Diagnostic]:
    """Return the errors in mkdocs.yml that make it impossible to read pages and records.

    Other findings might only be their consequences.
    """
    settings = project.settings
    if not settings.is_sound:
        return [one for one in settings.problems if one.severity == "error"]
    languages = [] if are_languages_listed(settings.values) else project.locale_problems
    return [*languages, *find_extension_problems(project)]


def _try_extensions(project: Project) -> tuple[Diagnostic, ...]:
    settings = project.settings
    problems = [
        problem
        for name, options, path in settings.list_entries("markdown_extensions")
        for problem in _try_extension(project, name, options or {}, path)
    ]
    return tuple(problems or _try_safety(project))


def _try_extension(
    project: Project, name: str, options: dict[str, Any], path: YamlPath
) -> Iterator[Diagnostic]:
    from markdown import Markdown

    line = project.settings.find_line(*path)
    try:
        Markdown().registerExtensions((name,), {})
    except REFUSALS as error:
        yield UNKNOWN_EXTENSION.at(
            CONFIGURATION,
            line,
            f'there is no Markdown extension "{name}" here ({_write_in_words(error)})',
            suggest(name, _list_known()) or "Correct the name, install it, or delete it.",
        )
        return
    try:
        converter = Markdown()
        converter.registerExtensions((name,), {name: options})
        converter.convert(SAMPLE)
    except REFUSALS as error:
        yield REFUSED_OPTIONS.at(
            CONFIGURATION,
            line,
            f'the Markdown extension "{name}" refuses its options ({_write_in_words(error)})',
            "Correct them, or delete them.",
        )


def _try_safety(project: Project) -> Iterator[Diagnostic]:
    """All extensions together must keep raw HTML out of the pages."""
    from markdown import Markdown

    entries = list(project.settings.list_entries("markdown_extensions"))
    names = [name for name, _, _ in entries]
    options = {name: found or {} for name, found, _ in entries}
    is_there = SAFETY in names
    convert = Markdown(extensions=names, extension_configs=options).convert
    if not is_there or re.search(r"<(script|div|b)\b", convert(RAW_HTML)):
        path = entries[names.index(SAFETY)][2] if is_there else ("markdown_extensions",)
        yield UNSAFE_MARKDOWN.at(
            CONFIGURATION,
            project.settings.find_line(*path),
            "raw HTML in pages is let through"
            if is_there
            else f"the Markdown extension {SAFETY} is missing",
            f"Write {SAFETY} as the last entry of markdown_extensions.",
        )


def _write_in_words(error: BaseException) -> str:
    return " ".join(str(error.args[0] if error.args else error).split()) or type(error).__name__


def _list_known() -> list[str]:
    """Return the names of the extensions that are installed here."""
    import pkgutil
    from importlib import import_module
    from importlib.metadata import entry_points

    known = {one.name for one in entry_points(group="markdown.extensions")} | {SAFETY}
    # These come with Material, under the names of their modules.
    inside = pkgutil.iter_modules(import_module("pymdownx").__path__)
    known |= {f"pymdownx.{module.name}" for module in inside}
    return sorted(known)
