"""Each entry of the corpus is refused in these words or shown as text.

Even when it is built, nothing of it runs.

A site with a refused entry is laid out despite the refusal, so that the check is not the only
defense of a reader's browser. Chromium then opens each page that differs from the sound one and
reports what happened.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from phonenumbers import NumberParseException
from playwright.sync_api import Browser, sync_playwright

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
from tests.support.hostile_window import ADDRESS, REFUSED_REQUESTS, Window
from tests.support.project import Project
from tests.support.repeats import at_each_change

CASES = read_corpus()
BY_NAME = {case.name: case for case in CASES}
MOST_PAGES = 2
CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--no-first-run",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium for all entries."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def window(browser: Browser) -> Iterator[Window]:
    """A window that records dialogs, messages, downloads and further windows. Whatever a page
    stores fails its own test.
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


@pytest.mark.parametrize("name", at_each_change(BY_NAME, 9))
def test_it_is_refused_or_plain_text_and_even_when_built_runs_and_loads_nothing(
    name: str,
    small_project: Project,
    sound: tuple[Records, dict[str, bytes]],
    window: Window,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    case = BY_NAME[name]
    lay(small_project, case)
    # Only a check of all libraries reports a folder without a library.
    problems = check_all(small_project.opened, [SITE]) or check_all(small_project.opened)
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
    """Lay out the sites despite the fault, and open the changed pages in the browser."""
    records, sound_files = sound
    window.files = forced_files(project, records, case, monkeypatch)
    # The last check before publishing refuses a link that runs a script, so that no reader can
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


# How the parts of sound pages are nested.
FRAMES = {
    "page": "a header div nav main footer",
    "front": "a header div main footer",
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
