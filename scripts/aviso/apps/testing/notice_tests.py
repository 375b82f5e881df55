"""The tests of a project's notices: what holds for every library, whatever its notice says.

A project made by ``aviso init`` runs them with a class of its own::

    class Notices(notice_tests.NoticeTests):
        root = Path(__file__).parents[2]

They run Aviso as people do and read the files that it wrote, so a project's own templates are
tested too. New versions of Aviso bring new tests without a change to the project.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import unittest
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import ClassVar
from urllib.parse import urljoin
from xml.etree import ElementTree

from aviso.apps.testing.built_files import UNFINISHED, BuiltPage, find_faults_of_files, list_pages
from aviso.core.project import Project
from aviso.model.library import Library
from aviso.model.repository import load_records

SITE_MAP = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}


class NoticeTests(unittest.TestCase):
    """The tests. A class below says in ``root`` where its project is.

    All sites are built once into a temporary folder, unless ``public`` names the folder of sites
    that are already built.
    """

    root: ClassVar[Path]
    public: ClassVar[Path | None] = None
    built: ClassVar[Path]
    libraries: ClassVar[dict[str, Library]]
    pages: ClassVar[list[BuiltPage]]

    @classmethod
    def setUpClass(cls) -> None:
        """Build the sites and read their pages."""
        cls.built = cls.public or cls._build()
        cls.libraries = load_records(Project(cls.root))[0].libraries
        cls.pages = list_pages(cls.built, cls.libraries)
        missing = [one for one in cls.libraries if not (cls.built / one / "index.html").is_file()]
        if missing or not cls.libraries:
            raise AssertionError(f"These notices were not built: {', '.join(missing) or 'all'}.")

    @classmethod
    def _build(cls) -> Path:
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        done = cls.run_aviso("build", "--output", folder.name)
        if done.returncode:
            raise AssertionError(f"aviso build failed:\n{done.stdout}{done.stderr}")
        return Path(folder.name)

    @classmethod
    def run_aviso(cls, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run a command of Aviso in the project."""
        command = [sys.executable, "-m", "aviso.cli.main", *arguments]
        return subprocess.run(command, cwd=cls.root, capture_output=True, text=True, check=False)

    def assert_none(self, faults: Iterable[str]) -> None:
        """Fail with a line for each fault."""
        if found := list(faults):
            self.fail("\n".join(["", *found]))

    def assert_succeeds(self, *arguments: str) -> None:
        """Fail with the output of a command of Aviso unless it finds nothing wrong."""
        done = self.run_aviso(*arguments)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)

    # Facts and links

    def test_facts_and_pages_have_no_errors(self) -> None:
        self.assert_succeeds("check")

    def test_no_link_inside_leads_nowhere(self) -> None:
        self.assert_succeeds("links", "--inside", str(self.built))

    # What readers see

    def test_every_page_has_a_language_a_title_and_one_main_heading(self) -> None:
        for page in self.pages:
            headings = len(page.tree.css("h1"))
            with self.subTest(page=str(page)):
                self.assertTrue(page.locale and page.title)
                self.assertEqual(headings, 1)

    def test_no_two_pages_of_a_notice_have_the_same_title(self) -> None:
        titles = Counter(
            (page.library_id, page.locale, page.title)
            for page in self.pages
            if not page.is_missing_page and page.library_id
        )
        self.assert_none(str(title) for title, count in titles.items() if count > 1)

    def test_every_page_names_its_library(self) -> None:
        for page in self.pages:
            if page.library_id and not page.is_missing_page:
                name = self.libraries[page.library_id].short_name.select_locale(page.locale)
                with self.subTest(page=str(page)):
                    self.assertIn(name, page.title)

    def test_nothing_on_a_page_is_unfinished(self) -> None:
        self.assert_none(
            f"{page}: {found}" for page in self.pages for found in UNFINISHED.findall(page.text)
        )

    def test_what_nobody_has_approved_says_so_and_stays_out_of_search_engines(self) -> None:
        for page in self.pages:
            if page.library_id and not page.is_missing_page:
                is_draft = not self.libraries[page.library_id].publication.is_approved
                with self.subTest(page=str(page)):
                    self.assertEqual(page.says_its_state, is_draft)
                    self.assertEqual(page.is_hidden_from_search_engines, is_draft)

    # Languages

    def test_a_page_has_the_same_places_and_statements_in_every_language(self) -> None:
        addresses = {page.list_alternates().get(page.locale): page for page in self.pages}
        compared = 0
        for page in self.pages:
            for href in page.list_alternates().values():
                with self.subTest(page=str(page), other=href):
                    self.assertIn(href, addresses)
                    self.assertEqual(addresses[href].list_places(), page.list_places())
                    self.assertEqual(addresses[href].list_statements(), page.list_statements())
                    compared += 1
        self.assertGreater(compared, len(self.libraries))

    def test_every_page_is_in_the_site_map_of_its_notice(self) -> None:
        for name in self.libraries:
            tree = ElementTree.parse(self.built / name / "sitemap.xml")
            listed = sorted(one.text or "" for one in tree.iterfind(".//s:loc", SITE_MAP))
            own = [one for one in self.pages if one.library_id == name and not one.is_missing_page]
            start = urljoin(min(listed, key=len), ".")
            places = [one.file.relative_to(self.built / name).parent.as_posix() for one in own]
            with self.subTest(library=name):
                self.assertEqual(
                    listed, sorted(start + ("" if one == "." else f"{one}/") for one in places)
                )

    # Privacy

    def test_no_page_gets_anything_from_another_website(self) -> None:
        self.assert_none(fault for page in self.pages for fault in page.find_loads())

    def test_no_code_is_on_a_page_but_the_search(self) -> None:
        self.assert_none(fault for page in self.pages for fault in page.find_code())

    def test_no_file_runs_stores_or_sends_anything(self) -> None:
        self.assert_none(find_faults_of_files(self.built))
