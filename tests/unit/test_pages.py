"""Which Markdown files are a library's pages, and in which order they stand in the menu."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from aviso.content.pages import FRONT, MENU, PageSource, find_pages, make_menu_key
from aviso.core.project import Project
from tests.support.paths import ROOT


def write(root: Path, *names: str) -> None:
    """Make pages below docs/, in a project with the languages of this one."""
    shutil.copy(ROOT / "mkdocs.yml", root)
    for name in names:
        path = root / "docs" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"---\ntitle: {name}\ndescription: x\n---\n# {name}\n", "utf-8")


def names(root: Path, library: str, system: str | None = None, locale: str = "en") -> list[str]:
    """The names of a library's pages in one language."""
    return [
        name
        for page_locale, name in find_pages(Project(root), library, system)
        if page_locale == locale
    ]


def test_the_menu_has_its_order_and_own_pages_come_before_the_last_three() -> None:
    found = [
        "search",
        "about",
        "zines",
        "index",
        "documents",
        "choices",
        "art",
        "laws",
        "collect",
        "desk-card",
    ]
    assert sorted(found, key=make_menu_key) == [
        "index",
        "collect",
        "choices",
        "art",
        "zines",
        "laws",
        "documents",
        "about",
        "desk-card",
        "search",
    ]


def test_every_page_of_the_menu_stands_where_the_menu_says() -> None:
    assert sorted(MENU, key=make_menu_key) == list(MENU)


def test_pages_are_found_in_both_languages_in_the_order_of_the_menu(tmp_path: Path) -> None:
    write(
        tmp_path,
        "a/en/choices.md",
        "a/en/index.md",
        "a/es/index.md",
        "a/es/choices.md",
        "_pages/en/about.md",
        "_pages/es/about.md",
    )
    assert list(find_pages(Project(tmp_path), "a")) == [
        (locale, name) for locale in ("en", "es") for name in ("index", "choices", "about")
    ]


def test_a_page_of_ones_own_goes_before_that_of_the_system_and_that_before_the_common_one(
    tmp_path: Path,
) -> None:
    write(
        tmp_path,
        "member/en/index.md",
        "system/en/index.md",
        "system/en/about.md",
        "_pages/en/about.md",
        "_pages/en/laws.md",
    )
    files = {
        name: source.file
        for (_, name), source in find_pages(Project(tmp_path), "member", "system").items()
    }
    assert files == {
        "index": "docs/member/en/index.md",
        "laws": "docs/_pages/en/laws.md",
        "about": "docs/system/en/about.md",
    }


def test_the_front_page_has_the_search_and_no_other_common_page(tmp_path: Path) -> None:
    write(tmp_path, "_front/en/index.md", "_pages/en/search.md", "_pages/en/about.md")
    assert names(tmp_path, FRONT) == ["index", "search"]


def test_a_library_without_a_folder_has_the_common_pages(tmp_path: Path) -> None:
    write(tmp_path, "_pages/en/about.md")
    assert names(tmp_path, "nowhere") == ["about"]


@pytest.mark.parametrize(
    ("locale", "name", "url"),
    [
        ("en", "index", ""),
        ("en", "laws", "laws/"),
        ("es", "index", "es/"),
        ("es", "laws", "es/laws/"),
    ],
)
def test_english_is_at_the_root_and_spanish_below_es(locale: str, name: str, url: str) -> None:
    assert PageSource(name, locale, Path("x.md"), Project(Path())).url == url


def page(tmp_path: Path, text: str) -> PageSource:
    """A page with this text."""
    path = tmp_path / "docs" / "a" / "en" / "index.md"
    path.parent.mkdir(parents=True)
    path.write_bytes(text.encode())
    return PageSource("index", "en", path, Project(tmp_path))


def test_a_page_is_divided_into_its_head_and_its_text(tmp_path: Path) -> None:
    source = page(tmp_path, "---\ntitle: 'Yes: you'\ndescription: x\n---\n# Hello\n\n---\n")
    assert source.meta == {"title": "Yes: you", "description": "x"}
    assert (source.markdown, source.first_line, source.find_meta_line("description")) == (
        "# Hello\n\n---\n",
        5,
        3,
    )


def test_line_ends_of_windows_make_no_difference(tmp_path: Path) -> None:
    source = page(tmp_path, "---\r\ntitle: x\r\ndescription: y\r\n---\r\n# Hello\r\n")
    assert (source.meta, source.markdown) == ({"title": "x", "description": "y"}, "# Hello\n")


@pytest.mark.parametrize("text", ["# Hello\n", "---\n# Hello\n", "\n---\ntitle: x\n---\n# Hello\n"])
def test_a_page_without_a_head_is_all_text(tmp_path: Path, text: str) -> None:
    source = page(tmp_path, text)
    assert (source.meta, source.markdown, source.first_line) == ({}, text, 1)
