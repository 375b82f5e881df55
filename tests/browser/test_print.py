"""On paper, only the last sheet is left more than half empty, and no heading ends one."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.support.project import Project
from tests.support.repeats import at_each_change
from tests.support.sheets import HEIGHTS, POINTS, Printed
from tests.support.site_server import served

# The links from a heading to the same section in another language.
WAYS = ":is(h2, h3, h4) + a"


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The rich libraries, built."""
    return Project.rich(tmp_path_factory.mktemp("print") / "project").published()


# Every third page, from another one on: all pages have a turn in the long tests.
@pytest.mark.parametrize("first", at_each_change(range(3), 3))
@pytest.mark.parametrize("margin", [pytest.param(1.0, marks=pytest.mark.soak), 0.4])
@pytest.mark.parametrize("paper", ["Letter", pytest.param("A4", marks=pytest.mark.soak)])
def test_sheets_are_filled(
    paper: str, margin: float, first: int, printed: Path, browser: Browser
) -> None:
    pages = sorted(printed.glob("example/**/index.html"))[first::3]
    assert len(pages) > 6
    edges = dict.fromkeys(("top", "bottom", "left", "right"), f"{margin}in")
    tab = browser.new_page()
    empty, stranded = [], []
    with served(printed) as site:
        for path in pages:
            name = path.parent.relative_to(printed).as_posix()
            tab.goto(f"{site.address}{name}/")
            headings = set(tab.locator("h2, h3, h4").all_inner_texts())
            sheets = Printed(tab.pdf(format=paper, margin=edges), HEIGHTS[paper], margin * POINTS)
            empty += [f"{name}, sheet {number}" for number in sheets.empty()]
            stranded += [f"{name}, sheet {number}" for number in sheets.stranded(headings)]
    tab.close()
    assert (empty, stranded) == ([], [])


def test_the_way_to_the_same_section_shows_only_where_it_helps(
    printed: Path, browser: Browser
) -> None:
    """No extra tab stop on an ordinary page, nothing on paper, and both directions by keyboard."""
    tab = browser.new_page(java_script_enabled=True)
    with served(printed) as site:
        tab.goto(f"{site.address}example/choices/")
        links = tab.locator(WAYS)
        assert links.count() > 2
        assert not any(links.nth(number).is_visible() for number in range(links.count()))
        anchor = tab.locator("h2:has(+ a)").nth(1).get_attribute("id")
        tab.goto(f"{site.address}example/choices/#{anchor}")
        shown = [one for one in links.all() if one.is_visible()]
        assert len(shown) == 1
        assert shown[0].inner_text() == "Esta sección en español"
        assert shown[0].get_attribute("lang") == "es"
        tab.emulate_media(media="print")
        assert not shown[0].is_visible()
        tab.emulate_media(media="screen")
        shown[0].focus()
        tab.keyboard.press("Enter")
        tab.wait_for_url(f"**/es/opciones/#{anchor}")
        back = [one for one in tab.locator(WAYS).all() if one.is_visible()]
        assert [one.inner_text() for one in back] == ["This section in English"]
        assert tab.locator(f"#{anchor}").is_visible()
        tab.goto(f"{site.address}example/laws/")
        law = tab.locator("section.law").nth(1)
        tab.goto(f"{site.address}example/laws/#{law.get_attribute('id')}")
        assert law.locator("h3 + a").is_visible()
        assert len([one for one in tab.locator(WAYS).all() if one.is_visible()]) == 1
        tab.goto(f"{site.address}example/laws/#content")
        assert not any(one.is_visible() for one in tab.locator(WAYS).all())
    tab.close()
