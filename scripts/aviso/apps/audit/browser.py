"""Opens the pages of a site in Chromium as readers do, with and without JavaScript, and notes all that they do there."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.resources import files
from typing import Any

from axe_playwright_python.base import AXE_FILE_PATH
from playwright.sync_api import Browser, BrowserContext, Page, Request, Response, sync_playwright
from playwright.sync_api import Error as BrowserError
from playwright.sync_api import TimeoutError as TooSlow

from aviso.apps.audit.response_headers import header_faults
from aviso.apps.audit.rules import finding
from aviso.core.diagnostics import Diagnostic

PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# Chromium asks for nothing by itself: whatever is asked for, the page did it.
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--no-first-run",
    "--disable-component-update",
    "--disable-sync",
]
# WCAG 1.4.10: 320 pixels is also what a window of 1280 shows at 400 %.
NARROW, WIDE = {"width": 320, "height": 800}, {"width": 1280, "height": 900}
PATIENCE = 120_000  # milliseconds: a page that takes longer on the slowest of machines is at fault
STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN_AXE = """tags => axe.run({runOnly: {type: "tag", values: tags}, resultTypes: ["violations"], preload: false}).then(result =>
  result.violations.flatMap(each => each.nodes.map(node => `${each.id}: ${each.help}: ${node.target.join(" ")}`)))"""
TOO_WIDE = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
MISSING = "no-such-page/"
# Some word that every notice has, in either language; whether it is found matters less than what the search does.
SEARCHED = "correo email"

# The browser itself ends what the reader leaves; what the policy stops has a rule of its own.
NOT_FAILED = ("net::ERR_ABORTED", "csp")

OnProgress = Callable[[str], None]


class NoBrowser(Exception):
    """Chromium cannot be started here; the text says what to do."""


@dataclass
class PageLog:
    """What one visit to one page brought to light."""

    requests: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    console: list[str] = field(default_factory=list)
    scripts: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Visitor:
    """A started browser; it may leave the search for barriers out, which takes longest."""

    browser: Browser
    has_axe: bool = True

    @property
    def version(self) -> str:
        """The browser's name and version."""
        return f"Chromium {self.browser.version}"

    def visit(
        self, base: str, pages: Iterable[str], told: OnProgress = lambda page: None
    ) -> list[Diagnostic]:
        """Open each page (its address below ``base``) with and without JavaScript; return all that it should not do.

        Addresses that end in MISSING are those of pages that are not there: the page "not found" is looked at.
        """
        found = []
        for page in pages:
            for has_script in (True, False):
                found += self._visit_page(base, page, has_script)
            told(page)
        return found

    def _visit_page(self, base: str, address: str, has_script: bool) -> list[Diagnostic]:
        # As many visitors, as many empty browsers.
        context = self.browser.new_context(java_script_enabled=has_script, viewport=WIDE)  # type: ignore[arg-type]
        try:
            return list(_findings(context, base, address, has_script, self.has_axe))
        finally:
            context.close()


@contextmanager
def visitor() -> Iterator[Visitor]:
    """Start Chromium, and end it. Raises NoBrowser."""
    program = next((path for name in PROGRAMS if (path := shutil.which(name))), None)
    if program is None:
        raise NoBrowser(
            "Chromium is not installed here. Install it (Debian: apt install chromium), or leave out --browser."
        )
    with sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
        except BrowserError as error:
            raise NoBrowser(f"Chromium does not start: {str(error).splitlines()[0]}") from None
        try:
            yield Visitor(browser)
        finally:
            browser.close()


