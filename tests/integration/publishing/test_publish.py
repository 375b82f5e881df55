"""What readers see while sites are built and break.

They see the last good site, whole, and each library's folder on its own.
"""

from __future__ import annotations

from pathlib import Path

from tests.support.project import Project
from tests.support.site_fixtures import MODELS, TOWNS
from tests.support.trees import contents

LIBRARY_IDS = (*MODELS, *TOWNS)


def _break(project: Project, library: str) -> None:
    """Give a library a website that is none."""
    project.replace(f"data/libraries/{library}.yml", "\nwebsite: https://", "\nwebsite: nowhere://")


def _folders(project: Project) -> dict[str, dict[str, bytes]]:
    """The contents of each published library, and under "" those of the front page alone."""
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
    published.replace("docs/example/en/index.md", "\n# ", "\n# New: ")
    _break(published, "oak")
    done = published.aviso("build")
    after = _folders(published)
    assert done.status == 1
    assert (
        "data/libraries/oak.yml, line " in done.stdout
        and "Traceback" not in done.stdout + done.stderr
    )
    assert after["oak"] == before["oak"]
    assert (
        b"New: " in after["example"]["index.html"]
        and b"New: " not in before["example"]["index.html"]
    )
    assert _left_beside(published) == []


def test_a_mended_library_is_published_again(published: Project):
    before = _folders(published)
    _break(published, "oak")
    assert published.aviso("build").status == 1
    published.replace("data/libraries/oak.yml", "\nwebsite: nowhere://", "\nwebsite: https://")
    published.replace("data/libraries/oak.yml", "Library of oak", "Library of oak (fixed)")
    published.build()
    assert b"Library of oak (fixed)" in _folders(published)["oak"]["index.html"]
    assert _folders(published)["oak"].keys() == before["oak"].keys()


def test_an_error_in_a_system_keeps_its_members_too(published: Project):
    before = _folders(published)
    _break(published, "example")
    assert published.aviso("build").status == 1
    after = _folders(published)
    assert (after["example"], after["example-branch"]) == (
        before["example"],
        before["example-branch"],
    )


def test_a_library_that_is_broken_from_the_start_is_not_published(project: Project):
    _break(project, "oak")
    assert project.aviso("build").status == 1
    assert sorted(_folders(project)) == [
        "",
        *(library for library in LIBRARY_IDS if library != "oak"),
    ]
    assert b"oak/" not in (project.root / "public/index.html").read_bytes()


def test_an_error_in_what_all_share_publishes_nothing(published: Project):
    before = contents(published.root / "public")
    published.append("data/laws.yml", "\n: broken: [\n")
    done = published.aviso("build")
    assert done.status == 1 and "data/laws.yml, line " in done.stdout
    assert contents(published.root / "public") == before


def test_a_deleted_library_is_removed_by_a_full_build(published: Project):
    published.delete("data/libraries/oak.yml")
    published.build("example")
    assert "oak" in _folders(published)
    done = published.build()
    assert "removed: oak" in done.stdout
    assert "oak" not in _folders(published)
    assert b"oak" not in _folders(published)[""]["index.html"]
    assert b"oak" not in _folders(published)[""]["es/index.html"]
    assert _left_beside(published) == []


def test_the_same_input_gives_the_same_bytes(project: Project, site_project: Project):
    project.build()
    assert contents(project.root / "public") == contents(site_project.public)


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
