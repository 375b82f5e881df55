"""What the search page keeps and sends: nothing."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.support.search_pages import SCRIPT, search


@pytest.mark.parametrize("locale", ["en", "es"])
def test_nothing_typed_leaves_the_page_and_nothing_is_kept(opened, site, complaints, locale):
    page = opened(locale)
    requested = []
    page.context.on("request", lambda request: requested.append(request))
    before = page.url
    page.get_by_role("searchbox").press_sequentially("hoopla", delay=10)
    expect(page.locator(".search-results a")).to_have_count(1)
    search(page, "a secret worry")
    assert page.url == before
    assert page.evaluate("history.length") == 2
    assert sorted(each.url for each in requested) == [
        f"{site.address}/{locale}/search/{name}.json" for name in ("index", "words")
    ]
    search(page, "hoopla")
    page.locator(".search-results a").click()
    page.wait_for_url(f"{site.address}/{locale}/companies/#hoopla")
    said = site.requests + [f"{each.url} {each.headers} {each.post_data}" for each in requested]
    # The page's own path has "search" in it; what was typed stands nowhere.
    assert [
        each
        for each in said
        if re.search("secret|worry|hoopla(?!$| )", each.replace("#hoopla", ""))
    ] == []
    assert [each.url for each in requested if not each.url.startswith(site.address)] == []
    assert page.context.storage_state(indexed_db=True) == {"cookies": [], "origins": []}
    assert [each for each in complaints if "404" not in each] == []


def test_storage_stays_empty_on_the_page_itself(opened):
    page = opened("es")
    search(page, "biblioteca")
    kept = page.evaluate(
        """async () => ({
            local: localStorage.length, session: sessionStorage.length, cookie: document.cookie,
            databases: (await indexedDB.databases()).length, caches: (await caches.keys()).length,
            workers: (await navigator.serviceWorker.getRegistrations()).length,
        })"""
    )
    assert kept == {
        "local": 0,
        "session": 0,
        "cookie": "",
        "databases": 0,
        "caches": 0,
        "workers": 0,
    }


def test_the_page_asks_for_its_script_its_index_and_the_words_of_people_alone(opened, site):
    search(opened("es"), "biblioteca")
    paths = [line.split()[1] for line in site.requests]
    assert paths[:2] == ["/es/search/", "/assets/search.js"]
    assert sorted(paths[2:]) == ["/es/search/index.json", "/es/search/words.json"]


def test_the_index_waits_until_somebody_is_about_to_search(opened, site):
    page = opened("es")
    page.wait_for_load_state("networkidle")
    assert [line for line in site.requests if ".json" in line] == []
    page.get_by_role("searchbox").focus()
    page.wait_for_load_state("networkidle")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.get_by_role("searchbox").fill("biblioteca")
    expect(page.get_by_role("status")).not_to_have_text("")
    assert len([line for line in site.requests if ".json" in line]) == 2


def test_the_index_is_fetched_without_credentials_or_referrer(opened, site):
    page = opened("es", extra_http_headers={})
    page.context.add_cookies([{"name": "other", "value": "tool", "url": site.address}])
    page.reload(wait_until="networkidle")
    search(page, "biblioteca")
    index = [line for line in site.requests if ".json" in line]
    assert len(index) == 2
    assert [line for line in index if "other=tool" in line or "http:" in line] == []


FORBIDDEN = (
    r"localStorage|sessionStorage|indexedDB|caches|cookie|serviceWorker|eval\(|Function\(|"
    r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|sendBeacon|XMLHttpRequest|"
    r"WebSocket|EventSource|import\(|https?:|sourceMapping|history|location"
)


def test_the_shipped_script_names_nothing_that_could_store_send_or_evaluate():
    assert re.findall(FORBIDDEN, SCRIPT.read_text(encoding="utf-8")) == []


def test_the_shipped_script_is_small():
    assert len(SCRIPT.read_bytes()) < 25_000
