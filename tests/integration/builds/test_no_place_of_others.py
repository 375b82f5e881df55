"""Every command that is told where to write, with every place where it must take nothing away.

Whatever the place, no file that was there before is changed, replaced or deleted; among sources and
in the sites of others, none is added either.
"""

from __future__ import annotations

import itertools
import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from aviso.build.stamps import STAMP, read_stamp, write_stamp
from tests.support.project import Project
from tests.support.repeats import at_each_change

COMMANDS = {
    "build": ["build", "--jobs", "1", "--output"],
    "build riverside": ["build", "riverside", "--jobs", "1", "--all", "--output"],
    "build --shard": ["build", "--jobs", "1", "--shard", "1/2", "--output"],
    "publish": ["publish", "public", "--output"],
    "due": ["due", "--output"],
    "gaps --html": ["gaps", "riverside", "--html"],
    "gaps --csv": ["gaps", "--all", "--csv"],
    "hosting nginx": ["hosting", "nginx", "--output"],
    "hosting apache": ["hosting", "apache", "--output"],
    "hosting caddy": ["hosting", "caddy", "--output"],
    "hosting logrotate": ["hosting", "logrotate", "--output"],
    "hosting static": ["hosting", "static", "--output"],
    "links --memory": ["links", "--offline", "--memory"],
    "translation": ["translation", "status", "--format", "html", "--output"],
    "init": [
        *("init", "--library", "a-town", "--name", "A Town", "--name-es", "Un Pueblo"),
        *("--address", "https://p.a-town.example/", "--"),
    ],
}
# Places that belong to people, and to sites of others: nothing is added there.
CLOSED = (
    *("project/docs", "project/data", "project/overrides", "project/scripts", "project/tests"),
    *("project/.git", "project/docs/riverside/en/index.md", "project/data/libraries/riverside.yml"),
    *("project/mkdocs.yml", "project/public/riverside", "project/public/riverside/index.html"),
    *("other/docs", "other/data", "other/mkdocs.yml", "other/public/alder"),
    *("foreign/notes.txt", "foreign/book.sqlite", "foreign/index.html"),
)
# Places where sites are not built, and a file of another name may be.
OPEN = ("project", ".", "home", "other", "other/public", "web", "foreign", "edited", "project/new")
FRONT_PAGE = (STAMP, "index.html", "es/index.html", "search/index.json", "es/search/index.json")
LINKS = {f"links/{number}": place for number, place in enumerate((*CLOSED, *OPEN)) if place != "."}
PLACES = (*CLOSED, *OPEN, *LINKS)


@pytest.fixture(scope="module")
def arena(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two projects with their sites, a home, and folders of others, with links to each."""
    arena = tmp_path_factory.mktemp("arena")
    project = Project.small(arena / "project")
    # The code is a link to this repository.
    (arena / "project/scripts").unlink()
    for name in ("project/.git", "project/tests", "project/scripts", "foreign", "home", "links"):
        (arena / name).mkdir(exist_ok=True)
    for name in ("project/.git/HEAD", "project/tests/a.py", "project/scripts/hooks.py"):
        (arena / name).write_text("theirs\n")
    for name in ("notes.txt", "book.sqlite", "index.html", STAMP, "riverside/index.html"):
        path = arena / "foreign" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("theirs\n")
    (arena / "home/.profile").write_text("theirs\n")
    project.published()
    other = Project.tiny(arena / "other", tiny=("alder", "birch"))
    (arena / "other/scripts").unlink()
    other.published()
    shutil.copytree(other.public, arena / "web")
    shutil.copytree(project.public, arena / "edited")
    edit_stamps(arena / "edited")
    for link, place in LINKS.items():
        (arena / link).symlink_to(arena / place)
    return arena


def edit_stamps(output: Path) -> None:
    """One stamp says that it lists more; the other is no longer what its digest says."""
    stamp = read_stamp(output / "riverside")
    stamp.pop("digest", None)
    stamp["files"]["../../foreign/notes.txt"] = [7, "x"]
    write_stamp(output / "riverside", stamp)
    damaged = output / "riverside-branch" / STAMP
    damaged.write_text(json.dumps({**json.loads(damaged.read_text()), "files": {}}))
    (output / "riverside/index.html").write_text("edited by hand\n")
    (output / "riverside-branch/mine.txt").write_text("theirs\n")


def look(arena: Path) -> dict[str, tuple[str, bytes]]:
    """Everything in the arena but caches: what it is, and what is in it."""
    found = {}
    for top, folders, files in os.walk(arena):
        folders[:] = [name for name in folders if name != ".aviso"]
        for name in (*folders, *files):
            path = Path(top, name)
            kind = "link" if path.is_symlink() else "folder" if path.is_dir() else "file"
            content = os.readlink(path).encode() if kind == "link" else b""
            found[str(path.relative_to(arena))] = (
                kind,
                path.read_bytes() if kind == "file" else content,
            )
    return found


@pytest.fixture
def before(arena: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, tuple[str, bytes]]]:
    """What is in the arena; what a test adds is removed again."""
    monkeypatch.setenv("HOME", str(arena / "home"))
    found = look(arena)
    yield found
    for name in sorted(look(arena).keys() - found.keys(), reverse=True):
        path = arena / name
        path.rmdir() if path.is_dir() and not path.is_symlink() else path.unlink(missing_ok=True)


@pytest.mark.parametrize(
    ("command", "place"), at_each_change(itertools.product(COMMANDS, PLACES), 121)
)
def test_nothing_of_others_is_taken_away(
    arena: Path, before: dict[str, tuple[str, bytes]], command: str, place: str
) -> None:
    project = Project(arena / "project")
    run = project.invoke(*COMMANDS[command], str(arena / place))
    assert run.exit_code in (0, 1, 2), (run.output, run.exception)
    assert run.exception is None or isinstance(run.exception, SystemExit), run.exception
    assert "Traceback" not in run.output
    after = look(arena)
    changed = {name for name in before if after.get(name) != before[name]}
    # Of its own, a build writes the stamps anew, and the front page without the library whose
    # stamp is damaged.
    own = {f"edited/{name}" for name in (*FRONT_PAGE, "riverside/index.html", f"riverside/{STAMP}")}
    assert changed <= (own if LINKS.get(place, place) == "edited" else set()), run.output
    added = after.keys() - before.keys()
    if LINKS.get(place, place) in CLOSED:
        assert not added and run.exit_code != 0, (run.output, sorted(added)[:9])
    whole = {name for name in added if name.startswith(("project/data", "project/docs", "other"))}
    assert LINKS.get(place, place) in OPEN or not whole, sorted(whole)[:9]
