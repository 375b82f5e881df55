"""What ``aviso check`` finds sound can be built: no build finds anything new, or fails itself."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path
from random import Random

import pytest

from aviso.checks.suite import check_all
from aviso.content.pages import FRONT
from aviso.core.diagnostics import Diagnostic, has_errors
from aviso.core.project import Project as AvisoProject
from tests.support.mutations import MUTATIONS, apply, prepare
from tests.support.project import LOCALES, Project

SEED = int(os.environ.get("AVISO_TEST_SEED", "1"))
OF_AVISO = "fault of Aviso"
BLOCK = re.compile(r"^\{\{[^}]*\}\}$", re.MULTILINE)
LOGO = "docs/riverside/assets/logo.svg"


@pytest.fixture
def project(small_project: Project, tmp_path: Path) -> Project:
    """A copy of the small project."""
    return small_project.copied_to(tmp_path / "copy")


def checked(project: Project) -> list[Diagnostic]:
    """What is wrong, as a fresh process would find it."""
    return check_all(AvisoProject(project.root))


def errors_of(problems: list[Diagnostic]) -> list[str]:
    """The errors in words."""
    return [str(one) for one in problems if one.severity == "error"]


def assert_promise_is_kept(project: Project, story: str) -> bool:
    """Where nothing is wrong, everything is published; return whether nothing is."""
    shutil.rmtree(project.public, ignore_errors=True)
    found = checked(project)
    outcomes = Project(project.root).publish()
    told = [str(problem) for one in outcomes.values() for problem in one.problems]
    assert not [text for text in [*map(str, found), *told] if OF_AVISO in text], (story, told)
    failed = {one.site_id for one in outcomes.values() if one.state == "failed"}
    assert has_errors(found) or not failed, f"{story}: {failed}\n" + "\n".join(told)
    return not has_errors(found)


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
    found = errors_of(checked(project))
    for locale in LOCALES:
        expected = (
            f"{NEEDED[block].format(locale)}, line 1: the page must show {block}: "
            "other pages link to what it lists."
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
    found = errors_of(checked(project))
    assert any("must have a heading with {#policy-12}" in text for text in found), found
    assert not assert_promise_is_kept(project, "a heading without its id")


def test_a_page_that_blocks_link_to_may_not_be_missing(project: Project) -> None:
    """Where the project itself holds the common pages, deleting one is deleting it."""
    for locale in LOCALES:
        project.delete(f"docs/_pages/{locale}/documents.md")
    assert not assert_promise_is_kept(project, "no page of documents")


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


# Names

ODD_NAMES = [
    "a#b.svg",
    "a?b.svg",
    "a%41.svg",
    "a b.svg",
    " a.svg",
    "señal.svg",
    "señal.svg",
    "日本.svg",
    "a&b.svg",
    "a;b.svg",
    "a'b.svg",
    'a"b.svg',
    "a<b>.svg",
    "a+b.svg",
    "a:b.svg",
    "a,b.svg",
    "a(b).svg",
    "-a.svg",
    "a{b}.svg",
    "icon.svg",
    "Icon.SVG",
    "a\tb.svg",
    "a\u200bb.svg",
]
SOUND_NAMES = ["logo-2.svg", "Logo_2.SVG", "2.svg", "a.b.svg", "_a.svg"]


def use_as_logo(project: Project, name: str) -> None:
    """Give the library's logo another name, in its record too."""
    shutil.copy(project.path(LOGO), project.path(LOGO).with_name(name))
    written = name.replace("\\", "\\\\").replace('"', '\\"').replace("\t", "\\t")
    project.edit(
        "data/libraries/riverside.yml",
        lambda text: re.sub(r"^  logo: .*", lambda _: f'  logo: "{written}"', text, flags=re.M),
    )


@pytest.mark.parametrize("name", ODD_NAMES)
def test_a_picture_whose_name_is_no_address_is_refused_by_check(
    project: Project, name: str
) -> None:
    use_as_logo(project, name)
    found = errors_of(checked(project))
    assert any("data/libraries/riverside.yml, line" in text for text in found), found
    assert not assert_promise_is_kept(project, name)


