"""What Aviso did not make is never deleted, overwritten or exchanged; the message names it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from aviso.build.stamps import STAMP, write_stamp
from aviso.content.pages import FRONT
from tests.support.project import Project
from tests.support.repeats import at_each_change
from tests.support.trees import tree
from tests.support.warm_process import Warm

IDS = ("alder", "birch")


@pytest.fixture(scope="module")
def built(scripts: Path, warm: Warm, tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A built project of two tiny libraries."""
    project = Project.tiny(tmp_path_factory.mktemp("owned") / "project", scripts, tiny=IDS)
    warm.aviso(project, "build", "--jobs", "1").sound()
    return project


@pytest.fixture
def project(built: Project, tmp_path: Path) -> Project:
    """A copy of it, with what is published."""
    return built.whole_copy(tmp_path / "copy")


def rewrite(place: Path, **changed: object) -> None:
    """Give a site a sound stamp with other values; None leaves one out."""
    value = {**json.loads((place / STAMP).read_bytes()), "digest": None, **changed}
    write_stamp(place, {name: one for name, one in value.items() if one is not None})


SOURCES = [
    "docs",
    "docs/alder",
    "docs/new/deep",
    "data",
    "overrides",
    "scripts",
    "tests",
    ".git",
    ".",
    "..",
]


@pytest.mark.parametrize("output", SOURCES)
@pytest.mark.parametrize("command", ["build", "publish public"])
def test_an_output_among_the_sources_is_refused_at_once(
    project: Project, warm: Warm, output: str, command: str
) -> None:
    before = tree(project.root.parent)
    place = str(project.path(output))
    run = warm.aviso(project, *command.split(), "--output", place)
    assert run.status == 2 and "Name another place with --output" in run.text, run.text
    assert tree(project.root.parent) == before


def test_a_link_to_the_sources_does_not_help(project: Project, warm: Warm) -> None:
    shutil.rmtree(project.public)
    project.public.symlink_to("docs")
    before = tree(project.root)
    assert warm.aviso(project, "build").status == 2
    assert tree(project.root) == before


def test_a_published_site_is_no_place_for_others(project: Project, warm: Warm) -> None:
    before = tree(project.root)
    for place in (project.public / "alder", project.public / "alder" / "new"):
        run = warm.aviso(project, "build", "--output", str(place))
        assert run.status == 2 and 'the published site "alder"' in run.text
    assert tree(project.root) == before


def test_a_web_folder_of_others_keeps_all_its_files(project: Project, warm: Warm) -> None:
    web = project.path("web")
    for name in ("alder/thesis.txt", "index.html", "pictures/cat.png"):
        project.write(f"web/{name}", "mine")
    run = warm.aviso(project, "build", "--jobs", "1", "--output", str(web))
    assert run.status == 1 and run.failed == {"alder", FRONT} and run.made == {"birch"}
    assert "web/alder, line 1: contains files that Aviso did not put there: thesis.txt" in run.text
    assert "web, line 1: contains files that Aviso did not put there: index.html" in run.text
    for name in ("alder/thesis.txt", "index.html", "pictures/cat.png"):
        assert project.read(f"web/{name}") == "mine"
    for name in ("alder/thesis.txt", "index.html"):
        project.path(f"web/{name}").unlink()
    warm.aviso(project, "build", "--jobs", "1", "--output", str(web)).sound()
    assert project.read("web/pictures/cat.png") == "mine"


def test_a_file_that_was_put_into_a_site_is_named_every_time(project: Project, warm: Warm) -> None:
    project.write("public/alder/mine.txt", "mine")
    project.replace("docs/alder/en/collect.md", "Some words", "Other words")
    for _ in range(2):
        run = warm.aviso(project, "build", "--jobs", "1")
        assert run.status == 1 and run.failed == {"alder"} and "mine.txt" in run.text
    project.path("public/alder/mine.txt").unlink()
    assert warm.aviso(project, "build", "--jobs", "1").sound().made == {"alder"}