def _findings(
    context: BrowserContext, base: str, address: str, has_script: bool, has_axe: bool
) -> Iterator[Diagnostic]:
    """Visit one page in an empty context, and tell what it did; what others do to it afterwards (axe-core) is not counted."""
    seen = _watched(context, base + address)
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    if has_script:
        context.add_init_script(files("aviso.apps.audit").joinpath("watch.js").read_text("utf-8"))
    name = (address or "./") + ("" if has_script else " (without JavaScript)")
    try:
        response = page.goto(base + address, wait_until="load")
    except BrowserError as error:
        yield finding("failed", name, f"cannot be opened: {str(error).splitlines()[0]}")
        return
    expected = 404 if address.endswith(MISSING) else 200
    if response is None or response.status != expected:
        yield finding(
            "failed", name, f"answers {response.status if response else 'nothing'}, not {expected}"
        )
    if response:
        yield from header_faults(response.all_headers(), name, base.startswith("https:"))
    before_search = list(seen.scripts)
    if has_script and page.locator("#search").count():
        yield from _search(page, name)
    elif before_search:
        yield from (finding("script", name, f"loads the script {url}") for url in before_search)
    calls = page.evaluate("avisoWatch()") if has_script else []
    yield from _told(seen, calls, base, name)
    yield from (
        finding("cookie", name, f'has the cookie "{cookie["name"]}" set')
        for cookie in context.cookies()
    )
    yield from _layout(page, name)
    if has_script and has_axe:
        yield from _accessibility(page, name)


def _watched(context: BrowserContext, address: str) -> PageLog:
    seen = PageLog()
    is_missing = address.endswith(MISSING)
    context.on("request", lambda request: _note_request(request, seen))
    context.on(
        "requestfailed",
        lambda request: (
            request.failure not in NOT_FAILED
            and seen.failed.append(f"{request.url} ({request.failure})")
        ),
    )
    context.on(
        "response",
        lambda response: _note_response(response, seen, expected=address if is_missing else ""),
    )
    # That the page itself is missing is told on the console, too.
    context.on(
        "console",
        lambda message: (
            (is_missing and message.location.get("url") == address)
            or seen.console.append(f"{message.type}: {message.text}")
        ),
    )
    context.on("weberror", lambda error: seen.console.append(f"error: {error.error}"))
    return seen


def _note_request(request: Request, seen: PageLog) -> None:
    seen.requests.append(request.url)
    if request.resource_type == "script":
        seen.scripts.append(request.url)


def _note_response(response: Response, seen: PageLog, expected: str) -> None:
    if response.status >= 400 and response.url != expected:
        seen.failed.append(f"{response.url} ({response.status})")


def _search(page: Page, name: str) -> Iterator[Diagnostic]:
    """Search as a person types, so that what the search does is seen as well."""
    try:
        field = page.locator("#search input")
        field.wait_for()
        field.press_sequentially(SEARCHED)
        page.wait_for_load_state("networkidle")
    except TooSlow:
        yield finding("failed", name, "has a search that does not open")


def _told(seen: PageLog, calls: list[str], base: str, name: str) -> Iterator[Diagnostic]:
    origin = "/".join(base.split("/")[:3]) + "/"
    yield from (
        finding("request", name, f"asks for {url[:120]}")
        for url in dict.fromkeys(seen.requests)
        if not url.startswith((origin, "about:"))
    )
    yield from (
        finding("failed", name, f"asks in vain for {what[:160]}")
        for what in dict.fromkeys(seen.failed)
    )
    for rule, _, what in (call.partition(": ") for call in dict.fromkeys(calls)):
        yield finding(rule, name, f"uses {what}" if rule != "policy" else what)
    # What a policy stops is told on the console as well; the rule of its own says it better.
    told_already = any(call.startswith("policy: ") for call in calls)
    for message in dict.fromkeys(seen.console):
        if not (told_already and "Content Security Policy" in message):
            yield finding("console", name, message[:300])


def _layout(page: Page, name: str) -> Iterator[Diagnostic]:
    for size in (NARROW, WIDE):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        excess = page.evaluate(TOO_WIDE)
        if excess > 0:
            yield finding(
                "layout", name, f"is {excess} pixels too wide for a window of {size['width']}"
            )


def _accessibility(page: Page, name: str) -> Iterator[Diagnostic]:
    """Run axe-core with everything unfolded: wide in the light scheme, narrow in the dark one."""
    page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")
    page.evaluate(AXE_FILE_PATH.read_text("utf-8"))
    for scheme, size in (("light", WIDE), ("dark", NARROW)):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        page.set_viewport_size(size)  # type: ignore[arg-type]
        violations: list[Any] = page.evaluate(RUN_AXE, STANDARDS)
        yield from (
            finding("accessibility", name, f"{violation} ({scheme})") for violation in violations
        )
