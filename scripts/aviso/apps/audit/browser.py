"""Opens the pages of a site in Chromium, with and without JavaScript, and records what they do."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from axe_playwright_python.base import AXE_FILE_PATH
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Page,
    Response,
    ViewportSize,
    sync_playwright,
)
from playwright.sync_api import Error as BrowserError
from playwright.sync_api import TimeoutError as BrowserTimeout

from aviso.apps.audit.page_log import PageLog
from aviso.apps.audit.response_headers import check_headers
from aviso.apps.audit.rules import make_finding
from aviso.core.diagnostics import Diagnostic

PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# These stop Chromium's own requests, so that every request comes from the page.
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--no-first-run",
    "--disable-component-update",
    "--disable-sync",
]
# WCAG 1.4.10: a window of 1280 pixels at 400 % shows 320.
NARROW: ViewportSize = {"width": 320, "height": 800}
WIDE: ViewportSize = {"width": 1280, "height": 900}
# A page that takes longer is at fault even on the slowest machine.
TIMEOUT_MILLISECONDS = 120_000
STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN_AXE = """tags => axe.run({
  runOnly: {type: "tag", values: tags}, resultTypes: ["violations"], preload: false
}).then(result => result.violations.flatMap(each =>
  each.nodes.map(node => `${each.id}: ${each.help}: ${node.target.join(" ")}`)))"""
EXCESS_WIDTH = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
UNFOLD = "document.querySelectorAll('details').forEach(each => { each.open = true })"
# The address, below a folder, of a page that does not exist.
MISSING = "no-such-page/"
# Words that every notice has, one for each language. The search only has to run; its result does
# not matter.
SEARCH_WORDS = "correo email"

OnProgress = Callable[[str], None]


def ignore_progress(page: str) -> None:
    """Do nothing when a page is done."""


class BrowserUnavailable(Exception):
    """Chromium cannot be started here; the text says what to do."""


@dataclass(frozen=True)
class Visitor:
    """A running browser. Without ``has_axe``, it skips axe-core, which takes the longest."""

    browser: Browser
    has_axe: bool = True

    @property
    def version(self) -> str:
        """The browser's name and version."""
        return f"Chromium {self.browser.version}"

    def visit(
        self, base: str, pages: Iterable[str], on_progress: OnProgress = ignore_progress
    ) -> list[Diagnostic]:
        """Open each page with and without JavaScript; return everything that it should not do.

        ``pages`` are addresses below ``base``. For addresses that end in MISSING, the page "not
        found" is checked. ``on_progress`` gets each page when it is done.
        """
        found = []
        for page in pages:
            for has_script in (True, False):
                found += self._visit_page(base, page, has_script)
            on_progress(page)
        return found

    def _visit_page(self, base: str, address: str, has_script: bool) -> list[Diagnostic]:
        # A fresh context: no page finds data that another one stored.
        context = self.browser.new_context(java_script_enabled=has_script, viewport=WIDE)
        try:
            return list(_audit_page(context, base, address, has_script, self.has_axe))
        finally:
            context.close()


@contextmanager
def start_visitor() -> Iterator[Visitor]:
    """Start Chromium, yield it, and end it. Raises BrowserUnavailable."""
    program = next((path for name in PROGRAMS if (path := shutil.which(name))), None)
    if program is None:
        raise BrowserUnavailable(
            "Chromium is not installed here. Install it (Debian: apt install chromium), "
            "or leave out --browser."
        )
    with sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
        except BrowserError as error:
            raise BrowserUnavailable(
                f"Chromium does not start: {str(error).splitlines()[0]}"
            ) from None
        try:
            yield Visitor(browser)
        finally:
            browser.close()


def _audit_page(
    context: BrowserContext, base: str, address: str, has_script: bool, has_axe: bool
) -> Iterator[Diagnostic]:
    """Visit one page in an empty context, and yield its problems.

    The log is read before axe-core runs, so that it does not contain axe-core's own calls.
    """
    log = PageLog()
    log.listen(context, missing_page=base + address if address.endswith(MISSING) else "")
    page = context.new_page()
    page.set_default_timeout(TIMEOUT_MILLISECONDS)
    if has_script:
        context.add_init_script(files("aviso.apps.audit").joinpath("watch.js").read_text("utf-8"))
    name = (address or "./") + ("" if has_script else " (without JavaScript)")
    try:
        response = page.goto(base + address, wait_until="load")
    except BrowserError as error:
        yield make_finding("failed", name, f"cannot be opened: {str(error).splitlines()[0]}")
        return
    yield from _check_response(response, address, name, is_secure=base.startswith("https:"))
    yield from _check_scripts(page, log, name, has_script)
    calls = page.evaluate("avisoWatch()") if has_script else []
    yield from log.list_findings(calls, base, name)
    for cookie in context.cookies():
        yield make_finding("cookie", name, f'has the cookie "{cookie["name"]}" set')
    yield from _check_layout(page, name)
    if has_script and has_axe:
        yield from _check_accessibility(page, name)


def _check_response(
    response: Response | None, address: str, name: str, *, is_secure: bool
) -> Iterator[Diagnostic]:
    expected = 404 if address.endswith(MISSING) else 200
    if response is None or response.status != expected:
        status = response.status if response else "nothing"
        yield make_finding("failed", name, f"answers {status}, not {expected}")
    if response:
        yield from check_headers(response.all_headers(), name, is_secure)


def _check_scripts(page: Page, log: PageLog, name: str, has_script: bool) -> Iterator[Diagnostic]:
    """Yield the scripts of a page; only the page with the search may have one, and it is used."""
    scripts = list(log.scripts)
    if has_script and page.locator("#search").count():
        yield from _type_search(page, name)
    else:
        yield from (make_finding("script", name, f"loads the script {url}") for url in scripts)


def _type_search(page: Page, name: str) -> Iterator[Diagnostic]:
    """Search as a person would, so that the log records the search."""
    try:
        field = page.locator("#search input")
        field.wait_for()
        field.press_sequentially(SEARCH_WORDS)
        page.wait_for_load_state("networkidle")
    except BrowserTimeout:
        yield make_finding("failed", name, "has a search that does not open")


def _check_layout(page: Page, name: str) -> Iterator[Diagnostic]:
    for size in (NARROW, WIDE):
        page.set_viewport_size(size)
        excess = page.evaluate(EXCESS_WIDTH)
        if excess > 0:
            width = size["width"]
            message = f"is {excess} pixels too wide for a window of {width}"
            yield make_finding("layout", name, message)


def _check_accessibility(page: Page, name: str) -> Iterator[Diagnostic]:
    """Run axe-core with all details open: wide in the light scheme, narrow in the dark one."""
    page.evaluate(UNFOLD)
    page.evaluate(AXE_FILE_PATH.read_text("utf-8"))
    yield from _run_axe(page, name, is_dark=False)
    yield from _run_axe(page, name, is_dark=True)


def _run_axe(page: Page, name: str, *, is_dark: bool) -> Iterator[Diagnostic]:
    page.emulate_media(color_scheme="dark" if is_dark else "light")
    page.set_viewport_size(NARROW if is_dark else WIDE)
    violations: list[Any] = page.evaluate(RUN_AXE, STANDARDS)
    scheme = "dark" if is_dark else "light"
    for violation in violations:
        yield make_finding("accessibility", name, f"{violation} ({scheme})")
