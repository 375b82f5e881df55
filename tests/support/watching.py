"""Records what a page does unseen: requests, failures, console messages, storage."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from playwright.sync_api import Browser, BrowserContext, Page, Playwright, Request

CHROMIUM = "/usr/bin/chromium"
CHROMIUM_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--no-first-run",
    "--disable-component-update",
    "--disable-sync",
]


def launched(playwright: Playwright, *more: str) -> Browser:
    """Start Chromium without requests of its own."""
    return playwright.chromium.launch(executable_path=CHROMIUM, args=[*CHROMIUM_ARGUMENTS, *more])


KEPT = """async () => {
  const kept = {
    localStorage: localStorage.length,
    sessionStorage: sessionStorage.length,
    cookies: document.cookie,
    databases: (await indexedDB.databases()).map(each => each.name),
    caches: await caches.keys(),
    workers: (await navigator.serviceWorker.getRegistrations()).length,
  };
  return Object.entries(kept).filter(([, value]) => value.length ?? value)
    .map(([name, value]) => `${name}: ${value}`);
}"""


@dataclass
class Watch:
    """One visitor: its window, and everything that happens behind it."""

    context: BrowserContext
    page: Page
    address: str
    has_script: bool = True
    requested: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    @property
    def elsewhere(self) -> list[str]:
        """Return the requests to any server but the site's own."""
        return [
            url for url in self.requested if not url.startswith((self.address, "data:", "about:"))
        ]

    def visit(self, url: str) -> None:
        """Open a page by its address below the server's, and wait until it has loaded."""
        response = self.page.goto(self.address + url, wait_until="load")
        assert response is not None and response.ok, url
        if self.has_script and self.page.locator("#search").count():
            self.page.wait_for_selector("#search input")

    def kept(self) -> list[str]:
        """Return everything that the page or the browser stores for the site."""
        cookies = [cookie["name"] for cookie in self.context.cookies()]
        state = self.context.storage_state(indexed_db=True)
        return [
            *self.page.evaluate(KEPT),
            *cookies,
            *(str(each) for each in state["cookies"] + state["origins"]),
        ]

    def assert_quiet(self) -> None:
        """Assert that there were no requests elsewhere, failures, or console messages."""
        assert self.elsewhere == []
        assert self.complaints == []


@contextmanager
def watched(browser: Browser, address: str, **options: object) -> Iterator[Watch]:
    """Open a fresh, empty window, and record everything that it does."""
    context = browser.new_context(**options)
    watch = Watch(context, context.new_page(), address, options.get("java_script_enabled", True))
    context.on("request", lambda request: watch.requested.append(request.url))
    context.on(
        "requestfailed",
        lambda request: _gave_up(request) or watch.complaints.append(f"failed: {request.url}"),
    )
    context.on(
        "response",
        lambda response: (
            response.status >= 400 and watch.complaints.append(f"{response.status}: {response.url}")
        ),
    )
    context.on(
        "console", lambda message: watch.complaints.append(f"{message.type}: {message.text}")
    )
    context.on("weberror", lambda error: watch.complaints.append(str(error.error)))
    try:
        yield watch
    finally:
        context.close()


def _gave_up(request: Request) -> bool:
    """Tell whether the browser canceled a request, because the reader moved on to another page."""
    return request.failure == "net::ERR_ABORTED"
