"""Turns pages and shared texts into translation units."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from aviso.content.outline import HEADING_ID, find_written_headings, get_page_text
from aviso.content.pages import EVERY_LIBRARY, FRONT, SHARED, PageSource, find_begun_locales
from aviso.core.package import PREFIX
from aviso.core.project import Project
from aviso.i18n.memory import SHARED_OWNER
from aviso.i18n.units import TranslationUnit, UnitText


def list_shared_prose_units(project: Project) -> list[TranslationUnit]:
    """Return the pages that every library has, the front page, and the texts that pages include."""
    # Every site needs them; they are read once for the project.
    return [
        *project.make_once(_list_shared_folder_units, EVERY_LIBRARY),
        *project.make_once(_list_shared_folder_units, FRONT),
        *list_shared_text_units(project),
    ]


def _list_shared_folder_units(project: Project, folder: str) -> list[TranslationUnit]:
    required = find_begun_locales(project, FRONT) if folder == FRONT else project.locales.required
    return list_folder_units(project, folder, f"{SHARED_OWNER}/{folder}", required)


def list_folder_units(
    project: Project, folder: str, owner: str, required: Iterable[str]
) -> list[TranslationUnit]:
    """Return the sections of all pages in a folder of ``docs/``.

    ``required`` are the languages that no section may lack.
    """
    pages: dict[str, dict[str, PageSource]] = {}
    for locale in project.locales.locales:
        for path in project.list_files(f"docs/{folder}/{locale}", ".md").values():
            source = PageSource(path.stem, locale, path, project)
            pages.setdefault(path.stem, {})[locale] = source
    required = tuple(required)
    return [
        unit
        for name, sources in pages.items()
        for unit in list_page_units(f"{owner}/{name}", sources, required)
    ]


def list_page_units(
    key: str, sources: dict[str, PageSource], required: Iterable[str]
) -> list[TranslationUnit]:
    """Return the sections of one page, keyed by the ids of their headings.

    The text above the first section belongs to the page itself.
    """
    units: dict[str, TranslationUnit] = {}
    for locale, source in sources.items():
        for anchor, text in split_sections(source):
            name = f"{key}#{anchor}" if anchor else key
            units.setdefault(name, TranslationUnit(name)).texts[locale] = text
    example = next(iter(sources.values()))
    # A missing page belongs in the project.
    example_file = example.file.removeprefix(PREFIX)
    expected_files = {
        locale: example_file.replace(f"/{example.locale}/", f"/{locale}/")
        for locale in dict.fromkeys((*required, *sources))
    }
    for unit in units.values():
        unit.expected_files = expected_files
    return list(units.values())


def split_sections(source: PageSource) -> Iterator[tuple[str, UnitText]]:
    """Yield the id and the text of each section of a page.

    The first has no id: it has the title, the description and the text above the sections.
    """
    if not source.is_readable:
        return
    text = get_page_text(source)
    starts = [
        (position, found[1])
        for position, level, words in find_written_headings(text)
        if level > 1 and (found := HEADING_ID.search(words))
    ]
    ends = [*(position for position, _ in starts), len(text.text)]
    head = "\n\n".join(source.meta.get(key, "") for key in ("title", "description"))
    yield "", UnitText(f"{head}\n\n{text.text[: ends[0]]}", source.file, 1)
    for (start, anchor), end in zip(starts, ends[1:], strict=True):
        line = text.first_line + text.text.count("\n", 0, start)
        yield anchor, UnitText(text.text[start:end], source.file, line)


def list_shared_text_units(project: Project) -> list[TranslationUnit]:
    """Return the texts of ``docs/_shared/``, one unit each."""
    units: dict[str, TranslationUnit] = {}
    for locale in project.locales.locales:
        for path in project.list_files(f"docs/{SHARED}/{locale}", ".md").values():
            text, _ = project.read_text(path)
            if text:
                key = f"{SHARED_OWNER}/{SHARED}/{path.stem}"
                unit = units.setdefault(key, _make_shared_text_unit(project, key, path.name))
                unit.texts[locale] = UnitText(text, project.name_file(path), 1)
    return list(units.values())


def _make_shared_text_unit(project: Project, key: str, file_name: str) -> TranslationUnit:
    expected_files = {
        locale: f"docs/{SHARED}/{locale}/{file_name}" for locale in project.locales.required
    }
    return TranslationUnit(key, expected_files=expected_files)
