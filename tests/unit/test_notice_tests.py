"""The tests that every project has of its notices pass on sound sites, and find what is broken."""

from __future__ import annotations

import shutil
import unittest
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from aviso.apps.testing import notice_tests
from aviso.cli.main import main
from aviso.core.package import VARIABLE
from tests.support.begun_projects import TOWN, init

PAGE = "my-town/about/index.html"
# What is damaged: a file, words in it, and the words in their place; and the test that sees it.
DAMAGE = {
    "a tracker": (PAGE, "<main", '<img src="https://a.test/1.gif"><main', "gets_anything"),
    "a frame": (PAGE, "<main", '<iframe src="x.html"></iframe><main', "gets_anything"),
    "a style from elsewhere": (PAGE, "../assets/notice.css", "//a.test/a.css", "gets_anything"),
    "a script": (PAGE, "<main", '<script src="a.js"></script><main', "code_is_on"),
    "code in the page": (PAGE, "<main", '<main onclick="f()"', "code_is_on"),
    "a style in the page": (PAGE, "<main", '<main style="color: red"', "code_is_on"),
    "a cookie": ("my-town/assets/search.js", "fetch", "document.cookie;fetch", "stores_or"),
    "a font": ("my-town/assets/notice.css", "body", "@import 'a.css';body", "stores_or"),
    "no language": (PAGE, 'lang="en"', "", "has_a_language"),
    "two main headings": (PAGE, "</main>", "<h1>Two</h1></main>", "has_a_language"),
    "another library": (PAGE, "My Town", "Your Town", "names_its_library"),
    "a placeholder": (PAGE, "</main>", "{{ vendors() }}</main>", "unfinished"),
    "no word of a draft": (PAGE, 'role="note"', "", "nobody_has_approved"),
    "a draft for search engines": (PAGE, "noindex", "all", "nobody_has_approved"),
    "a place in one language": (PAGE, "<main", '<main><p id="p"></p', "in_every_language"),
    "a fact in one language": (PAGE, "<main", '<main data-statements="M-1"', "in_every_language"),
    "a page that no map lists": ("my-town/sitemap.xml", "about/", "abut/", "site_map"),
}


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A project of one library, built."""
    folder = tmp_path_factory.mktemp("tested") / "town"
    assert init(folder, *TOWN).exit_code == 0
    with pytest.MonkeyPatch.context() as patch:
        # What the project does not have comes from the package.
        patch.delenv(VARIABLE, raising=False)
        patch.chdir(folder)
        built = CliRunner().invoke(main, ["build", "--jobs", "1"])
        assert built.exit_code == 0, built.output
        yield folder


def run(town: Path, public: Path, *words: str) -> unittest.TestResult:
    """Run the tests whose names have one of these words."""

    class Notices(notice_tests.NoticeTests):
        root = town

    Notices.public = public
    names = unittest.defaultTestLoader.getTestCaseNames(Notices)
    chosen = [Notices(name) for name in names if any(word in name for word in words)]
    result = unittest.TestResult()
    unittest.TestSuite(chosen).run(result)
    assert chosen and (result.testsRun == len(chosen) or result.errors)
    return result


@pytest.mark.parametrize("damage", DAMAGE)
def test_what_is_broken_is_found(town: Path, tmp_path: Path, damage: str) -> None:
    name, sound, broken, word = DAMAGE[damage]
    assert run(town, town / "public", word).wasSuccessful()
    public = tmp_path / "public"
    shutil.copytree(town / "public", public)
    text = (public / name).read_text("utf-8")
    assert sound in text
    (public / name).write_text(text.replace(sound, broken), "utf-8")
    result = run(town, public, word)
    assert result.failures and not result.errors


def test_two_pages_of_one_title_are_found(town: Path, tmp_path: Path) -> None:
    public = tmp_path / "public"
    shutil.copytree(town / "public", public)
    shutil.copy(public / PAGE, public / "my-town/this-site/index.html")
    assert len(run(town, public, "same_title").failures) == 1


def test_a_notice_that_is_not_built_is_found(town: Path, tmp_path: Path) -> None:
    result = run(town, tmp_path, "site_map")
    assert len(result.errors) == 1 and "my-town" in result.errors[0][1]
