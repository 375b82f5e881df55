"""Chromium, over HTTPS from a real nginx with the configuration as it is for the web.

Languages lead into no loop; nothing is allowed, and nothing refused that is needed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from aviso.apps.hosting.config_templates import ServerSettings
from aviso.apps.hosting.generator import generate
from tests.support.hosted_project import SHARED, make_project
from tests.support.web_servers import WebServer, certificate, free_port, running

CHROMIUM = next(
    (path for path in ("/usr/bin/chromium", "/usr/bin/chromium-browser") if Path(path).exists()),
    "chromium",
)


@pytest.fixture(scope="module")
def secure(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WebServer]:
    """The front page and the model library, over HTTPS.

    The certificate is one that only this test knows.
    """
    port = free_port()
    project = make_project(tmp_path_factory.mktemp("secure") / "project")
    for name in (
        "mkdocs.yml",
        *(f"data/libraries/{library}.yml" for library in ("example", "example-branch", "wide")),
    ):
        project.replace(name, f"https://{SHARED}/", f"https://{SHARED}:{port}/", everywhere=True)
    output = project.published("_front", "example")
    folder = tmp_path_factory.mktemp("https")
    certificate(folder / "certificates" / SHARED, SHARED)
    files, _ = generate(
        project.opened,
        "nginx",
        ServerSettings(str(output), str(folder), certificates=str(folder / "certificates")),
        (SHARED,),
    )
    # The port that leads to HTTPS may be taken on this machine.
    text = re.sub(r"listen (\[::\]:)?80;", f"listen 127.0.0.1:{free_port()};", files[""], count=1)
    text = re.sub(r"\n    listen \[::\]:80;", "", text)
    (folder / "aviso.conf").write_text(text, "utf-8")
    with running("nginx", folder, folder / "aviso.conf", port, folder) as server:
        yield server


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium, which takes every name of a host for this machine."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=[
                "--no-sandbox",
                "--disable-gpu",
                "--disable-background-networking",
                "--no-first-run",
                f"--host-resolver-rules=MAP {SHARED} 127.0.0.1",
            ],
        )
        yield started
        started.close()


@pytest.fixture
def spanish(browser: Browser) -> Iterator[Page]:
    """A window of a reader whose browser asks for Spanish first."""
    context = browser.new_context(
        ignore_https_errors=True,
        locale="es-US",
        extra_http_headers={"Accept-Language": "es-US,es;q=0.9,en;q=0.8"},
    )
    context.set_default_timeout(120_000)
    page = context.new_page()
    complaints: list[str] = []
    page.complaints = complaints  # type: ignore[attr-defined]
    page.on("console", lambda message: complaints.append(message.text))
    yield page
    context.close()


def address(server: WebServer, path: str) -> str:
    return f"https://{SHARED}:{server.port}{path}"


def language(page: Page) -> str | None:
    return page.locator("html").get_attribute("lang")


@pytest.mark.parametrize("path", ["/", "/example/"])
def test_spanish_readers_get_spanish_and_english_at_one_click_for_good(
    secure: WebServer, spanish: Page, path: str
) -> None:
    spanish.goto(address(secure, path))
    expect(spanish).to_have_url(address(secure, f"{path}es/"))
    assert language(spanish) == "es"
    spanish.locator("header [hreflang]").click()
    expect(spanish).to_have_url(address(secure, path))
    assert language(spanish) == "en"
    spanish.reload()
    assert language(spanish) == "en"
    spanish.locator("header nav a", has_text="Search").click()
    spanish.locator("header > div > a").click()
    expect(spanish).to_have_url(address(secure, path))
    assert language(spanish) == "en"
    spanish.go_back()
    spanish.go_forward()
    assert language(spanish) == "en"
    assert spanish.context.cookies() == []


def test_english_readers_are_left_alone(secure: WebServer, browser: Browser) -> None:
    with browser.new_context(ignore_https_errors=True, locale="en-US") as context:
        page = context.new_page()
        page.goto(address(secure, "/example/"))
        assert (page.url, language(page)) == (address(secure, "/example/"), "en")


def test_everything_that_the_browser_can_do_is_off(secure: WebServer, spanish: Page) -> None:
    spanish.goto(address(secure, "/example/collect/"))
    assert spanish.evaluate("isSecureContext") is True
    allowed = spanish.evaluate("document.featurePolicy.allowedFeatures()")
    # Hints on the device (ch-…) come only to a server that asks for them, but three.
    asked_for = {feature for feature in allowed if feature.startswith("ch-")} - {
        "ch-ua",
        "ch-ua-mobile",
        "ch-ua-platform",
    }
    assert set(allowed) == asked_for, (
        "this browser has features that aviso.site.http_policy.FEATURES does not name"
    )


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/es/",
        "/example/",
        "/example/es/recopilacion/",
        "/example/documents/",
        "/example/es/buscar/",
        "/example/desk-card/",
    ],
)
def test_nothing_that_a_page_needs_is_refused(secure: WebServer, spanish: Page, path: str) -> None:
    spanish.goto(address(secure, path), wait_until="load")
    assert spanish.evaluate("document.styleSheets[0].cssRules.length") > 50
    assert spanish.evaluate(
        "[...document.images].every(image => image.complete && image.naturalWidth > 0)"
    )
    assert spanish.complaints == []  # type: ignore[attr-defined]


def test_the_search_works_under_the_policy(secure: WebServer, spanish: Page) -> None:
    spanish.goto(address(secure, "/example/es/buscar/"))
    spanish.get_by_role("searchbox").fill("correo")
    expect(spanish.locator(".search-results a").first).to_be_visible()
    assert spanish.complaints == []  # type: ignore[attr-defined]


ADD_SCRIPT = """new Promise(done => {
  const script = document.createElement("script");
  script.onload = () => done("allowed");
  script.onerror = () => done("refused");
  try { script.src = "../assets/search.js" } catch { done("refused") }
  document.head.append(script);
})"""


def test_the_policy_of_the_page_alone_stops_what_does_not_belong(
    secure: WebServer, spanish: Page
) -> None:
    """A page without a search may run nothing.

    This holds though the header would allow a script of the host.
    """
    spanish.goto(address(secure, "/example/collect/"))
    assert spanish.evaluate(ADD_SCRIPT) == "refused"
    spanish.goto(address(secure, "/example/search/"))
    assert (
        spanish.evaluate("fetch('../assets/notice.css').then(() => 'allowed', () => 'refused')")
        == "allowed"
    )
    assert (
        spanish.evaluate(
            "fetch('https://elsewhere.example/').then(() => 'allowed', () => 'refused')"
        )
        == "refused"
    )
