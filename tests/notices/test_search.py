"""What people ask the search of each notice finds its answer first."""

from __future__ import annotations

from collections import ChainMap

import pytest
import yaml
from playwright.sync_api import Browser

from tests.support.asked import TABLES, ask, read_table
from tests.support.built_sites import BuiltSite, Sites
from tests.support.paths import ROOT
from tests.support.site_server import SiteServer
from tests.support.sources import FRONT, LOCALES

GROUPS = ROOT / "overrides/search"
# So much of what is asked must find its answer first, on each notice.
RIGHT = 0.95
# The tables, and how many queries each has. All but the first were written before
# their first run.
FILES = {"asked": 40, "held-out": 20, "fresh": 30, "second": 15, "third": 20}


@pytest.mark.parametrize("locale", LOCALES)
def test_what_people_ask_finds_its_answer_first(
    site: BuiltSite, locale: str, browser: Browser, server: SiteServer
):
    if site.id == FRONT:
        pytest.skip("the front page answers no question about a library")
    tables = [read_table(TABLES / f"{name}.{locale}.yml") for name in FILES]
    assert [len(table) for table in tables] == [*FILES.values()]
    page = browser.new_page()
    answers = ask(page, f"{server.address}{site.id}/", site, locale, ChainMap(*tables))
    page.close()
    wrong = [str(answer) for answer in answers if not answer.is_right]
    assert len(answers) == sum(FILES.values()) and 1 - len(wrong) / len(answers) >= RIGHT, wrong


def test_a_place_that_the_search_shows_first_is_on_one_of_the_notices(sites: Sites):
    known = {
        place
        for site in map(sites.__getitem__, sites.sources.library_ids)
        for page in site.in_locale("en")
        for place in (f"{page.name}.md", *(f"{page.name}.md#{one}" for one in page.ids))
    }
    first = yaml.safe_load((GROUPS / "first.yml").read_text("utf-8"))
    assert [place for places in first.values() for place in places if place not in known] == []
    assert first and all(first.values())


@pytest.mark.parametrize("locale", LOCALES)
def test_every_group_has_words_in_each_language(locale: str):
    first = yaml.safe_load((GROUPS / "first.yml").read_text("utf-8"))
    words = yaml.safe_load((GROUPS / f"{locale}.yml").read_text("utf-8"))
    assert sorted(words) == sorted(first) and all(words.values())
