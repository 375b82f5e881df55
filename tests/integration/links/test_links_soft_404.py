"""A page that answers 200 although it is not there is told, and hardly any other one is."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from aviso.apps.links.checker import CheckedAddress
from tests.support.scripted_host import answering_as

Find = Callable[..., CheckedAddress | None]
Answer = tuple[int, dict[str, str], str]
WORDS = " ".join(f"word{number}" for number in range(60))
FRONT = f"<title>Pagewell</title><h1>Books for everybody</h1><p>{WORDS}</p>"
SHELL = '<title>Pagewell</title><div id="app"></div><script src="/app.js"></script>'
PAGES = {
    "/": FRONT,
    # Not there.
    "/title": "<title>Page not found | Pagewell</title><p>Menu</p>",
    "/number": f"<title>404</title><h1>Oops!</h1><p>{WORDS}</p>",
    "/heading": f"<title>Pagewell</title><h1>We can’t find that page</h1><p>{WORDS}</p>",
    "/text": "<title>Pagewell</title><p>The page you are looking for has been removed.</p>",
    "/no-existe": "<title>Pagewell</title><h2>La página que busca no existe</h2>",
    "/ninguna": "<h1>No encontramos esta página</h1>",
    "/doesnt": "<h1>Sorry, this document doesn't exist anymore</h1>",
    "/privacy-policy": FRONT,
    "/privacy/2019": FRONT.replace("word7 ", "") + "<p>Today: Monday</p>",
    "/short/": "<title>Welcome | Bound</title>",
    # There.
    "/privacy": f"<title>Privacy policy</title><p>{WORDS}</p>",
    "/form-404": "<title>Form 404: request for records</title>",
    "/help/page-not-found": "<h1>Page not found? What to do</h1>",
    "/lost": f"<title>Lost cards</title><p>{WORDS} {WORDS} If a page cannot be found, ask us.</p>",
    "/records": f"<h1>Records that we do not find</h1><p>{WORDS}</p>",
    "/x17": f"<title>Pagewell</title><h1>Kept for a year</h1><p>{WORDS}</p>",
    "/app/privacy": SHELL,
    "/removed": f"<h1>How to have a page about you removed</h1><p>{WORDS}</p>",
}


def careless(path: str, headers: Mapping[str, str]) -> Answer:
    if path.startswith("/app/"):
        return 200, {}, SHELL
    if path.startswith("/all/"):
        return 200, {}, f"<title>Pagewell</title><h1>Our catalog</h1><p>{WORDS}</p>"
    if path == "/temporary":
        return 302, {"Location": "/title"}, ""
    if path == "/slash":
        return 301, {"Location": "/slash/"}, ""
    if path == "/slash/":
        return 200, {}, PAGES["/title"]
    return (200, {}, PAGES[path]) if path in PAGES else (404, {}, "")


NOT_THERE = ["title", "number", "heading", "text", "no-existe", "ninguna", "doesnt", "temporary"]


@pytest.mark.parametrize("path", NOT_THERE)
def test_a_page_that_says_that_it_is_not_there_is_unsure(finding: Find, path: str) -> None:
    with answering_as(careless) as host:
        found = finding(f"{host.address}/{path}")
    assert found is not None and (found.group, found.severity) == ("unsure", "warning")
    assert found.message == "answers 200, but its page says that there is no such page"
    assert found.verdict.hint.startswith("Look in a browser.") and found.uses[0].line


def test_a_redirect_to_the_same_name_may_end_there_too(finding: Find) -> None:
    with answering_as(careless) as host:
        found = finding(f"{host.address}/slash")
    assert found is not None and found.verdict.new_address == ""
    assert "which says that there is no such page" in found.message


@pytest.mark.parametrize("path", ["privacy-policy", "privacy/2019", "all/privacy"])
def test_a_page_that_stands_in_for_another_is_unsure(finding: Find, path: str) -> None:
    with answering_as(careless) as host:
        found = finding(f"{host.address}/{path}")
    assert found is not None and found.group == "unsure"
    is_front = path != "all/privacy"
    assert ("the site’s front page" if is_front else "for every address") in found.message


@pytest.mark.parametrize(
    "path",
    [
        "privacy",
        "form-404",
        "help/page-not-found",
        "lost",
        "records",
        "x17",
        "app/privacy",
        "removed",
    ],
)
def test_a_page_that_is_there_is_sound(finding: Find, path: str) -> None:
    with answering_as(careless) as host:
        assert finding(f"{host.address}/{path}") is None


def test_other_pages_are_asked_for_once_a_host_and_only_in_doubt(
    check: Callable[..., object],
) -> None:
    with answering_as(careless) as host:
        check(*(f"{host.address}/{path}" for path in ("privacy", "x17", "x17?2", "lost", "")))
        asked = [path for path in host.asked if path not in ("/x17", "/x17?2")]
    assert sorted(asked) == ["/", "/", "/aviso-links-asks-for-no-such-page", "/lost", "/privacy"]
