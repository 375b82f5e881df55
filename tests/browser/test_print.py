"""On paper, only the last sheet is left more than half empty, and no heading ends one."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser
from pypdf import PdfReader

from tests.support.project import Project
from tests.support.site_server import served

POINTS = 72
HEIGHTS = {"Letter": 11 * POINTS, "A4": 297 / 25.4 * POINTS}


def read_lines(page: Any) -> list[tuple[float, str]]:
    """Return the height of each piece of text on a sheet above its lower edge, and the text."""
    found: list[tuple[float, str]] = []

    def take(text: str, outer: list[float], inner: list[float], *_: object) -> None:
        if text.strip():
            height = inner[4] * outer[1] + inner[5] * outer[3] + outer[5]
            found.append((height, text.strip()))

    page.extract_text(visitor_text=take)
    return found


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The rich libraries, built."""
    return Project.rich(tmp_path_factory.mktemp("print") / "project").published()


@pytest.mark.parametrize("margin", [pytest.param(1.0, marks=pytest.mark.soak), 0.4])
@pytest.mark.parametrize("paper", HEIGHTS)
def test_sheets_are_filled(paper: str, margin: float, printed: Path, browser: Browser) -> None:
    pages = sorted(printed.glob("example/**/index.html"))
    assert len(pages) > 20
    height, edge = HEIGHTS[paper], margin * POINTS
    edges = dict.fromkeys(("top", "bottom", "left", "right"), f"{margin}in")
    tab = browser.new_page()
    empty, stranded = [], []
    with served(printed) as site:
        for path in pages:
            name = path.parent.relative_to(printed).as_posix()
            tab.goto(f"{site.address}{name}/")
            headings = set(tab.locator("h2, h3, h4").all_inner_texts())
            sheets = PdfReader(io.BytesIO(tab.pdf(format=paper, margin=edges))).pages
            for number, sheet in enumerate(sheets[:-1], 1):
                lines = read_lines(sheet)
                lowest = min(at for at, _ in lines)
                if (height - edge - lowest) / (height - 2 * edge) < 0.5:
                    empty.append(f"{name}, sheet {number}")
                if next(text for at, text in lines if at == lowest) in headings:
                    stranded.append(f"{name}, sheet {number}")
    tab.close()
    assert (empty, stranded) == ([], [])


def test_the_way_to_the_same_section_shows_only_where_it_helps(
    printed: Path, browser: Browser
) -> None:
    """No tab stop more on a page in its usual state, nothing on paper, and both ways by key."""
    tab = browser.new_page(java_script_enabled=True)
    with served(printed) as site:
        tab.goto(f"{site.address}example/choices/")
        links = tab.locator(".elsewhere a")
        assert links.count() > 2
        assert not any(links.nth(number).is_visible() for number in range(links.count()))
        anchor = tab.locator("h2:has(+ .elsewhere)").nth(1).get_attribute("id")
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
        back = [one for one in tab.locator(".elsewhere a").all() if one.is_visible()]
        assert [one.inner_text() for one in back] == ["This section in English"]
        assert tab.locator(f"#{anchor}").is_visible()
    tab.close()
