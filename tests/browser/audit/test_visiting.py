"""The audit sees everything that a page does behind its reader's back, each kind by its own rule. A
quiet page has no findings.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from aviso.apps.audit.browser import MISSING, Visitor
from aviso.apps.audit.local_server import serve_folders
from aviso.apps.audit.rules import SHORT_NAMES
from tests.support.careless_hosts import hosting, page, write_site


def rules(found: list) -> set[str]:
    """The short names of the rules that found something."""
    return {SHORT_NAMES[one.rule] for one in found}


def test_a_sound_site_is_left_alone(browser: Visitor, site: Path):
    with serve_folders({"/town/": site}) as server:
        # Links of a page "not found" start from the root of its host.
        (site / "404.html").write_text(page(up="/town/"), "utf-8")
        assert browser.visit(f"{server}/town/", ["", "other/", MISSING]) == []


def test_a_page_that_is_not_there_is_reported(browser: Visitor, site: Path):
    with serve_folders({"/": site}) as server:
        found = browser.visit(server + "/", ["gone/"])
    assert "failed" in rules(found) and any(
        "answers 404, not 200" in problem.message for problem in found
    )


def test_a_page_that_is_there_in_place_of_a_missing_one_is_reported(browser: Visitor, site: Path):
    (site / MISSING).mkdir()
    (site / MISSING / "index.html").write_text(page(up="../"), "utf-8")
    with serve_folders({"/": site}) as server:
        assert any(
            "answers 200, not 404" in problem.message
            for problem in browser.visit(server + "/", [MISSING])
        )


# Each fault with the rule that must find it. The hosts of these pages send no policy: it would stop
# most of them.
FAULTS = {
    "another host": ("request", '<img src="http://127.0.0.2:9/pixel.gif" alt="">'),
    "a missing picture": ("failed", '<img src="gone.png" alt="">'),
    "a cookie": ("cookie", "<script>document.cookie = 'a=1'</script>"),
    "a read of the cookies": ("storage", "<script>void document.cookie</script>"),
    "local storage": ("storage", "<script>localStorage.getItem('a')</script>"),
    "session storage": ("storage", "<script>sessionStorage.a = 1</script>"),
    "a database": ("storage", "<script>indexedDB.open('a')</script>"),
    "a cache": ("storage", "<script>caches.open('a')</script>"),
    "a service worker": ("storage", "<script>navigator.serviceWorker.getRegistrations()</script>"),
    "the window's name": ("storage", "<script>window.name = 'visitor 7'</script>"),
    "the browser's name": ("fingerprinting", "<script>void navigator.userAgent</script>"),
    "the screen": ("fingerprinting", "<script>void screen.width</script>"),
    "a canvas": (
        "fingerprinting",
        "<script>document.createElement('canvas').getContext('2d')</script>",
    ),
    "sound": ("fingerprinting", "<script>new AudioContext()</script>"),
    "the time zone": ("fingerprinting", "<script>Intl.DateTimeFormat().resolvedOptions()</script>"),
    "a beacon": ("request", "<script>navigator.sendBeacon('/count')</script>"),
    "a socket": ("request", "<script>new WebSocket('ws://127.0.0.1:9/')</script>"),
    "a script": ("script", '<script src="assets/search.js"></script>'),
    "a message": ("console", "<script>console.log('here')</script>"),
    "an exception": ("console", "<script>throw new Error('broken')</script>"),
    "a policy that is broken": ("policy", '<img src="assets/icon.svg?policy" alt="">'),
    "a wide page": ("layout", '<p style="width: 700px">wide</p>'),
    "pale text": ("accessibility", '<p style="color: #bbb; background: #fff">pale</p>'),
    "a picture without words": (
        "accessibility",
        '<img src="assets/icon.svg" width="99" height="99">',
    ),
}


def without_policy(path: str, headers: dict[str, str], body: bytes) -> bytes:
    """Answer as a host without our headers does; one picture is forbidden."""
    kind = headers["Content-Type"]
    headers.clear()
    headers.update(
        {"Content-Type": kind}
        | ({"Content-Security-Policy": "img-src 'none'"} if b"?policy" in body else {})
    )
    return body


# What such a fault also is: a cookie that a script sets is a use of storage; a request that is
# refused has failed and is reported on the console.
ALSO = {
    "cookie": {"storage"},
    "request": {"failed", "console"},
    "failed": {"console"},
    "policy": {"console"},
}
# One fault of each rule is tried at each change.
FIRST = {rule: name for name, (rule, _) in reversed(FAULTS.items())}.values()


@pytest.mark.parametrize(
    "name",
    [pytest.param(name, marks=() if name in FIRST else pytest.mark.soak) for name in FAULTS],
)
def test_each_fault_is_found_by_its_rule_alone(name: str, browser: Visitor, tmp_path: Path) -> None:
    rule, more = FAULTS[name]
    write_site(tmp_path)
    (tmp_path / "faulty.html").write_text(page(more), "utf-8")
    visitor = Visitor(browser.browser, has_axe=rule == "accessibility")
    with hosting(tmp_path, without_policy) as address:
        found = rules(visitor.visit(address, ["faulty.html"]))
    assert rule in found
    # The host sends none of our headers.
    assert found - {"header"} <= {rule, *ALSO.get(rule, ())}
