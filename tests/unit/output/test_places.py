"""No output may stand among sources, caches or other sites, of this project or of another."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from click.testing import CliRunner

from aviso.build.ownership import (
    WrongPlace,
    refuse_folder,
    refuse_new_project,
    refuse_output,
    refuse_sources,
)
from aviso.build.stamps import write_stamp
from aviso.cli.main import main
from aviso.content.pages import FRONT
from aviso.core.project import Project
from tests.support.project import Project as ProjectFolder
from tests.support.trees import tree

OUR_SOURCES = (
    *("data", "data/libraries", "docs/new", "overrides", "scripts", "tests/deep/down"),
    *(".git", ".git/objects", ".github/workflows", ".gitlab", ".venv", "node_modules"),
)
WRONG = {
    **dict.fromkeys(OUR_SOURCES, "is among the sources of the project, in "),
    "../other/docs": "is among the sources of the project ",
    "../other/data/libraries": "is among the sources of the project ",
    "../plain/.git/hooks": "in the folder .git",
    "public/elm": 'the published site "elm"',
    "public/elm/new": 'the published site "elm"',
    "link/docs": "is among the sources of the project, in docs/",
    "public/../docs": "is among the sources of the project, in docs/",
}
WRONG_FOLDERS = {
    ".aviso": "in .aviso/, where Aviso keeps",
    ".aviso/checked/new": "in .aviso/, where Aviso keeps",
    "../home": "is your home folder",
    "/": "is the root of the disk",
}
WRONG_OUTPUTS = {
    ".": "is the project's own folder, or contains it",
    "..": "is the project's own folder, or contains it",
    "link": "is the project's own folder, or contains it",
    "../other": "is the folder of another project",
}
RIGHT = ("public", "site/new", "../web", "../other/new", "../plain", "public/more", "gitlab")


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    """A project beside another, with a published site and a link to itself."""
    for name in ("project", "other"):
        for folder in ("data", "docs"):
            (tmp_path / name / folder).mkdir(parents=True)
        (tmp_path / name / "mkdocs.yml").touch()
    (tmp_path / "plain" / ".git").mkdir(parents=True)
    (tmp_path / "home").mkdir()
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    root = tmp_path / "project"
    for site_id, place in ((FRONT, root / "public"), ("elm", root / "public/elm")):
        place.mkdir()
        write_stamp(place, {"site": site_id, "inputs": {}, "files": {}, "card": None})
    (root / "link").symlink_to(root)
    return Project(root)


@pytest.mark.parametrize("place", WRONG)
def test_nothing_is_written_among_sources_and_sites(project: Project, place: str) -> None:
    for refuse in (refuse_sources, refuse_folder, refuse_output):
        with pytest.raises(WrongPlace, match=WRONG[place]):
            refuse(project, project.root / place)


@pytest.mark.parametrize("place", WRONG_FOLDERS)
def test_no_pages_are_written_among_caches(project: Project, place: str) -> None:
    refuse_sources(project, project.root / place)
    for refuse in (refuse_folder, refuse_output):
        with pytest.raises(WrongPlace, match=WRONG_FOLDERS[place]):
            refuse(project, project.root / place)


@pytest.mark.parametrize("place", WRONG_OUTPUTS)
def test_no_sites_are_built_over_a_project(project: Project, place: str) -> None:
    with pytest.raises(WrongPlace, match=WRONG_OUTPUTS[place]):
        refuse_output(project, project.root / place)


@pytest.mark.parametrize("place", RIGHT)
def test_any_other_place_will_do(project: Project, place: str) -> None:
    refuse_output(project, project.root / place)


@pytest.mark.parametrize(
    "place", ["data", "docs/new", "../other/docs", "public/elm", "../home", "/"]
)
def test_no_project_is_made_among_sources_and_sites(project: Project, place: str) -> None:
    with pytest.raises(WrongPlace):
        refuse_new_project(project.root / place)
    refuse_new_project(project.root / "../new")


@pytest.mark.parametrize(
    ("published", "address", "is_refused"),
    [
        (("oak", "ash"), "", True),
        (("oak",), "https://elsewhere.example.org/", True),
        # It may have been renamed.
        (("oak",), "https://p.example.org/", False),
        (("oak",), "", False),
        (("oak", "elm"), "https://elsewhere.example.org/", False),
    ],
)
def test_the_sites_of_another_project_are_not_built_over(
    project: Project, tmp_path: Path, published: tuple[str, ...], address: str, is_refused: bool
) -> None:
    (project.root / "mkdocs.yml").write_text("site_url: https://p.example.org\n")
    (project.data / "libraries").mkdir()
    (project.data / "libraries/elm.yml").touch()
    web = tmp_path / "web"
    for site_id, place in ((FRONT, web), *((one, web / one) for one in published)):
        place.mkdir()
        write_stamp(place, {"site": site_id, "inputs": {}, "files": {}, "card": None})
    (web / "sitemap.xml").write_text(f"<url><loc>{address}</loc>" if address else "")
    if is_refused:
        with pytest.raises(WrongPlace, match="holds the sites of another project: .*oak"):
            refuse_output(project, web)
    else:
        refuse_output(project, web)


def test_the_output_of_another_project_is_its_own(project: Project) -> None:
    place = project.root / "../other/public"
    refuse_output(project, place)
    place.mkdir()
    write_stamp(place, {"site": FRONT, "inputs": {}, "files": {}, "card": None})
    with pytest.raises(WrongPlace, match="holds the sites of the project .*other"):
        refuse_output(project, place)


def test_a_project_within_another_is_no_part_of_it(project: Project) -> None:
    inner = project.root / "tests" / "inner"
    (inner / "data").mkdir(parents=True)
    (inner / "mkdocs.yml").touch()
    refuse_output(Project(inner), inner / "public")


def test_the_pages_on_translations_have_their_place_in_the_cache(project: Project) -> None:
    refuse_folder(project, project.root / ".aviso/translation")


NAMING = {
    "build": ["build", "--output"],
    "publish": ["publish", "public", "--output"],
    "due": ["due", "--output"],
    "gaps --html": ["gaps", "riverside", "--html"],
    "gaps --csv": ["gaps", "--all", "--csv"],
    "hosting nginx": ["hosting", "nginx", "--output"],
    "hosting static": ["hosting", "static", "--output"],
    "links": ["links", "--gap", "0", "--memory"],
    "links --offline": ["links", "--offline", "--memory"],
    "translation": ["translation", "status", "--format", "html", "--output"],
}


@pytest.mark.parametrize("command", NAMING)
def test_every_command_that_is_told_where_to_write_refuses_sources(
    small_project: ProjectFolder, command: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(small_project.root)
    (small_project / "public").mkdir(exist_ok=True)
    before = {name: tree(small_project / name) for name in ("data", "docs")}
    for place in ("data/new", "docs/riverside/en/new.md", ".git/new"):
        done = CliRunner().invoke(main, [*NAMING[command], place])
        option = NAMING[command][-1]
        assert done.exit_code == 2 and isinstance(done.exception, SystemExit), done.output
        assert f"Name another place with {option}." in " ".join(done.output.split()), done.output
    assert {name: tree(small_project / name) for name in before} == before
    assert not os.path.lexists(small_project / ".git")
