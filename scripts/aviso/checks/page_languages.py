"""Rules on the languages of pages: each page and shared text is there in every language."""

from __future__ import annotations

from collections.abc import Iterator

from aviso.checks.rendered import Sources
from aviso.checks.texts import check_text
from aviso.content.pages import SHARED, PageSource, find_pages_not_begun
from aviso.content.source_text import SourceText
from aviso.core.diagnostics import Diagnostic
from aviso.core.litter import list_files
from aviso.core.project import Project
from aviso.core.rules import Rule
from aviso.site.site import Site

PAGE_MISSING = Rule(
    "i18n/page-missing",
    "A page is missing in a language that every library has",
    why="Readers of that language would never learn what the page says.",
    cure="Write the page in the other language under the same file name, or delete it in both.",
)
PAGE_NOT_TRANSLATED = Rule(
    "i18n/page-not-translated",
    "A page is not yet translated into a language of the notice",
    why="Until it is, readers of that language find a page that only links to the text in another "
    "language.",
    cure="Write the page in that language under the same file name.",
    severity="warning",
)
NOT_BEGUN = Rule(
    "i18n/not-begun",
    "A page is in a language in which the notice has no first page",
    why="A notice has a language once its first page exists in it. Before that, nothing links to "
    "the page, and nobody would ever see it.",
    cure="Write the first page (index.md) in that language, or delete this one.",
)
SHARED_TEXT_MISSING = Rule(
    "i18n/shared-text-missing",
    "A shared text is missing in a language that every library has",
    why="Every page that includes the text would have a gap in that language.",
    cure="Write the shared text in the other language under the same file name.",
)


@PAGE_MISSING.check
def both_languages_exist(sources: Sources) -> Iterator[Diagnostic]:
    """Every page exists in every required language.

    In another language of the site, the page says where its text can be read.
    """
    written: dict[str, list[PageSource]] = {}
    for (_, name), source in sources.items():
        if not source.counterpart:
            written.setdefault(name, []).append(source)
    for (locale, name), source in sources.items():
        for other in source.project.locales.required:
            if (other, name) not in sources and source is written[name][0]:
                counterpart = source.file.replace(f"/{locale}/", f"/{other}/")
                yield Diagnostic(
                    source.file,
                    1,
                    f'the page "{name}" {_describe_lack(written[name], other)}',
                    f"Write {counterpart}, or delete this page.",
                )
        if source.counterpart:
            message = f'the page "{name}" {_describe_lack(written[name], locale)}'
            yield PAGE_NOT_TRANSLATED.at(
                source.counterpart.file,
                1,
                message,
                f"Write {source.file}; until then that page says where this one is.",
            )


def _describe_lack(written: list[PageSource], other: str) -> str:
    return (
        f'exists only in the language "{written[0].locale}"'
        if len(written) == 1
        else f'is missing in the language "{other}"'
    )


@NOT_BEGUN.check
def pages_are_in_its_languages(site: Site) -> Iterator[Diagnostic]:
    """A page is in a language of the site; nobody would see it in another."""
    system = site.notice.library.page_system if site.notice else None
    for source in find_pages_not_begun(site.project, site.id, system):
        yield Diagnostic(
            source.file,
            1,
            f'the page "{source.name}" is in the language "{source.locale}", but this notice has '
            f"no first page in it",
            f"Write the first page, docs/{site.id}/{source.locale}/index.md, or delete this one.",
        )


@SHARED_TEXT_MISSING.check
def shared_texts_are_sound(project: Project) -> Iterator[Diagnostic]:
    """Every shared text exists in every language and is valid, whether or not a page shows it."""
    for path in list_files(project.docs / SHARED, "*/*.md"):
        text, problems = project.read_text(path)
        yield from problems
        yield from check_text(SourceText(text, project.name_file(path)))
        for other in project.locales.required:
            if not project.find(f"docs/{SHARED}/{other}/{path.name}").exists():
                yield Diagnostic(
                    project.name_file(path),
                    1,
                    f'the shared text "{path.stem}" exists only '
                    f'in the language "{path.parent.name}"',
                    f"Write it for {other} as well.",
                )
