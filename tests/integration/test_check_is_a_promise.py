"""What ``aviso check`` finds sound can be built: no build finds anything new, or fails itself."""

from __future__ import annotations

import os
import re
from pathlib import Path
from random import Random

import pytest

from aviso.content.pages import FRONT
from tests.support.kept_promise import PAGE, assert_promise_is_kept, check_project, list_errors
from tests.support.mutations import MUTATIONS, apply, prepare
from tests.support.project import LOCALES, Project

SEED = int(os.environ.get("AVISO_TEST_SEED", "1"))
OF_AVISO = "bug in Aviso"
BLOCK = re.compile(r"^\{\{[^}]*\}\}$", re.MULTILINE)
LOGO = "docs/riverside/assets/logo.svg"


@pytest.fixture
def project(small_project: Project, tmp_path: Path) -> Project:
    """A copy of the small project."""
    return small_project.copied_to(tmp_path / "copy")


# Blocks that other pages link to


def remove_block(project: Project, page: str, block: str) -> None:
    """Take a block off a page, in both languages."""
    for locale in LOCALES:
        project.edit(page.format(locale), lambda text: text.replace(block, ""))


NEEDED = {
    "{{ laws() }}": "docs/_pages/{}/laws.md",
    "{{ vendors() }}": "docs/_pages/{}/companies.md",
    "{{ document_summary('policy-7') }}": "docs/_pages/{}/documents.md",
}


@pytest.mark.parametrize("block", NEEDED)
def test_a_block_that_other_pages_link_to_is_missed_by_check(project: Project, block: str) -> None:
    if block == "{{ vendors() }}":
        project.append("docs/riverside/en/choices.md", "\n{{ vendor('pagewell').name }}\n")
        project.append("docs/riverside/es/choices.md", "\n{{ vendor('pagewell').name }}\n")
    remove_block(project, NEEDED[block], block)
    found = list_errors(check_project(project))
    for locale in LOCALES:
        expected = (
            f"{NEEDED[block].format(locale)}, line 1: the page must show {block}: "
            "other pages link to its entries."
        )
        assert {text for text in found if text.startswith(expected)} == {
            f"{expected} Put it on the page, with an empty line before and after it."
        }, found
    outcomes = project.publish("riverside")
    told = [str(problem) for problem in outcomes["riverside"].problems]
    assert outcomes["riverside"].state == "failed" and OF_AVISO not in " ".join(told)


def test_a_heading_that_facts_link_to_is_missed_by_check(tmp_path: Path) -> None:
    project = Project.rich(tmp_path / "rich")
    for locale in LOCALES:
        page = f"docs/example/{locale}/documents.md"
        project.edit(page, lambda text: text.replace(" {#policy-12}", ""))
    found = list_errors(check_project(project))
    assert any("must have a heading with {#policy-12}" in text for text in found), found
    assert not assert_promise_is_kept(project, "a heading without its id")


def test_a_page_that_blocks_link_to_may_not_be_missing(project: Project) -> None:
    """Where the project itself holds the common pages, deleting one is deleting it."""
    for locale in LOCALES:
        project.delete(f"docs/_pages/{locale}/documents.md")
    assert not assert_promise_is_kept(project, "no page of documents")


@pytest.mark.parametrize(
    ("page", "told"),
    [
        ("docs/riverside/{}/index.md", "data/libraries/riverside.yml, line 2: the library has no"),
        ("docs/_pages/{}/search.md", "docs/_pages/en/search.md, line 1: the page with the search"),
    ],
)
def test_a_member_alone_misses_the_pages_that_it_inherits(
    project: Project, page: str, told: str
) -> None:
    for locale in LOCALES:
        project.delete(page.format(locale))
    found = list_errors(project.check("riverside-branch"))
    assert [text for text in found if text.startswith(told)], found


def test_a_front_page_without_itself_is_missed_by_check(project: Project) -> None:
    for locale in LOCALES:
        project.delete(f"docs/_front/{locale}/index.md")
    assert not assert_promise_is_kept(project, "no front page")
    assert any(
        "the front page itself is missing" in text for text in list_errors(check_project(project))
    )


def common_pages(project: Project) -> list[str]:
    """Every page, its language left out."""
    return sorted(
        path.relative_to(project.root).as_posix().replace("/en/", "/{}/")
        for path in project.root.glob("docs/*/en/*.md")
    )


def test_no_block_can_be_taken_off_unnoticed(project: Project) -> None:
    """A sample; the long form takes every block off every page of the rich project."""
    blocks = [
        (page, block)
        for page in common_pages(project)
        for block in BLOCK.findall(project.read(page.format("en")))
    ]
    for page, block in Random(SEED).sample(blocks, min(6, len(blocks))):
        try_without(project, page, block)


@pytest.mark.soak
@pytest.mark.parametrize("kind", ["small", "rich"])
def test_every_block_and_page_is_taken_away(kind: str, tmp_path: Path) -> None:
    project: Project = getattr(Project, kind)(tmp_path / kind)
    for page in common_pages(project):
        for block in (*BLOCK.findall(project.read(page.format("en"))), ""):
            try_without(project, page, block)


def try_without(project: Project, page: str, block: str) -> None:
    """Take a block off a page, or delete the page, in both languages; put it back."""
    paths = [path for locale in LOCALES if (path := project.path(page.format(locale))).exists()]
    before = {path: path.read_bytes() for path in paths}
    try:
        for path in paths:
            path.write_bytes(before[path].replace(block.encode(), b"")) if block else path.unlink()
        assert_promise_is_kept(project, f"{page} without {block or 'itself'}")
    finally:
        for path, content in before.items():
            path.write_bytes(content)


# Places of libraries


@pytest.mark.parametrize("how", ["name", "address", "name in English only"])
def test_a_page_of_the_front_page_leaves_libraries_their_places(project: Project, how: str) -> None:
    project.published()
    before = (project.public / "riverside/index.html").read_bytes()
    name = "other" if how == "address" else "riverside"
    for locale in LOCALES[: 1 if "only" in how else 2]:
        text = PAGE.replace("title", "address: riverside\ntitle", 1) if how == "address" else PAGE
        project.write(f"docs/_front/{locale}/{name}.md", text)
    found = list_errors(check_project(project))
    line = 2 if how == "address" else 1
    file = f'docs/_front/en/{name}.md, line {line}: has the {how.split()[0]} "riverside"'
    assert any(text.startswith(file) for text in found), found
    for _ in range(2):
        outcomes = project.publish()
        assert outcomes[FRONT].state == "failed"
        assert {outcomes[name].state for name in project.libraries} == {"unchanged"}
        assert (project.public / "riverside/index.html").read_bytes() == before


@pytest.mark.parametrize("name", ["es", "assets", "search", "404", "index", "_front", "Riverside"])
def test_a_library_with_the_name_of_a_part_of_the_front_page_is_refused(
    project: Project, name: str
) -> None:
    record = project.read("data/libraries/riverside-branch.yml")
    project.write(f"data/libraries/{name}.yml", record.replace("/riverside-branch/", f"/{name}/"))
    assert_promise_is_kept(project, f"a library {name}")


# Anything


@pytest.mark.soak
@pytest.mark.parametrize("part", range(4))
def test_after_any_change_check_is_a_promise(part: int, tmp_path: Path) -> None:
    project = Project.tiny(tmp_path / "project")
    prepare(project)
    random = Random(f"{SEED} promise {part}")
    project.published()
    for mutation in random.choices(MUTATIONS, k=60):
        repair = apply(mutation, project, random)
        assert_promise_is_kept(project, mutation.__name__)
        if repair:
            repair()
