"""A page whose Markdown is as it was is not parsed again, whatever else has changed.

Losing that memory costs time only.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from aviso.build.aviso_digest import digest_aviso
from aviso.core.cache_files import read_cache_file, write_cache_file
from aviso.core.project import Project as AvisoProject
from tests.support.project import PATCHES, Project
from tests.support.repeats import at_each_change
from tests.support.trees import assert_same

PAGES = {"one", "two"}


class Counted:
    """A project whose builds tell which texts the Markdown converter was given."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self._log = project.root / "parsed"

    def build(self, *arguments: str) -> list[str]:
        """Build, and return every text that was parsed."""
        self._log.unlink(missing_ok=True)
        path = f"{PATCHES}:{self.project.root / 'scripts'}"
        environment = self.project.environment(PYTHONPATH=path, AVISO_TEST_PARSED=str(self._log))
        self.project.aviso("build", "--jobs", "1", *arguments, environment=environment).sound()
        return self._log.read_text("utf-8").splitlines() if self._log.exists() else []

    def build_from_memory(self) -> list[str]:
        """Make every site again from what was kept; return every text that was parsed."""
        shutil.rmtree(self.project.public)
        return self.build()


@pytest.fixture(scope="module")
def first(scripts: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Project, list[str]]:
    """A project with two libraries, built once, and every text that was parsed for it."""
    project = Project.tiny(
        tmp_path_factory.mktemp("pages") / "project", scripts, tiny=("one", "two")
    )
    return project, Counted(project).build()


@pytest.fixture
def counted(first: tuple[Project, list[str]], tmp_path: Path) -> Counted:
    """A copy of it, with what it remembers."""
    return Counted(first[0].whole_copy(tmp_path / "project"))


def test_each_text_is_parsed_once_at_first(first: tuple[Project, list[str]]) -> None:
    _, parsed = first
    # Pages that are the same in two libraries but for their blocks of facts are one text. The
    # front page has a search page of its own, in two languages.
    assert len(parsed) - len(set(parsed)) <= 2
    for name in PAGES:
        assert sum(name in text for text in parsed) >= 2 * len(("index", "collect", "about"))


def test_nothing_is_parsed_when_no_page_has_changed(counted: Counted) -> None:
    assert counted.build() == []
    assert counted.build_from_memory() == []


def test_all_parses_every_page_anew(first: tuple[Project, list[str]], counted: Counted) -> None:
    assert sorted(counted.build("--all")) == sorted(first[1])


def test_a_changed_page_is_parsed_alone(counted: Counted) -> None:
    counted.project.replace("docs/one/es/collect.md", "Palabras", "Otras palabras")
    parsed = counted.build()
    assert len(parsed) == 1 and "Otras palabras" in parsed[0]
    assert counted.build_from_memory() == []


def test_a_changed_fact_in_a_block_parses_nothing(counted: Counted) -> None:
    counted.project.replace("data/libraries/one.yml", "desk@one", "front-desk@one")
    assert counted.build() == []
    assert "front-desk@one" in (counted.project.public / "one/index.html").read_text("utf-8")


def test_a_changed_fact_in_the_text_parses_the_texts_that_hold_it(counted: Counted) -> None:
    counted.project.replace(
        "data/libraries/one.yml", "es: Biblioteca de one", "es: Nueva Biblioteca de one"
    )
    parsed = counted.build("one")
    assert parsed and all("Nueva Biblioteca" in text for text in parsed)


def test_a_common_page_is_parsed_for_each_library(counted: Counted) -> None:
    counted.project.replace("docs/_pages/en/laws.md", "legal advice", "advice")
    assert len(counted.build()) == len(PAGES)


DAMAGES = ["", "{", "[]", "null", '{"aviso": 1}', '{"aviso": 1, "prose": []}', "\ud800"]


@pytest.mark.parametrize("damage", at_each_change(DAMAGES, 7))
def test_a_damaged_memory_costs_time_only(counted: Counted, damage: str, tmp_path: Path) -> None:
    shutil.copytree(counted.project.public, tmp_path / "before")
    memory = [path for path in (counted.project.root / ".aviso").rglob("*") if path.is_file()]
    assert memory
    for path in memory:
        path.write_bytes(damage.encode("utf-8", "surrogatepass"))
    assert counted.build_from_memory()
    assert_same(counted.project.public, tmp_path / "before")


VALUES = [None, [], 7, {}, "text", {"key": None}, {"key": ["html"]}]


@pytest.mark.parametrize("value", at_each_change(VALUES, 7))
def test_a_memory_of_another_shape_costs_time_only(
    counted: Counted, value: object, tmp_path: Path
) -> None:
    shutil.copytree(counted.project.public, tmp_path / "before")
    opened = AvisoProject(counted.project.root)
    for site in ("_front", *PAGES):
        path = opened.cache / "prose" / f"{site}.json"
        purpose = f"prose {digest_aviso(opened)}"
        assert read_cache_file(path, purpose)
        write_cache_file(opened.root, path, json.dumps(value).encode(), purpose)
    assert counted.build_from_memory()
    assert_same(counted.project.public, tmp_path / "before")


def test_a_lost_memory_costs_time_only(counted: Counted, tmp_path: Path) -> None:
    shutil.copytree(counted.project.public, tmp_path / "before")
    shutil.rmtree(counted.project.root / ".aviso")
    assert counted.build_from_memory()
    assert_same(counted.project.public, tmp_path / "before")


def test_another_configuration_of_markdown_parses_everything_anew(counted: Counted) -> None:
    counted.project.replace("mkdocs.yml", "  - sane_lists\n", "")
    assert counted.build("one")
