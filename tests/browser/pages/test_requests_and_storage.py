"""A page requests three files of its own site, and stores nothing."""

from __future__ import annotations

from playwright.sync_api import Browser

from tests.support.built_sites import BuiltPage, resolved
from tests.support.editions import pages_of, part_of
from tests.support.site_server import SiteServer
from tests.support.watching import Watch, watched


def test_nothing_is_kept_sent_elsewhere_or_complained_of_with_javascript(
    edition, window: Watch, server: SiteServer
):
    before = len(server.asked)
    for _, url in pages_of(edition):
        window.visit(url)
        assert window.kept() == [], url
    window.assert_quiet()
    assert [
        each.path for each in server.asked[before:] if each.cookie or each.method != "GET"
    ] == []


def test_a_page_that_keeps_and_asks_elsewhere_is_found(window: Watch):
    # Not a page of a site: its policy would stop the request.
    window.page.goto(f"{window.address}example/assets/icon.svg")
    window.page.evaluate(
        "localStorage.setItem('a', 'b'); sessionStorage.setItem('a', 'b'); "
        "document.cookie = 'c=d'; indexedDB.open('e')"
    )
    window.page.evaluate("fetch('http://elsewhere.test/').catch(() => 0)")
    window.page.evaluate("console.log('said')")
    assert {each.split(":")[0] for each in window.kept()} >= {
        "localStorage",
        "sessionStorage",
        "cookies",
        "databases",
        "c",
    }
    assert window.elsewhere == ["http://elsewhere.test/"]
    assert any("said" in each for each in window.complaints)


def test_a_first_visit_asks_for_three_files(edition, browser: Browser, server: SiteServer):
    site, _ = edition
    names = {"index", "about", "search"}
    assert names - {page.name for page, _ in pages_of(edition)} <= {"about"}
    for page, url in pages_of(edition):
        if page.name in names:
            before = len(server.asked)
            with watched(browser, server.address) as watch:
                watch.visit(url)
                watch.page.wait_for_load_state("networkidle")
            asked = [
                each.path.removeprefix("/" + part_of(site.id)) for each in server.asked[before:]
            ]
            allowed = [page.url, "assets/notice.css", _icon(page), *_own_files(page)]
            assert sorted(asked) == sorted(set(asked)) and set(asked) <= set(allowed), url
            assert {page.url, "assets/notice.css"} <= set(asked), url
            assert len(asked) <= 3 + len(_own_files(page)), url
            # A logo is the icon too, so that it is asked for once.
            assert {resolved(page, image.get("src")) for image in page.document.iter("img")} <= {
                resolved(page, page.link("icon"))
            }, url


def _icon(page: BuiltPage) -> str:
    return resolved(page, page.link("icon")).removeprefix("https://here.test/")


def _own_files(page: BuiltPage) -> list[str]:
    """Return the files that a page needs besides its style sheet and icon: the search has a script
    and an index."""
    return ["assets/search.js", f"{page.url}index.json"] if page.name == "search" else []


def test_no_page_is_heavy(edition):
    site, locale = edition
    style = len((site.folder / "assets/notice.css").read_bytes())
    assert style < 60_000
    assert [str(page) for page in site.in_locale(locale) if len(page.html.encode()) > 150_000] == []
