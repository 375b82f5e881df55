"""Each entry of the corpus is refused in these words or shown as text.

Even when it is built, nothing of it runs.

A site with a refused entry is laid out in spite of the refusal, so that the check is not all that
stands between a contribution and a reader's browser. Chromium then opens each page that differs
from the sound one and tells what happened.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

import pytest
from phonenumbers import NumberParseException
from playwright.sync_api import Browser, Page, Route, sync_playwright

from aviso.checks.built_html import audit_site
from aviso.checks.suite import check_all
from aviso.content.pages import FRONT
from aviso.core.diagnostics import has_errors
from aviso.core.report_formats import format_text
from aviso.model.records import Records
from aviso.site.compose import make_site
from aviso.site.writer import make_site_files
from tests.support.hostile_cases import (
    SITE,
    Case,
    built_files,
    forced_files,
    lay,
    read_corpus,
    sound_records,
)
from tests.support.project import Project

CASES = read_corpus()
BY_NAME = {case.name: case for case in CASES}
ORIGIN = "https://notices.example.org/"
ADDRESS = f"{ORIGIN}{SITE}/"
MOST_PAGES = 2
KINDS = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css",
    ".js": "text/javascript",
    ".json": "application/json",
    ".svg": "image/svg+xml",
}
CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--no-first-run",
    "--disable-component-update",
    "--disable-sync",
]

# What a page of ours never has, wherever it came from; and the parts that hostile HTML could close
# or move.
FOUND_ON_PAGE = """() => {
  const never = "iframe, object, embed, form:not(#search form), base, style, svg, math, template, "
    + "frame, portal, video, audio, area, noscript, "
    + "meta[http-equiv]:not([http-equiv='Content-Security-Policy']), [style], [target], [srcdoc], "
    + "[formaction], [ping], [autofocus], [contenteditable], [is]";
  const handlers = [...document.querySelectorAll("*")]
    .flatMap(each => each.getAttributeNames().filter(name => name.startsWith("on")));
  const scripts = [...document.scripts]
    .filter(each => !(each.src.endsWith("/assets/search.js") && !each.text));
  const hidden = [...document.querySelectorAll("a[href]")].map(each => each.protocol)
    .filter(each => !["http:", "https:", "mailto:", "tel:"].includes(each));
  return {
    never: [...document.querySelectorAll(never)].map(each => each.outerHTML.slice(0, 80)),
    handlers, scripts: scripts.map(each => each.outerHTML.slice(0, 80)), hidden,
    frame: [...document.querySelectorAll("body > *, body > .frame > *")]
      .map(each => each.tagName.toLowerCase()).join(" "),
    ran: window.ran ?? null, name: window.name, cookies: document.cookie,
    stored: localStorage.length + sessionStorage.length,
  };
}"""
OPEN_HIDDEN_LINKS = """() => document.querySelectorAll("a[href]").forEach(each => {
  if (!["http:", "https:", "mailto:", "tel:"].includes(each.protocol)) each.click();
})"""


@dataclass
class Window:
    """A window of Chromium over a project's files.

    Nothing is on the network, and whatever is asked for is noted.
    """

    page: Page
    files: dict[str, bytes] = field(default_factory=dict)
    happened: list[str] = field(default_factory=list)

    def answer(self, route: Route) -> None:
        """Give a file of the project; note and refuse everything else."""
        url = route.request.url
        path = unquote(urlsplit(url).path).lstrip("/")
        name = f"{path}index.html" if not path or path.endswith("/") else path
        if not url.startswith(ORIGIN) or name not in self.files:
            self.happened.append(f"asked for {url}")
            route.abort()
            return
        # The policy in each page would stop most of it. Here nothing is left to be stopped.
        route.fulfill(
            body=POLICY.sub(b"", self.files[name]),
            content_type=KINDS.get(Path(name).suffix, "image/png"),
        )

    def open(self, name: str, is_published: bool) -> dict[str, object]:
        """Open a file, and return what is found on the page.

        Click what opens in a way of its own, if it can be published.
        """
        self.happened.clear()
        address = ORIGIN + quote(name)
        self.page.goto(address)
        found = self.page.evaluate(FOUND_ON_PAGE)
        if is_published:
            self.page.evaluate(OPEN_HIDDEN_LINKS)
        else:
            found["hidden"] = []
        self.page.evaluate("new Promise(done => setTimeout(done, 0))")
        if self.page.url != address:
            self.happened.append(f"went to {self.page.url}")
        return {**found, "ran": self.page.evaluate("window.ran ?? null")}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium for all entries."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def window(browser: Browser) -> Iterator[Window]:
    """A window in which a dialog, a message, a download or a second window is noted.

    Whatever one page keeps fails its own test.
    """
    context = browser.new_context(service_workers="allow")
    window = Window(context.new_page())
    context.route("**/*", window.answer)
    context.on("page", lambda page: window.happened.append("opened a window"))
    window.page.on(
        "dialog",
        lambda dialog: (window.happened.append(f"dialog {dialog.message}"), dialog.dismiss()),
    )
    window.page.on("download", lambda download: window.happened.append("downloads"))
    window.page.on("console", lambda message: window.happened.append(f"console: {message.text}"))
    window.page.on("pageerror", lambda error: window.happened.append(f"error: {error}"))
    yield window
    context.close()


@pytest.fixture(scope="module")
def sound(renew_small_project: Callable[[], Project]) -> tuple[Records, dict[str, bytes]]:
    """The sound project's records and files."""
    records = sound_records(renew_small_project())
    return records, built_files(records) | make_site_files(make_site(FRONT, records))