def test_what_a_file_manager_leaves_is_in_nobodys_way(project: Project, warm: Warm) -> None:
    project.write("public/alder/.DS_Store", "x")
    assert warm.aviso(project, "build", "--jobs", "1").sound().made == set()
    project.replace("docs/alder/en/collect.md", "Some words", "Other words")
    assert warm.aviso(project, "build", "--jobs", "1").sound().made == {"alder"}


def test_shards_are_joined_over_nothing_of_others(project: Project, warm: Warm) -> None:
    shutil.move(project.public, project.path("one"))
    project.write("public/alder/thesis.txt", "mine")
    run = warm.aviso(project, "publish", str(project.path("one")))
    assert run.status == 1 and run.failed == {"alder"} and "thesis.txt" in run.text
    assert project.read("public/alder/thesis.txt") == "mine"


def moved(project: Project) -> None:
    project.path("data/libraries").rename(project.path("aside"))


def emptied(project: Project) -> None:
    moved(project)
    project.path("data/libraries").mkdir()
    project.write("data/libraries/.keep", "")


def a_file(project: Project) -> None:
    moved(project)
    project.write("data/libraries", "x")


@pytest.mark.parametrize(
    ("happens", "says"),
    [
        (moved, "has no library in it"),
        (emptied, "has no library in it"),
        (a_file, "is a file; a folder belongs here"),
    ],
)
def test_without_the_folder_of_libraries_nothing_is_removed(
    project: Project, warm: Warm, happens: Callable[[Project], None], says: str
) -> None:
    before = tree(project.public)
    happens(project)
    for command in (["build"], ["build", "--shard", "1/2"], ["publish", "public"], ["check"]):
        run = warm.aviso(project, *command)
        assert run.status == 1 and "data/libraries, line 1: " in run.text, command
        assert says in run.text
        assert tree(project.public) == before


def test_every_library_that_is_removed_is_named(project: Project, warm: Warm) -> None:
    project.remove_library("birch")
    run = warm.aviso(project, "build", "--jobs", "1").sound()
    assert run.sites("removed") == {"birch"} and not (project.public / "birch").exists()


def test_a_library_that_is_removed_takes_no_file_of_others_with_it(
    project: Project, warm: Warm
) -> None:
    project.write("public/birch/mine.txt", "mine")
    shutil.copytree(project.public / "birch", project.public / "birch-last-year")
    project.remove_library("birch")
    run = warm.aviso(project, "build", "--jobs", "1")
    assert run.status == 1 and run.failed == {"birch"} and "birch, line 1: " in run.text
    assert project.read("public/birch/mine.txt") == "mine"
    project.path("public/birch/mine.txt").unlink()
    assert warm.aviso(project, "build", "--jobs", "1").sound().sites("removed") == {"birch"}
    assert project.read("public/birch-last-year/mine.txt") == "mine", "a copy is somebody's own"


def test_a_stamp_that_names_a_file_outside_has_nothing_deleted(
    project: Project, warm: Warm
) -> None:
    project.write("precious.txt", "keep")
    files = json.loads(project.read(f"public/{STAMP}"))["files"]
    rewrite(project.public, files={**files, "../precious.txt": [4, "x"]})
    assert warm.aviso(project, "build", "--jobs", "1").sound().made == {FRONT}
    assert project.read("precious.txt") == "keep"
    assert warm.aviso(project, "build", "--jobs", "1").sound().made == set()


OTHER_FORMS: dict[str, dict[str, object]] = {
    "no inputs": {"inputs": None},
    "inputs in a list": {"inputs": []},
    "files in a list": {"files": ["index.html"]},
    "files of another form": {"files": {"index.html": {"size": 1}}},
    "a later form": {"form": 99},
    "a card in words": {"card": "Alder"},
}


@pytest.mark.parametrize("form", at_each_change(OTHER_FORMS, 3))
def test_a_stamp_of_another_form_has_its_site_made_anew(
    project: Project, warm: Warm, form: str
) -> None:
    before = tree(project.public)
    rewrite(project.public / "alder", **OTHER_FORMS[form])
    assert "Traceback" not in warm.aviso(project, "audit").text
    run = warm.aviso(project, "build", "--jobs", "1", "--explain").sound()
    assert run.made == {"alder"} and "by another version of Aviso" in run.lines["alder"]
    assert tree(project.public) == before


