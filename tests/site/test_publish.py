"""What readers see while sites are built and break: the last good site, whole, and each library's folder on its own."""

from __future__ import annotations

from pathlib import Path

import pytest
from built_sites import LIBRARY_IDS, LOCALES, Sites, strings
from playwright.sync_api import Browser, expect
from project_copy import Project, contents
from site_server import served
from watching import watched


def _break(project: Project, library: str) -> None:
    """Give a library a text without its Spanish, and change another library soundly."""
    project.change(f"data/libraries/{library}.yml", "\nwebsite: https://", "\nwebsite: nowhere://")


def _folders(project: Project) -> dict[str, dict[str, bytes]]:
    """The contents of each published library, and of the front page under "" (without the libraries)."""
    public = project.root / "public"
    found = {
        path.name: contents(path) for path in sorted(public.iterdir()) if path.name in LIBRARY_IDS
    }
    return {
        **found,
        "": {
            name: content
            for name, content in contents(public).items()
            if name.split("/")[0] not in LIBRARY_IDS
        },
    }


def test_a_library_with_an_error_keeps_its_last_good_site_and_the_others_are_published(
    published: Project,
):
    before = _folders(published)
    published.change(
        "data/libraries/westchester.yml",
        "\n  en: Westchester Library System\n",
        "\n  en: Westchester Library System (new)\n",
    )
    _break(published, "sonoma")
    done = published.aviso("build")
    after = _folders(published)
    assert done.returncode == 1
    assert (
        "data/libraries/sonoma.yml, line " in done.stdout
        and "Traceback" not in done.stdout + done.stderr
    )
    assert after["sonoma"] == before["sonoma"]
    assert b"Westchester Library System (new)" in after["westchester"]["index.html"]
    assert {name: after[name] for name in ("example", "example-branch", "santa-monica")} == {
        name: before[name] for name in ("example", "example-branch", "santa-monica")
    }
    assert _left_beside(published) == []


def test_a_mended_library_is_published_again(published: Project):
    before = _folders(published)
    _break(published, "sonoma")
    assert published.aviso("build").returncode == 1
    published.change("data/libraries/sonoma.yml", "\nwebsite: nowhere://", "\nwebsite: https://")
    published.change(
        "data/libraries/sonoma.yml",
        "\n  en: Sonoma County Library\n",
        "\n  en: Sonoma County Library (mended)\n",
    )
    published.build()
    assert b"Sonoma County Library (mended)" in _folders(published)["sonoma"]["index.html"]
    assert _folders(published)["sonoma"].keys() == before["sonoma"].keys()


def test_an_error_in_a_system_keeps_its_members_too(published: Project):
    before = _folders(published)
    _break(published, "example")
    assert published.aviso("build").returncode == 1
    after = _folders(published)
    assert (after["example"], after["example-branch"]) == (
        before["example"],
        before["example-branch"],
    )


def test_a_library_that_is_broken_from_the_start_is_not_published(project: Project):
    _break(project, "sonoma")
    assert project.aviso("build").returncode == 1
    assert sorted(_folders(project)) == [
        "",
        *(library for library in LIBRARY_IDS if library != "sonoma"),
    ]
    assert b"sonoma/" not in (project.root / "public/index.html").read_bytes()


def test_an_error_in_what_all_share_publishes_nothing(published: Project):
    before = contents(published.root / "public")
    published.append("data/laws.yml", "\n: broken: [\n")
    done = published.aviso("build")
    assert done.returncode == 1 and "data/laws.yml, line " in done.stdout
    assert contents(published.root / "public") == before


def test_a_deleted_library_is_removed_by_a_full_build(published: Project):
    (published.root / "data/libraries/westchester.yml").unlink()
    published.build("sonoma")
    assert "westchester" in _folders(published)
    done = published.build()
    assert "removed: westchester" in done.stdout
    assert "westchester" not in _folders(published)
    assert b"westchester" not in _folders(published)[""]["index.html"]
    assert b"westchester" not in _folders(published)[""]["es/index.html"]
    assert _left_beside(published) == []


def test_the_same_input_gives_the_same_bytes(project: Project, built: Path):
    project.build()
    assert contents(project.root / "public") == contents(built)


def test_a_folder_of_others_in_the_output_is_left_alone(published: Project):
    foreign = published.root / "public/catalog/index.html"
    foreign.parent.mkdir()
    foreign.write_text("ours", "utf-8")
    published.build("--all")
    assert foreign.read_text("utf-8") == "ours"


def _left_beside(project: Project) -> list[str]:
    """What a build left in the project but for the output and the file that holds its lock."""
    known = {
        "data",
        "docs",
        "overrides",
        "scripts",
        "mkdocs.yml",
        "requirements.lock",
        "public",
        ".public.lock",
        ".aviso",
    }
    return sorted(path.name for path in Path(project.root).iterdir() if path.name not in known)


# Each library's folder on a domain of its own


@pytest.mark.parametrize("library", LIBRARY_IDS)
def test_a_librarys_folder_works_on_a_domain_of_its_own(
    sites: Sites, library: str, browser: Browser
):
    site = sites[library]
    with served(site.folder) as alone, watched(browser, alone.address) as watch:
        for page in site.pages:
            watch.visit(page.url)
            assert watch.page.evaluate("document.styleSheets[0].cssRules.length") > 50, page
        for locale in LOCALES:
            watch.visit(site.page(locale, "index").url)
            watch.page.get_by_role("link", name=strings(locale)["search"], exact=True).click()
            watch.page.get_by_role("searchbox").fill({"en": "cookies", "es": "cookies"}[locale])
            watch.page.locator(".search-results a").first.click()
            expect(watch.page.locator("html")).to_have_attribute("lang", locale)
            expect(watch.page.locator("main h1")).to_be_visible()
        watch.assert_quiet()
