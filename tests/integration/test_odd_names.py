"""Odd names of pictures, pages, addresses and ids: published, or refused by ``aviso check``."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path

import pytest

from tests.support.kept_promise import PAGE, assert_promise_is_kept, check_project, list_errors
from tests.support.project import LOCALES, Project
from tests.support.repeats import at_each_change

SEED = int(os.environ.get("AVISO_TEST_SEED", "1"))
BLOCK = re.compile(r"^\{\{[^}]*\}\}$", re.MULTILINE)
LOGO = "docs/riverside/assets/logo.svg"
# Pages of the front page are read as those of a library are.
IN_FRONT = pytest.param("_front", marks=pytest.mark.soak)


@pytest.fixture
def project(small_project: Project, tmp_path: Path) -> Project:
    """A copy of the small project."""
    return small_project.copied_to(tmp_path / "copy")


ODD_NAMES = [
    "a#b.svg",
    "a?b.svg",
    "a%41.svg",
    "a b.svg",
    " a.svg",
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
SOUND_NAMES = ["logo-2.svg", "Logo_2.SVG", "2.svg", "a.b.svg", "_a.svg", "señal.svg", "日本.svg"]


def use_as_logo(project: Project, name: str) -> None:
    """Give the library's logo another name, in its record too."""
    shutil.copy(project.path(LOGO), project.path(LOGO).with_name(name))
    written = name.replace("\\", "\\\\").replace('"', '\\"').replace("\t", "\\t")
    project.edit(
        "data/libraries/riverside.yml",
        lambda text: re.sub(r"^  logo: .*", lambda _: f'  logo: "{written}"', text, flags=re.M),
    )


@pytest.mark.parametrize("name", at_each_change(ODD_NAMES, 3))
def test_a_picture_whose_name_is_no_address_is_refused_by_check(
    project: Project, name: str
) -> None:
    use_as_logo(project, name)
    found = list_errors(check_project(project))
    assert any("data/libraries/riverside.yml, line" in text for text in found), found
    assert not assert_promise_is_kept(project, name)


def test_the_message_says_which_names_can_be_addresses(project: Project) -> None:
    use_as_logo(project, "a#b.svg")
    line = project.line_of("data/libraries/riverside.yml", "  logo: ")
    assert list_errors(check_project(project)) == [
        f'data/libraries/riverside.yml, line {line}: the picture "a#b.svg" has a name that cannot '
        f"be used in"
        " an address. Use letters, digits, - and _."
    ]


@pytest.mark.parametrize("name", at_each_change(SOUND_NAMES, 3))
def test_a_picture_with_a_plain_name_is_published(project: Project, name: str) -> None:
    use_as_logo(project, name)
    assert assert_promise_is_kept(project, name)
    assert (project.public / "riverside/assets" / name).is_file()


@pytest.mark.soak
@pytest.mark.parametrize("name", ODD_NAMES)
def test_an_odd_picture_on_a_page_is_refused_by_check(project: Project, name: str) -> None:
    shutil.copy(project.path(LOGO), project.path(LOGO).with_name(name))
    for locale in LOCALES:
        project.append(f"docs/riverside/{locale}/choices.md", f"\n![A sign](<../assets/{name}>)\n")
    assert not assert_promise_is_kept(project, name)


PAGE_NAMES = [
    "a#b", "a?b", "a%41", "a b", "señal", "A", "404", "assets", "es", "en", "index.html", "a.b",
    "search.json", "-a", "a--b", "con", "a_b", ".a", "sitemap", "proof", "well-known",
]  # fmt: skip


@pytest.mark.parametrize("folder", ["riverside", IN_FRONT])
@pytest.mark.parametrize("name", at_each_change(PAGE_NAMES, 3))
def test_a_page_with_an_odd_name_is_published_or_refused_by_check(
    project: Project, folder: str, name: str
) -> None:
    for locale in LOCALES:
        project.write(f"docs/{folder}/{locale}/{name}.md", PAGE)
    assert_promise_is_kept(project, f"docs/{folder}/{name}")


ADDRESSES = ["collect", "compañias", "404", "es", "riverside", "a b", "index", "assets", "../x"]


@pytest.mark.parametrize("folder", ["riverside", IN_FRONT])
@pytest.mark.parametrize("address", at_each_change(ADDRESSES, 3))
@pytest.mark.parametrize("locale", ["es", pytest.param("en", marks=pytest.mark.soak)])
def test_a_page_with_an_odd_address_is_published_or_refused_by_check(
    project: Project, folder: str, address: str, locale: str
) -> None:
    for one in LOCALES:
        text = PAGE.replace("title", f"address: '{address}'\ntitle", 1) if one == locale else PAGE
        project.write(f"docs/{folder}/{one}/other.md", text)
    assert_promise_is_kept(project, f"{folder}: address {address} in {locale}")


OTHER_PAGES = ("documents", "companies")
IDS = ["content", "menu", "search", "top", "a#b", "ñ", "%41", "a b", "old-act", "rl-01", "pagewell"]


@pytest.mark.parametrize("identifier", at_each_change(IDS, 3))
@pytest.mark.parametrize(
    "page", ["laws", *(pytest.param(page, marks=pytest.mark.soak) for page in OTHER_PAGES)]
)
def test_an_id_that_another_has_is_published_or_refused_by_check(
    project: Project, page: str, identifier: str
) -> None:
    for locale in LOCALES:
        own = project.read(f"docs/_pages/{locale}/{page}.md")
        text = f"{own}\n\n## Hours {{#{identifier}}}\n\nWords.\n"
        project.write(f"docs/riverside/{locale}/{page}.md", text)
    assert_promise_is_kept(project, f"{page}: #{identifier}")


@pytest.mark.parametrize(
    "name", at_each_change(["x\udcfe", "a\u200bb", "tab\there", "My Library", "Río", "-x"], 6)
)
def test_a_faulty_record_with_an_odd_name_stops_only_itself(project: Project, name: str) -> None:
    path = os.fsencode(project.path(f"data/libraries/{name}.yml"))
    with open(path, "wb") as file:
        file.write(b"x\n")
    outcomes = project.publish()
    own = outcomes.pop(name)
    assert own.state == "failed" and own.problems
    assert not {one.rule for one in own.problems} & {"build/fault-of-aviso"}
    assert {one.state for one in outcomes.values()} == {"published"}