def test_the_message_says_which_names_can_be_addresses(project: Project) -> None:
    use_as_logo(project, "a#b.svg")
    line = project.line_of("data/libraries/riverside.yml", "  logo: ")
    assert errors_of(checked(project)) == [
        f'data/libraries/riverside.yml, line {line}: the picture "a#b.svg" has a name that cannot '
        f"be used in"
        " an address. Use letters, digits, - and _."
    ]


@pytest.mark.parametrize("name", SOUND_NAMES)
def test_a_picture_with_a_plain_name_is_published(project: Project, name: str) -> None:
    use_as_logo(project, name)
    assert assert_promise_is_kept(project, name)
    assert (project.public / "riverside/assets" / name).is_file()


@pytest.mark.parametrize("name", ODD_NAMES)
def test_an_odd_picture_on_a_page_is_refused_by_check(project: Project, name: str) -> None:
    shutil.copy(project.path(LOGO), project.path(LOGO).with_name(name))
    for locale in LOCALES:
        project.append(f"docs/riverside/{locale}/choices.md", f"\n![A sign](<../assets/{name}>)\n")
    assert not assert_promise_is_kept(project, name)


PAGE = "---\ntitle: Other\ndescription: Other words.\n---\n# Other\n\nWords.\n"
PAGE_NAMES = [
    "a#b", "a?b", "a%41", "a b", "señal", "A", "404", "assets", "es", "en", "index.html", "a.b",
    "search.json", "-a", "a--b", "con", "a_b", ".a", "sitemap", "proof", "well-known",
]  # fmt: skip


@pytest.mark.parametrize("folder", ["riverside", "_front"])
@pytest.mark.parametrize("name", PAGE_NAMES)
def test_a_page_with_an_odd_name_is_published_or_refused_by_check(
    project: Project, folder: str, name: str
) -> None:
    for locale in LOCALES:
        project.write(f"docs/{folder}/{locale}/{name}.md", PAGE)
    assert_promise_is_kept(project, f"docs/{folder}/{name}")


ADDRESSES = ["collect", "compañias", "404", "es", "riverside", "a b", "index", "assets", "../x"]


@pytest.mark.parametrize("folder", ["riverside", "_front"])
@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("locale", LOCALES)
def test_a_page_with_an_odd_address_is_published_or_refused_by_check(
    project: Project, folder: str, address: str, locale: str
) -> None:
    for one in LOCALES:
        text = PAGE.replace("title", f"address: '{address}'\ntitle", 1) if one == locale else PAGE
        project.write(f"docs/{folder}/{one}/other.md", text)
    assert_promise_is_kept(project, f"{folder}: address {address} in {locale}")


IDS = ["content", "menu", "search", "top", "a#b", "ñ", "%41", "a b", "old-act", "rl-01", "pagewell"]


@pytest.mark.parametrize("identifier", IDS)
@pytest.mark.parametrize("page", ["laws", "documents", "companies"])
def test_an_id_that_another_has_is_published_or_refused_by_check(
    project: Project, page: str, identifier: str
) -> None:
    for locale in LOCALES:
        own = project.read(f"docs/_pages/{locale}/{page}.md")
        text = f"{own}\n\n## Hours {{#{identifier}}}\n\nWords.\n"
        project.write(f"docs/riverside/{locale}/{page}.md", text)
    assert_promise_is_kept(project, f"{page}: #{identifier}")


# Places of libraries


@pytest.mark.parametrize("how", ["name", "address", "name in English only"])
def test_a_page_of_the_front_page_leaves_libraries_their_places(project: Project, how: str) -> None:
    project.published()
    before = (project.public / "riverside/index.html").read_bytes()
    name = "other" if how == "address" else "riverside"
    for locale in LOCALES[: 1 if "only" in how else 2]:
        text = PAGE.replace("title", "address: riverside\ntitle", 1) if how == "address" else PAGE
        project.write(f"docs/_front/{locale}/{name}.md", text)
    found = errors_of(checked(project))
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
