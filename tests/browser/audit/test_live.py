"""The audit of a live site finds everything that a host or a proxy adds, leaves out or changes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from aviso.apps.audit.browser import Visitor
from aviso.apps.audit.live_site import LiveSite, audit_live
from aviso.apps.audit.rules import SHORT_NAMES
from aviso.build.file_digests import digest
from tests.support.careless_hosts import SITE_MAP, hosting, write_site

Hosted = Callable[..., str]


def listing(site: Path) -> dict[str, tuple[int, str]]:
    """The files of a site as its stamp lists them."""
    names = [
        path.relative_to(site).as_posix()
        for path in site.rglob("*")
        if path.is_file() and path.name != "sitemap.xml"
    ]
    return {name: (len(content := (site / name).read_bytes()), digest(content)) for name in names}


def audited(browser: Visitor, site: Path, address: str) -> dict[str, list[str]]:
    """The messages of each rule that found an error."""
    found, pages = audit_live(
        Visitor(browser.browser, has_axe=False), LiveSite(address, listing(site))
    )
    assert pages == 2
    messages: dict[str, list[str]] = {}
    for problem in found:
        if problem.severity == "error":
            messages.setdefault(SHORT_NAMES[problem.rule], []).append(
                f"{problem.file}: {problem.message}"
            )
    return messages


def test_a_sound_site_is_left_alone(browser: Visitor, site: Path, hosted: Hosted):
    assert audited(browser, site, hosted()) == {}


def spoilt(path: str, headers: dict[str, str], body: bytes) -> bytes:
    """The changes of careless hosts and proxies, all at once."""
    headers |= {
        "Set-Cookie": "visitor=7; Path=/",
        "NEL": '{"report_to": "a", "max_age": 1}',
        "Referrer-Policy": "unsafe-url",
        "Access-Control-Allow-Origin": "*",
    }
    del headers["X-Content-Type-Options"]
    if headers["Content-Type"].startswith("text/html"):
        return body.replace(b"3 years", b"5 years").replace(
            b"</body>",
            b"<script src='/assets/search.js'></script><script>"
            b"document.cookie = 'a=1'</script></body>",
        )
    return b"p {}" if path.endswith(".css") else body


@pytest.fixture(scope="module")
def found_on_spoilt_host(
    browser: Visitor, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, list[str]]:
    """The findings on a site that a careless host spoils."""
    folder = tmp_path_factory.mktemp("spoilt")
    write_site(folder)
    with hosting(folder, spoilt) as address:
        (folder / "sitemap.xml").write_text(SITE_MAP.format(address), "utf-8")
        return audited(browser, folder, address)


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("cookie", 'has the cookie "visitor" set'),
        ("header", "has the browser report on its reader"),
        ("header", "stores something on the reader's device"),
        ("header", "is sent without the header X-Content-Type-Options"),
        ("header", "is sent with another Referrer-Policy"),
        ("header", "lets other sites read the page"),
        ("different", "other/index.html: differs from the built file"),
        ("different", "assets/notice.css: differs"),
        ("script", "loads the script"),
        ("policy", "stopped inline"),
    ],
)
def test_what_a_host_does_is_found(
    found_on_spoilt_host: dict[str, list[str]], rule: str, words: str
):
    assert any(words in message for message in found_on_spoilt_host.get(rule, [])), (
        found_on_spoilt_host
    )


def test_a_page_that_was_not_uploaded_is_reported(browser: Visitor, site: Path, hosted: Hosted):
    address = hosted()
    built = listing(site)
    (site / "other" / "index.html").unlink()
    found, _ = audit_live(Visitor(browser.browser, has_axe=False), LiveSite(address, built))
    assert ("audit/failed", "other/index.html") in {(one.rule, one.file) for one in found}


@pytest.mark.soak
def test_a_site_map_that_names_another_address_is_reported(
    browser: Visitor, site: Path, hosted: Hosted
):
    address = hosted()
    (site / "sitemap.xml").write_text(
        "<urlset><url><loc>https://notices.example.org/town/</loc></url></urlset>", "utf-8"
    )
    found, pages = audit_live(
        Visitor(browser.browser, has_axe=False), LiveSite(address, listing(site))
    )
    assert pages == 2 and any("which is not below" in problem.message for problem in found)


def test_a_host_that_cannot_be_reached_is_reported_in_words(browser: Visitor):
    found, _ = audit_live(
        Visitor(browser.browser, has_axe=False), LiveSite("http://127.0.0.1:9/", {})
    )
    assert any("cannot be" in problem.message for problem in found) and all(
        "Traceback" not in problem.message for problem in found
    )