def test_a_card_that_cannot_be_read_is_said_in_words(project: Project, warm: Warm) -> None:
    rewrite(project.public / "alder", card={"name": "Alder"})
    run = warm.aviso(project, "build", "--jobs", "1")
    assert run.status == 1 and "Traceback" not in run.text and "aviso build --all alder" in run.text
    warm.aviso(project, "build", "--jobs", "1", "--all", "alder").sound()
    warm.aviso(project, "build", "--jobs", "1").sound()


def test_what_earlier_versions_published_is_gone_on_with(project: Project, warm: Warm) -> None:
    """Their stamps had neither the id nor a number of the form."""
    for place in (project.public, *(project.public / name for name in IDS)):
        rewrite(place, site=None)
        value = json.loads((place / STAMP).read_bytes())
        write_stamp(place, {name: one for name, one in value.items() if name != "digest"})
    assert warm.aviso(project, "build", "--jobs", "1").sound().made == set()
    project.replace("docs/alder/en/collect.md", "Some words", "Other words")
    assert warm.aviso(project, "build", "--jobs", "1").sound().made == {"alder"}
    project.remove_library("birch")
    assert warm.aviso(project, "build", "--jobs", "1").sound().sites("removed") == {"birch"}


WRITERS = {
    "due": (["due", "--output"], "index.html"),
    "translation": (["translation", "status", "--format", "html", "--output"], "alder.html"),
    "hosting static": (["hosting", "static", "--output"], "notices.example.org/_headers"),
}


@pytest.mark.parametrize("writer", at_each_change(WRITERS, 3))
def test_what_is_written_into_a_folder_replaces_its_own_only(
    project: Project, warm: Warm, writer: str
) -> None:
    command, name = WRITERS[writer]
    folder = project.path("there")
    for _ in range(2):
        run = warm.aviso(project, *command, str(folder))
        assert run.status == 0, run.text
    assert (folder / name).is_file()
    shutil.rmtree(folder)
    project.write(f"there/{name}", "mine")
    run = warm.aviso(project, *command, str(folder))
    assert run.status == 2 and name in run.text and "--output" in run.text, run.text
    assert tree(folder).keys() == {name, *(["notices.example.org"] if "/" in name else [])}
    assert project.read(f"there/{name}") == "mine"
    before = tree(project.path("docs"))
    run = warm.aviso(project, *command, str(project.path("docs/new")))
    assert (
        run.status == 2 and "among the sources" in run.text and tree(project.path("docs")) == before
    )


def test_due_reviews_do_not_replace_the_front_page(project: Project, warm: Warm) -> None:
    before = tree(project.public)
    run = warm.aviso(project, "due", "--output", str(project.public))
    assert run.status == 2 and "index.html" in run.text and tree(project.public) == before


@pytest.mark.parametrize("server", at_each_change(["nginx", "apache", "caddy", "logrotate"], 4))
def test_a_configuration_replaces_its_own_only(project: Project, warm: Warm, server: str) -> None:
    place = project.path("aviso.conf")
    for _ in range(2):
        assert warm.aviso(project, "hosting", server, "--output", str(place)).status == 0
    project.write("site.conf", "# mine\n")
    project.path("link.conf").symlink_to("site.conf")
    for name in ("site.conf", "link.conf", "public"):
        run = warm.aviso(project, "hosting", server, "--output", str(project.path(name)))
        assert run.status == 2 and name in run.text and "Traceback" not in run.text, run.text
    assert project.read("site.conf") == "# mine\n"
    project.path("link.conf").unlink()
    project.path("link.conf").symlink_to("aviso.conf")
    assert (
        warm.aviso(project, "hosting", server, "--output", str(project.path("link.conf"))).status
        == 0
    )
    assert project.path("link.conf").is_symlink()
