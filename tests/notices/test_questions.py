"""Ten questions of patrons are answered on the cards of the first page, or one screen behind one.

The questions, and words of each answer, are in ``tests/notices/facts/questions.yml``.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import pypdf
import pytest
import yaml
from playwright.sync_api import Browser

from tests.support.built_sites import Sites
from tests.support.paths import ROOT
from tests.support.site_server import SiteServer
from tests.support.sources import LOCALES
from tests.support.watching import Watch, watched

QUESTIONS: list[dict[str, Any]] = yaml.safe_load(
    (ROOT / "tests/notices/facts/questions.yml").read_text("utf-8")
)
ABOUT = ("sonoma", "santa-monica", "westchester")
PHONE = {"width": 390, "height": 844}
# Whether the innermost element with these words has its beginning on the first screen.
ON_SCREEN = """words => {
  const plain = each => each.textContent.replace(/\\s+/g, " ");
  const holding = [...document.querySelectorAll("main *")].filter(each =>
    plain(each).includes(words) && ![...each.children].some(one => plain(one).includes(words)));
  return holding.some(each => {
    const { top, bottom, height } = each.getBoundingClientRect();
    return height > 0 && bottom > 0 && top < innerHeight;
  });
}"""


# The other languages are tried in the long run.
EACH_LOCALE = [LOCALES[0], *(pytest.param(one, marks=pytest.mark.soak) for one in LOCALES[1:])]


@pytest.fixture
def phone(browser: Browser, server: SiteServer) -> Iterator[Watch]:
    """A phone without JavaScript."""
    with watched(browser, server.address, java_script_enabled=False, viewport=PHONE) as watch:
        yield watch


@pytest.mark.parametrize("locale", EACH_LOCALE)
@pytest.mark.parametrize("site_id", ABOUT)
def test_ten_questions_are_answered(sites: Sites, site_id: str, locale: str, phone: Watch) -> None:
    assert len(QUESTIONS) == 10
    first = f"{site_id}/{sites[site_id].page(locale, 'index').url}"
    unanswered = []
    for question in QUESTIONS:
        words = question[site_id][locale]
        phone.visit(first)
        cards = phone.page.locator(".doors > li")
        box = cards.first.bounding_box()
        assert cards.count() == 6 and box is not None and box["y"] < PHONE["height"]
        card = cards.nth(question["card"])
        if words in " ".join(card.inner_text().split()):
            continue
        card.locator("h3 a").click()
        phone.page.wait_for_load_state()
        if not phone.page.evaluate(ON_SCREEN, words):
            unanswered.append(question["asks"])
    assert unanswered == []


def test_words_below_the_first_screen_are_no_answer(phone: Watch) -> None:
    phone.page.set_content("<main><p>above</p><p style='margin-top: 900px'>below</p></main>")
    assert phone.page.evaluate(ON_SCREEN, "above") and not phone.page.evaluate(ON_SCREEN, "below")


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("site_id", ABOUT)
def test_a_first_page_takes_three_sheets_of_paper(
    sites: Sites, site_id: str, locale: str, phone: Watch
) -> None:
    assert _count_sheets(sites, site_id, locale, "index", phone) <= 3


@pytest.mark.parametrize("locale", EACH_LOCALE)
@pytest.mark.parametrize("site_id", ABOUT)
def test_the_companies_take_four_sheets_of_paper(
    sites: Sites, site_id: str, locale: str, phone: Watch
) -> None:
    assert _count_sheets(sites, site_id, locale, "companies", phone) <= 4


def _count_sheets(sites: Sites, site_id: str, locale: str, name: str, watch: Watch) -> int:
    watch.visit(f"{site_id}/{sites[site_id].page(locale, name).url}")
    return len(pypdf.PdfReader(io.BytesIO(watch.page.pdf(format="Letter"))).pages)