@pytest.mark.parametrize("name", BY_NAME)
def test_it_is_refused_or_plain_text_and_even_when_built_runs_and_loads_nothing(
    name: str,
    small_project: Project,
    sound: tuple[Records, dict[str, bytes]],
    window: Window,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    case = BY_NAME[name]
    lay(small_project, case)
    problems = check_all(small_project.opened, [SITE])
    assert format_text(problems) == (case.refused or "").rstrip("\n")
    assert has_errors(problems) == (case.refused is not None)
    assert all(problem.rule for problem in problems)
    if case.stops:
        with pytest.raises((ValueError, IndexError, NumberParseException)):
            forced_files(small_project, sound[0], case, monkeypatch)
    elif not case.hangs:
        assert_harmless_when_built(case, small_project, sound, window, monkeypatch)


def assert_harmless_when_built(
    case: Case,
    project: Project,
    sound: tuple[Records, dict[str, bytes]],
    window: Window,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Lay the sites out in spite of the fault, and open what is different in the browser."""
    records, sound_files = sound
    window.files = forced_files(project, records, case, monkeypatch)
    # The last look before publishing refuses a link that runs something, so that nobody can come to
    # click it.
    is_published = not has_errors(audit_site(files_of_site(window.files), ADDRESS))
    for name in different_pages(window.files, sound_files):
        found = window.open(name, is_published)
        assert (
            found.pop("frame")
            == FRAMES[
                "404" if name.endswith("404.html") else "front" if "/" not in name else "page"
            ]
        ), name
        assert {key: value for key, value in found.items() if value} == {}, name
        assert [
            each
            for each in window.happened
            if is_published or not each.startswith(REFUSED_REQUESTS)
        ] == [], name
    if case.shown:
        assert any(
            case.shown in content.decode()
            for name, content in window.files.items()
            if name.endswith(".html")
        )
    assert not (Path.cwd() / "ran").exists() and b"<class &#39;" not in b"".join(
        window.files.values()
    )


@pytest.mark.parametrize(
    "name",
    [
        case.name
        for case in CASES
        if case.is_picture and case.refused and "weighs" not in case.refused
    ],
)
def test_a_refused_picture_is_not_even_copied_into_the_site(
    name: str, small_project: Project, sound: tuple[Records, dict[str, bytes]]
) -> None:
    case = BY_NAME[name]
    lay(small_project, case)
    files = make_site_files(make_site(SITE, sound[0]))
    assert (
        "assets/logo.svg" if case.place == "logo" else f"assets/{next(iter(case.text))}"
    ) not in files


POLICY = re.compile(rb'<meta http-equiv="Content-Security-Policy"[^>]*>')
# A style sheet or a picture from elsewhere, in a record past all checks: the audit refuses the
# site, and the browser got none.
REFUSED_REQUESTS = ("asked for ", "console: Failed to load resource")

# How the parts of sound pages stand in one another.
FRAMES = {
    "page": "a header div main nav",
    "front": "a header div main div",
    "404": "header main",
}


def files_of_site(files: dict[str, bytes]) -> dict[str, bytes]:
    """The files of the one library, as the audit gets them."""
    return {
        name.removeprefix(f"{SITE}/"): content
        for name, content in files.items()
        if name.startswith(f"{SITE}/")
    }


def different_pages(files: dict[str, bytes], sound_files: dict[str, bytes]) -> list[str]:
    """The pages that the entry has changed, a few of them.

    It is the first page if the entry has changed none.
    """
    different = [
        name
        for name, content in files.items()
        if name.endswith(".html") and content != sound_files.get(name)
    ]
    return different[:MOST_PAGES] or [f"{SITE}/index.html"]


def test_a_page_that_runs_something_is_found(
    window: Window, sound: tuple[Records, dict[str, bytes]]
) -> None:
    name = f"{SITE}/index.html"
    page = sound[1][name].decode()
    bad = (
        "<img src='https://evil.test/a' onerror='window.ran = 1; alert(2)'>"
        "<a href='javascript:window.ran = 3'>a</a></main><form></form>"
    )
    window.files = sound[1] | {name: page.replace("We keep little.", bad).encode()}
    found = window.open(name, is_published=True)
    assert (
        found["handlers"] == ["onerror"]
        and found["hidden"] == ["javascript:"]
        and found["frame"] != FRAMES["page"]
    )
    assert found["ran"] == 3 and any("<form>" in each for each in found["never"])
    assert {"asked for https://evil.test/a", "dialog 2"} <= set(window.happened)


def test_the_corpus_is_large_and_most_of_it_is_refused() -> None:
    assert len(CASES) == len(BY_NAME) >= 100
    assert sum(case.refused is not None for case in CASES) > len(CASES) * 0.8
